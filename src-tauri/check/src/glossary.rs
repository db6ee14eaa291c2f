//! The house's words: what a newsroom protects, replaces, shortens and says alike, and the same made ready to be found.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    book::{Book, Case, Meaning},
    letters::{is_all_capitals, lower},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub struct Glossary {
    /// Names and words that are right as they are, whatever a rule thinks.
    pub protected: Vec<String>,
    /// What is wrong, and what the house writes instead.
    #[ts(as = "std::collections::HashMap<String, String>")]
    pub replace: BTreeMap<String, String>,
    /// What is written out where it comes first.
    #[ts(as = "std::collections::HashMap<String, String>")]
    pub abbreviations: BTreeMap<String, String>,
    /// Terms that mean the same: one of each row throughout a story.
    pub alike: Vec<Vec<String>>,
    /// Words that say who is quoted: nói, cho biết, said.
    pub reporting: Vec<String>,
    #[serde(skip)]
    #[ts(skip)]
    pub ready: Ready,
}

/// The glossary made ready to be found in texts, once, when it is first asked for. A clone makes its own, since it may be
/// changed before it is used.
#[derive(Default)]
pub struct Ready(OnceLock<Books>);

impl Clone for Ready {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Ready {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl std::fmt::Debug for Ready {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ready")
    }
}

impl Glossary {
    pub(crate) fn books(&self) -> &Books {
        self.ready.0.get_or_init(|| Books::of(self))
    }
}

impl Default for Glossary {
    fn default() -> Self {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        Self {
            protected: Vec::new(),
            replace: BTreeMap::new(),
            abbreviations: BTreeMap::new(),
            alike: vec![words(&["bảo đảm", "đảm bảo"])],
            reporting: words(&[
                "nói",
                "cho biết",
                "khẳng định",
                "nhấn mạnh",
                "chia sẻ",
                "phát biểu",
                "cho rằng",
                "đề nghị",
                "yêu cầu",
                "trả lời",
                "kể",
                "nhận định",
                "thông tin",
                "cho hay",
                "bày tỏ",
                "viết",
                "hỏi",
                "đánh giá",
                "kết luận",
                "said",
                "says",
                "told",
                "added",
                "asked",
                "wrote",
                "according to",
                "replied",
                "warned",
            ]),
            ready: Ready::default(),
        }
    }
}

/// All that a glossary says, ready to be found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Books {
    pub protected: Book,
    /// What is replaced, alike or shortened.
    pub terms: Book,
    pub reporting: Book,
}

impl Books {
    pub(crate) fn of(glossary: &Glossary) -> Self {
        let replace = glossary.replace.iter().filter(|(wrong, right)| wrong != right).map(|(wrong, right)| {
            // Where only the case is wrong, a capital is no sentence's start.
            let is_case = wrong.chars().map(lower).eq(right.chars().map(lower));
            let case = if is_case { Case::Exact } else { Case::AsWritten };
            (wrong.as_str(), case, Meaning::Wrong { right: right.clone() })
        });
        let alike = glossary.alike.iter().flat_map(|row| {
            let key = row.first().cloned().unwrap_or_default();
            row.iter().map(move |term| (term.as_str(), Case::AsWritten, Meaning::Alike { row: key.clone() }))
        });
        let abbreviations = glossary.abbreviations.iter().flat_map(|(short, long)| {
            let case = if is_all_capitals(&long.chars().collect::<Vec<_>>()) { Case::Exact } else { Case::Any };
            [
                (short.as_str(), Case::Exact, Meaning::Short { long: long.clone() }),
                (long.as_str(), case, Meaning::Long { short: short.clone() }),
            ]
        });
        Self {
            protected: Book::of(
                glossary.protected.iter().map(|text| (text.as_str(), Case::AsWritten, Meaning::Protected)),
            ),
            terms: Book::of(replace.chain(alike).chain(abbreviations)),
            reporting: Book::of(glossary.reporting.iter().map(|text| (text.as_str(), Case::Any, Meaning::Reporting))),
        }
    }
}
