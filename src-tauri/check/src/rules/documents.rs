//! `document_number_word`: "số" before a document's number here and not there. `document_number_shape`: a number that
//! no office would write. `document_number_spaces`: spaces inside it here and not there.
//!
//! The Party writes `35-CT/TW`, the State `15/2020/NĐ-CP`. Only what is surely one of these is judged: the kind of
//! document must be known. Spaces inside are found only after "số" or the name of a kind, for elsewhere "- CT" may begin
//! something else; some houses write them on both sides of the hyphen, so these are judged by the rest of the story.
//! The press writes both "Quyết định số 12/QĐ-UBND" and "Quyết định 12/QĐ-UBND": one way in a story.

use std::collections::BTreeMap;

use super::figures::{is_free_before, is_word, plain_at, word_before};
use crate::{
    Fact, Finding, Out, Reading, Rewrite, Rule, Style,
    fact::{WITH, WITHOUT},
};

/// The last syllable of what a document is called, and the one before it where there is one.
const CALLED: &[(&str, &str)] = &[
    ("nghị", "quyết"),
    ("quyết", "định"),
    ("chỉ", "thị"),
    ("thông", "tư"),
    ("nghị", "định"),
    ("kết", "luận"),
    ("quy", "định"),
    ("hướng", "dẫn"),
    ("công", "văn"),
    ("thông", "báo"),
    ("kế", "hoạch"),
    ("tờ", "trình"),
    ("công", "điện"),
    ("pháp", "lệnh"),
    ("báo", "cáo"),
    ("thông", "tri"),
    ("", "luật"),
];

/// Kinds of documents as numbers shorten them.
const KINDS: &[&str] = &[
    "NQ", "QĐ", "CT", "TT", "NĐ", "KL", "QC", "HD", "CV", "TB", "KH", "TTr", "CĐ", "BC", "CTr", "ĐA", "PA", "TTLT",
    "NQLT", "VBHN", "SL", "L", "LCT", "PL", "QĐi", "TC", "ĐB",
];
/// Kinds and offices typed without the stroke of Đ. `HD` is a kind of its own.
const STROKES: &[(&str, &str)] = &[("QD", "QĐ"), ("ND", "NĐ"), ("HDND", "HĐND"), ("HDQT", "HĐQT")];
/// Written as one word what the State parts by a hyphen.
const RUN_TOGETHER: &[(&str, &str)] = &[
    ("NĐCP", "NĐ-CP"),
    ("NDCP", "NĐ-CP"),
    ("NQCP", "NQ-CP"),
    ("QĐTTg", "QĐ-TTg"),
    ("CTTTg", "CT-TTg"),
    ("CĐTTg", "CĐ-TTg"),
    ("QĐUBND", "QĐ-UBND"),
    ("CTUBND", "CT-UBND"),
    ("KHUBND", "KH-UBND"),
    ("NQHĐND", "NQ-HĐND"),
];
/// Offices of the Party, whose numbers have a hyphen before the kind.
const PARTY: &[&str] = &["TW", "TU", "ĐUK", "HU", "QU", "ĐU"];

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    for (at, token) in reading.tokens.iter().enumerate() {
        if !token.is_number() || !reading.is_vietnamese(token) || !is_free_before(reading, token.start) {
            continue;
        }
        let Some(number) = number(reading, at) else { continue };
        let (start, end) = (token.start, reading.tokens[number.last - 1].end);
        let after_number_word = word_before(reading, at).is_some_and(|word| is_word(reading, word, "số"));
        let called = if after_number_word { at.checked_sub(2) } else { Some(at) };
        let is_called = called.is_some_and(|at| is_called(reading, at));
        let is_certain = after_number_word || is_called || !number.is_spaced;
        if (number.is_wrong || number.is_spaced && !number.is_even) && is_certain {
            let written = reading.slice(start, end);
            out.found(Finding::new(Rule::DocumentNumberShape, start, end).with("number", written).fix(number.right));
            continue;
        }
        if is_certain && number.right.contains('-') {
            out.noted(spacing(&number, start, end));
        }
        if is_called {
            let written = reading.slice(start, end);
            let (form, start, other, text) = if after_number_word {
                (WITH, reading.tokens[at - 2].start, WITHOUT, written)
            } else {
                (WITHOUT, start, WITH, format!("số {written}"))
            };
            let rewrite = Rewrite::To(BTreeMap::from([(other, text)]));
            out.noted(Fact::new(Rule::DocumentNumberWord, "", form, start, end).rewrite(rewrite));
        }
    }
}

const SPACED: &str = "35 - CT/TW";
const TIGHT: &str = "35-CT/TW";

fn spacing(number: &Number, start: usize, end: usize) -> Fact {
    let form = if number.is_spaced { SPACED } else { TIGHT };
    let texts = BTreeMap::from([(TIGHT, number.right.clone()), (SPACED, number.right.replacen('-', " - ", 1))]);
    Fact::new(Rule::DocumentNumberSpaces, "", form, start, end).rewrite(Rewrite::To(texts))
}

/// Whether what a document is called stands before the token at `at`.
fn is_called(reading: &Reading, at: usize) -> bool {
    let Some(last) = word_before(reading, at) else { return false };
    CALLED.iter().any(|(first, second)| {
        is_word(reading, last, second)
            && (first.is_empty()
                || at
                    .checked_sub(2)
                    .and_then(|at| word_before(reading, at))
                    .is_some_and(|word| is_word(reading, word, first)))
    })
}

struct Number {
    /// Past its last token.
    last: usize,
    /// As it should be.
    right: String,
    /// But for its spaces.
    is_wrong: bool,
    is_spaced: bool,
    /// Every space has its other half across one and the same hyphen: `35 - CT/TW`.
    is_even: bool,
}

/// The number of a document that begins with the digits at `at`, whatever is wrong with it.
fn number(reading: &Reading, at: usize) -> Option<Number> {
    plain_at(reading, at)?;
    let mut number = Number {
        last: at + 1,
        right: reading.text(&reading.tokens[at]),
        is_wrong: false,
        is_spaced: false,
        is_even: true,
    };
    let (mut has_year, mut kind) = (false, None);
    loop {
        // A space after the office parts it from what follows.
        let space = |next: usize| reading.tokens.get(next).is_some_and(|token| token.is_space());
        let may_be_spaced = kind.is_none_or(|kind| kind + 1 == number.last);
        let sign_at = number.last + usize::from(may_be_spaced && space(number.last));
        let sign = ['-', '/'].into_iter().find(|sign| reading.is_sign(sign_at, *sign));
        let next = match sign {
            Some(_) => sign_at + 1 + usize::from(may_be_spaced && space(sign_at + 1)),
            // `35CT/TW`
            None if kind.is_none() && !has_year => number.last,
            None => break,
        };
        let Some(token) = reading.tokens.get(next) else { break };
        let is_spaced = next > number.last + usize::from(sign.is_some());
        if token.is_number() {
            if sign != Some('/') || has_year || kind.is_some() || token.end - token.start != 4 {
                break;
            }
            has_year = true;
            number.right.push('/');
            number.right.push_str(&reading.text(token));
        } else if token.is_word() {
            let written = reading.text(token);
            let with_strokes = STROKES.iter().find(|(wrong, _)| *wrong == written).map(|(_, right)| *right);
            let mut word = with_strokes.unwrap_or(&written);
            if kind.is_none() {
                if let Some((_, right)) = RUN_TOGETHER.iter().find(|(wrong, _)| *wrong == written) {
                    if sign != Some('/') {
                        return None;
                    }
                    word = right;
                    number.is_wrong = true;
                } else if word == "QH" {
                    return parliament(reading, number, next, has_year);
                } else if !KINDS.contains(&word) {
                    return None;
                }
                kind = Some(next);
            } else if !is_office(word) {
                break;
            }
            match sign {
                Some(sign) => number.right.push(sign),
                None => {
                    let office = reading.tokens.get(next + 2).filter(|_| reading.is_sign(next + 1, '/'))?;
                    if !PARTY.contains(&reading.text(office).as_str()) {
                        return None;
                    }
                    number.right.push('-');
                    number.is_wrong = true;
                }
            }
            number.right.push_str(word);
            number.is_wrong |= with_strokes.is_some();
        } else {
            break;
        }
        number.is_spaced |= is_spaced;
        number.is_even &= !is_spaced || sign == Some('-') && next == number.last + 3;
        number.last = next + 1;
    }
    // The kind alone is none: `12-L` may be anything.
    kind.filter(|kind| kind + 1 < number.last || number.right.ends_with("-CP") || number.right.contains("-TTg"))
        .map(|_| number)
}

/// `100/2019/QH14`
fn parliament(reading: &Reading, mut number: Number, at: usize, has_year: bool) -> Option<Number> {
    let term = reading.tokens.get(at + 1).filter(|token| token.is_number() && has_year)?;
    number.right.push_str("/QH");
    number.right.push_str(&reading.text(term));
    number.last = at + 2;
    Some(number)
}

/// Two large letters, as offices are shortened.
fn is_office(word: &str) -> bool {
    word.chars().filter(|letter| letter.is_uppercase()).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn a_number_has_the_shape_that_its_office_gives_it() {
        table(
            Rule::DocumentNumberShape,
            &[
                ("Chỉ thị số «35CT/TW» của Bộ.", "Chỉ thị số 35-CT/TW của Bộ."),
                ("Nghị định «15/NĐCP» và «15/2020/NĐCP».", "Nghị định 15/NĐ-CP và 15/2020/NĐ-CP."),
                ("Quyết định «290-QD/TW», «12/2020/ND-CP»", "Quyết định 290-QĐ/TW, 12/2020/NĐ-CP"),
                ("Chỉ thị số «35- CT/TW» và Chỉ thị «05 -CT/TW»", "Chỉ thị số 35-CT/TW và Chỉ thị 05-CT/TW"),
                ("Nghị định số «12/2020/NĐ -CP» nêu rõ", "Nghị định số 12/2020/NĐ-CP nêu rõ"),
                ("Nghị quyết «12/NQ-HDND»", "Nghị quyết 12/NQ-HĐND"),
                // Right.
                ("Nghị định 12/2020/NĐ-CP, Nghị quyết 02-NQ/ĐUK, Luật 100/2019/QH14, Chỉ thị 05-CT/TW", ""),
                ("Hướng dẫn 12-HD/BTCTW, Thông tư liên tịch 01/2019/TTLT-BTC-BNV, Quyết định 5/QĐ-UBND", ""),
                ("Chỉ thị số 35 - CT/TW và Nghị định 12/2020/NĐ - CP đều có dấu cách", ""),
                // Something else.
                ("Đoạn 12 - CT/TW là nhãn, số 5 - CT là tên phòng", ""),
                ("Máy 35CT của xưởng, tàu SE1/QD, 12/2020, 3-1", ""),
                ("Chỉ thị số 35-CT/TW - Bước ngoặt", ""),
            ],
        );
    }

    #[test]
    fn spaces_stand_in_every_number_or_in_none() {
        table(
            Rule::DocumentNumberSpaces,
            &[
                (
                    "Chỉ thị 1-CT/TW, Chỉ thị 2-CT/TW, Chỉ thị số «35 - CT/TW»",
                    "Chỉ thị 1-CT/TW, Chỉ thị 2-CT/TW, Chỉ thị số 35-CT/TW",
                ),
                (
                    "Chỉ thị 1 - CT/TW, Chỉ thị 2 - CT/TW, Chỉ thị số «35-CT/TW»",
                    "Chỉ thị 1 - CT/TW, Chỉ thị 2 - CT/TW, Chỉ thị số 35 - CT/TW",
                ),
                ("Chỉ thị 1 - CT/TW, Chỉ thị 2 - CT/TW, Nghị định 100/2019/QH14", ""),
                ("Chỉ thị 1-CT/TW, Nghị định 1/2020/NĐ-CP; đoạn 12 - CT/TW là nhãn", ""),
            ],
        );
    }

    #[test]
    fn the_word_before_a_number_stands_throughout_or_nowhere() {
        table(
            Rule::DocumentNumberWord,
            &[
                (
                    "Chỉ thị số 35-CT/TW, Nghị quyết số 18-NQ/TW.|Quyết định «290-QĐ/TW» về quy chế",
                    "Chỉ thị số 35-CT/TW, Nghị quyết số 18-NQ/TW.|Quyết định số 290-QĐ/TW về quy chế",
                ),
                (
                    "Nghị định 1/2019/NĐ-CP và Nghị định 2/2019/NĐ-CP thay Luật «số 3/2009/QH12»",
                    "Nghị định 1/2019/NĐ-CP và Nghị định 2/2019/NĐ-CP thay Luật 3/2009/QH12",
                ),
                ("Nghị định 1/2019/NĐ-CP và Nghị định 2/2019/NĐ-CP", ""),
                ("Chỉ thị số 35-CT/TW, 36-CT/TW và Nghị quyết 11, Nghị định 100", ""),
            ],
        );
    }
}
