//! A story as readers get it.

use std::ops::{Deref, Range};

use super::Document;
use super::blocks::holds_text;
use super::suggested::proposed_photos;
use crate::Result;
use crate::story::{Block, BlockKind, MomentId, Run, Story, Suggested, Touch};

/// A [`Story`] whose every word is its own: nothing in it is only proposed. What goes out, is found, checked or counted is
/// a function of this, and a [`Document`] alone makes one, so that what is not settled yet can't get there.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled(Story);

impl Document {
    /// The story for readers. What people write on is [`Document::story`].
    pub fn settled(&self) -> Result<Settled> {
        self.story().map(settle)
    }

    /// The story for the screen that writes on it, and for readers: read once.
    pub fn story_and_settled(&self) -> Result<(Story, Settled)> {
        let story = self.story()?;
        Ok((story.clone(), settle(story)))
    }

    /// The story for readers, as the authors of these changes saw it together. Errors: `moment_unknown`.
    pub fn settled_at(&mut self, moments: &[MomentId]) -> Result<Settled> {
        self.story_at(moments).map(settle)
    }
}

/// The one way from what people write on to what is read: what is to come is not there, what is to go is.
pub(super) fn settle(mut story: Story) -> Settled {
    let proposed = proposed_photos(&story.suggestions);
    story.photos.retain(|photo| !proposed.contains(photo.id.0.as_str()));
    story.body = settled_blocks(&story.body).into_iter().map(|(block, _)| block).collect();
    story.suggestions = Vec::new();
    Settled(story)
}

/// The blocks without what is proposed, each with the blocks that it was made of.
pub(in crate::story) fn settled_blocks(body: &[Block]) -> Vec<(Block, Range<usize>)> {
    let is_coming = |what: &[Suggested]| what.iter().any(|what| what.touch == Touch::Inserted);
    let mut settled: Vec<(BlockKind, Vec<Run>, Range<usize>)> = Vec::new();
    for (at, block) in body.iter().enumerate() {
        let mut runs = block.runs();
        runs.retain(|run| !is_coming(&run.marks.suggested));
        runs.iter_mut().for_each(|run| run.marks.suggested.clear());
        match settled.last_mut() {
            // Its marker is not there yet: what it parts is one block still.
            Some((kind, before, made_of)) if is_coming(&block.begins) && (holds_text(kind) || runs.is_empty()) => {
                before.append(&mut runs);
                made_of.end = at + 1;
            }
            _ if is_coming(&block.begins) && runs.is_empty() => (),
            // As text does that no marker begins.
            _ if is_coming(&block.begins) => settled.push((BlockKind::Paragraph, runs, at..at + 1)),
            _ => settled.push((block.kind.clone(), runs, at..at + 1)),
        }
    }
    if settled.is_empty() {
        settled.push((BlockKind::Paragraph, Vec::new(), 0..body.len()));
    }
    // Blocks that are nothing yet belong to those around them.
    let mut begin = 0;
    for (.., made_of) in &mut settled {
        made_of.start = std::mem::replace(&mut begin, made_of.end);
    }
    if let Some((.., made_of)) = settled.last_mut() {
        made_of.end = body.len();
    }
    settled.into_iter().map(|(kind, runs, made_of)| (Block::from_runs(kind, runs), made_of)).collect()
}

impl Deref for Settled {
    type Target = Story;

    fn deref(&self) -> &Story {
        &self.0
    }
}

/// As something to write on. There is no way back.
impl From<Settled> for Story {
    fn from(Settled(story): Settled) -> Self {
        story
    }
}

/// Tests make stories up.
#[cfg(test)]
impl From<Story> for Settled {
    fn from(story: Story) -> Self {
        Self(story)
    }
}

#[cfg(test)]
impl std::ops::DerefMut for Settled {
    fn deref_mut(&mut self) -> &mut Story {
        &mut self.0
    }
}
