//! Vietnamese as people type it. Composed by ibus and its Unikey engine, nothing simulated but the fingers; and as
//! Unikey on Windows does it, which takes letters back and types others.

use dateline_core::story::{Block, BlockKind, Marks, PhotoField, Run, StoryField};
use dateline_tests::{
    app::{BACKSPACE, Place, Window},
    process::wait_until,
    script::Script,
    telex::Telex,
};
use serde_json::json;

use super::wait_until_saved;

#[test]
fn a_word_typed_in_telex_stays_where_it_was_typed() {
    let mut place = Place::new();
    let telex = Telex::start(&mut place);
    let window = place.open();
    window.click("new-story");
    window.see("body");
    window.focus();

    // The last word is still being composed when the mouse goes elsewhere.
    window.click_with_mouse("body");
    telex.strike(&place, "Hooij nghij taij phoos hoaf");
    window.wait_for_text("body", "Hội nghị tại phố hòa");
    window.click_with_mouse("headline");
    telex.strike(&place, "Truwowcs bax");
    window.wait_for_text("headline", "Trước bã");
    window.click_with_mouse("abstract");
    telex.strike(&place, "ddaan toocj");
    window.wait_for_text("abstract", "đân tộc");
    window.click_with_mouse("body");
    wait_until_saved(&window);

    let read = |window: &Window| ["headline", "abstract", "body"].map(|name| window.text(name).trim().to_owned());
    let typed = ["Trước bã", "đân tộc", "Hội nghị tại phố hòa"];
    assert_eq!(read(&window), typed);
    window.kill();
    let window = place.open();
    window.wait_for_text("body", "hòa");
    assert_eq!(read(&window), typed, "after a restart");
}

#[test]
fn a_word_is_composed_wherever_the_cursor_is() {
    let mut place = Place::new();
    let bold = Marks { bold: true, ..Marks::default() };
    let run = |text: &str, marks: &Marks| Run { text: text.into(), marks: marks.clone() };
    let plain = Marks::default();
    let script = Script::lay_out(&place, |photo| {
        vec![
            Block::paragraph("mưa to."),
            Block::paragraph("Trong đêm nước lên."),
            Block::from_runs(
                BlockKind::Paragraph,
                [run("Nước ", &plain), run("dâng cao", &bold), run(" nhanh.", &plain)],
            ),
            Block::paragraph(""),
            Block::photo(photo),
        ]
    });
    let caption = format!("caption-{}", script.kept().photos[0].id.0);
    let telex = Telex::start(&mut place);
    let window = place.open();
    window.focus();
    let strike = |keys: &str| telex.strike(&place, keys);
    let press = |keys: &[&str]| telex.press(&place, keys);

    window.click_with_mouse("body");
    press(&["ctrl+Home"]);
    strike("Sangs nay ");
    window.wait_for_text("body", "Sáng nay mưa to.");
    // In the middle, and over a word that is selected.
    press(&["Down", "Home", "ctrl+Right", "ctrl+Right"]);
    strike(" toois");
    window.wait_for_text("body", "Trong đêm tối nước lên.");
    press(&["Right", "ctrl+shift+Right"]);
    strike("soong");
    window.wait_for_text("body", "Trong đêm tối sông lên.");
    // At the edges of bold words and between them.
    press(&["Down", "Home", "ctrl+Right", "Right"]);
    strike("raats ");
    window.wait_for_text("body", "Nước rất dâng cao nhanh.");
    press(&["ctrl+Right"]);
    strike(" leen");
    window.wait_for_text("body", "dâng lên cao");
    press(&["ctrl+Right"]);
    strike(" quas");
    window.wait_for_text("body", "cao quá nhanh.");
    // Quotation marks, typed by the same hand.
    press(&["Down", "Home"]);
    strike("Hojp \"Hooij nghij\" ");
    window.wait_for_text("body", "Họp “Hội nghị”");
    // The same in boxes that are not the editor's: between words, and over one.
    for name in ["headline", "abstract", &caption] {
        if name == caption {
            press(&["ctrl+Down"]);
        } else {
            window.click_with_mouse(name);
        }
        strike("Nuwowcs nhanh quas");
        press(&["Home", "ctrl+Right"]);
        strike(" leen");
        press(&["Right", "ctrl+shift+Right"]);
        strike("chaamj");
        window.wait_for_text(name, "Nước lên chậm quá");
    }
    wait_until_saved(&window);
    let kept = script.kept();
    assert_eq!(kept.text(StoryField::Headline), "Nước lên chậm quá");
    assert_eq!(kept.text(StoryField::Abstract), "Nước lên chậm quá");
    assert_eq!(kept.photos[0].fields.text(PhotoField::Caption), "Nước lên chậm quá");
    let body = script.body();
    assert_eq!(
        body.iter().map(|line| line.trim_end()).collect::<Vec<_>>(),
        [
            "Sáng nay mưa to.",
            "Trong đêm tối sông lên.",
            "Nước rất **dâng lên cao quá** nhanh.",
            "Họp “Hội nghị”",
            "(photo)"
        ]
    );
}

#[test]
fn a_word_is_saved_while_it_is_composed_and_goes_on() {
    let mut place = Place::new();
    let script = Script::lay_out(&place, |photo| vec![Block::paragraph(""), Block::photo(photo)]);
    let caption = format!("caption-{}", script.kept().photos[0].id.0);
    let telex = Telex::start(&mut place);
    let window = place.open();
    window.focus();
    window.session.run(
        "window.composing = null;
         for (const [event, on] of [['compositionstart', true], ['compositionend', false]]) {
             addEventListener(event, () => (window.composing = on), true);
         }",
        json!([]),
    );
    let composing = || window.session.run("return window.composing", json!([]));
    let kept = |name: &str| -> String {
        let story = script.kept();
        match name {
            "headline" | "abstract" => story.text(StoryField::named(name).unwrap()).to_owned(),
            "body" => story.body[0].text.clone(),
            _ => story.photos[0].fields.text(PhotoField::Caption).to_owned(),
        }
    };

    for name in ["headline", "abstract", "body", &caption] {
        window.click_with_mouse(name);
        window.session.run("window.composing = null", json!([]));
        telex.strike(&place, "nghieen");
        wait_until("the word is kept as far as it goes", || kept(name) == "nghiên");
        assert_eq!(composing(), true, "{name}: the word was ended by being saved");
        telex.strike(&place, "gs");
        wait_until("the word is kept with its tone", || kept(name) == "nghiếng");
        assert_eq!(composing(), true, "{name}: the word was ended by being saved");
        telex.strike(&place, "f nga");
        window.wait_for_text(name, "nghiềng nga");
    }
    // The last word, too, while it is being composed.
    wait_until("all is kept", || kept(&caption) == "nghiềng nga");
    window.kill();
    for name in ["headline", "abstract", "body", &caption] {
        assert_eq!(kept(name), "nghiềng nga", "{name}, after the plug was pulled");
    }
}

#[test]
fn a_composed_word_is_taken_back_at_once_and_whole() {
    let mut place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước"), Block::paragraph("Trong đêm.")]);
    let telex = Telex::start(&mut place);
    let window = place.open();
    window.focus();
    window.click_with_mouse("body");
    telex.press(&place, &["ctrl+Home", "End"]);
    telex.strike(&place, " luwngx");
    window.wait_for_text("body", "Nước lững");
    telex.strike(&place, " ");
    // Another word, in another place: a change of its own.
    telex.press(&place, &["Down", "Home"]);
    telex.strike(&place, "Thuyeenf ");
    window.wait_for_text("body", "Thuyền Trong đêm.");
    telex.press(&place, &["ctrl+z"]);
    wait_until("the last word is taken back", || script.body() == ["Nước lững ", "Trong đêm."]);
    telex.press(&place, &["ctrl+z"]);
    wait_until("the word before is taken back", || script.body() == ["Nước", "Trong đêm."]);
    telex.press(&place, &["ctrl+y", "ctrl+y"]);
    wait_until("both are there again", || script.body() == ["Nước lững ", "Thuyền Trong đêm."]);
}

/// Unikey on Windows composes nothing: it takes the last letters back and types them with their marks.
#[test]
fn letters_that_are_taken_back_and_typed_anew_make_the_word() {
    let place = Place::new();
    let script = Script::lay_out(&place, |photo| vec![Block::paragraph(""), Block::photo(photo)]);
    let caption = format!("caption-{}", script.kept().photos[0].id.0);
    let window = place.open();
    // vieetj nam, dduwowngf, "hoaf": each with the keys that Unikey sends in their stead.
    let keys = "vie<ê<ệt nam, d<đu<ưo<<ươ<ơng<<<ờng, \"hoa<<òa\"".replace('<', BACKSPACE);
    for name in ["headline", "body", &caption] {
        window.type_into(name, &keys);
    }
    wait_until_saved(&window);
    let kept = script.kept();
    assert_eq!(kept.text(StoryField::Headline), "việt nam, đường, “hòa”");
    assert_eq!(kept.body[0].text, "việt nam, đường, “hòa”");
    assert_eq!(kept.photos[0].fields.text(PhotoField::Caption), "việt nam, đường, “hòa”");
}
