//! The list that the page has before it: which stories, in which order. Counting a large library takes its time, so it is
//! done once a question, and what comes into sight is looked up in what it found.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dateline_core::library::{StorySummary, Survey};

#[derive(Clone, Default)]
pub struct Lists(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// What was asked last.
    number: u32,
    kept: Option<Arc<Kept>>,
}

pub struct Kept {
    number: u32,
    order: Vec<i64>,
    pub unstored: Vec<StorySummary>,
}

impl Kept {
    pub fn of(number: u32, survey: &Survey) -> Self {
        Self { number, order: survey.order.clone(), unstored: survey.unstored.clone() }
    }

    pub fn rows(&self, from: u32, count: u32) -> &[i64] {
        let from = (from as usize).min(self.order.len());
        let to = from.saturating_add(count as usize).min(self.order.len());
        &self.order[from..to]
    }
}

impl Lists {
    /// The page has asked, and waits for no earlier answer.
    pub fn begin(&self, number: u32) {
        self.state().number = number;
    }

    pub fn keep(&self, kept: Kept) {
        let mut state = self.state();
        if state.number == kept.number {
            state.kept = Some(Arc::new(kept));
        }
    }

    pub fn kept(&self, number: u32) -> Option<Arc<Kept>> {
        self.state().kept.clone().filter(|kept| kept.number == number)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
