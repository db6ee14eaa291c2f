//! Long work that a person may stop.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use dateline_core::{Progress, progress::Step};
use tauri::ipc::{Channel, IpcResponse};

type Running = Arc<Mutex<HashMap<u32, Arc<AtomicBool>>>>;

/// The work that is under way, by the number that the page gave it.
#[derive(Default)]
pub struct Jobs(Running);

/// One piece of work, until it is dropped.
pub struct Job {
    number: u32,
    cancelled: Arc<AtomicBool>,
    running: Running,
}

impl Jobs {
    pub fn begin(&self, number: u32) -> Job {
        let cancelled = Arc::new(AtomicBool::new(false));
        locked(&self.0).insert(number, cancelled.clone());
        Job { number, cancelled, running: self.0.clone() }
    }

    /// Work that has ended meanwhile can't be stopped, and need not be.
    pub fn cancel(&self, number: u32) {
        if let Some(cancelled) = locked(&self.0).get(&number) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }
}

impl Job {
    /// Hands `work` a way to tell how far it is.
    pub fn watch<T>(&self, on_step: &Channel<Step>, work: impl FnOnce(&Progress) -> T) -> T {
        let report = |step| tell(on_step, step);
        work(&Progress::new(&report, &self.cancelled))
    }

    /// The same for work that tells more than how far it is.
    pub fn watch_for_stop<T>(&self, work: impl FnOnce(&Progress) -> T) -> T {
        work(&Progress::new(&|_| (), &self.cancelled))
    }
}

/// A page that was closed or reloaded no longer wants to know.
pub fn tell<T: IpcResponse>(page: &Channel<T>, news: T) {
    let _ = page.send(news);
}

impl Drop for Job {
    fn drop(&mut self) {
        locked(&self.running).remove(&self.number);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn cancelling_stops_the_one_job_that_was_named() {
        let jobs = Jobs::default();
        let (first, second) = (jobs.begin(1), jobs.begin(2));
        jobs.cancel(1);
        assert!(first.watch_for_stop(|progress| progress.check()).is_err());
        assert!(second.watch_for_stop(|progress| progress.check()).is_ok());
    }

    #[test]
    fn a_number_used_again_is_a_new_job() {
        let jobs = Jobs::default();
        drop(jobs.begin(1));
        jobs.cancel(1);
        assert!(jobs.begin(1).watch_for_stop(|progress| progress.check()).is_ok());
    }

    #[test]
    fn steps_reach_the_page() {
        let (sender, steps) = std::sync::mpsc::channel();
        let channel = Channel::new(move |body| {
            sender.send(body.deserialize::<serde_json::Value>()?).unwrap();
            Ok(())
        });
        Jobs::default().begin(1).watch(&channel, |progress| progress.step(37, 200, "DSC_0037.JPG")).unwrap();
        assert_eq!(steps.recv().unwrap(), serde_json::json!({"done": 37, "total": 200, "name": "DSC_0037.JPG"}));
    }
}
