//! Names of what a package holds. They are made anew from letters and digits, never copied from a headline or
//! a camera's file: no `../`, no line break, no word that Windows keeps for itself can get through.

use crate::{
    fold::slug,
    photo::RENDITION_WIDTHS,
    story::{Photo, Story, StoryField},
};

/// Folder names stay far below the 255 bytes that file systems take, and readable.
const MAX_PACKAGE_SLUG: usize = 60;
const MAX_MEDIA_SLUG: usize = 40;

/// `hop-cho-ven-song-1f2e3d4c`, and `-draft` after it for a draft.
pub fn package(story: &Story, draft: bool) -> String {
    let chosen = story.text(StoryField::Slug);
    let slug = if !chosen.is_empty() && slug(chosen, MAX_PACKAGE_SLUG) == chosen {
        chosen.to_owned()
    } else {
        slug(story.text(StoryField::Headline), MAX_PACKAGE_SLUG)
    };
    let parts = [slug.as_str(), &short_id(story), if draft { "draft" } else { "" }];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// `media/01-cho-noi-1280.jpg`, inside `data/`. The number keeps two cameras' `DSC_0001.JPG` apart.
pub fn media(number: usize, photo: &Photo, width: u32) -> String {
    let stem = photo.file_name.rsplit_once('.').map_or(photo.file_name.as_str(), |(stem, _)| stem);
    let slug = slug(stem, MAX_MEDIA_SLUG);
    let slug = if slug.is_empty() { "photo" } else { &slug };
    format!("media/{number:02}-{slug}-{width}.jpg")
}

/// The widths a photo goes out at, before its pixels are read.
pub fn widths(photo: &Photo) -> Vec<u32> {
    let steps: Vec<u32> = RENDITION_WIDTHS.into_iter().filter(|width| *width <= photo.width).collect();
    if steps.is_empty() { vec![photo.width] } else { steps }
}

/// The end of the id: a version 7 UUID begins with the time, so that stories of one day begin alike.
fn short_id(story: &Story) -> String {
    let digits: Vec<char> = story.id.0.chars().filter(char::is_ascii_hexdigit).collect();
    digits[digits.len().saturating_sub(8)..].iter().collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::package::sample;

    #[test]
    fn a_package_is_named_by_its_slug_field_where_that_is_safe_and_else_by_its_headline() {
        let mut story = sample::story();
        assert_eq!(package(&story, false), "phien-cho-noi-dau-mua-nuoc-len-7c1d2e3f");
        assert_eq!(package(&story, true), "phien-cho-noi-dau-mua-nuoc-len-7c1d2e3f-draft");
        story.fields.set(StoryField::Slug, "cho-noi-2026");
        assert_eq!(package(&story, false), "cho-noi-2026-7c1d2e3f");
        for unsafe_slug in ["../cho-noi", "Chợ nổi", "a/b", "con\n", "-x"] {
            story.fields.set(StoryField::Slug, unsafe_slug);
            assert_eq!(package(&story, false), "phien-cho-noi-dau-mua-nuoc-len-7c1d2e3f", "{unsafe_slug:?}");
        }
        story.fields.set(StoryField::Headline, "");
        story.fields.set(StoryField::Slug, "");
        assert_eq!(package(&story, false), "7c1d2e3f");
    }

    /// The screen shows the same address while the headline is typed: both read these cases.
    #[test]
    fn a_headline_makes_the_address_that_the_screen_shows() {
        let cases = include_str!("../../../../tests/fixtures/slugs.json");
        let cases: Vec<BTreeMap<String, String>> = serde_json::from_str(cases).unwrap();
        assert!(!cases.is_empty());
        for case in cases {
            assert_eq!(slug(&case["input"], MAX_PACKAGE_SLUG), case["expected"], "{}", case["input"]);
        }
    }

    #[test]
    fn a_picture_is_never_named_by_its_file() {
        let mut photo = sample::story().photos[0].clone();
        for (file_name, expected) in [
            ("DSC_0001.JPG", "media/01-dsc-0001-640.jpg"),
            ("../../.ssh/authorized_keys", "media/01-photo-640.jpg"),
            ("a\nb.jpg", "media/01-a-b-640.jpg"),
            ("CON.jpg", "media/01-con-640.jpg"),
            ("...", "media/01-photo-640.jpg"),
            ("Chợ Nổi Cái Răng.jpeg", "media/01-cho-noi-cai-rang-640.jpg"),
        ] {
            photo.file_name = file_name.into();
            assert_eq!(media(1, &photo, 640), expected);
        }
    }

    #[test]
    fn a_picture_is_never_enlarged() {
        let mut photo = sample::story().photos[0].clone();
        for (width, expected) in [(6000, &[2048, 1280, 640, 320][..]), (1000, &[640, 320]), (200, &[200])] {
            photo.width = width;
            assert_eq!(widths(&photo), expected);
        }
    }
}
