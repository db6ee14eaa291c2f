//! Where each standard keeps each field of a photo.

use ::exif::{Context, Tag};

use super::marks;
use dateline_base::PhotoField;

/// Stars, as Windows writes them.
const RATING: Tag = Tag(Context::Tiff, 0x4746);

/// An XMP namespace: the prefix we write, and the name that counts.
#[derive(Debug, PartialEq, Eq)]
pub struct Namespace {
    pub prefix: &'static str,
    pub uri: &'static str,
}

const fn namespace(prefix: &'static str, uri: &'static str) -> Namespace {
    Namespace { prefix, uri }
}

pub static DC: Namespace = namespace("dc", "http://purl.org/dc/elements/1.1/");
pub static PHOTOSHOP: Namespace = namespace("photoshop", "http://ns.adobe.com/photoshop/1.0/");
pub static RIGHTS: Namespace = namespace("xmpRights", "http://ns.adobe.com/xap/1.0/rights/");
pub static IPTC_CORE: Namespace = namespace("Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/");
pub static IPTC_EXT: Namespace = namespace("Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/");

/// Those that a packet of ours declares.
pub static NAMESPACES: [&Namespace; 5] = [&DC, &PHOTOSHOP, &RIGHTS, &IPTC_CORE, &IPTC_EXT];

static XMP: Namespace = namespace("xmp", "http://ns.adobe.com/xap/1.0/");
static TIFF: Namespace = namespace("tiff", "http://ns.adobe.com/tiff/1.0/");
static EXIF_EX: Namespace = namespace("exifEX", "http://cipa.jp/exif/1.0/");
static AUX: Namespace = namespace("aux", "http://ns.adobe.com/exif/1.0/aux/");
static DYNAMIC_MEDIA: Namespace = namespace("xmpDM", "http://ns.adobe.com/xmp/1.0/DynamicMedia/");
static PHOTO_MECHANIC: Namespace = namespace("photomechanic", "http://ns.camerabits.com/photomechanic/1.0/");
static PRISM: Namespace = namespace("prism", "http://prismstandard.org/namespaces/basic/2.0/");
static PRISM_RIGHTS: Namespace = namespace("pur", "http://prismstandard.org/namespaces/prismusagerights/2.1/");

/// A property that holds others. Where there are several of a kind, the first is read.
#[derive(Debug, PartialEq, Eq)]
pub struct Structure {
    pub namespace: &'static Namespace,
    pub name: &'static str,
}

static LOCATION_SHOWN: Structure = Structure { namespace: &IPTC_EXT, name: "LocationShown" };
static LOCATION_CREATED: Structure = Structure { namespace: &IPTC_EXT, name: "LocationCreated" };

pub static STRUCTURES: [&Structure; 2] = [&LOCATION_SHOWN, &LOCATION_CREATED];

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
    /// Where it stands; most stand at the top.
    pub within: Option<&'static Structure>,
    /// What a text in it says, in our words.
    pub means: fn(&str) -> Option<String>,
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
    /// Places to look, in turn, until one says something. Where a place is several properties, their texts are read one
    /// after the other with commas between them. Written is the first property of the first place: cutting one text
    /// into town and country could only guess.
    pub xmp: &'static [&'static [Property]],
    /// Several are read as several properties of XMP are; a date has one dataset for the day and one for the time.
    pub iim: &'static [Dataset],
    pub exif: Option<Tag>,
    /// Whether it is written into pictures that leave the newsroom.
    pub goes_out: bool,
}

const fn in_xmp(namespace: &'static Namespace, name: &'static str, shape: Shape) -> Property {
    Property { namespace, name, shape, within: None, means: marks::as_written }
}

const fn in_iim(number: u8, max_bytes: usize) -> Dataset {
    Dataset { number, max_bytes }
}

impl Property {
    const fn within(mut self, structure: &'static Structure) -> Self {
        self.within = Some(structure);
        self
    }

    const fn meaning(mut self, means: fn(&str) -> Option<String>) -> Self {
        self.means = means;
        self
    }
}

/// A field that goes out.
const fn row(
    field: PhotoField,
    xmp: &'static [&'static [Property]],
    iim: &'static [Dataset],
    exif: Option<Tag>,
) -> Row {
    Row { field, xmp, iim, exif, goes_out: true }
}

/// A field that stays in the newsroom.
const fn kept(
    field: PhotoField,
    xmp: &'static [&'static [Property]],
    iim: &'static [Dataset],
    exif: Option<Tag>,
) -> Row {
    Row { field, xmp, iim, exif, goes_out: false }
}

use PhotoField as Field;
use Shape::{Bag, Languages, Plain, Sequence};

pub static TABLE: [Row; 28] = [
    row(Field::Caption, &[&[in_xmp(&DC, "description", Languages)]], &[in_iim(120, 2000)], Some(Tag::ImageDescription)),
    row(Field::Credit, &[&[in_xmp(&PHOTOSHOP, "Credit", Plain)]], &[in_iim(110, 32)], None),
    row(Field::AltText, &[&[in_xmp(&IPTC_CORE, "AltTextAccessibility", Languages)]], &[], None),
    row(Field::Byline, &[&[in_xmp(&DC, "creator", Sequence)]], &[in_iim(80, 32)], Some(Tag::Artist)),
    row(Field::Headline, &[&[in_xmp(&PHOTOSHOP, "Headline", Plain)]], &[in_iim(105, 256)], None),
    row(Field::ExtendedDescription, &[&[in_xmp(&IPTC_CORE, "ExtDescrAccessibility", Languages)]], &[], None),
    row(Field::Source, &[&[in_xmp(&PHOTOSHOP, "Source", Plain)]], &[in_iim(115, 32)], None),
    row(Field::CaptionWriter, &[&[in_xmp(&PHOTOSHOP, "CaptionWriter", Plain)]], &[in_iim(122, 32)], None),
    row(Field::CopyrightNotice, &[&[in_xmp(&DC, "rights", Languages)]], &[in_iim(116, 128)], Some(Tag::Copyright)),
    row(Field::UsageTerms, &[&[in_xmp(&RIGHTS, "UsageTerms", Languages)]], &[], None),
    row(Field::People, &[&[in_xmp(&IPTC_EXT, "PersonInImage", Bag)]], &[], None),
    row(
        Field::Place,
        &[
            &[in_xmp(&PHOTOSHOP, "City", Plain), in_xmp(&PHOTOSHOP, "Country", Plain)],
            // The IPTC's newer places, which some programs fill alone.
            &[
                in_xmp(&IPTC_EXT, "City", Languages).within(&LOCATION_SHOWN),
                in_xmp(&IPTC_EXT, "CountryName", Languages).within(&LOCATION_SHOWN),
            ],
            &[
                in_xmp(&IPTC_EXT, "City", Languages).within(&LOCATION_CREATED),
                in_xmp(&IPTC_EXT, "CountryName", Languages).within(&LOCATION_CREATED),
            ],
        ],
        &[in_iim(90, 32), in_iim(101, 64)],
        None,
    ),
    row(
        Field::DateCreated,
        &[&[in_xmp(&PHOTOSHOP, "DateCreated", Plain)]],
        &[in_iim(55, 8), in_iim(60, 11)],
        Some(Tag::DateTimeOriginal),
    ),
    row(Field::DigitalSourceType, &[&[in_xmp(&IPTC_EXT, "DigitalSourceType", Plain)]], &[], None),
    kept(Field::Usage, &[], &[], None),
    kept(
        Field::Embargoed,
        &[&[in_xmp(&PRISM_RIGHTS, "embargoDate", Bag)], &[in_xmp(&PRISM, "embargoDate", Bag)]],
        &[in_iim(30, 8), in_iim(35, 11)],
        None,
    ),
    kept(
        Field::Expires,
        &[&[in_xmp(&PRISM_RIGHTS, "expirationDate", Bag)], &[in_xmp(&PRISM, "expirationDate", Bag)]],
        &[in_iim(37, 8), in_iim(38, 11)],
        None,
    ),
    kept(Field::Rating, &[&[in_xmp(&XMP, "Rating", Plain).meaning(marks::stars)]], &[], Some(RATING)),
    kept(
        Field::Pick,
        &[
            &[in_xmp(&DYNAMIC_MEDIA, "pick", Plain).meaning(marks::flag)],
            &[in_xmp(&XMP, "Rating", Plain).meaning(marks::below_all_stars)],
            &[in_xmp(&PHOTO_MECHANIC, "Tagged", Plain).meaning(marks::tagged)],
        ],
        &[],
        None,
    ),
    kept(Field::FocusPoint, &[], &[], None),
    kept(Field::Crop16x9, &[], &[], None),
    kept(Field::Crop4x3, &[], &[], None),
    kept(Field::Crop1x1, &[], &[], None),
    kept(Field::CropFree, &[], &[], None),
    kept(
        Field::Label,
        &[
            &[in_xmp(&XMP, "Label", Plain).meaning(marks::colour)],
            &[in_xmp(&PHOTO_MECHANIC, "ColorClass", Plain).meaning(marks::colour_class)],
        ],
        &[],
        None,
    ),
    kept(Field::Camera, &[&[in_xmp(&TIFF, "Model", Plain)]], &[], Some(Tag::Model)),
    kept(
        Field::Lens,
        &[
            &[in_xmp(&EXIF_EX, "LensModel", Plain).meaning(marks::lens)],
            &[in_xmp(&AUX, "Lens", Plain).meaning(marks::lens)],
        ],
        &[],
        Some(Tag::LensModel),
    ),
    kept(Field::OriginalName, &[], &[], None),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_photo_field_has_one_row() {
        let rows: Vec<PhotoField> = TABLE.iter().map(|row| row.field).collect();
        assert_eq!(rows, PhotoField::ALL);
    }

    #[test]
    fn what_goes_out_has_a_place_in_xmp_that_our_packets_declare() {
        for row in TABLE.iter().filter(|row| row.goes_out) {
            let written = row.xmp.first().and_then(|place| place.first());
            let declared = written.is_some_and(|property| NAMESPACES.contains(&property.namespace));
            assert!(declared, "{}", row.field.name());
        }
    }

    #[test]
    fn what_stays_in_the_newsroom_is_named_here_too() {
        let kept: Vec<PhotoField> = TABLE.iter().filter(|row| !row.goes_out).map(|row| row.field).collect();
        let from = PhotoField::ALL.iter().position(|field| *field == Field::Usage);
        assert_eq!(Some(kept.as_slice()), from.map(|from| &PhotoField::ALL[from..]));
    }
}
