//! Which two syllables the press writes together, and which it hardly ever does: `bệnh viên` for bệnh viện.
//!
//! A pair may be a slip of a frequent word one mark away, or the end of one word and the beginning of the next. How often
//! the slip is met goes with how often the word is; how often the meeting, with how often the first ends words and the
//! second begins them. What is told is how much likelier the slip is. All of it is counted in powers of 1.6, so that a
//! letter says each. `pairs.txt` and `meetings.txt` are made by `examples/lexicon.rs` of 18 million syllables of news.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::syllable::{Syllable, moved};
use crate::letters::bare;

const BASE: f64 = 1.6;
/// The weight of the letter A.
const LEAST: u32 = 6;
/// What a syllable that is not in the list weighs at the edge of a word.
const SELDOM: u32 = LEAST + 1;
/// The weight of all meetings of two words together.
const ALL: u32 = 34;

/// Only a word that is met a hundred times or oftener is what somebody meant.
const FREQUENT: u32 = 10;
/// The slip is a thousand times likelier than the meeting.
const LIKELY: u32 = 15;
/// And thirty thousand times.
const SURE: u32 = 22;
/// Of two words that may have been meant, one must be met so much oftener.
const CLEARER: u32 = 3;

/// How often something was counted, as the lists have it.
pub fn weighed(count: usize) -> char {
    let power = ((count.max(1) as f64).ln() / BASE.ln()).round() as u32;
    char::from(b'A' + (power.clamp(LEAST, LEAST + 25) - LEAST) as u8)
}

fn weight(letter: u8) -> u32 {
    u32::from(letter.saturating_sub(b'A')) + LEAST
}

static WORDS: LazyLock<HashMap<&str, HashMap<&str, u32>>> = LazyLock::new(|| {
    let lines = super::lexicon::lines(include_str!("pairs.txt"));
    let second = |word: &'static str| {
        let (word, letter) = word.split_at(word.len() - 1);
        (word, weight(letter.as_bytes()[0]))
    };
    lines
        .filter_map(|line| line.split_once(": "))
        .map(|(first, seconds)| (first, seconds.split(' ').map(second).collect()))
        .collect()
});

/// Each syllable with how often it ends a word and how often it begins one.
static EDGES: LazyLock<HashMap<&str, [u32; 2]>> = LazyLock::new(|| {
    let edge = |entry: &'static str| {
        let (syllable, letters) = entry.split_at(entry.len() - 2);
        (syllable, [letters.as_bytes()[0], letters.as_bytes()[1]].map(weight))
    };
    super::lexicon::lines(include_str!("meetings.txt")).flat_map(str::split_whitespace).map(edge).collect()
});

/// Frequent words by their letters without marks.
static BARE: LazyLock<HashMap<String, Vec<[&str; 2]>>> = LazyLock::new(|| {
    let mut bare: HashMap<String, Vec<[&str; 2]>> = HashMap::new();
    for (first, seconds) in WORDS.iter() {
        for (second, _) in seconds.iter().filter(|(_, weight)| **weight >= FREQUENT) {
            bare.entry(without_marks(first, second)).or_default().push([first, second]);
        }
    }
    bare
});

/// Pairs that are right, however seldom they are met.
static RIGHT: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    super::lexicon::lines(include_str!("right_pairs.txt")).flat_map(|line| line.split(", ")).collect()
});

fn without_marks(first: &str, second: &str) -> String {
    first.chars().chain([' ']).chain(second.chars()).map(bare).collect()
}

/// The syllable in small letters with its tone where the older rule puts it, as the lists have it.
pub fn older(syllable: &str) -> String {
    // The two rules differ only where a mark stands on the last letter, behind a glide.
    if !syllable.ends_with(|letter: char| "àảãáạèẻẽéẹỳỷỹýỵ".contains(letter)) {
        return syllable.to_owned();
    }
    let letters: Vec<char> = syllable.chars().collect();
    match Syllable::read(&letters).filter(|read| read.is_older() == Some(false)) {
        Some(read) => moved(&letters, &read, true),
        None => syllable.to_owned(),
    }
}

fn word(first: &str, second: &str) -> Option<u32> {
    WORDS.get(first)?.get(second).copied()
}

/// A word that somebody surely or perhaps meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    pub word: [&'static str; 2],
    pub is_sure: bool,
}

/// What the two syllables in the middle were meant to be, where they are no word of the press and one mark away from a
/// frequent one. All are in small letters; the first and the last are what stands beside them, if only a space parts them.
pub(crate) fn meant(before: Option<&str>, first: &str, second: &str, after: Option<&str>) -> Option<Meant> {
    if word(first, second).is_some() {
        return None;
    }
    let candidates = BARE.get(&without_marks(first, second))?;
    let (first, second) = (older(first), older(second));
    if word(&first, &second).is_some() || RIGHT.contains(format!("{first} {second}").as_str()) {
        return None;
    }
    // Each of the two may be part of a word with what stands beside it.
    if before.is_some_and(|before| word(&older(before), &first).is_some())
        || after.is_some_and(|after| word(&second, &older(after)).is_some())
    {
        return None;
    }
    let is_near = |other: &&[&'static str; 2]| {
        other[0] == first && is_one_mark(other[1], &second) || other[1] == second && is_one_mark(other[0], &first)
    };
    let mut near: Vec<(u32, [&'static str; 2])> =
        candidates.iter().filter(is_near).filter_map(|other| Some((word(other[0], other[1])?, *other))).collect();
    near.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let (weight, right) = *near.first()?;
    if near.get(1).is_some_and(|(next, _)| next + CLEARER > weight) {
        return None;
    }
    let edge = |syllable: &str, at: usize| EDGES.get(syllable).map_or(SELDOM, |edges| edges[at].max(SELDOM));
    let likelier = (weight + ALL).saturating_sub(edge(&first, 0) + edge(&second, 1));
    (likelier >= LIKELY).then_some(Meant { word: right, is_sure: likelier >= SURE })
}

/// Whether two syllables of the same bare letters differ in one mark: a tone, a hat or horn, the stroke of đ.
fn is_one_mark(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|syllable| {
        let letters: Vec<char> = syllable.chars().collect();
        let tone = Syllable::read(&letters).map(|read| read.tone);
        let plain = Syllable::read(&letters).map(|read| super::retoned(&letters, &read, super::ToneMark::Level));
        tone.zip(plain)
    });
    let Some(((one_tone, one), (other_tone, other))) = one.zip(other) else { return false };
    let letters = one.chars().zip(other.chars()).filter(|(one, other)| one != other).count();
    one.chars().count() == other.chars().count() && letters + usize::from(one_tone != other_tone) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_that_the_press_hardly_writes_is_a_slip_of_a_frequent_word() {
        let meant = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            meant(None, words[0], words[1], None).map(|meant| meant.word.join(" "))
        };
        for (slip, right) in [
            ("bệnh viên", "bệnh viện"),
            ("hoạt đông", "hoạt động"),
            ("đia phương", "địa phương"),
            ("khoẻ mạnh", ""),
            ("bệnh viện", ""),
            // Words that meet.
            ("bạn thân", ""),
            ("một con", ""),
            ("có thẻ", ""),
        ] {
            assert_eq!(meant(slip).unwrap_or_default(), right, "{slip}");
        }
    }

    #[test]
    fn a_boundary_of_words_between_them_is_no_slip() {
        assert!(meant(Some("chữa"), "bệnh", "viên", None).is_none());
        assert!(meant(None, "hoạt", "đông", Some("đúc")).is_none());
    }

    #[test]
    fn one_mark_is_a_tone_a_hat_or_a_stroke() {
        for (one, other, near) in [
            ("viên", "viện", true),
            ("đia", "địa", true),
            ("dia", "đia", true),
            ("lưc", "lực", true),
            ("hoa", "hoà", true),
            ("dia", "địa", false),
            ("viện", "viện", false),
        ] {
            assert_eq!(is_one_mark(one, other), near, "{one} {other}");
        }
    }
}
