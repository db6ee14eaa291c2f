//! What word processors put on the clipboard, pasted by keyboard into the real window.

use std::{fs, path::Path};

use dateline_core::story::{Block, BlockKind, StoryField};
use dateline_tests::{
    app::{Place, SHIFT, TO_THE_END, chord},
    clipboard::{Clipboard, HTML, TEXT},
    process::wait_until,
    script::Script,
    telex::Telex,
};

use super::wait_until_saved;

/// What the screen's own tests clean too: the clipboard of a program, or its words.
fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/editor/paste/fixtures");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn what_word_processors_copy_arrives_whole_and_goes_at_once() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("")]);
    let window = place.open();
    let kept = |script: &Script| {
        let body = script.kept().body;
        body.into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n")
    };
    for (program, told) in [("word", "1 nhận xét"), ("google-docs", "1 bảng"), ("libreoffice-writer", "1 ảnh")] {
        let copied = fixture(&format!("{program}.txt"));
        let _other = Clipboard::holds(&place, HTML, &fixture(&format!("{program}.html")));
        window.type_into("body", &chord("v"));
        window.wait_for_text("note-paste", told);
        wait_until("every word is durable, in its order", || words(&kept(&script)) == words(&copied));
        window.type_into("body", &chord("z"));
        wait_until("it is taken back at once", || kept(&script).is_empty());
    }
}

#[test]
fn plain_words_go_into_a_list_and_lines_into_a_headline_as_one() {
    let place = Place::new();
    let item = |text: &str| Block::new(BlockKind::ListItem { ordered: false }, text);
    let script = Script::lay_out(&place, |_| vec![item("ghe"), item("xuồng ")]);
    let window = place.open();
    {
        let _other = Clipboard::holds(&place, TEXT, "ba lá\nvà <b>vỏ lãi</b>");
        window.type_into("body", TO_THE_END);
        window.type_into("body", &chord(&format!("{SHIFT}v")));
        wait_until("the list goes on, without marks", || {
            script.body() == ["- ghe", "- xuồng ba lá", "- và <b>vỏ lãi</b>"]
        });
        window.type_into("body", &chord("z"));
        wait_until("it is taken back at once", || script.body() == ["- ghe", "- xuồng "]);
    }
    let _other = Clipboard::holds(&place, TEXT, "Nước lên\nở Bến Tràm\n");
    window.type_into("headline", &chord("v"));
    window.wait_for_text("headline", "Nước lên ở Bến Tràm");
    wait_until_saved(&window);
    assert_eq!(script.kept().text(StoryField::Headline), "Nước lên ở Bến Tràm");
    window.type_into("headline", &chord("z"));
    wait_until("it is taken back at once", || script.kept().text(StoryField::Headline).is_empty());
}

/// The paste must neither cut the word nor come between its letters.
#[test]
fn a_word_that_is_being_composed_is_kept_by_a_paste() {
    let mut place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("")]);
    let telex = Telex::start(&mut place);
    let window = place.open();
    window.focus();
    window.click_with_mouse("body");
    let _other = Clipboard::holds(&place, HTML, "<p><b>vùng</b> đèo</p>");
    telex.strike(&place, "nghieengs");
    window.wait_for_text("body", "nghiếng");
    telex.press(&place, &["ctrl+v"]);
    window.wait_for_text("body", "vùng đèo");
    telex.strike(&place, " ddoof ");
    window.wait_for_text("body", "đồ");
    wait_until_saved(&window);
    assert_eq!(script.body(), ["nghiếng**vùng** đèo đồ "]);
}
