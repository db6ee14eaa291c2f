//! The sample newsroom that a new library opens with: three stories and five pictures of our own, carried in
//! the program. They are plain text and JPEG files under `sample/`, and come in through the same door as
//! anyone's. `sample/sample.json` says what the texts do not; `sample/draw.py` draws the pictures.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Language;

#[derive(Clone, Debug, PartialEq)]
pub struct SampleStory {
    /// The article's file name.
    pub file_name: &'static str,
    /// The article, in the plain-text importer's own form.
    pub article: &'static str,
    pub language: Language,
    pub section: String,
    pub keywords: Vec<String>,
    /// In the order of the article's captions. The captions are in the article.
    pub photos: Vec<SamplePhoto>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SamplePhoto {
    pub file_name: &'static str,
    /// A JPEG file, whole.
    pub bytes: &'static [u8],
    pub credit: String,
    pub byline: String,
    pub alt_text: String,
}

/// The stories, the first of which a reader should meet first.
pub fn stories() -> &'static [SampleStory] {
    static STORIES: LazyLock<Vec<SampleStory>> = LazyLock::new(|| {
        let entries: Vec<StoryEntry> =
            serde_json::from_str(include_str!("../../sample/sample.json")).expect("the manifest is checked by a test");
        entries.into_iter().map(StoryEntry::with_files).collect()
    });
    &STORIES
}

#[derive(Deserialize)]
struct StoryEntry {
    article: String,
    language: Language,
    section: String,
    keywords: Vec<String>,
    photos: Vec<PhotoEntry>,
}

#[derive(Deserialize)]
struct PhotoEntry {
    file: String,
    credit: String,
    byline: String,
    alt_text: String,
}

macro_rules! files {
    ($include:ident, $($name:literal),*) => {
        &[$(($name, $include!(concat!("../../sample/", $name)))),*]
    };
}

const ARTICLES: &[(&str, &str)] = files!(include_str, "cho-noi.txt", "thu-vien-nuoc-mua.txt", "why-the-bank-falls.txt");

const PHOTOS: &[(&str, &[u8])] = files!(
    include_bytes,
    "cho-noi-len-den.jpg",
    "cho-noi-binh-minh.jpg",
    "truong-ben-suon-nui.jpg",
    "ruong-bac-thang.jpg",
    "bo-song-mua.jpg"
);

fn file<T: Copy>(files: &[(&'static str, T)], name: &str) -> (&'static str, T) {
    *files.iter().find(|(known, _)| *known == name).expect("each file of the manifest is carried; a test checks it")
}

impl StoryEntry {
    fn with_files(self) -> SampleStory {
        let (file_name, article) = file(ARTICLES, &self.article);
        let photos = self.photos.into_iter().map(|photo| {
            let (file_name, bytes) = file(PHOTOS, &photo.file);
            SamplePhoto { file_name, bytes, credit: photo.credit, byline: photo.byline, alt_text: photo.alt_text }
        });
        SampleStory {
            file_name,
            article,
            language: self.language,
            section: self.section,
            keywords: self.keywords,
            photos: photos.collect(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{
        fold,
        import::{ArticleBlock, ReadOptions, read_plain_text},
        story::StoryField,
    };

    #[test]
    fn every_story_comes_in_whole() {
        let options = ReadOptions { today: "2026-05-01".parse().unwrap() };
        assert_eq!(stories().len(), 3);
        for story in stories() {
            let article = read_plain_text(story.article.as_bytes(), Path::new(story.file_name), &options).unwrap();
            let name = story.file_name;
            assert_eq!(article.leftovers, [], "{name}");
            assert_eq!(article.language, story.language, "{name}");
            for field in [StoryField::Headline, StoryField::Abstract, StoryField::Byline, StoryField::DatePublished] {
                assert!(article.fields.get(field).is_some(), "{name} has no {}", field.name());
            }
            let mut length = 0;
            let mut captions = Vec::new();
            for block in &article.body {
                match block {
                    ArticleBlock::Text(block) => length += fold::syllables(&block.text),
                    ArticleBlock::Photo { caption, credit, .. } => captions.push((caption, credit)),
                }
            }
            assert!((350..=750).contains(&length), "{name}: {length}");
            assert_eq!(captions.len(), story.photos.len(), "{name}: a picture for each caption");
            for ((caption, credit), photo) in captions.into_iter().zip(&story.photos) {
                assert!(!caption.is_empty() && !photo.alt_text.is_empty());
                assert_eq!(*credit, photo.credit, "the page and the manifest credit the same desk");
            }
            assert!(!article.related.is_empty() && article.related.iter().all(|related| related.date.is_some()));
        }
    }

    #[test]
    fn every_picture_is_a_jpeg_of_the_size_that_the_renditions_need() {
        for photo in stories().iter().flat_map(|story| &story.photos) {
            let size = image::ImageReader::with_format(std::io::Cursor::new(photo.bytes), image::ImageFormat::Jpeg)
                .into_dimensions()
                .unwrap();
            assert_eq!(size, (2400, 1600), "{}", photo.file_name);
            assert!(photo.bytes.len() < 500_000, "{} makes the program heavy", photo.file_name);
        }
        assert_eq!(PHOTOS.len(), stories().iter().map(|story| story.photos.len()).sum::<usize>());
    }
}
