//! The line under a headline that says when it was published and how often it was read:
//! `15/10/2019 | 6325`, `Thứ Ba, 15/10/2019, 14:05 (GMT+7)`, `Published: October 15, 2019`.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeZone};

use super::{furniture, labels, relative_date};
use crate::Language;

#[derive(Debug, PartialEq, Eq)]
pub struct DateLine<'a> {
    /// `2019-10-15`, or with time and zone where the line says them.
    pub date: String,
    pub views: Option<u64>,
    /// What stood there and was not used: a weekday that is not that day's, a time of an unknown zone, a later change.
    pub unused: Vec<&'a str>,
    /// Whether it dates a change only, and not what was published.
    pub is_update: bool,
}

/// Reads a line that holds a date and nothing else but what belongs to it.
///
/// A time without a zone is Vietnam's on a Vietnamese page; on others nobody can tell, and it is not used. Nor is one whose
/// zone is named by letters that mean several.
pub fn read(text: &str, language: Language) -> Option<DateLine<'_>> {
    // "15/10/2019 14:05 (Cập nhật: 16/10/2019 08:00)", "Published Oct. 15, 2019Updated Oct. 16, 2019"
    if let Some(at) = later_change(text) {
        let (first, change) = text.split_at(at);
        let bare = |text: &'_ str| text.trim_end_matches(|c: char| c == '(' || c == '[' || is_between(c)).len();
        let inner = change.trim_end_matches([')', ']', ' ']);
        if read_one(inner, language).is_none() && !is_change_ago(inner) {
            return None;
        }
        let mut found = read_one(&first[..bare(first)], language)?;
        found.unused.push(inner);
        return Some(found);
    }
    read_one(text, language)
}

/// "Updated 3 hours ago": a day alone says less, so it is never used.
pub fn is_change_ago(text: &str) -> bool {
    labels::begins_with(text, labels::UPDATED)
        .is_some_and(|(_, ago)| relative_date::is_date(ago.trim_start_matches([':', '：', ' '])))
}

/// Where a line that has begun with a date goes on with that of its change.
fn later_change(text: &str) -> Option<usize> {
    let starts = text.char_indices().map(|(at, _)| at).skip(8);
    starts.into_iter().find(|at| {
        labels::begins_with(&text[*at..], labels::UPDATED).is_some()
            && !text[..*at].ends_with(|c: char| c.is_alphabetic())
            && text[..*at].contains(|c: char| c.is_ascii_digit())
    })
}

fn is_between(letter: char) -> bool {
    letter.is_whitespace() || ",-–—•·|;'’/".contains(letter)
}

fn read_one(text: &str, language: Language) -> Option<DateLine<'_>> {
    let (mut date, mut time, mut zone, mut views, mut weekday) = (None, None, None, None, None);
    let (mut named_zone, mut unused, mut is_update) = (None, Vec::new(), false);
    let mut rest = text;
    let mut after_bar = false;
    // The whole of it in parentheses: "(15/09/2019)".
    if let Some(inner) = rest.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']']))
        && !inner.contains(['(', '[', ')', ']'])
    {
        rest = inner;
    }
    while !rest.is_empty() {
        if let Some(next) = rest.strip_prefix(is_between) {
            after_bar |= rest.starts_with('|');
            rest = next;
        } else if let Some((_, next)) = labels::begins_with(rest, labels::UPDATED).filter(|_| date.is_none()) {
            is_update = true;
            rest = next.trim_start().strip_prefix([':', '：']).unwrap_or(next);
        } else if let Some((_, next)) = labels::begins_with(rest, labels::PUBLISHED).filter(|_| date.is_none()) {
            rest = next.trim_start().strip_prefix([':', '：']).unwrap_or(next);
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
        } else if let Some(next) = time.and_then(|_| take_zone_name(rest)) {
            named_zone = Some(rest[..rest.len() - next.len()].trim_end());
            rest = next;
        } else if let Some((count, next)) = take(&views, rest, |rest| take_views(rest, after_bar)) {
            views = Some(count);
            rest = next;
        } else if let Some(next) = take_section(rest) {
            unused.push(rest[..rest.len() - next.len()].trim_end());
            rest = next;
        } else if let Some(next) = take_place(rest).filter(|_| date.is_none() && time.is_none() && unused.is_empty()) {
            unused.push(rest[..rest.len() - next.len()].trim_end_matches([',', ' ']));
            rest = next;
        } else {
            return None;
        }
    }

    let date: NaiveDate = date?;
    if let Some((day, words)) = weekday
        && day != date.weekday().num_days_from_monday()
    {
        unused.push(words);
    }
    let vietnam = || {
        (language == Language::Vietnamese && named_zone.is_none()).then(|| FixedOffset::east_opt(7 * 3600)).flatten()
    };
    let moment = time.and_then(|(time, words)| {
        let moment = zone.or_else(vietnam).and_then(|zone| zone.from_local_datetime(&date.and_time(time)).single());
        if moment.is_none() {
            unused.push(words);
            unused.extend(named_zone);
        }
        moment
    });
    let date = match moment {
        Some(moment) => moment.to_rfc3339_opts(SecondsFormat::Secs, true),
        None => date.to_string(),
    };
    Some(DateLine { date, views, unused, is_update })
}

/// A section between bars or dashes: "15/10/2019 | 14:05 | Thời sự".
fn take_section(rest: &str) -> Option<&str> {
    let end = rest.find(['|', '-', '–', '•', '·']).unwrap_or(rest.len());
    let section = rest[..end].trim_end();
    (!section.is_empty() && furniture::is_section(section)).then(|| &rest[section.len()..])
}

/// "Hà Nội, ngày 15 tháng 10 năm 2019".
fn take_place(rest: &str) -> Option<&str> {
    let (place, next) = rest.split_once(", ")?;
    let words: Vec<&str> = place.split_whitespace().collect();
    let is_word = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || ".-".contains(c))
    };
    ((1..=4).contains(&words.len()) && words.iter().all(is_word)).then_some(next)
}

/// EDT, (ET): not used, and told.
fn take_zone_name(rest: &str) -> Option<&str> {
    let inner = rest.strip_prefix('(').unwrap_or(rest);
    let (_, next) = labels::begins_with(inner, labels::ZONE_NAMES)?;
    if rest.starts_with('(') { next.strip_prefix(')') } else { Some(next) }
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
    let found = ends.into_iter().find_map(|end| {
        let words = segment[..end].trim_end().trim_end_matches(',');
        Some((relative_date::absolute(words)?, &rest[words.len()..]))
    });
    // ISO 8601: a day, a T, an hour.
    found.or_else(|| {
        let (day, after) = segment.split_at_checked("2019-10-15".len())?;
        after.strip_prefix('T').filter(|hour| hour.starts_with(|c: char| c.is_ascii_digit()))?;
        Some((relative_date::absolute(day)?, &rest[day.len() + 1..]))
    })
}

/// 14:05, 14:05:33, 14h05', 14 giờ 5 phút, 14h, 2:05 PM, 2.05pm, 2pm.
fn take_time(rest: &str) -> Option<(NaiveTime, &str)> {
    let (hour, next) = digits(rest, 2)?;
    let (mut minute, mut second, mut dotted) = (0, 0, false);
    let hours = ["giờ", "h", "g"].iter().find_map(|word| labels::strip_prefix(next.trim_start(), word));
    let mut next = match (hours, next.strip_prefix([':', '.'])) {
        (Some(after), _) => match digits(after.trim_start(), 2) {
            Some((minutes, after)) => {
                minute = minutes;
                ["phút", "’", "'", "′"].iter().find_map(|word| after.trim_start().strip_prefix(word)).unwrap_or(after)
            }
            None => after,
        },
        (None, Some(after)) => {
            dotted = next.starts_with('.');
            let (minutes, after) = digits(after, 2)?;
            minute = minutes;
            after
        }
        // "2pm".
        (None, None) => next,
    };
    if let Some((seconds, after)) = next.strip_prefix(':').and_then(|after| digits(after, 2)) {
        (second, next) = (seconds, after);
        // ISO 8601 writes parts of a second.
        if let Some(after) = next.strip_prefix('.') {
            let part = after.bytes().take_while(u8::is_ascii_digit).count();
            if part > 0 {
                next = &after[part..];
            }
        }
    }
    let half = |words: &[&str]| words.iter().find_map(|word| whole_word(next.trim_start(), word));
    let is_bare = hours.is_none() && rest[..rest.len() - next.len()].bytes().all(|byte| byte.is_ascii_digit());
    let (hour, next) = match (half(&["a.m.", "am", "sa"]), half(&["p.m.", "pm", "ch"]), hour) {
        (Some(next), _, 1..=12) => (hour % 12, next),
        (_, Some(next), 1..=12) => (hour % 12 + 12, next),
        _ if is_bare => return None,
        // "14.05" is a time where a zone says so.
        _ if dotted && take_zone(next.trim_start()).is_none() && take_zone_name(next.trim_start()).is_none() => {
            return None;
        }
        _ => (hour, next.strip_prefix(['\'', '’', '′']).unwrap_or(next)),
    };
    let ends = !next.starts_with(|c: char| c.is_alphanumeric() && c != 'Z' || c == ':');
    ends.then_some((NaiveTime::from_hms_opt(hour, minute, second)?, next))
}

/// (GMT+7), UTC+07:00, GMT, [GMT +7], +07:00, Z.
fn take_zone(rest: &str) -> Option<(FixedOffset, &str)> {
    let inner = rest.strip_prefix(['(', '[']).unwrap_or(rest);
    let named = ["gmt", "utc", "giờ việt nam", "giờ hà nội"].iter().find_map(|name| {
        whole_word(inner, name)
            .or_else(|| labels::strip_prefix(inner, name).filter(|next| next.starts_with(['+', '-'])))
    });
    let (east, next) = match named {
        Some(next) if labels::begins_with(inner, &["giờ việt nam", "giờ hà nội"]).is_some() => {
            (7 * 3600, next)
        }
        Some(next) => offset(next.trim_start()).unwrap_or((0, next)),
        None if inner.starts_with('Z') => (0, whole_word(inner, "z")?),
        // A bare number is none: "+5" could be anything.
        None => offset(inner).filter(|(_, next)| inner.len() - next.len() >= 5)?,
    };
    let next = if rest.starts_with(['(', '[']) { next.trim_start().strip_prefix([')', ']'])? } else { next };
    Some((FixedOffset::east_opt(east)?, next))
}

/// +7, +07:00, -0330, in seconds.
fn offset(text: &str) -> Option<(i32, &str)> {
    let after = text.strip_prefix(['+', '-', '−'])?;
    let (hours, minutes, next) = match digits(after, 4)? {
        (number, next) if after.len() - next.len() == 4 => (number / 100, number % 100, next),
        (hours, next) if after.len() - next.len() <= 2 => {
            match next.strip_prefix(':').and_then(|after| digits(after, 2)) {
                Some((minutes, next)) => (hours, minutes, next),
                None => (hours, 0, next),
            }
        }
        _ => return None,
    };
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    Some((if text.starts_with('+') { seconds } else { -seconds }, next))
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
            // As the press of two languages writes them.
            ("Thứ ba, 15/10/2019, 14:05 (GMT+7)", "2019-10-15T14:05:00+07:00", None),
            ("Thứ ba, 15/10/2019 - 14:05", "2019-10-15T14:05:00+07:00", None),
            ("Thứ Ba, 15-10-2019, 14:05", "2019-10-15T14:05:00+07:00", None),
            ("15/10/2019 14:05 GMT+7", "2019-10-15T14:05:00+07:00", None),
            ("15/10/2019 14:05 [GMT +7]", "2019-10-15T14:05:00+07:00", None),
            ("14:05 | 15/10/2019", "2019-10-15T14:05:00+07:00", None),
            ("14h05' ngày 15/10/2019", "2019-10-15T14:05:00+07:00", None),
            ("14 giờ 05 phút, ngày 15 tháng 10 năm 2019", "2019-10-15T14:05:00+07:00", None),
            ("T3, 15/10/2019 - 14h05", "2019-10-15T14:05:00+07:00", None),
            ("Thứ Ba ngày 15 tháng 10 năm 2019", "2019-10-15", None),
            ("Đăng lúc 14:05 ngày 15/10/2019", "2019-10-15T14:05:00+07:00", None),
            ("Ngày 15 Tháng 10, 2019 | 02:05 PM", "2019-10-15T14:05:00+07:00", None),
            ("15/10/2019 2:05 CH", "2019-10-15T14:05:00+07:00", None),
            ("Tháng Mười 15, 2019", "2019-10-15", None),
            ("15 Tháng Mười Một, 2019", "2019-11-15", None),
            ("(15/09/2019)", "2019-09-15", None),
            ("(Ngày đăng: 15/10/2019 14:05)", "2019-10-15T14:05:00+07:00", None),
            ("2019-10-15T14:05:00+07:00", "2019-10-15T14:05:00+07:00", None),
            ("2019-10-15T07:05:00.123Z", "2019-10-15T07:05:00Z", None),
            ("2019-10-15 14:05:00 +0700", "2019-10-15T14:05:00+07:00", None),
            ("Tue 15 Oct 2019 14.05 GMT", "2019-10-15T14:05:00Z", None),
            ("First published on Tue 15 Oct 2019 14.05 GMT", "2019-10-15T14:05:00Z", None),
            ("15th October 2019", "2019-10-15", None),
            ("Posted on October 15, 2019 at 2:05 p.m. GMT+7", "2019-10-15T14:05:00+07:00", None),
            ("Oct. 15, 2019, 2pm UTC", "2019-10-15T14:00:00Z", None),
        ] {
            let read = read(text, Language::Vietnamese);
            let read = read.map(|read| (read.date, read.views, read.unused));
            assert_eq!(read, Some((date.to_owned(), views, vec![])), "{text}");
        }
    }

    #[test]
    fn what_is_not_used_is_told() {
        let wrong_day = read("Thứ Hai, 15/10/2019", Language::Vietnamese).unwrap();
        assert_eq!((wrong_day.date.as_str(), wrong_day.unused), ("2019-10-15", vec!["Thứ Hai"]));
        let no_zone = read("Tuesday, 15 October 2019 at 14:05", Language::English).unwrap();
        assert_eq!((no_zone.date.as_str(), no_zone.unused), ("2019-10-15", vec!["14:05"]));
        for (text, unused) in [
            ("Published 11:20 AM EDT, October 15, 2019", vec!["11:20 AM", "EDT"]),
            ("Tue 15 Oct 2019 14.05 BST", vec!["14.05", "BST"]),
            ("Posted: Oct 15, 2019 / 02:05 PM CDT", vec!["02:05 PM", "CDT"]),
            ("Published Oct. 15, 2019Updated Oct. 16, 2019, 8:05 a.m. ET", vec!["Updated Oct. 16, 2019, 8:05 a.m. ET"]),
            ("October 15, 2019 Updated 3 hours ago", vec!["Updated 3 hours ago"]),
            ("Thứ Ba, 15/10/2019 | Thời sự", vec!["Thời sự"]),
            ("Hà Nội, ngày 15 tháng 10 năm 2019", vec!["Hà Nội"]),
        ] {
            let read = read(text, Language::English).unwrap();
            assert_eq!((read.date.as_str(), read.unused), ("2019-10-15", unused), "{text}");
        }
        let changed = read("15/10/2019 14:05 (Cập nhật: 16/10/2019 08:00)", Language::Vietnamese).unwrap();
        assert_eq!((changed.date.as_str(), changed.is_update), ("2019-10-15T14:05:00+07:00", false));
        assert_eq!(changed.unused, ["Cập nhật: 16/10/2019 08:00"]);
        for text in
            ["Cập nhật: 16/10/2019 08:00", "Updated 3:05 PM EDT, October 15, 2019", "Last modified on Tue 15 Oct 2019"]
        {
            assert!(read(text, Language::Vietnamese).unwrap().is_update, "{text}");
        }
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
            "15/10/2019 | 6325 | Anh Hoa",
            "14.05 15/10/2019",
            "Posted by a reader",
            "Updated rules for boats",
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
