//! The clipboard of a display, as another program fills it.

use std::process::{Command, Stdio};

use tempfile::NamedTempFile;

use crate::{
    app::Place,
    process::{Running, wait_until},
};

/// The kinds in which words lie on a clipboard.
pub const HTML: &str = "text/html";
pub const TEXT: &str = "UTF8_STRING";

/// A program that holds something out for pasting. Dropping it empties the clipboard.
pub struct Clipboard {
    _owner: Running,
    _content: NamedTempFile,
}

impl Clipboard {
    pub fn holds(place: &Place, kind: &str, content: &str) -> Self {
        let file = NamedTempFile::new().expect("there is room for temporary files");
        std::fs::write(file.path(), content).expect("a test's own file can be written");
        let xclip = |args: &[&str]| {
            let mut command = Command::new("xclip");
            place.furnish(&mut command);
            command.args(["-selection", "clipboard", "-t", kind]).args(args).stderr(Stdio::null());
            command
        };
        // Quietly it would go into the background, and outlive the test.
        let owner = Running::start(xclip(&["-quiet", "-in"]).arg(file.path()).stdout(Stdio::null()));
        wait_until("the clipboard is filled", || {
            xclip(&["-out"]).output().is_ok_and(|output| output.stdout == content.as_bytes())
        });
        Self { _owner: owner, _content: file }
    }
}
