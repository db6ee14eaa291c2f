//! `dateline`: the newsroom on the command line. One file a verb; each says what it did as JSON and as words.
//!
//! Exit status: 0 done, 1 the check found something, 2 the call or its input was wrong, all of it or a part,
//! or the answer could not be written.

mod call;
mod closed;
mod help;
mod outcome;
mod tell;
mod verbs;

use std::{io::IsTerminal, process::ExitCode};

use clap::FromArgMatches;
use dateline_core::Language;

use crate::{
    call::{Call, Caller},
    outcome::Outcome,
};

fn main() -> ExitCode {
    let language = spoken_language();
    // Asked for before the call is understood, so that a call that is not is told as JSON too.
    let json = std::env::args_os().any(|word| word == "--json");
    let outcome = match help::command(language).try_get_matches().and_then(|matches| Call::from_arg_matches(&matches)) {
        Ok(call) => {
            let caller = Caller::new(call.library.clone(), language, !json && std::io::stderr().is_terminal());
            let run = || call.verb.clone().run(&caller).unwrap_or_else(|error| Outcome::failed(&error, language));
            let mut outcome = run();
            if caller.was_disturbed() {
                // It changed nothing, so it may ask again, beside the program that has come.
                outcome = run();
            }
            outcome.beside(&caller.troubles())
        }
        // --help and --version.
        Err(wanted) if wanted.exit_code() == 0 => return tell::tell_help(&wanted, json, language).into(),
        Err(wrong) => Outcome::failed(&help::misunderstood(&wrong, language), language),
    };
    tell::tell(&outcome, json, language).into()
}

/// `DATELINE_LANG`, else the locale; English where it is neither Vietnamese nor English.
fn spoken_language() -> Language {
    ["DATELINE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        // A name that is no text is no language.
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or(Language::English)
}
