use dateline_core::{
    history::{Comparison, Moment},
    library::{Ack, StoryView},
    story::{Block, Decide, Edit, LastTyped, MomentId, StoryId, VersionKind},
};

use crate::Desk;

commands! {
    pub async fn open_story(desk: &Desk, story: StoryId) -> Answer<StoryView> {
        desk.read(move |library| library.view(&story)).await
    }

    /// The page sends a story's next edits only after it has the answer to these.
    pub async fn edit_story(desk: &Desk, story: StoryId, revision: i64, edits: Vec<Edit>) -> Answer<Ack> {
        desk.write(move |library| library.edit(&story, revision, &edits)).await
    }

    pub async fn duplicate_story(desk: &Desk, story: StoryId) -> Answer<StoryId> {
        desk.write(move |library| library.duplicate(&story)).await
    }

    /// A long past takes its time to read.
    pub async fn history(desk: &Desk, story: StoryId) -> Answer<Vec<Moment>> {
        desk.read_beside(move |library| library.history(&story)).await
    }

    pub async fn compare(desk: &Desk, story: StoryId, from: MomentId, to: Option<MomentId>) -> Answer<Comparison> {
        desk.read_beside(move |library| library.compare(&story, &from, to.as_ref())).await
    }

    pub async fn name_version(desk: &Desk, story: StoryId, name: String) -> Answer<()> {
        desk.write(move |library| library.name_version(&story, &name)).await
    }

    pub async fn restore(desk: &Desk, story: StoryId, moment: MomentId) -> Answer<()> {
        desk.write(move |library| library.restore(&story, &moment)).await
    }

    /// Decides on suggestions, or takes decisions back: all or none. The body changes with that, so a screen that has it open asks
    /// for a new view.
    pub async fn decide(desk: &Desk, story: StoryId, decisions: Vec<Decide>) -> Answer<()> {
        let edits: Vec<Edit> = decisions.into_iter().map(Edit::from).collect();
        desk.write(move |library| library.edit_latest(&story, &edits)).await
    }

    /// Where this person wrote last, for a screen that does not remember.
    pub async fn last_typed(desk: &Desk, story: StoryId) -> Answer<Option<LastTyped>> {
        desk.read_beside(move |library| library.last_typed(&story)).await
    }

    /// Makes a milestone of something that was done on the screen, and is durable by now.
    pub async fn mark_version(desk: &Desk, story: StoryId, version: VersionKind) -> Answer<()> {
        desk.write(move |library| library.mark_version(&story, &version)).await
    }

    pub async fn body_at(desk: &Desk, story: StoryId, revision: i64) -> Answer<Vec<Block>> {
        desk.read(move |library| library.body_at(&story, revision)).await
    }
}
