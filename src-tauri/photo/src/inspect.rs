use std::path::Path;

use super::{
    Inspected, Rendition,
    decode::Picture,
    fault::guarded,
    metadata::{self, FoundFields},
    thumbnail::{decoded, drawn},
};
use dateline_base::Result;

/// Checks that `bytes` are a whole picture and reads what it says of itself. `path` is for the error's words.
pub fn inspect(bytes: &[u8], path: &Path) -> Result<Inspected> {
    guarded(path, || {
        let picture = Picture::open(bytes)?;
        decoded(&picture)?;
        Ok(found(&picture))
    })
}

/// The same with the picture's thumbnail, which comes of the very pixels that were looked at.
pub fn inspect_and_draw(bytes: &[u8], path: &Path) -> Result<(Inspected, Rendition)> {
    guarded(path, || {
        let picture = Picture::open(bytes)?;
        let pixels = decoded(&picture)?;
        Ok((found(&picture), drawn(&picture, &pixels)?))
    })
}

fn found(picture: &Picture) -> Inspected {
    let (width, height) = picture.upright_size();
    let FoundFields { fields, origins } = metadata::found_in(&picture.blobs, picture.exif.as_ref());
    Inspected { media_type: picture.kind.media_type(), width, height, fields, origins }
}
