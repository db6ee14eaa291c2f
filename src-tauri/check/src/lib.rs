//! Reads a story as a meticulous copy editor would: Vietnamese first, English second.
//!
//! Text goes in as [`Passage`]s (a headline, a paragraph, a caption), [`Finding`]s come out. Each passage is read
//! once ([`Reading`]: words, numbers, signs, sentences) and looked at by every family of rules. What one passage can
//! show by itself is a finding at once; what only the whole story shows (the same name written two ways) is noted as
//! a [`Fact`], and [`Session`] judges facts of a kind together. So a changed paragraph is read again and no other.
//!
//! Offsets count characters (Unicode scalar values) of the passage's text. Nothing here touches the disk, the clock
//! or the network.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod book;
mod day;
mod english;
mod fact;
mod finding;
mod fix;
mod glossary;
pub mod house_file;
mod ignore;
mod language;
mod letters;
mod out;
mod passage;
mod plain;
pub mod readable;
mod reading;
mod rule;
mod rules;
mod session;
mod style;
#[cfg(test)]
mod testing;
pub mod vietnamese;
mod words;

pub use day::Day;
pub use fact::{Fact, Group, Rewrite};
pub use finding::Finding;
pub use fix::{Replacement, fix_all, fixed};
pub use glossary::Glossary;
pub use house_file::{Fault, PassedOver, Read};
pub use ignore::{Ignore, Near};
pub use language::Language;
pub use out::Out;
pub use passage::{Passage, Role, Span};
pub use plain::{PlainFinding, check_plain};
pub use reading::{Reading, Sentence, Token, TokenKind};
pub use rule::{Rule, Severity};
pub use rules::day_in_line;
pub use session::Session;
pub use style::{CaptionStop, Grouping, Lengths, Quotes, Ranges, Style, Tone, Weight, Writing};
pub use words::{fill, find_words, words};
