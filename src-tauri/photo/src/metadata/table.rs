//! Where each standard keeps each field of a photo.

use ::exif::{Context, Tag};

use super::marks;
use dateline_base::PhotoField;

/// Windows keeps stars in a tag of its own, and what its Explorer lets people write.
const RATING: Tag = Tag(Context::Tiff, 0x4746);
const WINDOWS_TITLE: Tag = Tag(Context::Tiff, 0x9C9B);
const WINDOWS_COMMENT: Tag = Tag(Context::Tiff, 0x9C9C);
const WINDOWS_AUTHOR: Tag = Tag(Context::Tiff, 0x9C9D);
pub const WINDOWS_KEYWORDS: Tag = Tag(Context::Tiff, 0x9C9E);

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

pub static PLUS: Namespace = namespace("plus", "http://ns.useplus.org/ldf/xmp/1.0/");

/// Those that a packet of ours declares.
pub static NAMESPACES: [&Namespace; 6] = [&DC, &PHOTOSHOP, &RIGHTS, &IPTC_CORE, &IPTC_EXT, &PLUS];

static XMP: Namespace = namespace("xmp", "http://ns.adobe.com/xap/1.0/");
static TIFF: Namespace = namespace("tiff", "http://ns.adobe.com/tiff/1.0/");
static EXIF: Namespace = namespace("exif", "http://ns.adobe.com/exif/1.0/");
static EXIF_EX: Namespace = namespace("exifEX", "http://cipa.jp/exif/1.0/");
static AUX: Namespace = namespace("aux", "http://ns.adobe.com/exif/1.0/aux/");
static DYNAMIC_MEDIA: Namespace = namespace("xmpDM", "http://ns.adobe.com/xmp/1.0/DynamicMedia/");
static PHOTO_MECHANIC: Namespace = namespace("photomechanic", "http://ns.camerabits.com/photomechanic/1.0/");
static PRISM: Namespace = namespace("prism", "http://prismstandard.org/namespaces/basic/2.0/");
static PRISM_RIGHTS: Namespace = namespace("pur", "http://prismstandard.org/namespaces/prismusagerights/2.1/");

/// A property that holds others.
#[derive(Debug, PartialEq, Eq)]
pub struct Structure {
    pub namespace: &'static Namespace,
    pub name: &'static str,
    /// Whether all of them are read where there are several; else the first is.
    pub all: bool,
}

static LOCATION_SHOWN: Structure = Structure { namespace: &IPTC_EXT, name: "LocationShown", all: false };
static LOCATION_CREATED: Structure = Structure { namespace: &IPTC_EXT, name: "LocationCreated", all: false };
static LICENSOR: Structure = Structure { namespace: &PLUS, name: "Licensor", all: true };
static ABOUT: Structure = Structure { namespace: &IPTC_EXT, name: "AboutCvTerm", all: true };

pub static STRUCTURES: [&Structure; 4] = [&LOCATION_SHOWN, &LOCATION_CREATED, &LICENSOR, &ABOUT];

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
    /// Where to look, in turn, until one says something. The first is written.
    pub xmp: &'static [Property],
    /// A date has one dataset for the day and one for the time.
    pub iim: &'static [Dataset],
    /// Where to look, in turn.
    pub exif: &'static [Tag],
    /// A PNG's own words for it.
    pub png: &'static [&'static str],
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
const fn row(field: PhotoField, xmp: &'static [Property]) -> Row {
    Row { field, xmp, iim: &[], exif: &[], png: &[], goes_out: true }
}

/// A field that stays in the newsroom.
const fn kept(field: PhotoField, xmp: &'static [Property]) -> Row {
    Row { goes_out: false, ..row(field, xmp) }
}

impl Row {
    const fn iim(mut self, iim: &'static [Dataset]) -> Self {
        self.iim = iim;
        self
    }

    const fn exif(mut self, exif: &'static [Tag]) -> Self {
        self.exif = exif;
        self
    }

    const fn png(mut self, png: &'static [&'static str]) -> Self {
        self.png = png;
        self
    }
}

use PhotoField as Field;
use Shape::{Bag, Languages, Plain, Sequence};

/// The parts of a place. They are all of one place: a town of one and a country of another would be none.
pub const PLACE: [PhotoField; 5] = [Field::Place, Field::Sublocation, Field::State, Field::Country, Field::CountryCode];

pub static TABLE: [Row; PhotoField::ALL.len()] = [
    row(Field::Caption, &[in_xmp(&DC, "description", Languages), in_xmp(&TIFF, "ImageDescription", Languages)])
        .iim(&[in_iim(120, 2000)])
        .exif(&[Tag::ImageDescription, WINDOWS_COMMENT])
        .png(&["Description", "Comment"]),
    row(Field::Credit, &[in_xmp(&PHOTOSHOP, "Credit", Plain)]).iim(&[in_iim(110, 32)]),
    row(Field::AltText, &[in_xmp(&IPTC_CORE, "AltTextAccessibility", Languages)]),
    row(Field::Byline, &[in_xmp(&DC, "creator", Sequence), in_xmp(&TIFF, "Artist", Plain)])
        .iim(&[in_iim(80, 32)])
        .exif(&[Tag::Artist, WINDOWS_AUTHOR])
        .png(&["Author", "Artist"]),
    row(Field::Headline, &[in_xmp(&PHOTOSHOP, "Headline", Plain)]).iim(&[in_iim(105, 256)]),
    row(Field::ExtendedDescription, &[in_xmp(&IPTC_CORE, "ExtDescrAccessibility", Languages)]),
    row(Field::Source, &[in_xmp(&PHOTOSHOP, "Source", Plain)]).iim(&[in_iim(115, 32)]),
    row(Field::CaptionWriter, &[in_xmp(&PHOTOSHOP, "CaptionWriter", Plain)]).iim(&[in_iim(122, 32)]),
    row(Field::CopyrightNotice, &[in_xmp(&DC, "rights", Languages), in_xmp(&TIFF, "Copyright", Languages)])
        .iim(&[in_iim(116, 128)])
        .exif(&[Tag::Copyright])
        .png(&["Copyright"]),
    row(Field::UsageTerms, &[in_xmp(&RIGHTS, "UsageTerms", Languages)]),
    row(Field::People, &[in_xmp(&IPTC_EXT, "PersonInImage", Bag)]),
    row(
        Field::Place,
        &[
            in_xmp(&PHOTOSHOP, "City", Plain),
            // The IPTC's newer places, which some programs fill alone.
            in_xmp(&IPTC_EXT, "City", Languages).within(&LOCATION_SHOWN),
            in_xmp(&IPTC_EXT, "City", Languages).within(&LOCATION_CREATED),
        ],
    )
    .iim(&[in_iim(90, 32)]),
    row(
        Field::Sublocation,
        &[
            in_xmp(&IPTC_CORE, "Location", Plain),
            in_xmp(&IPTC_EXT, "Sublocation", Languages).within(&LOCATION_SHOWN),
            in_xmp(&IPTC_EXT, "Sublocation", Languages).within(&LOCATION_CREATED),
        ],
    )
    .iim(&[in_iim(92, 32)]),
    row(
        Field::State,
        &[
            in_xmp(&PHOTOSHOP, "State", Plain),
            in_xmp(&IPTC_EXT, "ProvinceState", Languages).within(&LOCATION_SHOWN),
            in_xmp(&IPTC_EXT, "ProvinceState", Languages).within(&LOCATION_CREATED),
        ],
    )
    .iim(&[in_iim(95, 32)]),
    row(
        Field::Country,
        &[
            in_xmp(&PHOTOSHOP, "Country", Plain),
            in_xmp(&IPTC_EXT, "CountryName", Languages).within(&LOCATION_SHOWN),
            in_xmp(&IPTC_EXT, "CountryName", Languages).within(&LOCATION_CREATED),
        ],
    )
    .iim(&[in_iim(101, 64)]),
    row(
        Field::CountryCode,
        &[
            in_xmp(&IPTC_CORE, "CountryCode", Plain),
            in_xmp(&IPTC_EXT, "CountryCode", Plain).within(&LOCATION_SHOWN),
            in_xmp(&IPTC_EXT, "CountryCode", Plain).within(&LOCATION_CREATED),
        ],
    )
    .iim(&[in_iim(100, 3)]),
    row(Field::DateCreated, &[in_xmp(&PHOTOSHOP, "DateCreated", Plain), in_xmp(&EXIF, "DateTimeOriginal", Plain)])
        .iim(&[in_iim(55, 8), in_iim(60, 11)])
        .exif(&[Tag::DateTimeOriginal])
        .png(&["Creation Time"]),
    row(Field::DigitalSourceType, &[in_xmp(&IPTC_EXT, "DigitalSourceType", Plain)]),
    row(Field::Title, &[in_xmp(&DC, "title", Languages)]).iim(&[in_iim(5, 64)]).exif(&[WINDOWS_TITLE]).png(&["Title"]),
    row(Field::Keywords, &[in_xmp(&DC, "subject", Bag)]).iim(&[in_iim(25, 64)]).exif(&[WINDOWS_KEYWORDS]),
    row(
        Field::Subjects,
        &[in_xmp(&IPTC_CORE, "SubjectCode", Bag), in_xmp(&IPTC_EXT, "CvTermId", Plain).within(&ABOUT)],
    )
    .iim(&[in_iim(12, 236)]),
    row(Field::WebStatement, &[in_xmp(&RIGHTS, "WebStatement", Plain)]),
    row(Field::Licensor, &[in_xmp(&PLUS, "LicensorName", Plain).within(&LICENSOR)]),
    row(Field::LicensorUrl, &[in_xmp(&PLUS, "LicensorURL", Plain).within(&LICENSOR)]),
    row(Field::DataMining, &[in_xmp(&PLUS, "DataMining", Plain)]),
    row(Field::OtherConstraints, &[in_xmp(&PLUS, "OtherConstraints", Languages)]),
    row(Field::AiSystem, &[in_xmp(&IPTC_EXT, "AISystemUsed", Plain)]),
    row(Field::AiSystemVersion, &[in_xmp(&IPTC_EXT, "AISystemVersionUsed", Plain)]),
    row(Field::AiPrompt, &[in_xmp(&IPTC_EXT, "AIPromptInformation", Plain)]),
    row(Field::AiPromptWriter, &[in_xmp(&IPTC_EXT, "AIPromptWriterName", Plain)]),
    // Each beside the text that it says again.
    row(Field::OtherLanguages, &[]),
    kept(Field::Usage, &[]),
    kept(Field::Instructions, &[in_xmp(&PHOTOSHOP, "Instructions", Plain)]).iim(&[in_iim(40, 256)]),
    kept(Field::JobId, &[in_xmp(&PHOTOSHOP, "TransmissionReference", Plain)]).iim(&[in_iim(103, 32)]),
    kept(Field::Embargoed, &[in_xmp(&PRISM_RIGHTS, "embargoDate", Bag), in_xmp(&PRISM, "embargoDate", Bag)])
        .iim(&[in_iim(30, 8), in_iim(35, 11)]),
    kept(Field::Expires, &[in_xmp(&PRISM_RIGHTS, "expirationDate", Bag), in_xmp(&PRISM, "expirationDate", Bag)])
        .iim(&[in_iim(37, 8), in_iim(38, 11)]),
    kept(Field::Rating, &[in_xmp(&XMP, "Rating", Plain).meaning(marks::stars)]).exif(&[RATING]),
    kept(
        Field::Pick,
        &[
            in_xmp(&DYNAMIC_MEDIA, "pick", Plain).meaning(marks::flag),
            in_xmp(&XMP, "Rating", Plain).meaning(marks::below_all_stars),
            in_xmp(&PHOTO_MECHANIC, "Tagged", Plain).meaning(marks::tagged),
        ],
    ),
    kept(Field::FocusPoint, &[]),
    kept(Field::Crop16x9, &[]),
    kept(Field::Crop4x3, &[]),
    kept(Field::Crop1x1, &[]),
    kept(Field::CropFree, &[]),
    kept(
        Field::Label,
        &[
            in_xmp(&XMP, "Label", Plain).meaning(marks::colour),
            in_xmp(&PHOTO_MECHANIC, "ColorClass", Plain).meaning(marks::colour_class),
        ],
    ),
    kept(Field::Camera, &[in_xmp(&TIFF, "Model", Plain)]).exif(&[Tag::Model]),
    kept(
        Field::Lens,
        &[in_xmp(&EXIF_EX, "LensModel", Plain).meaning(marks::lens), in_xmp(&AUX, "Lens", Plain).meaning(marks::lens)],
    )
    .exif(&[Tag::LensModel]),
    kept(Field::OriginalName, &[]),
];

/// The row of a field.
pub fn row_of(field: PhotoField) -> &'static Row {
    // As many rows as fields, in their order.
    &TABLE[field as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_photo_field_has_one_row() {
        let rows: Vec<PhotoField> = TABLE.iter().map(|row| row.field).collect();
        assert_eq!(rows, PhotoField::ALL);
        assert!(PhotoField::ALL.iter().all(|field| row_of(*field).field == *field));
    }

    #[test]
    fn what_goes_out_has_a_place_in_xmp_that_our_packets_declare() {
        for row in TABLE.iter().filter(|row| row.goes_out && row.field != Field::OtherLanguages) {
            let declared = row.xmp.first().is_some_and(|property| NAMESPACES.contains(&property.namespace));
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
