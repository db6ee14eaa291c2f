use std::{collections::BTreeMap, path::PathBuf};

use chrono::Local;
use dateline_core::{
    ErrorText, Language,
    library::{ImportReport, Settings, StorySummary, StoryView},
    story::{StoryField, StoryId},
    topics::{self, MediaTopic},
};

use serde::Serialize;

use super::{Answer, AtDesk};

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
pub async fn import_article(desk: AtDesk<'_>, article: PathBuf, photos: Vec<PathBuf>) -> Answer<ImportReport> {
    let today = Local::now().date_naive();
    // Pictures take their time: the desk stays free for typing.
    desk.beside(move |library| library.import(&article, &photos, today)).await
}

/// All that the first screen shows, in one answer: the page asks for it before its scripts are read.
#[tauri::command]
pub async fn start(desk: AtDesk<'_>) -> Answer<Start> {
    let notices = desk.notices().await;
    desk.call(move |library| {
        let settings = library.settings()?;
        // A story that can't be opened is told when the page opens it itself.
        let story = settings.last_story.as_ref().and_then(|story| library.view(story).ok());
        Ok(Start { settings, notices, story })
    })
    .await
}

#[derive(Clone, Debug, Serialize)]
pub struct Start {
    settings: Settings,
    notices: Vec<ErrorText>,
    /// The story that was open last.
    story: Option<StoryView>,
}

#[tauri::command]
pub async fn known_values(desk: AtDesk<'_>) -> Answer<BTreeMap<StoryField, Vec<String>>> {
    desk.call(|library| library.known_values()).await
}

#[tauri::command]
pub async fn media_topics() -> Vec<MediaTopic> {
    topics::media_topics()
}
