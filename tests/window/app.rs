//! The main job, and what the app remembers from one start to the next.

use std::{fs, process::Stdio};

use dateline_core::{Language, Library, library::Theme, package};
use dateline_tests::{
    app::{Place, Window},
    main_job::{CAPTION, SENTENCE, do_main_job},
    process::{Running, wait_until},
};
use serde_json::json;

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
