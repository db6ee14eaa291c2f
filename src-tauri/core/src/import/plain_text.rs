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
    date_line, dateline, furniture, labels,
    look::{Look, is_prose, is_title, looks},
    relative_date,
    text::{self, Line},
};
use crate::{
    Language, Result, fold,
    limits::{BLOCK, BLOCKS, BODY, RELATED},
    story::{Block, BlockKind, FieldKind, StoryField, StoryFields},
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

/// Longer than any lead.
const LEAD_WORDS: u32 = 150;
const LEAD_LENGTH: usize = 5000;
/// Longer than any newsroom's or office's name.
const SOURCE_WORDS: u32 = 16;
/// How long the line over a lone "Ảnh: TTXVN" may be to be that picture's caption.
const CAPTION_WORDS: u32 = 40;

/// An article, and the account of what was read but not kept, so that a test can prove that nothing is lost.
pub(super) struct Account {
    pub(super) article: Article,
    pub(super) options: ReadOptions,
    /// Signposts and dates: everything that is in the source and not, letter for letter, in the article.
    signs: Vec<String>,
    /// What is in the article more often than in the source.
    echoes: Vec<String>,
    /// The depth of the headline's own `#`, so that headings are counted from it.
    pub(super) headline_depth: usize,
    /// "Bài và ảnh: Anh Hoa".
    byline_took_the_pictures: bool,
    /// The words in whose repetition the last picture said its caption again.
    captioned: Option<String>,
    /// The date that is there dates a change: the line and its words, until another is found or none is.
    pub(super) date_is_of_update: Option<(u32, String)>,
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
            captioned: None,
            date_is_of_update: None,
        };
        let lines = reading.labelled_parts(lines);
        let story = reading.boxes(lines.iter().collect());
        let story = reading.head(story);
        reading.settle_date();
        let story = reading.tail(story);
        reading.body(&story);
        reading.lead();
        reading.dateline();
        reading.article.leftovers.sort_by_key(|leftover| leftover.line);
        reading
    }

    /// Author, source, keywords and whose page it is, in any order, after the text. One line at least remains the text.
    fn tail<'a>(&mut self, mut lines: Vec<&'a Line>) -> Vec<&'a Line> {
        let imprint = lines
            .iter()
            .rev()
            .take_while(|line| furniture::is_foot(&line.text))
            .any(|line| furniture::is_imprint(&line.text));
        while let [_, .., line] = lines[..] {
            let of_page = furniture::is_button(&line.text) || (imprint && furniture::is_foot(&line.text));
            if of_page || self.is_the_author_again(&line.text) {
                self.leave(line, &line.text);
            } else if !(self.source_word(line) || self.labelled(line) || self.newsroom(line) || self.bare_byline(line))
            {
                break;
            }
            lines.pop();
        }
        lines
    }

    pub(super) fn is_empty(&self, field: StoryField) -> bool {
        self.article.fields.get(field).is_none()
    }

    pub(super) fn sign(&mut self, sign: &str) {
        self.signs.push(sign.to_owned());
    }

    pub(super) fn leave(&mut self, line: &Line, text: &str) {
        self.article.leftovers.push(Leftover { line: line.number, text: text.to_owned() });
    }

    /// A line that says itself what it holds: "Tác giả: …", "Nguồn: …", "Từ khóa: …".
    pub(super) fn labelled(&mut self, line: &Line) -> bool {
        let text = line.text.as_str();
        let names = |labels| labels::split(text, labels).filter(|(_, names)| caption::is_names(names));
        let by = || labels::by(text).filter(|(_, names)| caption::is_names(names));
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

    pub(super) fn take(&mut self, field: StoryField, sign: &str, text: &str) -> bool {
        let free = self.is_empty(field) && !text.is_empty();
        if free {
            self.sign(sign);
            self.article.fields.set(field, text);
        }
        free
    }

    /// "Theo TTXVN", "(Theo TTXVN)", "Theo: TTXVN".
    fn source_word(&mut self, line: &Line) -> bool {
        let text = line.text.as_str();
        let inner = text.strip_suffix('.').unwrap_or(text);
        let inner = labels::enclosed(inner).unwrap_or(inner);
        let Some((_, after)) = labels::begins_with(inner, labels::SOURCE_WORD) else { return false };
        let source = after.trim_start_matches([' ', ':', '：']);
        // In parentheses and by itself it can be nothing else, whoever it is.
        let enclosed = text.starts_with('(') && inner.len() < text.len() && fold::syllables(source) <= SOURCE_WORDS;
        let free =
            source.len() < after.len() && (caption::is_source(source) || enclosed) && self.is_empty(StoryField::Source);
        if free {
            self.sign(&text.replacen(source, "", 1));
            self.article.fields.set(StoryField::Source, source);
        }
        free
    }

    /// "Anh Hoa (TTXVN)", after "Anh Hoa" stood in the head.
    fn is_the_author_again(&self, text: &str) -> bool {
        let author = self.article.fields.text(StoryField::Byline);
        !author.is_empty() && caption::is_byline(text) && text.contains(author)
    }

    /// "TTXVN", "(VNA)": a newsroom, and no author.
    fn newsroom(&mut self, line: &Line) -> bool {
        let text = line.text.as_str();
        let inner = labels::enclosed(text).unwrap_or(text);
        let known = labels::is_one_of(inner, labels::NEWSROOMS);
        known && self.take(StoryField::Source, if inner == text { "" } else { "()" }, inner)
    }

    pub(super) fn bare_byline(&mut self, line: &Line) -> bool {
        Look::of(&line.text) == Look::Plain
            && caption::is_byline(&line.text)
            && self.take(StoryField::Byline, "", &line.text)
    }

    fn body(&mut self, lines: &[&Line]) {
        let looks = looks(lines);
        let depths = looks.iter().filter_map(|look| match look {
            Look::Heading { signs, .. } => Some(signs.len()),
            _ => None,
        });
        // The highest there is stands right below the headline: a level left out is a gap to who hears the page.
        let top = depths.min().unwrap_or_default().max(self.headline_depth + 1);
        let mut above: Option<&Line> = None;
        let mut listed = false;
        for (line, look) in lines.iter().zip(looks) {
            let captioned = self.captioned.take();
            // "ẢNH:", and under it a list of captions.
            let was_listed = std::mem::replace(&mut listed, false);
            match look {
                Look::Photo(Caption { caption: "", credit: "", signs }) if lists_captions(lines, line) => {
                    signs.iter().for_each(|sign| self.sign(sign));
                    listed = true;
                }
                Look::Bullet { sign, text } | Look::Numbered { sign, text, .. } if was_listed => {
                    self.sign(sign);
                    self.photo(
                        line,
                        caption::read(text).unwrap_or(Caption { caption: text, ..Caption::default() }),
                        above,
                    );
                    listed = true;
                }
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
                Look::Numbered { sign, text, .. } => {
                    self.sign(sign);
                    self.text(BlockKind::ListItem { ordered: true }, text);
                }
                Look::Photo(caption) => self.photo(line, caption, above),
                Look::Related { signs, title } => self.related_title(signs, title),
                Look::Rule => self.leave(line, &line.text),
                Look::Plain if furniture::is_button(&line.text) => self.leave(line, &line.text),
                Look::Plain if captioned.is_some_and(|caption| same_words(&caption, &line.text)) => {
                    self.sign(&line.text)
                }
                Look::Plain => self.text(BlockKind::Paragraph, &line.text),
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
        let source = || vec![line.text.clone()];
        match self.article.body.last_mut() {
            // The credit of the picture above.
            Some(ArticleBlock::Photo { credit, source, .. })
                if credit.is_empty() && found.caption.is_empty() && !found.credit.is_empty() =>
            {
                *credit = found.credit.to_owned();
                source.push(line.text.clone());
                return;
            }
            // The short paragraph right above, apart from the text, is the caption of a credit alone.
            Some(last @ ArticleBlock::Text(_)) => {
                let ArticleBlock::Text(Block { kind: BlockKind::Paragraph, text, .. }) = last else {
                    return self.new_photo(found, source());
                };
                let is_caption = found.caption.is_empty()
                    && !found.credit.is_empty()
                    && !line.apart
                    && above.is_some_and(|above| above.apart && fold::syllables(&above.text) <= CAPTION_WORDS);
                if is_caption {
                    let caption = std::mem::take(text);
                    let source = vec![caption.clone(), line.text.clone()];
                    *last = ArticleBlock::Photo { caption, credit: found.credit.to_owned(), source };
                    return;
                }
                // What describes a picture to those who don't see it was copied as a line of its own.
                if !found.caption.is_empty() && same_words(text, found.caption) {
                    let said = std::mem::take(text);
                    self.article.body.pop();
                    self.sign(&said);
                }
            }
            // The same caption once more.
            Some(ArticleBlock::Photo { caption, credit, source })
                if !found.caption.is_empty()
                    && same_words(caption, found.caption)
                    && (credit.is_empty() || found.credit.is_empty() || same_words(credit, found.credit)) =>
            {
                let mut said = found.caption.to_owned();
                if credit.is_empty() && !found.credit.is_empty() {
                    *credit = found.credit.to_owned();
                    *source = vec![line.text.clone()];
                } else {
                    said.push_str(found.credit);
                }
                self.captioned = Some(found.caption.to_owned());
                self.sign(&said);
                return;
            }
            _ => (),
        }
        self.new_photo(found, source());
    }

    fn new_photo(&mut self, found: Caption, source: Vec<String>) {
        let (caption, credit) = (found.caption.to_owned(), found.credit.to_owned());
        self.captioned = (!caption.is_empty()).then(|| caption.clone());
        self.article.body.push(ArticleBlock::Photo { caption, credit, source });
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

    /// A first paragraph that more text follows is the lead, where it is a sentence.
    fn lead(&mut self) {
        let texts = self.article.body.iter().filter(|block| matches!(block, ArticleBlock::Text(_))).count();
        if self.is_empty(StoryField::Abstract)
            && let Some(ArticleBlock::Text(Block { kind: BlockKind::Paragraph, text, .. })) = self.article.body.first()
            && texts > 1
            && text.len() <= LEAD_LENGTH
            && fold::syllables(text) <= LEAD_WORDS
            && is_prose(text)
            // What somebody says leads nowhere.
            && !text.starts_with(['-', '–', '—'])
        {
            self.article.fields.set(StoryField::Abstract, text.clone());
            self.article.body.remove(0);
        }
    }

    /// The place that the text begins with is told as a field too; the text stays as it is.
    fn dateline(&mut self) {
        let lead = self.article.fields.text(StoryField::Abstract);
        let first = self.article.body.iter().find_map(|block| match block {
            ArticleBlock::Text(Block { kind: BlockKind::Paragraph, text, .. }) => Some(text.as_str()),
            _ => None,
        });
        let place = dateline::place(lead).or_else(|| dateline::place(first?)).map(str::to_owned);
        if let Some(place) = place {
            self.echoes.push(place.clone());
            self.article.fields.set(StoryField::Dateline, place);
        }
    }
}

/// Whether a list follows the line.
fn lists_captions(lines: &[&Line], line: &Line) -> bool {
    let next = lines.iter().skip_while(|other| other.number != line.number).nth(1);
    next.is_some_and(|next| matches!(Look::of(&next.text), Look::Bullet { .. } | Look::Numbered { .. }))
}

/// Whether a line begins something, and so is not the rest of the line before.
fn begins(text: &str) -> bool {
    let signpost = [
        labels::BYLINE,
        labels::BYLINE_AND_PHOTOS,
        labels::SOURCE,
        labels::KEYWORDS,
        labels::HEADLINE,
        labels::LEAD,
        labels::BODY,
    ];
    Look::of(text) != Look::Plain
        || text.starts_with(['–', '—'])
        || furniture::is_foot(text)
        || labels::is_related_heading(text)
        || signpost.iter().any(|labels| labels::split(text, labels).is_some())
        || date_line::read(text, Language::English).is_some()
        || relative_date::is_date(text)
        || caption::is_byline(text)
}

pub(super) fn same_words(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    letters(one) == letters(other)
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
#[path = "tests/mod.rs"]
mod tests;
