//! Which of several standards is believed: the Metadata Working Group's table (MWG 2.0), row by row.
//!
//! In one thing this goes its own way: EXIF, which MWG reads first, is read last. What cameras write there is what nobody
//! wrote, and programs that know the newer standards write those.

use std::path::Path;

use exif::Tag;

use super::{fields::packet, samples::*};
use crate::{Inspected, inspect, jpeg};
use dateline_base::{FieldValue, PhotoField, Standard};

/// A JPEG that says things in several standards.
#[derive(Default)]
struct Said {
    xmp: String,
    iim: Vec<u8>,
    exif: Vec<(Tag, &'static str)>,
    digest: Digest,
}

/// What a program that wrote both IIM and XMP left to tell whether IIM was changed since.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Digest {
    #[default]
    None,
    Fits,
    FitsNot,
}

impl Said {
    fn read(&self) -> Inspected {
        let mut picture = jpeg(30, 20);
        if !self.iim.is_empty() {
            let resource = |id: u16, content: &[u8]| {
                let filled = content.len() % 2;
                let size = (content.len() as u32).to_be_bytes();
                [b"8BIM", &id.to_be_bytes()[..], &[0, 0], &size, content, &[0][..filled]].concat()
            };
            let mut resources = resource(0x0404, &self.iim);
            match self.digest {
                Digest::None => {}
                Digest::Fits => resources.extend(resource(0x0425, &crate::metadata::md5(&self.iim))),
                Digest::FitsNot => resources.extend(resource(0x0425, &crate::metadata::md5(b"something else"))),
            }
            picture = picture.splice_segment(jpeg::APP13, &[b"Photoshop 3.0\0", &resources[..]].concat());
        }
        if !self.xmp.is_empty() {
            let packet = packet(&format!("<rdf:Description>{}</rdf:Description>", self.xmp));
            picture = picture.splice_segment(jpeg::APP1, &[jpeg::XMP, &packet].concat());
        }
        if !self.exif.is_empty() {
            let tags: Vec<_> = self.exif.iter().map(|(tag, text)| ascii(*tag, text)).collect();
            picture = with_exif(picture, &tags);
        }
        inspect(&picture, Path::new("anh.jpg")).unwrap()
    }
}

/// The properties that MWG reconciles: where each is, with what it may say there.
struct Row {
    field: PhotoField,
    xmp: fn(&str) -> String,
    iim: &'static [u8],
    exif: Option<Tag>,
}

fn languages(name: &str, text: &str) -> String {
    format!("<{name}><rdf:Alt><rdf:li xml:lang='x-default'>{text}</rdf:li></rdf:Alt></{name}>")
}

fn plain(name: &str, text: &str) -> String {
    format!("<{name}>{text}</{name}>")
}

fn several(name: &str, text: &str) -> String {
    let items: String = text.split("; ").map(|item| format!("<rdf:li>{item}</rdf:li>")).collect();
    format!("<{name}><rdf:Seq>{items}</rdf:Seq></{name}>")
}

const ROWS: [Row; 10] = [
    Row {
        field: PhotoField::Caption,
        xmp: |text| languages("dc:description", text),
        iim: &[120],
        exif: Some(Tag::ImageDescription),
    },
    Row { field: PhotoField::Byline, xmp: |text| several("dc:creator", text), iim: &[80], exif: Some(Tag::Artist) },
    Row {
        field: PhotoField::CopyrightNotice,
        xmp: |text| languages("dc:rights", text),
        iim: &[116],
        exif: Some(Tag::Copyright),
    },
    Row { field: PhotoField::Keywords, xmp: |text| several("dc:subject", text), iim: &[25], exif: None },
    Row { field: PhotoField::Place, xmp: |text| plain("ps:City", text), iim: &[90], exif: None },
    Row { field: PhotoField::State, xmp: |text| plain("ps:State", text), iim: &[95], exif: None },
    Row { field: PhotoField::Country, xmp: |text| plain("ps:Country", text), iim: &[101], exif: None },
    Row {
        field: PhotoField::Sublocation,
        xmp: |text| format!("<c:Location xmlns:c='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'>{text}</c:Location>"),
        iim: &[92],
        exif: None,
    },
    Row { field: PhotoField::Headline, xmp: |text| plain("ps:Headline", text), iim: &[105], exif: None },
    Row { field: PhotoField::Credit, xmp: |text| plain("ps:Credit", text), iim: &[110], exif: None },
];

fn text_of(found: &Inspected, field: PhotoField) -> String {
    match found.fields.get(field) {
        Some(FieldValue::Text(text)) => text.clone(),
        Some(FieldValue::List(items)) => items.join("; "),
        None => String::new(),
    }
}

#[test]
fn each_property_is_read_by_the_table() {
    use Digest::{Fits, FitsNot};
    use Standard::{Exif, Iim, Xmp};
    for Row { field, xmp, iim, exif } in ROWS {
        // What is said in each standard, the digest, and whose word counts.
        for (in_xmp, in_iim, in_exif, digest, expected) in [
            ("mới", "", "", Digest::None, Some(("mới", Xmp))),
            ("", "cũ", "", Digest::None, Some(("cũ", Iim))),
            ("", "", "máy", Digest::None, Some(("máy", Exif))),
            ("mới", "cũ", "", Digest::None, Some(("mới", Xmp))),
            ("mới", "cũ", "", Fits, Some(("mới", Xmp))),
            ("mới", "đã sửa", "", FitsNot, Some(("đã sửa", Iim))),
            ("mới", "", "máy", FitsNot, Some(("mới", Xmp))),
            ("", "đã sửa", "máy", FitsNot, Some(("đã sửa", Iim))),
            ("", "cũ", "máy", Fits, Some(("cũ", Iim))),
            ("mới", "cũ", "máy", Fits, Some(("mới", Xmp))),
            ("mới", "đã sửa", "máy", FitsNot, Some(("đã sửa", Iim))),
            ("một; hai", "một; ba", "", FitsNot, Some(("một; ba", Iim))),
            ("", "", "", Digest::None, None),
        ] {
            let expected =
                if exif.is_none() && expected.is_some_and(|(_, standard)| standard == Exif) { None } else { expected };
            let datasets = in_iim.split("; ").filter(|text| !text.is_empty());
            let datasets = match field {
                PhotoField::Byline | PhotoField::Keywords => datasets.map(str::to_owned).collect(),
                _ => vec![in_iim.to_owned()],
            };
            let said = Said {
                xmp: if in_xmp.is_empty() { String::new() } else { xmp(in_xmp) },
                // Something else of IIM is there in every case but that of no IIM at all.
                iim: match in_iim {
                    "" if digest == Digest::None => Vec::new(),
                    "" => dataset(122, b"A"),
                    _ => datasets.iter().flat_map(|text| dataset(iim[0], text.as_bytes())).collect(),
                },
                exif: exif.filter(|_| !in_exif.is_empty()).map(|tag| (tag, "máy")).into_iter().collect(),
                digest,
            };
            let found = said.read();
            let told = found.origins.get(&field).map(|standard| (text_of(&found, field), *standard));
            let expected = expected.map(|(text, standard)| (text.to_owned(), standard));
            assert_eq!(told, expected, "{}: {in_xmp:?} {in_iim:?} {in_exif:?} {digest:?}", field.name());
        }
    }
}

/// What IIM had no room for is no change.
#[test]
fn a_text_that_iim_cut_is_read_whole_though_iim_was_changed() {
    let long = "Hội nghị thảo luận suốt buổi sáng. ".repeat(80).trim().to_owned();
    let byline = "Nguyễn Thị Ánh Tuyết Minh Nguyệt; Trần Văn Bình";
    let mut end = 2000;
    while !long.is_char_boundary(end) {
        end -= 1;
    }
    let cut_name = &"Nguyễn Thị Ánh Tuyết Minh Nguyệt".as_bytes()[..31];
    let said = Said {
        xmp: [languages("dc:description", &long), several("dc:creator", byline), plain("ps:Credit", "Nguồn cũ")]
            .concat(),
        iim: [
            dataset(80, cut_name),
            dataset(80, "Trần Văn Bình".as_bytes()),
            dataset(110, "Nguồn mới".as_bytes()),
            dataset(120, &long.as_bytes()[..end]),
        ]
        .concat(),
        digest: Digest::FitsNot,
        ..Said::default()
    };
    let found = said.read();
    assert_eq!(text_of(&found, PhotoField::Caption), long);
    assert_eq!(text_of(&found, PhotoField::Byline), byline);
    assert_eq!(text_of(&found, PhotoField::Credit), "Nguồn mới");
}

#[test]
fn a_date_is_as_exact_as_anyone_who_agrees_knows_it() {
    let exif_date = |text| vec![(Tag::DateTimeOriginal, text)];
    for (xmp, iim, exif, expected, standard) in [
        // A year and a month stay so, and a scanner's day is another's.
        ("1972", ("", ""), exif_date("2015:03:02 10:00:00"), "1972", Standard::Xmp),
        ("1972-05", ("", ""), exif_date("2015:03:02 10:00:00"), "1972-05", Standard::Xmp),
        ("", ("19720000", ""), exif_date("2015:03:02 10:00:00"), "1972", Standard::Iim),
        ("", ("19720500", ""), vec![], "1972-05", Standard::Iim),
        // Whoever says the same and more is believed.
        ("2019-10-15", ("", ""), exif_date("2019:10:15 08:30:00"), "2019-10-15T08:30:00", Standard::Exif),
        ("2019", ("20191015", ""), vec![], "2019-10-15", Standard::Iim),
        ("2019-10", ("20191015", "083000+0700"), vec![], "2019-10-15T08:30:00+07:00", Standard::Iim),
        ("2019-10-15T08:30:00", ("20191015", "083000+0700"), vec![], "2019-10-15T08:30:00+07:00", Standard::Iim),
        // By a clock whose zone nobody told.
        ("2019-10-15T08:30:00", ("", ""), vec![], "2019-10-15T08:30:00", Standard::Xmp),
        ("", ("", ""), exif_date("2019:10:15 08:30:00"), "2019-10-15T08:30:00", Standard::Exif),
        ("", ("20191015", "083000"), vec![], "2019-10-15T08:30:00", Standard::Iim),
        // Other separators.
        ("2019/10/15 08:30", ("", ""), vec![], "2019-10-15T08:30:00", Standard::Xmp),
        ("", ("", ""), exif_date("2019-10-15 08:30:00"), "2019-10-15T08:30:00", Standard::Exif),
        ("", ("", ""), exif_date("2019/10/15 08.30.00"), "2019-10-15T08:30:00", Standard::Exif),
        ("", ("", ""), exif_date("2019.10.15"), "2019-10-15", Standard::Exif),
        // What is blank says nothing.
        ("2019", ("00000000", ""), exif_date("    :  :     :  :  "), "2019", Standard::Xmp),
    ] {
        let iim_of = |number, text: &str| if text.is_empty() { Vec::new() } else { dataset(number, text.as_bytes()) };
        let said = Said {
            xmp: if xmp.is_empty() { String::new() } else { plain("ps:DateCreated", xmp) },
            iim: [iim_of(55, iim.0), iim_of(60, iim.1)].concat(),
            exif: exif.clone(),
            ..Said::default()
        };
        let found = said.read();
        let told = (found.fields.text(PhotoField::DateCreated), found.origins.get(&PhotoField::DateCreated));
        assert_eq!(told, (expected, Some(&standard)), "{xmp:?} {iim:?} {exif:?}");
        PhotoField::DateCreated.kind().check("date", &told.0.into()).unwrap();
    }
}

/// An embargo by a clock that nobody knows ends with its day.
#[test]
fn what_must_be_a_day_or_a_moment_is_never_less() {
    for (xmp, expected) in [
        ("2019-10-16T18:00:00+07:00", "2019-10-16T18:00:00+07:00"),
        ("2019-10-16T18:00:00", "2019-10-16"),
        ("2019-10", ""),
    ] {
        let found = Said { xmp: plain("prism:embargoDate", xmp), ..Said::default() }.read();
        assert_eq!(found.fields.text(PhotoField::Embargoed), expected, "{xmp}");
    }
}
