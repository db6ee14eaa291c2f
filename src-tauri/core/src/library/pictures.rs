//! Pictures across the whole library: finding them, and where each is used.

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::{Library, StorySummary};
use crate::{
    Error, Result,
    package::{PackageReport, shown_photos},
    store::{FoundPicture, PictureUse, WrittenPackage},
    story::{Photo, State, Story, StoryId},
};

/// A picture of the library, in one of the stories that have it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FoundPhoto {
    pub story: StoryId,
    pub headline: String,
    pub photo: Photo,
}

/// Where a picture is used, by the hash of its original.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PhotoUses {
    pub stories: Vec<UsedIn>,
    pub packages: Vec<PackagedIn>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct UsedIn {
    pub story: StoryId,
    pub headline: String,
    pub state: State,
    /// Whether the body shows it.
    pub shown: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PackagedIn {
    pub story: StoryId,
    pub headline: String,
    /// Where the package was written.
    pub package: String,
    pub at: DateTime<Utc>,
}

impl Library {
    /// Pictures that fit `query` in any field (all, where it is empty), newest first. One that several stories use is
    /// there once.
    pub fn find_photos(&mut self, query: &str, limit: usize) -> Result<Vec<FoundPhoto>> {
        self.list_stale()?;
        let found = self.database.search_pictures(query, limit)?;
        let read = |FoundPicture { story, summary, value }| {
            let photo = serde_json::from_str(&value).map_err(Error::internal)?;
            Ok(FoundPhoto { story, headline: line(&summary)?.headline, photo })
        };
        found.into_iter().map(read).collect()
    }

    /// The stories that have a picture and the packages that went out with it, by the hash of its original.
    pub fn photo_uses(&mut self, sha256: &str) -> Result<PhotoUses> {
        self.list_stale()?;
        let used = |PictureUse { story, summary, shown }| {
            let StorySummary { headline, state, .. } = line(&summary)?;
            Ok(UsedIn { story, headline, state, shown })
        };
        let packaged = |WrittenPackage { story, summary, path, at }| {
            Ok(PackagedIn { story, headline: line(&summary)?.headline, package: path, at })
        };
        Ok(PhotoUses {
            stories: self.database.picture_uses(sha256)?.into_iter().map(used).collect::<Result<_>>()?,
            packages: self.database.packages_with(sha256)?.into_iter().map(packaged).collect::<Result<_>>()?,
        })
    }

    /// Remembers that a package of `story` was written.
    pub(super) fn note_written(&mut self, story: &Story, report: &PackageReport) -> Result<()> {
        // Wherever the program is started from the next time.
        let path = std::path::absolute(&report.package).unwrap_or_else(|_| report.package.clone());
        let pictures: Vec<&str> = shown_photos(story).into_iter().map(|photo| photo.sha256.as_str()).collect();
        self.database.add_package(&story.id, &path.to_string_lossy(), &report.sha256, Utc::now(), &pictures)
    }
}

fn line(summary: &str) -> Result<StorySummary> {
    serde_json::from_str(summary).map_err(Error::internal)
}
