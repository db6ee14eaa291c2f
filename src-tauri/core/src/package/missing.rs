//! What a story lacks before it can go out. One list for the screen, the list of stories and the writer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Language,
    story::{PhotoField, Settled, Spot, Story, StoryField},
    strings,
};

/// A required field that is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Missing {
    #[serde(flatten)]
    pub spot: Spot,
}

const OF_EACH_PHOTO: [PhotoField; 3] = [PhotoField::Caption, PhotoField::Credit, PhotoField::AltText];

pub fn missing(story: &Settled) -> Vec<Missing> {
    let mut missing = Vec::new();
    if is_blank(story.text(StoryField::Headline)) {
        missing.push(Missing { spot: Spot::Field(StoryField::Headline) });
    }
    if story.body.iter().all(|block| is_blank(&block.text)) {
        missing.push(Missing { spot: Spot::Body });
    }
    for photo in story.shown_photos() {
        for field in OF_EACH_PHOTO {
            if is_blank(photo.fields.text(field)) {
                missing.push(Missing { spot: Spot::Photo(photo.id.clone(), field) });
            }
        }
    }
    missing
}

/// "tít chính, mô tả của ảnh 2 (cho.jpg)": for a sentence. `language` is the reader's, not the story's.
pub fn missing_in_words(story: &Story, missing: &[Missing], language: Language) -> String {
    let words = missing.iter().map(|missing| spot_in_words(story, &missing.spot, language));
    words.collect::<Vec<_>>().join(", ")
}

/// "tít chính", or "mô tả của ảnh 2 (cho.jpg)".
pub(super) fn spot_in_words(story: &Story, spot: &Spot, language: Language) -> String {
    let name = strings::text(language, &format!("package.field.{}", spot.name()));
    let Some(id) = spot.photo() else { return name };
    let number = story.photos.iter().position(|photo| &photo.id == id).map_or(0, |at| at + 1);
    let file = story.photo(id).map_or("", |photo| &photo.file_name);
    let params = [("field", name), ("number", number.to_string()), ("file", file.to_owned())];
    strings::filled(language, "package.field_of_photo", &BTreeMap::from(params))
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        package::sample,
        story::{Block, BlockKind},
    };

    fn names(story: &Settled) -> Vec<String> {
        missing(story).into_iter().map(|missing| missing.spot.name().to_owned()).collect()
    }

    #[test]
    fn a_whole_story_lacks_nothing() {
        assert_eq!(missing(&sample::story()), []);
    }

    #[test]
    fn each_required_field_is_asked_for() {
        let mut story = sample::story();
        story.fields.set(StoryField::Headline, " ");
        assert_eq!(names(&story), ["headline"]);

        let mut story = sample::story();
        story.body.retain(|block| matches!(block.kind, BlockKind::Photo { .. }));
        assert_eq!(names(&story), ["body"]);

        for field in OF_EACH_PHOTO {
            let mut story = sample::story();
            story.photos[1].fields.set(field, "");
            let expected = Missing { spot: Spot::Photo(story.photos[1].id.clone(), field) };
            assert_eq!(missing(&story), [expected]);
        }
    }

    #[test]
    fn a_photo_that_is_not_shown_is_not_asked_about() {
        let mut story = sample::story();
        story.photos[1].fields.set(PhotoField::Caption, "");
        let hidden = story.photos[1].id.clone();
        story.body.retain(|block| block.kind != BlockKind::Photo { photo: hidden.clone() });
        assert_eq!(missing(&story), []);
    }

    #[test]
    fn a_photo_shown_twice_is_asked_about_once() {
        let mut story = sample::story();
        story.photos[0].fields.set(PhotoField::Credit, "");
        let id = story.photos[0].id.clone();
        story.body.push(Block::photo(id));
        assert_eq!(names(&story), ["credit"]);
    }

    #[test]
    fn the_words_name_the_field_and_the_picture() {
        let mut story = sample::story();
        story.fields.set(StoryField::Headline, "");
        story.photos[1].fields.set(PhotoField::AltText, "");
        let list = missing(&story);
        let file = &story.photos[1].file_name;
        assert_eq!(
            missing_in_words(&story, &list, Language::Vietnamese),
            format!("tít chính, mô tả của ảnh 2 ({file})")
        );
        assert_eq!(
            missing_in_words(&story, &list, Language::English),
            format!("headline, alt text of photo 2 ({file})")
        );
    }
}
