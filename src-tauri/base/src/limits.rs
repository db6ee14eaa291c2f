//! How much is taken in. Every limit has its number here, or is named here, and an error that says it; the table of
//! all doors is in `docs/formats/limits.md`.
//!
//! They are far above what a newsroom writes (a serial of 300,000 words is one body within them) and low enough that
//! whatever keeps to them takes seconds and megabytes. What a picture may be is in `photo::limits`, and what all work
//! together may take at a time in [`crate::memory`].

use crate::{Error, ErrorCode, Result};

pub struct Limit {
    code: ErrorCode,
    pub most: usize,
}

const fn limit(code: ErrorCode, most: usize) -> Limit {
    Limit { code, most }
}

/// UTF-16 units of a body, its markers included. 300,000 Vietnamese words are 1.4 million.
pub const BODY: Limit = limit(ErrorCode::BodyTooLong, 2_000_000);
/// Blocks of a body: 300,000 words of dialogue.
pub const BLOCKS: Limit = limit(ErrorCode::BlocksTooMany, 20_000);
/// UTF-16 units that come into one block at a time: 30,000 words without a break.
pub const BLOCK: Limit = limit(ErrorCode::BlockTooLong, 200_000);
/// Bold, italic, linked and foreign stretches of a body.
pub const MARKS: Limit = limit(ErrorCode::MarksTooMany, 50_000);
/// Bytes of an address that a link leads to.
pub const ADDRESS: Limit = limit(ErrorCode::AddressTooLong, 4_000);
/// Bytes of a field, or of all items of a list together. A caption is far below it; a body belongs in the body.
pub const FIELD: Limit = limit(ErrorCode::FieldTooLong, 256 * 1024);
/// Items in a field that is a list.
pub const ITEMS: Limit = limit(ErrorCode::ItemsTooMany, 1_000);
/// Bytes that all texts of a picture take in a packet of a file of it. A JPEG has room for 65,504; WebP has more, and a
/// story goes out as both.
pub const PHOTO_TEXTS: Limit = limit(ErrorCode::PhotoTextsTooLong, 65_000);
/// Pictures of a story: as many as are taken in at once.
pub const PHOTOS: Limit = limit(ErrorCode::PhotosTooMany, 5_000);
pub const RELATED: Limit = limit(ErrorCode::RelatedTooMany, 1_000);
/// Findings that people let stand.
pub const IGNORED: Limit = limit(ErrorCode::IgnoredTooMany, 10_000);
/// Suggestions of a story, those that were decided too.
pub const SUGGESTIONS: Limit = limit(ErrorCode::SuggestionsTooMany, 10_000);
/// Stretches that one suggestion takes away, each written at one go.
pub const SUGGESTION_UNITS: Limit = limit(ErrorCode::SuggestionTooLarge, 20_000);
/// Comments of a story and answers to them, those that are done with too.
pub const COMMENTS: Limit = limit(ErrorCode::CommentsTooMany, 10_000);
/// Characters of one.
pub const COMMENT: Limit = limit(ErrorCode::CommentTooLong, 10_000);
/// Findings that are listed at once: one in six words of a book.
pub const FINDINGS: Limit = limit(ErrorCode::FindingsTooMany, 50_000);
/// Edits that are made durable as one.
pub const EDITS: Limit = limit(ErrorCode::EditsTooMany, 50_000);
/// Bytes of text in them: every field of a batch of pictures, however much their files say.
pub const BATCH: Limit = limit(ErrorCode::EditsTooLarge, 64 * 1024 * 1024);

/// Bytes of a file of text.
pub const TEXT_FILE_BYTES: usize = 8 * 1024 * 1024;
/// Lines of one: a book that is broken at a width has a third of them.
pub const TEXT_LINES: Limit = limit(ErrorCode::LinesTooMany, 100_000);
/// Characters of a name that a person gives: their own, that of a version.
pub const NAME_CHARACTERS: usize = 200;

impl Limit {
    /// Errors: the limit's own, with how much was found.
    pub fn check(&self, found: usize) -> Result<()> {
        if found <= self.most {
            return Ok(());
        }
        Err(Error::new(self.code).with("found", counted(found)).with("limit", counted(self.most)))
    }

    /// The same for bytes, told as kilobytes.
    pub fn check_bytes(&self, found: usize) -> Result<()> {
        let kilobytes = |bytes: usize| format!("{} KB", counted(bytes.div_ceil(1024)));
        if found <= self.most {
            return Ok(());
        }
        Err(Error::new(self.code).with("found", kilobytes(found)).with("limit", kilobytes(self.most)))
    }
}

/// `20 000`, parted as every language reads it.
fn counted(number: usize) -> String {
    let digits = number.to_string();
    let mut told = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push('\u{a0}');
        }
        told.push(digit);
    }
    told
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The screen refuses to paste what is more (`ui/src/editor/paste/limits.ts`), and reads the same numbers.
    #[test]
    fn the_screen_holds_the_same_numbers() {
        let told: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/fixtures/limits.json")).unwrap();
        assert_eq!(told, serde_json::json!({ "body": BODY.most, "blocks": BLOCKS.most, "block": BLOCK.most }));
    }

    #[test]
    fn a_limit_names_itself_and_what_was_found() {
        assert!(BLOCKS.check(20_000).is_ok());
        let error = BLOCKS.check(4_000_000).unwrap_err();
        assert_eq!(error.code, ErrorCode::BlocksTooMany);
        assert_eq!(
            (error.params["found"].as_str(), error.params["limit"].as_str()),
            ("4\u{a0}000\u{a0}000", "20\u{a0}000")
        );
        assert_eq!(FIELD.check_bytes(256 * 1024 + 1).unwrap_err().params["found"], "257 KB");
        assert_eq!(counted(999), "999");
    }
}
