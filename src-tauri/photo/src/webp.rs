//! A WebP as a row of chunks: read without decoding, and put together again with only what is wanted.

use super::fault::{Checked, Fault};

type Name = [u8; 4];

pub(super) const ICC: Name = *b"ICCP";
pub(super) const EXIF: Name = *b"EXIF";
pub(super) const XMP: Name = *b"XMP ";
const EXTENDED: Name = *b"VP8X";
const LOSSY: Name = *b"VP8 ";
const LOSSLESS: Name = *b"VP8L";
const ALPHA: Name = *b"ALPH";

/// What the heading says is in the file.
const HAS_ICC: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// Chunks are few; a file of millions of empty ones is an attack on memory.
const MAX_CHUNKS: usize = 1_000;

pub(super) struct Webp<'a> {
    chunks: Vec<(Name, &'a [u8])>,
}

impl<'a> Webp<'a> {
    /// Walks the chunks as far as the file says it goes. What trails behind is not part of it.
    pub fn parse(bytes: &'a [u8]) -> Checked<Self> {
        let (name, rest) = bytes.split_first_chunk::<4>().ok_or(Fault::NotAPicture)?;
        let (length, rest) = length(rest).ok_or(Fault::NotAPicture)?;
        if name != b"RIFF" || !rest.starts_with(b"WEBP") {
            return Err(Fault::NotAPicture);
        }
        let mut rest = rest.get(4..length).ok_or_else(ends_early)?;
        let mut chunks = Vec::new();
        while !rest.is_empty() {
            let (name, after) = rest.split_first_chunk::<4>().ok_or_else(ends_early)?;
            let (length, after) = self::length(after).ok_or_else(ends_early)?;
            let payload = after.get(..length).ok_or_else(ends_early)?;
            // The last one's padding is missing in some programs' files.
            rest = after.get(length.next_multiple_of(2)..).unwrap_or_default();
            chunks.push((*name, payload));
            if chunks.len() > MAX_CHUNKS {
                return Err(Fault::Damaged("WebP: too many chunks".to_owned()));
            }
        }
        Ok(Self { chunks })
    }

    pub fn payload(&self, name: Name) -> Option<&'a [u8]> {
        self.chunks.iter().find(|(known, _)| *known == name).map(|(_, payload)| *payload)
    }

    /// The still picture alone with this metadata, and no other.
    pub fn with(&self, icc: &[u8], exif: Option<&[u8]>, xmp: &[u8]) -> Checked<Vec<u8>> {
        let is_picture = |(name, _): &&(Name, &[u8])| [ALPHA, LOSSY, LOSSLESS].contains(name);
        let picture: Vec<_> = self.chunks.iter().filter(is_picture).copied().collect();
        let mut flags = HAS_ICC | HAS_XMP;
        if exif.is_some() {
            flags |= HAS_EXIF;
        }
        if self.has_alpha() {
            flags |= HAS_ALPHA;
        }
        let (width, height) = self.size()?;
        let mut heading = vec![flags, 0, 0, 0];
        for side in [width, height] {
            heading.extend(&(side - 1).to_le_bytes()[..3]);
        }

        let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
        push(&mut out, EXTENDED, &heading)?;
        push(&mut out, ICC, icc)?;
        for (name, payload) in picture {
            push(&mut out, name, payload)?;
        }
        if let Some(exif) = exif {
            push(&mut out, EXIF, exif)?;
        }
        push(&mut out, XMP, xmp)?;
        let length = four_bytes(out.len() - 8)?;
        out[4..8].copy_from_slice(&length);
        Ok(out)
    }

    fn has_alpha(&self) -> bool {
        let lossless = self.payload(LOSSLESS).and_then(|data| data.get(4));
        self.payload(ALPHA).is_some() || lossless.is_some_and(|byte| byte & 0x10 != 0)
    }

    /// Pixels, as the picture's own data tell them.
    fn size(&self) -> Checked<(u32, u32)> {
        let size = match (self.payload(LOSSY), self.payload(LOSSLESS)) {
            // After a frame's tag and its start code come two numbers of 14 bits, each with a scale on top.
            (Some([_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..]), _) => {
                let side = |low: &u8, high: &u8| u32::from(u16::from_le_bytes([*low, *high]) & 0x3FFF);
                (side(w0, w1), side(h0, h1))
            }
            (None, Some([0x2F, b0, b1, b2, b3, ..])) => {
                let bits = u32::from_le_bytes([*b0, *b1, *b2, *b3]);
                ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
            }
            _ => return Err(Fault::Damaged("WebP without a still picture".to_owned())),
        };
        if size.0 == 0 || size.1 == 0 { Err(Fault::Damaged("WebP without pixels".to_owned())) } else { Ok(size) }
    }
}

fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*length) as usize, rest))
}

fn four_bytes(length: usize) -> Checked<[u8; 4]> {
    let fits = u32::try_from(length).map_err(|_| Fault::Damaged("WebP of more than 4 GB".to_owned()))?;
    Ok(fits.to_le_bytes())
}

/// A chunk, padded to an even length; the padding does not count.
fn push(out: &mut Vec<u8>, name: Name, payload: &[u8]) -> Checked<()> {
    out.extend(name);
    out.extend(four_bytes(payload.len())?);
    out.extend(payload);
    if payload.len() % 2 == 1 {
        out.push(0);
    }
    Ok(())
}

/// In the words of the decoder's own remark, so that one thing has one name.
fn ends_early() -> Fault {
    Fault::Damaged("Premature end of WebP file".to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Cursor;

    use image::{ImageDecoder, ImageReader, RgbaImage, codecs::webp::WebPDecoder};
    use proptest::prelude::*;

    use super::*;

    fn picture(width: u32, height: u32, lossless: bool, opacity: u8) -> Vec<u8> {
        let pixels = RgbaImage::from_fn(width, height, |x, y| image::Rgba([x as u8 * 5, y as u8 * 6, 40, opacity]));
        ::webp::Encoder::from_rgba(&pixels, width, height).encode_simple(lossless, 75.0).unwrap().to_vec()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// A decoder that we did not write finds the metadata, byte for byte, and the same pixels as before.
        #[test]
        fn what_is_put_in_is_found_and_the_pixels_stay(
            width in 1..40u32,
            height in 1..40u32,
            lossless: bool,
            opaque: bool,
            icc in prop::collection::vec(any::<u8>(), 1..50),
            exif in prop::option::of(prop::collection::vec(any::<u8>(), 1..50)),
            xmp in prop::collection::vec(any::<u8>(), 1..50),
        ) {
            let plain = picture(width, height, lossless, if opaque { 255 } else { 128 });
            let filled = Webp::parse(&plain).unwrap().with(&icc, exif.as_deref(), &xmp).unwrap();
            // Filled once more, nothing is left of the first filling.
            let again = Webp::parse(&filled).unwrap().with(b"icc", None, b"xmp").unwrap();
            for (file, icc, exif, xmp) in
                [(&filled, &icc[..], exif.as_deref(), &xmp[..]), (&again, &b"icc"[..], None, &b"xmp"[..])]
            {
                let mut decoder = WebPDecoder::new(Cursor::new(file)).unwrap();
                prop_assert_eq!(decoder.dimensions(), (width, height));
                let found = (decoder.icc_profile().unwrap(), decoder.exif_metadata().unwrap());
                prop_assert_eq!(found, (Some(icc.to_vec()), exif.map(<[u8]>::to_vec)));
                prop_assert_eq!(decoder.xmp_metadata().unwrap(), Some(xmp.to_vec()));
                let decoded = |bytes: &[u8]| {
                    ImageReader::new(Cursor::new(bytes.to_vec())).with_guessed_format().unwrap().decode().unwrap()
                };
                prop_assert_eq!(decoded(file).into_rgba8(), decoded(&plain).into_rgba8());
                prop_assert_eq!(file.len() - 8, u32::from_le_bytes(*file[4..].first_chunk().unwrap()) as usize);
            }
        }

        #[test]
        fn bytes_gone_wrong_are_an_error_or_a_picture(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
            cut in prop::option::weighted(0.3, any::<prop::sample::Index>()),
        ) {
            let plain = picture(20, 10, false, 128);
            let mut bytes = Webp::parse(&plain).unwrap().with(b"icc", Some(b"exif"), b"xmp").unwrap();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            if let Ok(webp) = Webp::parse(&bytes) {
                let _ = webp.with(b"icc", None, b"xmp");
            }
        }
    }

    #[test]
    fn a_cut_file_and_one_of_another_kind_are_told_apart() {
        let whole = picture(20, 10, false, 255);
        let fault = |bytes: &[u8]| Webp::parse(bytes).err();
        assert_eq!(fault(&whole[..whole.len() - 3]), Some(ends_early()));
        assert_eq!(fault(b"RIFF\x10\0\0\0WAVEfmt "), Some(Fault::NotAPicture));
        assert_eq!(fault(b""), Some(Fault::NotAPicture));
        let bare = Webp::parse(b"RIFF\x04\0\0\0WEBP").unwrap().with(b"icc", None, b"xmp");
        assert!(matches!(bare, Err(Fault::Damaged(_))));
    }
}
