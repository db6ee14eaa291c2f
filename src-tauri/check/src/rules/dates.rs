//! `impossible_date`: a day that no calendar has. `wrong_weekday`: a weekday that the date was not.
//!
//! A date is what has a year of four digits, or follows "ngày": 3/4 may be a fraction, 24/7 a habit, 31/6 after "số" a
//! document. What is told by the lunar calendar is left alone (its second month may have 30 days), and so is a weekday
//! beside a date without a year. "Thứ hai" is a weekday only where the words around it say so: it is also "the second".

use super::figures::{
    Date, date, days_in, is_free_before, is_one_of, is_word, plain_at, weekday, word_after, word_before,
};
use crate::{Finding, Language, Out, Reading, Rule, Style, Token};

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
    let Some(year) = found.year.filter(|year| (1900..3000).contains(year)) else { return };
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
    if let Some(found) = after.and_then(|at| date(reading, at)) {
        return Some(found);
    }
    let bracket = first.checked_sub(1).filter(|at| reading.is_sign(*at, '(') && reading.is_sign(last, ')'))?;
    let end = bracket.checked_sub(1).filter(|at| reading.tokens[*at].is_space())?;
    (end.saturating_sub(9)..end)
        .find_map(|at| date(reading, at).filter(|found| found.last == end && found.year.is_some()))
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
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

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
    let Some(year) = found.date.year.filter(|year| (1900..3000).contains(year) && exists(&found.date)) else { return };
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

struct EnglishDate {
    first: usize,
    date: Date,
}

/// `15 October 2019`, `October 15, 2019`, `October 15` around the month at `at`.
fn english_date(reading: &Reading, at: usize) -> Option<EnglishDate> {
    let token = reading.tokens.get(at).filter(|token| token.is_word())?;
    let is = |word: &&str| reading.chars[token.start..token.end].iter().copied().eq(word.chars());
    let month = MONTHS.iter().position(is)? as u32 + 1;
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
        let year = year_at(at + 2);
        let last = if year.is_some() { at + 3 } else { at + 1 };
        // "Route 66 May" is no date: without a year, a day too large says nothing.
        return (year.is_some() || day <= 31).then_some(EnglishDate { first, date: Date { day, month, year, last } });
    }
    let day = reading.tokens.get(at + 1).filter(|token| token.is_space()).and_then(|_| plain_at(reading, at + 2))?;
    if !is_day(at + 2) {
        return None;
    }
    let year = if reading.is_sign(at + 3, ',') { year_at(at + 5) } else { None };
    let last = if year.is_some() { at + 6 } else { at + 3 };
    (year.is_some() || day <= 31).then_some(EnglishDate { first: at, date: Date { day, month, year, last } })
}

fn is_free_after_year(reading: &Reading, token: &Token) -> bool {
    super::figures::is_free_after(reading, token.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Role,
        testing::{table, table_for},
    };

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
