//! The sizes that go out: right in number, size, orientation and colour, and the same each time.

use std::path::Path;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::samples::*;
use crate::{Encoding, Frame, Ladder, Part, Rendition, inspect, inspect_and_draw, renditions, thumbnail};
use dateline_base::{Area, ErrorCode, Progress};

fn ladders(bytes: &[u8], ladders: &[Ladder]) -> Vec<Vec<Rendition>> {
    renditions(bytes, Path::new("anh"), ladders, &Progress::unwatched()).unwrap()
}

fn ladder(bytes: &[u8]) -> Vec<Rendition> {
    ladders(bytes, &[WHOLE]).remove(0)
}

fn crop(part: Part, area: &str, encoding: Encoding) -> Ladder {
    Ladder { frame: Frame { part, area: Area::parse(area).unwrap() }, encoding }
}

fn sizes(bytes: &[u8]) -> Vec<(u32, u32)> {
    ladder(bytes).iter().map(|rendition| (rendition.width, rendition.height)).collect()
}

fn pixels(rendition: &Rendition) -> RgbImage {
    let image = image::load_from_memory(&rendition.bytes).unwrap().into_rgb8();
    assert_eq!(image.dimensions(), (rendition.width, rendition.height));
    image
}

fn near(a: [u8; 3], b: [u8; 3], tolerance: u8) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= tolerance)
}

#[test]
fn no_picture_is_enlarged() {
    for (width, height, expected) in [
        (2400, 1600, vec![(2048, 1365), (1280, 853), (960, 640), (640, 427), (320, 213)]),
        (2048, 1365, vec![(2048, 1365), (1280, 853), (960, 640), (640, 427), (320, 213)]),
        // One between two steps goes out as large as it is, too.
        (2047, 1365, vec![(2047, 1365), (1280, 854), (960, 640), (640, 427), (320, 213)]),
        (1279, 853, vec![(1279, 853), (960, 640), (640, 427), (320, 213)]),
        (639, 426, vec![(639, 426), (320, 213)]),
        (321, 214, vec![(321, 214), (320, 213)]),
        (300, 200, vec![(300, 200)]),
        (3, 2, vec![(3, 2)]),
    ] {
        assert_eq!(sizes(&jpeg(width, height)), expected, "{width} × {height}");
    }
}

#[test]
fn a_sliver_keeps_at_least_one_line() {
    assert_eq!(sizes(&jpeg(3000, 1)), [(2048, 1), (1280, 1), (960, 1), (640, 1), (320, 1)]);
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let picture = jpeg(900, 600);
    assert_eq!(ladder(&picture), ladder(&picture));
}

#[test]
fn a_rendition_is_a_plain_jpeg_with_no_metadata() {
    let picture = with_exif(jpeg(900, 600), &secrets()).splice_segment(0xFE, b"COMMENT-0042");
    for rendition in ladder(&picture) {
        assert!(rendition.bytes.starts_with(&[0xFF, 0xD8, 0xFF, 0xE0]));
        for secret in [&b"Exif"[..], b"SERIAL", b"OWNER", b"COMMENT", b"ICC_PROFILE"] {
            assert!(!rendition.bytes.windows(secret.len()).any(|window| window == secret), "{secret:?} is inside");
        }
    }
}

#[test]
fn all_eight_orientations_come_out_upright() {
    let upright = quarters(&scene(480, 320));
    let [ul, ur, ll, lr] = upright;
    // Where each corner of the stored picture belongs, by the EXIF standard.
    for (orientation, expected) in [
        (1, [ul, ur, ll, lr]),
        (2, [ur, ul, lr, ll]),
        (3, [lr, ll, ur, ul]),
        (4, [ll, lr, ul, ur]),
        (5, [ul, ll, ur, lr]),
        (6, [ll, ul, lr, ur]),
        (7, [lr, ur, ll, ul]),
        (8, [ur, lr, ul, ll]),
    ] {
        let picture = with_exif(jpeg(480, 320), &[turned(orientation)]);
        let size = if orientation > 4 { (320, 480) } else { (480, 320) };
        let inspected = inspect(&picture, Path::new("xoay.jpg")).unwrap();
        assert_eq!((inspected.width, inspected.height), size, "orientation {orientation}");

        let ladder = ladder(&picture);
        assert_eq!(ladder[0].width, size.0, "orientation {orientation}");
        for (found, wanted) in quarters(&pixels(&ladder[0])).into_iter().zip(expected) {
            assert!(near(found, wanted, 12), "orientation {orientation}: {found:?} is not {wanted:?}");
        }
    }
}

#[test]
fn a_crop_shows_what_was_marked_whichever_way_the_camera_was_held() {
    // The lower right quarter of each upright picture.
    for orientation in 1..=8 {
        let picture = with_exif(jpeg(1600, 1400), &[turned(orientation)]);
        let lower_right = quarters(&pixels(&ladder(&picture)[0]))[3];
        let cut = ladders(&picture, &[crop(Part::CropFree, "0.53,0.53,0.47,0.47", Encoding::Jpeg)]).remove(0);
        assert_eq!(cut.len(), 2, "orientation {orientation}");
        for found in quarters(&pixels(&cut[0])) {
            assert!(near(found, lower_right, 40), "orientation {orientation}: {found:?} is not {lower_right:?}");
        }
    }
}

#[test]
fn a_crop_has_its_aspect_and_its_own_widths() {
    let wide = crop(Part::Crop16x9, "0,0.1,1,0.84375", Encoding::Jpeg);
    let square = crop(Part::Crop1x1, "0,0,0.5,0.75", Encoding::Jpeg);
    let small = crop(Part::Crop4x3, "0,0,0.2,0.225", Encoding::Jpeg);
    let made = ladders(&jpeg(2400, 1600), &[wide, square, small]);
    let sizes = |made: &[Rendition]| -> Vec<(u32, u32)> { made.iter().map(|r| (r.width, r.height)).collect() };
    assert_eq!(sizes(&made[0]), [(1280, 720), (640, 360)]);
    assert_eq!(sizes(&made[1]), [(1200, 1200), (640, 640)]);
    assert_eq!(sizes(&made[2]), []);
    made.iter().flatten().for_each(|rendition| drop(pixels(rendition)));
}

#[test]
fn what_else_is_asked_for_changes_no_byte() {
    let picture = jpeg(3000, 2000);
    // The close crop needs more of the picture's pixels than the rest.
    let all = [
        WHOLE,
        Ladder { encoding: Encoding::WebP, ..WHOLE },
        crop(Part::Crop16x9, "0,0.1,1,0.84375", Encoding::Jpeg),
        crop(Part::Crop1x1, "0.5,0.5,0.22,0.33", Encoding::WebP),
    ];
    let together = ladders(&picture, &all);
    for (ladder, made) in all.iter().zip(&together) {
        assert_eq!(&ladders(&picture, &[*ladder])[0], made, "{ladder:?}");
        assert!(!made.is_empty());
    }
}

#[test]
fn webp_shows_the_same_picture_in_fewer_bytes() {
    let Some(path) = shared("photos/aitzgorri_by_Aitzol_Berasategi.jpg") else { return };
    let webp = Ladder { encoding: Encoding::WebP, ..WHOLE };
    let made = ladders(&std::fs::read(path).unwrap(), &[WHOLE, webp]);
    assert_eq!(made[1].len(), 5);
    for (jpeg, webp) in made[0].iter().zip(&made[1]) {
        assert!(webp.bytes.starts_with(b"RIFF"));
        assert!(psnr(&pixels(jpeg), &pixels(webp)) > 28.0, "{} pixels wide", webp.width);
        assert!(webp.bytes.len() < jpeg.bytes.len(), "{} of {} bytes", webp.bytes.len(), jpeg.bytes.len());
    }
}

#[test]
fn a_thumbnail_is_small_upright_and_in_its_colours() {
    for (what, picture, size) in [
        ("a large JPEG", jpeg(3000, 2000), (512, 341)),
        ("a tall one", with_exif(jpeg(3000, 2000), &[turned(6)]), (341, 512)),
        ("one that is smaller than a thumbnail", jpeg(300, 200), (300, 200)),
        ("a PNG", file(&DynamicImage::ImageRgb8(scene(1200, 800)), ImageFormat::Png), (512, 341)),
        ("a JPEG of four inks", cmyk_jpeg(1200, 800), (512, 341)),
    ] {
        let path = Path::new(what);
        let (inspected, drawn) = inspect_and_draw(&picture, None, path).unwrap();
        assert_eq!(inspected, inspect(&picture, path).unwrap(), "{what}");
        assert_eq!((drawn.width, drawn.height), size, "{what}");
        for (found, wanted) in quarters(&pixels(&drawn)).into_iter().zip(quarters(&pixels(&ladder(&picture)[0]))) {
            assert!(near(found, wanted, 12), "{what}: {found:?} is not {wanted:?}");
        }
        assert_eq!(thumbnail(&picture, path).unwrap(), drawn, "{what}, made again");
    }
}

#[test]
fn every_kind_of_picture_comes_out_in_its_colours() {
    let scene = scene(480, 320);
    let rgb = DynamicImage::ImageRgb8(scene.clone());
    let gray = DynamicImage::ImageLuma8(rgb.to_luma8());
    let see_through = RgbaImage::from_fn(480, 320, |x, y| {
        let Rgb([r, g, b]) = *scene.get_pixel(x, y);
        Rgba([r, g, b, if x < 240 { 255 } else { 0 }])
    });
    let colours = quarters(&scene);
    let grays = quarters(&DynamicImage::ImageLuma8(rgb.to_luma8()).into_rgb8());
    let white = [255; 3];
    for (what, picture, media_type, expected) in [
        ("JPEG", jpeg(480, 320), "image/jpeg", colours),
        ("progressive JPEG", progressive_jpeg(480, 320), "image/jpeg", colours),
        ("CMYK JPEG", cmyk_jpeg(480, 320), "image/jpeg", colours),
        ("gray JPEG", file(&gray, ImageFormat::Jpeg), "image/jpeg", grays),
        ("PNG", file(&rgb, ImageFormat::Png), "image/png", colours),
        ("PNG of 16 bits", file(&DynamicImage::ImageRgb16(rgb.to_rgb16()), ImageFormat::Png), "image/png", colours),
        (
            "gray PNG of 16 bits",
            file(&DynamicImage::ImageLuma16(gray.to_luma16()), ImageFormat::Png),
            "image/png",
            grays,
        ),
        (
            "PNG with transparency",
            file(&DynamicImage::ImageRgba8(see_through), ImageFormat::Png),
            "image/png",
            [colours[0], white, colours[2], white],
        ),
        ("WebP", file(&rgb, ImageFormat::WebP), "image/webp", colours),
        ("TIFF", file(&rgb, ImageFormat::Tiff), "image/tiff", colours),
        ("TIFF of 16 bits", file(&DynamicImage::ImageRgb16(rgb.to_rgb16()), ImageFormat::Tiff), "image/tiff", colours),
        ("animated WebP", animated_webp(&scene), "image/webp", colours),
    ] {
        let inspected = inspect(&picture, Path::new(what)).unwrap();
        assert_eq!((inspected.media_type, inspected.width, inspected.height), (media_type, 480, 320), "{what}");
        for (found, wanted) in quarters(&pixels(&ladder(&picture)[0])).into_iter().zip(expected) {
            assert!(near(found, wanted, 12), "{what}: {found:?} is not {wanted:?}");
        }
    }
}

/// Two frames, the first of them `scene`.
fn animated_webp(scene: &RgbImage) -> Vec<u8> {
    let chunk = |name: &[u8], data: &[u8]| [name, &(data.len() as u32).to_le_bytes(), data].concat();
    let black = RgbImage::new(scene.width(), scene.height());
    let frames = [scene, &black].map(|frame| {
        let still = file(&DynamicImage::ImageRgb8(frame.clone()), ImageFormat::WebP);
        let three = |number: u32| number.to_le_bytes()[..3].to_vec();
        let size = [three(scene.width() - 1), three(scene.height() - 1)].concat();
        // Placed at 0,0 for 100 ms; then the picture's own chunk, after the still file's heading.
        chunk(b"ANMF", &[&[0; 6][..], &size, &three(100), &[0], &still[12..]].concat())
    });
    let size =
        [(scene.width() - 1).to_le_bytes(), (scene.height() - 1).to_le_bytes()].map(|n| n[..3].to_vec()).concat();
    let body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[&[2, 0, 0, 0][..], &size].concat()),
        chunk(b"ANIM", &[0; 6]),
        frames.concat(),
    ]
    .concat();
    chunk(b"RIFF", &body)
}

#[test]
fn a_profile_is_honoured() {
    use moxcms::ColorProfile;
    let strong = Rgb([200, 60, 60]);
    let plain = file(&DynamicImage::ImageRgb8(RgbImage::from_pixel(300, 200, strong)), ImageFormat::Jpeg);
    let with = |profile: ColorProfile| {
        let profile = profile.encode().unwrap();
        plain.clone().splice_segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &profile[..]].concat())
    };
    let colour = |picture: &[u8]| quarters(&pixels(&ladder(picture)[0]))[0];

    assert!(near(colour(&plain), strong.0, 4));
    assert!(near(colour(&with(ColorProfile::new_srgb())), strong.0, 5), "sRGB stays as it is");
    // The same numbers mean a stronger red in a wider space: 200, 60, 60 of Display P3 is about 216, 44, 51 in sRGB.
    let wide = colour(&with(ColorProfile::new_display_p3()));
    assert!(near(wide, [216, 44, 51], 8), "{wide:?}");
    // A camera set to Adobe RGB that says so in EXIF alone.
    let by_exif = colour(&with_exif(plain.clone(), &[ascii(exif::Tag::InteroperabilityIndex, "R03")]));
    let by_profile = colour(&with(ColorProfile::new_adobe_rgb()));
    assert_eq!(by_exif, by_profile);
    assert!(by_exif[0] > strong.0[0] + 15, "{by_exif:?}");
}

/// A PNG of one colour, with a chunk before its pixels.
fn png_saying(colour: [u8; 3], kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let plain = DynamicImage::ImageRgb8(RgbImage::from_pixel(300, 200, Rgb(colour)));
    png_with_first(&file(&plain, ImageFormat::Png), kind, data)
}

#[test]
fn what_a_png_says_of_its_colours_without_a_profile_is_honoured() {
    let strong = [200, 60, 60];
    let colour = |picture: &[u8]| quarters(&pixels(&ladder(picture)[0]))[0];
    let hundred_thousandths =
        |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<u8>>();
    let p3 = hundred_thousandths(&[31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000]);
    for (what, picture, expected) in [
        ("Display P3 in code points", png_saying(strong, b"cICP", &[12, 13, 0, 1]), [216, 44, 51]),
        ("sRGB in code points", png_saying(strong, b"cICP", &[1, 13, 0, 1]), strong),
        ("the usual gamma", png_saying(strong, b"gAMA", &hundred_thousandths(&[45_455])), strong),
        ("brightness as it is", png_saying([128; 3], b"gAMA", &hundred_thousandths(&[100_000])), [188; 3]),
        (
            "other primaries",
            png_with_first(&png_saying(strong, b"gAMA", &hundred_thousandths(&[45_455])), b"cHRM", &p3),
            // By a plain power, and not by sRGB's curve.
            [219, 37, 49],
        ),
        (
            "sRGB, whatever the gamma says",
            png_with_first(&png_saying(strong, b"gAMA", &hundred_thousandths(&[100_000])), b"sRGB", &[0]),
            strong,
        ),
    ] {
        assert!(near(colour(&picture), expected, 6), "{what}: {:?}", colour(&picture));
        assert_eq!(inspect(&picture, Path::new("a.png")).unwrap().unread, [], "{what}");
    }
}

#[test]
fn a_profile_that_cannot_be_gone_by_is_told() {
    use dateline_base::Unread;
    use moxcms::{ColorProfile, DataColorSpace};
    let gray: Vec<u8> = vec![128; 300 * 200];
    let gray = compressed(&gray, (300, 200), turbojpeg::PixelFormat::GRAY, |c| {
        c.set_subsamp(turbojpeg::Subsamp::Gray).unwrap();
    });
    let with = |jpeg: &[u8], icc: &[u8]| jpeg.to_vec().splice_segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", icc].concat());
    let mut lightness = ColorProfile::new_gray_with_gamma(1.0);
    lightness.pcs = DataColorSpace::Lab;
    let lightness = lightness.encode().unwrap();
    let by_gamma = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    for (what, picture, expected) in [
        // Half the lightness is less than a fifth of the brightness, and half the brightness looks bright.
        ("gray by lightness", with(&gray, &lightness), Some([119; 3])),
        ("gray by brightness", with(&gray, &by_gamma), Some([188; 3])),
        ("gray by a profile of colours", with(&gray, &ColorProfile::new_srgb().encode().unwrap()), Some([128; 3])),
        ("no profile at all", with(&gray, b"no profile"), None),
        ("a gray one on colours", with(&jpeg(300, 200), &by_gamma), None),
    ] {
        let unread = inspect(&picture, Path::new("a.jpg")).unwrap().unread;
        match expected {
            Some(expected) => {
                let found = quarters(&pixels(&ladder(&picture)[0]))[0];
                assert!(near(found, expected, 4), "{what}: {found:?}");
                assert_eq!(unread, [], "{what}");
            }
            None => assert_eq!(unread, [Unread::Profile], "{what}"),
        }
    }
}

#[test]
fn a_wide_range_of_brightness_is_refused_by_name() {
    use moxcms::ColorProfile;
    let with = |icc: ColorProfile| {
        jpeg(300, 200).splice_segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &icc.encode().unwrap()[..]].concat())
    };
    for (picture, cause) in [
        (png_saying([200; 3], b"cICP", &[9, 16, 0, 1]), "PNG, HDR (PQ)"),
        (png_saying([200; 3], b"cICP", &[9, 18, 0, 1]), "PNG, HDR (HLG)"),
        (png_saying([200; 3], b"cICP", &[12, 16, 0, 1]), "PNG, HDR (PQ)"),
        (with(ColorProfile::new_bt2020_pq()), "JPEG, HDR (PQ)"),
        (with(ColorProfile::new_bt2020_hlg()), "JPEG, HDR (HLG)"),
    ] {
        let error = inspect(&picture, Path::new("a")).unwrap_err();
        assert_eq!((error.code, error.params["cause"].as_str()), (ErrorCode::PhotoUnsupported, cause));
    }
}

#[test]
fn real_photographs_keep_their_likeness() {
    let Some(path) = shared("photos/aitzgorri_by_Aitzol_Berasategi.jpg") else { return };
    let bytes = std::fs::read(path).unwrap();
    let ladder = ladder(&bytes);
    assert_eq!(ladder.iter().map(|r| r.width).collect::<Vec<_>>(), [2048, 1280, 960, 640, 320]);
    // Measured against the plain way, a box over the whole picture: the smallest is the furthest from the original.
    let whole = image::load_from_memory(&bytes).unwrap();
    let smallest = ladder.last().unwrap();
    let reference = whole.thumbnail_exact(smallest.width, smallest.height).into_rgb8();
    let likeness = psnr(&reference, &pixels(smallest));
    assert!(likeness > 27.0, "PSNR {likeness:.1} dB");
}

fn psnr(one: &RgbImage, other: &RgbImage) -> f64 {
    let error: f64 = one.iter().zip(other.iter()).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum();
    10.0 * (255.0 * 255.0 / (error / one.len() as f64)).log10()
}
