//! Accepting, rejecting, and taking a decision back.

use super::{Decided, Kept, Taken, decision_key, remark_of, unknown};
use crate::story::document::blocks::{fill_block, mark_value};
use crate::story::document::{Document, fault, misfit};
use crate::story::{
    Block, Decision, FieldValue, MarkKind, Person, Piece, Proposal, Run, Suggested, SuggestedPlace, SuggestionId,
    Touch, Verdict,
};
use crate::{Error, ErrorCode, Result};
use automerge::transaction::Transactable;
use automerge::{Cursor, ROOT, ReadDoc};

impl Kept {
    pub(super) fn is_by(&self, person: &Person) -> bool {
        Person { id: self.person.clone(), name: self.by.clone() }.is_one(person)
    }
}

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
        let is_accepted = verdict == Verdict::Accepted;
        let places = self.places_of(id, &kept)?;
        let mut decided = Decided {
            decision: Decision {
                verdict,
                by: self.person.name.clone(),
                person: self.person.id.clone(),
                at: self.now,
                remark: remark_of(remark),
                was: self.words_of(&places, Touch::Deleted)?,
                becomes: self.words_of(&places, Touch::Inserted)?,
            },
            by_deleting: false,
            taken: Vec::new(),
            before: None,
            photo: None,
        };
        match &kept.proposal {
            Proposal::Text => {
                self.write_missing_markers()?;
                let goes = if is_accepted { Touch::Deleted } else { Touch::Inserted };
                // Written before: markers that were missing move what stands behind them.
                let places = self.places_of(id, &kept)?;
                let goes: Vec<SuggestedPlace> = places.into_iter().filter(|place| place.touch == goes).collect();
                decided.taken = self.take_out(id, &goes)?;
            }
            Proposal::Format { mark, on, href, lang } if is_accepted => {
                self.format(&places, *mark, *on, href.as_deref(), lang.as_deref())?;
            }
            Proposal::Block { to, .. } if is_accepted => self.fill(&places, to)?,
            Proposal::Field { field, base, value } if is_accepted => {
                let fields = self.fields.clone();
                let now = self.value_at(&fields, *field)?;
                self.check_base(id, base, value, &now, even_if_changed)?;
                self.set_field(&fields, *field, value)?;
                decided.before = Some(now);
            }
            Proposal::PhotoField { photo, field, base, value } if is_accepted => {
                let fields = self.photo_fields(photo)?;
                let now = self.value_at(&fields, *field)?;
                self.check_base(id, base, value, &now, even_if_changed)?;
                self.set_field(&fields, *field, value)?;
                self.forget_origin(photo, *field)?;
                decided.before = Some(now);
            }
            Proposal::PhotoAdded { photo } if !is_accepted => {
                decided.photo = self.read_photo(photo)?.map(Box::new);
                if decided.photo.is_some() {
                    self.remove_photo(photo)?;
                }
            }
            Proposal::PhotoRemoved { photo } if is_accepted => {
                decided.photo = self.read_photo(photo)?.map(Box::new);
                if decided.photo.is_some() {
                    self.remove_photo(photo)?;
                }
            }
            Proposal::PhotoMoved { photo, to, .. } if is_accepted => self.move_photo(photo, to)?,
            Proposal::Related { base, value } if is_accepted => {
                if self.read_related()? != *base && !even_if_changed {
                    return Err(Error::new(ErrorCode::SuggestionOvertaken).with("suggestion", id));
                }
                self.set_related(value).map_err(fault)?;
            }
            _ => (),
        }
        self.write_decision(id, &decided)
    }

    /// Takes the decision back: the suggestion is open again, and what went with the decision is there.
    pub(in crate::story::document) fn reopen(&mut self, id: &SuggestionId) -> Result<()> {
        let kept = self.kept(id)?.ok_or_else(|| unknown(id))?;
        let decided = self.decided(id)?;
        let Some(first) = decided.first() else { return Ok(()) };
        let is_accepted = first.decision.verdict == Verdict::Accepted;
        self.clear(&ROOT, &decision_key(id))?;
        // Where people decided apart, each took something away.
        for Taken { unit, touch, pieces } in decided.iter().flat_map(|decided| &decided.taken) {
            self.bring_back(id, unit, *touch, pieces)?;
        }
        if let Some(photo) = first.photo.as_deref()
            && self.read_photo(&photo.id)?.is_none()
        {
            self.add_photo(photo)?;
        }
        if !is_accepted {
            return Ok(());
        }
        let places = self.places_of(id, &kept)?;
        let before = || first.before.clone().unwrap_or_else(|| FieldValue::Text(String::new()));
        match &kept.proposal {
            Proposal::Format { mark, on, href, lang } => {
                self.format(&places, *mark, !on, href.as_deref(), lang.as_deref())?;
            }
            Proposal::Block { from, .. } => self.fill(&places, from)?,
            // What somebody wrote since stays.
            Proposal::Field { field, value, .. } => {
                let fields = self.fields.clone();
                if self.value_at(&fields, *field)? == *value {
                    self.set_field(&fields, *field, &before())?;
                }
            }
            Proposal::PhotoField { photo, field, value, .. } if self.read_photo(photo)?.is_some() => {
                let fields = self.photo_fields(photo)?;
                if self.value_at(&fields, *field)? == *value {
                    self.set_field(&fields, *field, &before())?;
                }
            }
            Proposal::PhotoMoved { photo, from, .. } if self.read_photo(photo)?.is_some() => {
                self.move_photo(photo, from)?;
            }
            Proposal::Related { base, value } if self.read_related()? == *value => {
                self.set_related(base).map_err(fault)?;
            }
            _ => (),
        }
        Ok(())
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
            if kept.is_by(&self.person) || is_left {
                continue;
            }
            let mut inserted = places.clone();
            inserted.retain(|place| place.touch == Touch::Inserted);
            let decided = Decided {
                decision: Decision {
                    verdict: Verdict::Rejected,
                    by: self.person.name.clone(),
                    person: self.person.id.clone(),
                    at: self.now,
                    remark: String::new(),
                    was: self.words_of(&places, Touch::Deleted)?,
                    becomes: self.words_of(&places, Touch::Inserted)?,
                },
                by_deleting: true,
                taken: self.copied(&id, &inserted)?,
                before: None,
                photo: None,
            };
            self.write_decision(&id, &decided)?;
        }
        Ok(())
    }

    fn write_decision(&mut self, id: &SuggestionId, decided: &Decided) -> Result<()> {
        let json = serde_json::to_string(decided).map_err(Error::internal)?;
        self.put_text(&ROOT, &decision_key(id), &json)
    }

    fn check_base(
        &self,
        id: &SuggestionId,
        base: &FieldValue,
        value: &FieldValue,
        now: &FieldValue,
        even_if_changed: bool,
    ) -> Result<()> {
        let is_same = |one: &FieldValue, other: &FieldValue| one == other || (one.is_empty() && other.is_empty());
        if even_if_changed || is_same(base, now) || is_same(value, now) {
            return Ok(());
        }
        Err(Error::new(ErrorCode::SuggestionOvertaken).with("suggestion", id))
    }

    fn format(
        &mut self,
        places: &[SuggestedPlace],
        mark: MarkKind,
        on: bool,
        href: Option<&str>,
        lang: Option<&str>,
    ) -> Result<()> {
        let value = on.then(|| mark_value(mark, href, lang)).transpose()?;
        for place in places.iter().filter(|place| place.touch == Touch::Formatted) {
            self.set_mark(place.from as usize, place.to as usize, mark, value.clone()).map_err(fault)?;
        }
        Ok(())
    }

    fn fill(&mut self, places: &[SuggestedPlace], kind: &crate::story::BlockKind) -> Result<()> {
        for place in places.iter().filter(|place| place.touch == Touch::Formatted) {
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
        let mut taken = Vec::with_capacity(places.len());
        if places.is_empty() {
            return Ok(taken);
        }
        let body = self.read_body_with(&self.read_all_places()?)?;
        for place in places {
            let Some(first) = self.units(place.from as usize, place.from as usize + 1)?.into_iter().next() else {
                continue;
            };
            let unit = format!("{}@{}", first.counter, first.actor);
            taken.push(Taken {
                unit,
                touch: place.touch,
                pieces: pieces_of(&body, id, place.from as usize, place.to as usize),
            });
        }
        Ok(taken)
    }

    fn bring_back(&mut self, id: &SuggestionId, unit: &str, touch: Touch, pieces: &[Piece]) -> Result<()> {
        let cursor = Cursor::try_from(unit.to_owned()).map_err(fault)?;
        // Where it stood; at the end where that is not known any more.
        let at = self.doc.get_cursor_position(&self.body, &cursor, None).unwrap_or_else(|_| self.stored_length());
        let what = Suggested { suggestion: id.clone(), touch };
        let mut back = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match self.rejected_in(piece)? {
                // It was another's proposal, which was rejected meanwhile: it comes back with that.
                Some(other) => self.leave_to(&other, unit, piece)?,
                None if touch == Touch::Inserted => back.push(piece.clone().suggested(&what)),
                None => back.push(piece.clone()),
            }
        }
        let width: usize = back.iter().map(Piece::units).sum();
        self.write_missing_markers()?;
        self.splice(at, 0, &back)?;
        if touch == Touch::Deleted {
            self.suggest(id, at, at + width, Touch::Deleted)?;
        }
        Ok(())
    }
}

impl Document {
    /// Before words come in that belong to a suggestion: one that was rejected is open again.
    pub(super) fn open_for_words(&mut self, id: &SuggestionId) -> Result<()> {
        match self.decided(id)?.first() {
            Some(decided) if decided.decision.verdict == Verdict::Accepted => Ok(()),
            // Undoing brings back the very words that somebody deleted.
            Some(decided) if decided.by_deleting => self.clear(&ROOT, &decision_key(id)),
            Some(_) => self.reopen(id),
            None => Ok(()),
        }
    }

    /// The suggestion that a piece was inserted by, where it was rejected.
    fn rejected_in(&self, piece: &Piece) -> Result<Option<SuggestionId>> {
        let all = match piece {
            Piece::Text { marks, .. } => &marks.suggested,
            Piece::Block { suggested, .. } => suggested,
        };
        for Suggested { suggestion, .. } in all.iter().filter(|what| what.touch == Touch::Inserted) {
            if self.decided(suggestion)?.first().is_some_and(|one| one.decision.verdict != Verdict::Accepted) {
                return Ok(Some(suggestion.clone()));
            }
        }
        Ok(None)
    }

    fn leave_to(&mut self, id: &SuggestionId, unit: &str, piece: &Piece) -> Result<()> {
        let Some(mut decided) = self.decided(id)?.into_iter().next() else { return Ok(()) };
        let mut piece = piece.clone();
        match &mut piece {
            Piece::Text { text, marks } => {
                decided.decision.becomes.push_str(text);
                marks.suggested.retain(|what| what.suggestion != *id);
            }
            Piece::Block { suggested, .. } => suggested.retain(|what| what.suggestion != *id),
        }
        decided.taken.push(Taken { unit: unit.to_owned(), touch: Touch::Inserted, pieces: vec![piece] });
        self.write_decision(id, &decided)
    }
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
