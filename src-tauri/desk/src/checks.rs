//! The stories that are under the copy checker while their screens are open.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use dateline_core::{
    Language,
    check::{CheckAnswer, CheckUpdate, StoryCheck, Style},
    story::StoryId,
};

/// Screens open one story at a time; a few stay for those who go back and forth.
const KEPT: usize = 4;

#[derive(Clone, Default)]
pub struct Checks(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    stories: HashMap<StoryId, StoryCheck>,
    /// The one used last at the end.
    order: Vec<StoryId>,
}

impl Checks {
    /// None where the story has to be told anew first.
    pub fn update(&self, story: &StoryId, update: &CheckUpdate, language: Language) -> Option<CheckAnswer> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Some(kept.stories.get_mut(story)?.update(update, language))
    }

    /// From now on the story is checked by this style.
    pub fn begin(&self, story: &StoryId, style: Arc<Style>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.order.retain(|other| other != story);
        kept.order.push(story.clone());
        kept.stories.insert(story.clone(), StoryCheck::new(style));
        if kept.order.len() > KEPT {
            let oldest = kept.order.remove(0);
            kept.stories.remove(&oldest);
        }
    }
}
