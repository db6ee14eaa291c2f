//! Recovering a library: putting right what can be put right where it lies, and where the database itself is damaged,
//! building a new one of every change that is left and setting the damaged one aside. A person asks for it; it is done
//! alone, and deletes nothing.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Error, ErrorCode, Progress, Result, clock, files,
    library::{
        Library, line,
        stories::{Loss, holds_a_story, loss_of},
    },
    store::{Access, Database, Entry, Hold, Journal, Media, Salvage},
    story::{Change, Record, StoryId},
};

/// What the folder is called in which a new database is built. One that was left is swept one day.
pub(super) const WORKROOM: &str = "recovering-";
/// What a database that was set aside is called.
const ASIDE: &str = "library.damaged-";
const DATABASE: &str = "library.sqlite";
const TRIES: usize = 3;

/// What recovering did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Recovery {
    /// Where the damaged database is now; none where it was put right in its place, or nothing was wrong.
    #[ts(type = "string | null")]
    pub kept: Option<PathBuf>,
    pub stories: u32,
    /// Changes that were lacking and were found again.
    pub changes: u32,
    /// Stories whose line in lists, words or pictures were made anew.
    pub relisted: u32,
    /// Pages of databases, and logs, that the disk could not read: what stands there alone is not found again.
    pub unread: u32,
    /// Stories that lack something still; they can be read.
    pub not_whole: Vec<StillLost>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StillLost {
    pub story: StoryId,
    pub headline: String,
    pub loss: Loss,
}

/// What a person asks for where a library is damaged.
impl Library {
    /// Recovers the library in `folder`, with what the database files `others` have of it besides: earlier ones that
    /// were set aside, or a backup.
    ///
    /// Errors: `library_in_use`; `library_missing`; `library_newer`; `library_unopenable`; `file_missing` and
    /// `file_unreadable`, of `others`; `disk_full` and the like, with every file as it was.
    pub fn recover(folder: &Path, others: &[PathBuf], progress: &Progress) -> Result<Recovery> {
        match fs::metadata(folder) {
            Ok(about) if about.is_dir() => (),
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(Error::reading(folder, cause)),
            _ => return Err(Error::new(ErrorCode::LibraryMissing).at(folder)),
        }
        // Before anything is changed: one that was named is one to take from.
        others.iter().try_for_each(|other| readable(other))?;
        let alone = Hold::alone(folder)?;
        // Only read at first: closing a database that was opened to write would write into one that is damaged.
        let judge = || {
            let database = Database::open_alone(folder, Access::Read, &alone)?;
            Ok((database.check()?.is_empty(), database.all_settings()?))
        };
        // SQLite's check calls what it could not read damaged, so that verdict too is asked for again.
        match tried(judge, |(is_whole, _)| *is_whole) {
            Ok((true, settings)) => match tried(|| Database::open_alone(folder, Access::Write, &alone), |_| true) {
                Ok(database) => mend(folder, database, others, progress),
                Err(error) if is_beyond_reading(&error) => rebuild(folder, settings, others, progress),
                Err(error) => Err(error),
            },
            Ok((false, settings)) => rebuild(folder, settings, others, progress),
            Err(error) if is_beyond_reading(&error) => rebuild(folder, Vec::new(), others, progress),
            Err(error) => Err(error),
        }
    }
}

/// A disk that failed once may read well the next time, and then nothing is set aside for it.
fn tried<T>(work: impl Fn() -> Result<T>, is_well: impl Fn(&T) -> bool) -> Result<T> {
    let mut answer = work();
    for _ in 1..TRIES {
        match &answer {
            Ok(value) if is_well(value) => break,
            Err(error) if !is_beyond_reading(error) => break,
            _ => answer = work(),
        }
    }
    answer
}

/// Errors: `file_missing`, `file_unreadable`.
fn readable(path: &Path) -> Result<()> {
    files::regular(path)?;
    File::open(path).map(drop).map_err(|cause| Error::reading(path, cause))
}

fn is_beyond_reading(error: &Error) -> bool {
    matches!(error.code, ErrorCode::LibraryDamaged | ErrorCode::DiskFailed | ErrorCode::OriginalsAlone)
}

fn library_of(folder: &Path, database: Database) -> Library {
    let (folder, media) = (folder.to_owned(), Media::at(folder));
    Library::on(folder, database, media)
}

/// The database can be read: what it lacks is looked for in its own free pages, its log and journal, its snapshots, and
/// elsewhere.
fn mend(folder: &Path, database: Database, others: &[PathBuf], progress: &Progress) -> Result<Recovery> {
    let mut library = library_of(folder, database);
    let mut recovery = Recovery::default();
    recovery.changes += library.put_back(&Journal::entries(folder)?)? as u32;
    recovery.changes += library.put_back_from_snapshots()?;
    let mut own = Vec::new();
    if library.lacks_anything()? {
        own.push(folder.join(DATABASE));
    }
    for path in own.iter().chain(others) {
        let salvage = Salvage::of(path, progress)?;
        recovery.changes += library.take_from(&salvage)?;
        recovery.unread += salvage.unread;
    }
    library.note_tips()?;
    recovery.relisted = library.put_derived_right(progress)?;
    library.database.count_anew()?;
    library.finish(recovery)
}

/// Everything that is left goes into a new database, which takes the old one's place once it is whole on the disk.
fn rebuild(
    folder: &Path,
    settings: Vec<(String, String)>,
    others: &[PathBuf],
    progress: &Progress,
) -> Result<Recovery> {
    let stamp = clock::now().format("%Y%m%dT%H%M%S%3f").to_string();
    let workroom = folder.join(format!("{WORKROOM}{stamp}"));
    let build = || -> Result<Recovery> {
        let mut library = library_of(folder, Database::open(&workroom, Access::Make)?);
        let mut recovery = Recovery::default();
        let own = std::iter::once(folder.join(DATABASE)).chain(set_aside_half(folder)?);
        for path in own.chain(others.iter().cloned()) {
            let salvage = Salvage::of(&path, progress)?;
            recovery.changes += library.take_over(&salvage)?;
            recovery.unread += salvage.unread;
        }
        recovery.changes += library.put_back(&Journal::entries(folder)?)? as u32;
        recovery.changes += library.put_back_from_snapshots()?;
        for (name, value) in &settings {
            library.database.set_setting(name, value)?;
        }
        library.database.part_settings()?;
        library.catch_up(progress)?;
        library.database.count_anew()?;
        library.finish(recovery)
    };
    let built = build().and_then(|recovery| Ok(Recovery { kept: exchange(folder, &workroom, &stamp)?, ..recovery }));
    // What is left in there was copied, or was never all of it. Where it can't go now, it is swept one day.
    let _ = fs::remove_dir_all(&workroom);
    built
}

/// Logs and databases that an exchange which was killed had set aside, while nothing stands in their place.
fn set_aside_half(folder: &Path) -> Result<Vec<PathBuf>> {
    let fail = |cause| Error::reading(folder, cause);
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let name = entry.map_err(fail)?.file_name().to_string_lossy().into_owned();
        if name.starts_with(ASIDE) {
            names.insert(name.trim_end_matches("-wal").to_owned());
        }
    }
    let is_there = |name: &str| folder.join(name).try_exists().map_err(fail);
    let mut halves = Vec::new();
    for name in names.into_iter().filter(|name| name.ends_with(".sqlite")) {
        if !is_there(DATABASE)? || !is_there(&name)? {
            halves.push(folder.join(name));
        }
    }
    Ok(halves)
}

/// Sets the damaged database aside under a name that says when, and puts the new one in its place. At no moment does an
/// old log stand beside the new database: SQLite would write it over that.
fn exchange(folder: &Path, workroom: &Path, stamp: &str) -> Result<Option<PathBuf>> {
    let kept = folder.join(format!("{ASIDE}{stamp}.sqlite"));
    let kept_name = |suffix: &str| folder.join(format!("{ASIDE}{stamp}.sqlite{suffix}"));
    let at = |suffix: &str| folder.join(format!("{DATABASE}{suffix}"));
    let moved = |from: &Path, to: &Path| match fs::rename(from, to) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Error::writing(to, cause)),
        moved => Ok(moved.is_ok()),
    };
    moved(&at("-wal"), &kept_name("-wal"))?;
    moved(&at("-shm"), &kept_name("-shm"))?;
    moved(&folder.join("library.journal"), &folder.join(format!("{ASIDE}{stamp}.journal")))?;
    let was_there = moved(&at(""), &kept)?;
    moved(&workroom.join(DATABASE), &at(""))?;
    files::sync_folder(folder).map_err(|cause| Error::writing(folder, cause))?;
    Ok(was_there.then_some(kept))
}

/// Its steps, on a library that nobody else has.
impl Library {
    fn lacks_anything(&self) -> Result<bool> {
        if !self.database.lost_rows()?.is_empty() || !self.database.lost_stories()?.is_empty() {
            return Ok(true);
        }
        for id in self.database.story_ids()? {
            let cant_be_read = |error: Error| error.code != ErrorCode::StoryNewer;
            if !self.database.whole_history(&id)?.lost.is_empty() || self.load(&id).is_err_and(cant_be_read) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes what was found into a database that has nothing of it yet, each change under the number that it had.
    fn take_over(&mut self, salvage: &Salvage) -> Result<u32> {
        let mut changes = 0;
        for (story, numbered) in &salvage.changes {
            let entries: Vec<Entry> = numbered
                .iter()
                .flat_map(|(seq, found)| found.iter().map(|bytes| (*seq, bytes)))
                .map(|(seq, bytes)| Entry { story: story.clone(), seq, bytes: bytes.clone() })
                .collect();
            changes += self.put_back(&entries)? as u32;
            if let Some(seq) = salvage.tips.get(story) {
                self.database.raise_tip(story, *seq)?;
            }
        }
        for (story, (seq, bytes)) in &salvage.snapshots {
            // Only what still reads as a story, here or in a newer Dateline.
            if Record::load(Some(bytes), []).is_ok_and(holds_a_story) {
                self.database.insert_lost_story(story, clock::now())?;
                self.database.save_snapshot(story, *seq, bytes)?;
                self.database.raise_tip(story, *seq)?;
            }
        }
        for (name, value) in &salvage.settings {
            self.database.set_setting(name, value)?;
        }
        for (id, package) in &salvage.packages {
            let pictures = salvage.packaged.iter().filter(|(_, package)| package == id);
            let pictures: Vec<&str> = pictures.map(|(picture, _)| picture.as_str()).collect();
            self.database.insert_lost_story(&package.story, clock::now())?;
            self.database.add_lost_package(*id, package, &pictures)?;
        }
        Ok(changes)
    }

    /// Takes from what was found elsewhere the changes that this library lacks, as far as those they build on are here.
    fn take_from(&mut self, salvage: &Salvage) -> Result<u32> {
        let mut taken = 0;
        for (story, numbered) in &salvage.changes {
            let parse = |bytes: &[u8]| Change::parse(bytes).ok();
            let here = self.database.whole_history(story)?.changes;
            let mut known: HashSet<[u8; 32]> =
                here.iter().filter_map(|change| Some(parse(&change.bytes)?.hash)).collect();
            let found = numbered.iter().flat_map(|(seq, found)| found.iter().map(|bytes| (*seq, bytes)));
            let mut waiting: Vec<(i64, Change)> = found
                .filter_map(|(seq, bytes)| Some((seq, parse(bytes)?)))
                .filter(|(_, change)| !known.contains(&change.hash))
                .collect();
            // Each after those it builds on, whatever their numbers are here.
            let mut fitting = Vec::new();
            loop {
                let before = waiting.len();
                waiting.retain(|(seq, change)| {
                    let fits = change.after.iter().all(|hash| known.contains(hash));
                    if fits {
                        known.insert(change.hash);
                        fitting.push(Entry { story: story.clone(), seq: *seq, bytes: change.bytes.clone() });
                    }
                    !fits
                });
                if waiting.len() == before {
                    break;
                }
            }
            taken += self.put_back(&fitting)? as u32;
        }
        Ok(taken)
    }

    /// A snapshot holds every change up to its number: those that are lacking get the numbers that are free.
    fn put_back_from_snapshots(&mut self) -> Result<u32> {
        let mut back = 0;
        for id in self.database.story_ids()? {
            let history = self.database.whole_history(&id)?;
            if history.lost.is_empty() {
                continue;
            }
            let Some((seq, bytes)) = self.database.snapshot(&id)? else { continue };
            let Ok(mut record) = Record::load(Some(&bytes), []) else { continue };
            let here: HashSet<[u8; 32]> =
                history.changes.iter().filter_map(|change| Some(Change::parse(&change.bytes).ok()?.hash)).collect();
            let lacking = record.changes().into_iter().filter(|change| !here.contains(&change.hash));
            let free = history.lost.iter().filter(|lost| **lost <= seq);
            let entries: Vec<Entry> = free
                .zip(lacking)
                .map(|(seq, change)| Entry { story: id.clone(), seq: *seq, bytes: change.bytes })
                .collect();
            back += self.put_back(&entries)? as u32;
        }
        Ok(back)
    }

    /// How far the histories go whose tips were lost: as far as they are here.
    fn note_tips(&mut self) -> Result<()> {
        for id in self.database.story_ids()? {
            if self.database.lacks_tip(&id)? {
                let seq = self.database.whole_history(&id)?.seq;
                self.database.raise_tip(&id, seq)?;
                // Reading it notes its heads. One that can't be read is told at the end.
                let _ = self.load_what_there_is(&id);
            }
        }
        Ok(())
    }

    fn put_derived_right(&self, progress: &Progress) -> Result<u32> {
        self.catch_up(progress)?;
        let ids = self.database.story_ids()?;
        let mut lines = BTreeMap::new();
        for (at, id) in ids.iter().enumerate() {
            progress.step(at, ids.len(), &id.0)?;
            if let Ok((story, is_whole, _)) = self.story_as_it_is(id) {
                lines.insert(id.clone(), line::listed(&story, is_whole)?);
            }
        }
        let derived = self.check_derived(&lines);
        match derived {
            Ok(derived) if derived.is_right() => Ok(0),
            Ok(derived) if derived.unfindable.is_empty() && derived.unknown.is_empty() => {
                self.list_anew(&derived.wrong)?;
                Ok(derived.wrong.len() as u32)
            }
            // The indexes themselves: all is made anew.
            _ => {
                self.database.forget_derived()?;
                self.catch_up(progress)?;
                Ok(ids.len() as u32)
            }
        }
    }

    fn finish(self, mut recovery: Recovery) -> Result<Recovery> {
        let ids = self.database.story_ids()?;
        recovery.stories = ids.len() as u32;
        for id in ids {
            let (headline, loss) = match self.load_what_there_is(&id) {
                Ok((_, None)) => continue,
                Ok((open, Some(loss))) => {
                    let story = open.document.story()?;
                    (story.text(crate::story::StoryField::Headline).to_owned(), loss)
                }
                // Of one that only a newer Dateline reads, its changes tell.
                Err(error) => match loss_of(&self.database.whole_history(&id)?) {
                    None if error.code == ErrorCode::StoryNewer => continue,
                    loss => (
                        self.glimpse(&id).map_or_else(|_| String::new(), |glimpse| glimpse.headline),
                        loss.unwrap_or(Loss { changes: 1, of: 1 }),
                    ),
                },
            };
            recovery.not_whole.push(StillLost { story: id, headline, loss });
        }
        self.database.settle()?;
        Ok(recovery)
    }
}
