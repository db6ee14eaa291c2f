//! Files made to exhaust time or memory. Each is taken in by a process of its own, which tells how much it took: a
//! picture or a clear error, soon, and in bounded memory.

use std::{
    path::Path,
    process::{Command, Output},
    sync::mpsc,
    thread,
    time::Duration,
};

use super::{hostile_files::files, samples::*};
use crate::{inspect, renditions};
use dateline_base::{Progress, parallel};

/// Far above what any of them takes, on a computer that is busy with other things and without optimisation.
const MOST_SECONDS: u64 = 60;
/// What a process of the tests takes with no picture at all, and then some.
const LITTLE: u64 = 192;
/// With a whole picture of 100 megapixels decoded, and what it becomes.
const MUCH: u64 = 384;

const FILE: &str = "DATELINE_HOSTILE_FILE";
const TOLD: &str = "TOLD ";

#[test]
fn a_hostile_file_costs_little_and_is_answered() {
    if let Some(path) = std::env::var_os(FILE) {
        return take_in(Path::new(&path));
    }
    let folder = tempfile::tempdir().unwrap();
    let files = files();
    let answered = |number: usize| {
        let path = folder.path().join(format!("la-{number}"));
        std::fs::write(&path, &files[number].1).unwrap();
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::hostile::a_hostile_file_costs_little_and_is_answered", "--nocapture"])
            .env(FILE, &path)
            .output()
            .unwrap()
    };
    let mut wrong = Vec::new();
    let mut judge = |number: usize, output: Output| {
        let (what, _, expected, is_large) = &files[number];
        let words = String::from_utf8_lossy(&output.stdout).into_owned();
        let Some((answer, mebibytes)) = words.split_once(TOLD).and_then(|(_, told)| told.split_once(' ')) else {
            wrong.push(format!("{what}: {words}{}", String::from_utf8_lossy(&output.stderr)));
            return Ok(());
        };
        let mebibytes = mebibytes.lines().next().unwrap_or_default();
        println!("{what}: {answer}, {mebibytes} MiB");
        if !expected.contains(&answer) {
            wrong.push(format!("{what}: {answer}"));
        }
        match mebibytes.parse::<u64>() {
            Ok(taken) if taken > if *is_large { MUCH } else { LITTLE } => wrong.push(format!("{what}: {taken} MiB")),
            Ok(_) => {}
            Err(_) => eprintln!("SKIPPED: how much memory {what} took is told on Linux only"),
        }
        Ok(())
    };
    parallel::in_order(files.len(), &|| false, &answered, &mut judge).unwrap();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// In the process of its own.
fn take_in(path: &Path) {
    let path = path.to_owned();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let bytes = std::fs::read(&path).unwrap();
        let answer = match inspect(&bytes, &path) {
            Ok(_) => "picture".to_owned(),
            Err(error) => error.code.as_str().to_owned(),
        };
        let renditions = renditions(&bytes, &path, &[WHOLE], &Progress::unwatched());
        assert_eq!(renditions.is_ok(), answer == "picture", "{answer} only at first");
        tell.send(answer).unwrap();
    });
    let answer = told.recv_timeout(Duration::from_secs(MOST_SECONDS)).expect("an answer in time");
    println!("{TOLD}{answer} {}", peak_memory().map_or("unknown".to_owned(), |kib| (kib / 1024).to_string()));
}
