//! What stands between words: `missing_space`, `space_before`, `double_space`, `odd_space`, `edge_space`,
//! `blank_paragraph`, `repeated_sign`.
//!
//! Each stretch of whitespace is one finding at most: at the edge of a passage before all, then before a sign, then of
//! more than one character, then of an odd one. A missing space is found between words that are plainly two: numbers,
//! times, ratios, document numbers, addresses, file names, initials and titles (TP.HCM, A.B., v.v.) need none.

use crate::{
    Finding, Out, Reading, Role, Rule, Style, Token, TokenKind,
    letters::lower,
    reading::is_shortened,
    vietnamese::{is_marked, is_syllable},
};

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    if reading.tokens.iter().all(Token::is_space) {
        blank(reading, out);
        return;
    }
    for (at, token) in reading.tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Space => space(reading, at, out),
            TokenKind::Sign => {
                missing_space(reading, at, out);
                repeated_sign(reading, at, out);
            }
            _ => {}
        }
    }
}

/// A paragraph of nothing is one that nobody meant; a field of nothing is one that nobody filled in yet.
fn blank(reading: &Reading, out: &mut Out) {
    let is_meant = match reading.role() {
        Role::Paragraph | Role::Quote | Role::ListItem | Role::Heading => true,
        _ => !reading.chars.is_empty(),
    };
    if is_meant {
        let finding = Finding::new(Rule::BlankParagraph, 0, reading.chars.len());
        out.found(if reading.chars.is_empty() { finding } else { finding.fix("") });
    }
}

fn space(reading: &Reading, at: usize, out: &mut Out) {
    let token = &reading.tokens[at];
    let chars = &reading.chars[token.start..token.end];
    let found = |rule| Finding::new(rule, token.start, token.end);
    if at == 0 || at + 1 == reading.tokens.len() {
        out.found(found(Rule::EdgeSpace).fix(""));
    } else if chars.contains(&'\n') {
        // A line broken by hand has an edge there.
        if chars.iter().any(|c| *c != '\n') {
            let breaks: String = chars.iter().filter(|c| **c == '\n').collect();
            out.found(found(Rule::EdgeSpace).fix(breaks));
        }
    } else if chars.contains(&'\t') {
        // A column's.
    } else if let Some(sign) = closed_by(reading, at) {
        out.found(found(Rule::SpaceBefore).with("sign", sign).fix(""));
    } else if let Some(sign) = opened_by(reading, at) {
        out.found(found(Rule::SpaceBefore).because("space_after").with("sign", sign).fix(""));
    } else if chars.len() > 1 {
        out.found(found(Rule::DoubleSpace).fix(" "));
    } else if chars != [' '] {
        let name = format!("U+{:04X}", u32::from(chars[0]));
        out.found(found(Rule::OddSpace).with("name", name).fix(" "));
    }
}

fn is_letter_or_digit(reading: &Reading, at: usize) -> bool {
    reading.tokens.get(at).is_some_and(|token| !matches!(token.kind, TokenKind::Sign | TokenKind::Space))
}

/// The sign after the space at `at`, where no space stands before it.
fn closed_by(reading: &Reading, at: usize) -> Option<char> {
    let next = reading.tokens.get(at + 1).filter(|token| token.kind == TokenKind::Sign)?;
    let sign = reading.sign(next);
    // `1 : 2` is a ratio, `: )` and ` :)` are faces.
    let after = reading.after(next.end);
    let is_closed = match sign {
        // `.vn`, `.5`, `...`
        '.' => after.is_none_or(|after| after.is_whitespace() || "”\")".contains(after)),
        ',' | ';' => after.is_none_or(|after| !after.is_ascii_digit()),
        ':' => {
            let is_number = |at: usize| reading.tokens.get(at).is_some_and(Token::is_number);
            let is_ratio = is_number(at - 1) && (is_number(at + 2) || is_number(at + 3));
            !is_ratio && after.is_none_or(|after| after.is_whitespace())
        }
        '!' | '?' => after.is_none_or(|after| after.is_whitespace() || "”\")!?".contains(after)),
        ')' | ']' => true,
        // Some open with it as well.
        '”' => after.is_none_or(|after| !after.is_alphanumeric()),
        _ => false,
    };
    // After a bracket or a dash the sign is the matter itself: `(…)`, `– !`.
    let is_after_words = is_letter_or_digit(reading, at - 1) || "”)]%".contains(reading.sign(&reading.tokens[at - 1]));
    (is_closed && is_after_words).then_some(sign)
}

/// The bracket or quote before the space at `at`, where it opens and words follow.
fn opened_by(reading: &Reading, at: usize) -> Option<char> {
    let sign = reading.sign(reading.tokens.get(at - 1).filter(|token| token.kind == TokenKind::Sign)?);
    let opens = at < 2 || reading.tokens[at - 2].is_space();
    (matches!(sign, '(' | '“' | '[') && opens && is_letter_or_digit(reading, at + 1)).then_some(sign)
}

/// Whether words are Vietnamese to look at: one has its marks, or is long and legal.
fn is_plain(word: &[char]) -> bool {
    word.len() > 1 && (is_marked(word) || is_syllable(word))
}

fn is_large(letter: char) -> bool {
    letter.is_uppercase()
}

/// `Vai`: a large letter and small ones.
fn begins_large(word: &[char]) -> bool {
    word.len() > 1 && is_large(word[0]) && word[1..].iter().all(|letter| letter.is_lowercase())
}

fn missing_space(reading: &Reading, at: usize, out: &mut Out) {
    let token = &reading.tokens[at];
    let sign = reading.sign(token);
    let letters = |token: &Token| &reading.chars[token.start..token.end];
    let Some(next) = reading.tokens.get(at + 1).filter(|token| !token.is_space()) else {
        return;
    };
    let previous = at.checked_sub(1).map(|before| &reading.tokens[before]);
    let before = previous.filter(|token| token.is_word()).map(letters);
    let after = Some(next).filter(|token| token.is_word()).map(letters);
    let is_number = previous.is_some_and(Token::is_number);
    let is_missing = match (sign, before, after) {
        ('(' | '“', Some(before), _) => {
            let inner = after.is_some_and(|inner| inner.len() > 1);
            let is_found =
                inner && before.len() > 1 && is_syllable(before) && (is_marked(before) || after.is_some_and(is_marked));
            if is_found {
                let finding = Finding::new(Rule::MissingSpace, token.start, token.end).because("missing_space_before");
                out.found(finding.with("sign", sign).fix(format!(" {sign}")));
            }
            return;
        }
        ('.', Some(before), Some(after)) => ends_before(before, after),
        // `năm 2019.Trong`, `(mở rộng).Đồng chí`
        ('.', None, Some(after)) => {
            let is_dot =
                previous.is_some_and(|token| token.kind == TokenKind::Sign && ".".contains(reading.sign(token)));
            let closes = is_dot && at >= 3 && reading.tokens[at - 3].is_word()
                || previous.is_some_and(|token| token.kind == TokenKind::Sign && ")”%".contains(reading.sign(token)))
                || is_number && at > 1 && previous.is_some_and(|token| token.end - token.start > 1);
            closes && begins_large(after) && is_syllable(after)
        }
        ('…', Some(before), Some(after)) => before.len() > 1 && begins_large(after) && is_syllable(after),
        (',' | ';', Some(before), Some(after)) => {
            (before.len() > 1 || after.len() > 1) && (is_plain(before) || is_plain(after)) && !is_entity(reading, at)
        }
        (',' | ';', None, Some(after)) => {
            let closes =
                previous.is_some_and(|token| token.kind == TokenKind::Sign && ")”%".contains(reading.sign(token)));
            is_plain(after) && (closes || is_number)
        }
        (',' | ';', Some(before), None) => {
            before.len() > 1 && is_plain(before) && (next.is_number() || reading.sign(next) == '“')
        }
        (':' | '!' | '?', Some(before), Some(after)) => {
            before.len() > 1 && after.len() > 1 && (is_marked(before) || is_marked(after)) && is_syllable(after)
        }
        (':', Some(before), None) => is_marked(before) && before.len() > 1 && reading.sign(next) == '“',
        (')', _, Some(after)) => {
            let is_paired = reading.tokens[..at]
                .iter()
                .rev()
                .take(40)
                .any(|token| token.kind == TokenKind::Sign && reading.sign(token) == '(');
            let inner = previous.is_some_and(|token| token.end - token.start > 1);
            is_paired && inner && after.len() > 1 && is_syllable(after)
        }
        ('”', Some(before), Some(after)) => before.len() > 1 && after.len() > 1 && is_syllable(after),
        ('”', None, Some(after)) => {
            previous.is_some_and(|token| !token.is_space()) && after.len() > 1 && is_syllable(after)
        }
        _ => false,
    };
    if is_missing {
        let finding = Finding::new(Rule::MissingSpace, token.start, token.end);
        out.found(finding.with("sign", sign).fix(format!("{sign} ")));
    }
}

/// Whether a stop between these two ends a sentence: `môn.Vai`, `MÔN.VAI`, `môn.vai`, but `TP.HCM`, `anh.jpg`.
fn ends_before(before: &[char], after: &[char]) -> bool {
    if before.len() < 2 || after.len() < 2 || is_shortened(before) {
        return false;
    }
    let is_all_large = |word: &[char]| word.iter().copied().all(is_large);
    if is_all_large(before) && is_all_large(after) {
        return is_syllable(before)
            && is_syllable(after)
            && (is_marked(before) || is_marked(after))
            && before.len() > 2;
    }
    if begins_large(after) {
        return is_plain(before) && is_plain(after)
            || before.iter().all(|letter| letter.is_lowercase()) && is_marked(before);
    }
    let are_small = [before, after].iter().all(|word| word.iter().all(|letter| letter.is_lowercase()));
    are_small && is_syllable(before) && is_syllable(after) && is_marked(before) && is_marked(after)
}

/// `&nbsp;`
fn is_entity(reading: &Reading, at: usize) -> bool {
    reading.sign(&reading.tokens[at]) == ';' && at > 1 && reading.is_sign(at - 2, '&')
}

fn repeated_sign(reading: &Reading, at: usize, out: &mut Out) {
    let sign = reading.sign(&reading.tokens[at]);
    if at > 0 && reading.is_sign(at - 1, sign) || !matches!(sign, '.' | ',' | ';' | ':' | '…') {
        return;
    }
    let run = reading.tokens[at..].iter().take_while(|token| reading.chars[token.start] == sign).count();
    let (start, end) = (reading.tokens[at].start, reading.tokens[at + run - 1].end);
    let ends = |letter: Option<char>| letter.is_none_or(|letter| letter.is_whitespace() || "”\")".contains(letter));
    let follows_word = at > 0 && is_letter_or_digit(reading, at - 1);
    let right = match (sign, run) {
        // `,.` and `,,`
        (',', 1) if reading.after(end) == Some('.') && ends(reading.after(end + 1)) && follows_word => {
            let finding = Finding::new(Rule::RepeatedSign, start, end + 1).with("sign", ",.");
            out.found(finding.fix("."));
            return;
        }
        ('…', 1) if reading.after(end) == Some('.') && ends(reading.after(end + 1)) => {
            let finding = Finding::new(Rule::RepeatedSign, start, end + 1).with("sign", "….");
            out.found(finding.fix("…"));
            return;
        }
        (',' | ';', 2) if follows_word => sign.to_string(),
        (':' | '.', 2) if ends(reading.after(end)) && follows_word => sign.to_string(),
        // `v.v....` is two signs; more dots are a line to fill in.
        ('.', 4)
            if ends(reading.after(end)) && follows_word && reading.before(start).is_some_and(|c| lower(c) != 'v') =>
        {
            "...".to_owned()
        }
        _ => return,
    };
    out.found(Finding::new(Rule::RepeatedSign, start, end).with("sign", reading.slice(start, end)).fix(right));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language,
        testing::{table, table_for},
    };

    #[test]
    fn one_space_parts_words() {
        table(
            Rule::DoubleSpace,
            &[
                ("thời kỳ«  »mới", "thời kỳ mới"),
                // One finding, whatever the spaces are.
                ("thời kỳ« \u{A0}»mới", "thời kỳ mới"),
                ("thời kỳ mới", ""),
                ("  thời kỳ mới  ", ""),
                ("thời kỳ  , mới", ""),
                ("dòng một\ndòng hai", ""),
                ("cột một\t\tcột hai", ""),
            ],
        );
    }

    #[test]
    fn a_space_is_a_plain_one() {
        table(
            Rule::OddSpace,
            &[
                ("thời«\u{A0}»kỳ", "thời kỳ"),
                ("10«\u{A0}»% và 5«\u{202F}»°C", "10 % và 5 °C"),
                ("thời«\u{3000}»kỳ", "thời kỳ"),
                ("thời«\u{2009}»kỳ", "thời kỳ"),
                ("thời \u{A0}kỳ", ""),
                ("thời\u{A0}, kỳ", ""),
                ("\u{A0}thời kỳ", ""),
            ],
        );
    }

    #[test]
    fn nothing_stands_at_the_edges() {
        table(
            Rule::EdgeSpace,
            &[
                ("« »Thời kỳ mới.«\u{A0} »", "Thời kỳ mới."),
                ("Dòng một« \n»dòng hai", "Dòng một\ndòng hai"),
                ("Dòng một\ndòng hai", ""),
                (" \u{A0} ", ""),
            ],
        );
    }

    #[test]
    fn a_paragraph_has_words() {
        table(
            Rule::BlankParagraph,
            &[("Một.|« »", "Một.|"), ("Một.|«»|Hai.", ""), ("Một.|", ""), ("Một.||", ""), ("", ""), ("Một.|*", "")],
        );
        for role in [Role::Headline, Role::Caption, Role::Lead, Role::AltText, Role::Line] {
            let rows = [("", ""), ("Một", "")];
            table_for(Rule::BlankParagraph, role, Language::Vietnamese, &Style::default(), &rows);
        }
        table_for(
            Rule::BlankParagraph,
            Role::Line,
            Language::Vietnamese,
            &Style::default(),
            &[("Một|«\u{A0}»", "Một|")],
        );
    }

    #[test]
    fn a_sign_stands_close_to_the_word_before_it() {
        table(
            Rule::SpaceBefore,
            &[
                ("đi« », rồi về« ».", "đi, rồi về."),
                ("đi«  », rồi về«\u{A0}»!", "đi, rồi về!"),
                ("(« »mở rộng« »)", "(mở rộng)"),
                ("nói: “« »Đi thôi« »”", "nói: “Đi thôi”"),
                ("Nội dung« »: như sau« »; xong", "Nội dung: như sau; xong"),
                ("được 35« »; còn 15 %« ».", "được 35; còn 15 %."),
                ("đi ... rồi về […] và … hết", ""),
                ("tỷ lệ 1 : 2, tên miền .vn, đuôi .docx, vui :) lắm", ""),
                ("ông ”Ba” và – !", ""),
                ("đi, rồi về.", ""),
            ],
        );
    }

    #[test]
    fn a_space_follows_a_sign() {
        table(
            Rule::MissingSpace,
            &[
                ("chuyên môn«.»Vai trò", "chuyên môn. Vai trò"),
                ("chuyên môn«.»vẫn vậy, CHUYÊN MÔN«.»VAI TRÒ", "chuyên môn. vẫn vậy, CHUYÊN MÔN. VAI TRÒ"),
                ("đi«,»rồi«;»về«:»hết«!»Xong«?»Rồi", "đi, rồi; về: hết! Xong? Rồi"),
                ("năm 2019«.»Trong đó", "năm 2019. Trong đó"),
                ("(mở rộng«)»và«(»thêm nữa) “cũ«”»là«“»mới”", "(mở rộng) và (thêm nữa) “cũ” là “mới”"),
                ("từ«“»mới”, nói«:»“Đi”", "từ “mới”, nói: “Đi”"),
                ("thế thôi..«.»Rồi hết, thế thôi«…»Rồi hết", "thế thôi... Rồi hết, thế thôi… Rồi hết"),
                ("1.234,5 và 14:05, tỷ số 2:1, ngày 15.10.2019", ""),
                ("Chỉ thị 35-CT/TW, TP.HCM, TP.Huế, GS.TS. Minh, A.B. Minh, v.v.", ""),
                ("ảnh anh.jpg, tệp tin.docx, trang bao.com.vn, Node.js, ten@bao.vn", ""),
                ("Fe(OH)3, f(x), N,N-đimetyl, C:\\Windows, (s)he, khoản 1(a)", ""),
                ("https://bao.vn/a,b?c=d;e", ""),
                ("đi... rồi, ôi…không, “...Vậy”", ""),
                ("đi, rồi; về: hết! Xong? (Rồi) “hết”.", ""),
            ],
        );
    }

    #[test]
    fn a_sign_stands_once() {
        table(
            Rule::RepeatedSign,
            &[
                ("đi«,,» rồi về«..»", "đi, rồi về."),
                ("đi«;;» rồi«::» về«,.»", "đi; rồi: về."),
                ("đi rồi«....» Hết«….»", "đi rồi... Hết…"),
                ("đi rồi... thôi… Hả?? Thật!! Sao?!", ""),
                ("v.v... Họ tên: .......... std::vec ../anh v.v....", ""),
            ],
        );
    }
}
