//! What stands before the text: headline, date, author, and what the page has there for itself. It is looked at as a whole,
//! for a button between headline and date does not begin the text.

use super::{
    author_line, caption, date_line, furniture, labels,
    look::{Look, has_word, is_prose, is_title},
    plain_text::{Account, same_words},
    relative_date,
    text::Line,
};
use crate::{fold, story::StoryField};

/// A line of a page's furniture that no list knows has no more words, where a sentence follows it.
const FURNITURE_WORDS: u32 = 4;
/// Nor has one between headline and date.
const BETWEEN_WORDS: u32 = 20;
/// So many lines that are no sentence are no verse.
const MOST_TITLES: usize = 2;
/// What says less is no second headline.
const SUBHEADLINE_WORDS: u32 = 8;
/// A head of more lines is none.
const MOST_LINES: usize = 40;

impl Account {
    /// Takes the head, and returns what follows it.
    pub(super) fn head<'a>(&mut self, lines: Vec<&'a Line>) -> Vec<&'a Line> {
        let mut rest = self.page_title(&lines);
        let mut waiting: Vec<&Line> = Vec::new();
        let mut seen = 0;
        while let [line, after @ ..] = rest {
            seen += 1;
            let known = self.headline(line, after) || self.head_line(line, after.is_empty());
            if known {
                // What stood before it is of the page as well.
                for line in waiting.drain(..) {
                    if !self.subheadline(line) {
                        self.leave(line, &line.text);
                    }
                }
            } else if seen <= MOST_LINES && self.may_be_furniture(line) {
                waiting.push(line);
            } else {
                break;
            }
            rest = after;
        }
        // Where text follows them, a word or two are no sentence of its; nor is a title.
        let starts = rest.first().is_some_and(|line| is_text(line));
        let brief = |line: &&Line| fold::syllables(&line.text) <= FURNITURE_WORDS;
        if starts && (waiting.iter().all(brief) || waiting.len() <= MOST_TITLES) {
            for line in waiting.drain(..) {
                if brief(&line) || !self.take(StoryField::Subheadline, "", &line.text) {
                    self.leave(line, &line.text);
                }
            }
        }
        let rest = [&waiting, rest].concat();
        self.after_lead(rest)
    }

    /// "TÍT: …", "SAPO: …", "BÀI:": how a reporter parts a story in a mail. Returns what follows these parts.
    pub(super) fn labelled_parts(&mut self, mut lines: Vec<Line>) -> Vec<Line> {
        let Some(headline) = labelled_headline(&lines) else { return lines };
        for line in &lines[..headline] {
            self.leave(line, &line.text);
        }
        let mut part = StoryField::Headline;
        let mut at = headline;
        while let Some(line) = lines.get(at) {
            let labelled = |field: StoryField, labels| {
                let free = self.is_empty(field);
                labels::split(&line.text, labels).filter(|_| free).map(|(sign, text)| (field, sign, text))
            };
            let found = labelled(StoryField::Headline, labels::HEADLINE)
                .or_else(|| labelled(StoryField::Abstract, labels::LEAD));
            let body = || labels::split(&line.text, labels::BODY).filter(|(_, body)| !caption::is_names(body));
            if let Some((field, sign, text)) = found {
                self.sign(sign);
                self.article.fields.set(field, text);
                part = field;
            } else if let Some((sign, text)) = body() {
                self.sign(sign);
                // The text may go on in the label's line.
                let text = text.to_owned();
                at += usize::from(text.is_empty());
                if let Some(line) = lines.get_mut(at).filter(|_| !text.is_empty()) {
                    line.text = text;
                }
                break;
            } else if self.is_empty(part) && is_title(&line.text) {
                // The label has a line to itself.
                self.article.fields.set(part, line.text.as_str());
            } else if !self.head_line(line, at + 1 == lines.len()) {
                break;
            }
            at += 1;
        }
        lines.split_off(at)
    }

    /// "Headline | The Paper", where the headline itself comes soon: the page's title.
    fn page_title<'r, 'a>(&mut self, lines: &'r [&'a Line]) -> &'r [&'a Line] {
        if let [first, rest @ ..] = lines
            && let Some(title) =
                [" | ", " - ", " – ", " — ", " :: "].iter().find_map(|part| first.text.rsplit_once(part))
            && rest.iter().take(8).any(|line| same_words(&line.text, title.0))
        {
            self.leave(first, &first.text);
            return rest;
        }
        lines
    }

    fn headline(&mut self, line: &Line, after: &[&Line]) -> bool {
        let (signs, text) = match Look::of(&line.text) {
            Look::Heading { signs, text } => (signs, text),
            Look::Plain => ("", line.text.as_str()),
            _ => return false,
        };
        // Said again, as a page's trail or its title does.
        if same_words(self.article.fields.text(StoryField::Headline), text) && !text.is_empty() {
            self.sign(&line.text);
            return true;
        }
        let is_date = || date_line::read(text, self.article.language).is_some() || relative_date::is_date(text);
        // A section over the headline; alone, it is one.
        let is_page = || {
            is_over_headline(text)
                && after
                    .iter()
                    .any(|line| Look::of(&line.text) == Look::Plain && !is_prose(&line.text) && is_title(&line.text))
        };
        if !self.is_empty(StoryField::Headline) || !is_title(text) || is_date() || !has_word(text) || is_page() {
            return false;
        }
        self.headline_depth = signs.len();
        self.sign(signs);
        self.article.fields.set(StoryField::Headline, text);
        true
    }

    /// A line that is known to stand in a head.
    fn head_line(&mut self, line: &Line, is_last: bool) -> bool {
        let text = line.text.as_str();
        if self.author_and_date(line) || self.date(line) || self.labelled(line) {
            return true;
        }
        let no_headline = self.is_empty(StoryField::Headline);
        let of_page =
            furniture::is_of_head(text) || date_line::is_change_ago(text) || (no_headline && is_over_headline(text));
        // A line of signs and numbers: a counter, a rule.
        if of_page || !text.contains(char::is_alphabetic) || Look::of(text) == Look::Rule {
            self.leave(line, text);
            return true;
        }
        // Bare names only between the headline and a text: "Jane Doe", "Jane Doe in London".
        let in_place = || {
            let parts = text.split_once(" in ");
            parts.is_some_and(|(names, place)| caption::is_byline(names) && caption::is_names(place))
        };
        !no_headline && !is_last && (self.bare_byline(line) || (in_place() && self.take(StoryField::Byline, "", text)))
    }

    fn date(&mut self, line: &Line) -> bool {
        let text = line.text.as_str();
        if let Some(read) = date_line::read(text, self.article.language) {
            return self.dated(line, text, read);
        }
        if !self.is_empty(StoryField::DatePublished) {
            return false;
        }
        // "3 giờ trước" dates a story too, but a day alone does not say it as well: the words are reported.
        match relative_date::resolve(text, self.options.today) {
            Some(date) => {
                self.article.fields.set(StoryField::DatePublished, date.to_string());
                self.leave(line, text);
                true
            }
            None => false,
        }
    }

    /// The day of publishing wins over that of a change, wherever each stands; the other is reported.
    fn dated(&mut self, line: &Line, text: &str, read: date_line::DateLine) -> bool {
        let first = self.is_empty(StoryField::DatePublished);
        if first || (self.date_is_of_update.is_some() && !read.is_update) {
            if let Some((number, words)) = self.date_is_of_update.take() {
                self.article.leftovers.push(super::Leftover { line: number, text: words });
            }
            let sign = self.leave_unused(line, text, &read.unused);
            if read.is_update {
                self.date_is_of_update = Some((line.number, sign));
            } else {
                self.sign(&sign);
            }
            self.set_date(read.date, read.views);
        } else {
            self.leave(line, text);
        }
        true
    }

    /// An only date that was a change's says when the story is from: its words are known, and no leftover.
    pub(super) fn settle_date(&mut self) {
        if let Some((_, words)) = self.date_is_of_update.take() {
            self.sign(&words);
        }
    }

    /// "Anh Hoa | 15/10/2019 14:05".
    fn author_and_date(&mut self, line: &Line) -> bool {
        let read = author_line::read(&line.text, self.article.language).filter(|read| {
            self.is_empty(StoryField::DatePublished) && (read.author.is_empty() || self.is_empty(StoryField::Byline))
        });
        let Some(read) = read else { return false };
        if !read.author.is_empty() {
            self.article.fields.set(StoryField::Byline, read.author);
        }
        let sign = self.leave_unused(line, &line.text.replacen(read.author, "", 1), &read.unused);
        self.sign(&sign);
        self.set_date(read.date, read.views);
        true
    }

    /// Reports what a line says and nobody used; returns the rest of it.
    fn leave_unused(&mut self, line: &Line, text: &str, unused: &[impl AsRef<str>]) -> String {
        unused.iter().fold(text.to_owned(), |rest, unused| {
            self.leave(line, unused.as_ref());
            rest.replacen(unused.as_ref(), "", 1)
        })
    }

    fn set_date(&mut self, date: String, views: Option<u64>) {
        self.article.fields.set(StoryField::DatePublished, date);
        if let Some(views) = views {
            self.article.fields.set(StoryField::Views, views.to_string());
        }
    }

    /// A line right under the headline that says as much as a headline does.
    fn subheadline(&mut self, line: &Line) -> bool {
        let said = fold::syllables(&line.text) >= SUBHEADLINE_WORDS && !furniture::invites(&line.text);
        said && self.take(StoryField::Subheadline, "", &line.text)
    }

    fn may_be_furniture(&self, line: &Line) -> bool {
        !self.is_empty(StoryField::Headline)
            && Look::of(&line.text) == Look::Plain
            && !is_prose(&line.text)
            && fold::syllables(&line.text) <= BETWEEN_WORDS
    }

    /// Some pages have date and author under the lead.
    fn after_lead<'a>(&mut self, lines: Vec<&'a Line>) -> Vec<&'a Line> {
        let [lead, rest @ ..] = &lines[..] else { return lines };
        if !is_text(lead) || !self.is_empty(StoryField::DatePublished) {
            return lines;
        }
        let dated = |line: &&&Line| date_line::read(&line.text, self.article.language).is_some();
        let is_head = |line: &&&Line| {
            dated(line)
                || furniture::is_button(&line.text)
                || caption::is_byline(&line.text)
                || labels::by(&line.text).is_some_and(|(_, names)| caption::is_names(names))
        };
        let head: Vec<&Line> = rest.iter().take_while(is_head).copied().collect();
        if rest.len() <= head.len() || !head.iter().any(|line| dated(&line)) {
            return lines;
        }
        let mut kept = vec![*lead];
        for line in &head {
            if !self.head_line(line, false) {
                kept.push(*line);
            }
        }
        kept.extend(&rest[head.len()..]);
        kept
    }
}

/// Where a mail begins to name its parts.
fn labelled_headline(lines: &[Line]) -> Option<usize> {
    let split = |line: &Line, labels| labels::split(&line.text, labels).map(|(_, text)| text.to_owned());
    let at = lines
        .iter()
        .take(MOST_LINES)
        .position(|line| split(line, labels::HEADLINE).is_some_and(|title| is_title(&title)))?;
    // "Title: …" alone could be a headline's own words.
    let has_parts = lines.iter().any(|line| {
        split(line, labels::LEAD).is_some() || split(line, labels::BODY).is_some_and(|body| body.is_empty())
    });
    (has_parts || lines[..at].iter().all(|line| furniture::is_mail(&line.text))).then_some(at)
}

/// What a page has over its headline: where it stands, or whose it is.
fn is_over_headline(text: &str) -> bool {
    furniture::is_of_head(text) || labels::is_one_of(text, labels::NEWSROOMS)
}

/// Whether a line begins the text.
fn is_text(line: &Line) -> bool {
    Look::of(&line.text) == Look::Plain && is_prose(&line.text)
}
