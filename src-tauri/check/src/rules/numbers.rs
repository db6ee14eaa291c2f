//! `number_grouping`, `leading_zero`, `number_not_in_body`.
//!
//! Codes are numbers too, so a long one is judged only before a unit, and a zero before it only where something is
//! counted: 04 năm, but not tháng 04 năm 2019, 08 giờ or số 05. 1,234 may be a decimal: only 1,234,567 is surely
//! grouped by commas.
//!
//! A number of headline, lead or caption is looked for in the body by its value; a year, "lần thứ 18", "hơn 1 triệu"
//! and what is part of a name or a code need not be there, and a body without words yet says nothing.

use std::collections::BTreeMap;

use super::beside::{ABOUT, COUNTED, NUMBERED, SPELLED, SPELLED_ENGLISH, UNITS};
use super::figures::{date, is_free_after, is_free_before, is_one_of, is_word, plain, word_after, word_before};
use crate::{
    Fact, Finding, Language, Out, Reading, Rewrite, Role, Rule, Style, Token,
    fact::{CLAIMED, WITNESSED},
    style::Grouping,
};

pub(super) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    let is_claim =
        matches!(reading.role(), Role::Kicker | Role::Headline | Role::Subheadline | Role::Lead | Role::Caption);
    let is_body = reading.role().is_body();
    let mut past_date = 0;
    for (at, token) in reading.tokens.iter().enumerate() {
        if token.is_word() && is_body {
            witness_word(reading, token, out);
        }
        if !token.is_number() || at < past_date {
            continue;
        }
        let Some(language) = reading.language_at(token.start) else { continue };
        if is_claim || is_body {
            past_date = in_body(reading, at, language, is_claim, out);
        }
        if is_free_before(reading, token.start) && is_free_after(reading, token.end) {
            grouping(reading, style, at, language, out);
            if language == Language::Vietnamese {
                leading_zero(reading, at, out);
            }
        }
    }
}

/// What groups digits, and what begins the decimals.
fn signs(language: Language) -> (char, char) {
    match language {
        Language::Vietnamese => ('.', ','),
        Language::English => (',', '.'),
    }
}

/// Whether these are digits in threes with `sign` between: 1.234.567.
fn is_grouped(digits: &[char], sign: char) -> bool {
    let mut groups = digits.split(|c| *c == sign);
    let is_first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_digits(first));
    is_first && groups.all(|group| group.len() == 3 && is_digits(group))
}

fn is_digits(chars: &[char]) -> bool {
    chars.iter().all(char::is_ascii_digit)
}

fn grouped(digits: &[char], sign: char) -> String {
    let mut text = String::new();
    for (at, digit) in digits.iter().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(sign);
        }
        text.push(*digit);
    }
    text
}

fn grouping(reading: &Reading, style: &Style, at: usize, language: Language, out: &mut Out) {
    let token = &reading.tokens[at];
    let text = &reading.chars[token.start..token.end];
    let (sign, point) = signs(language);
    let found = || Finding::new(Rule::NumberGrouping, token.start, token.end);
    let count = |sign: char| text.iter().filter(|c| **c == sign).count();
    if count(point) >= 2 && count(sign) <= 1 {
        // 1,234,567.8 in Vietnamese
        let mut halves = text.split(|c| *c == sign);
        let whole = halves.next().unwrap_or_default();
        if is_grouped(whole, point) {
            let digits: Vec<char> = whole.iter().copied().filter(char::is_ascii_digit).collect();
            let mut right = grouped(&digits, sign);
            if let Some(decimals) = halves.next() {
                right.push(point);
                right.extend(decimals);
            }
            out.found(found().with("preferred", &right).fix(right));
        }
        return;
    }
    let whole = text.split(|c| *c == point).next().unwrap_or_default();
    let digits = whole.iter().filter(|c| c.is_ascii_digit()).count();
    let has_unit = word_after(reading, at).is_some_and(|word| is_one_of(reading, word, &UNITS));
    if whole.iter().filter(|c| **c == sign).count() >= 2 && !is_grouped(whole, sign) {
        // 1.2.3 numbers a section, 15.10.2019 a day.
        let last = whole.rsplit(|c| *c == sign).next().map_or(0, <[char]>::len);
        if has_unit && last == 3 {
            out.found(found().because("number_grouping_odd"));
        }
        return;
    }
    let is_code =
        text[0] == '0' || digits > 12 || word_before(reading, at).is_some_and(|word| is_word(reading, word, "số"));
    if digits < 5 || !has_unit || is_code {
        return;
    }
    let is_plain = is_digits(whole);
    if !is_plain && !is_grouped(whole, sign) {
        return;
    }
    let digits: Vec<char> = whole.iter().copied().filter(char::is_ascii_digit).collect();
    let rest: String = text[whole.len()..].iter().collect();
    let right = if is_plain { grouped(&digits, sign) } else { digits.iter().collect() } + &rest;
    let shown = if language == Language::Vietnamese { "12.345" } else { "12,345" };
    let (form, other) = if is_plain { ("12345", shown) } else { (shown, "12345") };
    match style.writing.numbers {
        Grouping::Grouped if !is_plain => {}
        Grouping::Plain if is_plain => {}
        Grouping::Alike => {
            let key = language.tag();
            let rewrite = Rewrite::To(BTreeMap::from([(other, right)]));
            out.noted(Fact::new(Rule::NumberGrouping, key, form, token.start, token.end).rewrite(rewrite));
        }
        Grouping::Grouped | Grouping::Plain => out.found(found().with("preferred", &right).fix(right)),
    }
}

fn leading_zero(reading: &Reading, at: usize, out: &mut Out) {
    let token = &reading.tokens[at];
    let is_small = token.end - token.start == 2 && reading.chars[token.start] == '0';
    if !is_small || plain(reading, token) == Some(0) {
        return;
    }
    let counts = word_after(reading, at)
        .is_some_and(|word| is_one_of(reading, word, &COUNTED) && reading.chars[word.start].is_lowercase());
    let is_name = word_before(reading, at)
        .is_some_and(|word| is_one_of(reading, word, &NUMBERED) || reading.chars[word.start].is_uppercase() && at > 2);
    if counts && !is_name {
        let number = reading.text(token);
        let fix = number[1..].to_owned();
        out.found(Finding::new(Rule::LeadingZero, token.start, token.end).with("number", number).fix(fix));
    }
}

/// The value of a number, written one way: digits without groups, and a comma before the decimals.
fn key(reading: &Reading, at: usize, language: Language) -> String {
    let token = &reading.tokens[at];
    let text = &reading.chars[token.start..token.end];
    let (sign, point) = signs(language);
    let mut digits = String::with_capacity(text.len());
    let mut decimals = 0;
    for c in text {
        if c.is_ascii_digit() {
            digits.push(*c);
            decimals += usize::from(digits.contains(','));
        } else if *c == point && !digits.contains(',') {
            digits.push(',');
        } else if *c != sign {
            digits.push(*c);
        }
    }
    let zeros = match word_after(reading, at) {
        Some(word) if is_one_of(reading, word, &["nghìn", "ngàn", "thousand"]) => 3,
        Some(word) if is_one_of(reading, word, &["triệu", "million"]) => 6,
        Some(word) if is_one_of(reading, word, &["tỷ", "tỉ", "billion"]) => 9,
        _ => 0,
    };
    if zeros > decimals {
        digits.retain(|c| c != ',');
        digits.extend(std::iter::repeat_n('0', zeros - decimals));
    }
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() || trimmed.starts_with(',') { format!("0{trimmed}") } else { trimmed.to_owned() }
}

/// Notes the number at `at` as claimed or witnessed; returns where to go on.
fn in_body(reading: &Reading, at: usize, language: Language, is_claim: bool, out: &mut Out) -> usize {
    let token = &reading.tokens[at];
    if let Some(date) = date(reading, at).filter(|date| (1..=31).contains(&date.day) && (1..=12).contains(&date.month))
    {
        let end = reading.tokens[date.last - 1].end;
        let form = if is_claim { CLAIMED } else { WITNESSED };
        let is_day = date.year.is_some() || word_before(reading, at).is_some_and(|word| is_word(reading, word, "ngày"));
        // 3/4 in the body may be a day or not: it bears out either.
        if is_day || !is_claim {
            let key = format!("{}/{}", date.day, date.month);
            out.noted(Fact::new(Rule::NumberNotInBody, key, form, token.start, end));
        }
        if is_day || is_claim {
            return date.last;
        }
    }
    let key = key(reading, at, language);
    if !is_claim {
        out.noted(Fact::new(Rule::NumberNotInBody, key, WITNESSED, token.start, token.end));
    } else if is_told(reading, at) {
        out.noted(Fact::new(Rule::NumberNotInBody, key, CLAIMED, token.start, token.end));
    }
    at + 1
}

/// Whether this number tells the reader something that the body should tell, too.
fn is_told(reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens[at];
    if !is_free_before(reading, token.start) || !is_free_after(reading, token.end) {
        return false;
    }
    let value = plain(reading, token);
    let is_year = token.end - token.start == 4 && value.is_some_and(|year| (1900..2100).contains(&year));
    if is_year || value.is_some_and(|value| value < 2) {
        return false;
    }
    let Some(before) = word_before(reading, at) else { return true };
    let is_name = is_one_of(reading, before, &NUMBERED) || is_one_of(reading, before, &ABOUT);
    // Apollo 11, Trung ương 4
    let is_called = reading.chars[before.start].is_uppercase() && !reading.begins_sentence(at.saturating_sub(2));
    !is_name && !is_called
}

fn witness_word(reading: &Reading, token: &Token, out: &mut Out) {
    if token.end - token.start > 5 {
        return;
    }
    let value = match reading.language_at(token.start) {
        Some(Language::Vietnamese) => SPELLED.iter().position(|word| is_word(reading, token, word)),
        Some(Language::English) => SPELLED_ENGLISH.iter().position(|word| is_word(reading, token, word)),
        None => None,
    };
    if let Some(value) = value {
        let key = (value + 2).to_string();
        out.noted(Fact::new(Rule::NumberNotInBody, key, WITNESSED, token.start, token.end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Passage,
        testing::{self, table, table_for},
    };

    #[test]
    fn large_numbers_are_grouped_by_threes() {
        table(
            Rule::NumberGrouping,
            &[
                ("Có «1,234,567» đồng và «1,234,567.8» đồng.", "Có 1.234.567 đồng và 1.234.567,8 đồng."),
                ("Thu «12345» tấn, chi «1234567,5» đồng.", "Thu 12.345 tấn, chi 1.234.567,5 đồng."),
                ("Có «1.23.456» người.", ""),
                // Right, or a code.
                ("Có 1.234.567,5 đồng, 12.345 tấn, 1234 người, 1,234 tấn.", ""),
                ("Gọi 0912345678 đồng thời nhắn 19001234, số 123456 ngày 5, mã 10000.", ""),
                ("Mục 1.2.3, ngày 15.10.2019, năm 2019, 192.168.100.200 người", ""),
            ],
        );
        let english = |rows: &[(&str, &str)]| {
            table_for(Rule::NumberGrouping, Role::Paragraph, Language::English, &Style::default(), rows);
        };
        english(&[("It cost «1.234.567» dollars and «12345» euros.", "It cost 1,234,567 dollars and 12,345 euros.")]);
        english(&[("It cost 1,234,567.8 dollars in 2019, 1.234 tons.", "")]);
        let style = Style::from_toml("[writing]\nnumbers = \"alike\"").unwrap();
        let rows = [("Thu 12345 tấn, 23456 tấn và «34.567» tấn.", "Thu 12345 tấn, 23456 tấn và 34567 tấn.")];
        table_for(Rule::NumberGrouping, Role::Paragraph, Language::Vietnamese, &style, &rows);
    }

    #[test]
    fn nothing_is_counted_with_a_zero() {
        table(
            Rule::LeadingZero,
            &[
                ("Sau «04» năm thực hiện, còn «03» tháng.", "Sau 4 năm thực hiện, còn 3 tháng."),
                ("Gồm «05» đồng chí ở «02» huyện.", "Gồm 5 đồng chí ở 2 huyện."),
                ("Tháng 04 năm 2019, ngày 05 tháng 9, số 01 năm 2020, quý 02 năm nay.", ""),
                ("04/2020, lúc 08:30, 08 giờ 05 phút, 024 3456, đội 03 đã thắng, 00 năm", ""),
                ("Khóa 04 năm học, Điều 05 chương trình, 01. Một là, 007 người, 10 năm", ""),
            ],
        );
    }

    #[test]
    fn the_body_has_the_numbers_of_headline_and_captions() {
        let story = |role: Role, claim: &str, body: &str, expected: &str| {
            let passage = |role, text: &str| Passage::new(role, Language::Vietnamese, text);
            let passages = [passage(role, &claim.replace(['«', '»'], "")), passage(Role::Paragraph, body)];
            let marked = format!("{claim}|{body}");
            assert!(expected.is_empty());
            testing::check(Rule::NumberNotInBody, &Style::default(), &passages, &marked, "");
        };
        let body = "Ngày 15/10, có 1.250 người ở ba huyện nhận 1,2 triệu đồng, tăng 04 lần.";
        for claim in [
            "«1.205» người nhận quà",
            "«5» huyện nhận quà",
            "Ngày «16/10», mưa lớn",
            "Tăng «10»% trong một năm",
            // There, in another writing.
            "1250 người ở 3 huyện tăng 4 lần",
            "1.200.000 đồng sáng 15-10-2019",
            // Need not be there.
            "Hội nghị lần thứ 18 năm 2019, COVID-19, hơn 1.000 người, Apollo 11, Nghị quyết 35-CT/TW",
        ] {
            story(Role::Headline, claim, body, "");
            story(Role::Caption, claim, body, "");
        }
        // Nothing is written yet.
        story(Role::Headline, "18 người nhận quà", "", "");
    }
}
