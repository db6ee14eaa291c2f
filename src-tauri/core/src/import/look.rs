//! What a line is by its own look, and by those beside it where its own says two things: "- 15 độ C" is cold, "> 50%" is
//! more, and a hyphen before a question begins a line of talk.

use super::{
    caption::{self, Caption},
    labels,
    text::{self, Line},
};
use crate::fold;

/// Longer than any headline or title of a related story, in words and in characters.
pub const TITLE_WORDS: u32 = 60;
pub const TITLE_LENGTH: usize = 1000;
/// Longer than any caption; what is longer is a paragraph.
const CAPTION_LENGTH: usize = 5000;
/// Words from which on a line is a paragraph, whatever sign it ends with.
const PARAGRAPH_WORDS: u32 = 14;

#[derive(Debug, PartialEq, Eq)]
pub enum Look<'a> {
    Heading {
        signs: &'a str,
        text: &'a str,
    },
    Quote {
        signs: &'a str,
        text: &'a str,
    },
    Bullet {
        sign: &'a str,
        text: &'a str,
    },
    Numbered {
        number: u32,
        sign: &'a str,
        text: &'a str,
    },
    Photo(Caption<'a>),
    /// Another story amid the text: ">> Title", "Xem thêm: Title".
    Related {
        signs: &'a str,
        title: &'a str,
    },
    /// A line drawn between parts, or the sign of the end.
    Rule,
    Plain,
}

impl<'a> Look<'a> {
    pub fn of(line: &'a str) -> Self {
        if is_rule(line) {
            return Look::Rule;
        }
        let after_space = |rest: &'a str| Some(rest.strip_prefix(' ')?.trim_start()).filter(|text| !text.is_empty());
        let depth = line.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&depth)
            && let Some(text) = after_space(&line[depth..])
        {
            return Look::Heading { signs: &line[..depth], text };
        }
        if let Some(related) = Self::related(line) {
            return related;
        }
        // A mail quotes what quotes another: "> > …".
        let text = line.trim_start_matches(['>', ' ']);
        if line.starts_with('>') && !text.is_empty() {
            return Look::Quote { signs: &line[..line.len() - text.len()], text };
        }
        // A dash that is not a hyphen begins a line of talk, and is the text's own.
        for sign in [
            "•", "●", "○", "▪", "■", "□", "◦", "·", "-", "*", "+", "►", "▶", "▸", "✓", "✔", "▫", "❑", "❒", "❖", "◆",
            "➢", "➔", "➤", "☐",
        ] {
            let rest = line.strip_prefix(sign);
            let text = if matches!(sign, "•" | "●" | "■" | "▪") {
                rest.map(str::trim_start).filter(|text| !text.is_empty())
            } else {
                rest.and_then(after_space)
            };
            if let Some(text) = text {
                return Look::Bullet { sign: &line[..sign.len()], text };
            }
        }
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&digits)
            && let Ok(number) = line[..digits].parse()
            && let Some(text) = line[digits..].strip_prefix(['.', ')']).and_then(after_space)
            // "01." is not a number that a list would write.
            && !line.starts_with('0')
        {
            return Look::Numbered { number, sign: &line[..digits + 1], text };
        }
        match caption::read(line) {
            Some(caption) if line.len() <= CAPTION_LENGTH => Look::Photo(caption),
            _ => Look::Plain,
        }
    }

    fn related(line: &'a str) -> Option<Self> {
        let text = line.trim_start_matches(|c: char| " >»›→⇒☞👉🔗📌=".contains(c) || "►▶▸•-*+".contains(c));
        let marked = [">>", "»", "››", "=>", "⇒", "☞", "👉", "🔗"].iter().any(|mark| line.starts_with(mark));
        if let Some((label, title)) = labels::before_related(text)
            && is_title(title)
            && !is_sentence(title)
        {
            return Some(Look::Related { signs: &line[..line.len() - text.len() + label.len()], title });
        }
        (marked && !text.is_empty() && has_word(text) && is_title(text) && !is_sentence(text))
            .then(|| Look::Related { signs: &line[..line.len() - text.len()], title: text })
    }
}

/// Of each line how it looks among the others.
pub fn looks<'a>(lines: &[&'a Line]) -> Vec<Look<'a>> {
    let mut looks: Vec<Look> = lines.iter().map(|line| Look::of(&line.text)).collect();
    numbered_lists(&mut looks);
    for at in 0..looks.len() {
        let beside = |is: fn(&Look) -> bool| (at > 0 && is(&looks[at - 1])) || looks.get(at + 1).is_some_and(is);
        let plain = match &looks[at] {
            Look::Quote { signs, text } => {
                signs.trim() == ">" && is_amount(text) && !beside(|look| matches!(look, Look::Quote { .. }))
            }
            Look::Bullet { sign: "-", text } => is_degree(text) && !beside(is_item),
            _ => false,
        };
        if plain {
            looks[at] = Look::Plain;
        }
    }
    talk(&mut looks);
    looks
}

fn is_item(look: &Look) -> bool {
    matches!(look, Look::Bullet { text, .. } if !is_degree(text))
}

/// Runs of hyphens that are what people say to each other.
fn talk(looks: &mut [Look]) {
    let is_hyphen = |look: &Look| matches!(look, Look::Bullet { sign: "-", .. });
    let mut at = 0;
    while at < looks.len() {
        let run = looks[at..].iter().take_while(|look| is_hyphen(look)).count();
        let says = |look: &Look| matches!(look, Look::Bullet { text, .. } if is_said(text));
        let alone = |look: &Look| matches!(look, Look::Bullet { text, .. } if text::ends_sentence(text) && !text.ends_with([';', ':']));
        let beside = looks[..at].last().into_iter().chain(looks.get(at + run));
        let is_listed = beside.into_iter().any(|look| matches!(look, Look::Bullet { .. } | Look::Numbered { .. }));
        if looks[at..at + run].iter().any(says) || (run == 1 && !is_listed && alone(&looks[at])) {
            looks[at..at + run].iter_mut().for_each(|look| *look = Look::Plain);
        }
        at += run.max(1);
    }
}

/// Whether words after a hyphen are somebody's: a question, a call, an address.
fn is_said(text: &str) -> bool {
    const ADDRESS: &[&str] = &[
        "thưa",
        "dạ",
        "vâng",
        "ừ",
        "ờ",
        "à",
        "ơ",
        "ôi",
        "ối",
        "trời ơi",
        "này",
        "thế",
        "không ạ",
        "xin cảm ơn",
        "cảm ơn",
        "yes",
        "no",
        "well",
        "oh",
        "hello",
        "thank you",
        "thanks",
    ];
    let end = text.trim_end_matches(['”', '"', '’', ')', '»', ' ']);
    end.ends_with(['?', '!'])
        || text.contains("? ")
        || labels::begins_with(text, ADDRESS).is_some_and(|(_, rest)| rest.starts_with([',', '!', ' ']))
}

/// "50% cử tri", "3 triệu người": more than that, where a quote would not begin so.
fn is_amount(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// "15 độ C", "5°C", "3,5 %": below nothing.
fn is_degree(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    let unit_of = unit.trim_start();
    text.len() > unit.len()
        && (unit_of.starts_with(['°', '℃', '℉', '%', '‰'])
            || labels::begins_with(unit_of, &["độ", "degrees", "degree", "percent", "phần trăm"]).is_some())
}

/// Two or more numbers in a row that count from 1 are a list. Any other number is the text's own, and stays in it.
fn numbered_lists(looks: &mut [Look]) {
    let number = |look: &Look| match look {
        Look::Numbered { number, .. } => Some(*number),
        _ => None,
    };
    let mut at = 0;
    while at < looks.len() {
        let length = (1u32..).zip(&looks[at..]).take_while(|(count, look)| number(look) == Some(*count)).count();
        if length < 2 && number(&looks[at]).is_some() {
            looks[at] = Look::Plain;
        }
        at += if length >= 2 { length } else { 1 };
    }
}

pub fn is_title(text: &str) -> bool {
    text.len() <= TITLE_LENGTH && fold::syllables(text) <= TITLE_WORDS
}

pub fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Whether a line ends as a sentence does, and not as a title that was cut off, or asks, does.
pub fn is_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['”', '"', '’', '\'', ')', '»', ']', ' ']);
    (end.ends_with('.') && !end.ends_with("..") && !ends_in_initials(end)) || end.ends_with([';', ':', ','])
}

/// "T.H.", "U.S.", "P.V."
fn ends_in_initials(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or(text);
    word.matches('.').count() > 1
}

/// Whether a line reads as the text of a story: a sentence, a question, or as long as a paragraph.
pub fn is_prose(text: &str) -> bool {
    let end = text.trim_end_matches(['”', '"', '’', '\'', ')', '»', ']', ' ']);
    end.ends_with(['.', '!', '?', '…']) || fold::syllables(text) >= PARAGRAPH_WORDS
}

/// `***`, `- - -`, `- 30 -`, `-oOo-`, `(Hết)`.
pub fn is_rule(text: &str) -> bool {
    const SIGNS: &str = "*-–—_=~•.·#>+/\\|◊♦★☆※◦●";
    const ENDS: &[&str] = &["30", "hết", "end", "ends", "the end", "more", "xxx", "kết thúc"];
    let is_sign = |c: char| c == ' ' || SIGNS.contains(c);
    let core = text.trim_matches(|c: char| is_sign(c) || "()[]".contains(c));
    if core.is_empty() {
        return text.chars().all(is_sign) && text.chars().any(|c| c != '.' && c != ' ');
    }
    let enclosed = text.starts_with(|c| c != '(' && is_sign(c)) && text.ends_with(|c| c != ')' && is_sign(c))
        || (text.starts_with(['(', '[']) && text.ends_with([')', ']']));
    let ornament = core.chars().all(|c| "oO0".contains(c)) && core.len() >= 3 && core.contains(['o', 'O']);
    ornament || (enclosed && labels::is_one_of(core, ENDS))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line { number: 1, text: text.into(), apart: true }
    }

    /// How lines look together, in a letter each.
    fn letters(texts: &[&str]) -> String {
        let lines: Vec<Line> = texts.iter().map(|text| line(text)).collect();
        let looks = looks(&lines.iter().collect::<Vec<_>>());
        looks
            .iter()
            .map(|look| match look {
                Look::Heading { .. } => 'h',
                Look::Quote { .. } => 'q',
                Look::Bullet { .. } => 'b',
                Look::Numbered { .. } => 'n',
                Look::Photo(_) => 'c',
                Look::Related { .. } => 'r',
                Look::Rule => '-',
                Look::Plain => 'p',
            })
            .collect()
    }

    /// What pasting reads by the same rules (`ui/src/editor/paste/lists.ts`).
    #[test]
    fn the_signs_of_lists_are_those_of_the_page() {
        #[derive(serde::Deserialize)]
        struct Case {
            lines: Vec<String>,
            are: String,
        }
        let cases: Vec<Case> =
            serde_json::from_str(include_str!("../../../../tests/fixtures/list_signs.json")).unwrap();
        for Case { lines, are } in cases {
            let read = letters(&lines.iter().map(String::as_str).collect::<Vec<_>>());
            let read = read.replace(|look| !"bn".contains(look), "p");
            assert_eq!(read, are, "{lines:?}");
        }
    }

    #[test]
    fn a_sign_is_read_with_the_lines_beside_it() {
        for (texts, expected) in [
            // Signs that mean something.
            (&["> 50% cử tri đã đi bầu lúc 10h."][..], "p"),
            (&["> 3 triệu người"], "p"),
            (&["> 50% là lời ông nói.", "> Tôi nghe vậy."], "qq"),
            (&["- 15 độ C"], "p"),
            (&["Đoạn.", "- 5°C ở Sa Pa sáng nay", "Đoạn."], "ppp"),
            (&["- 15 độ C ở Sa Pa", "- 2 độ C ở Mẫu Sơn"], "pp"),
            (&["- 50% hộ có nước sạch", "- Hai trường mới"], "bb"),
            (&["- 15 người chết", "- 20 người bị thương"], "bb"),
            // Rules and ends.
            (&["* * *", "- - -", "- 30 -", "###", "-oOo-", "(Hết)", "— HẾT —", "-ends-", "=====", "o0o"], "----------"),
            (&["Hết", "30", "(30)", "..."], "pp-p"),
            // Talk.
            (&["- Nước lên nhanh không?", "- Nhanh lắm."], "pp"),
            (&["- Thưa ông, vì sao chậm", "- Vì mưa"], "pp"),
            (&["- Tôi đã ở đây hai mươi năm."], "p"),
            (&["- Gạo", "- Mắm", "- Muối."], "bbb"),
            (&["- Cấp gạo cho các hộ;", "- Dựng lại nhà."], "bb"),
            (&["- một mục"], "b"),
            // Other stories.
            (&[">> Khởi công cầu vượt Yên Lộc", ">>> Xem lại buổi lễ", "► Xem thêm: Chợ đêm mở lại"], "rrr"),
            (&["Xem thêm: Chợ đêm mở lại", "READ MORE: Crews race to restore power", "=> Đọc thêm: Cầu mới"], "rrr"),
            (&["> Lời nói", "> > Lời của người khác"], "qq"),
            (&["Xem thêm: ông nói đã mở lại chợ."], "p"),
            (&[">> Ông nói đã mở lại chợ."], "q"),
            // Lists that count.
            (&["1. Mục tiêu", "Đoạn.", "2. Giải pháp"], "ppp"),
            (&["1. một", "2. hai"], "nn"),
        ] {
            assert_eq!(letters(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn a_sentence_is_no_title() {
        for text in ["Chợ nổi tan sớm.", "“Nước lên nhanh.”", "Ông nói:"] {
            assert!(is_sentence(text), "{text}");
        }
        for text in ["Chợ nổi tan sớm", "Vì sao chợ tan sớm?", "Chợ nổi tan sớm...", "Nhà của bà T.H."]
        {
            assert!(!is_sentence(text), "{text}");
        }
    }
}
