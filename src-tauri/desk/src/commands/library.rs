use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use dateline_core::{
    ErrorText, Language, Letters, Library, clock,
    library::{ImportReport, Recovery, Settings, StorySummary, StoryView, house_style_in},
    progress::ProgressStep,
    story::{StoryField, StoryId},
    topics::{self, MediaTopic},
};
use serde::Serialize;
use ts_rs::TS;

use crate::{Desk, jobs::Job};

/// All that the first screen shows.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export)]
pub struct Start {
    settings: Settings,
    notices: Vec<ErrorText>,
    /// Why there is no library to work with.
    trouble: Option<ErrorText>,
    /// The story that was open last.
    story: Option<StoryView>,
}

/// More than a person looks through; a search finds the others.
const LISTED: usize = 1000;

commands! {
    pub async fn list_stories(desk: &Desk, query: String) -> Answer<Vec<StorySummary>> {
        let list = desk.read(move |library| {
            let samples = if query.is_empty() && !library.settings()?.samples_away { Vec::new() } else { library.samples()? };
            let mut stories = library.list(&query, LISTED)?;
            stories.retain(|story| !story.is_blank() && !samples.contains(&story.id));
            Ok(stories)
        });
        list.await
    }

    pub async fn create_story(desk: &Desk, language: Language) -> Answer<StoryId> {
        desk.write(move |library| library.create(language)).await
    }

    /// `letters` are those that a person says the article is in; none where it is to show them itself.
    pub async fn import_article(
        desk: &Desk,
        article: PathBuf,
        photos: Vec<PathBuf>,
        letters: Option<Letters>,
    ) -> Answer<ImportReport> {
        desk.given(photos.iter().chain([&article]))?;
        let today = clock::today();
        // Pictures take their time: the desk stays free for typing.
        desk.write_beside(move |library| library.import_in(&article, &photos, today, letters)).await
    }

    /// All that the first screen shows, in one answer: the page asks for it before its scripts are read.
    pub async fn start(desk: &Desk) -> Answer<Start> {
        let (mut notices, trouble) = (desk.notices().await, desk.trouble().await);
        if trouble.is_some() {
            let settings = Settings { language: desk.language(), ..Settings::default() };
            return Ok(Start { settings, notices, trouble, story: None });
        }
        let start = desk.read(move |library| {
            let settings = library.settings()?;
            // A style that can't be read at all is told where it is asked for.
            let style = house_style_in(library.folder()).unwrap_or_default();
            let moves = library.read_house_moves().unwrap_or_default();
            let passed_over = style.passed_over.iter().chain(&moves.passed_over);
            notices.extend(passed_over.map(|error| error.text(settings.language)));
            // A story that can't be opened is told when the page opens it itself.
            let story = settings.last_story.as_ref().and_then(|story| library.view(story).ok());
            Ok(Start { settings, notices, trouble, story })
        });
        let start = start.await?;
        // Of a library that could be opened only now too.
        desk.give(Path::new(&start.settings.packages_folder));
        Ok(start)
    }

    /// Tries to open the library once more. None where there is one now.
    pub async fn reopen_library(desk: &Desk) -> Answer<Option<ErrorText>> {
        Ok(desk.reopen().await)
    }

    /// Recovers what can be read of a damaged library; the damaged file is set aside. It may be stopped until the new
    /// database takes the old one's place.
    pub async fn recover_library(
        desk: &Desk,
        job: Job<ProgressStep>,
    ) -> Answer<Recovery> {
        desk.recover(move |folder| job.watch(|progress| Library::recover(folder, &[], progress))).await
    }

    pub async fn known_values(desk: &Desk) -> Answer<BTreeMap<StoryField, Vec<String>>> {
        desk.read(|library| library.known_values()).await
    }

    pub async fn media_topics(_desk: &Desk) -> Answer<Vec<MediaTopic>> {
        Ok(topics::media_topics())
    }
}
