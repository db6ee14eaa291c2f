//! What no rule can tell: which syllables are often written, which two make a word, and what is written in one word
//! though it looks like two. `syllables.txt`, `compounds.txt` and `english.txt` are made by
//! `examples/lexicon.rs`; the other lists are kept by hand.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

static RANKS: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
    let mut ranks = HashMap::new();
    let by_hand = words().flat_map(|(first, second)| [first, second]);
    for syllable in entries(include_str!("syllables.txt")).chain(by_hand) {
        let next = ranks.len() + 1;
        ranks.entry(syllable).or_insert(next);
    }
    ranks
});

static COMPOUNDS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let mut compounds: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (first, seconds) in lines(include_str!("compounds.txt")).filter_map(|line| line.split_once(": ")) {
        compounds.entry(first).or_default().extend(seconds.split(' '));
    }
    for (first, second) in words() {
        compounds.entry(first).or_default().insert(second);
    }
    compounds
});

static ENGLISH: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("english.txt")).collect());

static LOANS: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("loans.txt")).collect());

static REDOUBLED: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("redoubled.txt")).collect());

pub(super) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#'))
}

/// Words of two syllables that are kept by hand.
fn words() -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(include_str!("words.txt")).flat_map(|line| line.split(", ")).filter_map(|word| word.split_once(' '))
}

fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    lines(list).flat_map(str::split_whitespace)
}

/// How often a syllable in small letters is written: 1 is the most common; `None` is seldom.
pub fn rank(syllable: &str) -> Option<usize> {
    RANKS.get(syllable).copied()
}

/// Whether two syllables in small letters make a word.
pub fn is_compound(first: &str, second: &str) -> bool {
    COMPOUNDS.get(first).is_some_and(|seconds| seconds.contains(second))
}

/// Whether a word in small letters that could be two Vietnamese syllables is an English word.
pub fn is_english(word: &str) -> bool {
    ENGLISH.contains(word)
}

/// Whether a word in small letters comes from elsewhere and is written in one: ôtô, vắcxin.
pub fn is_loan(word: &str) -> bool {
    LOANS.contains(word)
}

/// Whether a syllable in small letters is rightly written twice in a row: luôn luôn, ngày ngày.
pub fn is_redoubled(syllable: &str) -> bool {
    REDOUBLED.contains(syllable)
}
