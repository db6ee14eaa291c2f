//! What people propose, until somebody decides. A suggestion stands in the document beside the text: nothing of it is the
//! story's own before it is accepted, and readers never see it ([`super::Settled`]).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BlockKind, FieldValue, MarkKind, PersonId, PhotoField, PhotoId, Related, StoryField, SuggestionId, Touch};

/// What is proposed, as a whole: accepted or rejected as one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Proposal {
    /// Words and blocks that come and go: both is a replacement, and a block that goes here and comes there has moved.
    Text,
    Format {
        mark: MarkKind,
        on: bool,
        href: Option<String>,
        lang: Option<String>,
    },
    /// What the block is to be.
    Block {
        from: BlockKind,
        to: BlockKind,
    },
    Field {
        field: StoryField,
        /// What the field had when it was proposed.
        base: FieldValue,
        value: FieldValue,
    },
    PhotoField {
        photo: PhotoId,
        field: PhotoField,
        base: FieldValue,
        value: FieldValue,
    },
    PhotoAdded {
        photo: PhotoId,
    },
    PhotoRemoved {
        photo: PhotoId,
    },
    PhotoMoved {
        photo: PhotoId,
        from: String,
        to: String,
    },
    Related {
        base: Vec<Related>,
        value: Vec<Related>,
    },
}

impl Proposal {
    /// Whether it says what becomes of stretches of the body.
    pub fn is_of_text(&self) -> bool {
        matches!(self, Proposal::Text | Proposal::Format { .. } | Proposal::Block { .. })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Verdict {
    Accepted,
    Rejected,
    /// Taken back by whoever proposed it.
    Withdrawn,
}

/// What somebody decided of a suggestion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct Decision {
    pub verdict: Verdict,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    pub at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>")]
    pub remark: String,
    /// The words that would go and come, as they were then: where people decide apart, each saw others.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>")]
    pub was: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>")]
    pub becomes: String,
}

/// Where in the body a suggestion stands, as [`super::Edit`] counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SuggestedPlace {
    pub from: u32,
    pub to: u32,
    pub touch: Touch,
}

/// One suggestion with what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct Suggestion {
    pub id: SuggestionId,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    pub at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>")]
    pub remark: String,
    pub proposal: Proposal,
    /// Of one that is open: none where all that it was about is gone.
    pub places: Vec<SuggestedPlace>,
    /// The words that would go; of one that is decided, as they were then.
    pub was: String,
    /// The words that would come.
    pub becomes: String,
    /// Empty while it is open. More than one where people decided apart, the one that holds first.
    pub decisions: Vec<Decision>,
}

impl Suggestion {
    pub fn is_decided(&self) -> bool {
        !self.decisions.is_empty()
    }

    /// Whether there is something left to decide.
    pub fn is_open(&self) -> bool {
        let is_gone = self.proposal.is_of_text() && self.places.is_empty();
        !self.is_decided() && !is_gone
    }
}
