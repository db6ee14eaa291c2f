//! A plain file, checked as it stands: spaces, blank lines and repeated lines included.

use std::sync::Arc;

use crate::{Day, Finding, Language, Passage, Role, Rule, Session, Style, day_in_line};

/// A finding with its place in the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainFinding {
    /// Its `start` and `end` count characters of the file.
    pub finding: Finding,
    pub text: String,
    /// From 1, the column in characters.
    pub line: usize,
    pub column: usize,
}

/// Finds everything in a file's text. A byte order mark is no part of it; lines end as they do on any system.
pub fn check_plain(text: &str, language: Language, style: &Arc<Style>) -> Vec<PlainFinding> {
    let chars: Vec<char> = text.chars().collect();
    let lines = lines(&chars);
    let mut session = Session::new(style.clone());
    let mut has_headline = false;
    let passages = lines.iter().map(|&(start, end)| {
        let line: String = chars[start..end].iter().collect();
        let role = role_of(&line, has_headline);
        has_headline |= role == Role::Headline;
        Passage::new(role, language, line)
    });
    let passages: Vec<Passage> = passages.collect();
    session.on(day_of(&passages));
    session.splice(0, 0, passages);

    let mut found: Vec<Finding> = Vec::new();
    for (at, &(start, _)) in lines.iter().enumerate() {
        found.extend(session.findings(at).iter().map(|finding| {
            let (from, to) = (finding.start + start as u32, finding.end + start as u32);
            Finding { start: from, end: to, ..finding.clone() }
        }));
    }
    if style.severity(Rule::BlankParagraph).is_some() {
        found.extend(blank_lines(&chars, &lines));
    }
    found.sort_by_key(|finding| (finding.start, finding.end, finding.rule));
    found
        .into_iter()
        .map(|finding| {
            let (start, end) = (finding.start as usize, finding.end as usize);
            let line = lines.partition_point(|&(begin, _)| begin <= start);
            let column = start - lines[line - 1].0 + 1;
            PlainFinding { text: chars[start..end].iter().collect(), line, column, finding }
        })
        .collect()
}

/// The day in a file's own line of date: a short one that stands at its head.
fn day_of(passages: &[Passage]) -> Option<Day> {
    let head = passages.iter().filter(|passage| !passage.text.trim().is_empty()).take(6);
    let is_short =
        |passage: &&Passage| passage.role != Role::Paragraph && passage.text.split_whitespace().count() <= 12;
    head.filter(is_short).skip(1).find_map(|passage| day_in_line(&passage.text))
}

/// Where each line begins and ends, without what ends it.
fn lines(chars: &[char]) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let first = usize::from(chars.first() == Some(&'\u{feff}'));
    let mut start = first;
    for at in first..chars.len() {
        if chars[at] == '\n' {
            let end = if at > start && chars[at - 1] == '\r' { at - 1 } else { at };
            lines.push((start, end));
            start = at + 1;
        }
    }
    lines.push((start, chars.len()));
    lines
}

/// One blank line parts paragraphs; a second one is too many.
fn blank_lines(chars: &[char], lines: &[(usize, usize)]) -> Vec<Finding> {
    let is_blank = |&(start, end): &(usize, usize)| chars[start..end].iter().all(|c| c.is_whitespace());
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..].iter().take_while(|line| is_blank(line)).count();
        let is_inside = at > 0 && at + run < lines.len();
        if run > 1 && is_inside {
            let (start, end) = (lines[at + 1].0, lines[at + run].0);
            found.push(Finding::new(Rule::BlankParagraph, start, end).because("blank_lines").fix(""));
        }
        at += run.max(1);
    }
    found
}

/// What a line is, by its looks alone.
fn role_of(line: &str, has_headline: bool) -> Role {
    let line = line.trim();
    let begins = |label: &str| line.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with(':'));
    if ["Ảnh", "Trong ảnh", "Photo"].iter().any(|label| begins(label)) {
        Role::Caption
    } else if line.is_empty() {
        Role::Line
    } else if !has_headline {
        Role::Headline
    } else if line.ends_with(['.', '!', '?', '…', ':', ';', '”', '"', ',']) || line.split_whitespace().count() > 40
    {
        Role::Paragraph
    } else {
        Role::Line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_has_its_place_in_the_file() {
        for (text, places) in [
            ("Tít bài\n\nHai  dấu cách.", vec![(3, 4, 12)]),
            ("\u{feff}Hai  dấu cách", vec![(1, 4, 4)]),
            ("Tít bài\r\n\r\nHai  dấu cách.\r\n", vec![(3, 4, 14)]),
            ("Tít  bài\nMột  dòng\n", vec![(1, 4, 3), (2, 4, 12)]),
            ("", vec![]),
            ("\u{feff}", vec![]),
            ("\r\n\r\n", vec![]),
        ] {
            let found = check_plain(text, Language::Vietnamese, &Arc::default());
            let of_rule = found.iter().filter(|found| found.finding.rule == Rule::DoubleSpace);
            let told: Vec<_> = of_rule.map(|found| (found.line, found.column, found.finding.start)).collect();
            assert_eq!(told, places, "{text:?}");
        }
    }

    #[test]
    fn one_blank_line_parts_paragraphs_and_two_are_too_many() {
        for (text, expected) in [
            ("Một.\n\nHai.", None),
            ("Một.\n\n\nHai.\n", Some((3, "\n"))),
            ("Một.\r\n\r\n\r\nHai.", Some((3, "\r\n"))),
            ("Một.\n \n\u{a0}\nHai.", Some((3, "\u{a0}\n"))),
            // Before the first line and after the last they part nothing.
            ("\n\n\nMột.\n\n\n", None),
        ] {
            let found = check_plain(text, Language::Vietnamese, &Arc::default());
            // A line of spaces is told by itself besides.
            let blank = found.iter().find(|found| found.finding.why == "blank_lines");
            assert_eq!(blank.map(|found| (found.line, found.text.as_str())), expected, "{text:?}");
        }
    }

    #[test]
    fn a_file_is_of_the_day_that_its_head_tells() {
        for (head, expected) in [
            ("Thứ Năm, 15/10/2026, 14:05 (GMT+7)\n", 1),
            ("Cập nhật lúc 15-10-2026 08:00\n", 1),
            ("", 0),
            ("Thứ Năm, 15/10\n", 0),
        ] {
            let text = format!("Tít bài\n{head}\nHội nghị khai mạc sáng thứ Ba (15/10) tại Huế.\n");
            let found = check_plain(&text, Language::Vietnamese, &Arc::default());
            let count = found.iter().filter(|found| found.finding.rule == Rule::WeekdayByStory).count();
            assert_eq!(count, expected, "{head}");
        }
    }

    #[test]
    fn a_line_is_what_it_looks_like() {
        let long = "chữ ".repeat(41);
        for (line, has_headline, expected) in [
            ("Một tít", false, Role::Headline),
            ("Một dòng", true, Role::Line),
            ("Một câu.", true, Role::Paragraph),
            ("“Một câu nói”", true, Role::Paragraph),
            (&long, true, Role::Paragraph),
            ("Ảnh: Toàn cảnh", true, Role::Caption),
            ("Ảnh : Toàn cảnh", false, Role::Caption),
            ("Anh Hoa", true, Role::Line),
            ("\u{a0}", false, Role::Line),
        ] {
            assert_eq!(role_of(line, has_headline), expected, "{line}");
        }
    }
}
