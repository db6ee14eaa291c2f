//! `double_space`: two spaces where one parts words.

use crate::{Finding, Out, Reading, Rule, Style};

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    let last = reading.tokens.len().saturating_sub(1);
    for (at, token) in reading.tokens.iter().enumerate() {
        if token.is_space() && token.end - token.start > 1 && at > 0 && at < last {
            out.found(Finding::new(Rule::DoubleSpace, token.start, token.end).fix(" "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn one_space_parts_words() {
        table(Rule::DoubleSpace, &[("thời kỳ«  »mới", "thời kỳ mới"), ("thời kỳ mới", "")]);
    }
}
