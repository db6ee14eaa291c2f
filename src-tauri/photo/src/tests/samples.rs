//! Pictures for the tests, made on the spot.

use std::{
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use exif::{Context, Field, In, Rational, Tag, Value, experimental::Writer};
use flate2::{Compression, Crc, write::ZlibEncoder};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use turbojpeg::{Compressor, PixelFormat, Subsamp};

use crate::{Encoding, Frame, Ladder};

/// What every picture goes out as.
pub const WHOLE: Ladder = Ladder { frame: Frame::WHOLE, encoding: Encoding::Jpeg };

/// Four coloured quarters, so that every turn shows, over a soft ramp, so that there is something to compress.
pub fn scene(width: u32, height: u32) -> RgbImage {
    const SMALL: (u32, u32) = (480, 320);
    // A large one is a small one drawn out, a row at a time: tests run without optimisation.
    if width * height > SMALL.0 * SMALL.1 {
        let small = scene(SMALL.0, SMALL.1);
        let from = |at: u32, of: u32, small: u32| (2 * at + 1) * small / (2 * of);
        let (mut pixels, mut drawn, mut row) = (Vec::new(), None, Vec::new());
        for y in (0..height).map(|y| from(y, height, SMALL.1)) {
            if drawn.replace(y) != Some(y) {
                row = (0..width).flat_map(|x| small.get_pixel(from(x, width, SMALL.0), y).0).collect();
            }
            pixels.extend_from_slice(&row);
        }
        return RgbImage::from_raw(width, height, pixels).unwrap();
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

/// The colour in the middle of each quarter: upper left, upper right, lower left, lower right.
pub fn quarters(image: &RgbImage) -> [[u8; 3]; 4] {
    let (w, h) = image.dimensions();
    [(w / 4, h / 4), (w * 3 / 4, h / 4), (w / 4, h * 3 / 4), (w * 3 / 4, h * 3 / 4)]
        .map(|(x, y)| image.get_pixel(x, y).0)
}

pub fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Vec::new();
    image.write_to(&mut Cursor::new(&mut out), format).unwrap();
    out
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    compressed(&scene(width, height), (width, height), PixelFormat::RGB, |_| ())
}

pub fn progressive_jpeg(width: u32, height: u32) -> Vec<u8> {
    compressed(&scene(width, height), (width, height), PixelFormat::RGB, |c| c.set_progressive(true).unwrap())
}

/// Adobe's way: inks inverted, and a segment that says so.
pub fn cmyk_jpeg(width: u32, height: u32) -> Vec<u8> {
    let scene = scene(width, height);
    let inks: Vec<u8> = scene.pixels().flat_map(|Rgb([r, g, b])| [*r, *g, *b, 255]).collect();
    compressed(&inks, (width, height), PixelFormat::CMYK, |_| ())
}

/// A JPEG of `pixels`, made as `set` wants it.
pub fn compressed(
    pixels: &[u8],
    (width, height): (u32, u32),
    format: PixelFormat,
    set: impl FnOnce(&mut Compressor),
) -> Vec<u8> {
    let (width, height) = (width as usize, height as usize);
    let mut compressor = Compressor::new().unwrap();
    compressor.set_quality(90).unwrap();
    compressor.set_subsamp(Subsamp::Sub2x2).unwrap();
    set(&mut compressor);
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

/// A tag that kamadak-exif has no name for.
pub fn short(tag: u16, number: u16) -> Field {
    Field { tag: Tag(Context::Tiff, tag), ifd_num: In::PRIMARY, value: Value::Short(vec![number]) }
}

/// A header that promises a picture of this size.
pub fn jpeg_header(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg(30, 20);
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

pub fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = file(&DynamicImage::ImageRgb8(scene(30, 20)), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    bytes
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
    let mut checksum = Crc::new();
    checksum.update(bytes);
    checksum.sum()
}

/// A PNG with a chunk put in before its last.
pub fn png_with(png: &[u8], kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let last = png.len() - 12;
    [&png[..last], &png_chunk(kind, data), &png[last..]].concat()
}

/// And right after its header.
pub fn png_with_first(png: &[u8], kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let header = 8 + 25;
    [&png[..header], &png_chunk(kind, data), &png[header..]].concat()
}

pub fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let named = [kind, data].concat();
    [&(data.len() as u32).to_be_bytes(), &named[..], &crc32(&named).to_be_bytes()].concat()
}

/// A PNG of rows as they are stored: bits a channel, PNG's number for the kind of colour, chunks before the pixels.
pub fn png_of((width, height): (u32, u32), depth: u8, colour: u8, before: &[Vec<u8>], rows: &[Vec<u8>]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
    let unfiltered: Vec<u8> = rows.iter().flat_map(|row| [&[0][..], row].concat()).collect();
    [
        b"\x89PNG\r\n\x1A\n".to_vec(),
        png_chunk(b"IHDR", &header),
        before.concat(),
        png_chunk(b"IDAT", &zlib(&unfiltered)),
        png_chunk(b"IEND", b""),
    ]
    .concat()
}

pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// A dataset of IIM's second record.
pub fn dataset(number: u8, value: &[u8]) -> Vec<u8> {
    [&[0x1C, 2, number][..], &(value.len() as u16).to_be_bytes(), value].concat()
}

/// One of the pieces that a WebP is made of, padded to an even length.
pub fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [name, &(data.len() as u32).to_le_bytes()[..], data, &[0][..data.len() % 2]].concat()
}

pub fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
    chunk(b"RIFF", &[b"WEBP", &chunks.concat()[..]].concat())
}

/// A WebP's heading of what further pieces there are: 0x20 a profile, 0x08 EXIF, 0x04 XMP.
pub fn webp_heading(pieces: u8, (width, height): (u32, u32)) -> Vec<u8> {
    let three = |number: u32| number.to_le_bytes()[..3].to_vec();
    chunk(b"VP8X", &[&[pieces, 0, 0, 0][..], &three(width - 1), &three(height - 1)].concat())
}

/// The most memory that this process has taken so far, in KiB; `None` where the system does not say.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// A little-endian TIFF of one gray strip, with further tags (number, type, bytes).
pub fn tiff(width: u16, height: u16, further: &[(u16, u16, &[u8])]) -> Vec<u8> {
    let strip = vec![128; usize::from(width) * usize::from(height)];
    let size = (strip.len() as u32).to_le_bytes();
    let (start, rows) = (8u32.to_le_bytes(), height.to_le_bytes());
    let place: [(u16, u16, &[u8]); 3] = [(273, 4, &start), (278, 3, &rows), (279, 4, &size)];
    tiff_with(width, height, &strip, &[&place, further].concat())
}

/// A little-endian gray TIFF whose pixels, at byte 8, are where `further` tags say.
pub fn tiff_with(width: u16, height: u16, pixels: &[u8], further: &[(u16, u16, &[u8])]) -> Vec<u8> {
    let short = |number: u16| number.to_le_bytes().to_vec();
    let mut tags: Vec<(u16, u16, Vec<u8>)> = vec![
        (256, 3, short(width)),
        (257, 3, short(height)),
        (258, 3, short(8)),
        (259, 3, short(1)),
        (262, 3, short(1)),
        (277, 3, short(1)),
    ];
    tags.extend(further.iter().map(|(tag, kind, bytes)| (*tag, *kind, bytes.to_vec())));
    tags.sort_by_key(|(tag, ..)| *tag);

    tiff_of_tags(pixels, &tags)
}

/// A little-endian TIFF of nothing but `pixels`, at byte 8, and tags, in order.
pub fn tiff_of_tags(pixels: &[u8], tags: &[(u16, u16, Vec<u8>)]) -> Vec<u8> {
    let mut values = pixels.to_vec();
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
