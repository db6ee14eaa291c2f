//! A JPEG as a row of segments: read without decoding, and put together again with only what is wanted.

use super::{
    fault::{Checked, Fault},
    limits::MAX_XMP_BYTES,
};

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
pub(super) const APP1: u8 = 0xE1;
pub(super) const APP2: u8 = 0xE2;
pub(super) const APP13: u8 = 0xED;
const APP14: u8 = 0xEE;

pub(super) const EXIF: &[u8] = b"Exif\0\0";
pub(super) const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
pub(super) const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
/// A few bytes stand between it and the resources.
const OLDER_PHOTOSHOP: &[u8] = b"Adobe_Photoshop2.5:";
const EXTENDED_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
pub(super) const ICC: &[u8] = b"ICC_PROFILE\0";
const JFIF: &[u8] = b"JFIF\0";
const ADOBE: &[u8] = b"Adobe";

/// The longest payload a segment can carry.
pub(super) const MAX_PAYLOAD: usize = 0xFFFF - 2;
/// The most that segments of one kind are joined to (ICC profiles, Photoshop's resources).
const MAX_JOINED: usize = 16 * 1024 * 1024;
/// Segments are few; a file of millions of empty ones is an attack on memory.
const MAX_SEGMENTS: usize = 20_000;

struct Segment<'a> {
    marker: u8,
    payload: &'a [u8],
    /// What follows a scan's header, up to the next marker.
    entropy: &'a [u8],
}

/// What the frame header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub marker: u8,
    pub precision: u8,
    pub width: u16,
    pub height: u16,
}

pub(super) struct Jpeg<'a> {
    segments: Vec<Segment<'a>>,
    has_end: bool,
}

impl<'a> Jpeg<'a> {
    /// Walks the segments up to the end-of-image marker. Trailing bytes, secondary pictures among them, are not part
    /// of it. A file that ends before its first scan is cut short; whether one is whole that has scans and no end mark
    /// is told by those scans.
    pub fn parse(bytes: &'a [u8]) -> Checked<Self> {
        let mut jpeg = Self { segments: Vec::new(), has_end: false };
        match jpeg.walk(bytes) {
            Ok(()) => jpeg.has_end = true,
            Err(_) if jpeg.scans() > 0 => {}
            Err(fault) => return Err(fault),
        }
        Ok(jpeg)
    }

    fn walk(&mut self, bytes: &'a [u8]) -> Checked<()> {
        let mut rest = bytes.strip_prefix(&[0xFF, SOI]).ok_or(Fault::NotAPicture)?;
        loop {
            // Bytes between segments are skipped, as every decoder does.
            let at = rest.iter().position(|byte| *byte == 0xFF).ok_or_else(Fault::ends_early)?;
            rest = &rest[at..];
            let fill = rest.iter().position(|byte| *byte != 0xFF).ok_or_else(Fault::ends_early)?;
            let marker = rest[fill];
            rest = &rest[fill + 1..];
            match marker {
                EOI => return Ok(()),
                SOI => return Err(Fault::Damaged("Invalid JPEG file structure: two SOI markers".to_owned())),
                // Stand-alone markers and stuffed bytes carry nothing.
                0x00 | 0x01 | 0xD0..=0xD7 => continue,
                _ => {}
            }
            let length = rest.first_chunk().map(|length| usize::from(u16::from_be_bytes(*length)));
            let payload = length.and_then(|length| rest.get(2..length)).ok_or_else(Fault::ends_early)?;
            rest = &rest[2 + payload.len()..];
            let entropy = if marker == SOS { &rest[..entropy_length(rest)] } else { &[][..] };
            rest = &rest[entropy.len()..];
            self.segments.push(Segment { marker, payload, entropy });
            if self.segments.len() > MAX_SEGMENTS {
                return Err(Fault::Damaged("Invalid JPEG file structure: too many segments".to_owned()));
            }
        }
    }

    /// The picture up to the scan of this number. Without an end mark, whatever some cameras write behind the last scan
    /// looks like more of it.
    pub fn end_at_scan(&mut self, needed: usize) {
        let scans = self.segments.iter().enumerate().filter(|(_, segment)| segment.marker == SOS);
        if let Some((last, _)) = scans.map(|(at, segment)| (at, segment.marker)).nth(needed - 1) {
            self.segments.truncate(last + 1);
        }
    }

    pub fn has_end(&self) -> bool {
        self.has_end
    }

    /// What the picture is made of: markers, what follows each, and a scan's data.
    pub fn pieces(&self) -> impl Iterator<Item = (u8, &'a [u8], &'a [u8])> + '_ {
        let of_picture = self.segments.iter().filter(|segment| is_picture(segment.marker));
        of_picture.map(|segment| (segment.marker, segment.payload, segment.entropy))
    }

    pub fn frame(&self) -> Checked<Frame> {
        let is_frame = |segment: &&Segment| is_frame(segment.marker);
        let segment = self.segments.iter().find(is_frame).ok_or_else(Fault::ends_early)?;
        let &[precision, h1, h0, w1, w0, ..] = segment.payload else { return Err(Fault::ends_early()) };
        Ok(Frame {
            marker: segment.marker,
            precision,
            width: u16::from_be_bytes([w1, w0]),
            height: u16::from_be_bytes([h1, h0]),
        })
    }

    fn components(&self) -> u8 {
        let frame = self.segments.iter().find(|segment| is_frame(segment.marker));
        frame.and_then(|segment| segment.payload.get(5)).copied().unwrap_or_default()
    }

    pub fn scans(&self) -> usize {
        self.segments.iter().filter(|segment| segment.marker == SOS).count()
    }

    /// Whether Adobe's segment is there: its four-colour pictures are stored inverted.
    pub fn is_adobe(&self) -> bool {
        self.payloads(APP14, ADOBE).next().is_some()
    }

    /// What follows `prefix` in each segment of that kind.
    pub fn payloads<'s>(&'s self, marker: u8, prefix: &'s [u8]) -> impl Iterator<Item = &'a [u8]> + 's {
        let of_marker = self.segments.iter().filter(move |segment| segment.marker == marker);
        of_marker.filter_map(move |segment| segment.payload.strip_prefix(prefix))
    }

    /// Photoshop's resources, which may go on over several segments; or what stands in their place: an older Photoshop's,
    /// or IIM as it is.
    pub fn photoshop(&self) -> Vec<u8> {
        let resources = [PHOTOSHOP, OLDER_PHOTOSHOP].map(|prefix| join(self.payloads(APP13, prefix)));
        let bare = || join(self.payloads(APP13, b"").filter(|payload| payload.starts_with(&[0x1C])));
        resources.into_iter().find(|resources| !resources.is_empty()).unwrap_or_else(bare)
    }

    /// The colour profile, whose parts are numbered from 1.
    pub fn icc(&self) -> Option<Vec<u8>> {
        let mut parts: Vec<(u8, &[u8])> =
            self.payloads(APP2, ICC).filter_map(|part| Some((*part.first()?, part.get(2..)?))).collect();
        parts.sort_by_key(|(number, _)| *number);
        let profile = join(parts.into_iter().map(|(_, part)| part));
        (!profile.is_empty()).then_some(profile)
    }

    /// The second packet of XMP of this name: a hash in 32 digits, as the first packet gives it. `None` where a part
    /// of it is missing.
    pub fn extended_xmp(&self, name: &str) -> Option<Vec<u8>> {
        let mut length = None;
        let mut parts: Vec<(usize, &[u8])> = Vec::new();
        for part in self.payloads(APP1, EXTENDED_XMP).filter_map(|part| part.strip_prefix(name.as_bytes())) {
            let (total, rest) = part.split_first_chunk()?;
            let (offset, text) = rest.split_first_chunk()?;
            length = Some(u32::from_be_bytes(*total) as usize);
            parts.push((u32::from_be_bytes(*offset) as usize, text));
        }
        let length = length.filter(|length| name.len() == 32 && *length <= MAX_XMP_BYTES)?;
        parts.sort_by_key(|(offset, _)| *offset);
        let mut packet = Vec::new();
        for (offset, text) in parts {
            if offset != packet.len() || text.len() > length - packet.len() {
                return None;
            }
            packet.extend(text);
        }
        (packet.len() == length).then_some(packet)
    }

    /// The picture alone, as a decoder needs it: also without what libjpeg takes offence at (unknown JFIF revisions,
    /// broken profiles, numbers that say nothing) and that turbojpeg makes an error of.
    pub fn bare(&self) -> Vec<u8> {
        self.rebuilt(&[], false)
    }

    /// The picture and its colours, with `inserted` segments (marker, payload) and no other metadata.
    pub fn with(&self, inserted: &[(u8, Vec<u8>)]) -> Vec<u8> {
        self.rebuilt(inserted, true)
    }

    fn rebuilt(&self, inserted: &[(u8, Vec<u8>)], with_profile: bool) -> Vec<u8> {
        let size: usize = self.segments.iter().map(|segment| segment.payload.len() + segment.entropy.len() + 4).sum();
        let mut out = Vec::with_capacity(size + 4);
        out.extend([0xFF, SOI]);
        if let Some(density) = self.payloads(0xE0, JFIF).next() {
            push(&mut out, 0xE0, &jfif(density));
        }
        for (marker, payload) in inserted {
            push(&mut out, *marker, payload);
        }
        if with_profile {
            let profile = self.segments.iter().filter(|segment| segment.marker == APP2);
            for segment in profile.filter(|segment| segment.payload.starts_with(ICC)) {
                push(&mut out, APP2, segment.payload);
            }
        }
        let components = self.components();
        if let Some(colours) = self.payloads(APP14, ADOBE).next().and_then(<[u8]>::first_chunk::<7>) {
            let mut colours = *colours;
            colours[6] = known_transform(colours[6], components);
            push(&mut out, APP14, &[ADOBE, &colours].concat());
        }
        let is_progressive = self.frame().is_ok_and(|frame| matches!(frame.marker, 0xC2 | 0xCA));
        for (marker, payload, entropy) in self.pieces() {
            match payload.split_last_chunk::<3>() {
                // Some phones leave these numbers out of pictures in which only one value makes sense.
                Some((components, _)) if marker == SOS && !is_progressive => {
                    push(&mut out, marker, &[components, &[0, 63, 0]].concat());
                }
                _ => push(&mut out, marker, payload),
            }
            out.extend(entropy);
        }
        out.extend([0xFF, EOI]);
        out
    }
}

/// How the colours are stored, by Adobe's segment: three of them as they are or as brightness and hues, four likewise. A
/// number that nobody knows is read as libjpeg reads it, without its remark.
fn known_transform(told: u8, components: u8) -> u8 {
    match (components, told) {
        (3, 0 | 1) | (4, 0 | 2) => told,
        (3, _) => 1,
        (4, _) => 2,
        _ => 0,
    }
}

/// Version 1.01 with the density as it was; the thumbnail that may hang on it stays behind.
fn jfif(rest: &[u8]) -> Vec<u8> {
    let density = rest.get(2..7).unwrap_or(&[0, 0, 1, 0, 1]);
    [JFIF, &[1, 1], density, &[0, 0]].concat()
}

fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// Frames, scans and their tables; all else is remarks.
fn is_picture(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF | SOS..=0xDD)
}

/// How far a scan's data go: up to a marker that is neither a stuffed byte nor a restart, or to the end of the file.
fn entropy_length(data: &[u8]) -> usize {
    let mut at = 0;
    while let Some(next) = data[at..].iter().position(|byte| *byte == 0xFF) {
        at += next;
        match data.get(at + 1) {
            Some(0x00 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            Some(_) => return at,
            None => break,
        }
    }
    data.len()
}

fn join<'a>(parts: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut joined = Vec::new();
    for part in parts {
        if joined.len() + part.len() > MAX_JOINED {
            break;
        }
        joined.extend(part);
    }
    joined
}

fn push(out: &mut Vec<u8>, marker: u8, payload: &[u8]) {
    debug_assert!(payload.len() <= MAX_PAYLOAD);
    out.extend([0xFF, marker]);
    out.extend(((payload.len() + 2) as u16).to_be_bytes());
    out.extend(payload);
}
