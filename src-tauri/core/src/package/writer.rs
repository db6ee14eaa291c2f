use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Missing;
use crate::{
    Progress, Result,
    photo::Rendition,
    story::{Photo, Story},
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
}

/// What [`write`] would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PackagePlan {
    /// The folder or file that will be written, without where.
    pub name: String,
    pub files: Vec<String>,
    pub missing: Vec<Missing>,
}

/// Where the pixels come from. Implemented by the library's store and, with ready-made pictures, by tests.
pub trait Pictures {
    /// Largest first, without metadata.
    fn renditions(&self, photo: &Photo, progress: &Progress) -> Result<Vec<Rendition>>;
}

pub fn plan(_story: &Story, _options: &PackageOptions) -> PackagePlan {
    todo!()
}

pub fn write(
    _story: &Story,
    _pictures: &dyn Pictures,
    _options: &PackageOptions,
    _progress: &Progress,
) -> Result<PackageReport> {
    todo!()
}
