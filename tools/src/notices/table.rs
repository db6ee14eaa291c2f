//! `tools/notices.toml`: what no lock file knows.

use std::{fs, path::Path};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The packages of ours that are shipped, and for what.
    pub programs: Vec<String>,
    pub platforms: Vec<String>,
    /// Licences that the project takes.
    pub allowed: Vec<String>,
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
    #[serde(default, rename = "package")]
    pub packages: Vec<PackageRow>,
    #[serde(default, rename = "note")]
    pub notes: Vec<LicenceNote>,
    #[serde(default)]
    pub not_shipped: Vec<NotShipped>,
}

/// Another's work that stands in no lock file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub name: String,
    /// The package that brings it; without one it lies in the project.
    pub inside: Option<String>,
    /// Where that says which version it is.
    pub version: Option<VersionAt>,
    pub licence: String,
    pub source: String,
    #[serde(default)]
    pub copyright: Vec<String>,
    /// What its terms want said, and what was done to it.
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub texts: Vec<Piece>,
    /// By their SPDX names, where it comes without a text.
    #[serde(default)]
    pub standard_texts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionAt {
    pub file: String,
    pub after: String,
}

/// A file, or the lines of it from one that has `from` to before one that has `to`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    pub file: String,
    /// What it is, where its words don't tell.
    pub is: Option<String>,
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub to: String,
    /// What begins each line, as in a comment.
    #[serde(default)]
    pub margin: String,
}

/// What a package of a lock file does not say of itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageRow {
    pub name: String,
    pub licence: Option<String>,
    #[serde(default)]
    pub copyright: Vec<String>,
    #[serde(default)]
    pub note: String,
    /// The licence's own words, where the package forgot them.
    pub standard_text: Option<String>,
    /// Instead of the licence files that are found in it.
    #[serde(default)]
    pub texts: Vec<Piece>,
}

/// What a licence wants said of each package under it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceNote {
    pub licence: String,
    pub note: String,
}

/// Sources that come with a package and are not built into it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotShipped {
    pub package: String,
    pub folder: String,
}

impl Table {
    pub fn read(root: &Path) -> Result<Self, String> {
        let file = root.join("tools/notices.toml");
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let text = fs::read_to_string(&file).map_err(|error| told(&error))?;
        toml::from_str(&text).map_err(|error| told(&error))
    }
}
