//! Opening the library's database: who may make one, its version, and what happens to one that can't be read.
//!
//! Opening never moves a file and never begins a new database in place of one that it can't read: that is for a person
//! to say (`Library::recover`). A read that the disk refused is tried again, and then told as what it was.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, backup::Backup};

use super::{
    Database, derived, fault,
    hold::Hold,
    journal::Journal,
    private,
    stillness::{Stillness, with_suffix},
};
use crate::{Error, ErrorCode, Result};

pub(super) const FILE_NAME: &str = "library.sqlite";
/// "DTLN", so that a stray file of another program is told apart.
const APPLICATION_ID: i32 = 0x4454_4C4E;
/// A migration a version, never changed once it has been released.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    concat!(include_str!("migrations/0004_settings.sql"), include_str!("migrations/0004.sql")),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
];
/// How long another program may hold the database before we give up on a save.
const BUSY: Duration = Duration::from_secs(5);
/// A disk that fails once may read well the next time.
const TRIES: usize = 3;

/// What a program means to do with a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing is written, not even beside it, and nothing brought up to date: for a folder that can't be written in, a
    /// full disk, a library that must stay as it is.
    Read,
    /// One that is there.
    Write,
    /// One that is there, or a new one.
    Make,
}

impl Database {
    /// Errors: `library_missing`; `originals_alone`, where there is no database beside what one would have had;
    /// `library_newer`, `library_damaged` and `disk_failed`, all of them with every file as it was; `library_busy`;
    /// `library_unopenable`.
    pub fn open(folder: &Path, access: Access) -> Result<Self> {
        Self::open_with(folder, access, |access| match access {
            Access::Read => Hold::to_read(folder),
            Access::Write | Access::Make => Hold::shared(folder).map(Some),
        })
    }

    /// The same for one who holds the library alone already.
    pub fn open_alone(folder: &Path, access: Access, _alone: &Hold) -> Result<Self> {
        Self::open_with(folder, access, |_| Ok(None))
    }

    fn open_with(folder: &Path, access: Access, hold: impl FnOnce(Access) -> Result<Option<Hold>>) -> Result<Self> {
        if access == Access::Make {
            private::make_folder(folder).map_err(|cause| unopenable(folder, cause))?;
        }
        let path = folder.join(FILE_NAME);
        if !is_there(&path)? {
            if access != Access::Make || has_remains(folder)? {
                return Err(absent(folder)?);
            }
            begin(&path)?;
        }
        // Read before the database: what is in the journal by then should be there.
        let hold = hold(access)?;
        let acknowledged = if access == Access::Read { Journal::entries(folder)? } else { Vec::new() };
        let opened = (1..TRIES).find_map(|_| match connect(&path, access) {
            Err(error) if error.code == ErrorCode::DiskFailed => None,
            outcome => Some(outcome),
        });
        let connection = match opened.unwrap_or_else(|| connect(&path, access))? {
            Found::Library(connection) => connection,
            // A file that was emptied reads like one that was never begun.
            Found::Nothing(_) if access != Access::Make || has_remains(folder)? => return Err(absent(folder)?),
            Found::Nothing(connection) => connection,
        };
        if access == Access::Read {
            let stillness = Stillness::of(&path);
            let mut database = Self::to_read(connection, path, derived::MAKE, acknowledged, hold, stillness);
            database.read_up_to_date()?;
            return Ok(database);
        }
        close_to_others(folder, &path)?;
        let database = Self::to_write(connection, path, derived::MAKE, Journal::open(folder)?, hold);
        database.migrate()?;
        Ok(database)
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
                    // Where there is nothing to roll back, the cause is told, or the version that is there already.
                    self.connection.execute_batch("ROLLBACK").ok();
                    if self.version()? >= number { Ok(()) } else { Err(cause) }
                })
                .map_err(|cause| self.error(cause))?;
        }
        Ok(())
    }

    /// An older library that must stay as it is, is brought up to date in memory.
    fn read_up_to_date(&mut self) -> Result<()> {
        if self.version().map_err(|cause| self.error(cause))? == MIGRATIONS.len() {
            return Ok(());
        }
        let copy = || -> rusqlite::Result<Connection> {
            let mut copy = Connection::open_in_memory()?;
            Backup::new(&self.connection, &mut copy)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
            Ok(copy)
        };
        self.connection = copy().map_err(|cause| self.error(cause))?;
        self.migrate()
    }

    pub(super) fn version(&self) -> rusqlite::Result<usize> {
        self.connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).map(|version| version as usize)
    }
}

enum Found {
    Library(Connection),
    /// A database with nothing in it.
    Nothing(Connection),
}

fn connect(path: &Path, access: Access) -> Result<Found> {
    match access {
        Access::Read => connect_to_read(path),
        Access::Write | Access::Make => {
            check_header(path)?;
            let found = looked_at(path, open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, None)?)?;
            let (Found::Library(connection) | Found::Nothing(connection)) = &found;
            set_up(connection).map_err(|cause| failed(path, connection, cause))?;
            Ok(found)
        }
    }
}

/// Makes no file. Where no program has the database open and nothing stands in a log, the file is read as one that does
/// not change (whether that held, `Stillness` tells). Where one may, SQLite's shared memory is there to be read beside
/// the log; and where that can't be used, because nothing can be written here, the log is read into memory of our own.
fn connect_to_read(path: &Path) -> Result<Found> {
    let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY;
    if Stillness::of(path).is_some() {
        let address = PathBuf::from(format!("file:{}?immutable=1", escaped(path)));
        return looked_at(path, open(&address, read_only | OpenFlags::SQLITE_OPEN_URI, None)?);
    }
    let usual = open(path, read_only, None).and_then(|connection| looked_at(path, connection));
    let is_of_place = |error: &Error| {
        use ErrorCode::{DiskFailed, DiskFull, LibraryReadOnly, LibraryUnopenable};
        matches!(error.code, LibraryUnopenable | LibraryReadOnly | DiskFull | DiskFailed)
    };
    match usual {
        Err(error) if is_of_place(&error) => {
            let alone = if cfg!(windows) { "win32-none" } else { "unix-none" };
            let other_way = open(path, read_only, Some(alone)).and_then(|connection| {
                connection
                    .pragma_update(None, "locking_mode", "EXCLUSIVE")
                    .map_err(|cause| failed(path, &connection, cause))?;
                looked_at(path, connection)
            });
            // Where that fails too, the first reason is the one that a person can do something about.
            other_way.map_err(|_| error)
        }
        usual => usual,
    }
}

fn open(path: &Path, flags: OpenFlags, system: Option<&str>) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match system {
        None => Connection::open_with_flags(path, flags),
        Some(system) => Connection::open_with_flags_and_vfs(path, flags, system),
    };
    connection.map_err(|cause| fault::told(path, cause, None))
}

/// Reading the version reads the header, so a file that is no database shows itself here, still untouched.
fn looked_at(path: &Path, connection: Connection) -> Result<Found> {
    let look = |connection: &Connection| -> rusqlite::Result<(i64, i32, i64)> {
        connection.busy_timeout(BUSY)?;
        let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let application = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok((version, application, tables))
    };
    match look(&connection).map_err(|cause| failed(path, &connection, cause))? {
        (_, _, 0) => Ok(Found::Nothing(connection)),
        (_, application, _) if application != APPLICATION_ID => {
            Err(Error::new(ErrorCode::LibraryUnopenable).at(path).with_words("cause", "cause.foreign_database"))
        }
        (version, _, _) if version > MIGRATIONS.len() as i64 => {
            Err(Error::new(ErrorCode::LibraryNewer).at(path).with("found", version).with("known", MIGRATIONS.len()))
        }
        _ => Ok(Found::Library(connection)),
    }
}

/// What every database says of itself, as the file format lays down. SQLite takes one that says otherwise for a newer
/// kind that may only be read.
fn check_header(path: &Path) -> Result<()> {
    let mut header = [0; 100];
    let read = fs::File::open(path).and_then(|mut file| {
        let mut read = 0;
        while read < header.len() {
            match file.read(&mut header[read..])? {
                0 => break,
                more => read += more,
            }
        }
        Ok(read)
    });
    let read =
        read.map_err(|cause| Error::new(ErrorCode::DiskFailed).at(path).with("cause", &cause).caused_by(cause))?;
    let is_fair = header.starts_with(b"SQLite format 3\0")
        && matches!(header[18..20], [1 | 2, 1 | 2])
        && header[21..24] == [64, 32, 32];
    // One with nothing in it is told apart later.
    if read > 0 && !is_fair {
        return Err(Error::new(ErrorCode::LibraryDamaged).at(path).with_words("cause", "cause.header_spoilt"));
    }
    Ok(())
}

fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)
}

fn failed(path: &Path, connection: &Connection, cause: rusqlite::Error) -> Error {
    let system = fault::system_error(connection, &cause);
    fault::told(path, cause, system)
}

fn is_there(path: &Path) -> Result<bool> {
    match fs::metadata(path) {
        Ok(_) => Ok(true),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(unopenable(path, cause)),
    }
}

/// Whether a library has been here: its originals, or a database that somebody put aside.
fn has_remains(folder: &Path) -> Result<bool> {
    let holds = |folder: &Path, wanted: &dyn Fn(&str) -> bool| -> Result<bool> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(cause) => return Err(unopenable(folder, cause)),
        };
        for entry in entries {
            let name = entry.map_err(|cause| unopenable(folder, cause))?.file_name();
            if name.to_str().is_some_and(wanted) {
                return Ok(true);
            }
        }
        Ok(false)
    };
    let is_shelf = |name: &str| name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_aside = |name: &str| name.starts_with("library.") && name.ends_with(".sqlite") && name != FILE_NAME;
    Ok(holds(&folder.join("blobs"), &is_shelf)? || holds(folder, &is_aside)?)
}

fn absent(folder: &Path) -> Result<Error> {
    let code = if has_remains(folder)? { ErrorCode::OriginalsAlone } else { ErrorCode::LibraryMissing };
    Ok(Error::new(code).at(folder))
}

/// SQLite gives its other files the rights of this one.
fn begin(path: &Path) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true);
    private::file(&mut options).open(path).map(drop).map_err(|cause| unopenable(path, cause))
}

/// What was made before libraries were closed to others, is closed now.
fn close_to_others(folder: &Path, path: &Path) -> Result<()> {
    let files = ["", "-wal", "-shm"].map(|suffix| with_suffix(path, suffix));
    for path in files.iter().map(PathBuf::as_path).chain([folder]) {
        match private::close(path) {
            Ok(()) => (),
            // It is another's, who decides who may read it.
            Err(cause) if cause.kind() == io::ErrorKind::PermissionDenied => (),
            Err(cause) => return Err(unopenable(path, cause)),
        }
    }
    Ok(())
}

fn unopenable(path: &Path, cause: io::Error) -> Error {
    Error::new(ErrorCode::LibraryUnopenable).at(path).with("cause", &cause).caused_by(cause)
}

/// A path in an address of SQLite's.
fn escaped(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let escape = |byte: &u8| match byte {
        b'/' | b'-' | b'_' | b'.' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => char::from(*byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    bytes.iter().map(escape).collect()
}
