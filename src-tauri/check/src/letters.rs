//! Letters compared as a reader compares them: without case, without marks, without what two schools write otherwise.

use unicode_normalization::char::decompose_canonical;

/// One letter for one: offsets stay.
pub(crate) fn lower(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => letter,
    }
}

pub(crate) fn lowered(word: &[char]) -> String {
    word.iter().map(|letter| lower(*letter)).collect()
}

pub(crate) fn upper(letter: char) -> char {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => letter,
    }
}

/// `text` with a capital first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(upper).into_iter().chain(letters).collect()
}

/// Written like a name: `Hòa`, `A`, but not `UBND`.
pub(crate) fn is_capitalised(word: &[char]) -> bool {
    word.first().is_some_and(|first| first.is_uppercase()) && !is_all_capitals(word)
}

/// Two capitals and more, and nothing small: `UBND`.
pub(crate) fn is_all_capitals(word: &[char]) -> bool {
    word.len() > 1 && !word.iter().any(|letter| letter.is_lowercase())
}

/// The letter below its marks, small; đ is d.
pub(crate) fn bare(letter: char) -> char {
    let mut first = None;
    decompose_canonical(lower(letter), |part| first = first.or(Some(part)));
    match first {
        Some('đ') => 'd',
        Some(first) => first,
        None => letter,
    }
}

fn is_tone(mark: char) -> bool {
    matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// Appends a word as all its right spellings have it: small, its tone after it, `c` for k, and i for a `y` that is the
/// only vowel. Hoà is Hòa, Lí is Lý, Đắc is Đắk, Qui is Quy; but Thuý is not Thúi, nor Chánh Khánh.
pub(crate) fn push_spelling(key: &mut String, word: &[char]) {
    let plain = |at: usize| word.get(at).map(|letter| bare(*letter));
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let mut tone = None;
    for (at, letter) in word.iter().enumerate() {
        let before = at.checked_sub(1).and_then(plain);
        let is_qu = before == Some('u') && at > 1 && plain(at - 2) == Some('q');
        let stands_alone = !plain(at + 1).is_some_and(is_vowel) && (is_qu || !before.is_some_and(is_vowel));
        decompose_canonical(lower(*letter), |part| match part {
            mark if is_tone(mark) => tone = Some(mark),
            'k' if plain(at + 1) != Some('h') => key.push('c'),
            'y' if stands_alone => key.push('i'),
            part => key.push(part),
        });
    }
    key.extend(tone);
}

/// Appends a word without case and marks, else as [`push_spelling`] has it.
pub(crate) fn push_bare(key: &mut String, word: &[char]) {
    let mut spelling = String::new();
    push_spelling(&mut spelling, word);
    key.extend(spelling.chars().map(bare).filter(|letter| letter.is_alphabetic() || *letter == '\''));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling(word: &str) -> String {
        let mut key = String::new();
        push_spelling(&mut key, &word.chars().collect::<Vec<_>>());
        key
    }

    #[test]
    fn right_spellings_of_a_word_are_the_same() {
        for (one, other, same) in [
            ("Hòa", "Hoà", true),
            ("Thủy", "Thuỷ", true),
            ("Lý", "Lí", true),
            ("Quy", "Qui", true),
            ("Đắk", "Đắc", true),
            ("Thúy", "Thúi", false),
            ("Mai", "May", false),
            ("Chánh", "Khánh", false),
            ("Sơn", "Sớn", false),
            ("Đan", "Dan", false),
        ] {
            assert_eq!(spelling(one) == spelling(other), same, "{one} {other}");
        }
    }
}
