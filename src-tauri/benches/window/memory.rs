//! What the window keeps in memory, with all the processes that the web view starts: the app in a short story and in one
//! of 20,000 words, and a bare window. A page that several of them share counts by the part that is theirs (PSS).
//!
//! Counted once the cursor stands in the text and nothing grows any more.

use std::{
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use dateline_core::{
    Language, Library,
    story::{Block, Edit, StoryField},
};
use dateline_tests::{
    app::Place,
    process::{PATIENCE, Running},
};

use crate::{bare, cursor::Screen, support::text::Writer};

const ROUNDS: usize = 5;
const WORDS: [usize; 2] = [500, 20_000];
const PARAGRAPH: usize = 80;
/// So long nothing may have grown, and by how much is nothing.
const STILL: Duration = Duration::from_secs(3);
const NOTHING: u64 = 1 << 20;

pub fn measure() {
    let folder = tempfile::tempdir().unwrap();
    let (screen, display) = Screen::start(folder.path());
    let mut place = Place::on(display);
    let _bus = place.start_bus();
    let libraries = WORDS.map(|words| {
        let library = folder.path().join(format!("library-{words}"));
        newsroom(words, &library);
        library
    });
    let app = |library: &Path| {
        let mut command = place.app(library);
        command.env("XDG_DATA_HOME", library.join("web"));
        command
    };

    println!("\nmemory: of all processes together");
    let mut counted: [Vec<u64>; 3] = Default::default();
    for _ in 0..ROUNDS {
        counted[0].push(settled(&screen, &mut bare::command(&place)));
        for (library, counted) in libraries.iter().zip(&mut counted[1..]) {
            counted.push(settled(&screen, &mut app(library)));
        }
    }
    let names = ["peer: a bare WebKitGTK window", "the app, 500 words", "the app, 20,000 words"];
    let middle = counted.map(|mut counted| {
        counted.sort_unstable();
        counted[counted.len() / 2]
    });
    for (name, bytes) in names.iter().zip(middle) {
        println!("  {name:<52} {:>7} MB {:>8.2}", bytes / 1_000_000, bytes as f64 / middle[0] as f64);
    }
}

fn settled(screen: &Screen, command: &mut Command) -> u64 {
    let window = Running::start(command.stdout(Stdio::null()).stderr(Stdio::null()));
    screen.first_sight_of_cursor();
    let deadline = Instant::now() + PATIENCE;
    let (mut most, mut since) = (0, Instant::now());
    while since.elapsed() < STILL && Instant::now() < deadline {
        let now = window.memory();
        if now > most + NOTHING {
            (most, since) = (now, Instant::now());
        }
        thread::sleep(Duration::from_millis(250));
    }
    window.memory()
}

/// A library that was left in a story of so many words.
fn newsroom(words: usize, folder: &Path) {
    let mut library = Library::make(folder).unwrap();
    let mut writer = Writer::new();
    let story = library.create(Language::Vietnamese).unwrap();
    let headline = Edit::SetField { field: StoryField::Headline, value: writer.words(11).into() };
    let body = (0..words / PARAGRAPH).map(|_| Block::paragraph(writer.words(PARAGRAPH))).collect();
    library.edit_latest(&story, &[headline, Edit::SetBody { body }]).unwrap();
    let change = dateline_core::library::SettingsChange { last_story: Some(Some(story)), ..Default::default() };
    library.change_settings(&change).unwrap();
}
