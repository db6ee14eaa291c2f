//! Bringing pictures into a story: which files, in what order, a batch at a time, and what became of each.
//!
//! Pictures are read and stored on one thread and attached to the story by the caller's, which may be the one that
//! owns the library: it is asked for a batch at a time, so that typing goes on between two.

use std::{
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use serde::Serialize;
use ts_rs::TS;

use super::card;
use crate::{
    Error, ErrorCode, ErrorText, Language, Progress, Result, clock,
    library::{Library, house::Naming},
    progress::ProgressStep,
    store::{Ingested, Media},
    story::{
        BlockKind, Document, Edit, FieldKind, FieldValue, Photo, PhotoField, PhotoId, Piece, StoryId, Unread,
        place_after,
    },
};

/// What adding several pictures did: the good ones are in, each bad one is told with its reason.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct AddPhotosReport {
    pub added: Vec<PhotoId>,
    pub again: Vec<BroughtAgain>,
    pub failed: Vec<FailedFile>,
    /// What pictures that came in say in a way that can't be read.
    pub unread: Vec<UnreadPart>,
    /// Files of folders that are no pictures.
    pub passed_over: Vec<String>,
}

/// A part of a picture's file, or a file beside it, of which something may be missing in the story.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct UnreadPart {
    pub photo: PhotoId,
    pub file_name: String,
    pub part: Unread,
}

/// A picture that the story had already. Nothing of it was changed; what its file says otherwise is told.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct BroughtAgain {
    pub photo: PhotoId,
    pub file_name: String,
    pub differences: Vec<FieldDifference>,
}

/// A field that reads otherwise in the file than in the story.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FieldDifference {
    pub field: PhotoField,
    pub now: Option<FieldValue>,
    pub file: FieldValue,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FailedFile {
    pub path: String,
    pub error: ErrorText,
}

impl FailedFile {
    pub fn new(path: &Path, error: &Error, language: Language) -> Self {
        Self { path: path.display().to_string(), error: error.text(language) }
    }
}

/// How far the pictures are, those that came into the story since the last one, and what failed since: whoever has to stop
/// has no report, and what was told by then is told all the same.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PhotoStep {
    pub step: ProgressStep,
    pub photos: Vec<Photo>,
    pub failed: Vec<FailedFile>,
}

/// What became of one batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    pub photos: Vec<Photo>,
    pub again: Vec<BroughtAgain>,
    pub unread: Vec<UnreadPart>,
}

/// Where in a story pictures go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoPlacement {
    /// Beside the text, which does not show them yet.
    Sheet,
    /// Below the text as it is now, for callers that have no view of it.
    EndOfBody,
}

/// Whoever waits for thumbnails sees the next ones after so long at most, or when there are so many.
const BATCH_TIME: Duration = Duration::from_millis(250);
const BATCH_PICTURES: usize = 16;

/// Reads the pictures at `paths` (files, and folders with what is in them) and hands them to `attach` in batches, in
/// order. `on_step` is told how far it is once a batch is attached. Stopped by a person, it attaches what is ready
/// and reports what came in.
///
/// Errors: what `attach` says, and `disk_full`, `library_read_only` or `write_failed` where the library can take in no
/// more. What came in until then stays, and `on_step` was told of it.
pub fn bring_in(
    media: &Media,
    paths: &[PathBuf],
    language: Language,
    progress: &Progress,
    attach: &mut dyn FnMut(Vec<Ingested>) -> Result<Batch>,
    on_step: &mut dyn FnMut(PhotoStep),
) -> Result<AddPhotosReport> {
    let found = card::pictures_in(paths);
    let mut report = AddPhotosReport::default();
    report.failed.extend(found.failed.into_iter().map(|(path, error)| FailedFile::new(&path, &error, language)));
    report.passed_over = found.passed_over.iter().map(|path| path.display().to_string()).collect();
    let files = found.files;
    let step = |done: usize| {
        let name = files.get(done).and_then(|path| path.file_name()).unwrap_or_default().to_string_lossy();
        ProgressStep { done: done as u32, total: files.len() as u32, name: name.into_owned() }
    };
    on_step(PhotoStep { step: step(0), photos: Vec::new(), failed: report.failed.clone() });

    let ended = AtomicBool::new(false);
    let (sender, read) = mpsc::channel();
    thread::scope(|scope| {
        let (files, ended) = (&files, &ended);
        scope.spawn(move || {
            let stop = || progress.check().is_err() || ended.load(Ordering::Relaxed);
            // Whoever listens has ended before only where attaching failed, and then all is said.
            media.ingest_all(files, &stop, &mut |at, picture| drop(sender.send((at, picture))));
        });
        let outcome = attach_as_they_come(&read, &mut |done, batch, bad| {
            let failed: Vec<FailedFile> =
                bad.iter().map(|(at, error)| FailedFile::new(&files[*at], error, language)).collect();
            report.failed.extend(failed.iter().cloned());
            let attached = if batch.is_empty() { Ok(Batch::default()) } else { attach(batch) };
            let Batch { photos, again, unread } = match attached {
                Ok(batch) => batch,
                Err(error) => {
                    on_step(PhotoStep { step: step(done), photos: Vec::new(), failed });
                    return Err(error);
                }
            };
            report.added.extend(photos.iter().map(|photo| photo.id.clone()));
            report.again.extend(again);
            report.unread.extend(unread);
            on_step(PhotoStep { step: step(done), photos, failed });
            Ok(())
        });
        ended.store(true, Ordering::Relaxed);
        outcome
    })?;
    Ok(report)
}

type Read = (usize, Result<Ingested>);
type Take<'a> = &'a mut dyn FnMut(usize, Vec<Ingested>, Vec<(usize, Error)>) -> Result<()>;

/// Hands on what was read: how many files are done, the pictures and the failures since the last time.
fn attach_as_they_come(read: &mpsc::Receiver<Read>, take: Take<'_>) -> Result<()> {
    let (mut done, mut batch, mut bad) = (0, Vec::new(), Vec::new());
    let mut due = Instant::now() + BATCH_TIME;
    let mut broken = None;
    while broken.is_none() {
        let next = read.recv_timeout(due.saturating_duration_since(Instant::now()));
        let is_over = matches!(next, Err(mpsc::RecvTimeoutError::Disconnected));
        if let Ok((at, picture)) = next {
            match picture {
                Ok(picture) => batch.push(picture),
                Err(error) if is_of_library(&error) => broken = Some(error),
                Err(error) => bad.push((at, error)),
            }
            done += usize::from(broken.is_none());
        }
        let is_time = is_over || broken.is_some() || batch.len() >= BATCH_PICTURES || Instant::now() >= due;
        if is_time {
            if !batch.is_empty() || !bad.is_empty() {
                take(done, std::mem::take(&mut batch), std::mem::take(&mut bad))?;
            }
            due = Instant::now() + BATCH_TIME;
        }
        if is_over {
            break;
        }
    }
    broken.map_or(Ok(()), Err)
}

/// Whether the library is at fault and not the picture: the next picture would fare alike.
fn is_of_library(error: &Error) -> bool {
    matches!(error.code, ErrorCode::DiskFull | ErrorCode::LibraryReadOnly | ErrorCode::WriteFailed)
}

/// Pictures on their way into a story.
impl Library {
    /// [`bring_in`] for a caller that has the library to itself.
    pub fn add_photos(
        &mut self,
        id: &StoryId,
        paths: &[PathBuf],
        placement: PhotoPlacement,
        language: Language,
        progress: &Progress,
        on_step: &mut dyn FnMut(PhotoStep),
    ) -> Result<AddPhotosReport> {
        // A story that is not there is told before any picture is read.
        self.database.history(id)?;
        let media = self.media();
        bring_in(&media, paths, language, progress, &mut |batch| self.attach(id, batch, placement), on_step)
    }

    /// Attaches pictures and shows them at the end of the body: all of them, or none.
    pub fn append_photos(&mut self, id: &StoryId, files: &[PathBuf]) -> Result<Vec<PhotoId>> {
        let pictures = self.media.ingest_whole(files)?;
        Ok(self.attach(id, pictures, PhotoPlacement::EndOfBody)?.photos.into_iter().map(|photo| photo.id).collect())
    }

    /// Attaches pictures that [`Media`] took in, all at once or not at all. One that the story has already stays as it
    /// is, and what its file says otherwise is told.
    pub fn attach(&mut self, id: &StoryId, pictures: Vec<Ingested>, placement: PhotoPlacement) -> Result<Batch> {
        let pattern = self.settings()?.file_names;
        match placement {
            PhotoPlacement::Sheet => {
                let batch = self.read_whole(id, |document| sort(document, pictures, &pattern))?;
                let edits: Vec<Edit> = batch.photos.iter().cloned().map(|photo| Edit::AddPhoto { photo }).collect();
                self.edit_beside_text(id, &edits)?;
                Ok(batch)
            }
            PhotoPlacement::EndOfBody => {
                let mut document = self.load(id)?.document;
                let batch = sort(&document, pictures, &pattern)?;
                let edits = shown_at_end(&document, &batch.photos);
                if let Some(change) = document.edit(&edits, clock::now())? {
                    self.append(id, &document, &[change])?;
                }
                Ok(batch)
            }
        }
    }
}

/// Parts what is new, each with its place behind all others, from what the story, or this batch, has already.
fn sort(document: &Document, pictures: Vec<Ingested>, pattern: &str) -> Result<Batch> {
    // Without one files keep their names, and nobody reads the story for it.
    let named = (!pattern.trim().is_empty()).then(|| document.settled()).transpose()?;
    let mut naming = named.map(|story| Naming::new(pattern, &story.fields, &story.photos));
    let mut known = document.photos_of(&pictures.iter().map(|picture| picture.sha256.as_str()).collect())?;
    let mut last = document.last_place()?;
    let language = document.language()?;
    let mut batch = Batch::default();
    for mut picture in pictures {
        picture.picture.speak(language.tag());
        match known.iter().find(|photo| photo.sha256 == picture.sha256) {
            Some(photo) => batch.again.push(BroughtAgain {
                photo: photo.id.clone(),
                differences: differences(photo, &picture),
                file_name: picture.file_name,
            }),
            None => {
                last = place_after(&last);
                let unread = std::mem::take(&mut picture.picture.unread);
                let mut photo = Photo { place: last.clone(), ..picture.attached() };
                if let Some(naming) = &mut naming {
                    naming.name(&mut photo);
                }
                let unread = unread.into_iter().map(|part| UnreadPart {
                    photo: photo.id.clone(),
                    file_name: photo.file_name.clone(),
                    part,
                });
                batch.unread.extend(unread);
                known.push(photo.clone());
                batch.photos.push(photo);
            }
        }
    }
    Ok(batch)
}

fn differences(photo: &Photo, picture: &Ingested) -> Vec<FieldDifference> {
    let difference = |(field, file): (PhotoField, &FieldValue)| {
        let now = photo.fields.get(field);
        // What was read when the picture came is nobody's choice.
        let is_asked = field.kind() != FieldKind::Fact && now != Some(file);
        is_asked.then(|| FieldDifference { field, now: now.cloned(), file: file.clone() })
    };
    picture.picture.fields.iter().filter_map(difference).collect()
}

fn shown_at_end(document: &Document, photos: &[Photo]) -> Vec<Edit> {
    let end = document.body_length() as u32;
    let show = |(at, photo): (u32, &Photo)| {
        let block = BlockKind::Photo { photo: photo.id.clone() };
        [Edit::AddPhoto { photo: photo.clone() }, Edit::Splice { at, delete: 0, insert: vec![Piece::block(block)] }]
    };
    (end..).zip(photos).flat_map(show).collect()
}
