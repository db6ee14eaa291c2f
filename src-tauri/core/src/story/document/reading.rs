//! Reading the document, as it is now or as it was.

use super::blocks::{read_block, read_marks};
use super::record::newer;
use super::suggested::{Overlay, Places, is_mark};
use super::{BodyShape, Document, IGNORED, LIFTED, MOVED, PASSED, fault};
use crate::Language;
use crate::letters::{self, InPlace};
use crate::story::fields::Field;
use crate::story::{
    Block, BlockKind, FieldValue, Fields, Gate, HOLDING, Ignored, Lifted, Marks, Moved, Passed, Photo, PhotoField,
    PhotoId, Related, Run, Standard, State, StoryField, Suggested,
};
use crate::{Error, ErrorCode, Result};
use automerge::iter::{MapRangeItem, Spans};
use automerge::{ObjId, ObjType, Prop, ROOT, ReadDoc, Span, Value, hydrate};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashSet};

impl Document {
    pub(super) fn get(&self, of: &ObjId, at: impl Into<Prop>) -> Result<Option<(Value<'_>, ObjId)>> {
        match &self.reading {
            None => self.doc.get(of, at),
            Some(heads) => self.doc.get_at(of, at, heads),
        }
        .map_err(fault)
    }

    /// Every value that nobody has written over, the one that shows last.
    pub(super) fn get_all(&self, of: &ObjId, at: impl Into<Prop>) -> Result<Vec<(Value<'_>, ObjId)>> {
        match &self.reading {
            None => self.doc.get_all(of, at),
            Some(heads) => self.doc.get_all_at(of, at, heads),
        }
        .map_err(fault)
    }

    pub(super) fn length(&self, of: &ObjId) -> usize {
        match &self.reading {
            None => self.doc.length(of),
            Some(heads) => self.doc.length_at(of, heads),
        }
    }

    pub(super) fn keys(&self, of: &ObjId) -> Vec<String> {
        match &self.reading {
            None => self.doc.keys(of).collect(),
            Some(heads) => self.doc.keys_at(of, heads).collect(),
        }
    }

    /// What a map holds, in one go: much quicker than asking for each of its keys.
    pub(super) fn entries(&self, of: &ObjId) -> BTreeMap<String, (Value<'static>, ObjId)> {
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

    pub(super) fn stored_length(&self) -> usize {
        self.doc.length(&self.body)
    }

    pub(super) fn read_body(&self) -> Result<Vec<Block>> {
        self.read_body_with(&self.read_places()?)
    }

    /// The body as people write on it: with what is proposed at these places, told apart.
    pub(super) fn read_body_with(&self, places: &Places) -> Result<Vec<Block>> {
        let mut overlay = Overlay::new(places);
        let mut at = 0;
        let mut body: Vec<(BlockKind, Vec<Suggested>, Vec<Run>)> = Vec::new();
        // An older library, or another desk, may hold what comes in no longer; places stay where they are.
        let mut pieces = InPlace::default();
        for span in self.spans()? {
            match span {
                Span::Block(map) => {
                    pieces.begin();
                    let begins = overlay.cut(at, at + 1).pop().map(|(_, what)| what).unwrap_or_default();
                    body.push((self.block(&map)?, begins, Vec::new()));
                    at += 1;
                }
                Span::Text { text, marks } => {
                    let text = pieces.fit(&text).into_owned();
                    let marks = marks.map(|marks| read_marks(&marks)).unwrap_or_default();
                    let units = text.encode_utf16().count();
                    let of_span = cut(&text, at, &overlay.cut(at, at + units), &marks);
                    at += units;
                    match body.last_mut() {
                        Some((kind, _, runs)) if kind.holds_text() => runs.extend(of_span),
                        _ => body.push((BlockKind::Paragraph, Vec::new(), of_span)),
                    }
                }
            }
        }
        if body.is_empty() {
            body.push((BlockKind::Paragraph, Vec::new(), Vec::new()));
        }
        let block = |(kind, begins, runs)| Block { begins, ..Block::from_runs(kind, runs) };
        Ok(body.into_iter().map(block).collect())
    }

    pub(super) fn read_shape(&self) -> Result<BodyShape> {
        let mut shape = BodyShape::default();
        let (mut at, mut open) = (0, false);
        for span in self.spans()? {
            match span {
                Span::Block(map) => {
                    open = self.block(&map)?.holds_text();
                    at += 1;
                    shape.blocks += 1;
                }
                Span::Text { text, marks } => {
                    if !std::mem::replace(&mut open, true) {
                        shape.missing_markers.push(at);
                    }
                    let units = text.encode_utf16().count();
                    if let Some(marks) = marks.filter(|marks| marks.num_marks() > 0) {
                        shape.has_marks = true;
                        shape.has_formats |= marks.iter().any(|(name, _)| !is_mark(name));
                    }
                    at += units;
                }
            }
        }
        if at == 0 {
            shape.missing_markers.push(0);
        }
        // One that lies over markers alone is seen in no text.
        shape.has_marks |= self.has_suggestions();
        Ok(shape)
    }

    /// Errors: `story_newer`. Read as a paragraph, a table or a picture of another kind would go out as one.
    fn block(&self, map: &hydrate::Map) -> Result<BlockKind> {
        read_block(map).map_err(|kind| newer(&self.doc, "block", kind))
    }

    /// Errors: `story_newer`. Read as a draft, a story that must not go out would.
    pub(super) fn read_state(&self) -> Result<State> {
        // Where nobody has said anything, it is a draft.
        let Some((state, _)) = self.get(&ROOT, "state")? else { return Ok(State::default()) };
        let word = match &state {
            Value::Scalar(word) => word.as_str(),
            Value::Object(_) => None,
        };
        word.and_then(State::parse).ok_or_else(|| newer(&self.doc, "state", word.unwrap_or("?")))
    }

    pub(super) fn read_fields<F: Field>(&self, fields: &ObjId) -> Result<Fields<F>> {
        let mut read = Fields::default();
        for (name, (value, id)) in self.entries(fields) {
            // A field of a newer Dateline is left for it.
            let Ok(field) = F::named(&name) else { continue };
            match (field.kind(), value) {
                (kind, Value::Object(ObjType::List)) if kind.is_list() => {
                    read.set(field, FieldValue::from(self.items_of(&id)?).made_fit(kind))
                }
                (kind, Value::Scalar(text)) if !kind.is_list() => {
                    read.set(field, FieldValue::from(text.as_str().unwrap_or_default()).made_fit(kind))
                }
                _ => (),
            }
        }
        Ok(read)
    }

    pub(super) fn read_photos(&self, body: &[Block]) -> Result<Vec<Photo>> {
        let mut photos = BTreeMap::new();
        for id in self.keys(&self.photos) {
            if let Some(photo) = self.read_photo(&PhotoId(id.clone()))? {
                photos.insert(id, photo);
            }
        }
        let mut in_order = Vec::new();
        for block in body {
            if let BlockKind::Photo { photo } = &block.kind {
                in_order.extend(photos.remove(&photo.0));
            }
        }
        let mut beside: Vec<Photo> = photos.into_values().collect();
        beside.sort_by(|one, other| (&one.place, &one.id).cmp(&(&other.place, &other.id)));
        in_order.extend(beside);
        Ok(in_order)
    }

    pub(super) fn read_photo(&self, id: &PhotoId) -> Result<Option<Photo>> {
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
            fields: self.read_fields(&self.photo_fields(id)?)?,
            origins: self.read_origins(id)?,
            place: self.place_of(&entry, id)?,
            id: id.clone(),
            file_name: letters::fit_line(&text("file_name")).into_owned(),
            media_type: text("media_type"),
            width: number("width"),
            height: number("height"),
            sha256: text("sha256"),
        }))
    }

    /// The story's own.
    pub fn language(&self) -> Result<Language> {
        Ok(Language::from_tag(&self.text_at(&ROOT, "language")?).unwrap_or_default())
    }

    /// The photos whose originals have these hashes.
    pub fn photos_of(&self, originals: &HashSet<&str>) -> Result<Vec<Photo>> {
        let mut found = Vec::new();
        for id in self.keys(&self.photos) {
            let Some((_, entry)) = self.get(&self.photos, id.as_str())? else { continue };
            if originals.contains(self.text_at(&entry, "sha256")?.as_str()) {
                found.extend(self.read_photo(&PhotoId(id))?);
            }
        }
        Ok(found)
    }

    pub(super) fn photo_fields(&self, photo: &PhotoId) -> Result<ObjId> {
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
    pub(super) fn origins_of(&self, photo: &PhotoId) -> Result<Option<ObjId>> {
        let Some((_, entry)) = self.get(&self.photos, photo.0.as_str())? else { return Ok(None) };
        Ok(match self.get(&entry, "origins")? {
            Some((Value::Object(ObjType::Map), origins)) => Some(origins),
            _ => None,
        })
    }

    pub(super) fn read_origins(&self, photo: &PhotoId) -> Result<BTreeMap<PhotoField, Standard>> {
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

    /// Each edit makes a list of its own. Where two did so apart, both are read, the one that shows first: what the other
    /// pointed to is not lost, and what one took off while the other went on with it comes back.
    pub(super) fn read_related(&self) -> Result<Vec<Related>> {
        let mut related = Vec::new();
        for (value, list) in self.get_all(&ROOT, "related")?.into_iter().rev() {
            if let Value::Object(ObjType::List) = value {
                // The same twice in one list is a person's.
                let mut others = self.read_related_in(&list)?;
                others.retain(|one| !related.contains(one));
                related.extend(others);
            }
        }
        Ok(related)
    }

    fn read_related_in(&self, list: &ObjId) -> Result<Vec<Related>> {
        let mut related = Vec::new();
        for at in 0..self.length(list) {
            if let Some((Value::Object(ObjType::Map), entry)) = self.get(list, at)? {
                related.push(Related {
                    title: letters::fit_line(&self.text_at(&entry, "title")?).into_owned(),
                    date: self.text_at(&entry, "date")?.parse().ok(),
                    date_text: letters::fit_line(&self.text_at(&entry, "date_text")?).into_owned(),
                });
            }
        }
        Ok(related)
    }

    /// The place behind all others.
    pub fn last_place(&self) -> Result<String> {
        let mut last = String::new();
        for id in self.keys(&self.photos) {
            let Some((_, entry)) = self.get(&self.photos, id.as_str())? else { continue };
            last = last.max(self.place_of(&entry, &PhotoId(id))?);
        }
        Ok(last)
    }

    /// One that was attached before there were places stands where its id, made by the clock, put it.
    pub(super) fn place_of(&self, entry: &ObjId, id: &PhotoId) -> Result<String> {
        let place = self.text_at(entry, "place")?;
        Ok(if place.is_empty() { id.0.clone() } else { place })
    }

    pub(super) fn read_ignored(&self) -> Vec<Ignored> {
        let read = |(name, (value, _)): (String, (Value<'_>, ObjId))| match value {
            Value::Scalar(json) if name.starts_with(IGNORED) => serde_json::from_str(json.as_str()?).ok(),
            _ => None,
        };
        self.entries(&ROOT).into_iter().filter_map(read).collect()
    }

    pub(super) fn read_lifted(&self) -> Vec<Lifted> {
        let read = |field: StoryField| self.value_of(&lifted_key(field)).ok()?;
        HOLDING.into_iter().filter_map(read).collect()
    }

    pub(super) fn read_passed(&self) -> Result<Vec<Passed>> {
        let mut passed = Vec::new();
        for gate in Gate::ALL {
            passed.extend(self.value_of::<Passed>(&passed_key(*gate))?);
        }
        Ok(passed)
    }

    /// None where the state was set without saying so, as an older Dateline does.
    pub(super) fn read_moved(&self) -> Result<Option<Moved>> {
        let state = self.read_state()?;
        Ok(self.value_of::<Moved>(MOVED)?.filter(|moved| moved.to == state))
    }

    /// A value beside the fields. None where there is none, or only what a newer Dateline reads.
    pub(super) fn value_of<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        Ok(self.written_at(name)?.into_iter().next())
    }

    /// Every value of a name that nobody has written over, the one that shows first. What a newer Dateline wrote and this one can't
    /// read is left for it.
    pub(super) fn written_at<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<T>> {
        let read = |(value, _): (Value<'_>, ObjId)| match value {
            Value::Scalar(json) => serde_json::from_str(json.as_str()?).ok(),
            Value::Object(_) => None,
        };
        Ok(self.get_all(&ROOT, name)?.into_iter().rev().filter_map(read).collect())
    }

    pub(super) fn text_at(&self, of: &ObjId, name: &str) -> Result<String> {
        match self.get(of, name)? {
            Some((Value::Scalar(value), _)) => Ok(value.as_str().unwrap_or_default().to_owned()),
            _ => Ok(String::new()),
        }
    }

    pub(super) fn list_at(&self, of: &ObjId, name: &str) -> Result<Vec<String>> {
        match self.get(of, name)? {
            Some((Value::Object(ObjType::List), list)) => self.items_of(&list),
            _ => Ok(Vec::new()),
        }
    }

    pub(super) fn items_of(&self, list: &ObjId) -> Result<Vec<String>> {
        let mut items = Vec::new();
        for at in 0..self.length(list) {
            if let Some((Value::Scalar(item), _)) = self.get(list, at)? {
                items.extend(item.as_str().map(str::to_owned));
            }
        }
        Ok(items)
    }

    pub(super) fn number_at(&self, of: &ObjId, name: &str) -> Result<i64> {
        match self.get(of, name)? {
            Some((Value::Scalar(value), _)) => Ok(value.as_i64().unwrap_or_default()),
            _ => Ok(0),
        }
    }
}

/// A span that begins at `at`, where what is proposed of it changes.
fn cut(text: &str, at: usize, ends: &[(usize, Vec<Suggested>)], marks: &Marks) -> Vec<Run> {
    if let [(_, what)] = ends
        && what.is_empty()
    {
        return vec![Run { text: text.to_owned(), marks: marks.clone() }];
    }
    let mut runs = Vec::with_capacity(ends.len());
    let (mut rest, mut begin) = (text, at);
    for (end, what) in ends {
        let mut units = 0;
        let width = rest.char_indices().find(|(_, letter)| {
            let is_past = begin + units >= *end;
            units += letter.len_utf16();
            is_past
        });
        let (run, after) = rest.split_at(width.map_or(rest.len(), |(byte, _)| byte));
        runs.push(Run { text: run.to_owned(), marks: Marks { suggested: what.clone(), ..marks.clone() } });
        (rest, begin) = (after, *end);
    }
    runs
}

/// One decision a field: the last one holds.
pub(super) fn passed_key(gate: Gate) -> String {
    format!("{PASSED}{}", gate.name())
}

pub(super) fn lifted_key(field: StoryField) -> String {
    format!("{LIFTED}{}", field.name())
}
