use std::path::PathBuf;

use dateline_core::{
    Library,
    package::{self, PackageOptions, PackagePlan, PackageReport, Problem},
    progress::Step,
    story::StoryId,
};
use tauri::{State, ipc::Channel};

use super::{Answer, AtDesk, Given};
use crate::jobs::Jobs;

/// Of where to nothing is looked at: the folder may still be typed.
#[tauri::command]
pub async fn plan_package(desk: AtDesk<'_>, story: StoryId, options: PackageOptions) -> Answer<PackagePlan> {
    let language = desk.language();
    desk.call(move |library| library.plan_package(&story, &options, language)).await
}

#[tauri::command]
pub async fn write_package(
    desk: AtDesk<'_>,
    given: Given<'_>,
    jobs: State<'_, Jobs>,
    story: StoryId,
    options: PackageOptions,
    job: u32,
    on_step: Channel<Step>,
) -> Answer<PackageReport> {
    given.check(&options.out).map_err(|error| desk.words(&error))?;
    let job = jobs.begin(job);
    let (language, wanted) = (desk.language(), options.clone());
    let ready =
        move |library: &mut Library| Ok((library.story_to_package(&story, &wanted, language)?, library.media()));
    let (story, media) = desk.call(ready).await?;
    let (story, report, options) = desk
        .aside(move || {
            let report = job.watch(&on_step, |progress| package::write(&story, &media, &options, progress))?;
            Ok((story, report, options))
        })
        .await?;
    // It is written, whatever comes of noting it.
    let written = report.clone();
    let noted = desk.call(move |library| library.note_package(&story, &written, &options)).await;
    Ok(report.noted(noted.map_err(|cause| cause.message), desk.language()))
}

#[tauri::command]
pub async fn verify_package(desk: AtDesk<'_>, given: Given<'_>, path: PathBuf) -> Answer<Vec<Problem>> {
    given.check(&path).map_err(|error| desk.words(&error))?;
    let language = desk.language();
    desk.aside(move || package::verify(&path, language)).await
}
