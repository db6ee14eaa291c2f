//! Packages that were written, and the pictures in them.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::Database;
use crate::{Result, story::StoryId};

/// A package that a person or a program had written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenPackage {
    pub story: StoryId,
    /// That story's line in lists.
    pub summary: String,
    pub path: String,
    pub at: DateTime<Utc>,
}

impl Database {
    /// Remembers a package with the hashes of its pictures' originals. Durable when this returns.
    pub fn add_package(
        &mut self,
        story: &StoryId,
        path: &str,
        sha256: &str,
        at: DateTime<Utc>,
        pictures: &[&str],
    ) -> Result<()> {
        self.write(|connection| {
            connection
                .prepare_cached("INSERT INTO package (story, path, sha256, at) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![story.0, path, sha256, at.timestamp()])?;
            let package = connection.last_insert_rowid();
            let mut insert =
                connection.prepare_cached("INSERT OR IGNORE INTO packaged (picture, package) VALUES (?1, ?2)")?;
            pictures.iter().try_for_each(|picture| insert.execute(params![picture, package]).map(drop))
        })
    }

    /// The packages that went out with the picture, newest first. One written again to the same place is there once.
    pub fn packages_with(&self, picture: &str) -> Result<Vec<WrittenPackage>> {
        self.read(|connection| {
            let mut rows = connection.prepare_cached(
                "SELECT story, summary, path, max(at) FROM packaged
                 CROSS JOIN package ON package.id = packaged.package CROSS JOIN story ON story.id = package.story
                 WHERE picture = ?1 GROUP BY story, path ORDER BY max(at) DESC, max(package.id) DESC",
            )?;
            let read = |row: &rusqlite::Row| {
                let at = DateTime::from_timestamp(row.get(3)?, 0).unwrap_or_default();
                Ok(WrittenPackage { story: StoryId(row.get(0)?), summary: row.get(1)?, path: row.get(2)?, at })
            };
            rows.query_map([picture], read)?.collect()
        })
    }
}
