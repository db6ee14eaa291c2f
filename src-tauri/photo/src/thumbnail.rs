//! The small picture that a contact sheet shows, made of the pixels that showed the file to be whole.

use std::path::Path;

use super::{
    colour,
    decode::Picture,
    encode::{Encoding, encoded},
    fault::{Checked, guarded},
    pixels::Pixels,
    rendition::{Rendition, as_stored, resized, upright},
};
use dateline_base::{Area, Result};

/// Its longer side, in pixels. A smaller picture keeps its own size.
pub const THUMBNAIL_SIDE: u32 = 512;

/// The thumbnail alone, for a picture that was taken in before.
pub fn thumbnail(original: &[u8], path: &Path) -> Result<Rendition> {
    guarded(path, || {
        let picture = Picture::open(original)?;
        drawn(&picture, &decoded(&picture)?)
    })
}

/// Every bit of the picture is read for it, so a damaged one is noticed.
pub(super) fn decoded(picture: &Picture) -> Checked<Pixels> {
    picture.pixels(picture.scale_for(size(picture.upright_size())))
}

pub(super) fn drawn(picture: &Picture, pixels: &Pixels) -> Checked<Rendition> {
    let small = resized(pixels, Area::WHOLE, as_stored(picture, size(picture.upright_size())))?;
    let small = colour::to_srgb(small, &picture.meaning());
    let small = upright(small, picture.orientation)?;
    Ok(Rendition { width: small.width, height: small.height, bytes: encoded(&small, Encoding::Jpeg)? })
}

/// That of the thumbnail of a picture of this size.
pub(super) fn size((width, height): (u32, u32)) -> (u32, u32) {
    let long = width.max(height);
    let short = |side: u32| {
        let rounded = (u64::from(side) * u64::from(THUMBNAIL_SIDE) + u64::from(long) / 2) / u64::from(long);
        u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
    };
    if long <= THUMBNAIL_SIDE { (width, height) } else { (short(width), short(height)) }
}
