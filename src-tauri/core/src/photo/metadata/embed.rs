//! Fields into a JPEG that goes out, and out of it again.

use super::{iim, xmp};
use crate::{
    Error, ErrorCode, Result,
    photo::{
        fault::Fault,
        jpeg::{self, Jpeg},
    },
    story::PhotoFields,
};

/// The same fields as two standards keep them inside one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Embedded {
    pub xmp: PhotoFields,
    pub iim: PhotoFields,
}

impl Embedded {
    /// What a JPEG says once `fields` are embedded in it: IIM has no place for some fields and cuts long ones.
    pub fn of(fields: &PhotoFields) -> Self {
        Self { xmp: xmp::read(xmp::write(fields).as_bytes()), iim: iim::read(&iim::write(fields)) }
    }
}

/// `jpeg` with `fields` inside it as XMP and IIM, and no other metadata: EXIF, thumbnails, secondary pictures and
/// remarks stay behind; what its colours mean stays.
///
/// Errors: `field_invalid` where the texts are too long for a JPEG; `photo_truncated`, `photo_not_a_picture`, to which
/// the caller adds the file.
pub fn embed(jpeg: &[u8], fields: &PhotoFields) -> Result<Vec<u8>> {
    let jpeg = Jpeg::parse(jpeg).map_err(Fault::error)?;
    let mut inserted = vec![(jpeg::APP1, [jpeg::XMP, xmp::write(fields).as_bytes()].concat())];
    let datasets = iim::write(fields);
    if !datasets.is_empty() {
        inserted.push((jpeg::APP13, [jpeg::PHOTOSHOP, &iim::in_resource(&datasets)].concat()));
    }
    if inserted.iter().any(|(_, payload)| payload.len() > jpeg::MAX_PAYLOAD) {
        return Err(too_long(fields));
    }
    Ok(jpeg.with(&inserted))
}

/// What [`embed`] or another program wrote into a JPEG. Errors as [`embed`].
pub fn read_embedded(jpeg: &[u8]) -> Result<Embedded> {
    let jpeg = Jpeg::parse(jpeg).map_err(Fault::error)?;
    let packet = jpeg.payloads(jpeg::APP1, jpeg::XMP).next();
    Ok(Embedded {
        xmp: packet.map(xmp::read).unwrap_or_default(),
        iim: iim::resource(&jpeg.photoshop()).map(|datasets| iim::read(&datasets)).unwrap_or_default(),
    })
}

/// Names the field that is in the way. Nothing is cut silently.
fn too_long(fields: &PhotoFields) -> Error {
    let longest = fields.iter().max_by_key(|(field, _)| (fields.text(*field).len(), fields.list(*field).len()));
    Error::new(ErrorCode::FieldInvalid)
        .with("field", longest.map_or("", |(field, _)| field.name()))
        .with("reason", "≤ 60 kB (JPEG XMP)")
}
