//! One newsroom's stories and photos on this computer.
//!
//! A [`Library`] is a SQLite file and a folder of originals named by their hash. It is the only way to a
//! story: edits are applied to the story's [`Document`], stored, and acknowledged once they are durable.
//! What needs no database (reading pictures, packaging a loaded story) goes through [`Media`], which any
//! thread may hold, so that typing never waits for it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ErrorText, Language, Result,
    import::Leftover,
    package::{Missing, Problem},
    story::{Edit, PhotoId, State, Story, StoryId},
};

pub use crate::store::{Ingested, Media};

/// A story as the list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct StorySummary {
    pub id: StoryId,
    pub state: State,
    pub language: Language,
    pub headline: String,
    /// The start of the lead, or of the body where there is none.
    pub excerpt: String,
    pub byline: String,
    pub section: String,
    pub updated_at: DateTime<Utc>,
    /// Syllables in Vietnamese, words in English.
    pub word_count: u32,
    pub photo_count: u32,
    /// What must be filled before it can go out.
    pub missing: Vec<Missing>,
    /// The first picture's hash, for the list.
    pub picture: Option<String>,
}

/// A story opened for editing.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct StoryView {
    pub story: Story,
    pub missing: Vec<Missing>,
    /// Length of the body in the units of [`Edit`]; a view that counts otherwise has gone astray.
    pub body_length: u32,
    /// How much of the story's history this view has in it. Edits made on the view name it, so that their
    /// positions mean what they meant on the screen.
    #[ts(type = "number")]
    pub revision: i64,
}

/// What the library says once an edit is durable.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Ack {
    pub saved_at: DateTime<Utc>,
    pub body_length: u32,
    /// Another program has changed the story too: a new view shows both.
    pub changed_elsewhere: bool,
}

/// What an import made.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ImportReport {
    pub story: StoryId,
    pub photos: Vec<PhotoId>,
    pub leftovers: Vec<Leftover>,
}

/// What adding several pictures did: the good ones are in, each bad one is told with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct AddPhotosReport {
    pub added: Vec<PhotoId>,
    pub failed: Vec<FailedFile>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FailedFile {
    pub path: String,
    pub error: ErrorText,
}

/// What a person set for this library.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct Settings {
    pub language: Language,
    pub theme: Theme,
    /// Where packages were last written.
    pub packages_folder: String,
    /// What picture addresses in packages begin with; empty for the default.
    pub base_url: String,
    /// The story that was open last.
    pub last_story: Option<StoryId>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

pub struct Library {
    folder: PathBuf,
}

impl Library {
    /// The platform's data folder, or where `DATELINE_LIBRARY` says.
    pub fn default_folder() -> Result<PathBuf> {
        todo!()
    }

    /// Opens the library in `folder`, making it where there is none.
    ///
    /// Errors: `library_newer`; `library_damaged` after the damaged file was set aside (open again for a new,
    /// empty one); `library_unopenable`.
    pub fn open(_folder: &Path) -> Result<Self> {
        todo!()
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Pictures, without the database.
    pub fn media(&self) -> Media {
        todo!()
    }

    /// Stories that fit `query` (all, where it is empty), last changed first.
    pub fn list(&mut self, _query: &str) -> Result<Vec<StorySummary>> {
        todo!()
    }

    pub fn create(&mut self, _language: Language) -> Result<StoryId> {
        todo!()
    }

    /// The story whose id begins with `prefix`.
    pub fn resolve(&mut self, _prefix: &str) -> Result<StoryId> {
        todo!()
    }

    pub fn story(&mut self, _id: &StoryId) -> Result<Story> {
        todo!()
    }

    pub fn view(&mut self, _id: &StoryId) -> Result<StoryView> {
        todo!()
    }

    /// Makes `edits` durable, all or none. Their positions are those of the view with this `revision`, and of
    /// the edits made on it since.
    pub fn edit(&mut self, _id: &StoryId, _revision: i64, _edits: &[Edit]) -> Result<Ack> {
        todo!()
    }

    /// A new story from a plain-text article and the pictures that belong to its captions, in order.
    /// `today` is the day that relative dates count from. Nothing is made where any file is bad.
    pub fn import(&mut self, _article: &Path, _photos: &[PathBuf], _today: NaiveDate) -> Result<ImportReport> {
        todo!()
    }

    /// Attaches a picture that [`Media::ingest`] took in.
    pub fn attach(&mut self, _id: &StoryId, _photo: Ingested) -> Result<PhotoId> {
        todo!()
    }

    pub fn settings(&mut self) -> Result<Settings> {
        todo!()
    }

    pub fn save_settings(&mut self, _settings: &Settings) -> Result<()> {
        todo!()
    }

    /// Checks the database and every hash in it and in the blobs.
    pub fn doctor(&mut self, _language: Language) -> Result<Vec<Problem>> {
        todo!()
    }
}
