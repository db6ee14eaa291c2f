//! What was typed is taken back after the plug was pulled, and what another person wrote meanwhile stays.

use std::{fs, path::Path};

use dateline_core::story::{Block, Edit, PhotoField, Piece, Story, StoryField};
use dateline_tests::{
    app::{Place, TO_THE_END, chord},
    process::wait_until,
    script::Script,
};

use super::wait_until_saved;

/// The file in which WebKit keeps what the page remembers, a moment after the page has said it.
const REMEMBERED: &str = "data/org.dateline.Desktop/localstorage/tauri_localhost_0.localstorage-wal";

/// Waits until what can be undone in the story as it is now is on the disk.
fn wait_until_undo_is_kept(place: &Place, script: &Script) {
    let revision = script.library().view(&script.story).unwrap().revision;
    let record = format!("{{\"revision\":{revision},\"body\"");
    let record: Vec<_> = record.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = place.folder(REMEMBERED);
    wait_until("WebKit has written what can be undone", || contains(&file, &record));
}

fn contains(file: &Path, sought: &[u8]) -> bool {
    fs::read(file).is_ok_and(|bytes| bytes.windows(sought.len()).any(|window| window == sought))
}

/// Headline, the last paragraph and the first caption.
fn texts(Story { fields, body, photos, .. }: &Story) -> [String; 3] {
    let paragraph = &body.last().unwrap().text;
    [fields.text(StoryField::Headline), paragraph, photos[0].fields.text(PhotoField::Caption)].map(str::to_owned)
}

#[test]
fn what_was_typed_is_taken_back_and_put_back_after_a_kill() {
    let place = Place::new();
    let script = Script::lay_out(&place, |photo| vec![Block::photo(photo), Block::paragraph("Nước")]);
    let caption = format!("caption-{}", script.kept().photos[0].id.0);
    let boxes = ["headline", "body", &caption];
    let (before, written) = (["", "Nước", ""], ["Đèo Gió", "Nước dâng nhanh", "Dốc đá"]);

    let window = place.open();
    for (name, words) in boxes.into_iter().zip(["Đèo Gió", " dâng nhanh", "Dốc đá"]) {
        window.type_into(name, TO_THE_END);
        window.type_into(name, words);
    }
    wait_until_saved(&window);
    assert_eq!(texts(&script.kept()), written);
    wait_until_undo_is_kept(&place, &script);
    window.kill();

    let window = place.open();
    window.see(&caption);
    let press_in_all = |key: &str, outcome: [&str; 3]| {
        for name in boxes {
            window.type_into(name, &chord(key));
        }
        wait_until("it is durable", || texts(&script.kept()) == outcome);
    };
    press_in_all("z", before);
    press_in_all("y", written);
    press_in_all("z", before);
    // What was undone is remembered too, so that it can be put back after another start.
    wait_until_undo_is_kept(&place, &script);
    window.kill();

    // Another person writes, while the story is closed and while it is open.
    let insert = |at: u32, text: &str| {
        let piece = Piece::Text { text: text.into(), marks: Default::default() };
        script.library().edit_latest(&script.story, &[Edit::Splice { at, delete: 0, insert: vec![piece] }]).unwrap();
    };
    // Behind the picture and the marker of the paragraph.
    insert(2, "Tin mới: ");
    let window = place.open();
    window.type_into("body", &chord("y"));
    window.wait_for_text("body", "Tin mới: Nước dâng nhanh");
    wait_until("it is durable", || texts(&script.kept())[1] == "Tin mới: Nước dâng nhanh");
    insert(2 + "Tin mới: Nước dâng nhanh".encode_utf16().count() as u32, " Trời tối.");
    window.wait_for_text("body", "Tin mới: Nước dâng nhanh Trời tối.");
    window.type_into("body", &chord("z"));
    wait_until("only one's own words are taken back", || texts(&script.kept())[1] == "Tin mới: Nước Trời tối.");
}
