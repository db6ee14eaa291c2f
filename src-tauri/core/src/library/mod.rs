//! One newsroom's stories and photos on this computer.
//!
//! A [`Library`] is a SQLite file and a folder of originals named by their hash. It is the only way to a
//! story: edits are applied to the story's [`Document`], stored, and acknowledged once they are durable.
//! What needs no database (reading pictures, packaging a loaded story) goes through [`Media`], which any
//! thread may hold, so that typing never waits for it.

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod behind_tests;
mod card;
mod checking;
mod codes;
mod doctor;
mod history;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod history_tests;
mod house_style;
mod importing;
mod intake;
mod lists;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod loss_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod newer_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod photo_tests;
mod pictures;
mod recovery;
mod sessions;
mod settings;
mod summary;
mod sweep;
#[cfg(test)]
mod tests;
mod whole;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Error, ErrorCode, Language, Result,
    check::FindingCounts,
    clock,
    import::Leftover,
    package::{self, Missing},
    store::{Access, Database, Heads, Stillness, StoredChange},
    story::{Change, Conflict, Document, Edit, Person, Photo, PhotoId, Settled, State, Story, StoryId},
};

pub use self::{
    house_style::{HouseStyle, house_style_in, read_house_style},
    intake::{AddPhotosReport, Batch, BroughtAgain, FailedFile, FieldDifference, PhotoPlacement, PhotoStep, bring_in},
    pictures::{FoundPhoto, PackagedIn, PhotoUses, UsedIn},
    recovery::{Recovery, StillLost},
    sessions::Sessions,
    settings::{CaptionTemplate, Settings, SettingsChange, Theme},
    whole::Loss,
};
use self::{sessions::Seen, whole::Loaded};
pub use crate::store::{Ingested, Media};

/// A story as the list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StorySummary {
    pub id: StoryId,
    /// None where it can't be read.
    pub state: Option<State>,
    pub language: Language,
    pub headline: String,
    /// The start of the lead, or of the body where there is none.
    pub excerpt: String,
    pub byline: String,
    pub section: String,
    /// None in a line that was made before it had this; opening the list makes it anew.
    #[serde(default)]
    pub created_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
    /// Syllables in Vietnamese, words in English.
    pub word_count: u32,
    pub photo_count: u32,
    /// What must be filled before it can go out.
    pub missing: Vec<Missing>,
    /// The first picture's hash, for the list.
    pub picture: Option<String>,
    /// False for a story that lacks some of what was acknowledged.
    #[serde(default = "yes")]
    pub whole: bool,
    /// Only a newer Dateline reads it; what is told here is what this one could make out.
    #[serde(default)]
    pub newer: bool,
}

/// Of a line that was made when no other story had one.
fn yes() -> bool {
    true
}

/// A story opened for editing.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct StoryView {
    pub story: Story,
    pub missing: Vec<Missing>,
    pub conflicts: Vec<Conflict>,
    /// What it lacks; with it the story is for reading alone.
    pub loss: Option<Loss>,
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
    /// How much of the history is stored now. Unless it changed elsewhere, this is what the screen shows.
    #[ts(type = "number")]
    pub revision: i64,
}

/// What an import made.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ImportReport {
    pub story: StoryId,
    pub photos: Vec<PhotoId>,
    pub leftovers: Vec<Leftover>,
    /// What the copy checker found in it.
    pub findings: FindingCounts,
}

/// A history longer than this since its snapshot gets a new one when it is opened.
const SNAPSHOT_AFTER: usize = 256;

pub struct Library {
    folder: PathBuf,
    database: Database,
    media: Media,
    /// The stories that are open on screens.
    sessions: Sessions,
    /// Who is at this computer.
    person: Person,
    /// What was found amiss.
    troubles: Vec<Error>,
    /// Whether a list left lines for later.
    is_behind: bool,
}

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

    fn with_access(folder: &Path, access: Access) -> Result<Self> {
        let database = Database::open(folder, access)?;
        let (folder, media) = (folder.to_owned(), Media::at(folder));
        let mut library = Self::on(folder, database, media);
        library.look_for_losses()?;
        library.take_settings()?;
        Ok(library)
    }

    fn on(folder: PathBuf, database: Database, media: Media) -> Self {
        let (sessions, person, troubles) = (Sessions::default(), Person::default(), Vec::new());
        Self { folder, database, media, sessions, person, troubles, is_behind: false }
    }

    /// Where the library is read as one that nobody changes: whether that holds. None where it may change.
    pub fn stillness(&self) -> Option<&Stillness> {
        self.database.stillness()
    }

    /// What was found amiss, when the library was opened and since: acts of persons that are lost, edits that had to be
    /// taken back from their second place, stories of a list that are not whole. Nothing else is affected.
    pub fn troubles(&self) -> &[Error] {
        &self.troubles
    }

    /// For when nobody waits: once nobody has written for a moment, what stands in the database's log alone is carried
    /// over into its own file.
    pub fn settle_when_quiet(&mut self) -> Result<()> {
        const MOMENT: Duration = Duration::from_secs(2);
        if self.database.is_quiet(MOMENT) { self.database.settle() } else { Ok(()) }
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

    pub fn is_empty(&self) -> Result<bool> {
        Ok(!self.database.has_stories()?)
    }

    /// A number that changes whenever another program writes to the library.
    pub fn data_version(&self) -> Result<i64> {
        self.database.data_version()
    }

    pub fn create(&mut self, language: Language) -> Result<StoryId> {
        self.create_with(language, &[])
    }

    /// A new story with `edits` made on it, all at once or not at all.
    fn create_with(&mut self, language: Language, edits: &[Edit]) -> Result<StoryId> {
        self.begin(language, |document, now| document.edit(edits, now))
    }

    /// A new story, and what `fill` makes of it: both or neither.
    fn begin(
        &mut self,
        language: Language,
        fill: impl FnOnce(&mut Document, DateTime<Utc>) -> Result<Option<Change>>,
    ) -> Result<StoryId> {
        let id = StoryId::fresh();
        let now = clock::now();
        let (mut document, first) = Document::new(&id, language, self.person.clone(), now)?;
        let changes: Vec<_> = std::iter::once(first).chain(fill(&mut document, now)?).collect();
        let listed = summary::listed(&document.settled()?, true)?;
        let seq = self.database.insert_story(&id, now, &changes, &listed)?;
        self.sessions.keep(&id, Seen::up_to(seq), document);
        Ok(id)
    }

    /// The story whose id begins with `prefix`.
    pub fn resolve(&mut self, prefix: &str) -> Result<StoryId> {
        self.database.resolve_story(prefix)
    }

    /// The story with everything that was acknowledged. Errors: `story_newer`, `story_not_whole`.
    pub fn story(&mut self, id: &StoryId) -> Result<Story> {
        self.read_whole(id, Document::story)
    }

    /// The same for readers. Errors: `story_not_whole`.
    pub fn settled(&mut self, id: &StoryId) -> Result<Settled> {
        self.read_whole(id, Document::settled)
    }

    fn read_whole<T>(&mut self, id: &StoryId, read: impl Fn(&Document) -> Result<T>) -> Result<T> {
        match self.take_current(id)? {
            Some((document, seq)) => {
                let told = read(&document);
                self.sessions.keep(id, Seen::up_to(seq), document);
                told
            }
            None => read(&self.load(id)?.document),
        }
    }

    /// How much of the story's history is stored now: the revision of a view made of it. None where there is no such story.
    pub fn revision(&self, id: &StoryId) -> Result<Option<i64>> {
        self.database.last_change(id)
    }

    /// The story for the screen. Edits made on it name its revision.
    pub fn view(&mut self, id: &StoryId) -> Result<StoryView> {
        self.view_and_settled(id).map(|(view, _)| view)
    }

    /// The story for the screen, and the same for readers.
    fn view_and_settled(&mut self, id: &StoryId) -> Result<(StoryView, Settled)> {
        let (mut document, revision, loss, is_kept) = match self.take_current(id)? {
            Some((document, seq)) => (document, seq, None, true),
            None => {
                let (Loaded { document, seq }, loss) = self.load_what_there_is(id)?;
                // The screen may still send edits made on what it showed before, so that stays as it was seen.
                let is_seen = self.sessions.seen(id).is_some_and(|seen| *seen != Seen::up_to(seq));
                (document, seq, loss, loss.is_none() && !is_seen)
            }
        };
        let (story, settled) = document.story_and_settled()?;
        let conflicts = document.conflicts()?;
        let body_length = document.body_length() as u32;
        if is_kept {
            self.sessions.keep(id, Seen::up_to(revision), document);
        }
        let missing = package::missing(&settled);
        Ok((StoryView { missing, story, conflicts, loss, body_length, revision }, settled))
    }

    /// Makes `edits` durable, all or none. Their positions are those of the view with this `revision`, and of
    /// the edits made on it since; with 0, of the story as it is here.
    pub fn edit(&mut self, id: &StoryId, revision: i64, edits: &[Edit]) -> Result<Ack> {
        let (mut document, mut seen) = self.as_seen(id, revision)?;
        let change = match document.edit(edits, clock::now()) {
            Ok(change) => change,
            Err(error) => {
                self.sessions.keep(id, seen, document);
                return Err(error);
            }
        };
        if let Some(change) = change {
            // What can't be stored was not done: the document is made anew of what is durable, for the next try.
            let seq = self.database.append_changes(id, &[change])?;
            if seq == seen.seq + 1 { seen.seq = seq } else { seen.beyond.push(seq) }
        }
        let ack = Ack {
            saved_at: clock::now(),
            body_length: document.body_length() as u32,
            changed_elsewhere: !seen.beyond.is_empty(),
            revision: seen.revision(),
        };
        self.sessions.keep(id, seen, document);
        Ok(ack)
    }

    /// Makes `edits` on the story as it is now, for callers that have no view of it. A screen that has one open
    /// learns of it as it does of another program's work.
    pub fn edit_latest(&mut self, id: &StoryId, edits: &[Edit]) -> Result<()> {
        let Loaded { mut document, seq: before } = self.load(id)?;
        let mut seq = before;
        if let Some(change) = document.edit(edits, clock::now())? {
            seq = self.append(id, &document, &[change])?;
        }
        // Whoever asks for it next need not read it again; what another program wrote in between, they see all the same.
        if seq <= before + 1 && self.sessions.seen(id).is_none() {
            self.sessions.keep(id, Seen::up_to(seq), document);
        }
        Ok(())
    }

    /// Makes changes durable that were made on the story as it is, and its line in lists while the story is in hand.
    /// Returns the number of the last.
    fn append(&mut self, id: &StoryId, document: &Document, changes: &[Change]) -> Result<i64> {
        let seq = self.database.append_changes(id, changes)?;
        let listed = summary::listed(&document.settled()?, true)?;
        // The changes are durable. A line that can't be written now is stale, and made when a list is asked for.
        self.database.list_stories(&[(id.clone(), listed, seq)]).ok();
        Ok(seq)
    }
}

fn read(snapshot: Option<&[u8]>, changes: &[StoredChange]) -> Result<Document> {
    Document::load(snapshot, changes.iter().map(|change| change.bytes.as_slice()))
}

fn heads(document: &mut Document) -> Heads {
    Heads::new(document.heads())
}

fn attached(Ingested { sha256, file_name, picture, .. }: Ingested) -> Photo {
    Photo {
        id: PhotoId::fresh(),
        fields: picture.fields,
        origins: picture.origins,
        file_name,
        media_type: picture.media_type.to_owned(),
        width: picture.width,
        height: picture.height,
        sha256,
        place: String::new(),
    }
}
