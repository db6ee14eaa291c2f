use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use dateline_core::{
    ErrorText, Language, Library, clock,
    library::{ImportReport, Recovery, Settings, StorySummary, StoryView},
    progress::Step,
    story::{StoryField, StoryId},
    topics::{self, MediaTopic},
};
use serde::Serialize;
use tauri::{State, ipc::Channel};

use super::{Answer, AtDesk, Given};
use crate::jobs::Jobs;

/// More than a person looks through; a search finds the others.
const LISTED: usize = 1000;

#[tauri::command]
pub async fn list_stories(desk: AtDesk<'_>, query: String) -> Answer<Vec<StorySummary>> {
    desk.call(move |library| library.list(&query, LISTED)).await
}

#[tauri::command]
pub async fn create_story(desk: AtDesk<'_>, language: Language) -> Answer<StoryId> {
    desk.call(move |library| library.create(language)).await
}

#[tauri::command]
pub async fn import_article(
    desk: AtDesk<'_>,
    given: Given<'_>,
    article: PathBuf,
    photos: Vec<PathBuf>,
) -> Answer<ImportReport> {
    given.check_all(photos.iter().chain([&article])).map_err(|error| desk.words(&error))?;
    let today = clock::today();
    // Pictures take their time: the desk stays free for typing.
    desk.beside(move |library| library.import(&article, &photos, today)).await
}

/// All that the first screen shows, in one answer: the page asks for it before its scripts are read.
#[tauri::command]
pub async fn start(desk: AtDesk<'_>, given: Given<'_>) -> Answer<Start> {
    let (notices, trouble) = (desk.notices().await, desk.trouble().await);
    if trouble.is_some() {
        let settings = Settings { language: desk.language(), ..Settings::default() };
        return Ok(Start { settings, notices, trouble, story: None });
    }
    let start = desk.call(move |library| {
        let settings = library.settings()?;
        // A story that can't be opened is told when the page opens it itself.
        let story = settings.last_story.as_ref().and_then(|story| library.view(story).ok());
        Ok(Start { settings, notices, trouble, story })
    });
    let start = start.await?;
    // Of a library that could be opened only now too.
    given.give(Path::new(&start.settings.packages_folder));
    Ok(start)
}

#[derive(Clone, Debug, Serialize)]
pub struct Start {
    settings: Settings,
    notices: Vec<ErrorText>,
    /// Why there is no library to work with.
    trouble: Option<ErrorText>,
    /// The story that was open last.
    story: Option<StoryView>,
}

/// Tries to open the library once more. None where there is one now.
#[tauri::command]
pub async fn reopen_library(desk: AtDesk<'_>) -> Answer<Option<ErrorText>> {
    Ok(desk.reopen().await)
}

/// Recovers what can be read of a damaged library; the damaged file is set aside. It may be stopped until the new
/// database takes the old one's place.
#[tauri::command]
pub async fn recover_library(
    desk: AtDesk<'_>,
    jobs: State<'_, Jobs>,
    job: u32,
    on_step: Channel<Step>,
) -> Answer<Recovery> {
    let job = jobs.begin(job);
    desk.recover(move |folder| job.watch(&on_step, |progress| Library::recover(folder, &[], progress))).await
}

#[tauri::command]
pub async fn known_values(desk: AtDesk<'_>) -> Answer<BTreeMap<StoryField, Vec<String>>> {
    desk.call(|library| library.known_values()).await
}

#[tauri::command]
pub async fn media_topics() -> Vec<MediaTopic> {
    topics::media_topics()
}
