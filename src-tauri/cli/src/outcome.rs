//! What a verb has to say, for programs and for people.

use std::process::ExitCode;

use dateline_core::{Error, ErrorCode, ErrorText, Language};
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    /// The check found something.
    Found = 1,
    /// The call or its input was wrong.
    Wrong = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

pub struct Outcome {
    pub json: Value,
    pub text: String,
    pub exit: Exit,
    pub is_error: bool,
}

impl Outcome {
    pub fn done(json: Value, text: impl Into<String>) -> Self {
        Self { json, text: text.into(), exit: Exit::Done, is_error: false }
    }

    /// The result of a check: exit 1 where it found something.
    pub fn checked(json: Value, text: impl Into<String>, found: bool) -> Self {
        Self { exit: if found { Exit::Found } else { Exit::Done }, ..Self::done(json, text) }
    }

    pub fn failed(error: &Error, language: Language) -> Self {
        let text = error.text(language);
        use ErrorCode::{
            PackageConflict, PackageErrors, PackageIncomplete, PhotoEmbargoed, PhotoExpired, PhotoForbidden,
        };
        let exit = match error.code {
            // A story that is not ready is a finding, not a wrong call.
            PackageIncomplete | PackageConflict | PackageErrors | PhotoForbidden | PhotoExpired | PhotoEmbargoed => {
                Exit::Found
            }
            _ => Exit::Wrong,
        };
        Self::told(&text, exit)
    }

    /// An error that is words already.
    pub fn told(text: &ErrorText, exit: Exit) -> Self {
        Self { text: format!("{}\n{}", text.message, text.hint), json: json!({ "error": text }), exit, is_error: true }
    }

    /// What is amiss with the library is told with whatever was asked; and no answer out of it is simply "done".
    pub fn beside(mut self, troubles: &[ErrorText]) -> Self {
        if troubles.is_empty() {
            return self;
        }
        self.json["troubles"] = json!(troubles);
        for trouble in troubles {
            self.text.push_str(&format!("\n{}\n{}", trouble.message, trouble.hint));
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
