//! The database's file by itself, and those that SQLite puts beside it while a program is at work.

use std::{
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// A database that no program has open, and that was so when it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stillness {
    path: PathBuf,
    length: u64,
    modified: SystemTime,
}

impl Stillness {
    pub fn of(path: &Path) -> Option<Self> {
        let has_log = match with_suffix(path, "-wal").metadata() {
            Ok(about) => about.len() > 0,
            Err(cause) => cause.kind() != io::ErrorKind::NotFound,
        };
        // Where nobody can tell, somebody may be there.
        if has_log || with_suffix(path, "-shm").try_exists().unwrap_or(true) {
            return None;
        }
        // The same of a file that can't be asked.
        let about = path.metadata().ok()?;
        // And of one whose time is not known.
        let modified = about.modified().ok()?;
        Some(Self { path: path.to_owned(), length: about.len(), modified })
    }

    /// Whether a program has come meanwhile: what was read may be of two times, and is to be read again.
    pub fn is_over(&self) -> bool {
        Self::of(&self.path).as_ref() != Some(self)
    }
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
