//! `repeated_line`: a title or a sentence that stands in the story twice, alone in its paragraph.
//!
//! Spared: short lines, which repeat rightly ("Ảnh: Hà Vân", "Hỏi:", a dialogue's "Vâng."), captions, which say again
//! what the body says, pull quotes, which repeat it on purpose, and the points of a list ("7.", "b)"), which may say the
//! same of different things.

use crate::{Fact, Out, Reading, Role, Rule, Style, TokenKind};

/// In words.
const SHORTEST: usize = 5;

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    let is_told_once =
        matches!(reading.role(), Role::Headline | Role::Heading | Role::Paragraph | Role::ListItem | Role::Line);
    if !is_told_once || is_point(reading) || reading.words().count() < SHORTEST {
        return;
    }
    // Spaces and signs may differ, numbers may not: the 20th meeting is not the 21st.
    let mut key = String::with_capacity(reading.passage.text.len());
    for token in &reading.tokens {
        if !matches!(token.kind, TokenKind::Space | TokenKind::Sign) {
            key.extend(reading.chars[token.start..token.end].iter().flat_map(|c| c.to_lowercase()));
            key.push(' ');
        }
    }
    out.noted(Fact::new(Rule::RepeatedLine, key, "", 0, reading.chars.len()));
}

/// `7. …`, `b) …`
fn is_point(reading: &Reading) -> bool {
    let Some(label) = reading.tokens.first() else { return false };
    let is_label = label.is_number() || label.is_word() && label.end == 1;
    is_label && ['.', ')'].into_iter().any(|sign| reading.is_sign(1, sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language,
        testing::{table, table_for},
    };

    #[test]
    fn the_same_line_again_is_found() {
        table(
            Rule::RepeatedLine,
            &[
                ("Hội nghị bàn về thời kỳ mới|«Hội nghị bàn về  thời kỳ mới»", "Hội nghị bàn về thời kỳ mới|"),
                (
                    "Hội nghị bàn về cầu mới.|Một câu khác.|«Hội nghị bàn về cầu mới»",
                    "Hội nghị bàn về cầu mới.|Một câu khác.|",
                ),
                ("Hội nghị cán bộ lần thứ 20|Hội nghị cán bộ lần thứ 21", ""),
                ("b) Hội đồng trọng tài của tỉnh.|b) Hội đồng trọng tài của tỉnh.", ""),
                ("Vâng, thưa ông.|Vâng, thưa ông.", ""),
                ("Hội nghị bàn về cầu mới|Hội nghị bàn về cầu cũ", ""),
            ],
        );
        for role in [Role::Caption, Role::Quote] {
            let rows = [("Cây cầu mới bắc qua sông|Cây cầu mới bắc qua sông", "")];
            table_for(Rule::RepeatedLine, role, Language::Vietnamese, &Style::default(), &rows);
        }
    }
}
