//! What a photographer waits for: taking in one JPEG of 24 megapixels ([`Media::ingest`]: read, check that it is whole,
//! read its metadata, hash, write, sync, keep its thumbnail), and the first preview of it ([`Media::preview`], which makes
//! every rendition, so that packaging later makes none).
//!
//! Taking in has for its peer a plain safe copy of the same file: read, SHA-256, write, sync. A preview has for its
//! peer the least there is to do: turbojpeg's decoding at half size.

#![allow(clippy::unwrap_used)]

mod support {
    pub mod picture;
    pub mod turns;
}

use std::{
    fs::{self, File},
    io::Write,
};

use dateline_core::{Library, digest::sha256_hex};
use support::{
    picture::{half_size, photo},
    turns::{Contender, take_turns, timed},
};

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("DSC_0001.JPG");
    fs::write(&file, photo()).unwrap();
    let library = folder.path().join("library");
    let media = Library::make(&library).unwrap().media();
    let megabytes = fs::metadata(&file).unwrap().len() as f64 / 1e6;

    println!("\ningest: one photo of 24 megapixels, {megabytes:.1} MB");
    let copy = folder.path().join("copy");
    take_turns(
        20,
        vec![
            Contender::new("peer: copy with SHA-256 and fsync", || {
                fs::remove_file(&copy).ok();
                timed(|| {
                    let bytes = fs::read(&file).unwrap();
                    let mut copy = File::create(&copy).unwrap();
                    copy.write_all(&bytes).unwrap();
                    copy.sync_all().unwrap();
                    sha256_hex(&bytes)
                })
            }),
            Contender::new("taken in", || {
                media
                    .blobs()
                    .names()
                    .unwrap()
                    .0
                    .iter()
                    .for_each(|name| fs::remove_file(media.blobs().path(name)).unwrap());
                timed(|| media.ingest(&file).unwrap())
            }),
            Contender::new("the same photo once more", || timed(|| media.ingest(&file).unwrap())),
        ],
    );

    println!("\nfirst preview, 640 pixels wide");
    let name = media.ingest(&file).unwrap().sha256;
    let original = fs::read(&file).unwrap();
    take_turns(
        10,
        vec![
            Contender::new("peer: decoded at half size", || timed(|| half_size(&original))),
            Contender::new("first preview", || {
                fs::remove_dir_all(library.join("cache")).ok();
                timed(|| media.preview(&name, 640).unwrap())
            }),
            Contender::new("the same preview again", || timed(|| media.preview(&name, 640).unwrap())),
        ],
    );
}
