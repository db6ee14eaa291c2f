//! Names of what a package holds. They are made anew from letters and digits, never copied from a headline or
//! a camera's file: no `../`, no line break, no word that Windows keeps for itself can get through.

use crate::{
    fold::slug,
    photo::{Ladder, Part},
    story::{Photo, Settled, StoryField},
};

/// Folder names stay far below the 255 bytes that file systems take, and readable.
const MAX_PACKAGE_SLUG: usize = 60;
const MAX_MEDIA_SLUG: usize = 40;

/// `hop-cho-ven-song-1f2e3d4c`, and `-draft` after it for a draft.
pub fn package(story: &Settled, draft: bool) -> String {
    let chosen = story.text(StoryField::Slug);
    let slug = if !chosen.is_empty() && slug(chosen, MAX_PACKAGE_SLUG) == chosen {
        chosen.to_owned()
    } else {
        slug(story.text(StoryField::Headline), MAX_PACKAGE_SLUG)
    };
    let parts = [slug.as_str(), &short_id(story), if draft { "draft" } else { "" }];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// `media/01-cho-noi-1280.jpg`, and `media/01-cho-noi-16x9-1280.webp` for a crop, inside `data/`. The number keeps two
/// cameras' `DSC_0001.JPG` apart.
pub fn media(number: usize, photo: &Photo, ladder: &Ladder, width: u32) -> String {
    let stem = photo.file_name.rsplit_once('.').map_or(photo.file_name.as_str(), |(stem, _)| stem);
    let slug = slug(stem, MAX_MEDIA_SLUG);
    let slug = if slug.is_empty() { "photo" } else { &slug };
    let crop = crop(ladder.frame.part, 'x').map(|crop| format!("-{crop}")).unwrap_or_default();
    format!("media/{number:02}-{slug}{crop}-{width}.{}", ladder.encoding.extension())
}

/// What a crop is called, such as `16x9`; the whole picture needs no word.
pub fn crop(part: Part, between: char) -> Option<String> {
    match (part, part.aspect()) {
        (Part::Whole, _) => None,
        (_, Some((across, down))) => Some(format!("{across}{between}{down}")),
        (_, None) => Some("free".to_owned()),
    }
}

/// The end of the id: a version 7 UUID begins with the time, so that stories of one day begin alike.
fn short_id(story: &Settled) -> String {
    let digits: Vec<char> = story.id.0.chars().filter(char::is_ascii_hexdigit).collect();
    digits[digits.len().saturating_sub(8)..].iter().collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        package::sample,
        photo::{Encoding, Frame},
        story::Area,
    };

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
    fn a_crop_and_its_encoding_show_in_the_name() {
        let photo = sample::story().photos[0].clone();
        for (part, encoding, expected) in [
            (Part::Whole, Encoding::WebP, "media/02-cho-noi-1-640.webp"),
            (Part::Crop16x9, Encoding::Jpeg, "media/02-cho-noi-1-16x9-640.jpg"),
            (Part::Crop1x1, Encoding::WebP, "media/02-cho-noi-1-1x1-640.webp"),
            (Part::CropFree, Encoding::Jpeg, "media/02-cho-noi-1-free-640.jpg"),
        ] {
            assert_eq!(media(2, &photo, &ladder(part, encoding), 640), expected);
        }
    }

    fn ladder(part: Part, encoding: Encoding) -> Ladder {
        Ladder { frame: Frame { part, area: Area::WHOLE }, encoding }
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
            assert_eq!(media(1, &photo, &ladder(Part::Whole, Encoding::Jpeg), 640), expected);
        }
    }
}
