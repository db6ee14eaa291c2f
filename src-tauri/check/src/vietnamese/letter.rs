//! A letter of Vietnamese is one of 29, and a vowel bears one of six tones.

use crate::letters::lower;

/// The mark of a tone; each letter in [`TONED`] stands in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToneMark {
    /// ngang: no mark
    #[default]
    Level,
    /// huyền: à
    Grave,
    /// hỏi: ả
    Hook,
    /// ngã: ã
    Tilde,
    /// sắc: á
    Acute,
    /// nặng: ạ
    Dot,
}

impl ToneMark {
    const ALL: [ToneMark; 6] =
        [ToneMark::Level, ToneMark::Grave, ToneMark::Hook, ToneMark::Tilde, ToneMark::Acute, ToneMark::Dot];
}

/// Each vowel with its six tones.
const TONED: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// The letters without their tones; a letter's place, from 1, is its code.
const LETTERS: [char; 29] = [
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ', 'p', 'q', 'r', 's',
    't', 'u', 'ư', 'v', 'x', 'y',
];

/// A small letter as those of a syllable are compared: its code in five bits, and its tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub code: u8,
    pub tone: ToneMark,
}

/// Letters of Vietnamese reach to here.
const END: usize = 0x1EFA;

/// What each character is, so that reading a word is looking up its characters. 0 is no letter; else the code, and
/// the tone above its five bits.
static CODES: [u8; END] = codes();

const fn codes() -> [u8; END] {
    let mut codes = [0; END];
    let mut at = 0;
    while at < LETTERS.len() {
        codes[LETTERS[at] as usize] = at as u8 + 1;
        at += 1;
    }
    let mut vowel = 0;
    while vowel < TONED.len() {
        let mut tone = 1;
        while tone < 6 {
            codes[TONED[vowel][tone] as usize] = codes[TONED[vowel][0] as usize] | (tone as u8) << 5;
            tone += 1;
        }
        vowel += 1;
    }
    codes
}

/// The small letter `letter`; `None` for one that Vietnamese does not have.
pub(super) fn read(letter: char) -> Option<Letter> {
    let code = *CODES.get(letter as usize)?;
    (code != 0).then(|| Letter { code: code & 31, tone: ToneMark::ALL[usize::from(code >> 5)] })
}

/// The letter, small or large, with this tone and no other; what bears none stays as it is.
pub(super) fn with_tone(letter: char, tone: ToneMark) -> char {
    let small = lower(letter);
    let toned = TONED.iter().find(|row| row.contains(&small)).map_or(letter, |row| row[tone as usize]);
    if small == letter { toned } else { toned.to_uppercase().next().unwrap_or(toned) }
}
