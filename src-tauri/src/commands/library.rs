use std::{collections::BTreeMap, path::PathBuf};

use chrono::Local;
use dateline_core::{
    ErrorText, Language,
    library::{ImportReport, StorySummary},
    story::{StoryField, StoryId},
    topics::{self, MediaTopic},
};

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

#[tauri::command]
pub async fn notices(desk: AtDesk<'_>) -> Answer<Vec<ErrorText>> {
    Ok(desk.notices().await)
}

#[tauri::command]
pub async fn known_values(desk: AtDesk<'_>) -> Answer<BTreeMap<StoryField, Vec<String>>> {
    desk.call(|library| library.known_values()).await
}

#[tauri::command]
pub async fn media_topics() -> Vec<MediaTopic> {
    topics::media_topics()
}
