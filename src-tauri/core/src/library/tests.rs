#![allow(clippy::unwrap_used)]

// What those beside need too.
pub(super) use super::{Library, Loss, stories::SNAPSHOT_AFTER};
use crate::story::{Block, Marks, Piece, StoryField};
pub(super) use crate::{
    ErrorCode, Language, Result,
    story::{Edit, State, Story, StoryId},
};

pub(super) fn library(folder: &tempfile::TempDir) -> Library {
    Library::make(folder.path()).unwrap()
}

pub(super) fn problems(library: &Library) -> Vec<crate::problem::Problem> {
    library.doctor(Language::English, &crate::Progress::unwatched()).unwrap().problems
}

/// Changes the last byte of a stored change behind the program's back.
pub(super) fn damage_change(library: &mut Library, story: &StoryId, seq: i64) {
    // Else it would be put back from its second place.
    library.database.settle().unwrap();
    library.database.tamper(&format!(
        "UPDATE change SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'7F' AS BLOB)
         WHERE story = '{story}' AND seq = {seq}"
    ));
}

pub(super) fn headline(text: &str) -> Edit {
    Edit::SetField { field: StoryField::Headline, value: text.into() }
}

pub(super) fn typed(at: u32, text: &str) -> Edit {
    Edit::Splice { at, delete: 0, insert: vec![Piece::Text { text: text.into(), marks: Marks::default() }] }
}

pub(super) fn body(library: &Library, id: &StoryId) -> String {
    library.story(id).unwrap().body.iter().map(|block| block.text.clone()).collect::<Vec<_>>().join("|")
}

#[test]
fn what_was_acknowledged_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = desk.create(Language::Vietnamese).unwrap();
    let revision = desk.view(&id).unwrap().revision;
    for (at, letter) in (1..).zip("Chợ nổi họp sớm".chars()) {
        let ack = desk.edit(&id, revision, &[typed(at, &letter.to_string())]).unwrap();
        assert!(!ack.changed_elsewhere);
    }
    drop(desk);
    let desk = library(&folder);
    assert_eq!(body(&desk, &id), "Chợ nổi họp sớm");
}

#[test]
fn a_long_history_opens_from_its_snapshot_and_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = desk.create(Language::Vietnamese).unwrap();
    for number in 0..=SNAPSHOT_AFTER {
        desk.edit(&id, 0, &[headline(&format!("Tít {number}"))]).unwrap();
    }
    let whole = library(&folder).story(&id).unwrap();
    assert!(desk.database.history(&id).unwrap().snapshot.is_some());
    assert_eq!(library(&folder).story(&id).unwrap(), whole);
    desk.database.tamper("UPDATE snapshot SET bytes = zeroblob(8)");
    assert_eq!(problems(&desk)[0].code, "snapshot_damaged");
    assert_eq!(library(&folder).story(&id).unwrap(), whole);
    assert!(problems(&desk).is_empty(), "reading it anew mends the snapshot");
}

#[test]
fn a_story_that_came_at_once_opens_from_its_snapshot_and_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let snapshot = |desk: &Library, id: &StoryId| desk.database.snapshot(id).unwrap().map(|(seq, _)| seq);
    let id = desk.create(Language::Vietnamese).unwrap();
    let paragraphs = vec![Block::paragraph("Ghe về chợ nổi từ sớm. ".repeat(50)); 80];
    desk.edit_latest(&id, &[Edit::SetBody { body: paragraphs.clone() }]).unwrap();
    let whole = library(&folder).story(&id).unwrap();
    assert_eq!((&whole.body, snapshot(&desk, &id)), (&paragraphs, Some(2)));
    let copy = desk.duplicate(&id).unwrap();
    assert_eq!(snapshot(&desk, &copy), Some(2), "who makes such a story writes it at once");

    // A few words more are read with it.
    let revision = desk.view(&id).unwrap().revision;
    desk.edit(&id, revision, &[typed(1, "Sáng nay ")]).unwrap();
    assert!(body(&library(&folder), &id).starts_with("Sáng nay Ghe về"));
    assert_eq!(snapshot(&desk, &id), Some(2));
    let at = |revision| library(&folder).body_at(&id, revision).unwrap();
    assert_eq!((at(1), at(2)), (vec![Block::paragraph("")], paragraphs.clone()), "before it, and of it alone");
    desk.database.tamper("UPDATE snapshot SET bytes = zeroblob(8)");
    assert_eq!(at(2), paragraphs);
    assert_eq!(library(&folder).story(&copy).unwrap().body, paragraphs);
}

#[test]
fn two_programs_write_one_story_and_the_screen_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (mut screen, mut elsewhere) = (library(&folder), library(&folder));
    let id = screen.create(Language::Vietnamese).unwrap();
    let view = screen.view(&id).unwrap();
    screen.edit(&id, view.revision, &[typed(1, "chợ")]).unwrap();

    // Someone puts words before those on the screen, which goes on typing at the places that it knows.
    elsewhere.edit_latest(&id, &[typed(1, "Sáng nay, "), headline("Chợ nổi")]).unwrap();
    let ack = screen.edit(&id, view.revision, &[typed(4, " nổi")]).unwrap();
    assert!(ack.changed_elsewhere);
    let view = screen.view(&id).unwrap();
    assert_eq!(view.story.text(StoryField::Headline), "Chợ nổi");
    assert_eq!(body(&screen, &id), "Sáng nay, chợ nổi");
    // The view may come too late for what is typed meanwhile; that still means the old places.
    screen.edit(&id, 1, &[typed(8, " họp")]).unwrap();
    let view = screen.view(&id).unwrap();
    let ack = screen.edit(&id, view.revision, &[typed(view.body_length, " sớm")]).unwrap();
    assert!(!ack.changed_elsewhere);
    assert_eq!(body(&screen, &id), "Sáng nay, chợ nổi họp sớm");
    assert_eq!(body(&elsewhere, &id), "Sáng nay, chợ nổi họp sớm");
}

/// A screen that types on amid a text before which another put words: it has not seen them.
fn typing_on(screen: &mut Library, elsewhere: &mut Library) -> (StoryId, i64) {
    let id = screen.create(Language::Vietnamese).unwrap();
    let revision = screen.view(&id).unwrap().revision;
    screen.edit(&id, revision, &[typed(1, "chợ")]).unwrap();
    elsewhere.edit_latest(&id, &[typed(1, "Sáng nay, ")]).unwrap();
    assert!(screen.edit(&id, revision, &[typed(4, " nổi")]).unwrap().changed_elsewhere);
    (id, revision)
}

#[test]
fn a_screen_types_where_it_sees_however_many_stories_were_open_since() {
    let folder = tempfile::tempdir().unwrap();
    let (mut screen, mut elsewhere) = (library(&folder), library(&folder));
    let (id, revision) = typing_on(&mut screen, &mut elsewhere);
    for number in 0..20 {
        let other = screen.create(Language::Vietnamese).unwrap();
        screen.edit(&other, 1, &[headline(&format!("Tít {number}"))]).unwrap();
    }
    let ack = screen.edit(&id, revision, &[typed(8, " họp")]).unwrap();
    assert_eq!((ack.changed_elsewhere, ack.body_length), (true, 12), "as long as the screen has it");
    assert_eq!(body(&screen, &id), "Sáng nay, chợ nổi họp");
}

#[test]
fn a_screen_types_where_it_sees_after_the_library_was_opened_anew_under_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut screen, mut elsewhere) = (library(&folder), library(&folder));
    let (id, revision) = typing_on(&mut screen, &mut elsewhere);
    let mut screen = library(&folder).with_sessions(screen.into_sessions().after_a_stumble());
    let ack = screen.edit(&id, revision, &[typed(8, " họp")]).unwrap();
    assert_eq!((ack.changed_elsewhere, ack.body_length), (true, 12));
    let view = screen.view(&id).unwrap();
    assert!(!screen.edit(&id, view.revision, &[typed(view.body_length, " sớm")]).unwrap().changed_elsewhere);
    assert_eq!(body(&screen, &id), "Sáng nay, chợ nổi họp sớm");
}

#[test]
fn edits_on_a_view_that_this_program_never_gave_mean_the_places_of_that_view() {
    let folder = tempfile::tempdir().unwrap();
    let (mut screen, mut elsewhere) = (library(&folder), library(&folder));
    let id = screen.create(Language::Vietnamese).unwrap();
    screen.edit_latest(&id, &[typed(1, "chợ nổi")]).unwrap();
    let revision = screen.view(&id).unwrap().revision;
    elsewhere.edit_latest(&id, &[typed(1, "Sáng nay, ")]).unwrap();
    let mut another = library(&folder);
    assert!(another.edit(&id, revision, &[typed(8, " họp")]).unwrap().changed_elsewhere);
    assert_eq!(body(&another, &id), "Sáng nay, chợ nổi họp");
}

#[test]
fn a_full_disk_loses_nothing_and_the_next_try_does_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = desk.create(Language::Vietnamese).unwrap();
    desk.edit(&id, 0, &[typed(1, "an toàn")]).unwrap();
    desk.database.limit_pages(1);
    let long = "dài ".repeat(10_000);
    let error = desk.edit(&id, 0, &[typed(8, &long)]).unwrap_err();
    assert_eq!(error.code, ErrorCode::DiskFull);
    assert!(error.text(Language::Vietnamese).message.contains("library.sqlite"));
    assert_eq!(body(&desk, &id), "an toàn");
    desk.database.limit_pages(1_000_000);
    desk.edit(&id, 0, &[typed(8, &long)]).unwrap();
    assert_eq!(body(&desk, &id), format!("an toàn{long}"));
}

#[test]
fn a_damaged_change_is_noticed_named_and_keeps_other_stories_out_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let (good, bad) = (desk.create(Language::Vietnamese).unwrap(), desk.create(Language::English).unwrap());
    desk.edit(&bad, 0, &[headline("Tít")]).unwrap();
    damage_change(&mut desk, &bad, 2);
    let mut desk = library(&folder);
    let view = desk.view(&bad).unwrap();
    assert_eq!((view.story.text(StoryField::Headline), view.loss), ("", Some(Loss { changes: 1, of: 2 })));
    assert_eq!(desk.story(&bad).unwrap_err().code, ErrorCode::StoryNotWhole);
    assert_eq!(desk.edit(&bad, view.revision, &[headline("Tít")]).unwrap_err().code, ErrorCode::StoryNotWhole);
    assert!(desk.story(&good).is_ok());
    let problems = problems(&desk);
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (problems[0].code.as_str(), problems[0].path.clone()),
        ("change_damaged", format!("story/{bad}/change/2"))
    );
}

#[test]
fn search_knows_marks_where_the_query_has_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    for title in ["Con đường ra chợ", "Đường dương cầm", "Ánh dương"] {
        let id = desk.create(Language::Vietnamese).unwrap();
        desk.edit(&id, 0, &[headline(title)]).unwrap();
    }
    let found = |query: &str| -> Vec<String> {
        desk.list(query, 100).unwrap().into_iter().map(|story| story.headline).collect()
    };
    assert_eq!(found("duong").len(), 3);
    assert_eq!(found("dương"), ["Ánh dương", "Đường dương cầm"]);
    assert_eq!(found("đường ra"), ["Con đường ra chợ"]);
    assert_eq!(found("duo").len(), 3);
    assert_eq!(found("\" OR NEAR( *").len(), 0);
    assert_eq!(found("").len(), 3);
    assert!(found("không có").is_empty());
}

#[test]
fn a_damaged_story_does_not_hide_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let (good, bad) = (desk.create(Language::Vietnamese).unwrap(), desk.create(Language::Vietnamese).unwrap());
    desk.edit(&good, 0, &[headline("Còn đây")]).unwrap();
    damage_change(&mut desk, &bad, 1);
    let desk = library(&folder);
    let list = desk.list("", 10).unwrap();
    assert_eq!(list.iter().map(|story| story.headline.as_str()).collect::<Vec<_>>(), ["Còn đây", ""]);
    assert_eq!(desk.view(&bad).unwrap_err().code, ErrorCode::StoryNotWhole, "nothing of it is left");
}

#[test]
fn a_prefix_finds_its_story() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = desk.create(Language::Vietnamese).unwrap();
    assert_eq!(desk.resolve(&id.0[..10]).unwrap(), id);
    desk.create(Language::Vietnamese).unwrap();
    assert_eq!(desk.resolve(&id.0[..4]).unwrap_err().code, ErrorCode::StoryAmbiguous);
    for unknown in ["", "%", "../..", "zz\n"] {
        assert_eq!(desk.resolve(unknown).unwrap_err().code, ErrorCode::StoryUnknown, "{unknown:?}");
    }
}

#[test]
fn the_sample_newsroom_is_ready_to_go_out_and_comes_only_into_an_empty_library() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let today = "2026-01-15".parse().unwrap();
    desk.add_sample(today).unwrap();
    let stories = desk.list("", 10).unwrap();
    assert!(stories.len() >= 3);
    assert_eq!(stories[0].language, Language::Vietnamese);
    for story in &stories {
        assert!(story.missing.is_empty(), "{}: {:?}", story.headline, story.missing);
        assert!(story.photo_count > 0);
    }
    desk.add_sample(today).unwrap();
    assert_eq!(desk.list("", 10).unwrap().len(), stories.len());
}
