//! Every screen, judged by axe-core in the web view that people have: by its rules for WCAG 2.2 AA, in both themes.

use std::{fs, path::Path};

use dateline_tests::{
    app::{DOWN, ENTER, F1, F8, Place, Window, chord},
    script::Script,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::wait_until_saved;

/// Which screens there are and how to get there; the screen's own tests read the same list.
pub(super) const SCREENS: &str = include_str!("../../ui/src/testing/screens.json");

#[derive(Deserialize)]
pub(super) struct List {
    rules: Vec<String>,
    pub screens: Vec<Screen>,
}

#[derive(Deserialize)]
pub(super) struct Screen {
    pub name: String,
    pub on: String,
    /// A verb, a name, and what the verb needs beside it.
    pub steps: Vec<Vec<String>>,
}

#[test]
fn axe_finds_nothing_on_light_paper() {
    judge("light", "vi");
}

#[test]
fn axe_finds_nothing_on_dark_paper() {
    judge("dark", "en");
}

fn judge(theme: &str, language: &str) {
    let Some(axe) = axe() else { return };
    let list: List = serde_json::from_str(SCREENS).unwrap();
    let place = Place::new();
    let window = place.open();
    window.see("story-row");
    // Beside the samples, one story of one's own: there is a list then.
    window.click("new-story");
    window.type_into("headline", "Nước lên");
    wait_until_saved(&window);
    window.click("back");
    window.see("search");
    window.click("settings-open");
    window.choose(&format!("language-{language}"));
    window.choose(&format!("theme-{theme}"));
    window.session.find(&format!(":root[data-theme={theme}][lang={language}]"));

    let mut found = Vec::new();
    for screen in &list.screens {
        begin(&window, &screen.on);
        for step in &screen.steps {
            take(&window, step);
        }
        let violations = violations(&window, &axe, &list.rules);
        found.extend(violations.into_iter().map(|violation| format!("{}: {violation}", screen.name)));
    }
    words_aside(&window, &place);
    let violations = violations(&window, &axe, &list.rules);
    found.extend(violations.into_iter().map(|violation| format!("words whose picture is gone: {violation}")));
    assert!(found.is_empty(), "axe-core found {}:\n{}", found.len(), found.join("\n"));
}

/// Kept by the window since another day.
fn words_aside(window: &Window, place: &Place) {
    begin(window, "story");
    let story = Script::opened(place).story;
    let photo = json!({ "id": "gone", "file_name": "thuyen.jpg", "sha256": "0".repeat(64), "fields": {} });
    let words = json!([
        { "photo": photo, "field": "caption", "value": "Thuyền về bến" },
        { "photo": photo, "field": "people", "value": ["Minh Hạ", "Thu An"] },
    ]);
    let rows = json!([[story, words]]).to_string();
    window.session.run("localStorage.setItem('dateline.aside', arguments[0])", json!([rows]));
    begin(window, "story");
    for step in [["click", "aside-open"], ["see", "aside-bring-back"]] {
        take(window, &step.map(str::to_owned));
    }
}

fn axe() -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let read = fs::read_to_string(&path);
    if let Err(error) = &read {
        eprintln!("SKIPPED: no screen is judged without {}: {error}", path.display());
    }
    read.ok()
}

/// The screen as it is when somebody comes to it, whatever was open before.
pub(super) fn begin(window: &Window, on: &str) {
    window.session.reload();
    window.session.find("[data-testid=library], [data-testid=story]");
    // What is read later may be open from before: until it shows, nobody can tell.
    window.session.find("[data-whole=true]");
    match (on, window.shows("story")) {
        ("library", true) => window.click("back"),
        ("story", false) => window.click("sample"),
        _ => {}
    }
    window.see(if on == "library" { "story-row" } else { "body" });
}

pub(super) fn take(window: &Window, step: &[String]) {
    let step: Vec<_> = step.iter().map(String::as_str).collect();
    match *step.as_slice() {
        ["see", name] => window.see(name),
        ["click", name] => in_page(window, name, "click()"),
        ["focus", name] => in_page(window, name, "focus()"),
        ["menu", name] => {
            let event = "new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 40, clientY: 60 })";
            in_page(window, name, &format!("dispatchEvent({event})"));
        }
        ["open", name, button] if !window.shows(name) => window.click(button),
        ["close", name, button] if window.shows(name) => window.click(button),
        ["open" | "close", _, _] => {}
        ["type", name, text] => {
            window.clear(name);
            if !text.is_empty() {
                window.type_into(name, text);
            }
        }
        ["key", key, "Control"] => window.strike(&chord(key)),
        ["key", "F1"] => window.strike(F1),
        ["key", "F8"] => window.strike(F8),
        ["key", "ArrowDown"] => window.strike(DOWN),
        ["key", key] if key.chars().count() == 1 => window.strike(key),
        ["key", "Enter"] => window.strike(ENTER),
        _ => panic!("nobody knows how to {step:?}"),
    }
}

/// Not with the mouse: some of it is out of sight until it is pointed at.
fn in_page(window: &Window, name: &str, call: &str) {
    let selector = format!("[data-testid={name}]:not(:disabled)");
    window.session.find(&selector);
    window.session.run(&format!("document.querySelector(arguments[0]).{call}"), json!([selector]));
}

/// What axe-core holds against the page as it stands, once it stands still.
fn violations(window: &Window, axe: &str, rules: &[String]) -> Vec<String> {
    let still = "document.getAnimations().every(one => one.playState !== 'running')";
    window.session.wait_for("nothing moves", still, json!([]));
    window.session.run(axe, json!([]));
    // Where there is a frame axe-core 4 looks for sheets before it has read the page, and takes what lies under one for
    // reachable. It could ask nothing of a frame that runs no script.
    let unframe =
        "if (document.querySelector('dialog')) document.querySelectorAll('iframe').forEach(one => one.remove())";
    window.session.run(unframe, json!([]));
    let judge = "window.judged = null;
         const keep = (judged) => { window.judged = judged; };
         axe.run(document, { runOnly: arguments[0], resultTypes: ['violations'] })
             .then(({ violations, passes }) => keep({ violations, passes: passes.length }))
             .catch((error) => keep({ error: String(error) }));";
    window.session.run(judge, json!([rules]));
    window.session.wait_for("axe-core has judged", "window.judged", json!([]));
    let judged = window.session.run("return window.judged", json!([]));
    assert!(judged["passes"].as_u64() > Some(0), "axe-core saw nothing: {}", judged["error"]);
    let violations = judged["violations"].as_array().cloned().unwrap_or_default();
    violations.iter().flat_map(told).collect()
}

/// One line for each element that breaks a rule.
fn told(violation: &Value) -> Vec<String> {
    let (rule, help) = (&violation["id"], &violation["help"]);
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    nodes.iter().map(|node| format!("{rule} {help} at {} — {}", node["target"], node["failureSummary"])).collect()
}
