//! What a story lacks before it can go out. One list for the screen, the list of stories and the writer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::story::{PhotoId, Story};

/// A required field that is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Missing {
    /// `headline`, `body`, or of a picture `caption`, `credit`, `alt_text`.
    pub field: String,
    pub photo: Option<PhotoId>,
}

pub fn missing(_story: &Story) -> Vec<Missing> {
    Vec::new()
}
