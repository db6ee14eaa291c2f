//! What was set for this library, by name.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Database, tally};
use crate::Result;

/// Settings that stand in one row, as they did once, each in its own, named after whose it is. A row that is there already
/// is the newer.
const PARTED: &str = "INSERT OR IGNORE INTO setting (name, value)
  SELECT
    CASE
      WHEN one.key IN ('language', 'name', 'last_story') THEN 'person.'
      WHEN one.key IN ('theme', 'packages_folder') THEN 'computer.'
      ELSE 'house.'
    END || one.key,
    setting.value -> one.fullkey
  FROM setting, json_each(
    CASE WHEN NOT json_valid(setting.value) THEN '{}' WHEN json_type(setting.value) <> 'object' THEN '{}' ELSE setting.value END
  ) AS one
  WHERE setting.name = 'settings';
DELETE FROM setting WHERE name = 'settings';";

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

#[cfg(test)]
mod tests {
    /// Migrations are never changed, and what recovering finds is parted by the words here: they must not drift.
    #[test]
    fn what_is_recovered_is_parted_as_the_migration_does_it() {
        let plain = |sql: &str| sql.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain(include_str!("migrations/0004.sql")).contains(&plain(super::PARTED)));
    }
}
