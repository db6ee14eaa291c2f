//! Making a story of an article and its pictures: all of it, or nothing.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Error, ErrorCode, Letters, Result,
    check::{self, FindingCounts},
    import::{self, Article, ArticleBlock, Leftover, ReadOptions, sample},
    library::{
        Library,
        house::{Naming, given_name},
    },
    store::Ingested,
    story::{Block, Edit, Photo, PhotoField, PhotoId, StoryField, StoryId, VersionKind},
};

/// Which stories are the sample newsroom's. No person sets it.
const SAMPLES: &str = "house.samples";

/// What an import made.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ImportReport {
    pub story: StoryId,
    pub photos: Vec<PhotoId>,
    pub leftovers: Vec<Leftover>,
    /// What the copy checker found in it.
    pub findings: FindingCounts,
    /// The letters from before Unicode that the article was in, where it was in such.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub letters: Option<Letters>,
    /// Whether it could have been taken as it was instead: then the file is Unicode all the same.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub may_stay: bool,
}

/// Stories of what was written elsewhere.
impl Library {
    /// A new story from a plain-text article and the pictures that belong to its captions, in order.
    /// `today` is the day that relative dates count from. Nothing is made where any file is bad.
    pub fn import(&mut self, article: &Path, photos: &[PathBuf], today: NaiveDate) -> Result<ImportReport> {
        self.import_in(article, photos, today, None)
    }

    /// The same of an article in the letters that somebody says.
    pub fn import_in(
        &mut self,
        article: &Path,
        photos: &[PathBuf],
        today: NaiveDate,
        letters: Option<Letters>,
    ) -> Result<ImportReport> {
        let decoded = import::decode_text(&import::read_file(article)?, article, letters)?;
        let read = import::read_plain_text(decoded.text.as_bytes(), article, &ReadOptions { today })?;
        let pictures = self.media.ingest_whole(photos)?;
        // Originals that a story which can't be stored leaves behind are swept one day, when nobody else uses them.
        let mut photos: Vec<Photo> = pictures.into_iter().map(Ingested::attached).collect();
        let pattern = self.settings()?.file_names;
        if !pattern.trim().is_empty() {
            let mut naming = Naming::new(&pattern, &read.fields, &[]);
            photos.iter_mut().for_each(|photo| naming.name(photo));
        }
        let mut report = self.add_article(read, photos)?;
        report.letters = decoded.letters;
        report.may_stay = decoded.letters.is_some() && decoded.is_unicode;
        let file = article.file_name().unwrap_or_default().to_string_lossy();
        // The story is here whatever becomes of its milestone.
        if let Err(error) = self.mark_version(&report.story, &VersionKind::Imported { file: given_name(&file) }) {
            self.trouble(error);
        }
        Ok(report)
    }

    /// The stories of the sample newsroom: they are to be looked at, and count as nobody's work.
    pub fn samples(&self) -> Result<Vec<StoryId>> {
        let json = self.database.setting(SAMPLES)?;
        // A list that can't be read is none: then they are stories like any others.
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }

    /// Puts the sample newsroom into a library that has no story yet; elsewhere it does nothing.
    pub fn add_sample(&mut self, today: NaiveDate) -> Result<()> {
        if !self.is_empty()? {
            return Ok(());
        }
        // The list shows what was made last first, and the first story is the one to meet first.
        let mut made = Vec::new();
        for story in sample::stories().iter().rev() {
            let path = Path::new(story.file_name);
            let mut article = import::read_plain_text(story.article.as_bytes(), path, &ReadOptions { today })?;
            article.language = story.language;
            article.fields.set(StoryField::Section, story.section.clone());
            article.fields.set(StoryField::Keywords, story.keywords.clone());
            let mut photos = Vec::new();
            for sample in &story.photos {
                let mut photo = self.media.take_in(sample.bytes, Path::new(sample.file_name))?.attached();
                photo.fields.set(PhotoField::Credit, sample.credit.clone());
                photo.fields.set(PhotoField::Byline, sample.byline.clone());
                photo.fields.set(PhotoField::AltText, sample.alt_text.clone());
                photos.push(photo);
            }
            made.insert(0, self.add_article(article, photos)?.story);
        }
        let made = serde_json::to_string(&made).map_err(Error::internal)?;
        self.database.add_setting(SAMPLES, &made)
    }

    /// Pictures beyond the captions go to the end of the body; a caption without a picture stays in the body
    /// as text, so that it is seen.
    pub(in crate::library) fn add_article(&mut self, article: Article, photos: Vec<Photo>) -> Result<ImportReport> {
        let Article { language, fields, body, related, leftovers } = article;
        let ids = photos.iter().map(|photo| photo.id.clone()).collect();
        let mut waiting = photos.into_iter();
        let mut edits = Vec::new();
        let mut blocks = Vec::new();
        for block in body {
            match block {
                ArticleBlock::Text(block) => blocks.push(block),
                ArticleBlock::Photo { caption, credit, source } => match waiting.next() {
                    Some(mut photo) => {
                        photo.fields.set(PhotoField::Caption, caption);
                        if !credit.is_empty() {
                            photo.fields.set(PhotoField::Credit, credit);
                        }
                        blocks.push(Block::photo(photo.id.clone()));
                        edits.push(Edit::AddPhoto { photo });
                    }
                    // Letter for letter, so that the copy desk finds nothing that was not there.
                    None => blocks.extend(source.into_iter().map(Block::paragraph)),
                },
            }
        }
        for photo in waiting {
            blocks.push(Block::photo(photo.id.clone()));
            edits.push(Edit::AddPhoto { photo });
        }
        edits.extend(fields.iter().map(|(field, value)| Edit::SetField { field, value: value.clone() }));
        edits.push(Edit::SetBody { body: blocks });
        if !related.is_empty() {
            edits.push(Edit::SetRelated { related });
        }
        let story = self.create_with(language, &edits)?;
        // The story is here whatever becomes of its findings.
        let read = self.settled(&story);
        let found = read.and_then(|read| Ok(check::findings(&read, &self.house_style()?, language)));
        let found = found.unwrap_or_else(|error| {
            // A house style that says what Dateline does not know is told where it is looked at. What could not be read
            // is told here: none is not what there is.
            if !matches!(error.code, ErrorCode::StyleInvalid | ErrorCode::TextNotUtf8 | ErrorCode::FileTooLarge) {
                self.trouble(error);
            }
            Vec::new()
        });
        Ok(ImportReport {
            story,
            photos: ids,
            leftovers,
            findings: FindingCounts::of(&found),
            letters: None,
            may_stay: false,
        })
    }
}
