//! EXIF: what the camera wrote. Only orientation and the fields of the table are ever asked for.

use ::exif::{Context, In, Reader, Tag, Value};
use image::metadata::Orientation;

use super::{
    dates,
    iim::{self, Charset},
    marks,
    table::TABLE,
    tidy,
};
use dateline_base::{FieldKind, PhotoField, PhotoFields};

/// TIFF tags that carry the other standards, and those that tell a camera's raw file.
const XMP: Tag = Tag(Context::Tiff, 700);
const IIM: Tag = Tag(Context::Tiff, 33_723);
const PHOTOSHOP: Tag = Tag(Context::Tiff, 34_377);
const ICC: Tag = Tag(Context::Tiff, 34_675);
const NEW_SUBFILE_TYPE: Tag = Tag(Context::Tiff, 254);
const DNG_VERSION: Tag = Tag(Context::Tiff, 50_706);

/// What cameras write where nobody wrote a caption.
const PLACEHOLDERS: &[&str] = &[
    "OLYMPUS DIGITAL CAMERA",
    "MINOLTA DIGITAL CAMERA",
    "KONICA MINOLTA DIGITAL CAMERA",
    "SAMSUNG DIGITAL CAMERA",
    "SONY DSC",
    "DCIM\\100GOPRO",
    "DCIM\\100MEDIA",
    "Exif_JPEG_PICTURE",
    "<Digimax",
];

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
            let Some(mut texts) = row.exif.map(|tag| self.texts(tag)) else { continue };
            texts.retain(|text| !PLACEHOLDERS.iter().any(|words| text.trim().starts_with(words)));
            if row.field == PhotoField::Lens {
                texts = texts.iter().filter_map(|text| marks::lens(text)).collect();
            }
            if row.field.kind() == FieldKind::Date {
                let offset = self.texts(Tag::OffsetTimeOriginal).concat();
                texts = texts.iter().filter_map(|text| dates::from_exif(text.trim(), offset.trim())).collect();
            }
            if let Some(value) = tidy::value(row.field.kind(), texts) {
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

    pub fn iim(&self) -> Option<Vec<u8>> {
        self.bytes(IIM).or_else(|| iim::resource(&self.bytes(PHOTOSHOP)?))
    }

    /// Officially ASCII; cameras and programs write UTF-8, or whatever their system speaks.
    fn texts(&self, tag: Tag) -> Vec<String> {
        match self.0.get_field(tag, In::PRIMARY).map(|field| &field.value) {
            Some(Value::Ascii(texts)) => texts.iter().map(|text| iim::decoded(text, Charset::Unsaid)).collect(),
            Some(Value::Short(numbers)) => numbers.iter().take(1).map(u16::to_string).collect(),
            _ => Vec::new(),
        }
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
