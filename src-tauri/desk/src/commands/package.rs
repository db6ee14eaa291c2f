use std::path::PathBuf;

use dateline_core::{
    Library,
    package::{self, PackageOptions, PackagePlan, PackageReport, Problem},
    progress::Step,
    story::StoryId,
};

use crate::{Desk, jobs::Job};

commands! {
    pub async fn plan_package(desk: &Desk, story: StoryId, options: PackageOptions) -> Answer<PackagePlan> {
        let language = desk.language();
        desk.call(move |library| library.plan_package(&story, &options, language)).await
    }

    pub async fn write_package(
        desk: &Desk,
        job: Job<Step>,
        story: StoryId,
        options: PackageOptions,
    ) -> Answer<PackageReport> {
        let (language, wanted) = (desk.language(), options.clone());
        let ready =
            move |library: &mut Library| Ok((library.story_to_package(&story, &wanted, language)?, library.media()));
        let (story, media) = desk.call(ready).await?;
        let (story, report, options) = desk
            .aside(move || {
                let report = job.watch(|progress| package::write(&story, &media, &options, progress))?;
                Ok((story, report, options))
            })
            .await?;
        let noted = report.clone();
        desk.call(move |library| library.note_package(&story, &noted, &options)).await?;
        Ok(report)
    }

    pub async fn verify_package(desk: &Desk, path: PathBuf) -> Answer<Vec<Problem>> {
        let language = desk.language();
        desk.aside(move || package::verify(&path, language)).await
    }
}
