//! What other programs put on the clipboard, pasted by keyboard.

use dateline_core::story::Block;
use dateline_tests::{
    app::{ENTER, F10, Place, SHIFT, TO_THE_END, Window, chord, shifted},
    clipboard::{Clipboard, HTML, TEXT},
    script::Script,
};

use super::wait_until_saved;

fn paste(window: &Window) {
    window.type_into("body", &chord("v"));
}

fn paste_plain(window: &Window) {
    window.type_into("body", &chord(&format!("{SHIFT}v")));
}

#[test]
fn words_of_another_program_arrive_with_their_marks_or_plain() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Sáng nay ")]);
    let window = place.open();
    window.type_into("body", TO_THE_END);
    {
        let _other = Clipboard::holds(&place, HTML, "<p>nước <b>dâng</b> cao.</p><p>Đoạn hai. </p>");
        paste(&window);
        window.wait_for_text("body", "Đoạn hai.");
    }
    window.type_into("body", " Và ");
    {
        let _other = Clipboard::holds(&place, TEXT, "chữ <b>thường</b>, ");
        paste(&window);
        window.wait_for_text("body", "Và chữ <b>thường</b>,");
        paste_plain(&window);
        window.wait_for_text("body", "thường</b>, chữ <b>thường</b>,");
    }
    // The window's own words lie there as both: with their marks, and plain.
    window.type_into("body", &chord("a"));
    window.type_into("body", &chord("c"));
    paste_plain(&window);
    window.click("headline");
    wait_until_saved(&window);
    let bold: Vec<_> = script.body().into_iter().filter(|line| line.contains("**")).collect();
    assert_eq!(bold, Vec::<String>::new(), "pasted plain over what was selected");
    window.type_into("body", TO_THE_END);
    window.type_into("body", ENTER);
    paste(&window);
    window.click("headline");
    wait_until_saved(&window);
    let body = script.body();
    assert_eq!(
        body[body.len() - 2..],
        ["Sáng nay nước **dâng** cao.", "Đoạn hai. Và chữ <b>thường</b>, chữ <b>thường</b>, "]
    );
}

#[test]
fn the_menu_of_the_body_pastes_what_another_program_holds_and_gives_the_keyboard_back() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Sáng nay ")]);
    let window = place.open();
    window.type_into("body", TO_THE_END);
    let _other = Clipboard::holds(&place, HTML, "<p>nước <b>dâng</b></p>");
    for (entry, then) in [("menu-paste_plain", "<p>nước <b>dâng</b></p>"), ("menu-paste", "</p>nước dâng")] {
        window.strike(&shifted(F10));
        window.see("menu");
        window.click(entry);
        window.wait_for_text("body", then);
        window.wait_for_keyboard_in("body");
    }
    window.click("headline");
    wait_until_saved(&window);
    assert_eq!(script.body(), ["Sáng nay <p>nước <b>dâng</b></p>nước **dâng**"]);
}
