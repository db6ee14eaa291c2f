//! What a person set for this library, by name.

use rusqlite::{OptionalExtension, params};

use super::{Database, tally};
use crate::Result;

impl Database {
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        self.read(|connection| {
            connection.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0)).optional()
        })
    }

    pub fn all_settings(&self) -> Result<Vec<(String, String)>> {
        self.read(|connection| {
            let mut rows = connection.prepare("SELECT name, value FROM setting")?;
            rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<()> {
        self.write(|connection| {
            let there = connection.execute("UPDATE setting SET value = ?2 WHERE name = ?1", params![name, value])?;
            if there == 0 {
                connection.execute("INSERT INTO setting (name, value) VALUES (?1, ?2)", params![name, value])?;
                tally::changed(connection, "setting", 1)?;
            }
            Ok(())
        })
    }
}
