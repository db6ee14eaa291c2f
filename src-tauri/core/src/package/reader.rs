//! A package as it lies on a disk: a folder or a .zip, from anyone. Names are checked before they are used,
//! links are not followed, and nothing is read past its limit.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use zip::{ZipArchive, result::ZipError};

use super::bag;
use crate::{Error, ErrorCode, Result, digest, letters};

/// More than any newsroom's package, and few enough to hold in memory.
const MAX_FILES: usize = 20_000;
const MAX_DEPTH: usize = 16;
/// The largest single file, and all together, unpacked.
const MAX_FILE_BYTES: u64 = 1 << 30;
const MAX_TOTAL_BYTES: u64 = 16 << 30;
/// Text doesn't shrink further than this in honest hands; a bomb does.
const MAX_RATIO: u64 = 300;

pub struct Bag {
    /// Paths with forward slashes, and their sizes.
    files: BTreeMap<String, u64>,
    /// Entries that were not looked into: links, and names that lead out of the package.
    pub unsafe_paths: Vec<String>,
    source: Source,
}

enum Source {
    Folder(PathBuf),
    Zip(ZipArchive<File>, BTreeMap<String, usize>),
}

impl Bag {
    /// Opens the folder or .zip at `path`.
    ///
    /// Errors: `file_missing`, `file_unreadable`; `package_unreadable` where it is no package.
    pub fn open(path: &Path) -> Result<Self> {
        let about = fs::metadata(path).map_err(|cause| Error::reading(path, cause))?;
        if about.is_dir() {
            Self::open_folder(path)
        } else if about.is_file() {
            Self::open_zip(path)
        } else {
            // A pipe could be waited on for ever.
            Err(unfit(path, "cause.no_regular_file"))
        }
    }

    fn open_folder(root: &Path) -> Result<Self> {
        let mut bag =
            Self { files: BTreeMap::new(), unsafe_paths: Vec::new(), source: Source::Folder(root.to_owned()) };
        let mut folders = vec![(root.to_owned(), String::new(), 0)];
        while let Some((folder, prefix, depth)) = folders.pop() {
            for entry in fs::read_dir(&folder).map_err(|cause| Error::reading(&folder, cause))? {
                let entry = entry.map_err(|cause| Error::reading(&folder, cause))?;
                let about = entry.metadata().map_err(|cause| Error::reading(&entry.path(), cause))?;
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                if about.is_dir() && depth < MAX_DEPTH {
                    folders.push((entry.path(), name + "/", depth + 1));
                } else if about.is_file() && is_safe(&name) {
                    bag.files.insert(name, about.len());
                } else {
                    bag.unsafe_paths.push(name);
                }
                if bag.files.len() + bag.unsafe_paths.len() > MAX_FILES {
                    return Err(unfit(root, "cause.too_many_files"));
                }
            }
        }
        Ok(bag)
    }

    fn open_zip(path: &Path) -> Result<Self> {
        let mut file = File::open(path).map_err(|cause| Error::reading(path, cause))?;
        let entries = promised_entries(&mut file).map_err(|cause| Error::reading(path, cause))?;
        if entries > MAX_FILES {
            return Err(unfit(path, "cause.too_many_files"));
        }
        let mut archive = ZipArchive::new(file).map_err(|cause| unread(path, cause))?;
        let (mut files, mut numbers, mut unsafe_paths) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        let mut total = 0u64;
        for number in 0..archive.len() {
            let entry = archive.by_index_raw(number).map_err(|cause| unread(path, cause))?;
            if entry.is_dir() {
                continue;
            }
            let name = entry.name().to_owned();
            let packed = entry.compressed_size().max(1);
            let too_large = entry.size() > MAX_FILE_BYTES || entry.size() / packed > MAX_RATIO;
            total = total.saturating_add(entry.size());
            if too_large || total > MAX_TOTAL_BYTES {
                return Err(unfit(path, "cause.unpacks_too_large"));
            }
            if entry.is_symlink() || entry.encrypted() || !is_safe(&name) {
                unsafe_paths.push(name);
            } else {
                files.insert(name.clone(), entry.size());
                numbers.insert(name, number);
            }
        }
        // The bag may lie at the top or, as it should, in one folder of its own.
        let top = match files.keys().find(|name| name.ends_with(bag::BAGIT) && name.matches('/').count() <= 1) {
            Some(name) => name[..name.len() - bag::BAGIT.len()].to_owned(),
            None => return Err(unfit(path, "cause.no_bagit")),
        };
        let inside = |name: String| name.strip_prefix(&top).map(str::to_owned).ok_or(name);
        let mut bag_files = BTreeMap::new();
        for (name, size) in files {
            match inside(name) {
                Ok(name) => drop(bag_files.insert(name, size)),
                Err(outside) => unsafe_paths.push(outside),
            }
        }
        let numbers = numbers.into_iter().filter_map(|(name, number)| Some((inside(name).ok()?, number))).collect();
        Ok(Self { files: bag_files, unsafe_paths, source: Source::Zip(archive, numbers) })
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The whole file, if it is no larger than `limit`.
    pub fn read(&mut self, path: &str, limit: u64) -> io::Result<Vec<u8>> {
        match self.files.get(path) {
            None => return Err(io::ErrorKind::NotFound.into()),
            Some(size) if *size > limit => return Err(io::ErrorKind::FileTooLarge.into()),
            Some(_) => (),
        }
        self.with(path, |reader| {
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes).map(|_| bytes)
        })
    }

    /// The file's SHA-256 and length, read in pieces.
    pub fn hash(&mut self, path: &str) -> io::Result<(String, u64)> {
        self.with(path, |reader| digest::sha256_hex_of(reader))
    }

    fn with<T>(&mut self, path: &str, read: impl FnOnce(&mut dyn Read) -> io::Result<T>) -> io::Result<T> {
        let Some(size) = self.files.get(path).copied() else { return Err(io::ErrorKind::NotFound.into()) };
        match &mut self.source {
            Source::Folder(root) => read(&mut File::open(root.join(path))?.take(size)),
            Source::Zip(archive, numbers) => {
                let number = *numbers.get(path).ok_or(io::ErrorKind::NotFound)?;
                let entry = archive.by_index(number).map_err(|cause| match cause {
                    ZipError::Io(cause) => cause,
                    cause => io::Error::other(cause),
                })?;
                // An entry that is longer than it says is cut there: its checksum will not fit.
                read(&mut entry.take(size))
            }
        }
    }
}

/// A name that stays inside the package on every system.
pub fn is_safe(path: &str) -> bool {
    let parts_are_names = path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    let is_odd = |character: char| character.is_control() || letters::is_unfit(character);
    parts_are_names && !path.contains(|character: char| is_odd(character) || matches!(character, '\\' | ':'))
}

/// How many entries the .zip's end records promise, before anything is allocated for them. A record that
/// counts further than 16 bits promises too many.
fn promised_entries(file: &mut File) -> io::Result<usize> {
    const END_RECORD: &[u8] = b"PK\x05\x06";
    const COUNT_AT: usize = 10;
    let length = file.seek(SeekFrom::End(0))?;
    let tail_length = length.min(22 + 65_535);
    file.seek(SeekFrom::Start(length - tail_length))?;
    let mut tail = Vec::new();
    file.by_ref().take(tail_length).read_to_end(&mut tail)?;
    file.rewind()?;
    let records = tail.windows(COUNT_AT + 2).filter(|window| window.starts_with(END_RECORD));
    let counts = records.map(|record| match u16::from_le_bytes([record[COUNT_AT], record[COUNT_AT + 1]]) {
        u16::MAX => usize::MAX,
        count => count.into(),
    });
    Ok(counts.max().unwrap_or(0))
}

/// What the system could not read, or what is no .zip, with the cause in the words of whoever says so.
fn unread(path: &Path, cause: ZipError) -> Error {
    match cause {
        ZipError::Io(cause) if cause.raw_os_error().is_some() => Error::reading(path, cause),
        cause => Error::new(ErrorCode::PackageUnreadable).at(path).with("cause", cause.to_string()),
    }
}

/// With the cause in ours.
fn unfit(path: &Path, key: &'static str) -> Error {
    Error::new(ErrorCode::PackageUnreadable).at(path).with_words("cause", key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_stay_inside_and_names_that_do_not() {
        for good in ["bagit.txt", "data/media/01-a-640.jpg", "data/ảnh.jpg", "a..b"] {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../x",
            "data/../../x",
            "data//x",
            "./x",
            "C:/x",
            "a\\b",
            "a\nb",
            "data/",
            "gi\u{202e}gpj.exe",
        ] {
            assert!(!is_safe(bad), "{bad:?}");
        }
    }
}
