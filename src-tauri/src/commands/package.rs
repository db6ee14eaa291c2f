use std::path::PathBuf;

use dateline_core::{
    package::{self, PackageOptions, PackagePlan, PackageReport, Problem},
    progress::Step,
    story::StoryId,
};
use tauri::{State, ipc::Channel};

use super::{Answer, AtDesk};
use crate::jobs::Jobs;

#[tauri::command]
pub async fn plan_package(desk: AtDesk<'_>, story: StoryId, options: PackageOptions) -> Answer<PackagePlan> {
    let story = desk.call(move |library| library.story(&story)).await?;
    desk.aside(move || Ok(package::plan(&story, &options))).await
}

#[tauri::command]
pub async fn write_package(
    desk: AtDesk<'_>,
    jobs: State<'_, Jobs>,
    story: StoryId,
    options: PackageOptions,
    job: u32,
    on_step: Channel<Step>,
) -> Answer<PackageReport> {
    let job = jobs.begin(job, on_step);
    let (story, media) = desk.call(move |library| Ok((library.story(&story)?, library.media()))).await?;
    desk.aside(move || job.watch(|progress| package::write(&story, &media, &options, progress))).await
}

#[tauri::command]
pub async fn verify_package(desk: AtDesk<'_>, path: PathBuf) -> Answer<Vec<Problem>> {
    let language = desk.language();
    desk.aside(move || package::verify(&path, language)).await
}
