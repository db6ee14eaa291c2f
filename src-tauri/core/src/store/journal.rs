//! A second place for what was acknowledged, until it stands in the database's own file: `library.journal`.
//!
//! A durable change stands in SQLite's log first, and in that alone until SQLite has carried it over. Should the log be
//! deleted, cut or spoilt meanwhile, SQLite opens what is left without a word. So each change is written here too, after
//! it was stored and before it is acknowledged, and whoever opens the library next puts back what is lacking. Once
//! all of the log has been carried over, the journal is emptied.
//!
//! It is handed to the system and not synced: it guards against a log that is lost, not against a power cut, which the log
//! outlives by itself.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Mutex,
};

use super::{fault, media::read_limited, private};
use crate::{ErrorCode, Result, digest::sha256, story::StoryId};

const FILE_NAME: &str = "library.journal";
/// What each piece begins with, so that one that is spoilt hides none behind it.
const BEGIN: &[u8] = b"\nDLJ1";
/// Then the length of what follows, and so many bytes of its hash.
const HEAD: usize = 4 + CHECK;
const CHECK: usize = 8;
/// Emptied long before; one that is longer was written by something else.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// A change as it was acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub story: StoryId,
    pub seq: i64,
    pub bytes: Vec<u8>,
}

#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// One writer at a time within the program; between programs the system keeps appended pieces whole.
    file: Mutex<File>,
}

impl Journal {
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE_NAME);
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        let file = private::file(&mut options).open(&path).map_err(|cause| fault::in_writing(folder, cause))?;
        Ok(Self { path, file: Mutex::new(file) })
    }

    /// The changes that it holds, first to last. What was being written when a program was killed is none.
    pub fn entries(folder: &Path) -> Result<Vec<Entry>> {
        match read_limited(&folder.join(FILE_NAME), MAX_BYTES) {
            Ok(bytes) => Ok(parse(&bytes)),
            Err(error) if error.code == ErrorCode::FileMissing => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    pub fn append<'a>(&self, story: &StoryId, changes: impl IntoIterator<Item = (i64, &'a [u8])>) -> io::Result<()> {
        let mut piece = Vec::new();
        for (seq, bytes) in changes {
            write(&mut piece, story, seq, bytes);
        }
        self.file.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).write_all(&piece)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn is_empty(&self) -> bool {
        // Where nobody can tell, there is something to be carried over.
        self.path.metadata().is_ok_and(|about| about.len() == 0)
    }

    /// For whoever knows that all of it stands in the database's own file, and that nobody writes meanwhile.
    pub fn empty(&self) -> io::Result<()> {
        self.file.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).set_len(0)
    }
}

fn write(into: &mut Vec<u8>, story: &StoryId, seq: i64, bytes: &[u8]) {
    let body = [&seq.to_be_bytes()[..], &[story.0.len() as u8], story.0.as_bytes(), bytes].concat();
    into.extend(BEGIN);
    into.extend((body.len() as u32).to_be_bytes());
    into.extend(&sha256(&body)[..CHECK]);
    into.extend(body);
}

/// All that is whole.
fn parse(mut bytes: &[u8]) -> Vec<Entry> {
    let mut entries = Vec::new();
    while let Some(at) = bytes.windows(BEGIN.len()).position(|window| window == BEGIN) {
        let piece = &bytes[at + BEGIN.len()..];
        bytes = match first(piece) {
            Some((entry, rest)) => {
                entries.push(entry);
                rest
            }
            None => piece,
        };
    }
    entries
}

fn first(bytes: &[u8]) -> Option<(Entry, &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<HEAD>()?;
    let (length, check) = head.split_first_chunk::<4>()?;
    let (body, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    if sha256(body)[..CHECK] != *check {
        return None;
    }
    let (seq, named) = body.split_first_chunk::<8>()?;
    let (length, named) = named.split_first()?;
    let (story, bytes) = named.split_at_checked(usize::from(*length))?;
    let story = StoryId(std::str::from_utf8(story).ok()?.to_owned());
    Some((Entry { story, seq: i64::from_be_bytes(*seq), bytes: bytes.to_vec() }, rest))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn entry(story: &StoryId, seq: i64, bytes: &[u8]) -> Entry {
        Entry { story: story.clone(), seq, bytes: bytes.to_vec() }
    }

    #[test]
    fn what_was_written_reads_back_up_to_where_it_is_spoilt() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Journal::entries(folder.path()).unwrap(), []);
        let (one, other) = (StoryId("bài-1".into()), StoryId::fresh());
        let journal = Journal::open(folder.path()).unwrap();
        assert!(journal.is_empty());
        journal.append(&one, [(1, &b"first"[..]), (2, b"")]).unwrap();
        Journal::open(folder.path()).unwrap().append(&other, [(7, &b"another program's"[..])]).unwrap();
        let all = [entry(&one, 1, b"first"), entry(&one, 2, b""), entry(&other, 7, b"another program's")];
        assert_eq!(Journal::entries(folder.path()).unwrap(), all);
        assert!(!journal.is_empty());

        let path = folder.path().join(FILE_NAME);
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let cut = parse(&whole[..at]);
            assert!(cut.len() < 3 && cut == all[..cut.len()], "cut at {at}");
            let mut spoilt = whole.clone();
            spoilt[at] ^= 0x10;
            let kept = parse(&spoilt);
            assert!(kept.len() == 2 && kept.iter().all(|entry| all.contains(entry)), "spoilt at {at}: {kept:?}");
        }
        // A piece that was being written when the plug was pulled, and what another start wrote behind it.
        std::fs::write(&path, [&whole[..whole.len() - 3], &whole].concat()).unwrap();
        assert_eq!(Journal::entries(folder.path()).unwrap(), [&all[..2], &all].concat());

        journal.empty().unwrap();
        assert!(journal.is_empty());
        journal.append(&one, [(3, &b"after"[..])]).unwrap();
        assert_eq!(Journal::entries(folder.path()).unwrap(), [entry(&one, 3, b"after")]);
    }
}
