//! What a check found.

use std::collections::BTreeMap;

use crate::{Language, Rule, words};

/// Something to look at in one passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    /// In characters of the passage's text. Empty where something is missing at that place.
    pub start: u32,
    pub end: u32,
    /// The key of its sentence under `why` in the catalogue.
    pub why: &'static str,
    pub params: BTreeMap<&'static str, String>,
    /// What should stand there instead.
    pub fix: Option<String>,
}

impl Finding {
    /// Says why with the rule's own sentence.
    pub fn new(rule: Rule, start: usize, end: usize) -> Self {
        Self { rule, start: start as u32, end: end as u32, why: rule.name(), params: BTreeMap::new(), fix: None }
    }

    /// Says why with another sentence than the rule's own.
    pub fn because(mut self, why: &'static str) -> Self {
        self.why = why;
        self
    }

    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.insert(name, value.to_string());
        self
    }

    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// The reason, in a sentence.
    pub fn message(&self, language: Language) -> String {
        words(language, &format!("why.{}", self.why), &self.params)
    }
}
