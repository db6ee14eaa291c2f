//! Carrying out fixes.

use std::sync::Arc;

use crate::{Finding, Passage, Session, Style};

/// `text` with the fixes of these findings, from the first to the last; one that overlaps an earlier one is left.
pub fn fixed(text: &str, findings: &[Finding]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut fixed, mut at) = (String::new(), 0);
    for finding in findings {
        let (start, end) = (finding.start as usize, (finding.end as usize).min(chars.len()));
        if let Some(fix) = finding.fix.as_ref().filter(|_| start >= at && start <= end) {
            fixed.extend(&chars[at..start]);
            fixed.push_str(fix);
            at = end;
        }
    }
    fixed.extend(&chars[at.min(chars.len())..]);
    fixed
}

/// A passage before and after all that can be mended in it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    pub at: usize,
    pub text: String,
}

/// How often what a fix brings to light is fixed in turn.
const ROUNDS: usize = 8;

/// Mends all that a fix is known for, and what that brings to light. Returns the passages that are others then.
pub fn fix_all(passages: &[Passage], style: &Arc<Style>) -> Vec<Replacement> {
    let mut session = Session::new(style.clone());
    session.splice(0, 0, passages.iter().cloned());
    for _ in 0..ROUNDS {
        let mut is_done = true;
        for at in 0..session.len() {
            let Some(passage) = session.passage(at) else { break };
            let text = fixed(&passage.text, session.findings(at));
            if text != passage.text {
                // Marks are the screen's to keep; a rule sees the language of the whole.
                let passage = Passage { text, spans: Vec::new(), ..passage.clone() };
                session.splice(at, 1, [passage]);
                is_done = false;
            }
        }
        if is_done {
            break;
        }
    }
    let text = |at: usize| session.passage(at).map(|passage| passage.text.clone()).unwrap_or_default();
    (0..passages.len())
        .map(|at| Replacement { at, text: text(at) })
        .filter(|now| now.text != passages[now.at].text)
        .collect()
}
