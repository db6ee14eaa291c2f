//! Other programs' texts, made fit for a field of ours.

use unicode_segmentation::UnicodeSegmentation;

use super::{dates, stock};
use dateline_base::{
    FieldKind, FieldValue, PhotoField, letters,
    photo::{BETWEEN_NAMES, names},
};

/// Far above any caption, below what a field may hold, and more than fits into a JPEG: what is cut here is refused
/// there.
const MAX_BYTES: usize = 128 * 1024;

/// The value of a field from the texts found for it, if anything is left.
pub fn value(field: PhotoField, texts: Vec<String>) -> Option<FieldValue> {
    let kind = field.kind();
    let value = match kind {
        FieldKind::List => items(texts.iter().map(|text| line(text))),
        FieldKind::Languages => items(texts.iter().map(|text| paragraphs(text))),
        FieldKind::Date => FieldValue::Text(dates::read_whole(texts.first()?)?),
        FieldKind::Taken => FieldValue::Text(dates::read(texts.first()?)?),
        FieldKind::Text => FieldValue::Text(joined(texts.iter().map(|text| paragraphs(text)), ", ")),
        _ if field == PhotoField::Byline => {
            let lines: Vec<String> = texts.iter().map(|text| line(text)).collect();
            FieldValue::Text(joined(lines.iter().flat_map(|line| names(line)).map(str::to_owned), BETWEEN_NAMES))
        }
        FieldKind::Line | FieldKind::Fact => FieldValue::Text(joined(texts.iter().map(|text| line(text)), ", ")),
        // Of these a field takes few; what it does not take was never said.
        FieldKind::Number
        | FieldKind::Urgency
        | FieldKind::Rating
        | FieldKind::Pick
        | FieldKind::Label
        | FieldKind::Usage
        | FieldKind::Point
        | FieldKind::Area => {
            let value = FieldValue::Text(line(texts.first()?));
            kind.check("", &value).ok()?;
            value
        }
    };
    (!value.is_empty()).then_some(value)
}

/// A value through the sieve that it came in by.
pub fn again(field: PhotoField, known: &FieldValue) -> Option<FieldValue> {
    match known {
        FieldValue::Text(text) => value(field, vec![text.clone()]),
        FieldValue::List(items) => value(field, items.clone()),
    }
}

/// As read from a file: what a machine wrote where a person might have is nobody's text.
pub fn found(field: PhotoField, mut texts: Vec<String>) -> Option<FieldValue> {
    texts.retain(|text| !is_stock(field, text));
    value(field, texts)
}

/// Whether a field of a file holds what nobody wrote.
pub fn is_stock(field: PhotoField, text: &str) -> bool {
    STOCK_FILLED.contains(&field) && stock::is_machine_made(text)
}

/// Where machines write, and where what a machine wrote would be taken for a person's.
const STOCK_FILLED: [PhotoField; 4] =
    [PhotoField::Caption, PhotoField::Headline, PhotoField::ExtendedDescription, PhotoField::Instructions];

/// Each once, in the order in which they were said.
fn items(texts: impl Iterator<Item = String>) -> FieldValue {
    let (mut items, mut bytes): (Vec<String>, usize) = (Vec::new(), 0);
    for text in texts.filter(|text| !text.is_empty()) {
        bytes += text.len();
        if bytes > MAX_BYTES {
            break;
        }
        if !items.contains(&text) {
            items.push(text);
        }
    }
    FieldValue::List(items)
}

fn joined(texts: impl Iterator<Item = String>, between: &str) -> String {
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    cut(&texts.join(between), MAX_BYTES).to_owned()
}

/// Line breaks as ours, and nothing that a text may not hold.
pub fn paragraphs(text: &str) -> String {
    letters::fit(text).trim().to_owned()
}

fn line(text: &str) -> String {
    letters::fit_line(text).trim().to_owned()
}

/// As much of `text` as fits into `max_bytes`, never half of what a reader takes for one letter: no base without its
/// marks, no flag of one half, no face without its colour.
pub fn cut(text: &str, max_bytes: usize) -> &str {
    if text.len() <= max_bytes {
        return text;
    }
    let ends = |(start, letter): (usize, &str)| Some(start + letter.len()).filter(|end| *end <= max_bytes);
    let end = text.grapheme_indices(true).map_while(ends).last();
    text[..end.unwrap_or(0)].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_made_fit() {
        let text = |text: &str| Some(FieldValue::from(text));
        for (field, found, made) in [
            (PhotoField::Source, vec![" Đại biểu\r\ndự hội nghị\0 "], text("Đại biểu dự hội nghị")),
            (PhotoField::Source, vec!["Hà Nội", "", "Việt Nam"], text("Hà Nội, Việt Nam")),
            (PhotoField::Byline, vec!["Lê Mẫu", "", "Trần Mẫu"], text("Lê Mẫu; Trần Mẫu")),
            (PhotoField::Caption, vec!["Dòng một\r\nDòng hai\rDòng ba\u{7}"], text("Dòng một\nDòng hai\nDòng ba")),
            (PhotoField::Source, vec![" \0 "], None),
            (PhotoField::Source, vec![], None),
            (
                PhotoField::People,
                vec!["Lê Mẫu", " ", "Trần\nMẫu", "Lê Mẫu"],
                Some(vec!["Lê Mẫu".into(), "Trần Mẫu".into()].into()),
            ),
            (PhotoField::DateCreated, vec!["2019-10-15T08:00+07:00"], text("2019-10-15T08:00:00+07:00")),
            (PhotoField::DateCreated, vec!["tháng Mười"], None),
            (PhotoField::Embargoed, vec!["2019-10"], None),
            (PhotoField::Rating, vec!["3"], text("3")),
            (PhotoField::Rating, vec!["0"], None),
            (PhotoField::Pick, vec!["picked"], text("picked")),
            (PhotoField::Pick, vec!["có lẽ"], None),
        ] {
            let value = value(field, found.iter().map(|text| (*text).to_owned()).collect());
            assert_eq!(value, made, "{found:?}");
            if let Some(value) = value {
                field.kind().check("field", &value).expect("a field takes what is made");
            }
        }
    }

    #[test]
    fn a_cut_never_splits_a_letter() {
        assert_eq!(cut("Ảnh", 2), "");
        assert_eq!(cut("Ảnh", 3), "Ả");
        assert_eq!(cut("hòa", 3), "hò");
        // The same word with its mark apart.
        assert_eq!(cut("ho\u{300}a", 2), "h");
        assert_eq!(cut("ho\u{300}a", 4), "ho\u{300}");
        assert_eq!(cut("\u{300}\u{300}", 3), "");
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(cut(&format!("a{family}"), 10), "a");
        assert_eq!(cut("a🇻🇳🇻🇳", 12), "a🇻🇳");
        assert_eq!(cut("각각", 4), "각");
    }
}
