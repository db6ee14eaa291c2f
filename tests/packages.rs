//! A package on its way to its place, under strace: the program is killed at each step that another would see, the disk
//! refuses to confirm, the file system knows no exchange, the library can't be written. The name holds a whole package
//! at every moment, and what is said is what is there.

#![cfg(target_os = "linux")]
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use dateline_core::{Language, Library, Progress};
use dateline_tests::{
    cli::Answer,
    newsroom::Newsroom,
    strace::{self, under_strace},
};
use rusqlite::Connection;
use serde_json::json;

/// A story that has been packaged once.
struct Packaged {
    newsroom: Newsroom,
    story: String,
    package: PathBuf,
    first: String,
}

impl Packaged {
    fn new(zip: bool) -> Self {
        let newsroom = Newsroom::new();
        let story = newsroom.with_a_light_story().0;
        let out = newsroom.path("out");
        let mut args = vec!["package", &story, "--out", out.to_str().unwrap()];
        args.extend(zip.then_some("--zip"));
        let report = newsroom.dateline().json(args).done();
        let package = PathBuf::from(report["package"].as_str().unwrap());
        let first = report["sha256"].as_str().unwrap().to_owned();
        // What is written from now on is another package.
        newsroom.dateline().json(["set", &story, "kicker=Đã sửa"]).done();
        Self { newsroom, story, package, first }
    }

    fn out(&self) -> PathBuf {
        self.newsroom.path("out")
    }

    /// Packages once more under strace; its log, and the answer where it came to one.
    fn again(&self, zip: bool, expressions: &[&str]) -> (String, Option<Answer>) {
        self.again_about(None, zip, expressions)
    }

    fn again_about(&self, about: Option<&Path>, zip: bool, expressions: &[&str]) -> (String, Option<Answer>) {
        let out = self.out();
        let mut args = vec!["package", &self.story, "--out", out.to_str().unwrap(), "--json"];
        args.extend(zip.then_some("--zip"));
        let plain = self.newsroom.dateline().command(args);
        let log = self.newsroom.path("strace.log");
        let output = under_strace(&plain, &log, about, expressions).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let answer = output.status.code().map(|status| Answer {
            status,
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        });
        (fs::read_to_string(log).unwrap_or_default(), answer)
    }

    /// What is under the name is from now on the earlier package, and the story another.
    fn begin_anew(&mut self, kicker: usize) {
        self.first = self.sum();
        self.newsroom.dateline().json(["set", &self.story, &format!("kicker=Lần {kicker}")]).done();
    }

    /// The package is there, whole. Whether it is the new one.
    fn is_whole(&self, what: &str) -> bool {
        let answer = self.newsroom.dateline().json(["verify", self.package.to_str().unwrap()]);
        assert_eq!(answer.status, 0, "{what}: {answer:?}");
        self.sum() != self.first
    }

    /// As the program tells it.
    fn sum(&self) -> String {
        let is_folder = self.package.is_dir();
        let tagged = if is_folder { self.package.join("tagmanifest-sha256.txt") } else { self.package.clone() };
        let output = Command::new("sha256sum").arg(tagged).output().unwrap();
        String::from_utf8(output.stdout).unwrap().split(' ').next().unwrap().to_owned()
    }

    fn hidden(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.out()).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with('.')).collect()
    }

    /// As on the next day.
    fn sweep(&self) {
        for folder in self.hidden() {
            let then = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 24 * 60 * 60);
            fs::File::open(folder).unwrap().set_modified(then).unwrap();
        }
        self.library().sweep(&Progress::unwatched()).unwrap();
        assert_eq!(self.hidden(), [] as [PathBuf; 0]);
    }

    fn library(&self) -> Library {
        self.newsroom.library()
    }
}

/// The calls of the thread that ends with the package in its place, in order.
fn calls(log: &str) -> Vec<String> {
    let thread = log.split_whitespace().next().unwrap();
    let of_thread = log.lines().filter_map(|line| line.strip_prefix(thread)).map(str::trim_start);
    of_thread.filter_map(|call| Some(call.split_once('(')?.0.to_owned())).collect()
}

const STEPS: &str = "trace=rename,renameat,renameat2,fsync,mkdir,unlink,unlinkat,rmdir";

#[test]
fn at_whatever_step_packaging_is_killed_the_name_holds_a_whole_package() {
    if !strace::is_there() {
        return;
    }
    for zip in [false, true] {
        let counted = {
            let packaged = Packaged::new(zip);
            let (log, answer) = packaged.again(zip, &[STEPS]);
            assert_eq!(answer.unwrap().status, 0);
            calls(&log)
        };
        let mut packaged = Packaged::new(zip);
        let mut kinds: Vec<&String> = counted.iter().collect();
        kinds.sort();
        kinds.dedup();
        let (mut kills, mut old, mut new) = (0, 0, 0);
        for kind in kinds {
            let count = counted.iter().filter(|call| *call == kind).count();
            // The first, the last, and some amid them; all of those that rename.
            let step = if kind.starts_with("rename") { 1 } else { count.div_ceil(6).max(1) };
            for when in (1..=count).rev().step_by(step) {
                let inject = format!("inject={kind}:signal=SIGKILL:when={when}");
                let what = format!("zip {zip}, killed at {kind} {when} of {count}");
                let (_, answer) = packaged.again(zip, &[&inject]);
                assert!(answer.is_none(), "{what}: it was not killed: {answer:?}");
                kills += 1;
                let is_new = packaged.is_whole(&what);
                (old, new) = (old + usize::from(!is_new), new + usize::from(is_new));
                packaged.begin_anew(kills);
                for hidden in packaged.hidden() {
                    let mode = fs::metadata(&hidden).unwrap().permissions().mode() & 0o777;
                    assert_eq!(mode, 0o700, "{what}: what was left is its owner's alone");
                }
            }
        }
        eprintln!("zip {zip}: {kills} kills, {old} with the earlier package, {new} with the new one");
        assert!(kills > 10 && old > 0 && new > 0, "{kills} kills, {old} old, {new} new");
        let notes = packaged.library().doctor(Language::English, &Progress::unwatched()).unwrap().notes;
        assert!(packaged.hidden().len() <= notes.iter().filter(|note| note.code == "leftover_file").count());
        packaged.sweep();
        packaged.is_whole("swept");
    }
}

#[test]
fn where_names_cannot_be_exchanged_the_earlier_package_is_never_lost() {
    if !strace::is_there() {
        return;
    }
    let refuse = "inject=renameat2:error=EINVAL";
    let counted = {
        let packaged = Packaged::new(false);
        let (log, answer) = packaged.again(false, &[refuse, "trace=rename"]);
        assert_eq!(answer.unwrap().status, 0);
        assert!(packaged.is_whole("in two steps"), "it is the new one");
        assert_eq!(packaged.hidden(), [] as [PathBuf; 0]);
        calls(&log).iter().filter(|call| *call == "rename").count()
    };
    assert!(counted >= 2, "{counted} renames");
    let mut empty = 0;
    for when in 1..=counted {
        let packaged = Packaged::new(false);
        let kill = format!("inject=rename:signal=SIGKILL:when={when}");
        let (_, answer) = packaged.again(false, &[refuse, &kill]);
        assert!(answer.is_none(), "killed at rename {when}");
        empty += usize::from(!packaged.package.exists());
        packaged.sweep();
        packaged.is_whole(&format!("killed at rename {when} and swept"));

        // A disk that refuses instead leaves the earlier one in its place.
        let packaged = Packaged::new(false);
        let fail = format!("inject=rename:error=EIO:when={when}");
        let (_, answer) = packaged.again(false, &[refuse, &fail]);
        assert_ne!(answer.unwrap().status, 0, "refused at rename {when}");
        assert!(!packaged.is_whole("refused"), "the earlier one");
    }
    assert_eq!(empty, 1, "only between the two is there nothing under the name, and the sweep puts it back");
}

#[test]
fn what_the_disk_did_not_confirm_is_not_called_done() {
    if !strace::is_there() {
        return;
    }
    for zip in [false, true] {
        let counted = {
            let (log, _) = Packaged::new(zip).again(zip, &[STEPS]);
            calls(&log)
        };
        let place = counted.iter().rposition(|call| call.starts_with("rename")).unwrap();
        let before = counted[..place].iter().filter(|call| *call == "fsync").count();
        let all = counted.iter().filter(|call| *call == "fsync").count();
        assert!(before > 5 && all > before, "{before} of {all}");
        for when in [1, before, before + 1] {
            let packaged = Packaged::new(zip);
            let (_, answer) = packaged.again(zip, &[&format!("inject=fsync:error=EIO:when={when}")]);
            let answer = answer.unwrap();
            assert_eq!(answer.status, 2, "{answer:?}");
            let code = &answer.json()["error"]["code"];
            let is_new = packaged.is_whole("unconfirmed");
            if when > before {
                assert_eq!((code, is_new), (&json!("package_unsynced"), true), "zip {zip}, fsync {when}");
            } else {
                assert_eq!((code, is_new), (&json!("write_failed"), false), "zip {zip}, fsync {when}");
            }
            // Once more, and it is done.
            let (_, answer) = packaged.again(zip, &[]);
            assert_eq!(answer.unwrap().status, 0);
            assert!(packaged.is_whole("once more"));
        }
    }
}

#[test]
fn a_package_that_the_library_cannot_note_is_done_with_a_warning() {
    let packaged = Packaged::new(false);
    let noted =
        packaged.newsroom.dateline().json(["package", &packaged.story, "--out", packaged.out().to_str().unwrap()]);
    assert_eq!((&noted.done()["noted"], &noted.done()["warning"]), (&json!(true), &json!(null)));

    refuse_packages(&packaged.newsroom.library_folder());
    let out = packaged.newsroom.path("elsewhere");
    let args = ["package", &packaged.story, "--out", out.to_str().unwrap()];
    let report = packaged.newsroom.dateline().json(args).done();
    assert_eq!((&report["noted"], &report["warning"]["code"]), (&json!(false), &json!("package_unnoted")));
    let package = report["package"].as_str().unwrap();
    assert_eq!(packaged.newsroom.dateline().json(["verify", package]).status, 0);

    let told = packaged.newsroom.dateline().call(args);
    assert_eq!(told.status, 0, "{told:?}");
    assert!(told.stdout.contains("could not note it") && told.stdout.contains("once the library can be written"));
}

/// The row of a package can't be written, and all others can.
fn refuse_packages(library: &Path) {
    let connection = Connection::open(library.join("library.sqlite")).unwrap();
    let sql = "CREATE TRIGGER no_room BEFORE INSERT ON package BEGIN SELECT RAISE(ABORT, 'no room'); END";
    connection.execute_batch(sql).unwrap();
}

#[test]
fn a_disk_that_fails_is_not_blamed_on_the_package() {
    if !strace::is_there() {
        return;
    }
    for zip in [false, true] {
        let packaged = Packaged::new(zip);
        // Only what is in the package: the program's own files are read too.
        let path = packaged.package.as_path();
        let package = path.to_str().unwrap();
        let verify = |expressions: &[&str]| {
            let plain = packaged.newsroom.dateline().command(["verify", package, "--json"]);
            let log = packaged.newsroom.path("strace.log");
            let output = under_strace(&plain, &log, Some(path), expressions).output().unwrap();
            (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
        };
        for call in ["getdents64", "read", "openat", "statx", "lseek"] {
            for when in ["1", "2", "1+"] {
                let (status, said) = verify(&[&format!("inject={call}:error=EIO:when={when}")]);
                if status == 0 {
                    // It was not asked so often.
                    assert_eq!(verify(&[]), (status, said), "{call} {when}");
                } else {
                    assert!(!said.contains("package_unreadable"), "zip {zip}, {call} {when}: {said}");
                    assert!(said.contains("file_unreadable"), "zip {zip}, {call} {when}: {said}");
                }
            }
        }
        // And it is not taken for a stranger's.
        let option = if zip { "inject=openat:error=EIO" } else { "inject=getdents64:error=EIO" };
        let (_, answer) = packaged.again_about(Some(path), zip, &[option]);
        let answer = answer.unwrap();
        assert_eq!(answer.json()["error"]["code"], json!("file_unreadable"), "zip {zip}: {answer:?}");
        assert!(!packaged.is_whole("after it"), "the earlier one");
    }
}
