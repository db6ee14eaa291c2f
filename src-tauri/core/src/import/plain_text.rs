//! A plain-text article, as it is copied from a page or typed in a simple editor, read into fields.
//!
//! ```text
//! Headline
//! 15/10/2019 | 6325                       date and views
//! The lead, one paragraph.
//! Body paragraphs, "# headings", "- items", "> quotes".
//! Ảnh: caption                            a picture stood here
//! Anh Hoa                                 the author, at the end
//! Các bài viết khác                       related stories, in either shape
//! Title / Title again / hôm qua
//! • Title (10 ngày trước)
//! ```
//!
//! Everything is optional, and nothing is dropped: each character of the source ends up in a field, a block, a
//! related story or a leftover, or it belongs to a signpost that [`super::labels`] lists. Words and their slips
//! stay as found; letters are composed (NFC) and whitespace is mended ([`super::text`]).

use std::path::Path;

use super::{
    Article, ArticleBlock, Leftover, ReadOptions,
    caption::{self, Caption},
    date_line, labels, relative_date,
    text::{self, Line},
};
use crate::{
    Language, Result, fold,
    limits::{BLOCK, BLOCKS, BODY, RELATED},
    story::{Block, BlockKind, FieldKind, Related, StoryField, StoryFields},
};

/// Reads a plain-text article. `path` is for the error's words.
///
/// Errors: `file_too_large`; `text_not_utf8` with the byte's offset; `text_empty`; `lines_too_many`, and the others of what
/// is more than a story holds.
pub fn read(bytes: &[u8], path: &Path, options: &ReadOptions) -> Result<Article> {
    let text = text::decode(bytes, path)?;
    let article = Account::of(&text, options).article;
    // Told before pictures are taken in for it.
    check(&article).map_err(|error| error.with("story", path.display()))?;
    Ok(article)
}

fn check(article: &Article) -> Result<()> {
    let units = |block: &ArticleBlock| match block {
        ArticleBlock::Text(block) => block.text.encode_utf16().count(),
        ArticleBlock::Photo { .. } => 0,
    };
    BLOCKS.check(article.body.len())?;
    article.body.iter().try_for_each(|block| BLOCK.check(units(block)))?;
    BODY.check(article.body.iter().map(|block| 1 + units(block)).sum())?;
    RELATED.check(article.related.len())
}

/// Longer than any headline or title of a related story, in words and in characters.
const TITLE_WORDS: u32 = 60;
const TITLE_LENGTH: usize = 1000;
/// Longer than any lead.
const LEAD_WORDS: u32 = 150;
const LEAD_LENGTH: usize = 5000;
/// Longer than any caption; what is longer is a paragraph.
const CAPTION_LENGTH: usize = 5000;
/// How long the line over a lone "Ảnh: TTXVN" may be to be that picture's caption.
const CAPTION_WORDS: u32 = 40;

/// An article, and the account of what was read but not kept, so that a test can prove that nothing is lost.
struct Account {
    article: Article,
    options: ReadOptions,
    /// Signposts and dates: everything that is in the source and not, letter for letter, in the article.
    signs: Vec<String>,
    /// What is in the article more often than in the source.
    echoes: Vec<String>,
    /// The depth of the headline's own `#`, so that headings are counted from it.
    headline_depth: usize,
    /// "Bài và ảnh: Anh Hoa".
    byline_took_the_pictures: bool,
}

/// What a line is by its own look.
#[derive(Debug, PartialEq, Eq)]
enum Look<'a> {
    Heading { signs: &'a str, text: &'a str },
    Quote { signs: &'a str, text: &'a str },
    Bullet { sign: &'a str, text: &'a str },
    Numbered { number: u32, sign: &'a str, text: &'a str },
    Photo(Caption<'a>),
    Plain,
}

impl<'a> Look<'a> {
    fn of(line: &'a str) -> Self {
        let after_space = |rest: &'a str| Some(rest.strip_prefix(' ')?.trim_start()).filter(|text| !text.is_empty());
        let depth = line.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&depth)
            && let Some(text) = after_space(&line[depth..])
        {
            return Look::Heading { signs: &line[..depth], text };
        }
        // A mail quotes what quotes another: "> > …".
        let text = line.trim_start_matches(['>', ' ']);
        if line.starts_with('>') && !text.is_empty() {
            return Look::Quote { signs: &line[..line.len() - text.len()], text };
        }
        // A dash that is not a hyphen begins a line of talk, and is the text's own.
        for sign in ["•", "-", "*", "·", "▪", "►"] {
            let rest = line.strip_prefix(sign);
            let text = if sign == "•" {
                rest.map(str::trim_start).filter(|text| !text.is_empty())
            } else {
                rest.and_then(after_space)
            };
            if let Some(text) = text {
                return Look::Bullet { sign: &line[..sign.len()], text };
            }
        }
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&digits)
            && let Ok(number) = line[..digits].parse()
            && let Some(text) = line[digits..].strip_prefix(['.', ')']).and_then(after_space)
            // "01." is not a number that a list would write.
            && !line.starts_with('0')
        {
            return Look::Numbered { number, sign: &line[..digits + 1], text };
        }
        match caption::read(line) {
            Some(caption) if line.len() <= CAPTION_LENGTH => Look::Photo(caption),
            _ => Look::Plain,
        }
    }
}

impl Account {
    fn of(text: &str, options: &ReadOptions) -> Self {
        let (lines, controls) = text::lines(text);
        let lines = text::unwrap(lines, begins);
        let mut reading = Account {
            article: Article {
                language: language(&lines),
                fields: StoryFields::default(),
                body: Vec::new(),
                related: Vec::new(),
                leftovers: controls,
            },
            options: *options,
            signs: Vec::new(),
            echoes: Vec::new(),
            headline_depth: 0,
            byline_took_the_pictures: false,
        };
        // The first line is the headline even where it says "Xem thêm".
        let split = lines.iter().skip(1).position(|line| labels::is_related_heading(&line.text)).map(|at| at + 1);
        let (story, related) = lines.split_at(split.unwrap_or(lines.len()));
        let story = reading.head(story);
        let story = reading.tail(story);
        reading.body(story);
        reading.lead();
        reading.related(related);
        reading.article.leftovers.sort_by_key(|leftover| leftover.line);
        reading
    }

    /// Headline, date, views and author, in any order, until the text begins.
    fn head<'a>(&mut self, lines: &'a [Line]) -> &'a [Line] {
        let mut rest = lines;
        while let [line, after @ ..] = rest {
            let known = self.headline(line) || self.date(line) || self.labelled(line) || {
                // Bare names only between the headline and a text.
                let named = !self.is_empty(StoryField::Headline) && !after.is_empty();
                (named && self.bare_byline(line)) || self.wordless(line)
            };
            if !known {
                break;
            }
            rest = after;
        }
        rest
    }

    /// Author, source and keywords, in any order, after the text. One line at least remains the text.
    fn tail<'a>(&mut self, lines: &'a [Line]) -> &'a [Line] {
        let mut rest = lines;
        while let [before @ .., line] = rest {
            if before.is_empty() || !(self.labelled(line) || self.source_word(line) || self.bare_byline(line)) {
                break;
            }
            rest = before;
        }
        rest
    }

    fn is_empty(&self, field: StoryField) -> bool {
        self.article.fields.get(field).is_none()
    }

    fn sign(&mut self, sign: &str) {
        self.signs.push(sign.to_owned());
    }

    fn leave(&mut self, line: &Line, text: &str) {
        self.article.leftovers.push(Leftover { line: line.number, text: text.to_owned() });
    }

    fn headline(&mut self, line: &Line) -> bool {
        let (signs, text) = match Look::of(&line.text) {
            Look::Heading { signs, text } => (signs, text),
            Look::Plain => ("", line.text.as_str()),
            _ => return false,
        };
        let is_date = || date_line::read(text, self.article.language).is_some();
        if !self.is_empty(StoryField::Headline) || !is_title(text) || is_date() || !has_word(text) {
            return false;
        }
        self.headline_depth = signs.len();
        self.sign(signs);
        self.article.fields.set(StoryField::Headline, text);
        true
    }

    fn date(&mut self, line: &Line) -> bool {
        if !self.is_empty(StoryField::DatePublished) {
            return false;
        }
        let text = line.text.as_str();
        if let Some(read) = date_line::read(text, self.article.language) {
            let mut sign = text.to_owned();
            for unused in read.unused {
                sign = sign.replacen(unused, "", 1);
                self.leave(line, unused);
            }
            self.sign(&sign);
            self.article.fields.set(StoryField::DatePublished, read.date);
            if let Some(views) = read.views {
                self.article.fields.set(StoryField::Views, views.to_string());
            }
            return true;
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

    /// A line that says itself what it holds: "Tác giả: …", "Nguồn: …", "Từ khóa: …".
    fn labelled(&mut self, line: &Line) -> bool {
        let text = line.text.as_str();
        let names = |labels| labels::split(text, labels).filter(|(_, names)| caption::is_names(names));
        // "By Jane Doe" has no colon.
        let by = || {
            let names = labels::strip_prefix(text, "by ")?;
            caption::is_names(names).then_some((&text[..2], names))
        };
        if let Some((sign, names)) = names(labels::BYLINE_AND_PHOTOS) {
            let taken = self.take(StoryField::Byline, sign, names);
            self.byline_took_the_pictures |= taken;
            return taken;
        }
        if let Some((sign, names)) = names(labels::BYLINE).or_else(by) {
            return self.take(StoryField::Byline, sign, names);
        }
        if let Some((sign, source)) = labels::split(text, labels::SOURCE).filter(|(_, source)| is_title(source)) {
            return self.take(StoryField::Source, sign, source);
        }
        if let Some((sign, words)) = labels::split(text, labels::KEYWORDS).filter(|(_, words)| is_title(words)) {
            let keywords = FieldKind::List.parse(words);
            let taken = self.is_empty(StoryField::Keywords) && !keywords.is_empty();
            if taken {
                self.sign(sign);
                self.sign(&words.replace(|c| c != ',' && c != ';', ""));
                self.article.fields.set(StoryField::Keywords, keywords);
            }
            return taken;
        }
        false
    }

    fn take(&mut self, field: StoryField, sign: &str, text: &str) -> bool {
        let free = self.is_empty(field) && !text.is_empty();
        if free {
            self.sign(sign);
            self.article.fields.set(field, text);
        }
        free
    }

    /// "Theo TTXVN".
    fn source_word(&mut self, line: &Line) -> bool {
        let text = line.text.as_str();
        let source = labels::SOURCE_WORD.iter().find_map(|word| labels::strip_prefix(text, word)?.strip_prefix(' '));
        match source.map(str::trim_start) {
            Some(source) if caption::is_source(source) => {
                self.take(StoryField::Source, &text[..text.len() - source.len()], source)
            }
            _ => false,
        }
    }

    fn bare_byline(&mut self, line: &Line) -> bool {
        Look::of(&line.text) == Look::Plain
            && caption::is_byline(&line.text)
            && self.take(StoryField::Byline, "", &line.text)
    }

    /// A line of signs and numbers where a headline, a date or an author belongs: a counter, a rule.
    fn wordless(&mut self, line: &Line) -> bool {
        let wordless = !line.text.contains(char::is_alphabetic);
        if wordless {
            self.leave(line, &line.text);
        }
        wordless
    }

    fn body(&mut self, lines: &[Line]) {
        let looks: Vec<Look> = lines.iter().map(|line| Look::of(&line.text)).collect();
        let numbered = numbered_lists(&looks);
        let depths = looks.iter().filter_map(|look| match look {
            Look::Heading { signs, .. } => Some(signs.len()),
            _ => None,
        });
        // The highest there is stands right below the headline: a level left out is a gap to who hears the page.
        let top = depths.min().unwrap_or_default().max(self.headline_depth + 1);
        let mut above: Option<&Line> = None;
        for ((line, look), in_list) in lines.iter().zip(looks).zip(numbered) {
            match look {
                Look::Heading { signs, text } => {
                    self.sign(signs);
                    let level = if signs.len() <= top { 1 } else { 2 };
                    self.text(BlockKind::Heading { level }, text);
                }
                Look::Quote { signs, text } => {
                    self.sign(signs);
                    self.text(BlockKind::Quote, text);
                }
                Look::Bullet { sign, text } => {
                    self.sign(sign);
                    self.text(BlockKind::ListItem { ordered: false }, text);
                }
                Look::Numbered { sign, text, .. } if in_list => {
                    self.sign(sign);
                    self.text(BlockKind::ListItem { ordered: true }, text);
                }
                Look::Photo(caption) => self.photo(line, caption, above),
                Look::Plain if is_rule(&line.text) => self.leave(line, &line.text),
                Look::Numbered { .. } | Look::Plain => self.text(BlockKind::Paragraph, &line.text),
            }
            above = Some(line);
        }
        if self.byline_took_the_pictures {
            self.credit_the_author();
        }
    }

    fn text(&mut self, kind: BlockKind, text: &str) {
        self.article.body.push(ArticleBlock::Text(Block::new(kind, text)));
    }

    fn photo(&mut self, line: &Line, found: Caption, above: Option<&Line>) {
        for sign in &found.signs {
            self.sign(sign);
        }
        if found.caption.is_empty() && !found.credit.is_empty() {
            match self.article.body.last_mut() {
                // The credit of the picture above.
                Some(ArticleBlock::Photo { credit, .. }) if credit.is_empty() => {
                    *credit = found.credit.to_owned();
                    return;
                }
                // The short paragraph right above, apart from the text, is the caption.
                Some(last @ ArticleBlock::Text(_)) => {
                    let is_caption = !line.apart
                        && above.is_some_and(|above| above.apart && fold::syllables(&above.text) <= CAPTION_WORDS);
                    if let ArticleBlock::Text(Block { kind: BlockKind::Paragraph, text, .. }) = last
                        && is_caption
                    {
                        let caption = std::mem::take(text);
                        *last = ArticleBlock::Photo { caption, credit: found.credit.to_owned() };
                        return;
                    }
                }
                _ => (),
            }
        }
        let (caption, credit) = (found.caption.to_owned(), found.credit.to_owned());
        self.article.body.push(ArticleBlock::Photo { caption, credit });
    }

    /// "Bài và ảnh: Anh Hoa" says whose the pictures are.
    fn credit_the_author(&mut self) {
        let author = self.article.fields.text(StoryField::Byline).to_owned();
        for block in &mut self.article.body {
            if let ArticleBlock::Photo { credit, .. } = block
                && credit.is_empty()
            {
                credit.clone_from(&author);
                self.echoes.push(author.clone());
            }
        }
    }

    /// A first paragraph that more text follows is the lead.
    fn lead(&mut self) {
        let texts = self.article.body.iter().filter(|block| matches!(block, ArticleBlock::Text(_))).count();
        if let Some(ArticleBlock::Text(Block { kind: BlockKind::Paragraph, text, .. })) = self.article.body.first()
            && texts > 1
            && text.len() <= LEAD_LENGTH
            && fold::syllables(text) <= LEAD_WORDS
        {
            self.article.fields.set(StoryField::Abstract, text.clone());
            self.article.body.remove(0);
        }
    }

    /// Related stories: a title, perhaps said again, perhaps with a date under it or in parentheses after it.
    fn related(&mut self, lines: &[Line]) {
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
            if relative_date::is_date(text) {
                match (open.take(), self.article.related.last_mut()) {
                    (Some(_), Some(last)) => {
                        last.date = relative_date::resolve(text, self.options.today);
                        last.date_text = text.to_owned();
                    }
                    _ => self.leave(line, text),
                }
                continue;
            }
            let (sign, title) = match Look::of(text) {
                Look::Bullet { sign, text } => (sign, text),
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
            if !is_title(title) || !has_word(title) {
                self.leave(line, text);
                open = None;
                continue;
            }
            if sign.is_empty() && self.labelled(line) {
                open = None;
                continue;
            }
            self.sign(sign);
            match dated_title(title) {
                Some((title, date)) => {
                    self.sign("()");
                    let resolved = relative_date::resolve(date, self.options.today);
                    self.article.related.push(Related { title: title.into(), date: resolved, date_text: date.into() });
                    open = None;
                }
                None => {
                    self.article.related.push(Related { title: title.into(), date: None, date_text: String::new() });
                    open = Some(Open { title, repeated: false });
                }
            }
        }
    }
}

/// Whether a line begins something, and so is not the rest of the line before.
fn begins(text: &str) -> bool {
    let signpost = [labels::BYLINE, labels::BYLINE_AND_PHOTOS, labels::SOURCE, labels::KEYWORDS];
    Look::of(text) != Look::Plain
        || text.starts_with(['–', '—'])
        || labels::is_related_heading(text)
        || signpost.iter().any(|labels| labels::split(text, labels).is_some())
        || date_line::read(text, Language::English).is_some()
        || relative_date::is_date(text)
        || caption::is_byline(text)
}

/// For each line whether it is in a numbered list: two or more in a row that count from 1. Any other number is
/// the text's own, and stays in it.
fn numbered_lists(looks: &[Look]) -> Vec<bool> {
    let mut in_list = vec![false; looks.len()];
    let number = |at: usize| match looks.get(at) {
        Some(Look::Numbered { number, .. }) => Some(*number),
        _ => None,
    };
    let mut at = 0;
    while at < looks.len() {
        let length = (1u32..).zip(at..).take_while(|(count, at)| number(*at) == Some(*count)).count();
        if length >= 2 {
            in_list[at..at + length].fill(true);
        }
        at += length.max(1);
    }
    in_list
}

/// "Title (10 ngày trước)" → ("Title", "10 ngày trước").
fn dated_title(text: &str) -> Option<(&str, &str)> {
    let (title, date) = text.strip_suffix(')')?.rsplit_once('(')?;
    let (title, date) = (title.trim_end(), date.trim());
    (relative_date::is_date(date) && has_word(title)).then_some((title, date))
}

fn same_words(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    letters(one) == letters(other)
}

fn is_title(text: &str) -> bool {
    text.len() <= TITLE_LENGTH && fold::syllables(text) <= TITLE_WORDS
}

fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// A line drawn between parts: `***`, `-----`.
fn is_rule(text: &str) -> bool {
    text.chars().all(|c| c == ' ' || "*-–—_=~•.·#>+".contains(c)) && text.chars().any(|c| c != '.' && c != ' ')
}

/// Vietnamese, unless there are more English joining words than words with Vietnamese marks.
fn language(lines: &[Line]) -> Language {
    language_of_words(lines.iter().flat_map(|line| line.text.split_whitespace()))
}

/// As [`read`] takes it to be.
pub fn language_of(text: &str) -> Language {
    language_of_words(text.split_whitespace())
}

fn language_of_words<'a>(words: impl Iterator<Item = &'a str>) -> Language {
    /// Common, and not Vietnamese syllables even without their marks.
    const ENGLISH: [&str; 14] =
        ["the", "of", "and", "was", "were", "with", "for", "from", "that", "has", "have", "is", "are", "by"];
    let (mut vietnamese, mut english) = (0u32, 0u32);
    for word in words {
        let lower = word.to_lowercase();
        if ENGLISH.contains(&lower.as_str()) {
            english += 1;
        } else if fold::has_marks(word) {
            vietnamese += 1;
        }
    }
    if english > vietnamese { Language::English } else { Language::Vietnamese }
}

#[cfg(test)]
#[path = "plain_text_tests.rs"]
mod tests;
