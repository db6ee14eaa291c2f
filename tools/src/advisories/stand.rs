//! `tools/advisories.toml`: what is known and let stand, by whose decision it is no danger here, and until when.

use std::{fs, path::Path};

use chrono::NaiveDate;
use serde::Deserialize;

use super::osv::Advisory;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    let_stand: Vec<LetStand>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetStand {
    /// Of the advisory, or another name of it.
    pub id: String,
    pub package: String,
    /// The last day; then somebody looks again.
    pub until: NaiveDate,
    pub why: String,
}

impl LetStand {
    pub fn read(file: &Path) -> Result<Vec<Self>, String> {
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let text = fs::read_to_string(file).map_err(|error| told(&error))?;
        let read: File = toml::from_str(&text).map_err(|error| told(&error))?;
        match read.let_stand.iter().find(|row| row.why.trim().is_empty()) {
            Some(row) => Err(told(&format!("{} is let stand for no reason", row.id))),
            None => Ok(read.let_stand),
        }
    }

    pub fn fits(&self, advisory: &Advisory, package: &str) -> bool {
        self.package == package && (self.id == advisory.id || advisory.aliases.contains(&self.id))
    }
}
