//! How long work tells how far it is, and is told to stop.

use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use ts_rs::TS;

use crate::{Error, Result, error::ErrorCode};

/// `done` of `total` things of one kind, such as "37/200".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ProgressStep {
    pub done: u32,
    pub total: u32,
    /// The file being worked on, as a person knows it.
    pub name: String,
}

/// Handed to work that may take more than a second.
pub struct Progress<'a> {
    report: &'a (dyn Fn(ProgressStep) + Sync),
    cancelled: &'a AtomicBool,
}

impl<'a> Progress<'a> {
    pub fn new(report: &'a (dyn Fn(ProgressStep) + Sync), cancelled: &'a AtomicBool) -> Self {
        Self { report, cancelled }
    }

    /// For work that nobody watches: the command line, tests.
    pub fn unwatched() -> Progress<'static> {
        static NEVER: AtomicBool = AtomicBool::new(false);
        Progress { report: &|_| (), cancelled: &NEVER }
    }

    /// Tells how far the work is; the error `cancelled` when a person wants it stopped.
    pub fn step(&self, done: usize, total: usize, name: &str) -> Result<()> {
        self.check()?;
        (self.report)(ProgressStep { done: done as u32, total: total as u32, name: name.to_owned() });
        Ok(())
    }

    pub fn check(&self) -> Result<()> {
        if self.cancelled.load(Ordering::Relaxed) { Err(Error::new(ErrorCode::Cancelled)) } else { Ok(()) }
    }
}
