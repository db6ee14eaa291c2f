//! What lies beside the checkout or comes with the program: articles and pictures to work on.

use std::{
    io::Cursor,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use dateline_core::import::sample::{self, SampleStory};
use image::{ImageFormat, Rgb, RgbImage};

/// A file of shared/ beside the checkout. `None`, said aloud, where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(path);
    if !found.exists() {
        eprintln!("SKIPPED: there is no shared/{path} beside the checkout");
        return None;
    }
    Some(found)
}

/// A JPEG file that is quickly read, and that no other number gives: there is a remark in it.
pub fn small_picture(number: u8) -> Vec<u8> {
    static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let pixels = RgbImage::from_fn(900, 600, |across, down| Rgb([(across / 4) as u8, (down / 3) as u8, 90]));
        let mut bytes = Cursor::new(Vec::new());
        pixels.write_to(&mut bytes, ImageFormat::Jpeg).expect("there is room in memory");
        bytes.into_inner()
    });
    [&WHOLE[..2], &[0xFF, 0xFE, 0, 3, number], &WHOLE[2..]].concat()
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

    /// The same with pictures of the same names that are quickly read: where it does not matter what they show.
    pub fn small(folder: &Path) -> Self {
        let sample = &sample::stories()[0];
        let papers = Self::put(&SampleStory { photos: Vec::new(), ..sample.clone() }, folder);
        let put = |(number, name): (u8, &str)| {
            let path = folder.join(name);
            std::fs::write(&path, small_picture(number)).expect("a test's own folder can be written");
            path
        };
        let names = sample.photos.iter().map(|photo| photo.file_name);
        // From the end of the numbers: a test counts its own from the beginning.
        Self { photos: (200..).zip(names).map(put).collect(), ..papers }
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
