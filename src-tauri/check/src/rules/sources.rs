//! `quote_without_source`: somebody speaks in quotes, and nobody near is said to.
//!
//! Speech is eight words and more that begin large and stand after a colon, at a sentence's start, or hold a whole
//! sentence. Titles, themes and slogans in quotes (tọa đàm “…”, với chủ đề: “…”) are no speech. Near is the sentence, the
//! one before and the one after; a source is a word of reporting, a name, or a person as the story calls them (ông, bà).
//! A quotation that opens its paragraph may be announced by the paragraph before, which is not seen from here.

use crate::{Finding, Out, Reading, Role, Rule, Sentence, Style, letters::lower};

/// Fewer words are a saying, a nickname, a term.
const SPEECH: usize = 8;

/// What a title, theme or slogan follows.
const TITLED: &[&str] = &[
    "đề", "hiệu", "điệp", "châm", "tựa", "tên", "cuốn", "sách", "bài", "phim", "đàm", "thảo", "thi", "trào", "nghị",
    "án", "trình", "khúc", "thơ", "danh", "giải", "mục", "câu", "dòng", "chữ", "biển", "titled", "entitled", "theme",
    "slogan", "motto", "called", "named", "book", "film", "song",
];

/// Persons whom the sentence calls by no name, and what leads to one.
const PERSONS: &[&str] = &[
    "ông",
    "bà",
    "anh",
    "chị",
    "cô",
    "chú",
    "bác",
    "cụ",
    "em",
    "thầy",
    "tôi",
    "theo",
    "lời",
    "he",
    "she",
    "they",
    "i",
    "we",
    "according",
];

pub(super) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    if !matches!(reading.role(), Role::Paragraph | Role::Quote | Role::ListItem | Role::Lead) {
        return;
    }
    if reading.role() == Role::Quote {
        let whole = (0, reading.tokens.len());
        let marked = words_between(reading, whole.0, whole.1).take(MARKED);
        let is_speech = words_between(reading, whole.0, whole.1).count() >= SPEECH;
        if is_speech && !has_source(reading, style, whole, None) {
            mark(reading, marked.collect(), out);
        }
        return;
    }
    for (open, close) in quotes(reading) {
        let words: Vec<usize> = words_between(reading, open + 1, close).collect();
        let opens_paragraph = reading.tokens[..open].iter().all(|token| !token.counts());
        if words.len() < SPEECH || opens_paragraph || !is_speech(reading, open, close, words[0]) {
            continue;
        }
        let at = |token: usize| reading.sentences.partition_point(|sentence| sentence.last <= token);
        let (first, last) = (at(open).saturating_sub(1), (at(close) + 2).min(reading.sentences.len()));
        let near: &[Sentence] = &reading.sentences[first.min(last)..last];
        let from = near.first().map_or(0, |first| first.first).max(open.saturating_sub(FAR));
        let to = near.last().map_or(0, |last| last.last).min(close + FAR);
        let stretch = (from, to.max(close));
        if !has_source(reading, style, stretch, Some((open, close))) {
            mark(reading, words.into_iter().take(MARKED).collect(), out);
        }
    }
}

/// A sentence that goes on for so many tokens has no place that is near.
const FAR: usize = 400;

/// How many words are marked.
const MARKED: usize = 3;

fn mark(reading: &Reading, words: Vec<usize>, out: &mut Out) {
    if let (Some(first), Some(last)) = (words.first(), words.last()) {
        let (start, end) = (reading.tokens[*first].start, reading.tokens[*last].end);
        out.found(Finding::new(Rule::QuoteWithoutSource, start, end));
    }
}

fn words_between(reading: &Reading, from: usize, to: usize) -> impl Iterator<Item = usize> {
    (from..to).filter(|&at| reading.tokens[at].counts())
}

/// The tokens of quotes that pair: “…” and "…", none inside another.
fn quotes(reading: &Reading) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for at in 0..reading.tokens.len() {
        let sign = reading.sign(&reading.tokens[at]);
        match (open, sign) {
            (Some((begin, '“')), '”') | (Some((begin, '"')), '"') => {
                pairs.push((begin, at));
                open = None;
            }
            (_, '“') | (None, '"') => open = Some((at, sign)),
            _ => {}
        }
    }
    pairs
}

fn is_speech(reading: &Reading, open: usize, close: usize, first: usize) -> bool {
    if !reading.chars[reading.tokens[first].start].is_uppercase() {
        return false;
    }
    let before = (0..open).rev().find(|&at| !reading.tokens[at].is_space());
    let Some(before) = before else { return true };
    let introduced = reading.is_sign(before, ':');
    // "với chủ đề: “…”", "tọa đàm “…”": the last words before it name it.
    let named = (0..open).rev().filter(|&at| reading.tokens[at].is_word()).take(4);
    if named.into_iter().any(|at| is_any_of(reading, at, TITLED)) {
        return false;
    }
    let sentence = reading.sentences.partition_point(|sentence| sentence.last <= open + 1);
    let has_sentence = reading.sentences.get(sentence).is_some_and(|sentence| sentence.last <= close);
    let ends = (open + 1..close).rev().find(|&at| !reading.tokens[at].is_space());
    let is_ended = ends.is_some_and(|at| [',', '.', '!', '?', '…'].iter().any(|sign| reading.is_sign(at, *sign)));
    introduced || has_sentence || is_ended || reading.begins_sentence(first)
}

fn is_any_of(reading: &Reading, at: usize, words: &[&str]) -> bool {
    let token = &reading.tokens[at];
    let small = || reading.chars[token.start..token.end].iter().copied().map(lower);
    words.iter().any(|word| small().eq(word.chars()))
}

/// Whether somebody is named, called or reported in these tokens, `inside` the quote aside.
fn has_source(reading: &Reading, style: &Style, (from, to): (usize, usize), inside: Option<(usize, usize)>) -> bool {
    let is_inside = |at: usize| inside.is_some_and(|(open, close)| (open..=close).contains(&at));
    let reporting = &style.glossary.books().reporting;
    if reporting.met(reading, from, to).iter().any(|met| !is_inside(met.first)) {
        return true;
    }
    (from..to).filter(|&at| !is_inside(at) && reading.tokens[at].is_word()).any(|at| {
        let is_name = reading.chars[reading.tokens[at].start].is_uppercase() && !reading.begins_sentence(at);
        is_name || is_any_of(reading, at, PERSONS)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language,
        testing::{table, table_for},
    };

    #[test]
    fn speech_has_a_speaker_near() {
        table(
            Rule::QuoteWithoutSource,
            &[
                (
                    "Nước lên rất nhanh trong đêm. “«Cả xóm phải» chạy lên đồi tránh lũ từ nửa đêm.” Sáng ra, nước rút.",
                    "",
                ),
                ("Nước lên trong đêm: “«Cả xóm phải» chạy lên đồi tránh lũ từ nửa đêm”.", ""),
                // Reported, named, called; before or after.
                ("Nước lên. “Cả xóm phải chạy lên đồi tránh lũ từ nửa đêm”, bà nói.", ""),
                ("Nước lên. “Cả xóm phải chạy lên đồi tránh lũ từ nửa đêm.” Đó là lời kể của người dân.", ""),
                ("Lò Thị Mây nhớ lại. “Cả xóm phải chạy lên đồi tránh lũ từ nửa đêm.”", ""),
                ("Một người dân cho biết: “Cả xóm phải chạy lên đồi tránh lũ từ nửa đêm”.", ""),
                // Titles, slogans, short words, parts of sentences.
                ("Buổi tọa đàm “Công tác tuyên truyền trong thời kỳ mới hiện nay ở cơ sở” đã diễn ra.", ""),
                ("Lễ hội với chủ đề: “Đi qua mùa nước nổi cùng bà con miền hạ”.", ""),
                ("Cuộc họp bàn về “Tiếp tục đổi mới, nâng cao chất lượng công tác ở cơ sở” trong ngày.", ""),
                ("Nước lên: “Chạy đi thôi!”.", ""),
                ("Phải làm “thật nhanh, thật gọn, thật chắc tay và thật an toàn cho dân”.", ""),
                // The paragraph before may say it.
                ("“Cả xóm phải chạy lên đồi tránh lũ từ nửa đêm.” Sáng ra, nước rút.", ""),
                // No pair.
                ("Nước lên: “Cả xóm phải chạy lên đồi tránh lũ từ nửa đêm.", ""),
            ],
        );
        let style = Style::default();
        table_for(
            Rule::QuoteWithoutSource,
            Role::Quote,
            Language::Vietnamese,
            &style,
            &[
                ("«Cả xóm phải» chạy lên đồi tránh lũ từ nửa đêm.", ""),
                ("Cả xóm phải chạy lên đồi tránh lũ từ nửa đêm. – Lò Thị Mây", ""),
                ("Chạy đi thôi!", ""),
            ],
        );
        table_for(
            Rule::QuoteWithoutSource,
            Role::Paragraph,
            Language::English,
            &style,
            &[
                ("It rained. “«We all had» to run up the hill at night.” Then it stopped.", ""),
                ("It rained. “We all had to run up the hill at night,” she said.", ""),
            ],
        );
    }
}
