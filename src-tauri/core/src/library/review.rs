//! Moving stories on: what stands in the way of a move, passing that over by name, and the move itself.

use super::{Library, stories::StoryView};
use crate::{
    Error, ErrorCode, Language, Result, check, clock, package,
    review::{self, Gates, Seen, Step},
    story::{Comment, CommentId, Edit, Gate, MomentId, StoryId},
    strings,
};

/// Stories between draft and published.
impl Library {
    /// What has to be done before `step`, or before what the story waits for; in the reader's `language`.
    pub fn gates(&self, id: &StoryId, step: Option<Step>, language: Language) -> Result<Gates> {
        let (StoryView { story, conflicts, .. }, settled) = self.view_and_settled(id)?;
        let disputed: Vec<_> = package::disputed(&settled, &conflicts).into_iter().cloned().collect();
        let findings = check::findings(&settled, &self.house_style()?, language);
        let seen = Seen { story: &story, settled: &settled, disputed: &disputed, findings: &findings };
        Ok(review::gates(&seen, &self.house_moves()?, step, self.settings()?.role, language))
    }

    /// Moves the story on. Errors: `move_impossible`, `move_not_yours`, `reason_needed`, and `gates_unmet` with what blocks it.
    pub fn move_story(&mut self, id: &StoryId, step: Step, reason: &str, language: Language) -> Result<Gates> {
        let moves = self.house_moves()?;
        let state = self.story(id)?.state;
        moves.check(step, state, self.settings()?.role, reason, language).map_err(|error| error.with("story", id))?;
        let before = self.gates(id, Some(step), language)?;
        let word = |topic: &str, name: &str| strings::text(language, &format!("{topic}.{name}"));
        let blocks = before.gates.iter().filter(|gate| gate.blocks());
        let blocking: Vec<String> = blocks.map(|gate| word("gate", gate.gate.name())).collect();
        if !blocking.is_empty() {
            let error = Error::new(ErrorCode::GatesUnmet).with("story", id).with("step", word("step", step.name()));
            return Err(error.with("count", blocking.len()).with("gates", blocking.join("; ")));
        }
        self.edit_latest(id, &[Edit::SetState { state: step.to(), reason: reason.to_owned() }])?;
        self.gates(id, None, language)
    }

    /// Lets the story pass a gate for what is missing now, on somebody's word. Errors: `pass_unsigned`, `gate_met`.
    pub fn pass_gate(
        &mut self,
        id: &StoryId,
        gate: Gate,
        step: Option<Step>,
        by: &str,
        reason: &str,
        language: Language,
    ) -> Result<Gates> {
        let before = self.gates(id, step, language)?;
        let of_it = before.gates.iter().find(|one| one.gate == gate);
        let over: Vec<String> =
            of_it.map(|one| one.unmet.iter().map(|unmet| unmet.name.clone()).collect()).unwrap_or_default();
        if over.is_empty() {
            let name = strings::text(language, &format!("gate.{}", gate.name()));
            return Err(Error::new(ErrorCode::GateMet).with("gate", name).with("story", id));
        }
        let (by, reason) = (by.to_owned(), reason.to_owned());
        self.edit_latest(id, &[Edit::PassGate { gate, over, by, reason }])?;
        self.gates(id, step, language)
    }

    /// Takes back that a gate was passed.
    pub fn hold_gate(&mut self, id: &StoryId, gate: Gate) -> Result<()> {
        self.edit_latest(id, &[Edit::HoldGate { gate }])
    }

    /// Notes that the person at this computer has the story before them as it is. Nothing is told of it where nothing can be
    /// written: they read it once more.
    pub fn note_reading(&mut self, id: &StoryId) -> Result<()> {
        let (Some(person), Some(seq)) = (self.person.id.clone(), self.database.last_change(id)?) else { return Ok(()) };
        if !self.is_read_only() {
            self.database.note_reading(&person, id, seq, clock::now())?;
        }
        Ok(())
    }

    /// The last moment of the story that this person has read, where it went on since.
    pub fn last_read(&self, id: &StoryId) -> Result<Option<MomentId>> {
        let Some(person) = &self.person.id else { return Ok(None) };
        let Some((seq, _)) = self.database.read_up_to(person, id)? else { return Ok(None) };
        if self.database.last_change(id)? == Some(seq) {
            return Ok(None);
        }
        self.moment_of(id, seq)
    }

    /// The comment whose id begins with `prefix`. Errors: `comment_unknown`.
    pub fn comment(&self, id: &StoryId, prefix: &str) -> Result<Comment> {
        let comments = self.story(id)?.comments.into_iter();
        let mut found = comments.filter(|one| !prefix.is_empty() && one.id.0.starts_with(prefix));
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            _ => Err(Error::new(ErrorCode::CommentUnknown).with("comment", CommentId(prefix.to_owned()))),
        }
    }
}
