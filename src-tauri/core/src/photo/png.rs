//! A PNG as a row of chunks: what it says of itself may stand before or after the pixels.

use super::{
    decode::Blobs,
    fault::{Checked, Fault},
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

/// The packet of an uncompressed text chunk: the XMP specification forbids to compress it.
fn xmp(chunk: &[u8]) -> Option<Vec<u8>> {
    let [0, _method, rest @ ..] = chunk.strip_prefix(XMP_KEYWORD)? else { return None };
    // An empty language and an empty translated keyword, each ending in NUL.
    let language = rest.iter().position(|byte| *byte == 0)?;
    let keyword = rest[language + 1..].iter().position(|byte| *byte == 0)?;
    Some(rest[language + 1 + keyword + 1..].to_vec())
}
