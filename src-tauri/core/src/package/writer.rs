//! Writes a package. The bag is built in a hidden folder beside its place and put there when every byte is on the disk
//! (`place.rs`): at no moment is there a half-written package under its name, and where there was a whole one, there is
//! one at every moment. An error or a cancel leaves nothing. A crash may leave the hidden folder `.dateline-…`, which
//! goes after a day.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    address::{self, BaseUrl},
    bag, bag_info,
    edition::{Destination, Edition, Entry, MediaFile, Picture, Release},
    firm::Firm,
    formats::FORMATS,
    missing::{missing, missing_in_words},
    names,
    place::{self, MadeFolders},
    reader::Bag,
    report::{PackageFile, PackageOptions, PackageReport, file_name},
    rights,
    sink::Sink,
};
use crate::{
    Error, ErrorCode, Progress, Result, digest,
    files::sync_folder,
    parallel,
    photo::{self, Ladder, Rendition},
    story::{Photo, Settled},
};

/// Where the pixels come from. Implemented by the library's store and, with ready-made pictures, by tests. Asked on all
/// cores at once, for one photo on each.
pub trait Pictures: Sync {
    /// For each of the ladders its renditions, largest first, without metadata.
    fn renditions(&self, photo: &Photo, ladders: &[Ladder], progress: &Progress) -> Result<Vec<Vec<Rendition>>>;
}

/// Writes the package of `story` into `options.out`, making that folder where there is none and replacing an
/// earlier package of the same story.
///
/// Errors: `photo_forbidden`, `photo_expired` and `photo_embargoed`; `package_incomplete` (its `missing` is in the
/// story's language; [`missing_in_words`] says it in another), `base_url_invalid`, `target_exists`, `folder_unwritable`,
/// `disk_full`, `write_failed`, `photo_texts_too_long`, `cancelled`, and what `pictures` says of a damaged original.
/// After `package_unsynced` the package is in its place, and nobody knows for how long.
pub fn write(
    story: &Settled,
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
    let base = BaseUrl::new(options.base_url.as_deref())?;
    let destination = Destination { base, draft: options.draft };
    let target = options.out.join(file_name(story, options));
    check_free(&target, story, options)?;

    let made = MadeFolders::make(&options.out).map_err(|cause| unwritable(&options.out, cause))?;
    let written =
        place::hidden_folder(&options.out).map_err(|cause| unwritable(&options.out, cause)).and_then(|hidden| {
            let mut bag = BagWriter::new(hidden.path().join(place::BAG), &target)?;
            bag.fill(story, pictures, options, destination, progress)?;
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
    /// Below the root, each after the one that it is in.
    folders: Vec<PathBuf>,
}

impl<'a> BagWriter<'a> {
    fn new(root: PathBuf, target: &'a Path) -> Result<Self> {
        fs::create_dir(&root).map_err(|cause| Error::writing(target, cause))?;
        Ok(Self { root, target, files: Vec::new(), folders: Vec::new() })
    }

    /// Writes every file of the bag; on each core one photo's pictures are in memory at a time.
    fn fill(
        &mut self,
        story: &Settled,
        pictures: &dyn Pictures,
        options: &PackageOptions,
        destination: Destination,
        progress: &Progress,
    ) -> Result<()> {
        let photos = story.shown_photos();
        let total = photos.len() + FORMATS.len();
        let mut entry = Entry::alone(story);
        self.make_folder("data")?;
        if !photos.is_empty() {
            self.make_folder("data/media")?;
        }

        let of_photos = photos.iter().map(|photo| photo.file_name.as_str());
        let names: Vec<&str> = of_photos.chain(FORMATS.iter().map(|format| format.file_name())).chain([""]).collect();
        progress.step(0, total, names[0])?;
        let address = |path: &str| destination.address(&entry, path);
        let mut written = Vec::new();
        parallel::in_order(
            photos.len(),
            &|| progress.check().is_err(),
            &|at| self.put_pictures(at + 1, photos[at], pictures, options.webp, &address, progress),
            &mut |at, files| {
                written.push(files?);
                progress.step(at + 1, total, names[at + 1])
            },
        )?;
        progress.check()?;
        for (photo, files) in photos.iter().zip(written) {
            let (listed, files) = files.into_iter().unzip();
            self.files.extend::<Vec<_>>(listed);
            entry.pictures.push(Picture { photo, files });
        }

        let edition = Edition { entries: vec![entry], destination, release: Release::default() };
        self.put_formats(&edition, &mut |at| progress.step(photos.len() + at, total, names[photos.len() + at]))?;

        let payload_bytes = self.files.iter().map(|file| file.bytes).sum();
        let formats: Vec<&str> = FORMATS.iter().map(|format| format.id()).collect();
        let info = bag_info::write(&edition, &formats, payload_bytes, self.files.len());
        self.files.sort_by(|one, other| one.path.cmp(&other.path));
        let manifest = self.manifest(|_| true);
        self.put(bag::BAGIT, bag::DECLARATION.as_bytes())?;
        self.put(bag::BAG_INFO, info.as_bytes())?;
        self.put(bag::MANIFEST, manifest.as_bytes())?;
        self.files.sort_by(|one, other| one.path.cmp(&other.path));
        let tag_manifest = self.manifest(|file| !file.path.starts_with(bag::PAYLOAD));
        self.put(bag::TAG_MANIFEST, tag_manifest.as_bytes())?;
        self.files.sort_by(|one, other| one.path.cmp(&other.path));

        let mut folders = self.folders.iter().rev().map(|folder| self.root.join(folder)).chain([self.root.clone()]);
        folders.try_for_each(|folder| sync_folder(&folder).map_err(|cause| Error::writing(self.target, cause)))
    }

    /// Lets each format write what it has to. `done` hears how many have.
    fn put_formats(&mut self, edition: &Edition, done: &mut dyn FnMut(usize) -> Result<()>) -> Result<()> {
        let place = self.target.join("data");
        let media: Vec<String> = self.files.iter().map(|file| file.path.clone()).collect();
        let mut store = |path: &str, source: &mut dyn Read| {
            let path = format!("{}{path}", bag::PAYLOAD);
            if let Some((folder, _)) = path.rsplit_once('/') {
                self.make_folder(folder)?;
            }
            let written = self.write(&path, source)?;
            self.files.push(written);
            Ok(())
        };
        let mut sink = Sink::new(&place, &mut store);
        let mut inside = media.iter().filter_map(|path| path.strip_prefix(bag::PAYLOAD));
        inside.try_for_each(|path| sink.take(path))?;
        for (at, format) in FORMATS.iter().enumerate() {
            format.write(edition, &mut sink)?;
            done(at + 1)?;
        }
        Ok(())
    }

    fn manifest(&self, wanted: impl Fn(&PackageFile) -> bool) -> String {
        let files = self.files.iter().filter(|file| wanted(file));
        bag::write_manifest(files.map(|file| (file.path.as_str(), file.sha256.as_str())))
    }

    /// Makes a folder, and those that it is in.
    fn make_folder(&mut self, path: &str) -> Result<()> {
        let path = Path::new(path);
        let mut above: Vec<&Path> = path.ancestors().filter(|folder| !folder.as_os_str().is_empty()).collect();
        while let Some(folder) = above.pop() {
            if !self.folders.iter().any(|made| made == folder) {
                let place = self.root.join(folder);
                fs::create_dir(place).map_err(|cause| Error::writing(&self.target.join(folder), cause))?;
                self.folders.push(folder.to_owned());
            }
        }
        Ok(())
    }

    /// Everything that goes out of one photo.
    fn put_pictures(
        &self,
        number: usize,
        photo: &Photo,
        pictures: &dyn Pictures,
        webp: bool,
        address: &(dyn Fn(&str) -> String + Sync),
        progress: &Progress,
    ) -> Result<Vec<(PackageFile, MediaFile)>> {
        let ladders = photo::ladders(photo, webp);
        let mut files = Vec::new();
        // The store knows it by its hash, a person by its name alone.
        let named = |error: Error| match error.code {
            ErrorCode::BlobDamaged | ErrorCode::BlobMissing => error.with("sha256", &photo.file_name),
            _ => error,
        };
        for (ladder, renditions) in ladders.iter().zip(pictures.renditions(photo, &ladders, progress).map_err(named)?) {
            for Rendition { width, height, bytes } in renditions {
                progress.check()?;
                let mut file = MediaFile::new(number, photo, ladder, (width, height), address);
                let unfit = |error: Error| error.with("path", &photo.file_name).with("photo", &photo.file_name);
                let bytes = photo::embed(&bytes, &photo.fields).map_err(unfit)?;
                let listed = self.write(&format!("{}{}", bag::PAYLOAD, file.path), &mut bytes.as_slice())?;
                file.bytes = listed.bytes;
                files.push((listed, file));
            }
        }
        Ok(files)
    }

    fn put(&mut self, path: &str, mut bytes: &[u8]) -> Result<()> {
        self.files.push(self.write(path, &mut bytes)?);
        Ok(())
    }

    fn write(&self, path: &str, source: &mut dyn Read) -> Result<PackageFile> {
        let mut write = || {
            let mut file = File::create_new(self.root.join(path))?;
            let (sha256, bytes) = digest::copied(source, &mut file)?;
            file.sync_all()?;
            Ok(PackageFile { path: path.to_owned(), bytes, sha256 })
        };
        write().map_err(|cause| Error::writing(&self.target.join(path), cause))
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
        let (file, failure) = Firm::new(file);
        let mut archive = ZipWriter::new(file);
        for file in &self.files {
            progress.check()?;
            archive.start_file(format!("{top}/{}", file.path), options).map_err(|cause| fail(cause.into()))?;
            let mut source = File::open(self.root.join(&file.path)).map_err(fail)?;
            io::copy(&mut source, &mut archive).map_err(fail)?;
            failure.check().map_err(fail)?;
        }
        let file = archive.finish().map_err(|cause| fail(cause.into()))?;
        file.finish().map_err(fail)?;
        let (sha256, _) = File::open(zip).and_then(|mut file| digest::sha256_hex_of(&mut file)).map_err(fail)?;
        Ok(sha256)
    }
}

/// What computers leave in every folder they look into; no one misses it.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Refuses to write over anything but an earlier package of the same story with nothing of a person's in it.
fn check_free(target: &Path, story: &Settled, options: &PackageOptions) -> Result<()> {
    let taken = || Error::new(ErrorCode::TargetExists).at(target);
    // A link is never followed: what it leads to is not ours to replace.
    let about = match fs::symlink_metadata(target) {
        Ok(about) => about,
        // Where the folder is none, making it tells.
        Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(()),
        Err(cause) => return Err(unwritable(&options.out, cause)),
    };
    if about.is_file() != options.zip || about.is_dir() == options.zip {
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
    let same_story = bag::value(&info, bag_info::EXTERNAL_IDENTIFIER) == Some(&address::urn(&story.id.0));
    let is_litter = |path: &str| LITTER.contains(&path.rsplit('/').next().unwrap_or(path));
    let has_strangers = !found.unsafe_paths.is_empty()
        || found.paths().any(|path| !is_litter(path) && !known.iter().any(|listed| listed == path));
    if same_story && !has_strangers { Ok(()) } else { Err(taken()) }
}
