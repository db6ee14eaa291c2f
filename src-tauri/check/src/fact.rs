//! What a passage says that only the whole story can judge: a name in one of its spellings, a number, a line.
//!
//! Facts of a [`Group`] are the same thing in different [forms](Fact::form). The group's rule says how they are
//! judged: mostly, the form most used is right and the others are findings.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Finding, Rule, letters::capitalised};

/// The same thing throughout a story.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    pub rule: Rule,
    pub key: String,
    /// Only a form met once, beside one met more often, is wrong.
    pub where_rare: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub group: Group,
    /// How it is written here.
    pub form: String,
    pub start: u32,
    pub end: u32,
    pub rewrite: Rewrite,
}

/// How a fact is brought into another form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rewrite {
    /// The form is the text.
    AsForm,
    /// The form, with a capital.
    Capitalised,
    /// What to write for each form.
    To(BTreeMap<&'static str, String>),
    /// A person has to.
    ByHand,
}

impl Fact {
    pub fn new(rule: Rule, key: impl Into<String>, form: impl Into<String>, start: usize, end: usize) -> Self {
        let group = Group { rule, key: key.into(), where_rare: false };
        Self { group, form: form.into(), start: start as u32, end: end as u32, rewrite: Rewrite::ByHand }
    }

    /// Where forms are alike by chance too: a form is wrong only if it is met once, another more often, and the two
    /// differ in one word. None is, where two of them were seen [`APART`].
    pub fn where_rare(mut self) -> Self {
        self.group.where_rare = true;
        self
    }

    pub fn rewrite(mut self, rewrite: Rewrite) -> Self {
        self.rewrite = rewrite;
        self
    }
}

/// How a rule judges its groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// The form most used is right (of two used alike, the one that stands first); the others are findings.
    Majority,
    /// What is [`CLAIMED`] must be [`WITNESSED`] somewhere.
    Witness,
    /// Only the first may stand; the same again is a finding.
    Once,
    /// The first is a finding, unless its form is [`EXPLAINED`].
    First,
}

/// The forms of what is there or not: a stop, a word.
pub(crate) const WITH: &str = "with";
pub(crate) const WITHOUT: &str = "without";

/// The sentence for a rule whose words depend on the form that is preferred; its own for the others.
pub(crate) fn why(rule: Rule, preferred: &str) -> &'static str {
    match (rule, preferred) {
        (Rule::CaptionStop, WITHOUT) => "caption_stop_without",
        (Rule::DocumentNumberWord, WITHOUT) => "document_number_word_without",
        (Rule::NumberGrouping, _) => "number_grouping_alike",
        _ => rule.name(),
    }
}

pub const CLAIMED: &str = "claimed";
pub const WITNESSED: &str = "witnessed";
pub const EXPLAINED: &str = "explained";
/// Two forms of the group, told apart in one breath: they are two things.
pub const APART: &str = "apart";

impl Judgement {
    pub(crate) fn of(rule: Rule) -> Self {
        match rule {
            Rule::RepeatedLine => Judgement::Once,
            Rule::NumberNotInBody | Rule::Unpaired => Judgement::Witness,
            Rule::Abbreviation => Judgement::First,
            _ => Judgement::Majority,
        }
    }
}

/// What is known of a group once all its facts are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Verdict {
    #[default]
    AllRight,
    /// This form, written so often; the others are findings.
    Prefer { form: String, count: usize },
    /// As preferred, but of the other forms only these are findings.
    Only { rare: BTreeSet<String>, preferred: Box<Verdict> },
    /// Nothing bears it out.
    Unwitnessed,
    /// The passage (by its id) and the fact of this group in it that comes first.
    FirstAt { passage: u64, nth: usize },
}

impl Verdict {
    /// What the verdict makes of a fact: the `nth` of its group in its passage.
    pub(crate) fn on(&self, fact: &Fact, judgement: Judgement, passage: u64, nth: usize) -> Option<Finding> {
        let rule = fact.group.rule;
        let finding = || Finding::new(rule, fact.start as usize, fact.end as usize).with("form", &fact.form);
        if let Verdict::Only { rare, preferred } = self {
            return rare.contains(&fact.form).then(|| preferred.on(fact, judgement, passage, nth)).flatten();
        }
        match (self, judgement) {
            (Verdict::Prefer { form, count }, _) if *form != fact.form => {
                let told = finding().because(why(rule, form)).with("preferred", form).with("count", count);
                Some(match &fact.rewrite {
                    Rewrite::AsForm => told.fix(form),
                    Rewrite::Capitalised => told.fix(capitalised(form)),
                    Rewrite::To(texts) => match texts.get(form.as_str()) {
                        Some(text) => told.fix(text),
                        None => told,
                    },
                    Rewrite::ByHand => told,
                })
            }
            (Verdict::Unwitnessed, _) if fact.form == CLAIMED => Some(finding().with("key", &fact.group.key)),
            (Verdict::FirstAt { passage: first, nth: at }, Judgement::Once) if (*first, *at) != (passage, nth) => {
                Some(finding().fix(""))
            }
            (Verdict::FirstAt { passage: first, nth: at }, Judgement::First)
                if (*first, *at) == (passage, nth) && fact.form != EXPLAINED =>
            {
                Some(match &fact.rewrite {
                    Rewrite::To(texts) => match texts.get(EXPLAINED) {
                        Some(text) => finding().with("long", text).fix(text),
                        None => finding(),
                    },
                    _ => finding(),
                })
            }
            _ => None,
        }
    }
}
