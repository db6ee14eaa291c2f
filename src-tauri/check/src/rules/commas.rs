//! `comma_two_ways`: "lần thứ XIII, nhiệm kỳ 2020" beside "lần thứ XIII nhiệm kỳ 2020".
//!
//! Most commas depend on their sentence. The one after the number of a congress, a term or a session does not, and it
//! is this that copy mixes: so only three words that end with such a number are looked at, with the two after them.

use super::figures::is_word;
use crate::{Fact, Out, Reading, Rewrite, Rule, Style, Token};

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    for (at, token) in reading.tokens.iter().enumerate() {
        if is_ordinal(reading, at, token) {
            note(reading, at, out);
        }
    }
}

/// XIII, or 18 after "thứ".
fn is_ordinal(reading: &Reading, at: usize, token: &Token) -> bool {
    if token.is_word() {
        let is_roman = reading.chars[token.start..token.end].iter().all(|c| "IVXLC".contains(*c));
        return is_roman && token.end - token.start < 8;
    }
    token.is_number() && at >= 2 && reading.tokens[at - 1].is_space() && {
        let before = &reading.tokens[at - 2];
        before.is_word() && is_word(reading, before, "thứ")
    }
}

fn note(reading: &Reading, at: usize, out: &mut Out) {
    let is_word = |at: usize| reading.tokens.get(at).is_some_and(Token::is_word);
    let Some(first) = at.checked_sub(4) else { return };
    let has_comma = reading.is_sign(at + 1, ',');
    let next = at + 1 + usize::from(has_comma);
    let are_parted = [at - 1, at - 3, next, next + 2].into_iter().all(|at| reading.is_one_space(at));
    if !are_parted || ![first, first + 2, next + 1, next + 3].into_iter().all(is_word) {
        return;
    }
    let (start, end) = (reading.tokens[first].start, reading.tokens[next + 3].end);
    let (begin, rest) = (reading.slice(start, reading.tokens[at].end), reading.slice(reading.tokens[next].start, end));
    let (with, without) = (format!("{begin},{rest}"), format!("{begin}{rest}"));
    // The forms of a group are known to it alone, so they are the text.
    let form = if has_comma { with } else { without.clone() };
    out.noted(Fact::new(Rule::CommaTwoWays, without, form, start, end).rewrite(Rewrite::AsForm));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn the_same_words_have_a_comma_or_none() {
        table(
            Rule::CommaTwoWays,
            &[
                (
                    "Đại hội lần thứ XIII, nhiệm kỳ 2020.|Đại hội «lần thứ XIII nhiệm kỳ» 2020.",
                    "Đại hội lần thứ XIII, nhiệm kỳ 2020.|Đại hội lần thứ XIII, nhiệm kỳ 2020.",
                ),
                (
                    "Kỳ họp lần thứ 18 của ban; họp lần thứ 18 của hội; «lần thứ 18, của ban».",
                    "Kỳ họp lần thứ 18 của ban; họp lần thứ 18 của hội; lần thứ 18 của ban.",
                ),
                // Other words around it.
                ("Đại hội lần thứ XIII, nhiệm kỳ 2020; Đại hội lần thứ XIII thành công.", ""),
                ("Ở Hà Nội, ông nói vậy. Ở Hà Nội ông nói vậy.", ""),
                ("XIII, nhiệm kỳ; XIII nhiệm kỳ", ""),
            ],
        );
    }
}
