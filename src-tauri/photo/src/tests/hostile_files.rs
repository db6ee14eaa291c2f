//! The files of `hostile`: what each is, and what may be answered.

use image::{DynamicImage, ImageFormat};

use super::samples::*;
use crate::jpeg;

/// What it is, its bytes, the answers that are right, and whether it is a large picture.
pub type Hostile = (&'static str, Vec<u8>, &'static [&'static str], bool);

const PICTURE: &[&str] = &["picture"];
const TOO_LARGE: &[&str] = &["photo_too_large"];
const DAMAGED: &[&str] = &["photo_truncated"];
const UNSUPPORTED: &[&str] = &["photo_unsupported"];

pub fn files() -> Vec<Hostile> {
    [sizes(), scans(), packed(), exif_blocks(), packets(), datasets(), profiles(), structures()].concat()
}

fn png() -> Vec<u8> {
    file(&DynamicImage::ImageRgb8(scene(30, 20)), ImageFormat::Png)
}

fn app1(payload: &[u8]) -> Vec<u8> {
    jpeg(30, 20).splice_segment(jpeg::APP1, payload)
}

fn sizes() -> Vec<Hostile> {
    let lossless = |width: u32, height: u32| {
        // A lossless picture's header: a mark, 14 bits each, and nothing behind it.
        let size = (width - 1) | (height - 1) << 14;
        let data = [&[0x2F][..], &size.to_le_bytes(), &[0; 64]].concat();
        webp(&[chunk(b"VP8L", &data)])
    };
    let gray_png = |width: u32, height: u32| {
        let row = vec![0; width as usize];
        png_of((width, height), 8, 0, &[], &vec![row; height as usize])
    };
    let tiff_size = |side: u32| {
        let side = side.to_le_bytes();
        tiff_of_tags(&[], &[(256, 4, side.to_vec()), (257, 4, side.to_vec())])
    };
    vec![
        ("a JPEG of 60000 × 60000, it says", jpeg_header(60_000, 60_000), TOO_LARGE, false),
        ("a JPEG of 14000 × 14000, it says", jpeg_header(14_000, 14_000), DAMAGED, true),
        ("a PNG of 60000 × 60000, it says", png_header(60_000, 60_000), TOO_LARGE, false),
        (
            "a PNG of 2147483647 × 2147483647, it says",
            png_header(i32::MAX as u32, i32::MAX as u32),
            &["photo_too_large", "photo_truncated"],
            false,
        ),
        ("a PNG of 14000 × 14000, it says", png_header(14_000, 14_000), DAMAGED, true),
        ("a WebP of 16384 × 16384, it says", lossless(16_384, 16_384), &["photo_too_large", "photo_truncated"], false),
        ("a WebP of 14000 × 14000, it says", lossless(14_000, 14_000), DAMAGED, true),
        (
            "a TIFF of 4294967295 × 4294967295, it says",
            tiff_size(u32::MAX),
            &["photo_too_large", "photo_unsupported"],
            false,
        ),
        ("a TIFF of 14000 × 14000, it says", tiff_size(14_000), &["photo_truncated", "photo_unsupported"], true),
        ("a gray PNG of 7000 × 6000 in few bytes", gray_png(7_000, 6_000), PICTURE, true),
    ]
}

fn scans() -> Vec<Hostile> {
    let repeated = |whole: Vec<u8>, times: usize| {
        let last = whole.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap();
        let scan = whole[last..whole.len() - 2].to_vec();
        [&whole[..whole.len() - 2], &scan.repeat(times), &[0xFF, 0xD9]].concat()
    };
    vec![
        ("500 scans", repeated(progressive_jpeg(300, 200), 500), UNSUPPORTED, false),
        ("80 scans of a large picture", repeated(progressive_jpeg(8_000, 6_000), 80), UNSUPPORTED, false),
        // Repeating the last scan of a progressive picture is no fault to a decoder, only work.
        ("60 scans", repeated(progressive_jpeg(2_000, 1_500), 50), &["picture", "photo_truncated"], true),
    ]
}

/// Small, and gigabytes once unpacked.
fn packed() -> Vec<Hostile> {
    let zeros = zlib(&vec![0; 256 * 1024 * 1024]);
    let text = |kind: &[u8; 4], prefix: &[u8]| png_with_first(&png(), kind, &[prefix, &zeros].concat());
    vec![
        ("a packed profile", text(b"iCCP", b"profile\0\0"), PICTURE, false),
        ("a packed text", text(b"zTXt", b"Comment\0\0"), PICTURE, false),
        ("packed XMP", text(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0"), PICTURE, false),
        ("packed metadata of another program", text(b"zTXt", b"Raw profile type iptc\0\0"), PICTURE, false),
        (
            "packed pixels behind the picture's own",
            {
                let still = png();
                let at = still.windows(4).position(|kind| kind == b"IDAT").unwrap() - 4;
                [&still[..at], &png_chunk(b"IDAT", &zeros), &png_chunk(b"IEND", b"")].concat()
            },
            &["picture", "photo_truncated"],
            false,
        ),
    ]
}

/// TIFF structures, as EXIF and as pictures.
fn exif_blocks() -> Vec<Hostile> {
    let exif = |block: &[u8]| app1(&[jpeg::EXIF, block].concat());
    let directory = |entries: &[u8], next: u32| {
        let count = (entries.len() as u16 / 12).to_le_bytes();
        [b"II*\0\x08\0\0\0", &count[..], entries, &next.to_le_bytes()].concat()
    };
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    let wild: Vec<u8> = [270, 315, 33_432, 700, 33_723]
        .into_iter()
        .flat_map(|tag| [2, 3, 4, 5, 7, 12].map(|kind| entry(tag, kind, u32::MAX, 8)).concat())
        .collect();
    let many: Vec<u8> = (0..5_000).flat_map(|_| entry(270, 2, 60_000, 0)).collect();
    let pages: Vec<u8> = {
        // Two directories, each the other's next.
        let first = directory(&entry(256, 3, 1, 30), 26);
        [first, 1u16.to_le_bytes().to_vec(), entry(256, 3, 1, 30), 8u32.to_le_bytes().to_vec()].concat()
    };
    vec![
        ("EXIF whose directory comes after itself", exif(&directory(&entry(274, 3, 1, 6), 8)), PICTURE, false),
        ("EXIF that is its own child", exif(&directory(&entry(34_665, 4, 1, 8), 0)), PICTURE, false),
        ("EXIF whose places are its own child", exif(&directory(&entry(34_853, 4, 1, 8), 0)), PICTURE, false),
        ("EXIF of two directories in a ring", exif(&pages), PICTURE, false),
        ("EXIF of wild counts", exif(&directory(&wild, 0)), PICTURE, false),
        ("EXIF of 5000 texts in one place", exif(&directory(&many, 0)), PICTURE, false),
        ("EXIF of 65535 entries, it says", exif(b"II*\0\x08\0\0\0\xFF\xFF"), PICTURE, false),
        (
            "EXIF of 40 MB",
            png_with(&png(), b"eXIf", &[&b"II*\0\x08\0\0\0"[..], &vec![0xFF; 40 << 20]].concat()),
            &["picture", "photo_truncated"],
            true,
        ),
        (
            "a TIFF whose directory comes after itself",
            {
                let mut picture = tiff(30, 20, &[]);
                let directory = picture[4..8].to_vec();
                let end = picture.len() - 4;
                picture[end..].copy_from_slice(&directory);
                picture
            },
            &["picture", "photo_truncated"],
            false,
        ),
        ("a TIFF in a ring with no picture", pages.clone(), &["photo_truncated", "photo_unsupported"], false),
        (
            "a TIFF whose strip is the whole file, again and again",
            {
                let offsets: Vec<u8> = [0u8; 4].repeat(10_000);
                let lengths: Vec<u8> = 10_000u32.to_le_bytes().repeat(10_000);
                tiff_with(
                    10_000,
                    10_000,
                    &vec![7; 20_000],
                    &[(273, 4, &offsets), (278, 3, &[1, 0]), (279, 4, &lengths)],
                )
            },
            PICTURE,
            true,
        ),
    ]
}

fn packets() -> Vec<Hostile> {
    let xmp = |packet: &str| png_with(&png(), b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", packet.as_bytes()].concat());
    let rdf =
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/'>";
    let in_rdf = |body: &str| xmp(&format!("{rdf}<rdf:Description>{body}</rdf:Description></rdf:RDF>"));
    let entities: String = (0..30).map(|n| format!("<!ENTITY e{n} \"&e{};&e{};\">", n + 1, n + 1)).collect();
    let item = "<rdf:li>Lê Thị Ví Dụ</rdf:li>";
    vec![
        ("XMP of 10 MB", in_rdf(&"<dc:title>x</dc:title>".repeat(500_000)), PICTURE, true),
        ("XMP a million deep", xmp(&format!("{rdf}{}", "<rdf:Description>".repeat(1_000_000))), PICTURE, false),
        ("XMP of a million items", in_rdf(&format!("<dc:creator><rdf:Seq>{}", item.repeat(150_000))), PICTURE, false),
        (
            "XMP of one endless tag",
            xmp(&format!("{rdf}<rdf:Description {}", "dc:a='x' ".repeat(400_000))),
            PICTURE,
            false,
        ),
        ("XMP of one endless text", in_rdf(&format!("<dc:description>{}", "x".repeat(4_000_000))), PICTURE, false),
        (
            "XMP of endless namespaces",
            in_rdf(&(0..100_000).map(|n| format!("<a xmlns:n{n}='u'/>")).collect::<String>()),
            PICTURE,
            false,
        ),
        (
            "an entity bomb",
            xmp(&format!("<!DOCTYPE x [{entities}]>{rdf}<rdf:Description dc:description='&e0;'/>")),
            PICTURE,
            false,
        ),
        (
            "XMP of endless references",
            in_rdf(&format!("<dc:description>{}", "&#x1EBF;&amp;&x;".repeat(250_000))),
            PICTURE,
            false,
        ),
        (
            "extended XMP of 20000 parts",
            {
                let name = b"0123456789ABCDEF0123456789ABCDEF";
                let note = format!(
                    "{rdf}<rdf:Description xmlns:n='http://ns.adobe.com/xmp/note/' n:HasExtendedXMP='{}'/></rdf:RDF>",
                    String::from_utf8_lossy(name)
                );
                let part = |at: u32| {
                    let numbers = [4_000_000u32.to_be_bytes(), (at * 200).to_be_bytes()].concat();
                    segment(
                        jpeg::APP1,
                        &[&b"http://ns.adobe.com/xmp/extension/\0"[..], name, &numbers, &[b'x'; 200]].concat(),
                    )
                };
                let parts: Vec<u8> = (0..19_000).rev().flat_map(part).collect();
                let mut picture = app1(&[jpeg::XMP, note.as_bytes()].concat());
                picture.splice(2..2, parts);
                picture
            },
            PICTURE,
            false,
        ),
    ]
}

fn datasets() -> Vec<Hostile> {
    let photoshop = |resources: &[u8]| jpeg(30, 20).splice_segment(jpeg::APP13, &[jpeg::PHOTOSHOP, resources].concat());
    let iim = |data: &[u8]| photoshop(&[b"8BIM\x04\x04\0\0", &(data.len() as u32).to_be_bytes()[..], data].concat());
    vec![
        ("IIM of 13000 empty datasets", iim(&[0x1C, 2, 120, 0, 0].repeat(13_000)), PICTURE, false),
        ("IIM of 10000 people's bylines", iim(&[0x1C, 2, 80, 0, 1, b'x'].repeat(10_500)), PICTURE, false),
        ("IIM whose length is four gigabytes", iim(&[0x1C, 2, 120, 0x80, 4, 0xFF, 0xFF, 0xFF, 0xFF]), PICTURE, false),
        (
            "IIM whose length takes 32767 bytes",
            iim(&[&[0x1C, 2, 120, 0xFF, 0xFF][..], &[0xFF; 40_000]].concat()),
            PICTURE,
            false,
        ),
        (
            "Photoshop's resources, empty and many",
            photoshop(&b"8BIM\x04\x05\0\0\0\0\0\0".repeat(5_400)),
            PICTURE,
            false,
        ),
        ("a resource of four gigabytes", photoshop(b"8BIM\x04\x04\0\0\xFF\xFF\xFF\xFF"), PICTURE, false),
        (
            "Photoshop's resources over 250 segments",
            {
                let mut picture = jpeg(30, 20);
                let part = segment(jpeg::APP13, &[jpeg::PHOTOSHOP, &[0xFF; 65_000]].concat());
                picture.splice(2..2, part.repeat(250));
                picture
            },
            PICTURE,
            false,
        ),
    ]
}

fn profiles() -> Vec<Hostile> {
    let icc = |profile: &[u8]| jpeg(30, 20).splice_segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", profile].concat());
    let header = |tags: &[u8]| {
        let mut profile = vec![0; 128];
        profile[8] = 4;
        profile[12..16].copy_from_slice(b"mntr");
        profile[16..24].copy_from_slice(b"RGB XYZ ");
        profile[36..40].copy_from_slice(b"acsp");
        profile.extend(tags);
        let length = profile.len() as u32;
        profile[..4].copy_from_slice(&length.to_be_bytes());
        profile
    };
    let tag = |name: &[u8], data: &[u8]| {
        [&1u32.to_be_bytes()[..], name, &144u32.to_be_bytes(), &(data.len() as u32).to_be_bytes(), data].concat()
    };
    let curve = [&b"curv\0\0\0\0"[..], &u32::MAX.to_be_bytes(), &[0; 64]].concat();
    let table = [&b"mft2\0\0\0\0"[..], &[15, 15, 255, 0], &[0; 36], &[0xFF; 4], &[0; 2_000]].concat();
    let many: Vec<u8> = [
        &60_000u32.to_be_bytes()[..],
        &[b"rTRC", &144u32.to_be_bytes()[..], &64u32.to_be_bytes()].concat().repeat(5_000),
    ]
    .concat();
    vec![
        ("a profile's curve of four gigabytes", icc(&header(&tag(b"rTRC", &curve))), PICTURE, false),
        ("a profile's table of 255^15", icc(&header(&tag(b"A2B0", &table))), PICTURE, false),
        ("a profile of 60000 tags, it says", icc(&header(&many)), PICTURE, false),
        (
            "a profile of 255 parts",
            {
                let mut picture = jpeg(30, 20);
                let parts: Vec<u8> = (1..=255)
                    .flat_map(|n| segment(0xE2, &[&b"ICC_PROFILE\0"[..], &[n, 255], &[0xFF; 65_000]].concat()))
                    .collect();
                picture.splice(2..2, parts);
                picture
            },
            PICTURE,
            false,
        ),
    ]
}

fn structures() -> Vec<Hostile> {
    let remarks = |count: usize| {
        let mut picture = jpeg(30, 20);
        picture.splice(2..2, segment(0xFE, b"").repeat(count));
        picture
    };
    let heif =
        |meta: &[u8]| [&atom(b"ftyp", b"heic\0\0\0\0mif1heic")[..], &atom(b"meta", &[&[0; 4], meta].concat())].concat();
    let sized = |side: u32| {
        let ispe = atom(b"ispe", &[&[0; 4][..], &side.to_be_bytes(), &side.to_be_bytes()].concat());
        atom(b"iprp", &atom(b"ipco", &ispe))
    };
    // Offsets and lengths of no bytes at all: the box is short and means billions of pieces.
    let pieces =
        [&[1, 0, 0, 0, 0, 0][..], &u16::MAX.to_be_bytes(), &[0, 1, 0, 0, 0, 0, 0xFF, 0xFF].repeat(60_000)].concat();
    let endless = atom(b"free", b"").repeat(200_000);
    vec![
        ("10000 segments", remarks(10_000), PICTURE, false),
        ("30000 segments", remarks(30_000), DAMAGED, false),
        (
            "a chunk of four gigabytes",
            png_with(&png(), b"eXIf", b"")[..png().len() - 12].iter().copied().chain([0xFF; 64]).collect(),
            DAMAGED,
            false,
        ),
        (
            "100000 chunks",
            {
                let still = png();
                let last = still.len() - 12;
                [&still[..last], &png_chunk(b"tEXt", b"a\0b").repeat(100_000), &still[last..]].concat()
            },
            PICTURE,
            false,
        ),
        (
            "a WebP of 100000 chunks",
            {
                let still = file(&DynamicImage::ImageRgb8(scene(30, 20)), ImageFormat::WebP);
                webp(&[webp_heading(0, (30, 20)), still[12..].to_vec(), chunk(b"JUNK", b"").repeat(100_000)])
            },
            PICTURE,
            false,
        ),
        ("a HEIC of 60000 × 60000, it says", heif(&sized(60_000)), TOO_LARGE, false),
        ("a HEIC of billions of pieces", heif(&[sized(100), atom(b"iloc", &pieces)].concat()), DAMAGED, false),
        (
            "a HEIC of endless boxes",
            [heif(&sized(100)), endless].concat(),
            &["photo_truncated", "photo_unsupported"],
            false,
        ),
        ("a HEIC whose box is larger than all", heif(&[&u32::MAX.to_be_bytes()[..], b"iprp"].concat()), DAMAGED, false),
        (
            "a HEIC whose box has 2^63 bytes",
            heif(&[&1u32.to_be_bytes()[..], b"iprp", &(1u64 << 63).to_be_bytes()].concat()),
            DAMAGED,
            false,
        ),
    ]
}

fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    [&[0xFF, marker], &((payload.len() + 2) as u16).to_be_bytes()[..], payload].concat()
}

fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], kind, body].concat()
}
