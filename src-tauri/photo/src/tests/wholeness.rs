//! A picture of which every block is there comes in, whatever its file's oddities; one that lacks any does not.

use std::path::Path;

use turbojpeg::PixelFormat;

use super::samples::*;
use crate::{inspect, pixel_for_pixel};
use dateline_base::ErrorCode;

/// All kinds of coding that cameras and programs use.
fn kinds() -> Vec<(&'static str, Vec<u8>)> {
    let gray: Vec<u8> = scene(90, 70).pixels().map(|pixel| pixel.0[0]).collect();
    let gray_progressive = compressed(&gray, (90, 70), PixelFormat::GRAY, |c| {
        c.set_progressive(true).unwrap();
        c.set_subsamp(turbojpeg::Subsamp::Gray).unwrap();
    });
    vec![
        ("baseline", jpeg(90, 70)),
        ("progressive", progressive_jpeg(90, 70)),
        (
            "one colour sample a pixel",
            compressed(&scene(90, 70), (90, 70), PixelFormat::RGB, |c| {
                c.set_subsamp(turbojpeg::Subsamp::None).unwrap();
            }),
        ),
        ("four inks", cmyk_jpeg(90, 70)),
        ("gray, progressive", gray_progressive),
        ("with restarts", with_restarts(&[])),
    ]
}

/// A gray picture of 8 × 4 flat blocks, written by hand: two bits a block, a restart after each four.
fn with_restarts(padding: &[u8]) -> Vec<u8> {
    let segment = |marker: u8, payload: &[u8]| {
        [&[0xFF, marker], &((payload.len() + 2) as u16).to_be_bytes()[..], payload].concat()
    };
    let table = |place: u8| [&[place, 1], &[0; 15][..], &[0]].concat();
    let scan: Vec<u8> = (0..8u8)
        .flat_map(|at| {
            let restart = if at < 7 { vec![0xFF, 0xD0 + at] } else { Vec::new() };
            [&[0x00], padding, &restart].concat()
        })
        .collect();
    [
        vec![0xFF, 0xD8],
        segment(0xDB, &[&[0], &[1; 64][..]].concat()),
        segment(0xC0, &[8, 0, 32, 0, 64, 1, 1, 0x11, 0]),
        segment(0xC4, &table(0x00)),
        segment(0xC4, &table(0x10)),
        segment(0xDD, &[0, 4]),
        segment(0xDA, &[1, 1, 0x00, 0, 63, 0]),
        scan,
        vec![0xFF, 0xD9],
    ]
    .concat()
}

fn segment_at(jpeg: &[u8], marker: u8) -> usize {
    jpeg.windows(2).position(|pair| pair == [0xFF, marker]).unwrap()
}

/// Where each scan's data begin.
fn scans(jpeg: &[u8]) -> Vec<usize> {
    let starts = (0..jpeg.len() - 1).filter(|at| jpeg[*at..*at + 2] == [0xFF, 0xDA]);
    starts.map(|at| at + 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]))).collect()
}

fn before_end(jpeg: &[u8], put_in: &[u8]) -> Vec<u8> {
    let (picture, end) = jpeg.split_at(jpeg.len() - 2);
    [picture, put_in, end].concat()
}

fn assert_same(what: &str, oddity: &str, odd: &[u8], whole: &[u8]) {
    let path = Path::new("anh.jpg");
    inspect(odd, path).unwrap_or_else(|error| panic!("{what}, {oddity}: {error}"));
    assert_eq!(pixel_for_pixel(odd, path).unwrap(), pixel_for_pixel(whole, path).unwrap(), "{what}, {oddity}");
}

fn assert_refused(what: &str, cut: &[u8]) {
    let code = inspect(cut, Path::new("anh.jpg")).expect_err(what).code;
    assert_eq!(code, ErrorCode::PhotoTruncated, "{what}");
}

#[test]
fn what_takes_nothing_from_the_picture_is_no_damage() {
    for (what, whole) in kinds() {
        for count in [1, 64, 65, 3_000, 70_000] {
            assert_same(what, "zeros before the end", &before_end(&whole, &vec![0; count]), &whole);
        }
        let unended = &whole[..whole.len() - 2];
        assert_same(what, "no end mark", unended, &whole);
        assert_same(what, "half an end mark", &whole[..whole.len() - 1], &whole);
        for (oddity, trailer) in [
            ("a trailer", b"\0\0\x04\x01PanoramaSEFHe\0\0\0".to_vec()),
            ("a long trailer", vec![b'x'; 100_000]),
            ("a trailer that looks like markers", b"\xFF\xE1\0\x08junk\xFF\xC4\0\x20no table\xFF\xDB".to_vec()),
            ("another picture as a trailer", jpeg(30, 20)),
            ("a trailer with an end mark in it", b"SEFT\xFF\xFF\x00\x12\xFF\xD9more".to_vec()),
        ] {
            assert_same(what, oddity, &[&whole[..], &trailer].concat(), &whole);
            assert_same(what, &format!("{oddity}, no end mark"), &[unended, &trailer].concat(), &whole);
        }
        for (oddity, segment) in [
            ("an unknown Adobe transform", (0xEE, b"Adobe\0\x64\0\0\0\0\x07".to_vec())),
            ("a JFIF of another age", (0xE0, b"JFIF\0\x05\x02\0\0\x01\0\x01\0\0".to_vec())),
        ] {
            if what == "four inks" {
                continue;
            }
            assert_same(what, oddity, &whole.clone().splice_segment(segment.0, &segment.1), &whole);
        }
    }
}

/// Samsung's phones leave these numbers at zero.
#[test]
fn numbers_of_a_scan_that_say_nothing_are_not_looked_at() {
    for (what, whole) in kinds() {
        if what.contains("progressive") {
            continue;
        }
        for told in [[0, 0, 0], [0, 0, 63], [1, 0, 0], [0, 63, 0x11]] {
            let mut odd = whole.clone();
            let data = scans(&odd)[0];
            odd[data - 3..data].copy_from_slice(&told);
            assert_same(what, &format!("{told:?}"), &odd, &whole);
        }
    }
}

#[test]
fn padding_between_restarts_is_looked_through() {
    let whole = with_restarts(&[]);
    for padding in [&[0x55][..], &[0x12, 0x34, 0x56], &[0xFF, 0x00, 0x11], &[0; 700]] {
        assert_same("restarts", "padding", &with_restarts(padding), &whole);
    }
    // A part that is missing, and one whose mark has another number.
    let mark = |number: u8| whole.windows(2).position(|pair| pair == [0xFF, 0xD0 + number]).unwrap();
    let lost = [&whole[..mark(2) - 1], &whole[mark(3) + 1..]].concat();
    assert_refused("a part is missing", &lost);
    let mut padded = with_restarts(&[0x55]);
    let at = padded.windows(2).position(|pair| pair == [0xFF, 0xD3]).unwrap();
    padded[at + 1] = 0xD6;
    assert_refused("another number behind padding", &padded);
}

#[test]
fn a_picture_that_is_cut_stays_refused() {
    for (what, whole) in kinds() {
        let first = scans(&whole)[0];
        let last = whole.len() - 2;
        let step = ((last - first) / 23).max(1);
        for cut in (first..last - 8).step_by(step) {
            for (end, words) in [(&b""[..], "cut"), (b"\xFF\xD9", "cut and ended")] {
                // A scan that ends at a scan's end, with an end mark, is a picture of fewer scans: nobody can tell.
                let next = |at: usize| matches!(whole[at..], [0xFF, 0xC4 | 0xDA, ..]);
                let at_a_scan = end.len() == 2 && (next(cut) || next(cut - 1));
                if !at_a_scan {
                    assert_refused(&format!("{what}, {words} at {cut} of {last}"), &[&whole[..cut], end].concat());
                }
            }
            let trailer = [&whole[..cut], b"\0\0SEFHe\0\0\0"].concat();
            assert_refused(&format!("{what}, cut at {cut} of {last}, with a trailer"), &trailer);
            let other = [&whole[..cut], &jpeg(30, 20)].concat();
            assert_refused(&format!("{what}, cut at {cut} of {last}, with another picture"), &other);
        }
        // Padding does not hide it.
        let cut = before_end(&[&whole[..first + (last - first) / 2], b"\xFF\xD9"].concat(), &[0; 16]);
        let hidden = [&cut[..cut.len() - 2], b"\xFF\xD9"].concat();
        if !what.contains("restarts") {
            assert!(inspect(&hidden, Path::new("anh.jpg")).is_err(), "{what}, cut and padded");
        }
    }
}

#[test]
fn scans_that_never_came_are_missed() {
    let whole = progressive_jpeg(90, 70);
    let table =
        |from: usize| (from..whole.len()).find(|at| whole[*at..].starts_with(&[0xFF, 0xC4])).unwrap_or(whole.len() - 2);
    for scan in &scans(&whole)[..scans(&whole).len() - 1] {
        assert_refused(&format!("{scan}"), &whole[..table(*scan)]);
    }
    assert!(segment_at(&whole, 0xC2) < scans(&whole)[0]);
}
