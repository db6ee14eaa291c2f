//! Comments, as they lie in the document: each a value beside the fields, and each answer and each resolving one of its own,
//! so that copies that went apart lose none. Words of the body are known by their first and their last unit, which Automerge
//! finds again whatever was typed around them.
//!
//! Where all of the words went, their cursors stand the wrong way round, and would also after the same words came back (taken
//! back, or typed anew). Then the words are looked for by what they were.

mod units;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use self::units::{MOST_AROUND, Units};
use super::{Document, fault, misfit};
use crate::limits::{COMMENT, COMMENTS};
use crate::story::door;
use crate::story::{Comment, CommentId, CommentPlace, PhotoField, PhotoId, Reply, Signed, StoryField};
use crate::{Error, ErrorCode, Result, letters};
use automerge::{Cursor, MoveCursor, ROOT, ReadDoc};
use serde::{Deserialize, Serialize};

const COMMENT_KEY: &str = "comment ";
const REPLY_KEY: &str = "reply ";
const RESOLVED_KEY: &str = "resolved ";
const BEFORE_PRINT_KEY: &str = "before_print ";
/// Of the words that are kept to be shown and found again.
const MOST_QUOTED: usize = 300;

#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    said: Signed,
    text: String,
    #[serde(flatten)]
    place: KeptPlace,
    #[serde(default)]
    quote: String,
    #[serde(default)]
    before_print: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
enum KeptPlace {
    Words {
        /// Cursors on the first unit and on the last.
        first: String,
        last: String,
        before: String,
        after: String,
    },
    Field {
        field: StoryField,
    },
    Photo {
        photo: PhotoId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<PhotoField>,
    },
    Story,
}

#[derive(Serialize, Deserialize)]
struct KeptReply {
    comment: CommentId,
    #[serde(flatten)]
    said: Signed,
    text: String,
}

/// That something is so, or is no longer, on somebody's word.
#[derive(Serialize, Deserialize)]
struct Switch {
    on: bool,
    #[serde(flatten)]
    said: Signed,
}

// Saying.
impl Document {
    pub(super) fn comment(
        &mut self,
        id: &CommentId,
        place: &CommentPlace,
        quote: &str,
        text: &str,
        before_print: bool,
    ) -> Result<()> {
        let text = self.said_of(id, text)?;
        let (place, quote) = match place {
            CommentPlace::Words { from, to } => self.words_for_good(*from as usize, *to as usize)?,
            CommentPlace::Field { field } => (KeptPlace::Field { field: *field }, quoted(quote)),
            CommentPlace::Photo { photo, field } => {
                self.photo_fields(photo)?;
                let name = self.read_photo(photo)?.map(|photo| photo.file_name).unwrap_or_default();
                let quote = if quote.is_empty() { name } else { quoted(quote) };
                (KeptPlace::Photo { photo: photo.clone(), field: *field }, quote)
            }
            CommentPlace::Story => (KeptPlace::Story, String::new()),
            CommentPlace::Gone => return Err(misfit("a comment is about what is there")),
        };
        let kept = Kept { said: self.signed(), text, place, quote, before_print };
        self.put_value(&format!("{COMMENT_KEY}{id}"), &kept)
    }

    pub(super) fn reply(&mut self, id: &CommentId, comment: &CommentId, text: &str) -> Result<()> {
        let text = self.said_of(id, text)?;
        self.check_comment(comment)?;
        let reply = KeptReply { comment: comment.clone(), said: self.signed(), text };
        self.put_value(&format!("{REPLY_KEY}{id}"), &reply)
    }

    pub(super) fn resolve(&mut self, comment: &CommentId, on: bool) -> Result<()> {
        self.check_comment(comment)?;
        self.switch(RESOLVED_KEY, comment, on, false)
    }

    pub(super) fn set_before_print(&mut self, comment: &CommentId, on: bool) -> Result<()> {
        let so = self.check_comment(comment)?.before_print;
        self.switch(BEFORE_PRINT_KEY, comment, on, so)
    }

    /// Whoever said something takes it back, until somebody answered.
    pub(super) fn unsay(&mut self, id: &CommentId) -> Result<()> {
        let reply = format!("{REPLY_KEY}{id}");
        if let Some(kept) = self.value_of::<KeptReply>(&reply)? {
            self.check_own(&kept.said)?;
            return self.clear(&ROOT, &reply);
        }
        self.check_own(&self.check_comment(id)?.said)?;
        if self.replies_to(id)?.iter().any(|reply| !reply.said.is_by(&self.person)) {
            return Err(misfit("somebody answered it"));
        }
        self.clear(&ROOT, &format!("{COMMENT_KEY}{id}"))
    }

    fn switch(&mut self, key: &str, comment: &CommentId, on: bool, before: bool) -> Result<()> {
        let name = format!("{key}{comment}");
        let is_on = self.value_of::<Switch>(&name)?.map_or(before, |switch| switch.on);
        if is_on == on {
            return Ok(());
        }
        let switch = Switch { on, said: self.signed() };
        self.put_value(&name, &switch)
    }

    fn signed(&self) -> Signed {
        Signed::by(&self.person, self.now)
    }

    fn check_own(&self, said: &Signed) -> Result<()> {
        if said.is_by(&self.person) { Ok(()) } else { Err(misfit("somebody else said it")) }
    }

    /// Errors: `comment_unknown`.
    fn check_comment(&self, id: &CommentId) -> Result<Kept> {
        self.value_of(&format!("{COMMENT_KEY}{id}"))?.ok_or_else(|| unknown(id))
    }

    /// The words of something new. Errors: `comment_empty`, `comment_too_long`, `comments_too_many`.
    fn said_of(&self, id: &CommentId, text: &str) -> Result<String> {
        let text = letters::fit(text).trim().to_owned();
        if letters::is_blank(&text) {
            return Err(Error::new(ErrorCode::CommentEmpty));
        }
        COMMENT.check(text.chars().count())?;
        let is_said = |name: &&String| name.starts_with(COMMENT_KEY) || name.starts_with(REPLY_KEY);
        let keys = self.keys(&ROOT);
        if !door::is_id(&id.0) || keys.iter().any(|name| name.ends_with(&format!(" {id}"))) {
            return Err(misfit("a comment has an id of its own"));
        }
        COMMENTS.check(1 + keys.iter().filter(is_said).count())?;
        Ok(text)
    }

    fn words_for_good(&self, from: usize, to: usize) -> Result<(KeptPlace, String)> {
        self.check_range(from, to)?;
        if from == to {
            return Err(misfit("a comment is about words"));
        }
        let text = self.text_in_units()?;
        if text.is_amid_letter(from) || text.is_amid_letter(to) {
            return Err(misfit("a letter is one, however many units it has"));
        }
        let last = text.begin_of_unit_before(to);
        let cursor = |at: usize, to: MoveCursor| {
            self.doc.get_cursor_moving(&self.body, at, None, to).map(|cursor| cursor.to_string()).map_err(fault)
        };
        let (first, last) = (cursor(from, MoveCursor::After)?, cursor(last, MoveCursor::Before)?);
        let (before, after) = (text.ending_at(from, MOST_AROUND), text.beginning_at(to, MOST_AROUND));
        let quote = text.between(from, to, MOST_QUOTED);
        Ok((KeptPlace::Words { first, last, before, after }, quote))
    }
}

// Reading.
impl Document {
    /// All that was said, the oldest first.
    pub(super) fn read_comments(&self) -> Result<Vec<Comment>> {
        let keys = self.keys(&ROOT);
        if !keys.iter().any(|name| name.starts_with(COMMENT_KEY)) {
            return Ok(Vec::new());
        }
        let text = self.text_in_units()?;
        let mut comments = Vec::new();
        for id in keys.iter().filter_map(|name| name.strip_prefix(COMMENT_KEY)) {
            let id = CommentId(id.to_owned());
            // Of something that only a newer Dateline knows.
            let Ok(kept) = self.check_comment(&id) else { continue };
            let place = self.place_now(&kept, &text)?;
            let resolved = self.value_of::<Switch>(&format!("{RESOLVED_KEY}{id}"))?.filter(|switch| switch.on);
            let before_print = self.value_of::<Switch>(&format!("{BEFORE_PRINT_KEY}{id}"))?;
            comments.push(Comment {
                before_print: before_print.map_or(kept.before_print, |switch| switch.on),
                replies: Vec::new(),
                resolved: resolved.map(|switch| switch.said),
                place,
                quote: kept.quote,
                text: kept.text,
                said: kept.said,
                id,
            });
        }
        for name in keys.iter().filter(|name| name.starts_with(REPLY_KEY)) {
            let Some(reply) = self.value_of::<KeptReply>(name)? else { continue };
            if let Some(comment) = comments.iter_mut().find(|comment| comment.id == reply.comment) {
                let id = CommentId(name[REPLY_KEY.len()..].to_owned());
                comment.replies.push(Reply { id, said: reply.said, text: reply.text });
            }
        }
        for comment in &mut comments {
            comment.replies.sort_by(|one, other| (one.said.at, &one.id).cmp(&(other.said.at, &other.id)));
        }
        comments.sort_by(|one, other| (one.said.at, &one.id).cmp(&(other.said.at, &other.id)));
        Ok(comments)
    }

    fn replies_to(&self, id: &CommentId) -> Result<Vec<KeptReply>> {
        let mut replies = Vec::new();
        for name in self.keys(&ROOT).iter().filter(|name| name.starts_with(REPLY_KEY)) {
            replies.extend(self.value_of::<KeptReply>(name)?.filter(|reply| reply.comment == *id));
        }
        Ok(replies)
    }

    fn place_now(&self, kept: &Kept, text: &Units) -> Result<CommentPlace> {
        Ok(match &kept.place {
            KeptPlace::Field { field } => CommentPlace::Field { field: *field },
            KeptPlace::Photo { photo, field } => CommentPlace::Photo { photo: photo.clone(), field: *field },
            KeptPlace::Story => CommentPlace::Story,
            KeptPlace::Words { first, last, before, after } => {
                let (Some(from), Some(last)) = (self.place_of_cursor(first), self.place_of_cursor(last)) else {
                    return Ok(CommentPlace::Gone);
                };
                let found = match from <= last && last < text.len() {
                    true => Some((from, text.end_of_unit_at(last))),
                    false => text.find(&kept.quote, before, after, from.min(last)),
                };
                match found {
                    Some((from, to)) => CommentPlace::Words { from: from as u32, to: to as u32 },
                    None => CommentPlace::Gone,
                }
            }
        })
    }

    fn place_of_cursor(&self, cursor: &str) -> Option<usize> {
        let cursor = Cursor::try_from(cursor).ok()?;
        self.doc.get_cursor_position(&self.body, &cursor, self.reading.as_deref()).ok()
    }

    fn text_in_units(&self) -> Result<Units> {
        let text = match &self.reading {
            None => self.doc.text(&self.body),
            Some(heads) => self.doc.text_at(&self.body, heads),
        };
        Ok(Units(text.map_err(fault)?.encode_utf16().collect()))
    }
}

fn unknown(id: &CommentId) -> Error {
    Error::new(ErrorCode::CommentUnknown).with("comment", id)
}

fn quoted(text: &str) -> String {
    letters::fit(text).trim().chars().take(MOST_QUOTED).collect()
}
