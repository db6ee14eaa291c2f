//! The house style: one readable TOML file that a newsroom shares.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Rule, Severity,
    glossary::Glossary,
    house_file::{self, Fault, Read},
};

/// How a house writes. What a file leaves out is as it is by default.
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

    /// What a file says, and what in it was passed over. Errors: it is no TOML at all.
    pub fn read(text: &str) -> Result<Read<Self>, Fault> {
        house_file::read(text)
    }

    /// What a file says, for those who need not know what it says besides.
    pub fn from_toml(text: &str) -> Result<Self, Fault> {
        Self::read(text).map(|read| read.value)
    }

    /// The whole style, defaults too, so that a reader sees what can be said.
    pub fn to_toml(&self) -> String {
        house_file::written(self)
    }

    /// The style put into a file that people wrote: what is the same there stays as they wrote it, with what they remarked
    /// and in their order; and so does what was passed over.
    pub fn put_into(&self, text: &str) -> Result<String, Fault> {
        house_file::put_into(text, self)
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
    fn the_house_decides_what_a_rule_weighs() {
        let style = Style::from_toml("[rules]\nlong_sentence = \"off\"\ntone_placement = \"error\"").unwrap();
        assert_eq!(style.severity(Rule::LongSentence), None);
        assert_eq!(style.severity(Rule::TonePlacement), Some(Severity::Error));
        assert_eq!(style.severity(Rule::DoubledWords), Some(Severity::Error));
    }
}
