//! HEICs, made by libheif's own encoder and read through the system's decoder. Where they are not installed, it is
//! said aloud.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc,
    thread,
    time::Duration,
};

use exif::Tag;
use image::{DynamicImage, ImageFormat};

use super::samples::*;
use crate::{
    Inspected,
    heic::{Tool, leftovers_in},
    inspect, jpeg, renditions,
};
use dateline_base::{ErrorCode, PhotoField, Progress, Standard, strings::Language};

/// What `heif-enc` makes of JPEGs; `None`, said aloud, where there is no libheif.
pub fn heic(jpegs: &[Vec<u8>]) -> Option<Vec<u8>> {
    if Tool::find().is_none() {
        eprintln!("SKIPPED: neither heif-dec nor heif-convert is installed");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("heif-enc");
    command.current_dir(folder.path()).args(["-q", "95", "-o", "out.heic"]);
    for (number, jpeg) in jpegs.iter().enumerate() {
        let name = format!("{number}.jpg");
        std::fs::write(folder.path().join(&name), jpeg).unwrap();
        command.arg(name);
    }
    match command.output() {
        Ok(output) if output.status.success() => Some(std::fs::read(folder.path().join("out.heic")).unwrap()),
        Ok(output) => panic!("heif-enc: {}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => {
            eprintln!("SKIPPED: heif-enc is not installed");
            None
        }
    }
}

fn inspected(bytes: &[u8]) -> Inspected {
    inspect(bytes, Path::new("IMG_0001.HEIC")).unwrap()
}

fn refusal(bytes: &[u8]) -> (ErrorCode, String) {
    let error = inspect(bytes, Path::new("IMG_0001.HEIC")).unwrap_err();
    let words = error.to_string();
    assert!(words.contains("IMG_0001.HEIC"), "{words}");
    assert!(!words.contains('{'), "{words} has a blank left");
    (error.code, words)
}

fn colours(heic: &[u8]) -> [[u8; 3]; 4] {
    let made = renditions(heic, Path::new("a.heic"), &[WHOLE], &Progress::unwatched()).unwrap();
    quarters(&image::load_from_memory(&made[0][0].bytes).unwrap().into_rgb8())
}

fn assert_near(found: [[u8; 3]; 4], wanted: [[u8; 3]; 4]) {
    for (found, wanted) in found.into_iter().zip(wanted) {
        assert!(found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 14), "{found:?} is not {wanted:?}");
    }
}

/// heif-enc writes which channels there are into a box that a turn fits into.
fn turned_by_a_quarter(mut heic: Vec<u8>) -> Vec<u8> {
    let at = heic.windows(4).position(|window| window == b"pixi").unwrap();
    heic[at..at + 4].copy_from_slice(b"irot");
    // Three quarters against the clock.
    heic[at + 4] = 3;
    heic
}

#[test]
fn its_pixels_and_fields_are_read() {
    let packet = b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description \
        xmlns:dc='http://purl.org/dc/elements/1.1/' dc:description='\xC4\x90\xE1\xBA\xA1i bi\xE1\xBB\x83u'/></rdf:RDF>";
    let original = with_exif(jpeg(320, 240), &[ascii(Tag::Artist, "Nguyễn Thị Mẫu")])
        .splice_segment(jpeg::APP1, &[jpeg::XMP, packet].concat());
    let Some(heic) = heic(&[original]) else { return };
    let found = inspected(&heic);
    assert_eq!((found.media_type, found.width, found.height), ("image/heic", 320, 240));
    assert_eq!(found.fields.text(PhotoField::Caption), "Đại biểu");
    assert_eq!(found.fields.text(PhotoField::Byline), "Nguyễn Thị Mẫu");
    assert_eq!(found.origins[&PhotoField::Caption], Standard::Xmp);
    assert_eq!(found.origins[&PhotoField::Byline], Standard::Exif);
    assert_near(colours(&heic), quarters(&scene(320, 240)));
}

#[test]
fn it_is_turned_once() {
    // Its EXIF says so too, and must not turn it again.
    let Some(heic) = heic(&[with_exif(jpeg(320, 240), &[turned(6)])]) else { return };
    let turned = turned_by_a_quarter(heic.clone());
    let [ul, ur, ll, lr] = quarters(&scene(320, 240));
    assert_eq!((inspected(&turned).width, inspected(&turned).height), (240, 320));
    assert_near(colours(&turned), [ll, ul, lr, ur]);
    // Without a turn of the file's own there is none: the standard knows no other.
    assert_eq!((inspected(&heic).width, inspected(&heic).height), (320, 240));
}

#[test]
fn its_profile_is_honoured() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let red = image::RgbImage::from_pixel(320, 240, image::Rgb([200, 60, 60]));
    let plain = file(&DynamicImage::ImageRgb8(red), ImageFormat::Jpeg);
    let wide = plain.splice_segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &profile[..]].concat());
    let Some(heic) = heic(&[wide]) else { return };
    // As the JPEG of the same numbers comes out.
    assert_near(colours(&heic), [[216, 44, 51]; 4]);
}

#[test]
fn the_picture_that_a_file_of_several_shows_is_taken() {
    let shown = |heic: &mut Vec<u8>, number: u8| {
        let at = heic.windows(4).position(|window| window == b"pitm").unwrap();
        heic[at + 9] = number;
    };
    let Some(mut heic) = heic(&[jpeg(320, 240), jpeg(160, 120)]) else { return };
    assert_eq!(inspected(&heic).width, 320);
    shown(&mut heic, 2);
    assert_eq!(inspected(&heic).width, 160);
}

#[test]
fn broken_ones_are_refused() {
    let Some(whole) = heic(&[jpeg(320, 240)]) else { return };
    for length in (12..whole.len()).step_by(whole.len() / 40).chain([whole.len() - 1]) {
        let (code, words) = refusal(&whole[..length]);
        assert!(matches!(code, ErrorCode::PhotoTruncated | ErrorCode::PhotoUnsupported), "cut at {length}: {words}");
    }
    // The picture's own data, all zeros: whole by its boxes.
    let data = whole.windows(4).rposition(|window| window == b"mdat").unwrap() + 4;
    let mut empty = whole.clone();
    empty[data..].fill(0);
    assert_eq!(refusal(&empty).0, ErrorCode::PhotoTruncated);

    let mut huge = whole.clone();
    let size = whole.windows(4).position(|window| window == b"ispe").unwrap() + 8;
    huge[size..size + 8].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let (code, words) = refusal(&huge);
    assert_eq!(code, ErrorCode::PhotoTooLarge);
    assert!(words.contains("60000 × 60000 px"), "{words}");
}

#[test]
fn no_file_is_left_behind() {
    if Tool::find().is_none() {
        eprintln!("SKIPPED: neither heif-dec nor heif-convert is installed");
        return;
    }
    let left = |folder: &Path| std::fs::read_dir(folder).unwrap().count();
    let folder = tempfile::tempdir().unwrap();
    let tool = Tool::find().unwrap().in_folder(folder.path());
    assert!(tool.convert(b"no HEIC", &Default::default()).is_err());
    assert_eq!(left(folder.path()), 0);
    let Some(heic) = heic(&[jpeg(32, 24)]) else { return };
    assert!(tool.convert(&heic, &Default::default()).is_ok());
    assert_eq!(left(folder.path()), 0);
}

#[test]
fn what_is_on_its_way_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let told = folder.path().join("told");
    let program = script(folder.path(), &format!("echo x > out.jpg; stat -c '%a' . * > '{}'", told.display()));
    Tool::new(program, Duration::from_secs(30)).convert(b"", &Default::default()).unwrap();
    // The folder, and in it the HEIC, what comes of it and what the decoder says.
    assert_eq!(std::fs::read_to_string(told).unwrap(), "700\n600\n600\n600\n");
}

#[test]
fn a_folder_that_was_left_is_found_once_nobody_can_be_at_work_in_it() {
    let work = tempfile::tempdir().unwrap();
    let make = |name: &str, minutes: u64| {
        let folder = work.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        let then = std::time::SystemTime::now() - Duration::from_secs(minutes * 60);
        std::fs::File::open(&folder).unwrap().set_modified(then).unwrap();
        folder
    };
    let left = make("dateline-heic-AbCdEf", 10);
    make("dateline-heic-Young1", 0);
    make("another-program", 10);
    std::os::unix::fs::symlink(&left, work.path().join("dateline-heic-Link00")).unwrap();
    assert_eq!(leftovers_in(work.path()).unwrap(), [left]);
    assert!(leftovers_in(&work.path().join("none")).is_err());
}

#[test]
fn a_decoder_that_hangs_is_ended_with_all_that_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let work = tempfile::tempdir().unwrap();
    let alive = folder.path().join("alive");
    // The child's child holds a pipe open for as long as it lives.
    let made = Command::new("mkfifo").arg(&alive).status().unwrap();
    assert!(made.success());
    let program = script(folder.path(), &format!("sleep 1000 > '{}' & wait", alive.display()));
    let (tell, ended) = mpsc::channel();
    let pipe = alive.clone();
    thread::spawn(move || {
        // Ends when nobody holds the other end any more.
        std::fs::read(pipe).unwrap();
        tell.send(()).unwrap();
    });
    let tool = Tool::new(program, Duration::from_secs(3)).in_folder(work.path());
    let fault = tool.convert(b"", &Default::default()).unwrap_err().error();
    assert_eq!(fault.code, ErrorCode::PhotoUnsupported);
    ended.recv_timeout(Duration::from_secs(30)).expect("what it started is gone");
    assert_eq!(std::fs::read_dir(work.path()).unwrap().count(), 0);
}

#[test]
fn a_decoder_that_fails_is_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let program = script(folder.path(), "echo 'Bảng màu hỏng' >&2; exit 3");
    let fault = Tool::new(program, Duration::from_secs(30)).convert(b"", &Default::default()).unwrap_err().error();
    assert_eq!(fault.code, ErrorCode::PhotoTruncated);
    assert_eq!(fault.params["cause"], "Bảng màu hỏng");
}

#[test]
fn what_a_decoder_makes_is_limited() {
    let folder = tempfile::tempdir().unwrap();
    // Two gigabytes, of which the limit lets one through.
    let program = script(folder.path(), "dd if=/dev/zero of=out.jpg bs=1 count=1 seek=2147483648 2>/dev/null");
    let fault = Tool::new(program, Duration::from_secs(30)).convert(b"", &Default::default()).unwrap_err().error();
    assert_eq!(fault.code, ErrorCode::PhotoTruncated);
}

#[test]
fn without_libheif_the_hint_says_what_to_install() {
    let error = crate::fault::Fault::NeedsLibheif.error().at(Path::new("IMG_0001.HEIC"));
    assert_eq!(error.code, ErrorCode::PhotoUnsupported);
    for language in Language::ALL {
        let text = error.text(*language);
        assert!(text.hint.contains("libheif-examples"), "{}", text.hint);
        assert!(text.message.contains("HEIC"), "{}", text.message);
    }
    assert!(Tool::find_in(std::ffi::OsStr::new("/nonexistent:/dev")).is_none());
}

fn script(folder: &Path, body: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let program = folder.join("heif-dec");
    std::fs::write(&program, format!("#!/bin/sh\n{body}\n")).unwrap();
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    program
}
