//! What a person chose for a package, what writing it would do, and what it did.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    address::BaseUrl,
    bag,
    edition::{Destination, Edition},
    formats::FORMATS,
    holds::{Hold, holds},
    missing::{Missing, missing},
    names,
    rights::{self, Refusal},
    shortfalls::{self, Cut, SmallCrop},
    sink::Sink,
    unfinished::{Unfinished, unfinished},
};
use crate::{
    Error, ErrorCode, ErrorText, Language, Result,
    check::Finding,
    story::{Conflict, Settled},
};

/// What a person chose for a package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackageOptions {
    /// The folder to write into.
    #[ts(type = "string")]
    pub out: PathBuf,
    pub zip: bool,
    /// Write even where required fields are empty, marked as a draft.
    pub draft: bool,
    /// What picture addresses begin with.
    pub base_url: Option<String>,
    /// Each picture as WebP too.
    pub webp: bool,
    /// Who answers for errors that the copy checker found, and for variables and codes that were left; without a name
    /// they hold the package back.
    #[serde(default)]
    pub overridden_by: Option<String>,
}

impl PackageOptions {
    /// A blank is nobody's name.
    pub(crate) fn answered_by(&self) -> Option<&str> {
        self.overridden_by.as_deref().map(str::trim).filter(|name| !name.is_empty())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PackageFile {
    /// Inside the package, with forward slashes.
    pub path: String,
    #[ts(type = "number")]
    pub bytes: u64,
    pub sha256: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PackageReport {
    #[ts(type = "string")]
    pub package: PathBuf,
    /// Of the .zip; for a folder, of its tag manifest, which covers every file.
    pub sha256: String,
    pub files: Vec<PackageFile>,
    pub missing: Vec<Missing>,
    /// Whether the library knows of it. The package is whole and in its place either way.
    pub noted: bool,
    /// Why the library does not.
    pub warning: Option<ErrorText>,
}

impl PackageReport {
    /// With what came of noting it; why it could not be is told in words.
    pub fn noted(mut self, noted: std::result::Result<(), String>, language: Language) -> Self {
        let unnoted = |cause| Error::new(ErrorCode::PackageUnnoted).at(&self.package).with("cause", cause);
        self.warning = noted.err().map(|cause| unnoted(cause).text(language));
        self.noted = self.warning.is_none();
        self
    }
}

/// What [`write`] would do.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PackagePlan {
    /// The folder or file that will be written, without where.
    pub name: String,
    pub files: Vec<String>,
    pub missing: Vec<Missing>,
    /// What people wrote differently.
    pub disputed: Vec<Conflict>,
    pub unfinished: Vec<Unfinished>,
    /// Until when the story is held.
    pub holds: Vec<Hold>,
    pub refused: Vec<Refusal>,
    pub cut: Vec<Cut>,
    pub small: Vec<SmallCrop>,
    /// What the copy checker holds against it.
    pub errors: Vec<Finding>,
}

/// Every format is asked what it would write, so that nobody keeps a second list of that. What the checker finds, and what
/// people do not agree on, whoever knows it adds.
///
/// Errors: `file_too_large`, as writing it would.
pub fn plan(story: &Settled, options: &PackageOptions) -> Result<PackagePlan> {
    // Of addresses nothing is shown, and the one that is set may still be typed.
    let destination = Destination { base: BaseUrl::placeholder(), draft: options.draft };
    let edition = Edition::planned(story, options.webp, destination);
    let mut files = [bag::BAGIT, bag::BAG_INFO, bag::MANIFEST, bag::TAG_MANIFEST].map(str::to_owned).to_vec();
    for entry in &edition.entries {
        let media = entry.pictures.iter().flat_map(|picture| &picture.files);
        files.extend(media.map(|file| format!("{}{}", bag::PAYLOAD, entry.path(&file.path))));
    }
    let mut store = |path: &str, _: &mut dyn Read| {
        files.push(format!("{}{path}", bag::PAYLOAD));
        Ok(())
    };
    let mut sink = Sink::new(Path::new(bag::PAYLOAD), &mut store);
    FORMATS.iter().try_for_each(|format| format.write(&edition, &mut sink))?;
    files.sort();
    Ok(PackagePlan {
        name: file_name(story, options),
        files,
        missing: missing(story),
        disputed: Vec::new(),
        unfinished: unfinished(story),
        holds: holds(story),
        refused: rights::refused_now(story),
        cut: shortfalls::cut(story),
        small: shortfalls::small_crops(story),
        errors: Vec::new(),
    })
}

/// The folder or file of a story, without where.
pub(super) fn file_name(story: &Settled, options: &PackageOptions) -> String {
    names::package(story, options.draft) + if options.zip { ".zip" } else { "" }
}
