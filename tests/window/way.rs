//! A day in a newsroom of three, at one computer: a story is sent in, spoken of, returned, answered, passed, approved, packaged,
//! published and corrected, each by whoever may.

use std::path::Path;

use dateline_core::{
    library::SettingsChange,
    story::{Block, CommentId, CommentPlace, Edit, PersonId, Role, State, StoryField},
};
use dateline_tests::{
    app::{ENTER, ESCAPE, Place, Window, chord, shifted},
    process::wait_until,
    script::Script,
};
use serde_json::json;

use super::wait_until_saved;

const PARAGRAPHS: [&str; 2] = [
    "Năm giờ sáng, ông trạm trưởng gạt cầu dao. Máy rung một nhịp rồi nổ đều.",
    "Không có nước, thôn Hạ bỏ hoang gần một nửa đồng suốt hai mùa liền.",
];

/// Two people of the newsroom, and the reporter's story; the reporter is at the computer.
fn newsroom(place: &Place) -> Script {
    let script = Script::lay_out(place, |_| PARAGRAPHS.map(Block::paragraph).to_vec());
    let mut library = script.library();
    let set = |field, value: &str| Edit::SetField { field, value: value.into() };
    let edits = [set(StoryField::Headline, "Trạm bơm chạy lại sau hai mùa"), set(StoryField::Byline, "Lam Khê")];
    library.edit_latest(&script.story, &edits).unwrap();
    for (name, role) in [("Hà Vy", Role::Editor), ("Lam Khê", Role::Reporter)] {
        let (person, role) = (Some(Some(PersonId::fresh())), Some(Some(role)));
        let change = SettingsChange { person, name: Some(name.into()), role, ..Default::default() };
        library.change_settings(&change).unwrap();
    }
    script
}

fn control_shift(window: &Window, key: &str) {
    window.strike(&chord(&shifted(key)));
}

/// Two keys.
fn change_person(window: &Window, to: &str) {
    control_shift(window, "l");
    window.see("person");
    window.strike("1");
    window.session.wait_for("the sheet is gone", "!document.querySelector('[data-testid=people]')", json!([]));
    window.click("settings-open");
    window.session.wait_for(
        "another is at the computer",
        "document.querySelector('[data-testid=settings-name]')?.value === arguments[0]",
        json!([to]),
    );
    window.strike(ESCAPE);
}

fn open_way(window: &Window) {
    if !window.shows("way") {
        control_shift(window, "d");
    }
    window.see("way-done");
}

fn moves_to(window: &Window, script: &Script, step: &str, state: State) {
    open_way(window);
    window.click(&format!("move-{step}"));
    wait_until("the story has moved", || script.kept().state == state);
    window.session.wait_for(
        "the panel says so",
        "document.querySelector('[data-testid=way] .state')?.classList.contains(arguments[0])",
        json!([state.as_str()]),
    );
}

fn says(window: &Window, reason: &str) {
    window.wait_for_keyboard_in("ask-reason");
    window.strike(reason);
    window.strike(ENTER);
}

#[test]
fn a_day_of_three_at_one_computer() {
    let place = Place::new();
    let script = newsroom(&place);
    place.packages_went_to(&place.folder("out"));
    std::fs::create_dir_all(place.folder("out")).unwrap();
    let window = place.open();
    window.see("headline");

    moves_to(&window, &script, "submit", State::Submitted);
    change_person(&window, "Hà Vy");
    window.click("back");
    window.click("tab-queue");
    window.wait_for_text("queue", "Nhận biên tập");
    window.click("queue-row");
    window.see("headline");
    moves_to(&window, &script, "take", State::InReview);

    // Of the paragraph that the cursor is in.
    window.click("body");
    window.wait_for_cursor_in("body");
    control_shift(&window, "m");
    window.wait_for_keyboard_in("comment-text");
    window.strike("@Lam Khe nguon?");
    window.click("comment-before-print");
    window.click("comment-say");
    window.see("comment");
    window.session.find("[data-testid=body] .commented");
    wait_until_saved(&window);
    open_way(&window);
    window.wait_for_text("way", "Chặn");
    window.click("move-return");
    says(&window, "Thieu nguon");
    wait_until("the story is returned", || script.kept().state == State::Returned);

    change_person(&window, "Lam Khê");
    window.click("back");
    window.wait_for_text("queue", "Thieu nguon");
    window.click("queue-row");
    window.see("headline");
    window.click("open-suggestions");
    window.see("comment");
    window.session.run("document.querySelector('[data-suggestion-row]').focus()", json!([]));
    window.strike("r");
    window.wait_for_keyboard_in("reply-text");
    window.strike("So cua tram.");
    window.strike(&chord(ENTER));
    window.see("reply");
    window.click("comment-resolve");
    window.see("suggestions-none");
    wait_until("it is answered and done", || {
        let comments = script.kept().comments;
        comments.len() == 1 && !comments[0].is_open() && comments[0].replies.len() == 1
    });
    moves_to(&window, &script, "submit", State::Submitted);

    change_person(&window, "Hà Vy");
    moves_to(&window, &script, "approve", State::Approved);
    window.click("open-package");
    window.see("package-ready");
    window.click("package-write");
    window.wait_for_attribute("package-result", "data-ok", "true");
    window.strike(ESCAPE);
    moves_to(&window, &script, "publish", State::Published);
    window.click("move-correct");
    says(&window, "Sua ten thon");
    wait_until("it is corrected", || script.kept().state == State::Corrected);
    let moved = script.kept().moved.unwrap();
    assert_eq!((moved.said.by.as_str(), moved.reason.as_str()), ("Hà Vy", "Sua ten thon"));
}

/// The story's way, its comments, the queue and the people, in target/screenshots.
#[test]
fn screenshots_of_the_way() {
    let place = Place::new();
    let script = newsroom(&place);
    let mut library = script.library();
    library.become_person("Hà Vy").unwrap();
    let comment = |name: &str, place, text: &str, before_print| Edit::Comment {
        comment: CommentId(name.into()),
        place,
        quote: String::new(),
        text: text.into(),
        before_print,
    };
    let edits = [
        Edit::SetState { state: State::InReview, reason: String::new() },
        comment("c1", CommentPlace::Words { from: 1, to: 13 }, "@Lam Khê giờ này của ai? Cần nguồn.", true),
        comment("c2", CommentPlace::Field { field: StoryField::Headline }, "Tít dài, bớt được không?", false),
        Edit::SetField { field: StoryField::WordCountPlanned, value: "20".into() },
    ];
    library.edit_latest(&script.story, &edits).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    let window = place.open();
    for (width, height) in [(1280, 800), (720, 600)] {
        window.session.resize(width, height);
        for theme in ["light", "dark"] {
            for language in ["vi", "en"] {
                let shoot = |name: &str| {
                    window.screenshot(&folder.join(format!("{name}-{language}-{theme}-{width}.png")));
                };
                if window.shows("back") {
                    window.click("back");
                }
                window.see("tab-queue");
                window.click("settings-open");
                window.choose(&format!("language-{language}"));
                window.choose(&format!("theme-{theme}"));
                window.click("settings-open");
                window.click("tab-queue");
                window.see("queue-row");
                shoot("queue");
                control_shift(&window, "l");
                window.see("person");
                shoot("people");
                window.strike(ESCAPE);
                window.click("queue-row");
                window.see("headline");
                window.click("open-suggestions");
                window.see("comment");
                shoot("comments");
                window.click("suggestions-close");
                control_shift(&window, "d");
                window.see("gate-pass");
                shoot("way");
                window.click("gate-pass");
                window.see("ask-name");
                shoot("way-pass");
                window.click("way-close");
            }
        }
    }
}
