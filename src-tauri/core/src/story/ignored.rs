//! Findings of the copy checker that somebody decided to leave as they are.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PersonId;

/// A decision that travels with the story: who looked, and let it stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Ignored {
    /// The rule's name; that of a newer Dateline is kept for it.
    pub rule: String,
    /// None where the whole rule is to be silent in this story.
    pub place: Option<IgnoredPlace>,
    /// What they called themselves then; empty for somebody who had given no name.
    pub by: String,
    /// Who that is; none where it was decided before there were ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    pub at: DateTime<Utc>,
}

/// A place by its words, so that edits elsewhere do not lose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IgnoredPlace {
    pub text: String,
    pub before: String,
    pub after: String,
}

/// More than this is no place that a finding names.
const MAX_BYTES: usize = 16 * 1024;

impl IgnoredPlace {
    pub(super) fn fits(&self) -> bool {
        self.text.len() + self.before.len() + self.after.len() <= MAX_BYTES
    }
}
