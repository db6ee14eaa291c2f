//! What a person set for this library, by name.

use rusqlite::{OptionalExtension, params};

use super::Database;
use crate::Result;

impl Database {
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        self.read(|connection| {
            connection.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0)).optional()
        })
    }

    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<()> {
        self.write(|connection| {
            connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", params![name, value])
        })?;
        Ok(())
    }
}
