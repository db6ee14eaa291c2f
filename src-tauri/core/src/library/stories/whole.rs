//! Whether a story is whole: each of its changes with its hash, their numbers running on, none that builds on one which
//! is not here, and the last one that was acknowledged among them. A story that is not is shown for reading, with what
//! there is, and says so; no edit is built on it, and no package made of it.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Error, ErrorCode, Result,
    library::Library,
    store::{Heads, History, StoredChange},
    story::{Document, Glimpse, Record, Settled, StoryId},
};

/// A history longer than this since its snapshot gets a new one when it is opened.
pub(in crate::library) const SNAPSHOT_AFTER: usize = 256;
/// And one with more bytes: Automerge takes four times as long, and twice the memory, to put a large change together as to
/// load the same of a snapshot. Some 6,000 words that came at once.
const SNAPSHOT_AFTER_BYTES: usize = 64 * 1024;

/// Whether so many changes, of so many bytes each, are slower to read than a snapshot of them.
pub(super) fn is_slow_to_read(changes: impl ExactSizeIterator<Item = usize>) -> bool {
    changes.len() > SNAPSHOT_AFTER || changes.sum::<usize>() > SNAPSHOT_AFTER_BYTES
}

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
    pub(in crate::library) fn error(self, id: &StoryId) -> Error {
        Error::new(ErrorCode::StoryNotWhole).with("story", id).with("lost", self.changes).with("of", self.of)
    }
}

/// A story as it is stored, up to the change of that number.
pub(in crate::library) struct Loaded {
    pub document: Document,
    pub seq: i64,
}

/// Stories as they are stored.
impl Library {
    /// Errors: `story_unknown`, `story_newer`, `story_not_whole`.
    pub(in crate::library) fn load(&self, id: &StoryId) -> Result<Loaded> {
        match self.load_what_there_is(id)? {
            (open, None) => Ok(open),
            (_, Some(loss)) => Err(loss.error(id)),
        }
    }

    /// The story as far as it can be read, and what it lacks. Errors: `story_newer`; `story_not_whole`, where not even its
    /// first change is left.
    pub(in crate::library) fn load_what_there_is(&self, id: &StoryId) -> Result<(Loaded, Option<Loss>)> {
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
            if is_slow_to_read(history.changes.iter().map(|change| change.bytes.len())) {
                // Only a cache: if it can't be written, the next opening is as slow as this one.
                self.database.save_snapshot(id, history.seq, &document.snapshot()).ok();
            }
            if history.heads.is_none() {
                // The same: they are noted the next time.
                self.database.note_heads(id, history.seq, &Heads::new(document.heads())).ok();
            }
        }
        Ok((Loaded { document, seq: history.seq }, loss))
    }

    /// The story for readers with what there is of it, and whether that is all.
    pub(in crate::library) fn story_as_it_is(&self, id: &StoryId) -> Result<(Settled, bool, i64)> {
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

    /// What can be told of a story that only a newer Dateline reads.
    pub(in crate::library) fn glimpse(&self, id: &StoryId) -> Result<Glimpse> {
        let history = self.database.whole_history(id)?;
        record(&history).map(|mut record| record.glimpse())
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

/// The document of a whole history; of one that is not, what it lacks. Errors: `story_newer`.
pub(in crate::library) fn whole_document(history: &History) -> std::result::Result<Result<Document>, Loss> {
    let Ok(mut record) = record(history) else { return Err(lost(history)) };
    let is_whole = is_whole(&mut record, history);
    match record.read() {
        Ok(document) if is_whole => Ok(Ok(document)),
        Err(error) if is_whole && error.code == ErrorCode::StoryNewer => Ok(Err(error)),
        _ => Err(lost(history)),
    }
}

/// What a history lacks; something where nothing can be built of it. That only a newer Dateline reads it is no loss.
pub(in crate::library) fn loss_of(history: &History) -> Option<Loss> {
    let Ok(mut record) = record(history) else { return Some(lost(history)) };
    let is_whole = is_whole(&mut record, history);
    (!is_whole || !holds_a_story(record)).then(|| lost(history))
}

/// Whether this Dateline reads it, or a newer one does.
pub(in crate::library) fn holds_a_story(record: Record) -> bool {
    record.read().map_or_else(|error| error.code == ErrorCode::StoryNewer, |_| true)
}

fn lost(history: &History) -> Loss {
    Loss { changes: history.lost.len().max(1) as u32, of: history.seq as u32 }
}

/// Of changes alone, without a snapshot.
pub(in crate::library) fn read(changes: &[StoredChange]) -> Result<Document> {
    Document::load(None, changes.iter().map(|change| change.bytes.as_slice()))
}
