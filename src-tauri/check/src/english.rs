//! English words: the dictionary's, American and British, the rarer ones that it leaves out, and what newsrooms write that
//! it has not learned yet. Those of `common.dic` everybody knows: only they are ever what somebody meant.

use std::sync::LazyLock;

use spellbook::Dictionary;

/// Built when the first English word is looked up: a Vietnamese story does not wait for it.
static DICTIONARY: LazyLock<Option<Dictionary>> = LazyLock::new(|| {
    let words = [
        include_str!("../data/en/index.dic"),
        include_str!("../data/en/british.dic"),
        include_str!("../data/en/newsroom.dic"),
        include_str!("../data/en/large.dic"),
    ];
    Dictionary::new(include_str!("../data/en/index.aff"), &words.concat()).ok()
});

/// Built when the first word is not found.
static COMMON: LazyLock<Option<Dictionary>> = LazyLock::new(|| {
    let common = include_str!("../data/en/common.dic");
    let count = common.lines().count();
    Dictionary::new(include_str!("../data/en/index.aff"), &format!("{count}\n{common}")).ok()
});

/// Whether `word` is one. Without a dictionary every word is: nothing is wrong that nobody can judge.
pub(crate) fn is_word(word: &str) -> bool {
    DICTIONARY.as_ref().is_none_or(|dictionary| dictionary.check(word))
}

fn is_common(word: &str) -> bool {
    COMMON.as_ref().is_some_and(|dictionary| dictionary.check(word))
}

/// What nobody may read as having meant.
const COARSE: &[&str] =
    &["anus", "arse", "ass", "pubic", "slut", "tit", "tits", "whore", "crap", "piss", "shit", "dung", "fat"];

/// Whether `word`, in small letters, is two words that everybody knows, written in one: roadmap, skillset.
pub(crate) fn is_compound(word: &str) -> bool {
    const NO_PARTS: &[&str] =
        &["full", "all", "ill", "ness", "ting", "ping", "sing", "men", "ring", "able", "ant", "ent"];
    let part = |part: &str| part.len() > 2 && !NO_PARTS.contains(&part) && is_common(part);
    word.is_ascii() && (3..word.len().saturating_sub(2)).any(|at| part(&word[..at]) && part(&word[at..]))
}

/// Whether `word`, in small letters, is a known word with an ending that nobody mistakes: learnings, useable, greenish.
pub(crate) fn is_ended(word: &str) -> bool {
    let stem = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() > 2);
    [
        "s", "ish", "less", "like", "wide", "wise", "ness", "nesses", "eable", "able", "ability", "er", "ers", "ize",
        "ized",
    ]
    .iter()
    .filter_map(|ending| stem(ending))
    .any(|stem| is_word(stem) || is_word(&format!("{stem}e")))
        || stem("ly").is_some_and(|stem| is_word(stem) && !stem.ends_with(['e', 'l']) || is_word(&format!("{stem}le")))
        || stem("ies").is_some_and(|stem| is_word(&format!("{stem}y")))
}

/// What is put before words more freely than a dictionary can list.
const PREFIXES: &[&str] = &[
    "un", "re", "non", "pre", "anti", "over", "under", "out", "sub", "super", "multi", "micro", "bio", "co", "counter",
    "cyber", "eco", "electro", "geo", "hyper", "inter", "intra", "mega", "meta", "mid", "mini", "mis", "nano", "neuro",
    "photo", "post", "pro", "pseudo", "psycho", "semi", "socio", "tele", "trans", "ultra",
];

/// Whether `word`, in small letters, is a prefix before a word of four letters and more: untrusted.
pub(crate) fn is_derived(word: &str) -> bool {
    let stem = |prefix: &&str| word.strip_prefix(*prefix).filter(|stem| stem.len() > 3);
    PREFIXES.iter().filter_map(stem).any(is_word)
}

/// The one common word that is a single slip away from `word`, in small letters: two letters in the wrong order, else a letter
/// left out, doubled, added or mistaken. Of several nobody knows which was meant.
///
/// Asked of the dictionary word by word: its own suggestions take fifty times as long and guess further than a desk would
/// follow.
pub(crate) fn one_slip_away(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let order = (1..letters.len()).map(|at| {
        let mut other = letters.clone();
        other.swap(at - 1, at);
        other
    });
    let double = (1..letters.len()).filter(|&at| letters[at - 1] == letters[at]).map(|at| without(&letters, at));
    only(order).or_else(|| only(double)).or_else(|| {
        let left_out = (0..=letters.len()).flat_map(|at| {
            let letters = &letters;
            ('a'..='z').map(move |letter| [&letters[..at], &[letter], &letters[at..]].concat())
        });
        let added = (0..letters.len()).map(|at| without(&letters, at));
        let mistaken = (0..letters.len()).flat_map(|at| {
            let letters = &letters;
            ('a'..='z').map(move |letter| [&letters[..at], &[letter], &letters[at + 1..]].concat())
        });
        only(left_out.chain(added).chain(mistaken))
    })
}

fn without(letters: &[char], at: usize) -> Vec<char> {
    [&letters[..at], &letters[at + 1..]].concat()
}

/// The only word among these, however often it comes.
fn only(candidates: impl Iterator<Item = Vec<char>>) -> Option<String> {
    let mut found: Option<String> = None;
    for candidate in candidates {
        let candidate: String = candidate.iter().collect();
        if found.as_ref() != Some(&candidate) && is_common(&candidate) && !COARSE.contains(&candidate.as_str()) {
            if found.is_some() {
                return None;
            }
            found = Some(candidate);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn american_british_and_newsroom_words_are_words() {
        assert!(DICTIONARY.is_some());
        for word in ["color", "colour", "organize", "organise", "centre", "travelled", "don't", "livestream", "Vietnam"]
        {
            assert!(is_word(word), "{word}");
        }
        for word in ["recieve", "goverment", "teh", "occured"] {
            assert!(!is_word(word), "{word}");
        }
    }

    #[test]
    fn prefixes_make_words() {
        assert!(["untrusted", "reimagine", "nonunion"].iter().all(|word| is_derived(word)));
        assert!(!["recieve", "unles", "reson"].iter().any(|word| is_derived(word)));
    }

    #[test]
    fn a_suggestion_is_made_where_there_is_only_one() {
        for (word, expected) in [
            ("recieve", Some("receive")),
            ("goverment", Some("government")),
            ("occured", Some("occurred")),
            ("teh", Some("the")),
            ("annnounced", Some("announced")),
            ("seperate", Some("separate")),
            // Of a word that few know, and of a coarse one, nobody thinks first.
            ("angus", None),
            ("scalabel", None),
            ("bav", None),
            ("xqzt", None),
        ] {
            assert_eq!(one_slip_away(word).as_deref(), expected, "{word}");
        }
    }
}
