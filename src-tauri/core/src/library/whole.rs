//! Whether a story is whole: each of its changes with its hash, their numbers running on, none that builds on one which
//! is not here, and the last one that was acknowledged among them. A story that is not is shown for reading, with what
//! there is, and says so; no edit is built on it, and no package made of it.

use serde::Serialize;
use ts_rs::TS;

use super::{Library, SNAPSHOT_AFTER, heads, lists::AT_ONCE, summary};
use crate::{
    Error, ErrorCode, Result, clock,
    store::{Entry, Heads, History, Journal, Listed},
    story::{Change, Document, Glimpse, Record, Settled, Story, StoryId},
};

/// What a story lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Loss {
    /// How many of its changes are lost or damaged; at least one.
    pub changes: u32,
    /// How many there were.
    pub of: u32,
}

impl Loss {
    pub(super) fn error(self, id: &StoryId) -> Error {
        Error::new(ErrorCode::StoryNotWhole).with("story", id).with("lost", self.changes).with("of", self.of)
    }
}

/// A story as it is stored, up to the change of that number.
pub(super) struct Loaded {
    pub document: Document,
    pub seq: i64,
}

impl Library {
    /// Errors: `story_unknown`, `story_newer`, `story_not_whole`.
    pub(super) fn load(&mut self, id: &StoryId) -> Result<Loaded> {
        match self.load_what_there_is(id)? {
            (open, None) => Ok(open),
            (_, Some(loss)) => Err(loss.error(id)),
        }
    }

    /// The story as far as it can be read, and what it lacks. Errors: `story_newer`; `story_not_whole`, where not even its
    /// first change is left.
    pub(super) fn load_what_there_is(&mut self, id: &StoryId) -> Result<(Loaded, Option<Loss>)> {
        let history = self.database.history(id)?;
        let (mut document, loss) = match assemble(&history)? {
            Some((document, None)) => (document, None),
            // What a snapshot does not help with, the changes before it may; and the other way round.
            incomplete => {
                let every = History { snapshot: history.snapshot.clone(), ..self.database.whole_history(id)? };
                let lost = lost(&every);
                assemble(&every)?.or(incomplete).ok_or_else(|| lost.error(id))?
            }
        };
        document.sign(self.person.clone());
        if loss.is_none() && !self.database.is_read_only() {
            if history.changes.len() > SNAPSHOT_AFTER {
                // Only a cache: if it can't be written, the next opening is as slow as this one.
                self.database.save_snapshot(id, history.seq, &document.snapshot()).ok();
            }
            if history.heads.is_none() {
                // The same: they are noted the next time.
                self.database.note_heads(id, history.seq, &heads(&mut document)).ok();
            }
        }
        Ok((Loaded { document, seq: history.seq }, loss))
    }

    /// The story for readers with what there is of it, and whether that is all.
    pub(super) fn story_as_it_is(&mut self, id: &StoryId) -> Result<(Settled, bool, i64)> {
        let (open, loss) = self.load_what_there_is(id).inspect_err(|error| {
            // Nothing is amiss with a story of a newer Dateline: its line says what it is.
            if error.code != ErrorCode::StoryNewer {
                self.trouble(error.again());
            }
        })?;
        if let Some(loss) = loss {
            self.trouble(loss.error(id));
        }
        Ok((open.document.settled()?, loss.is_none(), open.seq))
    }

    /// Told with whatever was asked, once.
    pub(super) fn trouble(&mut self, error: Error) {
        let same = |known: &Error| known.code == error.code && known.params == error.params;
        if !self.troubles.iter().any(same) {
            self.troubles.push(error);
        }
    }

    /// When the library is opened: rows that are lost are told; what was acknowledged and is lacking here is put back from
    /// its second place.
    pub(super) fn look_for_losses(&mut self) -> Result<()> {
        for wrong in self.database.lost_rows()? {
            let error = Error::new(ErrorCode::RowsLost).at(&self.folder).with("table", wrong.table);
            self.troubles.push(error.with("found", wrong.found).with("expected", wrong.expected));
        }
        let back = if self.database.is_read_only() { 0 } else { self.put_back(&Journal::entries(&self.folder)?)? };
        if back > 0 {
            self.troubles.push(Error::new(ErrorCode::EditsTakenBack).at(&self.folder).with("count", back));
        }
        Ok(())
    }

    /// Puts back what is lacking of these changes; returns how many were.
    pub(super) fn put_back(&mut self, entries: &[Entry]) -> Result<usize> {
        let mut back = 0;
        for story in entries.chunk_by(|one, other| one.story == other.story) {
            let id = &story[0].story;
            // One that can't be read as a change was never one.
            let changes: Vec<(i64, Change)> =
                story.iter().filter_map(|entry| Some((entry.seq, Change::parse(&entry.bytes).ok()?))).collect();
            let created_at = read_alone(&changes).map_or_else(clock::now, |story| story.created_at);
            self.database.insert_lost_story(id, created_at)?;
            back += self.database.put_back(id, &changes)?;
        }
        Ok(back)
    }

    /// What can be told of a story that only a newer Dateline reads.
    pub(super) fn glimpse(&self, id: &StoryId) -> Result<Glimpse> {
        let history = self.database.whole_history(id)?;
        record(&history).map(|mut record| record.glimpse())
    }

    /// Makes the lines of these stories, with what there is of each. Returns those that only a newer Dateline reads: what
    /// it has noted of them stays, and they wait for it.
    pub(super) fn list_anew(&mut self, ids: &[StoryId]) -> Result<Vec<StoryId>> {
        let mut newer = Vec::new();
        for ids in ids.chunks(AT_ONCE) {
            let mut lines = Vec::new();
            for id in ids {
                match self.story_as_it_is(id) {
                    Ok((story, is_whole, seq)) => lines.push((id.clone(), summary::listed(&story, is_whole)?, seq)),
                    Err(error) if error.code == ErrorCode::StoryNewer => newer.push(id.clone()),
                    // A story of which nothing can be read keeps the line it had; opening it tells what is wrong.
                    Err(_) => (),
                }
            }
            self.database.list_stories(&lines)?;
        }
        Ok(newer)
    }
}

/// The document, and what it lacks; none where nothing can be built of what is left. Errors: `story_newer`.
fn assemble(history: &History) -> Result<Option<(Document, Option<Loss>)>> {
    let Ok(mut record) = record(history) else { return Ok(None) };
    let is_whole = is_whole(&mut record, history);
    match record.read() {
        Ok(document) => Ok(Some((document, (!is_whole).then(|| lost(history))))),
        Err(error) if error.code == ErrorCode::StoryNewer => Err(error),
        Err(_) => Ok(None),
    }
}

fn record(history: &History) -> Result<Record> {
    Record::load(history.snapshot.as_deref(), history.changes.iter().map(|change| change.bytes.as_slice()))
}

fn is_whole(record: &mut Record, history: &History) -> bool {
    history.lost.is_empty()
        && !record.lacks_changes()
        && history.heads.as_ref().is_none_or(|noted| *noted == Heads::new(record.heads()))
}

/// What lists show of the story that a whole history makes; of one that is not whole, what it lacks.
pub(super) fn listed(history: &History) -> std::result::Result<Result<Listed>, Loss> {
    let Ok(mut record) = record(history) else { return Err(lost(history)) };
    let is_whole = is_whole(&mut record, history);
    match record.read() {
        Ok(document) if is_whole => Ok(document.settled().and_then(|story| summary::listed(&story, true))),
        Err(error) if is_whole && error.code == ErrorCode::StoryNewer => Ok(Err(error)),
        _ => Err(lost(history)),
    }
}

/// What a history lacks; something where nothing can be built of it. That only a newer Dateline reads it is no loss.
pub(super) fn loss_of(history: &History) -> Option<Loss> {
    let Ok(mut record) = record(history) else { return Some(lost(history)) };
    let is_whole = is_whole(&mut record, history);
    (!is_whole || !holds_a_story(record)).then(|| lost(history))
}

/// Whether this Dateline reads it, or a newer one does.
pub(super) fn holds_a_story(record: Record) -> bool {
    record.read().map_or_else(|error| error.code == ErrorCode::StoryNewer, |_| true)
}

fn lost(history: &History) -> Loss {
    Loss { changes: history.lost.len().max(1) as u32, of: history.seq as u32 }
}

fn read_alone(changes: &[(i64, Change)]) -> Option<Story> {
    Document::load(None, changes.iter().map(|(_, change)| change.bytes.as_slice())).ok()?.story().ok()
}
