//! Originals, byte for byte, each named by its hash: `blobs/ab/abcdef…`.
//!
//! A file is written beside its place, synced, and then given its name, so a name is never half a picture.
//! Every read checks the hash.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::{Error, ErrorCode, Result, files};

#[derive(Clone, Debug)]
pub struct Blobs {
    folder: PathBuf,
}

pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// Lower-case hex, as manifests write it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    sha256(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An original that is written and synced, and has no name yet. Dropped, it was never here.
#[derive(Debug)]
pub struct Staged {
    name: String,
    /// None where it has its name already.
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl Staged {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Gives it its name. Durable when this returns.
    pub fn keep(self) -> Result<()> {
        let Some(file) = self.file else { return Ok(()) };
        persist(file, &self.path).map_err(|cause| Error::writing(&self.path, cause))
    }
}

impl Blobs {
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps `bytes`; returns their name and whether they are new here. Durable when this returns.
    pub fn put(&self, bytes: &[u8]) -> Result<(String, bool)> {
        let staged = self.stage(bytes)?;
        let (name, new) = (staged.name.clone(), staged.file.is_some());
        staged.keep()?;
        Ok((name, new))
    }

    /// Writes `bytes` where they will be kept, so that many can be kept at once or none.
    pub fn stage(&self, bytes: &[u8]) -> Result<Staged> {
        let name = sha256_hex(bytes);
        let path = self.path(&name);
        // A damaged file under that name is replaced: this may be how a person mends it.
        let file = if is_same(&path, bytes) {
            // Somebody is about to use it: whoever sweeps what nobody uses, goes by the time.
            touch(&path).map_err(|cause| Error::writing(&path, cause))?;
            None
        } else {
            Some(write_beside(&path, bytes).map_err(|cause| Error::writing(&path, cause))?)
        };
        Ok(Staged { name, file, path })
    }

    /// Errors: `blob_missing`, `blob_damaged`.
    pub fn get(&self, name: &str) -> Result<Vec<u8>> {
        let path = self.path(name);
        match fs::read(&path) {
            Ok(bytes) if sha256_hex(&bytes) == name => Ok(bytes),
            Ok(_) => Err(Error::new(ErrorCode::BlobDamaged).with("sha256", name)),
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                Err(Error::new(ErrorCode::BlobMissing).with("sha256", name))
            }
            Err(cause) => Err(Error::reading(&path, cause)),
        }
    }

    /// Every blob's name, and the files that are none: what a power cut left half written.
    pub fn names(&self) -> Result<(Vec<String>, Vec<PathBuf>)> {
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

    pub fn path(&self, name: &str) -> PathBuf {
        // Only ever called with our own hashes, but a wrong name must not lead out of the folder.
        let name = if is_name(name) { name } else { "00" };
        self.folder.join(&name[..2]).join(name)
    }
}

pub(super) fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
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

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    // One that can't be read is written anew.
    fs::read(path).is_ok_and(|kept| kept == bytes)
}

fn touch(path: &Path) -> io::Result<()> {
    File::options().append(true).open(path)?.set_modified(SystemTime::now())
}

/// Writes `bytes` to `path` so that after a crash there is all of it or nothing.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || persist(write_beside(path, bytes)?, path);
    write().map_err(|cause| Error::writing(path, cause))
}

fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn persist(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.persist(path).map_err(|error| error.error)?;
    // The name is durable once its folder is, and the folder's own name once its parent is.
    path.ancestors().skip(1).take(2).try_for_each(files::sync_folder)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_is_one_however_often_it_comes_in_and_damage_is_noticed_and_mended() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::at(folder.path().join("blobs"));
        let (name, new) = blobs.put(b"original").unwrap();
        assert!(new);
        assert_eq!(blobs.put(b"original").unwrap(), (name.clone(), false));
        assert_eq!(blobs.names().unwrap(), (vec![name.clone()], vec![]));

        fs::write(blobs.path(&name), b"0riginal").unwrap();
        assert_eq!(blobs.get(&name).unwrap_err().code, ErrorCode::BlobDamaged);
        blobs.put(b"original").unwrap();
        assert_eq!(blobs.get(&name).unwrap(), b"original");

        fs::remove_file(blobs.path(&name)).unwrap();
        assert_eq!(blobs.get(&name).unwrap_err().code, ErrorCode::BlobMissing);
        assert_eq!(blobs.get("../../etc/passwd").unwrap_err().code, ErrorCode::BlobMissing);
    }

    #[test]
    fn what_is_staged_is_here_once_it_is_kept_and_else_was_never() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::at(folder.path().join("blobs"));
        let staged = blobs.stage(b"original").unwrap();
        let name = staged.name().to_owned();
        assert_eq!(blobs.get(&name).unwrap_err().code, ErrorCode::BlobMissing);
        drop(staged);
        assert_eq!(blobs.names().unwrap(), (vec![], vec![]));

        // Another program keeps the same picture, while what this one had staged is given up.
        let (one, other) = (blobs.stage(b"original").unwrap(), blobs.stage(b"original").unwrap());
        one.keep().unwrap();
        drop(other);
        drop(blobs.stage(b"original").unwrap());
        assert_eq!(blobs.get(&name).unwrap(), b"original");
    }
}
