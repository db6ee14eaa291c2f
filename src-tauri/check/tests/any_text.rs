//! Whatever is typed or pasted, the check neither panics nor fixes without end.

use std::sync::Arc;

use dateline_check::{Language, Passage, Role, Session, Style, check_plain, fix_all};
use proptest::prelude::*;

/// Pieces that rules look at, so that chance meets them often enough.
const PIECES: &[&str] = &[
    "số",
    "số ",
    "Báo cáo ",
    "tóan",
    "qủa",
    "vẫncòn",
    "hoà",
    "uỷ",
    "HÀNỘI",
    "te\u{302}\u{301}",
    "Ð",
    "ð",
    "о",
    "２０",
    "\u{200B}",
    "\u{200D}",
    "\u{FEFF}",
    "👩",
    " ",
    "  ",
    "\u{A0}",
    "\u{3000}",
    "\n",
    "\t",
    ".",
    ",",
    "..",
    ",,",
    "…",
    ":",
    ";",
    "!",
    "?",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "-",
    "–",
    "/",
    "5",
    "1.234",
    "14:05",
    "31/6/2020",
    "35-CT/TW",
    "TP.",
    "v.v.",
    "Vai",
    "môn",
    "https://bao.vn/a?b",
    "ten@bao.vn",
    "năm năm ",
    "hành vi vi phạm",
    "nghành ",
    "i",
    "\u{301}",
    "\u{323}",
    "ǆ",
    "İ",
    "ß",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn styles() -> impl Strategy<Value = Arc<Style>> {
    prop::sample::select(&["older", "newer", "alike"][..]).prop_map(|tone| {
        let style = format!("[writing]\ntone = \"{tone}\"\n[glossary]\nprotected = [\"Báo cáo\", \"\"]");
        Arc::new(Style::from_toml(&style).expect("the style is one"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_finding_lies_in_its_text(text in text(), style in styles()) {
        for language in Language::ALL {
            let mut session = Session::new(style.clone());
            session.splice(0, 0, [Passage::new(Role::Paragraph, *language, text.clone())]);
            let length = text.chars().count() as u32;
            for finding in session.findings(0) {
                prop_assert!(finding.start <= finding.end && finding.end <= length, "{finding:?}");
                prop_assert!(!finding.message(*language).is_empty());
            }
            check_plain(&text, *language, &style);
        }
    }

    #[test]
    fn what_was_fixed_stays_so(texts in prop::collection::vec(text(), 1..4), style in styles()) {
        for language in Language::ALL {
            let mut passages: Vec<Passage> =
                texts.iter().map(|text| Passage::new(Role::Paragraph, *language, text.clone())).collect();
            for replaced in fix_all(&passages, &style) {
                passages[replaced.at].text = replaced.text;
            }
            let again = fix_all(&passages, &style);
            prop_assert!(again.is_empty(), "{again:?} of {passages:?}");
        }
    }
}
