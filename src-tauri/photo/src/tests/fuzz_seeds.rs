//! What is damaged: a small picture of every kind, with all that a picture may say.

use exif::Tag;
use image::{DynamicImage, ImageFormat};
use moxcms::ColorProfile;

use super::{fields::full, samples::*};
use crate::{embed, jpeg};

/// Each with how much slower than the others it is to take in.
pub fn seeds() -> Vec<(usize, Vec<u8>)> {
    let size = (48, 32);
    let scene = DynamicImage::ImageRgb8(scene(size.0, size.1));
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let tags = exif(
        &[
            turned(6),
            ascii(Tag::ImageDescription, "Chợ hoa ngày cuối năm"),
            ascii(Tag::Artist, "Nguyễn Thị Mẫu"),
            ascii(Tag::DateTimeOriginal, "2019:10:15 08:30:00"),
            ascii(Tag::OffsetTimeOriginal, "+07:00"),
            short(0x4746, 4),
        ],
        Some(&jpeg(8, 8)),
    );
    let said = embed(&jpeg(size.0, size.1), &full()).unwrap();
    let parsed = jpeg::Jpeg::parse(&said).unwrap();
    let packet = parsed.payloads(jpeg::APP1, jpeg::XMP).next().unwrap().to_vec();
    let resources = parsed.photoshop();

    let full_jpeg = said
        .clone()
        .splice_segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &profile[..]].concat())
        .splice_segment(jpeg::APP1, &[jpeg::EXIF, &tags].concat());
    let png = file(&scene, ImageFormat::Png);
    let png = png_with_first(&png, b"iCCP", &[b"P3\0\0", &zlib(&profile)[..]].concat());
    let png = png_with_first(&png, b"eXIf", &tags);
    let packed = [b"XML:com.adobe.xmp\0\x01\0\0\0", &zlib(&packet)[..]].concat();
    let png = png_with(&png, b"iTXt", &packed);
    let webp = webp(&[
        webp_heading(0x2C, size),
        chunk(b"ICCP", &profile),
        file(&scene, ImageFormat::WebP)[12..].to_vec(),
        chunk(b"EXIF", &tags),
        chunk(b"XMP ", &packet),
    ]);
    let tiff = tiff(48, 32, &[(274, 3, &[6, 0]), (700, 1, &packet), (34_377, 7, &resources), (34_675, 7, &profile)]);
    [
        (1, full_jpeg),
        (1, progressive_jpeg(48, 32)),
        (1, cmyk_jpeg(48, 32)),
        (1, png),
        (1, file(&DynamicImage::ImageRgba16(scene.to_rgba16()), ImageFormat::Png)),
        (1, webp),
        (1, tiff),
        (1, file(&scene, ImageFormat::Tiff)),
    ]
    .into_iter()
    .chain(heic_seed(&said))
    .collect()
}

/// A decoder that runs apart is slow to start.
#[cfg(unix)]
fn heic_seed(jpeg: &[u8]) -> Option<(usize, Vec<u8>)> {
    Some((20, super::heic::heic(&[jpeg.to_vec()])?))
}

#[cfg(not(unix))]
fn heic_seed(_: &[u8]) -> Option<(usize, Vec<u8>)> {
    None
}
