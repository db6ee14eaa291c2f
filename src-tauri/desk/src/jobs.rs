//! Long work that a person may stop.

use std::{
    collections::HashMap,
    marker::PhantomData,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use dateline_core::{Progress, progress::ProgressStep};
use serde::Serialize;
use serde_json::Value;

/// Where work tells how far it is. A screen that was closed or reloaded no longer wants to know.
pub type Steps = Box<dyn Fn(Value) + Send + Sync>;

type Running = Arc<Mutex<HashMap<u32, Arc<AtomicBool>>>>;

/// The work that is under way, by the number that the page gave it.
#[derive(Clone, Default)]
pub struct Jobs(Running);

/// One piece of work that tells steps of this kind, until it is dropped.
pub struct Job<S> {
    number: u32,
    cancelled: Arc<AtomicBool>,
    running: Running,
    steps: Steps,
    kind: PhantomData<fn(S)>,
}

impl Jobs {
    pub fn begin<S>(&self, number: u32, steps: Steps) -> Job<S> {
        let cancelled = Arc::new(AtomicBool::new(false));
        locked(&self.0).insert(number, cancelled.clone());
        Job { number, cancelled, running: self.0.clone(), steps, kind: PhantomData }
    }

    /// Work that has ended meanwhile can't be stopped, and need not be.
    pub fn cancel(&self, number: u32) {
        if let Some(cancelled) = locked(&self.0).get(&number) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }
}

impl<S: Serialize> Job<S> {
    pub fn tell(&self, step: S) {
        // A step that can't be written is one less; the work goes on.
        (self.steps)(serde_json::to_value(step).unwrap_or_default());
    }

    /// Hands `work` a way to be stopped, where it tells its steps itself.
    pub fn watch_for_stop<T>(&self, work: impl FnOnce(&Progress) -> T) -> T {
        work(&Progress::new(&|_| (), &self.cancelled))
    }
}

impl Job<ProgressStep> {
    /// Hands `work` a way to tell how far it is, and to be stopped.
    pub fn watch<T>(&self, work: impl FnOnce(&Progress) -> T) -> T {
        work(&Progress::new(&|step| self.tell(step), &self.cancelled))
    }
}

impl<S> Drop for Job<S> {
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

    fn begun(jobs: &Jobs, number: u32) -> Job<ProgressStep> {
        jobs.begin(number, Box::new(|_| ()))
    }

    #[test]
    fn cancelling_stops_the_one_job_that_was_named() {
        let jobs = Jobs::default();
        let (first, second) = (begun(&jobs, 1), begun(&jobs, 2));
        jobs.cancel(1);
        assert!(first.watch_for_stop(|progress| progress.check()).is_err());
        assert!(second.watch_for_stop(|progress| progress.check()).is_ok());
    }

    #[test]
    fn a_number_used_again_is_a_new_job() {
        let jobs = Jobs::default();
        drop(begun(&jobs, 1));
        jobs.cancel(1);
        assert!(begun(&jobs, 1).watch_for_stop(|progress| progress.check()).is_ok());
    }

    #[test]
    fn steps_reach_the_screen() {
        let (sender, steps) = std::sync::mpsc::channel();
        let job: Job<ProgressStep> = Jobs::default().begin(1, Box::new(move |step| sender.send(step).unwrap()));
        job.watch(|progress| progress.step(37, 200, "DSC_0037.JPG")).unwrap();
        assert_eq!(steps.recv().unwrap(), serde_json::json!({"done": 37, "total": 200, "name": "DSC_0037.JPG"}));
    }
}
