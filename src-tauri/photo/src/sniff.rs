//! What kind of file this is, by its first bytes: a name's ending may lie.

use super::fault::{Checked, Fault};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Jpeg,
    Png,
    Tiff,
    Webp,
    Heic,
}

impl Kind {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Jpeg => "JPEG",
            Kind::Png => "PNG",
            Kind::Tiff => "TIFF",
            Kind::Webp => "WebP",
            Kind::Heic => "HEIC",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Tiff => "image/tiff",
            Kind::Webp => "image/webp",
            Kind::Heic => "image/heic",
        }
    }
}

/// Pictures that are known by their first bytes and not read. CR2, IIU and IIRO are cameras' own dialects of TIFF,
/// whose first picture is but a thumbnail.
const UNSUPPORTED: &[(usize, &[u8], &str)] = &[
    (0, b"GIF8", "GIF"),
    (0, b"8BPS", "Photoshop"),
    (0, b"\xFF\x0A", "JPEG XL"),
    (0, b"\0\0\0\x0CJXL ", "JPEG XL"),
    (0, b"\0\0\0\x0CjP  ", "JPEG 2000"),
    (0, b"\xFF\x4F\xFF\x51", "JPEG 2000"),
    (0, b"II\xBC\x01", "JPEG XR"),
    (0, b"gimp xcf", "XCF"),
    (0, b"\x76\x2F\x31\x01", "OpenEXR"),
    (0, b"#?RADIANCE", "Radiance HDR"),
    (0, b"qoif", "QOI"),
    (0, b"DDS ", "DDS"),
    (0, b"FOVb", "RAW (X3F)"),
    (0, b"II\x1A\0\0\0HEAPCCDR", "RAW (CRW)"),
    (0, b"\0MRM", "RAW (MRW)"),
    (0, b"FUJIFILMCCD-RAW", "RAW (RAF)"),
    (0, b"IIU\0", "RAW (RW2)"),
    (0, b"IIRO", "RAW (ORF)"),
    (0, b"IIRS", "RAW (ORF)"),
    (0, b"MMOR", "RAW (ORF)"),
    (8, b"CR\x02\0", "RAW (CR2)"),
    (0, b"II+\0", "BigTIFF"),
    (0, b"MM\0+", "BigTIFF"),
    (4, b"ftypcrx", "RAW (CR3)"),
];

/// How HEIF files begin whose pictures are HEVC's, or of a kind that only their further boxes tell.
const HEIC: [&[u8]; 4] = [b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1"];

pub(super) fn sniff(bytes: &[u8]) -> Checked<Kind> {
    let has = |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    if let Some((_, _, name)) = UNSUPPORTED.iter().find(|(at, magic, _)| has(*at, magic)) {
        return Err(Fault::Unsupported((*name).to_owned()));
    }
    // "BM" alone begins many a text; a bitmap has zeros after its size.
    if has(0, b"BM") && has(6, b"\0\0\0\0") {
        return Err(Fault::Unsupported("BMP".to_owned()));
    }
    if has(4, b"ftyp") && is_avif(bytes) {
        return Err(Fault::Unsupported("AVIF".to_owned()));
    }
    if has(0, b"\xFF\xD8\xFF") {
        Ok(Kind::Jpeg)
    } else if has(0, b"\x89PNG\r\n\x1A\n") {
        Ok(Kind::Png)
    } else if has(0, b"II*\0") || has(0, b"MM\0*") {
        Ok(Kind::Tiff)
    } else if has(0, b"RIFF") && has(8, b"WEBP") {
        Ok(Kind::Webp)
    } else if HEIC.iter().any(|brand| has(4, brand)) {
        Ok(Kind::Heic)
    } else {
        Err(Fault::NotAPicture)
    }
}

/// Whether a HEIF file's pictures are AV1's, under whatever brand it begins with: nothing else that it names is HEVC's.
fn is_avif(bytes: &[u8]) -> bool {
    let length = bytes.first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    let brands = bytes.get(8..length.min(bytes.len()).max(8)).unwrap_or_default();
    // Between the first and the others stands a version.
    let brands = || brands.as_chunks::<4>().0.iter().enumerate().filter(|(at, _)| *at != 1).map(|(_, brand)| brand);
    let is_hevc = |brand: &[u8; 4]| brand.starts_with(b"hei") || brand.starts_with(b"hev");
    brands().any(|brand| brand.starts_with(b"avi") || brand == b"av01") && !brands().any(is_hevc)
}

/// What a file is, as far as its first bytes tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// A kind of picture that is read. Cameras' own formats look like a TIFF, too.
    Picture {
        is_tiff: bool,
    },
    /// A picture of a kind that is not read, and its name.
    Other(String),
    None,
}

pub fn known(first: &[u8]) -> Known {
    match sniff(first) {
        Ok(kind) => Known::Picture { is_tiff: kind == Kind::Tiff },
        Err(Fault::Unsupported(name)) => Known::Other(name),
        Err(_) => Known::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell() {
        let unsupported = |name: &str| Err(Fault::Unsupported(name.to_owned()));
        for (bytes, told) in [
            (&b"\xFF\xD8\xFF\xE0..JFIF"[..], Ok(Kind::Jpeg)),
            (b"\x89PNG\r\n\x1A\n....", Ok(Kind::Png)),
            (b"II*\0\x08\0\0\0", Ok(Kind::Tiff)),
            (b"MM\0*\0\0\0\x08", Ok(Kind::Tiff)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Ok(Kind::Webp)),
            (b"RIFF\x10\0\0\0WAVEfmt ", Err(Fault::NotAPicture)),
            (b"II*\0\x10\0\0\0CR\x02\0", unsupported("RAW (CR2)")),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1", Ok(Kind::Heic)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0heic", Ok(Kind::Heic)),
            (b"\0\0\0\x1Cftypavif\0\0\0\0", unsupported("AVIF")),
            (b"\0\0\0\x1Cftypavis\0\0\0\0", unsupported("AVIF")),
            (b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avifmiaf", unsupported("AVIF")),
            (b"\0\0\0\x18ftypmif1\0\0\0\0heicavif", Ok(Kind::Heic)),
            (b"FOVb", unsupported("RAW (X3F)")),
            (b"\xFF\x0A\xF8", unsupported("JPEG XL")),
            (b"\0\0\0\x1Cftypisom\0\0\0\0", Err(Fault::NotAPicture)),
            (b"GIF89a", unsupported("GIF")),
            (b"BM\x36\0\0\0\0\0\0\0", unsupported("BMP")),
            ("BMW ra mắt xe mới".as_bytes(), Err(Fault::NotAPicture)),
            ("Một bài báo mang tên anh.jpg".as_bytes(), Err(Fault::NotAPicture)),
            (b"\xFF\xD8", Err(Fault::NotAPicture)),
            (b"", Err(Fault::NotAPicture)),
        ] {
            assert_eq!(sniff(bytes), told, "{bytes:?}");
        }
    }
}
