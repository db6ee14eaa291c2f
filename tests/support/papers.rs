//! What lies beside the checkout or comes with the program: articles and pictures to work on.

use std::path::{Path, PathBuf};

use dateline_core::import::sample::{self, SampleStory};

/// A file of shared/ beside the checkout. `None`, said aloud, where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(path);
    if !found.exists() {
        eprintln!("SKIPPED: there is no shared/{path} beside the checkout");
        return None;
    }
    Some(found)
}

/// An article and its pictures, as files.
#[derive(Clone, Debug)]
pub struct Papers {
    pub article: PathBuf,
    pub photos: Vec<PathBuf>,
}

impl Papers {
    /// A real page with real photographs. `None`, said aloud, where they are absent.
    pub fn real() -> Option<Self> {
        let article = shared("seed/hoi-nghi-lan-thu-18.txt")?;
        let folder = shared("photos")?;
        let photos = ["seeding_by_Clements_Engelhardt.jpg", "friends_by_Aitzol_Berasategi.jpg"];
        Some(Self { article, photos: photos.map(|name| folder.join(name)).to_vec() })
    }

    /// The first story that the program brings along, put into `folder`.
    pub fn sample(folder: &Path) -> Self {
        Self::put(&sample::stories()[0], folder)
    }

    pub fn put(story: &SampleStory, folder: &Path) -> Self {
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).expect("a test's own folder can be written");
            path
        };
        Self {
            article: put(story.file_name, story.article.as_bytes()),
            photos: story.photos.iter().map(|photo| put(photo.file_name, photo.bytes)).collect(),
        }
    }
}
