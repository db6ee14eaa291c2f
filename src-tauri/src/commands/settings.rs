use dateline_core::{Error, library::Settings};
use tauri::WebviewWindow;

use super::{Answer, AtDesk};
use crate::window;

#[tauri::command]
pub async fn save_settings(desk: AtDesk<'_>, window: WebviewWindow, settings: Settings) -> Answer<()> {
    let (language, theme) = (settings.language, settings.theme);
    desk.call(move |library| library.save_settings(&settings)).await?;
    desk.speak(language);
    window::dress(&window, theme).map_err(|error| desk.words(&Error::internal(error)))
}

#[tauri::command]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
