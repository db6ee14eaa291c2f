//! `impossible_date`: a day that no calendar has. `wrong_weekday`: a weekday that the date was not.
//!
//! A date is what has a year of four digits, or follows "ngày": 3/4 may be a fraction, 24/7 a habit, 31/6 after "số" a
//! document. What is told by the lunar calendar is left alone (its second month may have 30 days). "Thứ hai" is a weekday
//! only where the words around it say so: it is also "the second".
//!
//! `weekday_by_story`: a weekday beside a date without a year, which is that of the year nearest to the story's day. In
//! a season from it no other year can be meant; further away the weekday must be wrong in each of three years.

use super::figures::{
    Date, date, days_in, is_free_before, is_one_of, is_short_month, is_word, month, plain_at, weekday, word_after,
    word_before,
};
use crate::{Day, Finding, Language, Out, Passage, Reading, Role, Rule, Style, Token};

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    let mut is_lunar = None;
    let mut at = 0;
    while at < reading.tokens.len() {
        let token = &reading.tokens[at];
        let mut next = at + 1;
        match reading.language_at(token.start) {
            Some(Language::Vietnamese) if token.is_number() => {
                if let Some(found) = date(reading, at) {
                    next = found.last;
                    if !exists(&found)
                        && is_day(reading, at, &found)
                        && !*is_lunar.get_or_insert_with(|| lunar(reading))
                    {
                        out.found(impossible(reading, at, found.last));
                    }
                }
            }
            Some(Language::Vietnamese) if token.is_word() => vietnamese_weekday(reading, at, out),
            Some(Language::English) if token.is_word() => english(reading, at, out),
            _ => {}
        }
        at = next;
    }
}

fn exists(date: &Date) -> bool {
    date.day >= 1 && date.day <= days_in(date.month, date.year)
}

fn impossible(reading: &Reading, first: usize, last: usize) -> Finding {
    let (start, end) = (reading.tokens[first].start, reading.tokens[last - 1].end);
    Finding::new(Rule::ImpossibleDate, start, end).with("date", reading.slice(start, end))
}

fn lunar(reading: &Reading) -> bool {
    reading.words().any(|(at, word)| {
        is_word(reading, word, "ÂL")
            || is_one_of(reading, word, &["âm", "nông"])
                && word_after(reading, at).is_some_and(|next| is_word(reading, next, "lịch"))
    })
}

/// Whether the words before say that this is a day. With a year it is, but for the number of a document.
fn is_day(reading: &Reading, at: usize, date: &Date) -> bool {
    // Past the first half of `ngày 30-31/6`.
    let is_half = |sign: usize| "-–".contains(reading.sign(&reading.tokens[sign]));
    let first = match at.checked_sub(2) {
        Some(half) if is_half(at - 1) && plain_at(reading, half).is_some_and(|day| day <= 31) => half,
        _ => at,
    };
    if !is_free_before(reading, reading.tokens[first].start) {
        return false;
    }
    let before = word_before(reading, first);
    match date.year {
        Some(year) => (1000..3000).contains(&year) && !before.is_some_and(|word| is_word(reading, word, "số")),
        None => before.is_some_and(|word| is_word(reading, word, "ngày")),
    }
}

const DAYS: [&[&str]; 7] =
    [&["nhật"], &["hai", "2"], &["ba", "3"], &["tư", "4"], &["năm", "5"], &["sáu", "6"], &["bảy", "7"]];

/// What may stand before "thứ hai" when it is a Monday.
const TIMES: &[&str] = &["sáng", "trưa", "chiều", "tối", "đêm", "ngày", "vào", "hôm", "từ", "đến", "trước", "sau"];
/// What "thứ Hai" counts, when it counts.
const COUNTED: &[&str] =
    &["lần", "đợt", "phiên", "kỳ", "vòng", "tập", "quyển", "số", "lượt", "trận", "giai", "đoạn", "khóa", "hạng"];

fn vietnamese_weekday(reading: &Reading, at: usize, out: &mut Out) {
    let token = &reading.tokens[at];
    let is_sunday = is_word(reading, token, "chủ");
    if !is_sunday && !is_word(reading, token, "thứ") || !reading.is_one_space(at + 1) {
        return;
    }
    let Some(name) = reading.tokens.get(at + 2) else { return };
    let named = |names: &&[&str]| is_one_of(reading, name, names);
    let Some(told) = DAYS.iter().position(named).filter(|day| (*day == 0) == is_sunday) else { return };
    if !is_sunday && !is_weekday(reading, at, name) {
        return;
    }
    let Some(found) = date_near(reading, at, at + 3).filter(exists) else { return };
    let Some(year) = found.year else {
        if !is_fraction(reading, &found) {
            by_story(reading, token.start, name.end, told, &found, out);
        }
        return;
    };
    if !(1900..3000).contains(&year) {
        return;
    }
    let right = weekday(found.day, found.month, year);
    if right != told {
        let begins = reading.begins_sentence(at);
        let fix = in_the_same_writing(reading, token, name, begins, right);
        out.found(
            Finding::new(Rule::WrongWeekday, token.start, name.end)
                .with("date", format!("{}/{}/{year}", found.day, found.month))
                .with("weekday", fix.to_lowercase())
                .fix(fix),
        );
    }
}

/// Days from the story in which a date without a year is of no other year.
const SEASON: i64 = 92;
/// The same where nobody told of when the story is: one that was brought in may be of any year.
const MONTH: i64 = 31;

fn by_story(reading: &Reading, start: usize, end: usize, told: usize, date: &Date, out: &mut Out) {
    let Some(story) = reading.day else { return };
    if names_another_year(reading, story) || lunar(reading) {
        return;
    }
    let far = |year: &u32| (crate::day::days(date.day, date.month, *year) - story.count()).abs();
    let exists = |year: &u32| date.day <= days_in(date.month, Some(*year));
    let years = || (story.year - 1..=story.year + 1).filter(exists);
    let Some(nearest) = years().min_by_key(far) else { return };
    let is_right = |year: u32| weekday(date.day, date.month, year) == told;
    let is_wrong = match far(&nearest) {
        near if near <= MONTH => !is_right(nearest),
        _ if !story.is_told => false,
        near if near <= SEASON => !is_right(nearest),
        _ => !years().any(is_right),
    };
    if is_wrong {
        let right = weekday(date.day, date.month, nearest);
        let told = match reading.language_at(start) {
            Some(Language::English) => WEEKDAYS[right].to_owned(),
            _ if right == 0 => "chủ nhật".to_owned(),
            _ => format!("thứ {}", DAYS[right][0]),
        };
        let date = format!("{}/{}/{nearest}", date.day, date.month);
        out.found(Finding::new(Rule::WeekdayByStory, start, end).with("date", date).with("weekday", told));
    }
}

/// Whether the passage tells of another year than the story's; when somebody was born is no news.
fn names_another_year(reading: &Reading, story: Day) -> bool {
    let births = super::ages::births(reading);
    let is_of_birth = |at: usize| births.iter().any(|birth| (birth.first..birth.last).contains(&at));
    let is_year = |(at, token): (usize, &Token)| {
        let year = plain_at(reading, at).filter(|_| token.end - token.start == 4);
        year.is_some_and(|year| (1850..2200).contains(&year) && year != story.year && !is_of_birth(at))
    };
    let is_told = |(at, token): (usize, &Token)| {
        let next = word_after(reading, at);
        is_word(reading, token, "năm") && next.is_some_and(|next| is_one_of(reading, next, OTHER_YEARS))
            || is_one_of(reading, token, &["last", "next", "previous", "following"])
                && next.is_some_and(|next| is_word(reading, next, "year"))
            || is_word(reading, token, "sang") && next.is_some_and(|next| is_word(reading, next, "năm"))
    };
    reading.tokens.iter().enumerate().any(is_year) || reading.words().any(is_told)
}

const OTHER_YEARS: &[&str] = &["ngoái", "trước", "sau", "tới", "kia", "xưa", "đó", "ấy"];

/// `Sáng thứ Hai, 1/3 số đại biểu`.
fn is_fraction(reading: &Reading, date: &Date) -> bool {
    const WHOLES: &[&str] = &["số", "dân", "diện", "tổng", "quân", "lượng", "cả", "chặng", "quãng", "sản"];
    word_after(reading, date.last - 1).is_some_and(|word| is_one_of(reading, word, WHOLES))
}

fn is_weekday(reading: &Reading, at: usize, name: &Token) -> bool {
    let Some(before) = word_before(reading, at) else { return true };
    if reading.chars[name.start].is_uppercase() {
        return !is_one_of(reading, before, COUNTED);
    }
    is_one_of(reading, before, TIMES)
}

/// The date after a weekday ("thứ Ba, ngày 15/10/2019", "thứ Ba (15-10-2019)"), or before it in brackets
/// ("15/10/2019 (thứ Ba)").
fn date_near(reading: &Reading, first: usize, last: usize) -> Option<Date> {
    let is_between = |token: &Token| {
        token.is_space() || ",(".contains(reading.sign(token)) || token.is_word() && is_word(reading, token, "ngày")
    };
    let after = (last..reading.tokens.len().min(last + 6)).find(|at| !is_between(&reading.tokens[*at]));
    if let Some(found) = after.and_then(|at| date(reading, at).or_else(|| with_a_dash(reading, at))) {
        return Some(found);
    }
    let bracket = first.checked_sub(1).filter(|at| reading.is_sign(*at, '(') && reading.is_sign(last, ')'))?;
    let end = bracket.checked_sub(1).filter(|at| reading.tokens[*at].is_space())?;
    (end.saturating_sub(9)..end).find_map(|at| date(reading, at).filter(|found| found.last == end))
}

/// `15-10`, which is a day only beside a weekday.
fn with_a_dash(reading: &Reading, at: usize) -> Option<Date> {
    let part = |at: usize| {
        let token = reading.tokens.get(at).filter(|token| token.end - token.start <= 2)?;
        plain_at(reading, at).filter(|_| token.is_number())
    };
    let (day, month) = (part(at)?, part(at + 2).filter(|_| reading.is_sign(at + 1, '-'))?);
    let is_free = super::figures::is_free_after(reading, reading.tokens[at + 2].end);
    (is_free && !reading.is_sign(at + 3, '-')).then_some(Date { day, month, year: None, last: at + 3 })
}

fn in_the_same_writing(reading: &Reading, word: &Token, name: &Token, begins: bool, right: usize) -> String {
    let (first, second) = (reading.chars[word.start], reading.chars[name.start]);
    if right == 0 {
        let is_large = first.is_uppercase() || !second.is_lowercase();
        return if is_large { "Chủ nhật" } else { "chủ nhật" }.to_owned();
    }
    let was_sunday = is_word(reading, word, "chủ");
    let is_large = if was_sunday { first.is_uppercase() } else { second.is_uppercase() };
    let thu = if begins && first.is_uppercase() || !was_sunday && first.is_uppercase() { "Thứ" } else { "thứ" };
    let day = DAYS[right][usize::from(second.is_ascii_digit())];
    format!("{thu} {}", if is_large { large(day) } else { day.to_owned() })
}

fn large(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

fn english(reading: &Reading, at: usize, out: &mut Out) {
    let token = &reading.tokens[at];
    if !reading.chars[token.start].is_uppercase() {
        return;
    }
    let is = |token: &Token, word: &str| reading.chars[token.start..token.end].iter().copied().eq(word.chars());
    if let Some(found) = english_date(reading, at) {
        if !exists(&found.date) {
            out.found(impossible(reading, found.first, found.date.last));
        }
        return;
    }
    let Some(told) = WEEKDAYS.iter().position(|day| is(token, day)) else { return };
    let is_between = |token: &Token| token.is_space() || ",(".contains(reading.sign(token));
    let after = (at + 1..reading.tokens.len().min(at + 5)).find(|at| !is_between(&reading.tokens[*at]));
    let month = after.map(|at| if reading.tokens[at].is_number() { at + 2 } else { at });
    let Some(found) = month.and_then(|at| english_date(reading, at)).filter(|found| Some(found.first) == after) else {
        return;
    };
    if !exists(&found.date) {
        return;
    }
    let Some(year) = found.date.year else { return by_story(reading, token.start, token.end, told, &found.date, out) };
    if !(1900..3000).contains(&year) {
        return;
    }
    let right = weekday(found.date.day, found.date.month, year);
    if right != told {
        let written = reading.slice(reading.tokens[found.first].start, reading.tokens[found.date.last - 1].end);
        out.found(
            Finding::new(Rule::WrongWeekday, token.start, token.end)
                .with("date", written)
                .with("weekday", WEEKDAYS[right])
                .fix(WEEKDAYS[right]),
        );
    }
}

/// The first date with a year that there is.
fn full_date(reading: &Reading) -> Option<Day> {
    (0..reading.tokens.len()).find_map(|at| {
        let found = match reading.language_at(reading.tokens[at].start)? {
            Language::Vietnamese => date(reading, at),
            Language::English => english_date(reading, at).map(|found| found.date),
        };
        let found = found.filter(exists)?;
        let year = found.year.filter(|year| (1900..3000).contains(year))?;
        Some(Day { year, month: found.month, day: found.day, is_told: true })
    })
}

/// The first whole date in a dateline or a line of date: `Hà Nội, 15/10/2019`, `Oct. 15, 2019`, `2019-10-15`.
pub fn day_in_line(line: &str) -> Option<Day> {
    let word = line.split_whitespace().find_map(|word| Day::of_moment(word, true));
    word.or_else(|| {
        [Language::Vietnamese, Language::English].into_iter().find_map(|language| {
            let passage = Passage::new(Role::Line, language, line);
            full_date(&Reading::of(&passage))
        })
    })
}

struct EnglishDate {
    first: usize,
    date: Date,
}

/// `15 October 2019`, `October 15, 2019`, `October 15` around the month at `at`.
fn english_date(reading: &Reading, at: usize) -> Option<EnglishDate> {
    let token = reading.tokens.get(at).filter(|token| token.is_word())?;
    let month = month(reading, token)?;
    let is_short = is_short_month(reading, token);
    // Past the stop of `Oct.`.
    let end = if is_short && reading.is_sign(at + 1, '.') { at + 2 } else { at + 1 };
    let year_at = |at: usize| {
        let token = reading.tokens.get(at).filter(|token| token.end - token.start == 4)?;
        plain_at(reading, at).filter(|year| (1000..3000).contains(year) && is_free_after_year(reading, token))
    };
    let is_day = |at: usize| {
        let token = &reading.tokens[at];
        token.end - token.start <= 2 && is_free_before(reading, token.start)
    };
    let before = at.checked_sub(2).filter(|at| reading.tokens[at + 1].is_space() && is_day(*at));
    if let Some((first, day)) = before.and_then(|at| Some((at, plain_at(reading, at)?))) {
        let year = year_at(end + 1);
        let last = if year.is_some() { end + 2 } else { end };
        // "Route 66 May" is no date: without a year, a day too large says nothing.
        return (year.is_some() || day <= 31).then_some(EnglishDate { first, date: Date { day, month, year, last } });
    }
    let day = reading.tokens.get(end).filter(|token| token.is_space()).and_then(|_| plain_at(reading, end + 1))?;
    if !is_day(end + 1) {
        return None;
    }
    let year = if reading.is_sign(end + 2, ',') { year_at(end + 4) } else { None };
    let last = if year.is_some() { end + 5 } else { end + 2 };
    (year.is_some() || day <= 31).then_some(EnglishDate { first: at, date: Date { day, month, year, last } })
}

fn is_free_after_year(reading: &Reading, token: &Token) -> bool {
    super::figures::is_free_after(reading, token.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{table, table_for, table_on};

    #[test]
    fn a_day_is_read_from_what_newsrooms_write() {
        let day = Some((2019, 10, 15));
        for (line, expected) in [
            ("Hà Nội, 15/10/2019", day),
            ("Hà Nội, ngày 15 tháng 10 năm 2019", day),
            ("Thứ Ba, 15-10-2019, 14:05 (GMT+7)", day),
            ("HANOI, Oct. 15, 2019", day),
            ("LONDON, 15 October 2019 (Reuters) –", day),
            ("2019-10-15T08:00:00+07:00", day),
            // A day of which the year is not known, and what is none.
            ("Hà Nội, 15/10", None),
            ("Hà Nội", None),
            ("31/6/2019", None),
            ("", None),
        ] {
            let found = day_in_line(line).map(|day| (day.year, day.month, day.day));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn a_day_that_no_calendar_has_is_found() {
        table(
            Rule::ImpossibleDate,
            &[
                ("Hội nghị họp ngày «31/6/2020».", ""),
                ("Hội nghị họp ngày «29/2/2019» tại Huế.", ""),
                ("Ngày «15/13/2020», đoàn lên đường.", ""),
                ("Ngày «32/1» chưa ai thấy.", ""),
                ("Từ ngày 29-«31/6», cầu đóng.", ""),
                ("Họp «31-4-2020» và «30.2.2020».", ""),
                ("Ngày «31 tháng 6 năm 2020» và ngày «30 tháng 2».", ""),
                // Right, or no date.
                ("Ngày 29/2/2020, ngày 29/2, ngày 31/12/2019.", ""),
                ("Chiếm 33/40 phiếu, trực 24/24 giờ, mở 24/7, tỷ lệ 35/1.", ""),
                ("Nghị quyết số 31/6/2020 và Quyết định 31/2020/QĐ-UBND.", ""),
                ("Nghị định 45/13/2019/NĐ-CP.", ""),
                ("Giỗ tổ nhằm ngày 30/2 âm lịch.", ""),
                ("Phiên bản 31.2.10, địa chỉ 192.168.1.1.", ""),
                ("Ngày 35 tháng trước", ""),
            ],
        );
        let style = Style::default();
        table_for(
            Rule::ImpossibleDate,
            Role::Paragraph,
            Language::English,
            &style,
            &[
                ("It opened on «31 June 2019» and «February 30, 2020».", ""),
                ("It opened on 30 June 2019, and on March 31. Route 66 May help.", ""),
            ],
        );
    }

    #[test]
    fn a_weekday_without_a_year_is_that_of_the_nearest() {
        // In 2026, 15 October is a Thursday and 1 December a Tuesday; in 2027, 5 January is one.
        let day = Day::of_moment("2026-12-01", true);
        let rows = [
            "Sáng «thứ Ba», 15/10, hội nghị khai mạc.",
            "Hôm «thứ Ba» (15/10), hội nghị khai mạc.",
            "Hôm «thứ ba» (ngày 15/10), hội nghị khai mạc.",
            "Chiều «thứ Năm» 27-11, sáng «thứ Hai», ngày 15 tháng 11.",
            "«Chủ nhật», 30/11, chợ đông. Ngày 30/11 («Chủ nhật») chợ đông.",
            // Next year's, which is nearer.
            "«Thứ Hai», 5/1, tòa xử.",
            // Right, and in a year that is nearer than this one.
            "Sáng thứ Năm, 15/10; hôm thứ Hai (30/11); thứ Ba 1-12; Thứ Ba, 5/1; 30/11 (thứ Hai).",
            // Half a year away it may be of either year: 1/6 is a Monday in 2026, a Tuesday in 2027, a Sunday in 2025.
            "Thứ Hai, 1/6; thứ Ba, 1/6; Chủ nhật, 1/6.",
            "Sáng «thứ Tư», 1/6, lũ về.",
            // Another year is told of, or another calendar.
            "Năm 2019, sáng thứ Ba, 15/10, hội nghị khai mạc.",
            "Sáng thứ Ba, 15/10 năm ngoái. Thứ Ba, 15/10 năm trước.",
            "Sáng thứ Ba, 15/10 âm lịch.",
            // When somebody was born is no other year.
            "Sáng «thứ Ba», 15/10, bà B (sinh năm 1980) ra khơi.",
            // A part of them, the third of them, a score.
            "Sáng thứ Hai, 1/3 số đại biểu vắng; lần thứ ba 15/10; tầng thứ hai, 15/10.",
            "Sáng thứ Ba, 31/11 và thứ Ba tuần sau.",
        ];
        table_on(Rule::WeekdayByStory, Language::Vietnamese, day, &rows);
        let rows = [
            "It opened on «Tuesday», Oct. 15, in Hue.",
            "It opened on «Tuesday» (Oct 15). It opened on «Tuesday» 15 October.",
            "The trial begins on «Monday», January 5.",
            "It opened on Thursday, Oct. 15; it ends Tuesday, Jan. 5, on Tuesday 1 December.",
            "On Tuesday, Oct. 15 last year it rained. In 2019 it opened on Tuesday, Oct. 15.",
        ];
        table_on(Rule::WeekdayByStory, Language::English, day, &rows);
        // A story that may be of any year: only what is a few weeks from when it came.
        let came = Day::of_moment("2026-12-01T02:00:00Z", false);
        let rows = ["Sáng thứ Ba, 15/10; thứ Tư, 1/6; hôm «thứ Ba» (25/11) và thứ Ba, 1/12."];
        table_on(Rule::WeekdayByStory, Language::Vietnamese, came, &rows);
        table_on(Rule::WeekdayByStory, Language::Vietnamese, None, &["Sáng thứ Ba, 15/10."]);
    }

    #[test]
    fn a_weekday_must_be_that_of_its_date() {
        table(
            Rule::WrongWeekday,
            &[
                (
                    "Sáng «thứ Hai» ngày 15/10/2019, hội nghị khai mạc.",
                    "Sáng thứ Ba ngày 15/10/2019, hội nghị khai mạc.",
                ),
                ("«Thứ 2» (15-10-2019), trời mưa.", "Thứ 3 (15-10-2019), trời mưa."),
                ("«Chủ nhật» 15/10/2019, chợ đông.", "Thứ Ba 15/10/2019, chợ đông."),
                ("Vào «chủ nhật», 15/10/2019.", "Vào thứ ba, 15/10/2019."),
                ("Chiều «thứ bảy», ngày 20 tháng 10 năm 2019.", "Chiều chủ nhật, ngày 20 tháng 10 năm 2019."),
                ("Ngày 15/10/2019 («thứ Năm») khai mạc.", "Ngày 15/10/2019 (thứ Ba) khai mạc."),
                // Right.
                ("Sáng thứ Ba, 15/10/2019; Chủ nhật 20/10/2019; Thứ 3 (15-10-2019).", ""),
                // Without a year, or the second of something.
                ("Sáng thứ Hai, 15/10, và thứ Hai tuần sau.", ""),
                ("Họp lần thứ hai ngày 15/10/2019, phiên thứ Hai (15/10/2019).", ""),
                ("Kỳ họp thứ 5 ngày 15/10/2019; người thứ ba, 16/10/2019", ""),
            ],
        );
        let style = Style::default();
        table_for(
            Rule::WrongWeekday,
            Role::Paragraph,
            Language::English,
            &style,
            &[
                ("On «Monday», 15 October 2019, it rained.", "On Tuesday, 15 October 2019, it rained."),
                ("«Monday», October 15, 2019, was dry.", "Tuesday, October 15, 2019, was dry."),
                ("On Tuesday 15 October 2019, and on Monday, 15 October.", ""),
            ],
        );
    }
}
