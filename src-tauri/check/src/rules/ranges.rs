//! `range_style`: 2012-2018 beside 2015 - 2020.
//!
//! Ranges of years are one group, and others (10-15%, 2 - 3 năm) another. Two numbers with a dash between are a range
//! of years where both are years that rise, and another range only before a unit: 2-1 is a score, 15-10 a day, 024-3456
//! a telephone. What is written on to either side (COVID-19, 737-800, 15-20/10) makes it something else.

use std::collections::BTreeMap;

use super::{
    beside::UNITS,
    figures::{is_free_after, is_free_before, is_one_of, plain, word_after, word_before},
};
use crate::{Fact, Finding, Out, Reading, Rewrite, Rule, Style, Token, style::Ranges};

struct Way {
    way: Ranges,
    between: &'static str,
    years: &'static str,
    numbers: &'static str,
}

/// Each way, and how it looks to a person.
const WAYS: [Way; 4] = [
    Way { way: Ranges::SpacedHyphen, between: " - ", years: "2015 - 2020", numbers: "10 - 15" },
    Way { way: Ranges::Hyphen, between: "-", years: "2015-2020", numbers: "10-15" },
    Way { way: Ranges::SpacedDash, between: " – ", years: "2015 – 2020", numbers: "10 – 15" },
    Way { way: Ranges::Dash, between: "–", years: "2015–2020", numbers: "10–15" },
];

/// Words after which two numbers are no range.
const NO_RANGE: &[&str] = &["ngày", "số", "tỷ", "tỉ", "mã", "điều", "mẫu", "hotline", "thoại"];

pub(super) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    for (at, token) in reading.tokens.iter().enumerate() {
        let is_first = token.is_number() && is_free_before(reading, token.start);
        if let Some(range) = is_first.then(|| range(reading, at)).flatten() {
            judge(reading, style, &range, out);
        }
    }
}

struct Range {
    first: Token,
    second: Token,
    are_years: bool,
}

fn range(reading: &Reading, at: usize) -> Option<Range> {
    let first = reading.tokens[at];
    let sign = at + 1 + usize::from(reading.is_one_space(at + 1));
    if !(reading.is_sign(sign, '-') || reading.is_sign(sign, '–')) {
        return None;
    }
    let last = sign + 1 + usize::from(reading.is_one_space(sign + 1));
    let second = *reading.tokens.get(last).filter(|token| token.is_number())?;
    let rises = match (plain(reading, &first), plain(reading, &second)) {
        (Some(first), Some(second)) => first < second,
        _ => true,
    };
    if !rises || !is_free_after(reading, second.end) {
        return None;
    }
    let is_year = |token: &Token| plain(reading, token).is_some_and(|year| (1000..2200).contains(&year));
    let has_four = |token: &Token| token.end - token.start == 4;
    if is_year(&first) && is_year(&second) && has_four(&first) && has_four(&second) {
        return Some(Range { first, second, are_years: true });
    }
    let has_unit = reading.after(second.end) == Some('%')
        || word_after(reading, last).is_some_and(|word| is_one_of(reading, word, &UNITS));
    let is_other = word_before(reading, at).is_some_and(|word| is_one_of(reading, word, NO_RANGE));
    (has_unit && !is_other).then_some(Range { first, second, are_years: false })
}

fn judge(reading: &Reading, style: &Style, range: &Range, out: &mut Out) {
    let (start, end) = (range.first.start, range.second.end);
    let between = &reading.chars[range.first.end..range.second.start];
    let shown = |way: &Way| if range.are_years { way.years } else { way.numbers };
    let rewritten = |way: &Way| format!("{}{}{}", reading.text(&range.first), way.between, reading.text(&range.second));
    let Some(written) = WAYS.iter().find(|way| way.between.chars().eq(between.iter().copied())) else {
        let way = &WAYS[if between.contains(&'–') { 2 } else { 0 }];
        out.found(Finding::new(Rule::RangeStyle, start, end).because("range_uneven").fix(rewritten(way)));
        return;
    };
    if style.writing.ranges == Ranges::Alike {
        let others = WAYS.iter().map(|way| (shown(way), rewritten(way))).collect::<BTreeMap<_, _>>();
        let key = if range.are_years { "years" } else { "numbers" };
        out.noted(Fact::new(Rule::RangeStyle, key, shown(written), start, end).rewrite(Rewrite::To(others)));
    } else if let Some(wanted) = WAYS.iter().find(|way| way.way == style.writing.ranges && way.way != written.way) {
        out.found(Finding::new(Rule::RangeStyle, start, end).with("preferred", shown(wanted)).fix(rewritten(wanted)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language, Role,
        testing::{table, table_for},
    };

    #[test]
    fn ranges_of_a_story_look_alike() {
        table(
            Rule::RangeStyle,
            &[
                (
                    "Nhiệm kỳ 2015 - 2020, 2020 - 2025 và giai đoạn («2012-2018»).",
                    "Nhiệm kỳ 2015 - 2020, 2020 - 2025 và giai đoạn (2012 - 2018).",
                ),
                ("Tăng 10-15%, chờ 2-3 năm, nặng «5 – 7» kg.", "Tăng 10-15%, chờ 2-3 năm, nặng 5-7 kg."),
                ("Nhiệm kỳ «2015 -2020».", "Nhiệm kỳ 2015 - 2020."),
                // Years and other ranges are groups apart.
                ("Nhiệm kỳ 2015 - 2020 tăng 10-15%.", ""),
                // No ranges.
                ("Nhiệm kỳ 2015 - 2020: COVID-19, 15-10-2019, thắng 2-1, Boeing 737-800, 024-3456, A-1, -5-10%", ""),
                (
                    "Nhiệm kỳ 2015 - 2020, số 12-15 phố Huế, Chỉ thị 35-CT/TW, ngày 15-20/10, 2020-2015, 1234-5678-9012",
                    "",
                ),
            ],
        );
        let style = Style::from_toml("[writing]\nranges = \"dash\"").unwrap();
        let rows = [("Nhiệm kỳ «2015 - 2020», 2020–2025.", "Nhiệm kỳ 2015–2020, 2020–2025.")];
        table_for(Rule::RangeStyle, Role::Paragraph, Language::Vietnamese, &style, &rows);
    }
}
