//! From a key to its paint, in the middle of a story of 20,000 words: the app, and the same text in a bare element
//! that can be edited, in the same WebKit, without a style or a script. The copy checker has found something in each
//! paragraph, and shows it. Typed by xdotool into the real windows, a few words here and a few there, at the pace of a
//! person.

use std::time::Duration;

use dateline_core::{
    Language, Library,
    story::{Block, Edit, StoryField},
};
use dateline_tests::app::{Place, Window};
use serde_json::json;

use crate::support::{text::Writer, turns::compare};

const WORDS: usize = 20_000;
const PARAGRAPH: usize = 80;
const TURNS: usize = 48;
/// Between two keys, in milliseconds: some 90 words a minute.
const PACE: &str = "130";
const STRUCK: [&str; 4] = ["nuoc ", "len nh", "anh tr", "ong "];

/// The page tells, for each key, when it heard of it and when it had painted (the task after the next frame), both
/// since the key was struck. That was timed by the X server's clock, which is ahead or behind by always as much: the
/// key that was heard of soonest is taken for one that was heard of at once.
const METER: &str = "window.painted = [];
    addEventListener('keydown', event => {
        const heard = performance.now() - event.timeStamp;
        requestAnimationFrame(() => {
            const after = new MessageChannel();
            after.port1.onmessage = () => window.painted.push([heard, performance.now() - event.timeStamp]);
            after.port2.postMessage(null);
        });
    }, true);";

/// The cursor in the middle of the text.
const TO_THE_MIDDLE: &str = "const text = document.querySelector(arguments[0]);
    const paragraph = text.children[text.children.length >> 1];
    text.focus();
    getSelection().collapse(paragraph.firstChild, paragraph.firstChild.length >> 1);
    paragraph.scrollIntoView({block: 'center'});";

/// Instead of the app's page, its listeners and its styles: the text alone.
const BARE: &str = "document.open();
    document.write('<!doctype html><meta charset=utf-8><title>Dateline</title><div id=text contenteditable spellcheck=false></div>');
    document.close();
    const text = document.getElementById('text');
    for (const words of arguments[0]) text.appendChild(document.createElement('p')).textContent = words;";

pub fn measure() {
    let mut writer = Writer::new();
    let text: Vec<String> = (0..WORDS / PARAGRAPH).map(|_| writer.words(PARAGRAPH)).collect();
    let (ours, bare) = (Place::new(), Place::new());
    let app = open_with(&ours, &text);
    app.see("body");
    // No paragraph ends with a full stop, to begin with.
    let shown = "document.querySelectorAll('.finding').length >= arguments[0]";
    app.session.wait_for("the findings are shown", shown, json!([text.len()]));
    let peer = open_with(&bare, &text[..1]);
    peer.see("body");
    peer.session.run(BARE, json!([text]));

    let windows = [(&bare, peer, "#text"), (&ours, app, "[data-testid=body]")];
    for (_, window, text) in &windows {
        window.focus();
        window.session.run(METER, json!([]));
        window.session.run(TO_THE_MIDDLE, json!([text]));
    }
    let mut times = [Vec::new(), Vec::new()];
    for turn in 0..=TURNS {
        for ((place, window, _), times) in windows.iter().zip(&mut times) {
            let struck = STRUCK[turn % STRUCK.len()];
            place.xdotool(&["type", "--delay", PACE, struck]);
            window.session.wait_for("every key is painted", "painted.length >= arguments[0]", json!([struck.len()]));
            let painted = window.session.run("return painted.splice(0)", json!([]));
            // The first turn warms the caches.
            if turn > 0 {
                times.extend(serde_json::from_value::<Vec<(f64, f64)>>(painted).unwrap());
            }
        }
    }
    let [peer, ours] = times.map(|keys| {
        let struck = keys.iter().map(|(heard, _)| *heard).fold(f64::INFINITY, f64::min);
        keys.into_iter().map(|(_, painted)| Duration::from_secs_f64((painted - struck) / 1000.0)).collect()
    });
    println!("\ntyping: from a key to its paint, in a story of {WORDS} words");
    compare(vec![("peer: a bare contenteditable", peer), ("the app", ours)]);
}

fn open_with<'a>(place: &'a Place, text: &[String]) -> Window<'a> {
    let mut library = Library::make(&place.library).unwrap();
    let story = library.create(Language::Vietnamese).unwrap();
    let headline = Edit::SetField { field: StoryField::Headline, value: "Nước lên nhanh trong đêm".into() };
    let body = Edit::SetBody { body: text.iter().map(|words| Block::paragraph(words.clone())).collect() };
    library.edit_latest(&story, &[headline, body]).unwrap();
    let change = dateline_core::library::SettingsChange { last_story: Some(Some(story)), ..Default::default() };
    library.change_settings(&change).unwrap();
    drop(library);
    place.open()
}
