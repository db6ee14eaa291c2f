//! The one door to pictures' bytes on the disk, originals and what is made of them alike: a file a picture, on a shelf named
//! by the first letters of its name. Who seals them one day, seals them here.

use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    Error, Result,
    files::{Beside, write_beside, write_quickly},
};

#[derive(Clone, Debug)]
pub struct Vault {
    folder: PathBuf,
}

impl Vault {
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where it lies, for those who tell of it. `name` is of hex digits and `-` alone.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(&name[..2]).join(name)
    }

    pub fn get(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(name))
    }

    /// Whether these very bytes are kept under that name.
    pub fn holds(&self, name: &str, bytes: &[u8]) -> bool {
        // What can't be read is written anew.
        self.get(name).is_ok_and(|kept| kept == bytes)
    }

    /// Written and synced, without its name yet: durable once it is kept.
    pub fn stage(&self, name: &str, bytes: &[u8]) -> io::Result<Beside> {
        write_beside(&self.path(name), bytes)
    }

    /// For what can be made again.
    pub fn put_quickly(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        write_quickly(&self.path(name), bytes)
    }

    /// As if it had just been put there.
    pub fn touch(&self, name: &str) -> io::Result<()> {
        File::options().append(true).open(self.path(name))?.set_modified(SystemTime::now())
    }

    /// When it was put there, or touched.
    pub fn time(&self, name: &str) -> io::Result<SystemTime> {
        fs::symlink_metadata(self.path(name))?.modified()
    }

    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path(name))
    }

    /// The names on all shelves that `is_name` knows, and whatever else lies there.
    pub fn list(&self, is_name: impl Fn(&str) -> bool) -> Result<(Vec<String>, Vec<PathBuf>)> {
        let (mut names, mut strays) = (Vec::new(), Vec::new());
        for shelf in read_folder(&self.folder)? {
            match fs::metadata(&shelf) {
                Ok(about) if about.is_dir() => (),
                Ok(_) => {
                    strays.push(shelf);
                    continue;
                }
                // A link that leads nowhere.
                Err(_) if shelf.is_symlink() => {
                    strays.push(shelf);
                    continue;
                }
                // A shelf that can't be asked is no stray: those are deleted one day, with all that is in them.
                Err(cause) => return Err(Error::reading(&shelf, cause)),
            }
            for path in read_folder(&shelf)? {
                match path.file_name().and_then(|name| name.to_str()).filter(|name| is_name(name)) {
                    Some(name) => names.push(name.to_owned()),
                    None => strays.push(path),
                }
            }
        }
        names.sort();
        strays.sort();
        Ok((names, strays))
    }
}

/// A folder that is not there yet has nothing in it.
fn read_folder(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(Error::reading(folder, cause)),
    };
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(|cause| Error::reading(folder, cause))).collect()
}
