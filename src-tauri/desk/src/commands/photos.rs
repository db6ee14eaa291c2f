use std::path::PathBuf;

use dateline_core::{
    Error, ErrorCode,
    codes::CodeList,
    library::{AddPhotosReport, FoundPhoto, PhotoPlacement, PhotoStep, PhotoUses, ReadIn, bring_in, example_name},
    story::{PhotoId, StoryId},
};

use crate::{Desk, jobs::Job};

/// More than a person looks through; a search finds the others.
const FOUND: usize = 1000;

commands! {
    /// Pictures that were in when a person stopped the work stay in, and are in the report.
    pub async fn add_photos(
        desk: &Desk,
        job: Job<PhotoStep>,
        story: StoryId,
        paths: Vec<PathBuf>,
    ) -> Answer<AddPhotosReport> {
        desk.given(&paths)?;
        let media = desk.read(|library| Ok(library.media())).await?;
        let (library, language) = (desk.clone(), desk.language());
        // Reading pictures takes its time; between two batches the desk is free for typing.
        desk.aside(move || {
            let mut attach = |batch| {
                let story = story.clone();
                library.write_from_aside(move |library| library.attach(&story, batch, PhotoPlacement::Sheet))
            };
            job.watch_for_stop(|progress| {
                bring_in(&media, &paths, language, progress, &mut attach, &mut |step| job.tell(step))
            })
        })
        .await
    }

    pub async fn find_photos(desk: &Desk, query: String) -> Answer<Vec<FoundPhoto>> {
        desk.read(move |library| library.find_photos(&query, FOUND)).await
    }

    pub async fn photo_uses(desk: &Desk, sha256: String) -> Answer<PhotoUses> {
        desk.read(move |library| library.photo_uses(&sha256)).await
    }

    /// What a picture's file says in each of the letters from before Unicode that would change something.
    pub async fn photo_readings(desk: &Desk, story: StoryId, photo: PhotoId) -> Answer<Vec<ReadIn>> {
        let (media, known, language) = desk
            .read(move |library| {
                let of = library.story(&story)?;
                // {story}, {photo}: as they were asked for.
                let unknown = || Error::new(ErrorCode::PhotoUnknown).with("photo", &photo).with("story", &story);
                let known = of.photo(&photo).cloned().ok_or_else(unknown)?;
                Ok((library.media(), known, of.language))
            })
            .await?;
        desk.aside(move || media.readings(&known, language)).await
    }

    /// What a picture would be called by this pattern.
    pub async fn file_name_example(_desk: &Desk, pattern: String) -> Answer<String> {
        Ok(example_name(&pattern))
    }

    pub async fn codes(desk: &Desk) -> Answer<CodeList> {
        desk.read(|library| library.codes()).await
    }

    /// A list that reads as one code is asked about first: `even_one` says that it is one.
    pub async fn import_codes(desk: &Desk, path: PathBuf, even_one: bool) -> Answer<CodeList> {
        desk.given([&path])?;
        desk.write(move |library| library.import_codes(&path, even_one)).await
    }
}
