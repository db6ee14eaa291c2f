//! XML that is not well-formed, made so that a reader comes through to its end.

use std::borrow::Cow;

/// A packet has one or two; what has very many is no packet.
const MAX_FAULTS: usize = 500;

/// A packet in which every `<` begins a tag that ends. What only looks like one is text, and of a tag with a quotation
/// mark too few the rest behind it is left out.
pub fn mended(text: &str) -> Cow<'_, str> {
    let mut made = String::new();
    let (mut kept, mut at, mut faults) = (0, 0, 0);
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        let (end, instead) = match tag(&text[start..]) {
            Tag::Whole(length) => {
                at = start + length;
                continue;
            }
            Tag::None => (start + 1, "&lt;".to_owned()),
            Tag::Broken { sound, length } => (start + length, format!("{}>", &text[start..start + sound])),
        };
        faults += 1;
        if faults > MAX_FAULTS {
            break;
        }
        made.push_str(&text[kept..start]);
        made.push_str(&instead);
        (kept, at) = (end, end);
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    made.push_str(&text[kept..]);
    Cow::Owned(made)
}

enum Tag {
    Whole(usize),
    /// The whole length, and how much of it is well.
    Broken {
        sound: usize,
        length: usize,
    },
    None,
}

/// What stands at the beginning of `text`, which begins with `<`.
fn tag(text: &str) -> Tag {
    let until = |end: &str| text.find(end).map_or(Tag::None, |at| Tag::Whole(at + end.len()));
    if text.starts_with("<!--") {
        return until("-->");
    }
    if text.starts_with("<![CDATA[") {
        return until("]]>");
    }
    if text.starts_with("<?") {
        return until("?>");
    }
    if text.starts_with("<!") {
        return until(">");
    }
    let name = text[1..].trim_start_matches('/');
    if !name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') {
        return Tag::None;
    }
    let (mut quote, mut sound, mut first_end) = (None, text.len(), None);
    for (at, sign) in text.char_indices().skip(1) {
        match (sign, quote) {
            ('>', None) => return Tag::Whole(at + 1),
            // No value has one: the quotation mark that would end it is missing.
            ('<', _) => break,
            ('>', Some(_)) => first_end = first_end.or(Some(at + 1)),
            ('"' | '\'', None) => {
                quote = Some(sign);
                // Up to the name that the value belongs to.
                sound = text[..at].trim_end().trim_end_matches('=').rfind(char::is_whitespace).unwrap_or(at);
            }
            (sign, Some(open)) if sign == open => quote = None,
            _ => {}
        }
    }
    match first_end.filter(|_| quote.is_some()) {
        Some(length) => Tag::Broken { sound, length },
        None => Tag::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_ends_and_nothing_else_is_changed() {
        for (text, made) in [
            ("<a b='c > d'>e</a>", "<a b='c > d'>e</a>"),
            ("<a>1 < 2</a>", "<a>1 &lt; 2</a>"),
            ("<a>x <b and c</a>", "<a>x &lt;b and c</a>"),
            ("<a b=\"c d='e'>f</a>", "<a>f</a>"),
            ("<a b='c' d='e>f</a>", "<a b='c'>f</a>"),
            ("<a><!-- < --><![CDATA[<]]></a>", "<a><!-- < --><![CDATA[<]]></a>"),
            ("<a>b</a", "<a>b&lt;/a"),
            ("<", "&lt;"),
            ("", ""),
        ] {
            assert_eq!(mended(text), made);
        }
    }
}
