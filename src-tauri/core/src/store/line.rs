//! A row of what lists show, as it is stored.

use crate::story::StoryId;

/// A story's line as it is stored. One that was spoilt does not read as JSON any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub story: StoryId,
    pub summary: String,
}

impl Line {
    /// From the columns `at` and the next.
    pub(super) fn read(row: &rusqlite::Row, at: usize) -> rusqlite::Result<Self> {
        Ok(Self { story: StoryId(row.get(at)?), summary: lossy(row, at + 1)? })
    }
}

/// A text whose letters may be spoilt.
pub(super) fn lossy(row: &rusqlite::Row, at: usize) -> rusqlite::Result<String> {
    let bytes = row.get_ref(at)?.as_bytes_or_null()?.unwrap_or_default();
    Ok(String::from_utf8_lossy(bytes).into_owned())
}
