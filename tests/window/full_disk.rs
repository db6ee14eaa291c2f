//! The disk is full while somebody writes, or can only be read.

use std::fs;

use dateline_core::story::{Block, Edit, PhotoField, StoryField};
use dateline_tests::{
    app::{ENTER, ESCAPE, Place, as_text, chord},
    script::Script,
    small_disk::SmallDisk,
};

use serde_json::json;

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

#[test]
fn a_library_that_can_only_be_read_is_read_and_says_why_nothing_is_kept() {
    let place = Place::new();
    fs::create_dir(&place.library).unwrap();
    let Some(disk) = SmallDisk::mount(place.library.clone(), "size=16m") else { return };
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước lên.")]);
    let headline = Edit::SetField { field: StoryField::Headline, value: "Chợ nổi".into() };
    script.library().edit_latest(&script.story, &[headline]).unwrap();
    let out = place.folder("out");
    fs::create_dir(&out).unwrap();
    place.packages_went_to(&out);
    let before = script.kept();
    disk.remount("ro");
    let window = place.open();

    // Said once, where the story is there to be read.
    window.wait_for_text("notice", "chỉ đọc được, không ghi được");
    window.wait_for_text("body", "Nước lên.");
    assert_eq!(window.session.run("return document.querySelectorAll('[data-testid=notice]').length", json!([])), 1);
    window.type_into("headline", " sáng nay");
    window.wait_for_attribute("save-failed", "data-code", "library_read_only");
    assert!(!window.text("save-failed").contains("sqlite"), "{}", window.text("save-failed"));
    // It goes out as it is in the library.
    window.strike(&chord(ENTER));
    window.clear("package-folder");
    window.type_into("package-folder", &as_text(&out));
    window.see("package-plan");
    window.strike(ESCAPE);
    disk.remount("rw");
    wait_until_saved(&window);
    assert_ne!(script.kept(), before, "what was typed is kept once it can be");
}
