//! Readable numbers: how long a story is, and how it reads.

use serde::Serialize;
use ts_rs::TS;

use crate::{Reading, TokenKind, reading::counted};

/// What a desk wants to know of a text's length. Counted over lead and body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Readable {
    /// Syllables of Vietnamese, words of English; numbers count.
    pub syllables: u32,
    pub sentences: u32,
    /// Syllables inside quotes.
    pub quoted: u32,
}

impl Readable {
    pub fn of(reading: &Reading) -> Self {
        let mut depth = 0u32;
        let syllables = counted(&reading.tokens).count() as u32;
        let mut readable = Self { syllables, sentences: reading.sentences.len() as u32, quoted: 0 };
        let mut counts = counted(&reading.tokens).map(|token| token.start).peekable();
        for token in &reading.tokens {
            match token.kind {
                TokenKind::Word | TokenKind::Number | TokenKind::Address => {
                    if counts.next_if_eq(&token.start).is_some() {
                        readable.quoted += u32::from(depth > 0);
                    }
                }
                TokenKind::Sign => match reading.sign(token) {
                    '“' => depth += 1,
                    '”' => depth = depth.saturating_sub(1),
                    '"' => depth = u32::from(depth == 0),
                    _ => {}
                },
                TokenKind::Space => {}
            }
        }
        readable
    }

    pub fn plus(self, other: Self) -> Self {
        Self {
            syllables: self.syllables + other.syllables,
            sentences: self.sentences + other.sentences,
            quoted: self.quoted + other.quoted,
        }
    }

    /// What an edit took away.
    pub fn minus(self, other: Self) -> Self {
        Self {
            syllables: self.syllables.saturating_sub(other.syllables),
            sentences: self.sentences.saturating_sub(other.sentences),
            quoted: self.quoted.saturating_sub(other.quoted),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Language, Passage, Role};

    /// Lists and the status bar count by the same cases.
    #[test]
    fn syllables_are_counted_as_everywhere_else() {
        #[derive(serde::Deserialize)]
        struct Case {
            text: String,
            count: u32,
        }
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../../tests/fixtures/words.json")).unwrap();
        assert!(!cases.is_empty());
        for Case { text, count } in cases {
            let passage = Passage::new(Role::Paragraph, Language::Vietnamese, text.clone());
            assert_eq!(Readable::of(&Reading::of(&passage)).syllables, count, "{text}");
        }
    }

    #[test]
    fn syllables_sentences_and_what_is_quoted_are_counted() {
        let passage =
            Passage::new(Role::Paragraph, Language::Vietnamese, "Bà Mây nói: “Nước lên 2 mét.” Rồi \"đi thôi\".");
        let readable = Readable::of(&Reading::of(&passage));
        assert_eq!(readable, Readable { syllables: 10, sentences: 2, quoted: 6 });
        assert_eq!(readable.plus(readable).minus(readable), readable);
    }
}
