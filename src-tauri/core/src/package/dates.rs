//! Dates as machines and as readers want them.

use chrono::{DateTime, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};

use crate::Language;

/// Whole seconds, UTC, `Z`: readers such as Superdesk refuse offsets and fractions.
pub fn utc(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A day without an hour is midnight UTC: every reader shows the same day, and in Vietnam, seven hours
/// ahead, an embargo of that day never ends early.
pub fn day_as_utc(day: NaiveDate) -> String {
    utc(day.and_time(NaiveTime::MIN).and_utc())
}

/// A date field (`2019-10-15` or RFC 3339) in UTC.
pub fn field_as_utc(field: &str) -> Option<String> {
    match DateTime::parse_from_rfc3339(field) {
        Ok(time) => Some(utc(time.to_utc())),
        Err(_) => field.parse().ok().map(day_as_utc),
    }
}

/// The day of a date field, as it was written: in its own time zone.
pub fn field_as_day(field: &str) -> Option<NaiveDate> {
    match DateTime::parse_from_rfc3339(field) {
        Ok(time) => Some(time.date_naive()),
        Err(_) => field.parse().ok(),
    }
}

/// `15/10/2019`, or `15 October 2019`.
pub fn for_readers(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Vietnamese => day.format("%d/%m/%Y").to_string(),
        Language::English => day.format("%-d %B %Y").to_string(),
    }
}

/// `06:00 30/11/2026 (GMT+7)`, by the clock that it was set by; a day without an hour as a day.
pub fn moment_for_readers(field: &str, language: Language) -> String {
    match DateTime::parse_from_rfc3339(field) {
        Ok(time) => {
            let minutes = time.offset().fix().local_minus_utc() / 60;
            let rest = if minutes % 60 == 0 { String::new() } else { format!(":{:02}", minutes.abs() % 60) };
            let day = for_readers(time.date_naive(), language);
            format!("{} {day} (GMT{:+}{rest})", time.format("%H:%M"), minutes / 60)
        }
        Err(_) => field_as_day(field).map_or_else(|| field.to_owned(), |day| for_readers(day, language)),
    }
}

/// The moment, or the first of the day where `zone` is.
pub fn beginning<Zone: TimeZone>(field: &str, zone: &Zone) -> Option<DateTime<Utc>> {
    match DateTime::parse_from_rfc3339(field) {
        Ok(time) => Some(time.to_utc()),
        Err(_) => start_of(field.parse().ok()?, zone),
    }
}

/// Its first moment.
pub fn start_of<Zone: TimeZone>(day: NaiveDate, zone: &Zone) -> Option<DateTime<Utc>> {
    let midnight = day.and_time(NaiveTime::MIN);
    // Where the clocks go forward at midnight, the day begins an hour later.
    let start = [midnight, midnight + TimeDelta::hours(1)]
        .into_iter()
        .find_map(|time| zone.from_local_datetime(&time).earliest())?;
    Some(start.to_utc())
}
/// `1.234.567`, or `1,234,567`.
pub fn count_for_readers(digits: &str, language: Language) -> String {
    let separator = match language {
        Language::Vietnamese => '.',
        Language::English => ',',
    };
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn date_fields() {
        for (field, as_utc, vietnamese, english) in [
            ("2019-10-15", "2019-10-15T00:00:00Z", "15/10/2019", "15 October 2019"),
            ("2019-10-05T06:30:00+07:00", "2019-10-04T23:30:00Z", "05/10/2019", "5 October 2019"),
            ("2019-10-15T08:00:00.75Z", "2019-10-15T08:00:00Z", "15/10/2019", "15 October 2019"),
        ] {
            assert_eq!(field_as_utc(field).unwrap(), as_utc);
            let day = field_as_day(field).unwrap();
            assert_eq!(for_readers(day, Language::Vietnamese), vietnamese);
            assert_eq!(for_readers(day, Language::English), english);
        }
        assert_eq!(field_as_utc(""), None);
        assert_eq!(field_as_utc("hôm qua"), None);
    }

    #[test]
    fn counts() {
        for (digits, vietnamese) in [("7", "7"), ("632", "632"), ("6325", "6.325"), ("1234567", "1.234.567")] {
            assert_eq!(count_for_readers(digits, Language::Vietnamese), vietnamese);
        }
        assert_eq!(count_for_readers("6325", Language::English), "6,325");
    }
}
