//! Checking the whole library: the database's structure, every hash in it and beside it, whether each story is whole, and
//! whether what is derived says what its stories say. Nothing is changed, and nothing is made where there is no library.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::sweep::Leftover;
use crate::{
    Error, ErrorCode, Language, Progress, Result,
    library::{
        Library, line,
        stories::{self, Loss},
    },
    parallel,
    problem::{Checkup, Problem},
    store::{History, Listed},
    story::StoryId,
};

/// What is wrong, by where it is. Told in words at the end.
pub(super) type Found = Vec<(String, Error)>;

/// Everything looked at, and nothing changed.
impl Library {
    /// The cost grows with the library's size on disk.
    pub fn doctor(&self, language: Language, progress: &Progress) -> Result<Checkup> {
        let mut found = self.check_structure()?;
        let (wrong, newer, lines) = self.check_stories(progress)?;
        found.extend(wrong);
        let pictures = lines.values().flat_map(|listed| &listed.pictures);
        let mut used: BTreeSet<String> = pictures.map(|picture| picture.sha256.clone()).collect();
        found.extend(self.check_derived(&lines)?.into_found());
        if !newer.is_empty() {
            // Their pictures are those that the newer Dateline has noted.
            used.extend(self.database.used_originals()?);
        }
        let (originals, mut notes) = self.check_originals(&used, progress)?;
        found.extend(originals);
        notes.splice(0..0, newer);
        let told = |found: Found| found.into_iter().map(|(path, error)| problem(path, &error, language)).collect();
        Ok(Checkup { problems: told(found), notes: told(notes) })
    }

    fn check_structure(&self) -> Result<Found> {
        let mut found = Found::new();
        for line in self.database.check()? {
            found.push(("library.sqlite".into(), Error::new(ErrorCode::DatabaseDamaged).with("cause", line)));
        }
        for wrong in self.database.lost_rows()? {
            let error = Error::new(ErrorCode::RowsLost).at(&self.folder).with("table", wrong.table);
            let error = error.with("found", wrong.found).with("expected", wrong.expected);
            found.push((format!("library.sqlite/{}", wrong.table), error));
        }
        for id in self.database.lost_stories()? {
            let error = Error::new(ErrorCode::StoryRowLost).with("story", &id);
            found.push((format!("story/{id}"), error));
        }
        let lacking = self.database.lacking()?;
        if lacking > 0 {
            let error = Error::new(ErrorCode::EditsInJournal).at(&self.folder).with("count", lacking);
            found.push(("library.journal".into(), error));
        }
        Ok(found)
    }

    /// Every history, read once and judged on all cores; the stories that only a newer Dateline reads; and what lists should
    /// show of the others.
    fn check_stories(&self, progress: &Progress) -> Result<(Found, Found, BTreeMap<StoryId, Listed>)> {
        /// So many histories are in memory at once.
        const TOGETHER: usize = 64;
        let (mut found, mut newer, mut lines) = (Found::new(), Found::new(), BTreeMap::new());
        let all = self.database.story_ids()?;
        for (first, ids) in (0..).step_by(TOGETHER).zip(all.chunks(TOGETHER)) {
            let histories = ids.iter().map(|id| self.database.whole_history(id)).collect::<Result<Vec<_>>>()?;
            let stop = || progress.check().is_err();
            parallel::in_order(ids.len(), &stop, &|at| listed(&histories[at]), &mut |at, made| {
                let id = &ids[at];
                progress.step(first + at, all.len(), &id.0)?;
                found.extend(self.check_history(id, &histories[at], made.as_ref().err())?);
                // What its changes don't make, they may with its snapshot.
                let listed = made.unwrap_or_else(|_| {
                    self.story_as_it_is(id).and_then(|(story, is_whole, _)| line::listed(&story, is_whole))
                });
                match listed {
                    Ok(listed) => drop(lines.insert(id.clone(), listed)),
                    Err(error) if error.code == ErrorCode::StoryNewer => newer.push((format!("story/{id}"), error)),
                    // What it lacks was told with its history.
                    Err(error) if error.code == ErrorCode::StoryNotWhole => (),
                    Err(error) => found.push((format!("story/{id}"), error)),
                }
                Ok(())
            })?;
            progress.check()?;
        }
        Ok((found, newer, lines))
    }

    /// The raw changes are the truth, so they must make the story without the snapshot's help.
    fn check_history(&self, id: &StoryId, history: &History, loss: Option<&Loss>) -> Result<Found> {
        let mut found = Found::new();
        for seq in &history.lost {
            let code = if history.damaged.contains(seq) { ErrorCode::ChangeDamaged } else { ErrorCode::ChangeLost };
            let error = Error::new(code).with("story", id).with("change", seq);
            found.push((format!("story/{id}/change/{seq}"), error));
        }
        if history.seq == 0 {
            found.push((format!("story/{id}"), Loss { changes: 1, of: 1 }.error(id)));
        } else if history.lost.is_empty()
            && let Some(loss) = loss
        {
            found.push((format!("story/{id}"), loss.error(id)));
        } else if history.heads.is_none() && self.database.lacks_tip(id)? {
            found.push((format!("story/{id}/tip"), Error::new(ErrorCode::TipLost).with("story", id)));
        }
        if self.database.has_damaged_snapshot(id)? {
            let error = Error::new(ErrorCode::SnapshotDamaged).with("story", id);
            found.push((format!("story/{id}/snapshot"), error));
        }
        Ok(found)
    }

    /// What lists, searches and completion are made of, held against the stories.
    pub(super) fn check_derived(&self, lines: &BTreeMap<StoryId, Listed>) -> Result<Derived> {
        // What is to be made anew anyway is not judged.
        let mut waiting: HashSet<StoryId> = self.database.stale_stories()?.into_iter().collect();
        waiting.extend(self.database.made_otherwise()?);
        let mut derived = Derived::default();
        for (id, listed) in lines.iter().filter(|(id, _)| !waiting.contains(id)) {
            if !self.database.is_listed_as(id, listed)? {
                derived.wrong.push(id.clone());
            }
        }
        let current = lines.iter().filter(|(id, _)| !waiting.contains(id));
        derived.unknown = self.database.miscounted_derived()?;
        match self.database.misindexed(current) {
            Ok((unfindable, unknown)) => {
                derived.unfindable = unfindable;
                derived.unknown.extend(unknown);
            }
            Err(error) if error.code == ErrorCode::IndexDamaged => derived.unknown.push("search"),
            Err(error) => return Err(error),
        }
        derived.unknown.sort_unstable();
        derived.unknown.dedup();
        Ok(derived)
    }

    /// Every original, also those that no story uses now; and those that should be there.
    fn check_originals(&self, used: &BTreeSet<String>, progress: &Progress) -> Result<(Found, Found)> {
        let (there, strays) = self.media.blobs().names()?;
        let (mut found, mut notes) = (Found::new(), Found::new());
        let names: Vec<&String> = used.iter().chain(there.iter().filter(|name| !used.contains(*name))).collect();
        let blobs = self.media.blobs();
        parallel::in_order(
            names.len(),
            &|| progress.check().is_err(),
            &|at| blobs.get(names[at]).map(drop),
            &mut |at, read| {
                if let Err(error) = read {
                    found.push((original(names[at]), error));
                }
                progress.step(at + 1, names.len(), names[at])
            },
        )?;
        progress.check()?;
        let needed = self.database.needed_originals()?;
        for name in there.iter().filter(|name| !used.contains(*name) && !needed.contains(*name)) {
            notes.push((original(name), Error::new(ErrorCode::OriginalUnused).with("sha256", name)));
        }
        for path in strays.into_iter().chain(self.leftovers()?) {
            let name = path.strip_prefix(&self.folder).unwrap_or(&path).display().to_string();
            notes.push((name, Error::new(ErrorCode::LeftoverFile).at(&path)));
        }
        let (left, unread) = self.leftovers_elsewhere()?;
        for path in left.iter().map(Leftover::path) {
            notes.push((path.display().to_string(), Error::new(ErrorCode::LeftoverFile).at(path)));
        }
        // Of places outside the library: nothing of it is lost there.
        notes.extend(unread.into_iter().map(|error| (error.params["path"].clone(), error)));
        Ok((found, notes))
    }
}

/// What lists show of the story that a whole history makes; of one that is not whole, what it lacks.
fn listed(history: &History) -> std::result::Result<Result<Listed>, Loss> {
    let story = stories::whole_document(history)?.and_then(|document| document.settled());
    Ok(story.and_then(|story| line::listed(&story, true)))
}

fn original(name: &str) -> String {
    format!("blobs/{}/{name}", name.get(..2).unwrap_or_default())
}

fn problem(path: String, error: &Error, language: Language) -> Problem {
    let text = error.text(language);
    Problem { path, code: text.code.as_str().to_owned(), message: format!("{} {}", text.message, text.hint) }
}

/// What of the derived is not what its stories make of it.
#[derive(Debug, Default)]
pub(super) struct Derived {
    /// Stories whose line, fields or pictures are others.
    pub wrong: Vec<StoryId>,
    /// Stories and pictures that are not found by their words.
    pub unfindable: Vec<StoryId>,
    /// Tables with rows of no story, or with too few.
    pub unknown: Vec<&'static str>,
}

impl Derived {
    pub fn is_right(&self) -> bool {
        self.wrong.is_empty() && self.unfindable.is_empty() && self.unknown.is_empty()
    }

    fn into_found(self) -> Found {
        let of_story = |what: &'static str| {
            move |id: StoryId| (format!("story/{id}/{what}"), Error::new(ErrorCode::LineWrong).with("story", id))
        };
        let lines = self.wrong.into_iter().map(of_story("line"));
        let words = self.unfindable.into_iter().map(of_story("words"));
        let rows = self
            .unknown
            .into_iter()
            .map(|table| (format!("library.sqlite/{table}"), Error::new(ErrorCode::RowsForeign).with("table", table)));
        lines.chain(words).chain(rows).collect()
    }
}
