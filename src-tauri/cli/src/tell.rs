//! The one place that prints. What can't be written is not passed over: it is told on standard error, and by the exit
//! status where that is lost too.

use std::{
    collections::BTreeMap,
    io::{self, ErrorKind, IsTerminal, Write},
    sync::{Mutex, PoisonError, atomic::AtomicBool},
    time::{Duration, Instant},
};

use dateline_core::{Error, ErrorCode, Language, Progress, letters, progress::ProgressStep, strings};
use serde_json::Value;

use crate::{
    closed,
    outcome::{Exit, Outcome},
};

/// Prints what a verb has to say; how the program ends.
pub fn tell(outcome: &Outcome, json: bool, language: Language) -> Exit {
    let told = if json {
        to_stdout(&in_json(&outcome.json))
    } else {
        // Names of files and other desks' words may hold what a terminal would obey.
        let told = to_stdout(&letters::shown(&outcome.text));
        to_stderr_in_words(json, &outcome.wrong);
        told
    };
    match told {
        Ok(()) => outcome.exit,
        // Whoever read has enough, as `head` has. Only who changed something still owes word of it.
        Err(cause) if cause.kind() == ErrorKind::BrokenPipe && !outcome.changed => outcome.exit,
        Err(cause) => {
            let mut lost = Outcome::told(&lost(&cause, outcome).text(language), Exit::Wrong);
            // What was changed, and what went wrong, is told here instead.
            if outcome.changed || outcome.exit == Exit::Wrong {
                lost = lost.with("answer", outcome.json.clone());
                to_stderr_in_words(json, &outcome.text);
            }
            if json {
                to_stderr(&in_json(&lost.json));
            }
            to_stderr_in_words(json, &lost.wrong);
            Exit::Wrong
        }
    }
}

/// Does long work and shows how far it is on a line of standard error, which goes when the work ends.
pub fn watched<T>(language: Language, work: impl FnOnce(&Progress) -> T) -> T {
    const PACE: Duration = Duration::from_millis(100);
    let shown: Mutex<Option<Instant>> = Mutex::default();
    let show = |step: ProgressStep| {
        let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.is_none_or(|last| last.elapsed() >= PACE) {
            *shown = Some(Instant::now());
            let blanks = BTreeMap::from([("done", step.done.to_string()), ("total", step.total.to_string())]);
            in_place(&strings::filled(language, "cli.step", &blanks));
        }
    };
    let done = work(&Progress::new(&show, &AtomicBool::new(false)));
    if shown.into_inner().is_ok_and(|shown| shown.is_some()) {
        in_place("");
    }
    done
}

/// Over what stood in the line.
fn in_place(text: &str) {
    // Only to look at: who doesn't see it misses nothing.
    let _ = io::stderr().write_all(format!("\r\u{1b}[K{text}").as_bytes());
}

/// Prints what `--help` and `--version` ask for.
pub fn tell_help(wanted: &clap::Error, json: bool, language: Language) -> Exit {
    // In colour where a person looks on.
    let told = match io::stdout().is_terminal() {
        true => wanted.print().and_then(|()| io::stdout().flush()),
        false => to_stdout(wanted.render().to_string().trim_end_matches('\n')),
    };
    match told {
        Ok(()) => Exit::Done,
        Err(cause) if cause.kind() == ErrorKind::BrokenPipe => Exit::Done,
        Err(cause) => {
            let lost =
                Outcome::told(&Error::new(ErrorCode::OutputLost).with("cause", cause).text(language), Exit::Wrong);
            to_stderr(&if json { in_json(&lost.json) } else { lost.wrong });
            lost.exit
        }
    }
}

fn lost(cause: &io::Error, outcome: &Outcome) -> Error {
    let error = match (outcome.changed, outcome.exit) {
        (false, _) => return Error::new(ErrorCode::OutputLost).with("cause", cause),
        (true, Exit::Wrong) => Error::new(ErrorCode::DoneUntold).with_words("what", "done.part"),
        (true, _) => Error::new(ErrorCode::DoneUntold).with_words("what", "done.all"),
    };
    error.with("cause", cause)
}

fn in_json(value: &Value) -> String {
    letters::shown_json(&format!("{value:#}")).into_owned()
}

/// All of it and the end of the line, or why not. Nothing to say is nothing to lose.
fn to_stdout(text: &str) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    closed::stdout_was_open()?;
    // The standard library's own handle takes a file that can't be written to for one that swallows all.
    #[cfg(unix)]
    let mut stdout = std::fs::File::from(std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?);
    #[cfg(not(unix))]
    let mut stdout = io::stdout().lock();
    stdout.write_all(format!("{text}\n").as_bytes())?;
    stdout.flush()
}

fn to_stderr_in_words(json: bool, text: &str) {
    if !json {
        to_stderr(&letters::shown(text));
    }
}

fn to_stderr(text: &str) {
    if !text.is_empty() {
        // Where this is lost too, the exit status still tells.
        let _ = io::stderr().write_all(format!("{text}\n").as_bytes());
    }
}
