//! What a story lacks before it can go out. One list for the screen, the list of stories and the writer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Language,
    letters::is_blank,
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
pub(crate) fn spot_in_words(story: &Story, spot: &Spot, language: Language) -> String {
    let name = strings::text(language, &format!("package.field.{}", spot.name()));
    if let Spot::Block(block) = spot {
        let params = [("field", name), ("number", (block + 1).to_string())];
        return strings::filled(language, "package.field_of_block", &BTreeMap::from(params));
    }
    let Some(id) = spot.photo() else { return name };
    let number = story.photos.iter().position(|photo| &photo.id == id).map_or(0, |at| at + 1);
    let file = story.photo(id).map_or("", |photo| &photo.file_name);
    let params = [("field", name), ("number", number.to_string()), ("file", file.to_owned())];
    strings::filled(language, "package.field_of_photo", &BTreeMap::from(params))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        package::sample,
        story::{Block, Photo, PhotoId},
    };

    /// As the fixture names it: "headline", or "2 caption" of the second picture.
    fn named(story: &Settled, missing: &Missing) -> String {
        let name = missing.spot.name();
        match missing.spot.photo().and_then(|id| story.photos.iter().position(|photo| &photo.id == id)) {
            Some(at) => format!("{} {name}", at + 1),
            None => name.to_owned(),
        }
    }

    /// `ui/src/details/gaps.ts` says it as one types, and reads the same cases.
    #[test]
    fn a_story_lacks_what_the_screen_says_it_lacks() {
        #[derive(Deserialize)]
        struct Case {
            what: String,
            headline: String,
            /// Paragraphs, and pictures by their number.
            body: Vec<serde_json::Value>,
            /// Caption, credit and alt text of each.
            photos: Vec<[String; 3]>,
            missing: Vec<String>,
        }
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../../../tests/fixtures/missing.json")).unwrap();
        assert!(!cases.is_empty());
        for Case { what, headline, body, photos, missing: expected } in cases {
            let mut story = sample::story();
            let photo = story.photos[0].clone();
            story.fields.set(StoryField::Headline, headline.as_str());
            story.photos =
                (0..photos.len()).map(|at| Photo { id: PhotoId(format!("photo-{at}")), ..photo.clone() }).collect();
            for (photo, texts) in story.photos.iter_mut().zip(&photos) {
                OF_EACH_PHOTO.into_iter().zip(texts).for_each(|(field, text)| photo.fields.set(field, text.as_str()));
            }
            let block = |block: &serde_json::Value| match block.as_u64() {
                Some(number) => Block::photo(PhotoId(format!("photo-{}", number - 1))),
                None => Block::paragraph(block.as_str().unwrap()),
            };
            story.body = body.iter().map(block).collect();
            let found: Vec<_> = missing(&story).iter().map(|one| named(&story, one)).collect();
            assert_eq!(found, expected, "{what}");
        }
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
