//! The first moments of a start: the story shows as it was left, and what is typed on it meanwhile comes into the story.

use std::process::Stdio;

use dateline_core::{
    Library,
    story::{Block, Edit, StoryField},
};
use dateline_tests::{
    app::{Place, TO_THE_END, Window},
    process::{Running, wait_until},
    remembered::remembered,
    script::Script,
};
use serde_json::json;

/// Opens the story and leaves it once the page has kept how it looks.
fn visit(place: &Place, script: &Script) {
    let window = place.open();
    window.type_into("body", TO_THE_END);
    let begin = format!("{{\"story\":\"{}\",\"revision\":{}", script.story, revision(script));
    // The cursor is in the words that were kept, and so is where it stands.
    wait_until("how it looks is kept", || {
        remembered(place).iter().any(|text| text.starts_with(&begin) && text.contains("\"in\":\"text\""))
    });
    window.kill();
}

fn revision(script: &Script) -> i64 {
    script.library().revision(&script.story).unwrap().unwrap()
}

fn looked(window: &Window) -> bool {
    window.see("body");
    window.session.run("return performance.getEntriesByName('look').length", json!([])) == json!(1)
}

#[test]
fn a_story_shows_as_it_was_left_unless_it_has_changed_since() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước lên.")]);
    visit(&place, &script);

    let window = place.open();
    assert!(looked(&window), "nothing was shown before the app was read");
    window.wait_for_text("body", "Nước lên.");
    window.kill();

    let headline = Edit::SetField { field: StoryField::Headline, value: "Đèo Gió".into() };
    script.library().edit_latest(&script.story, &[headline]).unwrap();
    let window = place.open();
    assert!(!looked(&window), "what was shown is not the story any more");
    window.wait_for_text("headline", "Đèo Gió");
}

#[test]
fn what_is_typed_from_the_first_moment_on_comes_into_the_story_in_order() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước lên: ")]);
    visit(&place, &script);

    // Nobody drives it: keys come as a person's do, whether the page is ready for them or not.
    let mut app = place.app(&place.library);
    let _app = Running::start(app.stdout(Stdio::null()).stderr(Stdio::null()));
    place.xdotool(&["search", "--sync", "--onlyvisible", "--name", "Dateline", "windowfocus", "--sync"]);
    let typed: String = (100..220).map(|number| format!("{number} ")).collect();
    place.xdotool(&["type", "--delay", "8", &typed]);

    let body = || Library::open(&place.library).unwrap().story(&script.story).unwrap().body[0].text.clone();
    wait_until("the last of it is durable", || body().ends_with("219 "));
    let came = body().strip_prefix("Nước lên: ").unwrap().to_owned();
    // Keys that came before there was a page went to nobody; from the first one on, none is missing.
    assert!(typed.ends_with(&came), "keys fell between the two pages: {came}");
}
