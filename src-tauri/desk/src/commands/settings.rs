use dateline_core::library::Settings;

use crate::{Desk, Event};

commands! {
    pub async fn save_settings(desk: &Desk, settings: Settings) -> Answer<()> {
        let saved = settings.clone();
        desk.call(move |library| library.save_settings(&settings)).await?;
        desk.speak(saved.language);
        desk.happened(Event::SettingsSaved(Box::new(saved)));
        Ok(())
    }

    pub async fn version(_desk: &Desk) -> Answer<&'static str> {
        Ok(env!("CARGO_PKG_VERSION"))
    }
}
