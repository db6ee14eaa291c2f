//! Holds that somebody lifted: the story may go out before its embargo, or its schedule, has come.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PersonId, StoryField};
use crate::{Error, ErrorCode, Result, letters};

/// The fields that hold a story back, in the order in which people are told.
pub const HOLDING: [StoryField; 2] = [StoryField::Embargoed, StoryField::PublishSchedule];

/// A decision that travels with the story. It is about one moment: another embargo holds anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Lifted {
    pub field: StoryField,
    /// What the field had then.
    pub until: String,
    /// Who answers for it, by the name they gave, and why.
    pub by: String,
    pub reason: String,
    /// Whose computer it was; none where it was done before there were ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    pub at: DateTime<Utc>,
}

/// As long as a line of the history stays readable.
const MOST_CHARACTERS: usize = 300;

/// A name or a reason as it is kept: one line. Errors: `unsigned`, where there is none.
pub(super) fn said(text: &str, unsigned: ErrorCode) -> Result<String> {
    let line = line(text);
    if letters::is_blank(&line) { Err(Error::new(unsigned)) } else { Ok(line) }
}

/// The same where it may be empty.
pub(super) fn line(text: &str) -> String {
    let line = letters::fit_line(text);
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(MOST_CHARACTERS).collect()
}
