//! `doubled_words`: a word, or a phrase of up to six, written twice in a row with nothing but a space between.
//!
//! Much is rightly written twice. Reduplication is spared by list (luôn luôn, ngày ngày), and so is the end of one word
//! that is the beginning of the next (hành vi | vi phạm): both halves are words. Names are spared (Năm Năm), and so is
//! English that doubles (that that). A phrase counts only in the same letters, large and small: `cán bộ Cán bộ` begins
//! a title.

use crate::{
    Finding, Out, Reading, Rule, Style, Token,
    english::is_word,
    letters::{lower, lowered},
    vietnamese::{is_compound, is_marked, is_redoubled, is_syllable},
};

const LONGEST: usize = 6;

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    let words: Vec<&Token> = reading.words().map(|(_, token)| token).collect();
    let mut at = 0;
    // How many words from `at` on follow each other with spaces only.
    let mut run_end = 0;
    while at < words.len() {
        if run_end <= at {
            run_end = at + 1;
            while run_end < words.len() && follows(reading, words[run_end - 1], words[run_end]) {
                run_end += 1;
            }
        }
        let run = &words[..run_end];
        match (1..=LONGEST).find(|&length| is_doubled(reading, run, at, length)) {
            Some(length) => {
                let (first, last) = (words[at], words[at + length - 1]);
                let text = reading.slice(first.start, last.end);
                let finding = Finding::new(Rule::DoubledWords, first.start, words[at + 2 * length - 1].end);
                out.found(finding.with("words", &text).fix(text));
                at += 2 * length;
            }
            None => at += 1,
        }
    }
}

fn follows(reading: &Reading, before: &Token, after: &Token) -> bool {
    before.end < after.start && reading.chars[before.end..after.start].iter().all(|c| c.is_whitespace() && *c != '\n')
}

fn is_doubled(reading: &Reading, run: &[&Token], at: usize, length: usize) -> bool {
    if at + 2 * length > run.len() {
        return false;
    }
    let letters = |at: usize| &reading.chars[run[at].start..run[at].end];
    if length > 1 {
        let is_same = |nth: usize| letters(at + nth) == letters(at + length + nth);
        return (0..length).all(is_same)
            && !is_chant(letters, at, length)
            && !is_office(letters, at, length)
            && !goes_on(letters, run.len(), at, length);
    }
    let (first, second) = (letters(at), letters(at + 1));
    let is_same = first.len() == second.len() && first.iter().zip(second).all(|(a, b)| lower(*a) == lower(*b));
    is_same && is_slip(reading, run, at)
}

/// `ha ha ha ha`: the same word over and over is a sound, and no phrase.
fn is_chant<'a>(letters: impl Fn(usize) -> &'a [char], at: usize, length: usize) -> bool {
    (1..length).all(|nth| letters(at + nth) == letters(at))
}

/// `brighter and brighter and brighter`, `mãi và mãi và mãi`: what is tied to itself by a word of its own, and half told a
/// third time, is meant.
fn goes_on<'a>(letters: impl Fn(usize) -> &'a [char], end: usize, at: usize, length: usize) -> bool {
    let is_tied = (0..length).any(|nth| TYING.contains(&lowered(letters(at + nth)).as_str()));
    let again = at + 2 * length;
    let begins = again < end && letters(again) == letters(at);
    let began = at > 0 && letters(at - 1) == letters(at + length - 1);
    // `From time to time to delete`, and once more.
    let is_from = at > 0 && lowered(letters(at - 1)) == "from";
    is_tied && (begins || began || is_from)
}

const TYING: &[&str] =
    &["and", "or", "by", "after", "to", "upon", "và", "hay", "hoặc", "rồi", "lại", "qua", "sang", "nối"];

/// `Viện kiểm sát kiểm sát`: an office that is called by what it does.
fn is_office<'a>(letters: impl Fn(usize) -> &'a [char], at: usize, length: usize) -> bool {
    const TASKS: &[[&str; 2]] =
        &[["kiểm", "sát"], ["điều", "tra"], ["thanh", "tra"], ["kiểm", "tra"], ["kiểm", "toán"], ["giám", "sát"]];
    let is = |nth: usize, text: &str| letters(at + nth).iter().copied().eq(text.chars());
    length == 2 && at > 0 && TASKS.iter().any(|task| is(0, task[0]) && is(1, task[1]))
}

/// Whether the word at `at`, which stands again after itself, should not.
fn is_slip(reading: &Reading, run: &[&Token], at: usize) -> bool {
    let letters = |at: usize| &reading.chars[run[at].start..run[at].end];
    let (first, second) = (letters(at), letters(at + 1));
    // `ông Ông Ích Khiêm`, `Năm Năm`, `HH HH`: a name, or begun anew; but `Các các` is a slip.
    // `THUYỀN thuyền` is one where no abbreviation can be: those bear no marks.
    let is_large = first.len() > 1 && first.iter().all(|c| c.is_uppercase()) && is_marked(first);
    if second.iter().any(|letter| letter.is_uppercase())
        || first.len() > 1 && first[1..].iter().any(|c| c.is_uppercase()) && !is_large
    {
        return false;
    }
    let word = lowered(first);
    let follows = run.get(at + 2).map(|token| lowered(&reading.chars[token.start..token.end]));
    let is_after_word = at > 0 && self::follows(reading, run[at - 1], run[at]);
    let before = is_after_word.then(|| lowered(letters(at - 1)));
    // Three times is a sound, or meant: cha cha cha.
    if [&before, &follows].into_iter().flatten().any(|other| *other == word) {
        return false;
    }
    if !reading.is_vietnamese(run[at]) {
        // A Latin name of three words, a word of no language that is known here.
        let is_name = first[0].is_uppercase() && is_after_word || !is_word(&word);
        return first.len() > 1 && !is_name && !ENGLISH.contains(&word.as_str());
    }
    // `Bùi Văn Hưởng hưởng án`: a name, and what its bearer does. Where a sentence begins the capital says nothing, but
    // the words that follow may: `Bình bình tĩnh trả lời`.
    let begins = !is_after_word || reading.begins_sentence(token_at(reading, run[at]));
    let may_be_called =
        || NAMES.contains(&word.as_str()) && follows.as_deref().is_some_and(|next| is_compound(&word, next));
    let is_called = || is_person(&word, before.as_deref(), at.checked_sub(1).map(letters));
    let is_country = || before.as_deref() == Some("việt") && word == "nam" && !goes_with_nam(follows.as_deref());
    if first[0].is_uppercase() && !is_large && (!begins && is_called() && !is_country() || begins && may_be_called()) {
        return false;
    }
    // Foreign words and sounds double as they like: pom pom.
    if !is_syllable(first) || first.len() == 1 && !is_marked(first) || is_redoubled(&word) {
        return false;
    }
    // Two pairs are one word: đi đi lại lại, nói nói cười cười.
    let is_pair = |at: usize| at + 1 < run.len() && letters(at) == letters(at + 1);
    if is_pair(at + 2) || at > 1 && is_pair(at - 2) {
        return false;
    }
    // `Ngày ngày` is every day, unless a date follows; `tây tây bắc` is a wind.
    let is_date =
        || reading.chars[run[at + 1].end..].iter().find(|c| !c.is_whitespace()).is_some_and(char::is_ascii_digit);
    if word == "ngày" {
        return is_date();
    }
    let is_wind = |word: &str| ["bắc", "nam", "đông", "tây"].contains(&word);
    if is_wind(&word) && follows.as_deref().is_some_and(is_wind) {
        return false;
    }
    if EVERY.contains(&word.as_str()) {
        // `Người người thi đua`, `đi khắp nơi nơi`, `ai ai cũng`: every one, at either end of a clause.
        let is_edge = follows.is_none() || !is_after_word;
        if is_edge || follows.as_deref().is_some_and(|next| ["cũng", "đều", "lớp", "nhà"].contains(&next)) {
            return false;
        }
    }
    // Five years, unless a year follows: `năm năm 2020`.
    if word == "năm" && !is_date() {
        return false;
    }
    let ends_word = before.as_deref().is_some_and(|before| is_compound(before, &word));
    let begins_word = follows
        .as_deref()
        .is_some_and(|after| is_compound(&word, after) || OF_COURTS.contains(&[word.as_str(), after]));
    // Of two words that meet, one may be short: `lý do | do`.
    !(ends_word && (begins_word || STANDS_ALONE.contains(&word.as_str())))
}

/// Whether a word with a capital amid a sentence may be somebody: after another name, after what people are called, or
/// because many are called so. `Của Bộ bộ trưởng` is nobody.
fn is_person(word: &str, before: Option<&str>, written: Option<&[char]>) -> bool {
    let is_after_name = before.is_some() && written.is_some_and(|before| before[0].is_uppercase());
    let is_after_title = before.is_some_and(|before| TITLES.contains(&before));
    is_after_name || is_after_title || NAMES.contains(&word) || GIVEN.contains(&word)
}

/// Men's teams, and what begins with the word: `tuyển Việt Nam nam và nữ`, `người Việt Nam nam tính`.
fn goes_with_nam(follows: Option<&str>) -> bool {
    const AFTER: &[&str] = &["và", "lẫn", "nữ", "giới", "thắng", "thua", "gặp", "tính", "sinh", "diễn", "ca", "tiến"];
    follows.is_none_or(|next| AFTER.contains(&next) || is_compound("nam", next))
}

fn token_at(reading: &Reading, token: &Token) -> usize {
    reading.tokens.partition_point(|other| other.start < token.start)
}

/// What courts say and the press hardly: `thỏa thuận thuận tình ly hôn`, `hành vi vi hiến`.
const OF_COURTS: &[[&str; 2]] = &[["thuận", "tình"], ["vi", "hiến"], ["vi", "cảnh"]];

/// Words of one syllable that also end longer words: `tự do do`, `hiện tại tại`.
const STANDS_ALONE: &[&str] = &["do", "tại", "theo", "về"];

/// What people are called, and what begins other words too.
const NAMES: &[&str] = &[
    "an", "báo", "bảo", "bình", "chiến", "công", "dũng", "đức", "hạnh", "hải", "hiền", "hòa", "hùng", "hưởng", "hương",
    "khánh", "linh", "long", "mạnh", "minh", "nam", "nhân", "phong", "phúc", "quang", "quân", "quyết", "quý", "sơn",
    "tài", "tâm", "thành", "thanh", "thảo", "thắng", "thịnh", "thông", "tiến", "toàn", "trung", "vinh", "xuân", "yên",
];

/// What stands before a name.
const TITLES: &[&str] = &[
    "anh", "bà", "bác", "bé", "cáo", "cậu", "cháu", "chị", "chú", "chồng", "con", "cô", "dì", "đương", "em", "gái",
    "hắn", "mẹ", "ông", "phạm", "sĩ", "sư", "tên", "thầy", "thị", "tượng", "vợ",
];

/// What else people are called, where a capital amid a sentence says that it is a name.
const GIVEN: &[&str] = &[
    "anh",
    "cường",
    "diệp",
    "diễm",
    "duy",
    "đạt",
    "điệp",
    "đông",
    "giang",
    "hà",
    "hậu",
    "hiệp",
    "hiếu",
    "hoa",
    "hoan",
    "hoàn",
    "hoàng",
    "học",
    "hợp",
    "huệ",
    "huy",
    "khang",
    "khải",
    "khoa",
    "khôi",
    "kiên",
    "kiệt",
    "kim",
    "lan",
    "lành",
    "lâm",
    "lệ",
    "liên",
    "loan",
    "lộc",
    "lợi",
    "luân",
    "luận",
    "lực",
    "lương",
    "lưu",
    "lý",
    "mai",
    "mỹ",
    "nga",
    "ngân",
    "nghi",
    "nghĩa",
    "ngọc",
    "nhàn",
    "nhật",
    "nhu",
    "như",
    "nhung",
    "oanh",
    "phát",
    "phụng",
    "phước",
    "phương",
    "phượng",
    "quế",
    "quốc",
    "quyên",
    "quyền",
    "sang",
    "sinh",
    "tấn",
    "tân",
    "thái",
    "thắm",
    "thi",
    "thiện",
    "thoa",
    "thơ",
    "thu",
    "thuận",
    "thục",
    "thủy",
    "thư",
    "thương",
    "thường",
    "tiên",
    "tiệp",
    "tín",
    "tình",
    "tính",
    "toán",
    "tới",
    "trang",
    "trâm",
    "trí",
    "trinh",
    "trọng",
    "trúc",
    "tuân",
    "tuấn",
    "tuyến",
    "tuyền",
    "tuyết",
    "tú",
    "tùng",
    "tươi",
    "tường",
    "uyên",
    "vân",
    "vĩnh",
    "vui",
    "vũ",
    "vương",
    "xuyến",
    "yến",
    "ý",
];

/// Twice, it is every one of them.
const EVERY: &[&str] = &[
    "ai",
    "chiều",
    "đâu",
    "đêm",
    "đoàn",
    "đời",
    "giờ",
    "hàng",
    "lớp",
    "làng",
    "nào",
    "ngành",
    "người",
    "nhà",
    "nơi",
    "phố",
    "sáng",
    "sớm",
    "tháng",
    "tầng",
    "tối",
    "trưa",
    "trường",
    "tuần",
    "vùng",
    "xuân",
];

/// What English rightly writes twice.
const ENGLISH: &[&str] = &[
    "that", "had", "is", "do", "very", "so", "no", "bye", "ha", "wee", "there", "now", "knock", "night", "yes", "oh",
    "ah", "hear", "tut", "hush", "chop", "blah", "beep", "boo", "yum", "aye", "cha", "pom", "tick", "ding", "clap",
    "quack", "woof", "moo", "sapiens", "many", "really", "far", "long", "big", "much", "never", "too", "well",
    "please", "more", "go", "run", "win", "rah", "hee", "ho", "la", "na", "uh", "um", "er", "eh", "hey", "wait",
    "stop", "who", "you",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language, Role,
        testing::{table, table_for},
    };

    #[test]
    fn words_and_phrases_written_twice_are_found() {
        table(
            Rule::DoubledWords,
            &[
                ("Chỉ thị «số số» 35-CT/TW", "Chỉ thị số 35-CT/TW"),
                ("Dự thảo «Báo cáo Báo cáo» kết quả", "Dự thảo Báo cáo kết quả"),
                ("«Các các» đại biểu đã «được được» mời", "Các đại biểu đã được mời"),
                ("theo «kế hoạch của tỉnh kế hoạch của tỉnh» đề ra", "theo kế hoạch của tỉnh đề ra"),
                ("trong «công  công» tác", "trong công tác"),
                ("nhân dân dân tộc, hành vi vi phạm, bí thư thư ký", ""),
                ("từ «năm năm» 2020", "từ năm 2020"),
                ("luôn luôn, song song, xanh xanh, ngày ngày, người người, nhà nhà, từ từ, đời đời, dần dần", ""),
                ("mã hai hai, kế hoạch năm năm, chừng ba ba con", ""),
                ("ông Ông Ích Khiêm, bà Năm Năm, xã Ba Ba", ""),
                ("đồng ý, ý kiến; công tác - tác chiến; kế hoạch, kế hoạch", ""),
                ("đi đi lại lại, nói nói cười cười", ""),
                ("điệu cha cha cha, cười ha ha ha ha", ""),
                ("cán bộ Cán bộ", ""),
                // A name, and what its bearer does.
                ("Ông Bùi Văn Hưởng hưởng án treo. Bà Lê Thị Báo báo cáo kết quả.", ""),
                ("UBND tỉnh Thái Bình bình ổn giá. Đội Hải Phòng phòng ngự tốt.", ""),
                ("Chủ tịch Kim Nhật Thành thành lập lực lượng. Bình bình tĩnh trả lời.", ""),
                ("Nói chung chung, mặc áo da tê tê, ăn chôm chôm, bắt chuồn chuồn.", ""),
                ("để ngày ngày nấu cơm, gió tây tây bắc, công chúa cách cách, tội lỗi rành rành", ""),
                ("tới «ngày ngày» 20/10", "tới ngày 20/10"),
                ("Hai người có thỏa thuận thuận tình ly hôn, đó là hành vi vi hiến.", ""),
                // An office is nobody's name.
                (
                    "theo quy định của «Bộ bộ» trưởng và tại «Việt việt» Nam",
                    "theo quy định của Bộ trưởng và tại Việt Nam",
                ),
                ("vùng biển Việt «Nam nam» được giữ", "vùng biển Việt Nam được giữ"),
                ("TÀU «THUYỀN thuyền» RA KHƠI", "TÀU THUYỀN RA KHƠI"),
                ("Còn Thanh thanh minh, nghi phạm Lái lái xe, Lê Kiếm kiếm tiền, tuyển Việt Nam nam và nữ", ""),
                ("Người Việt Nam nam tính, CA ca trực, theo AN an ninh.", ""),
                ("Chạy mãi và mãi và mãi. Đợi ngày này qua ngày này qua ngày khác.", ""),
            ],
        );
    }

    #[test]
    fn english_doubles_a_few_words() {
        let rows = [
            ("He saw «the the» house.", "He saw the house."),
            ("All that that man had had was gone.", ""),
            ("Duran Duran sang in Walla Walla.", ""),
            ("It kept getting brighter and brighter and brighter, for years and years and years.", ""),
            ("Homo sapiens sapiens sang oh oh oh. A Vulpes vulpes. Hear hear, many many more.", ""),
            ("They went «to the to the» market «and and» back.", "They went to the market and back."),
        ];
        table_for(Rule::DoubledWords, Role::Paragraph, Language::English, &Style::default(), &rows);
    }
}
