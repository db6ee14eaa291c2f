//! `joined_words` and `bad_syllable`: words that are no Vietnamese syllable.
//!
//! Two legal syllables run together are parted; a syllable whose tone stands on the wrong letter, or that is read right
//! and written wrong, is written right. What is left is found only where it is surely Vietnamese. Spared are names and
//! brands (a capital without marks, camel case), what the press writes in one (ôtô, vắcxin), English, words tied to
//! others by a hyphen, a digit or an underline (Ápga-ni-xtan, #yeunuoc), sounds and chat (trờiiii, zậy), and names of
//! places in the highlands (Đắk Lắk, Krông Nô).

use crate::{
    Finding, Out, Reading, Rule, Style, Token,
    letters::{lower, lowered},
    style::Tone,
    vietnamese::{
        Syllable, ToneMark, is_compound, is_english, is_loan, is_marked, is_surely_marked, is_syllable, moved, rank,
        respelt, retoned,
    },
};

pub(super) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    for (_, token) in reading.words() {
        let word = &reading.chars[token.start..token.end];
        if word.len() > LONGEST || is_syllable(word) || !reading.is_vietnamese(token) || is_tied(reading, token) {
            continue;
        }
        if !word.iter().all(|letter| is_vietnamese_letter(*letter)) {
            continue;
        }
        let shape = Shape::of(word);
        // `gỉai` is giải, and not gỉ and ai; `thưỏng` is thưởng.
        let is_one = Syllable::read(word).is_some_and(|syllable| syllable.has_legal_tone())
            || respelt(word).is_some_and(|right| rank(&right).is_some());
        let stamped = || stamp(word).or_else(|| place_stamp(reading, token, shape));
        if let Some(at) = joint(word, shape).or_else(stamped).filter(|_| !is_one) {
            let parted: String = word[..at].iter().chain([&' ']).chain(&word[at..]).collect();
            let finding = Finding::new(Rule::JoinedWords, token.start, token.end).with("word", reading.text(token));
            out.found(finding.fix(parted));
        } else if let Some(right) = bad(word, shape, style) {
            let finding = Finding::new(Rule::BadSyllable, token.start, token.end).with("word", reading.text(token));
            out.found(match right {
                Some(right) => finding.because("bad_syllable_right").with("right", &right).fix(right),
                None => finding,
            });
        }
    }
}

/// Two syllables have no more letters; what has is no slip of the space bar.
const LONGEST: usize = 14;

/// Letters of Latin, marks and all, but none that Vietnamese never has: chat and foreign words have those.
fn is_vietnamese_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() && !matches!(lower(letter), 'f' | 'j' | 'w' | 'z')
        || matches!(letter, 'À'..='ý' | 'Ă'..='ă' | 'Đ'..='đ' | 'Ĩ'..='ĩ' | 'Ũ'..='ũ' | 'Ơ'..='ơ' | 'Ư'..='ư' | 'Ạ'..='ỹ')
}

/// Whether something other than a space or a stop ties the word to what stands beside it.
fn is_tied(reading: &Reading, token: &Token) -> bool {
    let ties = |letter: Option<char>| {
        letter.is_some_and(|letter| {
            letter.is_numeric() || matches!(letter, '-' | '_' | '@' | '#' | '/' | '&' | '\'' | '’' | '+' | '‑')
        })
    };
    ties(reading.before(token.start)) || ties(reading.after(token.end))
}

/// Which letters of a word are large.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Small,
    /// The first.
    Capital,
    All,
    /// One inside, at this place, and perhaps the first: `HàNội`, `ởHà`.
    Camel(usize),
    Mixed,
}

impl Shape {
    fn of(word: &[char]) -> Self {
        let mut large = word.iter().enumerate().filter(|(_, letter)| letter.is_uppercase()).map(|(at, _)| at);
        match (large.next(), large.next(), large.next()) {
            (None, ..) => Shape::Small,
            (Some(0), None, _) => Shape::Capital,
            (Some(0), Some(at), None) | (Some(at), None, _) => Shape::Camel(at),
            _ if word.iter().all(|letter| letter.is_uppercase()) => Shape::All,
            _ => Shape::Mixed,
        }
    }
}

/// How plainly a part of a joined word is a syllable: lower is plainer.
const SELDOM: usize = 20_000;
/// Only syllables of this rank part a word that has no mark to show that it is Vietnamese.
const PLAIN: usize = 700;

/// Whether a tone is none that a transliterated word bears: ôtô and vắcxin have level tones and sắc.
fn has_dark_tone(part: &[char]) -> bool {
    Syllable::read(part).is_some_and(|syllable| !matches!(syllable.tone, ToneMark::Level | ToneMark::Acute))
}

/// Where two words were run together, if they surely were.
fn joint(word: &[char], shape: Shape) -> Option<usize> {
    if word.len() < 3 {
        return None;
    }
    let places = match shape {
        Shape::Camel(at) if at > 0 => at..at + 1,
        Shape::Mixed | Shape::Camel(_) => return None,
        _ => 1..word.len(),
    };
    let mut best: Option<(u64, usize)> = None;
    for at in places {
        let (first, second) = word.split_at(at);
        if is_syllable(first) && is_syllable(second) && is_joint(first, second, shape) {
            let (first, second) = (lowered(first), lowered(second));
            let weight = |part: &str| rank(part).unwrap_or(SELDOM) as u64;
            let oddness = weight(&first) * weight(&second) / if is_compound(&first, &second) { 1000 } else { 1 };
            if best.is_none_or(|(least, _)| oddness < least) {
                best = Some((oddness, at));
            }
        }
    }
    let (_, at) = best?;
    let whole = lowered(word);
    (!is_loan(&whole) && (is_marked(word) || !is_english(&whole))).then_some(at)
}

/// `HCMCông`: an abbreviation, and the word that a page wrote on to it.
fn stamp(word: &[char]) -> Option<usize> {
    let at = word.iter().rposition(|letter| letter.is_uppercase()).filter(|at| *at >= 2)?;
    let (first, second) = word.split_at(at);
    let is_short = first.iter().all(|letter| letter.is_uppercase());
    (is_short && is_marked(second) && is_syllable(second) && rank(&lowered(second)).is_some()).then_some(at)
}

/// `Nghệ AnHai người`: the place that a page's text begins with, run into its first word. Without marks only there: it may
/// be a brand.
fn place_stamp(reading: &Reading, token: &Token, shape: Shape) -> Option<usize> {
    let Shape::Camel(at) = shape else { return None };
    let word = &reading.chars[token.start..token.end];
    let (first, second) = word.split_at(at);
    let are_common =
        [first, second].iter().all(|part| part.len() > 1 && is_syllable(part) && rank(&lowered(part)).is_some());
    let words: Vec<&Token> = reading.words().map(|(_, word)| word).take(4).collect();
    let nth = words.iter().position(|word| word.start == token.start).filter(|nth| (1..3).contains(nth))?;
    let is_large = |word: &Token| reading.chars[word.start].is_uppercase();
    let next = words.get(nth + 1).is_some_and(|next| !is_large(next));
    (are_common && first[0].is_uppercase() && next && words[..nth].iter().all(|word| is_large(word))).then_some(at)
}

/// Whether these two may be a slip, and not one word of another kind.
fn is_joint(first: &[char], second: &[char], shape: Shape) -> bool {
    let parts = [first, second];
    let ranks = parts.map(|part| rank(&lowered(part)));
    let are_common = ranks.iter().all(Option::is_some);
    let is_dark = parts.iter().any(|part| has_dark_tone(part));
    let is_marked = parts.iter().any(|part| is_marked(part));
    // One letter by itself is seldom a word: `đượca` is a slip of another kind.
    let stand_alone = parts.iter().all(|part| part.len() > 1 || self::is_marked(part));
    match shape {
        Shape::Small if is_dark => stand_alone && (are_common || parts.iter().all(|part| part.len() > 1)),
        Shape::Small | Shape::Capital if is_marked => stand_alone && are_common,
        Shape::Small => {
            parts.iter().all(|part| part.len() > 1)
                && first.len() + second.len() > 4
                && ranks.iter().all(|rank| rank.is_some_and(|rank| rank <= PLAIN))
        }
        Shape::All => is_dark && are_common && first.len() + second.len() > 4,
        // `quanTrung ương`, but `VinFast`, `iPhone`: a brand begins large, or with one letter.
        Shape::Camel(_) => {
            are_common && (is_marked || first[0].is_lowercase() && parts.iter().all(|part| part.len() > 2))
        }
        Shape::Capital | Shape::Mixed => false,
    }
}

/// What a word should be, `Some(None)` where it is wrong and nobody can tell; `None` where it may be right.
fn bad(word: &[char], shape: Shape, style: &Style) -> Option<Option<String>> {
    let wants_older = style.writing.tone != Tone::Newer;
    if let Some(syllable) = Syllable::read(word) {
        if syllable.has_legal_tone() {
            return (shape != Shape::Mixed).then(|| Some(moved(word, &syllable, wants_older)));
        }
        let (right, has_tone) = (stopped(word, &syllable), syllable.tone != ToneMark::Level);
        let is_sure = match shape {
            Shape::Small => is_surely_marked(word) || has_tone,
            Shape::Capital | Shape::All => has_tone && right.is_some(),
            _ => false,
        };
        return is_sure.then_some(right);
    }
    if let Some(right) = respelt(word).filter(|_| is_marked(word)) {
        // Kông and Ghềnh are names, and kơ nia grows in the highlands; none of them begins with ng.
        let is_ng = lowered(word).starts_with("ng");
        let is_k = lower(word[0]) == 'k' && !word.iter().any(|letter| has_dark_mark(*letter));
        let is_sure = match shape {
            Shape::Small => (is_surely_marked(word) && !is_k || is_ng) && rank(&right).is_some(),
            Shape::Capital | Shape::All => is_ng && rank(&right.to_lowercase()).is_some(),
            _ => false,
        };
        return is_sure.then_some(Some(right));
    }
    let is_sound = word.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]);
    let is_sure = word.iter().any(|letter| matches!(letter, 'Ạ'..='ỹ') && has_dark_mark(*letter));
    let is_shaped = shape == Shape::Small || shape == Shape::Capital && is_unspeakable(word);
    (is_shaped && is_sure && !is_sound).then_some(None)
}

/// Whether a word begins with two consonants that neither Vietnamese nor a name of the highlands begins with: `Lcộ`, but
/// Kpă, Mđrắk, Krông and Tẻh.
fn is_unspeakable(word: &[char]) -> bool {
    let [first, second, ..] = word else { return false };
    let (first, second) = (lower(*first), lower(*second));
    "bcdđghlnqrtvx".contains(first)
        && "bcdđgkpqstvx".contains(second)
        && first != second
        && (first, second) != ('n', 'g')
}

fn has_dark_mark(letter: char) -> bool {
    has_dark_tone(&[letter])
}

/// A syllable that ends in a stop has one of two tones: the one that is often written, where the other is not.
fn stopped(word: &[char], syllable: &Syllable) -> Option<String> {
    let [acute, dot] = [ToneMark::Acute, ToneMark::Dot].map(|tone| retoned(word, syllable, tone));
    match (rank(&acute.to_lowercase()), rank(&dot.to_lowercase())) {
        (Some(acute_rank), Some(dot_rank)) if acute_rank * 8 < dot_rank => Some(acute),
        (Some(acute_rank), Some(dot_rank)) if dot_rank * 8 < acute_rank => Some(dot),
        (Some(_), None) => Some(acute),
        (None, Some(_)) => Some(dot),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn two_words_run_together_are_parted() {
        table(
            Rule::JoinedWords,
            &[
                ("cấp ủy đảng «vẫncòn» hạn chế", "cấp ủy đảng vẫn còn hạn chế"),
                ("«Nhiềungười» đến «ởHà» Nội", "Nhiều người đến ở Hà Nội"),
                ("thành phố «HàNội»", "thành phố Hà Nội"),
                // The place that a page's text begins with.
                ("TP «HCMCông» an quận 1 vào cuộc.", "TP HCM Công an quận 1 vào cuộc."),
                ("Nghệ «AnHai» người bị thương.", "Nghệ An Hai người bị thương."),
                ("Hãng VinaPhone và VnExpress, ĐHQGHN, HCMC, gạo SaMo.", ""),
                ("«HỘINGHỊ» TOÀN QUỐC", "HỘI NGHỊ TOÀN QUỐC"),
                ("«tronglúc» ấy, «theocho» biết", "trong lúc ấy, theo cho biết"),
                ("«côngan» tỉnh", "công an tỉnh"),
                ("«xãhội» học", "xã hội học"),
                // Written in one.
                ("chiếc ôtô, xe môtô, mũi vắcxin, xíchlô, đồng đôla, bêtông, sơmi, ôxy", ""),
                ("Mác - Lênin, Ăngghen, sông Mêkông, người Êđê", ""),
                // English, names, brands, abbreviations, tags.
                ("chương trình marathon online, video, menu, logo, data, radio", ""),
                ("Vingroup, VinFast, iPhone, eBay, VnExpress, TikTok, Vietcombank, Hanoi, Saigon", ""),
                ("UBND, HĐND, BCĐTƯ, LĐTBXH, TPHCM", ""),
                ("#ngườiviệt @nhàbáo nhà_báo tên1người", ""),
                ("Cô-oét, Đăk Lăk, Krông Nô, Y Thông", ""),
                ("nghiêng, khuyếch, huỳnh huỵch, loằng ngoằng", ""),
            ],
        );
    }

    #[test]
    fn what_is_no_syllable_is_found_where_it_is_surely_vietnamese() {
        table(
            Rule::BadSyllable,
            &[
                ("«tóan» học, «qủa» cam, «gỉai» thích", "toán học, quả cam, giải thích"),
                ("«Tóan» và «HÒAN» thành", "Toán và HOÀN thành"),
                ("phần «thưỏng», «nghành» giáo dục, «ngiêm» túc", "phần thưởng, ngành giáo dục, nghiêm túc"),
                ("cuộc «càch» mạng, tổ «chưc» lại", "cuộc cách mạng, tổ chức lại"),
                ("«đượck» giao", ""),
                ("tỉnh Phú «Lcộ»; Đạ Tẻh, Mđrắk, Kpă Nguyễn, Ngộ Không", ""),
                ("quán café của bà Molière, ông José, São Paulo", ""),
                ("Hồng Kông, cây kơ nia, Ngọc Hồi, Đắk Nông, Măng Đen, Plây Ku", ""),
                ("“Trờiiii ơi, zậy hả?”, ừm, hừ, ồ, ầm ầm", ""),
                ("hòa, hoà, quý, giếng, gìn giữ, thuở, khuỷu tay, xoong", ""),
                ("#tóan, mã tóan1", ""),
            ],
        );
    }
}
