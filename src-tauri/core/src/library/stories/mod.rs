//! Stories: making, reading and editing them, their pasts, and what screens know of them. Of the catalogue they know the
//! line that each leaves in lists, and nothing else.

mod history;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod history_tests;
mod importing;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod newer_tests;
mod seen;
mod suggesting;
mod whole;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Library, line, sessions::Seen};
use crate::{
    Error, Language, Result, clock,
    package::{self, Missing},
    story::{Change, Conflict, Document, Edit, FieldValue, Settled, Story, StoryId},
};

pub use importing::ImportReport;
pub use whole::Loss;
#[cfg(test)]
pub(super) use whole::SNAPSHOT_AFTER;
pub(super) use whole::{Loaded, holds_a_story, loss_of, read, whole_document};

/// A story opened for editing.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct StoryView {
    pub story: Story,
    pub missing: Vec<Missing>,
    pub conflicts: Vec<Conflict>,
    /// What it lacks; with it the story is for reading alone.
    pub loss: Option<Loss>,
    /// Length of the body in the units of [`Edit`]; a view that counts otherwise has gone astray.
    pub body_length: u32,
    /// How much of the story's history this view has in it. Edits made on the view name it, so that their
    /// positions mean what they meant on the screen.
    #[ts(type = "number")]
    pub revision: i64,
}

/// An edit of one of several stories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StoryEdit {
    pub story: StoryId,
    pub edit: Edit,
}

/// What the library says once an edit is durable.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Ack {
    pub saved_at: DateTime<Utc>,
    pub body_length: u32,
    /// Another program has changed the story too: a new view shows both.
    pub changed_elsewhere: bool,
    /// How much of the history is stored now. Unless it changed elsewhere, this is what the screen shows.
    #[ts(type = "number")]
    pub revision: i64,
}

/// Stories as they are worked on: made, found, read, edited.
impl Library {
    pub fn is_empty(&self) -> Result<bool> {
        Ok(!self.database.has_stories()?)
    }

    pub fn create(&mut self, language: Language) -> Result<StoryId> {
        self.create_with(language, &[])
    }

    /// A new story with `edits` made on it, all at once or not at all.
    fn create_with(&mut self, language: Language, edits: &[Edit]) -> Result<StoryId> {
        self.begin(language, |document, now| document.edit(edits, now))
    }

    /// A new story, and what `fill` makes of it: both or neither.
    fn begin(
        &mut self,
        language: Language,
        fill: impl FnOnce(&mut Document, DateTime<Utc>) -> Result<Option<Change>>,
    ) -> Result<StoryId> {
        let id = StoryId::fresh();
        let now = clock::now();
        let (mut document, first) = Document::new(&id, language, self.person.clone(), now)?;
        let changes: Vec<_> = std::iter::once(first).chain(fill(&mut document, now)?).collect();
        let listed = line::listed(&document.settled()?, true)?;
        let seq = self.database.insert_story(&id, now, &changes, &listed)?;
        if whole::is_slow_to_read(changes.iter().map(|change| change.bytes.len())) {
            // Only a cache: where it can't be written, whoever opens the story first writes it.
            self.database.save_snapshot(&id, seq, &document.snapshot()).ok();
        }
        self.sessions.keep(&id, Seen::up_to(seq), document);
        Ok(id)
    }

    /// The story whose id begins with `prefix`.
    pub fn resolve(&self, prefix: &str) -> Result<StoryId> {
        self.database.resolve_story(prefix)
    }

    /// The story with everything that was acknowledged. Errors: `story_newer`, `story_not_whole`.
    pub fn story(&self, id: &StoryId) -> Result<Story> {
        self.read_whole(id, Document::story)
    }

    /// The same for readers. Errors: `story_not_whole`.
    pub fn settled(&self, id: &StoryId) -> Result<Settled> {
        self.read_whole(id, Document::settled)
    }

    /// What `read` makes of the whole story as it is.
    pub(super) fn read_whole<T>(&self, id: &StoryId, read: impl FnOnce(&Document) -> Result<T>) -> Result<T> {
        match self.take_current(id)? {
            Some((document, seq)) => {
                let told = read(&document);
                self.sessions.keep(id, Seen::up_to(seq), document);
                told
            }
            None => read(&self.load(id)?.document),
        }
    }

    /// How much of the story's history is stored now: the revision of a view made of it. None where there is no such story.
    pub fn revision(&self, id: &StoryId) -> Result<Option<i64>> {
        self.database.last_change(id)
    }

    /// The story for the screen. Edits made on it name its revision.
    pub fn view(&self, id: &StoryId) -> Result<StoryView> {
        self.view_and_settled(id).map(|(view, _)| view)
    }

    /// What readers are told of it: nothing in it is only proposed.
    pub fn view_for_readers(&self, id: &StoryId) -> Result<StoryView> {
        let (view, settled) = self.view_and_settled(id)?;
        Ok(StoryView { story: settled.into(), ..view })
    }

    /// The story for the screen, and the same for readers.
    pub(super) fn view_and_settled(&self, id: &StoryId) -> Result<(StoryView, Settled)> {
        let (mut document, revision, loss, is_kept) = match self.take_current(id)? {
            Some((document, seq)) => (document, seq, None, true),
            None => {
                let (Loaded { document, seq }, loss) = self.load_what_there_is(id)?;
                // The screen may still send edits made on what it showed before, so that stays as it was seen.
                let is_seen = self.sessions.seen(id).is_some_and(|seen| seen != Seen::up_to(seq));
                (document, seq, loss, loss.is_none() && !is_seen)
            }
        };
        let (story, settled) = document.story_and_settled()?;
        let conflicts = document.conflicts()?;
        let body_length = document.body_length() as u32;
        if is_kept {
            self.sessions.keep(id, Seen::up_to(revision), document);
        }
        let missing = package::missing(&settled);
        Ok((StoryView { missing, story, conflicts, loss, body_length, revision }, settled))
    }

    /// Makes `edits` durable, all or none. Their positions are those of the view with this `revision`, and of
    /// the edits made on it since; with 0, of the story as it is here.
    pub fn edit(&mut self, id: &StoryId, revision: i64, edits: &[Edit]) -> Result<Ack> {
        let (mut document, mut seen) = self.as_seen(id, revision)?;
        let change = match document.edit(edits, clock::now()) {
            Ok(change) => change,
            Err(error) => {
                self.sessions.keep(id, seen, document);
                return Err(error);
            }
        };
        if let Some(change) = change {
            // What can't be stored was not done: the document is made anew of what is durable, for the next try.
            let seq = self.database.append_changes(id, &[change])?;
            if seq == seen.seq + 1 { seen.seq = seq } else { seen.beyond.push(seq) }
        }
        let ack = Ack {
            saved_at: clock::now(),
            body_length: document.body_length() as u32,
            changed_elsewhere: !seen.beyond.is_empty(),
            revision: seen.revision(),
        };
        self.sessions.keep(id, seen, document);
        Ok(ack)
    }

    /// Makes `edits` on the story as it is now, for callers that have no view of it. A screen that has one open
    /// learns of it as it does of another program's work.
    pub fn edit_latest(&mut self, id: &StoryId, edits: &[Edit]) -> Result<()> {
        let Loaded { mut document, seq: before } = self.load(id)?;
        let mut seq = before;
        if let Some(change) = document.edit(edits, clock::now())? {
            seq = self.append(id, &document, &[change])?;
        }
        // Whoever asks for it next need not read it again; what another program wrote in between, they see all the same.
        if seq <= before + 1 && self.sessions.seen(id).is_none() {
            self.sessions.keep(id, Seen::up_to(seq), document);
        }
        Ok(())
    }

    /// Makes one edit on each of several stories, all or none, and answers with what takes them back. Of those that a list can
    /// tell of: the state, and fields. One that is so already is left as it is.
    pub fn edit_each(&mut self, edits: &[StoryEdit]) -> Result<Vec<StoryEdit>> {
        let mut back = Vec::new();
        for one in edits {
            match self.edit_one(one) {
                Ok(before) => back.extend(before),
                Err(error) => {
                    for one in back.iter().rev() {
                        // What stays done is seen in the list; why it was not all is told.
                        self.edit_one(one).ok();
                    }
                    return Err(error);
                }
            }
        }
        back.reverse();
        Ok(back)
    }

    /// None where nothing is to be changed.
    fn edit_one(&mut self, StoryEdit { story, edit }: &StoryEdit) -> Result<Option<StoryEdit>> {
        let now = self.settled(story)?;
        let before = match edit {
            Edit::SetState { .. } => Edit::to_state(now.state),
            Edit::SetField { field, .. } => {
                let empty = || FieldValue::Text(String::new());
                Edit::SetField { field: *field, value: now.fields.get(*field).cloned().unwrap_or_else(empty) }
            }
            _ => return Err(Error::internal("only a state or a field is set in several stories")),
        };
        if before == *edit {
            return Ok(None);
        }
        self.edit_beside_text(story, std::slice::from_ref(edit))?;
        Ok(Some(StoryEdit { story: story.clone(), edit: before }))
    }

    /// Makes `edits` that no position in the text changes with, and that name none: they may go between the edits of a
    /// screen that has the story open.
    pub(super) fn edit_beside_text(&mut self, id: &StoryId, edits: &[Edit]) -> Result<()> {
        match self.sessions.seen(id) {
            Some(_) => self.edit(id, 0, edits).map(drop),
            None => self.edit_latest(id, edits),
        }
    }

    /// Makes changes durable that were made on the story as it is, and its line in lists while the story is in hand.
    /// Returns the number of the last.
    pub(super) fn append(&mut self, id: &StoryId, document: &Document, changes: &[Change]) -> Result<i64> {
        let seq = self.database.append_changes(id, changes)?;
        let listed = line::listed(&document.settled()?, true)?;
        // The changes are durable. A line that can't be written now is stale, and made when a list is asked for.
        self.database.list_stories(&[(id.clone(), listed, seq)]).ok();
        Ok(seq)
    }
}
