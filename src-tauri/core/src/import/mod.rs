//! Text and pictures that come in from elsewhere. One file an input format.

mod author_line;
mod caption;
mod date_line;
mod dateline;
mod furniture;
mod head;
mod labels;
mod look;
mod plain_text;
mod related;
pub mod relative_date;
pub mod sample;
mod text;

use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

pub use plain_text::{language_of, read as read_plain_text};
pub use text::{MAX_TEXT_BYTES, Read as ReadText, decode_any as decode_text};

use crate::{
    Language, Result,
    store::read_limited,
    story::{Block, Related, StoryFields},
};

/// An article as it was understood, before it becomes a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    pub language: Language,
    pub fields: StoryFields,
    /// Text and picture blocks in order. A picture is where its caption stood.
    pub body: Vec<ArticleBlock>,
    pub related: Vec<Related>,
    /// What found no place. Nothing is dropped silently.
    pub leftovers: Vec<Leftover>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ArticleBlock {
    Text(Block),
    /// A caption, waiting for its picture. `credit` is filled where the text said whose picture it is.
    Photo {
        caption: String,
        credit: String,
        /// The lines that it was read from, for a caption whose picture does not come.
        source: Vec<String>,
    },
}

/// A piece of the source that found no field and no block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Leftover {
    /// From 1.
    pub line: u32,
    pub text: String,
}

/// How to read an article.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions {
    /// The day that "hôm qua" counts from.
    pub today: NaiveDate,
}

/// Reads an article's file, unless it is far too large to be one.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    read_limited(path, MAX_TEXT_BYTES as u64)
}
