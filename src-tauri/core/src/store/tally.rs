//! How many rows there should be. A row that a damaged page took along leaves no hole that a query would notice: so each
//! table's rows are counted as they are written, and counted again before what they say is believed.

use rusqlite::{Connection, OptionalExtension};

use super::Database;
use crate::Result;

/// What was written by persons and can't be made again from anything else.
pub(super) const ACTS: &[&str] = &["story", "setting", "package", "packaged"];
/// What lists, completion and searches are made of.
pub(super) const STORIES_FOUND: &[&str] = &["search_config", "search_docsize", "search_idx", "search_graves"];
pub(super) const PICTURES_FOUND: &[&str] =
    &["picture", "picture_search_config", "picture_search_docsize", "picture_search_idx", "picture_search_graves"];
pub(super) const USED: &[&str] = &["used"];
pub(super) const STALE: &[&str] = &["stale"];

/// A table with fewer rows than were written, or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miscount {
    pub table: &'static str,
    pub expected: i64,
    pub found: i64,
}

impl Database {
    /// The acts of persons of which rows are lost.
    pub fn lost_rows(&self) -> Result<Vec<Miscount>> {
        self.read(|connection| miscounted(connection, ACTS))
    }

    /// Whether no mark of a story that was changed is lost.
    pub fn has_all_marks(&self) -> Result<bool> {
        self.read(|connection| Ok(miscounted(connection, STALE)?.is_empty()))
    }

    /// Once the lines of all that were changed are made.
    pub fn count_marks(&self) -> Result<()> {
        self.derive(|connection| counted(connection, "stale"))
    }

    /// Takes what is here for all that there is: once what could be found again was put back.
    pub fn count_anew(&mut self) -> Result<()> {
        self.write(|connection| {
            let all = [ACTS, STORIES_FOUND, PICTURES_FOUND, USED, STALE].concat();
            all.into_iter().try_for_each(|table| counted(connection, table))
        })
    }
}

pub(super) fn miscounted(connection: &Connection, tables: &[&'static str]) -> rusqlite::Result<Vec<Miscount>> {
    let mut wrong = Vec::new();
    for &table in tables {
        let expected: i64 = connection
            .prepare_cached("SELECT rows FROM tally WHERE name = ?1")?
            .query_row([table], |row| row.get(0))
            .optional()?
            // A count that is lost itself is one that fits nothing.
            .unwrap_or(-1);
        let found = rows(connection, table)?;
        if found != expected {
            wrong.push(Miscount { table, expected, found });
        }
    }
    Ok(wrong)
}

/// Notes how many rows the tables have now. What was lost before stays missed: only a making anew settles it.
pub(super) fn changed(connection: &Connection, table: &str, by: i64) -> rusqlite::Result<()> {
    if by != 0 {
        connection.prepare_cached("UPDATE tally SET rows = rows + ?2 WHERE name = ?1")?.execute((table, by))?;
    }
    Ok(())
}

/// Does what writes into the indexes of words, and notes by how much what SQLite keeps for them has grown.
pub(super) fn watched<T>(connection: &Connection, work: impl FnOnce() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    const KEPT: [&str; 4] = ["search_idx", "search_graves", "picture_search_idx", "picture_search_graves"];
    let count = || KEPT.iter().map(|table| rows(connection, table)).collect::<rusqlite::Result<Vec<_>>>();
    let before = count()?;
    let done = work()?;
    // SQLite writes an index when it must: at the latest now.
    connection.execute_batch("SAVEPOINT written; RELEASE written")?;
    for ((table, before), now) in KEPT.iter().zip(before).zip(count()?) {
        changed(connection, table, now - before)?;
    }
    Ok(done)
}

/// For what is made anew from the beginning.
pub(super) fn counted(connection: &Connection, table: &str) -> rusqlite::Result<()> {
    let rows = rows(connection, table)?;
    connection.prepare_cached("INSERT OR REPLACE INTO tally (name, rows) VALUES (?1, ?2)")?.execute((table, rows))?;
    Ok(())
}

fn rows(connection: &Connection, table: &str) -> rusqlite::Result<i64> {
    let sql = match table.strip_suffix("_graves") {
        // Where an index keeps which words it is to find no more: rows of its data that are numbered so high.
        Some(index) => format!("SELECT count(*) FROM {index}_data WHERE id >= 65536 << 37"),
        None => format!("SELECT count(*) FROM {table}"),
    };
    connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))
}
