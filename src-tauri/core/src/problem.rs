//! What a check of a package or of the library finds.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use crate::{Language, strings};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Checkup {
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What is no harm: what lies about and goes by itself, stories and formats that a newer Dateline reads.
    pub notes: Vec<Problem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Problem {
    /// The file, relative to what was checked.
    pub path: String,
    pub code: String,
    pub message: String,
}

impl Problem {
    /// The words for `code` are in the catalogue under `problem`; `{path}` and `params` fill their blanks.
    pub fn new(path: &str, code: &str, params: &[(&'static str, &str)], language: Language) -> Self {
        let mut blanks: BTreeMap<&'static str, String> =
            params.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        blanks.insert("path", path.to_owned());
        let message = strings::filled(language, &format!("problem.{code}"), &blanks);
        Self { path: path.to_owned(), code: code.to_owned(), message }
    }
}
