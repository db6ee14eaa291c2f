//! Pictures: what a file says, whether it is whole, and the sizes that go out.
//!
//! Everything here takes untrusted bytes: sizes are capped before anything is decoded, and a damaged file is
//! an error that names it, never a grey half.

mod colour;
mod decode;
mod fault;
mod inspect;
mod jpeg;
mod limits;
mod metadata;
mod png;
mod rendition;
mod sniff;

#[cfg(test)]
mod tests;

pub use inspect::inspect;
pub use metadata::{Embedded, embed, read_embedded};
pub use rendition::{RENDITION_WIDTHS, Rendition, renditions};

use std::collections::BTreeMap;

use crate::story::{PhotoField, PhotoFields, Standard};

/// A picture as it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspected {
    /// `image/jpeg`, `image/png`, `image/tiff` or `image/webp`.
    pub media_type: &'static str,
    /// Pixels, upright.
    pub width: u32,
    pub height: u32,
    /// What the file says of itself, the newest standard winning: XMP, then IIM, then EXIF.
    pub fields: PhotoFields,
    /// Which of them said so.
    pub origins: BTreeMap<PhotoField, Standard>,
}
