//! What people propose, as it lies in the document. Each suggestion has a record beside the fields, and over the body a mark
//! of its own name. A mark also covers what others type inside it, and at times at its edge, so it only finds the
//! place: a character belongs to an insertion when one of the record's actors wrote it, and to a deletion or a formatting when
//! the record names it. So no word of one person is ever taken for another's proposal, however copies meet.
//!
//! A decision is a value of its own beside the record, with what it took away. Marks stay when it is made and are passed over;
//! taking the decision back shows them again.

mod deciding;
mod reading;

pub(super) use reading::{Overlay, Places, proposed_photos};

use super::blocks::put_block;
use super::{Document, SHAPE, fault, misfit};
use crate::limits::{SUGGESTION_UNITS, SUGGESTIONS};
use crate::story::{
    BlockKind, FieldValue, Person, PersonId, Photo, Piece, Proposal, Suggested, SuggestedPlace, SuggestionId, Touch,
};
use crate::{Error, ErrorCode, Result, letters};
use automerge::marks::{ExpandMark, Mark as TextMark};
use automerge::transaction::Transactable;
use automerge::{ActorId, ObjId, ROOT, ReadDoc, ScalarValue, Value};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the names of records begin with, of decisions, and of the marks over the body.
const RECORD: &str = "suggestion ";
const DECISION: &str = "decision ";
const MARK: &str = "sug:";
/// Of an id that comes from elsewhere.
const MAX_ID_BYTES: usize = 64;
const MAX_REMARK_CHARACTERS: usize = 2_000;

/// What is known of a suggestion, as it is kept.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
    at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    remark: String,
    proposal: Proposal,
    /// Who typed what it inserts, in hex, and from which operation of theirs on: what they wrote before may lie under the mark
    /// too. What they write after that as something else, they take out of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    actors: BTreeMap<String, u64>,
    /// What they typed amid it as the story's own, or as another suggestion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    others: Vec<Units>,
    /// What it is to take away, or to change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    units: Vec<Units>,
}

/// Characters and markers that one actor wrote one after the other: `actor:first+count`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
struct Units {
    actor: String,
    first: u64,
    count: u64,
}

/// A decision with what it took away, so that taking it back brings all of that again.
#[derive(Clone, Serialize, Deserialize)]
struct Decided {
    #[serde(flatten)]
    decision: crate::story::Decision,
    /// Somebody deleted the last of what was proposed: the words are no longer there to be taken out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    by_deleting: bool,
    /// What was taken out of the body, the first piece first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    taken: Vec<Taken>,
    /// What the field had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<FieldValue>,
    /// The picture that went off the story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    photo: Option<Box<Photo>>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Taken {
    /// The first character of it, which the document still knows where it stood.
    unit: String,
    touch: Touch,
    pieces: Vec<Piece>,
}

impl Touch {
    fn name(self) -> &'static str {
        match self {
            Touch::Inserted => "ins",
            Touch::Deleted => "del",
            Touch::Formatted => "fmt",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Touch::Inserted, Touch::Deleted, Touch::Formatted].into_iter().find(|touch| touch.name() == name)
    }
}

impl From<Units> for String {
    fn from(Units { actor, first, count }: Units) -> Self {
        format!("{actor}:{first}+{count}")
    }
}

impl TryFrom<String> for Units {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = || {
            let (actor, rest) = text.split_once(':')?;
            let (first, count) = rest.split_once('+')?;
            Some(Units { actor: actor.to_owned(), first: first.parse().ok()?, count: count.parse().ok()? })
        };
        parts().ok_or_else(|| format!("{text} names no characters"))
    }
}

/// A character of the body, or a marker.
struct Unit {
    at: usize,
    width: usize,
    actor: String,
    counter: u64,
}

impl Kept {
    fn holds(&self, touch: Touch, unit: &Unit) -> bool {
        match touch {
            Touch::Inserted => {
                self.actors.get(&unit.actor).is_some_and(|since| unit.counter >= *since) && !names(&self.others, unit)
            }
            Touch::Deleted | Touch::Formatted => names(&self.units, unit),
        }
    }
}

/// Whether one of these runs, which are in order, has the character in it.
fn names(runs: &[Units], unit: &Unit) -> bool {
    let next = runs.partition_point(|run| (run.actor.as_str(), run.first) <= (unit.actor.as_str(), unit.counter));
    let run = next.checked_sub(1).and_then(|at| runs.get(at));
    run.is_some_and(|run| run.actor == unit.actor && unit.counter - run.first < run.count)
}

/// More runs, in order, those joined that touch.
fn add(runs: &mut Vec<Units>, more: impl IntoIterator<Item = Units>) {
    runs.extend(more);
    runs.sort();
    let mut joined: Vec<Units> = Vec::with_capacity(runs.len());
    for run in runs.drain(..) {
        match joined.last_mut() {
            Some(last) if last.actor == run.actor && run.first <= last.first + last.count => {
                last.count = last.count.max(run.first + run.count - last.first);
            }
            _ => joined.push(run),
        }
    }
    *runs = joined;
}

fn without_all(runs: &[Units], gone: Vec<Unit>) -> Vec<Units> {
    let mut gone: Vec<Units> = gone.into_iter().map(Units::from).collect();
    gone.sort();
    runs.iter().flat_map(|run| without(run, &gone)).collect()
}

/// What is left of a run.
fn without(run: &Units, gone: &[Units]) -> Vec<Units> {
    let mut left = Vec::new();
    let mut first = run.first;
    for gone in gone.iter().filter(|gone| gone.actor == run.actor) {
        if (first..run.first + run.count).contains(&gone.first) {
            if gone.first > first {
                left.push(Units { actor: run.actor.clone(), first, count: gone.first - first });
            }
            first = gone.first + gone.count;
        }
    }
    if first < run.first + run.count {
        left.push(Units { actor: run.actor.clone(), first, count: run.first + run.count - first });
    }
    left
}

impl From<Unit> for Units {
    fn from(Unit { actor, counter, .. }: Unit) -> Self {
        Self { actor, first: counter, count: 1 }
    }
}

fn record_key(id: &SuggestionId) -> String {
    format!("{RECORD}{}", id.0)
}

fn decision_key(id: &SuggestionId) -> String {
    format!("{DECISION}{}", id.0)
}

/// What it does stands in the name: of two marks of one name over the same words, one would not show.
fn mark_name(id: &SuggestionId, touch: Touch) -> String {
    format!("{MARK}{}:{}", touch.name(), id.0)
}

fn read_name(name: &str) -> Option<(SuggestionId, Touch)> {
    let (touch, id) = name.strip_prefix(MARK)?.split_once(':')?;
    Some((SuggestionId(id.to_owned()), Touch::named(touch)?))
}

pub(super) fn is_mark(name: &str) -> bool {
    name.starts_with(MARK)
}

fn unknown(id: &SuggestionId) -> Error {
    Error::new(ErrorCode::SuggestionUnknown).with("suggestion", id)
}

/// A remark as it is kept.
fn remark_of(text: &str) -> String {
    letters::fit(text).trim().chars().take(MAX_REMARK_CHARACTERS).collect()
}

// Proposing.
impl Document {
    /// Begins a suggestion that says more than its place.
    pub(super) fn propose(&mut self, id: &SuggestionId, proposal: &Proposal) -> Result<()> {
        match proposal {
            Proposal::Text | Proposal::Format { .. } | Proposal::Block { .. } | Proposal::Related { .. } => (),
            Proposal::Field { .. } => (),
            Proposal::PhotoField { photo, .. }
            | Proposal::PhotoAdded { photo }
            | Proposal::PhotoRemoved { photo }
            | Proposal::PhotoMoved { photo, .. } => {
                self.photo_fields(photo)?;
            }
        }
        let mut kept = match self.kept(id)? {
            Some(kept) if std::mem::discriminant(&kept.proposal) != std::mem::discriminant(proposal) => {
                return Err(misfit("the suggestion proposes something else"));
            }
            Some(kept) => kept,
            None => self.begin(id, proposal.clone())?,
        };
        // A field that was proposed is proposed otherwise: what it was based on stays.
        kept.proposal = match (&kept.proposal, proposal) {
            (Proposal::Field { base, .. }, Proposal::Field { field, value, .. }) => {
                Proposal::Field { field: *field, base: base.clone(), value: value.clone() }
            }
            (Proposal::PhotoField { base, .. }, Proposal::PhotoField { photo, field, value, .. }) => {
                Proposal::PhotoField { photo: photo.clone(), field: *field, base: base.clone(), value: value.clone() }
            }
            (Proposal::Related { base, .. }, Proposal::Related { value, .. }) => {
                Proposal::Related { base: base.clone(), value: value.clone() }
            }
            _ => proposal.clone(),
        };
        self.keep(id, &kept)
    }

    pub(super) fn remark(&mut self, id: &SuggestionId, remark: &str) -> Result<()> {
        let mut kept = self.kept(id)?.ok_or_else(|| unknown(id))?;
        kept.remark = remark_of(remark);
        self.keep(id, &kept)
    }

    /// Says of `from..to` that it belongs to a suggestion, which begins with that where there is none yet.
    pub(super) fn suggest(&mut self, id: &SuggestionId, from: usize, to: usize, touch: Touch) -> Result<()> {
        if from == to {
            return Ok(());
        }
        if touch == Touch::Inserted {
            self.open_for_words(id)?;
        }
        let before = self.kept(id)?;
        let mut kept = match &before {
            Some(kept) => kept.clone(),
            None => self.begin(id, Proposal::Text)?,
        };
        let (actors, units, others) = (kept.actors.len(), kept.units.clone(), kept.others.clone());
        match touch {
            Touch::Inserted => {
                let actor = self.doc.get_actor().to_hex_string();
                if !kept.actors.contains_key(&actor) {
                    let own = self.units(from, to)?.into_iter().filter(|unit| unit.actor == actor);
                    let since = own.map(|unit| unit.counter).min();
                    kept.actors.extend(since.map(|since| (actor, since)));
                }
            }
            Touch::Deleted | Touch::Formatted => {
                add(&mut kept.units, self.units(from, to)?.into_iter().map(Units::from));
                SUGGESTION_UNITS.check(kept.units.len())?;
            }
        }
        // What was taken out of it is in it again.
        if touch == Touch::Inserted && !kept.others.is_empty() {
            kept.others = without_all(&kept.others, self.units(from, to)?);
        }
        if before.is_none() || kept.actors.len() != actors || kept.units != units || kept.others != others {
            self.keep(id, &kept)?;
        }
        self.shape.has_marks = true;
        let mark = TextMark::new(mark_name(id, touch), ScalarValue::Boolean(true), from, to);
        self.doc.mark(&self.body, mark, ExpandMark::None).map_err(fault)
    }

    /// Says that it no longer does. The mark stays: taking it away could take it from what others propose there now.
    pub(super) fn unsuggest(&mut self, id: &SuggestionId, from: usize, to: usize, touch: Touch) -> Result<()> {
        let mut kept = self.kept(id)?.ok_or_else(|| unknown(id))?;
        let gone = self.units(from, to)?;
        match touch {
            Touch::Inserted => add(&mut kept.others, gone.into_iter().map(Units::from)),
            Touch::Deleted | Touch::Formatted => {
                kept.units = without_all(&kept.units, gone);
            }
        }
        self.keep(id, &kept)
    }

    /// Gives what was just written at `from..to` exactly this: it may lie under marks of what is around it.
    pub(super) fn set_suggested(&mut self, from: usize, to: usize, wanted: &[Suggested]) -> Result<()> {
        if from == to || (!self.shape.has_marks && wanted.is_empty()) {
            return Ok(());
        }
        let over: Vec<_> = self.marks_at(from)?.iter().filter_map(|(name, _)| read_name(name)).collect();
        let actor = self.doc.get_actor().to_hex_string();
        for (id, touch) in over {
            let is_wanted = wanted.iter().any(|what| what.suggestion == id && what.touch == touch);
            if touch == Touch::Inserted
                && !is_wanted
                && let Some(mut kept) = self.kept(&id)?
                && kept.actors.contains_key(&actor)
            {
                add(&mut kept.others, self.units(from, to)?.into_iter().map(Units::from));
                self.keep(&id, &kept)?;
            }
        }
        wanted.iter().try_for_each(|Suggested { suggestion, touch }| self.suggest(suggestion, from, to, *touch))
    }

    /// A marker, with what is proposed of it.
    pub(super) fn put_marker(&mut self, at: usize, kind: &BlockKind, wanted: &[Suggested]) -> Result<()> {
        put_block(&mut self.doc, &self.body, at, kind).map_err(fault)?;
        self.set_suggested(at, at + 1, wanted)
    }

    /// Proposes that a block become another.
    pub(super) fn suggest_block(&mut self, id: &SuggestionId, at: usize, to: &BlockKind) -> Result<()> {
        self.check_block(to)?;
        self.marker(at)?;
        let from = self.kind_at(at)?;
        let mut kept = match self.kept(id)? {
            Some(kept) => kept,
            None => self.begin(id, Proposal::Block { from: from.clone(), to: to.clone() })?,
        };
        let Proposal::Block { from: base, .. } = &kept.proposal else {
            return Err(misfit("the suggestion proposes something else"));
        };
        kept.proposal = Proposal::Block { from: base.clone(), to: to.clone() };
        self.keep(id, &kept)?;
        self.suggest(id, at, at + 1, Touch::Formatted)
    }

    /// For those who have no editor: what stands at `at` is to go and `insert` to come in its place. What the person proposed
    /// themselves goes at once.
    pub(super) fn suggest_splice(
        &mut self,
        id: &SuggestionId,
        at: usize,
        delete: usize,
        insert: &[Piece],
    ) -> Result<()> {
        self.check_range(at, at.saturating_add(delete))?;
        let mut end = at + delete;
        let own = self.own_insertions(at, end)?;
        for SuggestedPlace { from, to, .. } in own.iter().rev() {
            self.splice(*from as usize, (to - from) as usize, &[])?;
            end -= (to - from) as usize;
        }
        self.suggest(id, at, end, Touch::Deleted)?;
        let what = Suggested { suggestion: id.clone(), touch: Touch::Inserted };
        let insert: Vec<Piece> = insert.iter().cloned().map(|piece| piece.suggested(&what)).collect();
        self.splice(end, 0, &insert)
    }

    fn begin(&mut self, id: &SuggestionId, proposal: Proposal) -> Result<Kept> {
        let is_name = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-';
        if id.0.is_empty() || id.0.len() > MAX_ID_BYTES || !id.0.bytes().all(is_name) {
            return Err(misfit("that is no suggestion's id"));
        }
        SUGGESTIONS.check(1 + self.doc.keys(ROOT).filter(|name| name.starts_with(RECORD)).count())?;
        // An older Dateline would show what is proposed as the story's own.
        if self.number_at(&ROOT, "shape")? < SHAPE {
            self.doc.put(ROOT, "shape", SHAPE).map_err(fault)?;
        }
        let Person { id: person, name: by } = self.person.clone();
        let kept = Kept {
            by,
            person,
            at: self.now,
            remark: String::new(),
            proposal,
            actors: BTreeMap::new(),
            others: Vec::new(),
            units: Vec::new(),
        };
        Ok(kept)
    }

    fn keep(&mut self, id: &SuggestionId, kept: &Kept) -> Result<()> {
        let json = serde_json::to_string(kept).map_err(Error::internal)?;
        self.put_text(&ROOT, &record_key(id), &json)
    }
}

// Reading one.
impl Document {
    /// The record. Where copies of it went apart, with all that each of them names.
    fn kept(&self, id: &SuggestionId) -> Result<Option<Kept>> {
        let mut all = self.get_all(&ROOT, record_key(id).as_str())?.into_iter().rev().filter_map(|(value, _)| {
            let Value::Scalar(json) = value else { return None };
            serde_json::from_str::<Kept>(json.as_str()?).ok()
        });
        let Some(mut kept) = all.next() else { return Ok(None) };
        for other in all {
            for (actor, since) in other.actors {
                kept.actors.entry(actor).and_modify(|there| *there = since.min(*there)).or_insert(since);
            }
            add(&mut kept.units, other.units);
            add(&mut kept.others, other.others);
        }
        Ok(Some(kept))
    }

    /// Every decision that nobody has written over, the one that holds first.
    fn decided(&self, id: &SuggestionId) -> Result<Vec<Decided>> {
        let all = self.get_all(&ROOT, decision_key(id).as_str())?;
        let read = |(value, _): (Value<'_>, ObjId)| match value {
            Value::Scalar(json) => serde_json::from_str(json.as_str()?).ok(),
            Value::Object(_) => None,
        };
        Ok(all.into_iter().rev().filter_map(read).collect())
    }

    /// The characters and markers of a stretch, asked for one by one: a range would be counted from the beginning.
    fn units(&self, from: usize, to: usize) -> Result<Vec<Unit>> {
        let mut at = from;
        // Most are one actor's, whose name is spelled once.
        let mut last: Option<(ActorId, String)> = None;
        let mut units = Vec::with_capacity(to.saturating_sub(from));
        while at < to {
            let Some((value, id)) = self.get(&self.body, at)? else { break };
            let width = value.as_str().map_or(1, |text| text.encode_utf16().count().max(1));
            if let ObjId::Id(counter, actor, _) = id {
                let name = match &last {
                    Some((same, name)) if *same == actor => name.clone(),
                    _ => actor.to_hex_string(),
                };
                last = Some((actor, name.clone()));
                units.push(Unit { at, width, actor: name, counter });
            }
            at += width;
        }
        Ok(units)
    }

    fn kind_at(&self, at: usize) -> Result<BlockKind> {
        let marker = self.marker(at)?;
        super::blocks::read_kind(&self.doc, &marker)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
