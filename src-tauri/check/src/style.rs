//! The house style: one readable TOML file that a newsroom shares.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Rule, Severity, book::Books};

/// How a house writes. What a file leaves out is as it is by default; what it misspells is refused.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub struct Style {
    /// What each rule weighs, where it is not what it weighs by itself.
    #[ts(as = "std::collections::HashMap<Rule, Weight>")]
    pub rules: BTreeMap<Rule, Weight>,
    pub writing: Writing,
    pub lengths: Lengths,
    pub glossary: Glossary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Weight {
    Off,
    Suggestion,
    Consistency,
    Error,
}

/// Where two ways are right, the one that the house writes. `Alike`: either, but the same throughout a story.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub struct Writing {
    pub tone: Tone,
    pub ranges: Ranges,
    pub quotes: Quotes,
    pub caption_stop: CaptionStop,
    pub numbers: Grouping,
}

/// Where the tone stands in oa, oe, uy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Tone {
    /// hòa, khỏe, ủy
    #[default]
    Older,
    /// hoà, khoẻ, uỷ
    Newer,
    Alike,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Ranges {
    /// 2015 - 2020
    SpacedHyphen,
    /// 2015-2020
    Hyphen,
    /// 2015 – 2020
    SpacedDash,
    /// 2015–2020
    Dash,
    #[default]
    Alike,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Quotes {
    /// “…”
    Curly,
    /// "…"
    Straight,
    #[default]
    Alike,
}

/// Whether a caption ends with a full stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CaptionStop {
    Always,
    Never,
    #[default]
    Alike,
}

/// Whether numbers of five digits and more are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Grouping {
    /// 12.345 in Vietnamese, 12,345 in English
    #[default]
    Grouped,
    /// 12345
    Plain,
    Alike,
}

/// The most there may be, in syllables of Vietnamese or words of English; 0 is no limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub struct Lengths {
    pub headline: u32,
    pub lead: u32,
    pub sentence: u32,
}

impl Default for Lengths {
    fn default() -> Self {
        Self { headline: 20, lead: 80, sentence: 70 }
    }
}

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

/// Why a file is no house style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleFault {
    /// From 1; 0 where the file as a whole is meant.
    pub line: usize,
    pub cause: String,
}

impl Style {
    /// A file longer than this is no house style; whoever reads one sees to it.
    pub const MAX_BYTES: u64 = 1_000_000;

    /// What a finding of `rule` weighs; `None` where the house does not want it.
    pub fn severity(&self, rule: Rule) -> Option<Severity> {
        match self.rules.get(&rule) {
            None => Some(rule.severity()),
            Some(Weight::Off) => None,
            Some(Weight::Suggestion) => Some(Severity::Suggestion),
            Some(Weight::Consistency) => Some(Severity::Consistency),
            Some(Weight::Error) => Some(Severity::Error),
        }
    }

    pub fn from_toml(text: &str) -> Result<Self, StyleFault> {
        toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            StyleFault { line, cause: error.message().to_owned() }
        })
    }

    /// The whole style, defaults too, so that a reader sees what can be said.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_written_and_read_again_is_the_same() {
        let mut style = Style::default();
        style.rules.insert(Rule::LongSentence, Weight::Off);
        style.writing.ranges = Ranges::Hyphen;
        style.glossary.replace.insert("Hà nội".into(), "Hà Nội".into());
        assert_eq!(Style::from_toml(&style.to_toml()), Ok(style));
        assert_eq!(Style::from_toml(""), Ok(Style::default()));
    }

    #[test]
    fn the_example_in_the_documentation_is_a_house_style() {
        let page = include_str!("../../../docs/formats/house-style.md");
        let example = page.split("```").nth(1).and_then(|example| example.strip_prefix("toml")).unwrap();
        let style = Style::from_toml(example).unwrap();
        assert_eq!(style.glossary.abbreviations["UBND"], "Ủy ban nhân dân");
        assert_eq!(style.lengths, Lengths::default());
        assert!(page.contains(&format!("| {}, from", Glossary::default().reporting.len())));
    }

    #[test]
    fn what_a_file_misspells_is_refused_with_its_line() {
        for (text, line) in [
            ("[rules]\nlong_sentense = \"off\"", 2),
            ("[writing]\n\ntone = \"oldest\"", 3),
            ("[lengths]\nheadline = -1", 2),
            ("[glossary", 1),
            ("[glosary]", 1),
        ] {
            let fault = Style::from_toml(text).unwrap_err();
            assert_eq!(fault.line, line, "{text}: {}", fault.cause);
        }
    }

    #[test]
    fn the_house_decides_what_a_rule_weighs() {
        let style = Style::from_toml("[rules]\nlong_sentence = \"off\"\ntone_placement = \"error\"").unwrap();
        assert_eq!(style.severity(Rule::LongSentence), None);
        assert_eq!(style.severity(Rule::TonePlacement), Some(Severity::Error));
        assert_eq!(style.severity(Rule::DoubledWords), Some(Severity::Error));
    }
}
