//! When a picture was taken, as each standard writes it, as exact as it was known: `1972`, `1972-05`, `2019-10-15`,
//! `2019-10-15T08:00:00` by a clock whose zone nobody told, or RFC 3339.

use chrono::{DateTime, NaiveDate, NaiveTime};

/// A date in any writing that the standards and their users have: parts divided by dashes, colons, points, strokes or by
/// nothing, zeros or spaces for what is not known, a time with or without seconds, fractions and zone.
pub fn read(text: &str) -> Option<String> {
    let mut text = Reader(text.trim());
    let year = text.digits(4)?;
    if year == "0000" {
        return None;
    }
    let Some(month) = text.part() else { return text.is_done().then(|| year.to_owned()) };
    if is_unknown(month) {
        return Some(year.to_owned());
    }
    let first = NaiveDate::parse_from_str(&format!("{year}-{month}-01"), "%Y-%m-%d").ok()?;
    let Some(day) = text.part().filter(|day| !is_unknown(day)) else {
        return Some(first.format("%Y-%m").to_string());
    };
    let day = NaiveDate::parse_from_str(&format!("{year}-{month}-{day}"), "%Y-%m-%d").ok()?.format("%Y-%m-%d");
    let Some((clock, zone)) = text.clock() else { return Some(day.to_string()) };
    let moment = format!("{day}T{}", clock.format("%H:%M:%S"));
    match zone {
        Some(zone) => match DateTime::parse_from_rfc3339(&format!("{moment}{zone}")) {
            Ok(moment) => Some(moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)),
            // An offset that no clock has is none.
            Err(_) => Some(moment),
        },
        None => Some(moment),
    }
}

/// The same where only a day or a moment will do: a time without a zone is no moment, so its day counts; a month is no day.
pub fn read_whole(text: &str) -> Option<String> {
    let read = read(text)?;
    match DateTime::parse_from_rfc3339(&read) {
        Ok(_) => Some(read),
        Err(_) => read.get(..10).map(str::to_owned),
    }
}

/// EXIF's two tags.
pub fn from_exif(text: &str, offset: &str) -> Option<String> {
    read(&format!("{}{}", text.trim(), offset.trim())).or_else(|| read(text))
}

/// Whether `other` says the same and more.
pub fn is_sharper(other: &str, one: &str) -> bool {
    other.len() > one.len() && other.starts_with(one)
}

/// The two datasets of IIM; the time is empty where it is not known, or not whose.
pub fn to_iim(ours: &str) -> Option<(String, String)> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(ours) {
        return Some((moment.format("%Y%m%d").to_string(), moment.format("%H%M%S%z").to_string()));
    }
    let day: String = ours.get(..ours.len().min(10))?.replace('-', "");
    (day.len() >= 4 && day.bytes().all(|digit| digit.is_ascii_digit())).then(|| (format!("{day:0<8}"), String::new()))
}

fn is_unknown(part: &str) -> bool {
    part.bytes().all(|byte| matches!(byte, b'0' | b' '))
}

/// What is left of a date.
struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    fn digits(&mut self, count: usize) -> Option<&'a str> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| {
            self.0 = rest;
            digits
        })
    }

    /// Month or day, two digits or two spaces, with or without a sign before them.
    fn part(&mut self) -> Option<&'a str> {
        let rest = self.0.strip_prefix(['-', ':', '/', '.']).unwrap_or(self.0);
        let (part, rest) = rest.split_at_checked(2)?;
        let fits = part.bytes().all(|byte| byte.is_ascii_digit()) || part == "  ";
        fits.then(|| {
            self.0 = rest;
            part
        })
    }

    /// A time of day, and its offset as RFC 3339 writes it.
    fn clock(&mut self) -> Option<(NaiveTime, Option<String>)> {
        self.0 = self.0.trim_start_matches(['T', 't', ' ', ':']);
        let mut next = |needed: bool| {
            let rest = self.0.strip_prefix([':', '.']).unwrap_or(self.0);
            let digits = rest.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
            match digits {
                Some(digits) => {
                    self.0 = &rest[2..];
                    digits.parse().ok()
                }
                None if needed => None,
                None => Some(0),
            }
        };
        let (hour, minute, second) = (next(true)?, next(true)?, next(false)?);
        // A leap second is told as the one before it.
        let clock = NaiveTime::from_hms_opt(hour, minute, second.min(59))?;
        let fraction = |rest: &'a str| rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let rest = self.0.strip_prefix(['.', ',']).map_or(self.0, fraction).trim();
        let zone = match rest.as_bytes() {
            [b'Z' | b'z'] => Some("+00:00".to_owned()),
            [b'+' | b'-', ..] => {
                let digits: String = rest[1..].chars().filter(char::is_ascii_digit).collect();
                let digits = if digits.len() == 2 { format!("{digits}00") } else { digits };
                (digits.len() == 4).then(|| format!("{}{}:{}", &rest[..1], &digits[..2], &digits[2..]))
            }
            _ => None,
        };
        Some((clock, zone))
    }

    fn is_done(&self) -> bool {
        self.0.trim_matches(['-', ':', '/', '.', ' ', '0']).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standards_date_becomes_ours() {
        for (found, ours) in [
            (read("2019-10-15T08:00:00+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (read("2019-10-15T08:00:00.25Z"), Some("2019-10-15T08:00:00+00:00")),
            (read("2019-10-15T08:00:00,25+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (read("2019-10-15T08:00+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (read("2019-10-15T08:00:00"), Some("2019-10-15T08:00:00")),
            (read("2019-10-15T08:00:00-0330"), Some("2019-10-15T08:00:00-03:30")),
            (read("2019-10-15T08:00:00+07"), Some("2019-10-15T08:00:00+07:00")),
            (read("2019-10-15 08:00:00+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (read("2019:10:15 08:00:00+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (read("2019/10/15 08:00"), Some("2019-10-15T08:00:00")),
            (read("2019.10.15 08.00.31"), Some("2019-10-15T08:00:31")),
            (read("20191015T080000"), Some("2019-10-15T08:00:00")),
            (read(" 2019-10-15 "), Some("2019-10-15")),
            (read("2019-10-15T25:00:00Z"), Some("2019-10-15")),
            (read("2019-10-15T08:00:00+99:00"), Some("2019-10-15T08:00:00")),
            (read("2019-10"), Some("2019-10")),
            (read("2019-10-00"), Some("2019-10")),
            (read("2019:10:  "), Some("2019-10")),
            (read("2019"), Some("2019")),
            (read("2019-00-00T00:00:00"), Some("2019")),
            (read("2019-13-45"), None),
            (read("2019-02-30"), None),
            (read("2019 hay 2020"), None),
            (read("0000-00-00"), None),
            (read(""), None),
            (read("ngày 15 tháng 10"), None),
            (read("20191015080000+0700"), Some("2019-10-15T08:00:00+07:00")),
            (read("20191015080000+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (read("20191015080000"), Some("2019-10-15T08:00:00")),
            (read("20191015"), Some("2019-10-15")),
            (read("20191000"), Some("2019-10")),
            (read("20190000"), Some("2019")),
            (from_exif("2019:10:15 08:00:00", "+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (from_exif("2019:10:15 08:00:00", "Z"), Some("2019-10-15T08:00:00+00:00")),
            (from_exif("2019:10:15 08:00:00", "   :  "), Some("2019-10-15T08:00:00")),
            (from_exif("2019:10:15 08:00:00", ""), Some("2019-10-15T08:00:00")),
            (from_exif("2019-10-15 08:00:00", ""), Some("2019-10-15T08:00:00")),
            (from_exif("2019:10:15 24:00:00", ""), Some("2019-10-15")),
            (from_exif("2019:10:15", "+07:00"), Some("2019-10-15")),
            (from_exif("1972:  :     :  :  ", ""), Some("1972")),
            (from_exif("0000:00:00 00:00:00", ""), None),
            (from_exif("    :  :     :  :  ", ""), None),
            (read_whole("2019-10"), None),
            (read_whole("2019-10-15T08:00:00"), Some("2019-10-15")),
            (read_whole("20191015080000+0700"), Some("2019-10-15T08:00:00+07:00")),
        ] {
            assert_eq!(found.as_deref(), ours);
        }
    }

    #[test]
    fn what_is_more_exact_says_the_same_and_more() {
        let moment = "2019-10-15T08:00:00+07:00";
        for (other, one, sharper) in [
            ("2019-10-15", "2019-10", true),
            (moment, "2019-10-15T08:00:00", true),
            (moment, "2019", true),
            ("2019", "2019-10", false),
            ("2020-10-15", "2019", false),
            (moment, moment, false),
        ] {
            assert_eq!(is_sharper(other, one), sharper, "{other} {one}");
        }
    }

    #[test]
    fn ours_goes_into_iim_and_back() {
        for ours in ["2019", "2019-10", "2019-10-15", "2019-10-15T08:00:00+07:00"] {
            let (date, time) = to_iim(ours).expect("ours is always told");
            assert_eq!(date.len(), 8);
            assert_eq!(read(&format!("{date}{time}")).as_deref(), Some(ours));
        }
        // IIM has no time without a zone.
        assert_eq!(to_iim("2019-10-15T08:00:00"), Some(("20191015".to_owned(), String::new())));
    }
}
