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
        let unchecked = desk.read(move |library| library.to_plan(&story)).await?;
        // A whole story takes its time to be checked, and nobody's typing waits for it.
        desk.aside(move || unchecked.plan(&options, language)).await
    }

    /// The page as it would go out now: behind the typing.
    pub async fn preview_page(desk: &Desk, story: StoryId) -> Answer<String> {
        desk.read_beside(move |library| library.preview(&story)).await
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
            move |library: &Library| Ok((library.to_package(&story, &wanted, language)?, library.media()));
        let (unchecked, media) = desk.read(ready).await?;
        let (story, report, options) = desk
            .aside(move || {
                let story = unchecked.checked(&options, language)?;
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::{
        sync::mpsc,
        task::{Context, Poll, Waker},
    };

    use dateline_core::{
        ErrorCode, Language,
        story::{Block, Edit, StoryField},
    };

    use super::*;
    use crate::Call;

    /// Who types meanwhile is answered before the story is checked: the desk's thread has only fetched it.
    #[test]
    fn a_story_is_checked_where_nobodys_typing_waits_for_it() {
        // One thread for all that is done aside, so that a test can hold it.
        let runtime = tokio::runtime::Builder::new_current_thread().max_blocking_threads(1).build().unwrap();
        runtime.block_on(check_aside());
    }

    async fn check_aside() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path().join("library"));
        desk.give(folder.path());
        let make = |library: &mut Library| {
            let story = library.create(Language::Vietnamese)?;
            let body = Edit::SetBody { body: vec![Block::paragraph("Ghe về  bến.")] };
            library.edit(&story, 0, &[Edit::SetField { field: StoryField::Headline, value: "Chợ".into() }, body])?;
            Ok(story)
        };
        let story = desk.write(make).await.unwrap();
        let options = PackageOptions { out: folder.path().join("out"), ..PackageOptions::default() };
        for command in ["plan_package", "write_package"] {
            let args = serde_json::json!({ "story": story, "options": options });
            let serde_json::Value::Object(args) = args else { panic!("arguments have names") };
            let call = Call { command: command.into(), args, job: 1 };
            let (go_on, held) = mpsc::channel();
            let holding = tokio::task::spawn_blocking(move || held.recv().unwrap());
            let mut answer = Box::pin(desk.answer(call, Box::new(|_| ())));
            desk.read(|_| Ok(())).await.unwrap();
            // What was asked first is done first: were it all of it, the answer would be here.
            let now = answer.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(now, Poll::Pending), "{command}");
            go_on.send(()).unwrap();
            holding.await.unwrap();
            match (command, answer.await) {
                ("plan_package", told) => assert!(told.unwrap().contains("double_space")),
                (_, told) => assert_eq!(told.unwrap_err().code, ErrorCode::PackageErrors),
            }
        }
        tokio::task::spawn_blocking(move || desk.finish()).await.unwrap();
    }
}
