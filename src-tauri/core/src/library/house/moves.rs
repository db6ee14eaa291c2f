//! What this house says of moves: one file that people may read, edit and hand on.

use std::path::{Path, PathBuf};

use dateline_check::{Fault, PassedOver};

use super::text::read_house_text;
use crate::{Error, ErrorCode, Result, library::Library, review::Moves};

const FILE: &str = "house-review.toml";

/// Who may move a story on, and what has to be done before, as a file says it.
#[derive(Debug, Default)]
pub struct HouseMoves {
    pub moves: Moves,
    /// What in the file can't be taken here: it stops nothing.
    pub passed_over: Vec<Error>,
}

impl Library {
    pub fn house_moves_file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// The house's word on moves; the usual one where nobody has said otherwise.
    /// Errors: `moves_invalid`, with the line; what reading a file may meet.
    pub fn house_moves(&self) -> Result<Moves> {
        self.read_house_moves().map(|read| read.moves)
    }

    /// With what in the file can't be taken here.
    pub fn read_house_moves(&self) -> Result<HouseMoves> {
        read_house_moves(&self.house_moves_file())
    }
}

/// Errors: `moves_invalid`, with the line; what reading a file may meet. One that is not there says nothing.
fn read_house_moves(path: &Path) -> Result<HouseMoves> {
    let text = match read_house_text(path, Moves::MAX_BYTES) {
        Err(error) if error.code == ErrorCode::FileMissing => return Ok(HouseMoves::default()),
        text => text?,
    };
    let invalid =
        |Fault { line, cause }| Error::new(ErrorCode::MovesInvalid).at(path).with("line", line).with("cause", cause);
    let read = Moves::read(&text).map_err(invalid)?;
    let told = |PassedOver { line, key }: PassedOver| {
        Error::new(ErrorCode::MovesPassedOver).at(path).with("line", line).with("key", key)
    };
    Ok(HouseMoves { moves: read.value, passed_over: read.passed_over.into_iter().map(told).collect() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{library::tests::library, review::Step};

    #[test]
    fn the_houses_word_is_a_file_that_is_read_as_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let desk = library(&folder);
        assert_eq!(desk.house_moves().unwrap(), Moves::default());
        let path = desk.house_moves_file();
        fs::write(&path, "\u{feff}[reasons]\napprove = true\n[colours]\nx = 1\n").unwrap();
        assert!(desk.house_moves().unwrap().needs_reason(Step::Approve));
        let told = read_house_moves(&path).unwrap().passed_over;
        assert_eq!((told[0].code, told[0].params["line"].as_str()), (ErrorCode::MovesPassedOver, "3"));
        fs::write(&path, "[reasons\n").unwrap();
        let error = desk.house_moves().unwrap_err();
        assert_eq!((error.code, error.params["line"].as_str()), (ErrorCode::MovesInvalid, "1"));
    }
}
