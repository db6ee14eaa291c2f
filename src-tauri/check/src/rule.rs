//! The one list of rules, and what each weighs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Severity {
    /// A slip: no newsroom writes it so.
    Error,
    /// Right by itself, but written otherwise elsewhere in the story, or by the house.
    Consistency,
    /// Worth a look.
    Suggestion,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident: $name:literal, $severity:ident;)*) => {
        /// What is looked for. The names are stable: house styles, ignored findings and other programs keep them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[ts(export)]
        pub enum Rule {
            $($(#[$doc])* #[serde(rename = $name)] $rule,)*
        }

        impl Rule {
            pub const ALL: &'static [Rule] = &[$(Rule::$rule,)*];

            pub fn name(self) -> &'static str {
                match self { $(Rule::$rule => $name,)* }
            }

            /// What it weighs where the house style says nothing else.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$rule => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    // Between the words.
    /// `môn.Vai`
    MissingSpace: "missing_space", Error;
    /// `chữ , chữ`
    SpaceBefore: "space_before", Error;
    DoubleSpace: "double_space", Error;
    /// A space that does not break, or one of another width.
    OddSpace: "odd_space", Error;
    /// Space before the first word or after the last.
    EdgeSpace: "edge_space", Error;
    BlankParagraph: "blank_paragraph", Error;
    /// The same line again.
    RepeatedLine: "repeated_line", Error;

    // Words and letters.
    /// `số số`, `Báo cáo Báo cáo`
    DoubledWords: "doubled_words", Error;
    /// `vẫncòn`
    JoinedWords: "joined_words", Error;
    /// No Vietnamese syllable: `tóan`, `nghành`
    BadSyllable: "bad_syllable", Error;
    /// `uỷ` beside `ủy`
    TonePlacement: "tone_placement", Consistency;
    /// A letter in several parts (not NFC), which breaks searching and other systems.
    Decomposed: "decomposed", Error;
    /// A letter of another script that looks the same: `Ð` for `Đ`
    LookAlike: "look_alike", Error;
    /// Letters that nobody sees: zero width, control.
    Invisible: "invisible", Error;
    Spelling: "spelling", Error;
    /// A wrong word that is a word: `chuẩn đoán`, `could of`
    WrongWord: "wrong_word", Error;
    /// A word that is wrong for many, or that looks like a slip of a frequent one: `sát nhập`
    DoubtfulWord: "doubtful_word", Suggestion;

    // Signs.
    /// A quote or bracket without its other half.
    Unpaired: "unpaired", Error;
    /// Straight beside curly quotes.
    QuoteStyle: "quote_style", Consistency;
    /// `2012-2018` beside `2015 - 2020`
    RangeStyle: "range_style", Consistency;
    /// `..`, `,,`
    RepeatedSign: "repeated_sign", Error;
    /// A sentence that nothing ends.
    SentenceEnd: "sentence_end", Consistency;
    /// A sentence that begins small. What looks like one may follow an abbreviation, so it is no more than a suggestion.
    SentenceCapital: "sentence_capital", Suggestion;
    /// The same words with and without a comma.
    CommaTwoWays: "comma_two_ways", Consistency;

    // Numbers, dates, documents.
    NumberGrouping: "number_grouping", Consistency;
    /// `04 năm`
    LeadingZero: "leading_zero", Consistency;
    /// A number in headline, lead or caption that the body does not have.
    NumberNotInBody: "number_not_in_body", Suggestion;
    /// `Quyết định 290-QĐ/TW` without `số`
    DocumentNumberWord: "document_number_word", Consistency;
    /// `35CT/TW`
    DocumentNumberShape: "document_number_shape", Error;
    /// `35 - CT/TW` beside `35-CT/TW`
    DocumentNumberSpaces: "document_number_spaces", Consistency;
    /// `31/6/2020`
    ImpossibleDate: "impossible_date", Error;
    /// A weekday that the date was not.
    WrongWeekday: "wrong_weekday", Error;
    /// `thứ Ba, 15/10`, where it was a Thursday in the year of the story
    WeekdayByStory: "weekday_by_story", Consistency;
    /// `45 tuổi, sinh năm 1990`
    AgeByBirth: "age_by_birth", Suggestion;
    /// `30 học sinh, gồm 12 nam và 20 nữ`
    SumsDiffer: "sums_differ", Suggestion;

    // Names and the house's words.
    /// `Nguyễn Văn Hòa` beside `Nguyễn Văn Hoà`, `Đắk Lắk` beside `Đắc Lắc`
    NameTwoWays: "name_two_ways", Consistency;
    CapitalsTwoWays: "capitals_two_ways", Consistency;
    /// What the house writes otherwise.
    Glossary: "glossary", Consistency;
    /// Two words for the same: `đảm bảo` beside `bảo đảm`
    TermTwoWays: "term_two_ways", Consistency;
    /// An abbreviation that is not written out where it comes first.
    Abbreviation: "abbreviation", Suggestion;

    // Pictures.
    CaptionStop: "caption_stop", Consistency;
    /// A credit inside the caption.
    CaptionCredit: "caption_credit", Suggestion;
    /// `Ảnh:` before a caption
    CaptionPrefix: "caption_prefix", Consistency;

    // Reading.
    LongSentence: "long_sentence", Suggestion;
    LongLead: "long_lead", Suggestion;
    LongHeadline: "long_headline", Suggestion;
    /// Quoted words, and nobody near who said them.
    QuoteWithoutSource: "quote_without_source", Suggestion;
}

impl Rule {
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}
