//! What goes out otherwise than somebody might expect. Nothing here stands in the way of a package.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    photo,
    story::{Settled, Spot},
};

/// A text that is longer than IIM lets it be: whole in XMP, cut there on a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Cut {
    #[serde(flatten)]
    pub spot: Spot,
    pub max_bytes: u32,
}

/// A crop with fewer pixels than its smallest rendition needs: none of it goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SmallCrop {
    #[serde(flatten)]
    pub spot: Spot,
    pub width: u32,
    pub height: u32,
    /// The least that it must have.
    pub needs_width: u32,
    pub needs_height: u32,
}

pub(super) fn cut(story: &Settled) -> Vec<Cut> {
    let of_photo = |photo: &crate::story::Photo| {
        let id = photo.id.clone();
        photo::cut_in_iim(&photo.fields)
            .into_iter()
            .map(move |(field, max_bytes)| Cut { spot: Spot::Photo(id.clone(), field), max_bytes: max_bytes as u32 })
    };
    story.shown_photos().into_iter().flat_map(of_photo).collect()
}

pub(super) fn small_crops(story: &Settled) -> Vec<SmallCrop> {
    let mut small = Vec::new();
    for photo in story.shown_photos() {
        for frame in photo::frames(photo) {
            if let Some(field) = frame.part.field()
                && frame.sizes(photo.width, photo.height).is_empty()
            {
                let (width, height) = frame.pixels(photo.width, photo.height);
                let spot = Spot::Photo(photo.id.clone(), field);
                let (needs_width, needs_height) = frame.least(photo.width, photo.height);
                small.push(SmallCrop { spot, width, height, needs_width, needs_height });
            }
        }
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{package::sample, story::PhotoField};

    #[test]
    fn a_text_that_iim_cuts_is_told_with_its_limit() {
        let mut story = sample::story();
        assert_eq!(cut(&story), []);
        story.photos[1].fields.set(PhotoField::Credit, "Hợp tác xã Nhiếp ảnh Đồng bằng sông Cửu Long");
        let photo = story.photos[1].id.clone();
        assert_eq!(cut(&story), [Cut { spot: Spot::Photo(photo, PhotoField::Credit), max_bytes: 32 }]);
    }

    #[test]
    fn a_crop_that_is_too_small_is_told_with_the_pixels_it_needs() {
        let mut story = sample::story();
        assert_eq!(small_crops(&story), []);
        // Of 1500 × 1000 pixels.
        story.photos[0].fields.set(PhotoField::Crop16x9, "0.1,0.1,0.4,0.3375");
        story.photos[0].fields.set(PhotoField::Crop1x1, "0,0,0.5,0.75");
        let spot = Spot::Photo(story.photos[0].id.clone(), PhotoField::Crop16x9);
        let (width, height, needs_width, needs_height) = (600, 338, 640, 360);
        let expected = SmallCrop { spot, width, height, needs_width, needs_height };
        assert_eq!(small_crops(&story), [expected]);
    }

    #[test]
    fn a_photo_that_stays_in_the_newsroom_is_not_spoken_of() {
        let mut story = sample::story();
        story.photos[0].fields.set(PhotoField::Credit, "x".repeat(33));
        story.photos[0].fields.set(PhotoField::Crop16x9, "0,0,0.1,0.1");
        story.body.clear();
        assert_eq!((cut(&story), small_crops(&story)), (vec![], vec![]));
    }
}
