//! What a picture says of itself, in three standards: XMP, the older IPTC-IIM, and EXIF. One [`table`] tells where
//! each keeps each field; the readers and the writers both go by it.
//!
//! Only what the table names is ever taken: places on the globe, serial numbers and owners' names stay behind.

mod dates;
mod embed;
mod exif;
mod iim;
mod table;
mod tidy;
mod xmp;

pub use embed::{Embedded, embed, read_embedded};
pub use iim::cut_in_iim;

pub(super) use exif::Exif;
pub(super) use iim::resource as iim_resource;

use super::decode::Blobs;
use crate::story::{PhotoField, PhotoFields};

/// Everything a picture says, the newest standard winning field by field.
pub(super) fn found_in(blobs: &Blobs, exif: Option<&Exif>) -> PhotoFields {
    let newest_first = [
        blobs.xmp.as_deref().map(xmp::read).unwrap_or_default(),
        blobs.iim.as_deref().map(iim::read).unwrap_or_default(),
        exif.map(Exif::fields).unwrap_or_default(),
    ];
    let mut fields = PhotoFields::default();
    for field in PhotoField::ALL {
        if let Some(value) = newest_first.iter().find_map(|standard| standard.get(*field)) {
            fields.set(*field, value.clone());
        }
    }
    fields
}
