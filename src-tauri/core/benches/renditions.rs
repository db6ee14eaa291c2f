//! What stands between two hundred pictures and the bus.
//!
//! - Twenty photos of 24 megapixels to JPEGs 2048, 1280, 640 and 320 pixels wide, two photos at once. The peer is
//!   libvips with its own cascade (through pyvips, which brings it), and libvips made to load at half size. Both run in
//!   processes of their own, whose start does not count. Files of the same pixels are compared in bytes and in likeness
//!   to a plain Lanczos of the whole picture.
//! - The most memory each ever held, for five photos and for twenty.
//! - Two hundred such photos taken in with their thumbnails: until the first can be shown, and until all can. The peers
//!   are copying them with SHA-256, and decoding them at an eighth, both on two threads.
//!
//! Needs python3 with venv; pyvips comes from PyPI the first time.

#![allow(clippy::unwrap_used)]

mod support {
    pub mod child;
    pub mod picture;
    pub mod turns;
}

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use dateline_core::{
    Library, Progress,
    digest::sha256_hex,
    photo::{Encoding, Frame, Ladder, RENDITION_WIDTHS, renditions},
};
use image::{RgbImage, imageops::FilterType};
use support::{
    child::{Measured, measured, python, tell},
    picture::{eighth_size, photo, with_remark},
    turns::{compare, in_words},
};

const PHOTOS: usize = 20;
const DROPPED: usize = 200;
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [what, photos, out] = &arguments[..]
        && what == "ladders"
    {
        return tell(|| ladders(Path::new(photos), Path::new(out)));
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let original = photo();
    println!("\nrenditions: {PHOTOS} photos of 24 megapixels, {:.1} MB each", original.len() as f64 / 1e6);
    beside_libvips(folder.path(), &original);
    println!("\nrenditions: {DROPPED} such photos taken in, with their thumbnails");
    taken_in(folder.path(), &original);
}

fn ladders(photos: &Path, out: &Path) {
    let whole = Ladder { frame: Frame::WHOLE, encoding: Encoding::Jpeg };
    on_two_threads(&files_in(photos), &|photo| {
        let original = fs::read(photo).unwrap();
        let stem = photo.file_stem().unwrap().to_str().unwrap();
        for made in renditions(&original, photo, &[whole], &Progress::unwatched()).unwrap().concat() {
            fs::write(out.join(format!("{stem}-{}.jpg", made.width)), made.bytes).unwrap();
        }
    });
}

fn on_two_threads(files: &[PathBuf], work: &(dyn Fn(&Path) + Sync)) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(file)
                }
            });
        }
    });
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn card(folder: &Path, photos: usize, original: &[u8]) -> PathBuf {
    let card = folder.join(format!("card-{photos}"));
    fs::create_dir(&card).unwrap();
    for number in 0..photos {
        let name = format!("DSC_{number:04}.JPG");
        fs::write(card.join(&name), with_remark(original, &name)).unwrap();
    }
    card
}

fn beside_libvips(folder: &Path, original: &[u8]) {
    let python = python("pyvips", &["pyvips[binary]==3.1.1"]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/support/vips.py");
    let out = |who: &str| {
        let out = folder.join(who);
        fs::create_dir_all(&out).unwrap();
        out
    };
    let vips =
        |how: &'static str, card: &Path| measured(Command::new(&python).arg(script).arg(card).arg(out(how)).arg(how));
    let ours =
        |card: &Path| measured(Command::new(env::current_exe().unwrap()).arg("ladders").arg(card).arg(out("ours")));

    let (few, many) = (card(folder, 5, original), card(folder, PHOTOS, original));
    let names = ["libvips", "libvips, loading at half size", "ours"];
    let run = |card: &Path| [vips("own", card), vips("forced", card), ours(card)];
    let rounds: Vec<[Measured; 3]> = (0..ROUNDS).map(|_| run(&many)).collect();
    for (what, part) in [("wall", (|it| it.wall) as fn(&Measured) -> Duration), ("CPU", |it| it.cpu)] {
        println!("  {what}");
        let times = |at: usize| rounds.iter().map(|round| part(&round[at])).collect();
        compare((0..3).map(|at| (names[at], times(at))).collect());
    }
    let peaks = run(&few);
    println!("  {:<52} {:>10} {:>10}", "most memory", "5 photos", format!("{PHOTOS} photos"));
    for (at, name) in names.iter().enumerate() {
        let (few, many) = (peaks[at].peak_kb, rounds.iter().map(|round| round[at].peak_kb).max().unwrap());
        println!("  {name:<52} {:>7} MB {:>7} MB", few / 1024, many / 1024);
    }
    likeness(folder, original);
}

/// Bytes and PSNR of one photo's files. The judge's resizer is neither ours nor libvips's.
fn likeness(folder: &Path, original: &[u8]) {
    let whole = image::load_from_memory(original).unwrap().into_rgb8();
    println!("  {:<20} {:>24} {:>24} {:>24}", "one photo's files", "libvips", "at half size", "ours");
    for width in RENDITION_WIDTHS {
        let file = |who: &str| folder.join(who).join(format!("DSC_0000-{width}.jpg"));
        let height = image::open(file("ours")).unwrap().height();
        let reference = image::imageops::resize(&whole, width, height, FilterType::Lanczos3);
        let about = |who: &str| {
            let picture = image::open(file(who)).unwrap().into_rgb8();
            assert_eq!(picture.dimensions(), reference.dimensions(), "{who}");
            let kilobytes = fs::metadata(file(who)).unwrap().len() as f64 / 1e3;
            format!("{kilobytes:.1} kB, {:.2} dB", psnr(&reference, &picture))
        };
        println!("  {width:<20} {:>24} {:>24} {:>24}", about("own"), about("forced"), about("ours"));
    }
}

fn psnr(one: &RgbImage, other: &RgbImage) -> f64 {
    let error: f64 = one.iter().zip(other.iter()).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum();
    10.0 * (255.0 * 255.0 / (error / one.len() as f64)).log10()
}

fn taken_in(folder: &Path, original: &[u8]) {
    let files = files_in(&card(folder, DROPPED, original));
    let copies = folder.join("copies");
    fs::create_dir(&copies).unwrap();
    let timed = |work: &dyn Fn()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut times = vec![Vec::new(), Vec::new(), Vec::new()];
    let mut firsts = Vec::new();
    for round in 0..3 {
        times[0].push(timed(&|| on_two_threads(&files, &|file| drop(eighth_size(&fs::read(file).unwrap())))));
        times[1].push(timed(&|| {
            on_two_threads(&files, &|file| {
                let bytes = fs::read(file).unwrap();
                fs::write(copies.join(sha256_hex(&bytes)), bytes).unwrap();
            });
        }));
        let library = folder.join(format!("library-{round}"));
        let media = Library::make(&library).unwrap().media();
        let start = Instant::now();
        let (mut first, mut count) = (None, 0);
        media.ingest_all(&files, &|| false, &mut |_, taken| {
            let thumbnail = media.preview(&taken.unwrap().sha256, 320).unwrap();
            assert!(!thumbnail.is_empty());
            first.get_or_insert(start.elapsed());
            count += 1;
        });
        times[2].push(start.elapsed());
        firsts.push(first.unwrap());
        assert_eq!(count, DROPPED);
        fs::remove_dir_all(library).unwrap();
    }
    firsts.sort();
    println!("  the first thumbnail can be shown after {}", in_words(firsts[firsts.len() / 2]));
    let names = ["floor: decoded at an eighth", "floor: copied, with SHA-256", "taken in, each thumbnail fetched"];
    compare(names.into_iter().zip(times).collect());
}
