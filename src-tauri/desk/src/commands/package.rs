use std::path::PathBuf;

use dateline_core::{
    Library,
    package::{self, PackageOptions, PackagePlan, PackageReport},
    problem::Checkup,
    progress::ProgressStep,
    story::StoryId,
};

use crate::{Desk, jobs::Job};

commands! {
    /// Of where to nothing is looked at: the folder may still be typed.
    pub async fn plan_package(desk: &Desk, story: StoryId, options: PackageOptions) -> Answer<PackagePlan> {
        let language = desk.language();
        desk.read(move |library| library.plan_package(&story, &options, language)).await
    }

    pub async fn write_package(
        desk: &Desk,
        job: Job<ProgressStep>,
        story: StoryId,
        options: PackageOptions,
    ) -> Answer<PackageReport> {
        desk.given([&options.out])?;
        let (language, wanted) = (desk.language(), options.clone());
        let ready =
            move |library: &Library| Ok((library.story_to_package(&story, &wanted, language)?, library.media()));
        let (story, media) = desk.read(ready).await?;
        let (story, report, options) = desk
            .aside(move || {
                let report = job.watch(|progress| package::write(&story, &media, &options, progress))?;
                Ok((story, report, options))
            })
            .await?;
        // It is written, whatever comes of noting it.
        let written = report.clone();
        let noted = desk.write(move |library| library.note_package(&story, &written, &options)).await;
        Ok(report.noted(noted.map_err(|cause| cause.message), desk.language()))
    }

    pub async fn verify_package(desk: &Desk, path: PathBuf) -> Answer<Checkup> {
        desk.given([&path])?;
        let language = desk.language();
        desk.aside(move || package::verify(&path, language)).await
    }
}
