//! Files dragged onto the window with the mouse, out of another program's window.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    app::{Place, Window, as_text},
    process::Running,
};

/// Debian's own Python is the one that has GTK (`python3-gi`).
const PYTHON: &str = "/usr/bin/python3";
const SOURCE: &str = include_str!("drag_source.py");
/// Where the other window stands: beside the app's.
const AT: (i32, i32) = (1500, 1000);

/// Drops the files and folders on the middle of the element of that name.
pub fn drop_files(place: &Place, window: &Window, name: &str, files: &[PathBuf]) {
    Files::at_hand(place, files).drop_on(window.middle_of(name));
}

/// Files in another program's window, that the mouse may take at once.
pub struct Files<'a> {
    place: &'a Place,
    source: Running,
}

impl<'a> Files<'a> {
    pub fn at_hand(place: &'a Place, files: &[PathBuf]) -> Self {
        let (script, list) = (place.folder("drag_source.py"), place.folder("dragged.txt"));
        let paths: Vec<String> = files.iter().map(as_text).collect();
        write(&script, SOURCE);
        write(&list, &paths.join("\n"));

        let mut python = Command::new(PYTHON);
        place.furnish(&mut python);
        python.arg(&script).args([AT.0.to_string(), AT.1.to_string()]).arg(&list).stderr(Stdio::null());
        let (source, ready) = Running::start_and_hear(&mut python);
        let wanted = "files can't be dragged: scripts/setup --test installs python3-gi and gir1.2-gtk-3.0";
        assert_eq!(ready, "ready", "{wanted}");
        Self { place, source }
    }

    /// Whoever lets go over a window that does not take them sees them fly back, and the test fails.
    pub fn drop_on(mut self, to: (i32, i32)) {
        let step = |x: i32, y: i32| self.place.xdotool(&["mousemove", "--sync", &x.to_string(), &y.to_string()]);
        // A drag begins once the mouse has gone some way with the button down, and tells each window that it passes.
        step(AT.0 + 20, AT.1 + 20);
        self.place.xdotool(&["mousedown", "1"]);
        for quarter in 1..=4 {
            let between = |from: i32, to: i32| from + (to - from) * quarter / 4;
            step(between(AT.0, to.0), between(AT.1, to.1));
        }
        // The window answers whether it takes them when it has been told twice.
        step(to.0 - 3, to.1 - 3);
        step(to.0, to.1);
        self.place.xdotool(&["mouseup", "1"]);
        assert!(self.source.ended(), "the window takes the files that are let go over it");
    }
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("a test's own folder can be written");
}
