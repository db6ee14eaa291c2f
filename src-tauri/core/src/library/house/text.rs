//! The text of a file of the house.

use std::path::Path;

use crate::{Error, ErrorCode, Result, letters, store::read_limited};

/// A file of the house, whatever it says.
pub(super) fn read_house_text(path: &Path, most: u64) -> Result<String> {
    let bytes = read_limited(path, most)?;
    let not_text = |offset: usize| Error::new(ErrorCode::TextNotUtf8).at(path).with("offset", offset);
    let text = String::from_utf8(bytes).map_err(|cause| not_text(cause.utf8_error().valid_up_to()))?;
    // Its words are looked for in texts whose letters are in one piece.
    Ok(letters::composed(text.strip_prefix('\u{feff}').unwrap_or(&text)).into_owned())
}
