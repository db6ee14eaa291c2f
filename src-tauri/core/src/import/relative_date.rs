//! Dates as the press writes them beside a story: "hôm qua", "2 ngày trước", 15/10/2019, "October 15, 2019".
//!
//! [`resolve`] turns them into a day, [`relative`] writes a day that way. Days are kept absolute: a page's
//! "hôm qua" is true for one day only.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::{Days, Months, NaiveDate};

use crate::{
    fold,
    strings::{self, Language},
};

/// The day that `text` means when read on `today`; `None` where it is no date or one beyond the calendar.
pub fn resolve(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    match read(text)? {
        Meaning::Day { year, month, day } => NaiveDate::from_ymd_opt(year, month, day),
        Meaning::Ago { count, unit } => {
            let count = count?;
            let back = match unit {
                // To the day, "3 giờ trước" is today: the press writes hours for the same day only.
                Unit::Minute => today.checked_sub_days(Days::new(count / (24 * 60))),
                Unit::Hour => today.checked_sub_days(Days::new(count / 24)),
                Unit::Day => today.checked_sub_days(Days::new(count)),
                Unit::Week => today.checked_sub_days(Days::new(count.checked_mul(7)?)),
                Unit::Month => today.checked_sub_months(Months::new(count.try_into().ok()?)),
                Unit::Year => today.checked_sub_months(Months::new(count.checked_mul(12)?.try_into().ok()?)),
            };
            back.filter(|day| *day >= FIRST_DAY)
        }
    }
}

/// The day that `text` names without counting from today.
pub fn absolute(text: &str) -> Option<NaiveDate> {
    match read(text)? {
        Meaning::Day { year, month, day } => NaiveDate::from_ymd_opt(year, month, day),
        Meaning::Ago { .. } => None,
    }
}

/// Whether `text` is written as a date, even one beyond the calendar ("99999999999 năm trước").
pub fn is_date(text: &str) -> bool {
    read(text).is_some()
}

/// `date` as the press writes it on `today`: hôm nay, hôm qua, n ngày trước (to 29), n tháng trước (to 11),
/// n năm trước. Weeks are not used; a day to come is written out.
pub fn relative(date: NaiveDate, today: NaiveDate, language: Language) -> String {
    let days = (today - date).num_days();
    let (key, count) = match days {
        ..0 => return date.format(if language == Language::English { "%-d %B %Y" } else { "%d/%m/%Y" }).to_string(),
        0 => ("today", 0),
        1 => ("yesterday", 1),
        2..30 => ("days", days),
        30..60 => ("month", 1),
        60..365 => ("months", (days / 30).min(11)),
        365..730 => ("year", 1),
        730.. => ("years", days / 365),
    };
    let params = BTreeMap::from([("count", count.to_string())]);
    strings::filled(language, &format!("relative_date.{key}"), &params)
}

/// Nothing that a newsroom dates lies before the year 1.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a real day");

enum Meaning {
    Day {
        year: i32,
        month: u32,
        day: u32,
    },
    /// `count` is `None` where the number is too large for us.
    Ago {
        count: Option<u64>,
        unit: Unit,
    },
}

#[derive(Clone, Copy)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// The lengths of dates, in bytes: from "today" to the day spelled out.
const SHORTEST: usize = 5;
const LONGEST: usize = 80;

fn read(text: &str) -> Option<Meaning> {
    let text = text.trim();
    // Most lines of a text are looked at here: what can't be a date leaves before it costs anything.
    if !(SHORTEST..=LONGEST).contains(&text.len()) {
        return None;
    }
    let text = fold::exact(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    named(&words).or_else(|| ago(&words)).or_else(|| numeric(&words)).or_else(|| spelled(&words))
}

/// Words that need no number.
fn named(words: &[&str]) -> Option<Meaning> {
    static NAMED: LazyLock<BTreeMap<String, (u64, Unit)>> = LazyLock::new(|| {
        let rows = [
            ("vừa xong|mới đây|hôm nay|just now|today", 0, Unit::Day),
            ("hôm qua|yesterday", 1, Unit::Day),
            ("hôm kia", 2, Unit::Day),
            ("tuần trước|last week", 1, Unit::Week),
            ("tháng trước|last month", 1, Unit::Month),
            ("năm trước|năm ngoái|last year", 1, Unit::Year),
        ];
        // Through the same sieve as what is read, so that the tone's place can't part them.
        let each = |(names, count, unit): (&'static str, u64, Unit)| {
            names.split('|').map(move |name| (fold::exact(name), (count, unit)))
        };
        rows.into_iter().flat_map(each).collect()
    });
    let (count, unit) = NAMED.get(&words.join(" "))?;
    Some(Meaning::Ago { count: Some(*count), unit: *unit })
}

/// "2 ngày trước", "cách đây 2 ngày", "2 days ago".
fn ago(words: &[&str]) -> Option<Meaning> {
    let (count, unit) = match words {
        [count, unit, "trước" | "ago"] => (count, unit),
        ["cách", "đây", count, unit] => (count, unit),
        _ => return None,
    };
    let unit = match *unit {
        "giây" | "second" | "seconds" | "phút" | "minute" | "minutes" | "min" | "mins" => Unit::Minute,
        "giờ" | "tiếng" | "hour" | "hours" => Unit::Hour,
        "ngày" | "day" | "days" => Unit::Day,
        "tuần" | "week" | "weeks" => Unit::Week,
        "tháng" | "month" | "months" => Unit::Month,
        "năm" | "year" | "years" => Unit::Year,
        _ => return None,
    };
    let count = match *count {
        "một" | "a" | "an" | "one" => Some(1),
        digits if is_number(digits) => digits.parse().ok(),
        _ => return None,
    };
    // Seconds share the minutes' row: 59 of either is today.
    Some(Meaning::Ago { count, unit })
}

/// 15/10/2019, 5-3-2020, 15.10.2019 and 2019-10-15, with or without "ngày".
fn numeric(words: &[&str]) -> Option<Meaning> {
    let ([text] | ["ngày", text]) = words else { return None };
    ['/', '-', '.'].into_iter().find_map(|separator| {
        let parts: Vec<&str> = text.split(separator).collect();
        match parts[..] {
            [year, month, day] if year.len() == 4 => day_of(year, month, day),
            [day, month, year] => day_of(year, month, day),
            _ => None,
        }
    })
}

/// "15 tháng 10 năm 2019", "ngày 15 tháng 10, 2019", "October 15, 2019", "15 Oct 2019".
fn spelled(words: &[&str]) -> Option<Meaning> {
    let words: Vec<&str> = words.iter().map(|word| word.trim_end_matches(',')).collect();
    let words = month_in_figures(&words);
    match words[..] {
        ["tháng", month, day, year] => day_of(year, month, day),
        [day, "tháng", month, "năm", year]
        | ["ngày", day, "tháng", month, "năm", year]
        | [day, "tháng", month, year]
        | ["ngày", day, "tháng", month, year] => day_of(year, month, day),
        [one, other, year] => {
            let (month, day) =
                english_month(one).map(|month| (month, other)).or_else(|| Some((english_month(other)?, one)))?;
            let day = day.trim_end_matches(|c: char| c.is_ascii_lowercase());
            day_of(year, month, day)
        }
        _ => None,
    }
}

/// "tháng mười một" → "tháng 11".
fn month_in_figures<'a>(words: &[&'a str]) -> Vec<&'a str> {
    const NAMES: [(&[&str], &str); 14] = [
        (&["mười", "hai"], "12"),
        (&["mười", "một"], "11"),
        (&["mười"], "10"),
        (&["chín"], "9"),
        (&["tám"], "8"),
        (&["bảy"], "7"),
        (&["bẩy"], "7"),
        (&["sáu"], "6"),
        (&["năm"], "5"),
        (&["tư"], "4"),
        (&["ba"], "3"),
        (&["hai"], "2"),
        (&["một"], "1"),
        (&["giêng"], "1"),
    ];
    let Some(at) = words.iter().position(|word| *word == "tháng") else { return words.to_vec() };
    let (before, after) = words.split_at(at + 1);
    // Their tone may stand elsewhere in the same syllable.
    let fits = |names: &[&str]| {
        names.len() <= after.len() && names.iter().zip(after).all(|(name, word)| fold::exact(name) == **word)
    };
    match NAMES.iter().find(|(names, _)| fits(names)) {
        Some((names, figure)) => [before, &[figure], &after[names.len()..]].concat(),
        None => words.to_vec(),
    }
}

fn english_month(word: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "1"),
        ("february", "2"),
        ("march", "3"),
        ("april", "4"),
        ("may", "5"),
        ("june", "6"),
        ("july", "7"),
        ("august", "8"),
        ("september", "9"),
        ("october", "10"),
        ("november", "11"),
        ("december", "12"),
    ];
    let word = word.trim_end_matches('.');
    let fits = |name: &str| {
        name == word || (word.len() == 3 && name.starts_with(word)) || (word == "sept" && name == "september")
    };
    MONTHS.iter().find(|(name, _)| fits(name)).map(|(_, number)| *number)
}

/// A day whose parts are numbers of the right length and that is in the calendar.
fn day_of(year: &str, month: &str, day: &str) -> Option<Meaning> {
    let right =
        is_number(year) && year.len() == 4 && [month, day].iter().all(|part| is_number(part) && part.len() <= 2);
    if !right {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    NaiveDate::from_ymd_opt(year, month, day).filter(|day| *day >= FIRST_DAY)?;
    Some(Meaning::Day { year, month, day })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_resolved_against_the_day_it_is_read() {
        let today = day("2020-07-31");
        for (text, resolved) in [
            ("vừa xong", "2020-07-31"),
            ("5 phút trước", "2020-07-31"),
            ("23 giờ trước", "2020-07-31"),
            ("48 giờ trước", "2020-07-29"),
            ("hôm nay", "2020-07-31"),
            ("Hôm qua", "2020-07-30"),
            ("  hôm\u{a0}qua ", "2020-07-30"),
            ("2 ngày trước", "2020-07-29"),
            ("cách đây 3 ngày", "2020-07-28"),
            ("1 tuần trước", "2020-07-24"),
            // 31 June is not there: the last day of June is.
            ("1 tháng trước", "2020-06-30"),
            ("5 tháng trước", "2020-02-29"),
            ("một năm trước", "2019-07-31"),
            ("15/10/2019", "2019-10-15"),
            ("5-3-2020", "2020-03-05"),
            ("05.03.2020", "2020-03-05"),
            ("2019-10-15", "2019-10-15"),
            ("ngày 15/10/2019", "2019-10-15"),
            ("15 tháng 10 năm 2019", "2019-10-15"),
            ("Ngày 15 tháng 10, 2019", "2019-10-15"),
            ("yesterday", "2020-07-30"),
            ("Just now", "2020-07-31"),
            ("2 days ago", "2020-07-29"),
            ("a month ago", "2020-06-30"),
            ("October 15, 2019", "2019-10-15"),
            ("15 October 2019", "2019-10-15"),
            ("Oct. 15th, 2019", "2019-10-15"),
            ("Sept 1, 2019", "2019-09-01"),
            // Decomposed.
            ("ho\u{302}m qua", "2020-07-30"),
        ] {
            assert_eq!(resolve(text, today), Some(day(resolved)), "{text}");
            assert!(is_date(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        let today = day("2020-07-31");
        for text in [
            "",
            "mở rộng",
            "hom qua",
            "30/2/2019",
            "15/13/2019",
            "15/10/19",
            "5/2020",
            "1/2/3/2020",
            "ngày trước",
            "-2 ngày trước",
            "2 trang trước",
            "tháng 5/2020",
            "15 Brumaire 2019",
            "0000-01-01",
        ] {
            assert_eq!(resolve(text, today), None, "{text}");
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn numbers_beyond_the_calendar_are_dates_that_mean_no_day() {
        let today = day("2020-07-31");
        for text in [
            "99999999999999999999999 năm trước",
            "18446744073709551615 tuần trước",
            "3000 năm trước",
            "999999999999 days ago",
        ] {
            assert!(is_date(text), "{text}");
            assert_eq!(resolve(text, today), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_written_as_the_press_writes_it() {
        let today = day("2020-07-31");
        for (days, vietnamese, english) in [
            (-1, "01/08/2020", "1 August 2020"),
            (0, "hôm nay", "today"),
            (1, "hôm qua", "yesterday"),
            (2, "2 ngày trước", "2 days ago"),
            (7, "7 ngày trước", "7 days ago"),
            (29, "29 ngày trước", "29 days ago"),
            (30, "1 tháng trước", "1 month ago"),
            (59, "1 tháng trước", "1 month ago"),
            (60, "2 tháng trước", "2 months ago"),
            (359, "11 tháng trước", "11 months ago"),
            (364, "11 tháng trước", "11 months ago"),
            (365, "1 năm trước", "1 year ago"),
            (729, "1 năm trước", "1 year ago"),
            (3650, "10 năm trước", "10 years ago"),
        ] {
            let date = today - chrono::Duration::days(days);
            assert_eq!(relative(date, today, Language::Vietnamese), vietnamese, "{days}");
            assert_eq!(relative(date, today, Language::English), english, "{days}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}", count in any::<u64>(), unit in 0..6usize, back in any::<u32>()) {
            let extremes = [NaiveDate::MIN, day("2020-02-29"), NaiveDate::MAX];
            let unit = ["phút", "giờ", "ngày", "tuần", "tháng", "năm"][unit];
            for today in extremes {
                resolve(&text, today);
                resolve(&format!("{count} {unit} trước"), today);
            }
            let date = day("9999-12-31").checked_sub_days(Days::new(back.into())).unwrap_or(NaiveDate::MIN);
            for today in extremes {
                relative(date, today, Language::English);
            }
        }

        #[test]
        fn up_to_29_days_reading_is_the_reverse_of_writing(back in 0i64..30) {
            let today = day("2024-03-01");
            let date = today - chrono::Duration::days(back);
            for language in Language::ALL {
                prop_assert_eq!(resolve(&relative(date, today, *language), today), Some(date));
            }
        }
    }
}
