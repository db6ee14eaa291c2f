use std::path::{Path, PathBuf};

use dateline_core::{
    library::{AddPhotosReport, FailedFile},
    progress::Step,
    story::StoryId,
};
use tauri::{State, ipc::Channel};

use super::{Answer, AtDesk};
use crate::jobs::Jobs;

/// Pictures that were in when a person stopped the work stay in, and are in the report.
#[tauri::command]
pub async fn add_photos(
    desk: AtDesk<'_>,
    jobs: State<'_, Jobs>,
    story: StoryId,
    paths: Vec<PathBuf>,
    job: u32,
    on_step: Channel<Step>,
) -> Answer<AddPhotosReport> {
    let job = jobs.begin(job, on_step);
    let media = desk.call(|library| Ok(library.media())).await?;
    let mut report = AddPhotosReport { added: Vec::new(), failed: Vec::new() };
    for (done, path) in paths.iter().enumerate() {
        if job.watch(|progress| progress.step(done, paths.len(), &file_name(path))).is_err() {
            return Ok(report);
        }
        let (media, file, story) = (media.clone(), path.clone(), story.clone());
        let added = match desk.aside(move || media.ingest(&file)).await {
            Ok(picture) => desk.call(move |library| library.attach(&story, picture)).await,
            Err(error) => Err(error),
        };
        match added {
            Ok(photo) => report.added.push(photo),
            Err(error) => report.failed.push(FailedFile { path: path.display().to_string(), error }),
        }
    }
    // All are in: too late to stop, and nothing to tell if somebody tried.
    let _ = job.watch(|progress| progress.step(paths.len(), paths.len(), ""));
    Ok(report)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
