use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use crate::{Language, Result};

/// Something a check found wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Problem {
    /// The file, relative to what was checked.
    pub path: String,
    pub code: String,
    pub message: String,
}

pub fn verify(_path: &Path, _language: Language) -> Result<Vec<Problem>> {
    todo!()
}
