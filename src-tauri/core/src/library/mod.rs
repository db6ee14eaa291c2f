//! One newsroom's stories and photos on this computer.
//!
//! A [`Library`] is a SQLite file and a folder of originals named by their hash. It is the only way to a
//! story: edits are applied to the story's [`Document`](crate::story::Document), stored, and acknowledged once they are
//! durable. What needs no database (reading pictures, packaging a loaded story) goes through [`Media`], which any
//! thread may hold, so that typing never waits for it.
//!
//! What it does is parted into rooms. Which of them may call on which, `tests/directions.rs` holds.

mod care;
mod catalogue;
mod house;
mod line;
mod list_query;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod loss_tests;
mod packages;
mod pictures;
mod review;
mod sessions;
mod stories;
#[cfg(test)]
mod tests;
mod troubles;

use std::{
    cell::Cell,
    path::{Path, PathBuf},
};

use crate::{
    Error, ErrorCode, Result,
    store::{Access, Database, Stillness},
    story::Person,
};

use self::troubles::Troubles;
pub use self::{
    care::{Recovery, StillLost},
    catalogue::{Facets, Queue, QueueEntry, Survey, Wait, Waiting},
    house::{
        CaptionTemplate, HouseMoves, HouseStyle, KnownPerson, Opened, SavedList, Settings, SettingsChange, Theme,
        example_name, house_style_in, read_house_style,
    },
    line::StorySummary,
    list_query::{ListFilter, ListQuery, Sort},
    packages::{Outgoing, Unchecked},
    pictures::{
        AddPhotosReport, Batch, BroughtAgain, FailedFile, FieldDifference, FoundPhoto, PackagedIn, PhotoPlacement,
        PhotoStep, PhotoUses, ReadField, ReadIn, UnreadPart, UsedIn, bring_in,
    },
    sessions::Sessions,
    stories::{Ack, ImportReport, Loss, StoryEdit, StoryView},
};
pub use crate::store::{Ingested, Media};

pub struct Library {
    folder: PathBuf,
    database: Database,
    media: Media,
    /// The stories that are open on screens.
    sessions: Sessions,
    /// Who is at this computer.
    person: Person,
    troubles: Troubles,
    /// Whether a list left lines for later.
    is_behind: Cell<bool>,
}

/// One thread has it at a time, whichever that is.
const _: fn() = || {
    fn may_move<T: Send>() {}
    may_move::<Library>();
};

/// Opening, and what every room stands on.
impl Library {
    /// The platform's data folder, or where `DATELINE_LIBRARY` says.
    pub fn default_folder() -> Result<PathBuf> {
        if let Some(folder) = std::env::var_os("DATELINE_LIBRARY").filter(|folder| !folder.is_empty()) {
            return Ok(folder.into());
        }
        directories::ProjectDirs::from("", "", "Dateline").map(|folders| folders.data_dir().to_owned()).ok_or_else(
            || Error::new(ErrorCode::LibraryUnopenable).with("path", "~").with_words("cause", "cause.no_home"),
        )
    }

    /// Opens the library in `folder`, making it where there is none.
    ///
    /// Errors: those of [`Library::open`] but `library_missing`.
    pub fn make(folder: &Path) -> Result<Self> {
        Self::with_access(folder, Access::Make)
    }

    /// Opens a library that is there.
    ///
    /// Errors: `library_missing`; `originals_alone`; `library_newer`; `library_damaged` and `disk_failed`, with every
    /// file as it was (see [`Library::recover`]); `library_busy`; `library_unopenable`.
    pub fn open(folder: &Path) -> Result<Self> {
        Self::with_access(folder, Access::Write)
    }

    /// Opens it for reading alone: nothing is written in its folder, and nothing brought up to date. Errors as above.
    pub fn read(folder: &Path) -> Result<Self> {
        Self::with_access(folder, Access::Read)
    }

    /// [`Library::make`]; and where nothing can be written, for reading alone, which it tells among its troubles.
    pub fn make_or_read(folder: &Path) -> Result<Self> {
        Self::make(folder).or_else(|error| Self::only_read(folder, error))
    }

    /// [`Library::open`], in the same way.
    pub fn open_or_read(folder: &Path) -> Result<Self> {
        Self::open(folder).or_else(|error| Self::only_read(folder, error))
    }

    fn only_read(folder: &Path, error: Error) -> Result<Self> {
        if error.code != ErrorCode::LibraryReadOnly {
            return Err(error);
        }
        // Where it can't be read either, the first reason is the one that a person can do something about.
        let Ok(library) = Self::read(folder) else { return Err(error) };
        library.trouble(error);
        Ok(library)
    }

    fn with_access(folder: &Path, access: Access) -> Result<Self> {
        let database = Database::open(folder, access)?;
        let (folder, media) = (folder.to_owned(), Media::at(folder));
        let mut library = Self::on(folder, database, media);
        library.look_for_losses()?;
        library.take_settings()?;
        Ok(library)
    }

    fn on(folder: PathBuf, database: Database, media: Media) -> Self {
        Self {
            folder,
            database,
            media,
            sessions: Sessions::default(),
            person: Person::default(),
            troubles: Troubles::default(),
            is_behind: Cell::default(),
        }
    }

    /// Whether nothing is written, whatever is asked for.
    pub fn is_read_only(&self) -> bool {
        self.database.is_read_only()
    }

    /// Where the library is read as one that nobody changes: whether that holds. None where it may change.
    pub fn stillness(&self) -> Option<&Stillness> {
        self.database.stillness()
    }

    /// Makes the saves to come quick, as long as this library is open. Somebody is about to type.
    pub fn expect_typing(&mut self) -> Result<()> {
        self.database.lay_out_log()
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Pictures, without the database.
    pub fn media(&self) -> Media {
        self.media.clone()
    }

    /// A number that changes whenever another program writes to the library.
    pub fn data_version(&self) -> Result<i64> {
        self.database.data_version()
    }
}
