//! `wrong_word` and `doubtful_word` in Vietnamese: a wrong word that is a word, so that no list of syllables sees it.
//!
//! Two ways: a list of what the press gets wrong, each with the neighbours beside which it is right (`wrong_words.txt`),
//! and a rule for the rest (`vietnamese/pairs.rs`): two syllables that are hardly ever written together, one mark away
//! from a frequent word. The list's contested forms, and pairs that may be two words that meet, are suggestions; to those
//! pairs there is no fix, so that mending all never makes another word of a right one. Spared are names, and what stands
//! in quotes by itself: that is a word that is talked about.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    Finding, Out, Reading, Rule, Style, Token, TokenKind,
    letters::{capitalised, is_all_capitals, lowered},
    vietnamese::{Meant, is_syllable, meant, older},
};

struct Wrong {
    words: Vec<&'static str>,
    right: &'static str,
    is_doubtful: bool,
    before: Vec<&'static str>,
    after: Vec<&'static str>,
    /// A name, where it has a capital inside a sentence.
    is_small: bool,
}

/// By their first syllables, the longest first.
static LIST: LazyLock<HashMap<&str, Vec<Wrong>>> = LazyLock::new(|| {
    let mut list: HashMap<&str, Vec<Wrong>> = HashMap::new();
    let lines = include_str!("../vietnamese/wrong_words.txt").lines().filter(|line| !line.starts_with('#'));
    for wrong in lines.filter_map(wrong) {
        list.entry(wrong.words[0]).or_default().push(wrong);
    }
    list.values_mut().for_each(|entries| entries.sort_by_key(|wrong| std::cmp::Reverse(wrong.words.len())));
    list
});

fn wrong(line: &'static str) -> Option<Wrong> {
    let mut parts = line.split(" | ");
    let (words, right) = parts.next()?.split_once(" > ")?;
    let (is_doubtful, words) = words.strip_prefix("? ").map_or((false, words), |words| (true, words));
    let words: Vec<&str> = words.split(' ').collect();
    let mut wrong = Wrong { words, right, is_doubtful, before: Vec::new(), after: Vec::new(), is_small: false };
    for part in parts {
        match part.split_once(": ") {
            Some(("before", before)) => wrong.before = before.split(", ").collect(),
            Some(("after", after)) => wrong.after = after.split(", ").collect(),
            _ => wrong.is_small = part == "small",
        }
    }
    Some(wrong)
}

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    let mut run: Vec<Word> = Vec::new();
    for (at, token) in reading.words() {
        let follows = at > 1 && reading.tokens[at - 1].is_space() && reading.tokens[at - 2].is_word();
        if !reading.is_vietnamese(token) || !follows {
            look(reading, &run, out);
            run.clear();
        }
        if reading.is_vietnamese(token) {
            let letters = &reading.chars[token.start..token.end];
            run.push(Word { at, token: *token, letters, small: older(&lowered(letters)) });
        }
    }
    look(reading, &run, out);
}

/// A word of a row that only spaces part, its letters small and its tone in the older place.
struct Word<'a> {
    at: usize,
    token: Token,
    letters: &'a [char],
    small: String,
}

fn look(reading: &Reading, run: &[Word], out: &mut Out) {
    let mut at = 0;
    while at < run.len() {
        at += match listed(reading, run, at) {
            Some(wrong) => {
                tell(reading, &run[at..at + wrong.words.len()], wrong.right, wrong.is_doubtful, true, out);
                wrong.words.len()
            }
            None => {
                if let Some(meant) = pair(reading, run, at) {
                    tell(reading, &run[at..at + 2], &meant.word.join(" "), !meant.is_sure, meant.is_sure, out);
                }
                1
            }
        };
    }
}

fn listed(reading: &Reading, run: &[Word], at: usize) -> Option<&'static Wrong> {
    let is_any =
        |beside: Option<&Word>, words: &[&str]| beside.is_some_and(|word| words.contains(&word.small.as_str()));
    LIST.get(run[at].small.as_str())?.iter().find(|wrong| {
        let end = at + wrong.words.len();
        end <= run.len()
            && run[at..end].iter().zip(&wrong.words).all(|(word, wrong)| word.small == *wrong)
            && !is_any(at.checked_sub(1).map(|before| &run[before]), &wrong.before)
            && !is_any(run.get(end), &wrong.after)
            && !(wrong.is_small && is_name(reading, &run[at..end]))
            && !(wrong.right.chars().all(|letter| !letter.is_uppercase()) && has_inner_capital(&run[at..end]))
    })
}

/// What two words that are no name were meant to be.
fn pair(reading: &Reading, run: &[Word], at: usize) -> Option<Meant> {
    let [first, second] = run.get(at..at + 2)? else { return None };
    if is_name(reading, &run[at..at + 2]) || !is_syllable(first.letters) || !is_syllable(second.letters) {
        return None;
    }
    let beside = |at: Option<usize>| at.and_then(|at| run.get(at)).map(|word| word.small.as_str());
    meant(beside(at.checked_sub(1)), &first.small, &second.small, beside(Some(at + 2)))
}

/// Whether a capital says that these are a name: inside a sentence, or in any word but the first.
fn is_name(reading: &Reading, words: &[Word]) -> bool {
    let is_large = words[0].letters[0].is_uppercase() && !is_all_large(words);
    has_inner_capital(words) || is_large && !reading.begins_sentence(words[0].at)
}

fn has_inner_capital(words: &[Word]) -> bool {
    !is_all_large(words) && words[1..].iter().any(|word| word.letters[0].is_uppercase())
}

fn is_all_large(words: &[Word]) -> bool {
    words.iter().all(|word| is_all_capitals(word.letters))
}

/// Whether quotes hold these words and no others: they are talked about.
fn is_quoted(reading: &Reading, first: usize, last: usize) -> bool {
    let is_quote = |at: Option<usize>| {
        at.and_then(|at| reading.tokens.get(at))
            .is_some_and(|token| token.kind == TokenKind::Sign && "“”\"‘’'«»".contains(reading.sign(token)))
    };
    is_quote(first.checked_sub(1)) && is_quote(Some(last + 1))
}

fn tell(reading: &Reading, words: &[Word], right: &str, is_doubtful: bool, is_fixed: bool, out: &mut Out) {
    let (first, last) = (&words[0], &words[words.len() - 1]);
    let (start, end) = (first.token.start, last.token.end);
    // A syllable that is none was told already.
    let is_told = out
        .findings
        .iter()
        .any(|other| matches!(other.rule, Rule::BadSyllable) && other.start < end as u32 && other.end > start as u32);
    if is_told || is_quoted(reading, first.at, last.at) {
        return;
    }
    let right = written_as(words, right);
    let rule = if is_doubtful { Rule::DoubtfulWord } else { Rule::WrongWord };
    let found = Finding::new(rule, start, end).with("word", reading.slice(start, end)).with("right", &right);
    out.found(if is_fixed { found.fix(right) } else { found });
}

/// The right words, large where the wrong ones are.
fn written_as(words: &[Word], right: &str) -> String {
    if is_all_large(words) {
        return right.to_uppercase();
    }
    let is_large = |at: usize| words.get(at).is_some_and(|word| word.letters[0].is_uppercase());
    let written = right.split(' ').enumerate();
    let written = written.map(|(at, word)| if is_large(at) { capitalised(word) } else { word.to_owned() });
    written.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn a_wrong_word_that_is_a_word_is_found() {
        table(
            Rule::WrongWord,
            &[
                ("Bác sĩ «chuẩn đoán» bệnh.", "Bác sĩ chẩn đoán bệnh."),
                ("Đội «dành chiến thắng» ở phút cuối.", "Đội giành chiến thắng ở phút cuối."),
                ("Xe tông «giải phân cách».", "Xe tông dải phân cách."),
                (
                    "Đề nghị «bổ xung» hồ sơ. «Vô hình chung» ai cũng biết.",
                    "Đề nghị bổ sung hồ sơ. Vô hình trung ai cũng biết.",
                ),
                ("Tỉnh «Quãng Ngãi» và «QUÃNG TRƯỜNG».", "Tỉnh Quảng Ngãi và QUẢNG TRƯỜNG."),
                (
                    "Học sinh «xuất xắc», ăn mặc «chỉnh chu», «lãng mạng».",
                    "Học sinh xuất sắc, ăn mặc chỉn chu, lãng mạn.",
                ),
                ("quy định khắt khe, «khắc khe» quá, «sỡ hữu» nhà", "quy định khắt khe, khắt khe quá, sở hữu nhà"),
                // Right beside these.
                ("bàn giao động cơ, giao động vật", ""),
                ("Họ cũng cố gắng, chia sẻ được nhiều, để giành lại.", ""),
                ("Sổ lưu giữ liệu, được cho điểm xuất hiện.", ""),
                // A word that is talked about.
                ("Nhiều người viết “chuẩn đoán”, đúng ra là “chẩn đoán”.", ""),
            ],
        );
    }

    #[test]
    fn a_lost_or_changed_mark_in_a_frequent_word_is_found() {
        table(
            Rule::WrongWord,
            &[
                ("Nạn nhân được đưa vào «bệnh viên».", "Nạn nhân được đưa vào bệnh viện."),
                ("Vụ «tại nạn» giao thông. «Đia phương» đã báo cáo.", "Vụ tai nạn giao thông. Địa phương đã báo cáo."),
                ("HAI VỤ «TẠI NẠN» TRONG NGÀY", "HAI VỤ TAI NẠN TRONG NGÀY"),
                ("«Hoạt đông» của «ngươi dân».", "Hoạt động của người dân."),
                // Words that meet, names, the newer place of tones.
                ("Người bạn thân đi hơn nửa đường, có thẻ xanh.", ""),
                ("Ông Bệnh Viên và bà Chinh Phủ.", ""),
                ("Khoẻ mạnh, hoà bình, uỷ ban, thuỷ điện, toà án.", ""),
                ("Tôi không dám cưới. Trời nổi biển dông gió.", ""),
            ],
        );
    }

    #[test]
    fn what_is_divided_or_may_be_two_words_is_a_suggestion() {
        table(
            Rule::DoubtfulWord,
            &[
                ("Đoàn «thăm quan» nhà máy; hai xã «sát nhập».", "Đoàn tham quan nhà máy; hai xã sáp nhập."),
                ("Anh «chia sẽ» thật lòng, viết «xúc tích».", "Anh chia sẻ thật lòng, viết súc tích."),
                ("Bữa ăn chia sẽ được nhiều. Đến thăm quan chức. Giám sát nhập khẩu.", ""),
                ("Họ cũng cố gắng.", ""),
            ],
        );
    }

    #[test]
    fn no_entry_of_the_list_is_its_own_answer_or_stands_twice() {
        let mut seen = std::collections::HashSet::new();
        for wrong in LIST.values().flatten() {
            let words = wrong.words.join(" ");
            assert_ne!(words, wrong.right.to_lowercase());
            assert!(seen.insert(words.clone()), "{words}");
        }
        assert!(seen.len() > 500);
    }
}
