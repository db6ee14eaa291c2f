//! What a bad disk, a stranger or another program may do to a library, and what it says then.

mod derived;
mod opening;
mod recovering;
mod sweeping;
mod wholeness;

use std::{fs, path::Path};

use chrono::Utc;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{tests::*, *};
use crate::{Progress, package, problem::Problem, story::StoryField};

/// A library with a story of a few words, closed.
struct Desk {
    folder: TempDir,
    id: StoryId,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut library = library(&folder);
        let id = library.create(Language::Vietnamese).unwrap();
        for (at, word) in (0..).zip(["Sáng", "nay", "chợ", "nổi", "họp", "sớm"]) {
            let revision = library.view(&id).unwrap().revision;
            let end = library.view(&id).unwrap().body_length;
            library.edit(&id, revision, &[typed(end, word), headline(&format!("Tít {at}"))]).unwrap();
        }
        library.list("", 10).unwrap();
        Self { folder, id }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn open(&self) -> Library {
        Library::open(self.folder.path()).unwrap()
    }

    fn read(&self) -> Library {
        Library::read(self.folder.path()).unwrap()
    }

    /// Does something to the database while no program has it.
    fn tamper(&self, sql: &str) {
        let connection = Connection::open(self.path("library.sqlite")).unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        connection.execute_batch(sql).unwrap();
    }

    fn problems(&self) -> Vec<Problem> {
        self.read().doctor(Language::English, &Progress::unwatched()).unwrap().problems
    }

    fn recover(&self) -> Recovery {
        Library::recover(self.folder.path(), &[], &Progress::unwatched()).unwrap()
    }

    fn whole_story(&self) -> Story {
        self.read().story(&self.id).unwrap()
    }
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    let mut codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    codes.dedup();
    codes
}

/// Every file below a folder with its bytes, locks and what SQLite keeps for one that is open aside.
fn files(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else if !name.ends_with("-shm") && !name.ends_with(".lock") {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

/// The library as it is when its program is killed now.
fn as_killed(desk: &Desk) -> TempDir {
    let left = tempfile::tempdir().unwrap();
    for (name, bytes) in files(desk.folder.path()) {
        let path = left.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    left
}
