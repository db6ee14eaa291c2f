//! A PNG as a row of chunks, what it says of itself before or after the pixels; and its pixels, a row at a time, so that
//! one of 16 bits or with transparency never takes more than what becomes of it.

use std::io::{Cursor, Read};

use ::png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Transformations};
use flate2::read::ZlibDecoder;

use super::{
    buffers,
    colour::{CodePoints, Gamma},
    fault::{Checked, Fault},
    jpeg,
    limits::{self, MAX_DECODED_BYTES, MAX_PNG_HEADING_BYTES, MAX_XMP_BYTES},
    metadata::{self, Packets},
    pixels::Pixels,
    samples::Samples,
};
use dateline_base::Unread;

const SIGNATURE: usize = 8;
const XMP_KEYWORD: &str = "XML:com.adobe.xmp";
const RAW_PROFILE: &str = "Raw profile type ";
/// A profile as digits takes twice its bytes and some.
const MAX_TEXT_BYTES: usize = 3 * MAX_XMP_BYTES;
const MAX_TEXTS: usize = 200;

/// XMP, EXIF, IIM and texts: in chunks of their own, and in the texts in which ImageMagick and its like keep them. A PNG
/// without its last chunk is cut short.
pub(super) fn blobs(bytes: &[u8]) -> Checked<Packets> {
    let ends_early = || Fault::Damaged("Premature end of PNG file".to_owned());
    let mut blobs = Packets::default();
    let mut raw = Packets::default();
    let (mut exponent, mut chromaticities, mut is_srgb) = (None, None, false);
    let mut texts = 0;
    let mut rest = bytes.get(SIGNATURE..).ok_or_else(ends_early)?;
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk().ok_or_else(ends_early)?) as usize;
        let kind = rest.get(4..8).ok_or_else(ends_early)?;
        let end = length.checked_add(8).ok_or_else(ends_early)?;
        let data = rest.get(8..end).ok_or_else(ends_early)?;
        // The checksum is the decoder's business.
        rest = rest.get(end + 4..).ok_or_else(ends_early)?;
        match kind {
            b"IEND" => break,
            // Primaries, transfer, matrix, range.
            b"cICP" => {
                if let [primaries, transfer, ..] = *data {
                    blobs.code_points = Some(CodePoints { primaries, transfer });
                }
            }
            b"gAMA" => exponent = number(data, 0),
            b"cHRM" => chromaticities = (0..8).map(|at| number(data, at)).collect::<Option<Vec<f32>>>(),
            b"sRGB" => is_srgb = true,
            b"eXIf" => blobs.exif = Some(data.to_vec()),
            b"tEXt" | b"zTXt" | b"iTXt" if texts < MAX_TEXTS => {
                texts += 1;
                match text(kind, data) {
                    Some((keyword, text)) if keyword == XMP_KEYWORD => blobs.xmp.push(text),
                    Some((keyword, text)) => match keyword.strip_prefix(RAW_PROFILE) {
                        Some(name) => raw_profile(name.trim(), &text, &mut raw),
                        None => blobs.texts.push((keyword, shown(kind, &text))),
                    },
                    // One that can't be unpacked, or unpacks to more than is read.
                    None => drop(blobs.unread.insert(Unread::Xmp)),
                }
            }
            _ => {}
        }
    }
    // Where it says sRGB too, or has a profile, the older way counts for nothing.
    let chromaticities = chromaticities.and_then(|told| told.try_into().ok());
    blobs.gamma = exponent.filter(|_| !is_srgb).map(|exponent| Gamma { exponent, chromaticities });
    // A chunk of its own is newer than what programs made do with before there was one.
    blobs.exif = blobs.exif.or(raw.exif);
    blobs.iim = raw.iim;
    blobs.xmp.extend(raw.xmp);
    blobs.unread.extend(raw.unread);
    Ok(blobs)
}

/// A number of a heading, which is told in hundred thousandths.
fn number(data: &[u8], at: usize) -> Option<f32> {
    Some(u32::from_be_bytes(*data.get(4 * at..)?.first_chunk()?) as f32 / 100_000.0)
}

/// The keyword of a text chunk, and its bytes. The XMP specification forbids to compress it; some programs do.
fn text(kind: &[u8], chunk: &[u8]) -> Option<(String, Vec<u8>)> {
    let end = chunk.iter().position(|byte| *byte == 0)?;
    let (keyword, rest) = (latin1(&chunk[..end]), &chunk[end + 1..]);
    let text = match (kind, rest) {
        (b"tEXt", text) => text.to_vec(),
        (b"zTXt", [_method, packed @ ..]) => unpacked(packed)?,
        (b"iTXt", [is_packed, _method, rest @ ..]) => {
            // A language and a translated keyword, each ending in NUL.
            let language = rest.iter().position(|byte| *byte == 0)?;
            let translated = rest[language + 1..].iter().position(|byte| *byte == 0)?;
            let text = &rest[language + 1 + translated + 1..];
            if *is_packed == 0 { text.to_vec() } else { unpacked(text)? }
        }
        _ => return None,
    };
    Some((keyword, text))
}

/// Latin-1 by the standard, but for the newest kind; many programs write UTF-8 in all of them.
fn shown(kind: &[u8], text: &[u8]) -> String {
    match std::str::from_utf8(text) {
        Ok(text) => text.to_owned(),
        Err(_) if kind == b"iTXt" => String::from_utf8_lossy(text).into_owned(),
        Err(_) => latin1(text),
    }
}

fn latin1(text: &[u8]) -> String {
    text.iter().map(|byte| char::from(*byte)).collect()
}

/// A profile as a text: a name, how many bytes, and those in hexadecimal digits.
fn raw_profile(kind: &str, text: &[u8], raw: &mut Packets) {
    let parts: Vec<&[u8]> = text.split(u8::is_ascii_whitespace).filter(|part| !part.is_empty()).collect();
    let Some((length, digits)) = parts.iter().enumerate().find_map(|(at, part)| {
        let length = std::str::from_utf8(part).ok()?.parse::<usize>().ok()?;
        Some((length, parts[at + 1..].concat()))
    }) else {
        return;
    };
    let hex = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let Some(bytes) = digits.as_chunks::<2>().0.iter().map(hex).collect::<Option<Vec<u8>>>() else {
        raw.unread.insert(Unread::Xmp);
        return;
    };
    let part = match kind {
        "xmp" => Unread::Xmp,
        "iptc" | "8bim" => Unread::Iim,
        _ => Unread::Exif,
    };
    if bytes.len() < length {
        raw.unread.insert(part);
    }
    match kind {
        "xmp" => raw.xmp.push(bytes),
        "iptc" | "8bim" => raw.take(metadata::resources(&bytes)),
        "exif" | "APP1" => match bytes.strip_prefix(jpeg::XMP) {
            Some(packet) => raw.xmp.push(packet.to_vec()),
            None => raw.exif = Some(bytes),
        },
        _ => {}
    }
}

/// `None` for what is damaged, or unpacks to more than is read.
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    ZlibDecoder::new(packed).take(MAX_TEXT_BYTES as u64 + 1).read_to_end(&mut text).ok()?;
    (text.len() <= MAX_TEXT_BYTES).then_some(text)
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
        is_associated: false,
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
