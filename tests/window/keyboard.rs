//! What a person does without the mouse.

use dateline_core::story::{Block, StoryField};
use dateline_tests::{
    app::{DOWN, END, ENTER, ESCAPE, F11, HOME, LEFT, Place, TAB, TO_THE_END, TO_THE_START, chord, shifted},
    script::Script,
};
use serde_json::json;

use super::wait_until_saved;

#[test]
fn a_story_is_found_by_a_few_letters_and_its_words_are_replaced_for_good() {
    let place = Place::new();
    let window = place.open();
    window.see("story-row");

    // Ctrl+K, without marks.
    window.wait_for_keyboard_in("new-story");
    window.strike(&chord("k"));
    window.type_into("palette-query", "thu vien");
    window.wait_for_text("palette-item", "Thư viện");
    window.type_into("palette-query", ENTER);
    window.wait_for_text("headline", "Thư viện nước mưa");

    // What is replaced keeps to its own marks: "nuoc" is not nước.
    assert!(window.text("body").contains("nước"));
    window.type_into("body", &chord("h"));
    window.type_into("find-query", "nuoc");
    window.wait_for_text("find-said", "Không tìm thấy");
    window.clear("find-query");
    window.type_into("find-query", "nước");
    window.see("find-replacement");
    window.type_into("find-replacement", "nước trời");
    window.click("replace-all");
    window.wait_for_text("body", "nước trời");
    window.type_into("find-query", ESCAPE);
    wait_until_saved(&window);

    // Focus mode and back.
    window.type_into("headline", F11);
    window.wait_for_attribute("toggle-focus", "aria-pressed", "true");
    window.type_into("headline", F11);
    window.wait_for_attribute("toggle-focus", "aria-pressed", "false");
    wait_until_saved(&window);
    window.kill();

    let window = place.open();
    window.wait_for_text("headline", "Thư viện nước");
    window.wait_for_text("body", "nước trời");
}

#[test]
fn a_story_is_begun_and_written_with_the_keyboard_alone() {
    let place = Place::new();
    let window = place.open();
    window.see("story-row");
    let lines = |lines: &[&str]| lines.iter().for_each(|line| window.strike(&format!("{line}{ENTER}")));

    // Headline, lead, body: by Tab and back, and by Enter.
    window.strike(&chord("n"));
    window.wait_for_keyboard_in("headline");
    window.strike("Nước lên");
    window.strike(TAB);
    window.wait_for_keyboard_in("abstract");
    window.strike("Lũ về ");
    window.strike(TAB);
    window.wait_for_keyboard_in("body");
    window.strike(&shifted(TAB));
    window.wait_for_keyboard_in("abstract");
    window.strike(&shifted(TAB));
    window.wait_for_keyboard_in("headline");
    window.strike(ENTER);
    window.wait_for_keyboard_in("abstract");
    window.strike("trong đêm.");
    window.strike(ENTER);
    window.wait_for_keyboard_in("body");

    // Blocks as in Markdown; an empty line ends a list and a quotation.
    lines(&["# Đêm", "## Trên đèo", "> Nước dâng nhanh quá.", "", "- ghe", "xuồng", "", "1. ăn", "ngủ", ""]);
    // Marks for what comes next, and a link over what is selected.
    for (key, words) in [("", "Người dân "), ("b", "an toàn"), ("b", ", theo "), ("i", "Bến Tràm"), ("i", " hôm nay")]
    {
        if !key.is_empty() {
            window.strike(&chord(key));
        }
        window.strike(words);
    }
    window.strike(&shifted(&LEFT.repeat(7)));
    window.strike(&chord("e"));
    window.wait_for_keyboard_in("link-address");
    window.strike("https://tin.example/hom-nay");
    window.strike(ENTER);
    window.wait_for_keyboard_in("body");
    window.strike(END);
    lines(&["."]);
    // A quotation mark that the person did not want to be one.
    window.strike("Ống 3\" và \"");
    window.wait_for_text("body", "và “");
    window.strike(&chord("z"));
    window.wait_for_text("body", "và \"");
    wait_until_saved(&window);

    let script = Script::opened(&place);
    let kept = script.kept();
    assert_eq!(kept.text(StoryField::Headline), "Nước lên");
    assert_eq!(kept.text(StoryField::Abstract), "Lũ về trong đêm.");
    assert_eq!(
        script.body(),
        [
            "# Đêm",
            "## Trên đèo",
            "> Nước dâng nhanh quá.",
            "- ghe",
            "- xuồng",
            "1. ăn",
            "1. ngủ",
            "Người dân **an toàn**, theo _Bến Tràm_ [hôm nay](https://tin.example/hom-nay).",
            "Ống 3\" và \"",
        ]
    );
}

/// The page is begun anew: a killed window's last place may be lost with what WebKit had not yet written.
#[test]
fn a_story_opens_where_it_was_left() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Đoạn một."), Block::paragraph("đoạn hai.")]);
    let window = place.open();
    for (keys, cursor, words, kept) in [
        ([TO_THE_END, HOME], 12, "Và ", ["Đoạn một.", "Và đoạn hai."]),
        ([TO_THE_START, END], 10, " Và", ["Đoạn một. Và", "Và đoạn hai."]),
    ] {
        for keys in keys {
            window.type_into("body", keys);
        }
        let noted = "localStorage.getItem('dateline.places')?.includes(`\"head\":${arguments[0]},`)";
        window.session.wait_for("the place is noted", noted, json!([cursor]));
        window.session.reload();
        window.wait_for_keyboard_in("body");
        window.strike(words);
        wait_until_saved(&window);
        assert_eq!(script.body(), kept);
    }
}

/// A picture on top is what the cursor meets first. It must not swallow what is typed, nor be replaced by it.
#[test]
fn a_story_that_begins_with_a_picture_takes_words_at_once() {
    let place = Place::new();
    let script = Script::lay_out(&place, |photo| vec![Block::photo(photo), Block::paragraph("nước lên.")]);
    let window = place.open();
    // As the keyboard comes there.
    window.wait_for_keyboard_in("headline");
    window.strike(TAB);
    window.strike(TAB);
    window.wait_for_keyboard_in("body");
    window.wait_for_cursor_in("body");
    window.strike("Đêm qua ");
    window.wait_for_text("body", "Đêm qua nước lên.");
    window.session.click("figure img");
    window.session.find("figure.selected");
    window.strike("Cũng đêm qua. ");
    window.wait_for_text("body", "Cũng đêm qua. Đêm qua nước lên.");
    wait_until_saved(&window);
    assert_eq!(script.body(), ["(photo)", "Cũng đêm qua. Đêm qua nước lên."]);
}

#[test]
fn whose_work_is_inside_is_found_and_read_without_the_mouse() {
    let place = Place::new();
    let window = place.open();
    window.see("story-row");
    window.wait_for_keyboard_in("new-story");
    window.strike(&chord("k"));
    window.type_into("palette-query", "giay phep");
    window.wait_for_text("palette-item", "Giới thiệu Dateline");
    window.type_into("palette-query", ENTER);
    // Of this very program, with its own licence.
    window.wait_for_text("about-notice", concat!("Dateline ", env!("CARGO_PKG_VERSION")));
    window.wait_for_text("about-notice", "Apache License");

    window.wait_for_keyboard_in("about-filter");
    window.strike("jpeg");
    window.wait_for_text("about-notice", "based in part on the work of the Independent JPEG Group");
    window.strike(DOWN);
    window.wait_for_text("about-notice", "jpeg");
    // The notice is scrolled by keys, too.
    window.strike(ENTER);
    window.wait_for_keyboard_in("about-notice");
    window.strike(&shifted(TAB));
    window.wait_for_keyboard_in("about-filter");
    // One Escape leaves one thing.
    window.strike(ESCAPE);
    window.wait_for_text("about-notice", concat!("Dateline ", env!("CARGO_PKG_VERSION")));
    window.strike(ESCAPE);
    window.wait_for_keyboard_in("new-story");
}
