//! The moves between states, and the house's word on them: one readable TOML file that a newsroom shares.

use std::collections::BTreeMap;

use dateline_check::house_file::{self, Fault, Read};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Error, ErrorCode, Language, Result,
    letters::is_blank,
    story::{Gate, Role, State, StoryField},
    strings,
};

/// A move from one state to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Step {
    Submit,
    /// Takes back what was submitted.
    Withdraw,
    Take,
    Return,
    Approve,
    Publish,
    Correct,
    Kill,
    Spike,
    /// Brings back what was spiked.
    Revive,
}

impl Step {
    pub const ALL: &'static [Step] = &[
        Step::Submit,
        Step::Withdraw,
        Step::Take,
        Step::Return,
        Step::Approve,
        Step::Publish,
        Step::Correct,
        Step::Kill,
        Step::Spike,
        Step::Revive,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Step::Submit => "submit",
            Step::Withdraw => "withdraw",
            Step::Take => "take",
            Step::Return => "return",
            Step::Approve => "approve",
            Step::Publish => "publish",
            Step::Correct => "correct",
            Step::Kill => "kill",
            Step::Spike => "spike",
            Step::Revive => "revive",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| step.name() == name)
    }

    /// The states that it leads from.
    pub fn from(self) -> &'static [State] {
        use State::{Approved, Corrected, Draft, InReview, Killed, Published, Returned, Spiked, Submitted};
        match self {
            Step::Submit => &[Draft, Returned],
            Step::Withdraw => &[Submitted],
            // What was approved can be taken up again.
            Step::Take => &[Submitted, Approved],
            Step::Return => &[Submitted, InReview, Approved],
            Step::Approve => &[Submitted, InReview],
            Step::Publish => &[Approved],
            Step::Correct => &[Published, Corrected],
            Step::Kill => &[Published, Corrected],
            Step::Spike => &[Draft, Submitted, InReview, Returned, Approved],
            Step::Revive => &[Spiked, Killed],
        }
    }

    pub fn to(self) -> State {
        match self {
            Step::Submit => State::Submitted,
            Step::Withdraw | Step::Revive => State::Draft,
            Step::Take => State::InReview,
            Step::Return => State::Returned,
            Step::Approve => State::Approved,
            Step::Publish => State::Published,
            Step::Correct => State::Corrected,
            Step::Kill => State::Killed,
            Step::Spike => State::Spiked,
        }
    }

    /// What a story in this state waits for.
    pub fn next(state: State) -> Option<Step> {
        Some(match state {
            State::Draft | State::Returned => Step::Submit,
            State::Submitted | State::InReview => Step::Approve,
            State::Approved => Step::Publish,
            State::Published | State::Corrected => Step::Correct,
            State::Spiked | State::Killed => return None,
        })
    }
}

/// Whether what is not done stops the move, or is only told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum GateWeight {
    Block,
    Warn,
}

/// A move as it is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MoveInfo {
    pub step: Step,
    /// Whether the house leaves it to whoever is at this computer.
    pub yours: bool,
    pub needs_reason: bool,
}

/// What the house says of moves. What a file leaves out is as it is by default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Moves {
    /// The fields that the gate `required` wants filled, beside a body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<Vec<StoryField>>,
    /// Who may make a move. A person without a role may make all.
    pub roles: BTreeMap<Step, Vec<Role>>,
    /// Whether a move is made with a reason, or not at all.
    pub reasons: BTreeMap<Step, bool>,
    /// What has to be done before a move.
    pub blocks: BTreeMap<Step, Vec<Gate>>,
    /// What is told before a move.
    pub warns: BTreeMap<Step, Vec<Gate>>,
}

impl Moves {
    /// Nobody writes more about ten moves.
    pub const MAX_BYTES: u64 = 256 * 1024;

    /// Errors: where it is no TOML.
    pub fn read(text: &str) -> std::result::Result<Read<Self>, Fault> {
        house_file::read(text)
    }

    /// A whole file, with all that holds: something to begin from.
    pub fn to_toml(&self) -> String {
        let mut whole = Moves { required: Some(self.required().to_vec()), ..Moves::default() };
        for step in Step::ALL {
            whole.roles.insert(*step, self.roles_for(*step).to_vec());
            whole.reasons.insert(*step, self.needs_reason(*step));
            let gates = |weight| self.gates_before(*step).into_iter().filter(move |(_, is)| *is == weight);
            whole.blocks.insert(*step, gates(GateWeight::Block).map(|(gate, _)| gate).collect());
            whole.warns.insert(*step, gates(GateWeight::Warn).map(|(gate, _)| gate).collect());
        }
        house_file::written(&whole)
    }

    pub fn required(&self) -> &[StoryField] {
        self.required.as_deref().unwrap_or(&[StoryField::Headline])
    }

    pub fn roles_for(&self, step: Step) -> &[Role] {
        const DESK: &[Role] = &[Role::Editor, Role::EditorInChief];
        match self.roles.get(&step) {
            Some(roles) => roles,
            None => match step {
                Step::Submit | Step::Withdraw => Role::ALL,
                Step::Spike | Step::Revive => &[Role::Reporter, Role::Editor, Role::EditorInChief],
                _ => DESK,
            },
        }
    }

    pub fn is_for(&self, step: Step, role: Option<Role>) -> bool {
        role.is_none_or(|role| self.roles_for(step).contains(&role))
    }

    pub fn needs_reason(&self, step: Step) -> bool {
        let usual = matches!(step, Step::Return | Step::Correct | Step::Kill);
        self.reasons.get(&step).copied().unwrap_or(usual)
    }

    /// What is looked at before the move, each once, in the order in which it is told.
    pub fn gates_before(&self, step: Step) -> Vec<(Gate, GateWeight)> {
        let usual = usual_gates(step);
        let said = |table: &BTreeMap<Step, Vec<Gate>>, weight: GateWeight| match table.get(&step) {
            Some(gates) => gates.clone(),
            None => usual.iter().filter(|(_, is)| *is == weight).map(|(gate, _)| *gate).collect(),
        };
        let (blocks, warns) = (said(&self.blocks, GateWeight::Block), said(&self.warns, GateWeight::Warn));
        let weight = |gate: &Gate| {
            let is = if blocks.contains(gate) { GateWeight::Block } else { GateWeight::Warn };
            (*gate, is)
        };
        Gate::ALL.iter().filter(|gate| blocks.contains(gate) || warns.contains(gate)).map(weight).collect()
    }

    /// The moves that lead on from a state.
    pub fn moves_from(&self, state: State, role: Option<Role>) -> Vec<MoveInfo> {
        let leads_on = |step: &&Step| step.from().contains(&state);
        let info =
            |&step: &Step| MoveInfo { step, yours: self.is_for(step, role), needs_reason: self.needs_reason(step) };
        Step::ALL.iter().filter(leads_on).map(info).collect()
    }

    /// Errors, in the reader's `language`: `move_impossible`, `move_not_yours`, `reason_needed`.
    pub fn check(&self, step: Step, from: State, role: Option<Role>, reason: &str, language: Language) -> Result<()> {
        let word = |topic: &str, name: &str| strings::text(language, &format!("{topic}.{name}"));
        let error = |code| {
            let (step, state) = (word("step", step.name()), word("state", from.as_str()));
            Error::new(code).with("step", step).with("state", state)
        };
        if !step.from().contains(&from) {
            return Err(error(ErrorCode::MoveImpossible));
        }
        if !self.is_for(step, role) {
            let roles: Vec<String> = self.roles_for(step).iter().map(|role| word("role", role.name())).collect();
            return Err(error(ErrorCode::MoveNotYours).with("roles", roles.join(", ")));
        }
        if self.needs_reason(step) && is_blank(reason) {
            return Err(error(ErrorCode::ReasonNeeded));
        }
        Ok(())
    }
}

fn usual_gates(step: Step) -> Vec<(Gate, GateWeight)> {
    use Gate::*;
    use GateWeight::{Block, Warn};
    // What nobody goes on with whose story is to be read.
    const READY: [Gate; 8] = [Required, Captions, Errors, Unfinished, Conflicts, Suggestions, BeforePrint, Rights];
    let (blocks, warns): (&[Gate], &[Gate]) = match step {
        Step::Submit => (&[], &[Required, Captions, Errors, Unfinished, Length]),
        Step::Approve => (&READY, &[Comments, Embargo, Ai, Length]),
        Step::Publish => (&[&READY[..], &[Embargo]].concat(), &[Comments, Ai]),
        Step::Correct => (&READY, &[]),
        Step::Withdraw | Step::Take | Step::Return | Step::Kill | Step::Spike | Step::Revive => (&[], &[]),
    };
    blocks.iter().map(|gate| (*gate, Block)).chain(warns.iter().map(|gate| (*gate, Warn))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_move_is_listed_once_under_its_name_and_every_state_is_left_and_reached() {
        for (at, step) in Step::ALL.iter().enumerate() {
            assert_eq!(*step as usize, at);
            assert_eq!(Step::named(step.name()), Some(*step));
            assert_eq!(serde_json::json!(step), step.name());
            assert!(step.to() != State::Corrected || step.from().contains(&State::Corrected));
        }
        for state in State::ALL {
            assert!(Step::ALL.iter().any(|step| step.from().contains(state)), "{state:?} is never left");
            assert!(Step::ALL.iter().any(|step| step.to() == *state), "{state:?} is never reached");
            if let Some(next) = Step::next(*state) {
                assert!(next.from().contains(state));
            }
        }
    }

    #[test]
    fn who_may_move_a_story_is_the_houses_to_say() {
        let usual = Moves::default();
        let house = Moves::read("[roles]\npublish = [\"editor_in_chief\"]\nspike = []\n[reasons]\nspike = true\n");
        let house = house.unwrap().value;
        use Role::{Editor, EditorInChief, Photographer, Reporter};
        for (moves, step, role, may) in [
            (&usual, Step::Submit, Some(Photographer), true),
            (&usual, Step::Approve, Some(Reporter), false),
            (&usual, Step::Approve, Some(Editor), true),
            (&usual, Step::Publish, Some(Editor), true),
            (&usual, Step::Publish, None, true),
            (&house, Step::Publish, Some(Editor), false),
            (&house, Step::Publish, Some(EditorInChief), true),
            (&house, Step::Spike, Some(EditorInChief), false),
            (&house, Step::Spike, None, true),
            (&house, Step::Approve, Some(Editor), true),
        ] {
            assert_eq!(moves.is_for(step, role), may, "{step:?} by {role:?}");
        }
        let code = |step, from, role, reason| {
            house.check(step, from, role, reason, Language::English).map_err(|error| error.code)
        };
        assert_eq!(code(Step::Publish, State::Draft, None, ""), Err(ErrorCode::MoveImpossible));
        assert_eq!(code(Step::Publish, State::Approved, Some(Editor), ""), Err(ErrorCode::MoveNotYours));
        assert_eq!(code(Step::Return, State::InReview, Some(Editor), " "), Err(ErrorCode::ReasonNeeded));
        assert_eq!(code(Step::Return, State::InReview, Some(Editor), "Thiếu nguồn"), Ok(()));
        assert_eq!(code(Step::Spike, State::Draft, None, ""), Err(ErrorCode::ReasonNeeded));
    }

    #[test]
    fn what_blocks_and_what_warns_is_the_houses_to_say_one_list_at_a_time() {
        let house =
            Moves::read("[blocks]\napprove = [\"ai\", \"rights\"]\n[warns]\ntake = [\"length\"]\n").unwrap().value;
        let gates = house.gates_before(Step::Approve);
        assert_eq!(gates.iter().filter(|(_, weight)| *weight == GateWeight::Block).count(), 2);
        assert!(gates.contains(&(Gate::Ai, GateWeight::Block)) && gates.contains(&(Gate::Comments, GateWeight::Warn)));
        assert!(!gates.iter().any(|(gate, _)| *gate == Gate::Errors), "what the house does not name is not looked at");
        assert_eq!(house.gates_before(Step::Take), [(Gate::Length, GateWeight::Warn)]);
        assert_eq!(house.gates_before(Step::Publish), Moves::default().gates_before(Step::Publish));
    }

    #[test]
    fn a_whole_file_says_what_holds_and_one_of_a_newer_dateline_is_read_as_far_as_it_goes() {
        let whole = Moves::default().to_toml();
        let read = Moves::read(&whole).unwrap();
        assert_eq!(read.passed_over, []);
        for step in Step::ALL {
            assert_eq!(read.value.gates_before(*step), Moves::default().gates_before(*step));
            assert_eq!(read.value.roles_for(*step), Moves::default().roles_for(*step));
        }
        let newer = "[blocks]\napprove = [\"errors\", \"horoscope\"]\npublish = [\"rights\"]\n[budget]\nx = 1\n";
        let read = Moves::read(newer).unwrap();
        let told: Vec<_> = read.passed_over.iter().map(|one| (one.line, one.key.as_str())).collect();
        assert_eq!(told, [(2, "blocks.approve"), (4, "budget")]);
        assert_eq!(read.value.gates_before(Step::Approve), Moves::default().gates_before(Step::Approve));
        assert!(read.value.gates_before(Step::Publish).contains(&(Gate::Rights, GateWeight::Block)));
        assert_eq!(Moves::read("[roles\n").unwrap_err().line, 1);
    }
}
