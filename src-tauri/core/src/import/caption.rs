//! Captions and the names beside them: what is a caption, what is a credit, what is a name at all.
//!
//! A picture's words come in three shapes: `Ảnh: caption`, `caption. Ảnh: credit` and a line that is a credit
//! alone. What follows "Ảnh:" is a credit only when it is a short name or an agency.

use super::labels;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Caption<'a> {
    pub caption: &'a str,
    pub credit: &'a str,
    /// The signs that said so.
    pub signs: Vec<&'a str>,
}

pub fn read(text: &str) -> Option<Caption<'_>> {
    if let Some((label, credit)) = labels::split(text, labels::CREDIT)
        && is_credit(credit)
    {
        return Some(Caption { caption: "", credit, signs: vec![label] });
    }
    match labels::split(text, labels::PHOTO) {
        Some((label, rest)) if is_credit(rest) => Some(Caption { caption: "", credit: rest, signs: vec![label] }),
        Some((label, rest)) => {
            let mut caption = with_credit(rest).unwrap_or(Caption { caption: rest, ..Caption::default() });
            caption.signs.insert(0, label);
            Some(caption)
        }
        None => with_credit(text),
    }
}

/// `caption. Ảnh: credit` and `caption (Ảnh: credit)`.
fn with_credit(text: &str) -> Option<Caption<'_>> {
    let labels = labels::INLINE_CREDIT.iter().flat_map(|label| text.match_indices(label));
    let signposts = labels.filter_map(|(start, label)| {
        let parted = text[..start].ends_with(|c: char| c.is_whitespace() || "([.,-–—|/".contains(c));
        let credit = text[start + label.len()..].trim_start().strip_prefix(':')?;
        parted.then_some((start, credit))
    });
    let (start, credit) = signposts.max_by_key(|(start, _)| *start)?;
    let before = &text[..start];
    let mut signs = vec![&text[start..text.len() - credit.len()]];
    let (mut caption, mut credit) = (before.trim_end(), credit.trim());

    credit = match credit.strip_suffix('.') {
        // "T.H." ends as it should.
        Some(rest) if !rest.contains('.') => {
            signs.push(".");
            rest.trim_end()
        }
        _ => credit,
    };
    for (open, close, both) in [('(', ')', ["(", ")"]), ('[', ']', ["[", "]"])] {
        if let (Some(outer), Some(inner)) = (caption.strip_suffix(open), credit.strip_suffix(close)) {
            (caption, credit) = (outer.trim_end(), inner.trim_end());
            signs.extend(both);
        }
    }
    if let Some(dash) = ["-", "–", "—", "|", "/"].into_iter().find(|dash| caption.ends_with(dash)) {
        caption = caption.strip_suffix(dash).unwrap_or(caption).trim_end();
        signs.push(dash);
    }
    (!caption.is_empty() && is_credit(credit)).then_some(Caption { caption, credit, signs })
}

/// A credit or a list of bylines is shorter than this, in characters.
const LONGEST: usize = 60;

/// Whether text after "Ảnh:" says whose picture it is: up to three names, agencies or sites.
fn is_credit(text: &str) -> bool {
    let fits = |part: &str| is_name(part, 1) || is_agency(part);
    parts(text).is_some_and(|parts| parts.into_iter().all(fits))
}

/// Whether a line is the author's name, or several. One word alone is taken for a name only where it is written
/// as initials: at the end of a text "Hết" stands as often as a pen name.
pub fn is_byline(text: &str) -> bool {
    let initials = |part: &str| {
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        (1..=4).contains(&letters)
            && part.chars().all(|c| c.is_uppercase() || c == '.')
            && (part.contains('.') || letters == 2)
    };
    // "Anh Hoa (TTXVN)": once there is a name, what stands beside it may be one word.
    parts(text).is_some_and(|parts| {
        (is_name(parts[0], 2) || initials(parts[0])) && parts[1..].iter().all(|part| is_name(part, 1))
    })
}

/// Whether what stands after "Tác giả:" or "By" may be names at all.
pub fn is_names(text: &str) -> bool {
    parts(text).is_some_and(|parts| parts.into_iter().all(|part| is_name(part, 1)))
}

/// Whether what stands after "Theo" is a newsroom, and not a sentence that begins so.
pub fn is_source(text: &str) -> bool {
    is_credit(text)
}

fn parts(text: &str) -> Option<Vec<&str>> {
    if text.chars().count() > LONGEST || !text.contains(char::is_alphabetic) {
        return None;
    }
    let parts: Vec<&str> = text
        .split(['/', ',', ';', '&', '+', '|', '–', '—', '(', ')'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" và "))
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    (1..=3).contains(&parts.len()).then_some(parts)
}

/// From `least` to five words, each with a capital: a person's name, a paper's, an acronym.
fn is_name(text: &str, least: usize) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphanumeric() || ".-'’".contains(c))
    };
    let is_sentence = text.ends_with('.') && text.matches('.').count() == 1 && words.len() > 1;
    (least..=5).contains(&words.len()) && words.iter().all(is_word) && !is_sentence
}

fn is_agency(text: &str) -> bool {
    let known = labels::AGENCIES.iter().any(|agency| labels::strip_prefix(text, agency) == Some(""));
    let site = text.rsplit_once('.').is_some_and(|(name, end)| {
        !name.is_empty()
            && (2..=6).contains(&end.len())
            && end.bytes().all(|byte| byte.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
    });
    known || site
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_line_is_caption_and_credit() {
        for (text, found) in [
            ("Ảnh: Toàn cảnh Hội nghị", Some(("Toàn cảnh Hội nghị", ""))),
            ("Ảnh: Đồng chí Bí thư phát biểu tại Hội nghị.", Some(("Đồng chí Bí thư phát biểu tại Hội nghị.", ""))),
            ("Ảnh: TTXVN", Some(("", "TTXVN"))),
            ("Ảnh: Dân trí", Some(("", "Dân trí"))),
            ("Ảnh: Anh Hoa/TTXVN", Some(("", "Anh Hoa/TTXVN"))),
            ("Nguồn ảnh: chinhphu.vn", Some(("", "chinhphu.vn"))),
            ("Ảnh:", Some(("", ""))),
            ("Bến sông lúc sáng sớm. Ảnh: TTXVN", Some(("Bến sông lúc sáng sớm.", "TTXVN"))),
            ("Bến sông lúc sáng sớm (Ảnh: Anh Hoa)", Some(("Bến sông lúc sáng sớm", "Anh Hoa"))),
            ("Bến sông (Ảnh: TTXVN).", Some(("Bến sông", "TTXVN"))),
            ("Bến sông - Ảnh: ANH HOA", Some(("Bến sông", "ANH HOA"))),
            ("Bến sông. Ảnh: T.H.", Some(("Bến sông.", "T.H."))),
            ("Ảnh: Bến sông. Ảnh: Tư liệu", Some(("Bến sông.", "Tư liệu"))),
            ("Boats at dawn. Photo: Picture Desk", Some(("Boats at dawn.", "Picture Desk"))),
            ("Boats at dawn. Photo: Jane Doe", Some(("Boats at dawn.", "Jane Doe"))),
            ("Photo: Boats leave the market at dawn.", Some(("Boats leave the market at dawn.", ""))),
            ("Anh Hoa", None),
            ("Anh: Hoa", None),
            ("Qua những hình ảnh: mưa, nắng", None),
            ("Ông gửi kèm một bức. Ảnh: chụp từ năm ngoái ở bến sông", None),
            ("Một câu không có gì.", None),
        ] {
            let read = read(text);
            assert_eq!(read.as_ref().map(|read| (read.caption, read.credit)), found, "{text}");
        }
    }

    #[test]
    fn nothing_of_a_picture_line_is_lost() {
        for text in ["Bến sông (Ảnh: TTXVN).", "Bến sông - Ảnh: ANH HOA", "Ảnh: Bến sông. [Ảnh: Tư liệu]", "Ảnh : a"]
        {
            let read = read(text).expect("a caption");
            let sorted = |texts: &[&str]| {
                let mut letters: Vec<char> = texts.concat().chars().filter(|c| !c.is_whitespace()).collect();
                letters.sort_unstable();
                letters
            };
            assert_eq!(sorted(&[&[read.caption, read.credit], &read.signs[..]].concat()), sorted(&[text]), "{text}");
        }
    }

    #[test]
    fn a_byline_is_a_short_line_of_names() {
        for text in [
            "Anh Hoa",
            "ANH HOA",
            "Anh Hoa - Minh Đức",
            "Anh Hoa (TTXVN)",
            "T.H",
            "P.V.",
            "PV",
            "Jane Doe and John Roe",
        ] {
            assert!(is_byline(text), "{text}");
        }
        for text in [
            "Hết",
            "HẾT",
            "Anh hoa nở",
            "Toàn cảnh Hội nghị",
            "Xin cảm ơn!",
            "Hẹn Gặp Lại.",
            "15/10/2019",
            "Ảnh: Anh Hoa",
            "",
        ] {
            assert!(!is_byline(text), "{text}");
        }
    }
}
