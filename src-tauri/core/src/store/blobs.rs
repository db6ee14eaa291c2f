//! Originals, byte for byte, each named by its hash: `blobs/ab/abcdef…`.
//!
//! A file is written beside its place, synced, and then given its name, so a name is never half a picture.
//! Every read checks the hash.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{fault, vault::Vault};
use crate::{
    Error, ErrorCode, Result,
    digest::sha256_hex,
    files::{self, Beside},
};

#[derive(Clone, Debug)]
pub struct Blobs {
    vault: Vault,
    library: PathBuf,
}

/// An original that is written and synced, and has no name yet. Dropped, it was never here.
#[derive(Debug)]
pub struct Staged {
    name: String,
    /// None where it has its name already.
    file: Option<Beside>,
    /// Of which a person is told where it can't be kept: a hash says nothing to anybody.
    library: PathBuf,
}

impl Staged {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Gives it its name. Durable when this returns.
    pub fn keep(self) -> Result<()> {
        let Some(file) = self.file else { return Ok(()) };
        file.keep().map_err(|cause| fault::in_writing(&self.library, cause))
    }
}

impl Blobs {
    pub fn at(folder: PathBuf) -> Self {
        let library = folder.parent().unwrap_or(&folder).to_owned();
        Self { vault: Vault::at(folder), library }
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
        let library = self.library.clone();
        // A damaged file under that name is replaced: this may be how a person mends it.
        let file = if self.vault.holds(&name, bytes) {
            // Somebody is about to use it: whoever sweeps what nobody uses, goes by the time.
            self.vault.touch(&name).map_err(|cause| fault::in_writing(&library, cause))?;
            None
        } else {
            Some(self.vault.stage(&name, bytes).map_err(|cause| fault::in_writing(&library, cause))?)
        };
        Ok(Staged { name, file, library })
    }

    /// Errors: `blob_missing`, `blob_damaged`.
    pub fn get(&self, name: &str) -> Result<Vec<u8>> {
        match self.vault.get(safe(name)) {
            Ok(bytes) if sha256_hex(&bytes) == name => Ok(bytes),
            Ok(_) => Err(Error::new(ErrorCode::BlobDamaged).with("sha256", name)),
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                Err(Error::new(ErrorCode::BlobMissing).with("sha256", name))
            }
            Err(cause) => Err(Error::reading(&self.path(name), cause)),
        }
    }

    /// Every blob's name, and the files that are none: what a power cut left half written.
    pub fn names(&self) -> Result<(Vec<String>, Vec<PathBuf>)> {
        self.vault.list(is_name)
    }

    /// When it came in, for the last time.
    pub fn time(&self, name: &str) -> io::Result<SystemTime> {
        self.vault.time(safe(name))
    }

    /// For those that nobody needs.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        self.vault.remove(safe(name))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.vault.path(safe(name))
    }
}

/// Only ever called with our own hashes, but a wrong name must not lead out of the folder.
fn safe(name: &str) -> &str {
    if is_name(name) { name } else { "00" }
}

pub(super) fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Writes `bytes` to `path`, a file of the library, so that after a crash there is all of it or nothing.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    files::write_whole(path, bytes).map_err(|cause| fault::in_writing(path.parent().unwrap_or(path), cause))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

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
