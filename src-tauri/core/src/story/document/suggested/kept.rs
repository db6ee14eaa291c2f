//! What is kept of a suggestion: a record and a decision, each a value beside the fields, and marks over the body.

use super::runs::{Runs, Unit};
use crate::story::document::{Document, MARKER, fault};
use crate::story::{Decision, FieldValue, Person, PersonId, Photo, Piece, Proposal, SuggestionId, Touch};
use crate::{Error, ErrorCode, Result, letters};
use automerge::{ActorId, ObjId, ReadDoc, ScalarValueRef, ValueRef};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What the names of records begin with, of decisions, and of the marks over the body.
const RECORD: &str = "suggestion ";
const DECISION: &str = "decision ";
const MARK: &str = "sug:";
const MAX_REMARK_CHARACTERS: usize = 2_000;

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    pub at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    pub proposal: Proposal,
    /// What it brings.
    #[serde(default, skip_serializing_if = "Runs::is_empty")]
    pub inserted: Runs,
    /// What it is to take away, or to change.
    #[serde(default, skip_serializing_if = "Runs::is_empty")]
    pub touched: Runs,
}

/// A decision with what it took away, so that taking it back brings all of that again.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Decided {
    #[serde(flatten)]
    pub decision: Decision,
    /// Somebody deleted the last of what was proposed: the words are no longer there to be taken out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_deleting: bool,
    /// What was taken out of the body, the first piece first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<Taken>,
    /// What the field had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<FieldValue>,
    /// The picture that went off the story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Box<Photo>>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Taken {
    /// The first character of it, which the document still knows where it stood.
    pub unit: String,
    pub touch: Touch,
    pub pieces: Vec<Piece>,
}

impl Kept {
    /// Which of what lies under its marks belongs to it.
    pub fn runs(&self, touch: Touch) -> &Runs {
        match touch {
            Touch::Inserted => &self.inserted,
            Touch::Deleted | Touch::Formatted => &self.touched,
        }
    }

    pub fn runs_mut(&mut self, touch: Touch) -> &mut Runs {
        match touch {
            Touch::Inserted => &mut self.inserted,
            Touch::Deleted | Touch::Formatted => &mut self.touched,
        }
    }

    pub fn is_by(&self, person: &Person) -> bool {
        Person { id: self.person.clone(), name: self.by.clone() }.is_one(person)
    }
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

/// Spelled once where it is the same as the last.
fn actor_name(last: &mut Option<(ActorId, String)>, actor: ActorId) -> String {
    match last {
        Some((same, name)) if *same == actor => name.clone(),
        _ => last.insert((actor.clone(), actor.to_hex_string())).1.clone(),
    }
}

fn record_key(id: &SuggestionId) -> String {
    format!("{RECORD}{}", id.0)
}

/// The suggestion whose record has this name.
pub(super) fn of_record(name: &str) -> Option<SuggestionId> {
    name.strip_prefix(RECORD).map(|id| SuggestionId(id.to_owned()))
}

pub(super) fn decision_key(id: &SuggestionId) -> String {
    format!("{DECISION}{}", id.0)
}

/// What it does stands in the name: of two marks of one name over the same words, one would not show.
pub(super) fn mark_name(id: &SuggestionId, touch: Touch) -> String {
    format!("{MARK}{}:{}", touch.name(), id.0)
}

pub(super) fn of_mark(name: &str) -> Option<(SuggestionId, Touch)> {
    let (touch, id) = name.strip_prefix(MARK)?.split_once(':')?;
    Some((SuggestionId(id.to_owned()), Touch::named(touch)?))
}

pub(in crate::story::document) fn is_mark(name: &str) -> bool {
    name.starts_with(MARK)
}

pub(super) fn unknown(id: &SuggestionId) -> Error {
    Error::new(ErrorCode::SuggestionUnknown).with("suggestion", id)
}

/// A remark as it is kept.
pub(super) fn remark_of(text: &str) -> String {
    letters::fit(text).trim().chars().take(MAX_REMARK_CHARACTERS).collect()
}

impl Document {
    /// The record. Where copies of it went apart, with all that each of them names.
    pub(super) fn kept(&self, id: &SuggestionId) -> Result<Option<Kept>> {
        let mut all = self.written_at::<Kept>(&record_key(id))?.into_iter();
        let Some(mut kept) = all.next() else { return Ok(None) };
        for other in all {
            kept.inserted.join(other.inserted);
            kept.touched.join(other.touched);
        }
        Ok(Some(kept))
    }

    pub(super) fn keep(&mut self, id: &SuggestionId, kept: &Kept) -> Result<()> {
        self.put_value(&record_key(id), kept)
    }

    /// Every decision that nobody has written over, the one that holds first.
    pub(super) fn decided(&self, id: &SuggestionId) -> Result<Vec<Decided>> {
        self.written_at(&decision_key(id))
    }

    pub(super) fn write_decision(&mut self, id: &SuggestionId, decided: &Decided) -> Result<()> {
        self.put_value(&decision_key(id), decided)
    }

    /// The characters and markers of many stretches, in order: all of the body is gone through, once. None where that can't be
    /// told apart from marks, which lie among them: then each is asked for.
    ///
    /// A mark is known by not being the letter that comes next. One whose value is a single letter (an address of one letter) could
    /// pass for the letter before an equal one, and then the two change places, which nobody sees.
    pub(super) fn units_among(&self, stretches: &[Range<usize>]) -> Result<Option<Vec<Unit>>> {
        let mut wanted: Vec<&Range<usize>> = stretches.iter().filter(|stretch| !stretch.is_empty()).collect();
        wanted.sort_unstable_by_key(|stretch| stretch.start);
        let Some(end) = wanted.iter().map(|stretch| stretch.end).max() else { return Ok(Some(Vec::new())) };
        let (text, items) = match &self.reading {
            None => (self.doc.text(&self.body), self.doc.list_range(&self.body, ..)),
            Some(heads) => (self.doc.text_at(&self.body, heads), self.doc.list_range_at(&self.body, .., heads)),
        };
        let text = text.map_err(fault)?;
        let (mut letters, mut at) = (text.chars().peekable(), 0);
        let (mut units, mut next, mut up_to) = (Vec::new(), wanted.iter().peekable(), 0);
        let mut last: Option<(ActorId, String)> = None;
        for item in items {
            let is_next = match &item.value {
                ValueRef::Object(_) => letters.peek() == Some(&MARKER),
                ValueRef::Scalar(ScalarValueRef::Str(letter)) => {
                    let mut of_item = letter.chars();
                    of_item.next().is_some_and(|letter| letters.peek() == Some(&letter)) && of_item.next().is_none()
                }
                ValueRef::Scalar(_) => false,
            };
            if !is_next {
                continue;
            }
            let width = letters.next().map_or(1, char::len_utf16);
            while next.peek().is_some_and(|stretch| stretch.start <= at) {
                up_to = up_to.max(next.next().map_or(0, |stretch| stretch.end));
            }
            if at < up_to
                && let ObjId::Id(counter, actor, _) = item.id()
            {
                units.push(Unit { at, width, actor: actor_name(&mut last, actor), counter });
            }
            at += width;
            if at >= end {
                return Ok(Some(units));
            }
        }
        Ok(None)
    }

    /// The characters and markers of a stretch, asked for one by one: a range would be counted from the beginning.
    pub(super) fn units(&self, from: usize, to: usize) -> Result<Vec<Unit>> {
        let mut at = from;
        // Most are one actor's, whose name is spelled once.
        let mut last: Option<(ActorId, String)> = None;
        let mut units = Vec::with_capacity(to.saturating_sub(from));
        while at < to {
            let Some((value, id)) = self.get(&self.body, at)? else { break };
            let width = value.as_str().map_or(1, |text| text.encode_utf16().count().max(1));
            if let ObjId::Id(counter, actor, _) = id {
                let name = actor_name(&mut last, actor);
                units.push(Unit { at, width, actor: name, counter });
            }
            at += width;
        }
        Ok(units)
    }
}
