//! Making what lists are made of again: what an older Dateline made, and what was changed since, where that is much. It is
//! done through a door of its own, so that neither typing nor a list waits; lists answer with what there is, and hear of
//! what has come as of another program's work.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use dateline_core::{Library, Progress};

#[derive(Clone, Default)]
pub struct CatchingUp(Arc<State>);

#[derive(Default)]
struct State {
    is_held: AtomicBool,
    /// Locked while it is at work.
    work: Mutex<()>,
}

impl CatchingUp {
    /// Begins it, unless it is at work already.
    pub fn begin(&self, folder: PathBuf) {
        let state = self.0.clone();
        thread::spawn(move || {
            let Ok(_at_work) = state.work.try_lock() else { return };
            let progress = Progress::new(&|_| (), &state.is_held);
            // What can't be made now is made when a list is asked for, or with the next start.
            Library::open(&folder).and_then(|library| library.catch_up(&progress)).ok();
        });
    }

    /// Does what nobody else may have the library for. What was not made by then is made with the next list.
    pub fn held<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.is_held.store(true, Ordering::Relaxed);
        let ended = self.0.work.lock().unwrap_or_else(PoisonError::into_inner);
        let done = work();
        self.0.is_held.store(false, Ordering::Relaxed);
        drop(ended);
        done
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use dateline_core::Language;

    use super::*;

    #[test]
    fn whoever_needs_the_library_alone_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Library::make(folder.path()).unwrap();
        for _ in 0..60 {
            let story = library.create(Language::Vietnamese).unwrap();
            library.edit(&story, 0, &[]).unwrap();
        }
        drop(library);
        let catching_up = CatchingUp::default();
        for _ in 0..20 {
            catching_up.begin(folder.path().to_owned());
            let recovered = catching_up.held(|| Library::recover(folder.path(), &[], &Progress::unwatched()));
            assert_eq!(recovered.unwrap().stories, 60);
        }
    }
}
