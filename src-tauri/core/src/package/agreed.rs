//! Whether everybody agrees on what goes out: a page has room for one headline, and for one caption a picture.

use super::missing::spot_in_words;
use crate::{
    Language,
    story::{Conflict, PhotoField, Settled, Spot, Story, StoryField},
};

/// What stays in the newsroom may be settled later.
const STORY_STAYS: [StoryField; 2] = [StoryField::Ednote, StoryField::WordCountPlanned];
const PHOTO_STAYS: [PhotoField; 8] = [
    PhotoField::Instructions,
    PhotoField::JobId,
    PhotoField::Rating,
    PhotoField::Pick,
    PhotoField::Label,
    PhotoField::Camera,
    PhotoField::Lens,
    PhotoField::OriginalName,
];

/// Those that are about what is in a package, or that decide on it.
pub fn disputed<'a>(story: &Settled, conflicts: &'a [Conflict]) -> Vec<&'a Conflict> {
    let shown = story.shown_photos();
    let goes_out = |conflict: &&Conflict| {
        let photo = conflict.spot.photo();
        !stays(&conflict.spot) && photo.is_none_or(|id| shown.iter().any(|photo| &photo.id == id))
    };
    conflicts.iter().filter(goes_out).collect()
}

/// Whether what stands there is for the newsroom alone.
pub fn stays(spot: &Spot) -> bool {
    match spot {
        Spot::Field(field) => STORY_STAYS.contains(field),
        Spot::Photo(_, field) => PHOTO_STAYS.contains(field),
        _ => false,
    }
}

/// "tít chính, chú thích của ảnh 2 (cho.jpg)": for a sentence. `language` is the reader's, not the story's.
pub fn disputed_in_words(story: &Story, disputed: &[&Conflict], language: Language) -> String {
    let words = disputed.iter().map(|conflict| spot_in_words(story, &conflict.spot, language));
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        package::sample,
        story::{Block, BlockKind, Field, PhotoId},
        strings,
    };

    fn conflict(photo: Option<&PhotoId>, field: &str) -> Conflict {
        let spot = serde_json::json!({ "field": field, "photo": photo });
        Conflict { spot: serde_json::from_value(spot).unwrap(), versions: vec![] }
    }

    #[test]
    fn what_goes_out_must_be_agreed_on_and_what_stays_need_not() {
        let mut story = sample::story();
        let [shown, hidden] = [&story.photos[0], &story.photos[1]].map(|photo| photo.id.clone());
        story.body.retain(|block: &Block| block.kind != BlockKind::Photo { photo: hidden.clone() });
        let conflicts = [
            conflict(None, "headline"),
            conflict(None, "ednote"),
            conflict(Some(&shown), "caption"),
            conflict(Some(&shown), "expires"),
            conflict(Some(&shown), "rating"),
            conflict(Some(&hidden), "caption"),
        ];
        let disputed = disputed(&story, &conflicts);
        assert_eq!(disputed, [&conflicts[0], &conflicts[2], &conflicts[3]]);
        assert_eq!(
            disputed_in_words(&story, &disputed, Language::Vietnamese),
            "tít chính, chú thích của ảnh 1 (Chợ nổi 1.jpg), hạn sử dụng của ảnh 1 (Chợ nổi 1.jpg)"
        );
        assert_eq!(
            disputed_in_words(&story, &disputed, Language::English),
            "headline, caption of photo 1 (Chợ nổi 1.jpg), expiry date of photo 1 (Chợ nổi 1.jpg)"
        );
    }

    #[test]
    fn every_field_has_a_name_in_both_languages() {
        let names = [StoryField::names(), PhotoField::names()].concat();
        for language in Language::ALL {
            for name in &names {
                assert!(strings::find(*language, &format!("package.field.{name}")).is_some(), "{name} in {language:?}");
            }
        }
    }
}
