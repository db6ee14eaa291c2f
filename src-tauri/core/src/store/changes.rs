//! A story's history: its changes, each with its hash, and the snapshot that makes a long one quick to open.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Database, tally,
    tip::{self, Heads, Tip},
};
use crate::{
    Error, ErrorCode, Result,
    digest::sha256,
    story::{Change, StoryId},
};

/// A change as it was read, its hash already checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredChange {
    pub seq: i64,
    pub bytes: Vec<u8>,
}

/// Enough to build a story: a snapshot of changes up to some number, where there is one, and those after it; and what
/// tells whether that is all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    pub snapshot: Option<Vec<u8>>,
    pub changes: Vec<StoredChange>,
    /// Of the last change that was acknowledged.
    pub seq: i64,
    /// What the story's heads were then; none where that was not noted.
    pub heads: Option<Heads>,
    /// Numbers of changes that should be here and are not, or don't fit their hash.
    pub lost: Vec<i64>,
    /// Those of them that are here and don't.
    pub damaged: Vec<i64>,
}

/// Rows by their number; none for one whose bytes don't fit its hash.
type Rows = BTreeMap<i64, Option<Vec<u8>>>;

impl Database {
    /// Appends changes; returns the number of the last. Durable when this returns.
    pub fn append_changes(&mut self, story: &StoryId, changes: &[Change]) -> Result<i64> {
        let seq = self.write(|connection| append(connection, story, changes))?;
        self.note_acknowledged(story, seq, changes);
        Ok(seq)
    }

    /// The second place for what is about to be acknowledged.
    pub(super) fn note_acknowledged(&self, story: &StoryId, last: i64, changes: &[Change]) {
        let Some(journal) = self.journal() else { return };
        let numbered = (last + 1 - changes.len() as i64..).zip(changes.iter().map(|change| change.bytes.as_slice()));
        // The change is durable where it belongs. Where there is no room for it to stand twice, it stands once.
        journal.append(story, numbered).ok();
    }

    /// Errors: `story_unknown`.
    pub fn history(&self, story: &StoryId) -> Result<History> {
        let (base, snapshot) = match self.snapshot(story)? {
            Some((seq, bytes)) => (seq, Some(bytes)),
            None => (0, None),
        };
        let history = self.history_after(story, base)?;
        if history.seq == 0 {
            return Err(Error::new(ErrorCode::StoryUnknown).with("story", story));
        }
        Ok(History { snapshot, ..history })
    }

    /// The same of its changes alone, from the first.
    pub fn whole_history(&self, story: &StoryId) -> Result<History> {
        self.history_after(story, 0)
    }

    fn history_after(&self, story: &StoryId, base: i64) -> Result<History> {
        let tip = self.read(|connection| tip::read(connection, story))?.unwrap_or_default();
        let mut rows = self.rows_after(story, base)?;
        let mut heads = tip.heads;
        for entry in self.acknowledged().iter().filter(|entry| entry.story == *story && entry.seq > base) {
            let row = rows.entry(entry.seq).or_default();
            if row.is_none() {
                *row = Some(entry.bytes.clone());
                heads = heads.filter(|_| entry.seq <= tip.seq);
            }
        }
        let seq = rows.keys().next_back().copied().unwrap_or(base).max(tip.seq);
        let lost = (base + 1..=seq).filter(|seq| !matches!(rows.get(seq), Some(Some(_)))).collect();
        let damaged = rows.iter().filter(|(_, bytes)| bytes.is_none()).map(|(seq, _)| *seq).collect();
        let changes = rows.into_iter().filter_map(|(seq, bytes)| Some(StoredChange { seq, bytes: bytes? })).collect();
        Ok(History { snapshot: None, changes, seq, heads, lost, damaged })
    }

    fn rows_after(&self, story: &StoryId, seq: i64) -> Result<Rows> {
        self.read(|connection| {
            let mut rows = connection
                .prepare_cached("SELECT seq, sha256, bytes FROM change WHERE story = ?1 AND seq > ?2 ORDER BY seq")?;
            let read = |row: &rusqlite::Row| {
                let (hash, bytes): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(2)?);
                Ok((row.get(0)?, (hash == sha256(&bytes)).then_some(bytes)))
            };
            rows.query_map(params![story.0, seq], read)?.collect()
        })
    }

    /// Changes numbered above `seq`, none of them lost. Errors: `story_not_whole`.
    pub fn changes_after(&self, story: &StoryId, seq: i64) -> Result<Vec<StoredChange>> {
        let History { changes, lost, seq: of, .. } = self.history_after(story, seq)?;
        match lost.len() {
            0 => Ok(changes),
            lost => Err(Error::new(ErrorCode::StoryNotWhole).with("story", story).with("lost", lost).with("of", of)),
        }
    }

    pub fn has_changes_after(&self, story: &StoryId, seq: i64) -> Result<bool> {
        Ok(self.last_change(story)?.is_some_and(|last| last > seq))
    }

    pub fn last_change(&self, story: &StoryId) -> Result<Option<i64>> {
        let stored = self.read(|connection| last(connection, story))?;
        let noted = self.acknowledged().iter().filter(|entry| entry.story == *story).map(|entry| entry.seq);
        Ok(noted.chain(stored).max())
    }

    /// Whether nothing tells how far the story's history went.
    pub fn lacks_tip(&self, story: &StoryId) -> Result<bool> {
        Ok(self.read(|connection| tip::read(connection, story))?.is_none())
    }

    /// Notes that the story's history went so far, whatever of it is here.
    pub fn raise_tip(&mut self, story: &StoryId, seq: i64) -> Result<()> {
        self.write(|connection| match tip::read(connection, story)? {
            Some(tip) if tip.seq >= seq => Ok(()),
            _ => tip::write(connection, story, &Tip { seq, heads: None }),
        })
    }

    /// How many acknowledged changes stand in the journal alone.
    pub fn lacking(&self) -> Result<usize> {
        let mut lacking = 0;
        for entry in self.acknowledged() {
            let rows = self.rows_after(&entry.story, entry.seq - 1)?;
            lacking += usize::from(!matches!(rows.get(&entry.seq), Some(Some(_))));
        }
        Ok(lacking)
    }

    /// Notes the heads of a story that a library of before had not, once it was read whole.
    pub fn note_heads(&self, story: &StoryId, seq: i64, heads: &Heads) -> Result<()> {
        self.derive(|connection| match tip::read(connection, story)? {
            Some(Tip { seq: last, heads: None }) if last == seq => {
                tip::write(connection, story, &Tip { seq, heads: Some(heads.clone()) })
            }
            _ => Ok(()),
        })
    }

    /// Puts changes back under the numbers that they had, where they are lacking or damaged; returns how many were. One
    /// whose number another change has by now, comes last. Durable when this returns.
    pub fn put_back(&mut self, story: &StoryId, changes: &[(i64, Change)]) -> Result<usize> {
        self.write(|connection| {
            let mut back = 0;
            for (seq, change) in changes {
                back += usize::from(put_back(connection, story, *seq, change)?);
            }
            if back > 0 {
                mark_stale(connection, story)?;
            }
            Ok(back)
        })
    }

    /// The snapshot, unless there is none or its hash no longer matches: it is only a cache.
    pub fn snapshot(&self, story: &StoryId) -> Result<Option<(i64, Vec<u8>)>> {
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

    pub fn save_snapshot(&self, story: &StoryId, seq: i64, bytes: &[u8]) -> Result<()> {
        self.derive(|connection| {
            connection.execute(
                "INSERT OR REPLACE INTO snapshot (story, seq, sha256, bytes) VALUES (?1, ?2, ?3, ?4)",
                params![story.0, seq, sha256(bytes), bytes],
            )
        })?;
        Ok(())
    }
}

pub(super) fn append(connection: &Connection, story: &StoryId, changes: &[Change]) -> rusqlite::Result<i64> {
    let mut tip = match tip::read(connection, story)? {
        Some(tip) => tip,
        // A new story, or one whose tip was lost.
        None => match last(connection, story)? {
            Some(seq) => Tip { seq, heads: None },
            None => Tip { seq: 0, heads: Some(Heads::default()) },
        },
    };
    let mut insert =
        connection.prepare_cached("INSERT INTO change (story, seq, sha256, bytes) VALUES (?1, ?2, ?3, ?4)")?;
    for change in changes {
        tip.seq += 1;
        insert.execute(params![story.0, tip.seq, sha256(&change.bytes), change.bytes])?;
        tip.heads = tip.heads.map(|heads| heads.after(change));
    }
    tip::write(connection, story, &tip)?;
    mark_stale(connection, story)?;
    Ok(tip.seq)
}

fn put_back(connection: &Connection, story: &StoryId, seq: i64, change: &Change) -> rusqlite::Result<bool> {
    let hash = sha256(&change.bytes);
    let mut same = connection.prepare_cached("SELECT bytes FROM change WHERE story = ?1 AND sha256 = ?2")?;
    let mut same = same.query(params![story.0, hash])?;
    while let Some(row) = same.next()? {
        if row.get_ref(0)?.as_blob()? == change.bytes {
            return Ok(false);
        }
    }
    let is_taken = connection
        .prepare_cached("SELECT sha256, bytes FROM change WHERE story = ?1 AND seq = ?2")?
        .query_row(params![story.0, seq], |row| Ok(row.get::<_, Vec<u8>>(0)? == sha256(row.get_ref(1)?.as_blob()?)))
        .optional()?
        .unwrap_or(false);
    if is_taken {
        append(connection, story, std::slice::from_ref(change))?;
        return Ok(true);
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO change (story, seq, sha256, bytes) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![story.0, seq, hash, change.bytes])?;
    let tip = tip::read(connection, story)?.unwrap_or_default();
    if seq > tip.seq {
        // With a gap before it nobody can say what the heads are.
        let heads = tip.heads.filter(|_| seq == tip.seq + 1).map(|heads| heads.after(change));
        tip::write(connection, story, &Tip { seq, heads })?;
    }
    Ok(true)
}

/// Puts the story at the end of those whose line is to be made again, unless it stands there.
fn mark_stale(connection: &Connection, story: &StoryId) -> rusqlite::Result<()> {
    let last: Option<String> = connection
        .prepare_cached("SELECT story FROM stale ORDER BY place DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    if last.as_ref() == Some(&story.0) {
        return Ok(());
    }
    let was_there = connection.prepare_cached("DELETE FROM stale WHERE story = ?1")?.execute([&story.0])?;
    connection.prepare_cached("INSERT INTO stale (story) VALUES (?1)")?.execute([&story.0])?;
    tally::changed(connection, "stale", 1 - was_there as i64)
}

fn last(connection: &Connection, story: &StoryId) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT max(seq) FROM (SELECT seq FROM tip WHERE story = ?1 UNION ALL SELECT max(seq) FROM change WHERE story = ?1)")?
        .query_row([&story.0], |row| row.get(0))
}
