use std::path::PathBuf;

use dateline_core::library::Settings;

use crate::{Desk, Event};

commands! {
    pub async fn save_settings(desk: &Desk, settings: Settings) -> Answer<()> {
        let saved = settings.clone();
        // What is remembered is given with the next start: the page puts nothing there that it has not.
        let remembered = desk.call(|library| library.settings()).await?.packages_folder;
        if !saved.packages_folder.is_empty() && saved.packages_folder != remembered {
            desk.given([&PathBuf::from(&saved.packages_folder)])?;
        }
        desk.call(move |library| library.save_settings(&settings)).await?;
        desk.speak(saved.language);
        desk.happened(Event::SettingsSaved(Box::new(saved)));
        Ok(())
    }

    pub async fn version(_desk: &Desk) -> Answer<&'static str> {
        Ok(env!("CARGO_PKG_VERSION"))
    }
}
