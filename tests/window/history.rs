//! A story's past, gone through with the keyboard, and read from outside.

use dateline_core::{
    history::Moment,
    library::SettingsChange,
    story::{Block, Edit, Piece, VersionKind},
};
use dateline_tests::{
    app::{DOWN, ENTER, ESCAPE, LEFT, Place, SHIFT, TAB, TO_THE_END, Window, chord, shifted},
    process::wait_until,
    script::Script,
};
use serde_json::{Value, json};

use super::wait_until_saved;

const FIRST: &str = "Sáng nay 12 ghe về bến. Bà Lan chờ.";
const LATER: &str = "Sáng nay 15 ghe về bến. Bà Mận chờ.";

/// The name under which what is written from now on is told.
fn sign(script: &Script, name: &str) {
    let change = SettingsChange { name: Some(name.into()), ..Default::default() };
    script.library().change_settings(&change).unwrap();
}

/// What is known from outside, the oldest first: who, and which milestone.
fn told(script: &Script) -> Vec<(String, Option<VersionKind>)> {
    let moments = script.library().history(&script.story).unwrap();
    moments.into_iter().rev().map(|Moment { by, version, .. }| (by, version)).collect()
}

fn open_history(window: &Window) {
    window.strike(&chord(&format!("{SHIFT}h")));
    window.see("timeline");
    window.session.wait_for(
        "the timeline has the keyboard",
        "document.activeElement?.matches('[data-testid=moment], [data-testid=run]')",
        json!([]),
    );
}

/// The rows of the timeline: the name or the kind of each, and who wrote it.
fn rows(window: &Window) -> Value {
    window.see("moment");
    let rows = "return [...document.querySelectorAll('[data-testid=moment]')].map(row =>
        ['.title, .unseen', '.who'].map(part => row.querySelector(part)?.textContent.trim() ?? ''))";
    window.session.run(rows, json!([]))
}

/// The texts of the elements within one that is named.
fn within(window: &Window, name: &str, css: &str) -> Value {
    window.see(name);
    let texts = "return [...document.querySelectorAll(`[data-testid=${arguments[0]}] ${arguments[1]}`)].map(one =>
        [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join('').trim())";
    window.session.run(texts, json!([name, css]))
}

/// Presses Tab until the keyboard is there.
fn tab_to(window: &Window, name: &str) {
    let there = "return document.activeElement?.dataset.testid === arguments[0]";
    for _ in 0..30 {
        if window.session.run(there, json!([name])) == true {
            return;
        }
        window.strike(TAB);
    }
    panic!("Tab does not lead to {name}");
}

#[test]
fn a_version_is_named_compared_and_brought_back_with_the_keyboard_alone() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("")]);
    sign(&script, "Phan Hạ");
    let window = place.open();
    window.type_into("body", FIRST);

    // Named at once, with the words that were typed a moment ago.
    window.strike(&chord("s"));
    window.wait_for_keyboard_in("version-name");
    window.strike("Bản gửi duyệt");
    window.strike(ENTER);
    window.wait_for_text("note-history", "Bản gửi duyệt");
    window.wait_for_keyboard_in("body");
    // Another number and another name.
    let replace_left = |skipped: usize, taken: usize, put: &str| {
        window.strike(&LEFT.repeat(skipped));
        window.strike(&shifted(&LEFT.repeat(taken)));
        window.strike(put);
    };
    replace_left(5, 3, "Mận");
    replace_left(19, 2, "15");
    window.wait_for_text("body", LATER);

    open_history(&window);
    let mine = |name: &str| json!([name, "Phan Hạ"]);
    let nobody = json!(["Tự lưu", "không ghi tên"]);
    assert_eq!(rows(&window), json!([mine("Tự lưu"), mine("Bản gửi duyệt"), nobody]));
    assert_eq!(within(&window, "facts-number", "del, [data-testid=facts-number] ins"), json!(["12", "15"]));
    assert_eq!(within(&window, "facts-name", "del, [data-testid=facts-name] ins"), json!(["Lan", "Mận"]));
    assert_eq!(within(&window, "body-changes", "del"), json!(["12", "Lan"]));
    assert_eq!(within(&window, "body-changes", "ins"), json!(["15", "Mận"]));

    // Back to what was named, and forward again.
    tab_to(&window, "restore");
    window.strike(ENTER);
    window.wait_for_text("body", FIRST);
    window.wait_for_text("note-history", "Bản gửi duyệt");
    wait_until("it is durable", || script.body() == [FIRST]);
    window.wait_for_keyboard_in("body");
    tab_to(&window, "note-undo");
    window.strike(ENTER);
    window.wait_for_text("body", LATER);
    window.wait_for_keyboard_in("body");
    window.strike(TO_THE_END);
    window.strike(" Trời hửng.");
    wait_until_saved(&window);
    assert_eq!(script.body(), [format!("{LATER} Trời hửng.")]);

    let named = VersionKind::Named { name: "Bản gửi duyệt".into() };
    let milestones = [
        None,
        Some(named),
        Some(VersionKind::BeforeRestore),
        Some(VersionKind::Restored),
        Some(VersionKind::BeforeRestore),
        Some(VersionKind::Restored),
        None,
    ];
    let kept = told(&script);
    assert_eq!(kept.iter().map(|(_, version)| version.clone()).collect::<Vec<_>>(), milestones);
    open_history(&window);
    let before = rows(&window);
    window.kill();

    let window = place.open();
    window.see("body");
    open_history(&window);
    assert_eq!(rows(&window), before, "after a restart");
    assert_eq!(told(&script), kept);
    // Any two are compared: here the last milestone with the one before it.
    window.strike(DOWN);
    window.strike(" ");
    window.session.wait_for(
        "the comparison ends before now",
        "document.querySelector('[data-testid=compare-to]').value !== ''",
        json!([]),
    );
    window.wait_for_text("facts-number", "12");
    assert_eq!(within(&window, "body-changes", "ins"), json!(["15", "Mận"]));
}

#[test]
fn another_persons_words_are_told_under_their_name_while_the_story_is_open() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước ")]);
    sign(&script, "Phan Hạ");
    let window = place.open();
    window.type_into("body", TO_THE_END);
    window.strike("lên.");
    wait_until_saved(&window);
    open_history(&window);
    let mine = json!(["Tự lưu", "Phan Hạ"]);
    let nobody = json!(["Tự lưu", "không ghi tên"]);
    assert_eq!(rows(&window), json!([mine, nobody]));

    // Another program, on the same library, with the sheet open.
    sign(&script, "Trần Mai");
    let at = 1 + "Nước lên.".encode_utf16().count() as u32;
    let insert = vec![Piece::Text { text: " Đò nghỉ.".into(), marks: Default::default() }];
    script.library().edit_latest(&script.story, &[Edit::Splice { at, delete: 0, insert }]).unwrap();
    window.wait_for_text("timeline", "Trần Mai");
    assert_eq!(rows(&window), json!([["Tự lưu", "Trần Mai"], mine, nobody]));
    window.wait_for_text("comparison", "Đò nghỉ.");
    window.strike(ESCAPE);

    // One's own words after it are one's own again.
    window.wait_for_text("body", "Nước lên. Đò nghỉ.");
    window.wait_for_keyboard_in("body");
    window.strike(" Đêm.");
    wait_until_saved(&window);
    assert_eq!(script.body(), ["Nước lên. Đò nghỉ. Đêm."].map(String::from));
    open_history(&window);
    assert_eq!(rows(&window), json!([mine, ["Tự lưu", "Trần Mai"], mine, nobody]));
}
