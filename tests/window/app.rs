//! The main job, and what the app remembers from one start to the next.

use std::{fs, process::Stdio};

use dateline_core::{Language, Library, library::Theme, package};
use dateline_tests::{
    app::{Place, Window, as_text},
    main_job::{CAPTION, SENTENCE, do_main_job},
    process::{Running, wait_until},
    script::Script,
};
use serde_json::json;

#[test]
fn a_story_is_written_captioned_and_packaged() {
    let place = Place::new();
    let out = place.folder("out");
    fs::create_dir(&out).unwrap();
    place.packages_went_to(&out);
    let window = place.open();

    let package = do_main_job(&window, &out);

    assert_eq!(package::verify(&package, Language::English).unwrap().problems, []);
    let page = fs::read_to_string(package.join("data/article.html")).unwrap();
    for words in [SENTENCE, CAPTION] {
        assert!(page.contains(words.trim()), "the page lacks {words:?}");
    }
}

/// Words that a story brings in must never be able to reach a file: not even a page that runs them.
#[test]
fn a_path_that_nobody_gave_to_the_window_is_refused() {
    let place = Place::new();
    let (remembered, elsewhere) = (place.folder("out"), place.folder("elsewhere"));
    fs::create_dir(&remembered).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    let secret = place.folder("bí mật.txt");
    fs::write(&secret, "Tít\n\nNguồn tin.").unwrap();
    place.packages_went_to(&remembered);
    let window = place.open();
    window.click("story-row");
    window.see("headline");

    let (secret, folder) = (as_text(&secret), as_text(&elsewhere));
    let options =
        json!({"out": folder, "zip": false, "draft": true, "base_url": null, "webp": false, "overridden_by": null});
    let story = Script::opened(&place).story;
    let calls = json!([
        ["import_article", {"article": secret, "photos": [], "letters": null}],
        ["import_article", {"article": secret, "photos": [secret], "letters": null}],
        ["import_codes", {"path": secret, "even_one": true}],
        ["import_house_style", {"path": secret}],
        ["verify_package", {"path": folder}],
        ["save_settings", {"changes": {"packages_folder": folder}}],
        ["add_photos", {"story": story, "paths": [folder]}],
        ["write_package", {"story": story, "options": options}],
    ]);
    // Plainly, as work that tells how far it is, and past both to what the window does itself.
    let count = 2 * calls.as_array().unwrap().len() + 2;
    let ask = "window.told = []; const [calls, folder] = arguments; const { invoke } = window.__TAURI_INTERNALS__;
        const asked = calls.flatMap(([command, args], at) => [
            ['call', { command, args }],
            ['call', { command, args, job: 900 + at, onStep: `__CHANNEL__:${900 + at}` }],
        ]);
        [...asked, ['reveal', { path: folder }], ['open_page', { path: folder }]].forEach(([door, args], at) => invoke(door, args).then(
            (answer) => (window.told[at] = 'done'), (error) => (window.told[at] = error.code ?? String(error))));";
    window.session.run(ask, json!([calls, folder]));
    window.session.wait_for("all are answered", "Object.keys(window.told).length === arguments[0]", json!([count]));
    let told = window.session.run("return window.told", json!([]));
    assert_eq!(told, json!(vec!["path_not_given"; count]));

    // A person who types one is told what to do, and nothing is written.
    window.click("open-package");
    window.clear("package-folder");
    window.type_into("package-folder", &folder);
    window.see("package-ready");
    window.click("package-write");
    window.wait_for_attribute("package-error", "data-code", "path_not_given");
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
    // A folder in one that was given is given.
    window.clear("package-folder");
    window.type_into("package-folder", &as_text(remembered.join("mới")));
    window.see("package-ready");
    window.click("package-write");
    window.wait_for_attribute("package-result", "data-ok", "true");
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
    let kept = || Library::open(&place.library).and_then(|library| library.settings()).unwrap();
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
