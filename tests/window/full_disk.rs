//! The disk is full while somebody writes.

use std::fs;

use dateline_core::story::{Block, PhotoField, StoryField};
use dateline_tests::{app::Place, script::Script, small_disk::SmallDisk};

use super::wait_until_saved;

#[test]
fn on_a_full_disk_a_person_writes_on_and_all_is_saved_when_there_is_room() {
    let place = Place::new();
    fs::create_dir(&place.library).unwrap();
    // The library alone: the window's own files lie elsewhere, as a person's home may. The log can't be laid out on a
    // disk so small: where it is, some hundred saves go on before a full disk is noticed.
    let Some(disk) = SmallDisk::mount(place.library.clone(), "size=4m") else { return };
    let script = Script::lay_out(&place, |photo| vec![Block::paragraph(""), Block::photo(photo)]);
    let caption = format!("caption-{}", script.kept().photos[0].id.0);
    let window = place.open();
    window.type_into("headline", "Đĩa sắp đầy");
    wait_until_saved(&window);

    disk.fill(0);
    window.type_into("headline", ", và đầy thật.");
    // A keystroke is small, and what was carried over has left room in a page: a long paragraph finds none, if it can't
    // be packed into little.
    let long: String = (0..1500u64).map(|number| format!("{:x} ", number * 2_654_435_761 % 0xFFFF_FFFB)).collect();
    window.type_into("body", &long);
    window.wait_for_attribute("save-status", "data-state", "failed");
    window.wait_for_attribute("save-failed", "data-code", "disk_full");
    window.wait_for_attribute("save-failed", "role", "alert");
    window.see("save-elsewhere");

    // Typing goes on, and nothing leaves the screen.
    window.type_into(&caption, "Ghe xuồng trên đường làng.");
    window.type_into("abstract", "Cả xóm thức trắng.");
    window.wait_for_attribute("save-failed", "data-code", "disk_full");
    let shown = ["headline", "abstract", &caption].map(|name| window.text(name));
    assert_eq!(shown, ["Đĩa sắp đầy, và đầy thật.", "Cả xóm thức trắng.", "Ghe xuồng trên đường làng."]);
    assert!(window.text("body").contains(long.trim()), "{:?}", window.text("body"));

    // With room again nobody has to do anything.
    disk.free();
    wait_until_saved(&window);
    let kept = script.kept();
    assert_eq!(kept.text(StoryField::Headline), shown[0]);
    assert_eq!(kept.text(StoryField::Abstract), shown[1]);
    assert_eq!(kept.photos[0].fields.text(PhotoField::Caption), shown[2]);
    assert_eq!(script.body(), [&long, "(photo)"]);
    assert!(!window.shows("save-failed"));
}
