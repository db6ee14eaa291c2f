//! Stories for the tests of this module, ready-made pictures, and the standards' own judges.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::{Destination, Edition, Format, Pictures, Sink, address::BaseUrl};
use crate::{
    Language, Progress, Result,
    photo::{Encoding, Ladder, Rendition},
    story::{
        Block, BlockKind, FieldKind, FieldValue, Marks, Photo, PhotoField, PhotoFields, PhotoId, Related, Run, Settled,
        State, Story, StoryField, StoryFields, StoryId,
    },
};

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap_or_else(|_| panic!("{time} is no time"))
}

/// A whole story: every field filled, every kind of block, two pictures, three related stories.
pub fn story() -> Settled {
    let photos = vec![
        photo(1, "Ghe chở khóm cập mạn lúc tờ mờ sáng.", "Người phụ nữ đội nón lá chuyền khóm từ ghe này sang ghe kia"),
        photo(2, "Cây bẹo treo bí, treo khoai báo cho khách biết ghe bán gì.", "Cây sào cao trên mũi ghe treo quả bí"),
    ];
    let plain = |text: &str| Run { text: text.into(), marks: Marks::default() };
    let bold = Run { text: "ba giờ sáng".into(), marks: Marks { bold: true, ..Marks::default() } };
    let link = Some("https://example.org/lich-cho?thang=9&nam=2026".to_owned());
    let linked = Run { text: "lịch chợ".into(), marks: Marks { link, ..Marks::default() } };
    let body = vec![
        Block::from_runs(
            BlockKind::Paragraph,
            [
                plain("Từ "),
                bold,
                plain(", đèn ghe đã sáng một khúc sông; theo "),
                linked,
                plain(", phiên này đông nhất năm."),
            ],
        ),
        Block::photo(photos[0].id.clone()),
        Block::new(BlockKind::Heading { level: 1 }, "Nước lên, ghe về"),
        Block::paragraph("Khóm, bí, khoai chất đầy khoang. Giá “mềm” hơn năm ngoái, người bán nói vậy."),
        Block::new(BlockKind::Quote, "Nước lên là ghe tôi lên theo."),
        Block::new(BlockKind::Quote, "Có năm nào mà chợ vắng đâu."),
        Block::new(BlockKind::Heading { level: 2 }, "Đi chợ cần nhớ"),
        Block::new(BlockKind::ListItem { ordered: false }, "Đến trước sáu giờ."),
        Block::new(BlockKind::ListItem { ordered: false }, "Mặc áo phao."),
        Block::photo(photos[1].id.clone()),
        Block::paragraph("Đến chín giờ, khúc sông lại vắng như chưa từng có chợ."),
    ];
    let mut fields = StoryFields::default();
    for (field, text) in [
        (StoryField::Kicker, "Miền Tây"),
        (StoryField::Headline, "Phiên chợ nổi đầu mùa nước lên"),
        (StoryField::Subheadline, "Ghe về đông hơn, giá mềm hơn"),
        (StoryField::Abstract, "Nước lên sớm nửa tháng, và chợ nổi họp lại sau một mùa khô vắng khách."),
        (StoryField::Byline, "Tuệ Minh"),
        (StoryField::Dateline, "Cần Thơ"),
        (StoryField::Slugline, "cho-noi"),
        (StoryField::Section, "Đời sống"),
        (StoryField::Place, "Cái Răng"),
        (StoryField::Genre, "Phóng sự"),
        (StoryField::Urgency, "4"),
        (StoryField::Source, "Báo Bến Sông"),
        (StoryField::DatePublished, "2026-09-02"),
        (StoryField::Views, "6325"),
        (StoryField::Embargoed, "2026-09-04T05:00:00+07:00"),
        (StoryField::Ednote, "Chờ xác nhận số ghe."),
        (StoryField::UsageTerms, "Chỉ dùng cho bản in và trang điện tử."),
        (StoryField::CopyrightHolder, "Báo Bến Sông"),
        (StoryField::CopyrightNotice, "© 2026 Báo Bến Sông"),
    ] {
        fields.set(field, text);
    }
    fields.set(StoryField::Keywords, vec!["chợ nổi".to_owned(), "mùa nước".to_owned()]);
    fields.set(StoryField::Subjects, vec!["medtop:20000002".to_owned(), "sông nước".to_owned()]);
    let related =
        |title: &str, date, date_text: &str| Related { title: title.into(), date, date_text: date_text.into() };
    let story = Story {
        id: StoryId("0197f3a0-1111-7222-8333-44447c1d2e3f".into()),
        state: State::Approved,
        language: Language::Vietnamese,
        fields,
        body,
        photos,
        related: vec![
            related("Mùa nước nổi về muộn", NaiveDate::from_ymd_opt(2026, 8, 30), "3 ngày trước"),
            related("Bếp lửa trên ghe", None, "không rõ ngày"),
            related("Người giữ nghề đóng xuồng", None, ""),
        ],
        ignored: Vec::new(),
        lifted: Vec::new(),
        comments: Vec::new(),
        moved: None,
        passed: Vec::new(),
        suggestions: Vec::new(),
        created_at: at("2026-09-01T01:02:03.456Z"),
        updated_at: at("2026-09-02T03:04:05.678Z"),
    };
    story.into()
}

fn photo(number: u32, caption: &str, alt_text: &str) -> Photo {
    let mut fields = PhotoFields::default();
    for (field, text) in [
        (PhotoField::Caption, caption),
        (PhotoField::Credit, "Lam Khê"),
        (PhotoField::AltText, alt_text),
        (PhotoField::Byline, "Lam Khê"),
        (PhotoField::Source, "Báo Bến Sông"),
        (PhotoField::CopyrightNotice, "© 2026 Báo Bến Sông"),
        (PhotoField::Place, "Cần Thơ"),
        (PhotoField::DateCreated, "2026-09-01T05:20:00+07:00"),
        (PhotoField::DigitalSourceType, "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"),
    ] {
        fields.set(field, text);
    }
    Photo {
        place: String::new(),
        id: PhotoId(format!("0197f3a0-5555-7666-8777-88889999000{number}")),
        fields,
        origins: BTreeMap::new(),
        file_name: format!("Chợ nổi {number}.jpg"),
        media_type: "image/jpeg".into(),
        width: 1500,
        height: 1000,
        sha256: format!("{number}").repeat(64),
    }
}

/// A story that was only just begun.
pub fn bare_story() -> Settled {
    let story = Story {
        fields: StoryFields::default(),
        body: Vec::new(),
        photos: Vec::new(),
        related: Vec::new(),
        state: State::Draft,
        ..story().into()
    };
    story.into()
}

/// The sample with text everywhere that tries to break out of wherever it is put.
pub fn hostile_story() -> Settled {
    let mut story = story();
    let hostile = "\"'><script>alert(1)</script></script></style>{{body}}]]><!-- & \u{2028}\u{0}--> ' onload=x ../../x";
    overwrite(&mut story, hostile, Some("javascript:alert(1)"));
    story.photos[0].file_name = "../../<script>\n.jpg".into();
    story
}

/// Words without any markup where [`hostile_story`] has its own.
pub fn calm_down(story: &mut Settled) {
    overwrite(story, "chữ", Some("javascript:alert(1)"));
}

fn overwrite(story: &mut Settled, words: &str, link: Option<&str>) {
    for field in StoryField::ALL {
        if let Some(value) = overwritten(field.kind(), words) {
            story.fields.set(*field, value);
        }
    }
    for photo in &mut story.photos {
        for field in PhotoField::ALL {
            if let Some(value) = overwritten(field.kind(), words) {
                photo.fields.set(*field, value);
            }
        }
    }
    for related in &mut story.related {
        related.title = words.into();
        related.date_text = words.into();
    }
    for block in &mut story.body {
        if !matches!(block.kind, BlockKind::Photo { .. }) {
            let marks =
                Marks { bold: true, italic: true, link: link.map(str::to_owned), lang: None, ..Marks::default() };
            *block = Block::from_runs(block.kind.clone(), [Run { text: words.into(), marks }]);
        }
    }
}

/// What a field of this kind holds after it was overwritten; `None` where it can hold no such words.
fn overwritten(kind: FieldKind, words: &str) -> Option<FieldValue> {
    match kind {
        FieldKind::Line | FieldKind::Fact | FieldKind::Text => Some(words.into()),
        FieldKind::List => Some(vec![words.to_owned()].into()),
        FieldKind::Languages => Some(vec![format!("caption en {words}")].into()),
        FieldKind::Date
        | FieldKind::Taken
        | FieldKind::Number
        | FieldKind::Urgency
        | FieldKind::Rating
        | FieldKind::Pick
        | FieldKind::Label
        | FieldKind::Usage
        | FieldKind::Point
        | FieldKind::Area => None,
    }
}

/// A sample whose first picture goes out cropped, once as marked and twice by its focus point.
pub fn cropped_story() -> Settled {
    let mut story = story();
    story.photos[0].fields.set(PhotoField::FocusPoint, "0.4,0.3");
    story.photos[0].fields.set(PhotoField::CropFree, "0.1,0,0.5,1");
    story
}

/// What the formats are told of a story, without any picture made.
pub fn edition(story: &Settled, draft: bool) -> Edition<'_> {
    edition_of(story, draft, false)
}

/// The same with WebP, or without.
pub fn edition_of(story: &Settled, draft: bool, webp: bool) -> Edition<'_> {
    let mut edition = Edition::planned(story, webp, Destination { base: BaseUrl::placeholder(), draft });
    let pictures = edition.entries.iter_mut().flat_map(|entry| &mut entry.pictures);
    pictures.flat_map(|picture| &mut picture.files).for_each(|file| file.bytes = 1000);
    edition
}

/// The files that a format makes of an edition, by their paths.
pub fn files(format: &dyn Format, edition: &Edition) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut store = |path: &str, source: &mut dyn Read| {
        let mut bytes = Vec::new();
        source.read_to_end(&mut bytes).unwrap_or_else(|error| panic!("{error}"));
        files.insert(path.to_owned(), bytes);
        Ok(())
    };
    format.write(edition, &mut Sink::new(Path::new("data"), &mut store)).unwrap_or_else(|error| panic!("{error}"));
    files
}

/// The one file of a format that says all of a story.
pub fn written(format: &dyn Format, edition: &Edition) -> Vec<u8> {
    files(format, edition).remove(format.file_name()).unwrap_or_else(|| panic!("{} wrote nothing", format.id()))
}

/// Ready-made pictures of one colour.
pub struct Pixels;

impl Pictures for Pixels {
    fn renditions(&self, photo: &Photo, ladders: &[Ladder], progress: &Progress) -> Result<Vec<Vec<Rendition>>> {
        progress.check()?;
        let of_ladder = |ladder: &Ladder| {
            let sizes = ladder.sizes(photo.width, photo.height).into_iter();
            sizes
                .map(|(width, height)| Rendition { width, height, bytes: one_colour(width, height, ladder.encoding) })
                .collect()
        };
        Ok(ladders.iter().map(of_ladder).collect())
    }
}

/// Made once for all tests: encoding is slow without optimisation.
pub fn one_colour(width: u32, height: u32, encoding: Encoding) -> Vec<u8> {
    type Made = BTreeMap<(u32, u32, &'static str), Vec<u8>>;
    static MADE: Mutex<Made> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let bytes = made.entry((width, height, encoding.media_type())).or_insert_with(|| {
        let mut bytes = Cursor::new(Vec::new());
        let format = match encoding {
            Encoding::Jpeg => image::ImageFormat::Jpeg,
            Encoding::WebP => image::ImageFormat::WebP,
        };
        let pixels = image::RgbImage::from_pixel(width, height, image::Rgb([60, 90, 120]));
        pixels.write_to(&mut bytes, format).unwrap_or_else(|error| panic!("{error}"));
        bytes.into_inner()
    });
    bytes.clone()
}

/// Every word a reader must find is somewhere in `item`.
pub fn assert_tells_everything(story: &Settled, item: &Value) {
    let mut texts = Vec::new();
    collect_texts(item, &mut texts);
    let of_story = [StoryField::Headline, StoryField::Kicker, StoryField::Subheadline, StoryField::Abstract];
    let of_story = of_story.into_iter().chain([StoryField::Byline, StoryField::Section, StoryField::Genre]);
    let mut expected: Vec<&str> = of_story.map(|field| story.text(field)).collect();
    expected.extend(story.body.iter().map(|block| block.text.as_str()));
    for photo in &story.photos {
        let fields = [PhotoField::Caption, PhotoField::AltText, PhotoField::Credit, PhotoField::Byline];
        expected.extend(fields.map(|field| photo.fields.text(field)));
    }
    expected.extend(story.related.iter().map(|related| related.title.as_str()));
    for words in expected {
        assert!(texts.iter().any(|text| text.contains(words)), "{words:?} is lost");
    }
}

fn collect_texts<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => into.push(text),
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, into)),
        Value::Object(members) => members.values().for_each(|member| collect_texts(member, into)),
        _ => (),
    }
}

/// The standards' files, in shared/ beside the checkout.
fn ninjs_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/schemas/ninjs")
}

fn read_json(path: PathBuf) -> Value {
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The schema of a ninjs version, with its `format`s checked. `None`, said aloud, where it is absent.
pub fn ninjs_schema(version: &str) -> Option<jsonschema::Validator> {
    let folder = ninjs_folder();
    let path = folder.join(format!("specification/ninjs-schema_{version}.json"));
    if !path.exists() {
        eprintln!("SKIPPED: no ninjs schemas in shared/ beside the checkout");
        return None;
    }
    let geo = jsonschema::Registry::new()
        .add(
            "https://geojson.org/schema/GeoJSON.json",
            read_json(folder.join("validation/test_suite/GeoJSON-schema.json")),
        )
        .and_then(|registry| registry.prepare())
        .unwrap_or_else(|error| panic!("{error}"));
    let schema = jsonschema::options().should_validate_formats(true).with_registry(&geo).build(&read_json(path));
    Some(schema.unwrap_or_else(|error| panic!("{error}")))
}

/// The judge agrees with the standard's own test vectors.
pub fn vectors_agree(schema: &jsonschema::Validator, version: &str) {
    let mut judged = 0;
    for (folder, passes) in [("should_pass", true), ("should_fail", false)] {
        let folder = ninjs_folder().join(format!("validation/test_suite/{version}/{folder}"));
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap_or_else(|error| panic!("{error}")).path();
            assert_eq!(schema.is_valid(&read_json(path.clone())), passes, "{}", path.display());
            judged += 1;
        }
    }
    assert!(judged >= 2);
}
