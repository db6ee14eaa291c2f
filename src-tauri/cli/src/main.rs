//! `dateline`: the newsroom on the command line. One file a verb; each says what it did as JSON and as words.
//!
//! Exit status: 0 done, 1 the check found something, 2 the call or its input was wrong.

mod call;
mod help;
mod outcome;
mod verbs;

use std::io::Write;
use std::process::ExitCode;

use clap::FromArgMatches;
use dateline_core::{Language, letters};

use crate::{
    call::{Call, Desk},
    outcome::{Exit, Outcome},
};

fn main() -> ExitCode {
    let language = spoken_language();
    // Asked for before the call is understood, so that a call that is not is told as JSON too.
    let json = std::env::args_os().any(|word| word == "--json");
    let outcome = match help::command(language).try_get_matches().and_then(|matches| Call::from_arg_matches(&matches)) {
        Ok(call) => {
            let desk = Desk::new(call.library.clone(), language);
            let run = || call.verb.clone().run(&desk).unwrap_or_else(|error| Outcome::failed(&error, language));
            let mut outcome = run();
            if desk.was_disturbed() {
                // It changed nothing, so it may ask again, beside the program that has come.
                outcome = run();
            }
            outcome.beside(&desk.troubles())
        }
        Err(wanted) if wanted.exit_code() == 0 => {
            // --help and --version. A closed pipe is no failure of ours.
            wanted.print().ok();
            return ExitCode::SUCCESS;
        }
        Err(wrong) => Outcome::failed(&help::misunderstood(&wrong, language), language),
    };
    print(&outcome, json);
    outcome.exit.into()
}

fn print(outcome: &Outcome, json: bool) {
    let mut stdout = std::io::stdout().lock();
    // Names of files and other desks' words may hold what a terminal would obey.
    let text = letters::shown(&outcome.text);
    if json {
        writeln!(stdout, "{}", letters::shown_json(&format!("{:#}", outcome.json))).ok();
    } else if outcome.exit == Exit::Wrong || outcome.is_error {
        eprintln!("{text}");
    } else {
        writeln!(stdout, "{text}").ok();
    }
}

/// `DATELINE_LANG`, else the locale; English where it is neither Vietnamese nor English.
fn spoken_language() -> Language {
    ["DATELINE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or(Language::English)
}
