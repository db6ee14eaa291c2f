//! A story as its screen has seen it: read from what is at hand, or made again of what was seen.

use super::Loaded;
use crate::{
    Error, ErrorCode, Result,
    library::{Library, sessions::Seen},
    story::{Document, StoryId},
};

/// Stories as screens know them.
impl Library {
    /// The story as its screen knows it, once it has seen a view with this `revision`; all that is durable where that is
    /// what the screen knows.
    pub(in crate::library) fn as_seen(&self, id: &StoryId, revision: i64) -> Result<(Document, Seen)> {
        let Some(seen) = self.sessions.seen(id) else {
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

    /// Exactly so much of the story as was seen. Errors: `story_unknown`, where it was nothing.
    pub(super) fn rebuild(&self, id: &StoryId, seen: &Seen) -> Result<Document> {
        let snapshot = self.database.snapshot(id)?.filter(|(up_to, _)| *up_to <= seen.seq);
        let mut changes = self.database.changes_after(id, snapshot.as_ref().map_or(0, |(up_to, _)| *up_to))?;
        changes.retain(|change| seen.has(change.seq));
        if snapshot.is_none() && changes.is_empty() {
            return Err(Error::new(ErrorCode::StoryUnknown).with("story", id));
        }
        let snapshot = snapshot.as_ref().map(|(_, bytes)| bytes.as_slice());
        let mut document = Document::load(snapshot, changes.iter().map(|change| change.bytes.as_slice()))?;
        document.sign(self.person.clone());
        Ok(document)
    }

    /// The document that a screen has at hand, where it holds everything that is durable. It is to be kept again.
    pub(in crate::library) fn take_current(&self, id: &StoryId) -> Result<Option<(Document, i64)>> {
        match self.sessions.seen(id) {
            Some(Seen { seq, beyond }) if beyond.is_empty() && !self.database.has_changes_after(id, seq)? => {
                Ok(self.sessions.take(id).map(|document| (document, seq)))
            }
            _ => Ok(None),
        }
    }
}
