//! What goes out together, to whom, and as which version: every format is a function of this and of nothing else.

use super::{address::BaseUrl, names};
use crate::{
    photo::{self, Encoding, Ladder, Part},
    story::{Photo, Settled},
};

/// One or more stories.
pub struct Edition<'a> {
    pub entries: Vec<Entry<'a>>,
    pub destination: Destination,
    pub release: Release,
}

/// A story of an edition, and what goes out with it.
pub struct Entry<'a> {
    pub story: &'a Settled,
    /// Where its files are inside `data/`: right there for a story that goes out alone, and else in a folder of its own,
    /// which ends with a slash.
    pub folder: String,
    /// The photos that its body shows, in its order.
    pub pictures: Vec<Picture<'a>>,
}

/// Whom it is for.
pub struct Destination {
    pub base: BaseUrl,
    /// Marked as not for publication.
    pub draft: bool,
}

/// Which of the packages of the same stories it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// From 1; none while nobody counts them.
    pub version: Option<u32>,
    /// The SHA-256 of the package whose place it takes.
    pub supersedes: Option<String>,
}

/// A photo and its files.
pub struct Picture<'a> {
    pub photo: &'a Photo,
    /// Part by part, of each the largest first, JPEG before WebP.
    pub files: Vec<MediaFile>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    /// Inside the folder of its story, such as `media/01-cho-noi-1280.jpg`.
    pub path: String,
    /// Where it will be on a server.
    pub url: String,
    pub part: Part,
    pub encoding: Encoding,
    pub width: u32,
    pub height: u32,
    /// 0 before it is made.
    pub bytes: u64,
}

impl<'a> Edition<'a> {
    /// Of one story, with its pictures as they will be before any is made.
    pub fn planned(story: &'a Settled, webp: bool, destination: Destination) -> Self {
        let mut entry = Entry::alone(story);
        let pictures = (1..).zip(story.shown_photos()).map(|(number, photo)| {
            let of_ladder = |ladder: Ladder| {
                let sizes = ladder.sizes(photo.width, photo.height).into_iter();
                let file =
                    |size| MediaFile::new(number, photo, &ladder, size, &|path| destination.address(&entry, path));
                sizes.map(file).collect::<Vec<_>>()
            };
            Picture { photo, files: photo::ladders(photo, webp).into_iter().flat_map(of_ladder).collect() }
        });
        entry.pictures = pictures.collect();
        Self { entries: vec![entry], destination, release: Release::default() }
    }

    /// A draft is withheld whatever its state.
    pub fn pubstatus(&self, story: &Settled) -> &'static str {
        if self.destination.draft { "withheld" } else { story.state.pubstatus() }
    }
}

impl<'a> Entry<'a> {
    pub fn alone(story: &'a Settled) -> Self {
        Self { story, folder: String::new(), pictures: Vec::new() }
    }

    /// Where a file of this story is, inside `data/`.
    pub fn path(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }

    pub fn picture(&self, photo: &Photo) -> Option<&Picture<'a>> {
        self.pictures.iter().find(|picture| picture.photo.id == photo.id)
    }
}

impl Destination {
    /// Where a file of this story will be on a server.
    pub fn address(&self, entry: &Entry, name: &str) -> String {
        self.base.join(&entry.story.id, &entry.path(name))
    }
}

impl Picture<'_> {
    /// The files of one part in one encoding, largest first.
    pub fn ladder(&self, part: Part, encoding: Encoding) -> Vec<&MediaFile> {
        self.files.iter().filter(|file| file.part == part && file.encoding == encoding).collect()
    }
}

impl MediaFile {
    /// A file that is not made yet. `address` says where a path of its story will be.
    pub fn new(
        number: usize,
        photo: &Photo,
        ladder: &Ladder,
        (width, height): (u32, u32),
        address: &dyn Fn(&str) -> String,
    ) -> Self {
        let path = names::media(number, photo, ladder, width);
        let (part, encoding) = (ladder.frame.part, ladder.encoding);
        Self { url: address(&path), path, part, encoding, width, height, bytes: 0 }
    }

    /// What the rendition is called in both ninjs files: `w1280`, `16-9-w1280-webp`.
    pub fn name(&self) -> String {
        let crop = names::crop(self.part, '-').map(|crop| format!("{crop}-")).unwrap_or_default();
        let encoding = if self.encoding == Encoding::WebP { "-webp" } else { "" };
        format!("{crop}w{}{encoding}", self.width)
    }
}

/// What a reader who can't choose gets of a ladder: sharp enough, and not the heaviest.
pub fn usual<'a>(ladder: &[&'a MediaFile]) -> Option<&'a MediaFile> {
    ladder.iter().find(|file| file.width <= 1280).or(ladder.last()).copied()
}
