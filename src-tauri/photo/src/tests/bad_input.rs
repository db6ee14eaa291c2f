//! What bad input gets: a clear error that names the file, soon, and never a panic.

use std::{path::Path, time::Instant};

use image::{DynamicImage, ImageFormat};
use moxcms::ColorProfile;
use proptest::prelude::*;

use super::{fields::full, samples::*};
use crate::{embed, inspect, renditions};
use dateline_base::{ErrorCode, Progress};

fn refusal(bytes: &[u8], name: &str) -> (ErrorCode, String) {
    let error = inspect(bytes, Path::new(name)).unwrap_err();
    assert_eq!(renditions(bytes, Path::new(name), &[WHOLE], &Progress::unwatched()).unwrap_err().code, error.code);
    let words = error.to_string();
    assert!(words.contains(name), "{words} does not name {name}");
    assert!(!words.contains('{'), "{words} has a blank left");
    (error.code, words)
}

#[test]
fn a_file_that_is_no_picture_is_told_from_one_of_a_kind_we_do_not_read() {
    for (bytes, name, code, words) in [
        (&b"Doan van nay khong phai anh."[..], "bai-viet.jpg", ErrorCode::PhotoNotAPicture, "not a picture"),
        (b"", "rong.png", ErrorCode::PhotoNotAPicture, "not a picture"),
        (b"%PDF-1.7", "anh.tif", ErrorCode::PhotoNotAPicture, "not a picture"),
        (b"\0\0\0\x10ftypheic\0\0\0\0", "IMG_0001.HEIC", ErrorCode::PhotoUnsupported, "HEIF without a still"),
        (b"\0\0\0\x10ftypavif\0\0\0\0", "anh.avif", ErrorCode::PhotoUnsupported, "AVIF"),
        (b"GIF89a\x01\0\x01\0", "dong.gif", ErrorCode::PhotoUnsupported, "GIF"),
    ] {
        let (found, message) = refusal(bytes, name);
        assert_eq!(found, code, "{name}");
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn a_header_of_60000_by_60000_is_refused_at_once() {
    for (bytes, name) in [(jpeg_header(60_000, 60_000), "bom.jpg"), (png_header(60_000, 60_000), "bom.png")] {
        let started = Instant::now();
        let (code, words) = refusal(&bytes, name);
        assert_eq!(code, ErrorCode::PhotoTooLarge, "{name}");
        assert!(words.contains("60000 × 60000 px (3600 MP)"), "{words}");
        assert!(words.contains("200 MP"), "{words}");
        // Decoding that many pixels would take many seconds.
        assert!(started.elapsed().as_secs() < 2, "{name} took {:?}", started.elapsed());
    }
}

#[test]
fn a_header_that_promises_more_than_the_file_holds_is_refused() {
    for (bytes, name) in [(jpeg_header(3_000, 2_000), "hua.jpg"), (png_header(3_000, 2_000), "hua.png")] {
        assert_eq!(refusal(&bytes, name).0, ErrorCode::PhotoTruncated, "{name}");
    }
    assert_eq!(refusal(&jpeg_header(0, 20), "khong.jpg").0, ErrorCode::PhotoTruncated);
}

#[test]
fn a_jpeg_of_hundreds_of_scans_is_refused() {
    let bytes = progressive_jpeg(300, 200);
    let last = bytes.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap();
    let scan = bytes[last..bytes.len() - 2].to_vec();
    let mut bomb = bytes[..bytes.len() - 2].to_vec();
    (0..500).for_each(|_| bomb.extend(&scan));
    bomb.extend([0xFF, 0xD9]);
    let (code, words) = refusal(&bomb, "quet.jpg");
    assert_eq!(code, ErrorCode::PhotoUnsupported);
    assert!(words.contains("scans"), "{words}");
}

#[test]
fn a_picture_cut_anywhere_is_an_error() {
    let image = DynamicImage::ImageRgb8(scene(120, 80));
    for (whole, name) in [
        (jpeg(120, 80), "cut.jpg"),
        (progressive_jpeg(120, 80), "cut-progressive.jpg"),
        (with_exif(jpeg(120, 80), &[turned(6)]), "cut-exif.jpg"),
        (file(&image, ImageFormat::Png), "cut.png"),
        (file(&image, ImageFormat::WebP), "cut.webp"),
    ] {
        assert!(inspect(&whole, Path::new(name)).is_ok(), "{name} is good when whole");
        // A JPEG that lacks its end mark alone is all there.
        let end = if name.ends_with(".jpg") { whole.len() - 2 } else { whole.len() };
        for length in (0..end).step_by((end / 150).max(1)).chain([end - 1]) {
            assert!(inspect(&whole[..length], Path::new(name)).is_err(), "{name} cut at {length} of {}", whole.len());
        }
    }
}

/// A TIFF's directory may stand at its end or its start, so that a cut may spare the picture: then it must be whole.
#[test]
fn a_tiff_cut_anywhere_is_an_error_or_the_whole_picture() {
    let whole = file(&DynamicImage::ImageRgb8(scene(60, 40)), ImageFormat::Tiff);
    let mut refused = 0;
    for length in (0..whole.len()).step_by(37) {
        match inspect(&whole[..length], Path::new("cut.tif")) {
            Ok(found) => assert_eq!((found.width, found.height), (60, 40)),
            Err(_) => refused += 1,
        }
    }
    assert!(refused * 37 > whole.len() * 9 / 10, "only {refused} cuts were seen");
}

#[test]
fn a_jpeg_cut_and_closed_again_is_still_seen() {
    let whole = jpeg(300, 200);
    let closed_at = |length: usize| [&whole[..length], &[0xFF, 0xD9]].concat();
    let (code, words) = refusal(&closed_at(whole.len() / 2), "nua-anh.jpg");
    assert_eq!(code, ErrorCode::PhotoTruncated);
    assert!(words.contains("premature end"), "{words}");
    for length in (2..whole.len() - 8).step_by(13) {
        assert!(inspect(&closed_at(length), Path::new("cut.jpg")).is_err(), "closed at {length} of {}", whole.len());
    }
}

#[test]
fn padding_and_trailing_bytes_that_cameras_leave_do_no_harm() {
    let whole = jpeg(300, 200);
    let padded = [&whole[..whole.len() - 2], &[0, 0, 0], &whole[whole.len() - 2..]].concat();
    let trailed = [&whole[..], b"a second picture, or a phone's video"].concat();
    let odd_jfif = whole[..2].to_vec().splice_segment(0xE0, b"JFIF\0\x07\x07\0\0\x01\0\x01\0\0");
    let odd_jfif = [&odd_jfif[..], &whole[2..]].concat();
    let odd_profile = whole.clone().splice_segment(0xE2, b"ICC_PROFILE\0\x05\x02not a profile");
    for (bytes, what) in [(padded, "padded"), (trailed, "trailed"), (odd_jfif, "JFIF 7.7"), (odd_profile, "profile")] {
        assert!(inspect(&bytes, Path::new("la.jpg")).is_ok(), "{what}");
        assert_eq!(
            renditions(&bytes, Path::new("la.jpg"), &[WHOLE], &Progress::unwatched()).unwrap()[0].len(),
            1,
            "{what}"
        );
    }
}

#[test]
fn a_cancelled_ladder_stops() {
    let cancelled = std::sync::atomic::AtomicBool::new(true);
    let progress = Progress::new(&|_| (), &cancelled);
    assert_eq!(
        renditions(&jpeg(300, 200), Path::new("a.jpg"), &[WHOLE], &progress).unwrap_err().code,
        ErrorCode::Cancelled
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens to the bytes, the answer is a picture or an error about one.
    #[test]
    fn a_mutated_picture_never_brings_the_program_down(
        kind in 0..7usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        use std::sync::LazyLock;
        static WHOLE: LazyLock<[Vec<u8>; 7]> = LazyLock::new(|| {
            let image = DynamicImage::ImageRgb8(scene(48, 32));
            [
                with_exif(jpeg(48, 32), &[turned(6), ascii(exif::Tag::ImageDescription, "Ảnh")]),
                embed(&jpeg(48, 32), &full()).unwrap(),
                progressive_jpeg(48, 32),
                cmyk_jpeg(48, 32),
                file(&image, ImageFormat::Png),
                file(&image, ImageFormat::WebP),
                file(&image, ImageFormat::Tiff),
            ]
        });
        let mut bytes = WHOLE[kind].clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        match inspect(&bytes, Path::new("dot-bien.jpg")) {
            Ok(found) => for (field, value) in found.fields.iter() {
                prop_assert!(field.kind().check(field.name(), value).is_ok(), "{}: {value:?}", field.name());
            },
            Err(error) => {
                let expected = [
                    ErrorCode::PhotoNotAPicture, ErrorCode::PhotoTruncated,
                    ErrorCode::PhotoTooLarge, ErrorCode::PhotoUnsupported,
                ];
                prop_assert!(expected.contains(&error.code), "{error}");
            }
        }
    }

    /// A profile that makes no sense is passed over: the picture is good, unless the profile now says HDR.
    #[test]
    fn a_mutated_profile_costs_no_picture(
        kind in 0..2usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut profile = match kind {
            0 => ColorProfile::new_display_p3(),
            _ => ColorProfile::new_adobe_rgb(),
        }
        .encode()
        .unwrap();
        for (at, byte) in changes {
            let at = at.index(profile.len());
            profile[at] = byte;
        }
        let picture = jpeg(12, 8).splice_segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &profile[..]].concat());
        match renditions(&picture, Path::new("la.jpg"), &[WHOLE], &Progress::unwatched()) {
            Ok(made) => prop_assert_eq!(made[0][0].width, 12),
            // One byte makes a profile of a standard range one of HDR, and that makes sense: it is refused by name.
            Err(error) => {
                prop_assert_eq!(error.code, ErrorCode::PhotoUnsupported);
                prop_assert!(error.params["cause"].contains("HDR"), "{}", error);
            }
        }
    }
}
