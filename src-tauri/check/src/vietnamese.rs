//! How Vietnamese is written: its letters, and the syllables that they make.

mod letter;
mod lexicon;
mod pairs;
mod syllable;

pub use letter::ToneMark;
pub use lexicon::{is_compound, is_english, is_loan, is_redoubled, rank};
pub(crate) use pairs::{Meant, meant};
pub use pairs::{older, weighed};
pub use syllable::{Syllable, is_syllable, moved, respelt, retoned};

/// Whether a word has a letter that English does not.
pub(crate) fn is_marked(word: &[char]) -> bool {
    word.iter().any(|letter| !letter.is_ascii())
}

/// Whether a word has a letter that no other language of Latin letters has: one with two marks, a horn, a hook, a dot
/// below. `é`, `ô` and `ç` are French too, `đ` is Croatian.
pub(crate) fn is_surely_marked(word: &[char]) -> bool {
    word.iter().any(|letter| matches!(letter, '\u{1EA0}'..='\u{1EF9}' | 'ơ' | 'Ơ' | 'ư' | 'Ư'))
}
