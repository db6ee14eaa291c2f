//! Originals, byte for byte, each named by its hash: `blobs/ab/abcdef…`.
//!
//! A file is written beside its place, synced, and then given its name, so a name is never half a picture.
//! Every read checks the hash.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Error, ErrorCode, Result};

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

impl Blobs {
    pub fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).map_err(|cause| Error::writing(&folder, cause))?;
        Ok(Self { folder })
    }

    /// Keeps `bytes`; returns their name and whether they are new here. Durable when this returns.
    pub fn put(&self, bytes: &[u8]) -> Result<(String, bool)> {
        let name = sha256_hex(bytes);
        let path = self.path(&name);
        // A damaged file under that name is replaced: this may be how a person mends it.
        if fs::read(&path).is_ok_and(|kept| kept == bytes) {
            return Ok((name, false));
        }
        write_whole(&path, bytes)?;
        Ok((name, true))
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

    /// Takes a blob out again, for an import that failed half-way. Best effort: an unused original does no harm.
    pub fn discard(&self, name: &str) {
        fs::remove_file(self.path(name)).ok();
    }

    /// Every blob's name. Files that are none (a temporary left by a power cut) are passed over.
    pub fn names(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for shelf in read_folder(&self.folder)? {
            if shelf.is_dir() {
                let files = read_folder(&shelf)?;
                names.extend(
                    files
                        .iter()
                        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
                        .filter(|name| is_name(name)),
                );
            }
        }
        names.sort();
        Ok(names)
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

fn read_folder(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|cause| Error::reading(folder, cause))?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(|cause| Error::reading(folder, cause))).collect()
}

/// Writes `bytes` to `path` so that after a crash there is all of it or nothing.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |cause| Error::writing(path, cause);
    let folder = path.parent().ok_or_else(|| Error::internal("a file has no folder"))?;
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    // The name is durable once its folder is, and the folder's own name once its parent is.
    for folder in [Some(folder), folder.parent()].into_iter().flatten() {
        #[cfg(unix)]
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_is_one_however_often_it_comes_in_and_damage_is_noticed_and_mended() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path().join("blobs")).unwrap();
        let (name, new) = blobs.put(b"original").unwrap();
        assert!(new);
        assert_eq!(blobs.put(b"original").unwrap(), (name.clone(), false));
        assert_eq!(blobs.names().unwrap(), std::slice::from_ref(&name));

        fs::write(blobs.path(&name), b"0riginal").unwrap();
        assert_eq!(blobs.get(&name).unwrap_err().code, ErrorCode::BlobDamaged);
        blobs.put(b"original").unwrap();
        assert_eq!(blobs.get(&name).unwrap(), b"original");

        blobs.discard(&name);
        assert_eq!(blobs.get(&name).unwrap_err().code, ErrorCode::BlobMissing);
        assert_eq!(blobs.get("../../etc/passwd").unwrap_err().code, ErrorCode::BlobMissing);
    }
}
