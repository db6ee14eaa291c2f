use std::path::PathBuf;

use dateline_core::{
    codes::CodeList,
    library::{AddPhotosReport, FoundPhoto, PhotoStep, PhotoUses, Place, bring_in},
    story::StoryId,
};
use tauri::{State, ipc::Channel};

use super::{Answer, AtDesk, Given};
use crate::jobs::{Jobs, tell};

/// More than a person looks through; a search finds the others.
const FOUND: usize = 1000;

/// Pictures that were in when a person stopped the work stay in, and are in the report.
#[tauri::command]
pub async fn add_photos(
    desk: AtDesk<'_>,
    given: Given<'_>,
    jobs: State<'_, Jobs>,
    story: StoryId,
    paths: Vec<PathBuf>,
    job: u32,
    on_step: Channel<PhotoStep>,
) -> Answer<AddPhotosReport> {
    given.check_all(&paths).map_err(|error| desk.words(&error))?;
    let job = jobs.begin(job);
    let media = desk.call(|library| Ok(library.media())).await?;
    let (library, language) = (desk.inner().clone(), desk.language());
    // Reading pictures takes its time; between two batches the desk is free for typing.
    desk.aside(move || {
        let mut attach = |batch| {
            let story = story.clone();
            library.call_from_aside(move |library| library.attach(&story, batch, Place::Sheet))
        };
        job.watch_for_stop(|progress| {
            bring_in(&media, &paths, language, progress, &mut attach, &mut |step| tell(&on_step, step))
        })
    })
    .await
}

#[tauri::command]
pub async fn find_photos(desk: AtDesk<'_>, query: String) -> Answer<Vec<FoundPhoto>> {
    desk.call(move |library| library.find_photos(&query, FOUND)).await
}

#[tauri::command]
pub async fn photo_uses(desk: AtDesk<'_>, sha256: String) -> Answer<PhotoUses> {
    desk.call(move |library| library.photo_uses(&sha256)).await
}

#[tauri::command]
pub async fn codes(desk: AtDesk<'_>) -> Answer<CodeList> {
    desk.call(|library| library.codes()).await
}

#[tauri::command]
pub async fn import_codes(desk: AtDesk<'_>, given: Given<'_>, path: PathBuf) -> Answer<CodeList> {
    given.check(&path).map_err(|error| desk.words(&error))?;
    desk.call(move |library| library.import_codes(&path)).await
}
