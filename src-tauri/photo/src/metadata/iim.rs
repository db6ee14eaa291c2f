//! IPTC-IIM: the older standard that many programs still read first. Datasets in a Photoshop resource.

use super::{
    dates,
    table::{Dataset, Row, TABLE},
    tidy,
};
use dateline_base::{FieldValue, PhotoField, PhotoFields, letters, photo::names};
use md5::{Digest, Md5};

const RESOURCE: u16 = 0x0404;
const DIGEST: u16 = 0x0425;
const EXIF_RESOURCE: u16 = 0x0422;
const XMP_RESOURCE: u16 = 0x0424;
/// How a resource begins: Photoshop's own and those of the programs that put theirs among them.
const SIGNATURES: [&[u8; 4]; 5] = [b"8BIM", b"PHUT", b"DCSR", b"AgHg", b"MeSa"];
const MAX_RESOURCES: usize = 1_000;
const TAG: u8 = 0x1C;
/// "What follows is UTF-8", in ISO 2022's words: as everybody writes it, and the standard's three levels of it.
const UTF8: &[u8] = b"\x1B%G";
const UTF8_LEVELS: [&[u8]; 3] = [b"\x1B%/G", b"\x1B%/H", b"\x1B%/I"];
/// ISO 8859-1 as the first, second or third set beside ASCII.
const LATIN1: [&[u8]; 3] = [b"\x1B-A", b"\x1B.A", b"\x1B/A"];
const CHARSET: (u8, u8) = (1, 90);
const RECORD_VERSION: (u8, u8) = (2, 0);
const MAX_DATASETS: usize = 10_000;

/// Photoshop's digest of IIM. It protects nothing: it tells whether two blocks are the same.
pub fn md5(bytes: &[u8]) -> [u8; 16] {
    Md5::digest(bytes).into()
}

/// IIM as a file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub datasets: Vec<u8>,
    /// What they were when a program last wrote XMP too, as Photoshop's digest.
    pub digest: Option<[u8; 16]>,
}

impl Block {
    /// Whether a program that knows no XMP has changed them since: then what they say is newer (MWG 2.0).
    pub fn was_changed(&self) -> bool {
        // A TIFF's tag is of whole numbers, filled up with zeros.
        let filled = self.datasets.iter().rev().take_while(|byte| **byte == 0).count();
        let plain = &self.datasets[..self.datasets.len() - filled];
        self.digest.is_some_and(|digest| {
            digest != [0; 16] && digest != md5(&self.datasets) && (filled > 3 || digest != md5(plain))
        })
    }

    /// Whether they can be read to their end.
    pub fn is_whole(&self) -> bool {
        let (_, rest) = parse(&self.datasets);
        rest.iter().all(|byte| *byte == 0)
    }
}

/// What is read of Photoshop's resources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    pub iim: Option<Block>,
    pub exif: Option<Vec<u8>>,
    pub xmp: Option<Vec<u8>>,
    /// They break off.
    pub is_broken: bool,
}

/// The resources one after the other; a program that put IIM there bare is understood too.
pub fn resources(mut data: &[u8]) -> Resources {
    let mut found = Resources::default();
    if data.starts_with(&[TAG]) {
        found.iim = Some(Block { datasets: data.to_vec(), digest: None });
        return found;
    }
    let mut digest = None;
    for _ in 0..MAX_RESOURCES {
        // Padding that nobody asked for, or that was forgotten.
        let Some(start) = data.windows(4).position(is_signature) else {
            found.is_broken |= data.iter().any(|byte| *byte != 0);
            break;
        };
        let Some((id, content, rest)) = resource(&data[start + 4..]) else {
            found.is_broken = true;
            break;
        };
        match id {
            RESOURCE if found.iim.is_none() => {
                found.iim = Some(Block { datasets: content.to_vec(), digest: None });
            }
            DIGEST => digest = content.first_chunk().copied(),
            EXIF_RESOURCE => found.exif = found.exif.or_else(|| Some(content.to_vec())),
            XMP_RESOURCE => found.xmp = found.xmp.or_else(|| Some(content.to_vec())),
            _ => {}
        }
        data = rest;
    }
    if let Some(iim) = &mut found.iim {
        iim.digest = digest;
    }
    found
}

fn is_signature(bytes: &[u8]) -> bool {
    SIGNATURES.iter().any(|known| bytes == *known)
}

/// Behind a signature: a number, a name, what it holds, and what follows.
fn resource(rest: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let id = u16::from_be_bytes(*rest.first_chunk()?);
    // A name, padded with its length byte to an even size.
    let name = (usize::from(*rest.get(2)?) + 1).next_multiple_of(2);
    let rest = rest.get(2 + name..)?;
    let size = u32::from_be_bytes(*rest.first_chunk()?) as usize;
    Some((id, rest.get(4..size.checked_add(4)?)?, &rest[4 + size..]))
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
    let (datasets, _) = parse(datasets);
    let charset = charset(&datasets);
    let texts = |number: u8| -> Vec<String> {
        let same = datasets.iter().filter(|(id, _)| *id == (2, number));
        same.map(|(_, value)| decoded(value, charset)).collect()
    };

    let mut fields = PhotoFields::default();
    for row in TABLE.iter().filter(|row| !row.iim.is_empty()) {
        let texts = match row.iim {
            [date, time] => {
                vec![format!("{}{}", texts(date.number).concat().trim(), texts(time.number).concat().trim())]
            }
            datasets => datasets.iter().flat_map(|dataset| texts(dataset.number)).collect(),
        };
        let texts = match row.field {
            PhotoField::Subjects => texts.iter().map(|text| subject(text).to_owned()).collect(),
            _ => texts,
        };
        if let Some(value) = tidy::value(row.field, texts) {
            fields.set(row.field, value);
        }
    }
    fields
}

/// The code in a subject reference, which says whose it is and what it is called too: `IPTC:04000000:ECO::`.
fn subject(text: &str) -> &str {
    text.split(':')
        .nth(1)
        .filter(|code| code.len() == 8 && code.bytes().all(|digit| digit.is_ascii_digit()))
        .unwrap_or(text)
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
    let Some(known) = fields.get(row.field) else { return Vec::new() };
    match (row.iim, tidy::again(row.field, known)) {
        ([], _) | (_, None) => Vec::new(),
        ([date, time], Some(FieldValue::Text(text))) => {
            let Some((day, clock)) = dates::to_iim(&text) else { return Vec::new() };
            let both = [(date.number, day), (time.number, clock)];
            both.into_iter().filter(|(_, text)| !text.is_empty()).collect()
        }
        ([first, ..], Some(value)) => {
            let texts = parted(row, value, first.max_bytes);
            let kept = texts.iter().map(|text| (first.number, kept(row.field, text, first.max_bytes)));
            // The first letter may be longer than all that IIM has for it.
            kept.filter(|(_, kept)| !kept.is_empty()).collect()
        }
    }
}

/// The texts that stand in a dataset each: photographers and keywords one by one.
fn parted(row: &Row, value: FieldValue, limit: usize) -> Vec<String> {
    match value {
        FieldValue::Text(text) if row.field == PhotoField::Byline => names(&text)
            .flat_map(|name| match name.len() > limit {
                // Too long for one: more than one name, by the look of it.
                true => name.split(", ").map(str::to_owned).collect(),
                false => vec![name.to_owned()],
            })
            .collect(),
        FieldValue::Text(text) => vec![text],
        FieldValue::List(items) if row.field == PhotoField::Subjects => {
            let is_code = |item: &String| item.len() == 8 && item.bytes().all(|digit| digit.is_ascii_digit());
            items.into_iter().filter(is_code).map(|code| format!("IPTC:{code}:::")).collect()
        }
        FieldValue::List(items) => items,
    }
}

/// As much of a text as IIM has room for. Half a name is another name, so a name is cut between its words.
fn kept(field: PhotoField, text: &str, limit: usize) -> String {
    if text.len() <= limit {
        return text.to_owned();
    }
    // Cut, it might begin a direction that nothing ends.
    let text = text.replace(letters::turns, "");
    let kept = tidy::cut(&text, limit);
    let between = kept.rfind(' ').filter(|_| field == PhotoField::Byline && kept.len() < text.len());
    match between.filter(|at| !text[kept.len()..].starts_with(' ') && *at > 0) {
        Some(at) => kept[..at].trim_end().to_owned(),
        None => kept.to_owned(),
    }
}

/// The texts of `fields` that [`write`] cuts, with the bytes that IIM has for each.
pub fn cut_in_iim(fields: &PhotoFields) -> Vec<(PhotoField, usize)> {
    let cut = |row: &Row| {
        let [Dataset { max_bytes, .. }] = row.iim else { return None };
        let texts = parted(row, tidy::again(row.field, fields.get(row.field)?)?, *max_bytes);
        texts.iter().any(|text| text.len() > *max_bytes).then_some((row.field, *max_bytes))
    };
    TABLE.iter().filter(|row| row.goes_out).filter_map(cut).collect()
}

/// Whether IIM says what XMP says as far as it has room for it.
pub fn is_cut_of(row: &Row, iim: &FieldValue, xmp: &FieldValue) -> bool {
    let [Dataset { max_bytes, .. }] = row.iim else { return false };
    // A letter of four bytes may not have fitted, nor a space before it.
    let cut = |short: &str, long: &str| short == long || long.starts_with(short) && short.len() + 8 > *max_bytes;
    match (iim, xmp) {
        (FieldValue::List(short), FieldValue::List(long)) => {
            short.len() == long.len() && short.iter().zip(long).all(|(short, long)| cut(short, long))
        }
        (FieldValue::Text(short), FieldValue::Text(long)) if row.field == PhotoField::Byline => {
            let (short, long): (Vec<_>, Vec<_>) = (names(short).collect(), names(long).collect());
            short.len() == long.len() && short.iter().zip(long).all(|(short, long)| cut(short, long))
        }
        (FieldValue::Text(short), FieldValue::Text(long)) => cut(short, long),
        _ => false,
    }
}

fn push(out: &mut Vec<u8>, (record, number): (u8, u8), value: &[u8]) {
    out.extend([TAG, record, number]);
    out.extend((value.len() as u16).to_be_bytes());
    out.extend(value);
}

/// A dataset's record and number, and what it holds.
type Told<'a> = ((u8, u8), &'a [u8]);

/// The datasets as far as they can be read, and what can't.
fn parse(mut data: &[u8]) -> (Vec<Told<'_>>, &[u8]) {
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
    (datasets, data)
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
fn charset(datasets: &[Told]) -> Charset {
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
        _ if charset == Charset::Latin1 => windows(bytes),
        Ok(text) => text.to_owned(),
        Err(_) if charset == Charset::Utf8 => cut_clean(bytes),
        // Cut in the middle of a letter by a program that counted bytes; letters before it show that it is UTF-8.
        Err(error) if error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii() => cut_clean(bytes),
        Err(_) => windows(bytes),
    }
}

fn cut_clean(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches('\u{FFFD}').to_owned()
}

/// Latin-1 as Windows writes it.
pub fn windows(bytes: &[u8]) -> String {
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
        assert_eq!(read(&datasets).text(PhotoField::Byline), "Lê Mẫu; Trần Mẫu");
    }

    #[test]
    fn photographers_go_out_one_by_one_and_no_name_is_cut_in_its_middle() {
        for (byline, written) in [
            ("Nguyễn Thị Ánh Tuyết; Trần Văn Bình", &["Nguyễn Thị Ánh Tuyết", "Trần Văn Bình"][..]),
            ("Nguyễn Thị Ánh Tuyết, Trần Văn Bình", &["Nguyễn Thị Ánh Tuyết", "Trần Văn Bình"]),
            ("Lê Mẫu, Trần Mẫu", &["Lê Mẫu, Trần Mẫu"]),
            ("Martin Luther King, Jr.; Lê Mẫu", &["Martin Luther King, Jr.", "Lê Mẫu"]),
            ("Công Tằng Tôn Nữ Ngọc Huyền Trân", &["Công Tằng Tôn Nữ Ngọc"]),
            (&"x".repeat(40), &["x".repeat(32).as_str()]),
        ] {
            let mut fields = PhotoFields::default();
            fields.set(PhotoField::Byline, byline);
            let datasets = write(&fields);
            let (datasets, _) = parse(&datasets);
            let found: Vec<_> = datasets
                .iter()
                .filter(|(id, _)| *id == (2, 80))
                .map(|(_, name)| String::from_utf8_lossy(name))
                .collect();
            assert_eq!(found, written, "{byline}");
            let is_cut = written.iter().map(|name| name.len()).sum::<usize>() + 2 * written.len() < byline.len();
            assert_eq!(!cut_in_iim(&fields).is_empty(), is_cut, "{byline}");
        }
    }

    #[test]
    fn what_was_changed_by_a_program_that_knows_no_xmp_is_seen() {
        let datasets = dataset(120, "Chú thích".as_bytes());
        let block = |digest| Block { datasets: datasets.clone(), digest };
        assert!(!block(None).was_changed());
        assert!(!block(Some(md5(&datasets))).was_changed());
        assert!(!block(Some([0; 16])).was_changed(), "a program that left it blank");
        assert!(block(Some([7; 16])).was_changed());
        let filled = Block { datasets: [&datasets[..], &[0, 0]].concat(), digest: Some(md5(&datasets)) };
        assert!(!filled.was_changed(), "a TIFF's tag");
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
    fn iim_is_found_among_whatever_stands_with_it() {
        let named = |signature: &[u8], id: u16, name: &[u8], content: &[u8]| {
            let name = [&[name.len() as u8], name, &[0][..1 - name.len() % 2]].concat();
            let size = (content.len() as u32).to_be_bytes();
            [signature, &id.to_be_bytes(), &name, &size, content].concat()
        };
        let plain = |id: u16, content: &[u8]| named(b"8BIM", id, b"", content);
        let ours = dataset(105, b"Tit");
        let iim = plain(RESOURCE, &ours);
        for (what, resources_of, digest, is_broken) in [
            ("alone", iim.clone(), None, false),
            ("behind another", [plain(0x03ED, &[0; 16]), iim.clone()].concat(), None, false),
            ("behind one with a name", [named(b"8BIM", 0x0BB7, b"ten", b"xyz\0"), iim.clone()].concat(), None, false),
            ("behind another program's", [named(b"MeSa", 0x1771, b"", &[1; 8]), iim.clone()].concat(), None, false),
            ("behind a third program's", [named(b"AgHg", 0x1771, b"", &[1; 8]), iim.clone()].concat(), None, false),
            ("with its digest", [iim.clone(), plain(DIGEST, &[5; 16])].concat(), Some([5; 16]), false),
            ("with its digest before it", [plain(DIGEST, &[5; 16]), iim.clone()].concat(), Some([5; 16]), false),
            ("behind padding", [vec![0, 0, 0], iim.clone()].concat(), None, false),
            ("where padding was forgotten", [plain(0x03ED, b"abc"), iim.clone()].concat(), None, false),
            ("before what breaks off", [iim.clone(), b"8BIM\x04\x0C\0\0\0\0\xFF\xFF".to_vec()].concat(), None, true),
            ("bare", ours.clone(), None, false),
        ] {
            let found = resources(&resources_of);
            let expected = Block { datasets: ours.clone(), digest };
            assert_eq!((found.iim, found.is_broken), (Some(expected), is_broken), "{what}");
        }
        assert!(resources(b"8BIM\x04\x04\0\0\xFF\xFF\xFF\xFF").is_broken);
        assert_eq!(resources(b""), Resources::default());
    }
}
