//! The life of a story, from draft to published and after.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Signed;

/// Where a story is on its way. The moves between states belong to the review desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum State {
    #[default]
    Draft,
    Submitted,
    InReview,
    Returned,
    Approved,
    Published,
    Corrected,
    /// Not used, before publication.
    Spiked,
    /// Taken down, after publication. Never deleted.
    Killed,
}

/// How a story got where it is: who moved it there, when, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Moved {
    pub from: State,
    pub to: State,
    #[serde(flatten)]
    pub said: Signed,
    /// Why; of a correction or a kill, the notice. It may be empty.
    #[serde(default)]
    pub reason: String,
}

impl State {
    pub const ALL: &'static [State] = &[
        State::Draft,
        State::Submitted,
        State::InReview,
        State::Returned,
        State::Approved,
        State::Published,
        State::Corrected,
        State::Spiked,
        State::Killed,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted => "submitted",
            State::InReview => "in_review",
            State::Returned => "returned",
            State::Approved => "approved",
            State::Published => "published",
            State::Corrected => "corrected",
            State::Spiked => "spiked",
            State::Killed => "killed",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.as_str() == word)
    }

    /// The ninjs `pubstatus` of a package that goes out: usable, withheld or canceled. Writing one is the release;
    /// a draft package is withheld whatever the state.
    pub fn pubstatus(self) -> &'static str {
        match self {
            State::Killed => "canceled",
            State::Spiked => "withheld",
            _ => "usable",
        }
    }
}
