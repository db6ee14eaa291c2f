//! `repeated_line`: a title or a sentence that stands in the story twice, alone in its paragraph.

use crate::{Fact, Out, Reading, Role, Rule, Style};

/// Shorter lines repeat rightly: "Ảnh: Hà Vân", "Hỏi:", a dialogue's "Vâng."
const SHORTEST: usize = 5;

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    // A caption says again what the body says, and two pictures may share one.
    if !(reading.role().is_body() || matches!(reading.role(), Role::Line | Role::Headline)) {
        return;
    }
    let words: Vec<String> = reading.words().map(|(_, word)| reading.text(word).to_lowercase()).collect();
    if words.len() >= SHORTEST {
        // Spaces and signs may differ: the same words are the same line.
        out.noted(Fact::new(Rule::RepeatedLine, words.join(" "), "", 0, reading.chars.len()));
    }
}
