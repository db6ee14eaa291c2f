//! A HEIF file's own boxes: how large its pictures are and what it says of them, known before a decoder meets it.
//! ISO/IEC 14496-12 and 23008-12.

use std::collections::BTreeSet;

use crate::{
    colour::CodePoints,
    fault::{Checked, Fault},
    limits::MAX_XMP_BYTES,
};

/// Boxes at one level, items and their pieces are few; many are an attack on time.
const MAX_BOXES: usize = 20_000;
const MAX_PIECES: usize = 100_000;
const MAX_EXIF_BYTES: usize = 16 * 1024 * 1024;
/// Bursts and live pictures hold several stills; the decoder makes them all.
const MAX_STILLS: usize = 32;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The widest and the highest that any picture in the file says it is.
    pub width: u32,
    pub height: u32,
    /// Which of the stills the file shows, counted from 0, and how many there are.
    pub shown: usize,
    pub stills: usize,
    /// TIFF data.
    pub exif: Option<Vec<u8>>,
    pub xmp: Option<Vec<u8>>,
    /// What the colours of the picture that it shows mean, where it says so in code points.
    pub code_points: Option<CodePoints>,
}

pub fn read(bytes: &[u8]) -> Checked<Contents> {
    let mut meta = None;
    for piece in Boxes(bytes) {
        let (kind, body) = piece?;
        if kind == *b"meta" && meta.is_none() {
            meta = Some(body);
        }
    }
    let children = meta.and_then(|meta| meta.get(4..)).ok_or_else(no_still)?;
    let mut items = Vec::new();
    let mut places = Vec::new();
    let mut derived = BTreeSet::new();
    let mut primary = None;
    let mut idat = &[][..];
    let mut contents = Contents::default();
    let mut properties = Properties::default();
    let mut made_of = Vec::new();
    for piece in Boxes(children) {
        let (kind, body) = piece?;
        match &kind {
            b"pitm" => primary = Some(Fields(body).primary()?),
            b"iinf" => items = item_infos(body)?,
            b"iloc" => places = Fields(body).locations()?,
            b"iref" => {
                derived = not_stills(body)?;
                made_of = pieces(body)?;
            }
            b"idat" => idat = body,
            b"iprp" => {
                (contents.width, contents.height) = largest(body)?;
                properties = Properties::read(body)?;
            }
            _ => {}
        }
    }
    if contents.width == 0 || contents.height == 0 {
        return Err(no_still());
    }

    if items.iter().any(|item| Some(item.id) == primary && item.kind == *b"av01") {
        return Err(Fault::Unsupported("AVIF".to_owned()));
    }

    let data = |item: &Item, limit: usize| -> Checked<Option<Vec<u8>>> {
        let Some(place) = places.iter().find(|place| place.item == item.id) else { return Ok(None) };
        place.data(bytes, idat, limit)
    };
    // A piece beyond the end of the file: it is cut short.
    if places.iter().any(|place| place.leaves(bytes, idat)) {
        return Err(ends_early());
    }
    if let Some(item) = items.iter().find(|item| item.kind == *b"Exif") {
        contents.exif = data(item, MAX_EXIF_BYTES)?.and_then(|exif| tiff_in(&exif));
    }
    if let Some(item) = items.iter().find(|item| item.is_xmp) {
        contents.xmp = data(item, MAX_XMP_BYTES)?;
    }

    let mut stills: Vec<u32> = items
        .iter()
        .filter(|item| item.is_picture() && !item.is_hidden && !derived.contains(&item.id))
        .map(|item| item.id)
        .collect();
    stills.sort_unstable();
    if stills.len() > MAX_STILLS {
        return Err(Fault::Unsupported(format!("HEIC, {} pictures", stills.len())));
    }
    // A picture that is put together of others may leave it to them.
    let first = |item: u32| made_of.iter().find(|(whole, _)| *whole == item).map(|(_, piece)| *piece);
    contents.code_points =
        primary.and_then(|item| properties.code_points(item).or_else(|| properties.code_points(first(item)?)));
    contents.stills = stills.len();
    contents.shown = stills.iter().position(|still| Some(*still) == primary).unwrap_or(0);
    Ok(contents)
}

/// The size that is told in the box `meta`, without a look at the rest of the file.
pub fn size_in(meta: &[u8]) -> Option<(u32, u32)> {
    let found = Boxes(meta.get(4..)?).map_while(|piece| piece.ok()).find(|(kind, _)| kind == b"iprp")?;
    largest(found.1).ok()
}

fn ends_early() -> Fault {
    Fault::Damaged("Premature end of HEIC file".to_owned())
}

fn no_still() -> Fault {
    Fault::Unsupported("HEIF without a still picture".to_owned())
}

fn too_many() -> Fault {
    Fault::Damaged("Invalid HEIC file structure: too many parts".to_owned())
}

/// The EXIF item begins with how far on the TIFF data are.
fn tiff_in(exif: &[u8]) -> Option<Vec<u8>> {
    let (skipped, rest) = exif.split_first_chunk()?;
    rest.get(u32::from_be_bytes(*skipped) as usize..).map(<[u8]>::to_vec)
}

/// Boxes one after the other: their kind and what is in them.
struct Boxes<'a>(&'a [u8]);

impl<'a> Iterator for Boxes<'a> {
    type Item = Checked<([u8; 4], &'a [u8])>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let mut fields = Fields(self.0);
        let mut split = || -> Checked<([u8; 4], &'a [u8], &'a [u8])> {
            let short = fields.number(4)?;
            let kind = fields.kind()?;
            let (length, heading) = match short {
                0 => (self.0.len() as u64, 8),
                1 => (fields.number(8)?, 16),
                length => (length, 8),
            };
            let length = usize::try_from(length).map_err(|_| ends_early())?;
            let body = self.0.get(heading..length).ok_or_else(ends_early)?;
            Ok((kind, body, &self.0[length..]))
        };
        match split() {
            Ok((kind, body, rest)) => {
                self.0 = rest;
                Some(Ok((kind, body)))
            }
            Err(fault) => {
                self.0 = &[];
                Some(Err(fault))
            }
        }
    }
}

struct Item {
    id: u32,
    kind: [u8; 4],
    is_hidden: bool,
    is_xmp: bool,
}

impl Item {
    fn is_picture(&self) -> bool {
        matches!(&self.kind, b"hvc1" | b"grid" | b"iovl" | b"iden" | b"av01" | b"jpeg" | b"unci" | b"j2k1" | b"vvc1")
    }
}

fn item_infos(body: &[u8]) -> Checked<Vec<Item>> {
    let mut fields = Fields(body);
    let (version, _) = fields.version()?;
    fields.number(if version == 0 { 2 } else { 4 })?;
    let mut items = Vec::new();
    for piece in Boxes(fields.0).take(MAX_BOXES) {
        let (kind, body) = piece?;
        let mut fields = Fields(body);
        let (version, flags) = fields.version()?;
        if kind != *b"infe" || version < 2 {
            continue;
        }
        let id = fields.number(if version == 2 { 2 } else { 4 })? as u32;
        fields.number(2)?;
        let kind = fields.kind()?;
        // Its name, and what type of text it is.
        let mut texts = fields.0.split(|byte| *byte == 0).skip(1);
        let is_xmp = kind == *b"mime" && texts.next() == Some(b"application/rdf+xml");
        items.push(Item { id, kind, is_hidden: flags & 1 == 1, is_xmp });
    }
    Ok(items)
}

/// Thumbnails, depth maps and the like: items that belong to another.
fn not_stills(body: &[u8]) -> Checked<BTreeSet<u32>> {
    let mut fields = Fields(body);
    let (version, _) = fields.version()?;
    let mut found = BTreeSet::new();
    for piece in Boxes(fields.0).take(MAX_BOXES) {
        let (kind, body) = piece?;
        if matches!(&kind, b"thmb" | b"auxl") {
            found.insert(Fields(body).number(if version == 0 { 2 } else { 4 })? as u32);
        }
    }
    Ok(found)
}

/// Pictures that are put together of others, each with the first of those.
fn pieces(body: &[u8]) -> Checked<Vec<(u32, u32)>> {
    let mut fields = Fields(body);
    let (version, _) = fields.version()?;
    let width = if version == 0 { 2 } else { 4 };
    let mut found = Vec::new();
    for piece in Boxes(fields.0).take(MAX_BOXES) {
        let (kind, body) = piece?;
        if kind == *b"dimg" {
            let mut fields = Fields(body);
            let whole = fields.number(width)? as u32;
            if fields.number(2)? > 0 {
                found.push((whole, fields.number(width)? as u32));
            }
        }
    }
    Ok(found)
}

/// What is said of the pictures' colours, and of which.
#[derive(Default)]
struct Properties {
    /// In the file's order, those of other kinds too.
    all: Vec<Option<CodePoints>>,
    /// An item, and the number of a property of it, from 1.
    of: Vec<(u32, usize)>,
}

impl Properties {
    fn read(iprp: &[u8]) -> Checked<Self> {
        let mut properties = Self::default();
        for piece in Boxes(iprp).take(MAX_BOXES) {
            let (kind, body) = piece?;
            match &kind {
                b"ipco" => {
                    for piece in Boxes(body).take(MAX_BOXES) {
                        let (kind, body) = piece?;
                        let points = match (&kind, body) {
                            (b"colr", [b'n', b'c', b'l', b'x', 0, primaries, 0, transfer, ..]) => {
                                Some(CodePoints { primaries: *primaries, transfer: *transfer })
                            }
                            _ => None,
                        };
                        properties.all.push(points);
                    }
                }
                b"ipma" => properties.associations(body)?,
                _ => {}
            }
        }
        Ok(properties)
    }

    fn associations(&mut self, body: &[u8]) -> Checked<()> {
        let mut fields = Fields(body);
        let (version, flags) = fields.version()?;
        for _ in 0..fields.number(4)?.min(MAX_PIECES as u64) {
            let item = fields.number(if version == 0 { 2 } else { 4 })? as u32;
            for _ in 0..fields.number(1)? {
                let wide = flags & 1 == 1;
                // The first bit tells that a reader must know it.
                let number = fields.number(if wide { 2 } else { 1 })? & if wide { 0x7FFF } else { 0x7F };
                if self.of.len() > MAX_PIECES {
                    return Err(too_many());
                }
                self.of.push((item, number as usize));
            }
        }
        Ok(())
    }

    fn code_points(&self, item: u32) -> Option<CodePoints> {
        let mut numbers = self.of.iter().filter(|(of, _)| *of == item).map(|(_, number)| *number);
        numbers.find_map(|number| *self.all.get(number.checked_sub(1)?)?)
    }
}

/// The largest of the sizes that pictures in the file may have.
fn largest(iprp: &[u8]) -> Checked<(u32, u32)> {
    let (mut width, mut height) = (0, 0);
    for piece in Boxes(iprp).take(MAX_BOXES) {
        let (kind, properties) = piece?;
        if kind != *b"ipco" {
            continue;
        }
        for piece in Boxes(properties).take(MAX_BOXES) {
            let (kind, body) = piece?;
            if kind == *b"ispe" {
                let mut fields = Fields(body);
                fields.version()?;
                width = width.max(fields.number(4)? as u32);
                height = height.max(fields.number(4)? as u32);
            }
        }
    }
    Ok((width, height))
}

/// Where an item's bytes are.
struct Location {
    item: u32,
    /// 0: in the file; 1: in the box `idat`; 2: in another item, which nothing here needs.
    method: u64,
    pieces: Vec<(u64, u64)>,
}

impl Location {
    fn source<'a>(&self, bytes: &'a [u8], idat: &'a [u8]) -> Option<&'a [u8]> {
        match self.method {
            0 => Some(bytes),
            1 => Some(idat),
            _ => None,
        }
    }

    fn leaves(&self, bytes: &[u8], idat: &[u8]) -> bool {
        let Some(source) = self.source(bytes, idat) else { return false };
        self.pieces.iter().any(|(start, length)| start.saturating_add(*length) > source.len() as u64)
    }

    fn data(&self, bytes: &[u8], idat: &[u8], limit: usize) -> Checked<Option<Vec<u8>>> {
        let Some(source) = self.source(bytes, idat) else { return Ok(None) };
        let mut data = Vec::new();
        for (start, length) in &self.pieces {
            let start = usize::try_from(*start).map_err(|_| ends_early())?;
            let rest = source.get(start..).ok_or_else(ends_early)?;
            let length = usize::try_from(*length).map_err(|_| ends_early())?;
            let piece = rest.get(..length).ok_or_else(ends_early)?;
            if data.len() + piece.len() > limit {
                return Ok(None);
            }
            data.extend(piece);
        }
        Ok(Some(data))
    }
}

/// Numbers one after the other, as the boxes hold them.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, length: usize) -> Checked<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(ends_early)?;
        self.0 = rest;
        Ok(taken)
    }

    /// A number of up to 8 bytes.
    fn number(&mut self, bytes: usize) -> Checked<u64> {
        Ok(self.take(bytes)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn kind(&mut self) -> Checked<[u8; 4]> {
        let kind = self.take(4)?;
        Ok([kind[0], kind[1], kind[2], kind[3]])
    }

    fn version(&mut self) -> Checked<(u64, u64)> {
        Ok((self.number(1)?, self.number(3)?))
    }

    fn primary(&mut self) -> Checked<u32> {
        let (version, _) = self.version()?;
        Ok(self.number(if version == 0 { 2 } else { 4 })? as u32)
    }

    fn locations(&mut self) -> Checked<Vec<Location>> {
        let (version, _) = self.version()?;
        let sizes = self.number(2)?;
        let size = |shift: u32| ((sizes >> shift) & 0xF) as usize;
        let (offset_size, length_size, base_size) = (size(12), size(8), size(4));
        let index_size = if version == 0 { 0 } else { size(0) };
        if [offset_size, length_size, base_size, index_size].iter().any(|size| *size > 8) {
            return Err(Fault::Damaged("Invalid HEIC file structure: iloc".to_owned()));
        }
        let id_size = if version < 2 { 2 } else { 4 };
        let count = self.number(id_size)?;
        let mut pieces_left = MAX_PIECES;
        let mut locations = Vec::new();
        for _ in 0..count {
            let item = self.number(id_size)? as u32;
            let method = if version == 0 { 0 } else { self.number(2)? & 0xF };
            self.number(2)?;
            let base = self.number(base_size)?;
            let pieces = self.number(2)? as usize;
            pieces_left = pieces_left.checked_sub(pieces.max(1)).ok_or_else(too_many)?;
            let mut location = Location { item, method, pieces: Vec::new() };
            for _ in 0..pieces {
                self.number(index_size)?;
                let start = base.checked_add(self.number(offset_size)?).ok_or_else(ends_early)?;
                location.pieces.push((start, self.number(length_size)?));
            }
            locations.push(location);
        }
        Ok(locations)
    }
}
