//! What the house list says: `glossary` (the house writes it otherwise), `term_two_ways` (one of two words for the same
//! thing throughout), `abbreviation` (written out where the body first has it; named in full anywhere before is enough).
//!
//! Whole words only, the longest entry first; a capital at the beginning stays one. What reads right already is spared,
//! though something wrong is a part of it: with "tỉnh" for "tỉnh Mỏ" nothing is found in "tỉnh Mỏ". An abbreviation that is
//! a part of a document's number (290-QĐ/TW) is not read by itself.

use crate::{
    Fact, Finding, Out, Reading, Rewrite, Rule, Style, TokenKind,
    book::{Meaning, Met},
    fact::EXPLAINED,
    letters::{capitalised, lower},
};

pub(super) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    for met in style.glossary.books().terms.met(reading, 0, reading.tokens.len()) {
        match met.meaning {
            Meaning::Wrong { right } => wrong(reading, &met, right, out),
            Meaning::Alike { row } => {
                let rewrite = if is_raised(reading, &met) { Rewrite::Capitalised } else { Rewrite::AsForm };
                let fact = Fact::new(Rule::TermTwoWays, row, met.text, met.start, met.end);
                out.noted(fact.rewrite(rewrite));
            }
            Meaning::Short { long } if reading.role().is_body() && stands_alone(reading, &met) => {
                let begins = reading.begins_sentence(met.first);
                let long = if begins { capitalised(long) } else { long.clone() };
                let written = format!("{long} ({})", met.text);
                let rewrite = Rewrite::To([(EXPLAINED, written)].into());
                out.noted(Fact::new(Rule::Abbreviation, met.text, met.text, met.start, met.end).rewrite(rewrite));
            }
            Meaning::Long { short } if reading.role().is_body() => {
                // "UBND (Ủy ban nhân dân)": what stands before the bracket is explained by it.
                out.noted(Fact::new(Rule::Abbreviation, short, EXPLAINED, met.start, met.end));
            }
            _ => {}
        }
    }
}

/// Whether the text has a capital where the entry has a small letter.
fn is_raised(reading: &Reading, met: &Met) -> bool {
    reading.chars.get(met.start).copied() != met.text.chars().next()
}

fn wrong(reading: &Reading, met: &Met, right: &str, out: &mut Out) {
    if reads_right(reading, met, right) {
        return;
    }
    let right = if is_raised(reading, met) { capitalised(right) } else { right.to_owned() };
    let found = Finding::new(Rule::Glossary, met.start, met.end);
    let found = if right.is_empty() {
        found.because("glossary_without").with("words", met.text)
    } else {
        found.with("right", &right)
    };
    out.found(found.fix(right));
}

/// Whether the wrong words are a part of the right ones here.
fn reads_right(reading: &Reading, met: &Met, right: &str) -> bool {
    let (wrong, right): (Vec<char>, Vec<char>) = (met.text.chars().collect(), right.chars().collect());
    let mut parts = right.windows(wrong.len()).enumerate().filter(|(_, part)| *part == wrong);
    parts.any(|(at, _)| {
        let text = met.start.checked_sub(at).and_then(|start| reading.chars.get(start..start + right.len()));
        text.is_some_and(|text| lower(text[0]) == lower(right[0]) && text[1..] == right[1..])
    })
}

/// Not a part of something longer: 290-QĐ/TW.
fn stands_alone(reading: &Reading, met: &Met) -> bool {
    let joins = |at: Option<usize>| {
        at.and_then(|at| reading.tokens.get(at)).is_some_and(|token| match token.kind {
            TokenKind::Sign => "-–/_.&".contains(reading.sign(token)) && glues(reading, token.start),
            kind => kind != TokenKind::Space,
        })
    };
    !joins(met.first.checked_sub(1)) && !joins(Some(met.last + 1))
}

/// Whether a sign has letters or digits on both sides.
fn glues(reading: &Reading, at: usize) -> bool {
    let is = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    is(reading.before(at)) && is(reading.after(at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language, Role,
        testing::{table, table_for},
    };

    fn style(text: &str) -> Style {
        Style::from_toml(text).unwrap()
    }

    #[test]
    fn the_house_writes_it_otherwise() {
        let style = style(
            "[glossary.replace]\n\"cám ơn\" = \"cảm ơn\"\n\"Hà nội\" = \"Hà Nội\"\n\"tỉnh Mỏ\" = \"Mỏ\"\n\"UBND\" = \"UBND tỉnh\"\n\"thi thoảng\" = \"thỉnh thoảng\"\n\"thi\" = \"kỳ thi\"\n\"hết sức là\" = \"\"",
        );
        table_for(
            Rule::Glossary,
            Role::Paragraph,
            Language::Vietnamese,
            &style,
            &[
                ("Bà «cám ơn» mọi người. «Cám ơn» bà.", "Bà cảm ơn mọi người. Cảm ơn bà."),
                ("«Thi thoảng» mưa, «thi» thì không.", "Thỉnh thoảng mưa, kỳ thi thì không."),
                ("Ở «Hà nội», không ở Hà Nội, HÀ NỘI.", "Ở Hà Nội, không ở Hà Nội, HÀ NỘI."),
                ("Theo «UBND», UBND tỉnh đã họp.", "Theo UBND tỉnh, UBND tỉnh đã họp."),
                ("Về «tỉnh Mỏ» và kỳ thi.", "Về Mỏ và kỳ thi."),
                // Whole words, and the right ones.
                ("Bà cảm ơn mọi người; cám cho gà.", ""),
                ("Kỳ thi vui, thiên nhiên đẹp.", ""),
            ],
        );
    }

    #[test]
    fn what_means_the_same_is_one_word_throughout() {
        table(
            Rule::TermTwoWays,
            &[
                (
                    "Phải bảo đảm tiến độ, bảo đảm chất lượng. «Đảm bảo» an toàn.",
                    "Phải bảo đảm tiến độ, bảo đảm chất lượng. Bảo đảm an toàn.",
                ),
                ("Phải đảm bảo tiến độ.|Và «bảo đảm» chất lượng.", "Phải đảm bảo tiến độ.|Và đảm bảo chất lượng."),
                ("Phải bảo đảm tiến độ, bảo đảm chất lượng.", ""),
                ("Đảm đang, bảo ban, bảo đảm.", ""),
            ],
        );
    }

    #[test]
    fn an_abbreviation_is_written_out_where_it_comes_first() {
        let style = style("[glossary.abbreviations]\nUBND = \"ủy ban nhân dân\"\nTW = \"Trung ương\"");
        table_for(
            Rule::Abbreviation,
            Role::Paragraph,
            Language::Vietnamese,
            &style,
            &[
                ("Theo «UBND» tỉnh.|UBND tỉnh họp.", "Theo ủy ban nhân dân (UBND) tỉnh.|UBND tỉnh họp."),
                ("«UBND» tỉnh họp.", "Ủy ban nhân dân (UBND) tỉnh họp."),
                ("Ủy ban nhân dân (UBND) tỉnh họp. UBND bàn.", ""),
                ("Ủy ban nhân dân tỉnh họp.|Sau đó, UBND bàn.", ""),
                ("Quyết định số 290-QĐ/TW, theo «TW».", "Quyết định số 290-QĐ/TW, theo Trung ương (TW)."),
                ("Không có chữ nào viết tắt.", ""),
            ],
        );
    }
}
