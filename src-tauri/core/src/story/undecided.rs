//! How much of a story waits for somebody: told of it where none of that itself is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Comment, Story, comment};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Undecided {
    /// Open suggestions.
    pub suggestions: u32,
    /// Open comments, those that have to be done before the story goes out too.
    pub comments: u32,
    pub before_print: u32,
    /// What stands behind an @ in open comments, without capitals: who is spoken to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub spoken_to: Vec<String>,
}

/// More people are spoken to in no story.
const MOST: usize = 50;

impl Undecided {
    pub(super) fn of(story: &Story) -> Self {
        let open: Vec<&Comment> = story.comments.iter().filter(|comment| comment.is_open()).collect();
        let mut spoken_to: Vec<String> = open.iter().flat_map(|comment| comment.spoken_to()).collect();
        spoken_to.sort_unstable();
        spoken_to.dedup();
        spoken_to.truncate(MOST);
        Self {
            suggestions: story.suggestions.iter().filter(|one| one.is_open()).count() as u32,
            comments: open.len() as u32,
            before_print: open.iter().filter(|comment| comment.before_print).count() as u32,
            spoken_to,
        }
    }

    pub fn speaks_to(&self, name: &str) -> bool {
        self.spoken_to.iter().any(|behind| comment::begins_with(behind, name))
    }
}
