//! Proposing: what an edit adds to a suggestion, and takes out of it.

use super::kept::{Kept, mark_name, of_record, remark_of, unknown};
use super::runs::Runs;
use crate::Result;
use crate::limits::{SUGGESTION_UNITS, SUGGESTIONS};
use crate::story::document::blocks::{put_block, read_kind};
use crate::story::document::{Document, SHAPE, fault, misfit};
use crate::story::door;
use crate::story::{BlockKind, Person, Piece, Proposal, Suggested, SuggestedPlace, SuggestionId, Touch};
use automerge::marks::{ExpandMark, Mark as TextMark};
use automerge::transaction::Transactable;
use automerge::{ROOT, ReadDoc, ScalarValue};

impl Document {
    /// Begins a suggestion that says more than its place.
    pub(in crate::story::document) fn propose(&mut self, id: &SuggestionId, proposal: &Proposal) -> Result<()> {
        if let Proposal::PhotoField { photo, .. }
        | Proposal::PhotoAdded { photo }
        | Proposal::PhotoRemoved { photo }
        | Proposal::PhotoMoved { photo, .. } = proposal
        {
            self.photo_fields(photo)?;
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

    pub(in crate::story::document) fn remark(&mut self, id: &SuggestionId, remark: &str) -> Result<()> {
        let mut kept = self.kept(id)?.ok_or_else(|| unknown(id))?;
        kept.remark = remark_of(remark);
        self.keep(id, &kept)
    }

    /// Says of `from..to` that it belongs to a suggestion, which begins with that where there is none yet.
    pub(in crate::story::document) fn suggest(
        &mut self,
        id: &SuggestionId,
        from: usize,
        to: usize,
        touch: Touch,
    ) -> Result<()> {
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
        let runs = kept.runs_mut(touch);
        runs.add(self.units(from, to)?);
        SUGGESTION_UNITS.check(runs.len())?;
        if before.as_ref() != Some(&kept) {
            self.keep(id, &kept)?;
        }
        self.shape.has_marks = true;
        let mark = TextMark::new(mark_name(id, touch), ScalarValue::Boolean(true), from, to);
        self.doc.mark(&self.body, mark, ExpandMark::None).map_err(fault)
    }

    /// Says that it no longer does. The mark stays: taking it away could take it from what others propose there now.
    pub(in crate::story::document) fn unsuggest(
        &mut self,
        id: &SuggestionId,
        from: usize,
        to: usize,
        touch: Touch,
    ) -> Result<()> {
        let mut kept = self.kept(id)?.ok_or_else(|| unknown(id))?;
        kept.runs_mut(touch).remove(self.units(from, to)?);
        self.keep(id, &kept)
    }

    /// Says of what was just written what is proposed of it. What it says nothing of is the story's own, whatever lies over it.
    pub(in crate::story::document) fn suggest_each(&mut self, from: usize, to: usize, all: &[Suggested]) -> Result<()> {
        all.iter().try_for_each(|Suggested { suggestion, touch }| self.suggest(suggestion, from, to, *touch))
    }

    /// A marker, with what is proposed of it.
    pub(in crate::story::document) fn put_marker(
        &mut self,
        at: usize,
        kind: &BlockKind,
        wanted: &[Suggested],
    ) -> Result<()> {
        put_block(&mut self.doc, &self.body, at, kind).map_err(fault)?;
        self.suggest_each(at, at + 1, wanted)
    }

    /// Proposes that a block become another.
    pub(in crate::story::document) fn suggest_block(
        &mut self,
        id: &SuggestionId,
        at: usize,
        to: &BlockKind,
    ) -> Result<()> {
        self.check_block(to)?;
        let from = read_kind(&self.doc, &self.marker(at)?)?;
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
    pub(in crate::story::document) fn suggest_splice(
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
        if !door::is_id(&id.0) {
            return Err(misfit("that is no suggestion's id"));
        }
        SUGGESTIONS.check(1 + self.doc.keys(ROOT).filter_map(|name| of_record(&name)).count())?;
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
            inserted: Runs::default(),
            touched: Runs::default(),
        };
        Ok(kept)
    }
}
