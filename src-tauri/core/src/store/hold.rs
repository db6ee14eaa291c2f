//! Who has the library. Every program that opens it holds `library.lock` beside the others; what must be alone with the
//! files (setting a damaged database aside) holds it alone. The system lets go of it when a program ends,
//! however it ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use super::{fault, private};
use crate::{Error, ErrorCode, Result};

const FILE_NAME: &str = "library.lock";

#[derive(Debug)]
pub struct Hold {
    /// Let go of when it is closed.
    _file: File,
}

impl Hold {
    /// Beside any number of others, for a program that writes.
    pub fn shared(folder: &Path) -> Result<Self> {
        let file = make(folder).map_err(|cause| fault::in_writing(folder, cause))?;
        beside_others(file, folder)
    }

    /// Beside any number of others, for a program that only reads and so makes no file.
    pub fn to_read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(FILE_NAME);
        match File::open(&path) {
            Ok(file) => beside_others(file, folder).map(Some),
            // Nobody has written here since there are such files, or it is another person's: what is read is checked
            // by its hashes all the same.
            Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) => Ok(None),
            Err(cause) => Err(Error::reading(&path, cause)),
        }
    }

    /// Alone. Errors: `library_in_use`.
    pub fn alone(folder: &Path) -> Result<Self> {
        let file = make(folder).map_err(|cause| fault::in_writing(folder, cause))?;
        match patiently(|| file.try_lock()) {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::new(ErrorCode::LibraryInUse).at(folder)),
            Err(TryLockError::Error(cause)) => Err(fault::in_writing(folder, cause)),
        }
    }
}

fn beside_others(file: File, folder: &Path) -> Result<Hold> {
    match patiently(|| file.try_lock_shared()) {
        // On a disk that knows no locks SQLite's own would fail too, and it says so itself.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Hold { _file: file }),
        Err(TryLockError::WouldBlock) => Err(Error::new(ErrorCode::LibraryBusy).at(folder)),
    }
}

/// Tries for a moment: a program that is being started by one which has the library holds its lock too, until it runs.
fn patiently(lock: impl Fn() -> Result<(), TryLockError>) -> Result<(), TryLockError> {
    const MOMENT: Duration = Duration::from_millis(500);
    let until = Instant::now() + MOMENT;
    loop {
        match lock() {
            Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(Duration::from_millis(10)),
            locked => return locked,
        }
    }
}

fn make(folder: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    private::file(&mut options);
    options.open(folder.join(FILE_NAME))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn alone_means_that_nobody_else_has_it_and_nobody_comes_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Hold::to_read(folder.path()).unwrap().is_none(), "who reads makes no file");
        let one = Hold::shared(folder.path()).unwrap();
        let two = Hold::to_read(folder.path());
        for held in [Hold::shared(folder.path()).unwrap(), one, two.unwrap().unwrap()] {
            assert_eq!(Hold::alone(folder.path()).unwrap_err().code, ErrorCode::LibraryInUse);
            drop(held);
        }
        let alone = Hold::alone(folder.path()).unwrap();
        assert_eq!(Hold::shared(folder.path()).unwrap_err().code, ErrorCode::LibraryBusy);
        assert_eq!(Hold::to_read(folder.path()).unwrap_err().code, ErrorCode::LibraryBusy);
        drop(alone);
        Hold::shared(folder.path()).unwrap();
    }
}
