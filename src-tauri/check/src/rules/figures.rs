//! What several families ask of numbers: their value, what stands around them, dates and the calendar.

use crate::{Reading, Token, day::days};

/// The value of a number that is nothing but digits.
pub(super) fn plain(reading: &Reading, token: &Token) -> Option<u32> {
    let digits = reading.chars.get(token.start..token.end).filter(|_| token.is_number())?;
    if digits.len() > 9 {
        return None;
    }
    digits.iter().try_fold(0, |value, digit| Some(value * 10 + digit.to_digit(10)?))
}

pub(super) fn plain_at(reading: &Reading, at: usize) -> Option<u32> {
    reading.tokens.get(at).and_then(|token| plain(reading, token))
}

/// Whether nothing that would make it part of something longer is written on to the front.
pub(super) fn is_free_before(reading: &Reading, start: usize) -> bool {
    reading.before(start).is_none_or(|c| c.is_whitespace() || "([{“‘\"'«".contains(c))
}

/// The same at the end: `2019.` is free, `2019/QH14`, `8:30` and `5G` are not.
pub(super) fn is_free_after(reading: &Reading, end: usize) -> bool {
    match reading.after(end) {
        None => true,
        Some(c) if c.is_whitespace() || ")]}”’\"'»%…!?".contains(c) => true,
        Some(c) => ".,;:".contains(c) && reading.after(end + 1).is_none_or(|c| !c.is_alphanumeric()),
    }
}

/// The word before the token at `at`, one space apart.
pub(super) fn word_before<'r>(reading: &'r Reading, at: usize) -> Option<&'r Token> {
    let space = at.checked_sub(1)?;
    reading.tokens.get(space).filter(|token| token.is_space())?;
    reading.tokens.get(space.checked_sub(1)?).filter(|token| token.is_word())
}

/// The word after the token at `at`, one space apart.
pub(super) fn word_after<'r>(reading: &'r Reading, at: usize) -> Option<&'r Token> {
    reading.tokens.get(at + 1).filter(|token| token.is_space())?;
    reading.tokens.get(at + 2).filter(|token| token.is_word())
}

/// Whether a token is this word, its first letter large or small.
pub(super) fn is_word(reading: &Reading, token: &Token, word: &str) -> bool {
    let mut expected = word.chars();
    let mut written = reading.chars[token.start..token.end].iter().copied();
    match (expected.next(), written.next()) {
        (Some(small), Some(first)) if first == small || first.to_lowercase().eq([small]) => written.eq(expected),
        _ => false,
    }
}

pub(super) fn is_one_of(reading: &Reading, token: &Token, words: &[&str]) -> bool {
    words.iter().any(|word| is_word(reading, token, word))
}

/// A day of the calendar as it is written, in the tokens `first..last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub day: u32,
    pub month: u32,
    pub year: Option<u32>,
    pub last: usize,
}

/// `15/10/2019`, `15-10-2019`, `15.10.2019`, `15/10`, `15 tháng 10 năm 2019`, `15 tháng 10` at the token `at`.
/// Whether it is a day at all, the words around it must tell.
pub(super) fn date(reading: &Reading, at: usize) -> Option<Date> {
    let token = reading.tokens.get(at).filter(|token| token.is_number())?;
    let Some(day) = plain(reading, token) else { return dotted(reading, at, token) };
    if token.end - token.start > 2 {
        return None;
    }
    if let Some(date) = in_words(reading, at, day) {
        return Some(date);
    }
    let sign = ['/', '-'].into_iter().find(|sign| reading.is_sign(at + 1, *sign))?;
    let month = plain_at(reading, at + 2)?;
    if reading.tokens[at + 2].end - reading.tokens[at + 2].start > 2 {
        return None;
    }
    if reading.is_sign(at + 3, sign) && reading.tokens.get(at + 4).is_some_and(Token::is_number) {
        let token = &reading.tokens[at + 4];
        let year = plain(reading, token).filter(|_| token.end - token.start == 4)?;
        let is_free = is_free_after(reading, token.end) || reading.after(token.end).is_some_and(|c| "-–".contains(c));
        return is_free.then_some(Date { day, month, year: Some(year), last: at + 5 });
    }
    (sign == '/' && is_free_after(reading, reading.tokens[at + 2].end)).then_some(Date {
        day,
        month,
        year: None,
        last: at + 3,
    })
}

fn dotted(reading: &Reading, at: usize, token: &Token) -> Option<Date> {
    let mut parts = reading.chars[token.start..token.end].split(|c| *c == '.');
    let mut part = |most: usize| {
        let digits = parts.next().filter(|digits| digits.len() <= most)?;
        digits.iter().try_fold(0, |value, digit| Some(value * 10 + digit.to_digit(10)?))
    };
    let (day, month, year) = (part(2)?, part(2)?, part(4)?);
    (year >= 1000 && is_free_after(reading, token.end) && parts.next().is_none()).then_some(Date {
        day,
        month,
        year: Some(year),
        last: at + 1,
    })
}

fn in_words(reading: &Reading, at: usize, day: u32) -> Option<Date> {
    word_after(reading, at).filter(|word| is_word(reading, word, "tháng"))?;
    let month_at = at + 4;
    let month = plain_at(reading, month_at).filter(|_| reading.tokens[at + 3].is_space())?;
    let year = word_after(reading, month_at)
        .filter(|word| is_word(reading, word, "năm"))
        .and_then(|_| reading.tokens.get(month_at + 3).filter(|token| token.is_space()))
        .and_then(|_| plain_at(reading, month_at + 4))
        .filter(|year| (1000..3000).contains(year));
    Some(Date { day, month, year, last: if year.is_some() { month_at + 5 } else { month_at + 1 } })
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// As agencies shorten them, with a stop or without.
const SHORT: [(&str, u32); 12] = [
    ("Jan", 1),
    ("Feb", 2),
    ("Mar", 3),
    ("Apr", 4),
    ("Jun", 6),
    ("Jul", 7),
    ("Aug", 8),
    ("Sep", 9),
    ("Sept", 9),
    ("Oct", 10),
    ("Nov", 11),
    ("Dec", 12),
];

/// The month that an English word names.
pub(super) fn month(reading: &Reading, token: &Token) -> Option<u32> {
    let is = |word: &str| reading.chars[token.start..token.end].iter().copied().eq(word.chars());
    let whole = MONTHS.iter().position(|month| is(month)).map(|at| at as u32 + 1);
    whole.or_else(|| SHORT.iter().find(|(month, _)| is(month)).map(|(_, month)| *month))
}

pub(super) fn is_month(reading: &Reading, token: &Token) -> bool {
    month(reading, token).is_some()
}

pub(super) fn is_short_month(reading: &Reading, token: &Token) -> bool {
    !MONTHS.contains(&reading.text(token).as_str())
}

pub(super) fn days_in(month: u32, year: Option<u32>) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

/// 0 is Sunday.
pub(super) fn weekday(day: u32, month: u32, year: u32) -> usize {
    // The count begins on a Wednesday.
    (days(day, month, year) + 2).rem_euclid(7) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_right() {
        for (day, month, year, expected) in
            [(15, 10, 2019, 2), (1, 1, 2000, 6), (29, 2, 2020, 6), (2, 9, 1945, 0), (30, 4, 1975, 3), (31, 12, 1999, 5)]
        {
            assert_eq!(weekday(day, month, year), expected, "{day}/{month}/{year}");
        }
        for (month, year, expected) in
            [(2, Some(2019), 28), (2, Some(2000), 29), (2, Some(1900), 28), (2, None, 29), (6, None, 30), (13, None, 0)]
        {
            assert_eq!(days_in(month, year), expected);
        }
    }
}
