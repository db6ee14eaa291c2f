//! The day that a story is told from, for what is written without a year.

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub year: u32,
    pub month: u32,
    pub day: u32,
    /// Whether somebody told it; else it is the day on which the story came to be here, which may be years after.
    pub is_told: bool,
}

impl Day {
    /// Of a moment as the newsroom stores it, `2019-10-15T08:00:00+07:00` or the day alone.
    pub fn of_moment(moment: &str, is_told: bool) -> Option<Self> {
        let date = moment.get(..10)?;
        let mut parts = date.split('-').map(|part| part.parse::<u32>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let is_day = (1900..3000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is_day.then_some(Self { year, month, day, is_told })
    }

    /// Days since some day long ago, to be subtracted.
    pub(crate) fn count(self) -> i64 {
        days(self.day, self.month, self.year)
    }
}

/// By the count of days that the Gregorian calendar has, from March on.
pub(crate) fn days(day: u32, month: u32, year: u32) -> i64 {
    let (month, year) = if month < 3 { (month + 9, year - 1) } else { (month - 3, year) };
    let (day, month, year) = (i64::from(day), i64::from(month), i64::from(year));
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_of_its_day() {
        for (moment, expected) in [
            ("2019-10-15T08:00:00+07:00", Some((2019, 10, 15))),
            ("2019-10-15", Some((2019, 10, 15))),
            ("2019-13-15", None),
            ("2019-1×-15", None),
            ("Thứ Ba này", None),
            ("", None),
        ] {
            let found = Day::of_moment(moment, true).map(|day| (day.year, day.month, day.day));
            assert_eq!(found, expected, "{moment}");
        }
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(days(1, 3, 2020) - days(28, 2, 2020), 2);
        assert_eq!(days(1, 3, 2019) - days(28, 2, 2019), 1);
        assert_eq!(days(1, 1, 2020) - days(31, 12, 2019), 1);
        assert_eq!(days(15, 10, 2020) - days(15, 10, 2019), 366);
    }
}
