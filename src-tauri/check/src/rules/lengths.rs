//! `long_sentence`, `long_lead`, `long_headline`: over what the house style allows; 0 allows any length.
//!
//! Vietnamese counts syllables, English words: both are what stands between spaces here, and a number is one. Marked are
//! the first words: a whole sentence underlined hides what else was found in it, and these stay the same while its end is
//! being written.

use crate::{Finding, Out, Reading, Role, Rule, Style, Token, reading::counted};

/// How many words are marked.
const MARKED: usize = 3;

pub(super) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    let lengths = &style.lengths;
    match reading.role() {
        Role::Headline => over(Rule::LongHeadline, &reading.tokens, lengths.headline, out),
        Role::Lead => over(Rule::LongLead, &reading.tokens, lengths.lead, out),
        _ => {}
    }
    if reading.role().has_sentences() || reading.role() == Role::ListItem {
        for sentence in &reading.sentences {
            over(Rule::LongSentence, &reading.tokens[sentence.first..sentence.last], lengths.sentence, out);
        }
    }
}

fn over(rule: Rule, tokens: &[Token], limit: u32, out: &mut Out) {
    let words = || counted(tokens);
    let count = words().count();
    if limit == 0 || count <= limit as usize {
        return;
    }
    let (first, last) = (words().next(), words().nth(MARKED.min(count) - 1));
    if let (Some(first), Some(last)) = (first, last) {
        out.found(Finding::new(rule, first.start, last.end).with("count", count).with("limit", limit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, testing::table_for};

    #[test]
    fn what_is_over_the_house_s_length_is_marked_at_its_beginning() {
        let style = Style::from_toml("[lengths]\nheadline = 4\nlead = 8\nsentence = 6").unwrap();
        let vietnamese = Language::Vietnamese;
        for (rule, role, rows) in [
            (
                Rule::LongSentence,
                Role::Paragraph,
                &[
                    ("Trời mưa. «Sáng nay trời» mưa to ở bến.", ""),
                    // As the status bar counts: 10-12 is one.
                    ("Mưa 10-12 ngày, 5/7 bến.", ""),
                    ("Sáng nay trời mưa 20,5 mm. Chiều nay trời không mưa nữa.", ""),
                    ("“«Nước lên đến» 2 mét, 3 mét.”", ""),
                ][..],
            ),
            (Rule::LongSentence, Role::Headline, &[("Nước sông lên cao hơn 2 mét", "")]),
            (Rule::LongHeadline, Role::Headline, &[("«Nước sông lên» cao hơn", ""), ("Nước sông lên cao", "")]),
            (Rule::LongHeadline, Role::Heading, &[("Nước sông lên cao hơn", "")]),
            (
                Rule::LongLead,
                Role::Lead,
                &[("«Trời mưa, nước» sông lên. Dân phải đi xa.", ""), ("Trời mưa, nước sông lên. Dân phải đi.", "")],
            ),
        ] {
            table_for(rule, role, vietnamese, &style, rows);
        }
        let any = Style::from_toml("[lengths]\nheadline = 0").unwrap();
        table_for(Rule::LongHeadline, Role::Headline, vietnamese, &any, &[(&"Nước lên ".repeat(40), "")]);
    }
}
