//! What a person chose for a package, what writing it would do, and what it did.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Cut, FORMATS, Missing, SmallCrop, bag, findings,
    missing::missing,
    names,
    rights::{self, Refusal},
};
use crate::{
    Error, ErrorCode, ErrorText, Language,
    check::Finding,
    photo::{self, Ladder},
    story::{Photo, Settled},
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
    /// Who answers for errors that the copy checker found; without a name they hold the package back.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PackagePlan {
    /// The folder or file that will be written, without where.
    pub name: String,
    pub files: Vec<String>,
    pub missing: Vec<Missing>,
    pub refused: Vec<Refusal>,
    pub cut: Vec<Cut>,
    pub small: Vec<SmallCrop>,
    /// What the copy checker holds against it.
    pub errors: Vec<Finding>,
}

pub fn plan(story: &Settled, options: &PackageOptions, errors: Vec<Finding>) -> PackagePlan {
    let media = (1..).zip(story.shown_photos()).flat_map(|(number, photo)| media_names(number, photo, options.webp));
    let payload = FORMATS.iter().map(|format| format.file_name().to_owned()).chain(media);
    let mut files: Vec<String> = payload.map(|path| format!("{}{path}", bag::PAYLOAD)).collect();
    files.extend([bag::BAGIT, bag::BAG_INFO, bag::MANIFEST, bag::TAG_MANIFEST].map(str::to_owned));
    files.sort();
    PackagePlan {
        name: file_name(story, options),
        files,
        missing: missing(story),
        refused: rights::refused_now(story),
        cut: findings::cut(story),
        small: findings::small_crops(story),
        errors,
    }
}

fn media_names(number: usize, photo: &Photo, webp: bool) -> Vec<String> {
    let of_ladder = |ladder: Ladder| {
        let sizes = ladder.sizes(photo.width, photo.height).into_iter();
        sizes.map(move |(width, _)| names::media(number, photo, &ladder, width))
    };
    photo::ladders(photo, webp).into_iter().flat_map(of_ladder).collect()
}

/// The folder or file of a story, without where.
pub(super) fn file_name(story: &Settled, options: &PackageOptions) -> String {
    names::package(story, options.draft) + if options.zip { ".zip" } else { "" }
}
