//! `unpaired`: a quote or bracket without its other half.
//!
//! A quote may go on over paragraphs: each begins with its opening quote and only the last closes it, or one opens and
//! a later one closes. So half a quote is a finding only where no other paragraph of the story has the other half.
//! Spared: apostrophes, feet and inches, the labels of lists ("1)", "a)", "ii)") and faces ":)".

use super::figures::plain_at;
use crate::{
    Fact, Finding, Out, Reading, Rule, Style, Token, TokenKind,
    fact::{CLAIMED, WITNESSED},
};

/// Nobody nests deeper; in a longer heap of signs nothing is looked for.
const DEEPEST: usize = 32;

/// What stands open: a sign, and where.
struct Open {
    sign: char,
    at: usize,
}

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    let mut open: Vec<Open> = Vec::new();
    let first_sign = reading.tokens.iter().position(|token| !token.is_space());
    for (at, token) in reading.tokens.iter().enumerate() {
        if token.kind != TokenKind::Sign {
            continue;
        }
        if open.len() > DEEPEST {
            return;
        }
        let sign = reading.sign(token);
        match sign {
            '(' | '[' | '{' | '“' | '«' | '‘' => open.push(Open { sign, at }),
            '"' => match straight(reading, token, open.iter().any(|open| open.sign == sign)) {
                Straight::Opens => open.push(Open { sign, at }),
                Straight::Closes => close(reading, &mut open, sign, at, out),
                Straight::Inches => {}
                // Nothing is known of this passage.
                Straight::Either => return,
            },
            ')' | ']' | '}' | '”' | '»' => close(reading, &mut open, sign, at, out),
            // An apostrophe, unless a quote waits for it.
            '’' if open.iter().any(|open| open.sign == '‘') => close(reading, &mut open, sign, at, out),
            _ => {}
        }
    }
    for half in open {
        left_open(reading, &half, Some(half.at) == first_sign, out);
    }
    // A paragraph that begins with an opening quote may go on with the quote of the one before.
    if first_sign.is_some_and(|at| reading.is_sign(at, '“') || reading.is_sign(at, '"')) {
        out.noted(witness("“"));
    }
}

/// What `close` closes.
fn half_of(close: char) -> char {
    match close {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        '”' => '“',
        '’' => '‘',
        '»' => '«',
        other => other,
    }
}

fn close(reading: &Reading, open: &mut Vec<Open>, sign: char, at: usize, out: &mut Out) {
    let half = half_of(sign);
    if let Some(place) = open.iter().rposition(|open| open.sign == half) {
        for left in open.drain(place..).skip(1) {
            left_open(reading, &left, false, out);
        }
    } else if is_quote(sign) {
        let token = &reading.tokens[at];
        out.noted(Fact::new(Rule::Unpaired, "”", CLAIMED, token.start, token.end));
        out.noted(witness("“"));
    } else if !(sign == ')' && is_label_or_face(reading, at)) {
        found(reading, at, out);
    }
}

fn left_open(reading: &Reading, half: &Open, begins: bool, out: &mut Out) {
    if is_quote(half.sign) {
        let token = &reading.tokens[half.at];
        if !begins {
            out.noted(Fact::new(Rule::Unpaired, "“", CLAIMED, token.start, token.end));
        }
        out.noted(witness("”"));
    } else if half.sign == '‘' {
        // In English it may shorten a word: ‘tis.
        if reading.is_vietnamese(&reading.tokens[half.at]) {
            found(reading, half.at, out);
        }
    } else if !is_sad_face(reading, half.at) {
        found(reading, half.at, out);
    }
}

/// What other paragraphs may go on with.
fn is_quote(sign: char) -> bool {
    matches!(sign, '“' | '”' | '"')
}

fn witness(half: &str) -> Fact {
    Fact::new(Rule::Unpaired, half, WITNESSED, 0, 0)
}

fn found(reading: &Reading, at: usize, out: &mut Out) {
    let token = &reading.tokens[at];
    out.found(Finding::new(Rule::Unpaired, token.start, token.end).with("key", reading.sign(token)));
}

/// What a straight double quote does where it stands.
pub(super) enum Straight {
    Opens,
    Closes,
    /// `5"`
    Inches,
    Either,
}

/// `is_open`: a straight quote before it waits for its other half.
pub(super) fn straight(reading: &Reading, token: &Token, is_open: bool) -> Straight {
    let (before, after) = (reading.before(token.start), reading.after(token.end));
    if !is_open && before.is_some_and(|c| c.is_ascii_digit()) {
        return Straight::Inches;
    }
    let opens = before.is_none_or(|c| c.is_whitespace() || "([{“‘-–—/".contains(c));
    let closes = after.is_none_or(|c| c.is_whitespace() || ".,;:!?…)]}”’-–—/".contains(c));
    match (opens, closes) {
        (true, false) => Straight::Opens,
        (false, true) => Straight::Closes,
        _ => Straight::Either,
    }
}

/// `1)`, `a)`, `ii)` where something begins, `:)` and `;-)`.
fn is_label_or_face(reading: &Reading, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &reading.tokens[at]) else { return false };
    if before.kind == TokenKind::Sign {
        return ":;=-".contains(reading.sign(before));
    }
    let length = before.end - before.start;
    let is_short = plain_at(reading, at - 1).is_some() && length <= 3
        || before.is_word() && length <= 4 && (length == 1 || is_roman(reading, before));
    // `1.a)`, `Điều 5a)`: a label may follow another.
    is_short && reading.before(before.start).is_none_or(|c| c.is_whitespace() || ".,;:/-0123456789".contains(c))
}

fn is_roman(reading: &Reading, token: &Token) -> bool {
    reading.chars[token.start..token.end].iter().all(|c| "ivxIVX".contains(*c))
}

/// `:(`
fn is_sad_face(reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens[at];
    reading.before(token.start).is_some_and(|c| ":;=-".contains(c))
        && reading.after(token.end).is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language, Role,
        testing::{table, table_for},
    };

    #[test]
    fn every_half_has_its_other() {
        table(
            Rule::Unpaired,
            &[
                ("Ông nói: «“»Chúng tôi sẽ làm. Rồi ông đi.", ""),
                ("Chương trình Hè xanh«”» khai mạc.", ""),
                ("Ban tổ chức «(»Hà Nội cho biết.", ""),
                ("Ban tổ chức Hà Nội«)» cho biết.", ""),
                ("Ông nói: «\"»Chúng tôi sẽ làm. Rồi ông đi.", ""),
                ("Vở “Mùa «(»hè” diễn ra tối nay.", ""),
                // Paired.
                ("Vở “Mùa (hè) ‘xanh’” và “Đi”, [1], {2}, \"ba\".", ""),
                // A quote over paragraphs.
                ("Ông nói: “Chúng tôi sẽ làm.|“Và làm ngay.” Rồi ông đi.", ""),
                ("“Chúng tôi sẽ làm.|“Và làm ngay.”", ""),
                ("Sửa như sau: “Điều 1. Phạm vi|Luật này quy định về nước.”.", ""),
                // Labels, faces, apostrophes and inches.
                ("1) Một là; a) hai là; ii) ba là; (1) bốn là; khoản 1.b) năm là", ""),
                ("Vui quá :) buồn quá :( rock ’n’ roll, O’Hara, màn 5\" cao 6'2\"", ""),
                ("", ""),
                (&"(".repeat(40), ""),
            ],
        );
        let rows = [("‘Tis the dogs’ day, isn’t it (yes)?", ""), ("The hall «(»old.", "")];
        table_for(Rule::Unpaired, Role::Paragraph, Language::English, &Style::default(), &rows);
    }
}
