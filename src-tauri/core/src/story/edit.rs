//! What a person may do to a story. The screen and the command line say it in these words, and
//! [`super::Document`] carries it out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Block, BlockKind, CommentId, CommentPlace, FieldValue, Gate, IgnoredPlace, MarkKind, Marks, Photo, PhotoField,
    PhotoId, Proposal, Related, State, StoryField, Suggested, SuggestionId, Touch, Verdict,
};
use crate::strings::Language;

/// Positions in the body (`at`, `from`, `to`, `delete`) count UTF-16 code units of text, as the editor does,
/// and one unit for the marker that begins each block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "edit", rename_all = "snake_case")]
#[ts(export)]
pub enum Edit {
    SetField {
        field: StoryField,
        value: FieldValue,
    },
    SetLanguage {
        language: Language,
    },
    /// `reason`: why it moves there; of a correction or a kill, the notice.
    SetState {
        state: State,
        #[serde(default)]
        #[ts(as = "Option<String>", optional)]
        reason: String,
    },
    SetRelated {
        related: Vec<Related>,
    },

    /// Lets a finding of the copy checker stand, or with no place all of its rule. Signed with the name of whoever does.
    Ignore {
        rule: String,
        place: Option<IgnoredPlace>,
    },
    /// Takes that back.
    Heed {
        rule: String,
        place: Option<IgnoredPlace>,
    },

    /// Lets the story go out before the moment that this field has: who answers for it, and why.
    Lift {
        field: StoryField,
        until: String,
        by: String,
        reason: String,
    },
    /// Takes that back.
    HoldAgain {
        field: StoryField,
    },

    /// Lets the story pass although something is not done: what is missing, who answers for it, and why.
    PassGate {
        gate: Gate,
        over: Vec<String>,
        by: String,
        reason: String,
    },
    /// Takes that back.
    HoldGate {
        gate: Gate,
    },

    /// Takes `delete` units out at `at` and puts `insert` there.
    Splice {
        at: u32,
        delete: u32,
        insert: Vec<Piece>,
    },
    /// Turns a mark on (with `href` for a link, `lang` for a language) or off over `from..to`.
    SetMark {
        from: u32,
        to: u32,
        mark: MarkKind,
        on: bool,
        href: Option<String>,
        #[serde(default)]
        #[ts(optional)]
        lang: Option<String>,
    },
    /// Changes what the block whose marker is at `at` is, and keeps its text.
    SetBlock {
        at: u32,
        block: BlockKind,
    },
    /// The whole body anew: for edits that the others can't say, and for mending a view that went astray.
    SetBody {
        body: Vec<Block>,
    },

    /// Says of `from..to` that it belongs to a suggestion, or that it no longer does. A suggestion begins with the first edit
    /// that names it, signed by whoever makes that. Words that come in proposed say so themselves ([`Piece`]).
    Suggest {
        suggestion: SuggestionId,
        from: u32,
        to: u32,
        touch: Touch,
        on: bool,
    },
    /// Proposes that `delete` units at `at` go and `insert` come in their place: for those who have no editor.
    SuggestSplice {
        suggestion: SuggestionId,
        at: u32,
        delete: u32,
        insert: Vec<Piece>,
    },
    /// Proposes that the block whose marker is at `at` become another.
    SuggestBlock {
        suggestion: SuggestionId,
        at: u32,
        block: BlockKind,
    },
    /// Proposes something of a field or a picture, or says how the words that [`Edit::Suggest`] names are to be formatted.
    Propose {
        suggestion: SuggestionId,
        proposal: Proposal,
    },
    /// What whoever proposes says to it; empty takes that away.
    Remark {
        suggestion: SuggestionId,
        remark: String,
    },
    /// Accepts, rejects or takes back. `even_if_changed`: also where the field was changed since.
    Decide {
        suggestion: SuggestionId,
        verdict: Verdict,
        #[serde(default)]
        remark: String,
        #[serde(default)]
        even_if_changed: bool,
    },
    /// Takes a decision back.
    Reopen {
        suggestion: SuggestionId,
    },

    /// Says something of a place. `quote`: the words of a field, or none; those of the body are known by their place.
    Comment {
        comment: CommentId,
        place: CommentPlace,
        #[serde(default)]
        quote: String,
        text: String,
        #[serde(default)]
        before_print: bool,
    },
    /// Answers a comment.
    Reply {
        reply: CommentId,
        comment: CommentId,
        text: String,
    },
    /// Says that a comment is done with, or that it is not.
    Resolve {
        comment: CommentId,
        on: bool,
    },
    /// Says that a comment has to be done before the story goes out, or that it can wait.
    BeforePrint {
        comment: CommentId,
        on: bool,
    },
    /// Takes back what this person said: an answer, or a comment that nobody else answered.
    Unsay {
        comment: CommentId,
    },

    AddPhoto {
        photo: Photo,
    },
    SetPhotoField {
        photo: PhotoId,
        field: PhotoField,
        value: FieldValue,
    },
    /// Puts the photo elsewhere among those that are in an order of their own ([`Photo::place`]).
    MovePhoto {
        photo: PhotoId,
        place: String,
    },
    /// Takes the photo off the story; the body no longer shows it. The original stays in the library.
    RemovePhoto {
        photo: PhotoId,
    },
}

impl Edit {
    /// Without a reason.
    pub fn to_state(state: State) -> Self {
        Edit::SetState { state, reason: String::new() }
    }
}

/// What is done about one suggestion, from outside its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Decide {
    pub suggestion: SuggestionId,
    /// None takes the decision back.
    pub verdict: Option<Verdict>,
    #[serde(default)]
    pub remark: String,
    #[serde(default)]
    pub even_if_changed: bool,
}

impl From<Decide> for Edit {
    fn from(Decide { suggestion, verdict, remark, even_if_changed }: Decide) -> Self {
        match verdict {
            Some(verdict) => Edit::Decide { suggestion, verdict, remark, even_if_changed },
            None => Edit::Reopen { suggestion },
        }
    }
}

/// A piece of inserted body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "piece", rename_all = "snake_case")]
#[ts(export)]
pub enum Piece {
    Text {
        text: String,
        marks: Marks,
    },
    /// The marker that begins a block; text after it belongs to it.
    Block {
        block: BlockKind,
        /// What is proposed of the marker.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(optional, as = "Option<Vec<Suggested>>")]
        suggested: Vec<Suggested>,
    },
}

impl Piece {
    pub fn block(block: BlockKind) -> Self {
        Piece::Block { block, suggested: Vec::new() }
    }

    /// The same, belonging to a suggestion.
    pub fn suggested(mut self, what: &Suggested) -> Self {
        match &mut self {
            Piece::Text { marks, .. } => marks.suggest(what.clone()),
            Piece::Block { suggested, .. } => suggested.push(what.clone()),
        }
        self
    }

    pub(super) fn units(&self) -> usize {
        match self {
            Piece::Text { text, .. } => text.encode_utf16().count(),
            Piece::Block { .. } => 1,
        }
    }
}
