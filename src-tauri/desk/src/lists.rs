//! The list that the page has before it: which stories, in which order. Counting a large library takes its time, so it is
//! done once a question, and what comes into sight is looked up in what it found.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use dateline_core::{
    ErrorCode, Library, Result,
    library::{StorySummary, Survey},
};

#[derive(Clone, Default)]
pub struct Lists {
    state: Arc<Mutex<State>>,
    /// Lists have a door of their own, which stays open: opening one takes longer than counting what was counted before.
    door: Arc<Mutex<Option<Library>>>,
}

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

    /// Whether nothing else was asked since.
    pub fn is_last(&self, number: u32) -> bool {
        self.state().number == number
    }

    /// Reads through the door of the lists; one after the other.
    pub fn read<T>(&self, folder: &Path, work: impl FnOnce(&Library) -> Result<T>) -> Result<T> {
        let mut door = locked(&self.door);
        let library = match door.take() {
            Some(library) => library,
            None => Library::open_or_read(folder)?,
        };
        library.keep_counted();
        let answer = work(&library);
        // What nobody may write is read as a file that does not change, and looked at anew each time; so is what failed.
        let is_sound = answer.as_ref().err().is_none_or(|error| error.code == ErrorCode::Cancelled);
        if is_sound && !library.is_read_only() {
            *door = Some(library);
        }
        answer
    }

    /// Whoever must be alone with the library has it alone.
    pub fn close(&self) {
        *locked(&self.door) = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
