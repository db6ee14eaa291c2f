//! Stories that wait for somebody, and how far each person has read.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};

use super::{Database, line::Line};
use crate::{
    Result,
    story::{PersonId, StoryId},
};

/// A story that waits, with how far it goes and how far it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingLine {
    pub line: Line,
    /// The number of its last change.
    pub seq: i64,
    /// None where this person never had it before them.
    pub read: Option<i64>,
}

/// The index is asked by the very words that it was made with.
const WAITING: &str = "SELECT story.id, summary, tip.seq, reading.seq
  FROM story INDEXED BY story_waiting
  JOIN tip ON tip.story = story.id
  LEFT JOIN reading ON reading.person = ?1 AND reading.story = story.id
  WHERE undecided > 0 OR state IN ('submitted', 'in_review', 'returned', 'approved')";

impl Database {
    pub fn waiting(&self, person: Option<&PersonId>) -> Result<Vec<WaitingLine>> {
        self.read(|connection| {
            let mut rows = connection.prepare_cached(WAITING)?;
            let person = person.map_or("", |person| person.0.as_str());
            let line = |row: &rusqlite::Row| {
                Ok(WaitingLine { line: Line::read(row, 0)?, seq: row.get(2)?, read: row.get(3)? })
            };
            rows.query_map([person], line)?.collect()
        })
    }

    /// How far this person has read the story, and when.
    pub fn read_up_to(&self, person: &PersonId, story: &StoryId) -> Result<Option<(i64, DateTime<Utc>)>> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT seq, at FROM reading WHERE person = ?1 AND story = ?2")?
                .query_row([&person.0, &story.0], |row| {
                    let at = DateTime::from_timestamp(row.get(1)?, 0).unwrap_or_default();
                    Ok((row.get(0)?, at))
                })
                .optional()
        })
    }

    /// Whoever read on has not read less.
    pub fn note_reading(&mut self, person: &PersonId, story: &StoryId, seq: i64, at: DateTime<Utc>) -> Result<()> {
        self.derive(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO reading (person, story, seq, at) VALUES (?1, ?2, ?3, ?4)
                       ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq), at = excluded.at",
                )?
                .execute(params![person.0, story.0, seq, at.timestamp()])
                .map(drop)
        })
    }
}
