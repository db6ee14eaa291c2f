//! What we write, as programs that we did not write read it: exiftool and exiv2.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use super::{fields::full, samples::*};
use crate::{Encoding, Frame, Ladder, Part, embed, inspect, renditions};
use dateline_base::{Area, PhotoField, PhotoFields, Progress};

/// What the program prints; `None`, said aloud, where it is not installed.
fn output(program: &str, arguments: &[&str], file: &Path) -> Option<String> {
    match Command::new(program).args(arguments).arg(file).output() {
        Ok(output) => {
            assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            eprintln!("SKIPPED: {program} is not installed");
            None
        }
        Err(error) => panic!("{program}: {error}"),
    }
}

/// What goes out of a picture that had everything it should lose, with `fields` in it, on disk: the whole and a crop,
/// as JPEG and as WebP.
fn outputs(fields: &PhotoFields) -> (tempfile::TempDir, Vec<PathBuf>) {
    let thumbnail = jpeg(30, 20);
    let mut tags = secrets();
    tags.push(turned(6));
    let original = jpeg(960, 640).splice_segment(0xE1, &[b"Exif\0\0", &exif(&tags, Some(&thumbnail))[..]].concat());
    let original = [&original[..], b"TRAILING-0042", &jpeg(60, 40)].concat();
    let crop = Frame { part: Part::CropFree, area: Area { left: 0.0, top: 0.0, width: 1.0, height: 0.7 } };
    let encodings = [Encoding::Jpeg, Encoding::WebP];
    let ladders: Vec<Ladder> = [Frame::WHOLE, crop]
        .into_iter()
        .flat_map(|frame| encodings.map(|encoding| Ladder { frame, encoding }))
        .collect();
    let made = renditions(&original, Path::new("a.jpg"), &ladders, &Progress::unwatched()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (ladder, made) in ladders.iter().zip(made) {
        let name = format!("anh-{}.{}", paths.len(), ladder.encoding.extension());
        let path = folder.path().join(name);
        std::fs::write(&path, embed(&made[0].bytes, fields).unwrap()).unwrap();
        paths.push(path);
    }
    (folder, paths)
}

fn is_webp(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "webp")
}

/// What exiftool calls the fields that are one text.
const TEXTS_IN_XMP: [(&str, PhotoField); 18] = [
    ("XMP-dc:Description", PhotoField::Caption),
    ("XMP-photoshop:Credit", PhotoField::Credit),
    ("XMP-iptcCore:AltTextAccessibility", PhotoField::AltText),
    ("XMP-photoshop:Headline", PhotoField::Headline),
    ("XMP-iptcCore:ExtDescrAccessibility", PhotoField::ExtendedDescription),
    ("XMP-photoshop:Source", PhotoField::Source),
    ("XMP-photoshop:CaptionWriter", PhotoField::CaptionWriter),
    ("XMP-dc:Rights", PhotoField::CopyrightNotice),
    ("XMP-xmpRights:UsageTerms", PhotoField::UsageTerms),
    ("XMP-photoshop:City", PhotoField::Place),
    ("XMP-iptcCore:Location", PhotoField::Sublocation),
    ("XMP-photoshop:State", PhotoField::State),
    ("XMP-photoshop:Country", PhotoField::Country),
    ("XMP-iptcCore:CountryCode", PhotoField::CountryCode),
    ("XMP-dc:Title", PhotoField::Title),
    ("XMP-xmpRights:WebStatement", PhotoField::WebStatement),
    ("XMP-plus:OtherConstraints", PhotoField::OtherConstraints),
    ("XMP-iptcExt:DigitalSourceType", PhotoField::DigitalSourceType),
];
const TEXTS_IN_IIM: [(&str, PhotoField); 13] = [
    ("IPTC:Caption-Abstract", PhotoField::Caption),
    ("IPTC:Credit", PhotoField::Credit),
    ("IPTC:By-line", PhotoField::Byline),
    ("IPTC:Headline", PhotoField::Headline),
    ("IPTC:Source", PhotoField::Source),
    ("IPTC:Writer-Editor", PhotoField::CaptionWriter),
    ("IPTC:CopyrightNotice", PhotoField::CopyrightNotice),
    ("IPTC:City", PhotoField::Place),
    ("IPTC:Sub-location", PhotoField::Sublocation),
    ("IPTC:Province-State", PhotoField::State),
    ("IPTC:Country-PrimaryLocationName", PhotoField::Country),
    ("IPTC:Country-PrimaryLocationCode", PhotoField::CountryCode),
    ("IPTC:ObjectName", PhotoField::Title),
];
const EXIFTOOL: [&str; 6] = ["-j", "-G1", "-a", "-struct", "-charset", "iptc=UTF8"];

/// Several texts, of which exiftool takes those of digits for numbers.
fn list(told: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    told.as_array().unwrap().iter().map(text).collect()
}

/// What exiftool read of the licensors: the names, and the pages.
fn licensors(told: &Value) -> [Vec<String>; 2] {
    ["LicensorName", "LicensorURL"].map(|part| {
        let all = told["XMP-plus:Licensor"].as_array().unwrap();
        all.iter().filter_map(|one| Some(one.get(part)?.as_str()?.to_owned())).collect()
    })
}

/// The IPTC's reference picture, field by field, as exiftool reads it.
#[test]
fn exiftool_and_we_read_the_same_in_the_iptc_reference_picture() {
    let Some(path) = shared("schemas/iptc-photo/IPTC-PhotometadataRef-Std2023.2.jpg") else { return };
    let Some(json) = output("exiftool", &EXIFTOOL, &path) else { return };
    let theirs: Value = serde_json::from_str(&json).unwrap();
    let theirs = theirs[0].as_object().unwrap();
    let text =
        |tag: &str| theirs.get(tag).and_then(Value::as_str).unwrap_or_else(|| panic!("{tag} in {json}")).to_owned();
    let list = |tag: &str| list(&theirs[tag]);

    let mut expected = PhotoFields::default();
    for (tag, field) in TEXTS_IN_XMP {
        expected.set(field, text(tag));
    }
    for (tag, field) in [
        ("XMP-photoshop:Instructions", PhotoField::Instructions),
        ("XMP-photoshop:TransmissionReference", PhotoField::JobId),
        ("XMP-plus:DataMining", PhotoField::DataMining),
    ] {
        expected.set(field, text(tag));
    }
    expected.set(PhotoField::Keywords, list("XMP-dc:Subject"));
    expected.set(PhotoField::Subjects, list("XMP-iptcCore:SubjectCode"));
    let [names, pages] = licensors(&theirs.clone().into());
    expected.set(PhotoField::Licensor, names);
    expected.set(PhotoField::LicensorUrl, pages);
    expected.set(PhotoField::Byline, list("XMP-dc:Creator").join(", "));
    expected.set(PhotoField::People, list("XMP-iptcExt:PersonInImage"));
    // Its dates have colons, and a space before the time.
    let date = text("XMP-photoshop:DateCreated").replacen(':', "-", 2).replace(' ', "T");
    expected.set(PhotoField::DateCreated, date);
    expected.set(PhotoField::Rating, theirs["XMP-xmp:Rating"].as_f64().unwrap().to_string());

    let ours = inspect(&std::fs::read(&path).unwrap(), &path).unwrap();
    assert_eq!(ours.fields, expected);
}

#[test]
fn exiftool_reads_every_field_and_finds_no_secret() {
    let fields = full();
    let (_folder, paths) = outputs(&fields);
    for path in &paths {
        let Some(json) = output("exiftool", &EXIFTOOL, path) else { return };
        let read: Value = serde_json::from_str(&json).unwrap();
        let read = read[0].as_object().unwrap();
        for (tag, field) in TEXTS_IN_XMP.into_iter().chain(TEXTS_IN_IIM) {
            assert_eq!(read.get(tag).and_then(Value::as_str), Some(fields.text(field)), "{tag} in {json}");
        }
        let list = |tag: &str| list(&read[tag]);
        assert_eq!(list("XMP-dc:Subject"), fields.list(PhotoField::Keywords));
        assert_eq!(list("IPTC:Keywords"), fields.list(PhotoField::Keywords));
        assert_eq!(list("XMP-iptcCore:SubjectCode"), fields.list(PhotoField::Subjects));
        let told = licensors(&read.clone().into());
        assert_eq!(told, [PhotoField::Licensor, PhotoField::LicensorUrl].map(|field| fields.list(field).to_vec()));
        assert_eq!(read["XMP-dc:Description-en"], "Delegates “& guests”\nin Hue");
        assert_eq!(list("XMP-dc:Creator"), [fields.text(PhotoField::Byline)]);
        assert_eq!(list("XMP-iptcExt:PersonInImage"), fields.list(PhotoField::People));
        assert_eq!(read["XMP-photoshop:DateCreated"], "2019:10:15 08:30:00+07:00");
        assert_eq!(read["IPTC:DateCreated"], "2019:10:15");
        assert_eq!(read["IPTC:TimeCreated"], "08:30:00+07:00");
        assert_eq!(read["IPTC:CodedCharacterSet"], "UTF8");
        assert_eq!(read["ICC_Profile:ProfileDescription"], "sRGB IEC61966-2.1");

        // Nothing but the file itself, what we wrote, and what follows from it.
        let expected = ["ExifTool", "System", "File", "JFIF", "RIFF", "ICC", "Composite", "IPTC", "XMP-"];
        for tag in read.keys().filter(|tag| *tag != "SourceFile" && *tag != "File:ExifByteOrder") {
            assert!(expected.iter().any(|group| tag.starts_with(group)), "{tag} is left");
            for secret in ["GPS", "Serial", "Thumbnail", "Owner", "Warning", "Error"] {
                assert!(!tag.contains(secret), "{tag}: {}", read[tag]);
            }
        }
    }
}

#[test]
fn no_output_holds_a_byte_of_what_must_stay() {
    let (_folder, paths) = outputs(&full());
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        for secret in [&b"SERIAL-004"[..], b"OWNER-0042", b"TRAILING-0042", b"Exif\0\0"] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret), "{secret:?} in {}", path.display());
        }
    }
}

#[test]
fn exiv2_reads_every_field_and_finds_no_secret() {
    let fields = full();
    let (_folder, paths) = outputs(&fields);
    for path in &paths {
        let Some(all) = output("exiv2", &["-q", "-PEIXkt"], path) else { return };
        let mut read: Vec<(&str, String)> = Vec::new();
        for line in all.lines() {
            match line.split_once(' ') {
                Some((key, value)) if ["Exif.", "Iptc.", "Xmp."].iter().any(|standard| key.starts_with(standard)) => {
                    read.push((key, value.trim().to_owned()));
                }
                // A text goes on after a line break.
                _ => read.last_mut().unwrap().1.push_str(&format!("\n{line}")),
            }
        }
        let languages = |field| format!("lang=\"x-default\" {}", fields.text(field));
        let in_xmp = [
            ("Xmp.dc.description", languages(PhotoField::Caption) + ", lang=\"en\" Delegates “& guests”\nin Hue"),
            ("Xmp.dc.rights", languages(PhotoField::CopyrightNotice)),
            ("Xmp.dc.creator", fields.text(PhotoField::Byline).to_owned()),
            ("Xmp.photoshop.Credit", fields.text(PhotoField::Credit).to_owned()),
            ("Xmp.photoshop.Headline", fields.text(PhotoField::Headline).to_owned()),
            ("Xmp.photoshop.Source", fields.text(PhotoField::Source).to_owned()),
            ("Xmp.photoshop.CaptionWriter", fields.text(PhotoField::CaptionWriter).to_owned()),
            ("Xmp.photoshop.City", fields.text(PhotoField::Place).to_owned()),
            ("Xmp.photoshop.DateCreated", fields.text(PhotoField::DateCreated).to_owned()),
            ("Xmp.xmpRights.UsageTerms", languages(PhotoField::UsageTerms)),
            ("Xmp.iptc.AltTextAccessibility", languages(PhotoField::AltText)),
            ("Xmp.iptc.ExtDescrAccessibility", languages(PhotoField::ExtendedDescription)),
            ("Xmp.iptcExt.DigitalSourceType", fields.text(PhotoField::DigitalSourceType).to_owned()),
            ("Xmp.iptcExt.PersonInImage", fields.list(PhotoField::People).join(", ")),
        ];
        let in_iim = [
            ("Iptc.Application2.Caption", fields.text(PhotoField::Caption).to_owned()),
            ("Iptc.Application2.Byline", fields.text(PhotoField::Byline).to_owned()),
            ("Iptc.Application2.Credit", fields.text(PhotoField::Credit).to_owned()),
            ("Iptc.Application2.Copyright", fields.text(PhotoField::CopyrightNotice).to_owned()),
            ("Iptc.Application2.Headline", fields.text(PhotoField::Headline).to_owned()),
            ("Iptc.Application2.Source", fields.text(PhotoField::Source).to_owned()),
            ("Iptc.Application2.Writer", fields.text(PhotoField::CaptionWriter).to_owned()),
            ("Iptc.Application2.City", fields.text(PhotoField::Place).to_owned()),
            ("Iptc.Application2.DateCreated", "2019-10-15".to_owned()),
            ("Iptc.Application2.TimeCreated", "08:30:00+07:00".to_owned()),
        ];
        // exiv2 looks for IIM in no WebP; there it sees the tag that holds it, and no other.
        let (in_iim, exif) =
            if is_webp(path) { (&[][..], &["Exif.Image.IPTCNAA"][..]) } else { (&in_iim[..], &[][..]) };
        for (key, expected) in in_xmp.iter().chain(in_iim) {
            let found = read.iter().find(|(found, _)| found == key).map(|(_, value)| value.as_str());
            assert_eq!(found, Some(expected.as_str()), "{key} in {all}");
        }
        let found: Vec<&str> = read.iter().map(|(key, _)| *key).filter(|key| key.starts_with("Exif.")).collect();
        assert_eq!(found, exif, "{all}");
    }
}

#[test]
fn exiftool_sees_a_long_caption_cut_clean() {
    let mut fields = PhotoFields::default();
    fields.set(PhotoField::Caption, "ếặỗ".repeat(700));
    let (_folder, paths) = outputs(&fields);
    for path in &paths {
        let arguments = ["-j", "-validate", "-warning", "-a", "-IPTC:Caption-Abstract"];
        let Some(json) = output("exiftool", &arguments, path) else { return };
        let read: Value = serde_json::from_str(&json).unwrap();
        let caption = read[0]["Caption-Abstract"].as_str().unwrap();
        assert_eq!(caption, &"ếặỗ".repeat(222), "{json}");
    }
}
