use dateline_core::{
    library::{Queue, Settings},
    review::{Gates, Step},
    story::{Gate, MomentId, StoryId},
};

use crate::{Desk, Event};

commands! {
    /// What has to be done before `step`, or before what the story waits for.
    pub async fn gates(desk: &Desk, story: StoryId, step: Option<Step>) -> Answer<Gates> {
        let language = desk.language();
        desk.read_beside(move |library| library.gates(&story, step, language)).await
    }

    /// A screen that has the story open asks for a new view.
    pub async fn move_story(desk: &Desk, story: StoryId, step: Step, reason: String) -> Answer<Gates> {
        let language = desk.language();
        desk.write(move |library| library.move_story(&story, step, &reason, language)).await
    }

    pub async fn pass_gate(
        desk: &Desk,
        story: StoryId,
        gate: Gate,
        step: Option<Step>,
        by: String,
        reason: String,
    ) -> Answer<Gates> {
        let language = desk.language();
        desk.write(move |library| library.pass_gate(&story, gate, step, &by, &reason, language)).await
    }

    pub async fn hold_gate(desk: &Desk, story: StoryId, gate: Gate) -> Answer<()> {
        desk.write(move |library| library.hold_gate(&story, gate)).await
    }

    /// What waits for whoever is at this computer.
    pub async fn queue(desk: &Desk) -> Answer<Queue> {
        desk.read_beside(|library| library.queue()).await
    }

    /// Whoever is at this computer has the story before them as it is stored.
    pub async fn note_reading(desk: &Desk, story: StoryId) -> Answer<()> {
        desk.write(move |library| library.note_reading(&story)).await
    }

    /// The last moment that they have read, where the story went on since.
    pub async fn last_read(desk: &Desk, story: StoryId) -> Answer<Option<MomentId>> {
        desk.read_beside(move |library| library.last_read(&story)).await
    }

    /// Another person of those who are known here writes from now on.
    pub async fn become_person(desk: &Desk, person: String) -> Answer<Settings> {
        let settings = desk
            .write(move |library| {
                library.become_person(&person)?;
                library.settings()
            })
            .await?;
        desk.happened(Event::SettingsSaved(Box::new(settings.clone())));
        Ok(settings)
    }
}
