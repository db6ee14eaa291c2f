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
    (0, b"FUJIFILMCCD-RAW", "RAW (RAF)"),
    (0, b"IIU\0", "RAW (RW2)"),
    (0, b"IIRO", "RAW (ORF)"),
    (0, b"IIRS", "RAW (ORF)"),
    (0, b"MMOR", "RAW (ORF)"),
    (8, b"CR\x02\0", "RAW (CR2)"),
    (4, b"ftypavi", "AVIF"),
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
