//! Fields into a JPEG or WebP that goes out, and out of it again.

use super::{Exif, iim, xmp};
use crate::{
    colour,
    fault::{Checked, Fault},
    jpeg::{self, Jpeg},
    sniff::{Kind, sniff},
    webp::{self, Webp},
};
use dateline_base::{FieldValue, PhotoField, PhotoFields, Result, limits};

/// The same fields as two standards keep them inside one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Embedded {
    pub xmp: PhotoFields,
    pub iim: PhotoFields,
}

impl Embedded {
    /// What a picture says once `fields` are embedded in it: IIM has no place for some fields and cuts long ones.
    pub fn of(fields: &PhotoFields) -> Self {
        Self { xmp: xmp::read(xmp::write(fields).as_bytes()).fields, iim: iim::read(&iim::write(fields)) }
    }
}

/// `picture`, a JPEG or WebP, with `fields` inside it as XMP and IIM, and no other metadata: EXIF, thumbnails, secondary
/// pictures and remarks stay behind. What its colours mean stays, and is said to be sRGB where nothing is said.
///
/// Errors: `photo_texts_too_long` where they are too long for a JPEG, to which the caller adds the photo;
/// `photo_truncated`, `photo_not_a_picture`, `photo_unsupported`, to which it adds the file.
pub fn embed(picture: &[u8], fields: &PhotoFields) -> Result<Vec<u8>> {
    match kind(picture).map_err(Fault::error)? {
        Kind::Webp => in_webp(picture, fields).map_err(Fault::error),
        _ => in_jpeg(picture, fields),
    }
}

/// What [`embed`] or another program wrote into a picture. Errors as [`embed`].
pub fn read_embedded(picture: &[u8]) -> Result<Embedded> {
    let read = match kind(picture).map_err(Fault::error)? {
        Kind::Webp => read_webp(picture),
        _ => read_jpeg(picture),
    };
    read.map_err(Fault::error)
}

fn kind(picture: &[u8]) -> Checked<Kind> {
    match sniff(picture)? {
        kind @ (Kind::Jpeg | Kind::Webp) => Ok(kind),
        kind => Err(Fault::Unsupported(kind.media_type().to_owned())),
    }
}

fn in_jpeg(picture: &[u8], fields: &PhotoFields) -> Result<Vec<u8>> {
    let jpeg = Jpeg::parse(picture).map_err(Fault::error)?;
    let mut inserted = vec![(jpeg::APP1, [jpeg::XMP, xmp::write(fields).as_bytes()].concat())];
    let datasets = iim::write(fields);
    if !datasets.is_empty() {
        inserted.push((jpeg::APP13, [jpeg::PHOTOSHOP, &iim::in_resource(&datasets)].concat()));
    }
    if inserted.iter().any(|(_, payload)| payload.len() > jpeg::MAX_PAYLOAD) {
        check_texts(fields)?;
    }
    if jpeg.icc().is_none() {
        // The only part of one.
        inserted.push((jpeg::APP2, [jpeg::ICC, &[1, 1], colour::SRGB].concat()));
    }
    Ok(jpeg.with(&inserted))
}

fn read_jpeg(picture: &[u8]) -> Checked<Embedded> {
    let jpeg = Jpeg::parse(picture)?;
    let packet = jpeg.payloads(jpeg::APP1, jpeg::XMP).next();
    Ok(Embedded {
        xmp: packet.map(|packet| xmp::read(packet).fields).unwrap_or_default(),
        iim: iim::resources(&jpeg.photoshop()).iim.map(|block| iim::read(&block.datasets)).unwrap_or_default(),
    })
}

/// A WebP has no place for IIM but inside EXIF.
fn in_webp(picture: &[u8], fields: &PhotoFields) -> Checked<Vec<u8>> {
    let webp = Webp::parse(picture)?;
    let datasets = iim::write(fields);
    let exif = (!datasets.is_empty()).then(|| iim::in_tiff(&datasets));
    let icc = webp.payload(webp::ICC).unwrap_or(colour::SRGB);
    webp.with(icc, exif.as_deref(), xmp::write(fields).as_bytes())
}

fn read_webp(picture: &[u8]) -> Checked<Embedded> {
    let webp = Webp::parse(picture)?;
    let block = webp.payload(webp::EXIF).and_then(Exif::parse).and_then(|exif| exif.iim());
    Ok(Embedded {
        xmp: webp.payload(webp::XMP).map(|packet| xmp::read(packet).fields).unwrap_or_default(),
        iim: block.map(|block| iim::read(&block.datasets)).unwrap_or_default(),
    })
}

/// Whether a file of the picture can carry these fields, whatever kind it goes out as. Nothing is cut silently.
///
/// Errors: `photo_texts_too_long`, with the field that takes most of it; the caller adds the photo.
pub fn check_texts(fields: &PhotoFields) -> Result<()> {
    limits::PHOTO_TEXTS.check(text_bytes(fields)).map_err(|error| {
        let alone = |(field, value): (PhotoField, &FieldValue)| {
            let mut alone = PhotoFields::default();
            alone.set(field, value.clone());
            (text_bytes(&alone), field.name())
        };
        error.with("field", fields.iter().map(alone).max().map_or("", |(_, name)| name))
    })
}

/// How large the larger of the two packets is that carry the fields.
pub fn text_bytes(fields: &PhotoFields) -> usize {
    xmp::write(fields).len().max(iim::in_resource(&iim::write(fields)).len())
}
