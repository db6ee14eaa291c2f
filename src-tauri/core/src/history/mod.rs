//! How a story came to be what it is: its moments in time, who made them, and what changed between two.
//!
//! The history is the document's own: nothing here is stored besides the changes. A [`Moment`] is what autosave
//! wrote in one go, or a milestone that a person or a transition made.

mod compare;
mod facts;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
mod timeline;
mod words;

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use crate::story::{BlockKind, MomentId, PersonId, PhotoField, PhotoId, Spot, StoryField, VersionKind};

pub use compare::compare;
pub(crate) use timeline::timeline;

/// What was written in one go, or a milestone.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Moment {
    /// The story as it was when this ended.
    pub id: MomentId,
    /// A milestone; none for what autosave wrote.
    pub version: Option<VersionKind>,
    /// What its author called themselves then; empty for one who had given no name.
    pub by: String,
    /// Who that is; none where it was written before there were ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    pub began_at: DateTime<Utc>,
    pub at: DateTime<Utc>,
    /// None while it has not been counted: asking again counts on.
    pub amount: Option<Amount>,
}

/// Words (in Vietnamese syllables) that came and went, in all texts of the story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Amount {
    pub added: u32,
    pub removed: u32,
}

/// What changed from one moment to another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Comparison {
    /// Fields of the story that differ, in their order.
    pub fields: Vec<FieldChange>,
    /// Every block of both, in reading order.
    pub body: Vec<BlockChange>,
    /// Photos that came, went, or have other captions.
    pub photos: Vec<PhotoChange>,
    /// Titles under related stories.
    pub related: Vec<DiffPiece>,
    /// Numbers and names that differ, wherever they stand.
    pub facts: Vec<FactChange>,
    pub added: u32,
    pub removed: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DiffKind {
    Kept,
    Added,
    Removed,
}

/// A stretch of text, made of whole words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DiffPiece {
    pub kind: DiffKind,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FieldChange {
    pub field: StoryField,
    pub pieces: Vec<DiffPiece>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct BlockChange {
    /// Whether the block as a whole came or went; kept ones may have other words.
    pub kind: DiffKind,
    /// What it is now; what it was, where it went.
    pub block: BlockKind,
    /// What it was, where that changed.
    pub was: Option<BlockKind>,
    pub pieces: Vec<DiffPiece>,
    /// The words are the same, and bold, italics or links differ.
    pub marks_changed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PhotoChange {
    pub photo: PhotoId,
    pub kind: DiffKind,
    pub file_name: String,
    pub sha256: String,
    pub fields: Vec<PhotoFieldChange>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PhotoFieldChange {
    pub field: PhotoField,
    pub pieces: Vec<DiffPiece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FactKind {
    Number,
    Name,
}

/// A number or a name that one of the two has and the other has not, or not so often. Where one stands in the
/// other's stead, both are told in one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[ts(export)]
pub struct FactChange {
    pub kind: FactKind,
    pub before: Option<String>,
    pub after: Option<String>,
    /// The first place of several of one kind.
    #[serde(flatten)]
    pub spot: Spot,
}
