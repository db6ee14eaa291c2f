//! A stream of edits whose outcome anyone can work out: the one who makes them, and the one who checks what is left
//! of them after a crash.

use std::{fmt, path::Path};

use dateline_core::{
    Language, Library, Result,
    story::{Block, Edit, PhotoField, PhotoId, Piece, Story, StoryField, StoryId},
};

/// What a story says after the edits up to some number.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Copy {
    pub headline: String,
    pub caption: String,
    /// UTF-16 units, as positions count them.
    body: Vec<u16>,
}

impl fmt::Debug for Copy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, {:?}: {}", self.headline, self.caption, String::from_utf16_lossy(&self.body))
    }
}

/// Always the same for the same number: nobody has to write down what was done.
fn dice(number: u64) -> u64 {
    fastrand::Rng::with_seed(number).u64(..)
}

impl Copy {
    pub fn after(edits: u64, photo: &PhotoId) -> Self {
        let mut copy = Self::default();
        for number in 1..=edits {
            copy.make(number, photo);
        }
        copy
    }

    /// Makes the edit of this number here, and says how to make it on the story.
    pub fn make(&mut self, number: u64, photo: &PhotoId) -> Edit {
        let dice = dice(number);
        match dice % 5 {
            0 => {
                self.headline = format!("Tít số {number}");
                Edit::SetField { field: StoryField::Headline, value: self.headline.clone().into() }
            }
            1 => {
                self.caption = format!("Chú thích số {number}");
                let value = self.caption.clone().into();
                Edit::SetPhotoField { photo: photo.clone(), field: PhotoField::Caption, value }
            }
            kind => {
                let at = (dice >> 8) as usize % (self.body.len() + 1);
                let delete = if kind == 2 { 4.min(self.body.len() - at) } else { 0 };
                let text = format!("đường {number}, ");
                self.body.splice(at..at + delete, text.encode_utf16());
                let insert = vec![Piece::Text { text, marks: Default::default() }];
                // One for the marker that begins the paragraph.
                Edit::Splice { at: at as u32 + 1, delete: delete as u32, insert }
            }
        }
    }

    /// What the story says now.
    pub fn of(story: &Story) -> Self {
        let text = |block: &Block| block.text.encode_utf16().collect::<Vec<u16>>();
        Self {
            headline: story.text(StoryField::Headline).to_owned(),
            caption: story.photos.first().map_or("", |photo| photo.fields.text(PhotoField::Caption)).to_owned(),
            body: story.body.first().map(text).unwrap_or_default(),
        }
    }
}

/// A story with an empty paragraph and a picture, for the stream to work on.
pub fn begin(library: &mut Library, picture: &Path) -> Result<(StoryId, PhotoId)> {
    let id = library.create(Language::Vietnamese)?;
    let photo = library.append_photos(&id, &[picture.to_owned()])?.remove(0);
    library.edit_latest(&id, &[Edit::SetBody { body: vec![Block::paragraph("")] }])?;
    Ok((id, photo))
}
