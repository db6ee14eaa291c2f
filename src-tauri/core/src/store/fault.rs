//! What a failure of SQLite really was: a damaged file, a disk that could not read, a full one, or another program.
//!
//! SQLite calls a read that failed with EIO "malformed", as if the file were damaged, and a shared memory that can't
//! grow a failing disk. The system's own number of the error is kept beside it, and says which it was.
#![allow(unsafe_code)]

use std::{ffi::c_void, io, path::Path};

use rusqlite::{Connection, ErrorCode as Sqlite, ffi};

use crate::{Error, ErrorCode};

/// `cause`, told as what it was.
pub(super) fn told(path: &Path, cause: rusqlite::Error, system: Option<io::Error>) -> Error {
    let code = code_of(&cause, system.as_ref());
    let error = Error::new(code).at(path);
    let error = match &system {
        Some(system) if code != ErrorCode::LibraryDamaged => error.with("cause", system),
        _ => error.with("cause", &cause),
    };
    of_library(error.caused_by(cause), path.parent().unwrap_or(path))
}

/// Writing a file of the library failed. A person is told of the library, and of no file that they have never heard of.
pub(super) fn in_writing(folder: &Path, cause: io::Error) -> Error {
    of_library(Error::writing(folder, cause), folder)
}

/// A place of ours that can't be written is a library that can only be read.
fn of_library(mut error: Error, folder: &Path) -> Error {
    if error.code != ErrorCode::FolderUnwritable {
        return error;
    }
    error.code = ErrorCode::LibraryReadOnly;
    error.at(folder)
}

fn code_of(cause: &rusqlite::Error, system: Option<&io::Error>) -> ErrorCode {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match (cause.sqlite_error_code(), system.map(io::Error::kind)) {
        (Some(Sqlite::DiskFull), _) | (_, Some(StorageFull | QuotaExceeded)) => ErrorCode::DiskFull,
        (Some(Sqlite::ReadOnly | Sqlite::PermissionDenied), _) | (_, Some(PermissionDenied | ReadOnlyFilesystem)) => {
            ErrorCode::FolderUnwritable
        }
        (Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked), _) => ErrorCode::LibraryBusy,
        // An index of words that SQLite can't make out is no damage of the library: it can be made again.
        (_, None) if is_of_index(cause) => ErrorCode::IndexDamaged,
        (Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase), None) => ErrorCode::LibraryDamaged,
        // A file that is shorter than it says was cut.
        (Some(Sqlite::SystemIoFailure), None) if is_short_read(cause) => ErrorCode::LibraryDamaged,
        (Some(Sqlite::SystemIoFailure | Sqlite::DatabaseCorrupt | Sqlite::NotADatabase), _) => ErrorCode::DiskFailed,
        (Some(Sqlite::CannotOpen), _) => ErrorCode::LibraryUnopenable,
        _ => ErrorCode::Internal,
    }
}

fn is_short_read(cause: &rusqlite::Error) -> bool {
    has_code(cause, ffi::SQLITE_IOERR_SHORT_READ)
}

fn is_of_index(cause: &rusqlite::Error) -> bool {
    has_code(cause, ffi::SQLITE_CORRUPT_VTAB) || cause.to_string().contains("fts5")
}

fn has_code(cause: &rusqlite::Error, code: i32) -> bool {
    matches!(cause, rusqlite::Error::SqliteFailure(ffi::Error { extended_code, .. }, _) if *extended_code == code)
}

/// What the system last said of this connection's files; none where it said nothing.
pub(super) fn system_error(connection: &Connection, cause: &rusqlite::Error) -> Option<io::Error> {
    let number = match cause.sqlite_error_code()? {
        // Noted for the whole connection, and for these two alone.
        Sqlite::SystemIoFailure | Sqlite::CannotOpen => of_connection(connection),
        // Noted for each file; a read that came to the end of one clears it.
        Sqlite::DatabaseCorrupt | Sqlite::NotADatabase => of_files(connection),
        _ => 0,
    };
    (number != 0).then(|| io::Error::from_raw_os_error(number))
}

fn of_connection(connection: &Connection) -> i32 {
    // SAFETY: the handle lives as long as `connection`, and the call only reads a number of it.
    unsafe { ffi::sqlite3_system_errno(connection.handle()) }
}

fn of_files(connection: &Connection) -> i32 {
    let mut number = 0;
    let mut log: *mut ffi::sqlite3_file = std::ptr::null_mut();
    // SAFETY: the handle lives as long as `connection`; both operations write one value of the type that is given.
    // The log's file, where there is one, belongs to the connection, and is asked while nothing else uses that.
    unsafe {
        let handle = connection.handle();
        let main = c"main".as_ptr();
        ffi::sqlite3_file_control(handle, main, ffi::SQLITE_FCNTL_LAST_ERRNO, (&raw mut number).cast::<c_void>());
        if number == 0 {
            ffi::sqlite3_file_control(handle, main, ffi::SQLITE_FCNTL_JOURNAL_POINTER, (&raw mut log).cast::<c_void>());
            if let Some(methods) = log.as_ref().and_then(|log| log.pMethods.as_ref())
                && let Some(control) = methods.xFileControl
            {
                control(log, ffi::SQLITE_FCNTL_LAST_ERRNO, (&raw mut number).cast::<c_void>());
            }
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sqlite(code: i32) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)
    }

    /// As Unix numbers them: EIO 5, ENOSPC 28, EROFS 30.
    fn system(number: i32) -> Option<io::Error> {
        Some(io::Error::from_raw_os_error(number))
    }

    #[test]
    #[cfg(unix)]
    fn what_the_system_says_decides_what_a_failure_is_called() {
        for (cause, system, code) in [
            (ffi::SQLITE_CORRUPT, None, ErrorCode::LibraryDamaged),
            (ffi::SQLITE_NOTADB, None, ErrorCode::LibraryDamaged),
            (ffi::SQLITE_CORRUPT_VTAB, None, ErrorCode::IndexDamaged),
            (ffi::SQLITE_CORRUPT_VTAB, system(5), ErrorCode::DiskFailed),
            (ffi::SQLITE_IOERR_SHORT_READ, None, ErrorCode::LibraryDamaged),
            (ffi::SQLITE_CORRUPT, system(5), ErrorCode::DiskFailed),
            (ffi::SQLITE_IOERR_READ, None, ErrorCode::DiskFailed),
            // The shared memory is a file too: where that can't grow, the disk is full even for reading.
            (ffi::SQLITE_IOERR_SHMSIZE, system(28), ErrorCode::DiskFull),
            (ffi::SQLITE_IOERR_SHMSIZE, system(5), ErrorCode::DiskFailed),
            (ffi::SQLITE_FULL, None, ErrorCode::DiskFull),
            (ffi::SQLITE_IOERR_WRITE, system(30), ErrorCode::LibraryReadOnly),
            (ffi::SQLITE_READONLY, None, ErrorCode::LibraryReadOnly),
            (ffi::SQLITE_BUSY, None, ErrorCode::LibraryBusy),
            (ffi::SQLITE_CANTOPEN, None, ErrorCode::LibraryUnopenable),
            (ffi::SQLITE_ERROR, None, ErrorCode::Internal),
        ] {
            let told = told(Path::new("library.sqlite"), sqlite(cause), system);
            assert_eq!(told.code, code, "{cause}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_place_of_the_library_that_can_not_be_written_is_a_library_that_can_only_be_read() {
        let folder = Path::new("/newsroom/library");
        for (number, code) in [
            (13, ErrorCode::LibraryReadOnly),
            (30, ErrorCode::LibraryReadOnly),
            (28, ErrorCode::DiskFull),
            (5, ErrorCode::WriteFailed),
        ] {
            let told = in_writing(folder, io::Error::from_raw_os_error(number));
            assert_eq!(told.code, code, "{number}");
            assert!(told.text(crate::Language::Vietnamese).message.contains("/newsroom/library"));
        }
    }
}
