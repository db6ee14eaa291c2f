//! A story as readers get it.

use std::ops::Deref;

use super::Document;
use super::suggested::proposed_photos;
use crate::Result;
use crate::story::settling::settled_blocks;
use crate::story::{MomentId, Story, Undecided};

/// A [`Story`] whose every word is its own: nothing in it is only proposed. What goes out, is found, checked or counted is
/// a function of this, and a [`Document`] alone makes one, so that what is not settled yet can't get there.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    story: Story,
    /// How much waits beside it.
    undecided: Undecided,
}

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
    let undecided = Undecided::of(&story);
    let proposed = proposed_photos(&story.suggestions);
    story.photos.retain(|photo| !proposed.contains(photo.id.0.as_str()));
    story.body = settled_blocks(&story.body).into_iter().map(|(block, _)| block).collect();
    story.suggestions = Vec::new();
    story.comments = Vec::new();
    Settled { story, undecided }
}

impl Settled {
    pub fn undecided(&self) -> &Undecided {
        &self.undecided
    }
}

impl Deref for Settled {
    type Target = Story;

    fn deref(&self) -> &Story {
        &self.story
    }
}

/// As something to write on. There is no way back.
impl From<Settled> for Story {
    fn from(settled: Settled) -> Self {
        settled.story
    }
}

/// Tests make stories up.
#[cfg(test)]
impl From<Story> for Settled {
    fn from(story: Story) -> Self {
        Self { undecided: Undecided::of(&story), story }
    }
}

#[cfg(test)]
impl std::ops::DerefMut for Settled {
    fn deref_mut(&mut self) -> &mut Story {
        &mut self.story
    }
}
