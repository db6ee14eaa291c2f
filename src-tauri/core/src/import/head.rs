//! What stands before the text: headline, date, author, and what the page has there for itself. It is looked at as a whole,
//! for a button between headline and date does not begin the text.

use super::{
    caption, date_line, furniture, labels,
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
        let lines = self.labelled_parts(lines);
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

    /// "TÍT: …", "SAPO: …", "BÀI:": how a reporter parts a story in a mail.
    fn labelled_parts<'a>(&mut self, lines: Vec<&'a Line>) -> Vec<&'a Line> {
        let is_title_label =
            |line: &&Line| labels::split(&line.text, labels::HEADLINE).is_some_and(|(_, title)| is_title(title));
        let is_lead_label = |line: &&Line| labels::split(&line.text, labels::LEAD).is_some();
        let Some(headline) = lines.iter().position(is_title_label).filter(|at| *at < MOST_LINES) else { return lines };
        // "Title: …" alone could be a headline's own words.
        let has_parts = lines.iter().any(is_lead_label)
            || lines
                .iter()
                .any(|line| labels::split(&line.text, labels::BODY).is_some_and(|(_, rest)| rest.is_empty()));
        if !has_parts && headline > 0 && !lines[..headline].iter().all(|line| furniture::is_mail(&line.text)) {
            return lines;
        }
        for line in &lines[..headline] {
            self.leave(line, &line.text);
        }
        let mut rest = &lines[headline..];
        let mut part = StoryField::Headline;
        while let [line, after @ ..] = rest {
            let text = line.text.as_str();
            let labelled = |labels| labels::split(text, labels);
            if let Some((sign, title)) = labelled(labels::HEADLINE).filter(|_| self.is_empty(StoryField::Headline)) {
                self.sign(sign);
                part = StoryField::Headline;
                if !title.is_empty() {
                    self.article.fields.set(StoryField::Headline, title);
                }
            } else if let Some((sign, lead)) = labelled(labels::LEAD).filter(|_| self.is_empty(StoryField::Abstract)) {
                self.sign(sign);
                part = StoryField::Abstract;
                if !lead.is_empty() {
                    self.article.fields.set(StoryField::Abstract, lead);
                }
            } else if let Some((sign, body)) =
                labelled(labels::BODY).filter(|(_, body)| body.is_empty() || !caption::is_names(body))
            {
                self.sign(sign);
                if body.is_empty() {
                    return after.to_vec();
                }
                // The text goes on in the label's line.
                self.label_to_cut = Some(line.number);
                return rest.to_vec();
            } else if self.is_empty(part) && is_title(text) {
                // The label has a line to itself.
                self.article.fields.set(part, text);
            } else if !self.head_line(line, after.is_empty()) {
                return rest.to_vec();
            }
            rest = after;
        }
        Vec::new()
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
            !after.is_empty()
                && (furniture::is_section(text)
                    || furniture::is_button(text)
                    || furniture::is_mail(text)
                    || labels::is_one_of(text, labels::NEWSROOMS))
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
        if self.combined(line) || self.date(line) || self.labelled(line) {
            return true;
        }
        let is_button = furniture::is_button(text)
            || furniture::is_section(text)
            || furniture::is_mail(text)
            || date_line::is_change_ago(text)
            || (self.is_empty(StoryField::Headline) && labels::is_one_of(text, labels::NEWSROOMS));
        // A line of signs and numbers: a counter, a rule.
        if is_button || !text.contains(char::is_alphabetic) || Look::of(text) == Look::Rule {
            self.leave(line, text);
            return true;
        }
        // Bare names only between the headline and a text: "Jane Doe", "Jane Doe in London".
        let in_place = || {
            let (names, place) = text.split_once(" in ")?;
            (caption::is_byline(names) && caption::is_names(place)).then_some(())
        };
        !self.is_empty(StoryField::Headline)
            && !is_last
            && (self.bare_byline(line) || (in_place().is_some() && self.take(StoryField::Byline, "", text)))
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
            let mut sign = text.to_owned();
            for unused in &read.unused {
                sign = sign.replacen(unused, "", 1);
                self.leave(line, unused);
            }
            if read.is_update {
                self.date_is_of_update = Some((line.number, sign));
            } else {
                self.sign(&sign);
            }
            self.article.fields.set(StoryField::DatePublished, read.date);
            if let Some(views) = read.views {
                self.article.fields.set(StoryField::Views, views.to_string());
            }
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

    /// "Anh Hoa | 15/10/2019 14:05", "By Jane Doe, October 15, 2019", "Jane Doe · Oct 15, 2019 · 3 min read".
    fn combined(&mut self, line: &Line) -> bool {
        let text = line.text.as_str();
        let bars: Vec<&str> = text
            .split(['|', '•', '·'])
            .flat_map(|part| part.split(" - "))
            .flat_map(|part| part.split(" – "))
            .flat_map(|part| part.split(" — "))
            .map(str::trim)
            .collect();
        let commas = || {
            let (names, date) = text.match_indices(", ").find_map(|(at, comma)| {
                let (names, date) = (&text[..at], &text[at + comma.len()..]);
                // "Hà Nội, ngày 15…" names a place.
                labels::begins_with(names, &["by", "bởi"])?;
                date_line::read(date, self.article.language).map(|_| (names, date))
            })?;
            Some(vec![names, date])
        };
        let parts = if bars.len() > 1 { bars } else { commas().unwrap_or_default() };
        if parts.len() < 2 || !self.is_empty(StoryField::DatePublished) {
            return false;
        }
        let bare = |part: &'_ str| {
            labels::begins_with(part, &["by", "bởi"])
                .map_or(0, |(sign, rest)| sign.len() + rest.len() - rest.trim_start().len())
        };
        let is_author = |part: &str| {
            let at = bare(part);
            if at > 0 {
                caption::is_names(&part[at..])
            } else {
                caption::is_byline(part) && !furniture::is_section(part)
            }
        };
        let authors: Vec<&str> = parts.iter().copied().filter(|part| is_author(part)).collect();
        let others = || parts.iter().copied().filter(|part| !is_author(part));
        let is_page = |part: &str| furniture::is_button(part) || furniture::is_section(part);
        let dates: Vec<&str> = others().filter(|part| !is_page(part)).collect();
        let joined = dates.join(" | ");
        let Some(read) = date_line::read(&joined, self.article.language) else {
            return false;
        };
        let others_of_page = others().any(&is_page);
        let fits = match authors.len() {
            0 => others_of_page,
            1 => self.is_empty(StoryField::Byline),
            _ => false,
        };
        if !fits {
            return false;
        }
        let (author, date, views) = (authors.first().copied().unwrap_or_default(), read.date, read.views);
        let unused: Vec<String> = read
            .unused
            .iter()
            .map(|unused| (*unused).to_owned())
            .chain(others().filter(|part| is_page(part)).map(str::to_owned))
            .collect();
        let name = &author[bare(author)..];
        let mut sign = text.replacen(name, "", 1);
        for unused in unused {
            sign = sign.replacen(&unused, "", 1);
            self.leave(line, &unused);
        }
        self.sign(&sign);
        if !name.is_empty() {
            self.article.fields.set(StoryField::Byline, name);
        }
        self.article.fields.set(StoryField::DatePublished, date);
        if let Some(views) = views {
            self.article.fields.set(StoryField::Views, views.to_string());
        }
        true
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
                || labels::strip_prefix(&line.text, "by ").is_some_and(caption::is_names)
        };
        let head: Vec<&Line> = rest.iter().take_while(is_head).copied().collect();
        if rest.len() <= head.len()
            || !head.iter().any(|line| date_line::read(&line.text, self.article.language).is_some())
        {
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

/// Whether a line begins the text.
fn is_text(line: &Line) -> bool {
    match Look::of(&line.text) {
        Look::Plain => is_prose(&line.text),
        _ => false,
    }
}
