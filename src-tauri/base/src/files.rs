//! What is asked of files everywhere alike.

use std::{
    fs::{self, File, Metadata},
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{Error, ErrorCode, Result};

/// What there is to say of a regular file: a pipe or a device could go on for ever.
///
/// Errors: `file_missing`, `file_unreadable`.
pub fn regular(path: &Path) -> Result<Metadata> {
    let about = fs::metadata(path).map_err(|cause| Error::reading(path, cause))?;
    if about.is_file() {
        Ok(about)
    } else {
        Err(Error::new(ErrorCode::FileUnreadable).at(path).with_words("cause", "cause.no_regular_file"))
    }
}

/// Makes the names in a folder durable. Windows has no such call and needs none.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Bytes that are written and synced beside their place, and have no name yet. Dropped, they were never here.
#[derive(Debug)]
pub struct Beside {
    file: NamedTempFile,
    path: PathBuf,
}

/// Writes `bytes` beside `path`, in a folder that is made where there is none. The owner alone may read them.
pub fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<Beside> {
    make_folder_of(path)?;
    synced(path, bytes, &tempfile::Builder::new())
}

fn make_folder_of(path: &Path) -> io::Result<()> {
    // A path without a folder needs none made.
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

fn synced(path: &Path, bytes: &[u8], readers: &tempfile::Builder) -> io::Result<Beside> {
    let file = beside(path, bytes, readers)?;
    file.as_file().sync_all()?;
    Ok(Beside { file, path: path.to_owned() })
}

fn beside(path: &Path, bytes: &[u8], readers: &tempfile::Builder) -> io::Result<NamedTempFile> {
    let mut file = readers.tempfile_in(path.parent().ok_or(io::ErrorKind::InvalidInput)?)?;
    file.write_all(bytes)?;
    Ok(file)
}

impl Beside {
    /// Gives them their name, in place of whatever had it. Durable when this returns.
    pub fn keep(self) -> io::Result<()> {
        self.file.persist(&self.path)?;
        // The name is durable once its folder is, and the folder's own name once its parent is.
        self.path.ancestors().skip(1).take(2).try_for_each(sync_folder)
    }
}

/// After a crash there is all of it or what stood there before.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_beside(path, bytes)?.keep()
}

/// The same for a file in a folder of a person's own, which whoever reads their others may read.
pub fn write_whole_for_all(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut readers = tempfile::Builder::new();
    // What the system lets a person's new files be.
    #[cfg(unix)]
    readers.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    synced(path, bytes, &readers)?.keep()
}

/// Whole or not at all as others see it, but not synced: for what can be made again, and shows when it is spoilt.
pub fn write_quickly(path: &Path, bytes: &[u8]) -> io::Result<()> {
    make_folder_of(path)?;
    beside(path, bytes, &tempfile::Builder::new())?.persist(path)?;
    Ok(())
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_written_whole_for_those_who_may_read_it_or_what_stood_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shelf/file");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        fs::File::create(folder.path().join("usual")).unwrap();
        let usual = fs::metadata(folder.path().join("usual")).unwrap().permissions().mode() & 0o777;

        write_whole(&path, b"one").unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode()), (b"one".to_vec(), 0o600));
        drop(write_beside(&path, b"two").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write_beside(&path, b"two").unwrap().keep().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        write_whole_for_all(&path, b"three").unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode()), (b"three".to_vec(), usual));
        write_quickly(&path, b"four").unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode()), (b"four".to_vec(), 0o600));
        let left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "nothing is left beside it");
        // Somebody else's, whatever it is called.
        fs::write(path.with_extension("part"), "another's").unwrap();
        write_whole_for_all(&path, b"five").unwrap();
        assert_eq!(fs::read(path.with_extension("part")).unwrap(), b"another's");
        assert!(write_whole_for_all(&folder.path().join("nowhere/file"), b"x").is_err());
        for write in [write_whole, write_whole_for_all, write_quickly] {
            assert!(write(folder.path(), b"a folder stands there").is_err());
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nor there");
    }
}
