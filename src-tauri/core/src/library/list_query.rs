//! What a list is asked for, and what is kept of it under a name.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::story::State;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Sort {
    /// Last changed first.
    #[default]
    Changed,
    Created,
    Headline,
    /// What is wanted soonest first.
    Due,
    /// The longest first.
    Length,
}

/// By what a list is narrowed down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct ListFilter {
    /// None: all that are in use. Spiked ones are kept, and found under their own name.
    pub state: Option<State>,
    pub section: Option<String>,
    pub author: Option<String>,
    /// Not to go out yet.
    pub held: bool,
    pub packaged: bool,
    /// With something that must be filled first.
    pub lacking: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct ListQuery {
    pub words: String,
    pub sort: Sort,
    pub filter: ListFilter,
    /// Where one group of days ends and the next begins, the latest first; seconds since 1970.
    #[ts(type = "Array<number>")]
    pub bounds: Vec<i64>,
}
