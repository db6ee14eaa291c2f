//! What a check costs: a story of 20,000 words whole, and a paragraph again after one keystroke in stories of any length.
//!
//! `cargo bench -p dateline-check --bench speed -- [FOLDER]`; without a folder of clean text the story is made up.

#[allow(dead_code)]
mod support;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use dateline_check::{Language, Passage, Role, Session, Style};
use support::{Chance, Outcome, paragraphs};

const WORDS: usize = 20_000;
const PARAGRAPH: usize = 80;

fn main() -> Outcome<()> {
    let folder = std::env::args().skip(1).find(|argument| argument != "--bench");
    let text = folder.as_deref().map_or_else(|| Ok(made_up()), paragraphs)?;
    let style = Arc::new(Style::default());
    // The lists of words are unpacked once, with the first word read.
    let start = Instant::now();
    whole(&style, story(&text, PARAGRAPH));
    println!("the first paragraph, lists of words and all: {:.1} ms", millis(start.elapsed()));

    let times = (0..20).map(|_| {
        let story = story(&text, WORDS);
        let start = Instant::now();
        whole(&style, story);
        start.elapsed()
    });
    println!("{WORDS} words, whole: {:.1} ms", millis(middle(times.collect())));

    for words in [1_000, 20_000, 200_000] {
        let mut session = whole(&style, story(&text, words));
        let at = session.len() / 2;
        let Some(touched) = session.passage(at).cloned() else { continue };
        let times = (0..200).map(|nth| {
            let typed = Passage { text: format!("{}{}", touched.text, ["", "a"][nth % 2]), ..touched.clone() };
            let start = Instant::now();
            session.splice(at, 1, [typed]);
            start.elapsed()
        });
        let time = middle(times.collect());
        println!("one keystroke in {words} words: {:.3} ms ({} paragraphs)", millis(time), session.len());
    }
    Ok(())
}

fn whole(style: &Arc<Style>, story: Vec<Passage>) -> Session {
    let mut session = Session::new(style.clone());
    session.splice(0, 0, story);
    session
}

/// Paragraphs of this many words together, of one length, so that stories differ in their number only.
fn story(text: &[String], words: usize) -> Vec<Passage> {
    let all: Vec<&str> = text.iter().flat_map(|line| line.split_whitespace()).take(WORDS * 10).collect();
    let words: Vec<&str> = all.into_iter().cycle().take(words).collect();
    words.chunks(PARAGRAPH).map(|words| Passage::new(Role::Paragraph, Language::Vietnamese, words.join(" "))).collect()
}

fn made_up() -> Vec<String> {
    let syllables: Vec<&str> = "các đại biểu đã thảo luận về kế hoạch năm 2024, trong đó có việc xây dựng trường học; \
         người dân Hà Nội phấn khởi. Ủy ban nhân dân tỉnh đề nghị hoàn thành trước ngày 15/10/2019 theo Chỉ thị số 35-CT/TW."
        .split(' ')
        .collect();
    let mut chance = Chance::new(1);
    let mut line = || (0..PARAGRAPH).map(|_| syllables[chance.below(syllables.len())]).collect::<Vec<_>>().join(" ");
    (0..WORDS / PARAGRAPH).map(|_| line()).collect()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
