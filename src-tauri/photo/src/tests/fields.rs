//! What a picture says is read, field by field.

use std::path::Path;

use exif::Tag;
use image::{DynamicImage, ImageFormat};

use super::samples::*;
use crate::{embed, inspect, jpeg, read_embedded};
use dateline_base::{ErrorCode, FieldValue, PhotoField, PhotoFields, Standard};

/// Every field that goes out, filled as a desk would.
pub fn full() -> PhotoFields {
    let mut fields = PhotoFields::default();
    for (field, text) in [
        (PhotoField::Caption, "Đại biểu dự hội nghị “Biển & đảo” <lần 18>.\nẢnh chụp sáng thứ Ba."),
        (PhotoField::Credit, "Tòa soạn Mẫu"),
        (PhotoField::AltText, "Hàng ghế đầu: sáu người ngồi, hoa sen trên bàn"),
        (PhotoField::Byline, "Nguyễn Thị Mẫu"),
        (PhotoField::Headline, "Khai mạc hội nghị lần thứ 18"),
        (PhotoField::ExtendedDescription, "Phía sau là phông xanh có chữ trắng.\nBên phải là cửa sổ."),
        (PhotoField::Source, "Kho ảnh Mẫu"),
        (PhotoField::CaptionWriter, "Trần Văn Thử"),
        (PhotoField::CopyrightNotice, "© 2019 Tòa soạn Mẫu"),
        (PhotoField::UsageTerms, "Chỉ dùng cho bài này; không bán lại."),
        (PhotoField::Place, "Huế"),
        (PhotoField::Sublocation, "Trường Tiền"),
        (PhotoField::State, "Thừa Thiên Huế"),
        (PhotoField::Country, "Việt Nam"),
        (PhotoField::CountryCode, "VNM"),
        (PhotoField::DateCreated, "2019-10-15T08:30:00+07:00"),
        (PhotoField::DigitalSourceType, "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"),
        (PhotoField::Title, "HN18-0417"),
        (PhotoField::WebStatement, "https://example.org/quyen?anh=1&ban=2"),
        (PhotoField::DataMining, "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"),
        (PhotoField::OtherConstraints, "Không dùng để dạy máy."),
        (PhotoField::AiSystem, "Máy vẽ Mẫu"),
        (PhotoField::AiSystemVersion, "2.1"),
        (PhotoField::AiPrompt, "Hàng ghế đầu <sáu người>\nhoa sen trên bàn"),
        (PhotoField::AiPromptWriter, "Lê Mẫu"),
    ] {
        fields.set(field, text);
    }
    for (field, items) in [
        (PhotoField::People, ["Lê Thị Ví Dụ", "Phạm Ứng Thử"]),
        (PhotoField::Keywords, ["hội nghị", "biển đảo"]),
        (PhotoField::Subjects, ["11006004", "04000000"]),
        (PhotoField::Licensor, ["Kho ảnh Mẫu", "Kho thứ hai"]),
        (PhotoField::LicensorUrl, ["https://example.org/mua?a=1&b=2", "https://example.com/mua"]),
        (PhotoField::OtherLanguages, ["caption en Delegates “& guests”\nin Hue", "title fr Réunion"]),
    ] {
        fields.set(field, items.map(str::to_owned).to_vec());
    }
    assert_eq!(fields.iter().map(|(field, _)| field).collect::<Vec<_>>(), OUTGOING);
    fields
}

/// Those before what stays in the newsroom.
pub const OUTGOING: &[PhotoField] = PhotoField::ALL.split_at(PhotoField::Usage as usize).0;

/// What stays in the newsroom, filled too.
pub fn kept() -> PhotoFields {
    let mut fields = PhotoFields::default();
    for (field, text) in [
        (PhotoField::Usage, "forbidden"),
        (PhotoField::Instructions, "KHÔNG LƯU TRỮ. Không đăng trước 18:00."),
        (PhotoField::JobId, "HN-2019-18"),
        (PhotoField::Embargoed, "2019-10-16T18:00:00+07:00"),
        (PhotoField::Expires, "2019-12-31"),
        (PhotoField::Rating, "4"),
        (PhotoField::Pick, "picked"),
        (PhotoField::FocusPoint, "0.5,0.33"),
        (PhotoField::Crop16x9, "0,0.1,1,0.5625"),
        (PhotoField::Crop4x3, "0,0,1,0.75"),
        (PhotoField::Crop1x1, "0.1,0,0.6,1"),
        (PhotoField::CropFree, "0.1,0.2,0.3,0.4"),
        (PhotoField::Label, "green"),
        (PhotoField::Camera, "NIKON Z 6"),
        (PhotoField::Lens, "NIKKOR Z 24-70mm f/4 S"),
        (PhotoField::OriginalName, "DSC_0417.JPG"),
    ] {
        field.kind().check(field.name(), &text.into()).unwrap();
        fields.set(field, text);
    }
    assert_eq!(fields.iter().count(), PhotoField::ALL.len() - OUTGOING.len());
    fields
}

pub fn fields_of(bytes: &[u8]) -> PhotoFields {
    let fields = inspect(bytes, Path::new("anh")).unwrap().fields;
    for (field, value) in fields.iter() {
        field.kind().check(field.name(), value).unwrap();
    }
    fields
}

/// A packet with `body` in its description.
pub fn packet(body: &str) -> Vec<u8> {
    format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ps="http://ns.adobe.com/photoshop/1.0/"
        xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
        xmlns:dm="http://ns.adobe.com/xmp/1.0/DynamicMedia/" xmlns:note="http://ns.adobe.com/xmp/note/"
        xmlns:pm="http://ns.camerabits.com/photomechanic/1.0/"
        xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
        xmlns:pur="http://prismstandard.org/namespaces/prismusagerights/2.1/">{body}</rdf:RDF></x:xmpmeta>"#
    )
    .into_bytes()
}

pub fn with_xmp(packet: &[u8]) -> Vec<u8> {
    jpeg(30, 20).splice_segment(jpeg::APP1, &[jpeg::XMP, packet].concat())
}

#[test]
fn the_newest_standard_wins_field_by_field() {
    let newer = {
        let mut fields = PhotoFields::default();
        fields.set(PhotoField::Caption, "Chú thích mới");
        fields
    };
    let older = {
        let mut fields = PhotoFields::default();
        fields.set(PhotoField::Caption, "Chú thích cũ");
        fields.set(PhotoField::Credit, "Nguồn cũ");
        fields
    };
    let picture = embed(&jpeg(30, 20), &newer).unwrap();
    // The newer file's IIM replaced by the older one's.
    let older_iim = iim_of(&older);
    let xmp_only = jpeg::Jpeg::parse(&picture).unwrap().payloads(jpeg::APP1, b"").next().unwrap().to_vec();
    let mixed = with_exif(
        jpeg(30, 20).splice_segment(jpeg::APP13, &older_iim).splice_segment(jpeg::APP1, &xmp_only),
        &[ascii(Tag::ImageDescription, "Lời máy ảnh"), ascii(Tag::Artist, "Nguyễn Thị Mẫu")],
    );
    let found = inspect(&mixed, Path::new("anh.jpg")).unwrap();
    let told: Vec<(PhotoField, &str, Standard)> =
        found.origins.iter().map(|(field, origin)| (*field, found.fields.text(*field), *origin)).collect();
    let expected = [
        (PhotoField::Caption, "Chú thích mới", Standard::Xmp),
        (PhotoField::Credit, "Nguồn cũ", Standard::Iim),
        (PhotoField::Byline, "Nguyễn Thị Mẫu", Standard::Exif),
    ];
    assert_eq!(told, expected);
    assert_eq!(found.fields.iter().count(), expected.len());
}

#[test]
fn an_empty_value_hides_no_older_one() {
    let mut older = PhotoFields::default();
    older.set(PhotoField::Caption, "Đại biểu");
    let iim = iim_of(&older);
    for empty in [
        "<rdf:Description dc:description=''/>",
        "<rdf:Description><dc:description/></rdf:Description>",
        "<rdf:Description><dc:description><rdf:Alt><rdf:li xml:lang='x-default'> </rdf:li></rdf:Alt></dc:description>\
         </rdf:Description>",
    ] {
        let found = inspect(&with_xmp(&packet(empty)).splice_segment(jpeg::APP13, &iim), Path::new("a.jpg")).unwrap();
        assert_eq!(found.fields.text(PhotoField::Caption), "Đại biểu", "{empty}");
        assert_eq!(found.origins[&PhotoField::Caption], Standard::Iim);
    }
}

/// IIM's byte limit makes no second caption: what it cut is whole in XMP.
#[test]
fn a_caption_that_iim_cut_is_read_whole() {
    let mut fields = PhotoFields::default();
    fields.set(PhotoField::Caption, "Hội nghị thảo luận suốt buổi sáng. ".repeat(80).trim());
    fields.set(PhotoField::Credit, "Báo Điện tử Cộng đồng miền Trung và Tây Nguyên");
    let written = embed(&jpeg(30, 20), &fields).unwrap();
    assert_ne!(read_embedded(&written).unwrap().iim, fields);
    let found = inspect(&written, Path::new("a.jpg")).unwrap();
    assert_eq!(found.fields, fields);
    assert!(found.origins.values().all(|origin| *origin == Standard::Xmp));
}

/// The segment of Photoshop's resources that `fields` make.
fn iim_of(fields: &PhotoFields) -> Vec<u8> {
    let written = embed(&jpeg(30, 20), fields).unwrap();
    let written = jpeg::Jpeg::parse(&written).unwrap();
    written.payloads(jpeg::APP13, b"").next().unwrap().to_vec()
}

#[test]
fn exif_gives_what_it_has_and_no_secrets() {
    let mut tags = secrets();
    tags.extend([
        ascii(Tag::ImageDescription, "Chợ hoa ngày cuối năm"),
        ascii(Tag::Artist, "Nguyễn Thị Mẫu"),
        ascii(Tag::Copyright, "© Tòa soạn Mẫu"),
        ascii(Tag::DateTimeOriginal, "2019:10:15 08:30:00"),
        ascii(Tag::OffsetTimeOriginal, "+07:00"),
    ]);
    let mut expected = PhotoFields::default();
    expected.set(PhotoField::Caption, "Chợ hoa ngày cuối năm");
    expected.set(PhotoField::Byline, "Nguyễn Thị Mẫu");
    expected.set(PhotoField::CopyrightNotice, "© Tòa soạn Mẫu");
    expected.set(PhotoField::DateCreated, "2019-10-15T08:30:00+07:00");
    assert_eq!(fields_of(&with_exif(jpeg(30, 20), &tags)), expected);

    // A file whose EXIF breaks off is still a picture, with what could be read.
    let whole = exif(&[ascii(Tag::ImageDescription, "Chợ hoa"), ascii(Tag::Artist, "Nguyễn Thị Mẫu")], None);
    let cut = jpeg(30, 20).splice_segment(0xE1, &[b"Exif\0\0", &whole[..whole.len() - 6]].concat());
    assert_eq!(fields_of(&cut).text(PhotoField::Caption), "Chợ hoa");
}

#[test]
fn a_cameras_stock_phrase_is_no_caption() {
    for phrase in
        ["OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "          ", "default", "DCIM\\101MEDIA\\DJI_0012.JPG"]
    {
        // Programs copy it into the newer standards.
        let iim = [0x38, 0x42, 0x49, 0x4D, 4, 4, 0, 0, 0, 0, 0, phrase.len() as u8 + 5];
        let iim = [b"Photoshop 3.0\0", &iim[..], &dataset(120, phrase.as_bytes())].concat();
        let xmp = packet(&format!("<rdf:Description dc:description='{phrase}'/>"));
        let picture = with_exif(jpeg(30, 20), &[ascii(Tag::ImageDescription, phrase)])
            .splice_segment(jpeg::APP13, &iim)
            .splice_segment(jpeg::APP1, &[jpeg::XMP, &xmp[..]].concat());
        assert_eq!(fields_of(&picture).get(PhotoField::Caption), None, "{phrase}");
    }
}

#[test]
fn xmp_is_read_in_every_shape_that_programs_write() {
    let caption = |body: &str| fields_of(&with_xmp(&packet(body))).text(PhotoField::Caption).to_owned();
    let description = |inner: &str| caption(&format!("<rdf:Description>{inner}</rdf:Description>"));
    for (what, found, expected) in [
        (
            "the default language",
            description(
                "<dc:description><rdf:Alt><rdf:li xml:lang='en'>Delegates</rdf:li>\
                 <rdf:li xml:lang='x-default'>Đại biểu</rdf:li></rdf:Alt></dc:description>",
            ),
            "Đại biểu",
        ),
        (
            "any language",
            description("<dc:description><rdf:Alt><rdf:li xml:lang='en'>Delegates</rdf:li></rdf:Alt></dc:description>"),
            "Delegates",
        ),
        (
            "Vietnamese before others where none is the default",
            description(
                "<dc:description><rdf:Alt><rdf:li xml:lang='fr'>Des délégués</rdf:li>\
                 <rdf:li xml:lang='en-GB'>Delegates</rdf:li><rdf:li xml:lang='vi-VN'>Đại biểu</rdf:li></rdf:Alt>\
                 </dc:description>",
            ),
            "Đại biểu",
        ),
        (
            "English before others",
            description(
                "<dc:description><rdf:Alt><rdf:li xml:lang='fr'>Des délégués</rdf:li>\
                 <rdf:li xml:lang='en'>Delegates</rdf:li></rdf:Alt></dc:description>",
            ),
            "Delegates",
        ),
        (
            "an empty default",
            description(
                "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'/>\
                 <rdf:li xml:lang='en'>Delegates</rdf:li></rdf:Alt></dc:description>",
            ),
            "Delegates",
        ),
        ("no container", description("<dc:description>Đại biểu</dc:description>"), "Đại biểu"),
        ("an attribute", caption("<rdf:Description dc:description='Đại biểu &amp; khách'/>"), "Đại biểu & khách"),
        (
            "references and CDATA",
            description("<dc:description>a&amp;b &#x1EBF; <![CDATA[<c>]]> &lt;d&gt;</dc:description>"),
            "a&b ế <c> <d>",
        ),
        ("several descriptions", caption("<rdf:Description/><rdf:Description dc:description='x'/>"), "x"),
        (
            "another prefix",
            description("<n:description xmlns:n='http://purl.org/dc/elements/1.1/'>Đại biểu</n:description>"),
            "Đại biểu",
        ),
        (
            "somebody else's namespace",
            description("<n:description xmlns:n='http://example.org/'>Không phải</n:description>"),
            "",
        ),
        (
            "a description inside another thing",
            description("<ext:ArtworkOrObject><dc:description>Tượng</dc:description></ext:ArtworkOrObject>"),
            "",
        ),
    ] {
        assert_eq!(found, expected, "{what}");
    }
}

/// The parts of a place, with strokes between them.
fn place_of(bytes: &[u8]) -> String {
    let fields = fields_of(bytes);
    [PhotoField::Sublocation, PhotoField::Place, PhotoField::State, PhotoField::Country, PhotoField::CountryCode]
        .map(|part| fields.text(part).to_owned())
        .join("|")
}

#[test]
fn the_parts_of_a_place_stay_apart_from_file_to_file() {
    let all =
        "ps:Country='Việt Nam' ps:City='Huế' ps:State='Thừa Thiên Huế' core:Location='Đại Nội' core:CountryCode='VNM'";
    let core = "xmlns:core='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'";
    let from_xmp = with_xmp(&packet(&format!("<rdf:Description {core} {all}/>")));
    let datasets: Vec<u8> = [(90, "Huế"), (92, "Đại Nội"), (95, "Thừa Thiên Huế"), (100, "VNM"), (101, "Việt Nam")]
        .into_iter()
        .flat_map(|(number, text)| dataset(number, text.as_bytes()))
        .collect();
    for picture in [from_xmp, tiff(30, 20, &[(33_723, 1, &datasets)])] {
        assert_eq!(place_of(&picture), "Đại Nội|Huế|Thừa Thiên Huế|Việt Nam|VNM");
        let again = embed(&jpeg(30, 20), &fields_of(&picture)).unwrap();
        assert_eq!(place_of(&again), "Đại Nội|Huế|Thừa Thiên Huế|Việt Nam|VNM");
        assert_eq!(read_embedded(&again).unwrap().iim.text(PhotoField::State), "Thừa Thiên Huế");
    }
}

#[test]
fn newer_places_stand_in_for_town_and_country() {
    let place = |body: &str| place_of(&with_xmp(&packet(body)));
    let shown = |inner: &str| {
        place(&format!("<rdf:Description><ext:LocationShown>{inner}</ext:LocationShown></rdf:Description>"))
    };
    let hue =
        "<ext:City>Huế</ext:City><ext:CountryName>Việt Nam</ext:CountryName><ext:Sublocation>Đại Nội</ext:Sublocation>";
    for (what, found, expected) in [
        (
            "as resources",
            shown(&format!("<rdf:Bag><rdf:li rdf:parseType='Resource'>{hue}</rdf:li></rdf:Bag>")),
            "Đại Nội|Huế||Việt Nam|",
        ),
        (
            "as descriptions",
            shown(&format!("<rdf:Bag><rdf:li><rdf:Description>{hue}</rdf:Description></rdf:li></rdf:Bag>")),
            "Đại Nội|Huế||Việt Nam|",
        ),
        (
            "as attributes",
            shown("<rdf:Bag><rdf:li ext:City='Huế' ext:CountryName='Việt Nam'/></rdf:Bag>"),
            "|Huế||Việt Nam|",
        ),
        (
            "in several languages",
            shown(
                "<rdf:Bag><rdf:li rdf:parseType='Resource'><ext:City><rdf:Alt><rdf:li xml:lang='en'>Hue</rdf:li>\
                   <rdf:li xml:lang='vi'>Huế</rdf:li></rdf:Alt></ext:City></rdf:li></rdf:Bag>",
            ),
            "|Huế|||",
        ),
        (
            "the first of several, and nothing of the second",
            shown("<rdf:Bag><rdf:li ext:City='Huế'/><rdf:li ext:City='Hà Nội' ext:CountryName='Việt Nam'/></rdf:Bag>"),
            "|Huế|||",
        ),
        (
            "where it was taken",
            place(
                "<rdf:Description><ext:LocationCreated><rdf:Bag><rdf:li ext:City='Huế'/></rdf:Bag></ext:LocationCreated>\
                   </rdf:Description>",
            ),
            "|Huế|||",
        ),
        (
            "what it shows before where it was taken",
            place(
                "<rdf:Description><ext:LocationCreated><rdf:Bag><rdf:li ext:City='Huế'/></rdf:Bag></ext:LocationCreated>\
                   <ext:LocationShown><rdf:Bag><rdf:li ext:City='Hà Nội'/></rdf:Bag></ext:LocationShown></rdf:Description>",
            ),
            "|Hà Nội|||",
        ),
        (
            "the plain ones before both",
            place(
                "<rdf:Description ps:City='Đà Nẵng'><ext:LocationShown><rdf:Bag><rdf:li ext:City='Huế'/></rdf:Bag>\
                   </ext:LocationShown></rdf:Description>",
            ),
            "|Đà Nẵng|||",
        ),
        (
            "a town in another thing is no place",
            place(
                "<rdf:Description><ext:ArtworkOrObject><rdf:Bag><rdf:li ext:City='Huế'/></rdf:Bag></ext:ArtworkOrObject>\
                   </rdf:Description>",
            ),
            "||||",
        ),
        (
            "the plain town with what the newer one says more of it",
            place(
                "<rdf:Description ps:City='Huế'><ext:LocationShown><rdf:Bag><rdf:li ext:City='Huế' \
                   ext:CountryName='Việt Nam'/></rdf:Bag></ext:LocationShown></rdf:Description>",
            ),
            "|Huế||Việt Nam|",
        ),
    ] {
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn what_was_chosen_elsewhere_is_chosen_here() {
    for (attributes, rating, pick) in [
        ("xmp:Rating='4'", "4", ""),
        ("xmp:Rating='1.0'", "1", ""),
        ("xmp:Rating='0'", "", ""),
        ("xmp:Rating='-1'", "", "rejected"),
        ("xmp:Rating='7'", "", ""),
        ("xmp:Rating='5' dm:pick='1'", "5", "picked"),
        ("dm:pick='-1'", "", "rejected"),
        ("dm:pick='0'", "", ""),
        ("dm:pick='1' xmp:Rating='-1'", "", "picked"),
        ("pm:Tagged='True'", "", "picked"),
        ("pm:Tagged='False' xmp:Rating='2'", "2", ""),
    ] {
        let fields = fields_of(&with_xmp(&packet(&format!("<rdf:Description {attributes}/>"))));
        let told = (fields.text(PhotoField::Rating), fields.text(PhotoField::Pick));
        assert_eq!(told, (rating, pick), "{attributes}");
    }
    // Windows keeps stars in EXIF.
    for (stars, rating) in [(3, "3"), (0, ""), (9, "")] {
        let found = fields_of(&with_exif(jpeg(30, 20), &[short(0x4746, stars)]));
        assert_eq!(found.text(PhotoField::Rating), rating, "{stars}");
    }
}

#[test]
fn when_a_picture_may_be_published_is_read() {
    let from_xmp = |body: &str| fields_of(&with_xmp(&packet(&format!("<rdf:Description>{body}</rdf:Description>"))));
    for (namespace, wrapped) in [("prism", false), ("pur", true), ("pur", false)] {
        let property = |name: &str, text: &str| match wrapped {
            true => format!("<{namespace}:{name}><rdf:Bag><rdf:li>{text}</rdf:li></rdf:Bag></{namespace}:{name}>"),
            false => format!("<{namespace}:{name}>{text}</{namespace}:{name}>"),
        };
        let body = property("embargoDate", "2019-10-16T18:00:00+07:00") + &property("expirationDate", "2019-12-31");
        let fields = from_xmp(&body);
        assert_eq!(fields.text(PhotoField::Embargoed), "2019-10-16T18:00:00+07:00", "{namespace}");
        assert_eq!(fields.text(PhotoField::Expires), "2019-12-31", "{namespace}");
    }

    let datasets: Vec<u8> = [(30, "20191016"), (35, "180000+0700"), (37, "20191231"), (38, "235959+0700")]
        .into_iter()
        .flat_map(|(number, text)| dataset(number, text.as_bytes()))
        .collect();
    let found = inspect(&tiff(30, 20, &[(33_723, 1, &datasets)]), Path::new("a.tif")).unwrap();
    assert_eq!(found.fields.text(PhotoField::Embargoed), "2019-10-16T18:00:00+07:00");
    assert_eq!(found.fields.text(PhotoField::Expires), "2019-12-31T23:59:59+07:00");
    assert_eq!(found.origins[&PhotoField::Expires], Standard::Iim);
}

/// A packet too long for a segment goes on in others.
#[test]
fn extended_xmp_is_put_together() {
    let name = *b"0123456789ABCDEF0123456789ABCDEF";
    let caption = "Đại biểu dự hội nghị. ".repeat(3_900);
    let long = packet(&format!("<rdf:Description dc:description='{caption}' ps:Credit='Nguồn khác'/>"));
    let short = packet("<rdf:Description note:HasExtendedXMP='0123456789ABCDEF0123456789ABCDEF' ps:Credit='Nguồn'/>");
    assert!(long.len() > 2 * 60_000);
    let part = |name: &[u8], length: usize, start: usize, end: usize| {
        let numbers = [(length as u32).to_be_bytes(), (start as u32).to_be_bytes()].concat();
        [&b"http://ns.adobe.com/xmp/extension/\0"[..], name, &numbers, &long[start..end]].concat()
    };
    let whole: Vec<(usize, usize)> =
        (0..long.len()).step_by(60_000).map(|at| (at, (at + 60_000).min(long.len()))).collect();
    let picture = |name: &[u8], length: usize, parts: &[(usize, usize)]| {
        parts.iter().fold(with_xmp(&short), |picture, (start, end)| {
            picture.splice_segment(jpeg::APP1, &part(name, length, *start, *end))
        })
    };
    let mut turned_round = whole.clone();
    turned_round.reverse();
    for (what, picture, is_read) in [
        ("whole", picture(&name, long.len(), &whole), true),
        ("in another order", picture(&name, long.len(), &turned_round), true),
        ("of another name", picture(&[b'0'; 32], long.len(), &whole), false),
        ("with a part missing", picture(&name, long.len(), &whole[1..]), false),
        ("longer than it says", picture(&name, 1_000, &whole), false),
        ("shorter than it says", picture(&name, long.len() + 1, &whole), false),
        ("huge, it says", picture(&name, 0xFFFF_FFFF, &whole), false),
    ] {
        let fields = fields_of(&picture);
        let expected = if is_read { caption.trim() } else { "" };
        let found = fields.text(PhotoField::Caption);
        assert!(found == expected, "{what}: {} bytes", found.len());
        assert_eq!(fields.text(PhotoField::Credit), "Nguồn", "{what}");
    }
}

#[test]
fn hostile_xmp_is_read_to_the_fault_and_no_further() {
    let started = std::time::Instant::now();
    let good = "<rdf:Description dc:description='Đại biểu'/>";
    let bomb: String = (0..30).map(|n| format!("<!ENTITY e{n} \"&e{};&e{};\">", n + 1, n + 1)).collect();
    let many: String = (0..3_000).map(|n| format!("<n{n}:a xmlns:n{n}='u{n}'/>")).collect();
    for (what, packet, caption) in [
        ("unknown entities", packet(&format!("{good}<rdf:Description>&e0;</rdf:Description>")), "Đại biểu"),
        ("no end", packet(&format!("{good}<rdf:Description><dc:rights>")), "Đại biểu"),
        ("deep", packet(&format!("{good}{}", "<a>".repeat(10_000))), "Đại biểu"),
        ("names", packet(&format!("{good}<rdf:Description>{many}</rdf:Description>")), "Đại biểu"),
        ("an entity bomb", [format!("<!DOCTYPE x [{bomb}]>").as_bytes(), &packet(good)].concat(), ""),
        ("no XML", vec![0xFF; 1000], ""),
        ("control characters", packet("<rdf:Description dc:description='Đại&#0;&#7; biểu&#xFFFF;'/>"), ""),
    ] {
        let picture = with_xmp(&packet[..packet.len().min(jpeg::MAX_PAYLOAD - jpeg::XMP.len())]);
        assert_eq!(fields_of(&picture).text(PhotoField::Caption), caption, "{what}");
    }
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

#[test]
fn other_kinds_of_picture_say_as_much() {
    let image = DynamicImage::ImageRgb8(scene(30, 20));
    let packet = packet("<rdf:Description dc:description='Đại biểu' ps:Credit='Tòa soạn Mẫu'/>");
    let mut expected = PhotoFields::default();
    expected.set(PhotoField::Caption, "Đại biểu");
    expected.set(PhotoField::Credit, "Tòa soạn Mẫu");

    // The text chunk stands after the pixels, where some programs put it.
    let text = [b"XML:com.adobe.xmp\0\0\0\0\0", &packet[..]].concat();
    let png = png_with(&file(&image, ImageFormat::Png), b"iTXt", &text);
    assert_eq!(fields_of(&png), expected, "PNG");

    let tags = exif(&[ascii(Tag::Artist, "Nguyễn Thị Mẫu"), turned(6)], None);
    let by_exif = |picture: &[u8]| {
        let found = inspect(picture, Path::new("anh")).unwrap();
        assert_eq!((found.width, found.height), (20, 30));
        (found.fields.text(PhotoField::Byline).to_owned(), found.origins[&PhotoField::Byline])
    };
    let told = ("Nguyễn Thị Mẫu".to_owned(), Standard::Exif);
    let png = png_with(&file(&image, ImageFormat::Png), b"eXIf", &tags);
    assert_eq!(by_exif(&png), told, "PNG");

    // A simple WebP made an extended one: flags, size, the picture, and the packet.
    let simple = file(&image, ImageFormat::WebP);
    let with = |piece: u8, chunk: Vec<u8>| webp(&[webp_heading(piece, (30, 20)), simple[12..].to_vec(), chunk]);
    assert_eq!(fields_of(&with(4, chunk(b"XMP ", &packet))), expected, "WebP");
    for prefix in [&b""[..], b"Exif\0\0"] {
        assert_eq!(by_exif(&with(8, chunk(b"EXIF", &[prefix, &tags].concat()))), told, "WebP");
    }

    // A TIFF keeps the packet in a tag.
    assert_eq!(fields_of(&tiff(30, 20, &[(700, 1, &packet)])), expected, "TIFF");
}

#[test]
fn a_tiff_says_it_in_iim_and_in_its_own_tags() {
    let caption = dataset(120, "Đại biểu".as_bytes());
    let padded = [&caption[..], &[0; 2]].concat();
    for (kind, datasets) in [(1, &caption), (7, &caption), (4, &padded)] {
        let picture =
            tiff(30, 20, &[(274, 3, &[6, 0]), (315, 2, "Nguyễn Thị Mẫu\0".as_bytes()), (33_723, kind, datasets)]);
        let inspected = inspect(&picture, Path::new("anh.tif")).unwrap();
        assert_eq!((inspected.width, inspected.height), (20, 30));
        assert_eq!(inspected.fields.text(PhotoField::Caption), "Đại biểu", "type {kind}");
        assert_eq!(inspected.fields.text(PhotoField::Byline), "Nguyễn Thị Mẫu");
    }
}

#[test]
fn a_cameras_raw_file_in_a_tiffs_clothes_is_told() {
    for tag in [(254, 4, &[1, 0, 0, 0][..]), (50_706, 1, &[1, 4, 0, 0])] {
        let error = inspect(&tiff(30, 20, &[tag]), Path::new("DSC_0001.NEF")).unwrap_err();
        assert_eq!(error.code, ErrorCode::PhotoUnsupported);
        assert_eq!(error.params["cause"], "RAW");
    }
}

#[test]
fn the_iptc_reference_picture_is_read_in_full() {
    let Some(path) = shared("schemas/iptc-photo/IPTC-PhotometadataRef-Std2023.2.jpg") else { return };
    let bytes = std::fs::read(path).unwrap();
    let inspected = inspect(&bytes, Path::new("ref.jpg")).unwrap();
    assert_eq!((inspected.width, inspected.height), (2000, 1000));
    let fields = inspected.fields;
    for (field, expected) in [
        (PhotoField::Caption, "The description aka caption (ref2023.2)"),
        (PhotoField::Credit, "Credit Line (ref2023.2)"),
        (PhotoField::AltText, "This is the Alt Text description to support accessibility in 2023.2"),
        (PhotoField::Byline, "Creator1 (ref2023.2)"),
        (PhotoField::Headline, "The Headline (ref2023.2)"),
        (PhotoField::ExtendedDescription, "This is the Extended Description to support accessibility in 2023.2"),
        (PhotoField::Source, "Source (ref2023.2)"),
        (PhotoField::CaptionWriter, "Description Writer (ref2023.2)"),
        (PhotoField::CopyrightNotice, "Copyright (Notice) 2023.2 IPTC - www.iptc.org  (ref2023.2)"),
        (PhotoField::UsageTerms, "Rights Usage Terms (ref2023.2)"),
        (PhotoField::Place, "City (Core) (ref2023.2)"),
        (PhotoField::Sublocation, "Sublocation (Core) (ref2023.2)"),
        (PhotoField::State, "Province/State(Core)(ref2023.2)"),
        (PhotoField::Country, "Country (Core) (ref2023.2)"),
        (PhotoField::CountryCode, "R23"),
        (PhotoField::Title, "The Title (ref2023.2)"),
        (PhotoField::WebStatement, "https://example.com/WebStatementOfRights/ref2023.2"),
        (PhotoField::DataMining, "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-GENAIMLTRAINING"),
        (PhotoField::OtherConstraints, "Data Mining for Generative AI/ML training is definitely prohibited"),
        (PhotoField::Instructions, "An Instruction (ref2023.2)"),
        (PhotoField::JobId, "Job Id (ref2023.2)"),
        (PhotoField::DateCreated, "2024-03-22T00:23:02+00:00"),
        (PhotoField::DigitalSourceType, "http://cv.iptc.org/newscodes/digitalsourcetype/softwareImage"),
        (PhotoField::Rating, "1"),
    ] {
        assert_eq!(fields.text(field), expected, "{}", field.name());
    }
    assert_eq!(fields.list(PhotoField::People), ["Person Shown 1 (ref2023.2)", "Person Shown 2 (ref2023.2)"]);
    for (field, items) in [
        (PhotoField::Keywords, ["Keyword1ref2023.2", "Keyword2ref2023.2", "Keyword3ref2023.2"].as_slice()),
        (PhotoField::Subjects, &["10020231", "20020231", "30020231"]),
        (PhotoField::Licensor, &["Licensor Name 1 (ref2023.2)", "Licensor Name 2 (ref2023.2)"]),
        (
            PhotoField::LicensorUrl,
            &["https://example.com/LicensorURL_1_ref2023.2", "https://example.com/LicensorURL_2_ref2023.2"],
        ),
    ] {
        assert_eq!(fields.list(field), items, "{}", field.name());
    }
    assert!(inspected.origins.values().all(|origin| *origin == Standard::Xmp));
    assert_eq!(inspected.unread, []);

    // IIM alone says the same where it has a place for it.
    let read = read_embedded(&bytes).unwrap();
    for (field, value) in read.iim.iter() {
        assert_eq!(fields.get(field), Some(value), "{}", field.name());
    }
    assert_eq!(read.iim.iter().count(), 18);
    assert!(matches!(read.xmp.get(PhotoField::People), Some(FieldValue::List(people)) if people.len() == 2));
}
