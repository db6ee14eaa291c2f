//! `decomposed`, `look_alike`, `invisible`: letters that are not what they look like.
//!
//! A letter of another script is right in a word of that script, and so are signs that shape such words: only what
//! stands among Latin letters is found. `Ð` is Icelandic as well as a mistyped `Đ`: it is found where a Vietnamese
//! syllable or an abbreviation comes out.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{Finding, Out, Reading, Rule, Style, Token, letters::lower, vietnamese::is_syllable};

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    for (_, word) in reading.words() {
        let letters = &reading.chars[word.start..word.end];
        if letters.iter().any(|letter| is_combining_mark(*letter)) {
            decomposed(reading, word, out);
        }
        if letters.iter().any(|letter| !letter.is_ascii()) {
            look_alike(reading, word, letters, out);
        }
    }
    full_width(reading, out);
    invisible(reading, out);
}

fn decomposed(reading: &Reading, word: &Token, out: &mut Out) {
    let text = reading.text(word);
    let composed: String = text.nfc().collect();
    if composed != text {
        out.found(Finding::new(Rule::Decomposed, word.start, word.end).with("word", &composed).fix(composed));
    }
}

/// The Latin letter that a Cyrillic or Greek one cannot be told from.
fn twin(letter: char) -> Option<char> {
    const TWINS: [(char, char); 46] = [
        // Cyrillic.
        ('а', 'a'),
        ('с', 'c'),
        ('е', 'e'),
        ('һ', 'h'),
        ('і', 'i'),
        ('ј', 'j'),
        ('о', 'o'),
        ('р', 'p'),
        ('ѕ', 's'),
        ('х', 'x'),
        ('у', 'y'),
        ('ԁ', 'd'),
        ('ԛ', 'q'),
        ('ѵ', 'v'),
        ('А', 'A'),
        ('В', 'B'),
        ('С', 'C'),
        ('Е', 'E'),
        ('Н', 'H'),
        ('І', 'I'),
        ('Ј', 'J'),
        ('К', 'K'),
        ('М', 'M'),
        ('О', 'O'),
        ('Р', 'P'),
        ('Ѕ', 'S'),
        ('Т', 'T'),
        ('Х', 'X'),
        ('У', 'Y'),
        // Greek.
        ('ο', 'o'),
        ('ι', 'i'),
        ('ν', 'v'),
        ('Α', 'A'),
        ('Β', 'B'),
        ('Ε', 'E'),
        ('Ζ', 'Z'),
        ('Η', 'H'),
        ('Ι', 'I'),
        ('Κ', 'K'),
        ('Μ', 'M'),
        ('Ν', 'N'),
        ('Ο', 'O'),
        ('Ρ', 'P'),
        ('Τ', 'T'),
        ('Υ', 'Y'),
        ('Χ', 'X'),
    ];
    TWINS.iter().find(|(other, _)| *other == letter).map(|(_, latin)| *latin)
}

fn is_latin(letter: char) -> bool {
    letter.is_alphabetic() && matches!(letter, 'A'..='ɏ' | 'Ḁ'..='ỿ')
}

/// What `Đ` and `đ` are mistaken for.
fn stroked(letter: char) -> Option<char> {
    match letter {
        'Ð' | 'Ɖ' => Some('Đ'),
        'ð' | 'ɖ' => Some('đ'),
        _ => None,
    }
}

fn look_alike(reading: &Reading, word: &Token, letters: &[char], out: &mut Out) {
    let mut tell = |at: usize, right: char| {
        let at = word.start + at;
        let letter = letters[at - word.start];
        let finding = Finding::new(Rule::LookAlike, at, at + 1).with("letter", letter).with("right", right);
        out.found(finding.fix(right));
    };
    let has_latin = letters.iter().any(|letter| is_latin(*letter));
    for (at, letter) in letters.iter().enumerate() {
        if let Some(latin) = twin(*letter).filter(|_| has_latin) {
            tell(at, latin);
        }
    }
    if letters.iter().any(|letter| stroked(*letter).is_some()) {
        let meant: Vec<char> = letters.iter().map(|letter| stroked(*letter).unwrap_or(*letter)).collect();
        let is_abbreviation = letters.iter().all(|letter| letter.is_uppercase());
        // No Icelandic word begins with ð, so that Ðắk and Ðakrông are what they look like; Old English has þ and æ.
        let is_first = stroked(letters[0]).is_some()
            && reading.is_vietnamese(word)
            && !letters.iter().any(|letter| matches!(lower(*letter), 'þ' | 'æ' | 'ø' | 'ǿ'));
        if is_abbreviation || is_first || is_syllable(&meant) || is_upland(&meant) {
            for (at, letter) in letters.iter().enumerate() {
                if let Some(right) = stroked(*letter) {
                    tell(at, right);
                }
            }
        }
    }
}

/// Whether it is a syllable but for the `k` at its end, as names of the highlands are written: Lắk, Đắk, Búk.
fn is_upland(word: &[char]) -> bool {
    let Some((last, rest)) = word.split_last() else { return false };
    lower(*last) == 'k' && is_syllable(&[rest, &['c']].concat())
}

fn narrow(letter: char) -> Option<char> {
    matches!(letter, '\u{FF01}'..='\u{FF5E}').then(|| char::from_u32(u32::from(letter) - 0xFEE0)).flatten()
}

/// Letters, digits and signs of double width, but for those beside Chinese, Japanese or Korean.
fn full_width(reading: &Reading, out: &mut Out) {
    let chars = &reading.chars;
    let is_east_asian = |letter: Option<char>| letter.is_some_and(|letter| matches!(letter, '⺀'..='\u{FAFF}'));
    let mut at = 0;
    while at < chars.len() {
        let wide: String = chars[at..].iter().map_while(|letter| narrow(*letter)).collect();
        let end = at + wide.len();
        if end > at && !is_east_asian(reading.before(at)) && !is_east_asian(reading.after(end)) {
            let finding = Finding::new(Rule::LookAlike, at, end).with("letter", reading.slice(at, end));
            out.found(finding.with("right", &wide).fix(wide));
        }
        at = end.max(at + 1);
    }
}

fn is_invisible(letter: char) -> bool {
    match letter {
        '\t' | '\n' => false,
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{FFFC}' => true,
        _ => letter.is_control() && !letter.is_whitespace(),
    }
}

/// Signs that join or order letters are right beside the scripts and pictures that need them.
fn shapes(letter: char, neighbours: [Option<char>; 2]) -> bool {
    let needs = |neighbour: char| match letter {
        '\u{200D}' | '\u{200C}' => {
            matches!(neighbour, '\u{0600}'..='\u{0DFF}' | '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
        }
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            matches!(neighbour, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
        }
        _ => false,
    };
    neighbours.into_iter().flatten().any(needs)
}

fn invisible(reading: &Reading, out: &mut Out) {
    let chars = &reading.chars;
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|letter| is_invisible(**letter)).count();
        let end = at + run;
        if run > 0 && !shapes(chars[at], [reading.before(at), reading.after(end)]) {
            let name = format!("U+{:04X}", u32::from(chars[at]));
            out.found(Finding::new(Rule::Invisible, at, end).with("name", name).fix(""));
        }
        at = end.max(at + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn a_letter_in_parts_is_put_together() {
        table(
            Rule::Decomposed,
            &[
                ("kinh «te\u{302}\u{301}» mở", "kinh tế mở"),
                ("«Hô\u{323}i» nghị", "Hội nghị"),
                ("kinh tế mở", ""),
                // No letter is made of these two.
                ("p\u{302} là ước lượng", ""),
            ],
        );
    }

    #[test]
    fn a_letter_of_another_script_among_latin_ones_is_found() {
        table(
            Rule::LookAlike,
            &[
                ("«Ð»ại hội", "Đại hội"),
                ("Nghị định số 15/N«Ð»-CP", "Nghị định số 15/NĐ-CP"),
                ("gia «ð»ình", "gia đình"),
                ("«Ɖ»ồng Tháp", "Đồng Tháp"),
                (
                    "Tỉnh «Ð»ắk Nông và «Ð»ắk Lắk, huyện «Ð»akrông, «Ð»ạ Tẻh, «Ð»ức.",
                    "Tỉnh Đắk Nông và Đắk Lắk, huyện Đakrông, Đạ Tẻh, Đức.",
                ),
                ("c«о»n đường", "con đường"),
                ("«Н»ội nghị", "Hội nghị"),
                ("«Α»nh ấy", "Anh ấy"),
                ("năm «２０２４»", "năm 2024"),
                ("đến nơi«，» rồi về", "đến nơi, rồi về"),
                // Icelandic, Russian, Greek, Chinese.
                ("ông Sigurðsson và bà Guðrún", ""),
                ("báo Правда ra số đầu", ""),
                ("hệ số α, tia β, 5 μm, 3 kΩ, TNFα", ""),
                ("câu 你好，世界！ nghĩa là", ""),
                ("Đại hội đại biểu", ""),
            ],
        );
    }

    #[test]
    fn what_nobody_sees_is_taken_out() {
        table(
            Rule::Invisible,
            &[
                ("kinh«\u{200B}» tế", "kinh tế"),
                ("kinh «\u{AD}»tế", "kinh tế"),
                ("«\u{FEFF}»Kinh tế", "Kinh tế"),
                ("kinh«\u{2}\u{200E}» tế", "kinh tế"),
                ("nhóm 👩\u{200D}🌾 ra đồng", ""),
                ("chữ می\u{200C}خواهم là", ""),
                ("cột\tcột\nhàng", ""),
                ("kinh\u{A0}tế", ""),
            ],
        );
    }
}
