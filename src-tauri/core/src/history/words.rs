//! Text cut into words for comparing: never inside a number, a date or a document's number, never at a mark.

use unicode_normalization::char::is_combining_mark;

/// Words, the space between them, and each sign by itself. Joined they are the text again.
pub fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if is_of_word(first) => word_length(rest),
            _ if first.is_whitespace() => rest.find(|next: char| !next.is_whitespace()).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after;
    }
    words
}

/// Whether it is one of the words that are counted.
pub fn is_word(word: &str) -> bool {
    word.starts_with(is_of_word)
}

pub fn is_number(word: &str) -> bool {
    is_word(word) && word.contains(|letter: char| letter.is_ascii_digit())
}

pub fn count(text: &str) -> u32 {
    words(text).into_iter().filter(|word| is_word(word)).count() as u32
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

fn word_length(text: &str) -> usize {
    let mut has_digit = false;
    let mut letters = text.char_indices().peekable();
    let mut before = '\0';
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        has_digit |= letter.is_ascii_digit();
        if !is_of_word(letter) && !joins(before, letter, next, has_digit) {
            return at;
        }
        before = letter;
    }
    text.len()
}

/// 1.234.567,5 · 15/10/2019 · 14:05 · 35-CT/TW · don't
fn joins(before: char, sign: char, next: Option<char>, has_digit: bool) -> bool {
    let Some(next) = next else { return false };
    match sign {
        '.' | ',' | ':' => before.is_ascii_digit() && next.is_ascii_digit(),
        '/' | '-' => has_digit && is_of_word(before) && is_of_word(next),
        '\'' | '’' => before.is_alphabetic() && next.is_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_between_words_and_nowhere_else() {
        for (text, expected) in [
            ("Chợ nổi họp sớm.", "Chợ| |nổi| |họp| |sớm|."),
            ("môn.Vai trò", "môn|.|Vai| |trò"),
            ("1.234.567,5 đồng, 20%", "1.234.567,5| |đồng|,| |20|%"),
            ("ngày 15/10/2019 lúc 14:05.", "ngày| |15/10/2019| |lúc| |14:05|."),
            ("Chỉ thị 35-CT/TW", "Chỉ| |thị| |35-CT/TW"),
            ("số 35/NQ-CP, và/hoặc", "số| |35/NQ-CP|,| |và|/|hoặc"),
            ("từ 20-30 hộ", "từ| |20-30| |hộ"),
            ("don't “stop”", "don't| |“|stop|”"),
            ("1,\n\n2 ", "1|,|\n\n|2| "),
            ("ho\u{300}a", "ho\u{300}a"),
            ("", ""),
        ] {
            assert_eq!(words(text).join("|"), expected);
            assert_eq!(words(text).concat(), text);
        }
        assert_eq!(count("Ngày 15/10, “Sơn Mây” họp – xong."), 6);
    }
}
