//! The real window, driven as a person would drive it. Each test has a display, a home folder and a library of
//! its own.

#![allow(clippy::unwrap_used)]

use std::{fs, path::Path, process::Stdio};

use dateline_core::{Language, Library, library::Theme, package};
use dateline_tests::{
    app::{ENTER, ESCAPE, F11, Place, Window, chord},
    main_job::{CAPTION, SENTENCE, do_main_job},
    process::{Running, wait_until},
    telex::Telex,
};
use serde_json::json;

fn wait_until_saved(window: &Window) {
    window.wait_for_attribute("save-status", "data-state", "saved");
}

#[test]
fn a_story_is_written_captioned_and_packaged() {
    let place = Place::new();
    let window = place.open();
    let out = place.folder("out");
    fs::create_dir(&out).unwrap();

    let package = do_main_job(&window, &out);

    assert_eq!(package::verify(&package, Language::English).unwrap(), []);
    let page = fs::read_to_string(package.join("data/article.html")).unwrap();
    for words in [SENTENCE, CAPTION] {
        assert!(page.contains(words.trim()), "the page lacks {words:?}");
    }
}

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
fn what_was_said_to_be_saved_outlives_a_kill() {
    let place = Place::new();
    let window = place.open();
    window.click("new-story");
    window.type_into("headline", "Mưa lớn trên đèo");
    window.type_into("abstract", "Nước dâng nhanh trong đêm.");
    window.type_into("body", "Đường đèo ngập sâu.");
    window.type_into("body", ENTER);
    window.type_into("body", "Không ai bị thương.");
    wait_until_saved(&window);
    window.kill();

    let window = place.open();
    window.wait_for_text("headline", "Mưa lớn trên đèo");
    window.wait_for_text("abstract", "Nước dâng nhanh trong đêm.");
    window.wait_for_text("body", "Đường đèo ngập sâu.");
    window.wait_for_text("body", "Không ai bị thương.");
}

#[test]
fn language_and_theme_are_switched_and_kept() {
    let place = Place::new();
    let window = place.open();
    window.wait_for_text("new-story", "Viết bài mới");
    // The list takes the keyboard when it comes, and a menu that loses it closes.
    window.see("story-row");

    window.click("settings-open");
    window.choose("language-en");
    window.wait_for_text("new-story", "New story");
    for theme in ["dark", "light"] {
        window.choose(&format!("theme-{theme}"));
        window.session.find(&format!(":root[data-theme={theme}]"));
    }
    window.choose("theme-dark");
    window.session.find(":root[data-theme=dark]");
    let paper = background(&window);
    assert!(paper.iter().all(|&colour| colour < 64.0), "dark paper is dark: {paper:?}");
    // Settings say nothing when they are saved, so the library is asked.
    let kept = || Library::open(&place.library).and_then(|mut library| library.settings()).unwrap();
    wait_until("the settings are kept", || (kept().language, kept().theme) == (Language::English, Theme::Dark));
    window.kill();

    let window = place.open();
    window.wait_for_text("new-story", "New story");
    assert_eq!(background(&window), paper, "after a restart");
}

#[test]
fn a_story_is_found_by_a_few_letters_and_its_words_are_replaced_for_good() {
    let place = Place::new();
    let window = place.open();
    window.see("story-row");

    // Ctrl+K, without marks.
    window.type_into("search", &chord("k"));
    window.type_into("palette-query", "thu vien");
    window.wait_for_text("palette-item", "Thư viện");
    window.type_into("palette-query", ENTER);
    window.wait_for_text("headline", "Thư viện nước mưa");

    // "nuoc" finds nước.
    assert!(window.text("body").contains("nước"));
    window.type_into("body", &chord("h"));
    window.type_into("find-query", "nuoc");
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

/// Red, green and blue of the page, 0 to 255.
fn background(window: &Window) -> Vec<f64> {
    let colour = window.session.run("return getComputedStyle(document.body).backgroundColor", json!([]));
    let colour = colour.as_str().unwrap_or_default().to_owned();
    let numbers = colour.split(|c: char| !c.is_ascii_digit() && c != '.').filter_map(|part| part.parse().ok());
    numbers.take(3).collect()
}

#[test]
fn a_second_start_brings_the_first_window_to_the_front_and_ends() {
    let mut place = Place::new();
    let _bus = place.start_bus();
    let start =
        |library: &str| Running::start(place.app(&place.folder(library)).stdout(Stdio::null()).stderr(Stdio::null()));
    let windows = || {
        let found = place.xdotool(&["search", "--sync", "--onlyvisible", "--name", "^Dateline$"]);
        found.lines().map(str::to_owned).collect::<Vec<_>>()
    };

    let _first = start("one");
    let first_window = windows()[0].clone();
    // Another library has a window of its own, which takes the keyboard.
    let _other = start("other");
    wait_until("there are two windows", || windows().len() == 2);
    let other_window = windows().into_iter().find(|window| *window != first_window).unwrap();
    place.xdotool(&["windowfocus", "--sync", &other_window]);

    let mut second = start("one");
    assert!(second.ended(), "the second start ends by itself, without an error");
    wait_until("the first window has the keyboard", || place.xdotool(&["getwindowfocus"]) == first_window);
    assert_eq!(windows().len(), 2);
}

/// No check, but something for people to look at: every screen as it is, in target/screenshots.
#[test]
fn screenshots_of_every_screen() {
    let place = Place::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    let window = place.open();
    for (width, height) in [(1200, 800), (720, 480)] {
        window.session.resize(width, height);
        for language in ["vi", "en"] {
            for theme in ["light", "dark"] {
                window.see("story-row");
                window.click("settings-open");
                window.choose(&format!("language-{language}"));
                window.choose(&format!("theme-{theme}"));
                window.click("settings-open");
                let picture = |screen: &str| {
                    let seen = "[...document.images].every(image => image.complete && image.naturalWidth > 0)";
                    window.session.wait_for("all pictures are seen", seen, json!([]));
                    window.screenshot(&folder.join(format!("{screen}-{language}-{theme}-{width}.png")));
                };
                picture("library");
                window.click("story-row");
                window.see("body");
                picture("story");
                window.click("open-package");
                window.see("package-plan");
                picture("package");
                window.type_into("package-folder", "\u{E00C}");
                window.click("back");
                window.see("story-list");
            }
        }
    }
}
