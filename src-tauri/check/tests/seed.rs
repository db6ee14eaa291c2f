//! A news page as it came from a newsroom, against the list of what is wrong with it: made by reading, line by line,
//! before any rule was asked. All of it must be found, and nothing that is right called wrong.

#![allow(clippy::unwrap_used)]

use std::{fs, path::Path, sync::Arc};

use dateline_check::{Language, PlainFinding, Rule, Severity, Style, check_plain};

struct Row {
    line: usize,
    /// What is found, or how it begins.
    text: &'static str,
    rule: Rule,
    fix: Option<&'static str>,
}

const fn row(line: usize, text: &'static str, rule: Rule, fix: Option<&'static str>) -> Row {
    Row { line, text, rule, fix }
}

/// What a careful editor marks. Line 74 ("công tác tổ cán bộ") lacks words that only a person can know.
const SLIPS: &[Row] = &[
    // No newsroom writes it so.
    row(5, "\u{a0}", Rule::OddSpace, Some(" ")),
    row(5, "\u{a0}", Rule::EdgeSpace, Some("")),
    row(7, "\u{a0}", Rule::BlankParagraph, Some("")),
    row(17, "Báo cáo Báo cáo", Rule::DoubledWords, Some("Báo cáo")),
    row(23, "số số", Rule::DoubledWords, Some("số")),
    row(29, "vẫncòn", Rule::JoinedWords, Some("vẫn còn")),
    row(29, ".", Rule::MissingSpace, Some(". ")),
    row(37, "\u{a0}", Rule::BlankParagraph, Some("")),
    row(44, "Hội nghị Ban Chấp hành Đảng bộ Khối lần thứ 21", Rule::RepeatedLine, Some("")),
    row(47, "  ", Rule::DoubleSpace, Some(" ")),
    row(49, "Hội nghị sơ kết công tác tuyên giáo", Rule::RepeatedLine, Some("")),
    row(54, "Hội nghị Ban Thường vụ Đảng ủy Khối", Rule::RepeatedLine, Some("")),
    row(59, "Hội nghị công bố các quyết định", Rule::RepeatedLine, Some("")),
    // Right by itself, and otherwise elsewhere.
    row(11, "lần thứ XIII nhiệm kỳ", Rule::CommaTwoWays, Some("lần thứ XIII, nhiệm kỳ")),
    row(13, "Ảnh: ", Rule::CaptionPrefix, Some("")),
    row(17, "chương trình làm việc", Rule::CapitalsTwoWays, Some("Chương trình làm việc")),
    row(19, "uỷ", Rule::TonePlacement, Some("ủy")),
    row(25, "Ảnh: ", Rule::CaptionPrefix, Some("")),
    row(25, "", Rule::CaptionStop, Some(".")),
    row(27, "2012-2018", Rule::RangeStyle, Some("2012 - 2018")),
    row(33, "lần thứ XIII nhiệm kỳ", Rule::CommaTwoWays, Some("lần thứ XIII, nhiệm kỳ")),
    row(33, "Đại hội Đảng các", Rule::CapitalsTwoWays, Some("đại hội đảng các")),
    row(33, "bảo đảm", Rule::TermTwoWays, Some("đảm bảo")),
    row(47, "04", Rule::LeadingZero, Some("4")),
    row(49, "04", Rule::LeadingZero, Some("4")),
    row(68, "290-QĐ/TW", Rule::DocumentNumberWord, Some("số 290-QĐ/TW")),
];

/// What an editor may leave, but would not call wrong to say: its line, the rule, and why.
const ALSO_RIGHT: &[(usize, Rule, &str)] = &[
    (5, Rule::OddSpace, "the space at the end of the line does not break"),
    (7, Rule::OddSpace, "nor does the one alone in its line"),
    (37, Rule::OddSpace, "nor this one"),
    (11, Rule::CapitalsTwoWays, "Tiểu ban here, tiểu ban in line 33"),
    (33, Rule::CapitalsTwoWays, "the same from there"),
    (57, Rule::CapitalsTwoWays, "các quyết định here, các Quyết định in line 74"),
    (59, Rule::CapitalsTwoWays, "the same once more"),
    (74, Rule::CapitalsTwoWays, "the same from there"),
    (19, Rule::CapitalsTwoWays, "Nhà nước here, nhà nước in line 21"),
    (21, Rule::CapitalsTwoWays, "the same from there"),
];

fn is(row: &Row, found: &PlainFinding) -> bool {
    let is_text = if row.text.is_empty() { found.text.is_empty() } else { found.text.starts_with(row.text) };
    is_text && (row.line, row.rule) == (found.line, found.finding.rule) && row.fix == found.finding.fix.as_deref()
}

#[test]
fn every_slip_of_the_page_is_found_and_nothing_right_is_called_wrong() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/hoi-nghi-lan-thu-18.txt");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("SKIPPED: there is no shared/seed/hoi-nghi-lan-thu-18.txt beside the checkout");
        return;
    };
    let style = Style::default();
    let found = check_plain(&text, Language::Vietnamese, &Arc::new(style.clone()));
    let missed: Vec<String> = SLIPS
        .iter()
        .filter(|row| !found.iter().any(|found| is(row, found)))
        .map(|row| format!("{}: {:?} {:?}", row.line, row.rule, row.text))
        .collect();
    let wrong: Vec<String> = found
        .iter()
        .filter(|found| style.severity(found.finding.rule) != Some(Severity::Suggestion))
        .filter(|found| !SLIPS.iter().any(|row| is(row, found)))
        .filter(|found| !ALSO_RIGHT.iter().any(|(line, rule, _)| (*line, *rule) == (found.line, found.finding.rule)))
        .map(|found| format!("{}: {:?} {:?} {:?}", found.line, found.finding.rule, found.text, found.finding.fix))
        .collect();
    assert!(missed.is_empty() && wrong.is_empty(), "missed: {missed:#?}\ncalled wrong: {wrong:#?}");
}
