//! That a stretch of text belongs to a suggestion.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A UUID: whoever proposes makes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SuggestionId(pub String);

impl SuggestionId {
    pub fn fresh() -> Self {
        Self(crate::clock::fresh_id())
    }
}

impl std::fmt::Display for SuggestionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a suggestion would do to a stretch of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Touch {
    /// Not the story's own yet.
    Inserted,
    /// The story's own until it is accepted.
    Deleted,
    /// To be formatted otherwise.
    Formatted,
}

/// That a stretch belongs to a suggestion. More than one may say something of the same words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Suggested {
    pub suggestion: SuggestionId,
    pub touch: Touch,
}
