//! A library with something in each of its tables, made once and copied for each try.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use dateline_core::{
    Language, Library,
    library::SettingsChange,
    story::{Edit, StoryField},
};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    cli::Dateline,
    newsroom::{Newsroom, TODAY, copy_tree},
    papers::Papers,
};

/// More changes than a story has before it gets a snapshot.
const MANY: usize = 300;

/// A newsroom to copy: `library`, `card` with pictures, `article.txt`, `codes.txt` and a written package.
pub struct FullLibrary {
    newsroom: Newsroom,
    /// With a long history, pictures, and a package that went out.
    pub story: String,
    /// Changed since lists were made.
    pub waiting: String,
    /// How many copies there have been.
    made: AtomicUsize,
}

/// One copy, for one try.
pub struct Copy {
    folder: TempDir,
}

impl Default for FullLibrary {
    fn default() -> Self {
        Self::new()
    }
}

impl FullLibrary {
    pub fn new() -> Self {
        let newsroom = Newsroom::new();
        let papers = Papers::small(&newsroom.make_folder("papers"));
        let dateline = newsroom.dateline();
        let mut library = newsroom.library();
        let story = newsroom.import_ready(&mut library, &papers).story;
        let headline = |text: String| Edit::SetField { field: StoryField::Kicker, value: text.into() };
        for number in 0..MANY {
            library.edit(&story, 0, &[headline(format!("Sông nước {number}"))]).expect("an edit");
        }
        library.change_settings(&SettingsChange { name: Some("Mây".into()), ..Default::default() }).expect("settings");
        library.history(&story).expect("a history");
        drop(library);
        // Opened anew it gets its snapshot.
        newsroom.library().story(&story).expect("a story");
        let codes = newsroom.put("codes.txt", "lk\tLam Khê\n");
        dateline.json(["codes".as_ref(), codes.as_os_str()]).done();
        let out = newsroom.path("out");
        let package = ["package".as_ref(), story.0.as_ref(), "--out".as_ref(), out.as_os_str()];
        let answer = dateline.json(package.iter().chain(&["--override".as_ref(), "Mây".as_ref()])).done();
        fs::rename(answer["package"].as_str().expect("a path"), newsroom.path("package")).expect("the same disk");
        dateline.json(["list"]).done();

        let mut library = newsroom.library();
        let waiting = library.create(Language::Vietnamese).expect("a story");
        library.edit(&waiting, 0, &[headline("Chưa vào danh sách".into())]).expect("an edit");
        drop(library);

        let card = newsroom.make_folder("card/DCIM");
        for (number, photo) in papers.photos.iter().enumerate() {
            // Not the ones that are in already.
            let mut bytes = fs::read(photo).expect("a sample");
            bytes.extend([number as u8; 4]);
            fs::write(card.join(format!("IMG_{number}.JPG")), bytes).expect("a card");
        }
        fs::copy(&papers.article, newsroom.path("article.txt")).expect("an article");
        newsroom.make_folder("copies");
        Self { newsroom, story: story.0, waiting: waiting.0, made: AtomicUsize::new(0) }
    }

    pub fn copy(&self) -> Copy {
        // Deleting one while the next is made takes longer than making it, on file systems that look where one was. They go
        // together with the library, unless there are too many.
        let stays = self.made.fetch_add(1, Ordering::Relaxed) < 256;
        let folder = tempfile::Builder::new().disable_cleanup(stays).tempdir_in(self.newsroom.path("copies"));
        let folder = folder.expect("there is room for temporary files");
        for name in ["library", "card", "package", "article.txt", "codes.txt"] {
            copy_tree(&self.newsroom.path(name), &folder.path().join(name), &|file| !is_written_to(file));
        }
        Copy { folder }
    }
}

/// The database and what lies beside it. All else is put into its place whole, or goes.
fn is_written_to(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("library."))
}

impl Copy {
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn library(&self) -> PathBuf {
        self.path("library")
    }

    pub fn database(&self) -> PathBuf {
        self.path("library/library.sqlite")
    }

    pub fn dateline(&self) -> Dateline {
        Dateline::new(&self.library())
    }

    pub fn open(&self) -> Library {
        Library::open(&self.library()).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What the doctor says of it.
    pub fn doctor(&self) -> Value {
        self.dateline().json(["doctor"]).json()
    }

    /// `args` with the places of this copy in them: `{card}`, `{out}` and so on.
    pub fn placed(&self, args: &[&str]) -> Vec<String> {
        let place = |arg: &&str| match arg.strip_prefix('{').and_then(|arg| arg.strip_suffix('}')) {
            Some(name) => self.path(name).to_string_lossy().into_owned(),
            None => (*arg).to_owned(),
        };
        args.iter().map(place).collect()
    }
}

/// The verbs that only tell, as they are called of a [`FullLibrary`].
pub fn telling(full: &FullLibrary) -> Vec<Vec<&str>> {
    let story = full.story.as_str();
    vec![
        vec!["list"],
        vec!["list", "cho", "noi"],
        vec!["list", "chưa"],
        vec!["show", story],
        vec!["show", full.waiting.as_str()],
        vec!["check", story],
        vec!["photo", "list", story],
        vec!["photo", "find", "ghe"],
        vec!["photo", "find"],
        vec!["photo", "uses", story, "1"],
        vec!["codes"],
    ]
}

/// The day of an import.
pub fn today() -> &'static str {
    TODAY
}

/// Where SQLite keeps what is not in the database's own file yet.
pub fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
