//! What a person has decided to leave as it is.

use crate::Rule;

/// How many characters on either side tell one place from another.
const NEAR: usize = 16;

/// A finding that is not to be told again: this one, wherever edits carry it, or every one of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ignore {
    pub rule: Rule,
    /// The text found; `None` for every finding of the rule.
    pub place: Option<Near>,
}

/// A place by its words, which stay when it moves: what stands there, and a little of what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Near {
    pub text: String,
    pub before: String,
    pub after: String,
}

impl Near {
    /// Of `start..end` in `text`.
    pub fn of(text: &[char], start: usize, end: usize) -> Self {
        let end = end.min(text.len());
        let start = start.min(end);
        Self {
            text: text[start..end].iter().collect(),
            before: text[start.saturating_sub(NEAR)..start].iter().collect(),
            after: text[end..text.len().min(end + NEAR)].iter().collect(),
        }
    }
}

impl Ignore {
    /// Whether it speaks of a finding of `rule` at this place. One side may have been edited since: the other, and the
    /// words themselves, still tell.
    pub fn covers(&self, rule: Rule, near: &Near) -> bool {
        let Some(place) = &self.place else { return self.rule == rule };
        self.rule == rule && place.text == near.text && (place.before == near.before || place.after == near.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(text: &str, word: &str) -> Near {
        let at = text.find(word).map_or(0, |at| text[..at].chars().count());
        Near::of(&text.chars().collect::<Vec<_>>(), at, at + word.chars().count())
    }

    #[test]
    fn a_place_is_known_again_after_edits_on_one_side_and_not_at_another_place() {
        let text = "Đội tuyển Xanh Xanh thắng đội Đỏ ở vòng trong.";
        let ignore = Ignore { rule: Rule::DoubledWords, place: Some(near(text, "Xanh Xanh")) };
        // The screen goes by the same rule (ui/src/check/ignored.ts), and reads the same cases.
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/fixtures/ignored.json")).unwrap();
        for case in cases.as_array().unwrap() {
            let (edited, covered) = (case["edited"].as_str().unwrap(), case["covered"] == true);
            assert_eq!(ignore.covers(Rule::DoubledWords, &near(edited, "Xanh Xanh")), covered, "{edited}");
        }
        assert!(!ignore.covers(Rule::DoubleSpace, &near(text, "Xanh Xanh")));
        let rule = Ignore { rule: Rule::DoubledWords, place: None };
        assert!(rule.covers(Rule::DoubledWords, &near("số số", "số số")));
    }
}
