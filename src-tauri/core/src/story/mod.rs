//! What a story is: its fields, its body, the photos it uses and the stories it points to.
//!
//! [`Story`] is a plain value: every screen, list and output format is a function of it. It is read from a
//! [`Document`], which keeps the changes people made so that copies that went apart can meet again.

mod body;
mod comment;
mod conflict;
mod document;
mod door;
mod edit;
mod gate;
mod ignored;
mod life;
mod lifted;
mod person;
mod restore;
mod settling;
mod spot;
mod steps;
mod suggested;
mod suggestion;
mod undecided;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use dateline_base::photo::place_after;
pub use dateline_base::{
    Area, FieldKind, FieldValue, Fields, Letters, Photo, PhotoField, PhotoFields, PhotoId, Point, Standard, StoryField,
    StoryFields, Unread,
    fields::{self, FORBIDDEN, Field, PICKED, REJECTED},
    photo::{names, names_in_line},
};

pub use body::{Block, BlockKind, Mark, MarkKind, Marks, Run, SuggestedText};
pub use comment::{Comment, CommentId, CommentPlace, Reply};
pub use conflict::{Conflict, ConflictVersion};
pub use document::{Change, Document, Glimpse, Record, Settled};
pub use edit::{Decide, Edit, Piece};
pub use gate::{Gate, Passed};
pub use ignored::{Ignored, IgnoredPlace};
pub use life::{Moved, State};
pub use lifted::{HOLDING, Lifted};
pub use person::{Person, PersonId, Role, Signed};
pub use spot::Spot;
pub use steps::{HistoryStep, LastTyped, MomentId, VersionKind};
pub use suggested::{Suggested, SuggestionId, Touch};
pub use suggestion::{Decision, Proposal, SuggestedPlace, Suggestion, Verdict};
pub use undecided::Undecided;

use crate::{fold, strings::Language};

/// UUID version 7, so that ids sort by when they were made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StoryId(pub String);

impl StoryId {
    pub fn fresh() -> Self {
        Self(crate::clock::fresh_id())
    }
}

impl std::fmt::Display for StoryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One article, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Story {
    pub id: StoryId,
    pub state: State,
    pub language: Language,
    #[ts(as = "std::collections::HashMap<StoryField, FieldValue>")]
    pub fields: StoryFields,
    pub body: Vec<Block>,
    /// In the order in which the body shows them, those it does not show last.
    pub photos: Vec<Photo>,
    pub related: Vec<Related>,
    /// What the copy checker is not to tell again, in the order of its rules.
    #[serde(default)]
    pub ignored: Vec<Ignored>,
    /// Holds that somebody lifted, of these moments and of earlier ones.
    #[serde(default)]
    pub lifted: Vec<Lifted>,
    /// What somebody let pass although it was not done, and what was missing then.
    #[serde(default)]
    pub passed: Vec<Passed>,
    /// How it got into its state; none for one that was never moved, or by an older Dateline.
    #[serde(default)]
    pub moved: Option<Moved>,
    /// What people proposed, the oldest first; those that are decided too. Readers have none.
    #[serde(default)]
    pub suggestions: Vec<Suggestion>,
    /// What people said of it to each other, the oldest first. Readers have none.
    #[serde(default)]
    pub comments: Vec<Comment>,
    pub created_at: DateTime<Utc>,
    /// When the last change was made: a function of the story, so that packaging twice gives the same bytes.
    pub updated_at: DateTime<Utc>,
}

impl Story {
    pub fn photo(&self, id: &PhotoId) -> Option<&Photo> {
        self.photos.iter().find(|photo| &photo.id == id)
    }

    /// The photos that go out: those the body shows, each once, in its order. One that is attached but not shown stays
    /// in the newsroom.
    pub fn shown_photos(&self) -> Vec<&Photo> {
        let mut photos: HashMap<&PhotoId, &Photo> = self.photos.iter().rev().map(|photo| (&photo.id, photo)).collect();
        let shown = self.body.iter().filter_map(|block| match &block.kind {
            BlockKind::Photo { photo } => photos.remove(photo),
            _ => None,
        });
        shown.collect()
    }

    /// The embargo, or the schedule, unless somebody has lifted it.
    pub fn waits_until(&self, field: StoryField) -> &str {
        let until = self.text(field);
        let is_lifted = self.lifted.iter().any(|lifted| lifted.field == field && lifted.until == until);
        if is_lifted { "" } else { until }
    }

    /// How long it is: lead and body, in syllables of Vietnamese or words of English. Headlines and captions are not
    /// counted. The screen counts alike.
    pub fn word_count(&self) -> u32 {
        let body: u32 = self.body.iter().map(|block| fold::syllables(&block.text)).sum();
        fold::syllables(self.text(StoryField::Abstract)) + body
    }

    /// A field's text; empty where it is not filled in.
    pub fn text(&self, field: StoryField) -> &str {
        self.fields.text(field)
    }
}

/// A story under "Các bài viết khác".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Related {
    pub title: String,
    /// The absolute date, where one is known.
    pub date: Option<NaiveDate>,
    /// The date as it was found, such as "2 ngày trước".
    pub date_text: String,
}
