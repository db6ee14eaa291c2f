//! How much was written in each moment of a story's past: counted once.

use std::collections::HashMap;

use rusqlite::params;

use super::Database;
use crate::{Result, history::Amount, story::StoryId};

impl Database {
    /// By the name of what they lie between.
    pub fn amounts(&self, story: &StoryId) -> Result<HashMap<String, Amount>> {
        self.read(|connection| {
            let mut rows = connection.prepare_cached("SELECT stretch, added, removed FROM amount WHERE story = ?1")?;
            let read = |row: &rusqlite::Row| Ok((row.get(0)?, Amount { added: row.get(1)?, removed: row.get(2)? }));
            rows.query_map([&story.0], read)?.collect()
        })
    }

    pub fn keep_amounts(&self, story: &StoryId, counted: &[(String, Amount)]) -> Result<()> {
        if counted.is_empty() {
            return Ok(());
        }
        self.derive(|connection| {
            let mut keep = connection.prepare_cached(
                "INSERT OR REPLACE INTO amount (story, stretch, added, removed) VALUES (?1, ?2, ?3, ?4)",
            )?;
            counted.iter().try_for_each(|(between, Amount { added, removed })| {
                keep.execute(params![story.0, between, added, removed]).map(drop)
            })
        })
    }
}
