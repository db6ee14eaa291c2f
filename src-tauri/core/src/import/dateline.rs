//! The place that a wire story begins with: `Hà Nội (TTXVN) – …`, `LONDON, Oct 15 (Reuters) - …`,
//! `CEDAR FALLS, Neb. (AP) — …`.

use super::relative_date;

/// A dateline is over within so many bytes.
const LONGEST: usize = 120;
const DASHES: [&str; 6] = [" – ", " — ", " - ", " -- ", "—", "–"];
/// Of a place, with its state or country.
const WORDS: usize = 7;

/// The place, where a text begins with one. Capitals alone are no sign of it: an agency, a day or a place in nothing but
/// capitals is.
pub fn place(text: &str) -> Option<&str> {
    let (before, after) =
        DASHES.iter().filter_map(|dash| text.split_once(dash)).min_by_key(|(before, _)| before.len())?;
    if before.len() > LONGEST || !after.trim_start().starts_with(|c: char| !c.is_lowercase()) {
        return None;
    }
    let before = before.trim();
    let (before, agency) = without_agency(before);
    let (place, dated) = without_day(before);
    let place = place.trim_end_matches([',', ' ']);
    let letters = || place.chars().filter(|c| c.is_alphabetic());
    let first = place.split(',').next().unwrap_or(place);
    let shouted = letters().count() > 2 && first.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    (is_place(place) && (agency || dated || shouted)).then_some(place)
}

/// "(TTXVN)", "/PRNewswire/" at the end.
fn without_agency(text: &str) -> (&str, bool) {
    let cut = |open: char, close: char| {
        let (before, agency) = text.strip_suffix(close)?.rsplit_once(open)?;
        let is_name = agency.starts_with(char::is_uppercase) && agency.split_whitespace().count() <= 4;
        is_name.then(|| before.trim_end())
    };
    match cut('(', ')').or_else(|| cut('/', '/')) {
        Some(before) => (before, true),
        None => (text, false),
    }
}

/// "Hà Nội, ngày 15/10", "LONDON, Oct 15", "HÀ NỘI 15-10-2019".
fn without_day(text: &str) -> (&str, bool) {
    let starts = text.match_indices([',', ' ']).map(|(at, _)| at);
    let found = starts.into_iter().find(|at| is_day(text[*at..].trim_start_matches([',', ' '])));
    match found {
        Some(at) => (&text[..at], true),
        None => (text, false),
    }
}

fn is_day(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ',']);
    // A day without its year is one of any.
    let whole = [format!("{text}/2020"), format!("{text}-2020"), format!("{text}, 2020"), format!("{text} năm 2020")];
    relative_date::absolute(text).is_some() || whole.iter().any(|day| relative_date::absolute(day).is_some())
}

fn is_place(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        let word = word.trim_end_matches(',');
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c))
    };
    (1..=WORDS).contains(&words.len()) && words.iter().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_by_what_stands_beside_it() {
        for (text, expected) in [
            ("Hà Nội (TTXVN) – Sáng nay, mưa lớn.", Some("Hà Nội")),
            ("Hà Nội, 15/10 – Sáng nay, mưa lớn.", Some("Hà Nội")),
            ("HÀ NỘI, ngày 15/10 (TTXVN) - Sáng nay, mưa lớn.", Some("HÀ NỘI")),
            ("LONDON, Oct 15 (Reuters) - Boats returned.", Some("LONDON")),
            ("LONDON, Oct. 15, 2019 /PRNewswire/ -- Boats returned.", Some("LONDON")),
            ("CEDAR FALLS, Neb. (AP) — A storm knocked out power.", Some("CEDAR FALLS, Neb.")),
            ("WASHINGTON — The senate met.", Some("WASHINGTON")),
            ("TP. Hồ Chí Minh (VOV) – Mưa.", Some("TP. Hồ Chí Minh")),
            ("Thừa Thiên - Huế (TTXVN) – Mưa.", None),
            ("Hà Nội – Sáng nay, mưa lớn.", None),
            ("Nguyễn Văn An – giám đốc công ty – nói.", None),
            ("Sáng 15/10 – Mưa lớn.", Some("Sáng")),
            ("Tàu – xe dừng.", None),
            ("(Dân trí) - Sáng nay, mưa lớn.", None),
            ("Mưa lớn.", None),
            ("", None),
        ] {
            assert_eq!(place(text), expected, "{text}");
        }
    }
}
