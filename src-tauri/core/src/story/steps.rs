//! The steps of a story's history as they are told to people: who, when, and whether one was a milestone.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Person, State};

/// A point in a story's history: the hash of the change it ends with, as its author saw the story then.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MomentId(pub String);

impl std::fmt::Display for MomentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What makes a moment a version, a milestone: a person named it, or something befell the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum VersionKind {
    Named {
        name: String,
    },
    /// The story moved on to this state.
    Moved {
        state: State,
    },
    /// A package was written although the copy checker had found errors: on whose word, and how many.
    Overridden {
        by: String,
        errors: u32,
    },
    /// The last before an older one was brought back.
    BeforeRestore,
    /// As an older one was.
    Restored,
}

/// One change, without what it changed.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryStep {
    pub id: MomentId,
    /// What its author had before: one, unless copies met in it; none for the first.
    pub after: Vec<MomentId>,
    pub by: Person,
    pub at: DateTime<Utc>,
    pub version: Option<VersionKind>,
}
