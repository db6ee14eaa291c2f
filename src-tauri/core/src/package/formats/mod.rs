//! The ways to write a story. One file a format, one list of them all.

mod article;
mod json;
mod ninjs16;
mod ninjs31;

use crate::{
    Result,
    package::{address::BaseUrl, names},
    photo::{Encoding, Part},
    story::{Photo, Settled},
};

/// One way to write a story: a pure function of the story and of where its pictures are.
pub trait Format: Sync {
    /// The file's name inside `data/`.
    fn file_name(&self) -> &'static str;
    fn write(&self, story: &Settled, context: &Context) -> Result<Vec<u8>>;
}

/// Every format of a package. The writer, the plan and the check read this list.
pub static FORMATS: &[&dyn Format] = &[&article::Article, &ninjs31::Ninjs31, &ninjs16::Ninjs16];

/// What a format needs beside the story.
pub struct Context<'a> {
    /// The photos the body shows, in its order.
    pub pictures: Vec<Picture<'a>>,
    /// Marked as not for publication.
    pub draft: bool,
    pub(super) base: BaseUrl,
}

/// A photo and its files.
pub struct Picture<'a> {
    pub photo: &'a Photo,
    /// Part by part, of each the largest first, JPEG before WebP.
    pub files: Vec<MediaFile>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    /// Inside `data/`, such as `media/01-cho-noi-1280.jpg`.
    pub path: String,
    /// Where it will be on a server.
    pub url: String,
    pub part: Part,
    pub encoding: Encoding,
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
}

impl<'a> Context<'a> {
    fn picture(&self, photo: &Photo) -> Option<&Picture<'a>> {
        self.pictures.iter().find(|picture| picture.photo.id == photo.id)
    }

    /// A draft is withheld whatever its state.
    fn pubstatus(&self, story: &Settled) -> &'static str {
        if self.draft { "withheld" } else { story.state.pubstatus() }
    }
}

impl Picture<'_> {
    /// The files of one part in one encoding, largest first.
    fn ladder(&self, part: Part, encoding: Encoding) -> Vec<&MediaFile> {
        self.files.iter().filter(|file| file.part == part && file.encoding == encoding).collect()
    }
}

impl MediaFile {
    /// What the rendition is called in both ninjs files: `w1280`, `16-9-w1280-webp`.
    fn name(&self) -> String {
        let crop = names::crop(self.part, '-').map(|crop| format!("{crop}-")).unwrap_or_default();
        let encoding = if self.encoding == Encoding::WebP { "-webp" } else { "" };
        format!("{crop}w{}{encoding}", self.width)
    }
}

/// What a reader who can't choose gets of a ladder: sharp enough, and not the heaviest.
fn usual<'a>(ladder: &[&'a MediaFile]) -> Option<&'a MediaFile> {
    ladder.iter().find(|file| file.width <= 1280).or(ladder.last()).copied()
}
