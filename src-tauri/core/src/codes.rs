//! Code replacements: short codes that stand for names a newsroom writes again and again, in the file that Photo
//! Mechanic reads. A line is a code and its texts, parted by tabs. `=smt=` stands for the first text of the code
//! `smt`, `=smt#2=` for the second.

use std::{borrow::Cow, collections::HashMap};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::char::is_combining_mark;

use crate::{Error, ErrorCode, Result, letters, limits};

/// Code replacements, as Photo Mechanic keeps them: `=smt=` stands for the first text of the code `smt`, `=smt#2=` for
/// the second.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CodeList {
    /// The name of the file they came from; empty where there are none.
    pub file_name: String,
    pub codes: Vec<Code>,
    /// Lines of the file that are none.
    pub skipped: Vec<CodeLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Code {
    pub code: String,
    pub texts: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CodeLine {
    pub line: u32,
    pub text: String,
}

/// A text whose codes were replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expanded {
    pub text: String,
    /// Codes that the list does not have, each as often as it stands there. They stay in the text.
    pub unknown: Vec<String>,
}

/// The largest file of codes that is read.
pub(crate) const MAX_BYTES: u64 = 2 * 1024 * 1024;
const MAX_LINES: usize = 50_000;
/// What is longer between two signs of equality is no code.
const MAX_CODE_CHARACTERS: usize = 64;
/// What is longer is no name that anyone writes again and again, and many of them would be a flood.
const MAX_TEXT_BYTES: usize = 2_000;
/// A text that has become so long is no field's: the codes in the rest of it stay as they are.
const MAX_EXPANDED_BYTES: usize = 2 * limits::FIELD.most;
/// A line that is told of as skipped is told so far.
const TOLD_CHARACTERS: usize = 200;

/// Reads a file of codes; `file_name` is kept with them. Lines end in any way that computers end them, and a spreadsheet's
/// cells may stand in quotation marks.
///
/// Errors: `text_not_utf8`, `text_empty` (no line of it is a code), `codes_too_many`. They do not name the file.
pub fn parse(bytes: &[u8], file_name: &str) -> Result<CodeList> {
    let text = decoded(bytes)?;
    let lines = lines(&text);
    if lines.len() > MAX_LINES {
        // {path}: by whoever knows the file.
        return Err(Error::new(ErrorCode::CodesTooMany).with("limit", MAX_LINES));
    }
    let mut list = CodeList { file_name: letters::fit_line(file_name).into_owned(), ..CodeList::default() };
    let mut places: HashMap<String, (u32, &str, usize)> = HashMap::new();
    for (number, line) in lines {
        if line.trim().is_empty() || line.starts_with("//") || line.starts_with('#') {
            continue;
        }
        // A tab stays: it shows what is wrong.
        let skipped = |line: &str| letters::fit(&line.chars().take(TOLD_CHARACTERS).collect::<String>()).into_owned();
        let Some(code) = read_line(line) else {
            list.skipped.push(CodeLine { line: number, text: skipped(line) });
            continue;
        };
        match places.get(&code.code).copied() {
            // The last one wins, and the one before is told of.
            Some((earlier, written, at)) => {
                list.skipped.push(CodeLine { line: earlier, text: skipped(written) });
                places.insert(code.code.clone(), (number, line, at));
                list.codes[at] = code;
            }
            None => {
                places.insert(code.code.clone(), (number, line, list.codes.len()));
                list.codes.push(code);
            }
        }
    }
    if list.codes.is_empty() {
        // {path}: the same.
        return Err(Error::new(ErrorCode::TextEmpty));
    }
    list.skipped.sort_by_key(|skipped| skipped.line);
    Ok(list)
}

impl CodeList {
    /// The only code of a list, where it has so many texts that it may be a list whose lines nobody could tell apart.
    pub fn doubtful(&self) -> Option<&Code> {
        match self.codes.as_slice() {
            [only] if only.texts.len() > 1 || !self.skipped.is_empty() => Some(only),
            _ => None,
        }
    }
}

/// UTF-8, or UTF-16 that says so at its start, as spreadsheets save it.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>> {
    // {path}: the same.
    let not_text = |offset: usize| Error::new(ErrorCode::TextNotUtf8).with("offset", offset);
    let wide = |from: fn([u8; 2]) -> u16| {
        let (units, rest) = bytes.as_chunks::<2>();
        let units = units.iter().skip(1).map(|unit| from(*unit));
        let text: std::result::Result<String, _> = char::decode_utf16(units).collect();
        match text {
            Ok(text) if rest.is_empty() => Ok(Cow::Owned(text)),
            _ => Err(not_text(0)),
        }
    };
    match bytes {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => {
            let text = std::str::from_utf8(bytes).map_err(|cause| not_text(cause.valid_up_to()).caused_by(cause))?;
            Ok(Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)))
        }
    }
}

/// The lines with their numbers, from 1. One goes on where a cell in quotation marks has a break inside.
fn lines(text: &str) -> Vec<(u32, &str)> {
    let is_break =
        |letter: char| matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let (mut lines, mut rest, mut number) = (Vec::new(), text, 1);
    while !rest.is_empty() {
        let mut length = rest.find(is_break).unwrap_or(rest.len());
        let mut inside = 0;
        while let Some(longer) = open_cell(&rest[..length]).and_then(|from| closed_at(rest, from)) {
            inside += rest[length..longer].matches(is_break).count() as u32;
            length = rest[longer..].find(is_break).map_or(rest.len(), |more| longer + more);
        }
        lines.push((number, &rest[..length]));
        let after = &rest[length..];
        let end = if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        rest = &after[end..];
        number += 1 + inside;
    }
    lines
}

/// Where in a line the text of a cell begins whose quotation mark nothing closes.
fn open_cell(line: &str) -> Option<usize> {
    let last = line.rfind('\t')? + 1;
    let cell = line[last..].strip_prefix('"')?;
    let is_closed = cell.matches('"').count() % 2 == 1;
    (!is_closed).then_some(last + 1)
}

/// Where the cell whose text begins at `from` is closed: by a quotation mark with a tab or a line's end behind it. `None`
/// where that is too far for a text, and the mark was none of a cell.
fn closed_at(text: &str, from: usize) -> Option<usize> {
    let rest = &text[from..];
    let mut at = 0;
    while let Some(found) = rest[at..].find('"').map(|found| at + found) {
        if found > MAX_TEXT_BYTES {
            return None;
        }
        match rest[found + 1..].chars().next() {
            Some('"') => at = found + 2,
            None | Some('\t' | '\n' | '\r') => return Some(from + found + 1),
            Some(_) => return None,
        }
    }
    None
}

fn read_line(line: &str) -> Option<Code> {
    let mut parts = line.split('\t').map(unquoted);
    let code = parts.next().map(|code| letters::composed(&code).into_owned()).filter(|code| is_code(code))?;
    let mut texts: Vec<String> = parts.map(|text| letters::fit_line(&text).trim().to_owned()).collect();
    // A tab too many at the end is no text.
    while texts.last().is_some_and(String::is_empty) {
        texts.pop();
    }
    let fits = !texts.is_empty() && texts.iter().all(|text| text.len() <= MAX_TEXT_BYTES);
    fits.then_some(Code { code, texts })
}

/// What a spreadsheet put into quotation marks, for a mark, a comma or a break in it.
fn unquoted(cell: &str) -> Cow<'_, str> {
    let cell = cell.trim();
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
    // Each mark inside is doubled; else they are a person's own.
    let is_quoted = |inner: &&str| inner.replace("\"\"", "").find('"').is_none();
    match inner.filter(is_quoted) {
        Some(inner) => Cow::Owned(inner.replace("\"\"", "\"").trim().to_owned()),
        None => Cow::Borrowed(cell),
    }
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= MAX_CODE_CHARACTERS
        && letters::fit_line(text) == text
        && !text.contains(|letter: char| letter.is_whitespace() || "=#".contains(letter))
}

/// Of a word, its marks too where they stand behind their letter.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// Replaces the codes in `text`. A sign of equality inside a word, or with a space beside it, begins none.
/// (`ui/src/shared/codes.ts` does it as one types.)
pub fn expand(text: &str, codes: &[Code]) -> Expanded {
    let known: HashMap<&str, &[String]> =
        codes.iter().map(|code| (code.code.as_str(), code.texts.as_slice())).collect();
    let mut expanded = Expanded::default();
    let mut rest = text;
    let mut before = None;
    while let Some(at) = rest.find('=') {
        let (plain, from_sign) = rest.split_at(at);
        expanded.text.push_str(plain);
        before = plain.chars().next_back().or(before);
        let written = written_code(from_sign).filter(|_| !before.is_some_and(is_of_word));
        let Some(written) = written else {
            expanded.text.push('=');
            before = Some('=');
            rest = &from_sign[1..];
            continue;
        };
        let (whole, after) = from_sign.split_at(written.len() + 2);
        let (code, number) = match written.split_once('#') {
            Some((code, number)) => (code, number.parse::<usize>().unwrap_or_default()),
            None => (written, 1),
        };
        let has_room = expanded.text.len() <= MAX_EXPANDED_BYTES;
        match known.get(code).filter(|_| has_room).and_then(|texts| texts.get(number.checked_sub(1)?)) {
            Some(text) => expanded.text.push_str(text),
            None => {
                expanded.text.push_str(whole);
                expanded.unknown.push(written.to_owned());
            }
        }
        before = Some('=');
        rest = after;
    }
    expanded.text.push_str(rest);
    expanded
}

/// What stands between the sign that `text` begins with and the next one, where that can be a code.
fn written_code(text: &str) -> Option<&str> {
    let (written, after) = text.strip_prefix('=')?.split_once('=')?;
    let (code, number) = written.split_once('#').unwrap_or((written, "1"));
    let is_number = !number.is_empty() && number.len() <= 3 && number.bytes().all(|digit| digit.is_ascii_digit());
    let ends_word = !after.starts_with(is_of_word);
    (is_code(code) && is_number && ends_word).then_some(written)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    const FILE: &str = "\u{feff}// Đội bóng đá\r\nsmt\tSơn Minh Thắng\tcầu thủ số 10\r\n\r\n# ghi chú\nkl\tKhê Lam\t\n";

    fn list(file: &str) -> CodeList {
        parse(file.as_bytes(), "ma.txt").unwrap()
    }

    fn code(code: &str, texts: &[&str]) -> Code {
        Code { code: code.into(), texts: texts.iter().map(|text| (*text).to_owned()).collect() }
    }

    #[test]
    fn a_file_is_read_with_its_mark_its_comments_and_either_end_of_line() {
        let expected = CodeList {
            file_name: "ma.txt".into(),
            codes: vec![code("smt", &["Sơn Minh Thắng", "cầu thủ số 10"]), code("kl", &["Khê Lam"])],
            skipped: vec![],
        };
        assert_eq!(list(FILE), expected);
    }

    #[test]
    fn lines_that_are_no_code_are_told_of_and_the_last_of_two_wins() {
        let read = list("a\tMột\nkhông có tab\nb c\tHai\n\tBa\na\tBốn\nd=\tNăm\ne\t\t\nf\tSáu\na\tBảy");
        assert_eq!(read.codes, [code("a", &["Bảy"]), code("f", &["Sáu"])]);
        let skipped: Vec<_> = read.skipped.iter().map(|line| (line.line, line.text.as_str())).collect();
        assert_eq!(
            skipped,
            [
                (1, "a\tMột"),
                (2, "không có tab"),
                (3, "b c\tHai"),
                (4, "\tBa"),
                (5, "a\tBốn"),
                (6, "d=\tNăm"),
                (7, "e\t\t")
            ]
        );
    }

    #[test]
    fn whatever_program_saved_a_list_its_lines_and_cells_are_told_apart() {
        let plain = "lk\tLâm Khê\tthủ môn\ntb\tTrần Bình\nnt\tNguyễn Tâm\ttiền đạo\n";
        let wide = |mark: [u8; 2], to: fn(u16) -> [u8; 2]| {
            [mark.to_vec(), plain.encode_utf16().flat_map(to).collect::<Vec<u8>>()].concat()
        };
        let expected = list(plain).codes;
        assert_eq!(expected.len(), 3);
        for (what, bytes) in [
            ("Windows", plain.replace('\n', "\r\n").into_bytes()),
            ("an old Mac, and Excel there", plain.replace('\n', "\r").into_bytes()),
            ("no break at the end", plain.trim_end().as_bytes().to_vec()),
            ("several kinds of break", plain.replacen('\n', "\r", 1).replacen('\n', "\r\n", 1).into_bytes()),
            ("Unicode's own breaks", plain.replace('\n', "\u{2028}").into_bytes()),
            ("UTF-16, little end first", wide([0xFF, 0xFE], u16::to_le_bytes)),
            ("UTF-16, big end first", wide([0xFE, 0xFF], u16::to_be_bytes)),
            ("a mark", format!("\u{feff}{plain}").into_bytes()),
            (
                "every cell quoted",
                plain
                    .lines()
                    .map(|line| format!("\"{}\"\r\n", line.replace('\t', "\"\t\"")))
                    .collect::<String>()
                    .into_bytes(),
            ),
            (
                "letters in pieces",
                unicode_normalization::UnicodeNormalization::nfd(plain).collect::<String>().into_bytes(),
            ),
        ] {
            let read = parse(&bytes, "ma.txt").unwrap();
            assert_eq!((read.codes, read.skipped), (expected.clone(), vec![]), "{what}");
        }
    }

    #[test]
    fn quotation_marks_around_a_cell_are_the_spreadsheets_and_others_are_a_persons() {
        for (cell, text) in [
            ("\"Smith, John\"", "Smith, John"),
            ("\"said \"\"Jack\"\"\"", "said \"Jack\""),
            ("\"\"\"Tí\"\"\"", "\"Tí\""),
            ("\"hai\ndòng\"", "hai dòng"),
            ("\"hai\r\ndòng\"", "hai dòng"),
            ("\"Tí\" Nguyễn", "\"Tí\" Nguyễn"),
            ("Nguyễn \"Tí\"", "Nguyễn \"Tí\""),
            ("\"Tí\" và \"Tèo\"", "\"Tí\" và \"Tèo\""),
            ("\"mở mà không đóng", "\"mở mà không đóng"),
            ("5\" tivi", "5\" tivi"),
        ] {
            let read = list(&format!("a\t{cell}\tx\nb\tHai\n"));
            assert_eq!(read.codes, [code("a", &[text, "x"]), code("b", &["Hai"])], "{cell}");
            let last = list(&format!("b\tHai\na\t{cell}"));
            assert_eq!(last.codes, [code("b", &["Hai"]), code("a", &[text])], "{cell}");
        }
        // Lines are counted as an editor counts them.
        assert_eq!(list("a\t\"hai\ndòng\"\nkhông có tab\nb\tHai").skipped[0].line, 3);
    }

    #[test]
    fn a_list_that_reads_as_one_code_is_doubtful() {
        for (file, doubtful) in [
            ("lk\tLâm Khê\n", false),
            ("lk\tLâm Khê\ntb\tTrần Bình\tx\n", false),
            ("lk\tLâm Khê\x01tb\tTrần Bình", true),
            ("lk\tLâm Khê\tthủ môn tb\tTrần Bình", true),
            ("lk\tLâm Khê\ntb;Trần Bình\n", true),
        ] {
            assert_eq!(list(file).doubtful().is_some(), doubtful, "{file:?}");
        }
    }

    #[test]
    fn a_file_that_is_none_is_refused() {
        for (bytes, told) in [
            (&b"\xFF\xFEs\0m\0t"[..], ErrorCode::TextNotUtf8),
            (b"\xFF\xFE\0\xD8s\0", ErrorCode::TextNotUtf8),
            (b"smt\tS\xF3n", ErrorCode::TextNotUtf8),
            (b"", ErrorCode::TextEmpty),
            (b"// ch\n\n", ErrorCode::TextEmpty),
            (b"one word\n", ErrorCode::TextEmpty),
            (&b"x\ty\n".repeat(MAX_LINES + 1), ErrorCode::CodesTooMany),
        ] {
            assert_eq!(parse(bytes, "ma.txt").unwrap_err().code, told);
        }
        assert_eq!(list(&"x\ty\n".repeat(MAX_LINES)).skipped.len(), MAX_LINES - 1);
    }

    /// The screen goes by the same rules, and reads the same cases.
    #[test]
    fn codes_become_their_texts_and_nothing_else_changes() {
        #[derive(Deserialize)]
        struct Cases {
            codes: BTreeMap<String, Vec<String>>,
            cases: Vec<Case>,
        }
        #[derive(Deserialize)]
        struct Case {
            text: String,
            expanded: String,
            unknown: Vec<String>,
        }
        let Cases { codes, cases } = serde_json::from_str(include_str!("../../../tests/fixtures/codes.json")).unwrap();
        let codes: Vec<_> = codes.into_iter().map(|(code, texts)| Code { code, texts }).collect();
        // A file may hold each of them.
        let file: Vec<_> = codes.iter().map(|code| format!("{}\t{}", code.code, code.texts.join("\t"))).collect();
        assert_eq!(list(&file.join("\n")).codes, codes);
        assert!(!cases.is_empty());
        for Case { text, expanded, unknown } in cases {
            assert_eq!(expand(&text, &codes), Expanded { text: expanded, unknown }, "{text}");
        }
    }

    #[test]
    fn what_is_no_letter_comes_in_with_no_code_and_no_flood_comes_of_few() {
        let read = list("a\tMột\u{1b}[31m \u{202e}hai\nb\u{7}\tBa\nc\t\u{9b}Bốn\n");
        assert_eq!(read.codes, [code("a", &["Một[31m hai"]), code("c", &["Bốn"])]);
        assert_eq!(read.skipped, [CodeLine { line: 2, text: "b\tBa".into() }]);

        let long = "x".repeat(MAX_TEXT_BYTES);
        let read = list(&format!("a\t{long}\nb\t{long}x\n"));
        assert_eq!(read.codes, [code("a", &[&long])]);
        let expanded = expand(&"=a= ".repeat(60_000), &read.codes);
        assert!(expanded.text.len() < MAX_EXPANDED_BYTES + 60_000 * 4 + long.len(), "{}", expanded.text.len());
        assert!(expanded.text.ends_with("=a= "), "the rest stays as it is written");
    }

    proptest! {
        #[test]
        fn a_text_without_known_codes_stays_as_it_is(text in "[a-c=# \u{1ea0}\n]{0,40}") {
            prop_assert_eq!(expand(&text, &[]).text, text);
        }

        #[test]
        fn what_is_between_codes_is_kept(plain in proptest::collection::vec("[^=]{0,8}", 1..6)) {
            // A space on both sides, so that no word touches a code.
            let codes = [code("smt", &["Sơn"])];
            let written = plain.join(" =smt= ");
            prop_assert_eq!(expand(&written, &codes), Expanded { text: plain.join(" Sơn "), unknown: vec![] });
        }

        #[test]
        fn any_bytes_are_read_or_refused_and_what_is_read_can_be_used(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(list) = parse(&bytes, "x") {
                for Code { code, texts } in &list.codes {
                    prop_assert_eq!(&expand(&format!("={code}="), &list.codes).text, &texts[0]);
                }
            }
        }

        #[test]
        fn every_line_is_a_code_or_told_of(lines in proptest::collection::vec("[a-c]{0,2}\t?[a-c]{0,2}", 1..20)) {
            let blank = lines.iter().filter(|line| line.trim().is_empty()).count();
            if let Ok(list) = parse(lines.join("\n").as_bytes(), "x") {
                prop_assert_eq!(list.codes.len() + list.skipped.len() + blank, lines.len());
            }
        }
    }
}
