//! The plug is pulled while somebody types, in every box that takes words.

use std::{
    fs::File,
    io::Write,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use dateline_core::{
    Language, Progress,
    story::{Block, FieldValue, PhotoField, Story, StoryField},
};
use dateline_tests::{
    app::{ENTER, Place, TO_THE_END},
    script::Script,
};
use fastrand::Rng;
use serde_json::json;

use super::wait_until_saved;

/// No more of the typing than this may be missing after a power cut, on a computer that does what it is told at once.
const MOST_LOST: Duration = Duration::from_secs(1);
/// What is typed, over and over.
const WORDS: &str = "nước lên nhanh trong đêm, ghe xuồng nằm trên đường làng, ";

/// A box on the story's screen, and where the library keeps its words.
struct TextBox {
    name: String,
    kept: fn(&Story) -> String,
    /// What the library makes of the box's text.
    stored: fn(&str) -> String,
}

fn words(value: Option<&FieldValue>) -> String {
    match value {
        Some(FieldValue::Text(text)) => text.clone(),
        Some(FieldValue::List(items)) => items.join(", "),
        None => String::new(),
    }
}

fn boxes(script: &Script) -> Vec<TextBox> {
    let picture = script.kept().photos[0].id.0.clone();
    let field = |name: &str, kept| TextBox { name: name.to_owned(), kept, stored: prose };
    let photo = |name: &str, kept| TextBox { name: format!("{name}-{picture}"), kept, stored: prose };
    let chips = |name: &str, kept| TextBox { name: name.to_owned(), kept, stored: keywords };
    vec![
        field("headline", |story| words(story.fields.get(StoryField::Headline))),
        field("abstract", |story| words(story.fields.get(StoryField::Abstract))),
        field("body", |story| story.body.iter().map(|block| block.text.as_str()).collect()),
        photo("caption", |story| words(story.photos[0].fields.get(PhotoField::Caption))),
        photo("credit", |story| words(story.photos[0].fields.get(PhotoField::Credit))),
        photo("alt", |story| words(story.photos[0].fields.get(PhotoField::AltText))),
        field("field-byline", |story| words(story.fields.get(StoryField::Byline))),
        chips("field-keywords", |story| words(story.fields.get(StoryField::Keywords))),
        field("field-ednote", |story| words(story.fields.get(StoryField::Ednote))),
    ]
}

/// A key that was struck: where, what, and when the finger came down.
struct Key {
    place: usize,
    letter: char,
    at: Instant,
}

/// Types into one box, goes on to the next, and types there until the plug is pulled. Returns the keys that were
/// struck, how many of them were in what the window last said to be saved, and when the power was gone.
fn type_until_killed(place: &Place, boxes: &[TextBox], row: [usize; 2], dice: &mut Rng) -> (Vec<Key>, usize, Instant) {
    let window = place.open();
    let session = &window.session;
    let elements = row.map(|number| session.find(&format!("[data-testid={:?}]", boxes[number].name)));
    // Counted in the page, so that "saved" is read together with what had been typed when it was said.
    session.run(
        "window.typed = window.safe = 0;
         addEventListener('input', () => window.typed++, true);
         const status = document.querySelector('[data-testid=save-status]');
         new MutationObserver(() => {
             if (status.dataset.state === 'saved') window.safe = window.typed;
         }).observe(status, {attributes: true});",
        json!([]),
    );

    let mut letters = row.map(|_| WORDS.chars().cycle());
    let (mut keys, mut safe) = (Vec::new(), 0);
    let mut strike = |number: usize| {
        let letter = letters[number].next().unwrap();
        keys.push(Key { place: row[number], letter, at: Instant::now() });
        session.try_send_keys(&elements[number], &letter.to_string())?;
        let counted = session.try_run("return [window.typed, window.safe]")?;
        assert_eq!(counted[0], keys.len(), "each key has come to its box");
        safe = counted[1].as_u64().unwrap() as usize;
        Ok::<(), String>(())
    };
    session.send_keys(&elements[0], TO_THE_END);
    for _ in 0..4 + dice.u64(..8) {
        strike(0).unwrap();
    }
    session.send_keys(&elements[1], TO_THE_END);
    let (plug, moment) = (session.plug(), Duration::from_micros(dice.u64(..1_000_000)));
    let gone = thread::scope(|scope| {
        let other_hand = scope.spawn(move || {
            thread::sleep(moment);
            plug.pull();
            Instant::now()
        });
        while strike(1).is_ok() {}
        other_hand.join().unwrap()
    });
    (keys, safe, gone)
}

/// Runs `work` and tells how long this computer kept another program waiting meanwhile, at the most: for its turn, or
/// for its disk. Whatever is busy beside the test holds the app up as long.
fn with_longest_stall<T>(place: &Place, work: impl FnOnce() -> T) -> (T, Duration) {
    const PAUSE: Duration = Duration::from_millis(40);
    let mut file = File::create(place.folder("stalls")).unwrap();
    /// Set however the work ends: the watcher is waited for even when a check fails.
    struct Done<'a>(&'a AtomicBool);
    impl Drop for Done<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut longest = Duration::ZERO;
            while !done.load(Ordering::Relaxed) {
                let start = Instant::now();
                thread::sleep(PAUSE);
                file.write_all(&[0; 4096]).and_then(|()| file.sync_data()).unwrap();
                longest = longest.max(start.elapsed() - PAUSE);
            }
            longest
        });
        let ending = Done(&done);
        let outcome = work();
        drop(ending);
        (outcome, watcher.join().unwrap())
    })
}

#[test]
fn a_power_cut_costs_no_box_more_than_a_second_of_typing() {
    const KILLS_A_BOX: usize = 2;
    let place = Place::new();
    let script = Script::lay_out(&place, |photo| vec![Block::paragraph(""), Block::photo(photo), Block::paragraph("")]);
    let boxes = boxes(&script);
    let mut before = script.kept();
    let mut dice = Rng::with_seed(20_191_016);
    let (mut most_lost, mut struck, mut missing_in_all) = (Duration::ZERO, 0, 0);

    for kill in 0..boxes.len() * KILLS_A_BOX {
        let row = [kill % boxes.len(), (kill + 1) % boxes.len()];
        let ((keys, safe, gone), stall) =
            with_longest_stall(&place, || type_until_killed(&place, &boxes, row, &mut dice));
        struck += keys.len();
        let now = script.kept();
        for (number, TextBox { name, kept, stored }) in boxes.iter().enumerate() {
            let here = || keys.iter().enumerate().filter(|(_, key)| key.place == number);
            let came_through = came_through(*stored, &kept(&before), &kept(&now), here().map(|(_, key)| key.letter));
            let came_through = came_through.unwrap_or_else(|| panic!("kill {kill}: {name} holds {:?}", kept(&now)));
            let Some((first, key)) = here().nth(came_through) else { continue };
            assert!(first >= safe, "kill {kill}: {name} lost what was said to be saved");
            let lost = gone - key.at;
            assert!(lost <= MOST_LOST + stall, "kill {kill}: {name} lost {lost:?} of typing (stall {stall:?})");
            most_lost = most_lost.max(lost);
            missing_in_all += here().count() - came_through;
        }
        before = now;
    }
    assert_eq!(script.library().doctor(Language::English, &Progress::unwatched()).unwrap().problems, []);
    eprintln!(
        "{} kills, {struck} keys; {missing_in_all} were missing, the oldest of them struck {most_lost:?} before",
        boxes.len() * KILLS_A_BOX
    );
    assert!(missing_in_all > 0, "the kills came too late to mean anything");
}

/// A space or a comma at the end is not waited for.
fn prose(text: &str) -> String {
    text.replace(NEW_START, "").trim_end_matches([' ', ',']).to_owned()
}

/// One keyword between two commas, each once. Those of an earlier start are chips: what is typed begins another.
fn keywords(text: &str) -> String {
    let mut each: Vec<&str> = Vec::new();
    for keyword in text.split([',', NEW_START]).map(str::trim) {
        if !keyword.is_empty() && !each.contains(&keyword) {
            each.push(keyword);
        }
    }
    each.join(", ")
}

/// Stands between what a box held when it was opened and what was then typed.
const NEW_START: char = '\0';

/// How many of the letters typed behind `before` are in `now`; none where it is anything else.
fn came_through(
    stored: fn(&str) -> String,
    before: &str,
    now: &str,
    letters: impl Iterator<Item = char>,
) -> Option<usize> {
    let now = stored(now);
    let mut text = format!("{before}{NEW_START}");
    let fits = |text: &str| stored(text) == now;
    let mut found = fits(&text).then_some(0);
    for (count, letter) in (1..).zip(letters) {
        text.push(letter);
        if fits(&text) {
            found = Some(count);
        }
    }
    found
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
