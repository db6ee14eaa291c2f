use std::path::PathBuf;

use chrono::Local;
use dateline_core::{
    ErrorText, Language, Library,
    library::{ImportReport, StorySummary},
    story::StoryId,
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
    // Pictures take their time: through a second door to the library, the desk stays free for typing.
    let folder = desk.folder().to_owned();
    let today = Local::now().date_naive();
    desk.aside(move || Library::open(&folder)?.import(&article, &photos, today)).await
}

#[tauri::command]
pub async fn notices(desk: AtDesk<'_>) -> Answer<Vec<ErrorText>> {
    Ok(desk.notices().await)
}
