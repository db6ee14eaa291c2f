use std::path::Path;

use dateline_core::library::Settings;

use crate::{Desk, Event};

commands! {
    pub async fn save_settings(desk: &Desk, settings: Settings) -> Answer<()> {
        let (saved, grants) = (settings.clone(), desk.grants().clone());
        // One errand: what the page asks for next finds them saved.
        desk.call(move |library| {
            // What is remembered is given with the next start: the page puts nothing there that it has not.
            let (folder, remembered) = (&settings.packages_folder, library.settings()?.packages_folder);
            if !folder.is_empty() && *folder != remembered {
                grants.check(Path::new(folder))?;
            }
            library.save_settings(&settings)
        })
        .await?;
        desk.speak(saved.language);
        desk.happened(Event::SettingsSaved(Box::new(saved)));
        Ok(())
    }

    pub async fn version(_desk: &Desk) -> Answer<&'static str> {
        Ok(env!("CARGO_PKG_VERSION"))
    }
}
