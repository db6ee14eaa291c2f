//! The syllables that Vietnamese has, generated from onset × rime × tone.
//!
//! More is legal here than any dictionary lists: dialect, names and sounds are all written by the same rules.

use std::{collections::HashMap, sync::LazyLock};

use super::letter::{Letter, ToneMark, read as read_letter, with_tone};
use crate::letters::lower;

/// No syllable has more letters: nghiêng.
const LONGEST: usize = 7;

/// Onsets before any rime that begins with another letter than e, ê, i, y.
const BEFORE_BACK: &str = "b c ch d đ g gi h kh l m n ng nh p ph r s t th tr v x";
/// And before those. `gi` before e and ê; before i it is written `g`.
const BEFORE_FRONT: &str = "b ch d đ gh h k kh l m n ngh nh p ph r s t th tr v x";

const RIMES: &str = "
    a ac ach ai am an ang anh ao ap at au ay
    ăc ăm ăn ăng ăp ăt
    âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ooc oong
    ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oen oeo oet
    uân uâng uât uây uê uêch uên uênh uêt uơ
    uy uya uych uyn uynh uyt uyp uyu uyên uyêt";

/// Rimes that no consonant goes before; `y` and `i` stand for each other in some.
const ALONE: &str = "y yêm yên yêng yêt yêu";
/// What `y` alone may follow: kỹ, lý, mỹ.
const BEFORE_Y: &str = "h k l m n ph s t th v";
/// What follows `g` that is read as `gi`.
const AFTER_G: &str = "i im in ip it iêng iêc iêt iên iêm";
/// What follows `qu`.
const AFTER_QU: &str = "
    a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây âu e en eng eo et ê ên ênh êch êt êu
    i in inh it ich iu y yn ynh ych yt yên yêt ơ ơi ơn ơt ôc";

/// A syllable without its tone.
struct Shape {
    /// Where the tone stands, as it was always written (hòa), and as it is since the eighties (hoà).
    older: usize,
    newer: usize,
    /// It ends in c, ch, p or t: sắc and nặng are its only tones.
    stops: bool,
}

/// By its letters' codes, five bits each.
static SHAPES: LazyLock<HashMap<u64, Shape>> = LazyLock::new(|| {
    let mut shapes = HashMap::new();
    let mut add = |onset: &str, rime: &str| {
        let letters: Vec<char> = onset.chars().chain(rime.chars()).collect();
        let Some(key) = key(letters.iter().filter_map(|letter| read_letter(*letter))) else { return };
        let (older, newer) = tone_places(rime);
        let before = onset.chars().count();
        let stops = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
        shapes.insert(key, Shape { older: before + older, newer: before + newer, stops });
    };
    for rime in RIMES.split_whitespace() {
        let is_front = rime.starts_with(['e', 'ê', 'i']);
        let onsets = if is_front { BEFORE_FRONT } else { BEFORE_BACK };
        onsets.split(' ').for_each(|onset| add(onset, rime));
        if !rime.starts_with("iê") {
            add("", rime);
        }
        if rime.starts_with(['e', 'ê']) {
            add("gi", rime);
        }
    }
    ALONE.split(' ').for_each(|rime| add("", rime));
    BEFORE_Y.split(' ').for_each(|onset| add(onset, "y"));
    AFTER_G.split(' ').for_each(|rime| add("g", rime));
    AFTER_QU.split_whitespace().for_each(|rime| add("qu", rime));
    shapes
});

fn key(letters: impl Iterator<Item = Letter>) -> Option<u64> {
    let mut key = 0;
    for (at, letter) in letters.enumerate() {
        if at == LONGEST {
            return None;
        }
        key = key << 5 | u64::from(letter.code);
    }
    Some(key)
}

/// On which letter of a rime the tone stands, by the older and by the newer rule.
fn tone_places(rime: &str) -> (usize, usize) {
    let letters: Vec<char> = rime.chars().collect();
    let vowels = letters.iter().take_while(|letter| "aăâeêioôơuưy".contains(**letter)).count();
    // A vowel with a mark of its own takes the tone, of two the second.
    if let Some(marked) = letters.iter().rposition(|letter| "ăâêôơư".contains(*letter)) {
        return (marked, marked);
    }
    match (vowels, letters.len() - vowels) {
        (2, 0) if matches!(rime, "oa" | "oe" | "uy") => (0, 1),
        (1, _) | (2, 0) => (0, 0),
        _ => (1, 1),
    }
}

/// A word that has a syllable's letters, whatever its tone and wherever it stands.
pub struct Syllable {
    pub tone: ToneMark,
    /// Which letter bears it.
    at: Option<usize>,
    older: usize,
    newer: usize,
    stops: bool,
}

impl Syllable {
    /// Reads small and large letters alike. `None` where the letters make no syllable, or bear two tones.
    pub fn read(word: &[char]) -> Option<Self> {
        if word.len() > LONGEST {
            return None;
        }
        let (mut key, mut tone, mut at) = (0, ToneMark::Level, None);
        for (place, letter) in word.iter().enumerate() {
            let letter = read_letter(lower(*letter))?;
            key = key << 5 | u64::from(letter.code);
            if letter.tone != ToneMark::Level {
                if at.is_some() {
                    return None;
                }
                (tone, at) = (letter.tone, Some(place));
            }
        }
        let Shape { older, newer, stops } = *SHAPES.get(&key)?;
        Some(Self { tone, at, older, newer, stops })
    }

    pub fn has_legal_tone(&self) -> bool {
        !self.stops || matches!(self.tone, ToneMark::Acute | ToneMark::Dot)
    }

    pub fn has_legal_place(&self) -> bool {
        self.at.is_none_or(|at| at == self.older || at == self.newer)
    }

    pub fn is_legal(&self) -> bool {
        self.has_legal_tone() && self.has_legal_place()
    }

    /// Where the tone is to be by the older and by the newer rule, where they differ on this syllable and it bears one.
    pub fn is_older(&self) -> Option<bool> {
        let at = self.at.filter(|_| self.older != self.newer)?;
        Some(at == self.older)
    }
}

pub fn is_syllable(word: &[char]) -> bool {
    Syllable::read(word).is_some_and(|syllable| syllable.is_legal())
}

/// The word with its tone where the older or the newer rule puts it.
pub fn moved(word: &[char], syllable: &Syllable, to_older: bool) -> String {
    let place = if to_older { syllable.older } else { syllable.newer };
    let tone = |at: usize| if at == place { syllable.tone } else { ToneMark::Level };
    word.iter().enumerate().map(|(at, letter)| with_tone(*letter, tone(at))).collect()
}

/// The word with another tone, where it stands.
pub fn retoned(word: &[char], syllable: &Syllable, tone: ToneMark) -> String {
    moved(word, &Syllable { tone, ..*syllable }, true)
}

/// Onsets that are read alike, each where the other is wrong: nghành, nge, kủa.
const READ_ALIKE: [(&str, &str); 3] = [("ngh", "ng"), ("gh", "g"), ("k", "c")];

/// Two vowels that are always written together, and how they are written where a mark was left out: thưỏng, thuởng.
const HALF_MARKED: [([char; 2], [char; 2]); 4] =
    [(['ư', 'o'], ['ư', 'ơ']), (['u', 'ơ'], ['ư', 'ơ']), (['i', 'e'], ['i', 'ê']), (['u', 'o'], ['u', 'ô'])];

/// A word that is read as a syllable but not written as one, written right.
pub fn respelt(word: &[char]) -> Option<String> {
    onset_respelt(word).or_else(|| vowels_respelt(word))
}

fn onset_respelt(word: &[char]) -> Option<String> {
    let begins = |onset: &str| {
        let length = onset.len();
        (word.len() > length && word.iter().zip(onset.chars()).all(|(letter, other)| lower(*letter) == other))
            .then_some(length)
    };
    READ_ALIKE.iter().flat_map(|&(one, other)| [(one, other), (other, one)]).find_map(|(wrong, right)| {
        let length = begins(wrong)?;
        let onset = right
            .chars()
            .enumerate()
            .map(|(at, letter)| if at == 0 && word[0].is_uppercase() { letter.to_ascii_uppercase() } else { letter });
        let respelt: Vec<char> = onset.chain(word[length..].iter().copied()).collect();
        is_syllable(&respelt).then(|| respelt.into_iter().collect())
    })
}

fn vowels_respelt(word: &[char]) -> Option<String> {
    let letters: Vec<Letter> = word.iter().map(|letter| read_letter(lower(*letter))).collect::<Option<_>>()?;
    let code = |letter: char| read_letter(letter).map(|letter| letter.code);
    (1..word.len()).find_map(|at| {
        let pair = [Some(letters[at - 1].code), Some(letters[at].code)];
        let (_, right) = HALF_MARKED.iter().find(|(wrong, _)| wrong.map(code) == pair)?;
        let mut respelt = word.to_vec();
        for (place, vowel) in [at - 1, at].into_iter().zip(right) {
            let toned = with_tone(*vowel, letters[place].tone);
            respelt[place] =
                if word[place].is_uppercase() { toned.to_uppercase().next().unwrap_or(toned) } else { toned };
        }
        let syllable = Syllable::read(&respelt).filter(Syllable::has_legal_tone)?;
        Some(moved(&respelt, &syllable, true))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    #[test]
    fn syllables_are_legal_by_onset_rime_and_tone() {
        let legal = "nghiêng Nguyễn quốc quý quỹ qui gì giếng gìn gia giặt giò yêu ý lý kỹ thuở khuỷu ngoằn ngoèo \
             hòa hoà khỏe khoẻ ủy uỷ thúy thuý ĐƯỜNG xoong moóc buýt huých tuýp nghĩa cứu rượu người mười quyển \
             chuyện xuân huệ quạ quở a ở u oan ức ghế gà ghi xích quỳnh khuya hoáy nghề gìm tuần hươu cuốc";
        for word in legal.split_whitespace() {
            assert!(is_syllable(&chars(word)), "{word}");
        }
        let illegal = "tóan qủa gỉai thưỏng nghành nge ngiêm kủa cê ghà thuc càc mốt̀ hoạch̃ w zô fim jô strong \
             iêu hòan qúy uýên thúôc aa bbb vẫncòn đđ nguyễễn kà qúa mìên";
        for word in illegal.split_whitespace() {
            assert!(!is_syllable(&chars(word)), "{word}");
        }
    }

    #[test]
    fn a_tone_moves_to_where_either_rule_puts_it() {
        for (word, older, newer) in [
            ("hoà", "hòa", "hoà"),
            ("HÒA", "HÒA", "HOÀ"),
            ("Thuý", "Thúy", "Thuý"),
            ("tóan", "toán", "toán"),
            ("qủa", "quả", "quả"),
            ("gỉai", "giải", "giải"),
            ("ngừơi", "người", "người"),
            ("Tuýên", "Tuyến", "Tuyến"),
        ] {
            let word = chars(word);
            let syllable = Syllable::read(&word).unwrap();
            assert_eq!((moved(&word, &syllable, true), moved(&word, &syllable, false)), (older.into(), newer.into()));
        }
    }

    #[test]
    fn the_two_rules_differ_only_where_a_glide_meets_an_open_vowel() {
        for (word, is_older) in [
            ("hòa", Some(true)),
            ("hoà", Some(false)),
            ("ủy", Some(true)),
            ("quý", None),
            ("toàn", None),
            ("hoa", None),
            ("thuở", None),
            ("huệ", None),
            ("khoái", None),
        ] {
            assert_eq!(Syllable::read(&chars(word)).and_then(|syllable| syllable.is_older()), is_older, "{word}");
        }
    }

    #[test]
    fn what_is_read_as_a_syllable_is_written_as_one() {
        for (word, right) in [
            ("nghành", Some("ngành")),
            ("Nge", Some("Nghe")),
            ("ngiêm", Some("nghiêm")),
            ("kủa", Some("của")),
            ("ghà", Some("gà")),
            ("cẻ", Some("kẻ")),
            ("thưỏng", Some("thưởng")),
            ("thuởng", Some("thưởng")),
            ("tiéng", Some("tiếng")),
            ("thuọc", Some("thuộc")),
            ("strong", None),
            ("ng", None),
        ] {
            assert_eq!(respelt(&chars(word)).as_deref(), right, "{word}");
        }
    }
}
