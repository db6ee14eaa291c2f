//! A screen that nobody looks at.

use std::process::{Command, Stdio};

use crate::process::Running;

pub struct Display {
    /// As `DISPLAY` wants it.
    pub name: String,
    _server: Running,
}

impl Display {
    /// A new one, under a number that is free.
    pub fn start() -> Self {
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "1600x1100x24", "-nolisten", "tcp"]).stderr(Stdio::null());
        let (server, number) = Running::start_and_hear(&mut xvfb);
        assert!(number.parse::<u32>().is_ok(), "Xvfb did not start: {number:?}");
        Self { name: format!(":{number}"), _server: server }
    }
}
