//! Which originals are needed: by stories as they are, and by their pasts.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::Database;
use crate::Result;

const USED: &str = "SELECT DISTINCT sha256 FROM picture UNION SELECT DISTINCT picture FROM packaged";

impl Database {
    /// Those that stories have now, or went out with a package.
    pub fn used_originals(&self) -> Result<BTreeSet<String>> {
        self.read(|connection| names(connection, USED))
    }

    /// Those that no story has now and some story's past has, as far as that was looked up.
    pub fn needed_originals(&self) -> Result<BTreeSet<String>> {
        self.read(|connection| names(connection, "SELECT sha256 FROM needed_original"))
    }

    pub fn note_needed_originals(&self, needed: &BTreeSet<String>) -> Result<()> {
        if needed.is_empty() {
            return Ok(());
        }
        self.derive(|connection| {
            let mut note = connection.prepare("INSERT OR IGNORE INTO needed_original (sha256) VALUES (?1)")?;
            needed.iter().try_for_each(|name| note.execute([name]).map(drop))
        })
    }

    /// Does `work` while no program writes to the library, with the originals that are used then.
    pub fn while_nobody_writes<T>(&mut self, work: impl FnOnce(&BTreeSet<String>) -> T) -> Result<T> {
        self.write(|connection| Ok(work(&names(connection, USED)?)))
    }
}

fn names(connection: &Connection, sql: &str) -> rusqlite::Result<BTreeSet<String>> {
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}
