//! What screens have seen of the stories that are open on them. Positions mean what they meant where they were typed, so
//! a story is edited as its screen knows it, without what others wrote since, until a view has shown that.
//!
//! What was seen is kept as long as the program runs: a few numbers a story. The documents are only at hand, those used
//! last; each can be made again of those numbers, exactly, when it was put away or work on it stumbled.

use std::collections::HashMap;

use super::{Library, whole::Loaded};
use crate::{
    Result,
    story::{Document, StoryId},
};

/// Documents kept ready for the next keystroke.
const AT_HAND: usize = 8;

/// As much of a story's history as its screen knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Every change up to this one.
    pub seq: i64,
    /// Our own changes after others' that the screen has not seen; empty while nobody else writes.
    pub beyond: Vec<i64>,
}

impl Seen {
    pub(super) fn up_to(seq: i64) -> Self {
        Self { seq, beyond: Vec::new() }
    }

    /// The revision that the screen was told last.
    pub(super) fn revision(&self) -> i64 {
        self.beyond.last().copied().unwrap_or(self.seq)
    }

    pub(super) fn has(&self, seq: i64) -> bool {
        seq <= self.seq || self.beyond.contains(&seq)
    }
}

/// One for each story that a screen has open.
#[derive(Default)]
pub struct Sessions {
    seen: HashMap<StoryId, Seen>,
    /// Each as its screen has seen it; the one used last at the end.
    documents: Vec<(StoryId, Document)>,
}

impl Sessions {
    /// The same, for a library that is opened anew after a stumble: the documents may be half a change.
    pub fn after_a_stumble(self) -> Self {
        Self { documents: Vec::new(), ..self }
    }

    pub(super) fn seen(&self, id: &StoryId) -> Option<&Seen> {
        self.seen.get(id)
    }

    /// From now on the screen knows so much.
    pub(super) fn keep(&mut self, id: &StoryId, seen: Seen, document: Document) {
        self.seen.insert(id.clone(), seen);
        self.documents.retain(|(known, _)| known != id);
        if self.documents.len() >= AT_HAND {
            self.documents.remove(0);
        }
        self.documents.push((id.clone(), document));
    }

    /// Until it is [kept](Self::keep) again it is made anew of what was seen.
    pub(super) fn take(&mut self, id: &StoryId) -> Option<Document> {
        let at = self.documents.iter().position(|(known, _)| known == id)?;
        Some(self.documents.remove(at).1)
    }

    pub(super) fn documents(&mut self) -> impl Iterator<Item = &mut Document> {
        self.documents.iter_mut().map(|(_, document)| document)
    }
}

impl Library {
    /// What its screens have seen, for the library that is opened in its place.
    pub fn into_sessions(self) -> Sessions {
        self.sessions
    }

    pub fn with_sessions(self, sessions: Sessions) -> Self {
        Self { sessions, ..self }
    }

    /// The story as its screen knows it, once it has seen a view with this `revision`; all that is durable where that is
    /// what the screen knows.
    pub(super) fn as_seen(&mut self, id: &StoryId, revision: i64) -> Result<(Document, Seen)> {
        let Some(seen) = self.sessions.seen(id).cloned() else {
            // A screen that was shown it by another program, or before a start; 0 is nobody's view.
            let Loaded { document, seq } = self.load(id)?;
            let seen = Seen::up_to(if revision == 0 { seq } else { revision.min(seq) });
            return if seen.seq == seq { Ok((document, seen)) } else { Ok((self.rebuild(id, &seen)?, seen)) };
        };
        let mut document = match self.sessions.take(id) {
            Some(document) => document,
            None => self.rebuild(id, &seen)?,
        };
        if seen.seq >= revision {
            return Ok((document, seen));
        }
        let news = self.database.changes_after(id, seen.seq)?;
        let shown = news.iter().filter(|change| change.seq <= revision);
        document.merge(shown.map(|change| change.bytes.as_slice()))?;
        let beyond = seen.beyond.into_iter().filter(|seq| *seq > revision).collect();
        Ok((document, Seen { seq: revision, beyond }))
    }

    /// Exactly so much of the story as was seen.
    fn rebuild(&self, id: &StoryId, seen: &Seen) -> Result<Document> {
        let mut changes = self.database.changes_after(id, 0)?;
        changes.retain(|change| seen.has(change.seq));
        let mut document = super::read(None, &changes)?;
        document.sign(self.person.clone());
        Ok(document)
    }

    /// The document that a screen has at hand, where it holds everything that is durable. It is to be kept again.
    pub(super) fn take_current(&mut self, id: &StoryId) -> Result<Option<(Document, i64)>> {
        match self.sessions.seen(id) {
            Some(Seen { seq, beyond }) if beyond.is_empty() && !self.database.has_changes_after(id, *seq)? => {
                let seq = *seq;
                Ok(self.sessions.take(id).map(|document| (document, seq)))
            }
            _ => Ok(None),
        }
    }
}
