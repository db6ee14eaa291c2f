//! Accepting and rejecting: what is proposed becomes the story's own, or goes.

use super::kept::{Decided, Taken, remark_of, unknown};
use crate::story::document::blocks::{fill_block, mark_value};
use crate::story::document::{Document, fault, misfit};
use crate::story::fields::Field;
use crate::story::{
    Block, BlockKind, Decision, FieldValue, MarkKind, Photo, PhotoId, Piece, Proposal, Run, SuggestedPlace,
    SuggestionId, Touch, Verdict,
};
use crate::{Error, ErrorCode, Result};
use automerge::ObjId;
use automerge::transaction::Transactable;

impl Document {
    /// Carries out what is decided. `even_if_changed`: also where the field has another value by now than the one that the
    /// proposal was about. Errors: `suggestion_unknown`, `suggestion_decided`, `suggestion_overtaken`.
    pub(in crate::story::document) fn decide(
        &mut self,
        id: &SuggestionId,
        verdict: Verdict,
        remark: &str,
        even_if_changed: bool,
    ) -> Result<()> {
        let kept = self.kept(id)?.ok_or_else(|| unknown(id))?;
        if let Some(before) = self.decided(id)?.first() {
            return match before.decision.verdict == verdict {
                true => Ok(()),
                false => Err(Error::new(ErrorCode::SuggestionDecided).with("suggestion", id)),
            };
        }
        if verdict == Verdict::Withdrawn && !kept.is_by(&self.person) {
            return Err(misfit("only who proposed something takes it back"));
        }
        if kept.proposal.is_of_text() {
            // Markers that are written later would move what stands behind them.
            self.write_missing_markers()?;
        }
        let is_accepted = verdict == Verdict::Accepted;
        let places = self.places_of(id, &kept)?;
        let mut decided = self.decision(verdict, remark, &places)?;
        match &kept.proposal {
            Proposal::Text => {
                let goes = if is_accepted { Touch::Deleted } else { Touch::Inserted };
                decided.taken = self.take_out(id, &with(&places, goes))?;
            }
            Proposal::PhotoAdded { photo } if !is_accepted => decided.photo = self.take_off(photo)?,
            _ if !is_accepted => (),
            Proposal::PhotoAdded { .. } => (),
            Proposal::PhotoRemoved { photo } => decided.photo = self.take_off(photo)?,
            Proposal::PhotoMoved { photo, to, .. } => self.move_photo(photo, to)?,
            Proposal::Format { mark, on, href, lang } => {
                self.format(&places, *mark, *on, href.as_deref(), lang.as_deref())?;
            }
            Proposal::Block { to, .. } => self.fill(&places, to)?,
            Proposal::Field { field, base, value } => {
                let fields = self.fields.clone();
                let exchange = Exchange { id, base, value, even_if_changed };
                decided.before = Some(self.exchange(&fields, *field, &exchange)?);
            }
            Proposal::PhotoField { photo, field, base, value } => {
                let fields = self.photo_fields(photo)?;
                let exchange = Exchange { id, base, value, even_if_changed };
                decided.before = Some(self.exchange(&fields, *field, &exchange)?);
                self.forget_origin(photo, *field)?;
            }
            Proposal::Related { base, value } => {
                if self.read_related()? != *base && !even_if_changed {
                    return Err(overtaken(id));
                }
                self.set_related(value).map_err(fault)?;
            }
        }
        self.write_decision(id, &decided)
    }

    /// Before words are deleted that somebody else proposed, and nobody had decided on: where nothing of them will be left, that is
    /// a decision, and is written down as one.
    pub(in crate::story::document) fn decide_by_deleting(&mut self, from: usize, to: usize) -> Result<()> {
        let mut seen: Vec<SuggestionId> = Vec::new();
        for (place, id) in self.places_within(from, to)? {
            if place.touch != Touch::Inserted || seen.contains(&id) {
                continue;
            }
            seen.push(id.clone());
            let Some(kept) = self.kept(&id)? else { continue };
            let places = self.places_of(&id, &kept)?;
            let is_left = places.iter().any(|place| (place.from as usize) < from || place.to as usize > to);
            if !kept.is_by(&self.person) && !is_left {
                let taken = self.copied(&id, &with(&places, Touch::Inserted))?;
                let decision = self.decision(Verdict::Rejected, "", &places)?;
                self.write_decision(&id, &Decided { by_deleting: true, taken, ..decision })?;
            }
        }
        Ok(())
    }

    /// By whoever signs, now, on the words as they are.
    fn decision(&self, verdict: Verdict, remark: &str, places: &[SuggestedPlace]) -> Result<Decided> {
        let decision = Decision {
            verdict,
            by: self.person.name.clone(),
            person: self.person.id.clone(),
            at: self.now,
            remark: remark_of(remark),
            was: self.words_of(places, Touch::Deleted)?,
            becomes: self.words_of(places, Touch::Inserted)?,
        };
        Ok(Decided { decision, by_deleting: false, taken: Vec::new(), before: None, photo: None })
    }

    /// Puts the proposed value in place of the one that is there, which it answers.
    fn exchange<F: Field>(&mut self, fields: &ObjId, field: F, exchange: &Exchange<'_>) -> Result<FieldValue> {
        let Exchange { id, base, value, even_if_changed } = exchange;
        let now = self.value_at(fields, field)?;
        let is_now = |other: &FieldValue| *other == now || (other.is_empty() && now.is_empty());
        if !even_if_changed && !is_now(base) && !is_now(value) {
            return Err(overtaken(id));
        }
        self.set_field(fields, field, value)?;
        Ok(now)
    }

    /// None where it is off the story already.
    fn take_off(&mut self, photo: &PhotoId) -> Result<Option<Box<Photo>>> {
        let there = self.read_photo(photo)?;
        if there.is_some() {
            self.remove_photo(photo)?;
        }
        Ok(there.map(Box::new))
    }

    pub(super) fn format(
        &mut self,
        places: &[SuggestedPlace],
        mark: MarkKind,
        on: bool,
        href: Option<&str>,
        lang: Option<&str>,
    ) -> Result<()> {
        let value = on.then(|| mark_value(mark, href, lang)).transpose()?;
        for place in with(places, Touch::Formatted) {
            self.set_mark(place.from as usize, place.to as usize, mark, value.clone()).map_err(fault)?;
        }
        Ok(())
    }

    pub(super) fn fill(&mut self, places: &[SuggestedPlace], kind: &BlockKind) -> Result<()> {
        for place in with(places, Touch::Formatted) {
            let marker = self.marker(place.from as usize)?;
            fill_block(&mut self.doc, &marker, kind).map_err(fault)?;
        }
        self.shape = self.read_shape()?;
        Ok(())
    }

    /// Takes these places out of the body.
    fn take_out(&mut self, id: &SuggestionId, places: &[SuggestedPlace]) -> Result<Vec<Taken>> {
        let taken = self.copied(id, places)?;
        for place in places.iter().rev() {
            let (from, to) = (place.from as usize, place.to as usize);
            self.doc.splice_text(&self.body, from, (to - from) as isize, "").map_err(fault)?;
        }
        self.keep_one_block()?;
        self.shape = self.read_shape()?;
        Ok(taken)
    }

    /// What stands at these places, with all that is formatted, and what others propose of it, decided or not.
    fn copied(&self, id: &SuggestionId, places: &[SuggestedPlace]) -> Result<Vec<Taken>> {
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let body = self.read_body_with(&self.read_all_places()?)?;
        let mut taken = Vec::with_capacity(places.len());
        for SuggestedPlace { from, to, touch } in places {
            let (from, to) = (*from as usize, *to as usize);
            if let Some(first) = self.units(from, from + 1)?.first() {
                let unit = format!("{}@{}", first.counter, first.actor);
                taken.push(Taken { unit, touch: *touch, pieces: pieces_of(&body, id, from, to) });
            }
        }
        Ok(taken)
    }
}

/// Another value for a field, as it was proposed.
struct Exchange<'a> {
    id: &'a SuggestionId,
    base: &'a FieldValue,
    value: &'a FieldValue,
    even_if_changed: bool,
}

fn overtaken(id: &SuggestionId) -> Error {
    Error::new(ErrorCode::SuggestionOvertaken).with("suggestion", id)
}

fn with(places: &[SuggestedPlace], touch: Touch) -> Vec<SuggestedPlace> {
    places.iter().filter(|place| place.touch == touch).cloned().collect()
}

/// The body between two places, as pieces, without what this suggestion says of it.
fn pieces_of(body: &[Block], id: &SuggestionId, from: usize, to: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for block in body {
        if at >= from && at < to {
            let mut suggested = block.begins.clone();
            suggested.retain(|what| what.suggestion != *id);
            pieces.push(Piece::Block { block: block.kind.clone(), suggested });
        }
        at += 1;
        for Run { text, mut marks } in block.runs() {
            let units = text.encode_utf16().count();
            if at < to && at + units > from {
                let (begin, end) = (from.saturating_sub(at), (to - at).min(units));
                marks.suggested.retain(|what| what.suggestion != *id);
                let text = String::from_utf16_lossy(&text.encode_utf16().collect::<Vec<_>>()[begin..end]);
                pieces.push(Piece::Text { text, marks });
            }
            at += units;
        }
    }
    pieces
}
