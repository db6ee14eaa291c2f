//! Where a rule puts what it met.

use crate::{Fact, Finding};

/// What the families of rules hand in about one passage.
#[derive(Debug, Default)]
pub struct Out {
    pub findings: Vec<Finding>,
    pub facts: Vec<Fact>,
}

impl Out {
    pub fn found(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Notes what only the whole story can judge.
    pub fn noted(&mut self, fact: Fact) {
        self.facts.push(fact);
    }
}
