//! A long text pasted into the real window: until it is painted, and until all of it is on the disk. In a new story each
//! time, as plain text of paragraphs, in three lengths: four times the words should cost about four times the time.

use dateline_tests::app::{Place, Window, chord};
use serde_json::json;

use crate::support::text::Writer;

const WORDS: [usize; 3] = [5_000, 20_000, 80_000];
const PARAGRAPH: usize = 80;
const ROUNDS: usize = 3;

/// Hands the words over as a clipboard does; answers, in milliseconds, when they were painted (the task after the next
/// frame) and when nothing of them waited to be saved any more.
const PASTE: &str = "const [words] = arguments;
    window.pasted = null;
    const body = document.querySelector('[data-testid=body]');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', words);
    body.focus();
    const begun = performance.now();
    body.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
    const handed = performance.now() - begun;
    requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => {
            const painted = performance.now() - begun;
            const look = () => {
                if (document.querySelector('[data-testid=save-status]').dataset.state !== 'saved') return setTimeout(look, 5);
                window.pasted = ([handed, painted, performance.now() - begun]);
            };
            look();
        };
        after.port2.postMessage(null);
    });";

pub fn measure() {
    let mut writer = Writer::new();
    let place = Place::new();
    let window = place.open();
    println!("\npaste: plain text into a new story, the median of {ROUNDS}");
    println!("  {:<52} {:>10} {:>10} {:>10}", "", "taken in", "painted", "saved");
    for words in WORDS {
        let text: Vec<String> = (0..words / PARAGRAPH).map(|_| writer.words(PARAGRAPH)).collect();
        let text = text.join("\n\n");
        let mut rounds: Vec<[f64; 3]> = (0..ROUNDS).map(|_| paste(&window, &text)).collect();
        let median = [0, 1, 2].map(|at| {
            rounds.sort_by(|one, other| one[at].total_cmp(&other[at]));
            format!("{:.0} ms", rounds[ROUNDS / 2][at])
        });
        println!("  {:<52} {:>10} {:>10} {:>10}", format!("{words} words"), median[0], median[1], median[2]);
    }
}

fn paste(window: &Window, text: &str) -> [f64; 3] {
    window.focus();
    window.strike(&chord("n"));
    let is_new = "document.querySelector('[data-testid=headline]')?.value === '' \
        && document.querySelector('[data-testid=body]')?.textContent === ''";
    window.session.wait_for("a new story is open", is_new, json!([]));
    window.session.run(PASTE, json!([text]));
    window.session.wait_for("all of it is saved", "window.pasted", json!([]));
    serde_json::from_value(window.session.run("return pasted", json!([]))).unwrap()
}
