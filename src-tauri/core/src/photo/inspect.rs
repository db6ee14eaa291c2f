use std::path::Path;

use super::{Inspected, decode::Picture, fault::guarded, metadata};
use crate::Result;

/// Checks that `bytes` are a whole picture and reads what it says of itself. `path` is for the error's words.
pub fn inspect(bytes: &[u8], path: &Path) -> Result<Inspected> {
    guarded(path, || {
        let picture = Picture::open(bytes)?;
        picture.verify()?;
        let (width, height) = picture.upright_size();
        let (fields, origins) = metadata::found_in(&picture.blobs, picture.exif.as_ref());
        Ok(Inspected { media_type: picture.kind.media_type(), width, height, fields, origins })
    })
}
