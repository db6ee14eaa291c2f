//! What is asked of files everywhere alike.

use std::{
    fs::{self, File, Metadata},
    io,
    path::Path,
};

use crate::{Error, ErrorCode, Result};

/// What there is to say of a regular file: a pipe or a device could go on for ever.
///
/// Errors: `file_missing`, `file_unreadable`.
pub fn regular(path: &Path) -> Result<Metadata> {
    let about = fs::metadata(path).map_err(|cause| Error::reading(path, cause))?;
    if about.is_file() {
        Ok(about)
    } else {
        Err(Error::new(ErrorCode::FileUnreadable).at(path).with_words("cause", "cause.no_regular_file"))
    }
}

/// Makes the names in a folder durable. Windows has no such call and needs none.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
