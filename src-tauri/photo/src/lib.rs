//! Pictures: what a file says, whether it is whole, and the sizes that go out.
//!
//! Everything here takes untrusted bytes: sizes are capped before anything is decoded, and a damaged file is
//! an error that names it, never a grey half.

mod buffers;
mod colour;
mod crop;
mod decode;
mod demand;
mod encode;
mod fault;
mod heic;
mod inspect;
mod jpeg;
mod limits;
mod metadata;
mod pixels;
mod png;
mod rendition;
mod samples;
mod sniff;
mod thumbnail;
mod tiff;
mod webp;
mod wholeness;

#[cfg(test)]
mod tests;

pub use crop::{CROP_WIDTHS, Frame, Ladder, Part, RENDITION_WIDTHS, frames, ladders};
pub use demand::{Work, reserve};
pub use encode::Encoding;
pub use heic::leftovers;
pub use inspect::{inspect, inspect_and_draw};
pub use metadata::{Embedded, InLanguage, check_texts, cut_in_iim, embed, is_machine_made, read_embedded, text_bytes};
pub use rendition::{Rendition, pixel_for_pixel, renditions};
pub use sniff::{Known, known};
pub use thumbnail::{THUMBNAIL_SIDE, thumbnail};

use std::collections::BTreeMap;

use dateline_base::{PhotoField, PhotoFields, Standard, Unread};

/// A picture as it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspected {
    /// `image/jpeg`, `image/png`, `image/tiff`, `image/webp` or `image/heic`.
    pub media_type: &'static str,
    /// Pixels, upright.
    pub width: u32,
    pub height: u32,
    /// What the file says of itself, the newest standard winning: XMP, then IIM, then EXIF.
    pub fields: PhotoFields,
    /// Which of them said each field.
    pub origins: BTreeMap<PhotoField, Standard>,
    /// Texts that it has in several languages, each in all of them.
    pub languages: Vec<InLanguage>,
    /// What is there, or beside it, and can't be read to its end.
    pub unread: Vec<Unread>,
}

impl Inspected {
    /// Of what is said in several languages, takes that of `language`; what was not taken is kept beside it.
    pub fn speak(&mut self, language: &str) {
        metadata::speak(&mut self.fields, &self.languages, language);
    }
}
