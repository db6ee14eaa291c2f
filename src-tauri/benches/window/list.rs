//! A list of very many stories in the real window: how long from another question to its rows, and from frame to frame
//! while one scrolls through it, beside a bare element as high that scrolls in the same WebKit.
//!
//! `DATELINE_BENCH_STORIES=10000` sets another number.

use std::{fs, time::Duration};

use dateline_core::{
    Language, Library, Progress,
    library::SettingsChange,
    story::{Block, Edit, StoryField},
};
use dateline_tests::app::{Place, Window};
use serde_json::json;

use crate::support::{text::Writer, turns::compare};

const SECTIONS: [&str; 6] = ["Đời sống", "Kinh tế", "Giáo dục", "Giao thông", "Pháp luật", "Thể thao"];
const FRAMES: usize = 600;
const QUESTIONS: usize = 12;

/// Another order is another question, and waits for no pause in typing. The page tells when its first row is another.
const ASK: &str = "window.asked = null;
    const before = document.querySelector('[data-testid=story-row]')?.dataset.story;
    const began = performance.now();
    const look = () => {
        const now = document.querySelector('[data-testid=story-row]')?.dataset.story;
        if (now && now !== before) window.asked = performance.now() - began;
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const sort = document.querySelector('[data-testid=sort]');
    sort.value = arguments[0];
    sort.dispatchEvent(new Event('change', { bubbles: true }));";

/// So far each frame: as fast as a wheel that is turned in earnest.
const SCROLL: &str = "window.frames_ = null;
    const scroller = document.querySelector(arguments[0]);
    const took = [];
    let last = performance.now();
    const frame = now => {
        took.push(now - last);
        last = now;
        scroller.scrollTop += arguments[2];
        if (took.length <= arguments[1]) requestAnimationFrame(frame);
        else window.frames_ = took.slice(1);
    };
    requestAnimationFrame(frame);";
const STEP: usize = 60;

/// Over the app, as high as its rows.
const BARE: &str = "const bare = document.createElement('div');
    bare.id = 'bare';
    bare.style = 'position: fixed; inset: 0; overflow: auto; background: white';
    bare.innerHTML = `<div style=\"height: ${arguments[0]}px; background: repeating-linear-gradient(white 0 35px, gray 35px 36px)\"></div>`;
    document.body.append(bare);";

pub fn measure() {
    let stories = std::env::var("DATELINE_BENCH_STORIES").unwrap_or("100000".into());
    let stories: usize = stories.trim().parse().expect("DATELINE_BENCH_STORIES: 100000");
    let place = Place::new();
    lay_out(&place, stories);
    let window = place.open();
    window.see("story-row");
    let all = "document.querySelector('[data-testid=found]').textContent.replace(/\\D/g, '') === arguments[0]";
    window.session.wait_for("all stories are counted", all, json!([stories.to_string()]));

    println!("\nlist: {stories} stories");
    // Each begins with another story than the one before.
    let sorts = ["headline", "length", "changed"];
    let asked = (0..QUESTIONS).map(|at| ask(&window, sorts[at % sorts.len()])).collect();
    let ours = frames(&window, "[data-testid=rows]");
    window.session.run(BARE, json!([stories * 36]));
    let bare = frames(&window, "#bare");
    println!("from another order to its first row");
    compare(vec![("the app", asked)]);
    println!("from frame to frame, {STEP} pixels each");
    compare(vec![("peer: a bare element", bare), ("the app", ours)]);
}

fn ask(window: &Window, sort: &str) -> Duration {
    window.session.run(ASK, json!([sort]));
    window.session.wait_for("the rows have come", "window.asked !== null", json!([]));
    let took = window.session.run("return window.asked", json!([]));
    Duration::from_secs_f64(took.as_f64().expect("a time") / 1000.0)
}

fn frames(window: &Window, scroller: &str) -> Vec<Duration> {
    window.session.run(SCROLL, json!([scroller, FRAMES, STEP]));
    window.session.wait_for("it was scrolled through", "window.frames_ !== null", json!([]));
    let took: Vec<f64> = serde_json::from_value(window.session.run("return window.frames_", json!([]))).unwrap();
    took.into_iter().map(|took| Duration::from_secs_f64(took / 1000.0)).collect()
}

/// Made in memory, without waiting for a disk, and laid on the disk whole.
fn lay_out(place: &Place, stories: usize) {
    let memory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let mut library = Library::make(memory.path()).unwrap();
    let mut writer = Writer::new();
    for at in 0..stories {
        let story = library.create(Language::Vietnamese).unwrap();
        let field = |field, value: String| Edit::SetField { field, value: value.as_str().into() };
        let edits = [
            field(StoryField::Headline, writer.words(9)),
            field(StoryField::Section, SECTIONS[at % SECTIONS.len()].to_owned()),
            field(StoryField::Byline, format!("Tác giả {}", at % 40)),
            Edit::SetBody { body: vec![Block::paragraph(writer.words(40 + at % 60))] },
        ];
        library.edit(&story, 0, &edits).unwrap();
    }
    library.catch_up(&Progress::unwatched()).unwrap();
    let change = SettingsChange { compact_list: Some(true), ..Default::default() };
    library.change_settings(&change).unwrap();
    drop(library);
    fs::create_dir_all(&place.library).unwrap();
    fs::copy(memory.path().join("library.sqlite"), place.library.join("library.sqlite")).unwrap();
}
