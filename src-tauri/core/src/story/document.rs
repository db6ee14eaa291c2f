//! A story as the changes people made to it. The only file that knows Automerge.
//!
//! The document is a map: plain values for the fields (so that two people's headlines can both be shown), and
//! one text for the body in which a marker begins each block. Positions count UTF-16 code units, one for a
//! marker, as [`Edit`] does.
//!
//! Copies that went apart may meet with text that no marker begins: one deleted the marker of a paragraph that
//! the other put a picture before, say. Such text reads as a paragraph of its own, and the marker it lacks is
//! written with the next edit of the body (see [`Document::write_missing_markers`]).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use automerge::{
    ActorId, Author, AutoCommit, AutomergeError, ChangeHash, LoadOptions, ObjId, ObjType, Prop, ROOT, ReadDoc,
    ScalarValue, Span, TextEncoding, Value, hydrate,
    iter::{MapRangeItem, Spans},
    marks::{ExpandMark, Mark as TextMark, MarkSet, UpdateSpansConfig},
    transaction::{CommitOptions, Transactable},
};
use chrono::{DateTime, Utc};

use super::{
    Block, BlockKind, Conflict, ConflictVersion, Edit, FieldValue, Fields, Ignored, IgnoredPlace, MarkKind, Marks,
    MomentId, Photo, PhotoField, PhotoId, Piece, Related, Run, Standard, State, Step, Story, StoryField, StoryId,
    Version,
    fields::{Field, FieldKind},
};
use crate::{Error, ErrorCode, Language, Result};

/// The shape of the document; a later one is told apart by it.
const SHAPE: i64 = 1;
const ENCODING: TextEncoding = TextEncoding::Utf16CodeUnit;
/// A person's name longer than this is cut: it stands in every change they make.
const MAX_NAME_CHARACTERS: usize = 80;
/// An edit of the body that is longer than this is a mistake or an attack.
const MAX_BODY_UNITS: usize = 20_000_000;

/// What the names of ignored findings begin with.
const IGNORED: &str = "ignored ";
const MAX_RULE_BYTES: usize = 64;

/// One stored step of a story's history, as it lies in the library and travels to other desks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub bytes: Vec<u8>,
}

pub struct Document {
    doc: AutoCommit,
    body: ObjId,
    fields: ObjId,
    photos: ObjId,
    /// Who makes the next changes; empty for one who has given no name.
    name: String,
    /// Seconds since 1970 of the newest change.
    updated_at: i64,
    shape: BodyShape,
    /// The past that is being read; none for the story as it is. No edit is made meanwhile.
    reading: Option<Vec<ChangeHash>>,
}

/// What has to be known of the body before an edit, kept so that a keystroke need not read the whole of it.
#[derive(Clone, Debug, Default, PartialEq)]
struct BodyShape {
    /// Where text lacks the marker that should begin it, first to last, in units of the text as stored.
    missing_markers: Vec<usize>,
    has_marks: bool,
    /// Some character takes two units.
    has_wide: bool,
}

impl Document {
    /// A new story with one empty paragraph.
    pub fn new(id: &StoryId, language: Language, now: DateTime<Utc>) -> Result<(Self, Change)> {
        let mut doc = AutoCommit::new_with_encoding(ENCODING).with_actor(ActorId::random());
        let mut build = || -> Result<_, AutomergeError> {
            doc.put(ROOT, "shape", SHAPE)?;
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
        let shape = BodyShape::default();
        let mut new =
            Self { doc, body, fields, photos, name: String::new(), updated_at: now.timestamp(), shape, reading: None };
        let change = new.commit(now, None)?.ok_or_else(|| Error::internal("a new story made no change"))?;
        Ok((new, change))
    }

    /// Reads a story from a snapshot, where there is one, and the changes made since.
    pub fn load<'a>(snapshot: Option<&[u8]>, changes: impl IntoIterator<Item = &'a [u8]>) -> Result<Self> {
        let doc = match snapshot {
            Some(bytes) => {
                AutoCommit::load_with_options(bytes, LoadOptions::new().text_encoding(ENCODING)).map_err(fault)?
            }
            None => AutoCommit::new_with_encoding(ENCODING),
        };
        let mut doc = doc.with_actor(ActorId::random());
        doc.apply_changes(parse(changes)?).map_err(fault)?;
        let updated_at = doc.get_changes_meta(&[]).iter().map(|change| change.timestamp).max().unwrap_or_default();
        let mut loaded = Self {
            body: object(&doc, "body")?,
            fields: object(&doc, "fields")?,
            photos: object(&doc, "photos")?,
            doc,
            name: String::new(),
            updated_at,
            shape: BodyShape::default(),
            reading: None,
        };
        loaded.shape = loaded.read_shape()?;
        Ok(loaded)
    }

    /// The whole history in one piece, quicker to load than its changes one by one.
    pub fn snapshot(&mut self) -> Vec<u8> {
        self.doc.save()
    }

    /// Takes in changes made elsewhere, in any order; ones it has already are passed over.
    pub fn merge<'a>(&mut self, changes: impl IntoIterator<Item = &'a [u8]>) -> Result<()> {
        let changes = parse(changes)?;
        let newest = changes.iter().map(automerge::Change::timestamp).max().unwrap_or_default();
        self.doc.apply_changes(changes).map_err(fault)?;
        self.updated_at = self.updated_at.max(newest);
        self.shape = self.read_shape()?;
        Ok(())
    }

    /// Every change of the history, for handing the story to another desk.
    pub fn changes(&mut self) -> Vec<Change> {
        self.doc.get_changes(&[]).iter().map(stored).collect()
    }

    /// Changes made from now on are `name`'s, until another signs; with an empty name they are nobody's.
    pub fn sign(&mut self, name: &str) {
        let name: String = name.trim().chars().take(MAX_NAME_CHARACTERS).collect();
        self.name.clone_from(&name);
        self.doc.set_author((!name.is_empty()).then(|| Author::from(name.into_bytes())));
    }

    /// Carries out all of `edits` or none. `None` where they changed nothing. A move to another state is a
    /// milestone.
    pub fn edit(&mut self, edits: &[Edit], now: DateTime<Utc>) -> Result<Option<Change>> {
        let before = self.text_at(&ROOT, "state")?;
        let moved = edits.iter().rev().find_map(|edit| match edit {
            Edit::SetState { state } if state.as_str() != before => Some(Version::Moved { state: *state }),
            _ => None,
        });
        self.edit_as(edits, now, moved)
    }

    /// As [`Document::edit`], and what it makes is a milestone of this kind.
    pub fn edit_as(&mut self, edits: &[Edit], now: DateTime<Utc>, version: Option<Version>) -> Result<Option<Change>> {
        let shape = self.shape.clone();
        let outcome = edits.iter().try_for_each(|edit| self.carry_out(edit, now));
        if let Err(error) = outcome {
            self.doc.rollback();
            self.shape = shape;
            return Err(error);
        }
        self.commit(now, version)
    }

    /// Makes a milestone of the story as it is.
    pub fn mark_version(&mut self, version: &Version, now: DateTime<Utc>) -> Result<Change> {
        let at = now.timestamp().max(self.updated_at);
        let message = serde_json::to_string(version).map_err(Error::internal)?;
        self.doc.empty_change(CommitOptions::default().with_time(at).with_message(message));
        self.last_change()
    }

    /// The body's length in units, markers that are still to be written included.
    pub fn body_length(&self) -> usize {
        self.stored_length() + self.shape.missing_markers.len()
    }

    pub fn story(&self) -> Result<Story> {
        let text = |name| self.text_at(&ROOT, name);
        let body = self.read_body()?;
        Ok(Story {
            id: StoryId(text("id")?),
            state: State::parse(&text("state")?).unwrap_or_default(),
            language: Language::from_tag(&text("language")?).unwrap_or_default(),
            fields: self.read_fields(&self.fields)?,
            photos: self.read_photos(&body)?,
            body,
            related: self.read_related()?,
            ignored: self.read_ignored(),
            created_at: moment(self.number_at(&ROOT, "created_at")?),
            updated_at: moment(self.updated_at),
        })
    }

    fn commit(&mut self, now: DateTime<Utc>, version: Option<Version>) -> Result<Option<Change>> {
        // A clock that was set back must not make the story look older than it was.
        let at = now.timestamp().max(self.updated_at);
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
    pub fn steps(&mut self) -> Vec<Step> {
        let moment = |hash: &ChangeHash| MomentId(hash.to_string());
        let step = |change: automerge::ChangeMetadata<'_>| Step {
            id: moment(&change.hash),
            after: change.deps.iter().map(moment).collect(),
            by: author_of(&change),
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
            conflicts.push(Conflict { photo: None, field: field.name().to_owned(), versions });
        }
        for id in self.keys(&self.photos) {
            let photo = PhotoId(id);
            let fields = self.photo_fields(&photo)?;
            for (field, versions) in self.disputed_fields::<PhotoField>(&fields)? {
                let (photo, field) = (Some(photo.clone()), field.name().to_owned());
                conflicts.push(Conflict { photo, field, versions });
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
            if written.iter().all(|(other, _)| *other != value) {
                written.push((value, operation));
            }
        }
        let version = |(value, operation): (FieldValue, ObjId)| {
            let change = self.doc.hash_for_opid(&operation).and_then(|hash| self.doc.get_change_meta_by_hash(&hash));
            let change = change.ok_or_else(|| Error::internal("a value that no change wrote"))?;
            Ok(ConflictVersion { value, by: author_of(&change), at: moment(change.timestamp) })
        };
        written.into_iter().map(version).collect()
    }

    fn is_disputed(&self, of: &ObjId, name: &str) -> Result<bool> {
        Ok(self.doc.get_all(of, name).map_err(fault)?.len() > 1)
    }
}

// Edits.
impl Document {
    fn carry_out(&mut self, edit: &Edit, now: DateTime<Utc>) -> Result<()> {
        match edit {
            Edit::SetField { field, value } => {
                let fields = self.fields.clone();
                self.set_field(&fields, *field, value)
            }
            Edit::SetLanguage { language } => self.put_text(&ROOT, "language", language.tag()),
            Edit::SetState { state } => self.put_text(&ROOT, "state", state.as_str()),
            Edit::SetRelated { related } => self.set_related(related).map_err(fault),
            Edit::AddPhoto { photo } => self.add_photo(photo),
            Edit::SetPhotoField { photo, field, value } => {
                let fields = self.photo_fields(photo)?;
                self.set_field(&fields, *field, value)?;
                self.forget_origin(photo, *field)
            }
            Edit::RemovePhoto { photo } => self.remove_photo(photo),
            Edit::Splice { at, delete, insert } => {
                self.write_missing_markers()?;
                self.splice(*at as usize, *delete as usize, insert)
            }
            Edit::SetMark { from, to, mark, on, href, lang } => {
                self.write_missing_markers()?;
                let (from, to) = (*from as usize, *to as usize);
                self.check_range(from, to)?;
                let value = match on {
                    true => Some(mark_value(*mark, href.as_deref(), lang.as_deref())?),
                    false => None,
                };
                self.set_mark(from, to, *mark, value).map_err(fault)
            }
            Edit::SetBlock { at, block } => {
                self.write_missing_markers()?;
                self.check_block(block)?;
                let marker = self.marker(*at as usize)?;
                fill_block(&mut self.doc, &marker, block).map_err(fault)
            }
            Edit::SetBody { body } => self.set_body(body),
            Edit::Ignore { rule, place } => self.ignore(rule, place.as_ref(), now),
            Edit::Heed { rule, place } => self.clear(&ROOT, &ignored_key(rule, place.as_ref())?),
        }
    }

    /// Each stands under a name of its own beside the fields, so that what two people ignore is never one's or the
    /// other's.
    fn ignore(&mut self, rule: &str, place: Option<&IgnoredPlace>, now: DateTime<Utc>) -> Result<()> {
        let key = ignored_key(rule, place)?;
        if self.doc.get(ROOT, &key).map_err(fault)?.is_some() {
            return Ok(());
        }
        let ignored = Ignored { rule: rule.to_owned(), place: place.cloned(), by: self.name.clone(), at: now };
        let json = serde_json::to_string(&ignored).map_err(Error::internal)?;
        self.doc.put(ROOT, key, json).map_err(fault)
    }

    fn set_field<F: Field>(&mut self, fields: &ObjId, field: F, value: &FieldValue) -> Result<()> {
        field.kind().check(field.name(), value)?;
        match value {
            FieldValue::Text(text) if text.is_empty() => self.clear(fields, field.name()),
            FieldValue::List(items) if items.is_empty() => self.clear(fields, field.name()),
            FieldValue::Text(text) => self.put_text(fields, field.name(), text),
            FieldValue::List(items)
                if self.list_at(fields, field.name())? == *items && !self.is_disputed(fields, field.name())? =>
            {
                Ok(())
            }
            FieldValue::List(items) => {
                let list = self.doc.put_object(fields, field.name(), ObjType::List).map_err(fault)?;
                items
                    .iter()
                    .enumerate()
                    .try_for_each(|(at, item)| self.doc.insert(&list, at, item.as_str()))
                    .map_err(fault)
            }
        }
    }

    /// Writes only what differs, so that a field that was typed over with itself leaves no trace. Where people wrote
    /// different things at the same time, writing one of them again settles it.
    fn put_text(&mut self, of: &ObjId, name: &str, text: &str) -> Result<()> {
        if self.text_at(of, name)? == text && !self.is_disputed(of, name)? {
            return Ok(());
        }
        self.doc.put(of, name, text).map_err(fault)
    }

    fn clear(&mut self, of: &ObjId, name: &str) -> Result<()> {
        match self.doc.get(of, name).map_err(fault)? {
            Some(_) => self.doc.delete(of, name).map_err(fault),
            None => Ok(()),
        }
    }

    fn set_related(&mut self, related: &[Related]) -> Result<(), AutomergeError> {
        let list = self.doc.put_object(ROOT, "related", ObjType::List)?;
        for (at, story) in related.iter().enumerate() {
            let entry = self.doc.insert_object(&list, at, ObjType::Map)?;
            self.doc.put(&entry, "title", story.title.as_str())?;
            self.doc.put(&entry, "date_text", story.date_text.as_str())?;
            if let Some(date) = story.date {
                self.doc.put(&entry, "date", date.to_string())?;
            }
        }
        Ok(())
    }

    fn add_photo(&mut self, photo: &Photo) -> Result<()> {
        if self.doc.get(&self.photos, photo.id.0.as_str()).map_err(fault)?.is_some() {
            return Err(misfit("the photo is there already"));
        }
        let mut put = || -> Result<_, AutomergeError> {
            let entry = self.doc.put_object(&self.photos, photo.id.0.as_str(), ObjType::Map)?;
            self.doc.put(&entry, "file_name", photo.file_name.as_str())?;
            self.doc.put(&entry, "media_type", photo.media_type.as_str())?;
            self.doc.put(&entry, "sha256", photo.sha256.as_str())?;
            self.doc.put(&entry, "width", i64::from(photo.width))?;
            self.doc.put(&entry, "height", i64::from(photo.height))?;
            let origins = self.doc.put_object(&entry, "origins", ObjType::Map)?;
            for (field, standard) in &photo.origins {
                self.doc.put(&origins, field.name(), standard.as_str())?;
            }
            self.doc.put_object(&entry, "fields", ObjType::Map)
        };
        let fields = put().map_err(fault)?;
        photo.fields.iter().try_for_each(|(field, value)| self.set_field(&fields, field, value))
    }

    /// What a person writes is no longer what the file said.
    fn forget_origin(&mut self, photo: &PhotoId, field: PhotoField) -> Result<()> {
        match self.origins_of(photo)? {
            Some(origins) => self.clear(&origins, field.name()),
            None => Ok(()),
        }
    }

    fn remove_photo(&mut self, photo: &PhotoId) -> Result<()> {
        self.photo_fields(photo)?;
        self.doc.delete(&self.photos, photo.0.as_str()).map_err(fault)?;
        let body: Vec<Block> = self.read_body()?;
        let gone = BlockKind::Photo { photo: photo.clone() };
        if body.iter().any(|block| block.kind == gone) {
            self.write_missing_markers()?;
            let mut at: usize = body.iter().map(units).sum();
            for block in body.iter().rev() {
                at -= units(block);
                if block.kind == gone {
                    self.doc.splice_text(&self.body, at, 1, "").map_err(fault)?;
                }
            }
            self.keep_one_block()?;
        }
        Ok(())
    }

    /// A body without a single block could not be typed in.
    fn keep_one_block(&mut self) -> Result<()> {
        if self.stored_length() == 0 {
            put_block(&mut self.doc, &self.body, 0, &BlockKind::Paragraph).map_err(fault)?;
        }
        Ok(())
    }

    fn splice(&mut self, at: usize, delete: usize, insert: &[Piece]) -> Result<()> {
        self.check_range(at, at.saturating_add(delete))?;
        let starts_with_block = matches!(insert.first(), Some(Piece::Block { .. }));
        let begins_body = at == 0 && !starts_with_block;
        if begins_body && (delete > 0 || !insert.is_empty()) && delete < self.stored_length() {
            // Text before the first marker would have no block; a whole body may go, and be begun anew.
            let next = self.doc.get(&self.body, delete).map_err(fault)?;
            if !insert.is_empty() || !matches!(next, Some((Value::Object(_), _))) {
                return Err(misfit("text cannot stand before the first block"));
            }
        }
        let mut inserted = 0;
        for piece in insert {
            match piece {
                Piece::Block { block } => self.check_block(block)?,
                Piece::Text { text, .. } => inserted += text.len(),
            }
        }
        if self.stored_length() + inserted > MAX_BODY_UNITS {
            return Err(misfit("the body would be too long"));
        }

        self.doc.splice_text(&self.body, at, delete as isize, "").map_err(fault)?;
        let mut cursor = at;
        for piece in insert {
            match piece {
                Piece::Text { text, marks } => {
                    self.doc.splice_text(&self.body, cursor, 0, text).map_err(fault)?;
                    let end = cursor + text.encode_utf16().count();
                    self.shape.has_wide |= end - cursor != text.chars().count();
                    self.set_marks(cursor, end, marks)?;
                    cursor = end;
                }
                Piece::Block { block } => {
                    put_block(&mut self.doc, &self.body, cursor, block).map_err(fault)?;
                    cursor += 1;
                }
            }
        }
        self.keep_one_block()
    }

    /// Gives the text just typed at `from..to` exactly `marks`: what it took over from its neighbours may differ.
    fn set_marks(&mut self, from: usize, to: usize, marks: &Marks) -> Result<()> {
        if from == to || (!self.shape.has_marks && *marks == Marks::default()) {
            return Ok(());
        }
        let taken_over = self.marks_at(from).map_err(fault)?;
        for &kind in MarkKind::ALL {
            let wanted = value_in(marks, kind)?;
            if taken_over.iter().find(|(name, _)| *name == kind.name()).map(|(_, value)| value) != wanted.as_ref() {
                self.set_mark(from, to, kind, wanted).map_err(fault)?;
            }
        }
        Ok(())
    }

    fn marks_at(&self, unit: usize) -> Result<MarkSet, AutomergeError> {
        // `get_marks` counts characters whatever the encoding, so positions after a wide one need translating.
        let index = match self.shape.has_wide {
            false => unit,
            true => {
                let mut units = 0;
                let text = self.doc.text(&self.body)?;
                text.chars()
                    .take_while(|character| {
                        units += character.len_utf16();
                        units <= unit
                    })
                    .count()
            }
        };
        self.doc.get_marks(&self.body, index, None)
    }

    fn set_mark(
        &mut self,
        from: usize,
        to: usize,
        kind: MarkKind,
        value: Option<ScalarValue>,
    ) -> Result<(), AutomergeError> {
        self.shape.has_marks |= value.is_some();
        let value = value.unwrap_or(ScalarValue::Null);
        let mark = TextMark::new(kind.name().to_owned(), value, from, to);
        self.doc.mark(&self.body, mark, expand(kind))
    }

    fn set_body(&mut self, body: &[Block]) -> Result<()> {
        let mut spans = Vec::new();
        for block in body {
            self.check_block(&block.kind)?;
            spans.push(Span::Block(block_map(&block.kind)));
            for run in block.runs() {
                let mut set = Vec::new();
                for &kind in MarkKind::ALL {
                    set.extend(value_in(&run.marks, kind)?.map(|value| (kind.name().to_owned(), value)));
                }
                let marks: MarkSet = set.into_iter().collect();
                let marks = (marks.num_marks() > 0).then(|| Arc::new(marks));
                spans.push(Span::Text { text: run.text, marks });
            }
        }
        let config = MarkKind::ALL
            .iter()
            .fold(UpdateSpansConfig::default(), |config, &kind| config.with_mark_expand(kind.name(), expand(kind)));
        self.doc.update_spans(&self.body, config, spans).map_err(fault)?;
        self.keep_one_block()?;
        self.shape = self.read_shape()?;
        Ok(())
    }

    fn write_missing_markers(&mut self) -> Result<()> {
        // From the end, so that the places before stay where they were.
        for at in std::mem::take(&mut self.shape.missing_markers).into_iter().rev() {
            put_block(&mut self.doc, &self.body, at, &BlockKind::Paragraph).map_err(fault)?;
        }
        Ok(())
    }

    fn check_range(&self, from: usize, to: usize) -> Result<()> {
        let length = self.stored_length();
        if from > to || to > length {
            return Err(misfit(format!("{from}..{to} is not within 0..{length}")));
        }
        Ok(())
    }

    fn check_block(&self, block: &BlockKind) -> Result<()> {
        match block {
            BlockKind::Heading { level } if !(1..=2).contains(level) => Err(misfit("a heading has level 1 or 2")),
            BlockKind::Photo { photo } => self.photo_fields(photo).map(drop),
            _ => Ok(()),
        }
    }

    fn marker(&self, at: usize) -> Result<ObjId> {
        match self.doc.get(&self.body, at).map_err(fault)? {
            Some((Value::Object(ObjType::Map), marker)) => Ok(marker),
            _ => Err(misfit(format!("no block begins at {at}"))),
        }
    }
}

// Reading, as it is now or as it was.
impl Document {
    fn get(&self, of: &ObjId, at: impl Into<Prop>) -> Result<Option<(Value<'_>, ObjId)>> {
        match &self.reading {
            None => self.doc.get(of, at),
            Some(heads) => self.doc.get_at(of, at, heads),
        }
        .map_err(fault)
    }

    fn length(&self, of: &ObjId) -> usize {
        match &self.reading {
            None => self.doc.length(of),
            Some(heads) => self.doc.length_at(of, heads),
        }
    }

    fn keys(&self, of: &ObjId) -> Vec<String> {
        match &self.reading {
            None => self.doc.keys(of).collect(),
            Some(heads) => self.doc.keys_at(of, heads).collect(),
        }
    }

    /// What a map holds, in one go: much quicker than asking for each of its keys.
    fn entries(&self, of: &ObjId) -> BTreeMap<String, (Value<'static>, ObjId)> {
        let entries = match &self.reading {
            None => self.doc.map_range(of, ..),
            Some(heads) => self.doc.map_range_at(of, .., heads),
        };
        let entry = |entry: MapRangeItem<'_>| {
            let id = entry.id();
            (entry.key.into_owned(), (entry.value.into_value(), id))
        };
        entries.map(entry).collect()
    }

    fn spans(&self) -> Result<Spans<'_>> {
        match &self.reading {
            None => self.doc.spans(&self.body),
            Some(heads) => self.doc.spans_at(&self.body, heads),
        }
        .map_err(fault)
    }

    fn stored_length(&self) -> usize {
        self.doc.length(&self.body)
    }

    fn read_body(&self) -> Result<Vec<Block>> {
        let mut body: Vec<(BlockKind, Vec<Run>)> = Vec::new();
        for span in self.spans()? {
            match span {
                Span::Block(map) => body.push((read_block(&map), Vec::new())),
                Span::Text { text, marks } => {
                    let run = Run { text, marks: marks.map(|marks| read_marks(&marks)).unwrap_or_default() };
                    match body.last_mut() {
                        Some((kind, runs)) if holds_text(kind) => runs.push(run),
                        _ => body.push((BlockKind::Paragraph, vec![run])),
                    }
                }
            }
        }
        if body.is_empty() {
            body.push((BlockKind::Paragraph, Vec::new()));
        }
        Ok(body.into_iter().map(|(kind, runs)| Block::from_runs(kind, runs)).collect())
    }

    fn read_shape(&self) -> Result<BodyShape> {
        let mut shape = BodyShape::default();
        let (mut at, mut open) = (0, false);
        for span in self.spans()? {
            match span {
                Span::Block(map) => {
                    open = holds_text(&read_block(&map));
                    at += 1;
                }
                Span::Text { text, marks } => {
                    if !std::mem::replace(&mut open, true) {
                        shape.missing_markers.push(at);
                    }
                    let units = text.encode_utf16().count();
                    shape.has_wide |= units != text.chars().count();
                    shape.has_marks |= marks.is_some_and(|marks| marks.num_marks() > 0);
                    at += units;
                }
            }
        }
        if at == 0 {
            shape.missing_markers.push(0);
        }
        Ok(shape)
    }

    fn read_fields<F: Field>(&self, fields: &ObjId) -> Result<Fields<F>> {
        let mut read = Fields::default();
        for (name, (value, id)) in self.entries(fields) {
            // A field of a newer Dateline is left for it.
            let Ok(field) = F::named(&name) else { continue };
            match (field.kind(), value) {
                (FieldKind::List, Value::Object(ObjType::List)) => read.set(field, self.items_of(&id)?),
                (FieldKind::List, _) | (_, Value::Object(_)) => (),
                (_, Value::Scalar(text)) => read.set(field, text.as_str().unwrap_or_default()),
            }
        }
        Ok(read)
    }

    fn read_photos(&self, body: &[Block]) -> Result<Vec<Photo>> {
        let mut photos = BTreeMap::new();
        for id in self.keys(&self.photos) {
            if let Some(photo) = self.read_photo(PhotoId(id.clone()))? {
                photos.insert(id, photo);
            }
        }
        let mut in_order = Vec::new();
        for block in body {
            if let BlockKind::Photo { photo } = &block.kind {
                in_order.extend(photos.remove(&photo.0));
            }
        }
        in_order.extend(photos.into_values());
        Ok(in_order)
    }

    fn read_photo(&self, id: PhotoId) -> Result<Option<Photo>> {
        let Some((Value::Object(ObjType::Map), entry)) = self.get(&self.photos, id.0.as_str())? else {
            return Ok(None);
        };
        let entries = self.entries(&entry);
        let scalar = |name| match entries.get(name) {
            Some((Value::Scalar(value), _)) => Some(value),
            _ => None,
        };
        let text = |name| scalar(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let number = |name| scalar(name).and_then(|value| value.as_i64()).unwrap_or_default() as u32;
        Ok(Some(Photo {
            fields: self.read_fields(&self.photo_fields(&id)?)?,
            origins: self.read_origins(&id)?,
            id,
            file_name: text("file_name"),
            media_type: text("media_type"),
            width: number("width"),
            height: number("height"),
            sha256: text("sha256"),
        }))
    }

    /// The photos whose originals have these hashes.
    pub fn photos_of(&self, originals: &HashSet<&str>) -> Result<Vec<Photo>> {
        let mut found = Vec::new();
        for id in self.keys(&self.photos) {
            let Some((_, entry)) = self.get(&self.photos, id.as_str())? else { continue };
            if originals.contains(self.text_at(&entry, "sha256")?.as_str()) {
                found.extend(self.read_photo(PhotoId(id))?);
            }
        }
        Ok(found)
    }

    fn photo_fields(&self, photo: &PhotoId) -> Result<ObjId> {
        let entry = self.get(&self.photos, photo.0.as_str())?;
        let fields = match entry {
            Some((Value::Object(ObjType::Map), entry)) => self.get(&entry, "fields")?,
            _ => None,
        };
        match fields {
            Some((Value::Object(ObjType::Map), fields)) => Ok(fields),
            _ => {
                let story = self.text_at(&ROOT, "id")?;
                Err(Error::new(ErrorCode::PhotoUnknown).with("photo", photo).with("story", story))
            }
        }
    }

    /// None for a photo that was attached before origins were kept.
    fn origins_of(&self, photo: &PhotoId) -> Result<Option<ObjId>> {
        let Some((_, entry)) = self.get(&self.photos, photo.0.as_str())? else { return Ok(None) };
        Ok(match self.get(&entry, "origins")? {
            Some((Value::Object(ObjType::Map), origins)) => Some(origins),
            _ => None,
        })
    }

    fn read_origins(&self, photo: &PhotoId) -> Result<BTreeMap<PhotoField, Standard>> {
        let mut read = BTreeMap::new();
        let Some(origins) = self.origins_of(photo)? else { return Ok(read) };
        for (name, (value, _)) in self.entries(&origins) {
            let Value::Scalar(value) = value else { continue };
            let standard = Standard::ALL.iter().find(|known| value.as_str() == Some(known.as_str()));
            // What a newer Dateline wrote and this one does not know is no origin here.
            if let (Ok(field), Some(standard)) = (PhotoField::named(&name), standard) {
                read.insert(field, *standard);
            }
        }
        Ok(read)
    }

    fn read_related(&self) -> Result<Vec<Related>> {
        let list = object(&self.doc, "related")?;
        let mut related = Vec::new();
        for at in 0..self.length(&list) {
            if let Some((Value::Object(ObjType::Map), entry)) = self.get(&list, at)? {
                related.push(Related {
                    title: self.text_at(&entry, "title")?,
                    date: self.text_at(&entry, "date")?.parse().ok(),
                    date_text: self.text_at(&entry, "date_text")?,
                });
            }
        }
        Ok(related)
    }

    fn read_ignored(&self) -> Vec<Ignored> {
        let read = |(name, (value, _)): (String, (Value<'_>, ObjId))| match value {
            Value::Scalar(json) if name.starts_with(IGNORED) => serde_json::from_str(json.as_str()?).ok(),
            _ => None,
        };
        self.entries(&ROOT).into_iter().filter_map(read).collect()
    }

    fn text_at(&self, of: &ObjId, name: &str) -> Result<String> {
        match self.get(of, name)? {
            Some((Value::Scalar(value), _)) => Ok(value.as_str().unwrap_or_default().to_owned()),
            _ => Ok(String::new()),
        }
    }

    fn list_at(&self, of: &ObjId, name: &str) -> Result<Vec<String>> {
        match self.get(of, name)? {
            Some((Value::Object(ObjType::List), list)) => self.items_of(&list),
            _ => Ok(Vec::new()),
        }
    }

    fn items_of(&self, list: &ObjId) -> Result<Vec<String>> {
        let mut items = Vec::new();
        for at in 0..self.length(list) {
            if let Some((Value::Scalar(item), _)) = self.get(list, at)? {
                items.extend(item.as_str().map(str::to_owned));
            }
        }
        Ok(items)
    }

    fn number_at(&self, of: &ObjId, name: &str) -> Result<i64> {
        match self.get(of, name)? {
            Some((Value::Scalar(value), _)) => Ok(value.as_i64().unwrap_or_default()),
            _ => Ok(0),
        }
    }
}

/// What a block takes up in units.
fn units(block: &Block) -> usize {
    1 + block.text.encode_utf16().count()
}

fn holds_text(kind: &BlockKind) -> bool {
    !matches!(kind, BlockKind::Photo { .. })
}

/// The keys of a block's marker.
fn block_keys(kind: &BlockKind) -> Vec<(&'static str, ScalarValue)> {
    match kind {
        BlockKind::Paragraph => vec![("type", "paragraph".into())],
        BlockKind::Heading { level } => vec![("type", "heading".into()), ("level", i64::from(*level).into())],
        BlockKind::Quote => vec![("type", "quote".into())],
        BlockKind::ListItem { ordered } => vec![("type", "list_item".into()), ("ordered", (*ordered).into())],
        BlockKind::Photo { photo } => vec![("type", "photo".into()), ("photo", photo.0.as_str().into())],
    }
}

fn block_map(kind: &BlockKind) -> hydrate::Map {
    let keys = block_keys(kind).into_iter().map(|(name, value)| (name, hydrate::Value::Scalar(value)));
    keys.collect::<HashMap<_, _>>().into()
}

fn put_block(doc: &mut AutoCommit, body: &ObjId, at: usize, kind: &BlockKind) -> Result<(), AutomergeError> {
    let marker = doc.split_block(body, at)?;
    fill_block(doc, &marker, kind)
}

fn fill_block(doc: &mut AutoCommit, marker: &ObjId, kind: &BlockKind) -> Result<(), AutomergeError> {
    for (name, value) in block_keys(kind) {
        let same = matches!(doc.get(marker, name)?, Some((Value::Scalar(now), _)) if *now == value);
        if !same {
            doc.put(marker, name, value)?;
        }
    }
    Ok(())
}

/// A kind that a newer Dateline wrote reads as a paragraph: its words are never hidden.
fn read_block(map: &hydrate::Map) -> BlockKind {
    let scalar = |name| match map.get(name) {
        Some(hydrate::Value::Scalar(value)) => Some(value),
        _ => None,
    };
    match scalar("type").and_then(ScalarValue::as_str) {
        Some("heading") => {
            BlockKind::Heading { level: scalar("level").and_then(ScalarValue::as_i64).unwrap_or(1).clamp(1, 2) as u8 }
        }
        Some("quote") => BlockKind::Quote,
        Some("list_item") => {
            BlockKind::ListItem { ordered: matches!(scalar("ordered"), Some(ScalarValue::Boolean(true))) }
        }
        Some("photo") => BlockKind::Photo {
            photo: PhotoId(scalar("photo").and_then(ScalarValue::as_str).unwrap_or_default().into()),
        },
        _ => BlockKind::Paragraph,
    }
}

/// The value of a mark that `marks` has.
fn value_in(marks: &Marks, kind: MarkKind) -> Result<Option<ScalarValue>> {
    marks.has(kind).then(|| mark_value(kind, marks.link.as_deref(), marks.lang.as_deref())).transpose()
}

fn mark_value(kind: MarkKind, href: Option<&str>, lang: Option<&str>) -> Result<ScalarValue> {
    Ok(match kind {
        MarkKind::Bold | MarkKind::Italic => true.into(),
        MarkKind::Link => href.unwrap_or_default().into(),
        MarkKind::Lang => match lang {
            Some(lang) if is_language_tag(lang) => lang.into(),
            _ => return Err(misfit("a language is told by its BCP 47 tag, such as en")),
        },
    })
}

/// As far as it matters where the tag is written out: `en`, `zh-Hant`.
fn is_language_tag(tag: &str) -> bool {
    const LONGEST: usize = 35;
    let mut parts = tag.split('-');
    tag.len() <= LONGEST
        && parts
            .next()
            .is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Typing at the end of bold text goes on in bold; at the end of a link or foreign words it leaves them, as in
/// the editor.
fn expand(kind: MarkKind) -> ExpandMark {
    match kind {
        MarkKind::Bold | MarkKind::Italic => ExpandMark::After,
        MarkKind::Link | MarkKind::Lang => ExpandMark::None,
    }
}

fn read_marks(set: &MarkSet) -> Marks {
    let mut marks = Marks::default();
    for (name, value) in set.iter() {
        match (name, value) {
            ("bold", ScalarValue::Boolean(true)) => marks.bold = true,
            ("italic", ScalarValue::Boolean(true)) => marks.italic = true,
            ("link", ScalarValue::Str(href)) => marks.link = Some(href.to_string()),
            ("lang", ScalarValue::Str(lang)) => marks.lang = Some(lang.to_string()),
            _ => (),
        }
    }
    marks
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

fn stored(change: &automerge::Change) -> Change {
    Change { bytes: change.raw_bytes().to_vec() }
}

/// Empty where nobody had signed.
fn author_of(change: &automerge::ChangeMetadata<'_>) -> String {
    change.author.as_ref().map(|name| String::from_utf8_lossy(name.as_bytes()).into_owned()).unwrap_or_default()
}

fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// The name under which an ignored finding stands: the same for the same finding on every desk.
fn ignored_key(rule: &str, place: Option<&IgnoredPlace>) -> Result<String> {
    if rule.is_empty() || rule.len() > MAX_RULE_BYTES || place.is_some_and(|place| !place.fits()) {
        return Err(misfit("no finding is ignored by this"));
    }
    let place = serde_json::to_string(&place).map_err(Error::internal)?;
    Ok(format!("{IGNORED}{rule} {place}"))
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
mod tests {
    use super::*;
    use crate::story::Mark;

    fn now() -> DateTime<Utc> {
        moment(1_571_112_000)
    }

    fn fresh() -> Document {
        Document::new(&StoryId("s".into()), Language::Vietnamese, now()).unwrap().0
    }

    fn text(text: &str) -> Piece {
        Piece::Text { text: text.into(), marks: Marks::default() }
    }

    fn bold(text: &str) -> Piece {
        Piece::Text { text: text.into(), marks: Marks { bold: true, ..Marks::default() } }
    }

    fn paragraph() -> Piece {
        Piece::Block { block: BlockKind::Paragraph }
    }

    fn splice(at: u32, delete: u32, insert: Vec<Piece>) -> Edit {
        Edit::Splice { at, delete, insert }
    }

    impl Document {
        fn make(&mut self, edits: &[Edit]) -> &mut Self {
            self.edit(edits, now()).unwrap();
            assert_eq!(self.shape.missing_markers, self.read_shape().unwrap().missing_markers);
            self
        }

        fn lines(&self) -> Vec<String> {
            let show = |block: &Block| {
                let runs = block.runs().into_iter().map(|run| match (run.marks.bold, run.marks.link) {
                    (true, _) => format!("*{}*", run.text),
                    (_, Some(href)) => format!("[{}]({href})", run.text),
                    _ => run.text,
                });
                let start = match &block.kind {
                    BlockKind::Paragraph => "",
                    BlockKind::Heading { .. } => "# ",
                    BlockKind::Quote => "> ",
                    BlockKind::ListItem { .. } => "- ",
                    BlockKind::Photo { .. } => "photo",
                };
                format!("{start}{}", runs.collect::<String>())
            };
            self.read_body().unwrap().iter().map(show).collect()
        }

        fn fork(&mut self) -> Document {
            let changes = self.changes();
            Document::load(None, changes.iter().map(|change| change.bytes.as_slice())).unwrap()
        }

        fn meet(&mut self, other: &mut Document) {
            let (ours, theirs) = (self.changes(), other.changes());
            self.merge(theirs.iter().map(|change| change.bytes.as_slice())).unwrap();
            other.merge(ours.iter().map(|change| change.bytes.as_slice())).unwrap();
            assert_eq!(self.story().unwrap(), other.story().unwrap());
        }
    }

    fn a_photo() -> Photo {
        Photo {
            id: PhotoId("p".into()),
            fields: Fields::default(),
            origins: BTreeMap::new(),
            file_name: "cho-noi.jpg".into(),
            media_type: "image/jpeg".into(),
            width: 2400,
            height: 1600,
            sha256: "00".into(),
        }
    }

    #[test]
    fn typing_splitting_and_joining_read_back_as_blocks() {
        let mut story = fresh();
        assert_eq!(story.lines(), [""]);
        story.make(&[splice(1, 0, vec![text("Chợ nổi họp sớm.")])]);
        story.make(&[splice(8, 0, vec![paragraph()])]);
        assert_eq!(story.lines(), ["Chợ nổi", " họp sớm."]);
        story.make(&[splice(8, 1, vec![])]);
        assert_eq!(story.lines(), ["Chợ nổi họp sớm."]);
        story.make(&[Edit::SetBlock { at: 0, block: BlockKind::Quote }]);
        assert_eq!(story.lines(), ["> Chợ nổi họp sớm."]);
    }

    #[test]
    fn marks_are_as_asked_whatever_the_neighbours_carry() {
        let mut story = fresh();
        story.make(&[splice(1, 0, vec![text("một hai ba")])]);
        story.make(&[Edit::SetMark { from: 5, to: 8, mark: MarkKind::Bold, on: true, href: None, lang: None }]);
        story.make(&[splice(8, 0, vec![text(" thường")])]);
        assert_eq!(story.lines(), ["một *hai* thường ba"]);
        story.make(&[splice(8, 0, vec![bold(" đậm")])]);
        assert_eq!(story.lines(), ["một *hai đậm* thường ba"]);
        let href = Some("https://example.org".into());
        story.make(&[Edit::SetMark { from: 1, to: 4, mark: MarkKind::Link, on: true, href, lang: None }]);
        story.make(&[splice(4, 0, vec![text("!")])]);
        assert_eq!(story.lines(), ["[một](https://example.org)! *hai đậm* thường ba"]);
    }

    #[test]
    fn foreign_words_keep_their_language_and_only_a_language_is_taken() {
        let mut story = fresh();
        let lang = |tag: &str| Edit::SetMark {
            from: 4,
            to: 9,
            mark: MarkKind::Lang,
            on: true,
            href: None,
            lang: Some(tag.into()),
        };
        story.make(&[splice(1, 0, vec![text("Ca live show hay")]), lang("en")]);
        story.make(&[splice(9, 0, vec![text("!")])]);
        let marks = story.story().unwrap().body[0].marks.clone();
        assert_eq!(marks, [Mark { kind: MarkKind::Lang, start: 3, end: 8, href: None, lang: Some("en".into()) }]);
        for no_language in ["", "English", "en\" onclick=\"", "e", "en-"] {
            assert!(story.edit(&[lang(no_language)], now()).is_err(), "{no_language:?}");
        }
    }

    #[test]
    fn positions_count_utf16_units_around_wide_characters() {
        let mut story = fresh();
        story.make(&[splice(1, 0, vec![text("a😀b")])]);
        story.make(&[Edit::SetMark { from: 4, to: 5, mark: MarkKind::Bold, on: true, href: None, lang: None }]);
        story.make(&[splice(5, 0, vec![text("c")])]);
        assert_eq!(story.lines(), ["a😀*b*c"]);
        assert_eq!(story.body_length(), 6);
        story.make(&[splice(2, 2, vec![])]);
        assert_eq!(story.lines(), ["a*b*c"]);
    }

    #[test]
    fn a_bad_edit_among_good_ones_changes_nothing() {
        let mut story = fresh();
        story.make(&[splice(1, 0, vec![text("nguyên vẹn")])]);
        let before = story.story().unwrap();
        let good = Edit::SetField { field: StoryField::Headline, value: "Tít".into() };
        for bad in [
            splice(1, 99, vec![]),
            splice(0, 0, vec![text("x")]),
            splice(0, 1, vec![text("x")]),
            splice(3, 0, vec![Piece::Block { block: BlockKind::Heading { level: 7 } }]),
            Edit::SetBlock { at: 3, block: BlockKind::Quote },
            Edit::SetField { field: StoryField::Urgency, value: "12".into() },
            Edit::SetPhotoField { photo: PhotoId("none".into()), field: PhotoField::Caption, value: "x".into() },
        ] {
            assert!(story.edit(&[good.clone(), bad.clone()], now()).is_err(), "{bad:?}");
            assert_eq!(story.story().unwrap(), before, "{bad:?}");
        }
        assert!(story.edit(&[], now()).unwrap().is_none());
    }

    #[test]
    fn a_history_loads_from_changes_and_from_a_snapshot() {
        let mut story = fresh();
        story.make(&[Edit::SetField { field: StoryField::Headline, value: "Chợ nổi".into() }]);
        story.make(&[Edit::SetField {
            field: StoryField::Keywords,
            value: vec!["chợ".to_owned(), "sông".to_owned()].into(),
        }]);
        story.make(&[
            Edit::AddPhoto { photo: a_photo() },
            splice(1, 0, vec![Piece::Block { block: BlockKind::Photo { photo: PhotoId("p".into()) } }]),
        ]);
        let caption = "Ghe hàng lúc 5 giờ sáng.";
        story.make(&[Edit::SetPhotoField {
            photo: PhotoId("p".into()),
            field: PhotoField::Caption,
            value: caption.into(),
        }]);
        let related =
            Related { title: "Bến cũ".into(), date: "2019-10-14".parse().ok(), date_text: "hôm qua".into() };
        story.make(&[Edit::SetRelated { related: vec![related] }]);
        let whole = story.story().unwrap();
        assert_eq!(whole.photos[0].fields.text(PhotoField::Caption), caption);
        assert_eq!(story.fork().story().unwrap(), whole);
        let snapshot = story.snapshot();
        assert_eq!(Document::load(Some(&snapshot), []).unwrap().story().unwrap(), whole);
        story.make(&[Edit::RemovePhoto { photo: PhotoId("p".into()) }]);
        assert_eq!(story.lines(), [""]);
        assert!(story.story().unwrap().photos.is_empty());
    }

    #[test]
    fn what_a_file_said_keeps_its_origin_until_a_person_writes() {
        let mut story = fresh();
        let mut photo = a_photo();
        photo.fields.set(PhotoField::Caption, "Từ tệp.");
        photo.fields.set(PhotoField::Credit, "Lam Khê");
        photo.origins = [(PhotoField::Caption, Standard::Xmp), (PhotoField::Credit, Standard::Iim)].into();
        story.make(&[Edit::AddPhoto { photo: photo.clone() }]);
        assert_eq!(story.story().unwrap().photos, [photo.clone()]);
        let set = |field, value: &str| Edit::SetPhotoField { photo: photo.id.clone(), field, value: value.into() };
        story.make(&[set(PhotoField::Caption, "Từ người."), set(PhotoField::AltText, "Ghe.")]);
        let origins = [(PhotoField::Credit, Standard::Iim)].into();
        assert_eq!(story.fork().story().unwrap().photos[0].origins, origins);
        // Also where the person meant just what the file said.
        story.make(&[set(PhotoField::Credit, "Lam Khê")]);
        assert_eq!(story.story().unwrap().photos[0].origins, BTreeMap::new());
    }

    #[test]
    fn text_left_without_a_marker_is_a_paragraph_and_gets_its_marker_with_the_next_edit() {
        let mut ours = fresh();
        ours.make(&[splice(1, 0, vec![text("một"), paragraph(), text("hai")]), Edit::AddPhoto { photo: a_photo() }]);
        let mut theirs = ours.fork();
        ours.make(&[splice(4, 0, vec![Piece::Block { block: BlockKind::Photo { photo: PhotoId("p".into()) } }])]);
        theirs.make(&[splice(4, 1, vec![])]);
        ours.meet(&mut theirs);
        assert_eq!(ours.lines(), ["một", "photo", "hai"]);
        assert_eq!(ours.body_length(), 9);
        ours.make(&[splice(9, 0, vec![text("!")])]);
        assert_eq!(ours.lines(), ["một", "photo", "hai!"]);
        assert_eq!(ours.body_length(), 10);
        ours.meet(&mut theirs);
    }

    #[test]
    fn a_whole_body_replaces_what_was_there() {
        let mut story = fresh();
        story.make(&[splice(1, 0, vec![text("cũ"), paragraph(), text("giữ nguyên")])]);
        let run = |text: &str, bold| Run { text: text.into(), marks: Marks { bold, ..Marks::default() } };
        let body = vec![
            Block::new(BlockKind::Heading { level: 2 }, "mới"),
            Block::from_runs(BlockKind::Paragraph, [run("giữ ", false), run("nguyên", true)]),
        ];
        story.make(&[Edit::SetBody { body: body.clone() }]);
        assert_eq!(story.story().unwrap().body, body);
        story.make(&[Edit::SetBody { body: vec![] }]);
        assert_eq!(story.lines(), [""]);
    }
}
