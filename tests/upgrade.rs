//! Libraries that older versions of Dateline left behind open, and everything in them is there.
//!
//! `fixtures/libraries/` holds the database of each version that a migration has replaced, as that version wrote it: the
//! sample story with two captioned pictures. A new migration freezes the one before it.

#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use dateline_core::{
    Language, Library,
    story::{PhotoField, StoryField},
};
use dateline_tests::{newsroom::Newsroom, papers::Papers};

/// A newsroom whose library is the frozen one of this version, with its originals.
fn left_behind(version: &str) -> (Newsroom, Library) {
    let newsroom = Newsroom::new();
    let frozen =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/libraries").join(version).with_extension("sqlite");
    fs::copy(frozen, newsroom.make_folder("library").join("library.sqlite")).unwrap();
    let library = newsroom.library();
    for photo in Papers::sample(&newsroom.make_folder("papers")).photos {
        library.media().ingest(&photo).unwrap();
    }
    (newsroom, library)
}

#[test]
fn a_library_from_before_pictures_were_searched_is_whole_and_its_pictures_are_found() {
    let (newsroom, mut library) = left_behind("0002");
    assert_eq!(library.doctor(Language::English).unwrap(), []);
    let listed = library.list("", 10).unwrap();
    assert_eq!(listed.len(), 1);
    let story = library.story(&listed[0].id).unwrap();
    assert_eq!(story.text(StoryField::Kicker), "Sông nước");
    let captions: Vec<_> = story.photos.iter().map(|photo| photo.fields.text(PhotoField::Caption)).collect();
    assert_eq!(captions[1], "Ghe về bến lúc trời vừa hửng.");
    assert_eq!(story.photos[0].fields.list(PhotoField::People), ["Hai Lúa", "Tư Ếch"]);
    assert!(story.photos.iter().all(|photo| photo.origins.is_empty()), "nobody wrote down where they came from");

    let found = |library: &mut Library, query: &str| -> Vec<String> {
        library.find_photos(query, 10).unwrap().into_iter().map(|found| found.photo.id.0).collect()
    };
    assert_eq!(found(&mut library, "hai lua"), [story.photos[0].id.0.clone()]);
    assert_eq!(found(&mut library, "lam khê").len(), 2);
    let uses = library.photo_uses(&story.photos[1].sha256).unwrap();
    assert_eq!((uses.stories.len(), uses.packages.len()), (1, 0));
    assert!(uses.stories[0].shown);

    // And it goes on as any other, also after the next start.
    newsroom.dateline().json(["photo", "set", &story.id.0, "2", "rating=5", "crop_1_1=0,0,0.5,0.75"]).done();
    let story = newsroom.library().story(&story.id).unwrap();
    assert_eq!(story.photos[1].fields.text(PhotoField::Rating), "5");
    assert_eq!(newsroom.library().doctor(Language::English).unwrap(), []);
}
