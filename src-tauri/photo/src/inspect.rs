use std::path::Path;

use super::{
    Inspected, Rendition, colour,
    decode::Picture,
    fault::guarded,
    metadata::{self, FoundFields},
    pixels::Model,
    thumbnail::{decoded, drawn},
};
use dateline_base::{Result, Unread};

/// Checks that `bytes` are a whole picture and reads what it says of itself. `path` is for the error's words.
pub fn inspect(bytes: &[u8], path: &Path) -> Result<Inspected> {
    guarded(path, || {
        let picture = Picture::open(bytes)?;
        let pixels = decoded(&picture)?;
        Ok(found(&picture, pixels.model))
    })
}

/// The same with the picture's thumbnail, which comes of the very pixels that were looked at. `sidecar` is what a program
/// wrote beside the file, in XMP.
pub fn inspect_and_draw(bytes: &[u8], sidecar: Option<Vec<u8>>, path: &Path) -> Result<(Inspected, Rendition)> {
    guarded(path, || {
        let mut picture = Picture::open(bytes)?;
        picture.blobs.sidecar = sidecar;
        let pixels = decoded(&picture)?;
        Ok((found(&picture, pixels.model), drawn(&picture, &pixels)?))
    })
}

fn found(picture: &Picture, model: Model) -> Inspected {
    let (width, height) = picture.upright_size();
    let found = metadata::found_in(&picture.blobs, picture.exif.as_ref());
    let FoundFields { fields, origins, languages, unread } = found;
    let mut unread: Vec<Unread> = unread.into_iter().collect();
    if !colour::is_understood(&picture.meaning(), model) {
        unread.push(Unread::Profile);
    }
    Inspected { media_type: picture.kind.media_type(), width, height, fields, origins, languages, unread }
}
