//! What was typed is taken back after the plug was pulled, and what another person wrote meanwhile stays.

use dateline_core::story::{Block, Edit, PhotoField, Piece, Story, StoryField};
use dateline_tests::{
    app::{Place, TO_THE_END, Window, chord},
    process::wait_until,
    remembered::remembered,
    script::Script,
};

use super::wait_until_saved;

/// Waits until what can be undone in the story as it is now is on the disk.
fn wait_until_undo_is_kept(place: &Place, script: &Script) {
    let revision = script.library().view(&script.story).unwrap().revision;
    let record = format!("{{\"revision\":{revision},\"body\"");
    wait_until("WebKit has written what can be undone", || {
        remembered(place).iter().any(|text| text.starts_with(&record))
    });
}

/// Headline, the last paragraph and the first caption.
fn texts(Story { fields, body, photos, .. }: &Story) -> [String; 3] {
    let paragraph = &body.last().unwrap().text;
    [fields.text(StoryField::Headline), paragraph, photos[0].fields.text(PhotoField::Caption)].map(str::to_owned)
}

/// Words between which a slow computer paused for long are steps of their own: one goes on until it is as wanted. To
/// press once more than there are steps does nothing.
fn press_until(window: &Window, name: &str, key: &str, wanted: &str) {
    wait_until(&format!("{name} shows {wanted:?}"), || {
        let shown = window.text(name);
        // The body's text begins with its picture's.
        if shown.trim().lines().last().unwrap_or_default() == wanted {
            return true;
        }
        window.type_into(name, &chord(key));
        false
    });
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
        for (name, wanted) in boxes.into_iter().zip(outcome) {
            press_until(&window, name, key, wanted);
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
    press_until(&window, "body", "y", "Tin mới: Nước dâng nhanh");
    wait_until("it is durable", || texts(&script.kept())[1] == "Tin mới: Nước dâng nhanh");
    insert(2 + "Tin mới: Nước dâng nhanh".encode_utf16().count() as u32, " Trời tối.");
    window.wait_for_text("body", "Tin mới: Nước dâng nhanh Trời tối.");
    press_until(&window, "body", "z", "Tin mới: Nước Trời tối.");
    wait_until("only one's own words are taken back", || texts(&script.kept())[1] == "Tin mới: Nước Trời tối.");
}
