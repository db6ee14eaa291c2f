use std::path::Path;

use dateline_core::library::SettingsChange;

use crate::{Desk, Event};

commands! {
    /// What is not named stays as it is, whoever set it.
    pub async fn save_settings(desk: &Desk, changes: SettingsChange) -> Answer<()> {
        let grants = desk.grants().clone();
        // One errand: what the page asks for next finds them saved.
        let settings = desk
            .write(move |library| {
                // What is remembered is given with the next start: the page puts nothing there that it has not.
                if let Some(folder) = changes.packages_folder.as_ref().filter(|folder| !folder.is_empty())
                    && *folder != library.settings()?.packages_folder
                {
                    grants.check(Path::new(folder))?;
                }
                library.change_settings(&changes)?;
                library.settings()
            })
            .await?;
        desk.speak(settings.language);
        desk.happened(Event::SettingsSaved(Box::new(settings)));
        Ok(())
    }

    pub async fn version(_desk: &Desk) -> Answer<&'static str> {
        Ok(env!("CARGO_PKG_VERSION"))
    }
}
