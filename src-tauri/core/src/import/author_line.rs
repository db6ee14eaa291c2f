//! A line in the head that names author and date beside each other: `Anh Hoa | 15/10/2019 14:05`,
//! `By Jane Doe, October 15, 2019`, `Jane Doe · Oct 15, 2019 · 3 min read`.

use super::{caption, date_line, furniture, labels};
use crate::Language;

pub struct AuthorLine<'a> {
    /// Empty where the line has a date and words of its page only.
    pub author: &'a str,
    pub date: String,
    pub views: Option<u64>,
    /// What stood there and was not used.
    pub unused: Vec<String>,
}

/// Reads a line of parts of which each is an author, of a date or of the page.
pub fn read(text: &str, language: Language) -> Option<AuthorLine<'_>> {
    let parts = by_bars(text).or_else(|| by_comma(text, language))?;
    let (authors, others): (Vec<&str>, Vec<&str>) = parts.into_iter().partition(|part| author(part).is_some());
    let (of_page, dates): (Vec<&str>, Vec<&str>) =
        others.into_iter().partition(|part| furniture::is_button(part) || furniture::is_section(part));
    // A date alone is `date_line`'s.
    if authors.len() > 1 || (authors.is_empty() && of_page.is_empty()) {
        return None;
    }
    let dates = dates.join(" | ");
    let read = date_line::read(&dates, language)?;
    Some(AuthorLine {
        author: authors.first().and_then(|part| author(part)).unwrap_or_default(),
        date: read.date,
        views: read.views,
        unused: read.unused.into_iter().chain(of_page).map(str::to_owned).collect(),
    })
}

fn by_bars(text: &str) -> Option<Vec<&str>> {
    let mut parts: Vec<&str> = text.split(['|', '•', '·']).collect();
    for dash in [" - ", " – ", " — "] {
        parts = parts.into_iter().flat_map(|part| part.split(dash)).collect();
    }
    (parts.len() > 1).then(|| parts.into_iter().map(str::trim).collect())
}

/// Only behind "By": "Hà Nội, ngày 15…" names a place.
fn by_comma(text: &str, language: Language) -> Option<Vec<&str>> {
    labels::by(text)?;
    let mut commas = text.match_indices(", ").map(|(at, comma)| (&text[..at], &text[at + comma.len()..]));
    let (names, date) = commas.find(|(_, date)| date_line::read(date, language).is_some())?;
    Some(vec![names, date])
}

fn author(part: &str) -> Option<&str> {
    match labels::by(part) {
        Some((_, names)) => caption::is_names(names).then_some(names),
        None => (caption::is_byline(part) && !furniture::is_section(part)).then_some(part),
    }
}
