//! TIFFs of four colours, which `image` would turn to RGB without regard to their profile.

use std::io::Cursor;

use tiff::{
    TiffError,
    decoder::{Decoder, DecodingResult, Limits},
};

use super::{
    decode::{Model, Pixels},
    fault::{Checked, Fault},
    limits::MAX_DECODED_BYTES,
};

/// The pixels of a TIFF whose header `image` has read, and whose size is fair.
pub(super) fn inks(bytes: &[u8]) -> Checked<Pixels> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MAX_DECODED_BYTES as usize;
    limits.intermediate_buffer_size = MAX_DECODED_BYTES as usize;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(fault)?.with_limits(limits);
    let (width, height) = decoder.dimensions().map_err(fault)?;
    let data = match decoder.read_image().map_err(fault)? {
        DecodingResult::U8(data) => data,
        DecodingResult::U16(data) => data.into_iter().map(|ink| (ink >> 8) as u8).collect(),
        _ => return Err(Fault::Unsupported("TIFF, CMYK".to_owned())),
    };
    let expected = u64::from(width) * u64::from(height) * Model::Cmyk.channels() as u64;
    // Colours apart from one another, or a fifth ink.
    if data.len() as u64 != expected {
        return Err(Fault::Unsupported("TIFF, CMYK".to_owned()));
    }
    Ok(Pixels { width, height, model: Model::Cmyk, data })
}

fn fault(error: TiffError) -> Fault {
    match error {
        TiffError::UnsupportedError(error) => Fault::Unsupported(error.to_string()),
        other => Fault::Damaged(other.to_string()),
    }
}
