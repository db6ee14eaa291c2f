//! A story's history: its changes, each with its hash, and the snapshot that makes a long one quick to open.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Database, blobs::sha256};
use crate::{Error, ErrorCode, Result, story::StoryId};

/// A change as it was read, its hash already checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredChange {
    pub seq: i64,
    pub bytes: Vec<u8>,
}

/// Enough to build a story: a snapshot of changes up to `seq`, where there is one, and those after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    pub snapshot: Option<Vec<u8>>,
    pub changes: Vec<StoredChange>,
    /// Of the last change.
    pub seq: i64,
}

impl Database {
    /// Appends changes; returns the number of the last. Durable when this returns.
    pub fn append_changes(&mut self, story: &StoryId, changes: &[Vec<u8>]) -> Result<i64> {
        self.write(|connection| append(connection, story, changes))
    }

    pub fn history(&self, story: &StoryId) -> Result<History> {
        let (base, snapshot) = match self.snapshot(story)? {
            Some((seq, bytes)) => (seq, Some(bytes)),
            None => (0, None),
        };
        let changes = self.changes_after(story, base)?;
        let seq = changes.last().map_or(base, |change| change.seq);
        if seq == 0 {
            return Err(Error::new(ErrorCode::StoryUnknown).with("story", story));
        }
        Ok(History { snapshot, changes, seq })
    }

    /// Changes numbered above `seq`.
    pub fn changes_after(&self, story: &StoryId, seq: i64) -> Result<Vec<StoredChange>> {
        let rows = self.read(|connection| {
            let mut rows = connection
                .prepare_cached("SELECT seq, sha256, bytes FROM change WHERE story = ?1 AND seq > ?2 ORDER BY seq")?;
            let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?));
            rows.query_map(params![story.0, seq], read)?.collect::<rusqlite::Result<Vec<(i64, _, _)>>>()
        })?;
        rows.into_iter()
            .map(|(seq, hash, bytes)| match hash == sha256(&bytes) {
                true => Ok(StoredChange { seq, bytes }),
                false => Err(Error::new(ErrorCode::ChangeDamaged).with("story", story).with("change", seq)),
            })
            .collect()
    }

    pub fn has_changes_after(&self, story: &StoryId, seq: i64) -> Result<bool> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM change WHERE story = ?1 AND seq > ?2)")?
                .query_row(params![story.0, seq], |row| row.get(0))
        })
    }

    pub fn last_change(&self, story: &StoryId) -> Result<Option<i64>> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT max(seq) FROM change WHERE story = ?1")?
                .query_row(params![story.0], |row| row.get(0))
        })
    }

    /// Numbers of the changes whose bytes no longer match their hash.
    pub fn damaged_changes(&self, story: &StoryId) -> Result<Vec<i64>> {
        self.read(|connection| {
            let mut rows = connection.prepare("SELECT seq, sha256, bytes FROM change WHERE story = ?1")?;
            let read = |row: &rusqlite::Row| {
                let (hash, bytes): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(2)?);
                Ok((hash != sha256(&bytes)).then_some(row.get(0)?))
            };
            let damaged: rusqlite::Result<Vec<Option<i64>>> = rows.query_map([&story.0], read)?.collect();
            Ok(damaged?.into_iter().flatten().collect())
        })
    }

    /// The snapshot, unless there is none or its hash no longer matches: it is only a cache.
    fn snapshot(&self, story: &StoryId) -> Result<Option<(i64, Vec<u8>)>> {
        let row = self.read(|connection| {
            let mut rows = connection.prepare_cached("SELECT seq, sha256, bytes FROM snapshot WHERE story = ?1")?;
            let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?));
            rows.query_row([&story.0], read).optional()
        })?;
        Ok(row.filter(|(_, hash, bytes)| *hash == sha256(bytes)).map(|(seq, _, bytes)| (seq, bytes)))
    }

    pub fn has_damaged_snapshot(&self, story: &StoryId) -> Result<bool> {
        let any: bool = self.read(|connection| {
            connection
                .query_row("SELECT EXISTS (SELECT 1 FROM snapshot WHERE story = ?1)", [&story.0], |row| row.get(0))
        })?;
        Ok(any && self.snapshot(story)?.is_none())
    }

    pub fn save_snapshot(&mut self, story: &StoryId, seq: i64, bytes: &[u8]) -> Result<()> {
        self.write(|connection| {
            connection.execute(
                "INSERT OR REPLACE INTO snapshot (story, seq, sha256, bytes) VALUES (?1, ?2, ?3, ?4)",
                params![story.0, seq, sha256(bytes), bytes],
            )
        })?;
        Ok(())
    }
}

pub(super) fn append(connection: &Connection, story: &StoryId, changes: &[Vec<u8>]) -> rusqlite::Result<i64> {
    let mut seq: i64 = connection
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM change WHERE story = ?1")?
        .query_row([&story.0], |row| row.get(0))?;
    let mut insert =
        connection.prepare_cached("INSERT INTO change (story, seq, sha256, bytes) VALUES (?1, ?2, ?3, ?4)")?;
    for bytes in changes {
        seq += 1;
        insert.execute(params![story.0, seq, sha256(bytes), bytes])?;
    }
    connection.prepare_cached("INSERT OR IGNORE INTO stale (story) VALUES (?1)")?.execute([&story.0])?;
    Ok(seq)
}
