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

pub(super) use exif::Exif;
pub(super) use iim::resource as iim_resource;

use std::collections::BTreeMap;

use super::decode::Blobs;
use crate::story::{PhotoField, PhotoFields, Standard};

/// Everything a picture says, the newest standard winning field by field; and which one that was.
pub(super) fn found_in(blobs: &Blobs, exif: Option<&Exif>) -> (PhotoFields, BTreeMap<PhotoField, Standard>) {
    let newest_first = [
        (Standard::Xmp, blobs.xmp.as_deref().map(xmp::read).unwrap_or_default()),
        (Standard::Iim, blobs.iim.as_deref().map(iim::read).unwrap_or_default()),
        (Standard::Exif, exif.map(Exif::fields).unwrap_or_default()),
    ];
    let (mut fields, mut origins) = (PhotoFields::default(), BTreeMap::new());
    for &field in PhotoField::ALL {
        let found = newest_first.iter().find_map(|(standard, said)| Some((*standard, said.get(field)?)));
        if let Some((standard, value)) = found {
            fields.set(field, value.clone());
            origins.insert(field, standard);
        }
    }
    (fields, origins)
}
