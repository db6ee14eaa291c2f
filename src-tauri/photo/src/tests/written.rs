//! What we write into a picture is read back, and nothing else is left in it.

use super::{fields::*, samples::*};
use crate::{Embedded, check_texts, embed, read_embedded, text_bytes};
use dateline_base::{ErrorCode, PhotoField, PhotoFields};

#[test]
fn every_field_goes_in_and_comes_out() {
    let fields = full();
    let written = embed(&jpeg(30, 20), &fields).unwrap();
    let read = read_embedded(&written).unwrap();
    assert_eq!(read.xmp, fields);
    assert_eq!(read, Embedded::of(&fields));
    assert_eq!(fields_of(&written), fields);

    // IIM has no place for these; a line break in the caption is kept.
    let not_in_iim = [
        PhotoField::AltText,
        PhotoField::ExtendedDescription,
        PhotoField::UsageTerms,
        PhotoField::People,
        PhotoField::DigitalSourceType,
        PhotoField::WebStatement,
        PhotoField::Licensor,
        PhotoField::LicensorUrl,
        PhotoField::DataMining,
        PhotoField::OtherConstraints,
        PhotoField::AiSystem,
        PhotoField::AiSystemVersion,
        PhotoField::AiPrompt,
        PhotoField::AiPromptWriter,
        PhotoField::OtherLanguages,
    ];
    for (field, value) in fields.iter() {
        let expected = (!not_in_iim.contains(&field)).then_some(value);
        assert_eq!(read.iim.get(field), expected, "{}", field.name());
    }
}

#[test]
fn what_stays_in_the_newsroom_is_never_written() {
    let mut all = full();
    kept().iter().for_each(|(field, value)| all.set(field, value.clone()));
    assert_eq!(all.iter().count(), PhotoField::ALL.len());
    assert_eq!(embed(&jpeg(30, 20), &all).unwrap(), embed(&jpeg(30, 20), &full()).unwrap());
    assert_eq!(read_embedded(&embed(&jpeg(30, 20), &kept()).unwrap()).unwrap(), Embedded::default());
}

#[test]
fn no_fields_leave_an_empty_packet_and_no_iim() {
    let written = embed(&jpeg(30, 20), &PhotoFields::default()).unwrap();
    assert_eq!(read_embedded(&written).unwrap(), Embedded::default());
    assert!(!written.windows(4).any(|window| window == b"8BIM"));
}

#[test]
fn embedding_twice_is_embedding_once() {
    let once = embed(&jpeg(30, 20), &full()).unwrap();
    assert_eq!(embed(&jpeg(30, 20), &full()).unwrap(), once);
    assert_eq!(embed(&once, &full()).unwrap(), once);
}

#[test]
fn a_long_caption_is_whole_in_xmp_and_cut_on_a_letter_in_iim() {
    let mut fields = PhotoFields::default();
    let caption = "Hội nghị thảo luận suốt buổi sáng. ".repeat(80).trim().to_owned();
    fields.set(PhotoField::Caption, caption.as_str());
    let read = read_embedded(&embed(&jpeg(30, 20), &fields).unwrap()).unwrap();
    assert_eq!(read.xmp.text(PhotoField::Caption), caption);
    let cut = read.iim.text(PhotoField::Caption);
    assert!(caption.starts_with(cut));
    assert!((1990..=2000).contains(&cut.len()), "{} bytes", cut.len());
}

#[test]
fn what_does_not_fit_into_a_jpeg_is_an_error_that_names_the_field() {
    let mut fields = full();
    fields.set(PhotoField::ExtendedDescription, "rất dài ".repeat(10_000));
    let error = embed(&jpeg(30, 20), &fields).unwrap_err();
    assert_eq!(error.code, ErrorCode::PhotoTextsTooLong);
    assert_eq!(error.params["field"], "extended_description");
}

#[test]
fn too_many_short_texts_are_not_blamed_on_a_longer_one() {
    let mut fields = full();
    fields.set(PhotoField::AltText, "người đứng bên ghe ".repeat(50));
    fields.set(
        PhotoField::People,
        (0..1000).map(|number| format!("Nguyễn Thị Mẫu Đơn, ấp Mỹ Phụng, xã Mỹ Khánh {number}")).collect::<Vec<_>>(),
    );
    let error = embed(&jpeg(30, 20), &fields).unwrap_err();
    assert_eq!((error.code, error.params["field"].as_str()), (ErrorCode::PhotoTextsTooLong, "people"));
    assert!(error.params["found"].len() >= 6, "{:?}", error.params);
}

/// The limit that is said where one writes is one that a file can keep, however its room is filled.
#[test]
fn what_is_within_the_limit_goes_into_a_picture_of_any_kind() {
    for letter in ["a", "ế", "&", "\"", "<", "a\n", "𝄞"] {
        let mut fields = full();
        let mut most = 0;
        for step in [10_000, 1_000, 100, 10, 1] {
            while {
                fields.set(PhotoField::Caption, letter.repeat(most + step) + ".");
                assert!(most < 200_000, "{letter:?} takes no room");
                check_texts(&fields).is_ok()
            } {
                most += step;
            }
        }
        fields.set(PhotoField::Caption, letter.repeat(most) + ".");
        assert!(text_bytes(&fields) > 64_900, "{letter:?}");
        let written = embed(&jpeg(30, 20), &fields).unwrap();
        assert_eq!(read_embedded(&written).unwrap().xmp.text(PhotoField::Caption), fields.text(PhotoField::Caption));
    }
}

#[test]
fn nothing_else_is_left_in_the_file() {
    let secret = |name: &str| format!("SECRET-{name}").into_bytes();
    let thumbnail = jpeg(30, 20);
    // Its identifier is 32 digits, then come two numbers.
    let extension = [&b"http://ns.adobe.com/xmp/extension/\0"[..], &[b'0'; 32], &[0; 8]].concat();
    let mut original = jpeg(300, 200);
    for (marker, prefix, name) in [
        (0xE1, &extension[..], "extended"),
        (0xE2, b"MPF\0", "mpf"),
        (0xE4, b"", "app4"),
        (0xED, b"Photoshop 3.0\08BIM\x04\x0C\0\0\0\0\0\x10", "thumbnail"),
        (0xFE, b"", "comment"),
    ] {
        original = original.splice_segment(marker, &[prefix, &secret(name)].concat());
    }
    original = with_exif(original, &secrets());
    original = original.splice_segment(0xE1, &[b"Exif\0\0", &exif(&[turned(1)], Some(&thumbnail))[..]].concat());
    original.extend(secret("trailer"));
    original.extend(&thumbnail);

    let written = embed(&original, &full()).unwrap();
    for word in [&b"SECRET"[..], b"SERIAL", b"OWNER", b"Exif", b"MPF", b"COMMENT"] {
        assert!(!written.windows(word.len()).any(|window| window == word), "{} is left", String::from_utf8_lossy(word));
    }
    assert_eq!(written.windows(2).filter(|pair| *pair == [0xFF, 0xD8]).count(), 1, "a second picture is left");
    // And the pixels are the same.
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgb8();
    assert_eq!(pixels(&written), pixels(&original));
}

#[test]
fn a_four_coloured_jpeg_keeps_its_colours() {
    let original = cmyk_jpeg(300, 200);
    let written = embed(&original, &full()).unwrap();
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgb8();
    assert_eq!(pixels(&written), pixels(&original));
}
