//! The steps of a story's history as they are told to people: who, when, and whether one was a milestone.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Gate, Person, Spot, State};

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
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[ts(as = "Option<String>", optional)]
        reason: String,
    },
    /// It may move on although something is not done: on whose word, and why.
    Passed {
        gate: Gate,
        by: String,
        reason: String,
    },
    /// A package was written although the copy checker had found errors: on whose word, and how many.
    Overridden {
        by: String,
        errors: u32,
    },
    /// The story may go out before the moment for which it was held: on whose word, and why.
    Lifted {
        by: String,
        reason: String,
        until: String,
    },
    /// It is held for that moment again.
    HeldAgain {
        until: String,
    },
    /// A package of it went out, by this name.
    Packaged {
        name: String,
        draft: bool,
    },
    /// It came in from this file.
    Imported {
        file: String,
    },
    /// All that a rule of the copy checker had found was put right at once.
    FixedAll {
        count: u32,
    },
    /// These words were replaced wherever they stood.
    ReplacedAll {
        sought: String,
        put: String,
        count: u32,
    },
    /// The last before an older one was brought back.
    BeforeRestore,
    /// As an older one was.
    Restored,
}

/// Where a person wrote last: the text, and the end of what they wrote in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LastTyped {
    #[serde(flatten)]
    pub spot: Spot,
    /// In UTF-16 units of the text; in the body as [`super::Edit`] counts.
    pub at: u32,
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
