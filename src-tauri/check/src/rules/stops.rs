//! `sentence_end`: a paragraph whose last sentence nothing ends. `sentence_capital`: a sentence that begins small.
//!
//! A paragraph must show by itself that it is written in sentences: one before the last ends with a stop. So headings,
//! verse, lists and bylines are spared, and "Điều 1. Phạm vi điều chỉnh", where only a label has a stop. After a stop a
//! small letter may follow an abbreviation or a name of the web, so only a long sentence of plain words counts, and the
//! finding is no more than a suggestion.

use crate::{Finding, Out, Reading, Role, Rule, Sentence, Style, Token};

/// In words. Shorter ones may be labels and bylines.
const SHORTEST: usize = 4;

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    if matches!(reading.role(), Role::Paragraph | Role::Lead) {
        end(reading, out);
    }
    if reading.role().has_sentences() {
        capitals(reading, out);
    }
}

fn words<'r>(reading: &'r Reading, sentence: &Sentence) -> impl Iterator<Item = &'r Token> {
    reading.tokens[sentence.first..sentence.last].iter().filter(|token| token.is_word())
}

fn end(reading: &Reading, out: &mut Out) {
    let Some((last, before)) = reading.sentences.split_last() else { return };
    let is_sentence = |sentence: &Sentence| {
        sentence.end > sentence.start + 1
            && reading.chars[sentence.end - 1] == '.'
            && reading.chars[sentence.end - 2].is_alphabetic()
            && words(reading, sentence).count() >= SHORTEST
    };
    if !before.iter().any(is_sentence) || words(reading, last).count() < SHORTEST {
        return;
    }
    let (first, end) = (reading.chars[last.start], reading.chars[last.end - 1]);
    // A byline: every word begins large.
    let is_name = words(reading, last).all(|word| reading.chars[word.start].is_uppercase());
    if end.is_alphanumeric() && first.is_uppercase() && !is_name {
        out.found(Finding::new(Rule::SentenceEnd, last.end, last.end).fix("."));
    }
}

fn capitals(reading: &Reading, out: &mut Out) {
    let is_plain = |token: &Token| {
        token.is_word()
            && token.end - token.start > 1
            && reading.chars[token.start..token.end].iter().all(|c| c.is_lowercase())
    };
    // Words since the sentence began, all of which must be plain enough to make one.
    let mut words = 0;
    for (at, token) in reading.tokens.iter().enumerate() {
        if token.is_word() {
            words += 1;
        }
        if !reading.is_sign(at, '.') {
            continue;
        }
        let is_end = words >= SHORTEST
            && at > 0
            && is_plain(&reading.tokens[at - 1])
            && reading.tokens[at - 1].end - reading.tokens[at - 1].start > 2
            && reading.is_one_space(at + 1);
        words = 0;
        let Some(next) = reading.tokens.get(at + 2).filter(|token| is_end && is_plain(token)) else { continue };
        // "bigbang. vn": what follows is a whole sentence.
        let follows = reading.tokens[at + 2..].iter().take_while(|token| token.is_word() || token.is_space());
        if follows.filter(|token| token.is_word()).count() >= SHORTEST {
            let word = reading.text(next);
            let fix: String = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
            out.found(Finding::new(Rule::SentenceCapital, next.start, next.end).with("word", word).fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language,
        testing::{table, table_for},
    };

    #[test]
    fn a_paragraph_of_sentences_ends_with_a_stop() {
        table(
            Rule::SentenceEnd,
            &[
                ("Trời mưa suốt cả đêm. Đường vào làng ngập«»", "Trời mưa suốt cả đêm. Đường vào làng ngập."),
                ("Trời mưa suốt cả đêm. Đường vào làng ngập.", ""),
                ("Điều 1. Phạm vi điều chỉnh của luật", ""),
                ("Trời mưa suốt cả đêm. Hà Vân", ""),
                ("Trời mưa suốt cả đêm. Nguyễn Thị Hà Vân", ""),
                ("Trời mưa suốt cả đêm. Ông kể lại như sau:", ""),
                ("Trời mưa suốt cả đêm. (Theo lời kể của dân làng)", ""),
                ("Đường vào làng ngập suốt đêm qua", ""),
                ("Ông Minh ở TP. Huế về làng hôm qua", ""),
            ],
        );
        for role in [Role::Headline, Role::ListItem, Role::Line] {
            let rows = [("Trời mưa suốt cả đêm. Đường vào làng ngập", "")];
            table_for(Rule::SentenceEnd, role, Language::Vietnamese, &Style::default(), &rows);
        }
    }

    #[test]
    fn a_sentence_begins_large() {
        table(
            Rule::SentenceCapital,
            &[
                ("Trời mưa suốt cả đêm. «đường» vào làng ngập.", "Trời mưa suốt cả đêm. Đường vào làng ngập."),
                ("Trời mưa suốt cả đêm. Đường vào làng ngập.", ""),
                ("Mua cam, quýt, bưởi, v.v. rồi đi về nhà.", ""),
                ("Ông đi mãi không về... rồi thôi không ai nhắc.", ""),
                ("Giá mỗi cân là 5 tr. đồng tính cả công.", ""),
                ("Vào trang của tòa soạn. vn để xem.", ""),
                ("Xem mục a. những điều cần biết.", ""),
            ],
        );
    }
}
