//! Packages that were written, and the pictures in them.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::{Database, line::Line, salvage::Package, tally};
use crate::{Result, story::StoryId};

/// A package that a person or a program had written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenPackage {
    /// Of its story.
    pub line: Line,
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
            let mut packaged = 0;
            for picture in pictures {
                packaged += insert.execute(params![picture, package])?;
            }
            tally::changed(connection, "package", 1)?;
            tally::changed(connection, "packaged", packaged as i64)
        })
    }

    /// One that was found again, under the number that it had.
    pub fn add_lost_package(&mut self, id: i64, package: &Package, pictures: &[&str]) -> Result<()> {
        self.write(|connection| {
            let come = connection.execute(
                "INSERT OR IGNORE INTO package (id, story, path, sha256, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![id, package.story.0, package.path, package.sha256, package.at],
            )?;
            let mut insert = connection.prepare("INSERT OR IGNORE INTO packaged (picture, package) VALUES (?1, ?2)")?;
            let mut packaged = 0;
            for picture in pictures {
                packaged += insert.execute(params![picture, id])?;
            }
            tally::changed(connection, "package", come as i64)?;
            tally::changed(connection, "packaged", packaged as i64)
        })
    }

    /// The folders that packages were written to, wherever the last one of each is now.
    pub fn package_folders(&self) -> Result<BTreeSet<PathBuf>> {
        self.read(|connection| {
            let mut rows = connection.prepare("SELECT DISTINCT path FROM package")?;
            let paths = rows.query_map([], |row| row.get::<_, String>(0))?;
            paths
                .filter_map(|path| path.map(|path| Path::new(&path).parent().map(Path::to_owned)).transpose())
                .collect()
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
                Ok(WrittenPackage { line: Line::read(row, 0)?, path: row.get(2)?, at })
            };
            rows.query_map([picture], read)?.collect()
        })
    }
}
