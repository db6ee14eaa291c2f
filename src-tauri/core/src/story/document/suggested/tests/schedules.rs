//! Three people write, propose, decide and meet in any order. Each letter that is typed is one that is typed nowhere else, so
//! that it is known of each whose it is.

use super::*;
use crate::story::{CommentId, CommentPlace, State};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Act {
    Type { at: u32, letters: u32 },
    Delete { at: u32, units: u32 },
    Part { at: u32 },
    Bold { at: u32, units: u32 },
    Propose { at: u32, delete: u32, letters: u32, parts: bool },
    ProposeBold { at: u32, units: u32 },
    ProposeHeadline,
    Headline,
    Decide { which: u32, verdict: Verdict },
    Reopen { which: u32 },
    Say { at: u32, units: u32 },
    Answer { which: u32 },
    Resolve { which: u32, on: bool },
    Move { to: u32 },
    Meet { with: usize },
}

fn act() -> impl Strategy<Value = Act> {
    let verdict = prop_oneof![Just(Verdict::Accepted), Just(Verdict::Rejected)];
    prop_oneof![
        4 => (any::<u32>(), 1..4u32).prop_map(|(at, letters)| Act::Type { at, letters }),
        2 => (any::<u32>(), 1..6u32).prop_map(|(at, units)| Act::Delete { at, units }),
        1 => any::<u32>().prop_map(|at| Act::Part { at }),
        1 => (any::<u32>(), 1..6u32).prop_map(|(at, units)| Act::Bold { at, units }),
        5 => (any::<u32>(), 0..6u32, 0..4u32, proptest::bool::weighted(0.2))
            .prop_map(|(at, delete, letters, parts)| Act::Propose { at, delete, letters, parts }),
        1 => (any::<u32>(), 1..6u32).prop_map(|(at, units)| Act::ProposeBold { at, units }),
        1 => Just(Act::ProposeHeadline),
        1 => Just(Act::Headline),
        4 => (any::<u32>(), verdict).prop_map(|(which, verdict)| Act::Decide { which, verdict }),
        1 => any::<u32>().prop_map(|which| Act::Reopen { which }),
        2 => (any::<u32>(), 1..6u32).prop_map(|(at, units)| Act::Say { at, units }),
        1 => any::<u32>().prop_map(|which| Act::Answer { which }),
        1 => (any::<u32>(), any::<bool>()).prop_map(|(which, on)| Act::Resolve { which, on }),
        1 => any::<u32>().prop_map(|to| Act::Move { to }),
        4 => (0..3usize).prop_map(|with| Act::Meet { with }),
    ]
}

/// What is known of all that was typed.
#[derive(Default)]
struct Known {
    next: u32,
    /// By whom it is proposed; none where it was typed as the story's own.
    letters: BTreeMap<char, Option<SuggestionId>>,
    /// What somebody deleted, without proposing it.
    deleted: BTreeSet<char>,
    suggestions: u32,
    /// What was said, comments and answers.
    said: BTreeSet<String>,
}

impl Known {
    fn typed(&mut self, letters: u32, of: Option<&SuggestionId>) -> String {
        let mut typed = String::new();
        for _ in 0..letters {
            self.next += 1;
            let letter = char::from_u32(0x4E00 + self.next).unwrap();
            self.letters.insert(letter, of.cloned());
            typed.push(letter);
        }
        typed
    }
}

fn letters_between(story: &Story, from: u32, to: u32) -> BTreeSet<char> {
    let mut letters = BTreeSet::new();
    let mut at = 0;
    for block in &story.body {
        at += 1;
        for letter in block.text.chars() {
            if (from..to).contains(&at) {
                letters.insert(letter);
            }
            at += letter.len_utf16() as u32;
        }
    }
    letters
}

fn perform(desks: &mut Desks, desk: usize, act: &Act, known: &mut Known, time: i64) {
    let document = &mut desks.0[desk];
    let length = document.body_length() as u32;
    let place = |at: u32| 1 + at % length.max(1);
    let range = |at: u32, units: u32| {
        let from = place(at).min(length);
        (from, units.min(length - from))
    };
    match act {
        Act::Type { at, letters } => {
            let words = known.typed(*letters, None);
            document.edit(&[plain(place(*at).min(length), 0, &[text(&words)])], self::at(time)).unwrap();
        }
        Act::Delete { at, units } => {
            let (from, units) = range(*at, *units);
            known.deleted.extend(letters_between(&document.story().unwrap(), from, from + units));
            document.edit(&[plain(from, units, &[])], self::at(time)).unwrap();
        }
        Act::Part { at } => {
            document.edit(&[plain(place(*at).min(length), 0, &[paragraph()])], self::at(time)).unwrap();
        }
        Act::Bold { at, units } => {
            let (from, units) = range(*at, *units);
            let edit = Edit::SetMark { from, to: from + units, mark: MarkKind::Bold, on: true, href: None, lang: None };
            document.edit(&[edit], self::at(time)).unwrap();
        }
        Act::Propose { at, delete, letters, parts } => {
            known.suggestions += 1;
            let name = format!("s{}", known.suggestions);
            let (from, delete) = range(*at, *delete);
            // One's own proposed words just go.
            let story = document.story().unwrap();
            let own: Vec<_> = story.suggestions.iter().filter(|one| one.by == document_person(desk)).collect();
            for place in own.iter().flat_map(|one| &one.places).filter(|place| place.touch == Touch::Inserted) {
                let (begin, end) = (place.from.max(from), place.to.min(from + delete));
                known.deleted.extend(letters_between(&story, begin, end.max(begin)));
            }
            let words = known.typed(*letters, Some(&id(&name)));
            let mut pieces = Vec::new();
            pieces.extend(parts.then(paragraph));
            pieces.extend((!words.is_empty()).then(|| text(&words)));
            document.edit(&[suggest(&name, from, delete, &pieces)], self::at(time)).unwrap();
        }
        Act::ProposeBold { at, units } => {
            known.suggestions += 1;
            let name = format!("s{}", known.suggestions);
            let (from, units) = range(*at, *units);
            let proposal = Proposal::Format { mark: MarkKind::Bold, on: true, href: None, lang: None };
            let touch =
                Edit::Suggest { suggestion: id(&name), from, to: from + units, touch: Touch::Formatted, on: true };
            document.edit(&[Edit::Propose { suggestion: id(&name), proposal }, touch], self::at(time)).unwrap();
        }
        Act::ProposeHeadline => {
            known.suggestions += 1;
            let base = document.story().unwrap().text(StoryField::Headline).into();
            let value = format!("Tít đề xuất {}", known.suggestions).as_str().into();
            let proposal = Proposal::Field { field: StoryField::Headline, base, value };
            let suggestion = id(&format!("s{}", known.suggestions));
            document.edit(&[Edit::Propose { suggestion, proposal }], self::at(time)).unwrap();
        }
        Act::Headline => {
            let value = format!("Tít {time}").as_str().into();
            document.edit(&[Edit::SetField { field: StoryField::Headline, value }], self::at(time)).unwrap();
        }
        Act::Decide { which, verdict } => {
            let story = document.story().unwrap();
            let open: Vec<&Suggestion> = story.suggestions.iter().filter(|one| one.is_open()).collect();
            if !open.is_empty() {
                let suggestion = open[*which as usize % open.len()].id.clone();
                let edit = Edit::Decide { suggestion, verdict: *verdict, remark: String::new(), even_if_changed: true };
                document.edit(&[edit], self::at(time)).unwrap();
            }
        }
        Act::Reopen { which } => {
            let story = document.story().unwrap();
            let decided: Vec<&Suggestion> = story.suggestions.iter().filter(|one| one.is_decided()).collect();
            if !decided.is_empty() {
                let suggestion = decided[*which as usize % decided.len()].id.clone();
                document.edit(&[Edit::Reopen { suggestion }], self::at(time)).unwrap();
            }
        }
        Act::Say { at, units } => {
            let (from, units) = range(*at, *units);
            if units > 0 {
                let comment = CommentId(format!("c{}", known.said.len()));
                let text = format!("Lời {}", known.said.len());
                known.said.insert(text.clone());
                let place = CommentPlace::Words { from, to: from + units };
                let edit = Edit::Comment { comment, place, quote: String::new(), text, before_print: false };
                document.edit(&[edit], self::at(time)).unwrap();
            }
        }
        Act::Answer { which } => {
            let comments = document.story().unwrap().comments;
            if !comments.is_empty() {
                let comment = comments[*which as usize % comments.len()].id.clone();
                let reply = CommentId(format!("c{}", known.said.len()));
                let text = format!("Lời {}", known.said.len());
                known.said.insert(text.clone());
                document.edit(&[Edit::Reply { reply, comment, text }], self::at(time)).unwrap();
            }
        }
        Act::Resolve { which, on } => {
            let comments = document.story().unwrap().comments;
            if !comments.is_empty() {
                let comment = comments[*which as usize % comments.len()].id.clone();
                document.edit(&[Edit::Resolve { comment, on: *on }], self::at(time)).unwrap();
            }
        }
        Act::Move { to } => {
            let state = State::ALL[*to as usize % State::ALL.len()];
            document.edit(&[Edit::SetState { state, reason: format!("Lý do {time}") }], self::at(time)).unwrap();
        }
        Act::Meet { with } if *with != desk => desks.meet(desk, *with),
        Act::Meet { .. } => (),
    }
}

const NAMES: [&str; 3] = ["Hà Vy", "Lan", "Mây"];

fn document_person(desk: usize) -> &'static str {
    NAMES[desk]
}

/// What holds of every desk at any time.
fn check(document: &Document, known: &Known) {
    let (story, settled) = document.story_and_settled().unwrap();
    let open: BTreeMap<&SuggestionId, &Suggestion> =
        story.suggestions.iter().filter(|one| !one.is_decided()).map(|one| (&one.id, one)).collect();
    for block in &story.body {
        for run in block.runs() {
            for letter in run.text.chars() {
                let Some(whose) = known.letters.get(&letter) else { continue };
                let inserted: Vec<_> =
                    run.marks.suggested.iter().filter(|what| what.touch == Touch::Inserted).collect();
                match whose {
                    // No word of one is taken for another's proposal.
                    None => assert!(inserted.is_empty(), "{letter} is the story's own: {inserted:?}"),
                    Some(id) if open.contains_key(id) => {
                        assert!(inserted.iter().any(|what| what.suggestion == *id), "{letter} is only proposed");
                    }
                    Some(id) => assert!(inserted.iter().all(|what| what.suggestion == *id)),
                }
            }
        }
    }
    // A comment stands somewhere in the body, or its words are gone.
    for comment in &story.comments {
        if let CommentPlace::Words { from, to } = comment.place {
            assert!(from < to && to as usize <= document.stored_length(), "{comment:?}");
        }
    }
    assert_eq!((settled.comments.len(), settled.suggestions.len()), (0, 0));
    // How it got into its state is told of the state that it is in.
    assert!(story.moved.as_ref().is_none_or(|moved| moved.to == story.state));
    // Nothing that is proposed is read.
    for letter in settled.body.iter().flat_map(|block| block.text.chars()) {
        if let Some(Some(id)) = known.letters.get(&letter) {
            assert!(!open.contains_key(id), "{letter} of {id} is read");
        }
    }
}

fn run(schedule: &[(usize, Act)]) {
    let mut desks = Desks::of(&NAMES, &["một hai ba bốn năm", "sáu bảy tám"]);
    let mut known = Known::default();
    for (time, (desk, act)) in schedule.iter().enumerate() {
        perform(&mut desks, *desk, act, &mut known, time as i64);
        check(&desks.0[*desk], &known);
    }
    for (one, other) in [(0, 1), (1, 2), (0, 2), (0, 1)] {
        desks.meet(one, other);
    }
    let story = desks.0[0].story().unwrap();
    for desk in &desks.0 {
        assert_eq!(desk.story().unwrap(), story, "all copies are equal");
        check(desk, &known);
    }
    // Whatever was said is there, on every desk.
    let said = story
        .comments
        .iter()
        .flat_map(|one| std::iter::once(&one.text).chain(one.replies.iter().map(|reply| &reply.text)).cloned());
    assert_eq!(said.collect::<BTreeSet<String>>(), known.said);
    // Each letter is there, or somebody deleted it, or a decision tells it.
    let there: BTreeSet<char> = story.body.iter().flat_map(|block| block.text.chars()).collect();
    let told: BTreeSet<char> = story
        .suggestions
        .iter()
        .flat_map(|one| &one.decisions)
        .flat_map(|said| said.was.chars().chain(said.becomes.chars()))
        .collect();
    for letter in known.letters.keys() {
        assert!(there.contains(letter) || known.deleted.contains(letter) || told.contains(letter), "{letter} is lost");
    }
    // Read anew, it is the same.
    let changes = desks.0[0].changes();
    let read = Document::load(None, changes.iter().map(|change| change.bytes.as_slice())).unwrap();
    assert_eq!(read.story().unwrap(), story);
}

/// As many as `DATELINE_SCHEDULES` says; enough to see what is wrong at once where it says nothing.
fn schedules() -> u32 {
    std::env::var("DATELINE_SCHEDULES").ok().and_then(|number| number.parse().ok()).unwrap_or(64)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: schedules(), max_shrink_iters: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn nobody_loses_a_word_and_nothing_proposed_is_read(
        schedule in proptest::collection::vec((0..3usize, act()), 1..40),
    ) {
        run(&schedule);
    }
}
