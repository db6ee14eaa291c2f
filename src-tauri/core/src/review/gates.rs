//! What has to be done before a story moves on, and what of it is done.

use serde::Serialize;
use ts_rs::TS;

use super::{GateWeight, MoveInfo, Moves, Step};
use crate::{
    Language,
    check::{Finding, Severity},
    letters::is_blank,
    package::{self, Missing},
    story::{
        CommentId, Conflict, FieldValue, Gate, Moved, Passed, Photo, PhotoField, Role, Settled, Spot, State, Story,
        StoryField, SuggestionId,
    },
};

/// All that is looked at.
pub struct Seen<'a> {
    /// As people write on it: with what is only proposed, and what they said of it.
    pub story: &'a Story,
    pub settled: &'a Settled,
    /// What people wrote differently, of what goes out.
    pub disputed: &'a [Conflict],
    /// All that the checker found, in the reader's language.
    pub findings: &'a [Finding],
}

/// A story's way, as it is shown: n of m.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Gates {
    pub state: State,
    /// How it got there.
    pub moved: Option<Moved>,
    /// The move whose gates these are; none where nothing is ahead.
    pub step: Option<Step>,
    pub gates: Vec<GateState>,
    /// How many of them are done, or passed over.
    pub done: u32,
    /// How many stand in the way.
    pub blocking: u32,
    /// What can be done with the story as it is.
    pub moves: Vec<MoveInfo>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct GateState {
    pub gate: Gate,
    pub weight: GateWeight,
    /// What is not done; none where all of it is.
    pub unmet: Vec<Unmet>,
    /// Who let all of that pass.
    pub passed: Option<Passed>,
}

impl GateState {
    pub fn is_done(&self) -> bool {
        self.unmet.is_empty() || self.passed.is_some()
    }

    pub fn blocks(&self) -> bool {
        self.weight == GateWeight::Block && !self.is_done()
    }
}

/// One thing that is not done, and the way to it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export, optional_fields)]
pub struct Unmet {
    /// By which it is known as long as it is not done.
    pub name: String,
    /// The body, of what is known by its own id.
    #[serde(flatten)]
    pub spot: Spot,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<SuggestionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<CommentId>,
    /// What it is, for a person.
    pub words: String,
}

impl Unmet {
    fn at(spot: Spot, what: &str, words: String) -> Self {
        let place = match &spot {
            Spot::Photo(photo, field) => format!("{photo} {}", field.name()),
            spot => spot.name().to_owned(),
        };
        let name = if what.is_empty() { place } else { format!("{place}: {what}") };
        Self { name: shortened(&name), spot, suggestion: None, comment: None, words }
    }
}

/// More of one kind is not told one by one.
const MOST_UNMET: usize = 500;
/// Bytes of a name.
const MOST_BYTES: usize = 300;
/// A story so many words longer than planned, in a hundred, is still as long as planned.
const LEEWAY: u32 = 10;

/// What of the gates before `step` is done.
pub fn gates(seen: &Seen<'_>, moves: &Moves, step: Option<Step>, role: Option<Role>, language: Language) -> Gates {
    let story = seen.story;
    let step = step.or(Step::next(story.state));
    let state = |(gate, weight)| {
        let mut unmet = unmet(gate, seen, moves, language);
        unmet.truncate(MOST_UNMET);
        let covers = |passed: &&Passed| {
            passed.gate == gate && !unmet.is_empty() && unmet.iter().all(|one| passed.over.contains(&one.name))
        };
        let passed = story.passed.iter().find(covers).cloned();
        GateState { gate, weight, unmet, passed }
    };
    let gates: Vec<GateState> =
        step.map(|step| moves.gates_before(step)).unwrap_or_default().into_iter().map(state).collect();
    let count = |is: fn(&GateState) -> bool| gates.iter().filter(|gate| is(gate)).count() as u32;
    Gates {
        state: story.state,
        moved: story.moved.clone(),
        step,
        done: count(GateState::is_done),
        blocking: count(GateState::blocks),
        gates,
        moves: moves.moves_from(story.state, role),
    }
}

fn unmet(gate: Gate, seen: &Seen<'_>, moves: &Moves, language: Language) -> Vec<Unmet> {
    let settled = seen.settled;
    let at = |spot: &Spot| Unmet::at(spot.clone(), "", package::spot_in_words(settled, spot, language));
    match gate {
        Gate::Required => required(settled, moves).iter().map(at).collect(),
        Gate::Captions => {
            let is_of_photo = |missing: &Missing| missing.spot.photo().is_some();
            package::missing(settled).into_iter().filter(is_of_photo).map(|missing| at(&missing.spot)).collect()
        }
        Gate::Errors => {
            let errors = seen.findings.iter().filter(|finding| finding.severity == Severity::Error);
            let words = |found: &Finding| format!("“{}” – {}", found.text, found.message);
            errors.map(|found| Unmet::at(found.spot.clone(), &found.text, words(found))).collect()
        }
        Gate::Unfinished => {
            let words =
                |spot: &Spot, text: &str| format!("“{text}” – {}", package::spot_in_words(settled, spot, language));
            let left = package::unfinished(settled).into_iter();
            left.map(|one| Unmet::at(one.spot.clone(), &one.text, words(&one.spot, &one.text))).collect()
        }
        Gate::Conflicts => seen.disputed.iter().map(|conflict| at(&conflict.spot)).collect(),
        Gate::Suggestions => {
            let open = seen.story.suggestions.iter().filter(|one| one.is_open());
            open.map(|one| Unmet {
                name: one.id.0.clone(),
                spot: Spot::Body,
                suggestion: Some(one.id.clone()),
                comment: None,
                words: proposed(&one.was, &one.becomes, &one.by),
            })
            .collect()
        }
        Gate::BeforePrint | Gate::Comments => {
            let wanted = gate == Gate::BeforePrint;
            let open = seen.story.comments.iter().filter(|one| one.is_open() && one.before_print == wanted);
            open.map(|one| Unmet {
                name: one.id.0.clone(),
                spot: Spot::Body,
                suggestion: None,
                comment: Some(one.id.clone()),
                words: signed(&format!("“{}”", shortened(&one.text)), &one.said.by),
            })
            .collect()
        }
        Gate::Rights => package::refused_now(settled).iter().map(|refusal| at(&refusal.spot)).collect(),
        Gate::Embargo => {
            let until = |hold: &package::Hold| Unmet::at(hold.spot.clone(), &hold.until, hold.until.clone());
            package::holds(settled).iter().map(until).collect()
        }
        Gate::Ai => {
            let is_untold = |photo: &&&Photo| is_blank(photo.fields.text(PhotoField::DigitalSourceType));
            let shown = settled.shown_photos();
            shown
                .iter()
                .filter(is_untold)
                .map(|photo| at(&Spot::Photo(photo.id.clone(), PhotoField::DigitalSourceType)))
                .collect()
        }
        Gate::Length => {
            let planned: u32 = settled.text(StoryField::WordCountPlanned).parse().unwrap_or(0);
            let words = settled.word_count();
            match planned > 0 && words > planned.saturating_add(planned / 100 * LEEWAY) {
                true => vec![Unmet::at(Spot::Body, "length", format!("{words} / {planned}"))],
                false => Vec::new(),
            }
        }
    }
}

fn required(settled: &Settled, moves: &Moves) -> Vec<Spot> {
    let is_empty = |field: &&StoryField| match settled.fields.get(**field) {
        Some(FieldValue::List(items)) => items.is_empty(),
        _ => is_blank(settled.text(**field)),
    };
    let mut empty: Vec<Spot> = moves.required().iter().filter(is_empty).map(|field| Spot::Field(*field)).collect();
    if settled.body.iter().all(|block| is_blank(&block.text)) {
        empty.push(Spot::Body);
    }
    empty
}

fn proposed(was: &str, becomes: &str, by: &str) -> String {
    let words = match (was.trim(), becomes.trim()) {
        ("", "") => String::new(),
        ("", becomes) => format!("+ “{}”", shortened(becomes)),
        (was, "") => format!("− “{}”", shortened(was)),
        (was, becomes) => format!("“{}” → “{}”", shortened(was), shortened(becomes)),
    };
    signed(&words, by)
}

fn signed(words: &str, by: &str) -> String {
    [words, by].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn shortened(text: &str) -> String {
    if text.len() <= MOST_BYTES {
        return text.to_owned();
    }
    let end = (0..=MOST_BYTES).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}…", &text[..end])
}
