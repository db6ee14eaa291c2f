//! What a picture says of itself, in three standards: XMP, the older IPTC-IIM, and EXIF. One [`table`] tells where
//! each keeps each field; the readers and the writers both go by it.
//!
//! Only what the table names is ever taken: places on the globe, serial numbers and owners' names stay behind.

mod dates;
mod embed;
mod exif;
mod iim;
mod marks;
mod table;
mod tidy;
mod xmp;

use std::collections::BTreeMap;

pub use embed::{Embedded, check_texts, embed, read_embedded, text_bytes};
pub use iim::cut_in_iim;

pub(super) use exif::Exif;
pub(super) use iim::resource as iim_resource;
pub(super) use xmp::extension as xmp_extension;

use super::pixels::Packets;
use dateline_base::{PhotoField, PhotoFields, Standard};

/// Fields, and which standard said each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FoundFields {
    pub fields: PhotoFields,
    pub origins: BTreeMap<PhotoField, Standard>,
}

/// Everything a picture says, the newest standard winning field by field.
pub(super) fn found_in(blobs: &Packets, exif: Option<&Exif>) -> FoundFields {
    let newest_first = [
        (Standard::Xmp, blobs.xmp.as_deref().map(xmp::read)),
        (Standard::Xmp, blobs.extended_xmp.as_deref().map(xmp::read)),
        (Standard::Iim, blobs.iim.as_deref().map(iim::read)),
        (Standard::Exif, exif.map(Exif::fields)),
    ];
    let mut found = FoundFields::default();
    for field in PhotoField::ALL {
        let told = |(standard, fields): &(Standard, Option<PhotoFields>)| {
            fields.as_ref()?.get(*field).map(|value| (*standard, value.clone()))
        };
        if let Some((standard, value)) = newest_first.iter().find_map(told) {
            found.fields.set(*field, value);
            found.origins.insert(*field, standard);
        }
    }
    found
}
