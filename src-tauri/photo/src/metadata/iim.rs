//! IPTC-IIM: the older standard that many programs still read first. Datasets in a Photoshop resource.

use super::{
    dates,
    table::{Row, TABLE},
    tidy,
};
use dateline_base::{FieldKind, FieldValue, PhotoField, PhotoFields, letters};

const RESOURCE: u16 = 0x0404;
const TAG: u8 = 0x1C;
/// "What follows is UTF-8", in ISO 2022's words: as everybody writes it, and the standard's three levels of it.
const UTF8: &[u8] = b"\x1B%G";
const UTF8_LEVELS: [&[u8]; 3] = [b"\x1B%/G", b"\x1B%/H", b"\x1B%/I"];
/// ISO 8859-1 as the first, second or third set beside ASCII.
const LATIN1: [&[u8]; 3] = [b"\x1B-A", b"\x1B.A", b"\x1B/A"];
const CHARSET: (u8, u8) = (1, 90);
const RECORD_VERSION: (u8, u8) = (2, 0);
const MAX_DATASETS: usize = 10_000;

/// The IIM datasets among Photoshop's resources.
pub fn resource(mut resources: &[u8]) -> Option<Vec<u8>> {
    loop {
        let rest = resources.strip_prefix(b"8BIM")?;
        let id = u16::from_be_bytes(*rest.first_chunk()?);
        // A name, padded with its length byte to an even size.
        let name = (usize::from(*rest.get(2)?) + 1).next_multiple_of(2);
        let rest = rest.get(2 + name..)?;
        let size = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let data = rest.get(4..size.checked_add(4)?)?;
        if id == RESOURCE {
            return Some(data.to_vec());
        }
        resources = rest.get((4 + size).next_multiple_of(2)..)?;
    }
}

/// Photoshop's resources with `datasets` as the only one.
pub fn in_resource(datasets: &[u8]) -> Vec<u8> {
    let mut out = b"8BIM".to_vec();
    out.extend(RESOURCE.to_be_bytes());
    out.extend([0, 0]);
    out.extend((datasets.len() as u32).to_be_bytes());
    out.extend(datasets);
    if datasets.len() % 2 == 1 {
        out.push(0);
    }
    out
}

/// EXIF, which is a TIFF, with `datasets` as its only tag.
pub fn in_tiff(datasets: &[u8]) -> Vec<u8> {
    const TAG: u16 = 0x83BB;
    const UNDEFINED: u16 = 7;
    const START: u32 = 8;
    const LENGTH: u32 = 2 + 12 + 4;
    let mut out = b"II*\0".to_vec();
    out.extend(START.to_le_bytes());
    out.extend(1u16.to_le_bytes());
    out.extend(TAG.to_le_bytes());
    out.extend(UNDEFINED.to_le_bytes());
    out.extend((datasets.len() as u32).to_le_bytes());
    out.extend((START + LENGTH).to_le_bytes());
    // No further directory.
    out.extend(0u32.to_le_bytes());
    out.extend(datasets);
    out
}

pub fn read(datasets: &[u8]) -> PhotoFields {
    let datasets = parse(datasets);
    let charset = charset(&datasets);
    let texts = |number: u8| -> Vec<String> {
        let same = datasets.iter().filter(|(id, _)| *id == (2, number));
        same.map(|(_, value)| decoded(value, charset)).collect()
    };

    let mut fields = PhotoFields::default();
    for row in &TABLE {
        let texts = match (row.field.kind(), row.iim) {
            (FieldKind::Date, [date, time]) => {
                let (date, time) = (texts(date.number).concat(), texts(time.number).concat());
                dates::from_iim(date.trim(), time.trim()).into_iter().collect()
            }
            (_, datasets) => datasets.iter().flat_map(|dataset| texts(dataset.number)).collect(),
        };
        if let Some(value) = tidy::value(row.field.kind(), texts) {
            fields.set(row.field, value);
        }
    }
    fields
}

/// The datasets for `fields`, each cut at the standard's limit; empty where IIM has no place for any of them.
pub fn write(fields: &PhotoFields) -> Vec<u8> {
    let mut written: Vec<(u8, String)> = Vec::new();
    for row in TABLE.iter().filter(|row| row.goes_out) {
        written.extend(datasets_of(row, fields));
    }
    if written.is_empty() {
        return Vec::new();
    }
    written.sort_by_key(|(number, _)| *number);

    let mut out = Vec::new();
    push(&mut out, CHARSET, UTF8);
    push(&mut out, RECORD_VERSION, &4u16.to_be_bytes());
    for (number, text) in written {
        push(&mut out, (2, number), text.as_bytes());
    }
    out
}

fn datasets_of(row: &Row, fields: &PhotoFields) -> Vec<(u8, String)> {
    let Some(FieldValue::Text(text)) = fields.get(row.field) else { return Vec::new() };
    match (row.field.kind(), row.iim) {
        (_, []) => Vec::new(),
        (FieldKind::Date, [date, time]) => {
            let Some((day, clock)) = dates::to_iim(text) else { return Vec::new() };
            let both = [(date.number, day), (time.number, clock)];
            both.into_iter().filter(|(_, text)| !text.is_empty()).collect()
        }
        (kind, [first, ..]) => match tidy::value(kind, vec![text.clone()]) {
            Some(FieldValue::Text(text)) => {
                // Cut, it might begin a direction that nothing ends.
                let text = if text.len() > first.max_bytes { text.replace(letters::turns, "") } else { text };
                let kept = tidy::cut(&text, first.max_bytes).to_owned();
                // The first letter may be longer than all that IIM has for it.
                Some((first.number, kept)).filter(|(_, kept)| !kept.is_empty()).into_iter().collect()
            }
            _ => Vec::new(),
        },
    }
}

/// The texts of `fields` that [`write`] cuts, with the bytes that IIM has for each.
pub fn cut_in_iim(fields: &PhotoFields) -> Vec<(PhotoField, usize)> {
    let cut = |row: &Row| {
        let limit = row.iim.first()?.max_bytes;
        match tidy::value(row.field.kind(), vec![fields.text(row.field).to_owned()])? {
            FieldValue::Text(text) if row.field.kind() != FieldKind::Date && text.len() > limit => {
                Some((row.field, limit))
            }
            _ => None,
        }
    };
    TABLE.iter().filter_map(cut).collect()
}

fn push(out: &mut Vec<u8>, (record, number): (u8, u8), value: &[u8]) {
    out.extend([TAG, record, number]);
    out.extend((value.len() as u16).to_be_bytes());
    out.extend(value);
}

/// As far as the datasets can be read.
fn parse(mut data: &[u8]) -> Vec<((u8, u8), &[u8])> {
    let mut datasets = Vec::new();
    while let [TAG, record, number, high, low, rest @ ..] = data {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // A set top bit means that so many bytes of length follow.
        let (length, rest) = if length & 0x8000 == 0 {
            (length, rest)
        } else {
            let width = length & 0x7FFF;
            let Some((bytes, rest)) = rest.split_at_checked(width).filter(|_| width <= 4) else { break };
            (bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
        };
        let Some((value, rest)) = rest.split_at_checked(length) else { break };
        datasets.push(((*record, *number), value));
        if datasets.len() > MAX_DATASETS {
            break;
        }
        data = rest;
    }
    datasets
}

/// Windows-1252's letters for 0x80 to 0x9F, where Latin-1 has control characters that nobody meant.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

/// What the bytes of texts are said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    Unsaid,
    Utf8,
    Latin1,
}

/// Programs leave sets of their own beside the one that they mean, so it may stand anywhere in the value.
fn charset(datasets: &[((u8, u8), &[u8])]) -> Charset {
    let Some((_, told)) = datasets.iter().find(|(id, _)| *id == CHARSET) else { return Charset::Unsaid };
    let tells = |escape: &[u8]| told.windows(escape.len()).any(|window| window == escape);
    if tells(UTF8) || UTF8_LEVELS.into_iter().any(tells) {
        Charset::Utf8
    } else if LATIN1.into_iter().any(tells) {
        Charset::Latin1
    } else {
        Charset::Unsaid
    }
}

/// What it is said to be; where nothing is said, UTF-8 where it can be nothing else, and Latin-1 where not.
pub fn decoded(bytes: &[u8], charset: Charset) -> String {
    match std::str::from_utf8(bytes) {
        _ if charset == Charset::Latin1 => latin1(bytes),
        Ok(text) => text.to_owned(),
        Err(_) if charset == Charset::Utf8 => cut_clean(bytes),
        // Cut in the middle of a letter by a program that counted bytes; letters before it show that it is UTF-8.
        Err(error) if error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii() => cut_clean(bytes),
        Err(_) => latin1(bytes),
    }
}

fn cut_clean(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches('\u{FFFD}').to_owned()
}

/// As Windows writes it.
fn latin1(bytes: &[u8]) -> String {
    let letter = |byte: &u8| match byte {
        0x80..=0x9F => WINDOWS.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{FFFD}'),
        _ => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn dataset(number: u8, value: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        push(&mut out, (2, number), value);
        out
    }

    #[test]
    fn both_charsets_are_read() {
        let marked = |escape: &[u8], value: &[u8]| {
            let mut out = Vec::new();
            push(&mut out, CHARSET, escape);
            [out, dataset(120, value)].concat()
        };
        for (what, datasets, caption) in [
            ("UTF-8 with its marker", marked(UTF8, "Đại biểu".as_bytes()), "Đại biểu"),
            ("UTF-8 with the standard's marker", marked(b"\x1B%/I", "Đại biểu".as_bytes()), "Đại biểu"),
            ("UTF-8 among others", marked(b"\x1B(B\x1B%G", "Đại biểu".as_bytes()), "Đại biểu"),
            // These bytes would be UTF-8 too.
            ("Latin-1 that is said to be so", marked(b"\x1B.A", b"\xC3\x89t\xE9"), "Ã\u{2030}té"),
            ("a set that nobody knows", marked(b"\x1B-Z", "Đại biểu".as_bytes()), "Đại biểu"),
            ("UTF-8 without", dataset(120, "Đại biểu".as_bytes()), "Đại biểu"),
            ("Latin-1", dataset(120, b"Caf\xE9"), "Café"),
            ("Windows", dataset(120, b"\x93Caf\xE9\x94 \x96 5 \x80"), "“Café” – 5 €"),
        ] {
            assert_eq!(read(&datasets).text(PhotoField::Caption), caption, "{what}");
        }
    }

    #[test]
    fn a_text_that_another_program_cut_inside_a_letter_is_read_up_to_it() {
        let unmarked = dataset(120, &"Hội nghị".as_bytes()[.."Hội nghị".len() - 1]);
        let mut marked = Vec::new();
        push(&mut marked, CHARSET, UTF8);
        marked.extend(&unmarked);
        assert_eq!(read(&marked).text(PhotoField::Caption), "Hội ngh");
        assert_eq!(read(&unmarked).text(PhotoField::Caption), "Hội ngh");
    }

    #[test]
    fn a_long_caption_is_cut_on_a_letter() {
        let mut fields = PhotoFields::default();
        fields.set(PhotoField::Caption, "ế".repeat(1000));
        fields.set(PhotoField::Credit, "Báo Điện tử Cộng đồng miền Trung");
        let read = read(&write(&fields));
        // 2000 bytes and 32 bytes; "ế" takes three.
        assert_eq!(read.text(PhotoField::Caption), "ế".repeat(666));
        assert_eq!(read.text(PhotoField::Credit), "Báo Điện tử Cộng đồng");
    }

    #[test]
    fn what_is_cut_is_told_and_nothing_else() {
        let mut fields = PhotoFields::default();
        for (field, text) in [
            (PhotoField::Caption, "ế".repeat(1000)),
            (PhotoField::Credit, "x".repeat(32)),
            (PhotoField::Byline, format!("  {}  ", "x".repeat(32))),
            (PhotoField::Source, "x".repeat(33)),
            (PhotoField::AltText, "x".repeat(9000)),
        ] {
            fields.set(field, text);
        }
        let cut = cut_in_iim(&fields);
        assert_eq!(cut, [(PhotoField::Caption, 2000), (PhotoField::Source, 32)]);
        let read = read(&write(&fields));
        for field in PhotoField::ALL {
            let shorter = read.text(*field).len() < fields.text(*field).trim().len() && !read.text(*field).is_empty();
            assert_eq!(shorter, cut.iter().any(|(cut, _)| cut == field), "{}", field.name());
        }
    }

    #[test]
    fn several_photographers_are_read_as_one_line() {
        let datasets = [dataset(80, "Lê Mẫu".as_bytes()), dataset(80, "Trần Mẫu".as_bytes())].concat();
        assert_eq!(read(&datasets).text(PhotoField::Byline), "Lê Mẫu, Trần Mẫu");
    }

    #[test]
    fn broken_datasets_are_read_as_far_as_they_go() {
        let good = dataset(105, "Tít".as_bytes());
        for tail in [&[TAG, 2, 120, 0, 50, b'x'][..], &[TAG, 2, 120, 0xFF, 0xFF], &[TAG, 2], &[0; 40], &[TAG; 40]] {
            let datasets = [&good[..], tail].concat();
            assert_eq!(read(&datasets).text(PhotoField::Headline), "Tít", "{tail:?}");
        }
    }

    #[test]
    fn the_resource_is_found_among_others() {
        let digest = [b"8BIM\x04\x25\x03abc\0\0\0\x03xyz\0".as_slice(), &in_resource(b"datasets")].concat();
        assert_eq!(resource(&digest).unwrap(), b"datasets");
        assert_eq!(resource(b"8BIM\x04\x04\0\0\xFF\xFF\xFF\xFF"), None);
        assert_eq!(resource(b""), None);
    }
}
