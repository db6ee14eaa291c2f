//! What pictures take of memory, measured in processes of their own: no more than was said before, and together no more
//! than there is.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use ::png::{BitDepth, ColorType, Compression};
use image::{DynamicImage, ImageFormat, RgbImage};

use dateline_base::{ErrorCode, Progress, Result, memory::Budget, parallel};

use super::samples::{self, WHOLE, peak_memory};
use crate::{
    Encoding, Ladder, Work,
    demand::{needed_by_file, reserve_in},
    inspect_and_draw, renditions, reserve,
};

const FILE: &str = "DATELINE_TEST_PICTURE";
const WORK: &str = "DATELINE_TEST_WORK";
/// Small enough to be quick, and large beside what any program takes.
const WIDTH: u32 = 2400;
const HEIGHT: u32 = 1600;

fn ladders() -> [Ladder; 2] {
    [WHOLE, Ladder { encoding: Encoding::WebP, ..WHOLE }]
}

/// This very test, run for one file in a process of its own.
fn again(test: &str, file: &Path, work: &str, limit_kb: Option<u64>) -> Output {
    let limit = limit_kb.map_or(String::new(), |limit| format!("ulimit -v {limit}; "));
    let script = format!(r#"{limit}exec "$0" --exact "tests::memory::{test}" --nocapture"#);
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(script).arg(env::current_exe().unwrap()).env(FILE, file).env(WORK, work);
    // What threads only reserve would count against the limit.
    command.env("MALLOC_ARENA_MAX", "2").output().unwrap()
}

/// A PNG of rows that are all alike: it packs to little, and unpacks to all of it.
fn png(path: &Path, (width, height): (u32, u32), colours: ColorType, depth: BitDepth) {
    let file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let mut encoder = ::png::Encoder::new(file, width, height);
    encoder.set_color(colours);
    encoder.set_depth(depth);
    encoder.set_compression(Compression::Fastest);
    if colours == ColorType::Indexed {
        encoder.set_palette((0..=255).flat_map(|shade| [shade, 255 - shade, 7]).collect::<Vec<u8>>());
    }
    let mut writer = encoder.write_header().unwrap();
    let bytes = width as usize * colours.samples() * if depth == BitDepth::Sixteen { 2 } else { 1 };
    let row: Vec<u8> = (0..bytes).map(|at| (at * 7 % 251) as u8).collect();
    let mut rows = writer.stream_writer().unwrap();
    for _ in 0..height {
        std::io::Write::write_all(&mut rows, &row).unwrap();
    }
    rows.finish().unwrap();
}

fn pictures(folder: &Path) -> Vec<PathBuf> {
    use BitDepth::{Eight, Sixteen};
    let size = (WIDTH, HEIGHT);
    let path = |name: &str| folder.join(name);
    for (name, colours, depth) in [
        ("gray.png", ColorType::Grayscale, Eight),
        ("palette.png", ColorType::Indexed, Eight),
        ("gray-16.png", ColorType::Grayscale, Sixteen),
        ("rgba.png", ColorType::Rgba, Eight),
        ("rgb-16.png", ColorType::Rgb, Sixteen),
        ("rgba-16.png", ColorType::Rgba, Sixteen),
    ] {
        png(&path(name), size, colours, depth);
    }
    let scene =
        RgbImage::from_fn(WIDTH, HEIGHT, |x, y| image::Rgb([(x * 31 % 256) as u8, (y / 12) as u8, (x + y) as u8]));
    let wide = DynamicImage::ImageRgb8(scene.clone()).into_rgb16();
    std::fs::write(path("baseline.jpg"), samples::jpeg(WIDTH, HEIGHT)).unwrap();
    std::fs::write(path("progressive.jpg"), samples::progressive_jpeg(WIDTH, HEIGHT)).unwrap();
    std::fs::write(path("cmyk.jpg"), samples::cmyk_jpeg(WIDTH, HEIGHT)).unwrap();
    std::fs::write(path("rgb.tif"), samples::file(&DynamicImage::ImageRgb8(scene.clone()), ImageFormat::Tiff)).unwrap();
    std::fs::write(path("rgb-16.tif"), samples::file(&DynamicImage::ImageRgb16(wide), ImageFormat::Tiff)).unwrap();
    for (name, lossless) in [("lossy.webp", false), ("lossless.webp", true)] {
        let encoder = ::webp::Encoder::from_rgb(&scene, WIDTH, HEIGHT);
        std::fs::write(path(name), &*encoder.encode_simple(lossless, 20.0).unwrap()).unwrap();
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn a_picture_takes_no_more_than_was_said() {
    if let Some(file) = env::var_os(FILE) {
        let (file, before) = (PathBuf::from(file), peak_memory().unwrap());
        let bytes = std::fs::read(&file).unwrap();
        match env::var(WORK).unwrap().as_str() {
            "take_in" => drop(inspect_and_draw(&bytes, None, &file).unwrap()),
            _ => drop(renditions(&bytes, &file, &ladders(), &Progress::unwatched()).unwrap()),
        }
        println!("TOOK {}", peak_memory().unwrap() - before);
        return;
    }
    if peak_memory().is_none() {
        return eprintln!("SKIPPED: this system does not say how much memory a process took");
    }
    let folder = tempfile::tempdir().unwrap();
    let pictures = pictures(folder.path());
    let measured = |number: usize| {
        let file = &pictures[number];
        [("take_in", Work::TakeIn), ("renditions", Work::Renditions(&ladders()))].map(|(name, work)| {
            let output = again("a_picture_takes_no_more_than_was_said", file, name, None);
            let output = String::from_utf8_lossy(&output.stdout).into_owned();
            let took = output.lines().find_map(|line| line.split_once("TOOK ")?.1.trim().parse::<u64>().ok());
            let took = took.unwrap_or_else(|| panic!("{}: {output}", file.display())) << 10;
            let said = needed_by_file(file, work);
            let picture = file.file_name().unwrap().to_string_lossy().into_owned();
            (format!("{picture:16} {name:10} said {:4} MB, took {:4} MB", said >> 20, took >> 20), said, took)
        })
    };
    let mut check = |_, measured: [(String, u64, u64); 2]| {
        for (told, said, took) in measured {
            println!("{told}");
            assert!(took <= said, "{told}");
            // Nor is so much said that pictures wait for nothing.
            assert!(said <= 3 * took + (48 << 20), "{told}");
        }
        Ok(())
    };
    parallel::in_order(pictures.len(), &|| false, &measured, &mut check).unwrap();
}

/// Of 24 megapixels and 16 bits one takes 85 MB; before there was a budget each took 220, on every core.
#[test]
fn several_large_pictures_at_once_keep_within_what_there_is() {
    const TEST: &str = "several_large_pictures_at_once_keep_within_what_there_is";
    if let Some(file) = env::var_os(FILE) {
        let file = PathBuf::from(file);
        let take_in = |_| -> Result<u32> {
            let _share = reserve(&file, Work::TakeIn)?;
            Ok(inspect_and_draw(&std::fs::read(&file).unwrap(), None, &file)?.0.width)
        };
        parallel::in_order(4, &|| false, &take_in, &mut |_, taken| {
            match taken {
                Ok(width) => println!("TAKEN {width}"),
                Err(error) => println!("REFUSED {}: {error}", error.code.as_str()),
            }
            Ok(())
        })
        .unwrap();
        return;
    }
    if !cfg!(target_os = "linux") {
        return eprintln!("SKIPPED: only Linux limits a process by ulimit -v");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.png");
    png(&file, (6000, 4000), ColorType::Rgb, BitDepth::Sixteen);
    let lines = |limit_kb| {
        let output = again(TEST, &file, "", Some(limit_kb));
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
        told.lines()
            .filter_map(|line| Some(line[line.find("TAKEN").or(line.find("REFUSED"))?..].to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(600_000), ["TAKEN 6000"; 4]);
    // With less than one of them takes, each is refused and nothing is brought down.
    let refused = lines(300_000);
    assert_eq!(refused.len(), 4);
    assert!(refused[0].starts_with("REFUSED photo_too_large") && refused[0].contains("6000 × 4000 px"), "{refused:?}");
}

#[test]
fn one_that_all_there_is_would_not_suffice_for_is_refused_with_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("anh.png");
    std::fs::write(&path, samples::png_header(20_000, 8_000)).unwrap();
    let budget = Budget::of(400 << 20);
    let error = reserve_in(&budget, &path, Work::TakeIn).err().unwrap();
    assert_eq!(error.code, ErrorCode::PhotoTooLarge);
    assert!(error.params["size"].starts_with("20000 × 8000 px: 49"), "{:?}", error.params);
    assert_eq!(error.params["limit"], "400 MB");
    assert!(error.params["path"].ends_with("anh.png"));
    // Whatever else is wrong with a file, whoever reads it tells.
    for (name, bytes) in [("a.jpg", &b"\xFF\xD8\xFF"[..]), ("b.png", b"no picture"), ("c", b"")] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        assert!(reserve_in(&budget, &folder.path().join(name), Work::TakeIn).is_ok(), "{name}");
    }
    assert!(reserve_in(&budget, &folder.path().join("not there"), Work::Thumbnail).is_ok());
    assert!(reserve_in(&budget, folder.path(), Work::Thumbnail).is_ok());
}

#[test]
fn what_a_head_says_is_read_of_every_kind() {
    let folder = tempfile::tempdir().unwrap();
    let megapixels = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        needed_by_file(&path, Work::TakeIn)
    };
    let pixels = 1600 * 1200;
    let scene = DynamicImage::ImageRgb8(samples::scene(1600, 1200));
    for (name, bytes, least, most) in [
        // An eighth of each side.
        ("a.jpg", samples::jpeg(1600, 1200), pixels / 4, pixels * 3),
        ("b.jpg", samples::progressive_jpeg(1600, 1200), pixels * 3, pixels * 9),
        ("c.png", samples::file(&scene, ImageFormat::Png), pixels * 3, pixels * 6),
        ("d.tif", samples::file(&scene, ImageFormat::Tiff), pixels * 3, pixels * 12),
        ("e.webp", samples::file(&scene, ImageFormat::WebP), pixels * 11, pixels * 16),
    ] {
        let (length, found) = (bytes.len() as u64, megapixels(name, &bytes));
        let found = found - (4 << 20);
        assert!((least..=most + 2 * length + (8 << 20)).contains(&found), "{name}: {found}, {length}");
    }
}
