//! Libraries that older versions of Dateline left behind open, and everything in them is there.
//!
//! `fixtures/libraries/` holds the database of each version that a migration has replaced, as that version wrote it: the
//! sample story with two captioned pictures. A new migration freezes the one before it. (That of the first is the second's
//! without the tables that came with it; it is what the first one's own statements make.)

use std::{fs, path::Path};

use dateline_core::{
    Library, Progress,
    import::sample,
    library::ListQuery,
    story::{PhotoField, StoryField, StoryId},
};
use dateline_tests::{
    newsroom::{Newsroom, tree},
    papers::Papers,
};

/// A newsroom whose library is the frozen one of this version, with its originals.
fn left_behind(version: &str) -> (Newsroom, Library) {
    let newsroom = Newsroom::new();
    let frozen =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/libraries").join(version).with_extension("sqlite");
    fs::copy(frozen, newsroom.make_folder("library").join("library.sqlite")).unwrap();
    let library = newsroom.library();
    for story in sample::stories() {
        for photo in Papers::put(story, &newsroom.make_folder("papers")).photos {
            library.media().ingest(&photo).unwrap();
        }
    }
    (newsroom, library)
}

fn is_whole(newsroom: &Newsroom) {
    assert_eq!(newsroom.dateline().json(["doctor"]).done()["problems"], serde_json::json!([]));
}

#[test]
fn a_library_from_before_anything_was_completed_is_whole_and_completes() {
    let (newsroom, library) = left_behind("0001");
    is_whole(&newsroom);
    let listed = library.list("", 10).unwrap();
    assert_eq!(listed.len(), 1);
    let story = library.story(&listed[0].id).unwrap();
    assert_eq!(library.list("bến tràm", 10).unwrap(), listed);
    // What its fields have is offered from now on, and what was written in each moment is counted.
    let offered = library.known_values().unwrap();
    assert_eq!(offered[&StoryField::Byline], [story.text(StoryField::Byline)]);
    assert!(!story.text(StoryField::Byline).is_empty());
    let moments = library.history(&story.id).unwrap();
    assert!(!moments.is_empty() && moments.iter().all(|moment| moment.amount.is_some()), "{moments:?}");
    let captions = |library: &Library| -> Vec<String> {
        let photos = library.story(&story.id).unwrap().photos.into_iter();
        photos.map(|photo| photo.fields.text(PhotoField::Caption).to_owned()).collect()
    };
    assert_eq!(captions(&library)[1], "Ghe về bến lúc trời vừa hửng.");

    newsroom.dateline().json(["photo", "set", &story.id.0, "1", "caption=Ghe rời bến."]).done();
    assert_eq!(captions(&newsroom.library()), ["Ghe rời bến.", "Ghe về bến lúc trời vừa hửng."]);
    is_whole(&newsroom);
}

#[test]
fn a_library_from_before_pictures_were_searched_is_whole_and_its_pictures_are_found() {
    let (newsroom, library) = left_behind("0002");
    is_whole(&newsroom);
    let listed = library.list("", 10).unwrap();
    assert_eq!(listed.len(), 1);
    let story = library.story(&listed[0].id).unwrap();
    assert_eq!(story.text(StoryField::Kicker), "Sông nước");
    let captions: Vec<_> = story.photos.iter().map(|photo| photo.fields.text(PhotoField::Caption)).collect();
    assert_eq!(captions[1], "Ghe về bến lúc trời vừa hửng.");
    assert_eq!(story.photos[0].fields.list(PhotoField::People), ["Hai Lúa", "Tư Ếch"]);
    assert!(story.photos.iter().all(|photo| photo.origins.is_empty()), "nobody wrote down where they came from");

    let found = |library: &Library, query: &str| -> Vec<String> {
        library.find_photos(query, 10).unwrap().into_iter().map(|found| found.photo.id.0).collect()
    };
    assert_eq!(found(&library, "hai lua"), [story.photos[0].id.0.clone()]);
    assert_eq!(found(&library, "lam khê").len(), 2);
    let uses = library.photo_uses(&story.photos[1].sha256).unwrap();
    assert_eq!((uses.stories.len(), uses.packages.len()), (1, 0));
    assert!(uses.stories[0].shown);

    // And it goes on as any other, also after the next start.
    newsroom.dateline().json(["photo", "set", &story.id.0, "2", "rating=5", "crop_1_1=0,0,0.5,0.75"]).done();
    let story = newsroom.library().story(&story.id).unwrap();
    assert_eq!(story.photos[1].fields.text(PhotoField::Rating), "5");
    is_whole(&newsroom);
}

#[test]
fn a_library_from_before_tips_were_noted_is_whole_and_can_be_read_as_it_is() {
    let newsroom = Newsroom::new();
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/libraries/0003.sqlite");
    fs::copy(&frozen, newsroom.make_folder("library").join("library.sqlite")).unwrap();
    let before = tree(&newsroom.library_folder());
    let dateline = newsroom.dateline();
    // Reading brings nothing up to date, and shows all of it; the story that was not listed yet comes first.
    let titles = |answer: serde_json::Value| -> Vec<String> {
        let stories = answer["stories"].as_array().unwrap().clone();
        stories.iter().map(|story| story["headline"].as_str().unwrap().to_owned()).collect()
    };
    let listed = dateline.json(["list"]).done();
    assert_eq!(titles(listed.clone()).len(), 2);
    assert!(titles(listed.clone())[1].starts_with("Chợ nổi Bến Tràm"), "{listed}");
    assert_eq!(titles(dateline.json(["list", "bến", "tràm"]).done()), titles(listed.clone())[1..]);
    let story = StoryId(listed["stories"][1]["id"].as_str().unwrap().to_owned());
    let shown = dateline.json(["show", &story.0]).done();
    assert_eq!(dateline.json(["codes"]).done()["codes"][0]["code"], "lk");
    let uses = dateline.json(["photo", "uses", &story.0, "1"]).done();
    assert_eq!(uses["packages"].as_array().unwrap().len(), 1);
    assert_eq!(tree(&newsroom.library_folder()), before);

    // The first that writes brings it up to date: the same is there.
    let (newsroom, library) = left_behind("0003");
    is_whole(&newsroom);
    let dateline = newsroom.dateline();
    assert_eq!(titles(dateline.json(["list"]).done()), titles(listed));
    assert_eq!(dateline.json(["show", &story.0]).done(), shown);
    assert_eq!(dateline.json(["photo", "uses", &story.0, "1"]).done(), uses);
    let order = |library: &Library| -> Vec<String> {
        let story = library.story(&story).unwrap();
        story.photos.into_iter().map(|photo| photo.file_name).collect()
    };
    let names = order(&library);
    // A picture that comes now stands behind those that had no places yet.
    let another = Papers::put(&sample::stories()[2], &newsroom.make_folder("more")).photos;
    dateline.json(["photo".as_ref(), "add".as_ref(), story.0.as_ref(), another[0].as_os_str()]).done();
    assert_eq!(order(&newsroom.library())[..names.len()], names);
    is_whole(&newsroom);
}

/// An older one still, of which the version before made no lists since: old lines, no words, and a story with no line.
#[test]
fn a_library_whose_lists_wait_to_be_made_answers_with_what_there_is_and_is_whole_once_they_are() {
    let newsroom = Newsroom::new();
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/libraries/0004.sqlite");
    fs::copy(&frozen, newsroom.make_folder("library").join("library.sqlite")).unwrap();
    let before = tree(&newsroom.library_folder());
    let dateline = newsroom.dateline();
    let read = |args: &[&str]| -> Vec<String> {
        let stories = dateline.json(args).done()["stories"].as_array().unwrap().clone();
        stories.iter().map(|story| story["id"].as_str().unwrap()[..13].to_owned()).collect()
    };
    let all = ["01a2285a-9679", "01a2285a-08d5", "01a22a15-9cc0"];
    assert_eq!(read(&["list"]), all);
    assert_eq!(read(&["list", "bến", "tràm"]), all[1..2]);
    assert_eq!(read(&["list", "nước", "mưa"]), [all[0], all[2]]);
    assert_eq!(tree(&newsroom.library_folder()), before);

    let (newsroom, library) = left_behind("0004");
    is_whole(&newsroom);
    let listed = |library: &Library, query: &str| -> Vec<String> {
        library.list(query, 10).unwrap().into_iter().map(|story| story.id.0[..13].to_owned()).collect()
    };
    assert_eq!(listed(&library, ""), all);
    assert_eq!(listed(&library, "tràm"), all[1..2]);
    library.catch_up(&Progress::unwatched()).unwrap();
    assert_eq!(listed(&library, ""), all);
    assert_eq!(listed(&library, "nước mưa"), [all[0], all[2]]);
    assert_eq!(library.find_photos("", 10).unwrap().len(), 3);
    drop(library);
    is_whole(&newsroom);
}

/// Its lines told the state and the section, and nothing was counted by them.
#[test]
fn a_library_from_before_lists_were_counted_is_counted_at_once_and_sorted_right_once_it_was_made_anew() {
    let (newsroom, library) = left_behind("0005");
    let survey = |library: &Library| {
        let waiting = library.freshen("").unwrap();
        library.survey(&ListQuery::default(), &waiting, &[]).unwrap()
    };
    let before = survey(&library);
    assert_eq!(before.found as usize, library.list("", 10).unwrap().len());
    assert_eq!(before.facets.sections, [("Đời sống".to_owned(), 1)]);
    library.catch_up(&Progress::unwatched()).unwrap();
    assert_eq!(survey(&library).facets, before.facets);
    drop(library);
    is_whole(&newsroom);
}

#[test]
fn a_library_from_before_stories_waited_for_people_is_whole_and_its_stories_wait() {
    let (newsroom, library) = left_behind("0006");
    assert_eq!(library.queue().unwrap().mine, []);
    let story = library.list("", 10).unwrap()[0].id.clone();
    drop(library);
    is_whole(&newsroom);
    let dateline = newsroom.dateline();
    dateline.json(["comment", "add", &story.0, "Nguồn?"]).done();
    dateline.json(["submit", &story.0]).done();
    let queue = dateline.json(["queue"]).done();
    assert_eq!((&queue["mine"][0]["wait"], &queue["mine"][0]["is_new"]), (&"take".into(), &true.into()));
    let mut library = newsroom.library();
    library.note_reading(&story).unwrap();
    assert_eq!(library.last_read(&story).unwrap(), None);
    assert!(!library.queue().unwrap().mine[0].is_new);
    dateline.json(["set", &story.0, "kicker=Sông nước"]).done();
    // What came since is compared with what was read.
    let read = library.last_read(&story).unwrap().unwrap();
    assert!(library.queue().unwrap().mine[0].is_new);
    assert_eq!(library.compare(&story, &read, None).unwrap().fields.len(), 1);
    is_whole(&newsroom);
}
