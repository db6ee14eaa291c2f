//! Where each standard keeps each field of a photo.

use ::exif::Tag;

use crate::story::PhotoField;

/// An XMP namespace: the prefix we write, and the name that counts.
#[derive(Debug, PartialEq, Eq)]
pub struct Namespace {
    pub prefix: &'static str,
    pub uri: &'static str,
}

pub static DC: Namespace = Namespace { prefix: "dc", uri: "http://purl.org/dc/elements/1.1/" };
pub static PHOTOSHOP: Namespace = Namespace { prefix: "photoshop", uri: "http://ns.adobe.com/photoshop/1.0/" };
pub static RIGHTS: Namespace = Namespace { prefix: "xmpRights", uri: "http://ns.adobe.com/xap/1.0/rights/" };
pub static IPTC_CORE: Namespace =
    Namespace { prefix: "Iptc4xmpCore", uri: "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" };
pub static IPTC_EXT: Namespace =
    Namespace { prefix: "Iptc4xmpExt", uri: "http://iptc.org/std/Iptc4xmpExt/2008-02-29/" };

pub static NAMESPACES: [&Namespace; 5] = [&DC, &PHOTOSHOP, &RIGHTS, &IPTC_CORE, &IPTC_EXT];

/// How XMP wraps a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Plain,
    /// The same text in several languages; we write the default one.
    Languages,
    /// Several in order.
    Sequence,
    /// Several in no order.
    Bag,
}

#[derive(Debug)]
pub struct Property {
    pub namespace: &'static Namespace,
    pub name: &'static str,
    pub shape: Shape,
}

/// A dataset of record 2, and the most bytes the standard lets it hold.
#[derive(Debug)]
pub struct Dataset {
    pub number: u8,
    pub max_bytes: usize,
}

#[derive(Debug)]
pub struct Row {
    pub field: PhotoField,
    /// Where there are several, their texts are read one after the other with commas between them. Written is the
    /// first: cutting one text into town and country could only guess.
    pub xmp: &'static [Property],
    /// As with `xmp`; a date has one dataset for the day and one for the time.
    pub iim: &'static [Dataset],
    pub exif: Option<Tag>,
}

const fn in_xmp(namespace: &'static Namespace, name: &'static str, shape: Shape) -> Property {
    Property { namespace, name, shape }
}

const fn in_iim(number: u8, max_bytes: usize) -> Dataset {
    Dataset { number, max_bytes }
}

use Shape::{Bag, Languages, Plain, Sequence};

pub static TABLE: [Row; 14] = [
    Row {
        field: PhotoField::Caption,
        xmp: &[in_xmp(&DC, "description", Languages)],
        iim: &[in_iim(120, 2000)],
        exif: Some(Tag::ImageDescription),
    },
    Row { field: PhotoField::Credit, xmp: &[in_xmp(&PHOTOSHOP, "Credit", Plain)], iim: &[in_iim(110, 32)], exif: None },
    Row {
        field: PhotoField::AltText,
        xmp: &[in_xmp(&IPTC_CORE, "AltTextAccessibility", Languages)],
        iim: &[],
        exif: None,
    },
    Row {
        field: PhotoField::Byline,
        xmp: &[in_xmp(&DC, "creator", Sequence)],
        iim: &[in_iim(80, 32)],
        exif: Some(Tag::Artist),
    },
    Row {
        field: PhotoField::Headline,
        xmp: &[in_xmp(&PHOTOSHOP, "Headline", Plain)],
        iim: &[in_iim(105, 256)],
        exif: None,
    },
    Row {
        field: PhotoField::ExtendedDescription,
        xmp: &[in_xmp(&IPTC_CORE, "ExtDescrAccessibility", Languages)],
        iim: &[],
        exif: None,
    },
    Row { field: PhotoField::Source, xmp: &[in_xmp(&PHOTOSHOP, "Source", Plain)], iim: &[in_iim(115, 32)], exif: None },
    Row {
        field: PhotoField::CaptionWriter,
        xmp: &[in_xmp(&PHOTOSHOP, "CaptionWriter", Plain)],
        iim: &[in_iim(122, 32)],
        exif: None,
    },
    Row {
        field: PhotoField::CopyrightNotice,
        xmp: &[in_xmp(&DC, "rights", Languages)],
        iim: &[in_iim(116, 128)],
        exif: Some(Tag::Copyright),
    },
    Row { field: PhotoField::UsageTerms, xmp: &[in_xmp(&RIGHTS, "UsageTerms", Languages)], iim: &[], exif: None },
    Row { field: PhotoField::People, xmp: &[in_xmp(&IPTC_EXT, "PersonInImage", Bag)], iim: &[], exif: None },
    Row {
        field: PhotoField::Place,
        xmp: &[in_xmp(&PHOTOSHOP, "City", Plain), in_xmp(&PHOTOSHOP, "Country", Plain)],
        iim: &[in_iim(90, 32), in_iim(101, 64)],
        exif: None,
    },
    Row {
        field: PhotoField::DateCreated,
        xmp: &[in_xmp(&PHOTOSHOP, "DateCreated", Plain)],
        iim: &[in_iim(55, 8), in_iim(60, 11)],
        exif: Some(Tag::DateTimeOriginal),
    },
    Row {
        field: PhotoField::DigitalSourceType,
        xmp: &[in_xmp(&IPTC_EXT, "DigitalSourceType", Plain)],
        iim: &[],
        exif: None,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_photo_field_has_one_row_and_a_place_in_xmp() {
        let rows: Vec<PhotoField> = TABLE.iter().map(|row| row.field).collect();
        assert_eq!(rows, PhotoField::ALL);
        assert!(TABLE.iter().all(|row| !row.xmp.is_empty()));
    }
}
