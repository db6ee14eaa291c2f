//! Other stories that a page names: boxes amid the text, and the list that it ends with.

use super::{
    caption, date_line, furniture, labels,
    look::{Look, TITLE_WORDS, has_word, is_sentence, is_title},
    plain_text::{Account, same_words},
    relative_date,
    text::Line,
};
use crate::{fold, story::Related};

impl Account {
    /// Reads the boxes, and returns what is left: the story. The first line is the headline even where it says
    /// "Xem thêm".
    pub(super) fn boxes<'a>(&mut self, lines: Vec<&'a Line>) -> Vec<&'a Line> {
        let mut story: Vec<&Line> = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            if at > 0 && labels::is_related_heading(&lines[at].text) {
                let end = end_of_box(&lines, at);
                self.related(&lines[at..end]);
                at = end;
            } else {
                story.push(lines[at]);
                at += 1;
            }
        }
        story
    }

    /// A title amid the text, with a sign before it.
    pub(super) fn related_title(&mut self, signs: &str, title: &str) {
        self.sign(signs);
        self.push_related(title);
    }

    /// Whether a date may still follow.
    fn push_related(&mut self, text: &str) -> bool {
        let dated = dated_title(text);
        let (title, date_text) = dated.unwrap_or((text, ""));
        if dated.is_some() {
            self.sign("()");
        }
        let date = self.day(date_text);
        self.article.related.push(Related { title: title.into(), date, date_text: date_text.into() });
        dated.is_none()
    }

    fn day(&self, text: &str) -> Option<chrono::NaiveDate> {
        relative_date::resolve(text, self.options.today)
            .or_else(|| date_line::read(text, self.article.language)?.date.get(..10)?.parse().ok())
    }

    /// A title, perhaps said again, perhaps with a date under it or in parentheses after it.
    fn related(&mut self, lines: &[&Line]) {
        /// The title that a repetition or a date may still follow.
        struct Open<'a> {
            title: &'a str,
            repeated: bool,
        }
        let mut open: Option<Open> = None;
        for line in lines {
            let text = line.text.as_str();
            if labels::is_related_heading(text) {
                self.sign(text);
                open = None;
                continue;
            }
            if is_date(text) {
                match (open.take(), self.article.related.last()) {
                    (Some(_), Some(_)) => self.date_last(text),
                    _ => self.leave(line, text),
                }
                continue;
            }
            let (sign, title) = match Look::of(text) {
                Look::Bullet { sign, text } | Look::Numbered { sign, text, .. } => (sign, text),
                Look::Related { signs, title } => (signs, title),
                _ => ("", text),
            };
            if let Some(last) = &mut open
                && !last.repeated
                && sign.is_empty()
                && same_words(last.title, title)
            {
                last.repeated = true;
                self.sign(title);
                continue;
            }
            if !is_title(title)
                || !title.contains(char::is_alphabetic)
                || furniture::is_foot(title)
                || (sign.is_empty() && is_story(text))
            {
                self.leave(line, text);
                open = None;
                continue;
            }
            if sign.is_empty() && self.labelled(line) {
                open = None;
                continue;
            }
            self.sign(sign);
            open = self.push_related(title).then_some(Open { title, repeated: false });
        }
    }

    fn date_last(&mut self, text: &str) {
        let inner = labels::enclosed(text).unwrap_or(text);
        if inner.len() < text.len() {
            self.sign("()");
        }
        let date = self.day(inner);
        if let Some(last) = self.article.related.last_mut() {
            last.date = date;
            last.date_text = inner.to_owned();
        }
    }
}

/// Where the box that begins at `heading` is over: at the first line that is the story's.
fn end_of_box(lines: &[&Line], heading: usize) -> usize {
    let (mut at, mut titles) = (heading + 1, 0);
    // A box whose titles follow each other without an empty line ends at one.
    let dense =
        lines.get(at).is_some_and(|first| !first.apart) && lines.get(at + 1).is_some_and(|second| !second.apart);
    let is_list = labels::is_list_heading(&lines[heading].text);
    let mut last = "";
    while let Some(line) = lines.get(at) {
        let text = line.text.as_str();
        let of_box = labels::is_related_heading(text)
            || is_date(text)
            || furniture::is_foot(text)
            || !text.contains(char::is_alphabetic);
        let again = titles > 0 && same_words(last, text);
        if !(of_box || again) {
            let rest = &lines[at..];
            let ends = !is_list && dense && line.apart && titles > 0 && rest.iter().any(|line| is_story(&line.text));
            let is_author = rest.len() == 1 && titles > 0 && caption::is_byline(text) && !is_list;
            if is_list && is_story(text) && is_summary(rest) {
                return lines.len();
            }
            if ends || is_author || is_story(text) {
                break;
            }
            titles += 1;
            last = text;
        }
        at += 1;
    }
    at
}

/// Whether a line can only be the story's own: a sentence, a caption, a heading, the author's.
fn is_story(text: &str) -> bool {
    match Look::of(text) {
        Look::Photo(_) | Look::Heading { .. } | Look::Quote { .. } => true,
        Look::Plain => is_sentence(text) || fold::syllables(text) > TITLE_WORDS,
        // What a list of titles is marked with.
        Look::Bullet { .. } | Look::Numbered { .. } | Look::Related { .. } | Look::Rule => false,
    }
}

/// Whether the rest of a page's list has a sentence under each title: what the stories there say first.
fn is_summary(rest: &[&Line]) -> bool {
    let lines: Vec<&&Line> =
        rest.iter().filter(|line| !is_date(&line.text) && !furniture::is_foot(&line.text)).collect();
    lines.len() > 1 && lines.windows(2).all(|pair| is_story(&pair[0].text) != is_story(&pair[1].text))
}

/// "hôm qua", "(15/09/2019)", "14:05 15/09/2019".
fn is_date(text: &str) -> bool {
    // In parentheses too, with an hour or without.
    let inner = labels::enclosed(text).unwrap_or(text);
    relative_date::is_date(inner) || date_line::read(inner, crate::Language::Vietnamese).is_some()
}

/// "Title (10 ngày trước)" → ("Title", "10 ngày trước").
fn dated_title(text: &str) -> Option<(&str, &str)> {
    let (title, date) = text.strip_suffix(')')?.rsplit_once('(')?;
    let (title, date) = (title.trim_end(), date.trim());
    (is_date(date) && has_word(title)).then_some((title, date))
}
