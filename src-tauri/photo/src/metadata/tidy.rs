//! Other programs' texts, made fit for a field of ours.

use unicode_segmentation::UnicodeSegmentation;

use super::dates;
use dateline_base::{FieldKind, FieldValue, letters};

/// Far above any caption, below what a field may hold, and more than fits into a JPEG: what is cut here is refused
/// there.
const MAX_BYTES: usize = 128 * 1024;

/// The value of a field of `kind` from the texts found for it, if anything is left.
pub fn value(kind: FieldKind, texts: Vec<String>) -> Option<FieldValue> {
    let value = match kind {
        FieldKind::List => {
            let mut bytes = 0;
            let fits = |item: &String| {
                bytes += item.len();
                bytes <= MAX_BYTES
            };
            FieldValue::List(
                texts.iter().map(|text| line(text)).filter(|item| !item.is_empty()).take_while(fits).collect(),
            )
        }
        FieldKind::Date => FieldValue::Text(dates::from_xmp(texts.first()?.trim())?),
        FieldKind::Text => FieldValue::Text(joined(texts.iter().map(|text| paragraphs(text)))),
        FieldKind::Line | FieldKind::Fact => FieldValue::Text(joined(texts.iter().map(|text| line(text)))),
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

fn joined(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    cut(&texts.join(", "), MAX_BYTES).to_owned()
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
        for (kind, found, made) in [
            (FieldKind::Line, vec![" Đại biểu\r\ndự hội nghị\0 "], text("Đại biểu dự hội nghị")),
            (FieldKind::Line, vec!["Hà Nội", "", "Việt Nam"], text("Hà Nội, Việt Nam")),
            (FieldKind::Text, vec!["Dòng một\r\nDòng hai\rDòng ba\u{7}"], text("Dòng một\nDòng hai\nDòng ba")),
            (FieldKind::Line, vec![" \0 "], None),
            (FieldKind::Line, vec![], None),
            (FieldKind::List, vec!["Lê Mẫu", " ", "Trần\nMẫu"], Some(vec!["Lê Mẫu".into(), "Trần Mẫu".into()].into())),
            (FieldKind::Date, vec!["2019-10-15T08:00+07:00"], text("2019-10-15T08:00:00+07:00")),
            (FieldKind::Date, vec!["tháng Mười"], None),
            (FieldKind::Rating, vec!["3"], text("3")),
            (FieldKind::Rating, vec!["0"], None),
            (FieldKind::Pick, vec!["picked"], text("picked")),
            (FieldKind::Pick, vec!["có lẽ"], None),
        ] {
            let value = value(kind, found.iter().map(|text| (*text).to_owned()).collect());
            assert_eq!(value, made, "{found:?}");
            if let Some(value) = value {
                kind.check("field", &value).expect("a field takes what is made");
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
