//! `sums_differ`: parts that do not add up: shares of a whole over 100 %, "30 học sinh, gồm 12 nam và 20 nữ", and two words
//! of number in a row ("5 tỷ triệu").
//!
//! Only a sentence is added up, and only where it is a list of parts: shares that rose or fell are none, and of what is
//! counted every part must have its number.

use super::figures::{is_free_before, is_one_of, is_word, plain, word_after};
use crate::{Finding, Out, Reading, Rule, Style, Token, reading::Sentence};

/// Over what may come of rounding.
const WHOLE: f64 = 101.0;
/// Fewer shares compare; more are the parts of something.
const SHARES: usize = 3;
/// What stands in a sentence whose shares are no parts of one whole.
const CHANGES: &[&str] = &[
    "tăng",
    "giảm",
    "hơn",
    "kém",
    "so",
    "lãi",
    "lên",
    "xuống",
    "thuế",
    "ẩm",
    "vượt",
    "đạt",
    "thấp",
    "cao",
    "mức",
    "lượt",
    "khoảng",
    "rose",
    "fell",
    "up",
    "down",
    "from",
    "than",
    "respectively",
    "increase",
    "increased",
    "decrease",
    "decreased",
    "grew",
    "growth",
    "rate",
    "rates",
    "gained",
    "lost",
    "higher",
    "lower",
    "risen",
    "fallen",
    "both",
];
/// The first of two words of number that do not stand together, and the second.
const UNITS: [(&[&str], &[&str]); 2] = [(&["tỷ", "tỉ"], &["triệu", "nghìn", "ngàn"]), (&["triệu"], &["nghìn", "ngàn"])];

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    for sentence in &reading.sentences {
        shares(reading, sentence, out);
        parts(reading, sentence, out);
    }
    for (at, token) in reading.words() {
        let Some(next) = word_after(reading, at) else { continue };
        let before = at.checked_sub(2).and_then(|number| reading.tokens.get(number));
        let counted = before.is_some_and(Token::is_number) && reading.is_one_space(at - 1);
        if counted
            && UNITS.iter().any(|(first, second)| is_one_of(reading, token, first) && is_one_of(reading, next, second))
        {
            out.found(Finding::new(Rule::SumsDiffer, token.start, next.end).because("sums_unit"));
        }
    }
}

fn tokens<'r>(reading: &'r Reading, sentence: &Sentence) -> &'r [Token] {
    &reading.tokens[sentence.first..sentence.last]
}

fn shares(reading: &Reading, sentence: &Sentence, out: &mut Out) {
    let tokens = tokens(reading, sentence);
    let is_share = |token: &&Token| {
        token.is_number() && reading.after(token.end) == Some('%') && is_free_before(reading, token.start)
    };
    let numbers: Vec<&Token> = tokens.iter().filter(is_share).collect();
    // `19% of pupils, 42% of students`: of two wholes, each told.
    let is_of_its_own = |token: &&&Token| {
        let sign = reading.tokens.partition_point(|other| other.start < token.end);
        word_after(reading, sign).is_some_and(|word| is_word(reading, word, "of"))
    };
    if numbers.iter().filter(is_of_its_own).count() > 1 {
        return;
    }
    if numbers.len() < SHARES || tokens.iter().any(|token| token.is_word() && is_one_of(reading, token, CHANGES)) {
        return;
    }
    let Some(values) = numbers.iter().map(|token| decimal(&reading.text(token))).collect::<Option<Vec<f64>>>() else {
        return;
    };
    let sum: f64 = values.iter().sum();
    if sum > WHOLE && sum < 2.0 * WHOLE && values.iter().all(|value| *value < 100.0) {
        let last = numbers[numbers.len() - 1];
        let sum = format!("{}", (sum * 10.0).round() / 10.0);
        out.found(Finding::new(Rule::SumsDiffer, last.start, last.end + 1).because("sums_percent").with("sum", sum));
    }
}

/// 12, 12,5 and 12.5.
fn decimal(text: &str) -> Option<f64> {
    let text = text.replace(',', ".");
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    (text.matches('.').count() <= 1 && decimals <= 2).then(|| text.parse().ok()).flatten()
}

fn parts(reading: &Reading, sentence: &Sentence, out: &mut Out) {
    let tokens = tokens(reading, sentence);
    let is_made_of = |token: &Token| {
        token.is_word() && (is_word(reading, token, "gồm") || is_one_of(reading, token, &["comprising"]))
    };
    let Some(made_of) = tokens.iter().position(is_made_of) else { return };
    // The only number before it, so that there is no doubt what is parted.
    let mut before = tokens[..made_of].iter().filter(|token| token.is_number());
    let (Some(total), None) = (before.next(), before.next()) else { return };
    let Some(whole) = plain(reading, total).filter(|_| is_free_before(reading, total.start)) else { return };
    let parted = |token: &Token| {
        reading.chars[token.start..token.end].contains(&',') && !token.is_number()
            || token.is_word() && is_one_of(reading, token, &["và", "and"])
    };
    let mut values = Vec::new();
    for part in tokens[made_of + 1..].split(parted) {
        let mut said = part.iter().filter(|token| token.is_word() || token.is_number());
        let Some(number) = said.next().filter(|token| token.is_number()) else { return };
        let (Some(value), true) = (plain(reading, number), said.all(Token::is_word)) else { return };
        values.push(value);
    }
    let sum: u32 = values.iter().sum();
    // What differs by so much is another thing that is counted.
    let close = sum <= whole.saturating_mul(2) && sum >= whole / 2;
    if values.len() >= 2 && whole > 1 && sum != whole && close {
        out.found(Finding::new(Rule::SumsDiffer, total.start, total.end).with("sum", sum).with("total", whole));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language, Role,
        testing::{table, table_for},
    };

    #[test]
    fn parts_add_up() {
        table(
            Rule::SumsDiffer,
            &[
                ("Có 60% người đồng ý, 30% không đồng ý và «25%» không có ý kiến.", ""),
                ("Có 45,5% ủng hộ, 38% phản đối, «27%» im lặng.", ""),
                ("Lớp có «30» học sinh, gồm 12 nam và 20 nữ.", ""),
                ("Đoàn có «9» xe gồm 2 xe tải, 3 xe khách và 5 xe con.", ""),
                ("Vốn 5 «tỷ triệu» đồng.", ""),
                // They do add up, or are no parts of one whole.
                ("Có 60% đồng ý, 30% không và 10% im lặng. Có 50,3%, 33,3% và 16,9%.", ""),
                ("Giá gạo tăng 60%, giá cá 30%, giá rau 25%.", ""),
                ("Có 60% đồng ý và 55% tin.", ""),
                ("Lớp có 30 học sinh, gồm 12 nam và 18 nữ.", ""),
                ("Lớp có 30 học sinh, gồm 12 nam và nhiều nữ. Hồ sơ gồm 2 ảnh và 3 bản khai.", ""),
                ("Năm 2019, lớp có 30 học sinh gồm 12 nam và 20 nữ.", ""),
                ("Tặng 3 hộ dân, gồm 50 kg gạo và 10 lít dầu.", ""),
                ("Nợ 5 triệu tỷ đồng, 3 tỷ 200 triệu.", ""),
            ],
        );
        let rows = [
            ("Some 60% agreed, 30% did not and «25%» had no view.", ""),
            ("Prices rose 60%, 30% and 25%.", ""),
            ("Some 19% of pupils, 42% of students and 56% of teachers have one.", ""),
            ("Some 40% of searches are local, 77% of searches come from home, 17% from elsewhere.", ""),
            ("A class of «30» comprising 12 boys and 20 girls.", ""),
        ];
        table_for(Rule::SumsDiffer, Role::Paragraph, Language::English, &Style::default(), &rows);
    }
}
