//! What was set for this library, by name.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Database, tally};
use crate::Result;

/// Settings that stand in one row, as they did once, each in its own.
const PARTED: &str = include_str!("migrations/0004_settings.sql");

impl Database {
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        self.read(|connection| {
            connection.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0)).optional()
        })
    }

    pub fn all_settings(&self) -> Result<Vec<(String, String)>> {
        self.read(|connection| {
            let mut rows = connection.prepare_cached("SELECT name, value FROM setting ORDER BY name")?;
            rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<()> {
        self.write(|connection| set(connection, name, value))
    }

    /// Unless it is there already: of two programs that make one, the first does.
    pub fn add_setting(&mut self, name: &str, value: &str) -> Result<()> {
        self.write(|connection| {
            let come = connection
                .execute("INSERT OR IGNORE INTO setting (name, value) VALUES (?1, ?2)", params![name, value])?;
            tally::changed(connection, "setting", come as i64)
        })
    }

    /// All of them or none.
    pub fn set_settings(&mut self, rows: &[(&str, String)]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.write(|connection| rows.iter().try_for_each(|(name, value)| set(connection, name, value)))
    }

    /// Of what was found in a database of before.
    pub fn part_settings(&mut self) -> Result<()> {
        self.write(|connection| {
            connection.execute_batch(PARTED)?;
            tally::counted(connection, "setting")
        })
    }
}

fn set(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let there = connection.execute("UPDATE setting SET value = ?2 WHERE name = ?1", params![name, value])?;
    if there == 0 {
        connection.execute("INSERT INTO setting (name, value) VALUES (?1, ?2)", params![name, value])?;
        tally::changed(connection, "setting", 1)?;
    }
    Ok(())
}
