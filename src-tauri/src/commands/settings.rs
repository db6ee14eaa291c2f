use std::path::Path;

use dateline_core::{Error, library::Settings};
use tauri::WebviewWindow;

use super::{Answer, AtDesk, Given};
use crate::window;

#[tauri::command]
pub async fn save_settings(
    desk: AtDesk<'_>,
    given: Given<'_>,
    window: WebviewWindow,
    settings: Settings,
) -> Answer<()> {
    let (language, theme, folder) = (settings.language, settings.theme, settings.packages_folder.clone());
    // What is remembered is given with the next start: the page puts nothing there that it has not.
    let remembered = desk.call(|library| library.settings()).await?.packages_folder;
    if !folder.is_empty() && folder != remembered {
        given.check(Path::new(&folder)).map_err(|error| desk.words(&error))?;
    }
    desk.call(move |library| library.save_settings(&settings)).await?;
    desk.speak(language);
    window::dress(&window, theme).map_err(|error| desk.words(&Error::internal(error)))
}

#[tauri::command]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
