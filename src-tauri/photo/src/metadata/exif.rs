//! EXIF: what the camera wrote. Only orientation and the fields of the table are ever asked for.

use ::exif::{Context, In, Reader, Tag, Value};
use image::metadata::Orientation;

use super::{
    dates,
    iim::{self, Charset},
    marks,
    table::{TABLE, WINDOWS_KEYWORDS},
    tidy,
};
use dateline_base::{PhotoField, PhotoFields};

/// TIFF tags that carry the other standards, and those that tell a camera's raw file.
const XMP: Tag = Tag(Context::Tiff, 700);
const IIM: Tag = Tag(Context::Tiff, 33_723);
const PHOTOSHOP: Tag = Tag(Context::Tiff, 34_377);
const ICC: Tag = Tag(Context::Tiff, 34_675);
const NEW_SUBFILE_TYPE: Tag = Tag(Context::Tiff, 254);
const DNG_VERSION: Tag = Tag(Context::Tiff, 50_706);

/// EXIF 3.0's own kind for texts, and the one of old.
const UTF8: u16 = 129;

pub struct Exif(::exif::Exif);

impl Exif {
    /// As much as can be read; `None` where nothing can.
    pub fn parse(block: &[u8]) -> Option<Self> {
        let mut reader = Reader::new();
        let read = reader.continue_on_error(true).read_raw(block.to_vec());
        read.or_else(|error| error.distill_partial_result(drop)).ok().map(Self)
    }

    pub fn orientation(&self) -> Orientation {
        let field = self.0.get_field(Tag::Orientation, In::PRIMARY);
        let number = field.and_then(|field| field.value.get_uint(0)).and_then(|number| u8::try_from(number).ok());
        number.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms)
    }

    /// Cameras set to Adobe RGB say so in this way, and many put no profile in.
    pub fn is_adobe_rgb(&self) -> bool {
        self.texts(Tag::InteroperabilityIndex).concat().starts_with("R03")
    }

    pub fn fields(&self) -> PhotoFields {
        let mut fields = PhotoFields::default();
        for row in &TABLE {
            let told = |tag: &Tag| {
                let mut texts = self.texts(*tag);
                if row.field == PhotoField::Lens {
                    texts = texts.iter().filter_map(|text| marks::lens(text)).collect();
                }
                if *tag == Tag::DateTimeOriginal {
                    let offset = self.texts(Tag::OffsetTimeOriginal).concat();
                    texts = texts.iter().filter_map(|text| dates::from_exif(text, &offset)).collect();
                }
                if *tag == WINDOWS_KEYWORDS {
                    texts = texts.iter().flat_map(|text| text.split(';')).map(str::to_owned).collect();
                }
                tidy::found(row.field, texts)
            };
            if let Some(value) = row.exif.iter().find_map(told) {
                fields.set(row.field, value);
            }
        }
        fields
    }

    /// A camera's raw file dressed as a TIFF: its first picture is a thumbnail.
    pub fn is_raw(&self) -> bool {
        let subfile = self.0.get_field(NEW_SUBFILE_TYPE, In::PRIMARY).and_then(|field| field.value.get_uint(0));
        subfile.is_some_and(|bits| bits & 1 == 1) || self.0.get_field(DNG_VERSION, In::PRIMARY).is_some()
    }

    pub fn xmp(&self) -> Option<Vec<u8>> {
        self.bytes(XMP)
    }

    pub fn icc(&self) -> Option<Vec<u8>> {
        self.bytes(ICC)
    }

    /// IIM in a tag of its own, with the digest that stands among Photoshop's resources; or there itself.
    pub fn iim(&self) -> Option<iim::Block> {
        let resources = self.bytes(PHOTOSHOP).map(|bytes| iim::resources(&bytes)).unwrap_or_default();
        match self.bytes(IIM) {
            Some(datasets) => {
                // Some programs put the resources there.
                let nested = iim::resources(&datasets).iim.filter(|_| !datasets.starts_with(&[0x1C]));
                let digest = resources.iim.and_then(|block| block.digest);
                Some(nested.unwrap_or(iim::Block { datasets, digest }))
            }
            None => resources.iim,
        }
    }

    /// Officially ASCII, and UTF-8 since EXIF 3.0; cameras and programs write UTF-8 in either, or whatever their system
    /// speaks. Windows' own tags are UTF-16.
    fn texts(&self, tag: Tag) -> Vec<String> {
        let Some(field) = self.0.get_field(tag, In::PRIMARY) else { return Vec::new() };
        let text = |bytes: &[u8]| iim::decoded(bytes, Charset::Unsaid).trim_matches('\0').to_owned();
        match &field.value {
            Value::Ascii(texts) => texts.iter().map(|bytes| text(bytes)).collect(),
            Value::Short(numbers) => numbers.iter().take(1).map(u16::to_string).collect(),
            Value::Byte(bytes) | Value::Undefined(bytes, _) if (0x9C9B..=0x9C9F).contains(&tag.number()) => {
                let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
                vec![String::from_utf16_lossy(&units).trim_matches('\0').to_owned()]
            }
            Value::Byte(bytes) | Value::Undefined(bytes, _) => vec![text(bytes)],
            Value::Unknown(UTF8, count, place) => {
                self.unknown(*count as usize, *place as usize).map(text).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The bytes of a value whose kind the reader does not know; it stands at its place, or where that says.
    fn unknown(&self, count: usize, place: usize) -> Option<&[u8]> {
        let block = self.0.buf();
        let number = block.get(place..)?.first_chunk()?;
        let start = match count {
            0..=4 => place,
            _ if self.0.little_endian() => u32::from_le_bytes(*number) as usize,
            _ => u32::from_be_bytes(*number) as usize,
        };
        block.get(start..start.checked_add(count)?)
    }

    fn bytes(&self, tag: Tag) -> Option<Vec<u8>> {
        match &self.0.get_field(tag, In::PRIMARY)?.value {
            Value::Byte(bytes) | Value::Undefined(bytes, _) => Some(bytes.clone()),
            // Some programs store IIM as numbers; the bytes are the same.
            Value::Long(numbers) => {
                let to_bytes = if self.0.little_endian() { u32::to_le_bytes } else { u32::to_be_bytes };
                Some(numbers.iter().copied().flat_map(to_bytes).collect())
            }
            _ => None,
        }
    }
}
