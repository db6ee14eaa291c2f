//! Wherever a picture's words stand in its file, or beside it, they are found; and what can't be read is told.

use std::path::Path;

use image::{DynamicImage, ImageFormat};

use super::{fields::packet, samples::*};
use crate::{Inspected, inspect, inspect_and_draw, jpeg};
use dateline_base::{PhotoField, Unread};

fn found(bytes: &[u8]) -> Inspected {
    inspect(bytes, Path::new("anh")).unwrap()
}

fn caption(bytes: &[u8]) -> String {
    found(bytes).fields.text(PhotoField::Caption).to_owned()
}

fn png() -> Vec<u8> {
    file(&DynamicImage::ImageRgb8(scene(30, 20)), ImageFormat::Png)
}

/// A packet with a caption, and with `more` behind it.
fn packet_of(caption: &str, more: &str) -> Vec<u8> {
    packet(&format!("<rdf:Description><dc:description>{caption}</dc:description>{more}</rdf:Description>"))
}

fn resource(signature: &[u8; 4], id: u16, content: &[u8]) -> Vec<u8> {
    let size = (content.len() as u32).to_be_bytes();
    [signature, &id.to_be_bytes()[..], &[0, 0], &size, content, &[0][..content.len() % 2]].concat()
}

/// As ImageMagick writes a profile that PNG had no chunk for.
fn raw_profile(name: &str, bytes: &[u8]) -> Vec<u8> {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let lines: Vec<&str> = digits.as_bytes().chunks(72).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("\n{name}\n{:8}\n{}\n", bytes.len(), lines.join("\n")).into_bytes()
}

fn text_chunk(png: &[u8], kind: &[u8; 4], keyword: &str, text: &[u8]) -> Vec<u8> {
    let keyword = [keyword.as_bytes(), b"\0"].concat();
    let content = match kind {
        b"tEXt" => [&keyword[..], text].concat(),
        b"zTXt" => [&keyword[..], b"\0", &zlib(text)].concat(),
        _ => [&keyword[..], b"\0\0vi\0\0", text].concat(),
    };
    png_with_first(png, kind, &content)
}

#[test]
fn a_png_says_it_in_any_of_its_chunks() {
    let words = "Đường Nguyễn Huệ";
    let iim = dataset(120, words.as_bytes());
    let tags = exif(&[ascii(exif::Tag::ImageDescription, words)], None);
    let app1_exif = [b"Exif\0\0", &tags[..]].concat();
    let app1_xmp = [jpeg::XMP, &packet_of(words, "")].concat();
    for kind in [b"tEXt", b"zTXt", b"iTXt"] {
        for (name, bytes) in [
            ("iptc", resource(b"8BIM", 0x0404, &iim)),
            ("iptc", iim.clone()),
            ("8bim", resource(b"8BIM", 0x0404, &iim)),
            ("xmp", packet_of(words, "")),
            ("exif", app1_exif.clone()),
            ("exif", tags.clone()),
            ("APP1", app1_exif.clone()),
            ("APP1", app1_xmp.clone()),
        ] {
            let keyword = format!("Raw profile type {name}");
            let picture = text_chunk(&png(), kind, &keyword, &raw_profile(name, &bytes));
            let found = found(&picture);
            assert_eq!(found.fields.text(PhotoField::Caption), words, "{name} in {}", String::from_utf8_lossy(kind));
            assert_eq!(found.unread, [], "{name}");
        }
    }
    let mut picture = png();
    for (keyword, text) in [
        ("Description", words),
        ("Author", "Lê Mẫu; Trần Mẫu"),
        ("Copyright", "© Tòa soạn Mẫu"),
        ("Title", "HN18"),
        ("Creation Time", "Tue, 15 Oct 2019 08:30:00 +0700"),
        ("Software", "Một chương trình"),
    ] {
        picture = text_chunk(&picture, b"iTXt", keyword, text.as_bytes());
    }
    let fields = found(&picture).fields;
    for (field, expected) in [
        (PhotoField::Caption, words),
        (PhotoField::Byline, "Lê Mẫu; Trần Mẫu"),
        (PhotoField::CopyrightNotice, "© Tòa soạn Mẫu"),
        (PhotoField::Title, "HN18"),
        (PhotoField::DateCreated, "2019-10-15T08:30:00+07:00"),
    ] {
        assert_eq!(fields.text(field), expected, "{}", field.name());
    }
    assert_eq!(fields.iter().count(), 5);
    // By the standard this kind is Latin-1.
    assert_eq!(caption(&text_chunk(&png(), b"tEXt", "Description", b"Caf\xE9")), "Café");
    // What the newer standards say counts first.
    let both = text_chunk(&picture, b"iTXt", "XML:com.adobe.xmp", &packet_of("Lời trong XMP", ""));
    assert_eq!(caption(&both), "Lời trong XMP");
}

#[test]
fn a_raw_profile_that_cannot_be_read_is_told() {
    let whole = raw_profile("xmp", &packet_of("Đại biểu", ""));
    for (broken, part) in [
        (text_chunk(&png(), b"tEXt", "Raw profile type xmp", &whole[..whole.len() - 40]), Unread::Xmp),
        (png_with_first(&png(), b"zTXt", b"Raw profile type xmp\0\0no zlib"), Unread::Xmp),
        (
            text_chunk(&png(), b"tEXt", "Raw profile type iptc", &raw_profile("iptc", b"8BIM\x04\x04\0\0\0\0\x09\x09")),
            Unread::Iim,
        ),
    ] {
        assert_eq!(found(&broken).unread, [part]);
    }
}

#[test]
fn texts_of_exifs_new_kind_are_read() {
    let words = "Đường Nguyễn Huệ".as_bytes();
    // A directory of one tag, in both orders of bytes, its text behind it or in its place.
    let block = |little: bool, kind: u16, text: &[u8]| {
        let short = |number: u16| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let long = |number: u32| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let place = if text.len() > 4 { long(26).to_vec() } else { [text, &[0; 4][..4 - text.len()]].concat() };
        let order = if little { b"II" } else { b"MM" };
        let entry = [&short(0x010E)[..], &short(kind), &long(text.len() as u32), &place].concat();
        [&order[..], &short(42), &long(8), &short(1), &entry, &long(0), text].concat()
    };
    for little in [true, false] {
        for (kind, text, expected) in [
            (2, words, "Đường Nguyễn Huệ"),
            (129, words, "Đường Nguyễn Huệ"),
            (129, b"Hu\0", "Hu"),
            (7, words, "Đường Nguyễn Huệ"),
            (1, words, "Đường Nguyễn Huệ"),
        ] {
            let picture = jpeg(30, 20).splice_segment(0xE1, &[b"Exif\0\0", &block(little, kind, text)[..]].concat());
            assert_eq!(caption(&picture), expected, "kind {kind}");
        }
    }
}

#[test]
fn what_windows_lets_people_write_is_read() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).chain([0, 0]).collect::<Vec<u8>>();
    let tags: Vec<(u16, u16, Vec<u8>)> =
        [(0x9C9B, "Tên ảnh"), (0x9C9C, "Đại biểu dự hội nghị"), (0x9C9D, "Lê Mẫu;Trần Mẫu"), (0x9C9E, "hội nghị;biển")]
            .map(|(tag, text)| (tag, 1, utf16(text)))
            .to_vec();
    let further: Vec<(u16, u16, &[u8])> = tags.iter().map(|(tag, kind, bytes)| (*tag, *kind, &bytes[..])).collect();
    let fields = found(&tiff(30, 20, &further)).fields;
    assert_eq!(fields.text(PhotoField::Title), "Tên ảnh");
    assert_eq!(fields.text(PhotoField::Caption), "Đại biểu dự hội nghị");
    assert_eq!(fields.text(PhotoField::Byline), "Lê Mẫu; Trần Mẫu");
    assert_eq!(fields.list(PhotoField::Keywords), ["hội nghị", "biển"]);
}

#[test]
fn iim_is_found_in_every_kind_of_file() {
    let iim = dataset(120, "Đại biểu".as_bytes());
    let photoshop = |prefix: &[u8], resources: &[u8]| jpeg(30, 20).splice_segment(0xED, &[prefix, resources].concat());
    let ours = resource(b"8BIM", 0x0404, &iim);
    let other = resource(b"MeSa", 0x1771, &[1; 9]);
    let tag = crate::metadata::in_tiff(&iim);
    let simple = file(&DynamicImage::ImageRgb8(scene(30, 20)), ImageFormat::WebP);
    let in_webp = webp(&[webp_heading(8, (30, 20)), simple[12..].to_vec(), chunk(b"EXIF", &tag)]);
    for (what, picture) in [
        ("a JPEG", photoshop(b"Photoshop 3.0\0", &ours)),
        ("a JPEG, behind another program's resource", photoshop(b"Photoshop 3.0\0", &[&other[..], &ours].concat())),
        ("a JPEG of an old Photoshop", photoshop(b"Adobe_Photoshop2.5:\0\0", &ours)),
        ("a JPEG, bare", photoshop(b"", &iim)),
        ("a JPEG's EXIF", jpeg(30, 20).splice_segment(0xE1, &[b"Exif\0\0", &tag[..]].concat())),
        ("a WebP's EXIF", in_webp),
        ("a PNG's EXIF", png_with(&png(), b"eXIf", &tag)),
        ("a TIFF's tag", tiff(30, 20, &[(33_723, 1, &iim)])),
        ("a TIFF's resources", tiff(30, 20, &[(34_377, 1, &ours)])),
        ("resources in IIM's tag", tiff(30, 20, &[(33_723, 1, &ours)])),
    ] {
        let found = found(&picture);
        assert_eq!(found.fields.text(PhotoField::Caption), "Đại biểu", "{what}");
        assert_eq!(found.unread, [], "{what}");
    }
    let cut =
        photoshop(b"Photoshop 3.0\0", &resource(b"8BIM", 0x0404, &[&iim[..], b"\x1C\x02\x69\0\x50half"].concat()));
    let found = found(&cut);
    assert_eq!((found.fields.text(PhotoField::Caption), &found.unread[..]), ("Đại biểu", &[Unread::Iim][..]));
}

#[test]
fn several_packets_are_read_and_the_first_counts_first() {
    let with = |packets: &[Vec<u8>]| {
        packets
            .iter()
            .rev()
            .fold(jpeg(30, 20), |picture, packet| picture.splice_segment(0xE1, &[jpeg::XMP, packet].concat()))
    };
    let credit = "<ps:Credit>Hãng Mẫu</ps:Credit>";
    let camera = packet("<rdf:Description xmp:Rating='3'/>");
    let fields = found(&with(&[camera, packet_of("Đại biểu", credit)])).fields;
    assert_eq!(fields.text(PhotoField::Caption), "Đại biểu");
    assert_eq!((fields.text(PhotoField::Credit), fields.text(PhotoField::Rating)), ("Hãng Mẫu", "3"));
    let fields = found(&with(&[packet_of("Một", ""), packet_of("Hai", credit)])).fields;
    assert_eq!((fields.text(PhotoField::Caption), fields.text(PhotoField::Credit)), ("Một", "Hãng Mẫu"));
    // Two in one segment.
    let joined = [packet_of("Một", ""), packet_of("Hai", credit)].concat();
    assert_eq!(found(&with(&[joined])).fields.text(PhotoField::Credit), "Hãng Mẫu");
}

#[test]
fn one_bad_property_silences_none_behind_it() {
    let credit = "<ps:Credit>Hãng Mẫu</ps:Credit>";
    for (what, bad) in [
        ("a stray sign", "<xmp:Nickname>1 < 2</xmp:Nickname>"),
        ("an ampersand", "<xmp:Nickname>A & B</xmp:Nickname>"),
        ("an unknown entity", "<xmp:Nickname>A&nbsp;B</xmp:Nickname>"),
        ("a tag that nothing closes", "<xmp:Nickname>A"),
        ("a list that nothing closes", "<dc:subject><rdf:Bag><rdf:li>A</rdf:li>"),
        ("an end of nothing", "</xmp:Nickname>"),
        ("ends that are crossed", "<a:x xmlns:a='u'><a:y>A</a:x></a:y>"),
        ("what looks like a tag", "<xmp:Nickname>A <b and so on</xmp:Nickname>"),
        ("a quotation mark too few", "<xmp:Nickname a=\"b>A</xmp:Nickname>"),
        ("a prefix that nobody declared", "<foo:bar>A</foo:bar>"),
        ("a control character", "<xmp:Nickname>A\u{1}B</xmp:Nickname>"),
    ] {
        let body = format!("<rdf:Description>{bad}<dc:description>Đại biểu</dc:description>{credit}</rdf:Description>");
        let picture = jpeg(30, 20).splice_segment(0xE1, &[jpeg::XMP, &packet(&body)].concat());
        let fields = found(&picture).fields;
        let told = (fields.text(PhotoField::Caption), fields.text(PhotoField::Credit));
        assert_eq!(told, ("Đại biểu", "Hãng Mẫu"), "{what}");
    }
    let broken = jpeg(30, 20).splice_segment(0xE1, &[jpeg::XMP, &packet_of("A", "<xmp:Nickname>B")].concat());
    assert_eq!(found(&broken).unread, [Unread::Xmp]);
}

#[test]
fn packets_in_other_letters_and_without_declarations_are_read() {
    let text = String::from_utf8(packet_of("Đại biểu", "")).unwrap();
    let wide =
        |mark: &[u8], to: fn(u16) -> [u8; 2]| [mark.to_vec(), text.encode_utf16().flat_map(to).collect()].concat();
    let undeclared = "<x:xmpmeta><rdf:RDF><rdf:Description><dc:description>Đại biểu</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>";
    let windows = String::from_utf8(packet_of("Caf\u{e9} – \u{201c}B\u{201d}", "")).unwrap();
    let windows: Vec<u8> = windows
        .chars()
        .map(|letter| match letter {
            '–' => 0x96,
            '\u{201c}' => 0x93,
            '\u{201d}' => 0x94,
            letter => letter as u8,
        })
        .collect();
    for (what, sidecar, expected) in [
        ("UTF-16, little end first", wide(&[0xFF, 0xFE], u16::to_le_bytes), "Đại biểu"),
        ("UTF-16, big end first", wide(&[0xFE, 0xFF], u16::to_be_bytes), "Đại biểu"),
        ("UTF-16 without a mark", wide(&[], u16::to_be_bytes), "Đại biểu"),
        ("no declarations", undeclared.as_bytes().to_vec(), "Đại biểu"),
        ("Windows' letters", windows, "Café – “B”"),
    ] {
        let (found, _) = inspect_and_draw(&jpeg(30, 20), Some(sidecar), Path::new("anh.jpg")).unwrap();
        assert_eq!(found.fields.text(PhotoField::Caption), expected, "{what}");
    }
}

#[test]
fn what_stands_beside_the_picture_counts_unless_the_picture_was_changed_later() {
    let changed =
        |caption: &str, date: &str| packet_of(caption, &format!("<xmp:MetadataDate>{date}</xmp:MetadataDate>"));
    for (inside, beside, expected) in [
        (packet_of("Trong", ""), packet_of("Bên cạnh", ""), "Bên cạnh"),
        (changed("Trong", "2026-01-01T08:00:00+07:00"), packet_of("Bên cạnh", ""), "Bên cạnh"),
        (changed("Trong", "2026-01-02T08:00:00+07:00"), changed("Bên cạnh", "2026-01-01T08:00:00+07:00"), "Trong"),
        (changed("Trong", "2026-01-01T08:00:00+07:00"), changed("Bên cạnh", "2026-01-01T02:00:00Z"), "Bên cạnh"),
    ] {
        let picture = jpeg(30, 20).splice_segment(0xE1, &[jpeg::XMP, &inside].concat());
        let (found, _) = inspect_and_draw(&picture, Some(beside), Path::new("anh.jpg")).unwrap();
        assert_eq!(found.fields.text(PhotoField::Caption), expected);
    }
    let (found, _) = inspect_and_draw(&jpeg(30, 20), Some(b"no XMP at all".to_vec()), Path::new("anh.jpg")).unwrap();
    assert_eq!(found.unread, [Unread::Sidecar]);
}

#[test]
fn what_machines_said_is_read() {
    let picture = jpeg(30, 20).splice_segment(
        0xE1,
        &[
            jpeg::XMP,
            &packet(
                "<rdf:Description ext:AISystemUsed='Máy vẽ' ext:AISystemVersionUsed='2.1' ext:AIPromptWriterName='Lê Mẫu'>\
                 <ext:AIPromptInformation>Một con thuyền</ext:AIPromptInformation></rdf:Description>",
            ),
        ]
        .concat(),
    );
    let fields = found(&picture).fields;
    for (field, expected) in [
        (PhotoField::AiSystem, "Máy vẽ"),
        (PhotoField::AiSystemVersion, "2.1"),
        (PhotoField::AiPrompt, "Một con thuyền"),
        (PhotoField::AiPromptWriter, "Lê Mẫu"),
    ] {
        assert_eq!(fields.text(field), expected, "{}", field.name());
    }
}
