//! Vietnamese as it was written before Unicode: each program had letters of its own, drawn by fonts of its own, in the
//! 256 places of a byte. Such a text is met as bytes, and as Unicode where somebody read it as Western (windows-1252):
//! then each letter of U+0080 to U+00FF, or its windows-1252 look-alike, stands for a byte.
//!
//! `data/legacy_letters.json` is the one table. It is written as such a text looks when it is read as Western, so a soft
//! hyphen in it is a letter. The screen reads the same file for what is pasted (`ui/src/editor/paste/legacy.ts`).

use std::{collections::HashMap, sync::LazyLock};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization;

use crate::strings::{self, Language};

/// The letters that a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum Letters {
    #[serde(rename = "utf-8")]
    Utf8,
    /// TCVN 5712:1993 VN3, "ABC", of the fonts whose names begin with `.Vn`: the north, and the state's offices. It has no
    /// capitals with a tone; fonts whose names end in `H` draw every letter as a capital.
    #[serde(rename = "tcvn3")]
    Tcvn3,
    /// Of the fonts whose names begin with `VNI-`: the south. A letter and its marks are two bytes.
    #[serde(rename = "vni")]
    Vni,
    /// Microsoft's. A tone is a byte behind its letter.
    #[serde(rename = "windows-1258")]
    Windows1258,
    #[serde(rename = "viscii")]
    Viscii,
    #[serde(rename = "vps")]
    Vps,
    /// UTF-8 that was read as Western, and written down so: "lÃ¡".
    #[serde(rename = "misread-utf-8")]
    MisreadUtf8,
}

impl Letters {
    pub const ALL: &'static [Letters] = &[
        Letters::Utf8,
        Letters::Tcvn3,
        Letters::Vni,
        Letters::Windows1258,
        Letters::Viscii,
        Letters::Vps,
        Letters::MisreadUtf8,
    ];

    /// As people name them in a call, and as reports do.
    pub fn name(self) -> &'static str {
        match self {
            Letters::Utf8 => "utf-8",
            Letters::Tcvn3 => "tcvn3",
            Letters::Vni => "vni",
            Letters::Windows1258 => "windows-1258",
            Letters::Viscii => "viscii",
            Letters::Vps => "vps",
            Letters::MisreadUtf8 => "misread-utf-8",
        }
    }

    /// As a sentence names them.
    pub fn called(self, language: Language) -> String {
        strings::text(language, &format!("letters.{}", self.name()))
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|letters| letters.name().eq_ignore_ascii_case(name))
    }

    /// The text that these bytes are in these letters, composed; `None` only for bytes that are no UTF-8.
    pub fn decode_bytes(self, bytes: &[u8]) -> Option<String> {
        match self {
            Letters::Utf8 | Letters::MisreadUtf8 => std::str::from_utf8(bytes).ok().map(|text| self.decode(text)),
            _ => Some(self.decode(&western(bytes))),
        }
    }

    /// The text that one read as Western is in these letters, composed. What stands for no letter stays.
    pub fn decode(self, text: &str) -> String {
        match self.table() {
            None if self == Letters::MisreadUtf8 => misread::read(text),
            None => text.nfc().collect(),
            Some(table) => capitals::raised(&table.decoded(text), table),
        }
    }

    /// The same in a font that draws every letter as a capital.
    pub fn decode_capitals(self, text: &str) -> String {
        self.table().map_or_else(|| text.nfc().collect(), |table| table.decoded(text)).to_uppercase()
    }

    fn table(self) -> Option<&'static Table> {
        TABLES.get(self.name())
    }
}

/// What these bytes look like to whoever takes them for Western.
pub fn western(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| looks(char::from(*byte))).collect()
}

/// What windows-1252 has in the places from 0x80 on; five are of nothing, and stay controls.
const WESTERN: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A letter as the table has it: one that was read as Latin-1 instead is its windows-1252 look-alike, and the Greek letter
/// that some programs make of the micro sign is that again.
fn looks(letter: char) -> char {
    match letter {
        '\u{80}'..='\u{9f}' => WESTERN[letter as usize - 0x80],
        'μ' => 'µ',
        _ => letter,
    }
}

static TABLES: LazyLock<HashMap<String, Table>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        letters: Vec<String>,
        encodings: HashMap<String, Written>,
    }
    #[derive(Deserialize)]
    struct Written {
        small: Vec<String>,
        /// In the order of the letters; those that are missing, or a hyphen, have no capital.
        large: Vec<String>,
        /// What else stands for a letter.
        #[serde(default)]
        also: HashMap<String, char>,
    }
    let file: File = serde_json::from_str(include_str!("../data/legacy_letters.json")).expect("a test reads it");
    let small: Vec<char> = cells(&file.letters).filter_map(|cell| cell.chars().next()).collect();
    let read = |written: Written| {
        let mut table = Table::default();
        for (cell, letter) in cells(&written.small).zip(&small) {
            table.add(cell, *letter);
        }
        for (cell, letter) in cells(&written.large).zip(&small) {
            table.add(cell, large(*letter));
        }
        for (cell, letter) in &written.also {
            table.add(cell, *letter);
        }
        table
    };
    file.encodings.into_iter().map(|(name, written)| (name, read(written))).collect()
});

fn cells(lines: &[String]) -> impl Iterator<Item = &str> {
    // No other white space parts them: one of these letters is a no-break space.
    lines.iter().flat_map(|line| line.split(' '))
}

fn large(letter: char) -> char {
    letter.to_uppercase().next().unwrap_or(letter)
}

/// One encoding's letters, by how they look.
#[derive(Default)]
struct Table {
    single: HashMap<char, char>,
    /// A letter and the mark behind it.
    pairs: HashMap<(char, char), char>,
    /// Each letter that it can write.
    written: std::collections::HashSet<char>,
}

impl Table {
    fn add(&mut self, cell: &str, letter: char) {
        let mut looks = cell.chars();
        match (looks.next(), looks.next()) {
            (Some('-'), None) | (None, _) => return,
            (Some(look), None) => self.single.insert(look, letter),
            (Some(look), Some(mark)) => self.pairs.insert((look, mark), letter),
        };
        self.written.insert(letter);
    }

    fn decoded(&self, text: &str) -> String {
        // Programs of a Mac take letters apart.
        let mut looks = text.nfc().map(looks).peekable();
        let mut made = String::with_capacity(text.len());
        while let Some(look) = looks.next() {
            if let Some(letter) = looks.peek().and_then(|mark| self.pair(look, *mark)) {
                looks.next();
                made.push(letter);
            } else {
                made.push(self.single.get(&look).copied().unwrap_or(look));
            }
        }
        made.nfc().collect()
    }

    /// A mark is the same mark small or large: both "Oâng" and "OÂng" were typed.
    fn pair(&self, look: char, mark: char) -> Option<char> {
        let other = || if mark.is_lowercase() { large(mark) } else { mark.to_lowercase().next().unwrap_or(mark) };
        self.pairs.get(&(look, mark)).or_else(|| self.pairs.get(&(look, other()))).copied()
    }

    /// Whether it can write the letter small only.
    fn lacks_capital(&self, letter: char) -> bool {
        self.written.contains(&letter) && !letter.is_uppercase() && !self.written.contains(&large(letter))
    }
}

/// UTF-8 whose bytes somebody took for Western letters, one by one.
mod misread {
    use unicode_normalization::UnicodeNormalization;

    use super::WESTERN;

    /// Who reads twice in the wrong way writes twice in it.
    const TIMES: usize = 3;

    pub fn read(text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..TIMES {
            let again = once(&text);
            if again == text {
                break;
            }
            text = again;
        }
        text.nfc().collect()
    }

    fn once(text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let mut made = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(letter) = letters.get(at) {
            match whole(&letters[at..]) {
                Some((read, length)) => {
                    made.push(read);
                    at += length;
                }
                None => {
                    made.push(*letter);
                    at += 1;
                }
            }
        }
        made
    }

    /// The letter that begins here, and how many it was read as.
    fn whole(letters: &[char]) -> Option<(char, usize)> {
        let first = byte(*letters.first()?)?;
        // The second byte of à is a no-break space, of which many programs make a plain one. It mostly ends a word.
        if first == 0xc3 && letters.get(1).is_none_or(|next| next.is_ascii_whitespace()) {
            return Some(('à', 1 + usize::from(matches!(letters.get(1..3), Some([' ', ' '])))));
        }
        let length = match first {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        let bytes: Vec<u8> = letters.get(..length)?.iter().map_while(|letter| byte(*letter)).collect();
        let read = std::str::from_utf8(&bytes).ok()?.chars().next()?;
        (bytes.len() == length && !read.is_control()).then_some((read, length))
    }

    /// The byte that a letter was read from, as Western or, on a Vietnamese Windows, as windows-1258.
    fn byte(letter: char) -> Option<u8> {
        Some(match letter {
            'Ă' => 0xc3,
            'Đ' => 0xd0,
            'Ơ' => 0xd5,
            'Ư' => 0xdd,
            'ă' => 0xe3,
            'đ' => 0xf0,
            'ơ' => 0xf5,
            'ư' => 0xfd,
            '₫' => 0xfe,
            '\u{80}'..='\u{ff}' => letter as u8,
            _ => u8::try_from(WESTERN.iter().position(|western| *western == letter)? + 0x80).ok()?,
        })
    }
}

/// Capitals that the letters had no place for. Who wrote in capitals with .VnTime wrote "CéNG HßA", and "ë Hµ Néi" at the
/// head of a sentence: what stands beside such a letter tells that it is one.
mod capitals {
    use super::{Table, large};

    pub fn raised(text: &str, table: &Table) -> String {
        if !text.chars().any(|letter| table.lacks_capital(letter)) {
            return text.to_owned();
        }
        let mut made = String::with_capacity(text.len());
        let mut before = Line::default();
        for line in text.split_inclusive('\n') {
            raise_line(line, &before, table, &mut made);
            before = Line::of(line);
        }
        made
    }

    /// What of a line matters to the one below.
    #[derive(Default)]
    struct Line {
        /// It was broken in mid-sentence, for its width.
        goes_on: bool,
    }

    impl Line {
        /// Shorter lines that end without a stop are headlines.
        const WIDE: usize = 50;

        fn of(line: &str) -> Self {
            let line = line.trim();
            Self { goes_on: line.chars().count() > Self::WIDE && !line.ends_with(ends_sentence) }
        }
    }

    fn ends_sentence(letter: char) -> bool {
        matches!(letter, '.' | '!' | '?' | '…' | ':' | '"' | '”' | '»' | ')')
    }

    /// How a word is written, as far as the letters tell that have both forms.
    #[derive(Clone, Copy, PartialEq)]
    enum Case {
        Capitals,
        Small,
        /// Only a capital at its head tells, or nothing.
        Open,
    }

    fn case(word: &str, table: &Table) -> Case {
        let told = || word.char_indices().filter(|(_, letter)| !table.lacks_capital(*letter));
        if told().any(|(_, letter)| !letter.is_uppercase()) {
            Case::Small
        } else if told().any(|(at, _)| at > 0) {
            Case::Capitals
        } else {
            Case::Open
        }
    }

    fn raise_line(line: &str, before: &Line, table: &Table, made: &mut String) {
        let words = words(line);
        let word = |(at, end): (usize, usize)| &line[at..end];
        let cases: Vec<Case> = words.iter().map(|place| case(word(*place), table)).collect();
        // A line is in capitals by words that nobody abbreviates: "Bộ GTVT" is no such line.
        let count = |wanted: Case| cases.iter().filter(|case| **case == wanted).count();
        let is_sure = |(place, case): (&(usize, usize), &Case)| {
            *case == Case::Capitals && word(*place).contains(|letter| table.lacks_capital(letter))
        };
        let all = count(Case::Capitals) > count(Case::Small) && words.iter().zip(&cases).any(is_sure);
        let (mut written, mut starts) = (0, !before.goes_on);
        for (&(at, end), case) in words.iter().zip(&cases) {
            let between = &line[written..at];
            let opened = between.trim_end_matches(['“', '"', '\'', '‘', '(', '«', '-', '–', ' ', '\u{a0}']);
            starts |= opened.ends_with(['.', '!', '?', '…']);
            made.push_str(between);
            let mut letters = line[at..end].chars();
            if *case == Case::Capitals || all && *case == Case::Open {
                made.extend(letters.flat_map(char::to_uppercase));
            } else {
                made.extend(letters.next().map(|first| if starts { raised_first(first, table) } else { first }));
                made.push_str(letters.as_str());
            }
            (written, starts) = (end, false);
        }
        made.push_str(&line[written..]);
    }

    /// Other letters would have been capitals if they had been meant to.
    fn raised_first(letter: char, table: &Table) -> char {
        if table.lacks_capital(letter) { large(letter) } else { letter }
    }

    /// Where words stand.
    fn words(line: &str) -> Vec<(usize, usize)> {
        let mut words: Vec<(usize, usize)> = Vec::new();
        for (at, letter) in line.char_indices().filter(|(_, letter)| letter.is_alphabetic()) {
            let end = at + letter.len_utf8();
            match words.last_mut() {
                Some((_, last)) if *last == at => *last = end,
                _ => words.push((at, end)),
            }
        }
        words
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OLD: [Letters; 5] = [Letters::Tcvn3, Letters::Vni, Letters::Windows1258, Letters::Viscii, Letters::Vps];

    /// The letters as the encoding writes them, as they look when they are read as Western; those that it lacks as they are.
    fn encoded(letters: Letters, text: &str) -> String {
        let table = letters.table().unwrap();
        let look = |letter: char| {
            let is_it = |found: &char| *found == letter;
            let pair =
                table.pairs.iter().find(|(_, found)| is_it(found)).map(|((look, mark), _)| format!("{look}{mark}"));
            let single = table.single.iter().find(|(_, found)| is_it(found)).map(|(look, _)| look.to_string());
            single.or(pair).unwrap_or_else(|| letter.to_string())
        };
        text.chars().map(look).collect()
    }

    fn bytes_of(look: &str) -> Vec<u8> {
        let byte = |look: char| {
            let high = WESTERN.iter().position(|western| *western == look).map(|at| at + 0x80);
            u8::try_from(high.unwrap_or(look as usize)).unwrap()
        };
        look.chars().map(byte).collect()
    }

    const VOWELS: &str = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ";

    #[test]
    fn the_table_has_every_letter_in_every_encoding() {
        for letters in OLD {
            let table = letters.table().unwrap();
            let missing: String = VOWELS
                .chars()
                .chain(['đ'])
                .filter(|letter| !letter.is_ascii() && !table.written.contains(letter))
                .collect();
            assert_eq!(missing, "", "{letters:?}");
            let no_capital = VOWELS
                .to_uppercase()
                .chars()
                .filter(|letter| !letter.is_ascii() && !table.written.contains(letter))
                .count();
            let expected = match letters {
                Letters::Tcvn3 => 60,
                // They share the small letter's place.
                Letters::Vps => 14,
                _ => 0,
            };
            assert_eq!(no_capital, expected, "{letters:?}");
        }
    }

    proptest! {
        #[test]
        fn what_was_written_in_old_letters_is_read_again(
            text in proptest::string::string_regex(&format!("[{VOWELS}{}đĐbcdghklmnpqrstvx .,]{{0,40}}", VOWELS.to_uppercase())).unwrap()
        ) {
            for letters in [Letters::Vni, Letters::Windows1258, Letters::Viscii] {
                let look = encoded(letters, &text);
                prop_assert_eq!(&letters.decode(&look), &text);
                prop_assert_eq!(letters.decode_bytes(&bytes_of(&look)).unwrap(), text.clone());
            }
            for letters in [Letters::Tcvn3, Letters::Vps] {
                let look = encoded(letters, &text.to_lowercase());
                prop_assert_eq!(letters.decode(&look).to_lowercase(), text.to_lowercase());
                prop_assert_eq!(letters.decode_bytes(&bytes_of(&look)).unwrap().to_lowercase(), text.to_lowercase());
                prop_assert_eq!(letters.decode_capitals(&look), text.to_uppercase());
            }
        }
    }

    #[test]
    fn texts_of_the_time_are_read() {
        for (letters, look, text) in [
            (
                Letters::Tcvn3,
                "X\u{ad}ëng cña «ng T\u{ad} L\u{ad}îng mçi n¨m chØ cßn ®ãng ba chiÕc ghe.",
                "Xưởng của ông Tư Lượng mỗi năm chỉ còn đóng ba chiếc ghe.",
            ),
            // A Mac, and a program that took the micro sign for Greek.
            (Letters::Tcvn3, "vμ ®o\u{b5}n", "và đoàn"),
            (
                Letters::Vni,
                "OÂng Tö Löôïng hoïc ngheà töø naêm 15 tuoåi ôû Caùi Saäy",
                "Ông Tư Lượng học nghề từ năm 15 tuổi ở Cái Sậy",
            ),
            (Letters::Vni, "Oâng ÑAËNG VAÊN MÖÔØI, Ñaëng Vaên Möôøi", "Ông ĐẶNG VĂN MƯỜI, Đặng Văn Mười"),
            (Letters::Vni, "o\u{302}\u{309}n ñònh, quyù vò", "ổn định, quý vị"),
            (Letters::Windows1258, "Tiêìng Viêòt, Ðiện Biên: 500.000þ", "Tiếng Việt, Điện Biên: 500.000₫"),
            (Letters::Windows1258, "aÌ, à, miÌnh, toÞ", "à, à, mình, tõ"),
            (Letters::Viscii, "Ti\u{aa}ng Vi\u{ae}t ð\u{df}þc", "Tiếng Việt được"),
            (Letters::Vps, "Ti\u{89}ng Vi\u{8c}t", "Tiếng Việt"),
            (Letters::Utf8, "Tie\u{302}\u{301}ng", "Tiếng"),
            (Letters::MisreadUtf8, "TÃ\u{ad}t: Ä\u{90}Ã\u{a0} lÃ  Ä‘Ã³, lÃ\nvÃ", "Tít: Đà là đó, là\nvà"),
            // On a Vietnamese Windows; twice; with pictures.
            (Letters::MisreadUtf8, "lĂ\u{a0} Ä‘Ă³ng", "là đóng"),
            (Letters::MisreadUtf8, "TÃƒÂ\u{ad}t â€œxâ€\u{9d}, don’t", "Tít “x”, don’t"),
            (Letters::MisreadUtf8, "ðŸ™‚ Â«xÂ»", "🙂 «x»"),
        ] {
            assert_eq!(letters.decode(look), text, "{letters:?}");
        }
    }

    #[test]
    fn capitals_that_had_no_place_are_raised_where_they_stood() {
        for (look, text) in [
            ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
            ("Hå ChÝ Minh, Bµ RÞa, Hµ TÜnh", "Hồ Chí Minh, Bà Rịa, Hà Tĩnh"),
            ("Bé GTVT vµ Së GD&§T", "Bộ GTVT và Sở GD&ĐT"),
            ("Së VHTT", "Sở VHTT"),
            ("ë Hµ Néi. ë HuÕ th× kh«ng", "Ở Hà Nội. Ở Huế thì không"),
            ("“ë ®©y vui l¾m” - «ng nãi", "“Ở đây vui lắm” - ông nói"),
            ("ë Hµ NéI", "Ở HÀ NỘI"),
            ("«ng sèng ë HuÕ", "ông sống ở Huế"),
            // Broken for its width: the line below goes on.
            (
                "C¸c c¬ quan chøc n¨ng cña thµnh phè ®· cã mÆt tõ sím\në hiÖn tr\u{ad}êng",
                "Các cơ quan chức năng của thành phố đã có mặt từ sớm\nở hiện trường",
            ),
            ("TÝt ng¾n\në hiÖn tr\u{ad}êng", "Tít ngắn\nỞ hiện trường"),
        ] {
            assert_eq!(Letters::Tcvn3.decode(look), text);
        }
        assert_eq!(Letters::Tcvn3.decode_capitals("thî ®ãng ghe"), "THỢ ĐÓNG GHE");
    }

    /// The page reads what is pasted in such fonts (`ui/src/editor/paste/legacy.ts`), and the same cases.
    #[test]
    fn the_page_reads_the_same() {
        #[derive(Deserialize)]
        struct Case {
            letters: Letters,
            look: String,
            text: String,
        }
        let cases: Vec<Case> =
            serde_json::from_str(include_str!("../../../tests/fixtures/legacy_letters.json")).unwrap();
        assert!(!cases.is_empty());
        for Case { letters, look, text } in cases {
            assert_eq!(letters.decode(&look), text);
        }
    }

    #[test]
    fn letters_are_named_in_one_way() {
        for &letters in Letters::ALL {
            assert_eq!(Letters::from_name(&letters.name().to_uppercase()), Some(letters));
            assert_eq!(serde_json::to_value(letters).unwrap(), letters.name());
            assert_ne!(letters.called(Language::English), format!("letters.{}", letters.name()));
        }
        assert_eq!(Letters::from_name("latin-1"), None);
    }
}
