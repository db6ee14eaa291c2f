//! The line under a headline that says when it was published and how often it was read:
//! `15/10/2019 | 6325`, `Thứ Ba, 15/10/2019, 14:05 (GMT+7)`, `Published: October 15, 2019`.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeZone};

use super::{labels, relative_date};
use crate::Language;

#[derive(Debug, PartialEq, Eq)]
pub struct DateLine<'a> {
    /// `2019-10-15`, or with time and zone where the line says them.
    pub date: String,
    pub views: Option<u64>,
    /// What stood there and was not used: a weekday that is not that day's, a time of an unknown zone.
    pub unused: Vec<&'a str>,
}

/// Reads a line that holds a date and nothing else but what belongs to it.
///
/// A time without a zone is Vietnam's on a Vietnamese page; on others nobody can tell, and it is not used.
pub fn read(text: &str, language: Language) -> Option<DateLine<'_>> {
    let (mut date, mut time, mut zone, mut views, mut weekday) = (None, None, None, None, None);
    let mut rest = text;
    let mut after_bar = false;
    while !rest.is_empty() {
        if let Some(next) = rest.strip_prefix(|c: char| c.is_whitespace() || ",-–—•·|".contains(c)) {
            after_bar |= rest.starts_with('|');
            rest = next;
        } else if let Some((_, next)) = labels::split(rest, labels::PUBLISHED) {
            rest = next;
        } else if let Some(next) = labels::AT.iter().find_map(|word| whole_word(rest, word)) {
            rest = next;
        } else if let Some((day, next)) = take(&weekday, rest, take_weekday) {
            weekday = Some((day, &rest[..rest.len() - next.len()]));
            rest = next;
        } else if let Some((day, next)) = take(&date, rest, take_date) {
            date = Some(day);
            rest = next;
        } else if let Some((found, next)) = take(&time, rest, take_time) {
            time = Some((found, rest[..rest.len() - next.len()].trim_end()));
            rest = next;
        } else if let Some((found, next)) = take(&zone, rest, take_zone) {
            zone = Some(found);
            rest = next;
        } else if let Some((count, next)) = take(&views, rest, |rest| take_views(rest, after_bar)) {
            views = Some(count);
            rest = next;
        } else {
            return None;
        }
    }

    let date: NaiveDate = date?;
    let mut unused = Vec::new();
    if let Some((day, words)) = weekday
        && day != date.weekday().num_days_from_monday()
    {
        unused.push(words);
    }
    let vietnam = || (language == Language::Vietnamese).then(|| FixedOffset::east_opt(7 * 3600)).flatten();
    let moment = time.and_then(|(time, words)| {
        let moment = zone.or_else(vietnam).and_then(|zone| zone.from_local_datetime(&date.and_time(time)).single());
        if moment.is_none() {
            unused.push(words);
        }
        moment
    });
    let date = match moment {
        Some(moment) => moment.to_rfc3339_opts(SecondsFormat::Secs, true),
        None => date.to_string(),
    };
    Some(DateLine { date, views, unused })
}

/// Each part is there once.
fn take<'a, T, U>(
    had: &Option<T>,
    rest: &'a str,
    part: impl Fn(&'a str) -> Option<(U, &'a str)>,
) -> Option<(U, &'a str)> {
    if had.is_some() { None } else { part(rest) }
}

fn whole_word<'a>(rest: &'a str, word: &str) -> Option<&'a str> {
    labels::strip_prefix(rest, word).filter(|next| !next.starts_with(char::is_alphanumeric))
}

fn take_weekday(rest: &str) -> Option<(u32, &str)> {
    (0..).zip(labels::WEEKDAYS).find_map(|(day, names)| {
        let next = names.iter().find_map(|name| whole_word(rest, name))?;
        Some((day, next))
    })
}

/// The longest run of words that is a date.
fn take_date(rest: &str) -> Option<(NaiveDate, &str)> {
    let segment = rest.split('|').next().unwrap_or(rest);
    let word_ends = segment.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).take(8);
    let mut ends: Vec<usize> = word_ends.chain([segment.len()]).collect();
    ends.sort_unstable_by(|a, b| b.cmp(a));
    ends.into_iter().find_map(|end| {
        let words = segment[..end].trim_end().trim_end_matches(',');
        Some((relative_date::absolute(words)?, &rest[words.len()..]))
    })
}

/// 14:05, 14:05:33, 14h05, 2:05 PM.
fn take_time(rest: &str) -> Option<(NaiveTime, &str)> {
    let (hour, next) = digits(rest, 2)?;
    let (minute, mut next) = digits(next.strip_prefix([':', 'h', 'g'])?, 2)?;
    let mut second = 0;
    if let Some((seconds, after)) = next.strip_prefix(':').and_then(|after| digits(after, 2)) {
        (second, next) = (seconds, after);
    }
    let half = |word| whole_word(next.trim_start(), word);
    let (hour, next) = match (half("am"), half("pm"), hour) {
        (Some(next), _, 1..=12) => (hour % 12, next),
        (_, Some(next), 1..=12) => (hour % 12 + 12, next),
        _ => (hour, next),
    };
    let ends = !next.starts_with(|c: char| c.is_alphanumeric() || c == ':');
    ends.then_some((NaiveTime::from_hms_opt(hour, minute, second)?, next))
}

/// (GMT+7), UTC+07:00, GMT.
fn take_zone(rest: &str) -> Option<(FixedOffset, &str)> {
    let inner = rest.strip_prefix('(').unwrap_or(rest);
    let inner = ["gmt", "utc"].iter().find_map(|name| labels::strip_prefix(inner, name))?;
    let (east, next) = match inner.strip_prefix(['+', '-']) {
        None => (0, inner),
        Some(after) => {
            let (hours, mut next) = digits(after, 2)?;
            let mut minutes = 0;
            if let Some((found, after)) = next.strip_prefix(':').and_then(|after| digits(after, 2)) {
                (minutes, next) = (found, after);
            }
            let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
            (if inner.starts_with('-') { -seconds } else { seconds }, next)
        }
    };
    let next = if rest.starts_with('(') { next.strip_prefix(')')? } else { next };
    Some((FixedOffset::east_opt(east)?, next))
}

/// `| 6325`, `6.325 lượt xem`, `Lượt xem: 6325`. A bare number is a count only after the bar.
fn take_views(rest: &str, after_bar: bool) -> Option<(u64, &str)> {
    let labelled = labels::split(rest, labels::VIEWS).map(|(_, next)| next);
    let start = labelled.unwrap_or(rest);
    let end = start.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(start.len());
    let (number, next) = start.split_at(end);
    let groups: Vec<&str> = number.split(['.', ',']).collect();
    let grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    if !grouped || groups[0].is_empty() {
        return None;
    }
    let count = groups.concat().parse().ok()?;
    match labels::VIEWS.iter().find_map(|word| whole_word(next.trim_start(), word)) {
        Some(next) => Some((count, next)),
        None if (labelled.is_some() || after_bar) && !next.starts_with(char::is_alphanumeric) => Some((count, next)),
        None => None,
    }
}

/// One to `most` digits at the start.
fn digits(rest: &str, most: usize) -> Option<(u32, &str)> {
    let end = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&end).then(|| Some((rest[..end].parse().ok()?, &rest[end..]))).flatten()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_date_line_gives_date_and_views() {
        for (text, date, views) in [
            ("15/10/2019 | 6325", "2019-10-15", Some(6325)),
            ("15/10/2019|6325", "2019-10-15", Some(6325)),
            ("15/10/2019", "2019-10-15", None),
            ("15/10/2019 - 6.325 lượt xem", "2019-10-15", Some(6325)),
            ("15/10/2019 | Lượt xem: 1,234,567", "2019-10-15", Some(1_234_567)),
            ("Thứ Ba, 15/10/2019, 14:05 (GMT+7)", "2019-10-15T14:05:00+07:00", None),
            ("Cập nhật lúc: 14h05 ngày 15/10/2019", "2019-10-15T14:05:00+07:00", None),
            ("Ngày đăng: 15 tháng 10 năm 2019", "2019-10-15", None),
            ("15/10/2019 lúc 14:05:33", "2019-10-15T14:05:33+07:00", None),
            ("15/10/2019 00:05 UTC", "2019-10-15T00:05:00Z", None),
            ("Published: October 15, 2019, 2:05 PM GMT-3 | 12 views", "2019-10-15T14:05:00-03:00", Some(12)),
        ] {
            let read = read(text, Language::Vietnamese);
            assert_eq!(read, Some(DateLine { date: date.into(), views, unused: vec![] }), "{text}");
        }
    }

    #[test]
    fn what_is_not_used_is_told() {
        let wrong_day = read("Thứ Hai, 15/10/2019", Language::Vietnamese).unwrap();
        assert_eq!((wrong_day.date.as_str(), wrong_day.unused), ("2019-10-15", vec!["Thứ Hai"]));
        let no_zone = read("Tuesday, 15 October 2019 at 14:05", Language::English).unwrap();
        assert_eq!((no_zone.date.as_str(), no_zone.unused), ("2019-10-15", vec!["14:05"]));
    }

    #[test]
    fn a_line_that_says_more_is_no_date_line() {
        for text in [
            "",
            "|",
            "6325",
            "Thứ Ba",
            "14:05",
            "Ngày 15/10/2019, tại Hà Nội",
            "15/10/2019 | 6325 | Chính trị",
            "15/10/2019 16/10/2019",
            "15/10/2019 6325",
            "31/02/2019 | 5",
            "15/10/2019 | 12.34",
            "15/10/2019 | 99999999999999999999999",
        ] {
            assert_eq!(read(text, Language::Vietnamese), None, "{text}");
        }
    }
}
