//! What has to be done before a story moves on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PersonId;

/// In the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Gate {
    /// The fields that the house wants filled, and a body.
    Required,
    /// Caption, credit and alt text of each picture that goes out.
    Captions,
    /// The copy checker finds no error.
    Errors,
    /// No variable and no code stands where words should.
    Unfinished,
    /// People agree on each field.
    Conflicts,
    /// No suggestion waits to be decided.
    Suggestions,
    /// No comment is open that has to be done before the story goes out.
    BeforePrint,
    /// No other comment is open either.
    Comments,
    /// Each picture may go out, now.
    Rights,
    /// The story's own time has come, or somebody lifted it.
    Embargo,
    /// Of each picture it is said how it came about.
    Ai,
    /// It is about as long as planned.
    Length,
}

impl Gate {
    pub const ALL: &'static [Gate] = &[
        Gate::Required,
        Gate::Captions,
        Gate::Errors,
        Gate::Unfinished,
        Gate::Conflicts,
        Gate::Suggestions,
        Gate::BeforePrint,
        Gate::Comments,
        Gate::Rights,
        Gate::Embargo,
        Gate::Ai,
        Gate::Length,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Gate::Required => "required",
            Gate::Captions => "captions",
            Gate::Errors => "errors",
            Gate::Unfinished => "unfinished",
            Gate::Conflicts => "conflicts",
            Gate::Suggestions => "suggestions",
            Gate::BeforePrint => "before_print",
            Gate::Comments => "comments",
            Gate::Rights => "rights",
            Gate::Embargo => "embargo",
            Gate::Ai => "ai",
            Gate::Length => "length",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|gate| gate.name() == name)
    }
}

/// That somebody let a story pass although something was not done. A decision that travels with the story, about what was
/// missing then: something else that is missing later stands in the way anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Passed {
    pub gate: Gate,
    /// The names of what was missing.
    pub over: Vec<String>,
    /// Who answers for it, by the name they gave, and why.
    pub by: String,
    pub reason: String,
    /// Whose computer it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    pub at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gate_is_listed_once_under_the_name_that_it_is_written_by() {
        for (at, gate) in Gate::ALL.iter().enumerate() {
            assert_eq!(*gate as usize, at);
            assert_eq!(Gate::named(gate.name()), Some(*gate));
            assert_eq!(serde_json::json!(gate), gate.name());
        }
    }
}
