//! When a picture was taken, as each standard writes it. Ours is `2019-10-15`, or RFC 3339 where the zone is known: a
//! time without one is no moment, so only its day is kept.

use chrono::{DateTime, NaiveDate};

/// XMP: `2019-10-15T08:00:00+07:00`, with or without seconds and their fractions. Some programs leave out the colon or
/// the `T`, or the dashes as EXIF does; a month or a year alone is no day.
pub fn from_xmp(text: &str) -> Option<String> {
    let (date, time) = text.split_at_checked(10)?;
    let date = date.replace(':', "-");
    moment(
        &format!("{date}T{}", time.trim_start_matches(['T', 't', ' '])),
        &["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%dT%H:%M%z"],
    )
    .or_else(|| day(&date, "%Y-%m-%d"))
}

/// IIM: `20191015` and `080000+0700`.
pub fn from_iim(date: &str, time: &str) -> Option<String> {
    moment(&format!("{date}{time}"), &["%Y%m%d%H%M%S%z"]).or_else(|| day(date, "%Y%m%d"))
}

/// EXIF: `2019:10:15 08:00:00`, and in newer cameras `+07:00`.
pub fn from_exif(text: &str, offset: &str) -> Option<String> {
    moment(&format!("{text}{offset}"), &["%Y:%m:%d %H:%M:%S%z"]).or_else(|| day(text.get(..10)?, "%Y:%m:%d"))
}

fn moment(text: &str, formats: &[&str]) -> Option<String> {
    let text = match text.strip_suffix(['Z', 'z']) {
        Some(text) => format!("{text}+00:00"),
        None => text.to_owned(),
    };
    formats.iter().find_map(|format| DateTime::parse_from_str(&text, format).ok()).map(rfc3339)
}

/// The two datasets of IIM; the time is empty where only the day is known.
pub fn to_iim(ours: &str) -> Option<(String, String)> {
    match DateTime::parse_from_rfc3339(ours) {
        Ok(moment) => Some((moment.format("%Y%m%d").to_string(), moment.format("%H%M%S%z").to_string())),
        Err(_) => {
            let day = NaiveDate::parse_from_str(ours, "%Y-%m-%d").ok()?;
            Some((day.format("%Y%m%d").to_string(), String::new()))
        }
    }
}

fn rfc3339(moment: DateTime<chrono::FixedOffset>) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

fn day(text: &str, format: &str) -> Option<String> {
    NaiveDate::parse_from_str(text, format).ok().map(|day| day.format("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standards_date_becomes_ours() {
        for (found, ours) in [
            (from_xmp("2019-10-15T08:00:00+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (from_xmp("2019-10-15T08:00:00.25Z"), Some("2019-10-15T08:00:00+00:00")),
            (from_xmp("2019-10-15T08:00+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (from_xmp("2019-10-15T08:00:00"), Some("2019-10-15")),
            (from_xmp("2019-10-15T08:00:00-0330"), Some("2019-10-15T08:00:00-03:30")),
            (from_xmp("2019-10-15 08:00:00+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (from_xmp("2019:10:15 08:00:00+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (from_xmp("2019-10-15"), Some("2019-10-15")),
            (from_xmp("2019-10-15T25:00:00Z"), Some("2019-10-15")),
            (from_xmp("2019-10"), None),
            (from_xmp("2019-13-45"), None),
            (from_xmp("2019"), None),
            (from_xmp(""), None),
            (from_xmp("ngày 15 tháng 10"), None),
            (from_iim("20191015", "080000+0700"), Some("2019-10-15T08:00:00+07:00")),
            (from_iim("20191015", "080000+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (from_iim("20191015", "080000"), Some("2019-10-15")),
            (from_iim("20191015", ""), Some("2019-10-15")),
            (from_iim("20190000", ""), None),
            (from_exif("2019:10:15 08:00:00", "+07:00"), Some("2019-10-15T08:00:00+07:00")),
            (from_exif("2019:10:15 08:00:00", "Z"), Some("2019-10-15T08:00:00+00:00")),
            (from_exif("2019:10:15 08:00:00", ""), Some("2019-10-15")),
            (from_exif("2019:10:15 24:00:00", ""), Some("2019-10-15")),
            (from_exif("2019:10:15", "+07:00"), Some("2019-10-15")),
            (from_exif("0000:00:00 00:00:00", ""), None),
        ] {
            assert_eq!(found.as_deref(), ours);
        }
    }

    #[test]
    fn ours_goes_into_iim_and_back() {
        for ours in ["2019-10-15", "2019-10-15T08:00:00+07:00"] {
            let (date, time) = to_iim(ours).expect("ours is always told");
            assert_eq!(from_iim(&date, &time).as_deref(), Some(ours));
        }
    }
}
