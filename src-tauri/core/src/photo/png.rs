//! A PNG as a row of chunks: what it says of itself may stand before or after the pixels.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::{
    decode::Blobs,
    fault::{Checked, Fault},
    limits::MAX_XMP_BYTES,
};

const SIGNATURE: usize = 8;
const XMP_KEYWORD: &[u8] = b"XML:com.adobe.xmp\0";

/// XMP and EXIF. A PNG without its last chunk is cut short.
pub(super) fn blobs(bytes: &[u8]) -> Checked<Blobs> {
    let ends_early = || Fault::Damaged("Premature end of PNG file".to_owned());
    let mut blobs = Blobs::default();
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
