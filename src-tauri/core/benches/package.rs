//! What stands between a finished story and its package.
//!
//! - The renditions of one photo of 24 megapixels (2048, 1280, 640 and 320 pixels wide). The peer is the floor for any
//!   such work: turbojpeg's decoding at half size and its encoding of four pictures of those sizes, nothing scaled.
//! - The package of a story with ten such photos: cold, where every rendition has to be made, and after a caption was
//!   changed, where none is. That none is made is not inferred from the time: the originals are taken away meanwhile,
//!   so there is nothing to make them of. The peer is writing files of the same bytes, each with its SHA-256 and fsync.

#![allow(clippy::unwrap_used)]

mod support {
    pub mod picture;
    pub mod turns;
}

use std::{
    cell::RefCell,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use dateline_core::{
    Language, Library, Progress,
    digest::sha256_hex,
    package::{self, PackageOptions, PackageReport},
    photo::{Encoding, Frame, Ladder, RENDITION_WIDTHS, renditions},
    story::{Block, Edit, PhotoField, StoryField, StoryId},
};
use support::{
    picture::{HEIGHT, WIDTH, compressed, half_size, photo, with_remark},
    turns::{Contender, take_turns, timed},
};

const PHOTOS: usize = 10;

fn main() {
    let original = photo();
    println!("\npackage: the renditions of one photo of 24 megapixels, {:.1} MB", original.len() as f64 / 1e6);
    take_turns(
        10,
        vec![
            Contender::new("floor: half-size decoding and four encodings", || timed(|| floor(&original))),
            Contender::new("renditions", || {
                let whole = Ladder { frame: Frame::WHOLE, encoding: Encoding::Jpeg };
                timed(|| renditions(&original, Path::new("DSC_0001.JPG"), &[whole], &Progress::unwatched()).unwrap())
            }),
        ],
    );

    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let desk = RefCell::new(Desk::new(folder.path(), &original));
    let report = desk.borrow_mut().package();
    let files: Vec<Vec<u8>> =
        report.files.iter().map(|file| fs::read(report.package.join(&file.path)).unwrap()).collect();
    let megabytes = files.iter().map(Vec::len).sum::<usize>() as f64 / 1e6;
    println!("\npackage: a story with {PHOTOS} such photos: {} files, {megabytes:.1} MB", files.len());
    take_turns(
        5,
        vec![
            Contender::new("peer: as many bytes and files, SHA-256 and fsync", || {
                let copies = folder.path().join("peer");
                fs::remove_dir_all(&copies).ok();
                fs::create_dir(&copies).unwrap();
                timed(|| write_plainly(&files, &copies))
            }),
            Contender::new("cold: every rendition is made", || {
                let mut desk = desk.borrow_mut();
                fs::remove_dir_all(desk.library.folder().join("cache")).ok();
                timed(|| desk.package())
            }),
            Contender::new("after a caption was changed: none is made", || {
                let mut desk = desk.borrow_mut();
                desk.change_a_caption();
                let blobs = desk.library.folder().join("blobs");
                let away = blobs.with_extension("away");
                fs::rename(&blobs, &away).unwrap();
                let time = timed(|| desk.package());
                fs::rename(&away, &blobs).unwrap();
                time
            }),
        ],
    );
}

fn floor(jpeg: &[u8]) -> Vec<Vec<u8>> {
    let half = half_size(jpeg);
    RENDITION_WIDTHS
        .map(|width| compressed(&half.pixels, half.width, width as usize, width as usize * HEIGHT / WIDTH, 85))
        .to_vec()
}

fn write_plainly(files: &[Vec<u8>], folder: &Path) -> Vec<String> {
    let write = |(number, bytes): (usize, &Vec<u8>)| {
        let mut file = File::create(folder.join(number.to_string())).unwrap();
        file.write_all(bytes).unwrap();
        file.sync_all().unwrap();
        sha256_hex(bytes)
    };
    files.iter().enumerate().map(write).collect()
}

/// A story that lacks nothing.
struct Desk {
    library: Library,
    story: StoryId,
    options: PackageOptions,
    captions: usize,
}

impl Desk {
    fn new(folder: &Path, original: &[u8]) -> Self {
        let mut library = Library::make(&folder.join("library")).unwrap();
        let story = library.create(Language::Vietnamese).unwrap();
        let body = (0..8).map(|_| Block::paragraph("Chợ nổi họp lại từ bốn giờ sáng. ".repeat(12))).collect();
        let headline = Edit::SetField { field: StoryField::Headline, value: "Chợ nổi họp lại".into() };
        library.edit_latest(&story, &[headline, Edit::SetBody { body }]).unwrap();

        let files: Vec<PathBuf> = (1..=PHOTOS).map(|number| folder.join(format!("DSC_{number:04}.JPG"))).collect();
        for file in &files {
            fs::write(file, with_remark(original, &file.to_string_lossy())).unwrap();
        }
        for photo in library.append_photos(&story, &files).unwrap() {
            let fill = |field, value: &str| Edit::SetPhotoField { photo: photo.clone(), field, value: value.into() };
            let edits = [
                fill(PhotoField::Caption, "Ghe hàng về bến."),
                fill(PhotoField::Credit, "Dateline"),
                fill(PhotoField::AltText, "Ghe trên sông lúc trời chưa sáng."),
            ];
            library.edit_latest(&story, &edits).unwrap();
        }
        let options = PackageOptions { out: folder.join("out"), ..PackageOptions::default() };
        Self { library, story, options, captions: 0 }
    }

    fn change_a_caption(&mut self) {
        self.captions += 1;
        let photo = self.library.story(&self.story).unwrap().photos[0].id.clone();
        let value = format!("Ghe hàng về bến, lượt {}.", self.captions).into();
        let edit = Edit::SetPhotoField { photo, field: PhotoField::Caption, value };
        self.library.edit_latest(&self.story, &[edit]).unwrap();
    }

    fn package(&mut self) -> PackageReport {
        let story = self.library.settled(&self.story).unwrap();
        package::write(&story, &self.library.media(), &self.options, &Progress::unwatched()).unwrap()
    }
}
