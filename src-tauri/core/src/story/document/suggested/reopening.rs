//! Taking a decision back: what went with it is there again, and is proposed as before.

use super::kept::{Taken, decision_key, unknown};
use crate::Result;
use crate::story::document::{Document, fault};
use crate::story::fields::Field;
use crate::story::{FieldValue, Piece, Proposal, Suggested, SuggestionId, Touch, Verdict};
use automerge::{Cursor, ObjId, ROOT, ReadDoc};

impl Document {
    pub(in crate::story::document) fn reopen(&mut self, id: &SuggestionId) -> Result<()> {
        let kept = self.kept(id)?.ok_or_else(|| unknown(id))?;
        let decided = self.decided(id)?;
        let Some(first) = decided.first() else { return Ok(()) };
        self.clear(&ROOT, &decision_key(id))?;
        // Where people decided apart, each took something away.
        for taken in decided.iter().flat_map(|decided| &decided.taken) {
            self.bring_back(id, taken)?;
        }
        if let Some(photo) = first.photo.as_deref()
            && self.read_photo(&photo.id)?.is_none()
        {
            self.add_photo(photo)?;
        }
        if first.decision.verdict != Verdict::Accepted {
            return Ok(());
        }
        let places = self.places_of(id, &kept)?;
        match &kept.proposal {
            Proposal::Format { mark, on, href, lang } => {
                self.format(&places, *mark, !on, href.as_deref(), lang.as_deref())?;
            }
            Proposal::Block { from, .. } => self.fill(&places, from)?,
            Proposal::Field { field, value, .. } => {
                let fields = self.fields.clone();
                self.exchange_back(&fields, *field, value, first.before.as_ref())?;
            }
            Proposal::PhotoField { photo, field, value, .. } if self.read_photo(photo)?.is_some() => {
                let fields = self.photo_fields(photo)?;
                self.exchange_back(&fields, *field, value, first.before.as_ref())?;
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

    /// What the field had before; what somebody wrote in it since stays.
    fn exchange_back<F: Field>(
        &mut self,
        fields: &ObjId,
        field: F,
        value: &FieldValue,
        before: Option<&FieldValue>,
    ) -> Result<()> {
        if self.value_at(fields, field)? == *value {
            let nothing = FieldValue::Text(String::new());
            self.set_field(fields, field, before.unwrap_or(&nothing))?;
        }
        Ok(())
    }

    fn bring_back(&mut self, id: &SuggestionId, Taken { unit, touch, pieces }: &Taken) -> Result<()> {
        let cursor = Cursor::try_from(unit.clone()).map_err(fault)?;
        // Where it stood; at the end where that is not known any more.
        let mut at = self.doc.get_cursor_position(&self.body, &cursor, None).unwrap_or_else(|_| self.stored_length());
        let what = Suggested { suggestion: id.clone(), touch: *touch };
        let mut back = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match self.rejected_in(piece)? {
                // It was another's proposal, which was rejected meanwhile: it comes back with that.
                Some(other) => self.leave_to(&other, unit, piece)?,
                None if *touch == Touch::Inserted => back.push(piece.clone().suggested(&what)),
                None => back.push(piece.clone()),
            }
        }
        let width: usize = back.iter().map(Piece::units).sum();
        if at == 0 && matches!(back.first(), Some(Piece::Text { .. })) {
            // Behind the marker that the text there is in.
            self.write_missing_markers()?;
            at = 1;
        }
        self.splice(at, 0, &back)?;
        // The marker that came back may be one that was missing.
        self.shape = self.read_shape()?;
        if *touch == Touch::Deleted {
            self.suggest(id, at, at + width, Touch::Deleted)?;
        }
        Ok(())
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
