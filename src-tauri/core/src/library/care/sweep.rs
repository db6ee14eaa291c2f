//! Putting away what nobody needs: originals that an import left which could not be ended, and files and folders that
//! were being written when a program was killed, in the library and outside it. Only what is old goes, so that nothing
//! goes from under one who is at work with it.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::recovery::WORKROOM;
use crate::{
    Error, Progress, Result,
    library::{Library, stories},
    package, photo,
    store::Blobs,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// A person who finds a mistake in an import within a month finds its pictures too.
const ORIGINALS_STAY: Duration = DAY.saturating_mul(30);
const FILES_STAY: Duration = DAY;

/// What nobody needs, put away.
impl Library {
    /// Deletes what is old and needed by nobody: neither by a story as it is nor by any story's past. Returns how many
    /// originals went. Nothing depends on it; it may be stopped at any time.
    pub fn sweep(&mut self, progress: &Progress) -> Result<usize> {
        let (originals, strays) = self.media.blobs().names()?;
        for path in strays.into_iter().chain(self.leftovers()?).filter(|path| is_older(path, FILES_STAY)) {
            // One that is gone already needs no more; one that can't go, or can't be asked, is told by the doctor.
            let _ = fs::symlink_metadata(&path).and_then(|about| match about.file_type() {
                // A person made it: we make none. It may lead to a disk that is not there just now.
                kind if kind.is_symlink() => Ok(()),
                kind if kind.is_dir() => fs::remove_dir_all(&path),
                _ => fs::remove_file(&path),
            });
        }
        // A drive that can't be read has nothing for us today; the doctor tells of it.
        let (left, _) = self.leftovers_elsewhere()?;
        for left in left.iter().filter(|left| is_older(left.path(), FILES_STAY)) {
            // The same.
            let _ = left.put_away();
        }
        let (used, needed) = (self.database.used_originals()?, self.database.needed_originals()?);
        let mut unused: BTreeSet<String> =
            originals.into_iter().filter(|name| !used.contains(name) && !needed.contains(name)).collect();
        unused.retain(|name| has_passed(self.media.blobs().time(name), ORIGINALS_STAY));
        if unused.is_empty() {
            return Ok(0);
        }
        self.keep_what_a_past_needs(&mut unused, progress)?;
        self.delete(unused)
    }

    /// What was begun beside the database and never ended.
    pub(super) fn leftovers(&self) -> Result<Vec<PathBuf>> {
        let fail = |cause| Error::reading(&self.folder, cause);
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let name = entry.file_name();
            if name.to_str().is_some_and(|name| name.starts_with(WORKROOM) || name.starts_with(".tmp")) {
                found.push(entry.path());
            }
        }
        Ok(found)
    }

    /// What was begun outside the library's folder and never ended: packages where packages were written, and HEICs on
    /// their way in. And the folders that can't be looked into.
    pub(super) fn leftovers_elsewhere(&self) -> Result<(Vec<Leftover>, Vec<Error>)> {
        let mut folders = self.database.package_folders()?;
        // Where the first one was begun, nothing is noted yet.
        let chosen = self.packages_folder()?;
        folders.extend(Some(PathBuf::from(chosen)).filter(|folder| folder.is_absolute()));
        let (mut found, mut unread) = (Vec::new(), Vec::new());
        for folder in folders {
            match package::leftovers(&folder) {
                Ok(left) => found.extend(left.into_iter().map(Leftover::Package)),
                Err(cause) => unread.push(Error::reading(&folder, cause)),
            }
        }
        match photo::leftovers() {
            Ok(left) => found.extend(left.into_iter().map(Leftover::Picture)),
            Err((folder, cause)) => unread.push(Error::reading(&folder, cause)),
        }
        Ok((found, unread))
    }

    /// Reads every story's past, once for each original: what is needed is noted.
    fn keep_what_a_past_needs(&mut self, unused: &mut BTreeSet<String>, progress: &Progress) -> Result<()> {
        let ids = self.database.story_ids()?;
        let mut needed = BTreeSet::new();
        for (at, id) in ids.iter().enumerate() {
            progress.step(at, ids.len(), &id.0)?;
            let history = self.database.whole_history(id)?;
            match stories::read(&history.changes) {
                Ok(mut document) if history.lost.is_empty() => {
                    needed.extend(document.originals_ever().into_iter().filter(|name| unused.contains(name)));
                }
                // What a story that can't be read needs, nobody knows: nothing goes.
                _ => {
                    unused.clear();
                    return Ok(());
                }
            }
        }
        unused.retain(|name| !needed.contains(name));
        self.database.note_needed_originals(&needed)
    }

    /// While nobody else writes: a picture that another program takes in is either attached by now, or as new as can be.
    fn delete(&mut self, unused: BTreeSet<String>) -> Result<usize> {
        let blobs = self.media.blobs().clone();
        self.database.while_nobody_writes(|used| {
            let gone = unused.iter().filter(|name| !used.contains(*name) && delete(&blobs, name));
            gone.count()
        })
    }
}

/// A folder that a program at work made for itself outside the library.
pub(super) enum Leftover {
    Package(PathBuf),
    Picture(PathBuf),
}

impl Leftover {
    pub fn path(&self) -> &Path {
        match self {
            Leftover::Package(path) | Leftover::Picture(path) => path,
        }
    }

    fn put_away(&self) -> io::Result<()> {
        match self {
            // What was moved aside in it goes back to its place.
            Leftover::Package(path) => package::put_away(path),
            Leftover::Picture(path) => fs::remove_dir_all(path),
        }
    }
}

fn delete(blobs: &Blobs, name: &str) -> bool {
    // Asked again: it may have come in once more meanwhile. One that can't go stays, and the doctor tells of it.
    has_passed(blobs.time(name), ORIGINALS_STAY) && blobs.remove(name).is_ok()
}

fn is_older(path: &Path, age: Duration) -> bool {
    has_passed(fs::symlink_metadata(path).and_then(|about| about.modified()), age)
}

/// What can't be asked is as new as can be.
fn has_passed(since: io::Result<SystemTime>, age: Duration) -> bool {
    since.is_ok_and(|since| SystemTime::now().duration_since(since).is_ok_and(|passed| passed > age))
}
