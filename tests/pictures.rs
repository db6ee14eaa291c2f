//! Pictures of cameras, phones and other programs, as they come into a story and go out of it again.

use std::{fs, path::Path};

use dateline_tests::{
    cli::Dateline,
    newsroom::Newsroom,
    papers::{shared, small_picture},
};
use serde_json::Value;

/// The same words with their marks apart, as macOS writes them, and in one piece.
const APART: &str = "Nguye\u{302}\u{303}n Hue\u{323}\u{302}";
const IN_ONE_PIECE: &str = "Nguyễn Huệ";

/// A story with nothing in it yet, to add pictures to.
struct Desk {
    newsroom: Newsroom,
    dateline: Dateline,
    story: String,
}

impl Desk {
    fn new() -> Self {
        let newsroom = Newsroom::new();
        let article = newsroom.put("bai.txt", "Bến tàu sáng nay\n\nĐoạn mở đầu có mấy chữ thôi.\n\nĐoạn thứ hai.\n");
        newsroom.library();
        let dateline = newsroom.dateline();
        let story = dateline.json(["import", article.to_str().unwrap()]).done()["story"].as_str().unwrap().to_owned();
        Self { newsroom, dateline, story }
    }

    fn add(&self, path: &Path) -> Value {
        self.dateline.json(["photo", "add", &self.story, path.to_str().unwrap()]).json()
    }

    fn photos(&self) -> Vec<Value> {
        self.dateline.json(["photo", "list", &self.story]).done()["photos"].as_array().unwrap().clone()
    }

    fn set(&self, verb: &[&str], value: &str) -> Value {
        let args = [verb, &[value]].concat();
        self.dateline.json(args).done()
    }
}

/// A picture with XMP in front.
fn with_xmp(picture: &[u8], description: &str) -> Vec<u8> {
    let packet = format!(
        "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
         xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description \
         xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' {description}/>\
         </rdf:RDF></x:xmpmeta>"
    );
    let length = ((packet.len() + 2) as u16).to_be_bytes();
    [&picture[..2], &[0xFF, 0xE1], &length, packet.as_bytes(), &picture[2..]].concat()
}

/// Every door through which letters come in, and what stands behind it.
#[test]
fn letters_are_in_one_piece_behind_every_door() {
    type Door = (&'static str, fn(&Desk) -> Value);
    const DOORS: [Door; 10] = [
        ("a picture's XMP", |desk| {
            let picture = with_xmp(&small_picture(1), &format!("dc:description='{APART}'"));
            desk.add(&desk.newsroom.put("a.jpg", picture));
            desk.photos()[0]["caption"].clone()
        }),
        ("a picture's sidecar", |desk| {
            let packet = with_xmp(&[0xFF, 0xD8], &format!("dc:description='{APART}'"));
            desk.newsroom.put("a.xmp", &packet[packet.iter().position(|byte| *byte == b'<').unwrap()..]);
            desk.add(&desk.newsroom.put("a.jpg", small_picture(1)));
            desk.photos()[0]["caption"].clone()
        }),
        ("a picture's name", |desk| {
            desk.add(&desk.newsroom.put(&format!("{APART}.jpg"), small_picture(1)));
            desk.photos()[0]["file_name"].as_str().unwrap().trim_end_matches(".jpg").into()
        }),
        ("a story's field", |desk| {
            desk.set(&["set", &desk.story], &format!("headline={APART}"))["fields"]["headline"].clone()
        }),
        ("a story's list", |desk| {
            desk.set(&["set", &desk.story], &format!("keywords={APART}"))["fields"]["keywords"][0].clone()
        }),
        ("a picture's field", |desk| {
            desk.add(&desk.newsroom.put("a.jpg", small_picture(1)));
            desk.set(&["photo", "set", &desk.story, "1"], &format!("caption={APART}"))["caption"].clone()
        }),
        ("a code", |desk| {
            let codes = desk.newsroom.put("ma.txt", format!("nh\t{APART}\nkl\tKhê Lam\n"));
            desk.dateline.json(["codes", codes.to_str().unwrap()]).done()["codes"][0]["texts"][0].clone()
        }),
        ("a code's name", |desk| {
            let codes = desk.newsroom.put("ma.txt", "hue\u{323}\u{302}\tNguyễn Huệ\nkl\tKhê Lam\n");
            desk.dateline.json(["codes", codes.to_str().unwrap()]).done();
            desk.add(&desk.newsroom.put("a.jpg", small_picture(1)));
            let values = ["photo", "set", &desk.story, "1", "caption==huệ=", "--codes"];
            desk.dateline.json(values).done()["caption"].clone()
        }),
        ("an article", |desk| {
            let article = desk.newsroom.put("hai.txt", format!("{APART}\n\nĐoạn mở đầu.\n\nĐoạn hai.\n"));
            let story = desk.dateline.json(["import", article.to_str().unwrap()]).done()["story"].clone();
            desk.dateline.json(["show", story.as_str().unwrap()]).done()["fields"]["headline"].clone()
        }),
        ("the house style", |desk| {
            let style = format!("[glossary]\nprotected = [\"{APART}\"]\n");
            let path = desk.newsroom.put("phong-cach.toml", style);
            desk.newsroom.library().import_house_style(&path).unwrap().glossary.protected[0].clone().into()
        }),
    ];
    for (door, behind) in DOORS {
        assert_eq!(behind(&Desk::new()), IN_ONE_PIECE, "{door}");
    }
    // A search finds what was written otherwise.
    let desk = Desk::new();
    desk.set(&["set", &desk.story], &format!("headline={IN_ONE_PIECE}"));
    desk.add(&desk.newsroom.put("a.jpg", small_picture(1)));
    desk.set(&["photo", "set", &desk.story, "1"], &format!("caption={IN_ONE_PIECE}"));
    assert_eq!(desk.dateline.json(["list", APART]).done()["stories"].as_array().unwrap().len(), 1);
    assert_eq!(desk.dateline.json(["photo", "find", APART]).done()["photos"].as_array().unwrap().len(), 1);
}

#[test]
fn what_a_camera_wrote_is_no_caption_and_holds_a_package_back() {
    let desk = Desk::new();
    let picture = with_xmp(&small_picture(1), "dc:description='DCIM\\101MEDIA\\DJI_0012.JPG'");
    desk.add(&desk.newsroom.put("a.jpg", picture));
    assert_eq!(desk.photos()[0]["caption"], "");
    let set = |values: &[&str]| {
        desk.dateline.json([&["photo", "set", &desk.story, "1"], values].concat()).done();
    };
    set(&["credit=Hãng Mẫu", "alt_text=Một bến tàu buổi sáng"]);
    let out = desk.newsroom.make_folder("ra");
    let package = || desk.dateline.json(["package", &desk.story, "--out", out.to_str().unwrap()]);
    let refused = package().json();
    assert_eq!(refused["error"]["code"], "package_incomplete");
    assert_eq!(refused["missing"][0]["field"], "caption");
    // One that stands there from before, or was typed, is no better.
    set(&["caption=DCIM\\101MEDIA\\DJI_0012.JPG"]);
    let refused = package().json();
    assert_eq!(refused["error"]["code"], "package_unfinished");
    assert_eq!(refused["unfinished"][0]["text"], "DCIM\\101MEDIA\\DJI_0012.JPG");
    assert!(fs::read_dir(&out).unwrap().next().is_none());
    set(&["caption=Bến tàu buổi sáng."]);
    package().done();
}

#[test]
fn the_storys_own_caption_is_taken_and_the_desk_sees_what_the_sender_wants() {
    let desk = Desk::new();
    let packet = "photoshop:Instructions='KHÔNG LƯU TRỮ'";
    desk.add(&desk.newsroom.put("a.jpg", with_xmp(&small_picture(1), packet)));
    assert_eq!(desk.photos()[0]["instructions"], "KHÔNG LƯU TRỮ");
    let told = desk.dateline.call(["photo", "list", &desk.story]).stdout;
    assert!(told.contains("KHÔNG LƯU TRỮ"), "{told}");
}

/// Files that people had trouble with, each with what is right of it.
#[test]
fn the_cases_come_in_as_they_should() {
    let Some(cases) = shared("cases/photos") else { return };
    for (file, field, expected) in [
        ("01-samsung-sos/sos_samsung.jpg", "media_type", "image/jpeg"),
        ("03-no-eoi/noeoi.jpg", "media_type", "image/jpeg"),
        ("03-no-eoi/noeoi_trailer.jpg", "media_type", "image/jpeg"),
        ("04-stock-phrases/ph_1.jpg", "caption", ""),
        ("04-stock-phrases/ph_2.jpg", "caption", ""),
        ("04-stock-phrases/ph_3.jpg", "caption", ""),
        ("04-stock-phrases/ph_4.jpg", "caption", ""),
        ("04-stock-phrases/ph_5.jpg", "caption", ""),
        ("04-stock-phrases/ph_6.jpg", "caption", ""),
        ("04-stock-phrases/ph_7.jpg", "caption", ""),
        ("06-two-photographers/creators.jpg", "byline", "Nguyễn Thị Ánh Tuyết; Trần Văn Bình"),
        ("06-two-photographers/creators_iim.jpg", "byline", "Nguyễn Thị Ánh Tuyết; Trần Văn Bình"),
        ("06-two-photographers/creators_exif.jpg", "byline", "Nguyễn Thị Ánh Tuyết; Trần Văn Bình"),
        ("08-digest-mismatch/digest_mismatch.jpg", "caption", "Chú thích đã sửa ở bàn ảnh"),
        ("08-digest-mismatch/digest_match.jpg", "caption", "Chú thích cũ"),
        ("09-instructions/instr.jpg", "instructions", "CẤM DÙNG TRƯỚC 18H NGÀY 20/11; NO ARCHIVE"),
        ("12-png-raw-profiles/png_raw_exif.png", "caption", "Đường Nguyễn Huệ"),
        ("12-png-raw-profiles/png_raw_iptc.png", "caption", "Đường Nguyễn Huệ"),
        ("12-png-raw-profiles/png_raw_xmp.png", "caption", "Chú thích ở gói thứ hai"),
        ("12-png-raw-profiles/png_text.png", "caption", "Đường Nguyễn Huệ"),
        ("14-exif3-utf8/exif3_utf8.jpg", "caption", "Đường Nguyễn Huệ"),
        ("14-exif3-utf8/exif3_utf8.jpg", "copyright_notice", "© 2026 Tòa soạn"),
        ("19-sidecar/IMG_7.JPG", "caption", "Chú thích trong tệp kèm"),
        ("19-sidecar/IMG_8.JPG", "caption", "Chú thích trong tệp kèm"),
        ("20-decomposed/nfd.jpg", "caption", "Đường Nguyễn Huệ, Thành phố Hồ Chí Minh"),
        ("20-decomposed/nfd_iim.jpg", "caption", "Đường Nguyễn Huệ, Thành phố Hồ Chí Minh"),
        ("24-irb-signature/irb_meSa.jpg", "caption", "After MeSa"),
        ("29-languages/langs.jpg", "caption", "Chú thích tiếng Việt"),
    ] {
        let desk = Desk::new();
        let added = desk.add(&cases.join(file));
        assert_eq!(added["failed"], Value::Array(Vec::new()), "{file}: {added}");
        assert_eq!(desk.photos()[0][field], expected, "{file}");
    }
    for (file, cause) in [("27-avif-as-heic/x.avif", "AVIF"), ("27-avif-as-heic/x_mif1.avif", "AVIF")] {
        let refused = Desk::new().add(&cases.join(file));
        assert_eq!(refused["error"]["code"], "photo_unsupported", "{file}");
        assert!(refused["error"]["message"].as_str().unwrap().contains(cause), "{file}");
    }
}
