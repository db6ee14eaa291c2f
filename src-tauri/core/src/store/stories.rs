//! The stories and what lists show of them.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};

use super::{
    Database,
    changes::append,
    pictures::{self, Pictured},
    search,
};
use crate::{Error, ErrorCode, Result, story::StoryId};

/// What a list needs of a story: kept as JSON so that the database need not know its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub updated_at: DateTime<Utc>,
    pub summary: String,
    /// Everything the story can be found by.
    pub words: String,
    /// Names of fields and what the story has in them, for completing what is typed in others.
    pub used: Vec<(&'static str, String)>,
    pub pictures: Vec<Pictured>,
}

/// CROSS: from the few that are stale, and not along every story in the order of time.
pub(super) const STALE: &str = "SELECT story FROM stale CROSS JOIN story ON id = story ORDER BY updated_at, id";

impl Database {
    /// A new story with the changes that make it. Durable when this returns.
    pub fn insert_story(&mut self, story: &StoryId, created_at: DateTime<Utc>, changes: &[Vec<u8>]) -> Result<i64> {
        self.write(|connection| {
            connection.execute(
                "INSERT INTO story (id, created_at, updated_at, summary) VALUES (?1, ?2, ?2, '')",
                params![story.0, created_at.timestamp()],
            )?;
            append(connection, story, changes)
        })
    }

    pub fn story_ids(&self) -> Result<Vec<StoryId>> {
        self.ids("SELECT id FROM story ORDER BY id", params![])
    }

    pub fn has_stories(&self) -> Result<bool> {
        self.read(|connection| connection.query_row("SELECT EXISTS (SELECT 1 FROM story)", [], |row| row.get(0)))
    }

    /// The stories whose id begins with `prefix`; a few of them where there are many.
    pub fn stories_beginning(&self, prefix: &str) -> Result<Vec<StoryId>> {
        // A range, not LIKE: a prefix with % or _ in it means itself.
        let after = format!("{prefix}\u{10FFFF}");
        self.ids("SELECT id FROM story WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 5", params![prefix, after])
    }

    /// Stories changed since [`Database::list_story`] last saw them, longest unchanged first.
    pub fn stale_stories(&self) -> Result<Vec<StoryId>> {
        self.ids(STALE, params![])
    }

    pub fn list_story(&mut self, story: &StoryId, listed: &Listed) -> Result<()> {
        self.write(|connection| {
            let old: Option<i64> = connection
                .prepare_cached("SELECT search_id FROM story WHERE id = ?1")?
                .query_row([&story.0], |row| row.get(0))
                .optional()?;
            let search_id = search::replace(connection, old.unwrap_or_default(), &listed.words)?;
            connection
                .prepare_cached("UPDATE story SET updated_at = ?2, summary = ?3, search_id = ?4 WHERE id = ?1")?
                .execute(params![story.0, listed.updated_at.timestamp(), listed.summary, search_id])?;
            connection.prepare_cached("DELETE FROM used WHERE story = ?1")?.execute([&story.0])?;
            let mut use_it =
                connection.prepare_cached("INSERT OR IGNORE INTO used (story, field, value) VALUES (?1, ?2, ?3)")?;
            for (field, value) in &listed.used {
                use_it.execute(params![story.0, field, value])?;
            }
            pictures::replace(connection, story, &listed.pictures)?;
            connection.prepare_cached("DELETE FROM stale WHERE story = ?1")?.execute([&story.0])
        })?;
        Ok(())
    }

    /// Field and value of what stories have in their fields, for each field the most used first.
    pub fn used_values(&self) -> Result<Vec<(String, String)>> {
        const A_FIELD: i64 = 2000;
        self.read(|connection| {
            let mut rows = connection.prepare_cached(
                "SELECT field, value FROM (
                   SELECT field, value, uses, row_number() OVER (PARTITION BY field ORDER BY uses DESC, value) AS place
                   FROM (SELECT field, value, count(*) AS uses FROM used GROUP BY field, value)
                 ) WHERE place <= ?1 ORDER BY field, place",
            )?;
            rows.query_map([A_FIELD], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    /// Summaries of all stories, last changed first.
    pub fn summaries(&self, limit: usize) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut rows = connection.prepare_cached(
                "SELECT summary FROM story WHERE summary <> '' ORDER BY updated_at DESC, id DESC LIMIT ?1",
            )?;
            rows.query_map([limit as i64], |row| row.get(0))?.collect()
        })
    }

    fn ids(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<StoryId>> {
        self.read(|connection| {
            let mut rows = connection.prepare_cached(sql)?;
            rows.query_map(params, |row| row.get(0).map(StoryId))?.collect()
        })
    }

    pub fn resolve_story(&self, prefix: &str) -> Result<StoryId> {
        let mut found = if prefix.is_empty() { Vec::new() } else { self.stories_beginning(prefix)? };
        match found.len() {
            0 => Err(Error::new(ErrorCode::StoryUnknown).with("story", prefix.escape_debug())),
            1 => Ok(found.remove(0)),
            _ if found[0].0 == prefix => Ok(found.remove(0)),
            _ => {
                let matches: Vec<_> = found.into_iter().map(|id| id.0).collect();
                Err(Error::new(ErrorCode::StoryAmbiguous).with("story", prefix).with("matches", matches.join(", ")))
            }
        }
    }
}
