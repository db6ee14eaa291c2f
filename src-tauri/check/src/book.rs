//! Phrases, made ready to be found in one walk through a passage.

use std::collections::HashMap;

use crate::{Passage, Reading, Token, letters::lower};

/// How the letters of a phrase must stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Any,
    /// As written; a small first letter may be a capital, as at a sentence's start.
    AsWritten,
    /// As written, the first letter too.
    Exact,
}

/// What a phrase is to the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Protected,
    /// A word that says who speaks.
    Reporting,
    Wrong {
        right: String,
    },
    /// One of a row of terms; rows are known by their first.
    Alike {
        row: String,
    },
    Short {
        long: String,
    },
    Long {
        short: String,
    },
}

#[derive(Clone, Debug)]
struct Phrase {
    parts: Vec<Vec<char>>,
    case: Case,
    text: String,
    meaning: Meaning,
}

/// A phrase met in a passage: tokens `first..=last`, characters `start..end`.
pub(crate) struct Met<'a> {
    pub first: usize,
    pub last: usize,
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
    pub meaning: &'a Meaning,
}

/// Phrases by what they begin with, the longest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    by_first: HashMap<u64, Vec<Phrase>>,
}

impl Book {
    pub(crate) fn of<'a>(phrases: impl IntoIterator<Item = (&'a str, Case, Meaning)>) -> Self {
        let mut book = Self::default();
        for (text, case, meaning) in phrases {
            let passage = Passage::new(crate::Role::Line, crate::Language::default(), text.trim());
            let reading = Reading::of(&passage);
            let parts: Vec<Vec<char>> =
                reading.tokens.iter().map(|token| reading.chars[token.start..token.end].to_vec()).collect();
            if let Some(first) = parts.first() {
                let phrase = Phrase { case, text: passage.text.clone(), meaning, parts: parts.clone() };
                book.by_first.entry(hash(first)).or_default().push(phrase);
            }
        }
        for phrases in book.by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.parts.len()));
        }
        book
    }

    /// The phrases of `tokens[from..to]`, the longest at each place, none inside another.
    pub(crate) fn met(&self, reading: &Reading, from: usize, to: usize) -> Vec<Met<'_>> {
        let mut met = Vec::new();
        if self.by_first.is_empty() {
            return met;
        }
        let mut at = from;
        while at < to {
            let token = &reading.tokens[at];
            let begin = &reading.chars[token.start..token.end];
            let phrases = if token.is_space() { None } else { self.by_first.get(&hash(begin)) };
            let fits = |phrase: &&Phrase| at + phrase.parts.len() <= to && phrase.is_at(reading, at);
            match phrases.and_then(|phrases| phrases.iter().find(fits)) {
                Some(phrase) => {
                    let last = at + phrase.parts.len() - 1;
                    let (start, end) = (token.start, reading.tokens[last].end);
                    met.push(Met { first: at, last, start, end, text: &phrase.text, meaning: &phrase.meaning });
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        met
    }
}

impl Phrase {
    fn is_at(&self, reading: &Reading, at: usize) -> bool {
        let written = |token: &Token| &reading.chars[token.start..token.end];
        self.parts.iter().zip(&reading.tokens[at..]).enumerate().all(|(nth, (part, token))| {
            if part[0].is_whitespace() {
                return token.is_space();
            }
            let written = written(token);
            let same = |a: &char, b: &char| match self.case {
                Case::Any => lower(*a) == lower(*b),
                _ => a == b,
            };
            written.len() == part.len()
                && written.iter().zip(part).enumerate().all(|(place, (a, b))| {
                    let may_be_large = self.case == Case::AsWritten && nth == 0 && place == 0;
                    same(a, b) || (may_be_large && b.is_lowercase() && lower(*a) == *b)
                })
        })
    }
}

/// Of the letters, large or small alike.
fn hash(letters: &[char]) -> u64 {
    letters.iter().fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(u32::from(lower(*letter)))).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
