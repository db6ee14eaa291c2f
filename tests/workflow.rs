//! A reporter's text and a photographer's pictures go in; a package that other people's tools accept comes out.

#[path = "support/judges.rs"]
mod judges;

use std::{
    fs,
    io::Cursor,
    path::{Path, PathBuf},
};

use dateline_core::{
    ErrorCode, Language, Library, Progress, Result,
    package::{self, PackageOptions, PackageReport},
    story::{Edit, PhotoField, PhotoId, Story, StoryField, StoryId},
};
use dateline_tests::{
    newsroom::{Newsroom, tree},
    papers::Papers,
};
use exif::{Field, In, Rational, Tag, experimental::Writer};
use judges::{blocks, exiftool, ninjs_schema, one_spaced};
use serde_json::Value;

fn write(library: &mut Library, story: &StoryId, options: &PackageOptions) -> Result<PackageReport> {
    let story = library.settled(story)?;
    package::write(&story, &library.media(), options, &Progress::unwatched())
}

fn into(out: PathBuf) -> PackageOptions {
    PackageOptions { out, ..PackageOptions::default() }
}

fn read(package: &Path, file: &str) -> String {
    fs::read_to_string(package.join("data").join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn ninjs(package: &Path, file: &str) -> Value {
    serde_json::from_str(&read(package, file)).unwrap()
}

fn media(package: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(package.join("data/media")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn no_problems(package: &Path) {
    assert_eq!(package::verify(package, Language::English).unwrap().problems, [], "{}", package.display());
}

/// What a reader of the source would look for, worked out from its lines and not by the importer: a caption and its
/// credit are two pieces, a related story's date none.
fn pieces(source: &str) -> Vec<String> {
    let source = source.trim_start_matches('\u{feff}');
    let (article, related) = source.split_once("Các bài viết khác").expect("both papers have related stories");
    let mut pieces = Vec::new();
    for line in article.lines().map(one_spaced) {
        let line = line.trim_start_matches(['#', '-', ' ']);
        let is_date = line.contains(" | ");
        pieces.extend(line.split("Ảnh:").map(one_spaced).filter(|piece| !piece.is_empty() && !is_date));
    }
    for line in related.lines().map(one_spaced) {
        let is_date = line.ends_with("trước") || line == "hôm qua";
        let title = match line.strip_prefix("• ") {
            Some(item) => item.rsplit_once(" (").map_or(item, |(title, _)| title).to_owned(),
            None => line,
        };
        if !title.is_empty() && !is_date && pieces.last() != Some(&title) {
            pieces.push(title);
        }
    }
    pieces
}

fn strings(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(one_spaced(text)),
        Value::Array(items) => items.iter().for_each(|item| strings(item, into)),
        Value::Object(members) => members.values().for_each(|member| strings(member, into)),
        _ => (),
    }
}

fn all_found(pieces: &[String], texts: &[String], place: &str) {
    for piece in pieces {
        assert!(texts.iter().any(|text| text.contains(piece)), "{place} lacks {piece:?}\nIt has {texts:#?}");
    }
}

fn body(item: &Value, content_type: &str) -> String {
    let bodies = item["bodies"].as_array().unwrap();
    let body = bodies.iter().find(|body| body["contentType"] == content_type).unwrap();
    body["value"].as_str().unwrap().to_owned()
}

/// The main job, on any papers: in, ready, out, read back.
fn nothing_is_lost(papers: &Papers, date: (&str, &str), pieces_at_least: usize) {
    let newsroom = Newsroom::new();
    let mut library = newsroom.library();
    let report = newsroom.import_ready(&mut library, papers);
    assert_eq!(report.leftovers, []);
    assert_eq!(report.photos.len(), 2);
    let package = write(&mut library, &report.story, &into(newsroom.path("out"))).unwrap().package;
    no_problems(&package);

    let source = pieces(&fs::read_to_string(&papers.article).unwrap());
    assert!(source.len() >= pieces_at_least, "{source:#?}");
    let page = read(&package, "article.html");
    all_found(&source, &blocks(&page), "article.html");
    let mut body_pieces: Vec<String> = library.story(&report.story).unwrap().body.into_iter().map(|b| b.text).collect();
    body_pieces.retain(|text| !text.is_empty());
    let body_pieces: Vec<String> = body_pieces.iter().map(|text| one_spaced(text)).collect();
    for (file, plain, markup) in [
        ("story.ninjs.json", &body as &dyn Fn(&Value, &str) -> String, "application/xhtml+xml"),
        ("story.ninjs16.json", &|item: &Value, key: &str| item[key].as_str().unwrap().to_owned(), "body_html"),
    ] {
        let item = ninjs(&package, file);
        let mut texts = Vec::new();
        strings(&item, &mut texts);
        all_found(&source, &texts, file);
        // The body is there twice, and whole each time.
        let plain_key = if markup == "body_html" { "body_text" } else { "text/plain" };
        all_found(&body_pieces, &[one_spaced(&plain(&item, plain_key))], &format!("{file}, {plain_key}"));
        all_found(&body_pieces, &blocks(&plain(&item, markup)), &format!("{file}, {markup}"));
        assert!(texts.iter().any(|text| text == date.1), "{file} has no {}", date.1);
    }
    assert!(page.contains(&format!(">{}</time>", date.0)), "the page has no {}", date.0);

    // A caption and its credit stay two things.
    let story = library.story(&report.story).unwrap();
    for (photo, figure) in story.photos.iter().zip(figures(&page)) {
        let [caption, credit] = [PhotoField::Caption, PhotoField::Credit].map(|field| photo.fields.text(field));
        assert_eq!(figure, one_spaced(&format!("{caption} Ảnh: {credit}")));
    }
}

fn figures(page: &str) -> Vec<String> {
    let captions = page.split("<figcaption>").skip(1).map(|rest| rest.split_once("</figcaption>").unwrap().0);
    captions.flat_map(|caption| blocks(&format!("<p>{caption}</p>"))).collect()
}

#[test]
fn every_word_of_a_real_page_comes_out_in_every_format() {
    let Some(papers) = Papers::real() else { return };
    nothing_is_lost(&papers, ("15/10/2019", "2019-10-15T00:00:00Z"), 28);
}

#[test]
fn every_word_of_the_sample_story_comes_out_in_every_format() {
    let newsroom = Newsroom::new();
    nothing_is_lost(&Papers::sample(&newsroom.path("")), ("12/04/2026", "2026-04-12T00:00:00Z"), 24);
}

#[test]
fn a_word_that_is_lost_is_noticed() {
    let texts = ["Tin một".to_owned(), "Tin hai &".to_owned()];
    all_found(&["hai &".to_owned()], &texts, "");
    assert!(std::panic::catch_unwind(|| all_found(&["ba".to_owned()], &texts, "")).is_err());
    assert_eq!(
        blocks("<p>Ghe &amp; xuồng<br/> &lt;<em>b</em>&#233;></p><ul><li>hai</li></ul>"),
        ["Ghe & xuồng <bé>", "hai"]
    );
}

#[test]
fn both_ninjs_files_fit_the_standards_schemas() {
    let newsroom = Newsroom::new();
    let mut library = newsroom.library();
    let sample = Papers::sample(&newsroom.path(""));
    for papers in [Some(sample), Papers::real()].into_iter().flatten() {
        let story = newsroom.import_ready(&mut library, &papers).story;
        for draft in [false, true] {
            let options = PackageOptions { draft, ..into(newsroom.path("out")) };
            let package = write(&mut library, &story, &options).unwrap().package;
            for (file, version) in [("story.ninjs.json", "3.1"), ("story.ninjs16.json", "1.6")] {
                let Some(schema) = ninjs_schema(version) else { return };
                let mut item = ninjs(&package, file);
                let wrong: Vec<String> = schema.iter_errors(&item).map(|error| error.to_string()).collect();
                assert_eq!(wrong, [""; 0], "{file}");
                // The judge does judge.
                item["uri"] = Value::Null;
                assert!(!schema.is_valid(&item));
            }
        }
    }
}

#[test]
fn the_same_story_makes_the_same_bytes_also_after_a_restart() {
    let newsroom = Newsroom::new();
    let story = newsroom.with_a_story();
    let mut made = Vec::new();
    for run in 0..2 {
        // Each run opens the library anew; the second has no renditions kept.
        let mut library = newsroom.library();
        if run == 1 {
            fs::remove_dir_all(newsroom.library_folder().join("cache")).unwrap();
        }
        for again in 0..2 {
            let out = newsroom.path(&format!("out-{run}-{again}"));
            let folder = write(&mut library, &story, &into(out.clone())).unwrap();
            let zip = write(&mut library, &story, &PackageOptions { zip: true, ..into(out.clone()) }).unwrap();
            no_problems(&folder.package);
            no_problems(&zip.package);
            assert_eq!(folder.package.file_name().unwrap(), zip.package.file_stem().unwrap());
            made.push((tree(&out), folder.sha256, zip.sha256));
        }
    }
    assert!(made[0].0.len() > 15, "{:?}", made[0].0.keys());
    for other in &made[1..] {
        // Names first: a failure then says which file differs.
        assert!(made[0].0.keys().eq(other.0.keys()));
        for (name, bytes) in &made[0].0 {
            assert!(other.0[name] == *bytes, "{name} differs");
        }
        assert_eq!((&made[0].1, &made[0].2), (&other.1, &other.2));
    }
}

/// A photograph as a phone takes it: with the place, the serial number and a thumbnail inside.
fn telltale_jpeg() -> Vec<u8> {
    let jpeg = |width, height| {
        let pixels = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90]));
        let mut out = Cursor::new(Vec::new());
        pixels.write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
        out.into_inner()
    };
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let text = |words: &str| exif::Value::Ascii(vec![words.as_bytes().to_vec()]);
    let degrees = |degrees| exif::Value::Rational(vec![Rational { num: degrees, denom: 1 }; 3]);
    let fields = [
        field(Tag::GPSLatitudeRef, text("N")),
        field(Tag::GPSLatitude, degrees(21)),
        field(Tag::GPSLongitudeRef, text("E")),
        field(Tag::GPSLongitude, degrees(105)),
        field(Tag::BodySerialNumber, text("SERIAL-0042")),
        field(Tag::CameraOwnerName, text("OWNER-0042")),
    ];
    let thumbnail = jpeg(16, 16);
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    writer.set_jpeg(&thumbnail, In::THUMBNAIL);
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).unwrap();
    let payload = [b"Exif\0\0", &tiff.into_inner()[..]].concat();
    let mut picture = jpeg(1500, 1000);
    let segment = [&[0xFF, 0xE1], &((payload.len() + 2) as u16).to_be_bytes()[..], &payload].concat();
    picture.splice(2..2, segment);
    picture
}

fn occurrences(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what).count()
}

#[test]
fn captions_travel_inside_the_pictures_and_the_photographers_whereabouts_do_not() {
    let newsroom = Newsroom::new();
    let mut papers = Papers::sample(&newsroom.path(""));
    let telltale = telltale_jpeg();
    assert_eq!(occurrences(&telltale, &[0xFF, 0xD8, 0xFF]), 2, "the thumbnail is in it");
    papers.photos[1] = newsroom.put("IMG_0042.jpg", &telltale);
    let mut library = newsroom.library();
    let report = newsroom.import_ready(&mut library, &papers);
    let package = write(&mut library, &report.story, &into(newsroom.path("out"))).unwrap().package;
    let story = library.story(&report.story).unwrap();

    let files = media(&package);
    // 2400 pixels wide, and 1500.
    assert_eq!(files.len(), 5 + 5);
    for file in &files {
        let bytes = fs::read(file).unwrap();
        for secret in [&b"SERIAL-0042"[..], b"OWNER-0042", b"Exif\0\0", b"GPS"] {
            assert_eq!(occurrences(&bytes, secret), 0, "{} in {}", String::from_utf8_lossy(secret), file.display());
        }
        assert_eq!(occurrences(&bytes, &[0xFF, 0xD8, 0xFF]), 1, "a picture within the picture {}", file.display());
    }
    for (at, file) in files.iter().enumerate() {
        let photo = &story.photos[usize::from(at >= 5)];
        let Some(found) = exiftool(file) else { return };
        for (tag, field) in [
            ("XMP-dc:Description", PhotoField::Caption),
            ("IPTC:Caption-Abstract", PhotoField::Caption),
            ("XMP-dc:Creator", PhotoField::Byline),
            ("IPTC:By-line", PhotoField::Byline),
            ("XMP-photoshop:Credit", PhotoField::Credit),
            ("IPTC:Credit", PhotoField::Credit),
            ("XMP-dc:Rights", PhotoField::CopyrightNotice),
            ("IPTC:CopyrightNotice", PhotoField::CopyrightNotice),
            ("XMP-iptcCore:AltTextAccessibility", PhotoField::AltText),
        ] {
            let value = &found[tag];
            let value = value.as_str().or_else(|| value[0].as_str()).unwrap_or_else(|| panic!("no {tag}: {found:#}"));
            assert_eq!(value, photo.fields.text(field), "{tag} of {}", file.display());
        }
        for tag in found.as_object().unwrap().keys() {
            for secret in ["GPS", "Serial", "Thumbnail", "Owner"] {
                assert!(!tag.contains(secret), "{tag} is in {}", file.display());
            }
        }
    }
}

fn set(library: &mut Library, story: &StoryId, photo: &PhotoId, field: PhotoField, value: &str) {
    let edit = Edit::SetPhotoField { photo: photo.clone(), field, value: value.into() };
    library.edit_latest(story, &[edit]).unwrap();
}

#[test]
fn a_story_without_a_credit_stays_at_home_and_goes_out_as_a_draft() {
    let newsroom = Newsroom::new();
    let story = newsroom.with_a_story();
    let mut library = newsroom.library();
    let photos = library.story(&story).unwrap().photos;
    set(&mut library, &story, &photos[1].id, PhotoField::Credit, "");
    set(&mut library, &story, &photos[0].id, PhotoField::AltText, " ");
    let out = newsroom.path("out");

    let error = write(&mut library, &story, &into(out.clone())).unwrap_err();
    assert_eq!(error.code, ErrorCode::PackageIncomplete);
    let expected = format!("mô tả của ảnh 1 ({}), nguồn ảnh của ảnh 2 ({})", photos[0].file_name, photos[1].file_name);
    assert_eq!(error.params["missing"], expected);
    assert!(!out.exists(), "a refusal writes nothing");

    let report = write(&mut library, &story, &PackageOptions { draft: true, ..into(out) }).unwrap();
    let fields: Vec<_> = report.missing.iter().map(|missing| missing.spot.name()).collect();
    assert_eq!(fields, ["alt_text", "credit"]);
    no_problems(&report.package);
    assert!(report.package.to_string_lossy().ends_with("-draft"));
    assert!(fs::read_to_string(report.package.join("bag-info.txt")).unwrap().contains("Dateline-Status: draft"));
    assert!(read(&report.package, "article.html").contains("noindex"));
    assert_eq!(ninjs(&report.package, "story.ninjs.json")["pubStatus"], "withheld");
    assert_eq!(ninjs(&report.package, "story.ninjs16.json")["pubstatus"], "withheld");
}

fn pixels(package: &Path) -> Vec<(String, image::RgbImage)> {
    let name = |file: &Path| file.file_name().unwrap().to_string_lossy().into_owned();
    media(package).iter().map(|file| (name(file), image::open(file).unwrap().into_rgb8())).collect()
}

#[test]
fn a_new_caption_costs_no_new_pixels() {
    let newsroom = Newsroom::new();
    let story = newsroom.with_a_story();
    let mut library = newsroom.library();
    let photo = library.story(&story).unwrap().photos.remove(0);
    let package = write(&mut library, &story, &into(newsroom.path("out"))).unwrap().package;
    let before = pixels(&package);
    let files: Vec<Vec<u8>> = media(&package).iter().map(|file| fs::read(file).unwrap()).collect();

    // With the original out of reach, nothing could be made of it again.
    let original = library.media().blobs().path(&photo.sha256);
    let aside = newsroom.path("aside.jpg");
    fs::rename(&original, &aside).unwrap();
    set(&mut library, &story, &photo.id, PhotoField::Caption, "Chú thích viết lại, giờ chót.");
    let package = write(&mut library, &story, &into(newsroom.path("out"))).unwrap().package;
    no_problems(&package);
    assert!(pixels(&package) == before, "the pixels changed with the caption");
    let now: Vec<Vec<u8>> = media(&package).iter().map(|file| fs::read(file).unwrap()).collect();
    let changed = files.iter().zip(&now).map(|(before, now)| before != now).collect::<Vec<_>>();
    assert_eq!(changed, [[true; 5], [false; 5]].concat(), "only its pictures tell the new caption");

    // And it is the kept renditions that did it.
    fs::remove_dir_all(newsroom.library_folder().join("cache")).unwrap();
    let error = write(&mut library, &story, &into(newsroom.path("out"))).unwrap_err();
    assert_eq!(error.code, ErrorCode::BlobMissing);
    // By the name that a person knows it by.
    assert_eq!(error.params["sha256"], photo.file_name);
    no_problems(&package);
    fs::rename(&aside, &original).unwrap();
    write(&mut library, &story, &into(newsroom.path("out"))).unwrap();
    assert!(pixels(&package) == before);
}

#[test]
fn a_changed_package_is_found_out() {
    let newsroom = Newsroom::new();
    let story = newsroom.with_a_story();
    let mut library = newsroom.library();
    let package = write(&mut library, &story, &into(newsroom.path("out"))).unwrap().package;
    let found = |package: &Path| -> Vec<(String, String)> {
        let problems = package::verify(package, Language::Vietnamese).unwrap().problems;
        problems.into_iter().map(|problem| (problem.path, problem.code)).collect()
    };
    let picture = media(&package).remove(2);
    let name = format!("data/media/{}", picture.file_name().unwrap().to_string_lossy());
    let mut bytes = fs::read(&picture).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&picture, bytes).unwrap();
    assert!(found(&package).contains(&(name.clone(), "checksum_differs".into())));
    fs::remove_file(&picture).unwrap();
    assert!(found(&package).contains(&(name, "file_missing".into())));
}

#[test]
fn what_was_filled_in_is_what_is_read_after_a_restart() {
    let newsroom = Newsroom::new();
    let story = newsroom.with_a_story();
    let values = [
        (StoryField::Kicker, "Sông nước"),
        (StoryField::Headline, "Chợ nổi & <những> người \"trở về\""),
        (StoryField::Subheadline, "Ba năm, một bến"),
        (StoryField::Section, "Đời sống"),
        (StoryField::Source, "Tòa soạn Bến Tràm"),
    ];
    let edits: Vec<Edit> =
        values.iter().map(|(field, value)| Edit::SetField { field: *field, value: (*value).into() }).collect();
    newsroom.library().edit_latest(&story, &edits).unwrap();

    let mut library = newsroom.library();
    let read_back: Story = library.story(&story).unwrap();
    let package = write(&mut library, &story, &into(newsroom.path("out"))).unwrap().package;
    let page = blocks(&read(&package, "article.html"));
    let mut texts = Vec::new();
    strings(&ninjs(&package, "story.ninjs.json"), &mut texts);
    for (field, value) in values {
        assert_eq!(read_back.text(field), value);
        all_found(&[value.to_owned()], &page, "article.html");
        all_found(&[value.to_owned()], &texts, "story.ninjs.json");
    }
}
