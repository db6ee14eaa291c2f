//! From the bytes of a text file to lines that can be read: decoded, composed (NFC), and with the whitespace
//! of copied web pages mended. Words and the slips in them stay as found.

use std::{collections::BTreeSet, path::Path};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Leftover;
use crate::{Error, ErrorCode, Letters, Result, letters, limits::TEXT_LINES, recognise};

pub use crate::limits::TEXT_FILE_BYTES as MAX_TEXT_BYTES;

/// A file's text, whatever letters it was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub text: String,
    /// The old letters that it was in. None where it was Unicode, and stays as it was.
    pub letters: Option<Letters>,
    /// Whether it can be taken as it was instead.
    pub is_unicode: bool,
}

/// Reads Unicode, and the letters from before it: those that somebody says, or else those that it shows itself to be in.
/// It is converted as a whole, before a line of it is cleaned: among those letters are such as no text of today needs.
pub fn decode_any(bytes: &[u8], path: &Path, said: Option<Letters>) -> Result<Read> {
    let unicode = match (said, decode(bytes, path)) {
        (Some(Letters::Utf8), text) => return Ok(Read { text: text?, letters: None, is_unicode: true }),
        (_, Ok(text)) => Some(text),
        (_, Err(error)) if error.code == ErrorCode::TextNotUtf8 && !bytes.contains(&0) && !is_utf16(bytes) => None,
        (_, Err(error)) => return Err(error),
    };
    let is_unicode = unicode.is_some();
    let read = match (&unicode, said) {
        (Some(text), Some(letters)) => {
            Some(recognise::Recognised { letters, text: recognise::converted(text, letters) })
        }
        (Some(text), None) => recognise::recognised(text),
        (None, Some(letters)) => letters.decode_bytes(bytes).map(|text| recognise::Recognised { letters, text }),
        (None, None) => recognise::recognised_bytes(bytes),
    };
    match (read, unicode) {
        (Some(read), _) => {
            check_lines(&read.text, path)?;
            Ok(Read { text: read.text, letters: Some(read.letters), is_unicode })
        }
        (None, Some(text)) => Ok(Read { text, letters: None, is_unicode }),
        (None, None) => Err(decode(bytes, path).err().unwrap_or_else(|| Error::new(ErrorCode::TextEmpty).at(path))),
    }
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

/// Reads UTF-8, with or without its mark, and UTF-16 with its mark (what Windows calls "Unicode").
pub fn decode(bytes: &[u8], path: &Path) -> Result<String> {
    if bytes.len() > MAX_TEXT_BYTES {
        let megabytes = |bytes: usize| format!("{} MB", bytes.div_ceil(1024 * 1024));
        return Err(Error::new(ErrorCode::FileTooLarge)
            .at(path)
            .with("size", megabytes(bytes.len()))
            .with("limit", megabytes(MAX_TEXT_BYTES)));
    }
    let not_text = |offset: usize| Error::new(ErrorCode::TextNotUtf8).at(path).with("offset", offset);
    let text = match bytes {
        [0xff, 0xfe, units @ ..] => utf16(units, u16::from_le_bytes).map_err(not_text)?,
        [0xfe, 0xff, units @ ..] => utf16(units, u16::from_be_bytes).map_err(not_text)?,
        _ => {
            let text = std::str::from_utf8(bytes).map_err(|error| not_text(error.valid_up_to()).caused_by(error))?;
            // A zero byte is valid UTF-8, but no text holds one.
            if let Some(offset) = text.bytes().position(|byte| byte == 0) {
                return Err(not_text(offset));
            }
            text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()
        }
    };
    if text.chars().all(|letter| is_space(letter) || is_invisible(letter)) {
        return Err(Error::new(ErrorCode::TextEmpty).at(path));
    }
    check_lines(&text, path)?;
    Ok(text)
}

/// Before anything is made of them.
fn check_lines(text: &str, path: &Path) -> Result<()> {
    let lines = 1 + text.chars().filter(|letter| BREAKS.contains(letter)).count();
    TEXT_LINES.check(lines).map_err(|error| error.at(path))
}

/// The text of the units after the mark, or the byte offset in the file of the first that does not fit.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, usize> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    // The mark took two bytes.
    let mut offset = 2;
    for letter in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match letter {
            Ok(letter) if letter != '\0' => {
                text.push(letter);
                offset += 2 * letter.len_utf16();
            }
            _ => return Err(offset),
        }
    }
    if odd.is_empty() { Ok(text) } else { Err(offset) }
}

/// A line with something on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1, where it begins in the file.
    pub number: u32,
    pub text: String,
    /// Whether an empty line, or the start of the text, is before it.
    pub apart: bool,
}

/// What begins a line, in an editor or in a word processor.
const BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The lines that hold something, and what was found in them that no text may hold: each kind once a line.
///
/// Mended: composed to NFC; whitespace at the ends gone; every space within a line a plain one (two in a row
/// stay two); invisible characters of web pages gone (zero-width space, soft hyphen, stray byte-order mark); directions
/// that are begun ended in their line.
pub fn lines(text: &str) -> (Vec<Line>, Vec<Leftover>) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut lines, mut unfit) = (Vec::new(), Vec::new());
    let mut apart = true;
    for (number, source) in (1u32..).zip(text.split('\n')) {
        // What word processors break lines with does not count as a line in an editor.
        for piece in source.split(['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
            leave(piece, number, &mut unfit);
            // Marks without number on one letter go before they are put in order, which takes its time.
            let fit = letters::fit(piece);
            let visible = fit.chars().filter(|letter| !is_invisible(*letter));
            let mended: String = visible.map(|letter| if is_space(letter) { ' ' } else { letter }).nfc().collect();
            let mended = mended.trim();
            if mended.is_empty() {
                apart = true;
            } else {
                lines.push(Line { number, text: mended.to_owned(), apart });
                apart = false;
            }
        }
    }
    (lines, unfit)
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace()
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Tells of what is unfit in a line, and of the first mark too many.
fn leave(line: &str, number: u32, unfit: &mut Vec<Leftover>) {
    let mut seen = BTreeSet::new();
    let mut marks = 0;
    for letter in line.chars() {
        marks = if is_combining_mark(letter) { marks + 1 } else { 0 };
        if (letters::is_unfit(letter) || marks > letters::MAX_MARKS) && seen.insert(letter) {
            unfit.push(Leftover { line: number, text: format!("U+{:04X}", u32::from(letter)) });
        }
    }
}

/// Joins paragraphs that were broken at a fixed width, as old mail programs do. `begins` tells of a line whether
/// it begins something of its own (a list item, a caption, a date), and so is never joined to the one before.
///
/// A line is taken as broken for width when the next line's first word would not have fitted on it. That has to
/// hold for most neighbours in the text, and most of them have to stop in mid-sentence; else nothing is joined.
pub fn unwrap(lines: Vec<Line>, begins: impl Fn(&str) -> bool) -> Vec<Line> {
    /// Wider than any such text; narrower lines are verse or headlines.
    const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

    let length = |text: &str| text.chars().count();
    let width = lines.iter().map(|line| length(&line.text)).max().unwrap_or(0);
    if !WIDTHS.contains(&width) {
        return lines;
    }
    // Of each line but the first: whether it may go on from the one before, and whether it had to.
    let may: Vec<bool> = lines.iter().skip(1).map(|next| !next.apart && !begins(&next.text)).collect();
    let pairs = || lines.iter().zip(lines.iter().skip(1)).zip(&may).map(|((line, next), may)| (line, next, *may));
    let full =
        |line: &Line, next: &Line| length(&line.text) + 1 + next.text.split(' ').next().map_or(0, length) > width;
    let joins: Vec<bool> = pairs().map(|(line, next, may)| may && full(line, next)).collect();
    let neighbours = may.iter().filter(|may| **may).count();
    let broken = joins.iter().filter(|join| **join).count();
    let mid_sentence = pairs().filter(|(line, _, may)| *may && !ends_sentence(&line.text)).count();
    if neighbours < 2 || broken * 3 < neighbours * 2 || mid_sentence * 2 < neighbours {
        return lines;
    }

    let mut joined: Vec<Line> = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        match joined.last_mut() {
            Some(paragraph) if at > 0 && joins[at - 1] => {
                paragraph.text.push(' ');
                paragraph.text.push_str(&line.text);
            }
            _ => joined.push(line),
        }
    }
    joined
}

/// Whether a line stops where a sentence does.
pub fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\'', ')', '»', ']']).ends_with(['.', '!', '?', '…', ':', ';'])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn utf16_bytes(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(unit).collect()
    }

    #[test]
    fn texts_with_and_without_a_mark_are_decoded() {
        let text = "Đường về 🙂";
        let with_mark = format!("\u{feff}{text}").into_bytes();
        for bytes in [
            text.as_bytes().to_vec(),
            with_mark,
            utf16_bytes(text, u16::to_le_bytes),
            utf16_bytes(text, u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes, Path::new("a.txt")).unwrap(), text);
        }
    }

    #[test]
    fn what_is_no_text_is_told_with_its_place() {
        // "Đ" in TCVN3 and VNI, a picture, a zero byte, half a UTF-16 unit, a lone surrogate.
        for (bytes, offset) in [
            (&b"Tin \xa7ang"[..], "4"),
            (b"\xff\xd8\xff\xe0", "0"),
            (b"abc\0def", "3"),
            (b"\xff\xfeA\0B", "4"),
            (b"\xff\xfeA\0\0\xd8B\0", "4"),
            (b"\xff\xfe\0\0A\0\0\0", "2"),
        ] {
            let error = decode(bytes, Path::new("tin.txt")).unwrap_err();
            assert_eq!((error.code, error.params["offset"].as_str()), (ErrorCode::TextNotUtf8, offset), "{bytes:?}");
            assert_eq!(error.params["path"], "tin.txt");
        }
    }

    #[test]
    fn old_letters_are_read_by_themselves_or_as_somebody_says() {
        let read = |bytes: &[u8], said| {
            let read = decode_any(bytes, Path::new("a.txt"), said);
            read.map(|read| (read.text, read.letters, read.is_unicode)).map_err(|error| error.code)
        };
        let old = "§µ N½ng: «ng T\u{ad} ®ãng ghe";
        let text = "Đà Nẵng: ông Tư đóng ghe";
        let bytes: Vec<u8> = old.chars().map(|letter| letter as u8).collect();
        assert_eq!(read(old.as_bytes(), None), Ok((text.into(), Some(Letters::Tcvn3), true)));
        assert_eq!(read(&bytes, None), Ok((text.into(), Some(Letters::Tcvn3), false)));
        assert_eq!(read(&utf16_bytes(old, u16::to_le_bytes), None), Ok((text.into(), Some(Letters::Tcvn3), true)));
        // As somebody says, who may be wrong.
        assert_eq!(read(old.as_bytes(), Some(Letters::Utf8)), Ok((old.into(), None, true)));
        assert_eq!(read(b"Tin \xa7ang", Some(Letters::Tcvn3)), Ok(("Tin Đang".into(), Some(Letters::Tcvn3), false)));
        assert_eq!(
            read(b"Hu\xea\xec", Some(Letters::Windows1258)),
            Ok(("Huế".into(), Some(Letters::Windows1258), false))
        );
        assert_eq!(read(&bytes, Some(Letters::Utf8)), Err(ErrorCode::TextNotUtf8));
        // What is none of them is refused as it was.
        assert_eq!(read(b"Tin \xa7ang", None), Err(ErrorCode::TextNotUtf8));
        assert_eq!(read(b"\xff\xd8\xff\xe0\0\x10JFIF", Some(Letters::Tcvn3)), Err(ErrorCode::TextNotUtf8));
        assert_eq!(read(b"abc\0def", Some(Letters::Vni)), Err(ErrorCode::TextNotUtf8));
        assert_eq!(read(b" \n", Some(Letters::Vni)), Err(ErrorCode::TextEmpty));
        assert_eq!(read("Thợ đóng ghe".as_bytes(), None), Ok(("Thợ đóng ghe".into(), None, true)));
    }

    #[test]
    fn an_empty_text_and_one_without_end_are_refused() {
        for bytes in ["", "\u{feff}", " \n\u{a0}\u{200b}\t\r\n"] {
            assert_eq!(decode(bytes.as_bytes(), Path::new("a")).unwrap_err().code, ErrorCode::TextEmpty);
        }
        let error = decode(&vec![b'a'; MAX_TEXT_BYTES + 1], Path::new("a")).unwrap_err();
        assert_eq!(error.code, ErrorCode::FileTooLarge);
        assert_eq!((error.params["size"].as_str(), error.params["limit"].as_str()), ("9 MB", "8 MB"));
    }

    fn line(number: u32, text: &str, apart: bool) -> Line {
        Line { number, text: text.into(), apart }
    }

    #[test]
    fn whitespace_is_mended_and_words_are_not() {
        let (lines, controls) = lines(
            "  Một\u{a0}hai \r\n\u{a0}\u{a0}\nvẫncòn  nha\u{300}\u{200b}\rTab\tở đây\u{2028}dòng mềm\n\u{feff}\n\n\ncuối",
        );
        assert_eq!(
            lines,
            [
                line(1, "Một hai", true),
                line(3, "vẫncòn  nhà", true),
                line(4, "Tab ở đây", false),
                line(4, "dòng mềm", false),
                line(8, "cuối", true),
            ]
        );
        assert_eq!(controls, []);
    }

    #[test]
    fn a_control_character_is_reported() {
        let (lines, controls) = lines("Một\n ha\u{8}i \u{8}\u{1a}\u{ffff}");
        assert_eq!(lines, [line(1, "Một", true), line(2, "hai", false)]);
        let told: Vec<_> = controls.iter().map(|leftover| (leftover.line, leftover.text.as_str())).collect();
        assert_eq!(told, [(2, "U+0008"), (2, "U+001A"), (2, "U+FFFF")]);
    }

    #[test]
    fn a_text_broken_at_a_width_is_joined() {
        let source = "Chợ nổi tan sớm\n\nNgười bán hàng cho biết mỗi sáng có chừng bốn\nmươi ghe về họp, đông nhất là những ngày giáp\nTết, khi hoa và dưa về đầy bến sông.\n- một mục\nNgày thường thì vắng hơn, có hôm chưa đến mười\nlăm ghe.";
        let (lines, _) = lines(source);
        let texts: Vec<String> =
            unwrap(lines, |text| text.starts_with('-')).into_iter().map(|line| line.text).collect();
        assert_eq!(
            texts,
            [
                "Chợ nổi tan sớm",
                "Người bán hàng cho biết mỗi sáng có chừng bốn mươi ghe về họp, đông nhất là những ngày giáp Tết, khi hoa và dưa về đầy bến sông.",
                "- một mục",
                "Ngày thường thì vắng hơn, có hôm chưa đến mười lăm ghe.",
            ]
        );
    }

    #[test]
    fn short_paragraphs_verse_and_long_lines_are_not_joined() {
        for source in [
            "Tít\nĐoạn một ngắn.\nĐoạn hai cũng ngắn.\nĐoạn ba dài hơn một chút, nhưng vẫn là một đoạn.",
            "Gió đưa cành trúc la đà\nTiếng chuông Trấn Vũ, canh gà Thọ Xương\nMịt mù khói tỏa ngàn sương\nNhịp chày Yên Thái, mặt gương Tây Hồ",
            "Mỗi dòng là một đoạn và kết thúc bằng dấu chấm, dài gần bằng nhau.\nMỗi dòng là một đoạn và kết thúc bằng dấu chấm, dài gần bằng nhau.\nMỗi dòng là một đoạn và kết thúc bằng dấu chấm, dài gần bằng nhau.",
        ] {
            let (lines, _) = lines(source);
            assert_eq!(unwrap(lines.clone(), |_| false), lines);
        }
    }
}
