//! What screens have seen of the stories that are open on them. Positions mean what they meant where they were typed, so
//! a story is edited as its screen knows it, without what others wrote since, until a view has shown that.
//!
//! What was seen is kept as long as the program runs: a few numbers a story. The documents are only at hand, those used
//! last; each can be made again of those numbers, exactly, when it was put away or work on it stumbled.

use std::collections::HashMap;

use super::Library;
use crate::story::{Document, StoryId};

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
}
