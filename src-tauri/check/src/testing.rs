//! Tables for rules: what is found stands between « and », beside what the text becomes.

use std::sync::Arc;

use crate::{Day, Language, Passage, Role, Rule, Session, Style, fixed};

/// Each row: a text in which «…» marks every finding of the rule, and the text once the rule's fixes are made (empty
/// where nothing is found, or nothing can be fixed). `|` parts paragraphs.
#[track_caller]
pub(crate) fn table(rule: Rule, rows: &[(&str, &str)]) {
    table_for(rule, Role::Paragraph, Language::Vietnamese, &Style::default(), rows);
}

#[track_caller]
pub(crate) fn table_for(rule: Rule, role: Role, language: Language, style: &Style, rows: &[(&str, &str)]) {
    for (marked, expected) in rows {
        let passages: Vec<Passage> =
            marked.split('|').map(|text| Passage::new(role, language, text.replace(['«', '»'], ""))).collect();
        check(rule, style, &passages, marked, expected);
    }
}

/// The same in a story that is told from a day, where nothing is mended by itself.
#[track_caller]
pub(crate) fn table_on(rule: Rule, language: Language, day: Option<Day>, rows: &[&str]) {
    for marked in rows {
        let passages: Vec<Passage> = marked
            .split('|')
            .map(|text| Passage::new(Role::Paragraph, language, text.replace(['«', '»'], "")))
            .collect();
        check_on(rule, &Style::default(), day, &passages, marked, "");
    }
}

/// The same where passages differ in more than their text.
#[track_caller]
pub(crate) fn check(rule: Rule, style: &Style, passages: &[Passage], marked: &str, expected: &str) {
    check_on(rule, style, None, passages, marked, expected);
}

#[track_caller]
fn check_on(rule: Rule, style: &Style, day: Option<Day>, passages: &[Passage], marked: &str, expected: &str) {
    let mut session = Session::new(Arc::new(style.clone()));
    session.on(day);
    session.splice(0, 0, passages.iter().cloned());
    let (mut found, mut mended) = (Vec::new(), Vec::new());
    for (at, passage) in passages.iter().enumerate() {
        let of_rule: Vec<_> = session.findings(at).iter().filter(|finding| finding.rule == rule).cloned().collect();
        let mut chars: Vec<String> = passage.text.chars().map(String::from).collect();
        chars.push(String::new());
        for finding in of_rule.iter().rev() {
            for language in Language::ALL {
                let message = finding.message(*language);
                assert!(!message.contains(['{', '}']) && message.contains(' '), "{message} ({})", finding.why);
            }
            chars[finding.end as usize].insert(0, '»');
            chars[finding.start as usize].insert(0, '«');
        }
        found.push(chars.concat());
        mended.push(fixed(&passage.text, &of_rule));
    }
    assert_eq!(found.join("|"), marked, "{}", rule.name());
    let mended = mended.join("|");
    let plain = marked.replace(['«', '»'], "");
    assert_eq!(mended, if expected.is_empty() { plain } else { expected.to_owned() }, "{}", rule.name());
}
