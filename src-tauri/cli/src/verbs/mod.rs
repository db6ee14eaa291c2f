//! One file a verb: its arguments, and what it does.

pub mod check;
pub mod codes;
pub mod comment;
pub mod decide;
pub mod doctor;
pub mod import;
pub mod lift;
pub mod list;
pub mod moves;
pub mod notices;
pub mod package;
pub mod person;
pub mod photo;
pub mod queue;
pub mod recover;
pub mod set;
pub mod show;
pub mod suggest;
pub mod suggestions;
pub mod verify;

use std::collections::BTreeMap;

use dateline_core::{
    Error, ErrorCode, Language, Letters, Result,
    problem::{Checkup, Problem},
    story::{Field, FieldValue, Fields, State},
    strings,
};
use serde_json::{Map, Value, json};

use crate::{call::Caller, outcome::Outcome};

/// The catalogue's words for `cli.<key>` with its blanks filled.
fn say<const N: usize>(language: Language, key: &str, blanks: [(&'static str, String); N]) -> String {
    strings::filled(language, &format!("cli.{key}"), &BTreeMap::from(blanks))
}

/// What the letters of a text are called in a call.
fn letters_named(name: &str) -> std::result::Result<Letters, String> {
    let names = || Letters::ALL.iter().map(|letters| letters.name()).collect::<Vec<_>>().join(", ");
    Letters::from_name(name).ok_or_else(names)
}

/// What one of a list is called: a state, a gate, a move.
fn word(language: Language, topic: &str, name: &str) -> String {
    strings::text(language, &format!("{topic}.{name}"))
}

/// A dash where it can't be read.
fn state_text(state: Option<State>, language: Language) -> String {
    state.map_or_else(|| "–".to_owned(), |state| strings::text(language, &format!("state.{}", state.as_str())))
}

/// A dash for one who has given no name.
fn signature(by: &str) -> String {
    if by.is_empty() { "–".to_owned() } else { by.to_owned() }
}

/// Every field of the list, filled or not, so that a program need not ask whether a key is there.
fn fields_json<F: Field>(fields: &Fields<F>) -> Map<String, Value> {
    let value = |field: F| match fields.get(field) {
        Some(value) => json!(value),
        None => match field.kind() {
            kind if kind.is_list() => json!([]),
            _ => json!(""),
        },
    };
    F::ALL.iter().map(|&field| (field.name().to_owned(), value(field))).collect()
}

/// `FIELD=VALUE …`, or `FIELD VALUE …`.
fn read_assignments<F: Field>(words: &[String]) -> Result<Vec<(F, FieldValue)>> {
    let mut assignments = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, value),
            None => {
                let cause = || Error::new(ErrorCode::BadCall).with("cause", format!("{word}=?"));
                (word.as_str(), F::named(word).and(words.next().map(String::as_str).ok_or_else(cause))?)
            }
        };
        let field = F::named(name)?;
        assignments.push((field, field.kind().parse(value)));
    }
    Ok(assignments)
}

/// What was saved, as it is now. Where it can't be read back, that is told, and that it is saved all the same.
fn saved(shown: Result<Value>, id: &str, text: String, caller: &Caller) -> Outcome {
    match shown {
        Ok(shown) => Outcome::made(shown, text),
        Err(error) => Outcome::failed(&error, caller.language).with("id", json!(id)).though_made(text),
    }
}

/// A value on one line, as a person reads it.
fn value_text(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::List(items) => items.join(", "),
    }
}

/// What a check found, notes last: they are no problem.
fn checkup(Checkup { problems, notes }: Checkup, language: Language, all_well: &str) -> Outcome {
    let line = |Problem { path, code, message }: &Problem| format!("{path}: {message} [{code}]");
    let mut lines: Vec<String> = problems.iter().chain(&notes).map(line).collect();
    let found = !problems.is_empty();
    if !found {
        lines.insert(0, say(language, all_well, []));
    }
    Outcome::checked(json!({ "ok": !found, "problems": problems, "notes": notes }), lines.join("\n"), found)
}
