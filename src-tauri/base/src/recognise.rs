//! Which letters a text is in, where nobody says it. A text in old letters spells no Vietnamese as it stands, and nearly
//! all of it does once it is read in its own; no other language does so by chance. Words are judged as the copy checker
//! judges syllables, and what is Unicode already stays as it is, paragraph by paragraph.

use std::{borrow::Cow, collections::HashSet};

use dateline_check::vietnamese::{is_syllable, rank};
use unicode_normalization::UnicodeNormalization;

use crate::legacy_letters::{Letters, western};

/// A text that was in old letters, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    pub letters: Letters,
    pub text: String,
}

/// What of a Unicode text somebody read as Western before.
pub fn recognised(text: &str) -> Option<Recognised> {
    recognised_as(text, Letters::ALL)
}

/// Of bytes that are no UTF-8.
pub fn recognised_bytes(bytes: &[u8]) -> Option<Recognised> {
    let old: Vec<Letters> = Letters::ALL.iter().copied().filter(|letters| *letters != Letters::MisreadUtf8).collect();
    recognised_as(&western(bytes), &old)
}

/// Reads all that is in these letters, and leaves what is Unicode.
pub fn converted(text: &str, letters: Letters) -> String {
    let composed: String = text.nfc().collect();
    convert(&composed, letters)
}

fn recognised_as(text: &str, among: &[Letters]) -> Option<Recognised> {
    // Most texts that come have none of it.
    if !text.chars().any(|letter| ('\u{80}'..='\u{ff}').contains(&letter) || letter == 'μ') {
        return None;
    }
    let text: String = text.nfc().collect();
    let best = among
        .iter()
        .filter_map(|letters| Some((*letters, Evidence::of(&mended(&text, *letters), *letters).weight()?)))
        // Of two that fit alike the first: the more usual.
        .reduce(|best, other| if other.1 > best.1 { other } else { best });
    let (letters, _) = best?;
    Some(Recognised { letters, text: convert(&text, letters) })
}

/// Enough to tell by, of however long a text.
const JUDGED: usize = 5000;

/// What speaks for a text's being in these letters.
#[derive(Default)]
struct Evidence {
    /// Words that are others once they are read, and those of them that are Vietnamese then, and were before.
    changed: usize,
    right: usize,
    /// Those that are right, each once, and how many of them are often written.
    different: HashSet<String>,
    usual: usize,
    /// Those that are written more often as they stand than as they are read, and the other way round.
    better_before: usize,
    better: usize,
    /// All words on their lines; of those without a letter beyond English, how many are no syllables.
    words: usize,
    foreign: usize,
}

impl Evidence {
    fn of(text: &str, letters: Letters) -> Self {
        let mut all = Self::default();
        for line in text.lines().filter(|line| !line.is_ascii() && !is_surely_unicode(line)) {
            let found = Self::of_line(line, letters);
            if found.changed > 0 {
                all.changed += found.changed;
                all.right += found.right;
                all.better += found.better;
                all.better_before += found.better_before;
                all.words += found.words;
                all.foreign += found.foreign;
                all.usual += found.usual;
                all.different.extend(found.different);
            }
            if all.words > JUDGED {
                break;
            }
        }
        all
    }

    fn of_line(line: &str, letters: Letters) -> Self {
        let mut found = Self::default();
        for word in line.split_whitespace() {
            // A sign by itself is a sign: 3 × 4.
            if !word.contains(|letter: char| letter.is_ascii_alphabetic()) {
                continue;
            }
            found.words += 1;
            if word.is_ascii() {
                found.foreign += usize::from(!syllables(word).all(is_a_syllable));
                continue;
            }
            let read = letters.decode(word);
            if read == word {
                continue;
            }
            let (often_before, often) = (commonness(word), commonness(&read));
            found.changed += 1;
            found.better_before += usize::from(often_before > often);
            found.better += usize::from(often > often_before);
            if let Some(often) = often {
                found.right += 1;
                found.usual += usize::from(often > SELDOM);
                found.different.insert(read.to_lowercase());
            }
        }
        found
    }

    /// None where it is not enough.
    fn weight(&self) -> Option<usize> {
        let is_enough = self.right >= 2
            && self.different.len() >= 2
            && self.usual > 0
            && self.right * 5 >= self.changed * 4
            && self.better_before * 3 <= self.better
            && self.changed * 4 >= self.words
            // Two or three words may be Vietnamese by chance, but not with others that are not.
            && (self.right >= 4 || self.foreign * 2 <= self.words - self.changed);
        is_enough.then_some(self.right)
    }
}

/// Of a syllable that there is, and hardly anybody writes.
const SELDOM: usize = 0;

/// How common a word is whose parts with letters beyond English are syllables, as its least common part is. None where
/// they are no syllables, or it has none.
fn commonness(word: &str) -> Option<usize> {
    let often = |part: &str| rank(&part.to_lowercase()).map_or(SELDOM, |rank| 1 + usize::MAX / 2 / rank);
    is_vietnamese(word).then(|| syllables(word).filter(|part| !part.is_ascii()).map(often).min())?
}

fn is_vietnamese(word: &str) -> bool {
    let mut marked = syllables(word).filter(|part| !part.is_ascii()).peekable();
    // Signs within a word are what old letters look like.
    let has_signs = word
        .trim_matches(is_around)
        .contains(|letter: char| !letter.is_alphabetic() && ('\u{80}'..='\u{ff}').contains(&letter));
    marked.peek().is_some() && !has_signs && marked.all(is_a_syllable)
}

fn is_a_syllable(word: &str) -> bool {
    is_syllable(&word.chars().collect::<Vec<_>>())
}

/// What stands around words in any letters.
fn is_around(letter: char) -> bool {
    letter.is_ascii_punctuation() || matches!(letter, '«' | '»') || is_quote(letter)
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '\u{2010}'..='\u{201f}' | '…')
}

fn syllables(word: &str) -> impl Iterator<Item = &str> {
    word.split(|letter: char| !letter.is_alphabetic()).filter(|part| !part.is_empty())
}

/// Letters that only Vietnamese has, and that none of the old ones looks like.
fn is_surely_unicode(text: &str) -> bool {
    text.contains(|letter| matches!(letter, '\u{1ea0}'..='\u{1ef9}' | 'ơ' | 'Ơ' | 'ư' | 'Ư'))
}

/// How a line is read.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Whole,
    /// It has both in it: word by word.
    Words,
    AsItIs,
}

fn convert(text: &str, letters: Letters) -> String {
    let is_half = text.lines().any(is_surely_unicode);
    let mut before = Reading::Whole;
    let mut how = |line: &str| {
        if is_surely_unicode(line) {
            return Reading::Words;
        }
        if is_half {
            let found = Evidence::of_line(line, letters);
            before = match found.better.cmp(&found.better_before) {
                std::cmp::Ordering::Greater => Reading::Whole,
                std::cmp::Ordering::Less => Reading::AsItIs,
                std::cmp::Ordering::Equal => before,
            };
        }
        before
    };
    let text = mended(text, letters);
    let mut made = String::with_capacity(text.len());
    // Lines that are read as a whole are read together: where a sentence begins, the line before tells.
    let mut together = String::new();
    for line in text.split_inclusive('\n') {
        let how = how(line);
        if how == Reading::Whole {
            together.push_str(line);
            continue;
        }
        made.push_str(&letters.decode(&std::mem::take(&mut together)));
        match how {
            Reading::Words => made.extend(line.split_inclusive(char::is_whitespace).map(|word| {
                let read = letters.decode(word);
                if is_vietnamese(&read) && !is_vietnamese(word) { read } else { word.to_owned() }
            })),
            _ => made.push_str(line),
        }
    }
    made.push_str(&letters.decode(&together));
    made
}

/// In TCVN3 the soft hyphen is ư. Programs that take it for one wrote "-" in its place: where none is left, a hyphen
/// that alone makes a syllable of its word is that letter.
fn mended(text: &str, letters: Letters) -> Cow<'_, str> {
    if letters != Letters::Tcvn3 || text.contains('\u{ad}') || !text.contains('-') {
        return Cow::Borrowed(text);
    }
    let is_word = |looks: &str| is_a_syllable(&Letters::Tcvn3.decode(looks));
    let mend = |word: &str| {
        let core = word.trim_matches(|letter: char| letter.is_ascii_punctuation() && letter != '-' || is_quote(letter));
        // Two words with a hyphen between them are two words.
        let is_letter = core.contains('-')
            && core.contains(char::is_alphabetic)
            && is_word(&core.replace('-', "\u{ad}"))
            && !core.split('-').all(is_word);
        if is_letter { word.replace('-', "\u{ad}") } else { word.to_owned() }
    };
    Cow::Owned(text.split_inclusive(char::is_whitespace).fold(String::with_capacity(text.len()), |made, word| {
        let end = word.trim_end().len();
        made + &mend(&word[..end]) + &word[end..]
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Letters, String)> {
        recognised(text).map(|Recognised { letters, text }| (letters, text))
    }

    #[test]
    fn a_text_in_old_letters_is_read_in_them() {
        for (letters, text, read_as) in [
            (
                Letters::Tcvn3,
                "Thî ®ãng ghe cuèi cïng ë vµm C¸i SËy\n15/10/2019\nX\u{ad}ëng cña «ng T\u{ad} L\u{ad}îng mçi n¨m chØ cßn ®ãng ba chiÕc ghe.\n¤ng T\u{ad} L\u{ad}îng häc nghÒ tõ n¨m 15 tuæi.",
                "Thợ đóng ghe cuối cùng ở vàm Cái Sậy\n15/10/2019\nXưởng của ông Tư Lượng mỗi năm chỉ còn đóng ba chiếc ghe.\nÔng Tư Lượng học nghề từ năm 15 tuổi.",
            ),
            (
                Letters::Vni,
                "Thôï ñoùng ghe cuoái cuøng ôû vaøm Caùi Saäy\n15/10/2019\nXöôûng cuûa oâng Tö Löôïng moãi naêm chæ coøn ñoùng ba chieác ghe.\nOÂng Tö Löôïng hoïc ngheà töø naêm 15 tuoåi.",
                "Thợ đóng ghe cuối cùng ở vàm Cái Sậy\n15/10/2019\nXưởng của ông Tư Lượng mỗi năm chỉ còn đóng ba chiếc ghe.\nÔng Tư Lượng học nghề từ năm 15 tuổi.",
            ),
            // Words that are others as they stand.
            (Letters::Tcvn3, "Tù ®éng gì bá tÊt c¶ c¸c gãi kh«ng dïng", "Tự động gỡ bỏ tất cả các gói không dùng"),
            (Letters::Vni, "Loãi phaân tích soá gaàn", "Lỗi phân tích số gần"),
            // A single headline; in capitals; of VNI.
            (Letters::Tcvn3, "§µ N½ng thö nghiÖm xe buýt ®iÖn", "Đà Nẵng thử nghiệm xe buýt điện"),
            (Letters::Tcvn3, "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (Letters::Vni, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            // As .VnTimeH is typed without the shift key.
            (Letters::Tcvn3, "céng hßa x· héi chñ nghÜa viÖt nam", "cộng hòa xã hội chủ nghĩa việt nam"),
            // With English, with Word's quotes, with numbers and signs.
            (
                Letters::Tcvn3,
                "Gi¸m ®èc World Bank t¹i ViÖt Nam, bµ Carolyn Turk, nãi: “The economy is recovering” – nÒn kinh tÕ ®ang håi phôc.",
                "Giám đốc World Bank tại Việt Nam, bà Carolyn Turk, nói: “The economy is recovering” – nền kinh tế đang hồi phục.",
            ),
            (
                Letters::Tcvn3,
                "Gi¸ vµng t¨ng 500.000 ®ång/l\u{ad}îng, lªn 36,5 – 36,8 triÖu ®ång (t¨ng 1,4%).",
                "Giá vàng tăng 500.000 đồng/lượng, lên 36,5 – 36,8 triệu đồng (tăng 1,4%).",
            ),
            // Half of it was written since: what is Unicode stays.
            (
                Letters::Tcvn3,
                "Thợ đóng ghe cuối cùng\nTôi có cô em\nX\u{ad}ëng cña «ng T\u{ad} L\u{ad}îng mçi n¨m chØ cßn ®ãng ba chiÕc ghe.\nẢnh: X\u{ad}ëng ghe cña «ng",
                "Thợ đóng ghe cuối cùng\nTôi có cô em\nXưởng của ông Tư Lượng mỗi năm chỉ còn đóng ba chiếc ghe.\nẢnh: Xưởng ghe của ông",
            ),
            // A program took every ư for a place to break the word.
            (
                Letters::Tcvn3,
                "X-ëng cña «ng T- L-îng ë ®-êng 30-4 vÉn më, tuyÕn Hµ Néi-HuÕ vÉn ch¹y.",
                "Xưởng của ông Tư Lượng ở đường 30-4 vẫn mở, tuyến Hà Nội-Huế vẫn chạy.",
            ),
            (
                Letters::Windows1258,
                "Thõò ðoìng ghe cuôìi cuÌng õÒ vaÌm Caìi Sâòy",
                "Thợ đóng ghe cuối cùng ở vàm Cái Sậy",
            ),
            (
                Letters::MisreadUtf8,
                "TÃ\u{ad}t: Thá»£ Ä‘Ã³ng ghe cuá»‘i cÃ¹ng\nâ€œTÃ´i lÃ\u{a0} thá»£â€\u{9d}, Ã´ng nÃ³i.",
                "Tít: Thợ đóng ghe cuối cùng\n“Tôi là thợ”, ông nói.",
            ),
        ] {
            assert_eq!(read(text), Some((letters, read_as.to_owned())), "{text}");
        }
    }

    #[test]
    fn no_text_of_another_language_is_taken_for_it() {
        for text in [
            "Thợ đóng ghe cuối cùng ở vàm Cái Sậy",
            "Tôi có cô em gái ba tuổi. Và tôi có ba.",
            "Tôi là cô ba, có hai con. Tháng hai ông có con. Thành công!",
            "Vie\u{323}\u{302}t Nam, ho\u{300}a bi\u{300}nh",
            "Les élèves étaient déjà à l’école ; « c’était l’été », répète Hélène, née à Nîmes où l’on fête Noël. Ça ne gêne pas.",
            "Le thé vert du Pérou est né. Là, le blé. L’été à Hué",
            "Für die Müller-Söhne in Köln wäre das größte Übel, daß sie früh aufstehen müßten. Süß! Schön, schöner.",
            "Não há dúvida de que a situação é difícil: são três milhões. João já está lá. É só.",
            "Það er ekki hægt að segja að þetta sé nógu gott; ég á heima í Reykjavík og þú átt hús í bænum.",
            "El señor Núñez está aquí: ¿qué pasó? Sí, té y más café. Él dará la razón.",
            "The café’s naïve résumé cost £5 – a cliché. Motörhead played at Château São Paulo © 2019 Acme®.",
            "Particles of 2.5 µm and 10 µm at 25 °C ± 1, 3 × 4 × 5 mm², ½ litre. © ® ™ § 5 · ¶ 3",
            "10 µm / 5 µm / 3 µm",
            "Göteborg, Malmö, Åre: på väg för att få två öl. Där är en å. På ö.",
            "Kød, øl, å, blåbær på brød. Så få få får få får.",
            "Příliš žluťoučký kůň úpěl ďábelské ódy. Žádný člověk.",
            "¡Olé! «Sí, sí», ¿no? ¡Qué! ¡Té!",
            "Perché è così? Più città, università: lunedì, martedì, però.",
            "Hôtel Métropole Hà Nội: réservation à l’hôtel",
            "Pjesa kryesore e tekstit të dritares së dialogut",
            "låt mellanlagrade PIN-koder gå ut efter",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn bytes_that_become_no_vietnamese_are_nobodys() {
        for bytes in [
            &b"Les \xe9l\xe8ves \xe9taient d\xe9j\xe0 \xe0 l'\xe9cole"[..],
            b"H\xf4m nay, \xe0 H\xe0 N\xf4i",
            b"\xff\xd8\xff\xe0\x00\x10JFIF",
            b"Tin \xa7ang",
            "Tin hay, chuyện đ".as_bytes().split_at(19).0,
            b"T\xC3\x28t\n\nSapo.\n",
        ] {
            assert_eq!(recognised_bytes(bytes), None, "{bytes:?}");
        }
        let tcvn3 = recognised_bytes(b"Tin \xae\xad\xeeng b\xa9y gi\xea").map(|read| (read.letters, read.text));
        assert_eq!(tcvn3, Some((Letters::Tcvn3, "Tin đượng bây giờ".to_owned())));
    }
}
