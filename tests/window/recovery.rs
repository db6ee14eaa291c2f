//! A library that a bad disk has had, in the real window.

use std::fs;

use dateline_core::{Library, story::Block};
use dateline_tests::{app::Place, full_library::beside, script::Script};
use rusqlite::Connection;
use serde_json::json;

use super::wait_until_saved;

const TEXT: &str = "Nước lên nhanh trong đêm.";

#[test]
fn a_damaged_library_is_told_and_recovered_when_a_person_says_so() {
    let place = Place::new();
    let script = Script::lay_out(&place, |photo| vec![Block::photo(photo), Block::paragraph(TEXT)]);
    let whole = script.kept();
    let database = place.library.join("library.sqlite");
    let mut damaged = fs::read(&database).unwrap();
    damaged[..100].fill(0);
    fs::write(&database, &damaged).unwrap();

    let window = place.open();
    window.see("trouble");
    assert_eq!(fs::read(&database).unwrap(), damaged, "nothing was moved");
    window.click("recover");
    window.see("go-on");
    window.click("go-on");
    window.see("body");
    assert_eq!(script.kept(), whole);
    window.type_into("body", " Đêm qua.");
    wait_until_saved(&window);
    let kept = fs::read_dir(&place.library).unwrap().filter_map(|entry| {
        let path = entry.unwrap().path();
        path.file_name()?.to_str()?.starts_with("library.damaged-").then(|| fs::read(path).unwrap())
    });
    assert!(kept.collect::<Vec<_>>().contains(&damaged), "it is kept, whole");
}

#[test]
fn a_story_that_is_not_whole_is_read_and_gone_on_with_as_another() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph(TEXT)]);
    let last = "DELETE FROM change WHERE story = ?1 AND seq = (SELECT max(seq) FROM change WHERE story = ?1)";
    let mut library = script.library();
    library.edit_latest(&script.story, &[super::kicker("Sông nước")]).unwrap();
    drop(library);
    let connection = Connection::open(place.library.join("library.sqlite")).unwrap();
    assert_eq!(connection.execute(last, [&script.story.0]).unwrap(), 1);
    drop(connection);

    let window = place.open();
    window.see("loss-story");
    let shown = "document.querySelector('[data-testid=loss-story]').textContent.includes(arguments[0])";
    window.session.wait_for("what there is, is shown", shown, json!([TEXT]));
    window.click("loss-go-on");
    window.see("body");
    window.type_into("body", " Đêm qua.");
    wait_until_saved(&window);
    let copy = script.library().settings().unwrap().last_story.unwrap();
    assert_ne!(copy, script.story);
    assert!(script.library().story(&copy).unwrap().body[0].text.contains(TEXT));
}

#[test]
fn words_that_a_lost_log_took_are_there_when_the_window_opens_again() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("")]);
    let window = place.open();
    window.see("body");
    window.type_into("body", TEXT);
    wait_until_saved(&window);
    window.session.kill();
    let database = place.library.join("library.sqlite");
    // Over-eager programs clean such files up.
    fs::remove_file(beside(&database, "-wal")).unwrap();
    fs::remove_file(beside(&database, "-shm")).unwrap();

    let window = place.open();
    window.see("notice");
    let shown = "document.querySelector('[data-testid=body]').textContent.includes(arguments[0])";
    window.session.wait_for("the words are there", shown, json!([TEXT]));
    drop(window);
    assert_eq!(script.body(), [TEXT]);
    assert!(Library::open(&place.library).unwrap().troubles().is_empty());
}
