//! The command line as other programs call it: the real binary, its answer, and how long it took.

use std::{
    ffi::OsStr,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{LazyLock, mpsc},
    thread,
    time::{Duration, SystemTime},
};

use serde_json::Value;

/// No call of a test is near it; a call that reaches it hangs.
const LIMIT: Duration = Duration::from_secs(60);

/// The binary beside the tests that run: cargo builds both into the same place, but not the one for the other.
pub fn binary() -> &'static Path {
    static BINARY: LazyLock<PathBuf> = LazyLock::new(|| {
        let test = std::env::current_exe().expect("a running test knows its file");
        let built = test.parent().and_then(Path::parent).expect("tests are built into <profile>/deps");
        let binary = built.join(format!("dateline{}", std::env::consts::EXE_SUFFIX));
        assert!(binary.exists(), "{} is not there: cargo build --workspace --bins first", binary.display());
        // An old one would pass for what is in the sources now.
        for source in sources(&built.join("dateline.d")) {
            let is_newer = changed(&source) > changed(&binary);
            assert!(!is_newer, "{} is newer than the program: cargo build --workspace --bins first", source.display());
        }
        binary
    });
    &BINARY
}

/// What cargo noted that the binary was made of: `binary: source source …`, with spaces in names escaped.
fn sources(noted: &Path) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(noted).unwrap_or_default().replace("\\ ", "\0");
    let names = text.lines().filter_map(|line| line.split_once(": ")).flat_map(|(_, names)| names.split(' '));
    names.map(|name| PathBuf::from(name.replace('\0', " "))).collect()
}

fn changed(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|about| about.modified()).ok()
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Answer {
    /// What `--json` printed.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}): {self:?}"))
    }

    /// The same, of a call that must succeed.
    pub fn done(&self) -> Value {
        assert_eq!(self.status, 0, "{self:?}");
        self.json()
    }
}

/// Calls that share a library and a language, and nothing of the computer they run on.
#[derive(Clone, Debug)]
pub struct Dateline {
    library: PathBuf,
    language: &'static str,
}

impl Dateline {
    pub fn new(library: &Path) -> Self {
        Self { library: library.to_owned(), language: "en" }
    }

    pub fn speaking(self, language: &'static str) -> Self {
        Self { language, ..self }
    }

    pub fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(binary());
        command.args(args).env("DATELINE_LIBRARY", &self.library).env("DATELINE_LANG", self.language);
        // A home of its own: a call that forgets the library must not find a person's.
        command.env("HOME", self.library.join("home")).env("TZ", "UTC").stdin(Stdio::null());
        command
    }

    pub fn call<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Answer {
        answer(self.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()))
    }

    pub fn json<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Answer {
        answer(self.command(args).arg("--json").stdout(Stdio::piped()).stderr(Stdio::piped()))
    }
}

/// Runs `command` to its end; one that does not end is killed, and the test fails.
fn answer(command: &mut Command) -> Answer {
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (stdout, stderr) = (gather(child.stdout.take()), gather(child.stderr.take()));
    // Both ends are closed once the program has ended.
    let (Ok(stdout), Ok(stderr)) = (stdout.recv_timeout(LIMIT), stderr.recv_timeout(LIMIT)) else {
        kill(&mut child);
        panic!("{command:?} did not end in {LIMIT:?}");
    };
    let status = child.wait().expect("a child can be waited for").code();
    Answer { status: status.unwrap_or_else(|| panic!("{command:?} was killed: {stderr}")), stdout, stderr }
}

fn gather(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<String> {
    let (done, wait) = mpsc::channel();
    let mut pipe = pipe.expect("the pipe was asked for");
    thread::spawn(move || {
        let mut text = Vec::new();
        pipe.read_to_end(&mut text).ok();
        done.send(String::from_utf8(text).expect("the program writes UTF-8")).ok();
    });
    wait
}

/// As a power cut does: no signal handler, no last write.
pub fn kill(child: &mut Child) {
    child.kill().expect("a child of ours can be killed");
    child.wait().expect("a child can be waited for");
}
