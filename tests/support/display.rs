//! A screen that nobody looks at.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use crate::process::Running;

pub struct Display {
    /// As `DISPLAY` wants it.
    pub name: String,
    _server: Running,
}

impl Display {
    /// A new one, under a number that is free.
    pub fn start() -> Self {
        Self::start_as(&mut Command::new("Xvfb"))
    }

    /// One whose picture can be read in the folder without asking the server for it.
    pub fn start_showing_in(folder: &Path) -> Self {
        Self::start_as(Command::new("Xvfb").arg("-fbdir").arg(folder))
    }

    fn start_as(xvfb: &mut Command) -> Self {
        xvfb.args(["-displayfd", "1", "-screen", "0", "1600x1100x24", "-nolisten", "tcp"]).stderr(Stdio::null());
        let (server, number) = Running::start_and_hear(xvfb);
        assert!(number.parse::<u32>().is_ok(), "Xvfb did not start: {number:?}");
        Self { name: format!(":{number}"), _server: server }
    }
}
