//! The library's SQLite file: what is read is read at one moment, what is written is durable or not done.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{
    at_hand::{AtHand, Written},
    fault,
    hold::Hold,
    journal::{Entry, Journal},
    stillness::Stillness,
};
use crate::{Error, ErrorCode, Result};

#[derive(Debug)]
pub struct Database {
    pub(super) connection: Connection,
    path: PathBuf,
    /// By which it makes what is derived.
    pub(super) make: i64,
    /// None where nothing is written.
    journal: Option<Journal>,
    /// Where nothing is written: what was acknowledged and may stand nowhere else.
    acknowledged: Vec<Entry>,
    /// Since when something may stand in the log alone.
    unsettled: Cell<Option<Instant>>,
    /// Where it is read as a file that does not change.
    stillness: Option<Stillness>,
    /// Indexes whose rows were counted, by the last of their tables, and what had been written by then.
    counted: RefCell<BTreeMap<&'static str, Written>>,
    pub(super) at_hand: AtHand,
    /// Let go of last.
    _hold: Option<Hold>,
}

impl Database {
    pub(super) fn to_read(
        connection: Connection,
        path: PathBuf,
        make: i64,
        acknowledged: Vec<Entry>,
        hold: Option<Hold>,
        stillness: Option<Stillness>,
    ) -> Self {
        Self {
            connection,
            path,
            make,
            journal: None,
            acknowledged,
            unsettled: Cell::default(),
            stillness,
            counted: RefCell::default(),
            at_hand: AtHand::default(),
            _hold: hold,
        }
    }

    pub(super) fn to_write(
        connection: Connection,
        path: PathBuf,
        make: i64,
        journal: Journal,
        hold: Option<Hold>,
    ) -> Self {
        // Another program may have been killed with something in its log.
        let unsettled = Cell::new(Some(Instant::now()));
        Self {
            connection,
            path,
            make,
            journal: Some(journal),
            acknowledged: Vec::new(),
            unsettled,
            stillness: None,
            counted: RefCell::default(),
            at_hand: AtHand::default(),
            _hold: hold,
        }
    }

    /// An act of a person: all of `work` or none of it. It is durable when this returns.
    pub(super) fn write<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.carry_out(work)
    }

    /// The same for what is made of people's acts and can be made again: it may come about while somebody only reads.
    pub(super) fn derive<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.carry_out(work)
    }

    fn carry_out<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let outcome = all_or_nothing(&self.connection, work);
        self.unsettled.set(Some(Instant::now()));
        outcome.map_err(|cause| self.error(cause))
    }

    pub(super) fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.connection).map_err(|cause| self.error(cause))
    }

    /// Does `count`, unless it was done already and nothing was written since.
    pub(super) fn once_counted(&self, index: &'static str, count: impl FnOnce() -> Result<()>) -> Result<()> {
        let written = self.written()?;
        if self.counted.borrow().get(index) == Some(&written) {
            return Ok(());
        }
        count()?;
        self.counted.borrow_mut().insert(index, written);
        Ok(())
    }

    pub(super) fn written(&self) -> Result<Written> {
        Ok((self.read(data_version)?, self.connection.total_changes()))
    }

    pub fn is_read_only(&self) -> bool {
        self.journal.is_none()
    }

    /// How many rows were written since this was opened.
    #[cfg(test)]
    pub(crate) fn written_rows(&self) -> u64 {
        self.connection.total_changes()
    }

    /// Lets the file grow no further, as a full disk would.
    #[cfg(test)]
    pub(crate) fn limit_pages(&self, pages: i64) {
        self.connection.pragma_update(None, "max_page_count", pages).expect("a pragma");
    }

    /// Does something to the file behind the program's back.
    #[cfg(test)]
    pub(crate) fn tamper(&self, sql: &str) {
        self.connection.pragma_update(None, "foreign_keys", false).expect("a pragma");
        self.connection.execute_batch(sql).expect("valid SQL");
        self.connection.pragma_update(None, "foreign_keys", true).expect("a pragma");
    }

    /// What SQLite finds wrong with the file's structure, and rows that point to none.
    pub fn check(&self) -> Result<Vec<String>> {
        let mut found = match self.read(|connection| wrong_in(connection, "100")) {
            // An index that can't even be asked hides what else there is: each table by itself, then.
            Err(error) if error.code == ErrorCode::IndexDamaged => self.read(|connection| {
                let mut wrong = Vec::new();
                for table in tables(connection)? {
                    wrong.extend(wrong_in(connection, &table)?);
                }
                Ok(wrong)
            }),
            found => found,
        }?;
        found.extend(self.read(orphans)?);
        found.dedup();
        Ok(found)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub fn stillness(&self) -> Option<&Stillness> {
        self.stillness.as_ref()
    }

    /// What was acknowledged and may be lacking here; nothing where it is put back instead.
    pub(super) fn acknowledged(&self) -> &[Entry] {
        &self.acknowledged
    }

    pub(super) fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref()
    }

    /// A number that changes whenever another program writes.
    pub fn data_version(&self) -> Result<i64> {
        self.read(data_version)
    }

    /// Whether something stands in the log alone, and nothing was written for so long.
    pub fn is_quiet(&self, time: Duration) -> bool {
        self.unsettled.get().is_some_and(|since| since.elapsed() >= time)
    }

    /// Carries what stands in the log alone over into the database's own file, so that little is ever lost with a log;
    /// nothing where all is there already. For when nobody waits: it syncs the file.
    pub fn settle(&self) -> Result<()> {
        if self.unsettled.get().is_none() {
            return Ok(());
        }
        let before = self.read(data_version)?;
        let whole = self.read(|connection| {
            connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
                let (busy, logged, carried): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(busy == 0 && logged == carried)
            })
        })?;
        // Somebody else is reading or writing: the next time.
        if !whole {
            return Ok(());
        }
        if let Some(journal) = self.journal.as_ref().filter(|journal| !journal.is_empty()) {
            // Whoever holds the right to write knows that nobody has written since.
            let right_to_write = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .and_then(|right| Ok((data_version(&right)? == before).then_some(right)));
            let emptied = right_to_write.map(|right| right.map(|_right| journal.empty()));
            match emptied.map_err(|cause| self.error(cause))? {
                Some(emptied) => emptied.map_err(|cause| Error::writing(journal.path(), cause))?,
                None => return Ok(()),
            }
        }
        self.unsettled.set(None);
        Ok(())
    }

    pub(super) fn error(&self, cause: rusqlite::Error) -> Error {
        let system = fault::system_error(&self.connection, &cause);
        fault::told(&self.path, cause, system)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // What could not be carried over is durable in the log, and the next start finds it there.
        self.settle().ok();
    }
}

/// The statements around `work` are prepared once: a keystroke is short enough for that to count.
fn all_or_nothing<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    let _undone_unless_committed = Begun(connection);
    let done = work(connection)?;
    connection.prepare_cached("COMMIT")?.execute([])?;
    Ok(done)
}

struct Begun<'a>(&'a Connection);

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if !self.0.is_autocommit() {
            // What failed is told already; a connection that can't even be rolled back refuses the next write.
            self.0.execute_batch("ROLLBACK").ok();
        }
    }
}

/// What an index of words lacks can be made again, and is told where that is looked at.
fn wrong_in(connection: &Connection, what: &str) -> rusqlite::Result<Vec<String>> {
    let mut rows = connection.prepare(&format!("PRAGMA integrity_check({what})"))?;
    let lines: Vec<String> = rows.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok" && !line.contains(" FTS5 table ")).collect())
}

fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut rows = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite%'",
    )?;
    rows.query_map([], |row| row.get(0))?.collect()
}

fn orphans(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut rows = connection.prepare("PRAGMA foreign_key_check")?;
    let orphan = |row: &rusqlite::Row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(format!("{table} → {parent}"))
    };
    rows.query_map([], orphan)?.collect()
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))
}
