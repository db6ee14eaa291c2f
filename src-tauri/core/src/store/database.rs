//! Opening the library's database: its pragmas, its schema version, and what happens to one that is damaged.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::Utc;
use rusqlite::{Connection, ErrorCode as Sqlite, ffi};

use crate::{Error, ErrorCode, Result};

const FILE_NAME: &str = "library.sqlite";
/// "DTLN", so that a stray file of another program is told apart.
const APPLICATION_ID: i32 = 0x4454_4C4E;
/// A migration a version, never changed once it has been released.
const MIGRATIONS: &[&str] =
    &[include_str!("migrations/0001.sql"), include_str!("migrations/0002.sql"), include_str!("migrations/0003.sql")];
/// How long another program may hold the database before we give up on a save.
const BUSY: Duration = Duration::from_secs(5);

/// The library's SQLite file.
#[derive(Debug)]
pub struct Database {
    pub(super) connection: Connection,
    path: PathBuf,
}

impl Database {
    /// Opens the database in `folder`, making it where there is none and bringing an older one up to date.
    ///
    /// Errors: `library_newer` (untouched), `library_damaged` (set aside, so that opening again makes a new
    /// one), `library_busy`, `library_unopenable`.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE_NAME);
        let opened =
            Connection::open(&path).and_then(|connection| prepare(&connection).map(|known| (connection, known)));
        match opened {
            Ok((connection, Version::Current)) => {
                let database = Self { connection, path };
                database.migrate()?;
                Ok(database)
            }
            Ok((_, Version::Newer(found))) => {
                Err(Error::new(ErrorCode::LibraryNewer).at(&path).with("found", found).with("known", MIGRATIONS.len()))
            }
            Ok((_, Version::Foreign)) => {
                Err(Error::new(ErrorCode::LibraryUnopenable).at(&path).with_words("cause", "cause.foreign_database"))
            }
            Err(cause) if is_damage(&cause) => Err(set_aside(&path, &cause)),
            Err(cause) => {
                let code = match cause.sqlite_error_code() {
                    _ if is_full(&cause) => ErrorCode::DiskFull,
                    Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => ErrorCode::LibraryBusy,
                    _ => ErrorCode::LibraryUnopenable,
                };
                Err(Error::new(code).at(&path).with("cause", &cause).caused_by(cause))
            }
        }
    }

    fn migrate(&self) -> Result<()> {
        let version = self.version().map_err(|cause| self.error(cause))?;
        for (number, migration) in (1..).zip(MIGRATIONS).skip(version) {
            // The version is part of the file, so it is raised with what it stands for or not at all.
            self.connection
                .execute_batch(&format!(
                    "BEGIN IMMEDIATE; {migration}; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number}; COMMIT;"
                ))
                .or_else(|cause| {
                    // Two programs that start together both see an old version; the second finds it raised.
                    self.connection.execute_batch("ROLLBACK").ok();
                    if self.version()? >= number { Ok(()) } else { Err(cause) }
                })
                .map_err(|cause| self.error(cause))?;
        }
        Ok(())
    }

    fn version(&self) -> rusqlite::Result<usize> {
        self.connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).map(|version| version as usize)
    }

    /// Does all of `work` or none of it. It is durable when this returns.
    pub(super) fn write<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let outcome = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .and_then(|transaction| work(&transaction).and_then(|done| transaction.commit().map(|()| done)));
        outcome.map_err(|cause| self.error(cause))
    }

    pub(super) fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.connection).map_err(|cause| self.error(cause))
    }

    /// What SQLite finds wrong with the file's structure.
    pub fn check(&self) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut rows = connection.prepare("PRAGMA integrity_check(100)")?;
            let found: Vec<String> = rows.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(found.into_iter().filter(|line| line != "ok").collect())
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A number that changes whenever another program writes.
    pub fn version_seen_by_others(&self) -> Result<i64> {
        self.read(|connection| connection.query_row("PRAGMA data_version", [], |row| row.get(0)))
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

    /// Changes the last byte of a stored change behind the program's back.
    #[cfg(test)]
    pub(crate) fn damage_change(&self, story: &crate::story::StoryId, seq: i64) {
        let sql = "UPDATE change SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'7F' AS BLOB)
            WHERE story = ?1 AND seq = ?2";
        let damaged = self.connection.execute(sql, rusqlite::params![story.0, seq]).expect("valid SQL");
        assert_eq!(damaged, 1);
    }

    /// Overwrites every snapshot.
    #[cfg(test)]
    pub(crate) fn damage_snapshots(&self) {
        self.connection.execute("UPDATE snapshot SET bytes = zeroblob(8)", []).expect("valid SQL");
    }

    fn error(&self, cause: rusqlite::Error) -> Error {
        let code = match cause.sqlite_error_code() {
            _ if is_full(&cause) => ErrorCode::DiskFull,
            Some(Sqlite::ReadOnly | Sqlite::PermissionDenied) => ErrorCode::FolderUnwritable,
            Some(Sqlite::SystemIoFailure) => ErrorCode::WriteFailed,
            Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => ErrorCode::LibraryBusy,
            _ => ErrorCode::Internal,
        };
        Error::new(code).at(&self.path).with("cause", &cause).caused_by(cause)
    }
}

enum Version {
    Current,
    Newer(i64),
    Foreign,
}

fn prepare(connection: &Connection) -> rusqlite::Result<Version> {
    connection.busy_timeout(BUSY)?;
    // Reading the version reads the header, so a file that is no database shows itself here, still untouched.
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let application: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && application != APPLICATION_ID {
        return Ok(Version::Foreign);
    }
    if version > MIGRATIONS.len() as i64 {
        return Ok(Version::Newer(version));
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(Version::Current)
}

/// SQLite's shared memory is a file too: where that can't grow, the disk is full even for reading.
fn is_full(cause: &rusqlite::Error) -> bool {
    matches!(cause.sqlite_error_code(), Some(Sqlite::DiskFull))
        || matches!(cause, rusqlite::Error::SqliteFailure(ffi::Error { extended_code, .. }, _)
            if *extended_code == ffi::SQLITE_IOERR_SHMSIZE)
}

fn is_damage(cause: &rusqlite::Error) -> bool {
    matches!(cause.sqlite_error_code(), Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase))
        || matches!(cause, rusqlite::Error::SqliteFailure(ffi::Error { extended_code, .. }, _)
            if *extended_code == ffi::SQLITE_IOERR_SHORT_READ)
}

/// Moves the damaged file and its journals out of the way, under a name that says when. Nothing is deleted.
fn set_aside(path: &Path, cause: &rusqlite::Error) -> Error {
    let stamp = Utc::now().format("%Y%m%dT%H%M%S%3f");
    let kept = path.with_file_name(format!("library.damaged-{stamp}.sqlite"));
    for suffix in ["-wal", "-shm", ""] {
        let (from, to) = (with_suffix(path, suffix), with_suffix(&kept, suffix));
        match std::fs::rename(&from, &to) {
            Err(failure) if failure.kind() != std::io::ErrorKind::NotFound => return Error::writing(&to, failure),
            _ => (),
        }
    }
    Error::new(ErrorCode::LibraryDamaged).at(path).with("kept", kept.display()).with("cause", cause)
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_new_library_has_the_newest_version_and_is_durable() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(folder.path()).unwrap();
        assert_eq!(database.version().unwrap(), MIGRATIONS.len());
        let pragma = |name: &str| -> String {
            database
                .connection
                .query_row(&format!("PRAGMA {name}"), [], |row| {
                    row.get::<_, String>(0).or_else(|_| row.get::<_, i64>(0).map(|number| number.to_string()))
                })
                .unwrap()
        };
        assert_eq!((pragma("journal_mode"), pragma("synchronous")), ("wal".into(), "2".into()));
        assert!(database.check().unwrap().is_empty());
    }

    #[test]
    fn a_newer_library_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        drop(Database::open(folder.path()).unwrap());
        let path = folder.path().join(FILE_NAME);
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
        let before = std::fs::read(&path).unwrap();
        let error = Database::open(folder.path()).unwrap_err();
        assert_eq!(error.code, ErrorCode::LibraryNewer);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_damaged_library_is_set_aside_whole_and_a_new_one_opens() {
        let folder = tempfile::tempdir().unwrap();
        let damaged = b"this is no database, but it may be all that is left of one".repeat(20);
        std::fs::write(folder.path().join(FILE_NAME), &damaged).unwrap();
        let error = Database::open(folder.path()).unwrap_err();
        assert_eq!(error.code, ErrorCode::LibraryDamaged);
        assert_eq!(std::fs::read(&error.params["kept"]).unwrap(), damaged);
        Database::open(folder.path()).unwrap();
    }

    #[test]
    fn another_programs_database_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        Connection::open(folder.path().join(FILE_NAME))
            .unwrap()
            .execute_batch("CREATE TABLE recipes (name TEXT)")
            .unwrap();
        assert_eq!(Database::open(folder.path()).unwrap_err().code, ErrorCode::LibraryUnopenable);
    }
}
