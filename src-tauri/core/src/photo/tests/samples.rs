//! Pictures for the tests, made on the spot.

use std::{
    io::Cursor,
    path::{Path, PathBuf},
};

use exif::{Field, In, Rational, Tag, Value, experimental::Writer};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, imageops::FilterType};
use turbojpeg::{Compressor, PixelFormat, Subsamp};

use crate::photo::{Encoding, Frame, Ladder};

/// What every picture goes out as.
pub const WHOLE: Ladder = Ladder { frame: Frame::WHOLE, encoding: Encoding::Jpeg };

/// Four coloured quarters, so that every turn shows, over a soft ramp, so that there is something to compress.
pub fn scene(width: u32, height: u32) -> RgbImage {
    // A large one is a small one drawn out: tests run without optimisation.
    if width * height > 480 * 320 {
        return DynamicImage::ImageRgb8(scene(480, 320)).resize_exact(width, height, FilterType::Nearest).into_rgb8();
    }
    RgbImage::from_fn(width, height, |x, y| {
        let ramp = (x * 40 / width + y * 20 / height) as u8;
        let (right, low) = (x * 2 >= width, y * 2 >= height);
        match (right, low) {
            (false, false) => Rgb([190 + ramp, 20, 20]),
            (true, false) => Rgb([20, 190 + ramp, 20]),
            (false, true) => Rgb([20, 20, 190 + ramp]),
            (true, true) => Rgb([190, 190, 20 + ramp]),
        }
    })
}

pub fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Vec::new();
    image.write_to(&mut Cursor::new(&mut out), format).unwrap();
    out
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    compressed(&scene(width, height), (width, height), PixelFormat::RGB, false)
}

pub fn progressive_jpeg(width: u32, height: u32) -> Vec<u8> {
    compressed(&scene(width, height), (width, height), PixelFormat::RGB, true)
}

/// Adobe's way: inks inverted, and a segment that says so.
pub fn cmyk_jpeg(width: u32, height: u32) -> Vec<u8> {
    let scene = scene(width, height);
    let inks: Vec<u8> = scene.pixels().flat_map(|Rgb([r, g, b])| [*r, *g, *b, 255]).collect();
    compressed(&inks, (width, height), PixelFormat::CMYK, false)
}

fn compressed(pixels: &[u8], (width, height): (u32, u32), format: PixelFormat, progressive: bool) -> Vec<u8> {
    let (width, height) = (width as usize, height as usize);
    let mut compressor = Compressor::new().unwrap();
    compressor.set_quality(90).unwrap();
    compressor.set_subsamp(Subsamp::Sub2x2).unwrap();
    compressor.set_progressive(progressive).unwrap();
    let image = turbojpeg::Image { pixels, width, pitch: width * format.size(), height, format };
    compressor.compress_to_vec(image).unwrap()
}

pub trait Segments {
    /// With a segment put in at the front.
    fn splice_segment(self, marker: u8, payload: &[u8]) -> Vec<u8>;
}

impl Segments for Vec<u8> {
    fn splice_segment(mut self, marker: u8, payload: &[u8]) -> Vec<u8> {
        let length = ((payload.len() + 2) as u16).to_be_bytes();
        let segment = [&[0xFF, marker], &length[..], payload].concat();
        self.splice(2..2, segment);
        self
    }
}

pub fn ascii(tag: Tag, text: &str) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value: Value::Ascii(vec![text.as_bytes().to_vec()]) }
}

pub fn turned(orientation: u16) -> Field {
    Field { tag: Tag::Orientation, ifd_num: In::PRIMARY, value: Value::Short(vec![orientation]) }
}

/// What must never leave: where, with which camera, whose.
pub fn secrets() -> Vec<Field> {
    let degrees = |degrees| Value::Rational(vec![Rational { num: degrees, denom: 1 }; 3]);
    vec![
        ascii(Tag::GPSLatitudeRef, "N"),
        Field { tag: Tag::GPSLatitude, ifd_num: In::PRIMARY, value: degrees(21) },
        ascii(Tag::GPSLongitudeRef, "E"),
        Field { tag: Tag::GPSLongitude, ifd_num: In::PRIMARY, value: degrees(105) },
        ascii(Tag::BodySerialNumber, "SERIAL-0042"),
        ascii(Tag::LensSerialNumber, "SERIAL-0043"),
        ascii(Tag::CameraOwnerName, "OWNER-0042"),
    ]
}

pub fn exif(fields: &[Field], thumbnail: Option<&[u8]>) -> Vec<u8> {
    let mut writer = Writer::new();
    for field in fields {
        writer.push_field(field);
    }
    if let Some(thumbnail) = thumbnail {
        writer.set_jpeg(thumbnail, In::THUMBNAIL);
    }
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).unwrap();
    out.into_inner()
}

pub fn with_exif(jpeg: Vec<u8>, fields: &[Field]) -> Vec<u8> {
    jpeg.splice_segment(0xE1, &[b"Exif\0\0", &exif(fields, None)[..]].concat())
}

/// The checksum of a PNG's chunk.
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

/// A little-endian TIFF of one gray strip, with further tags (number, type, bytes), which must be in order.
pub fn tiff(width: u16, height: u16, further: &[(u16, u16, &[u8])]) -> Vec<u8> {
    let strip = vec![128; usize::from(width) * usize::from(height)];
    let size = strip.len() as u32;
    let short = |number: u16| number.to_le_bytes().to_vec();
    let mut tags: Vec<(u16, u16, Vec<u8>)> = vec![
        (256, 3, short(width)),
        (257, 3, short(height)),
        (258, 3, short(8)),
        (259, 3, short(1)),
        (262, 3, short(1)),
        (273, 4, 8u32.to_le_bytes().to_vec()),
        (277, 3, short(1)),
        (278, 3, short(height)),
        (279, 4, size.to_le_bytes().to_vec()),
    ];
    tags.extend(further.iter().map(|(tag, kind, bytes)| (*tag, *kind, bytes.to_vec())));
    tags.sort_by_key(|(tag, ..)| *tag);

    let mut values = strip;
    let mut entries = Vec::new();
    for (tag, kind, mut bytes) in tags.iter().cloned() {
        let unit = match kind {
            3 => 2,
            4 => 4,
            _ => 1,
        };
        entries.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
        entries.extend((bytes.len() as u32 / unit).to_le_bytes());
        if bytes.len() > 4 {
            entries.extend((8 + values.len() as u32).to_le_bytes());
            values.extend(bytes);
        } else {
            bytes.resize(4, 0);
            entries.extend(bytes);
        }
    }
    let directory = 8 + values.len() as u32;
    let count = (tags.len() as u16).to_le_bytes();
    [b"II*\0", &directory.to_le_bytes()[..], &values, &count, &entries, &[0; 4]].concat()
}

/// A file of the shared folder beside the checkout; `None`, said aloud, where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: {} is not there", path.display());
    None
}
