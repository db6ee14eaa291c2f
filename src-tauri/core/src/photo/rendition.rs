use std::path::Path;

use crate::{Progress, Result};

/// Widths in pixels, largest first. A picture is never enlarged: steps above its own width are left out, and
/// one narrower than the smallest step goes out at its own width.
pub const RENDITION_WIDTHS: [u32; 4] = [2048, 1280, 640, 320];

/// Pixels ready to go out: a JPEG, upright, sRGB, with no metadata in it yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    pub width: u32,
    pub height: u32,
    pub jpeg: Vec<u8>,
}

/// The renditions of `original`, largest first. The same bytes each time.
pub fn renditions(_original: &[u8], _path: &Path, _progress: &Progress) -> Result<Vec<Rendition>> {
    todo!()
}
