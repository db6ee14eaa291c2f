use std::path::PathBuf;

use dateline_core::{
    check::{self, CheckAnswer, CheckUpdate, RuleInfo, Style},
    story::StoryId,
};

use crate::Desk;

commands! {
    /// None where the story has to be told anew first.
    pub async fn check_story(
        desk: &Desk,
        story: StoryId,
        update: CheckUpdate,
    ) -> Answer<Option<CheckAnswer>> {
        let (checks, language) = (desk.checks().clone(), desk.language());
        if update.anew {
            let style = desk.read(|library| library.house_style()).await?;
            checks.begin(&story, style);
        }
        // A whole story takes its time, and nobody's typing waits for it.
        desk.aside(move || Ok(checks.update(&story, &update, language))).await
    }

    pub async fn check_rules(desk: &Desk) -> Answer<Vec<RuleInfo>> {
        Ok(check::rules(desk.language()))
    }

    pub async fn house_style(desk: &Desk) -> Answer<Style> {
        desk.read(|library| library.house_style().map(|style| (*style).clone())).await
    }

    pub async fn save_house_style(desk: &Desk, style: Style) -> Answer<()> {
        desk.write(move |library| library.save_house_style(&style)).await
    }

    /// As it is handed on.
    pub async fn house_style_text(desk: &Desk) -> Answer<String> {
        desk.read(|library| library.house_style_text()).await
    }

    pub async fn import_house_style(desk: &Desk, path: PathBuf) -> Answer<Style> {
        desk.given([&path])?;
        desk.write(move |library| library.import_house_style(&path).map(|style| (*style).clone())).await
    }
}
