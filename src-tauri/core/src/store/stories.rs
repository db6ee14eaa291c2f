//! The stories and what lists show of them.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Database,
    changes::append,
    facts::{self, Facts},
    line::Line,
    pictures::{self, Pictured},
    search, tally, tip,
};
use crate::{
    Error, ErrorCode, Result,
    story::{Change, StoryId},
};

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
    pub facts: Facts,
}

/// Never listed before are those that were made last.
pub(super) const ALL: &str = "SELECT id, summary FROM story WHERE search_id > 0 ORDER BY search_id DESC LIMIT ?1";
const STALE: &str = "SELECT story FROM stale ORDER BY place";
/// The same, looked up at every story: for where a mark was lost.
const CHANGED: &str = "SELECT id FROM story JOIN tip ON tip.story = id LEFT JOIN stale ON stale.story = id
     WHERE listed <> tip.seq ORDER BY place IS NOT NULL, place, search_id";

impl Database {
    /// A new story with the changes that make it, and its line in lists. Durable when this returns.
    pub fn insert_story(
        &mut self,
        story: &StoryId,
        created_at: DateTime<Utc>,
        changes: &[Change],
        listed: &Listed,
    ) -> Result<i64> {
        let make = self.make;
        let seq = self.write(|connection| {
            insert(connection, story, created_at, listed.updated_at)?;
            let seq = append(connection, story, changes)?;
            tally::watched(connection, || list(connection, story, listed, seq, make))?;
            Ok(seq)
        })?;
        self.note_acknowledged(story, seq, changes);
        Ok(seq)
    }

    /// The row of a story whose changes are here; nothing where it has one.
    pub fn insert_lost_story(&mut self, story: &StoryId, created_at: DateTime<Utc>) -> Result<()> {
        self.write(|connection| {
            let come = connection.execute(
                "INSERT OR IGNORE INTO story (id, created_at, updated_at, summary) VALUES (?1, ?2, ?2, '')",
                params![story.0, created_at.timestamp()],
            )?;
            tally::changed(connection, "story", come as i64)
        })
    }

    /// Those of which lists have no line.
    pub fn never_listed(&self) -> Result<Vec<StoryId>> {
        self.ids("SELECT id FROM story WHERE search_id <= 0", params![])
    }

    pub fn story_ids(&self) -> Result<Vec<StoryId>> {
        self.ids("SELECT id FROM story ORDER BY id", params![])
    }

    /// Those that have changes and no row of their own.
    pub fn lost_stories(&self) -> Result<Vec<StoryId>> {
        self.ids(
            "SELECT DISTINCT story FROM change WHERE story NOT IN (SELECT id FROM story) ORDER BY story",
            params![],
        )
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

    /// Stories changed since their line was made, the one changed last at the end.
    pub fn stale_stories(&self) -> Result<Vec<StoryId>> {
        let mut stale = self.ids(if self.has_all_marks()? { STALE } else { CHANGED }, params![])?;
        let mut known: HashSet<StoryId> = stale.iter().cloned().collect();
        for entry in self.acknowledged() {
            // One whose line has it already is no news.
            if !known.contains(&entry.story) && self.listed_up_to(&entry.story)? < Some(entry.seq) {
                known.insert(entry.story.clone());
                stale.push(entry.story.clone());
            }
        }
        Ok(stale)
    }

    /// How far the story's history went when its line was made.
    fn listed_up_to(&self, story: &StoryId) -> Result<Option<i64>> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT listed FROM story WHERE id = ?1")?
                .query_row([&story.0], |row| row.get(0))
                .optional()
        })
    }

    /// Makes the lines of stories anew, as they were read when their histories went up to these numbers. One that was
    /// changed since stays stale.
    pub fn list_stories(&self, stories: &[(StoryId, Listed, i64)]) -> Result<()> {
        if stories.is_empty() {
            return Ok(());
        }
        let make = self.make;
        self.derive(|connection| {
            let mut stories = stories.iter();
            tally::watched(connection, || {
                stories.try_for_each(|(story, listed, seq)| list(connection, story, listed, *seq, make))
            })
        })
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

    /// The lines of all stories, last changed first.
    pub(super) fn lines(&self, limit: usize) -> Result<Vec<Line>> {
        self.read(|connection| {
            let mut rows = connection.prepare_cached(ALL)?;
            rows.query_map([limit as i64], |row| Line::read(row, 0))?.collect()
        })
    }

    pub(super) fn ids(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<StoryId>> {
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

fn insert(
    connection: &Connection,
    story: &StoryId,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO story (id, created_at, updated_at, summary) VALUES (?1, ?2, ?3, '')")?
        .execute(params![story.0, created_at.timestamp(), updated_at.timestamp()])?;
    tally::changed(connection, "story", 1)
}

/// A story that was changed comes first from now on; one whose line is only made anew stays where it was. One that was
/// changed since it was read waits for whoever reads it as it is now.
fn list(connection: &Connection, story: &StoryId, listed: &Listed, seq: i64, make: i64) -> rusqlite::Result<()> {
    if tip::read(connection, story)?.is_some_and(|tip| tip.seq != seq) {
        return Ok(());
    }
    let old: Option<(i64, i64)> = connection
        .prepare_cached("SELECT search_id, made_by FROM story WHERE id = ?1")?
        .query_row([&story.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((old, made_by)) = old else { return Ok(()) };
    let was_changed: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM stale WHERE story = ?1)")?
        .query_row([&story.0], |row| row.get(0))?;
    let search_id = search::replace(connection, old, was_changed, &listed.words)?;
    connection
        .prepare_cached(
            "UPDATE story SET updated_at = ?2, summary = ?3, search_id = ?4, listed = ?5, made_by = ?6 WHERE id = ?1",
        )?
        .execute(params![story.0, listed.updated_at.timestamp(), listed.summary, search_id, seq, make])?;
    facts::note(connection, story, &listed.facts)?;

    let gone = connection.prepare_cached("DELETE FROM used WHERE story = ?1")?.execute([&story.0])?;
    let mut use_it =
        connection.prepare_cached("INSERT OR IGNORE INTO used (story, field, value) VALUES (?1, ?2, ?3)")?;
    let mut come = 0;
    for (field, value) in &listed.used {
        come += use_it.execute(params![story.0, field, value])?;
    }
    tally::changed(connection, "used", come as i64 - gone as i64)?;
    pictures::replace(connection, story, &listed.pictures, made_by != make)?;

    let waited = connection.prepare_cached("DELETE FROM stale WHERE story = ?1")?.execute([&story.0])?;
    tally::changed(connection, "stale", -(waited as i64))
}
