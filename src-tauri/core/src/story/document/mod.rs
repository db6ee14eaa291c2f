//! A story as the changes people made to it. The only room that knows Automerge: edits are carried out in
//! `edits.rs` (a whole body at once in `whole.rs`), changes become a document in `record.rs`, which is read in `reading.rs`, and
//! how blocks and marks lie in it is in `blocks.rs`.
//!
//! The document is a map: plain values for the fields (so that two people's headlines can both be shown), and
//! one text for the body in which a marker begins each block. Positions count UTF-16 code units, one for a
//! marker, as [`Edit`] does.
//!
//! Copies that went apart may meet with text that no marker begins: one deleted the marker of a paragraph that
//! the other put a picture before, say. Such text reads as a paragraph of its own, and the marker it lacks is
//! written with the next edit of the body (see [`Document::write_missing_markers`]).

mod author;
mod blocks;
mod comments;
mod edits;
mod last;
mod reading;
mod record;
mod settled;
mod suggested;
mod whole;

pub use self::record::{Glimpse, Record};
pub use self::settled::Settled;

use self::blocks::put_block;
use crate::story::door;
use crate::story::fields::Field;
use crate::story::lifted;
use crate::story::restore;
use crate::story::{
    BlockKind, Conflict, ConflictVersion, Edit, FieldValue, HistoryStep, Lifted, MomentId, Person, PhotoField, PhotoId,
    Spot, State, Story, StoryField, StoryId, VersionKind,
};
use crate::{Error, ErrorCode, Language, Result, photo};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, AutomergeError, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, TextEncoding, Value};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// The shape of the document; a later one is told apart by it, and not read (see `record.rs`).
const SHAPE: i64 = 2;
/// That of a story in which nothing was ever proposed, so that an older Dateline goes on reading it.
const SHAPE_WITHOUT_SUGGESTIONS: i64 = 1;
const ENCODING: TextEncoding = TextEncoding::Utf16CodeUnit;
/// How a marker is read amid text.
const MARKER: char = '\u{fffc}';
/// A person's name longer than this is cut: it stands in every change they make.
const MAX_NAME_CHARACTERS: usize = 80;

/// What the names of ignored findings begin with.
const IGNORED: &str = "ignored ";
/// And those of holds that were lifted, before the field's.
const LIFTED: &str = "lifted ";
/// Of what was passed over, before the gate's name.
const PASSED: &str = "passed ";
/// How the story got into its state.
const MOVED: &str = "moved";

/// One stored step of a story's history, as it lies in the library and travels to other desks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub bytes: Vec<u8>,
    /// By which later ones name it.
    pub hash: [u8; 32],
    /// The hashes of those it builds on.
    pub after: Vec<[u8; 32]>,
}

impl Change {
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        automerge::Change::from_bytes(bytes.to_vec()).map(|change| stored(&change)).map_err(fault)
    }
}

pub struct Document {
    doc: AutoCommit,
    body: ObjId,
    fields: ObjId,
    photos: ObjId,
    /// Who makes the next changes.
    person: Person,
    /// Seconds since 1970, by the clock of whoever made it, of the last change: of those that none builds on.
    updated_at: i64,
    /// When the edits that are carried out were made.
    now: DateTime<Utc>,
    shape: BodyShape,
    /// The place behind all pictures, once it was asked for: looking for it reads every one of them.
    last_place: Option<String>,
    /// The past that is being read; none for the story as it is. No edit is made meanwhile.
    reading: Option<Vec<ChangeHash>>,
}

/// What has to be known of the body before an edit, kept so that a keystroke need not read the whole of it.
#[derive(Clone, Debug, Default, PartialEq)]
struct BodyShape {
    /// Where text lacks the marker that should begin it, first to last, in units of the text as stored.
    missing_markers: Vec<usize>,
    has_marks: bool,
    /// Whether any mark may be taken over by what is typed: those of suggestions never are.
    has_formats: bool,
    /// As many blocks as there are, or more: those that went meanwhile are counted still.
    blocks: usize,
}

impl Document {
    /// A new story with one empty paragraph, `person`'s from the first change on.
    pub fn new(
        id: &StoryId,
        language: Language,
        person: impl Into<Person>,
        now: DateTime<Utc>,
    ) -> Result<(Self, Change)> {
        let person = author::made_fit(person.into());
        let mut doc = AutoCommit::new_with_encoding(ENCODING).with_actor(ActorId::random());
        doc.set_author(author::written(&person));
        let mut build = || -> Result<_, AutomergeError> {
            doc.put(ROOT, "shape", SHAPE_WITHOUT_SUGGESTIONS)?;
            doc.put(ROOT, "id", id.0.as_str())?;
            doc.put(ROOT, "created_at", now.timestamp())?;
            doc.put(ROOT, "language", language.tag())?;
            doc.put(ROOT, "state", State::Draft.as_str())?;
            let fields = doc.put_object(ROOT, "fields", ObjType::Map)?;
            let photos = doc.put_object(ROOT, "photos", ObjType::Map)?;
            doc.put_object(ROOT, "related", ObjType::List)?;
            let body = doc.put_object(ROOT, "body", ObjType::Text)?;
            put_block(&mut doc, &body, 0, &BlockKind::Paragraph)?;
            Ok((fields, photos, body))
        };
        let (fields, photos, body) = build().map_err(fault)?;
        let shape = BodyShape { blocks: 1, ..BodyShape::default() };
        let mut new = Self {
            doc,
            body,
            fields,
            photos,
            person,
            updated_at: now.timestamp(),
            now,
            shape,
            last_place: None,
            reading: None,
        };
        let change = new.commit(now, None)?.ok_or_else(|| Error::internal("a new story made no change"))?;
        Ok((new, change))
    }

    /// Reads a story from a snapshot, where there is one, and the changes made since. Errors: `story_newer`.
    pub fn load<'a>(snapshot: Option<&[u8]>, changes: impl IntoIterator<Item = &'a [u8]>) -> Result<Self> {
        Record::load(snapshot, changes)?.read()
    }

    /// The whole history in one piece, quicker to load than its changes one by one.
    pub fn snapshot(&mut self) -> Vec<u8> {
        self.doc.save()
    }

    /// Takes in changes made elsewhere, in any order; ones it has already are passed over. Errors: `story_newer`, and then
    /// the document is to be let go of.
    pub fn merge<'a>(&mut self, changes: impl IntoIterator<Item = &'a [u8]>) -> Result<()> {
        self.doc.apply_changes(parse(changes)?).map_err(fault)?;
        self.updated_at = last_time(&mut self.doc);
        record::check_shape(&self.doc)?;
        self.last_place = None;
        self.shape = self.read_shape()?;
        self.read_state().map(drop)
    }

    /// The hashes of the changes that none builds on.
    pub fn heads(&mut self) -> Vec<[u8; 32]> {
        self.doc.get_heads().into_iter().map(|hash| hash.0).collect()
    }

    /// The hashes of every original that was ever attached, also of pictures that were taken off since.
    pub fn originals_ever(&mut self) -> Vec<String> {
        use automerge::legacy::{Key, OpType};
        let mut originals = Vec::new();
        for change in self.doc.get_changes(&[]) {
            for operation in change.decode().operations {
                match (operation.key, operation.action) {
                    (Key::Map(name), OpType::Put(automerge::ScalarValue::Str(value))) if name == "sha256" => {
                        originals.push(value.to_string());
                    }
                    _ => (),
                }
            }
        }
        originals
    }

    /// Every change of the history, for handing the story to another desk.
    pub fn changes(&mut self) -> Vec<Change> {
        changes_of(&mut self.doc)
    }

    /// Changes made from now on are `person`'s, until another signs.
    pub fn sign(&mut self, person: impl Into<Person>) {
        self.person = author::made_fit(person.into());
        self.doc.set_author(author::written(&self.person));
    }

    /// Carries out all of `edits` or none. `None` where they changed nothing. A move to another state is a
    /// milestone, and so is lifting what holds the story back.
    pub fn edit(&mut self, edits: &[Edit], now: DateTime<Utc>) -> Result<Option<Change>> {
        let mut befell = None;
        // A keystroke asks for nothing of this.
        for edit in edits {
            if let Some(kind) = self.milestone_of(edit)? {
                befell = Some(kind);
            }
        }
        self.edit_as(edits, now, befell)
    }

    fn milestone_of(&self, edit: &Edit) -> Result<Option<VersionKind>> {
        Ok(match edit {
            Edit::SetState { state, reason } if state.as_str() != self.text_at(&ROOT, "state")? => {
                Some(VersionKind::Moved { state: *state, reason: lifted::line(reason) })
            }
            Edit::PassGate { gate, by, reason, .. } => {
                let said = |text| lifted::said(text, ErrorCode::PassUnsigned);
                Some(VersionKind::Passed { gate: *gate, by: said(by)?, reason: said(reason)? })
            }
            Edit::Lift { by, reason, until, .. } => {
                let said = |text| lifted::said(text, ErrorCode::LiftUnsigned);
                Some(VersionKind::Lifted { by: said(by)?, reason: said(reason)?, until: until.clone() })
            }
            Edit::HoldAgain { field } => self
                .read_lifted()
                .into_iter()
                .find(|lifted| lifted.field == *field)
                .map(|Lifted { until, .. }| VersionKind::HeldAgain { until }),
            _ => None,
        })
    }

    fn edit_as(&mut self, edits: &[Edit], now: DateTime<Utc>, version: Option<VersionKind>) -> Result<Option<Change>> {
        door::check_batch(edits)?;
        let before = self.texts_of(edits)?;
        self.all_or_none(now, version, |document| {
            edits.iter().try_for_each(|edit| document.carry_out(edit, now))?;
            document.check_texts(&before)
        })
    }

    /// The pictures whose fields `edits` set, and how much those take in a file now. One that comes only with these edits
    /// takes nothing.
    fn texts_of(&self, edits: &[Edit]) -> Result<BTreeMap<PhotoId, usize>> {
        let mut bytes = BTreeMap::new();
        for edit in edits {
            if let Edit::SetPhotoField { photo: id, .. } = edit
                && !bytes.contains_key(id)
            {
                let photo = self.read_photo(id)?;
                bytes.insert(id.clone(), photo.map_or(0, |there| photo::text_bytes(&there.fields)));
            }
        }
        Ok(bytes)
    }

    /// Refuses texts that no file of their picture could carry: told now, not when the story goes out. Whoever makes too
    /// long ones shorter is let; they came with a file, or from an older Dateline.
    fn check_texts(&self, before: &BTreeMap<PhotoId, usize>) -> Result<()> {
        for (id, bytes) in before {
            if let Some(there) = self.read_photo(id)?
                && let Err(error) = photo::check_texts(&there.fields)
                && photo::text_bytes(&there.fields) > *bytes
            {
                return Err(error.with("photo", &there.file_name));
            }
        }
        Ok(())
    }

    /// Makes this story what another is, or was: all that people put into it, under the names and dates that it was
    /// signed with. The state stays, and so does what is proposed of paragraphs that stay.
    pub(crate) fn become_like(
        &mut self,
        story: &Story,
        now: DateTime<Utc>,
        version: Option<VersionKind>,
    ) -> Result<Option<Change>> {
        // What was only proposed then may have been decided otherwise since.
        let story = &Story::from(settled::settle(story.clone()));
        let edits = restore::edits_to_restore(&self.story()?, story);
        self.all_or_none(now, version, |document| {
            edits.iter().try_for_each(|edit| document.carry_out(edit, now))?;
            document.take_over(story)
        })
    }

    /// One change of all that `work` does, or none of it.
    fn all_or_none(
        &mut self,
        now: DateTime<Utc>,
        version: Option<VersionKind>,
        work: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Option<Change>> {
        let shape = self.shape.clone();
        self.now = now;
        let outcome = work(self);
        if let Err(error) = outcome {
            let called = self.called();
            self.doc.rollback();
            self.shape = shape;
            self.last_place = None;
            return Err(if error.params.contains_key("story") { error } else { error.with("story", called) });
        }
        self.commit(now, version)
    }

    /// What a person knows the story by.
    fn called(&self) -> String {
        // What can't be read has no name.
        match self.text_at(&self.fields, "headline").unwrap_or_default() {
            headline if headline.is_empty() => self.text_at(&ROOT, "id").unwrap_or_default(),
            headline => format!("“{headline}”"),
        }
    }

    /// Makes a milestone of the story as it is.
    pub fn mark_version(&mut self, version: &VersionKind, now: DateTime<Utc>) -> Result<Change> {
        let message = serde_json::to_string(version).map_err(Error::internal)?;
        self.doc.empty_change(CommitOptions::default().with_time(now.timestamp()).with_message(message));
        self.updated_at = now.timestamp();
        self.last_change()
    }

    /// The body's length in units, markers that are still to be written included.
    pub fn body_length(&self) -> usize {
        self.stored_length() + self.shape.missing_markers.len()
    }

    pub fn story(&self) -> Result<Story> {
        let text = |name| self.text_at(&ROOT, name);
        let places = self.read_places()?;
        let body = self.read_body_with(&places)?;
        Ok(Story {
            id: StoryId(text("id")?),
            state: self.read_state()?,
            language: Language::from_tag(&text("language")?).unwrap_or_default(),
            fields: self.read_fields(&self.fields)?,
            photos: self.read_photos(&body)?,
            body,
            related: self.read_related()?,
            ignored: self.read_ignored(),
            lifted: self.read_lifted(),
            passed: self.read_passed()?,
            moved: self.read_moved()?,
            suggestions: self.read_suggestions(&places)?,
            comments: self.read_comments()?,
            created_at: moment(self.number_at(&ROOT, "created_at")?),
            updated_at: moment(self.updated_at),
        })
    }

    fn commit(&mut self, now: DateTime<Utc>, version: Option<VersionKind>) -> Result<Option<Change>> {
        // The time of the act, by the clock as it is. What comes after what is known by other means.
        let at = now.timestamp();
        let mut options = CommitOptions::default().with_time(at);
        if let Some(version) = version {
            options = options.with_message(serde_json::to_string(&version).map_err(Error::internal)?);
        }
        if self.doc.commit_with(options).is_none() {
            return Ok(None);
        }
        self.updated_at = at;
        self.last_change().map(Some)
    }

    fn last_change(&mut self) -> Result<Change> {
        let change = self.doc.get_last_local_change().ok_or_else(|| Error::internal("a commit left no change"))?;
        Ok(stored(&change))
    }
}

// History.
impl Document {
    /// Every change, each after those it was made on.
    pub fn steps(&mut self) -> Vec<HistoryStep> {
        let moment = |hash: &ChangeHash| MomentId(hash.to_string());
        let step = |change: automerge::ChangeMetadata<'_>| HistoryStep {
            id: moment(&change.hash),
            after: change.deps.iter().map(moment).collect(),
            by: author::read(&change),
            at: self::moment(change.timestamp),
            // The message of a newer Dateline that does not read is no milestone here; its change is kept.
            version: change.message.and_then(|message| serde_json::from_str(&message).ok()),
        };
        self.doc.get_changes_meta(&[]).into_iter().map(step).collect()
    }

    /// The story as the authors of these changes saw it together. Errors: `moment_unknown`.
    pub fn story_at(&mut self, moments: &[MomentId]) -> Result<Story> {
        let unknown = |id: &MomentId| Error::new(ErrorCode::MomentUnknown).with("moment", id);
        let mut heads = Vec::new();
        let mut updated_at = 0;
        for id in moments {
            let hash: ChangeHash = id.0.parse().map_err(|_| unknown(id))?;
            let change = self.doc.get_change_meta_by_hash(&hash).ok_or_else(|| unknown(id))?;
            updated_at = updated_at.max(change.timestamp);
            heads.push(hash);
        }
        self.reading = Some(heads);
        let story = self.story();
        self.reading = None;
        Ok(Story { updated_at: moment(updated_at), ..story? })
    }
}

// Conflicts.
impl Document {
    /// Fields that were given different values at the same time. For a view: a keystroke never asks.
    pub fn conflicts(&mut self) -> Result<Vec<Conflict>> {
        let mut conflicts = Vec::new();
        let fields = self.fields.clone();
        for (field, versions) in self.disputed_fields::<StoryField>(&fields)? {
            conflicts.push(Conflict { spot: Spot::Field(field), versions });
        }
        for id in self.keys(&self.photos) {
            let photo = PhotoId(id);
            let fields = self.photo_fields(&photo)?;
            for (field, versions) in self.disputed_fields::<PhotoField>(&fields)? {
                conflicts.push(Conflict { spot: Spot::Photo(photo.clone(), field), versions });
            }
        }
        Ok(conflicts)
    }

    fn disputed_fields<F: Field>(&mut self, fields: &ObjId) -> Result<Vec<(F, Vec<ConflictVersion>)>> {
        let names = self.doc.map_range(fields, ..).filter(|entry| entry.conflict).map(|entry| entry.key.into_owned());
        let mut found = Vec::new();
        // A field of a newer Dateline is left for it.
        for field in names.filter_map(|name| F::named(&name).ok()).collect::<Vec<_>>() {
            let versions = self.versions(fields, field)?;
            if versions.len() > 1 {
                found.push((field, versions));
            }
        }
        found.sort_by_key(|(field, _)| *field);
        Ok(found)
    }

    /// Every value that nobody has written over, the one that shows first; the same value twice is one.
    fn versions<F: Field>(&mut self, fields: &ObjId, field: F) -> Result<Vec<ConflictVersion>> {
        let mut written: Vec<(FieldValue, ObjId)> = Vec::new();
        for (value, operation) in self.doc.get_all(fields, field.name()).map_err(fault)?.into_iter().rev() {
            let value: FieldValue = match value {
                Value::Object(ObjType::List) => self.items_of(&operation)?.into(),
                Value::Scalar(text) => text.as_str().unwrap_or_default().into(),
                Value::Object(_) => continue,
            };
            let value = value.made_fit(field.kind());
            if written.iter().all(|(other, _)| *other != value) {
                written.push((value, operation));
            }
        }
        let version = |(value, operation): (FieldValue, ObjId)| {
            let change = self.doc.hash_for_opid(&operation).and_then(|hash| self.doc.get_change_meta_by_hash(&hash));
            let change = change.ok_or_else(|| Error::internal("a value that no change wrote"))?;
            let Person { id: person, name: by } = author::read(&change);
            Ok(ConflictVersion { value, by, person, at: moment(change.timestamp) })
        };
        written.into_iter().map(version).collect()
    }

    fn is_disputed(&self, of: &ObjId, name: &str) -> Result<bool> {
        Ok(self.doc.get_all(of, name).map_err(fault)?.len() > 1)
    }
}

fn object(doc: &AutoCommit, name: &str) -> Result<ObjId> {
    match doc.get(ROOT, name).map_err(fault)? {
        Some((Value::Object(_), id)) => Ok(id),
        _ => Err(Error::internal(format!("the story has no {name}"))),
    }
}

fn parse<'a>(changes: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<automerge::Change>> {
    changes.into_iter().map(|bytes| automerge::Change::from_bytes(bytes.to_vec()).map_err(fault)).collect()
}

fn changes_of(doc: &mut AutoCommit) -> Vec<Change> {
    doc.get_changes(&[]).iter().map(stored).collect()
}

fn stored(change: &automerge::Change) -> Change {
    let after = change.deps().iter().map(|hash| hash.0).collect();
    Change { bytes: change.raw_bytes().to_vec(), hash: change.hash().0, after }
}

fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// Of the changes that none builds on: they were made last, whatever clocks there were.
fn last_time(doc: &mut AutoCommit) -> i64 {
    let heads = doc.get_heads();
    let mut time = |hash| doc.get_change_meta_by_hash(hash).map(|change| change.timestamp);
    heads.iter().filter_map(&mut time).max().unwrap_or_default()
}

/// The edit does not fit the story as it is.
fn misfit(cause: impl std::fmt::Display) -> Error {
    Error::new(ErrorCode::EditInvalid).with("cause", cause)
}

fn fault(cause: impl std::error::Error) -> Error {
    Error::internal(cause)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod restore_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
