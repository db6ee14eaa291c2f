//! Carrying out edits: what a person may do to a story, as operations of Automerge.

use super::blocks::{expand, fill_block, is_picture, mark_value, put_block, units, value_in};
use super::reading::{lifted_key, passed_key};
use super::{Document, IGNORED, MOVED, fault, misfit, suggested};
use crate::limits::{BLOCKS, BODY, IGNORED as IGNORED_LIMIT, PHOTOS};
use crate::story::door;
use crate::story::fields::Field;
use crate::story::{
    Block, BlockKind, Edit, FieldValue, Gate, HOLDING, Ignored, IgnoredPlace, Lifted, MarkKind, Marks, Moved, Passed,
    Person, Photo, PhotoField, PhotoId, Piece, Related, Signed, Standard, State, Story, StoryField, lifted,
    place_after,
};
use crate::{Error, ErrorCode, Result};
use automerge::marks::Mark as TextMark;
use automerge::transaction::Transactable;
use automerge::{AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value};
use chrono::{DateTime, SubsecRound, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

const MAX_RULE_BYTES: usize = 64;
/// Between two places there is always another, a letter longer at most; a screen that runs out of room begins anew.
const MAX_PLACE_BYTES: usize = 64;
/// Of what one gate is passed over for: a name for each place.
const MOST_PASSED: usize = 5_000;
const MAX_PASSED_BYTES: usize = 400;
/// Of the names of pictures.
pub(super) const MAX_ID_BYTES: usize = 64;

impl Document {
    pub(super) fn carry_out(&mut self, edit: &Edit, now: DateTime<Utc>) -> Result<()> {
        match &door::admitted(edit)? {
            Edit::SetField { field, value } => {
                let fields = self.fields.clone();
                self.set_field(&fields, *field, value)
            }
            Edit::SetLanguage { language } => self.put_text(&ROOT, "language", language.tag()),
            Edit::SetState { state, reason } => self.move_to(*state, reason, now),
            Edit::SetRelated { related } => self.set_related(related).map_err(fault),
            Edit::AddPhoto { photo } => self.add_photo(photo),
            Edit::SetPhotoField { photo, field, value } => {
                let fields = self.photo_fields(photo)?;
                self.set_field(&fields, *field, value)?;
                self.forget_origin(photo, *field)
            }
            Edit::MovePhoto { photo, place } => self.move_photo(photo, place),
            Edit::RemovePhoto { photo } => self.remove_photo(photo),
            Edit::Splice { at, delete, insert } => {
                self.write_missing_markers()?;
                self.check_range(*at as usize, (*at as usize).saturating_add(*delete as usize))?;
                self.leave_none_undecided(*at as usize, *delete as usize)?;
                self.splice(*at as usize, *delete as usize, insert)
            }
            Edit::Suggest { suggestion, from, to, touch, on } => {
                self.write_missing_markers()?;
                let (from, to) = (*from as usize, *to as usize);
                self.check_range(from, to)?;
                match on {
                    true => self.suggest(suggestion, from, to, *touch),
                    false => self.unsuggest(suggestion, from, to, *touch),
                }
            }
            Edit::SuggestSplice { suggestion, at, delete, insert } => {
                self.write_missing_markers()?;
                self.suggest_splice(suggestion, *at as usize, *delete as usize, insert)
            }
            Edit::SuggestBlock { suggestion, at, block } => {
                self.write_missing_markers()?;
                self.suggest_block(suggestion, *at as usize, block)
            }
            Edit::Propose { suggestion, proposal } => self.propose(suggestion, proposal),
            Edit::Remark { suggestion, remark } => self.remark(suggestion, remark),
            Edit::Decide { suggestion, verdict, remark, even_if_changed } => {
                self.decide(suggestion, *verdict, remark, *even_if_changed)
            }
            Edit::Reopen { suggestion } => self.reopen(suggestion),
            Edit::Comment { comment, place, quote, text, before_print } => {
                self.write_missing_markers()?;
                self.comment(comment, place, quote, text, *before_print)
            }
            Edit::Reply { reply, comment, text } => self.reply(reply, comment, text),
            Edit::Resolve { comment, on } => self.resolve(comment, *on),
            Edit::BeforePrint { comment, on } => self.set_before_print(comment, *on),
            Edit::Unsay { comment } => self.unsay(comment),
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
                fill_block(&mut self.doc, &marker, block).map_err(fault)?;
                self.note_missing_marker(*at as usize + 1)
            }
            Edit::SetBody { body } => self.set_body(body),
            Edit::Ignore { rule, place } => self.ignore(rule, place.as_ref(), now),
            Edit::Heed { rule, place } => self.clear(&ROOT, &ignored_key(rule, place.as_ref())?),
            Edit::Lift { field, until, by, reason } => self.lift(*field, until, by, reason, now),
            Edit::HoldAgain { field } => self.clear(&ROOT, &lifted_key(*field)),
            Edit::PassGate { gate, over, by, reason } => self.pass_gate(*gate, over, by, reason, now),
            Edit::HoldGate { gate } => self.clear(&ROOT, &passed_key(*gate)),
        }
    }

    /// Each stands under a name of its own beside the fields, so that what two people ignore is never one's or the
    /// other's.
    fn ignore(&mut self, rule: &str, place: Option<&IgnoredPlace>, now: DateTime<Utc>) -> Result<()> {
        let key = ignored_key(rule, place)?;
        if self.doc.get(ROOT, &key).map_err(fault)?.is_some() {
            return Ok(());
        }
        IGNORED_LIMIT.check(1 + self.doc.keys(ROOT).filter(|name| name.starts_with(IGNORED)).count())?;
        let Person { id: person, name: by } = self.person.clone();
        let ignored = Ignored { rule: rule.to_owned(), place: place.cloned(), by, person, at: now };
        let json = serde_json::to_string(&ignored).map_err(Error::internal)?;
        self.doc.put(ROOT, key, json).map_err(fault)
    }

    fn lift(&mut self, field: StoryField, until: &str, by: &str, reason: &str, now: DateTime<Utc>) -> Result<()> {
        let said = |text| lifted::said(text, ErrorCode::LiftUnsigned);
        let (by, reason) = (said(by)?, said(reason)?);
        if !HOLDING.contains(&field) || until.is_empty() || self.text_at(&self.fields, field.name())? != until {
            return Err(misfit("the story is not held until then"));
        }
        let person = self.person.id.clone();
        let lifted = Lifted { field, until: until.to_owned(), by, reason, person, at: now };
        self.put_value(&lifted_key(field), &lifted)
    }

    /// Both are written at once, so that of two people who moved it apart, one has both.
    fn move_to(&mut self, state: State, reason: &str, now: DateTime<Utc>) -> Result<()> {
        let from = self.read_state()?;
        if from == state && !self.is_disputed(&ROOT, "state")? {
            return Ok(());
        }
        let said = Signed::by(&self.person, now.trunc_subsecs(0));
        let moved = Moved { from, to: state, said, reason: lifted::line(reason) };
        self.doc.put(ROOT, "state", state.as_str()).map_err(fault)?;
        self.doc.put(ROOT, MOVED, serde_json::to_string(&moved).map_err(Error::internal)?).map_err(fault)
    }

    fn pass_gate(&mut self, gate: Gate, over: &[String], by: &str, reason: &str, now: DateTime<Utc>) -> Result<()> {
        let said = |text| lifted::said(text, ErrorCode::PassUnsigned);
        let (by, reason) = (said(by)?, said(reason)?);
        if over.is_empty() || over.len() > MOST_PASSED || over.iter().any(|name| name.len() > MAX_PASSED_BYTES) {
            return Err(misfit("there is nothing to pass over, or too much"));
        }
        let at = now.trunc_subsecs(0);
        let passed = Passed { gate, over: over.to_vec(), by, reason, person: self.person.id.clone(), at };
        self.put_value(&passed_key(gate), &passed)
    }

    pub(super) fn set_field<F: Field>(&mut self, fields: &ObjId, field: F, value: &FieldValue) -> Result<()> {
        let value = &value.made_fit(field.kind());
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

    /// What a field has; empty text where it has nothing.
    pub(super) fn value_at<F: Field>(&self, of: &ObjId, field: F) -> Result<FieldValue> {
        Ok(match field.kind().is_list() {
            true => self.list_at(of, field.name())?.into(),
            false => self.text_at(of, field.name())?.into(),
        })
    }

    /// Whoever deletes all that another proposed has decided on it. A letter costs nothing more where nothing is proposed.
    fn leave_none_undecided(&mut self, at: usize, delete: usize) -> Result<()> {
        if delete == 0 || !self.shape.has_marks {
            return Ok(());
        }
        let is_proposed = match delete {
            1 => self.marks_at(at)?.iter().any(|(name, _)| suggested::is_mark(name)),
            _ => true,
        };
        if is_proposed { self.decide_by_deleting(at, at + delete) } else { Ok(()) }
    }

    /// Writes only what differs, so that a field that was typed over with itself leaves no trace. Where people wrote
    /// different things at the same time, writing one of them again settles it.
    pub(super) fn put_text(&mut self, of: &ObjId, name: &str, text: &str) -> Result<()> {
        if self.text_at(of, name)? == text && !self.is_disputed(of, name)? {
            return Ok(());
        }
        self.doc.put(of, name, text).map_err(fault)
    }

    /// A value beside the fields, under a name of its own.
    pub(super) fn put_value(&mut self, name: &str, value: &impl Serialize) -> Result<()> {
        let json = serde_json::to_string(value).map_err(Error::internal)?;
        self.put_text(&ROOT, name, &json)
    }

    pub(super) fn clear(&mut self, of: &ObjId, name: &str) -> Result<()> {
        match self.doc.get(of, name).map_err(fault)? {
            Some(_) => self.doc.delete(of, name).map_err(fault),
            None => Ok(()),
        }
    }

    pub(super) fn set_related(&mut self, related: &[Related]) -> Result<(), AutomergeError> {
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

    pub(super) fn add_photo(&mut self, photo: &Photo) -> Result<()> {
        if self.doc.get(&self.photos, photo.id.0.as_str()).map_err(fault)?.is_some() {
            return Err(misfit("the photo is there already"));
        }
        PHOTOS.check(1 + self.doc.length(&self.photos))?;
        let last = match self.last_place.take() {
            Some(last) => last,
            None => self.last_place()?,
        };
        let place = match photo.place.as_str() {
            "" => place_after(&last),
            place => place.to_owned(),
        };
        self.last_place = Some(last.max(place.clone()));
        let mut put = || -> Result<_, AutomergeError> {
            let entry = self.doc.put_object(&self.photos, photo.id.0.as_str(), ObjType::Map)?;
            self.doc.put(&entry, "file_name", photo.file_name.as_str())?;
            self.doc.put(&entry, "media_type", photo.media_type.as_str())?;
            self.doc.put(&entry, "sha256", photo.sha256.as_str())?;
            self.doc.put(&entry, "width", i64::from(photo.width))?;
            self.doc.put(&entry, "height", i64::from(photo.height))?;
            self.doc.put(&entry, "place", place.as_str())?;
            self.doc.put_object(&entry, "origins", ObjType::Map)?;
            self.doc.put_object(&entry, "fields", ObjType::Map)
        };
        let fields = put().map_err(fault)?;
        self.put_origins(&photo.id, &photo.origins)?;
        photo.fields.iter().try_for_each(|(field, value)| self.set_field(&fields, field, value))
    }

    pub(super) fn move_photo(&mut self, photo: &PhotoId, place: &str) -> Result<()> {
        if place.is_empty() || place.len() > MAX_PLACE_BYTES || !place.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return Err(misfit("that is no place"));
        }
        // A photo that is not there is told of.
        self.photo_fields(photo)?;
        let Some((_, entry)) = self.get(&self.photos, photo.0.as_str())? else { return Ok(()) };
        self.last_place = None;
        self.put_text(&entry, "place", place)
    }

    /// What no edit says: it was signed, or read from a file, and is not to be signed or written anew.
    pub(super) fn take_over(&mut self, story: &Story) -> Result<()> {
        let mut gone = self.entries(&ROOT);
        gone.retain(|name, _| name.starts_with(IGNORED));
        for ignored in &story.ignored {
            let key = ignored_key(&ignored.rule, ignored.place.as_ref())?;
            gone.remove(&key);
            self.put_value(&key, ignored)?;
        }
        for name in gone.keys() {
            self.clear(&ROOT, name)?;
        }
        for photo in &story.photos {
            let Some((_, entry)) = self.get(&self.photos, photo.id.0.as_str())? else { continue };
            if self.read_origins(&photo.id)? != photo.origins {
                self.put_origins(&photo.id, &photo.origins)?;
            }
            if self.place_of(&entry, &photo.id)? != photo.place {
                self.last_place = None;
                self.put_text(&entry, "place", &photo.place)?;
            }
        }
        Ok(())
    }

    fn put_origins(&mut self, photo: &PhotoId, origins: &BTreeMap<PhotoField, Standard>) -> Result<()> {
        let Some((_, entry)) = self.get(&self.photos, photo.0.as_str())? else { return Ok(()) };
        let mut put = || -> Result<(), AutomergeError> {
            let kept = self.doc.put_object(&entry, "origins", ObjType::Map)?;
            origins.iter().try_for_each(|(field, standard)| self.doc.put(&kept, field.name(), standard.as_str()))
        };
        put().map_err(fault)
    }

    /// What a person writes is no longer what the file said.
    pub(super) fn forget_origin(&mut self, photo: &PhotoId, field: PhotoField) -> Result<()> {
        match self.origins_of(photo)? {
            Some(origins) => self.clear(&origins, field.name()),
            None => Ok(()),
        }
    }

    pub(super) fn remove_photo(&mut self, photo: &PhotoId) -> Result<()> {
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
    pub(super) fn keep_one_block(&mut self) -> Result<()> {
        if self.stored_length() == 0 {
            put_block(&mut self.doc, &self.body, 0, &BlockKind::Paragraph).map_err(fault)?;
        }
        Ok(())
    }

    pub(super) fn splice(&mut self, at: usize, delete: usize, insert: &[Piece]) -> Result<()> {
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
        let (mut inserted, mut blocks) = (0, 0);
        for piece in insert {
            match piece {
                Piece::Block { block, .. } => {
                    self.check_block(block)?;
                    (inserted, blocks) = (inserted + 1, blocks + 1);
                }
                Piece::Text { text, .. } => inserted += text.encode_utf16().count(),
            }
        }
        if inserted > 0 {
            BODY.check(self.stored_length() - delete + inserted)?;
        }
        if blocks > 0 {
            self.check_blocks(blocks)?;
        }

        self.doc.splice_text(&self.body, at, delete as isize, "").map_err(fault)?;
        let mut cursor = at;
        for piece in insert {
            match piece {
                Piece::Text { text, marks } => {
                    self.doc.splice_text(&self.body, cursor, 0, text).map_err(fault)?;
                    let end = cursor + text.encode_utf16().count();
                    self.set_marks(cursor, end, marks)?;
                    cursor = end;
                }
                Piece::Block { block, suggested } => {
                    self.put_marker(cursor, block, suggested)?;
                    cursor += 1;
                }
            }
        }
        self.note_missing_marker(at)?;
        self.note_missing_marker(cursor)?;
        self.keep_one_block()
    }

    /// Text that an edit left right behind a picture stands in a paragraph whose marker is still to be written. It is
    /// counted from now on, as it would be by whoever reads the story anew.
    fn note_missing_marker(&mut self, at: usize) -> Result<()> {
        let Some(before) = at.checked_sub(1) else { return Ok(()) };
        let is_text = matches!(self.doc.get(&self.body, at).map_err(fault)?, Some((Value::Scalar(_), _)));
        if is_text
            && let Some((Value::Object(ObjType::Map), marker)) = self.doc.get(&self.body, before).map_err(fault)?
            && is_picture(&self.doc, &marker).map_err(fault)?
        {
            self.shape.missing_markers = self.read_shape()?.missing_markers;
        }
        Ok(())
    }

    /// Gives the text just typed at `from..to` exactly `marks`: what it took over from its neighbours may differ.
    fn set_marks(&mut self, from: usize, to: usize, marks: &Marks) -> Result<()> {
        if from == to || (!self.shape.has_formats && *marks == Marks::default()) {
            return Ok(());
        }
        let taken_over = self.marks_at(from)?;
        for &kind in MarkKind::ALL {
            let wanted = value_in(marks, kind)?;
            if taken_over.iter().find(|(name, _)| *name == kind.name()).map(|(_, value)| value) != wanted.as_ref() {
                self.set_mark(from, to, kind, wanted).map_err(fault)?;
            }
        }
        self.suggest_each(from, to, &marks.suggested)
    }

    /// The marks over a unit. Automerge keeps them in order, and asking for those of one place would go through the text.
    pub(super) fn marks_at(&self, unit: usize) -> Result<Vec<(String, ScalarValue)>> {
        let over = |mark: &TextMark| (mark.start..mark.end).contains(&unit);
        let marks = self.doc.marks(&self.body).map_err(fault)?;
        Ok(marks.into_iter().filter(over).map(|mark| (mark.name.to_string(), mark.value)).collect())
    }

    pub(super) fn set_mark(
        &mut self,
        from: usize,
        to: usize,
        kind: MarkKind,
        value: Option<ScalarValue>,
    ) -> Result<(), AutomergeError> {
        self.shape.has_marks |= value.is_some();
        self.shape.has_formats |= value.is_some();
        let value = value.unwrap_or(ScalarValue::Null);
        let mark = TextMark::new(kind.name().to_owned(), value, from, to);
        self.doc.mark(&self.body, mark, expand(kind))
    }

    pub(super) fn write_missing_markers(&mut self) -> Result<()> {
        // From the end, so that the places before stay where they were.
        for at in std::mem::take(&mut self.shape.missing_markers).into_iter().rev() {
            put_block(&mut self.doc, &self.body, at, &BlockKind::Paragraph).map_err(fault)?;
        }
        Ok(())
    }

    pub(super) fn check_range(&self, from: usize, to: usize) -> Result<()> {
        let length = self.stored_length();
        if from > to || to > length {
            return Err(misfit(format!("{from}..{to} is not within 0..{length}")));
        }
        Ok(())
    }

    /// Whether so many more fit. Those there are were counted when the story was read, and what came since is added to
    /// them; only where that is too much are they counted anew, without those that went.
    fn check_blocks(&mut self, more: usize) -> Result<()> {
        if self.shape.blocks + more > BLOCKS.most {
            self.shape.blocks = self.read_shape()?.blocks;
            BLOCKS.check(self.shape.blocks + more)?;
        }
        self.shape.blocks += more;
        Ok(())
    }

    pub(super) fn check_block(&self, block: &BlockKind) -> Result<()> {
        match block {
            BlockKind::Heading { level } if !(1..=2).contains(level) => Err(misfit("a heading has level 1 or 2")),
            BlockKind::Photo { photo } => self.photo_fields(photo).map(drop),
            _ => Ok(()),
        }
    }

    pub(super) fn marker(&self, at: usize) -> Result<ObjId> {
        match self.doc.get(&self.body, at).map_err(fault)? {
            Some((Value::Object(ObjType::Map), marker)) => Ok(marker),
            _ => Err(misfit(format!("no block begins at {at}"))),
        }
    }
}

/// The name under which an ignored finding stands: the same for the same finding on every desk.
fn ignored_key(rule: &str, place: Option<&IgnoredPlace>) -> Result<String> {
    if rule.is_empty() || rule.len() > MAX_RULE_BYTES || place.is_some_and(|place| !place.fits()) {
        return Err(misfit("no finding is ignored by this"));
    }
    let place = serde_json::to_string(&place).map_err(Error::internal)?;
    Ok(format!("{IGNORED}{rule} {place}"))
}
