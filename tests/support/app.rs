//! The real window: the built app on a display and in a home folder of its own, driven as a person would.

use std::{
    env,
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use dateline_core::{Library, library::SettingsChange};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{display::Display, process::Running, webdriver::Session};

/// Where a program runs: a display, a home folder and a library, none of them anybody else's.
pub struct Place {
    home: TempDir,
    pub library: PathBuf,
    pub display: Display,
    environment: Vec<(OsString, OsString)>,
}

impl Place {
    pub fn new() -> Self {
        Self::on(Display::start())
    }

    pub fn on(display: Display) -> Self {
        let home = TempDir::new().expect("a folder for the test");
        let library = home.path().join("library");
        Self { library, home, display, environment: Vec::new() }
    }

    /// A folder beside the library.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// As if packages had gone to `folder` the last time: the window takes no other before somebody has chosen it, and a
    /// test can't click in the system's own dialog.
    pub fn packages_went_to(&self, folder: &Path) {
        let remembered = || {
            let mut library = Library::make(&self.library)?;
            let packages_folder = as_text(folder);
            library.change_settings(&SettingsChange { packages_folder: Some(packages_folder), ..Default::default() })
        };
        remembered().unwrap_or_else(|error: dateline_core::Error| panic!("{error}"));
    }

    /// One more variable for the programs started from now on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.environment.push((name.into(), value.into()));
    }

    /// Gives a program this place's environment and no other.
    pub fn furnish(&self, command: &mut Command) {
        command.env_clear();
        for name in ["PATH", "LD_LIBRARY_PATH"] {
            if let Some(value) = env::var_os(name) {
                command.env(name, value);
            }
        }
        for (name, folder) in [
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            let folder = self.home.path().join(folder);
            fs::create_dir_all(&folder).expect("a folder for the test");
            command.env(name, folder);
        }
        command
            .env("HOME", self.home.path())
            .env("DISPLAY", &self.display.name)
            .env("LANG", "C.UTF-8")
            // Xvfb has no graphics card to hand buffers to: keys paint three times faster without.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("NO_AT_BRIDGE", "1")
            // Without this, GTK starts a bus that leaves its group and that nobody ends. Who needs one starts one.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .envs(self.environment.iter().cloned());
    }

    /// Starts a session bus of its own, which the programs started from now on see.
    pub fn start_bus(&mut self) -> Running {
        let mut dbus = Command::new("dbus-daemon");
        self.furnish(&mut dbus);
        dbus.args(["--session", "--nofork", "--print-address=1"]).stderr(Stdio::null());
        let (bus, address) = Running::start_and_hear(&mut dbus);
        self.set("DBUS_SESSION_BUS_ADDRESS", &address);
        bus
    }

    /// The app as a person starts it, with nobody driving it.
    pub fn app(&self, library: &Path) -> Command {
        let mut command = Command::new(app_binary());
        self.furnish(&mut command);
        command.arg("--library").arg(library);
        command
    }

    /// Opens the app and waits for its first screen.
    pub fn open(&self) -> Window<'_> {
        let library = as_text(&self.library);
        let session = Session::start(&app_binary(), &["--library", &library], |command| {
            self.furnish(command);
            command.env("TAURI_WEBVIEW_AUTOMATION", "true").stdout(Stdio::null()).stderr(Stdio::null());
        });
        Window { session, place: self }
    }

    /// What xdotool prints.
    pub fn xdotool(&self, args: &[&str]) -> String {
        let mut command = Command::new("xdotool");
        self.furnish(&mut command);
        let output = command.args(args).output().expect("xdotool is installed by scripts/setup --test");
        assert!(output.status.success(), "xdotool {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}

/// The app that was built last beside this test.
fn app_binary() -> PathBuf {
    let here = env::current_exe().expect("a running program has a path");
    let beside = here.ancestors().map(|folder| folder.join("dateline-desktop")).find(|path| path.is_file());
    beside.unwrap_or_else(|| panic!("the app is not built: cargo build -p dateline-desktop"))
}

/// The app's window. Elements are named by their `data-testid`.
pub struct Window<'a> {
    pub session: Session,
    place: &'a Place,
}

impl Window<'_> {
    pub fn see(&self, name: &str) {
        self.session.find(&selector(name));
    }

    /// Whether it is there now.
    pub fn shows(&self, name: &str) -> bool {
        self.session.run("return document.querySelector(arguments[0]) !== null", json!([selector(name)])) == true
    }

    pub fn click(&self, name: &str) {
        self.session.click(&selector(name));
    }

    /// Types where the element has its cursor.
    pub fn type_into(&self, name: &str, text: &str) {
        self.session.send_keys(&self.session.find(&selector(name)), text);
    }

    /// Types where the keyboard is, wherever that may be.
    pub fn strike(&self, keys: &str) {
        self.session.send_keys(&self.session.active(), keys);
    }

    /// Waits until the keyboard is in the element.
    pub fn wait_for_keyboard_in(&self, name: &str) {
        let expression = "document.activeElement?.matches(arguments[0])";
        self.session.wait_for(&format!("{name} has the keyboard"), expression, json!([selector(name)]));
    }

    /// Waits until what is typed next comes into the element's text.
    pub fn wait_for_cursor_in(&self, name: &str) {
        let expression = "document.querySelector(arguments[0]).contains(getSelection().anchorNode)";
        self.session.wait_for(&format!("{name} has the cursor"), expression, json!([selector(name)]));
    }

    /// What the element shows: the value of a field, the text of anything else.
    pub fn text(&self, name: &str) -> String {
        self.session.find(&selector(name));
        let script = format!("return ({SHOWN})(arguments[0])");
        self.session.run(&script, json!([selector(name)])).as_str().unwrap_or_default().to_owned()
    }

    /// Takes out what a field holds, as a person does.
    pub fn clear(&self, name: &str) {
        self.type_into(name, "\u{E009}a\u{E000}");
        self.type_into(name, BACKSPACE);
    }

    /// The name of the first element whose name begins so, such as `caption-` of the first picture.
    pub fn first_named(&self, beginning: &str) -> String {
        let css = format!("[data-testid^={}]", Value::from(beginning));
        self.session.find(&css);
        let name = self.session.run("return document.querySelector(arguments[0]).dataset.testid", json!([css]));
        name.as_str().expect("it was found by its name").to_owned()
    }

    /// Chooses one of several, by the label that a person clicks.
    pub fn choose(&self, name: &str) {
        self.session.click(&format!("label:has({})", selector(name)));
    }

    /// Clicks with the mouse itself, into a box that takes words, and waits until it does: keys go another way than
    /// clicks, and may be there first. WebDriver's own click ends a word that is being composed in a way of its own.
    pub fn click_with_mouse(&self, name: &str) {
        let (x, y) = self.middle_of(name);
        self.place.xdotool(&["mousemove", "--sync", &x.to_string(), &y.to_string(), "click", "1"]);
        self.wait_for_keyboard_in(name);
    }

    /// Where on the display the element is; of a high one, where its first line is.
    pub fn middle_of(&self, name: &str) -> (i32, i32) {
        self.session.find(&selector(name));
        let middle = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
             return [box.x + box.width / 2 + screenX, box.y + Math.min(box.height / 2, 20) + screenY].map(Math.round)";
        let at = self.session.run(middle, json!([selector(name)]));
        let pixel = |at: &Value| at.as_i64().and_then(|at| i32::try_from(at).ok()).expect("a place on the display");
        (pixel(&at[0]), pixel(&at[1]))
    }

    /// Waits until the element shows `text` somewhere.
    pub fn wait_for_text(&self, name: &str, text: &str) {
        let expression = format!("({SHOWN})(arguments[0]).includes(arguments[1])");
        self.session.wait_for(&format!("{name} shows {text:?}"), &expression, json!([selector(name), text]));
    }

    /// Waits until the element carries `attribute="value"`.
    pub fn wait_for_attribute(&self, name: &str, attribute: &str, value: &str) {
        self.session.find(&format!("{}[{attribute}={}]", selector(name), Value::from(value)));
    }

    /// Gives the window the keyboard, as a click on it would.
    pub fn focus(&self) {
        self.place.xdotool(&["search", "--sync", "--onlyvisible", "--name", "Dateline", "windowfocus", "--sync"]);
    }

    pub fn screenshot(&self, path: &Path) {
        let png = self.session.screenshot();
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder for screenshots");
        fs::write(path, png).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Kills the app as a power cut would.
    pub fn kill(self) {
        self.session.kill();
    }
}

/// As WebDriver names the keys that are no letters.
pub const BACKSPACE: &str = "\u{E003}";
pub const SHIFT: &str = "\u{E008}";
pub const TAB: &str = "\u{E004}";
pub const ENTER: &str = "\u{E007}";
pub const ESCAPE: &str = "\u{e00c}";
pub const DELETE: &str = "\u{E017}";
pub const F1: &str = "\u{e031}";
pub const F8: &str = "\u{e038}";
pub const F10: &str = "\u{e03a}";
pub const F11: &str = "\u{e03b}";
pub const END: &str = "\u{E010}";
pub const HOME: &str = "\u{E011}";
pub const LEFT: &str = "\u{E012}";
pub const RIGHT: &str = "\u{E014}";
pub const DOWN: &str = "\u{E015}";
pub const TO_THE_START: &str = "\u{E009}\u{E011}\u{E000}";
pub const TO_THE_END: &str = "\u{E009}\u{E010}\u{E000}";

/// Ctrl and a key. One in each call: the driver holds Ctrl to its end.
pub fn chord(key: &str) -> String {
    format!("\u{e009}{key}")
}

/// Shift and a key.
pub fn shifted(key: &str) -> String {
    format!("{SHIFT}{key}\u{E000}")
}

/// What a person reads in the element that a selector names; nothing where there is none.
const SHOWN: &str = "css => { const e = document.querySelector(css); return e ? (e.matches('input, textarea') ? e.value : e.innerText) : ''; }";

fn selector(name: &str) -> String {
    format!("[data-testid={}]", Value::from(name))
}

/// A path as WebDriver and the app's fields take it.
pub fn as_text(path: impl AsRef<OsStr>) -> String {
    path.as_ref().to_string_lossy().into_owned()
}
