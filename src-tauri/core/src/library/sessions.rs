//! What screens have seen of the stories that are open on them. Positions mean what they meant where they were typed, so
//! a story is edited as its screen knows it, without what others wrote since, until a view has shown that.
//!
//! What was seen is kept as long as the program runs: a few numbers a story. The documents are only at hand, those used
//! last; each can be made again of those numbers, exactly, when it was put away or work on it stumbled.

use std::{cell::RefCell, collections::HashMap};

use super::Library;
use crate::story::{Document, Person, StoryId};

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

/// One for each story that a screen has open. Whoever reads keeps what it read here; each act borrows what is kept for
/// itself alone, and hands out values of its own.
#[derive(Default)]
pub struct Sessions(RefCell<Kept>);

#[derive(Default)]
struct Kept {
    seen: HashMap<StoryId, Seen>,
    /// Each as its screen has seen it; the one used last at the end.
    documents: Vec<(StoryId, Document)>,
}

impl Sessions {
    /// The same, for a library that is opened anew after a stumble: the documents may be half a change.
    pub fn after_a_stumble(mut self) -> Self {
        self.0.get_mut().documents.clear();
        self
    }

    pub(super) fn seen(&self, id: &StoryId) -> Option<Seen> {
        self.0.borrow().seen.get(id).cloned()
    }

    /// From now on the screen knows so much.
    pub(super) fn keep(&self, id: &StoryId, seen: Seen, document: Document) {
        let Kept { seen: all, documents } = &mut *self.0.borrow_mut();
        all.insert(id.clone(), seen);
        documents.retain(|(known, _)| known != id);
        if documents.len() >= AT_HAND {
            documents.remove(0);
        }
        documents.push((id.clone(), document));
    }

    /// Until it is [kept](Self::keep) again it is made anew of what was seen.
    pub(super) fn take(&self, id: &StoryId) -> Option<Document> {
        let documents = &mut self.0.borrow_mut().documents;
        let at = documents.iter().position(|(known, _)| known == id)?;
        Some(documents.remove(at).1)
    }

    /// What is written on screens from now on is `person`'s.
    pub(super) fn sign(&self, person: &Person) {
        for (_, document) in &mut self.0.borrow_mut().documents {
            document.sign(person.clone());
        }
    }
}

/// What its screens know outlives a library that is opened anew.
impl Library {
    /// What its screens have seen, for the library that is opened in its place.
    pub fn into_sessions(self) -> Sessions {
        self.sessions
    }

    pub fn with_sessions(self, sessions: Sessions) -> Self {
        Self { sessions, ..self }
    }
}
