//! `age_by_birth`: "45 tuổi, sinh năm 1980", where the story is not of 2025.
//!
//! The two must be told of one person in one breath, or they may be a mother's and a child's. Before a birthday one is
//! a year younger, and by Vietnamese reckoning (tuổi mụ) a year older: a year out is right. Of those who died, and where
//! a year is named in which the age is right, nothing is told.

use super::figures::{date, is_month, is_one_of, is_word, plain_at, word_after, word_before};
use crate::{Finding, Language, Out, Reading, Rule, Style, Token};

/// An age or a year of birth, in the tokens `first..last`.
pub(super) struct Told {
    pub first: usize,
    pub last: usize,
    value: u32,
}

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    let Some(day) = reading.day else { return };
    let births = births(reading);
    if births.is_empty() || reading.words().any(|(_, word)| is_one_of(reading, word, DEAD)) {
        return;
    }
    let ages: Vec<Told> = (0..reading.tokens.len()).filter_map(|at| age(reading, at)).collect();
    for birth in &births {
        let beside = ages.iter().find(|age| {
            let (before, after) = if age.first < birth.first { (*age, birth) } else { (birth, *age) };
            before.last <= after.first && is_one_breath(reading, before.last, after.first)
        });
        let Some(age) = beside.filter(|age| !is_then(reading, age.first)) else { continue };
        let turned = birth.value + age.value;
        if turned.abs_diff(day.year) <= 1 || is_of_another_year(reading, &births, turned) {
            continue;
        }
        let (first, last) = (age.first.min(birth.first), age.last.max(birth.last));
        let inside = |sign| reading.tokens[first..last].iter().any(|token| reading.sign(token) == sign);
        // The whole of what stands in a bracket that is open.
        let closes = reading.is_sign(last, ')') && inside('(') && !inside(')');
        let last = if closes { last + 1 } else { last };
        out.found(
            Finding::new(Rule::AgeByBirth, reading.tokens[first].start, reading.tokens[last - 1].end)
                .with("birth", birth.value)
                .with("year", day.year)
                .with("age", day.year.saturating_sub(birth.value)),
        );
    }
}

pub(super) fn births(reading: &Reading) -> Vec<Told> {
    (0..reading.tokens.len()).filter_map(|at| birth(reading, at)).collect()
}

/// Whose age stands still.
const DEAD: &[&str] = &["mất", "thọ", "dương", "liệt", "died", "dies", "death", "late"];
/// An age of another time: `khi 45 tuổi`, `khoảng 45 tuổi`.
const THEN: &[&str] = &[
    "khi", "lúc", "hồi", "khoảng", "gần", "hơn", "ngoài", "mới", "từ", "chưa", "about", "around", "at", "nearly",
    "over",
];

fn is_then(reading: &Reading, age: usize) -> bool {
    word_before(reading, age).is_some_and(|word| is_one_of(reading, word, THEN))
}

/// Whether the passage names a year in which the age was right.
fn is_of_another_year(reading: &Reading, births: &[Told], turned: u32) -> bool {
    let is_birth = |at: usize| births.iter().any(|birth| (birth.first..birth.last).contains(&at));
    (0..reading.tokens.len())
        .filter(|at| !is_birth(*at))
        .filter_map(|at| year(reading, at))
        .any(|year| year.abs_diff(turned) <= 1)
}

fn year(reading: &Reading, at: usize) -> Option<u32> {
    let token = reading.tokens.get(at).filter(|token| token.end - token.start == 4)?;
    plain_at(reading, at).filter(|year| token.is_number() && (1850..2200).contains(year))
}

/// `sinh năm 1980`, `SN 1980`, `sinh ngày 2/3/1980`; `born in 1980`, `born on March 2, 1980`.
fn birth(reading: &Reading, at: usize) -> Option<Told> {
    let word = reading.tokens[at];
    let language = reading.language_at(word.start)?;
    let begins = match language {
        Language::Vietnamese => is_word(reading, &word, "sinh") || reading.text(&word) == "SN",
        Language::English => is_word(reading, &word, "born"),
    };
    if !word.is_word() || !begins {
        return None;
    }
    let mut next = at + 1;
    // A full date has six tokens with spaces between.
    while next < reading.tokens.len().min(at + 10) {
        let token = &reading.tokens[next];
        if let Some(value) = year(reading, next) {
            return Some(Told { first: at, last: next + 1, value });
        }
        if language == Language::Vietnamese
            && let Some(found) = date(reading, next)
        {
            return Some(Told { first: at, last: found.last, value: found.year? });
        }
        let is_between = token.is_space()
            || ":.,/".contains(reading.sign(token))
            || token.is_number() && token.end - token.start <= 2
            || token.is_word() && (is_one_of(reading, token, BEFORE_YEAR) || is_month(reading, token));
        if !is_between {
            return None;
        }
        next += 1;
    }
    None
}

const BEFORE_YEAR: &[&str] = &["năm", "vào", "ngày", "tháng", "in", "on"];

/// `45 tuổi`; `45-year-old`, `aged 45`, `45 years old`, and the number that stands by itself after a name: `Smith, 45,`.
fn age(reading: &Reading, at: usize) -> Option<Told> {
    let value = plain_at(reading, at).filter(|age| (1..=120).contains(age))?;
    let told = |last: usize| Some(Told { first: at, last, value });
    if reading.language_at(reading.tokens[at].start)? == Language::Vietnamese {
        return word_after(reading, at).filter(|word| is_word(reading, word, "tuổi")).and_then(|_| told(at + 3));
    }
    let is = |at: usize, words: &[&str]| {
        reading.tokens.get(at).is_some_and(|token| token.is_word() && is_one_of(reading, token, words))
    };
    if is(at + 2, &["year", "years"]) && is(at + 4, &["old"]) {
        return told(at + 5);
    }
    let is_told = word_before(reading, at).is_some_and(|word| is_one_of(reading, word, &["aged", "age"]));
    let ends = reading.tokens.get(at + 1).is_some_and(|token| ",)".contains(reading.sign(token)));
    let is_named = at >= 3
        && reading.tokens[at - 1].is_space()
        && reading.is_sign(at - 2, ',')
        && reading.tokens[at - 3].is_word()
        && reading.chars[reading.tokens[at - 3].start].is_uppercase()
        && !is_month(reading, &reading.tokens[at - 3]);
    (is_told || ends && is_named).then(|| told(at + 1)).flatten()
}

/// Whether the tokens `from..to` leave no room for somebody else.
fn is_one_breath(reading: &Reading, from: usize, to: usize) -> bool {
    let mut others = 0;
    to - from <= 14
        && reading.tokens[from..to].iter().all(|token: &Token| {
            if !token.is_word() {
                return token.is_space() || ",;()-–".contains(reading.sign(token));
            }
            let is_name = reading.chars[token.start].is_uppercase();
            match reading.language_at(token.start) {
                Some(Language::English) => {
                    others += usize::from(!is_name && !is_one_of(reading, token, SAME));
                    others <= 2 && !is_one_of(reading, token, ANOTHER)
                }
                _ => is_one_of(reading, token, SAME),
            }
        })
}

/// What goes on about the same person.
const SAME: &[&str] =
    &["hiện", "nay", "năm", "này", "tức", "đã", "tròn", "vừa", "who", "was", "is", "now", "currently", "a"];
/// What brings in another.
const ANOTHER: &[&str] = &[
    "of", "with", "and", "or", "his", "her", "their", "whose", "to", "for", "son", "daughter", "mother", "father",
    "child", "when", "after", "before",
];

#[cfg(test)]
mod tests {
    use crate::{Day, Language, Rule, testing::table_on};

    #[test]
    fn an_age_must_be_that_of_the_year_of_birth() {
        let day = Day::of_moment("2026-12-01", true);
        let rows = [
            "Công an tạm giữ ông A («45 tuổi, sinh năm 1990», trú tại Huế).",
            "Ông A («SN 1980, 36 tuổi») lái xe.",
            "Ông A («SN: 1980; 36 tuổi») lái xe.",
            "Bà B, «36 tuổi, sinh năm 1980», quê Quảng Nam.",
            "Bà B «sinh năm 1980, hiện 36 tuổi», dạy học.",
            "Bà B «sinh năm 1980 (năm nay 56 tuổi)», dạy học.",
            "Bà B «sinh ngày 2/3/1980, 36 tuổi», dạy học.",
            "Bà B «sinh ngày 2 tháng 3 năm 1980, 36 tuổi», dạy học.",
            // Right: before the birthday, after it, and by Vietnamese reckoning.
            "Ông A (45 tuổi, sinh năm 1980), ông B (46 tuổi, sinh năm 1980), ông C (47 tuổi, sinh năm 1980).",
            "Ông A (SN 1980, 46 tuổi).",
            // Two people.
            "Ông A (SN 1980) có con gái 5 tuổi. Bà B sinh năm 1980 và con 12 tuổi.",
            "Ông A sinh năm 1980. 5 tuổi đã biết chữ.",
            // Another time.
            "Năm 2016, ông A (36 tuổi, sinh năm 1980) sang Lào.",
            "Ông A sinh năm 1980, mất năm 2010; ông B sinh năm 1930, thọ 80 tuổi.",
            "Bà sinh năm 1980, khi 18 tuổi vào đại học.",
            "Sinh năm 1980, khoảng 30 tuổi.",
            // No age, no birth.
            "Trẻ từ 6 tuổi, sinh viên năm 2, sinh ra 1980 con.",
        ];
        table_on(Rule::AgeByBirth, Language::Vietnamese, day, &rows);
        let rows = [
            "Police held a «36-year-old man born in 1980».",
            "John Smith, «36, who was born in 1980», drove.",
            "John Smith («born in 1980, aged 36») drove.",
            "John Smith, «36, born on March 2, 1980», drove.",
            // Right, two people, another time.
            "John Smith, 46, who was born in 1980, and Jane Smith, 45, born in 1980.",
            "The 36-year-old mother of a boy born in 2019 drove.",
            "In 2016 John Smith, 36, born in 1980, drove. On July 4, he was born in 1980.",
        ];
        table_on(Rule::AgeByBirth, Language::English, day, &rows);
        // Nobody knows of when this is.
        table_on(Rule::AgeByBirth, Language::Vietnamese, None, &["Bà B, 36 tuổi, sinh năm 1980."]);
    }
}
