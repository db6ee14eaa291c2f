//! A story's past: told, compared, given names, and brought back.

use std::time::Duration;

use super::Loaded;
use crate::{
    Result, clock,
    history::{self, Comparison, Moment},
    library::{Library, house::given_name, sessions::Seen},
    story::{Block, Change, LastTyped, MomentId, Story, StoryField, StoryId, VersionKind},
};

/// Stories as they were.
impl Library {
    /// How the story came to be what it is, newest first. How much was written in each moment is counted for about
    /// as long as a person waits without noticing; the next call counts on.
    pub fn history(&self, id: &StoryId) -> Result<Vec<Moment>> {
        const PATIENCE: Duration = Duration::from_millis(200);
        let mut document = self.load_what_there_is(id)?.0.document;
        let known = self.database.amounts(id)?;
        let timeline = history::timeline(&mut document, &known, PATIENCE)?;
        // Only a cache: where it can't be written, they are counted again.
        self.database.keep_amounts(id, &timeline.counted).ok();
        Ok(timeline.moments)
    }

    /// Makes a milestone of the story as it is now. A name that is blank is given all the same.
    pub fn name_version(&mut self, id: &StoryId, name: &str) -> Result<()> {
        self.mark_version(id, &VersionKind::Named { name: given_name(name.trim()) })
    }

    /// Makes a milestone of this kind of the story as it is now.
    pub fn mark_version(&mut self, id: &StoryId, version: &VersionKind) -> Result<()> {
        // Nothing on a screen moves with a name, so a story that is open there goes on with it.
        let (mut document, before, is_current) = match self.take_current(id)? {
            Some((document, seq)) => (document, seq, true),
            None => {
                let Loaded { document, seq } = self.load(id)?;
                (document, seq, false)
            }
        };
        let change = document.mark_version(version, clock::now())?;
        let seq = self.database.append_changes(id, &[change])?;
        if is_current && seq == before + 1 {
            self.sessions.keep(id, Seen::up_to(seq), document);
        }
        Ok(())
    }

    /// What changed from one moment to another; to the story as it is now where there is no other.
    /// Errors: `moment_unknown`.
    pub fn compare(&self, id: &StoryId, from: &MomentId, to: Option<&MomentId>) -> Result<Comparison> {
        let mut document = self.load_what_there_is(id)?.0.document;
        let before = document.settled_at(std::slice::from_ref(from))?;
        let after = match to {
            Some(to) => document.settled_at(std::slice::from_ref(to))?,
            None => document.settled()?,
        };
        Ok(history::compare(&before, &after))
    }

    /// Makes the story what it was at `moment`, all at once. Until then it is a milestone, and nothing is lost.
    /// A screen that has it open learns of it as it does of another program's work.
    pub fn restore(&mut self, id: &StoryId, moment: &MomentId) -> Result<()> {
        let mut document = self.load(id)?.document;
        let then = document.settled_at(std::slice::from_ref(moment))?;
        let now = clock::now();
        let before = document.mark_version(&VersionKind::BeforeRestore, now)?;
        match document.become_like(&then, now, Some(VersionKind::Restored))? {
            Some(restored) => self.append(id, &document, &[before, restored]).map(drop),
            // It is what it was: nothing happened.
            None => Ok(()),
        }
    }

    /// Where the person of this library wrote last, where nobody else wrote since.
    pub fn last_typed(&self, id: &StoryId) -> Result<Option<LastTyped>> {
        self.load(id)?.document.last_typed()
    }

    /// The moment up to which the history went with this change. None where there is no such change.
    pub(in crate::library) fn moment_of(&self, id: &StoryId, seq: i64) -> Result<Option<MomentId>> {
        let change = self.database.changes_after(id, seq - 1)?.into_iter().next().filter(|change| change.seq == seq);
        change.map(|change| Ok(MomentId(crate::digest::hex(&Change::parse(&change.bytes)?.hash)))).transpose()
    }

    /// The body as it was when the history went up to `revision`.
    pub fn body_at(&self, id: &StoryId, revision: i64) -> Result<Vec<Block>> {
        Ok(self.rebuild(id, &Seen::up_to(revision))?.story()?.body)
    }

    /// A new draft with the same words and pictures. What belongs to the other's publication stays with it.
    pub fn duplicate(&mut self, id: &StoryId) -> Result<StoryId> {
        const ITS_OWN: &[StoryField] = &[
            StoryField::Slug,
            StoryField::DatePublished,
            StoryField::Views,
            StoryField::Embargoed,
            StoryField::PublishSchedule,
        ];
        // Of a story that is not whole, what there is: so a person goes on with it.
        let (story, ..) = self.story_as_it_is(id)?;
        let mut story = Story::from(story);
        for &field in ITS_OWN {
            story.fields.set(field, String::new());
        }
        self.begin(story.language, |document, now| document.become_like(&story, now, None))
    }
}
