//! SQLite's write-ahead log, laid out before somebody types.

use std::{fs::OpenOptions, io, io::Write, path::Path};

use super::{Database, stillness::with_suffix};
use crate::{Error, Result};

/// As long as it becomes before SQLite carries it over into the database and begins it anew: 1,000 pages with their
/// headers, and a little.
const LENGTH: u64 = 1024 * (4096 + 24);

impl Database {
    /// Makes the log as long as it will become. A save then writes over what is there; where it makes the file longer,
    /// the file system has its new length to write down too, and the same `fdatasync` takes twice as long. And on a disk
    /// that fills up, what is typed next has its room already.
    ///
    /// SQLite takes a log of zeros for an empty one, and what follows its last frame for nothing.
    pub fn lay_out_log(&mut self) -> Result<()> {
        let log = with_suffix(self.path(), "-wal");
        // Who holds the right to write is alone with the log's end.
        let laid_out = self.write(|_| Ok(lengthen(&log)))?;
        laid_out.map_err(|cause| Error::writing(&log, cause))
    }
}

fn lengthen(log: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).open(log)?;
    let before = file.metadata()?.len();
    let zeros = vec![0; LENGTH.saturating_sub(before) as usize];
    // What was written at once the system may keep in one piece, and looks through all of it at each save.
    let mut pages = zeros.chunks(4096);
    let lengthened = pages.try_for_each(|page| file.write_all(page)).and_then(|()| file.sync_all());
    if lengthened.is_err() {
        // The last room on a full disk is not for zeros.
        file.set_len(before)?;
    }
    lengthened
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use chrono::Utc;

    use super::*;
    use crate::{
        Language,
        store::Access,
        story::{Document, Edit, Person, StoryField, StoryId},
    };

    #[test]
    fn a_log_that_is_laid_out_holds_what_was_written_before_and_after() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("library.sqlite-wal");
        let mut database = Database::open(folder.path(), Access::Make).unwrap();
        let story = StoryId::fresh();
        let (mut document, before) =
            Document::new(&story, Language::Vietnamese, Person::default(), Utc::now()).unwrap();
        let headline = Edit::SetField { field: StoryField::Headline, value: "sau".into() };
        let after = document.edit(&[headline], Utc::now()).unwrap().unwrap();
        database.insert_lost_story(&story, Utc::now()).unwrap();
        database.append_changes(&story, std::slice::from_ref(&before)).unwrap();
        database.lay_out_log().unwrap();
        database.append_changes(&story, std::slice::from_ref(&after)).unwrap();
        assert_eq!(fs::metadata(&log).unwrap().len(), LENGTH, "there was room for it");

        // As the disk holds it once the power is gone.
        let left = tempfile::tempdir().unwrap();
        for name in ["library.sqlite", "library.sqlite-wal"] {
            fs::copy(folder.path().join(name), left.path().join(name)).unwrap();
        }
        let kept = Database::open(left.path(), Access::Write).unwrap().changes_after(&story, 0).unwrap();
        let kept: Vec<_> = kept.into_iter().map(|change| change.bytes).collect();
        assert_eq!(kept, [before.bytes, after.bytes]);

        drop(database);
        assert!(!log.exists(), "a library that is closed is one file");
    }
}
