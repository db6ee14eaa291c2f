//! What the numbers in a file mean: every way to store a picture comes out in the same colours.

use std::{io::Cursor, path::Path};

use image::{DynamicImage, GrayAlphaImage, ImageFormat, LumaA, Rgb, RgbImage};
use moxcms::ColorProfile;
use tiff::{
    encoder::{Compression, TiffEncoder, colortype},
    tags::Tag,
};
use turbojpeg::{Colorspace, PixelFormat, ScalingFactor};

use super::samples::*;
use crate::{colour, decode::Picture, inspect, pixels::Model};
use dateline_base::ErrorCode;

const SIZE: (u32, u32) = (64, 48);

/// As the picture is before it is made smaller and encoded again.
fn decoded(bytes: &[u8]) -> RgbImage {
    let picture = Picture::open(bytes).unwrap();
    let pixels = picture.pixels(ScalingFactor::ONE).unwrap();
    let srgb = colour::to_srgb(pixels, &picture.meaning());
    assert_eq!(srgb.model, Model::Rgb);
    RgbImage::from_raw(srgb.width, srgb.height, srgb.data).unwrap()
}

fn assert_looks(what: &str, bytes: &[u8], expected: [[u8; 3]; 4], tolerance: u8) {
    let found = decoded(bytes);
    assert_eq!(found.dimensions(), SIZE, "{what}");
    for (found, wanted) in quarters(&found).into_iter().zip(expected) {
        assert!(
            found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= tolerance),
            "{what}: {found:?} is not {wanted:?}"
        );
    }
}

fn rgb() -> RgbImage {
    scene(SIZE.0, SIZE.1)
}

fn gray() -> image::GrayImage {
    DynamicImage::ImageRgb8(rgb()).into_luma8()
}

fn grays() -> [[u8; 3]; 4] {
    quarters(&DynamicImage::ImageLuma8(gray()).into_rgb8())
}

/// No ink is 0, and black has none.
fn inks(image: &RgbImage) -> Vec<u8> {
    image.pixels().flat_map(|Rgb([r, g, b])| [255 - r, 255 - g, 255 - b, 0]).collect()
}

fn inverted(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| 255 - byte).collect()
}

/// Without Adobe's segment.
fn without_adobe(jpeg: &[u8]) -> Vec<u8> {
    let at = jpeg.windows(2).position(|marker| marker == [0xFF, 0xEE]).unwrap();
    let length = usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    [&jpeg[..at], &jpeg[at + 2 + length..]].concat()
}

#[test]
fn every_kind_of_jpeg_keeps_its_colours() {
    let (rgb, colours) = (rgb(), quarters(&rgb()));
    let of = |set: fn(&mut turbojpeg::Compressor)| compressed(&rgb, SIZE, PixelFormat::RGB, set);
    let stored_inks = inverted(&inks(&rgb));
    for (what, picture, expected) in [
        ("baseline", of(|_| ()), colours),
        ("progressive", of(|c| c.set_progressive(true).unwrap()), colours),
        ("arithmetic", of(|c| c.set_arithmetic(true).unwrap()), colours),
        (
            "arithmetic and progressive",
            of(|c| {
                c.set_arithmetic(true).unwrap();
                c.set_progressive(true).unwrap();
            }),
            colours,
        ),
        ("of RGB", of(|c| c.set_colorspace(Colorspace::RGB).unwrap()), colours),
        ("gray", gray_jpeg(), grays()),
        ("CMYK, as Adobe stores it", compressed(&stored_inks, SIZE, PixelFormat::CMYK, |_| ()), colours),
        (
            "YCCK, as Adobe stores it",
            compressed(&stored_inks, SIZE, PixelFormat::CMYK, |c| c.set_colorspace(Colorspace::YCCK).unwrap()),
            colours,
        ),
        (
            "CMYK, as others store it",
            without_adobe(&compressed(&inks(&rgb), SIZE, PixelFormat::CMYK, |c| {
                c.set_colorspace(Colorspace::CMYK).unwrap()
            })),
            colours,
        ),
    ] {
        assert_looks(what, &picture, expected, 10);
    }
}

#[test]
fn every_kind_of_png_keeps_its_colours() {
    let (rgb, gray, colours) = (rgb(), gray(), quarters(&rgb()));
    let (width, height) = SIZE;
    let rows = |row: &dyn Fn(u32) -> Vec<u8>| (0..height).map(row).collect::<Vec<_>>();
    let wide = |byte: u8| [byte, 0x7F];
    // Four colours, one a quarter, as a palette.
    let palette: Vec<u8> = colours.concat();
    let quarter = |x: u32, y: u32| (u8::from(x * 2 >= width)) | (u8::from(y * 2 >= height) << 1);
    let of_palette = |depth: u8, before: &[Vec<u8>]| {
        let per_byte = u32::from(8 / depth);
        let row = |y: u32| {
            (0..width)
                .step_by(per_byte as usize)
                .map(|x| {
                    (x..x + per_byte)
                        .fold(0u8, |byte, x| (byte as u16).wrapping_shl(u32::from(depth)) as u8 | quarter(x, y))
                })
                .collect()
        };
        png_of(SIZE, depth, 3, &[&[png_chunk(b"PLTE", &palette)], before].concat(), &rows(&row))
    };
    let white = [255; 3];
    let half = |from: [u8; 3]| from.map(|c| ((u16::from(c) + 255) / 2) as u8);
    let gray_alpha = GrayAlphaImage::from_fn(width, height, |x, y| {
        LumaA([gray.get_pixel(x, y).0[0], if x * 2 < width { 255 } else { 128 }])
    });
    let [ul, ur, ll, lr] = grays();
    for (what, picture, expected) in [
        ("8 bits", file(&DynamicImage::ImageRgb8(rgb.clone()), ImageFormat::Png), colours),
        (
            "16 bits",
            png_of(
                SIZE,
                16,
                2,
                &[],
                &rows(&|y| (0..width).flat_map(|x| rgb.get_pixel(x, y).0).flat_map(wide).collect()),
            ),
            colours,
        ),
        (
            "gray, 16 bits",
            png_of(SIZE, 16, 0, &[], &rows(&|y| (0..width).flat_map(|x| wide(gray.get_pixel(x, y).0[0])).collect())),
            grays(),
        ),
        (
            "gray, 1 bit",
            png_of(SIZE, 1, 0, &[], &rows(&|_| [[0xFF; 4], [0; 4]].concat())),
            [white, [0; 3], white, [0; 3]],
        ),
        ("a palette, 8 bits", of_palette(8, &[]), colours),
        ("a palette, 2 bits", of_palette(2, &[]), colours),
        (
            "a palette with a see-through colour",
            of_palette(4, &[png_chunk(b"tRNS", &[255, 0])]),
            [colours[0], white, colours[2], colours[3]],
        ),
        (
            "gray and see-through",
            file(&DynamicImage::ImageLumaA8(gray_alpha), ImageFormat::Png),
            [ul, half(ur), ll, half(lr)],
        ),
        ("animated", animated_png(&rgb), colours),
    ] {
        assert_looks(what, &picture, expected, 2);
    }
}

/// The first frame is the picture that programs without animation show; a black one follows.
fn animated_png(first: &RgbImage) -> Vec<u8> {
    let still = file(&DynamicImage::ImageRgb8(first.clone()), ImageFormat::Png);
    let frame = |number: u32| {
        let size = [SIZE.0, SIZE.1, 0, 0].map(u32::to_be_bytes).concat();
        png_chunk(b"fcTL", &[&number.to_be_bytes()[..], &size, &[0, 1, 0, 10, 0, 0]].concat())
    };
    let black = zlib(&vec![0; (SIZE.0 as usize * 3 + 1) * SIZE.1 as usize]);
    let second = [frame(1), png_chunk(b"fdAT", &[&2u32.to_be_bytes()[..], &black].concat())].concat();
    let control = png_chunk(b"acTL", &[2u32.to_be_bytes(), 0u32.to_be_bytes()].concat());
    let (header, last) = (8 + 25, still.len() - 12);
    [&still[..header], &control, &frame(0), &still[header..last], &second, &still[last..]].concat()
}

/// A TIFF by the crate's own writer.
fn tiff_of<C: colortype::ColorType>(
    pixels: &[C::Inner],
    compression: Compression,
    rows: u32,
    icc: Option<&[u8]>,
) -> Vec<u8>
where
    [C::Inner]: tiff::encoder::TiffValue,
{
    let mut out = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut out).unwrap().with_compression(compression);
    let mut image = encoder.new_image::<C>(SIZE.0, SIZE.1).unwrap();
    image.rows_per_strip(rows).unwrap();
    if let Some(icc) = icc {
        image.encoder().write_tag(Tag::IccProfile, icc).unwrap();
    }
    image.write_data(pixels).unwrap();
    out.into_inner()
}

#[test]
fn every_kind_of_tiff_keeps_its_colours() {
    use colortype::{CMYK8, Gray8, Gray16, RGB8, RGB16};
    let (rgb, gray, colours) = (rgb(), gray(), quarters(&rgb()));
    let wide = |byte: &u8| u16::from(*byte) << 8 | 0x7F;
    let rgb16: Vec<u16> = rgb.iter().map(wide).collect();
    let gray16: Vec<u16> = gray.iter().map(wide).collect();
    let big = {
        let mut out = Cursor::new(Vec::new());
        TiffEncoder::new_big(&mut out).unwrap().write_image::<RGB8>(SIZE.0, SIZE.1, &rgb).unwrap();
        out.into_inner()
    };
    let pages = {
        let mut out = Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut out).unwrap();
        encoder.write_image::<RGB8>(SIZE.0, SIZE.1, &rgb).unwrap();
        encoder.write_image::<Gray8>(8, 8, &[0; 64]).unwrap();
        out.into_inner()
    };
    for (what, picture, expected) in [
        ("one strip", tiff_of::<RGB8>(&rgb, Compression::Uncompressed, SIZE.1, None), colours),
        ("many strips", tiff_of::<RGB8>(&rgb, Compression::Uncompressed, 5, None), colours),
        ("LZW", tiff_of::<RGB8>(&rgb, Compression::Lzw, 7, None), colours),
        ("Deflate", tiff_of::<RGB8>(&rgb, Compression::Deflate(Default::default()), 7, None), colours),
        ("PackBits", tiff_of::<RGB8>(&rgb, Compression::Packbits, 7, None), colours),
        ("16 bits", tiff_of::<RGB16>(&rgb16, Compression::Lzw, 7, None), colours),
        ("gray, 16 bits", tiff_of::<Gray16>(&gray16, Compression::Uncompressed, 7, None), grays()),
        ("CMYK", tiff_of::<CMYK8>(&inks(&rgb), Compression::Lzw, 7, None), colours),
        ("several pages", pages, colours),
        ("tiles", tiled_tiff(&gray), grays()),
        ("a JPEG inside", packed_tiff(7, 1, &gray_jpeg(), &[]), grays()),
    ] {
        assert_looks(what, &picture, expected, 2);
        assert_eq!(inspect(&picture, Path::new(what)).unwrap().media_type, "image/tiff");
    }
    // The large dialect has a first number of its own, and is told apart.
    let error = inspect(&big, Path::new("lon.tif")).unwrap_err();
    assert_eq!((error.code, error.params["cause"].as_str()), (ErrorCode::PhotoUnsupported, "BigTIFF"));
}

fn gray_jpeg() -> Vec<u8> {
    compressed(&gray(), SIZE, PixelFormat::GRAY, |c| c.set_subsamp(turbojpeg::Subsamp::Gray).unwrap())
}

/// One strip of one channel, by TIFF's numbers for how it is packed and what it means.
fn packed_tiff(compression: u16, meaning: u16, strip: &[u8], further: &[(u16, u16, Vec<u8>)]) -> Vec<u8> {
    let short = |number: u16| number.to_le_bytes().to_vec();
    let long = |number: u32| number.to_le_bytes().to_vec();
    let tags = [
        (256, 3, short(SIZE.0 as u16)),
        (257, 3, short(SIZE.1 as u16)),
        (258, 3, short(8)),
        (259, 3, short(compression)),
        (262, 3, short(meaning)),
        (273, 4, long(8)),
        (277, 3, short(1)),
        (278, 3, short(SIZE.1 as u16)),
        (279, 4, long(strip.len() as u32)),
    ];
    tiff_of_tags(strip, &[&tags, further].concat())
}

/// Gray, in tiles of 16 × 16.
fn tiled_tiff(gray: &image::GrayImage) -> Vec<u8> {
    let tiles = (0..SIZE.1 / 16).flat_map(|row| (0..SIZE.0 / 16).map(move |column| (column * 16, row * 16)));
    let data: Vec<u8> = tiles
        .flat_map(|(left, top)| (0..256).map(move |at| (left + at % 16, top + at / 16)))
        .map(|(x, y)| gray.get_pixel(x, y).0[0])
        .collect();
    let count = data.len() as u32 / 256;
    let offsets: Vec<u8> = (0..count).flat_map(|tile| (8 + tile * 256).to_le_bytes()).collect();
    let lengths: Vec<u8> = (0..count).flat_map(|_| 256u32.to_le_bytes()).collect();
    let side = 16u16.to_le_bytes();
    tiff_with(
        SIZE.0 as u16,
        SIZE.1 as u16,
        &data,
        &[(322, 3, &side), (323, 3, &side), (324, 4, &offsets), (325, 4, &lengths)],
    )
}

#[test]
fn what_is_not_read_is_told() {
    // A header of 12 bits; there is no encoder for more here.
    let mut twelve = jpeg(64, 48);
    let frame = twelve.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
    twelve[frame + 1] = 0xC1;
    twelve[frame + 4] = 12;
    let lossless = compressed(&rgb(), SIZE, PixelFormat::RGB, |c| c.set_lossless(true).unwrap());
    for (picture, cause) in [(twelve, "JPEG, 12 bit"), (lossless, "JPEG, SOF3")] {
        let error = inspect(&picture, Path::new("la.jpg")).unwrap_err();
        assert_eq!((error.code, error.params["cause"].as_str()), (ErrorCode::PhotoUnsupported, cause));
    }
    let palette = packed_tiff(1, 3, &gray(), &[(320, 3, vec![0; 3 * 256 * 2])]);
    assert_eq!(inspect(&palette, Path::new("la.tif")).unwrap_err().code, ErrorCode::PhotoUnsupported);
}

#[test]
fn a_profile_is_honoured_in_every_kind_of_file() {
    let red = RgbImage::from_pixel(SIZE.0, SIZE.1, Rgb([200, 60, 60]));
    let wide = ColorProfile::new_display_p3().encode().unwrap();
    // 200, 60, 60 of Display P3 in sRGB.
    let expected = [[216, 44, 51]; 4];
    let jpeg = compressed(&red, SIZE, PixelFormat::RGB, |_| ());
    let jpeg = jpeg.splice_segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &wide[..]].concat());
    let png = file(&DynamicImage::ImageRgb8(red.clone()), ImageFormat::Png);
    let png = png_with_first(&png, b"iCCP", &[b"P3\0\0", &zlib(&wide)[..]].concat());
    let tiff = tiff_of::<colortype::RGB8>(&red, Compression::Lzw, 7, Some(&wide));
    let webp = {
        let still = file(&DynamicImage::ImageRgb8(red.clone()), ImageFormat::WebP);
        webp(&[webp_heading(0x20, SIZE), chunk(b"ICCP", &wide), still[12..].to_vec()])
    };
    for (what, picture) in [("JPEG", jpeg), ("PNG", png), ("TIFF", tiff), ("WebP", webp)] {
        assert_looks(what, &picture, expected, 6);
    }
}

#[test]
fn grays_have_profiles_too() {
    let middle = image::GrayImage::from_pixel(SIZE.0, SIZE.1, image::Luma([128]));
    let png = file(&DynamicImage::ImageLuma8(middle.clone()), ImageFormat::Png);
    let with = |gamma: f32| {
        let profile = ColorProfile::new_gray_with_gamma(gamma).encode().unwrap();
        png_with_first(&png, b"iCCP", &[b"gray\0\0", &zlib(&profile)[..]].concat())
    };
    assert_looks("none", &png, [[128; 3]; 4], 0);
    assert_looks("gamma 2.2", &with(2.2), [[128; 3]; 4], 3);
    // Half of the light is lighter than the middle of sRGB's numbers.
    assert_looks("linear", &with(1.0), [[188; 3]; 4], 3);
    assert_looks("gamma 1.8", &with(1.8), [[147; 3]; 4], 3);
}

#[test]
fn printing_inks_go_by_their_profile() {
    let cyan: Vec<u8> = [255, 0, 0, 0].repeat((SIZE.0 * SIZE.1) as usize);
    // Not the cyan that a press without a profile is taken to print.
    let press = press_profile([100, 30, 60]);
    let plain = [[0, 255, 255]; 4];
    let jpeg = |icc: Option<&[u8]>| {
        let jpeg = compressed(&inverted(&cyan), SIZE, PixelFormat::CMYK, |_| ());
        match icc {
            Some(icc) => jpeg.splice_segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", icc].concat()),
            None => jpeg,
        }
    };
    let tiff = |icc| tiff_of::<colortype::CMYK8>(&cyan, Compression::Lzw, 7, icc);
    let as_printed = quarters(&decoded(&jpeg(Some(&press))));
    assert_looks("JPEG without", &jpeg(None), plain, 3);
    assert_looks("TIFF without", &tiff(None), plain, 3);
    assert_looks("TIFF with", &tiff(Some(&press)), as_printed, 3);
    // Its Lab of 100/255 lightness, with much red: no cyan at all.
    let [r, g, b] = as_printed[0];
    assert!(r > g.saturating_add(40) && r > b.saturating_add(20), "{:?}", as_printed[0]);
}

/// A press whose full cyan comes out as `lab` (8 bits each), and all else as paper.
fn press_profile(lab_of_cyan: [u8; 3]) -> Vec<u8> {
    let paper = [255, 128, 128];
    let tag = |channels: u8| {
        let identity: Vec<u8> = (0..=255).collect();
        let matrix: Vec<u8> =
            [1, 0, 0, 0, 1, 0, 0, 0, 1].iter().flat_map(|unit: &i32| (unit << 16).to_be_bytes()).collect();
        // 16 corners, the last ink turning fastest.
        let corners = (0..1 << channels).flat_map(|corner| if corner == 0b1000 { to_lab(lab_of_cyan) } else { paper });
        [
            b"mft1\0\0\0\0".to_vec(),
            vec![channels, 3, 2, 0],
            matrix,
            identity.repeat(channels.into()),
            corners.collect(),
            identity.repeat(3),
        ]
        .concat()
    };
    fn to_lab(lab: [u8; 3]) -> [u8; 3] {
        // Given as offsets from neutral.
        [lab[0], 128 + lab[1], 128 + lab[2]]
    }
    let table = tag(4);
    let mut profile = vec![0; 128];
    profile[8] = 2;
    profile[12..16].copy_from_slice(b"prtr");
    profile[16..20].copy_from_slice(b"CMYK");
    profile[20..24].copy_from_slice(b"Lab ");
    profile[36..40].copy_from_slice(b"acsp");
    profile[68..80].copy_from_slice(&[0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]);
    profile.extend(1u32.to_be_bytes());
    profile.extend([&b"A2B0"[..], &144u32.to_be_bytes(), &(table.len() as u32).to_be_bytes()].concat());
    profile.extend(&table);
    let length = profile.len() as u32;
    profile[..4].copy_from_slice(&length.to_be_bytes());
    profile
}
