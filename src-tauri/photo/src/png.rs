//! A PNG as a row of chunks, what it says of itself before or after the pixels; and its pixels, a row at a time, so that
//! one of 16 bits or with transparency never takes more than what becomes of it.

use std::io::{Cursor, Read};

use ::png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Transformations};
use flate2::read::ZlibDecoder;

use super::{
    buffers,
    fault::{Checked, Fault},
    limits::{self, MAX_DECODED_BYTES, MAX_PNG_HEADING_BYTES, MAX_XMP_BYTES},
    pixels::{Packets, Pixels},
    samples::Samples,
};

const SIGNATURE: usize = 8;
const XMP_KEYWORD: &[u8] = b"XML:com.adobe.xmp\0";

/// XMP and EXIF. A PNG without its last chunk is cut short.
pub(super) fn blobs(bytes: &[u8]) -> Checked<Packets> {
    let ends_early = || Fault::Damaged("Premature end of PNG file".to_owned());
    let mut blobs = Packets::default();
    let mut rest = bytes.get(SIGNATURE..).ok_or_else(ends_early)?;
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk().ok_or_else(ends_early)?) as usize;
        let kind = rest.get(4..8).ok_or_else(ends_early)?;
        let end = length.checked_add(8).ok_or_else(ends_early)?;
        let data = rest.get(8..end).ok_or_else(ends_early)?;
        // The checksum is the decoder's business.
        rest = rest.get(end + 4..).ok_or_else(ends_early)?;
        match kind {
            b"IEND" => return Ok(blobs),
            b"eXIf" => blobs.exif = Some(data.to_vec()),
            b"iTXt" => blobs.xmp = blobs.xmp.or_else(|| xmp(data)),
            _ => {}
        }
    }
}

/// The packet of a text chunk. The XMP specification forbids to compress it; some programs do.
fn xmp(chunk: &[u8]) -> Option<Vec<u8>> {
    let [is_packed, _method, rest @ ..] = chunk.strip_prefix(XMP_KEYWORD)? else { return None };
    // An empty language and an empty translated keyword, each ending in NUL.
    let language = rest.iter().position(|byte| *byte == 0)?;
    let keyword = rest[language + 1..].iter().position(|byte| *byte == 0)?;
    let text = &rest[language + 1 + keyword + 1..];
    if *is_packed == 0 { Some(text.to_vec()) } else { unpacked(text) }
}

/// `None` for what is damaged, or unpacks to more than is read.
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    ZlibDecoder::new(packed).take(MAX_XMP_BYTES as u64 + 1).read_to_end(&mut text).ok()?;
    (text.len() <= MAX_XMP_BYTES).then_some(text)
}

/// The pixels of a PNG whose size is fair.
pub(super) fn pixels(bytes: &[u8]) -> Checked<Pixels> {
    let limits = Limits { bytes: MAX_PNG_HEADING_BYTES as usize };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    // Palettes become colours, what is said to be see-through becomes so.
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(fault)?;
    let (colours, depth) = reader.output_color_type();
    let samples = Samples {
        wide: depth == BitDepth::Sixteen,
        big_endian: true,
        channels: match colours {
            ColorType::Grayscale => 1,
            ColorType::GrayscaleAlpha => 2,
            ColorType::Rgb | ColorType::Indexed => 3,
            ColorType::Rgba => 4,
        },
    };
    let (width, height) = reader.info().size();
    let row = width as usize * samples.model().channels();
    let mut data = buffers::take(row * height as usize);
    if reader.info().interlaced {
        // Its rows come in pieces from all over the picture.
        let length = reader.output_buffer_size().filter(|length| *length as u64 <= MAX_DECODED_BYTES);
        let length = length.ok_or_else(|| limits::too_large(width, height))?;
        let mut whole = vec![0; length];
        reader.next_frame(&mut whole).map_err(fault)?;
        samples.to_eight_bits(&whole, &mut data);
    } else {
        for row in data.chunks_exact_mut(row) {
            let ends_early = || Fault::Damaged("Premature end of PNG file".to_owned());
            let read = reader.next_row().map_err(fault)?.ok_or_else(ends_early)?;
            samples.to_eight_bits(read.data(), row);
        }
        // What is behind the last row is looked at too: its checksum tells whether it was the last one.
        reader.next_row().map_err(fault)?;
    }
    Ok(Pixels { width, height, model: samples.model(), data })
}

fn fault(error: DecodingError) -> Fault {
    match error {
        DecodingError::LimitsExceeded => Fault::Unsupported("PNG".to_owned()),
        other => Fault::Damaged(other.to_string()),
    }
}
