//! Pictures: bringing them into stories, finding them across the whole library, and where each is used.

mod card;
mod intake;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod photo_tests;
mod reread;

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::{Library, catalogue::Unlisted, line::StorySummary};
use crate::{
    Result,
    store::{Line, PictureUse, Pictured, WrittenPackage},
    story::{Photo, PhotoId, State, StoryId},
};

pub use intake::{
    AddPhotosReport, Batch, BroughtAgain, FailedFile, FieldDifference, PhotoPlacement, PhotoStep, UnreadPart, bring_in,
};
pub use reread::{ReadField, ReadIn};

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
    /// None where it can't be read.
    pub state: Option<State>,
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

/// Pictures across stories.
impl Library {
    /// Pictures that fit `query` in any field (all, where it is empty), newest first. One that several stories use is
    /// there once.
    pub fn find_photos(&self, query: &str, limit: usize) -> Result<Vec<FoundPhoto>> {
        let (unlisted, _) = self.list_unindexed()?;
        let waiting: HashSet<&StoryId> = unlisted.iter().map(|one| &one.id).collect();
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        // Listed last are those that came last.
        let pictured: Vec<(&Unlisted, &Pictured)> = unlisted
            .iter()
            .flat_map(|one| one.listed.pictures.iter().rev().map(move |picture| (one, picture)))
            .collect();
        for at in self.fitting(query, pictured.iter().map(|(_, picture)| picture.words.as_str()))? {
            let (Unlisted { id, listed }, picture) = pictured[at];
            if seen.insert(picture.sha256.clone()) {
                let line = Line { story: id.clone(), summary: listed.summary.clone() };
                found.push((line, PhotoId(picture.photo.clone()), picture.value.clone()));
            }
        }
        for picture in self.read_index(|database| database.search_pictures(query, limit + seen.len()))? {
            if !waiting.contains(&picture.line.story) && seen.insert(picture.sha256) {
                found.push((picture.line, PhotoId(picture.photo), picture.value));
            }
        }
        found.truncate(limit);
        let mut photos = Vec::new();
        for (line, photo, value) in found {
            let photo = match serde_json::from_str(&value) {
                Ok(photo) => Some(photo),
                Err(_) => self.photo_anew(&line.story, &photo)?,
            };
            if let Some(photo) = photo {
                photos.push(FoundPhoto { headline: self.summary(&line)?.headline, story: line.story, photo });
            }
        }
        Ok(photos)
    }

    /// The photo whose row can't be read, from its story; none where the story has it no more.
    fn photo_anew(&self, story: &StoryId, photo: &PhotoId) -> Result<Option<Photo>> {
        // That the story can't be read is told beside what was found.
        let Ok((told, ..)) = self.story_as_it_is(story) else { return Ok(None) };
        if !self.database.is_read_only() {
            self.list_anew(std::slice::from_ref(story))?;
        }
        Ok(told.photo(photo).cloned())
    }

    /// The stories that have the picture and the packages that went out with it, by the hash of its original.
    pub fn photo_uses(&self, sha256: &str) -> Result<PhotoUses> {
        let (unlisted, _) = self.list_unindexed()?;
        let mut uses = PhotoUses::default();
        for Unlisted { id, listed } in &unlisted {
            let here: Vec<&Pictured> = listed.pictures.iter().filter(|picture| picture.sha256 == sha256).collect();
            if !here.is_empty() {
                let line = Line { story: id.clone(), summary: listed.summary.clone() };
                let shown = here.iter().any(|picture| picture.shown);
                uses.stories.push(self.used_in(&line, shown)?);
            }
        }
        for PictureUse { line, shown } in self.read_index(|database| database.picture_uses(sha256))? {
            if unlisted.iter().all(|one| one.id != line.story) {
                uses.stories.push(self.used_in(&line, shown)?);
            }
        }
        for WrittenPackage { line, path, at } in self.database.packages_with(sha256)? {
            let headline = self.summary(&line)?.headline;
            uses.packages.push(PackagedIn { story: line.story, headline, package: path, at });
        }
        Ok(uses)
    }

    fn used_in(&self, line: &Line, shown: bool) -> Result<UsedIn> {
        let StorySummary { id, headline, state, .. } = self.summary(line)?;
        Ok(UsedIn { story: id, headline, state, shown })
    }
}
