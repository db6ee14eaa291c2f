//! Captions and the names beside them: what is a caption, what is a credit, what is a name at all.
//!
//! A picture's words come in three shapes: `Ảnh: caption`, `caption. Ảnh: credit` and a line that is a credit
//! alone. What follows "Ảnh:" is a credit only when it is a short name or an agency. What says that a picture does not
//! show what the story tells ("Ảnh minh họa") stays in its caption.

use super::labels;
use crate::fold;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Caption<'a> {
    pub caption: &'a str,
    pub credit: &'a str,
    /// The signs that said so.
    pub signs: Vec<&'a str>,
}

pub fn read(text: &str) -> Option<Caption<'_>> {
    let (inner, marks) = without_marks(text);
    let mut found = read_bare(inner)?;
    found.signs.extend(marks);
    Some(found)
}

/// "[1/3] Boats at dawn. REUTERS/Jane Doe Purchase Licensing Rights": what an agency's page puts around a caption.
fn without_marks(text: &str) -> (&str, Vec<&str>) {
    let (mut inner, mut marks) = (text, Vec::new());
    if let Some((count, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && count.split_once('/').is_some_and(|(at, of)| {
            [at, of].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        })
    {
        inner = rest.trim_start();
        marks.push(&text[..text.len() - rest.len()]);
    }
    for end in [", opens new tab", "Purchase Licensing Rights", "Acquire Licensing Rights"] {
        if let Some(rest) = inner.strip_suffix(end) {
            inner = rest.trim_end();
            marks.push(end);
        }
    }
    (inner, marks)
}

fn read_bare(text: &str) -> Option<Caption<'_>> {
    // "(Ảnh: TTXVN)", a line of its own.
    if let Some(inner) = enclosed(text)
        && let Some(mut caption) = read(inner).filter(|found| found.caption.is_empty())
    {
        caption.signs.extend(["(", ")"]);
        return Some(caption);
    }
    if let Some(caption) = telling(text) {
        return Some(caption);
    }
    for labels in [labels::CREDIT, labels::INLINE_CREDIT, labels::ENCLOSED_CREDIT] {
        if let Some((label, credit)) = labelled(text, labels)
            && !matches!(label.trim_end_matches([':', ' ']).to_lowercase().as_str(), "nguồn" | "source")
            && let Some((credit, end)) = full_stop(credit)
            && is_credit(credit)
        {
            return Some(Caption { caption: "", credit, signs: [&[label], end].concat() });
        }
    }
    let by = labels::CREDIT_BY.iter().find_map(|label| text.strip_prefix(label).filter(|rest| rest.starts_with(' ')));
    if let Some(credit) = by.map(str::trim_start)
        && let Some((named, end)) = full_stop(credit)
        && is_credit(named)
    {
        let label = &text[..text.len() - credit.len()];
        return Some(Caption { caption: "", credit: named, signs: [&[label], end].concat() });
    }
    if let Some((credit, end)) = full_stop(text)
        && is_of_agency(credit)
    {
        return Some(Caption { caption: "", credit, signs: end.to_vec() });
    }
    match labelled(text, labels::PHOTO) {
        Some((label, rest)) => {
            let mut caption = with_credit(rest).unwrap_or(Caption { caption: rest, ..Caption::default() });
            caption.signs.insert(0, label);
            Some(caption)
        }
        None => with_credit(text).or_else(|| says_what_it_is_not(text)),
    }
}

/// Longer than a caption whose credit is not named as one.
const WORDS: u32 = 80;

/// "Ảnh: …", "Ảnh 2: …", "Photo No. 3. …": (label, what follows).
fn labelled<'a>(text: &'a str, labels: &[&str]) -> Option<(&'a str, &'a str)> {
    if let Some(found) = labels::split(text, labels) {
        return Some(found);
    }
    let (_, rest) = labels::begins_with(text, labels)?;
    let rest = rest.strip_prefix(' ')?.trim_start();
    let rest = labels::begins_with(rest, labels::NUMBER).map_or(rest, |(_, rest)| rest.trim_start());
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.get(digits..).filter(|_| (1..=3).contains(&digits))?;
    let after = after
        .trim_start()
        .strip_prefix([':', '：'])
        .or_else(|| after.strip_prefix(". "))
        .or_else(|| after.strip_prefix(" - "))?;
    let after = after.trim_start();
    Some((&text[..text.len() - after.len()], after))
}

fn enclosed(text: &str) -> Option<&str> {
    let inner =
        [('(', ')'), ('[', ']')].iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))?;
    (!inner.contains(['(', ')'])).then(|| inner.trim())
}

/// "Ảnh minh họa: Internet": these words are the caption's, for readers must be told.
fn telling(text: &str) -> Option<Caption<'_>> {
    if labels::is_one_of(text.trim_end_matches('.'), labels::TELLING) {
        return Some(Caption { caption: text, ..Caption::default() });
    }
    let (sign, rest) = labels::split(text, labels::TELLING)?;
    let words = sign.trim_end_matches([':', '：', ' ']);
    // The full stop of "Internet." is not the credit's.
    match full_stop(rest) {
        Some((credit, end)) if is_credit(credit) => {
            Some(Caption { caption: words, credit, signs: [&[&sign[words.len()..]], end].concat() })
        }
        _ => Some(match with_credit(rest) {
            Some(found) => {
                let end = text.len() - rest.len() + found.caption.len();
                Caption { caption: &text[..end], ..found }
            }
            None => Caption { caption: text, ..Caption::default() },
        }),
    }
}

/// "Bến sông (ảnh minh họa)", "Boats at dawn. File photo."
fn says_what_it_is_not(text: &str) -> Option<Caption<'_>> {
    let end = text.trim_end_matches(['.', ')', ']']);
    let start = end.rfind(['(', '[', '.', '|'])?;
    let words = end[start + 1..].trim();
    let found = Caption { caption: text, ..Caption::default() };
    // "Minh họa." after a sentence is one of its own.
    (words.contains(' ') && labels::is_one_of(words, labels::TELLING) && fold::syllables(text) <= WORDS)
        .then_some(found)
}

/// What stands before a full stop that is no part of initials, and the stop.
fn full_stop(text: &str) -> Option<(&str, &'static [&'static str])> {
    match text.strip_suffix('.') {
        Some(rest) if !rest.contains('.') => Some((rest.trim_end(), &["."])),
        _ => Some((text, &[])),
    }
}

/// `caption. Ảnh: credit`, `caption (Nguồn: credit)`, `caption. Photo by credit`, `caption (AP Photo/credit)` and
/// `caption. credit/AFP`.
fn with_credit(text: &str) -> Option<Caption<'_>> {
    let colon = |rest: &'_ str| rest.trim_start().starts_with([':', '：']);
    let labelled = labels::INLINE_CREDIT
        .iter()
        .flat_map(|label| text.match_indices(label))
        .filter(|(start, label)| colon(&text[start + label.len()..]));
    let in_parentheses = labels::ENCLOSED_CREDIT
        .iter()
        .flat_map(|label| text.match_indices(label))
        .filter(|(start, label)| text[..*start].ends_with(['(', '[']) && colon(&text[start + label.len()..]));
    let by = labels::CREDIT_BY
        .iter()
        .flat_map(|label| text.match_indices(label))
        .filter(|(start, label)| text[start + label.len()..].starts_with(' '));
    let telling = labels::TELLING.iter().filter_map(|label| {
        // "Bến sông. Ảnh minh họa: Anh Hoa"
        let at = text
            .to_lowercase()
            .rfind(label)
            .filter(|at| text.is_char_boundary(*at) && text.is_char_boundary(at + label.len()))?;
        let same = labels::strip_prefix(&text[at..], label).is_some();
        (same && colon(&text[at + label.len()..])).then_some((at + label.len(), ""))
    });
    let signposts =
        labelled.chain(in_parentheses).chain(by).filter(|(start, _)| parted(&text[..*start])).chain(telling).map(
            |(start, label)| {
                let after = text[start + label.len()..].trim_start();
                let credit = after.strip_prefix([':', '：']).unwrap_or(after);
                (start, credit)
            },
        );
    // The last that is followed by a credit.
    let mut signposts: Vec<(usize, &str)> = signposts.collect();
    signposts.sort_unstable();
    let found = signposts.into_iter().rev().find_map(|(start, credit)| {
        let sign = &text[start..text.len() - credit.len()];
        let source = sign.to_lowercase().starts_with("nguồn:") || sign.to_lowercase().starts_with("source:");
        let caption = split_off(text, &text[..start], sign, credit.trim())?;
        // Texts name where their numbers are from as well.
        (!source || fold::syllables(caption.caption) <= SOURCED_WORDS).then_some(caption)
    });
    found.or_else(|| of_agency(text))
}

/// A caption with "Nguồn: …" behind it is no longer than this; a paragraph may be.
const SOURCED_WORDS: u32 = 40;

fn parted(before: &str) -> bool {
    before.ends_with(|c: char| c.is_whitespace() || "([.,-–—|/".contains(c))
}

/// The caption before a credit, without what parts the two.
fn split_off<'a>(text: &'a str, before: &'a str, sign: &'a str, credit: &'a str) -> Option<Caption<'a>> {
    let mut signs = if sign.is_empty() { vec![] } else { vec![sign] };
    let (mut caption, mut credit) = (before.trim_end(), credit);
    credit = match credit.strip_suffix('.') {
        // "T.H." ends as it should.
        Some(rest) if !rest.contains('.') || rest.ends_with([')', ']']) => {
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
    debug_assert!(text.starts_with(caption));
    (!caption.is_empty() && is_credit(credit)).then_some(Caption { caption, credit, signs })
}

/// A caption that ends with "REUTERS/Jane Doe", "Jane Doe/AFP via Getty Images" or "(AP Photo/Jane Doe)".
fn of_agency(text: &str) -> Option<Caption<'_>> {
    if fold::syllables(text) > WORDS {
        return None;
    }
    let ends = text.match_indices([' ', '(', '[']).map(|(at, space)| at + space.len());
    ends.filter(|start| {
        let before = text[..*start].trim_end();
        before.ends_with(['.', '!', '?', '…', '”', '"', ')', '(', '[', '|', '-', '–', '—'])
    })
    .find_map(|start| {
        let credit = &text[start..];
        let inner = credit.strip_suffix('.').unwrap_or(credit).trim_end_matches([')', ']']);
        is_of_agency(inner).then(|| split_off(text, &text[..start], "", credit)).flatten()
    })
}

/// A name and an agency: with one of the two only, a sentence could end so.
fn is_of_agency(text: &str) -> bool {
    let agency = |part: &str| labels::is_one_of(part.trim(), labels::PICTURE_AGENCIES);
    let by_way = text.split_once(" via ").is_some_and(|(names, agency_of)| agency(agency_of) && is_credit(names));
    let parts: Vec<&str> = text.split('/').collect();
    by_way
        || (parts.len() >= 2 && parts.iter().any(|part| agency(part)) && is_credit(text))
        || labels::is_one_of(text, &["ap photo", "getty images", "reuters photo", "afp photo"])
}

/// A credit or a list of bylines is shorter than this, in characters.
const LONGEST: usize = 60;

/// Whether text after "Ảnh:" says whose picture it is: up to three names, agencies or sites.
fn is_credit(text: &str) -> bool {
    let fits = |part: &str| is_name(part, 1) || is_agency(part);
    let names = text.replace(" via ", " / ");
    parts(&names).is_some_and(|parts| parts.into_iter().all(fits))
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
    let known = labels::is_one_of(text, labels::AGENCIES) || labels::is_one_of(text, labels::PICTURE_AGENCIES);
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
            // The press of elsewhere.
            ("Boats at dawn. Photo by Jane Doe / AFP", Some(("Boats at dawn.", "Jane Doe / AFP"))),
            ("Photo by Jane Doe/AFP", Some(("", "Jane Doe/AFP"))),
            (
                "Boats leave at dawn on Tuesday. (AP Photo/Jane Doe)",
                Some(("Boats leave at dawn on Tuesday.", "AP Photo/Jane Doe")),
            ),
            ("(AP Photo/Jane Doe)", Some(("", "AP Photo/Jane Doe"))),
            ("Boats leave at dawn. REUTERS/Jane Doe", Some(("Boats leave at dawn.", "REUTERS/Jane Doe"))),
            ("REUTERS/Jane Doe", Some(("", "REUTERS/Jane Doe"))),
            (
                "[1/3]Boats at dawn. REUTERS/Jane Doe Purchase Licensing Rights, opens new tab",
                Some(("Boats at dawn.", "REUTERS/Jane Doe")),
            ),
            ("Boats at dawn. Jane Doe/AFP via Getty Images", Some(("Boats at dawn.", "Jane Doe/AFP via Getty Images"))),
            ("Boats at dawn. Jane Doe via Getty Images", Some(("Boats at dawn.", "Jane Doe via Getty Images"))),
            ("Boats at dawn. Photograph: Jane Doe/The Paper", Some(("Boats at dawn.", "Jane Doe/The Paper"))),
            ("Bến sông (Nguồn: TTXVN)", Some(("Bến sông", "TTXVN"))),
            ("Bến sông. (Ảnh: TTXVN).", Some(("Bến sông.", "TTXVN"))),
            ("Bến sông (ảnh: Anh Hoa)", Some(("Bến sông", "Anh Hoa"))),
            ("(Ảnh: TTXVN)", Some(("", "TTXVN"))),
            ("Ảnh 1: Bến sông lúc sáng sớm", Some(("Bến sông lúc sáng sớm", ""))),
            ("Ảnh số 2: Chợ tan. Ảnh: Anh Hoa", Some(("Chợ tan.", "Anh Hoa"))),
            ("Hình 3. Chợ đông", Some(("Chợ đông", ""))),
            ("Ảnh 3: TTXVN", Some(("", "TTXVN"))),
            // Readers must be told that a picture is not of this.
            ("Ảnh minh họa: Internet", Some(("Ảnh minh họa", "Internet"))),
            ("Ảnh minh hoạ. Nguồn: Internet", Some(("Ảnh minh hoạ.", "Internet"))),
            ("Ảnh minh họa", Some(("Ảnh minh họa", ""))),
            ("Ảnh minh họa.", Some(("Ảnh minh họa.", ""))),
            ("Ảnh minh họa: Bến sông lúc sáng sớm", Some(("Ảnh minh họa: Bến sông lúc sáng sớm", ""))),
            ("Bến sông (ảnh minh họa)", Some(("Bến sông (ảnh minh họa)", ""))),
            ("Bến sông. Ảnh minh họa: Anh Hoa", Some(("Bến sông. Ảnh minh họa", "Anh Hoa"))),
            ("Ảnh tư liệu: TTXVN", Some(("Ảnh tư liệu", "TTXVN"))),
            ("Boats at dawn. File photo: Jane Doe", Some(("Boats at dawn. File photo", "Jane Doe"))),
            // A text says where its numbers are from, and who said it.
            ("Xuất khẩu gạo tăng 5% (Nguồn: Tổng cục Thống kê)", None),
            ("“Chúng tôi chờ,” ông nói. Reuters/Ipsos polls agree", None),
            ("The AP Photo desk closed.", None),
            ("Hình ảnh minh họa cho bài", None),
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
