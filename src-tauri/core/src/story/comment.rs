//! What people say of a place in the story, to each other. Nothing of it is ever the story's: readers never see it
//! ([`super::Settled`]).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PhotoField, PhotoId, Signed, StoryField};

/// Of a comment or of an answer to one. A UUID: whoever says it makes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CommentId(pub String);

impl CommentId {
    pub fn fresh() -> Self {
        Self(crate::clock::fresh_id())
    }
}

impl std::fmt::Display for CommentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a comment is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "about", rename_all = "snake_case")]
#[ts(export)]
pub enum CommentPlace {
    /// Words of the body, as [`super::Edit`] counts.
    Words {
        from: u32,
        to: u32,
    },
    /// Words of the body that are no longer there.
    Gone,
    Field {
        field: StoryField,
    },
    /// The picture, or what one of its fields says: how it is cut, too.
    Photo {
        photo: PhotoId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        field: Option<PhotoField>,
    },
    Story,
}

/// One comment with all that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Comment {
    pub id: CommentId,
    #[serde(flatten)]
    pub said: Signed,
    pub text: String,
    pub place: CommentPlace,
    /// The words that it was about when it was written, or the picture's name; it may have none.
    pub quote: String,
    /// Whether it has to be done before the story goes out.
    pub before_print: bool,
    /// The first one first.
    pub replies: Vec<Reply>,
    /// None while it is open.
    pub resolved: Option<Signed>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Reply {
    pub id: CommentId,
    #[serde(flatten)]
    pub said: Signed,
    pub text: String,
}

impl Comment {
    pub fn is_open(&self) -> bool {
        self.resolved.is_none()
    }

    /// What stands behind each @ of the thread, without capitals.
    pub(super) fn spoken_to(&self) -> Vec<String> {
        let texts = self.replies.iter().map(|reply| &reply.text);
        std::iter::once(&self.text).chain(texts).flat_map(|text| behind_signs(text)).collect()
    }
}

/// Characters behind an @ that are as long as names get.
const MOST_NAME: usize = 60;

fn behind_signs(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    text.match_indices('@').map(|(at, _)| text[at + 1..].chars().take(MOST_NAME).collect()).collect()
}

/// Whether somebody called so is spoken to: by their whole name, with nothing of a longer one behind it.
pub(super) fn begins_with(behind: &str, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    !name.is_empty() && behind.strip_prefix(name.as_str()).is_some_and(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_spoken_to_by_their_whole_name() {
        for (text, name, expected) in [
            ("@Hà Vy xem giúp số này", "Hà Vy", true),
            ("Nhờ @hà vy.", "Hà Vy", true),
            ("(@Hà Vy)", " Hà Vy ", true),
            ("@Hà Vyy", "Hà Vy", false),
            ("@Hà Vỹ", "Hà Vy", false),
            ("Hà Vy", "Hà Vy", false),
            ("a@b.example", "b", true),
            ("@", "Hà Vy", false),
            ("@Hà Vy", "", false),
            ("@ĐỖ LAM: 12%", "Đỗ Lam", true),
            ("@@Lam", "Lam", true),
        ] {
            let is_spoken_to = behind_signs(text).iter().any(|behind| begins_with(behind, name));
            assert_eq!(is_spoken_to, expected, "{text} to {name}");
        }
    }
}
