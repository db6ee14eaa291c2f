//! What a picture will take of the memory that all work shares, told from the head of its file: whoever works on one
//! takes that much ([`dateline_base::memory`]) before the file is read, and gives it back when all of it is done.
//!
//! Each figure below is what the decoders were measured to take, and a little more (`tests/memory.rs` measures again).

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use turbojpeg::ScalingFactor;

use super::{
    buffers,
    crop::Ladder,
    decode::jpeg_scale,
    encode::Encoding,
    fault::Fault,
    heic, limits,
    sniff::{Kind, sniff},
    thumbnail,
};
use dateline_base::{
    Result,
    memory::{self, Budget, Share, TooLarge},
};

/// What is to be done with a picture's file.
#[derive(Clone, Copy)]
pub enum Work<'a> {
    /// Looked at, drawn small and kept.
    TakeIn,
    Thumbnail,
    Renditions(&'a [Ladder]),
    PixelForPixel,
}

/// Room for what a thread keeps for the next picture, and for all that is small.
const SMALL_CHANGE: u64 = 4 << 20;
/// A job of this size should find nothing kept beside it.
const LARGE: u64 = 64 << 20;
/// How far into a file its head may reach.
const MAX_SEGMENTS: usize = 20_000;
const MAX_META_BYTES: u64 = 16 << 20;

/// Memory for `work` on the picture at `path`, once it is free. What cannot be told of the file, whoever reads it will.
///
/// Errors: `photo_too_large`, for one that all of the budget would not suffice for.
pub fn reserve(path: &Path, work: Work) -> Result<Share<'static>> {
    reserve_in(Budget::shared(), path, work)
}

pub(super) fn reserve_in<'a>(budget: &'a Budget, path: &Path, work: Work) -> Result<Share<'a>> {
    let bytes = needed_by_file(path, work);
    if bytes > LARGE {
        buffers::let_go();
    }
    budget.take(bytes, buffers::let_go).map_err(|TooLarge { limit }| {
        let (width, height) =
            open(path).and_then(|(mut file, _)| Head::read(&mut file)).map_or((0, 0), |head| head.size);
        let size = format!("{width} × {height} px: {}", memory::told(bytes));
        Fault::PictureTooLarge { size, limit: memory::told(limit) }.error().at(path)
    })
}

/// A regular file and its length. A pipe could be waited on for ever.
fn open(path: &Path) -> Option<(BufReader<File>, u64)> {
    // Whoever reads it next tells why it can't be read.
    let about = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    // The same.
    Some((BufReader::new(File::open(path).ok()?), about.len()))
}

pub(super) fn needed_by_file(path: &Path, work: Work) -> u64 {
    match open(path) {
        Some((mut file, length)) if length <= limits::MAX_FILE_BYTES as u64 => {
            needed(Head::read(&mut file).as_ref(), length, work)
        }
        // It is not read at all.
        _ => 0,
    }
}

fn needed(head: Option<&Head>, length: u64, work: Work) -> u64 {
    let Some(head) = head.filter(|head| limits::check_picture(head.size.0, head.size.1).is_ok()) else {
        return SMALL_CHANGE + 2 * length;
    };
    // A JPEG is copied without its metadata, a TIFF to be looked through for them.
    let file = if matches!(head.kind, Kind::Jpeg | Kind::Tiff) { 2 * length } else { length };
    let pixels = file + head.pixels(work);
    let kept = if matches!(work, Work::TakeIn) { 2 * length } else { 0 };
    SMALL_CHANGE + pixels.max(kept)
}

/// What a file says of its pixels before the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    kind: Kind,
    size: (u32, u32),
    /// Channels of what it becomes.
    channels: u64,
    /// Bytes in memory beside what it becomes, while it is decoded.
    beside: u64,
}

impl Head {
    fn read(file: &mut (impl Read + Seek)) -> Option<Self> {
        let mut start = [0; 64];
        let mut read = 0;
        while read < start.len() {
            match file.read(&mut start[read..]).ok()? {
                0 => break,
                more => read += more,
            }
        }
        let start = &start[..read];
        match sniff(start).ok()? {
            Kind::Jpeg => Self::of_jpeg(file),
            Kind::Png => Self::of_png(start),
            Kind::Tiff => Self::of_tiff(file),
            Kind::Webp => Self::of_webp(file),
            Kind::Heic => Self::of_heic(file),
        }
    }

    fn area(size: (u32, u32)) -> u64 {
        u64::from(size.0) * u64::from(size.1)
    }

    /// One whose scans come one after the other over all of the picture is kept as numbers until the last.
    fn of_jpeg(file: &mut (impl Read + Seek)) -> Option<Self> {
        file.seek(SeekFrom::Start(2)).ok()?;
        let mut frame: Option<(u8, Vec<u8>)> = None;
        for _ in 0..MAX_SEGMENTS {
            let mut marker = next_marker(file)?;
            while matches!(marker, 0x01 | 0xD0..=0xD8) {
                marker = next_marker(file)?;
            }
            let length = u64::from(number::<2>(file)?).checked_sub(2)?;
            match marker {
                0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => frame = Some((marker, bytes(file, length)?)),
                0xDA => {
                    let (marker, frame) = frame?;
                    let scanned = *bytes(file, length)?.first()?;
                    return Self::of_frame(marker, &frame, scanned);
                }
                _ => drop(file.seek_relative(i64::try_from(length).ok()?).ok()?),
            }
        }
        None
    }

    fn of_frame(marker: u8, frame: &[u8], scanned: u8) -> Option<Self> {
        let [_, h1, h0, w1, w0, count, components @ ..] = frame else { return None };
        let side = |high: &u8, low: &u8| u32::from(u16::from_be_bytes([*high, *low]));
        let size = (side(w1, w0), side(h1, h0));
        let sampling: Vec<u64> = components
            .chunks_exact(3)
            .take(usize::from(*count))
            .map(|one| u64::from(one[1] >> 4) * u64::from(one[1] & 15))
            .collect();
        let most = sampling.iter().copied().max()?.max(1);
        let is_progressive = matches!(marker, 0xC2 | 0xCA);
        let beside = match is_progressive || scanned < *count {
            // Two bytes a number; the edges are filled up to whole blocks.
            true => Self::area(size) * 2 * sampling.iter().sum::<u64>() / most * 11 / 10,
            false => u64::from(size.0) * 256,
        };
        let channels = match count {
            1 => 1,
            4 => 4,
            _ => 3,
        };
        Some(Self { kind: Kind::Jpeg, size, channels, beside })
    }

    /// Row by row; all of it, as it is in the file, where its rows are in pieces.
    fn of_png(start: &[u8]) -> Option<Self> {
        let side = |at: usize| start.get(at..).and_then(<[u8]>::first_chunk).map(|four| u32::from_be_bytes(*four));
        let size = (side(16)?, side(20)?);
        let [depth, colours, _, _, interlaced] = *start.get(24..29)?.first_chunk::<5>()?;
        let (samples, channels) = match colours {
            0 => (2, 1),
            4 => (2, 1),
            _ => (4, 3),
        };
        let wide = if depth == 16 { 2 } else { 1 };
        let beside = if interlaced == 0 { u64::from(size.0) * 32 } else { Self::area(size) * samples * wide };
        Some(Self { kind: Kind::Png, size, channels, beside })
    }

    /// A strip or a tile at a time, and its bytes before they are ours; what `image` reads is there three times.
    fn of_tiff(file: &mut (impl Read + Seek)) -> Option<Self> {
        use tiff::{ColorType, tags::Tag};
        file.rewind().ok()?;
        let mut decoder = tiff::decoder::Decoder::new(file).ok()?;
        let size = decoder.dimensions().ok()?;
        let (samples, bits, channels) = match decoder.colortype().ok()? {
            ColorType::Gray(bits) => (1, bits, 1),
            ColorType::GrayA(bits) => (2, bits, 1),
            ColorType::CMYK(bits) => (4, bits, 4),
            ColorType::RGBA(bits) => (4, bits, 3),
            ColorType::RGB(bits) => (3, bits, 3),
            _ => (5, 32, 3),
        };
        let pixel = samples * u64::from(bits.div_ceil(8));
        let is_apart = decoder.find_tag_unsigned::<u16>(Tag::PlanarConfiguration).ok().flatten() == Some(2);
        let beside = match is_apart || bits > 16 {
            true => 3 * pixel * Self::area(size),
            false => 2 * pixel * Self::area(decoder.chunk_dimensions()).min(Self::area(size)),
        };
        Some(Self { kind: Kind::Tiff, size, channels, beside })
    }

    /// Its decoder makes all of it, and we what is ours of that.
    fn of_webp(file: &mut (impl Read + Seek)) -> Option<Self> {
        file.seek(SeekFrom::Start(12)).ok()?;
        let mut chunk = [0; 18];
        let size = loop {
            file.read_exact(&mut chunk).ok()?;
            let length = u32::from_le_bytes(*chunk[4..].first_chunk()?);
            let two = |at: usize| u32::from(u16::from_le_bytes([chunk[at], chunk[at + 1]]));
            let three = |at: usize| 1 + u32::from_le_bytes([chunk[at], chunk[at + 1], chunk[at + 2], 0]);
            match &chunk[..4] {
                b"VP8X" => break (three(12), three(15)),
                b"VP8 " => break (two(14) & 0x3FFF, two(16) & 0x3FFF),
                b"VP8L" => {
                    let bits = u32::from_le_bytes(*chunk[9..].first_chunk()?);
                    break ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
                }
                _ => {
                    file.seek_relative(i64::from(length.next_multiple_of(2)) - 10).ok()?;
                }
            }
        };
        Some(Self { kind: Kind::Webp, size, channels: 3, beside: 8 * Self::area(size) })
    }

    /// The system's program beside us (6.5 bytes a pixel of 8 bits, more for 10), and then the JPEG that it hands over.
    fn of_heic(file: &mut (impl Read + Seek)) -> Option<Self> {
        file.rewind().ok()?;
        loop {
            let short = u64::from(number::<4>(file)?);
            let kind = bytes(file, 4)?;
            let (length, heading) = if short == 1 {
                (u64::from(number::<4>(file)?) << 32 | u64::from(number::<4>(file)?), 16)
            } else {
                (short, 8)
            };
            let length = length.checked_sub(heading);
            if kind == b"meta" {
                let length = length.unwrap_or(MAX_META_BYTES).min(MAX_META_BYTES);
                let mut meta = Vec::new();
                file.take(length).read_to_end(&mut meta).ok()?;
                let size = heic::size_in(&meta)?;
                return Some(Self { kind: Kind::Heic, size, channels: 3, beside: 9 * Self::area(size) });
            }
            file.seek_relative(i64::try_from(length?).ok()?).ok()?;
        }
    }

    /// The most that is in memory at a time on the way from the file to what is made of it.
    fn pixels(&self, work: Work) -> u64 {
        let turned = |(width, height): (u32, u32)| (height, width);
        match work {
            Work::TakeIn | Work::Thumbnail => {
                let small = thumbnail::size(self.size);
                let scale = self.scale(self.size, std::iter::once(small));
                self.decoded(scale) + self.resized(scale, small)
            }
            // Its colours, a turn, and the file.
            Work::PixelForPixel => self.decoded(ScalingFactor::ONE) + Self::area(self.size) * 9,
            // Which side is up is not known yet.
            Work::Renditions(ladders) => [self.size, turned(self.size)]
                .into_iter()
                .map(|upright| {
                    let largest = |ladder: &Ladder| ladder.sizes(upright.0, upright.1).first().copied();
                    let scale = self.scale(upright, ladders.iter().map(|ladder| ladder.wanted(upright)));
                    let work =
                        ladders.iter().filter_map(largest).map(|size| self.resized(scale, size)).max().unwrap_or(0);
                    let webp = ladders.iter().any(|ladder| ladder.encoding == Encoding::WebP);
                    let all = ladders.iter().flat_map(|ladder| ladder.sizes(upright.0, upright.1)).map(Self::area);
                    let largest = ladders.iter().filter_map(largest).map(Self::area).max().unwrap_or(0);
                    // Every file that was made is there until the last one is.
                    self.decoded(scale) + work + all.sum::<u64>() + if webp { 4 * largest } else { 0 }
                })
                .max()
                .unwrap_or(0),
        }
    }

    fn scale(&self, upright: (u32, u32), wanted: impl Iterator<Item = (u32, u32)>) -> ScalingFactor {
        match self.kind {
            Kind::Jpeg | Kind::Heic => {
                let scales = wanted.map(|size| jpeg_scale(upright, size));
                scales.max_by_key(|scale| scale.scale(1000)).unwrap_or(ScalingFactor::ONE)
            }
            _ => ScalingFactor::ONE,
        }
    }

    fn decoded(&self, scale: ScalingFactor) -> u64 {
        let side = |side: u32| scale.scale(side as usize) as u64;
        self.beside + side(self.size.0) * side(self.size.1) * self.channels
    }

    /// A size made of what was decoded: a pass across and one down, the colours, a turn, and the encoder.
    fn resized(&self, scale: ScalingFactor, size: (u32, u32)) -> u64 {
        let longest = scale.scale(self.size.0.max(self.size.1) as usize) as u64;
        let pass = longest * u64::from(size.0.max(size.1)) * self.channels;
        pass.min(self.decoded(scale)) + Self::area(size) * 9
    }
}

fn number<const BYTES: usize>(file: &mut impl Read) -> Option<u32> {
    let mut read = [0; BYTES];
    file.read_exact(&mut read).ok()?;
    Some(read.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn bytes(file: &mut impl Read, length: u64) -> Option<Vec<u8>> {
    let mut read = vec![0; usize::try_from(length).ok()?.min(usize::from(u16::MAX))];
    file.read_exact(&mut read).ok()?;
    Some(read)
}

/// What follows `FF`, which may be there several times.
fn next_marker(file: &mut impl Read) -> Option<u8> {
    for _ in 0..MAX_SEGMENTS {
        match number::<1>(file)? as u8 {
            0xFF | 0x00 => {}
            marker => return Some(marker),
        }
    }
    None
}
