//! `name_two_ways`: a name of two words and more, spelt otherwise elsewhere in the story. Two kinds:
//! - the same syllables as two schools write them (Hòa and Hoà, Lý and Lí, Đắk Lắk and Đắc Lắc): the way most used;
//! - a name of three words and more that differs in the marks of one of them (Trần Văn Sơn, Trần Văn Sớn): only where one
//!   is met once and the other more often. Brothers are named in one sentence, and then both are right. Two words are
//!   too few to tell: Thanh Bình and Thành Bình are two communes.
//!
//! `capitals_two_ways`: the same words with other capitals inside, `Ban Chấp hành` beside `Ban chấp hành`, where the word
//! that follows is the same too: `Chủ tịch Hội Nông dân` and `Chủ tịch hội phụ huynh` are two things. Provinces need no
//! such witness. A first capital mostly tells one body from bodies as such, so it is looked at only in four equal words
//! that begin with a noun of [`HEADS`], and not in the plural. Single words (Đảng, đảng) are never compared, nor is what
//! begins a sentence.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::{
    Fact, Out, Reading, Rewrite, Rule, Style, Token,
    fact::APART,
    letters::{is_all_capitals, is_capitalised, lower, push_bare, push_spelling},
};

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    let line = Line::of(reading);
    names(&line, out);
    capitals(&line, out);
}

/// The words of a passage, with what is asked of them over and over.
struct Line<'a> {
    reading: &'a Reading<'a>,
    words: Vec<Word<'a>>,
}

struct Word<'a> {
    letters: &'a [char],
    token: Token,
    /// Nothing but one space parts it from the word before.
    follows: bool,
    begins_sentence: bool,
    /// A sign stands before it that a new line of thought begins after.
    after_sign: bool,
    sentence: usize,
}

impl<'a> Line<'a> {
    fn of(reading: &'a Reading<'a>) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut last = None;
        for (sentence, range) in reading.sentences.iter().enumerate() {
            let mut is_first = true;
            for at in range.first..range.last {
                let token = reading.tokens[at];
                if !token.is_word() {
                    is_first &= !token.is_number();
                    continue;
                }
                let before = at.checked_sub(1).map(|before| &reading.tokens[before]);
                let gap = before.is_some_and(|gap| gap.is_space() && gap.end - gap.start == 1);
                let before = if gap { at.checked_sub(2).map(|before| &reading.tokens[before]) } else { before };
                let joins = |token: &Token| !token.is_word() && !token.is_number() && reading.sign(token) != ',';
                words.push(Word {
                    letters: &reading.chars[token.start..token.end],
                    token,
                    follows: gap && at >= 2 && last == Some(at - 2),
                    begins_sentence: is_first,
                    after_sign: before.is_some_and(joins),
                    sentence,
                });
                last = Some(at);
                is_first = false;
            }
        }
        Self { reading, words }
    }

    /// How many words follow on each other from `at` on, each meeting `is`, at most `most`.
    fn run(&self, at: usize, most: usize, is: impl Fn(&Word) -> bool) -> usize {
        let goes_on = |(nth, word): &(usize, &Word)| (*nth == 0 || word.follows) && is(word);
        self.words[at..].iter().take(most).enumerate().take_while(goes_on).count()
    }

    fn range(&self, first: usize, last: usize) -> (usize, usize) {
        (self.words[first].token.start, self.words[last].token.end)
    }
}

/// What a sentence begins with before a name, and is none of it.
const BEFORE_NAMES: &[&str] = &[
    "ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cụ", "cháu", "thầy", "theo", "tại", "ở", "về", "với", "từ",
    "khi", "sau", "trước", "hôm", "còn", "và", "riêng", "cả", "nhờ", "do", "vì", "như", "cùng", "để", "nếu", "là",
    "có", "được", "bị", "của", "cho", "đến", "tới", "trong", "trên", "ngoài", "gần", "qua", "giữa", "bởi", "the", "in",
    "at", "when", "and", "but", "for", "from", "with",
];

/// Longer rows of capitals are headings or lists.
const LONGEST_NAME: usize = 6;

/// How a name without its marks was last spelt in this passage, and in which sentence.
type Met = HashMap<String, (String, usize)>;

fn names(line: &Line, out: &mut Out) {
    let mut at = 0;
    let mut met = Met::new();
    while at < line.words.len() {
        let run = line.run(at, usize::MAX, |word| is_capitalised(word.letters)).max(1);
        let mut first = at;
        if line.words[at].begins_sentence && is_any_of(line.words[at].letters, BEFORE_NAMES) {
            first += 1;
        }
        let count = (at + run).saturating_sub(first);
        if (2..=LONGEST_NAME).contains(&count) {
            name(line, first, first + count, &mut met, out);
        }
        at += run;
    }
}

fn name(line: &Line, first: usize, end: usize, met: &mut Met, out: &mut Out) {
    let (start, stop) = line.range(first, end - 1);
    // Letters in parts look the same, and are told by another rule.
    let written: String = line.reading.slice(start, stop).nfc().collect();
    let (mut spelling, mut loose) = (String::new(), String::new());
    for word in &line.words[first..end] {
        push_spelling(&mut spelling, word.letters);
        spelling.push(' ');
        push_bare(&mut loose, word.letters);
        loose.push(' ');
    }
    let has_marks = spelling.trim_end() != loose.trim_end();
    out.noted(Fact::new(Rule::NameTwoWays, &spelling, &written, start, stop).rewrite(Rewrite::AsForm));
    // Without any mark it is how other languages write it.
    if end - first >= 3 && has_marks {
        let sentence = line.words[first].sentence;
        if met.get(&loose).is_some_and(|(other, place)| *other != spelling && *place == sentence) {
            out.noted(Fact::new(Rule::NameTwoWays, &loose, APART, start, stop).where_rare());
        }
        out.noted(Fact::new(Rule::NameTwoWays, &loose, &written, start, stop).rewrite(Rewrite::AsForm).where_rare());
        met.insert(loose, (spelling, sentence));
    }
}

/// Nouns of two words that are written large for one body or document and small for such as they are. None is a verb too.
const HEADS: &[[&str; 2]] = &[
    ["đại", "hội"],
    ["hội", "nghị"],
    ["kế", "hoạch"],
    ["chương", "trình"],
    ["nghị", "quyết"],
    ["nghị", "định"],
    ["thông", "tư"],
    ["tiểu", "ban"],
    ["ủy", "ban"],
    ["ban", "chấp"],
    ["ban", "thường"],
    ["ban", "tổ"],
    ["ban", "chỉ"],
    ["hội", "đồng"],
    ["đảng", "bộ"],
    ["đảng", "ủy"],
    ["chi", "bộ"],
    ["quốc", "hội"],
    ["chính", "phủ"],
    ["liên", "đoàn"],
    ["công", "đoàn"],
    ["đề", "án"],
    ["chiến", "lược"],
];

/// Before them a noun means such things, not this one.
const PLURALS: &[&str] = &["các", "những", "mọi", "mỗi", "nhiều", "số", "từng", "hai", "ba", "một"];

/// Provinces and cities that are nothing else when they are written small.
const PLACES: &[[&str; 2]] = &[
    ["việt", "nam"],
    ["hà", "nội"],
    ["hải", "phòng"],
    ["đà", "nẵng"],
    ["cần", "thơ"],
    ["sài", "gòn"],
    ["quảng", "ninh"],
    ["quảng", "nam"],
    ["quảng", "ngãi"],
    ["quảng", "bình"],
    ["quảng", "trị"],
    ["nghệ", "an"],
    ["hà", "tĩnh"],
    ["thanh", "hóa"],
    ["ninh", "bình"],
    ["bắc", "ninh"],
    ["bắc", "giang"],
    ["bắc", "kạn"],
    ["lạng", "sơn"],
    ["lào", "cai"],
    ["tuyên", "quang"],
    ["thái", "nguyên"],
    ["hưng", "yên"],
    ["hải", "dương"],
    ["khánh", "hòa"],
    ["bình", "thuận"],
    ["bình", "dương"],
    ["bình", "phước"],
    ["đồng", "nai"],
    ["tây", "ninh"],
    ["đồng", "tháp"],
    ["kiên", "giang"],
    ["sóc", "trăng"],
    ["trà", "vinh"],
    ["vĩnh", "phúc"],
    ["đắk", "lắk"],
    ["kon", "tum"],
];

/// How far into a term capitals are compared.
const DEEPEST: usize = 4;

fn capitals(line: &Line, out: &mut Out) {
    let vietnamese = |word: &Word| line.reading.is_vietnamese(&word.token) && !is_all_capitals(word.letters);
    for (at, word) in line.words.iter().enumerate() {
        if word.begins_sentence || word.after_sign || !line.reading.is_vietnamese(&word.token) {
            continue;
        }
        let is_large = word.letters[0].is_uppercase();
        let Some(next) = line.words.get(at + 1).filter(|next| next.follows) else { continue };
        let first = lower(word.letters[0]);
        let is_pair =
            |pair: &[&str; 2]| pair[0].starts_with(first) && is(word.letters, pair[0]) && is(next.letters, pair[1]);
        let run = || 1 + line.run(at + 1, DEEPEST, vietnamese);
        if is_large && PLACES.iter().any(is_pair) && vietnamese(next) {
            term(line, at, at + 1, None, out);
        } else if HEADS.iter().any(is_pair) && run() >= HEAD_WORDS {
            head(line, at, out);
        } else if is_large && !follows_capital(line, at) {
            // The last word of a run is only a witness for the one before it.
            for last in at + 1..(at + run()).min(at + DEEPEST + 1) - 1 {
                term(line, at, last, Some(last + 1), out);
            }
        }
    }
}

/// Whether the word goes on a term that began before it.
fn follows_capital(line: &Line, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &line.words[before]) else { return false };
    line.words[at].follows && !before.begins_sentence && before.letters[0].is_uppercase()
}

/// Notes the words `first..=last`: only the last one's capital may differ, before the same `next` word.
fn term(line: &Line, first: usize, last: usize, next: Option<usize>, out: &mut Out) {
    let (start, end) = line.range(first, last);
    let form = line.reading.slice(start, end);
    let from = line.words[last].token.start - start;
    let mut key: String = form.chars().enumerate().map(|(at, c)| if at < from { c } else { lower(c) }).collect();
    if let Some(next) = next {
        key.push(' ');
        key.extend(line.words[next].letters.iter().copied().map(lower));
    }
    out.noted(Fact::new(Rule::CapitalsTwoWays, key, form, start, end).rewrite(Rewrite::AsForm));
}

const HEAD_WORDS: usize = 4;

fn head(line: &Line, at: usize, out: &mut Out) {
    let is_plural = at > 0 && line.words[at].follows && is_any_of(line.words[at - 1].letters, PLURALS);
    // "Nghị quyết số 18": a document by its number, beside resolutions as such.
    let is_numbered = is(line.words[at + 2].letters, "số");
    if is_plural || is_numbered {
        return;
    }
    let (start, end) = line.range(at, at + HEAD_WORDS - 1);
    let form = line.reading.slice(start, end);
    let key: String = form.chars().map(lower).collect();
    out.noted(Fact::new(Rule::CapitalsTwoWays, key, form, start, end).rewrite(Rewrite::AsForm));
}

/// Whether the letters are this small word, in any case.
fn is(letters: &[char], word: &str) -> bool {
    letters.iter().copied().map(lower).eq(word.chars())
}

fn is_any_of(letters: &[char], words: &[&str]) -> bool {
    words.iter().any(|word| is(letters, word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn a_name_is_written_one_way() {
        table(
            Rule::NameTwoWays,
            &[
                (
                    "Ông Bùi Văn Hòa đến.|Ông Bùi Văn Hòa về, «Bùi Văn Hoà» ở lại.",
                    "Ông Bùi Văn Hòa đến.|Ông Bùi Văn Hòa về, Bùi Văn Hòa ở lại.",
                ),
                ("Từ Đắk Lắk đi. Đến Đắk Lắk. Qua «Đắc Lắc» rồi.", "Từ Đắk Lắk đi. Đến Đắk Lắk. Qua Đắk Lắk rồi."),
                ("Ở Quy Nhơn mưa, ở «Qui Nhơn» nắng.", "Ở Quy Nhơn mưa, ở Quy Nhơn nắng."),
                (
                    "Chị Lò Thị Sơn nói. Theo Lò Thị Sơn, trời mưa. Bà «Lò Thị Sớn» im.",
                    "Chị Lò Thị Sơn nói. Theo Lò Thị Sơn, trời mưa. Bà Lò Thị Sơn im.",
                ),
                // Two persons, each met as often.
                ("Anh Lò Văn An đi. Anh Lò Văn Ân về.", ""),
                ("Anh Lò Văn An, Lò Văn An và Lò Văn Ân, Lò Văn Ân.", ""),
                // Brothers, named together.
                ("Anh Lò Văn An đi. Anh Lò Văn An và Lò Văn Ân về.", ""),
                // Two communes.
                ("Xã Thanh Mỏ, xã Thanh Mỏ và xã Thành Mỏ.", ""),
                ("Xã Chánh Mỏ và xã Khánh Mỏ.", ""),
                ("Ông Mai Lan gặp ông May Lan.", ""),
                // As others write it.
                ("Ông Lò Văn Hòa, Lò Văn Hòa. Mr Lo Van Hoa said.", ""),
                // Full at first, short later; a sentence's beginning is no name.
                ("Ông Lò Văn Hòa đến. Ông Hòa nói. Văn Hòa cười.", ""),
                ("Theo Lan Hòa, trời mưa. Theo Lan Hòa thì không.", ""),
                ("LÒ VĂN HOÀ ĐẾN. Ông Lò Văn Hòa đến.", ""),
                ("Hoà bình và hòa bình.", ""),
                // The same letters, in parts.
                ("Ông Bùi Văn Hậu đến. Ông Bùi Văn Ha\u{323}\u{302}u về.", ""),
            ],
        );
    }

    #[test]
    fn capitals_inside_a_term_are_the_same_throughout() {
        table(
            Rule::CapitalsTwoWays,
            &[
                (
                    "Theo Sở Tài chính tỉnh, từ Sở Tài chính tỉnh, còn «Sở tài» chính tỉnh thì không.",
                    "Theo Sở Tài chính tỉnh, từ Sở Tài chính tỉnh, còn Sở Tài chính tỉnh thì không.",
                ),
                ("Người Hà Nội vui. Tại Hà Nội, ở «Hà nội» mưa.", "Người Hà Nội vui. Tại Hà Nội, ở Hà Nội mưa."),
                (
                    "Họp Đại hội Đảng các cấp, bàn Đại hội Đảng các cấp, xong «đại hội đảng các» cấp.",
                    "Họp Đại hội Đảng các cấp, bàn Đại hội Đảng các cấp, xong Đại hội Đảng các cấp.",
                ),
                ("Các đại hội đảng các cấp. Dự Đại hội Đảng các cấp.", ""),
                ("Theo Nghị quyết số 18 của tỉnh, theo nghị quyết số 19 của tỉnh.", ""),
                ("Ông gặp Chủ tịch Hội Nông dân và Chủ tịch hội phụ huynh.", ""),
                ("Sở tài chính nói. Ông ở Sở Tài chính tỉnh.", ""),
                ("Theo Đảng, đảng viên đi trước. Một đảng khác.", ""),
                ("Xem Đội Mỹ Linh hát, đội Mỹ linh hoạt hơn.", ""),
                ("BÁO CÁO CỦA BAN CHẤP HÀNH ĐẢNG BỘ. Theo Ban Chấp hành Đảng bộ tỉnh.", ""),
            ],
        );
    }
}
