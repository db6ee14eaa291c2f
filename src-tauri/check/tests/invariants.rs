//! What must hold for every text: a check neither panics nor leaves the text, a story checked bit by bit is the story
//! checked whole, and what was mended once needs no mending.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use dateline_check::{
    Finding, Ignore, Language, Near, Passage, Role, Rule, Session, Span, Style, check_plain, find_words, fix_all,
};
use proptest::{collection::vec, prelude::*, sample::select};

const ROLES: &[Role] = &[
    Role::Kicker,
    Role::Headline,
    Role::Subheadline,
    Role::Lead,
    Role::Heading,
    Role::Paragraph,
    Role::Paragraph,
    Role::Paragraph,
    Role::Quote,
    Role::ListItem,
    Role::Caption,
    Role::AltText,
    Role::Line,
];

/// Pieces that some rule looks for, or that look like them.
const PIECES: &[&str] = &[
    // Words, doubled, joined, misspelt, with either tone.
    "hòa",
    "hoà",
    "Hòa",
    "Hoà",
    "ủy",
    "uỷ",
    "Ủy ban",
    "ủy ban nhân dân",
    "luôn",
    "số",
    "số số",
    "vẫncòn",
    "tóan",
    "nghành",
    "hành vi",
    "vi phạm",
    "Báo cáo",
    "đảm bảo",
    "bảo đảm",
    "Đảm bảo",
    "cám ơn",
    "UBND",
    "UBND (ủy ban nhân dân)",
    "chuyên môn.Vai trò",
    "Đ",
    "Ðảng",
    "o\u{31b}\u{301}",
    "a\u{301}",
    "é",
    "ß",
    "İ",
    "ŉ",
    "ﬁ",
    // Names and terms.
    "Bùi Văn Hòa",
    "Bùi Văn Hoà",
    "Bùi Văn Hóa",
    "Đắk Lắk",
    "Đắc Lắc",
    "Hà Nội",
    "Hà nội",
    "Ban Chấp hành Đảng",
    "Ban chấp hành Đảng",
    "Đại hội Đảng các cấp",
    "đại hội đảng các cấp",
    "Theo",
    "Ông",
    "các",
    // Numbers, dates, documents.
    "1.234.567,5",
    "12345",
    "12.345",
    "04 năm",
    "4 năm",
    "0",
    "00",
    "31/6/2020",
    "thứ Hai, 15/10/2019",
    "ngày 15 tháng 10 năm 2019",
    "2012-2018",
    "2015 - 2020",
    "2015–2020",
    "Quyết định 290-QĐ/TW",
    "Quyết định số 290-QĐ/TW",
    "35CT/TW",
    "Nghị quyết số",
    "Monday, October 15, 2019",
    "99999999999999999999999999",
    // Signs and spaces.
    ".",
    ",",
    "..",
    "...",
    "…",
    ",,",
    ";",
    ":",
    "!",
    "?",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "(",
    ")",
    "[",
    "]",
    "-",
    "–",
    "—",
    "/",
    "«",
    "»",
    "•",
    "%",
    "°",
    "&",
    "@",
    " ",
    " ",
    " ",
    "  ",
    "\u{a0}",
    "\u{200b}",
    "\u{202f}",
    "\t",
    "\n",
    "\u{feff}",
    "\r\n",
    // Captions and sources.
    "Ảnh:",
    "Ảnh: Hà Vân",
    "Ảnh: TTXVN",
    "Photo:",
    "nói",
    "cho biết",
    "“Cả xóm phải chạy lên đồi tránh lũ từ nửa đêm.”",
    // English, addresses, other scripts.
    "recieve",
    "goverment",
    "the the",
    "colour",
    "ten@bao.vn",
    "https://bao.vn/a?b=1",
    "www.bao.vn",
    "мир",
    "Αθήνα",
    "北京",
    "שלום",
    "مرحبا",
    "\u{202e}",
    "👩‍👩‍👧",
    "🇻🇳",
    "\u{301}",
    "\u{0}",
    "\u{10ffff}",
    "số ",
    "Báo cáo ",
    "qủa",
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
    "\u{A0}",
    "\u{3000}",
    "5",
    "1.234",
    "14:05",
    "35-CT/TW",
    "TP.",
    "v.v.",
    "Vai",
    "môn",
    "https://bao.vn/a?b",
    "năm năm ",
    "hành vi vi phạm",
    "nghành ",
    "i",
    "\u{323}",
    "ǆ",
];

/// Pieces from a few, or anything at all.
fn text(pool: Vec<&'static str>) -> impl Strategy<Value = String> {
    let pieces = vec((select(pool), select(&["", " ", " ", " ", ", ", ". "][..])), 0..14);
    prop_oneof![
        8 => pieces.prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect::<String>()),
        1 => any::<String>(),
        1 => vec(any::<char>(), 0..40).prop_map(|chars| chars.into_iter().collect::<String>()),
    ]
}

fn passage(pool: Vec<&'static str>) -> impl Strategy<Value = Passage> {
    let language = select(&[None, Some(Language::Vietnamese), Some(Language::English)][..]);
    let spans = vec((0..20u32, 1..12u32, language), 0..3);
    (select(ROLES), select(Language::ALL), text(pool), spans).prop_map(|(role, language, text, spans)| {
        let mut passage = Passage::new(role, language, text);
        let mut at = 0;
        for (gap, length, language) in spans {
            // Some reach past the end, as a hurried caller's may.
            passage.spans.push(Span { start: at + gap, end: at + gap + length, language });
            at += gap + length;
        }
        passage
    })
}

/// A few pieces, over and over: so that passages of one story speak of the same.
fn pool() -> impl Strategy<Value = Vec<&'static str>> {
    vec(select(PIECES), 3..16)
}

fn story(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Passage>> {
    pool().prop_flat_map(move |pool| vec(passage(pool), length.clone()))
}

type Splice = (usize, usize, Vec<Passage>);

fn edited_story() -> impl Strategy<Value = (Vec<Passage>, Vec<Splice>)> {
    pool().prop_flat_map(|pool| {
        let splice = (0..8usize, 0..4usize, vec(passage(pool.clone()), 0..3));
        (vec(passage(pool), 0..5), vec(splice, 1..7))
    })
}

/// The house style as it is, and one that says something of everything.
fn style() -> impl Strategy<Value = Arc<Style>> {
    let busy = r#"
        [rules]
        tone_placement = "error"
        [writing]
        tone = "newer"
        ranges = "spaced_dash"
        quotes = "straight"
        caption_stop = "always"
        numbers = "plain"
        [lengths]
        headline = 3
        lead = 5
        sentence = 4
        [glossary]
        protected = ["Bùi Văn Hoà", "vẫncòn", "recieve", "số số"]
        alike = [["bảo đảm", "đảm bảo"], ["nói", "cho biết"]]
        [glossary.replace]
        "cám ơn" = "cảm ơn"
        "Hà nội" = "Hà Nội"
        "UBND" = "UBND tỉnh"
        [glossary.abbreviations]
        TW = "Trung ương"
        UBND = "ủy ban nhân dân"
    "#;
    let alike = "[writing]\ntone = \"alike\"\nnumbers = \"alike\"";
    let styles: Vec<Arc<Style>> =
        ["", busy, alike].iter().map(|text| Arc::new(Style::from_toml(text).expect("a style"))).collect();
    select(styles)
}

fn all_findings(session: &Session) -> Vec<Vec<Finding>> {
    (0..session.len()).map(|at| session.findings(at).to_vec()).collect()
}

fn read(style: &Arc<Style>, passages: &[Passage]) -> Session {
    let mut session = Session::new(style.clone());
    session.splice(0, 0, passages.iter().cloned());
    session
}

/// The cost is that of the text's length: a page of one thing over and over, in one paragraph and in many.
#[test]
fn a_long_text_is_checked_in_no_time() {
    let speech = "“Cả xóm phải chạy lên đồi tránh lũ từ nửa đêm”, ";
    let pieces = [
        "recieve",
        "a",
        "“",
        "\"",
        "(",
        "((( ",
        "Hà ",
        "Bùi Văn Hòa, ",
        "Ban Chấp hành Đảng ",
        "số ",
        ". ",
        "A. ",
        speech,
    ];
    let more =
        ["1.", "5/", "- ", "\u{301}", "bảo đảm ", "vẫncòn ", "  ", "Quyết định 290-QĐ/TW ", "ten@", "www.", "\n"];
    let style = Arc::new(Style::default());
    for piece in pieces.iter().chain(&more) {
        let begin = Instant::now();
        for language in Language::ALL {
            read(&style, &[Passage::new(Role::Paragraph, *language, piece.repeat(5_000))]);
            let passages: Vec<Passage> =
                (0..500).map(|_| Passage::new(Role::Paragraph, *language, piece.repeat(4))).collect();
            read(&style, &passages);
        }
        assert!(begin.elapsed() < Duration::from_secs(5), "{piece:?} took {:?}", begin.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn findings_lie_inside_the_text_and_say_why(style in style(), passages in story(0..6)) {
        let session = read(&style, &passages);
        for (at, passage) in passages.iter().enumerate() {
            let length = passage.text.chars().count();
            let mut last = 0;
            for finding in session.findings(at) {
                prop_assert!(finding.start <= finding.end && finding.end as usize <= length, "{finding:?}");
                prop_assert!(last <= finding.start, "not by where they begin: {finding:?}");
                last = finding.start;
                for language in Language::ALL {
                    let key = format!("why.{}", finding.why);
                    let words = find_words(*language, &key);
                    prop_assert!(words.is_some(), "{key}");
                    let blanks = words.unwrap_or_default().split('{').skip(1).filter_map(|rest| rest.split('}').next());
                    for blank in blanks {
                        prop_assert!(finding.params.contains_key(blank), "{key}: {blank}");
                    }
                }
                let text: Vec<char> = passage.text.chars().collect();
                let found: String = text[finding.start as usize..finding.end as usize].iter().collect();
                prop_assert!(finding.fix.as_ref() != Some(&found), "a fix that changes nothing: {finding:?}");
            }
        }
    }

    #[test]
    fn a_plain_file_is_checked_whatever_it_holds(style in style(), text in pool().prop_flat_map(text), language in select(Language::ALL)) {
        let chars: Vec<char> = text.chars().collect();
        for found in check_plain(&text, language, &style) {
            let (start, end) = (found.finding.start as usize, found.finding.end as usize);
            prop_assert!(start <= end && end <= chars.len());
            prop_assert_eq!(&found.text, &chars[start..end].iter().collect::<String>());
            let lines: Vec<&str> = text.split('\n').collect();
            prop_assert!(found.line >= 1 && found.line <= lines.len());
            prop_assert!(found.column >= 1 && found.column <= lines[found.line - 1].chars().count() + 1);
        }
    }

    #[test]
    fn what_was_mended_once_needs_no_mending(style in style(), passages in story(0..5)) {
        let mut once = passages;
        for mended in fix_all(&once, &style) {
            once[mended.at].text = mended.text;
            once[mended.at].spans.clear();
        }
        let twice = fix_all(&once, &style);
        prop_assert!(twice.is_empty(), "{once:?} became {twice:?}");
    }

    #[test]
    fn a_story_checked_bit_by_bit_is_the_story_checked_whole(
        style in style(),
        (begin, splices) in edited_story(),
    ) {
        let mut passages = begin.clone();
        let mut session = read(&style, &begin);
        let mut shown = all_findings(&session);
        for (at, delete, insert) in splices {
            let from = at.min(passages.len());
            let to = (from + delete).min(passages.len());
            passages.splice(from..to, insert.iter().cloned());
            shown.splice(from..to, insert.iter().map(|_| Vec::new()));
            let told = session.splice(at, delete, insert);
            let now = all_findings(&session);
            prop_assert_eq!(&now, &all_findings(&read(&style, &passages)));
            // A screen that follows what it is told shows the same.
            for place in told {
                shown[place] = now[place].clone();
            }
            prop_assert_eq!(&now, &shown);
        }
    }

    #[test]
    fn what_is_ignored_stays_ignored_and_nothing_else(
        style in style(),
        passages in story(1..5),
        chosen in vec(any::<prop::sample::Index>(), 1..4),
        whole in any::<bool>(),
    ) {
        let mut session = read(&style, &passages);
        let before = all_findings(&session);
        let all: Vec<(usize, Finding)> =
            before.iter().enumerate().flat_map(|(at, found)| found.iter().map(move |found| (at, found.clone()))).collect();
        if all.is_empty() {
            return Ok(());
        }
        let ignored: Vec<Ignore> = chosen.iter().map(|index| {
            let (at, finding) = index.get(&all);
            let chars: Vec<char> = passages[*at].text.chars().collect();
            let place = (!whole).then(|| Near::of(&chars, finding.start as usize, finding.end as usize));
            Ignore { rule: finding.rule, place }
        }).collect();
        session.ignore(ignored.clone());
        let after = all_findings(&session);
        for index in &chosen {
            let (at, finding) = index.get(&all);
            prop_assert!(!after[*at].contains(finding));
        }
        let rules: Vec<Rule> = ignored.iter().map(|ignore| ignore.rule).collect();
        for (at, finding) in &all {
            prop_assert!(rules.contains(&finding.rule) || after[*at].contains(finding));
        }
        prop_assert!(session.ignore(ignored).is_empty(), "ignoring again changes something");
        prop_assert_eq!(&after, &all_findings(&session));
        session.ignore(Vec::new());
        prop_assert_eq!(before, all_findings(&session));
    }
}
