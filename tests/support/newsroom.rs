//! A newsroom of a test's own: a library in a fresh folder, room for papers beside it, and what is where.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use dateline_core::{
    Library,
    library::ImportReport,
    story::{Edit, PhotoField, StoryId},
};
use tempfile::TempDir;

use crate::{cli::Dateline, papers::Papers};

/// The day on which relative dates are resolved.
pub const TODAY: &str = "2026-05-01";

pub struct Newsroom {
    folder: TempDir,
}

impl Default for Newsroom {
    fn default() -> Self {
        Self::new()
    }
}

impl Newsroom {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("there is room for temporary files") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).expect("a test's own folder can be written");
        path
    }

    pub fn make_folder(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(&path).expect("a test's own folder can be written");
        path
    }

    pub fn library_folder(&self) -> PathBuf {
        self.path("library")
    }

    pub fn library(&self) -> Library {
        Library::make(&self.library_folder()).unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn dateline(&self) -> Dateline {
        Dateline::new(&self.library_folder())
    }

    /// Imports papers and fills in what the article does not say: whose its pictures are, and what they show.
    pub fn import_ready(&self, library: &mut Library, papers: &Papers) -> ImportReport {
        let today = TODAY.parse().expect("a day");
        let report = library.import(&papers.article, &papers.photos, today).unwrap_or_else(|error| panic!("{error}"));
        let story = library.story(&report.story).unwrap_or_else(|error| panic!("{error}"));
        let mut edits = Vec::new();
        for (number, photo) in (1..).zip(&story.photos) {
            for (field, value) in [
                (PhotoField::Credit, "Tòa soạn Bến Tràm".to_owned()),
                (PhotoField::Byline, "Lam Khê".to_owned()),
                (PhotoField::CopyrightNotice, "© Tòa soạn Bến Tràm".to_owned()),
                (PhotoField::AltText, format!("Ảnh {number}: mặt nước, người & ghe \"đầy\" <khóm>")),
            ] {
                if photo.fields.text(field).is_empty() {
                    edits.push(Edit::SetPhotoField { photo: photo.id.clone(), field, value: value.into() });
                }
            }
        }
        library.edit_latest(&report.story, &edits).unwrap_or_else(|error| panic!("{error}"));
        report
    }

    /// A library with the sample story in it, ready to go out.
    pub fn with_a_story(&self) -> StoryId {
        static MADE: LazyLock<Made> = LazyLock::new(|| Made::of(Papers::sample));
        MADE.put(self)
    }

    /// The same with small pictures, where it does not matter what they show.
    pub fn with_a_light_story(&self) -> StoryId {
        static MADE: LazyLock<Made> = LazyLock::new(|| Made::of(Papers::small));
        MADE.put(self)
    }
}

/// A newsroom's files, made once for all tests.
struct Made {
    files: BTreeMap<String, Vec<u8>>,
    story: StoryId,
}

impl Made {
    fn of(papers: fn(&Path) -> Papers) -> Self {
        let newsroom = Newsroom::new();
        let papers = papers(&newsroom.make_folder("papers"));
        let story = newsroom.import_ready(&mut newsroom.library(), &papers).story;
        Self { files: tree(&newsroom.path("")), story }
    }

    fn put(&self, newsroom: &Newsroom) -> StoryId {
        put_tree(&self.files, &newsroom.path(""));
        self.story.clone()
    }
}

/// Every file and folder below `folder`, links and all, with what is in it.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, below: &Path, into: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a folder can be read").path();
            let name = path.strip_prefix(below).expect("it is below").to_string_lossy().into_owned();
            let about = fs::symlink_metadata(&path).expect("it is there");
            if about.is_dir() {
                into.insert(format!("{name}/"), Vec::new());
                walk(&path, below, into);
            } else if about.is_file() {
                into.insert(name, fs::read(&path).expect("it can be read"));
            } else {
                into.insert(format!("{name} (special)"), Vec::new());
            }
        }
    }
    let mut found = BTreeMap::new();
    if folder.exists() {
        walk(folder, folder, &mut found);
    }
    found
}

/// The other way round.
pub fn put_tree(files: &BTreeMap<String, Vec<u8>>, folder: &Path) {
    fs::create_dir_all(folder).expect("a test's own folder can be written");
    // A folder stands before what is in it.
    for (name, bytes) in files {
        let path = folder.join(name);
        let put = if name.ends_with('/') { fs::create_dir_all(&path) } else { fs::write(&path, bytes) };
        put.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// A copy of `from` in which files are shared that nobody writes to again, as `shared` tells of their places in it.
pub fn copy_tree(from: &Path, to: &Path, shared: &dyn Fn(&Path) -> bool) {
    let copied = if from.is_dir() {
        fs::create_dir_all(to).and_then(|()| fs::read_dir(from)).map(|entries| {
            for entry in entries {
                let name = entry.expect("a folder can be read").file_name();
                copy_tree(&from.join(&name), &to.join(&name), shared);
            }
        })
    } else if shared(from) {
        fs::hard_link(from, to)
    } else {
        fs::copy(from, to).map(drop)
    };
    copied.unwrap_or_else(|error| panic!("{} → {}: {error}", from.display(), to.display()));
}
