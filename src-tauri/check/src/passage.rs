//! A piece of a story that is read by itself.

use crate::Language;

/// What a passage is in its story: a headline has no full stop, a caption may have a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Kicker,
    Headline,
    Subheadline,
    /// The abstract, "sapo".
    Lead,
    /// A heading inside the body.
    Heading,
    Paragraph,
    Quote,
    ListItem,
    Caption,
    /// Words about a picture for those who don't see it.
    AltText,
    /// Anything else that is no sentence: a byline, a line of a plain file.
    Line,
}

impl Role {
    /// Whether it is part of what the body tells.
    pub fn is_body(self) -> bool {
        matches!(self, Role::Heading | Role::Paragraph | Role::Quote | Role::ListItem)
    }

    /// Whether it is written in whole sentences, which something ends.
    pub fn has_sentences(self) -> bool {
        matches!(self, Role::Lead | Role::Paragraph | Role::Quote | Role::Caption)
    }
}

/// A stretch in another language than its passage; `None` is one that nothing is known of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: u32,
    pub end: u32,
    pub language: Option<Language>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub role: Role,
    pub language: Language,
    pub text: String,
    /// By start, without overlaps.
    pub spans: Vec<Span>,
}

impl Passage {
    pub fn new(role: Role, language: Language, text: impl Into<String>) -> Self {
        Self { role, language, text: text.into(), spans: Vec::new() }
    }
}
