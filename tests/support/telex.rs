//! Vietnamese as people type it: a keyboard, ibus and its Unikey engine, nothing simulated but the fingers.

use std::process::{Command, Stdio};

use crate::{
    app::Place,
    process::{Running, wait_until},
};

pub struct Telex {
    _bus: Running,
    _ibus: Running,
}

impl Telex {
    /// Starts the input method on the display and in the home folder of `place`, which learns where it is.
    pub fn start(place: &mut Place) -> Self {
        let bus = place.start_bus();
        place.set("GTK_IM_MODULE", "ibus");

        let mut daemon = Command::new("ibus-daemon");
        place.furnish(&mut daemon);
        let ibus =
            Running::start(daemon.args(["--panel=disable", "--config=disable", "--replace"]).stderr(Stdio::null()));
        let ask = |args: &[&str]| {
            let mut ibus = Command::new("ibus");
            place.furnish(&mut ibus);
            ibus.args(args).stderr(Stdio::null()).output().expect("ibus is installed by scripts/setup --test").stdout
        };
        // Choosing reports a failure, as Xvfb has no keyboard to lay out anew; what was chosen tells.
        wait_until("ibus speaks Telex", || {
            ask(&["engine", "Unikey"]);
            ask(&["engine"]).starts_with(b"Unikey")
        });
        Self { _bus: bus, _ibus: ibus }
    }

    /// Strikes keys, in ASCII as on the keyboard: `hoaf` for "hòa".
    pub fn strike(&self, place: &Place, keys: &str) {
        place.xdotool(&["type", "--delay", "40", keys]);
    }

    /// Presses keys that are no letters, as xdotool names them: `ctrl+Home`.
    pub fn press(&self, place: &Place, keys: &[&str]) {
        place.xdotool(&[&["key", "--delay", "40"], keys].concat());
    }
}
