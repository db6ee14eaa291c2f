//! Letters without their marks, for searching, sorting out names and making slugs.
//!
//! Two views of the same text serve search: [`fold`] drops every mark, so that `duong` finds đường and
//! dương; [`exact`] keeps them and only evens out case, composition and where the tone stands, so that
//! `đường` does not find dương but `hoà` does find hòa.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The marks of Vietnamese, as they stand alone after decomposition: five tones, then circumflex, breve, horn.
const VIETNAMESE_MARKS: [char; 8] =
    ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}', '\u{302}', '\u{306}', '\u{31b}'];

/// đ and its look-alikes: the Icelandic eth and the African d, which old fonts and OCR put in its place.
/// No decomposition leads from any of them to d.
fn is_barred_d(letter: char) -> bool {
    matches!(letter, 'đ' | 'Đ' | 'ð' | 'Ð' | 'ɖ' | 'Ɖ')
}

/// Lower case without marks: "Đường Hòa Bình" → "duong hoa binh".
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .map(|letter| if is_barred_d(letter) { 'd' } else { letter })
        .collect()
}

/// Whether a word carries a Vietnamese mark, and so means just itself when searched for.
pub fn has_marks(word: &str) -> bool {
    word.chars().any(is_barred_d) || word.nfd().any(|letter| VIETNAMESE_MARKS.contains(&letter))
}

/// Composed lower case with tones where the press puts them (hòa, ủy): equal for words that read the same.
pub fn exact(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    let mut letters: Vec<char> = lower.nfc().map(|letter| if is_barred_d(letter) { 'đ' } else { letter }).collect();
    for at in 1..letters.len() {
        let open = letters.get(at + 1).is_none_or(|next| !next.is_alphabetic());
        let after_q = at >= 2 && letters[at - 2] == 'q';
        // The u of "qu" belongs to the consonant: quý has but one way to be written.
        if open
            && !after_q
            && let Some((first, second)) = older_tone(letters[at - 1], letters[at])
        {
            (letters[at - 1], letters[at]) = (first, second);
        }
    }
    letters.into_iter().collect()
}

/// oà → òa, oè → òe, uỳ → ùy at the end of a syllable, and so for all five tones.
fn older_tone(first: char, second: char) -> Option<(char, char)> {
    const TONED: [(char, &str); 5] = [('o', "òóõỏọ"), ('u', "ùúũủụ"), ('a', "àáãảạ"), ('e', "èéẽẻẹ"), ('y', "ỳýỹỷỵ")];
    let row = |plain: char| TONED.iter().find(|(letter, _)| *letter == plain).map(|(_, toned)| *toned);
    let seconds: &[char] = match first {
        'o' => &['a', 'e'],
        'u' => &['y'],
        _ => return None,
    };
    seconds.iter().find_map(|&plain| {
        let tone = row(plain)?.chars().position(|toned| toned == second)?;
        Some((row(first)?.chars().nth(tone)?, plain))
    })
}

/// By which headlines are sorted as a Vietnamese dictionary has its words: a ă â b c d đ …, and of words that differ in their
/// tones alone a à ả ã á ạ. Signs have no place in it, and figures come before letters.
pub fn sort_key(text: &str) -> String {
    const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
    const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];
    const QUALITIES: [char; 3] = ['\u{302}', '\u{306}', '\u{31b}'];
    const LONGEST: usize = 100;
    let (mut letters, mut tones) = (String::new(), String::new());
    for letter in exact(text).chars().take(LONGEST) {
        let parts: Vec<char> = std::iter::once(letter).nfd().collect();
        let tone = parts.iter().find_map(|part| TONES.iter().position(|tone| tone == part));
        let quality = parts.iter().find(|part| QUALITIES.contains(part));
        let plain: String = parts.iter().take(1).chain(quality).copied().nfc().collect();
        if let Some(at) = LETTERS.chars().position(|known| plain.chars().eq([known])) {
            letters.extend(char::from_u32('A' as u32 + at as u32));
            tones.extend(char::from_digit(tone.map_or(0, |tone| tone as u32 + 1), 10));
        } else if letter.is_alphanumeric() {
            letters.push(letter);
            tones.push('0');
        } else if !letters.is_empty() && !letters.ends_with(' ') {
            letters.push(' ');
        }
    }
    format!("{}\u{1}{tones}", letters.trim_end())
}

/// The end of a page's address: ASCII words joined by hyphens, at most `max` characters, cut between words.
pub fn slug(text: &str, max: usize) -> String {
    let mut ascii = String::new();
    for letter in fold(text).chars() {
        match letter {
            'a'..='z' | '0'..='9' => ascii.push(letter),
            'ß' => ascii.push_str("ss"),
            'æ' => ascii.push_str("ae"),
            'œ' => ascii.push_str("oe"),
            'ø' => ascii.push('o'),
            'ł' => ascii.push('l'),
            // "don't" stays one word.
            '\'' | '’' => (),
            _ => ascii.push('-'),
        }
    }
    let mut slug = String::new();
    for word in ascii.split('-').filter(|word| !word.is_empty()) {
        if slug.is_empty() {
            slug.extend(word.chars().take(max));
        } else if slug.len() + 1 + word.len() <= max {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    slug
}

/// Length as a desk counts it ("số chữ"): pieces between spaces that hold a letter or a digit. In Vietnamese
/// these are syllables, in English words.
pub fn syllables(text: &str) -> u32 {
    let count = text.split_whitespace().filter(|piece| piece.chars().any(char::is_alphanumeric)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_sorted_as_a_dictionary_has_them() {
        let sorted = [
            "12 ghe",
            "án",
            "“An” toàn",
            "ăn",
            "ấn",
            "bà",
            "bả",
            "bã",
            "bá",
            "bạ",
            "bên trạm",
            "Bến Tràm",
            "da",
            "đa",
            "Đà Nẵng",
            "Em",
            "êm",
            "oan",
            "ôn",
            "ơn",
            "un",
            "ưng",
            "Zê",
        ];
        let mut keys: Vec<_> = sorted.iter().rev().map(|title| (sort_key(title), *title)).collect();
        keys.sort();
        assert_eq!(keys.iter().map(|(_, title)| *title).collect::<Vec<_>>(), sorted);
        assert_eq!(sort_key("hoà"), sort_key("hòa"));
        assert_eq!(sort_key("E\u{302}m"), sort_key("êm"));
    }

    #[test]
    fn folding_drops_every_mark() {
        for (text, folded) in [
            ("", ""),
            ("Đường Hòa Bình", "duong hoa binh"),
            ("ƯỚC MƠ", "uoc mo"),
            // Decomposed, as macOS writes file names.
            ("u\u{31b}o\u{31b}\u{301}c", "uoc"),
            ("Ðà Nẵng", "da nang"),
            ("Ɖắk Lắk", "dak lak"),
            ("Chỉ thị số 05-CT/TW", "chi thi so 05-ct/tw"),
            ("café Zoë", "cafe zoe"),
            ("İstanbul", "istanbul"),
            ("日本 🙂", "日本 🙂"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
            assert_eq!(fold(&fold(text)), folded, "folding twice changes nothing: {text}");
        }
    }

    #[test]
    fn a_word_with_a_vietnamese_mark_means_itself() {
        for word in ["đường", "duờng", "dương", "Đ", "Ð", "hòa", "ăn", "a\u{309}"] {
            assert!(has_marks(word), "{word}");
        }
        for word in ["", "duong", "news", "2019", "über", "日本"] {
            assert!(!has_marks(word), "{word}");
        }
    }

    #[test]
    fn spellings_that_read_the_same_are_equal_and_others_are_not() {
        for (one, other) in [
            ("hoà", "hòa"),
            ("HOÀ BÌNH", "hòa bình"),
            ("uỷ ban", "ủy ban"),
            ("Thuỵ Điển", "Thụy Điển"),
            ("khoẻ", "khỏe"),
            ("toả,", "tỏa,"),
            ("hoa\u{300}", "hòa"),
            ("Ðảng", "Đảng"),
        ] {
            assert_eq!(exact(one), exact(other), "{one} {other}");
        }
        for (text, kept) in [("quý", "quý"), ("hoài", "hoài"), ("loét", "loét"), ("huyết", "huyết"), ("thuở", "thuở")]
        {
            assert_eq!(exact(text), kept);
        }
        assert_ne!(exact("đường"), exact("dương"));
        assert_ne!(exact("hòa"), exact("hóa"));
    }

    #[test]
    fn a_slug_is_cut_between_words() {
        for (text, max, slugged) in [
            ("Hội nghị lần thứ 18 (mở rộng)", 80, "hoi-nghi-lan-thu-18-mo-rong"),
            ("Đường về quê", 80, "duong-ve-que"),
            ("Đường về quê", 9, "duong-ve"),
            ("Đường về quê", 8, "duong-ve"),
            ("Đường về quê", 7, "duong"),
            ("  “Chợ nổi”: mưa, nắng… ", 80, "cho-noi-mua-nang"),
            ("The town’s river", 80, "the-towns-river"),
            ("Straße", 80, "strasse"),
            ("supercalifragilistic", 5, "super"),
            ("日本", 80, ""),
            ("", 80, ""),
            ("một hai", 0, ""),
        ] {
            assert_eq!(slug(text, max), slugged, "{text} at {max}");
        }
    }

    #[test]
    fn syllables_are_counted_as_the_desk_counts_them() {
        #[derive(serde::Deserialize)]
        struct Case {
            text: String,
            count: u32,
        }
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../../tests/fixtures/words.json")).unwrap();
        assert!(!cases.is_empty());
        for Case { text, count } in cases {
            assert_eq!(syllables(&text), count, "{text}");
        }
    }
}
