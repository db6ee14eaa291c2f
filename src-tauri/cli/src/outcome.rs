//! What a verb has to say, for programs and for people.

use std::process::ExitCode;

use dateline_core::{Error, ErrorCode, ErrorText, Language};
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    /// The check found something.
    Found = 1,
    /// The call or its input was wrong, all of it or a part; or the answer is lost.
    Wrong = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

pub struct Outcome {
    pub json: Value,
    /// The answer for people, on standard output.
    pub text: String,
    /// What went wrong, for people, on standard error.
    pub wrong: String,
    pub exit: Exit,
    /// Whether anything is otherwise than before the call: who is not told of it would do it again.
    pub changed: bool,
}

impl Outcome {
    /// Nothing was changed: it was only asked for.
    pub fn done(json: Value, text: impl Into<String>) -> Self {
        Self { json, text: text.into(), wrong: String::new(), exit: Exit::Done, changed: false }
    }

    /// Something was changed, and is durable.
    pub fn made(json: Value, text: impl Into<String>) -> Self {
        Self { changed: true, ..Self::done(json, text) }
    }

    /// The result of a check: exit 1 where it found something.
    pub fn checked(json: Value, text: impl Into<String>, found: bool) -> Self {
        Self { exit: if found { Exit::Found } else { Exit::Done }, ..Self::done(json, text) }
    }

    pub fn failed(error: &Error, language: Language) -> Self {
        let text = error.text(language);
        use ErrorCode::{
            GatesUnmet, PackageConflict, PackageErrors, PackageHeld, PackageIncomplete, PackageUnfinished,
            PhotoEmbargoed, PhotoExpired, PhotoForbidden,
        };
        let exit = match error.code {
            // A story that is not ready is a finding, not a wrong call.
            GatesUnmet | PackageIncomplete | PackageConflict | PackageErrors | PackageHeld | PackageUnfinished
            | PhotoForbidden | PhotoExpired | PhotoEmbargoed => Exit::Found,
            _ => Exit::Wrong,
        };
        Self::told(&text, exit)
    }

    /// An error that is words already.
    pub fn told(text: &ErrorText, exit: Exit) -> Self {
        let wrong = format!("{}\n{}", text.message, text.hint);
        Self { wrong, exit, ..Self::done(json!({ "error": text }), "") }
    }

    /// Something came of it all the same: people are told in these words.
    pub fn though_made(self, text: impl Into<String>) -> Self {
        Self { text: text.into(), changed: true, ..self }
    }

    /// A part of it failed; these are the words for people. None is no failure.
    pub fn but_failed(self, wrong: &[String]) -> Self {
        if wrong.is_empty() { self } else { Self { wrong: wrong.join("\n"), exit: Exit::Wrong, ..self } }
    }

    /// What is amiss with the library is told with whatever was asked; and no answer out of it is simply "done".
    pub fn beside(mut self, troubles: &[ErrorText]) -> Self {
        if troubles.is_empty() {
            return self;
        }
        self.json["troubles"] = json!(troubles);
        let told = if self.text.is_empty() { &mut self.wrong } else { &mut self.text };
        for trouble in troubles {
            told.push_str(&format!("\n{}\n{}", trouble.message, trouble.hint));
        }
        if self.exit == Exit::Done {
            self.exit = Exit::Found;
        }
        self
    }

    /// What a program is told besides.
    pub fn with(mut self, key: &str, value: Value) -> Self {
        self.json[key] = value;
        self
    }
}
