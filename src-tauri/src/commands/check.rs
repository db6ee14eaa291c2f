use std::path::PathBuf;

use dateline_core::{
    check::{self, CheckAnswer, CheckUpdate, RuleInfo, Style},
    story::StoryId,
};
use tauri::{AppHandle, Manager};

use super::{Answer, AtDesk, Given};
use crate::checks::Checks;

/// None where the story has to be told anew first.
#[tauri::command]
pub async fn check_story(
    app: AppHandle,
    desk: AtDesk<'_>,
    story: StoryId,
    update: CheckUpdate,
) -> Answer<Option<CheckAnswer>> {
    if update.anew {
        let style = desk.call(|library| library.house_style()).await?;
        app.state::<Checks>().begin(&story, style);
    }
    let language = desk.language();
    // A whole story takes its time, and nobody's typing waits for it.
    desk.aside(move || Ok(app.state::<Checks>().update(&story, &update, language))).await
}

#[tauri::command]
pub async fn check_rules(desk: AtDesk<'_>) -> Answer<Vec<RuleInfo>> {
    Ok(check::rules(desk.language()))
}

#[tauri::command]
pub async fn house_style(desk: AtDesk<'_>) -> Answer<Style> {
    desk.call(|library| library.house_style().map(|style| (*style).clone())).await
}

#[tauri::command]
pub async fn save_house_style(desk: AtDesk<'_>, style: Style) -> Answer<()> {
    desk.call(move |library| library.save_house_style(&style)).await
}

/// As it is handed on.
#[tauri::command]
pub async fn house_style_text(desk: AtDesk<'_>) -> Answer<String> {
    desk.call(|library| library.house_style().map(|style| style.to_toml())).await
}

#[tauri::command]
pub async fn import_house_style(desk: AtDesk<'_>, given: Given<'_>, path: PathBuf) -> Answer<Style> {
    given.check(&path).map_err(|error| desk.words(&error))?;
    desk.call(move |library| library.import_house_style(&path).map(|style| (*style).clone())).await
}
