//! Writes a package. The bag is built in a hidden folder beside its place and put there when every byte is on the disk
//! (`place.rs`): at no moment is there a half-written package under its name, and where there was a whole one, there is
//! one at every moment. An error or a cancel leaves nothing. A crash may leave the hidden folder `.dateline-…`, which goes
//! after a day.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    Context, Cut, FORMATS, MediaFile, Missing, Picture, SmallCrop, address,
    address::BaseUrl,
    bag, findings,
    missing::{missing, missing_in_words, shown_photos},
    names,
    place::{self, MadeFolders},
    reader::Bag,
    rights::{self, Refusal},
    verify::MAX_TEXT_BYTES,
};
use crate::{
    Error, ErrorCode, ErrorText, Language, Progress, Result,
    check::Finding,
    memory, parallel,
    photo::{self, Ladder, Rendition},
    story::{Photo, Story},
};

/// What a person chose for a package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackageOptions {
    /// The folder to write into.
    #[ts(type = "string")]
    pub out: PathBuf,
    pub zip: bool,
    /// Write even where required fields are empty, marked as a draft.
    pub draft: bool,
    /// What picture addresses begin with.
    pub base_url: Option<String>,
    /// Each picture as WebP too.
    pub webp: bool,
    /// Who answers for errors that the copy checker found; without a name they hold the package back.
    #[serde(default)]
    pub overridden_by: Option<String>,
}

impl PackageOptions {
    /// A blank is nobody's name.
    pub(crate) fn answered_by(&self) -> Option<&str> {
        self.overridden_by.as_deref().map(str::trim).filter(|name| !name.is_empty())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PackageFile {
    /// Inside the package, with forward slashes.
    pub path: String,
    #[ts(type = "number")]
    pub bytes: u64,
    pub sha256: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PackageReport {
    #[ts(type = "string")]
    pub package: PathBuf,
    /// Of the .zip; for a folder, of its tag manifest, which covers every file.
    pub sha256: String,
    pub files: Vec<PackageFile>,
    pub missing: Vec<Missing>,
    /// Whether the library knows of it. The package is whole and in its place either way.
    pub noted: bool,
    /// Why the library does not.
    pub warning: Option<ErrorText>,
}

impl PackageReport {
    /// With what came of noting it; why it could not be is told in words.
    pub fn noted(mut self, noted: std::result::Result<(), String>, language: Language) -> Self {
        let unnoted = |cause| Error::new(ErrorCode::PackageUnnoted).at(&self.package).with("cause", cause);
        self.warning = noted.err().map(|cause| unnoted(cause).text(language));
        self.noted = self.warning.is_none();
        self
    }
}

/// What [`write`] would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PackagePlan {
    /// The folder or file that will be written, without where.
    pub name: String,
    pub files: Vec<String>,
    pub missing: Vec<Missing>,
    pub refused: Vec<Refusal>,
    pub cut: Vec<Cut>,
    pub small: Vec<SmallCrop>,
    /// What the copy checker holds against it.
    pub errors: Vec<Finding>,
}

/// Where the pixels come from. Implemented by the library's store and, with ready-made pictures, by tests. Asked on all
/// cores at once, for one photo on each.
pub trait Pictures: Sync {
    /// For each of the ladders its renditions, largest first, without metadata.
    fn renditions(&self, photo: &Photo, ladders: &[Ladder], progress: &Progress) -> Result<Vec<Vec<Rendition>>>;
}

pub fn plan(story: &Story, options: &PackageOptions, errors: Vec<Finding>) -> PackagePlan {
    let media = (1..).zip(shown_photos(story)).flat_map(|(number, photo)| media_names(number, photo, options.webp));
    let payload = FORMATS.iter().map(|format| format.file_name().to_owned()).chain(media);
    let mut files: Vec<String> = payload.map(|path| format!("{}{path}", bag::PAYLOAD)).collect();
    files.extend([bag::BAGIT, bag::BAG_INFO, bag::MANIFEST, bag::TAG_MANIFEST].map(str::to_owned));
    files.sort();
    PackagePlan {
        name: file_name(story, options),
        files,
        missing: missing(story),
        refused: rights::refused_now(story),
        cut: findings::cut(story),
        small: findings::small_crops(story),
        errors,
    }
}

fn media_names(number: usize, photo: &Photo, webp: bool) -> Vec<String> {
    let of_ladder = |ladder: Ladder| {
        let sizes = ladder.sizes(photo.width, photo.height).into_iter();
        sizes.map(move |(width, _)| names::media(number, photo, &ladder, width))
    };
    photo::ladders(photo, webp).into_iter().flat_map(of_ladder).collect()
}

/// Writes the package of `story` into `options.out`, making that folder where there is none and replacing an
/// earlier package of the same story.
///
/// Errors: `photo_forbidden`, `photo_expired` and `photo_embargoed`; `package_incomplete` (its `missing` is in the story's language; [`missing_in_words`] says it in
/// another), `base_url_invalid`, `target_exists`, `folder_unwritable`, `disk_full`, `write_failed`,
/// `photo_texts_too_long`, `cancelled`, and what `pictures` says of a damaged original. After `package_unsynced` the
/// package is in its place, and nobody knows for how long.
pub fn write(
    story: &Story,
    pictures: &dyn Pictures,
    options: &PackageOptions,
    progress: &Progress,
) -> Result<PackageReport> {
    rights::check(story)?;
    let missing = missing(story);
    if !options.draft && !missing.is_empty() {
        let words = missing_in_words(story, &missing, story.language);
        return Err(Error::new(ErrorCode::PackageIncomplete).with("missing", words));
    }
    let base = BaseUrl::of(story, options.base_url.as_deref())?;
    let target = options.out.join(file_name(story, options));
    check_free(&target, story, options)?;

    let made = MadeFolders::make(&options.out).map_err(|cause| unwritable(&options.out, cause))?;
    let written =
        place::hidden_folder(&options.out).map_err(|cause| unwritable(&options.out, cause)).and_then(|hidden| {
            let mut bag = BagWriter { root: hidden.path().join(place::BAG), target: &target, files: Vec::new() };
            bag.fill(story, pictures, options, base, progress)?;
            let (finished, sha256) = if options.zip {
                let zip = hidden.path().join(place::ZIP);
                let sha256 = bag.zip_into(&zip, &names::package(story, options.draft), progress)?;
                (zip, sha256)
            } else {
                let last = bag.files.iter().find(|file| file.path == bag::TAG_MANIFEST);
                (bag.root.clone(), last.map(|file| file.sha256.clone()).unwrap_or_default())
            };
            // The last moment to stop.
            progress.check()?;
            let files = bag.files;
            // Pictures take their time: something of a person's may have come into the earlier package meanwhile.
            check_free(&target, story, options)?;
            place::put_in_place(&finished, &target, hidden, &made)?;
            Ok(PackageReport { package: target.clone(), sha256, files, missing, noted: false, warning: None })
        });
    if written.as_ref().is_err_and(|error| error.code != ErrorCode::PackageUnsynced) {
        made.take_away();
    }
    written
}

fn file_name(story: &Story, options: &PackageOptions) -> String {
    names::package(story, options.draft) + if options.zip { ".zip" } else { "" }
}

/// A folder that can't be made or written in, told by its own name. A full disk stays a full disk.
fn unwritable(folder: &Path, cause: io::Error) -> Error {
    let mut error = Error::writing(folder, cause);
    if error.code == ErrorCode::WriteFailed {
        error.code = ErrorCode::FolderUnwritable;
    }
    error
}

/// A bag that is being built. Errors name where it will be, not the hidden folder.
struct BagWriter<'a> {
    root: PathBuf,
    target: &'a Path,
    files: Vec<PackageFile>,
}

impl BagWriter<'_> {
    /// Writes every file of the bag; on each core one photo's pictures are in memory at a time.
    fn fill(
        &mut self,
        story: &Story,
        pictures: &dyn Pictures,
        options: &PackageOptions,
        base: BaseUrl,
        progress: &Progress,
    ) -> Result<()> {
        let draft = options.draft;
        let photos = shown_photos(story);
        let total = photos.len() + FORMATS.len();
        let mut context = Context { pictures: Vec::new(), draft, base };
        self.make_folder("data")?;
        if !photos.is_empty() {
            self.make_folder("data/media")?;
        }

        let of_photos = photos.iter().map(|photo| photo.file_name.as_str());
        let names: Vec<&str> = of_photos.chain(FORMATS.iter().map(|format| format.file_name())).chain([""]).collect();
        progress.step(0, total, names[0])?;
        let mut written = Vec::new();
        parallel::in_order(
            photos.len(),
            &|| progress.check().is_err(),
            &|at| self.put_pictures(at + 1, photos[at], pictures, options.webp, &context.base, progress),
            &mut |at, files| {
                written.push(files?);
                progress.step(at + 1, total, names[at + 1])
            },
        )?;
        progress.check()?;
        for (photo, files) in photos.iter().zip(written) {
            let (listed, files) = files.into_iter().unzip();
            self.files.extend::<Vec<_>>(listed);
            context.pictures.push(Picture { photo, files });
        }

        for (at, format) in FORMATS.iter().enumerate() {
            let bytes = format.write(story, &context)?;
            if bytes.len() as u64 > MAX_TEXT_BYTES {
                return Err(too_large(&self.target.join(format.file_name()), bytes.len() as u64));
            }
            self.put(&format!("{}{}", bag::PAYLOAD, format.file_name()), &bytes)?;
            let done = photos.len() + at + 1;
            progress.step(done, total, names[done])?;
        }

        self.files.sort_by(|one, other| one.path.cmp(&other.path));
        let payload_bytes = self.files.iter().map(|file| file.bytes).sum();
        let info = bag::info(story, draft, payload_bytes, self.files.len());
        let manifest = self.manifest(|_| true);
        self.put(bag::BAGIT, bag::DECLARATION.as_bytes())?;
        self.put(bag::BAG_INFO, info.as_bytes())?;
        self.put(bag::MANIFEST, manifest.as_bytes())?;
        self.files.sort_by(|one, other| one.path.cmp(&other.path));
        let tag_manifest = self.manifest(|file| !file.path.starts_with(bag::PAYLOAD));
        self.put(bag::TAG_MANIFEST, tag_manifest.as_bytes())?;
        self.files.sort_by(|one, other| one.path.cmp(&other.path));

        let folders = ["data/media", "data", ""].into_iter().skip(usize::from(photos.is_empty()));
        folders
            .map(|folder| self.root.join(folder))
            .try_for_each(|folder| place::sync_folder(&folder).map_err(|cause| Error::writing(self.target, cause)))
    }

    fn manifest(&self, wanted: impl Fn(&PackageFile) -> bool) -> String {
        let files = self.files.iter().filter(|file| wanted(file));
        bag::write_manifest(files.map(|file| (file.path.as_str(), file.sha256.as_str())))
    }

    fn make_folder(&self, path: &str) -> Result<()> {
        fs::create_dir_all(self.root.join(path)).map_err(|cause| Error::writing(&self.target.join(path), cause))
    }

    /// Everything that goes out of one photo.
    fn put_pictures(
        &self,
        number: usize,
        photo: &Photo,
        pictures: &dyn Pictures,
        webp: bool,
        base: &BaseUrl,
        progress: &Progress,
    ) -> Result<Vec<(PackageFile, MediaFile)>> {
        let ladders = photo::ladders(photo, webp);
        let mut files = Vec::new();
        // The store knows it by its hash, a person by its name.
        let named = |error: Error| match error.code {
            ErrorCode::BlobDamaged | ErrorCode::BlobMissing => {
                error.with("sha256", format!("{} ({})", photo.file_name, photo.sha256))
            }
            _ => error,
        };
        for (ladder, renditions) in ladders.iter().zip(pictures.renditions(photo, &ladders, progress).map_err(named)?) {
            for Rendition { width, height, bytes } in renditions {
                progress.check()?;
                let path = names::media(number, photo, ladder, width);
                let unfit = |error: Error| error.with("path", &photo.file_name).with("photo", &photo.file_name);
                let bytes = photo::embed(&bytes, &photo.fields).map_err(unfit)?;
                let listed = self.write(&format!("{}{path}", bag::PAYLOAD), &bytes)?;
                let (part, encoding, bytes) = (ladder.frame.part, ladder.encoding, listed.bytes);
                let url = base.join(&path);
                files.push((listed, MediaFile { path, url, part, encoding, width, height, bytes }));
            }
        }
        Ok(files)
    }

    fn put(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        self.files.push(self.write(path, bytes)?);
        Ok(())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<PackageFile> {
        let write = || {
            let mut file = File::create_new(self.root.join(path))?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        write().map_err(|cause| Error::writing(&self.target.join(path), cause))?;
        let sha256 = bag::hex(&bag::sha256(bytes));
        Ok(PackageFile { path: path.to_owned(), bytes: bytes.len() as u64, sha256 })
    }

    /// Puts the bag into a .zip with one folder at its top, and returns the .zip's hash. Nothing is
    /// compressed: pictures don't shrink, and the bytes must not depend on a compressor's version.
    fn zip_into(&self, zip: &Path, top: &str, progress: &Progress) -> Result<String> {
        let fail = |cause: io::Error| Error::writing(self.target, cause);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default())
            .system(zip::System::Unix)
            .unix_permissions(0o644);
        let file = File::create_new(zip).map_err(fail)?;
        let mut archive = ZipWriter::new(io::BufWriter::new(file));
        for file in &self.files {
            progress.check()?;
            archive.start_file(format!("{top}/{}", file.path), options).map_err(|cause| fail(cause.into()))?;
            let mut source = File::open(self.root.join(&file.path)).map_err(fail)?;
            io::copy(&mut source, &mut archive).map_err(fail)?;
        }
        let file = archive.finish().map_err(|cause| fail(cause.into()))?;
        let file = file.into_inner().map_err(|cause| fail(cause.into_error()))?;
        file.sync_all().map_err(fail)?;
        let (sha256, _) = File::open(zip).and_then(|mut file| bag::hash(&mut file)).map_err(fail)?;
        Ok(sha256)
    }
}

/// A text that nobody could read back, [`super::verify`] neither.
fn too_large(path: &Path, bytes: u64) -> Error {
    Error::new(ErrorCode::FileTooLarge)
        .at(path)
        .with("size", memory::told(bytes))
        .with("limit", memory::told(MAX_TEXT_BYTES))
}

/// What computers leave in every folder they look into; no one misses it.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Refuses to write over anything but an earlier package of the same story with nothing of a person's in it.
fn check_free(target: &Path, story: &Story, options: &PackageOptions) -> Result<()> {
    let taken = || Error::new(ErrorCode::TargetExists).at(target);
    // A link is never followed: what it leads to is not ours to replace.
    let metadata = match fs::symlink_metadata(target) {
        Ok(metadata) => metadata,
        // Where the folder is none, making it tells.
        Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(()),
        Err(cause) => return Err(unwritable(&options.out, cause)),
    };
    if metadata.is_file() != options.zip || metadata.is_dir() == options.zip {
        return Err(taken());
    }
    // What a disk does not give back is no stranger's package for that.
    let mut found = Bag::open(target).map_err(|error| match error.code {
        ErrorCode::PackageUnreadable => taken(),
        _ => error,
    })?;
    // One that lacks a file of its own, or has it too large or in no letters, is not what was written here.
    let mut text = |path| match found.read(path, 1 << 20) {
        Ok(bytes) => Ok(String::from_utf8(bytes).unwrap_or_default()),
        Err(cause) if cause.raw_os_error().is_none() => Ok(String::new()),
        Err(cause) => Err(Error::reading(&target.join(path), cause)),
    };
    let info = text(bag::BAG_INFO)?;
    let mut known = vec![bag::TAG_MANIFEST.to_owned()];
    for manifest in [bag::MANIFEST, bag::TAG_MANIFEST] {
        known.extend(bag::read_manifest(&text(manifest)?).0.into_keys());
    }
    let same_story = bag::value(&info, bag::EXTERNAL_IDENTIFIER) == Some(&address::urn(&story.id.0));
    let is_litter = |path: &str| LITTER.contains(&path.rsplit('/').next().unwrap_or(path));
    let has_strangers = !found.unsafe_paths.is_empty()
        || found.paths().any(|path| !is_litter(path) && !known.iter().any(|listed| listed == path));
    if same_story && !has_strangers { Ok(()) } else { Err(taken()) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    };

    use super::*;
    use crate::{
        package::{sample, verify},
        story::{PhotoField, StoryField},
    };

    fn options(out: &Path) -> PackageOptions {
        PackageOptions { out: out.to_owned(), ..PackageOptions::default() }
    }

    fn write_quietly(story: &Story, options: &PackageOptions) -> Result<PackageReport> {
        write(story, &sample::Pixels, options, &Progress::unwatched())
    }

    /// Every file below `folder` and what is in it.
    fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
        let mut bag = Bag::open(folder).unwrap();
        let paths: Vec<String> = bag.paths().map(str::to_owned).collect();
        paths.into_iter().map(|path| (path.clone(), bag.read(&path, u64::MAX).unwrap())).collect()
    }

    fn names_in(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_package_is_what_was_planned_and_passes_its_own_check() {
        for (zip, webp) in [(false, false), (true, false), (false, true)] {
            let out = tempfile::tempdir().unwrap();
            let story = sample::cropped_story();
            let options = PackageOptions { zip, webp, ..options(out.path()) };
            let plan = plan(&story, &options, vec![]);
            let report = write_quietly(&story, &options).unwrap();
            assert_eq!(report.package, out.path().join(&plan.name));
            assert_eq!(report.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>(), plan.files);
            assert_eq!(names_in(out.path()), [plan.name]);
            assert_eq!(verify(&report.package, story.language).unwrap(), []);
            for file in &report.files {
                let (sha256, bytes) = Bag::open(&report.package).unwrap().hash(&file.path).unwrap();
                assert_eq!((&sha256, bytes), (&file.sha256, file.bytes), "{}", file.path);
            }
        }
    }

    #[test]
    fn a_crop_that_is_too_small_is_told_and_left_out() {
        let out = tempfile::tempdir().unwrap();
        let mut story = sample::story();
        story.photos[0].fields.set(PhotoField::Crop16x9, "0,0,0.2,0.2");
        let plan = plan(&story, &options(out.path()), vec![]);
        assert_eq!((plan.small.len(), plan.small[0].field), (1, PhotoField::Crop16x9));
        assert!(plan.files.iter().all(|file| !file.contains("16x9")), "{:?}", plan.files);
        let report = write_quietly(&story, &options(out.path())).unwrap();
        assert_eq!(report.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>(), plan.files);
    }

    #[test]
    fn two_packages_of_a_story_are_the_same_bytes() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let story = sample::story();
        for zip in [false, true] {
            let reports = [&one, &other]
                .map(|out| write_quietly(&story, &PackageOptions { zip, ..options(out.path()) }).unwrap());
            assert_eq!(reports[0].sha256, reports[1].sha256);
            if zip {
                assert_eq!(fs::read(&reports[0].package).unwrap(), fs::read(&reports[1].package).unwrap());
            } else {
                assert_eq!(files(&reports[0].package), files(&reports[1].package));
            }
        }
    }

    #[test]
    fn a_zip_unpacks_as_the_folder_would_have_been() {
        let out = tempfile::tempdir().unwrap();
        let story = sample::story();
        let folder = write_quietly(&story, &options(out.path())).unwrap();
        let zip = write_quietly(&story, &PackageOptions { zip: true, ..options(out.path()) }).unwrap();
        let mut archive = zip::ZipArchive::new(File::open(&zip.package).unwrap()).unwrap();
        let top = folder.package.file_name().unwrap().to_str().unwrap();
        assert!(archive.file_names().all(|name| name.starts_with(&format!("{top}/"))));
        let unpacked = tempfile::tempdir().unwrap();
        archive.extract(unpacked.path()).unwrap();
        assert_eq!(files(&unpacked.path().join(top)), files(&folder.package));
    }

    #[test]
    fn an_earlier_package_of_the_story_is_replaced() {
        for zip in [false, true] {
            let out = tempfile::tempdir().unwrap();
            let options = PackageOptions { zip, ..options(out.path()) };
            let mut story = sample::story();
            let before = write_quietly(&story, &options).unwrap();
            story.fields.set(StoryField::Abstract, "Sapo mới.");
            let photo = story.photos[1].id.clone();
            story.body.retain(|block| block.kind != crate::story::BlockKind::Photo { photo: photo.clone() });
            let after = write_quietly(&story, &options).unwrap();
            assert_eq!(before.package, after.package);
            assert_ne!(before.sha256, after.sha256);
            assert_eq!(verify(&after.package, story.language).unwrap(), []);
            assert_eq!(names_in(out.path()).len(), 1);
        }
    }

    #[test]
    fn anything_else_at_its_place_is_left_alone() {
        let story = sample::story();
        type Prepare = fn(&Path, &Path);
        let cases: [(&str, bool, Prepare); 6] = [
            ("a folder", false, |_, target| fs::create_dir(target).unwrap()),
            ("a file", false, |_, target| fs::write(target, "ghi chép").unwrap()),
            ("a file where a zip goes", true, |_, target| fs::write(target, "ghi chép").unwrap()),
            ("a folder where a zip goes", true, |_, target| fs::create_dir(target).unwrap()),
            ("another story's package", false, |out, target| {
                let mut other = sample::story();
                other.id = crate::story::StoryId::fresh();
                let report = write_quietly(&other, &options(out)).unwrap();
                fs::rename(report.package, target).unwrap();
            }),
            ("a package with a person's notes in it", false, |out, target| {
                write_quietly(&sample::story(), &options(out)).unwrap();
                fs::write(target.join("ghi-chep.txt"), "đừng xóa").unwrap();
            }),
        ];
        for (what, zip, prepare) in cases {
            let out = tempfile::tempdir().unwrap();
            let options = PackageOptions { zip, ..options(out.path()) };
            let target = out.path().join(plan(&story, &options, vec![]).name);
            prepare(out.path(), &target);
            let before = names_in(out.path());
            let error = write_quietly(&story, &options).unwrap_err();
            assert_eq!(error.code, ErrorCode::TargetExists, "{what}");
            assert!(error.params["path"].contains(target.to_str().unwrap()), "{what}");
            assert_eq!(names_in(out.path()), before, "{what}");
        }
    }

    #[test]
    fn a_story_with_gaps_is_refused_and_goes_out_as_a_draft_that_says_so() {
        let out = tempfile::tempdir().unwrap();
        let mut story = sample::story();
        story.fields.set(StoryField::Headline, "");
        story.photos[0].fields.set(PhotoField::AltText, "");
        let error = write_quietly(&story, &options(out.path())).unwrap_err();
        assert_eq!(error.code, ErrorCode::PackageIncomplete);
        assert_eq!(error.params["missing"], "tít chính, mô tả của ảnh 1 (Chợ nổi 1.jpg)");
        assert!(names_in(out.path()).is_empty());

        let report = write_quietly(&story, &PackageOptions { draft: true, ..options(out.path()) }).unwrap();
        assert!(report.package.to_str().unwrap().ends_with("-draft"));
        assert_eq!(report.missing, missing(&story));
        let info = fs::read_to_string(report.package.join(bag::BAG_INFO)).unwrap();
        assert_eq!(bag::value(&info, "Dateline-Status"), Some("draft"));
        assert_eq!(verify(&report.package, story.language).unwrap(), []);
    }

    #[test]
    fn cancelling_at_any_step_leaves_nothing() {
        let story = sample::story();
        let steps = Mutex::new(Vec::new());
        let never = AtomicBool::new(false);
        let report = |step: crate::progress::Step| steps.lock().unwrap().push((step.done, step.total));
        let out = tempfile::tempdir().unwrap();
        write(&story, &sample::Pixels, &options(out.path()), &Progress::new(&report, &never)).unwrap();
        let steps = steps.into_inner().unwrap();
        let total = story.photos.len() as u32 + FORMATS.len() as u32;
        assert_eq!(steps, (0..=total).map(|done| (done, total)).collect::<Vec<_>>());

        for zip in [false, true] {
            for stop_at in 0..=total {
                let parent = tempfile::tempdir().unwrap();
                let cancelled = AtomicBool::new(false);
                let report = |step: crate::progress::Step| cancelled.store(step.done >= stop_at, Ordering::Relaxed);
                let options = PackageOptions { zip, ..options(&parent.path().join("new folder")) };
                let error = write(&story, &sample::Pixels, &options, &Progress::new(&report, &cancelled)).unwrap_err();
                assert_eq!(error.code, ErrorCode::Cancelled);
                assert!(names_in(parent.path()).is_empty(), "stopped at {stop_at}");
            }
        }
    }

    #[test]
    fn a_picture_that_fails_leaves_nothing_and_keeps_the_earlier_package() {
        struct Broken;
        impl Pictures for Broken {
            fn renditions(
                &self,
                photo: &Photo,
                ladders: &[Ladder],
                progress: &Progress,
            ) -> Result<Vec<Vec<Rendition>>> {
                if photo.id == sample::story().photos[1].id {
                    return Err(Error::new(ErrorCode::BlobDamaged).with("sha256", &photo.sha256));
                }
                sample::Pixels.renditions(photo, ladders, progress)
            }
        }
        let out = tempfile::tempdir().unwrap();
        let earlier = write_quietly(&sample::story(), &options(out.path())).unwrap();
        let before = files(&earlier.package);
        let error = write(&sample::story(), &Broken, &options(out.path()), &Progress::unwatched()).unwrap_err();
        assert_eq!(error.code, ErrorCode::BlobDamaged);
        assert!(error.to_string().contains(&sample::story().photos[1].file_name), "{error}");
        assert_eq!(files(&earlier.package), before);
        assert_eq!(names_in(out.path()).len(), 1);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let parent = tempfile::tempdir().unwrap();
        let file = parent.path().join("not a folder");
        fs::write(&file, "").unwrap();
        for out in [file.clone(), file.join("below")] {
            let error = write_quietly(&sample::story(), &options(&out)).unwrap_err();
            assert_eq!(error.code, ErrorCode::FolderUnwritable);
            assert_eq!(error.params["path"], out.display().to_string());
        }
        assert_eq!(names_in(parent.path()), ["not a folder"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_package_is_open_to_whom_the_persons_files_are_and_its_making_to_nobody() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        for zip in [false, true] {
            let parent = tempfile::tempdir().unwrap();
            let usual = parent.path().join("usual");
            fs::create_dir(&usual).unwrap();
            fs::write(usual.join("file"), "").unwrap();
            let out = parent.path().join("out");
            let hidden_modes = Mutex::new(Vec::new());
            let report = |_| {
                let hidden = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
                hidden_modes.lock().unwrap().extend(hidden.map(|path| mode(&path)));
            };
            let never = AtomicBool::new(false);
            let options = PackageOptions { zip, ..options(&out) };
            let written =
                write(&sample::story(), &sample::Pixels, &options, &Progress::new(&report, &never)).unwrap().package;
            let hidden_modes = hidden_modes.into_inner().unwrap();
            assert!(!hidden_modes.is_empty() && hidden_modes.iter().all(|mode| *mode == 0o700), "{hidden_modes:?}");
            if zip {
                assert_eq!(mode(&written), mode(&usual.join("file")));
            } else {
                assert_eq!(mode(&written), mode(&usual));
                assert_eq!(mode(&written.join("data/media")), mode(&usual));
                assert_eq!(mode(&written.join("bagit.txt")), mode(&usual.join("file")));
            }
        }
    }

    #[test]
    fn what_a_person_puts_into_the_earlier_package_meanwhile_is_not_taken_away() {
        struct Slow<'a>(&'a Path);
        impl Pictures for Slow<'_> {
            fn renditions(
                &self,
                photo: &Photo,
                ladders: &[Ladder],
                progress: &Progress,
            ) -> Result<Vec<Vec<Rendition>>> {
                fs::write(self.0.join("ghi chú.txt"), "của tôi").unwrap();
                sample::Pixels.renditions(photo, ladders, progress)
            }
        }
        let out = tempfile::tempdir().unwrap();
        let earlier = write_quietly(&sample::story(), &options(out.path())).unwrap().package;
        let error = write(&sample::story(), &Slow(&earlier), &options(out.path()), &Progress::unwatched()).unwrap_err();
        assert_eq!(error.code, ErrorCode::TargetExists);
        assert_eq!(fs::read_to_string(earlier.join("ghi chú.txt")).unwrap(), "của tôi");
    }

    #[test]
    fn texts_that_no_picture_carries_name_their_photo_and_field() {
        let out = tempfile::tempdir().unwrap();
        let mut story = sample::story();
        story.photos[0].fields.set(PhotoField::People, (0..3000).map(|at| format!("Người {at}")).collect::<Vec<_>>());
        let error = write_quietly(&story, &options(out.path())).unwrap_err();
        assert_eq!(error.code, ErrorCode::PhotoTextsTooLong);
        assert_eq!((&error.params["photo"], error.params["field"].as_str()), (&story.photos[0].file_name, "people"));
        assert!(error.to_string().contains("people"));
    }

    #[test]
    fn a_package_that_could_not_be_noted_is_done_and_says_so() {
        let out = tempfile::tempdir().unwrap();
        let report = write_quietly(&sample::story(), &options(out.path())).unwrap();
        let noted = report.clone().noted(Ok(()), Language::English);
        assert!(noted.noted && noted.warning.is_none());
        let unnoted = report.noted(Err("the disk is full".into()), Language::English);
        let warning = unnoted.warning.unwrap();
        assert!(!unnoted.noted && warning.code == ErrorCode::PackageUnnoted);
        assert!(warning.message.contains("the disk is full"), "{warning:?}");
    }

    #[test]
    fn a_bad_address_is_refused_before_anything_is_written() {
        let out = tempfile::tempdir().unwrap();
        let options = PackageOptions { base_url: Some("ftp://x".into()), ..options(out.path()) };
        let error = write_quietly(&sample::story(), &options).unwrap_err();
        assert_eq!(error.code, ErrorCode::BaseUrlInvalid);
        assert!(names_in(out.path()).is_empty());
    }

    /// The reference implementation, where it is installed (PyPI `bagit`).
    #[test]
    fn a_validator_that_we_did_not_write_agrees() {
        let python = |script: &str, argument: &Path| {
            std::process::Command::new("python3").arg("-c").arg(script).arg(argument).output()
        };
        if !python("import bagit", Path::new("")).is_ok_and(|output| output.status.success()) {
            eprintln!("SKIPPED: python3 has no module bagit");
            return;
        }
        let out = tempfile::tempdir().unwrap();
        let report = write_quietly(&sample::hostile_story(), &options(out.path())).unwrap();
        let script = "import bagit, sys; bagit.Bag(sys.argv[1]).validate()";
        let output = python(script, &report.package).unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::write(report.package.join("data/article.html"), "x").unwrap();
        assert!(!python(script, &report.package).unwrap().status.success());
    }
}
