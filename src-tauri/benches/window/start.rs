//! From the start of the process until the cursor stands in the text, as it is seen on the display: the app that
//! opens in the last story, out of a library with 100 stories and out of one with 10,000, and a bare window.
//!
//! The files lie in the system's cache, as they do for everybody who starts a program twice a day.
//! `DATELINE_BENCH_STORIES=100,50000` sets other numbers.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use dateline_core::{
    Language, Library,
    story::{Block, Edit, StoryField},
};
use dateline_tests::{
    app::Place,
    process::{Running, wait_until},
};

use crate::{
    bare,
    cursor::Screen,
    support::{
        text::Writer,
        turns::{Contender, take_turns},
    },
};

const ROUNDS: usize = 15;

pub fn measure() {
    let sizes = std::env::var("DATELINE_BENCH_STORIES").unwrap_or("100,10000".into());
    let sizes = sizes.split(',').map(|size| size.trim().parse::<usize>().expect("DATELINE_BENCH_STORIES: 100,10000"));
    let memory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let disk = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (screen, display) = Screen::start(memory.path());
    let mut place = Place::on(display);
    // As on any desktop: without one, each start would begin by starting its own.
    let _bus = place.start_bus();
    let place = &place;

    let libraries: Vec<(usize, PathBuf)> =
        sizes.map(|stories| (stories, newsroom(stories, memory.path(), disk.path()))).collect();

    println!("\nstart: from the process to the cursor in the text");
    let screen = &screen;
    let mut contenders =
        vec![Contender::new("peer: a bare WebKitGTK window", move || start(screen, &mut bare::command(place)))];
    for (stories, library) in &libraries {
        let name: &str = Box::leak(format!("the app, {stories} stories").into_boxed_str());
        visit(screen, place, library);
        contenders.push(Contender::new(name, move || start(screen, &mut app(place, library))));
    }
    take_turns(ROUNDS, contenders);
}

fn start(screen: &Screen, command: &mut Command) -> Duration {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let _window = Running::start(command);
    screen.first_sight_of_cursor() - start
}

/// Each library is that of another person, whose web view remembers other things.
fn app(place: &Place, library: &Path) -> Command {
    let mut command = place.app(library);
    command.env("XDG_DATA_HOME", library.join("web"));
    command
}

/// Opens the app and leaves it, as every start but the first finds it: the page has kept how it looked.
fn visit(screen: &Screen, place: &Place, library: &Path) {
    let _window = Running::start(app(place, library).stdout(Stdio::null()).stderr(Stdio::null()));
    screen.first_sight_of_cursor();
    let kept = library.join("web/org.dateline.Desktop/localstorage/tauri_localhost_0.localstorage-wal");
    let sought: Vec<u8> = "{\"story\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_kept = || fs::read(&kept).is_ok_and(|bytes| bytes.windows(sought.len()).any(|window| window == sought));
    wait_until("the page has kept how it looks", is_kept);
}

/// A library left in one of its stories. It is made in memory, without waiting for a disk, and laid on the disk whole.
fn newsroom(stories: usize, memory: &Path, disk: &Path) -> PathBuf {
    let made = memory.join(format!("{stories}"));
    let mut library = Library::make(&made).unwrap();
    let mut writer = Writer::new();
    for _ in 0..stories {
        let story = library.create(Language::Vietnamese).unwrap();
        let edits = [
            Edit::SetField { field: StoryField::Headline, value: writer.words(11).into() },
            Edit::SetField { field: StoryField::Byline, value: writer.words(3).into() },
            Edit::SetBody { body: (0..5).map(|_| Block::paragraph(writer.words(90))).collect() },
        ];
        library.edit(&story, 0, &edits).unwrap();
    }
    let last = library.list("", 1).unwrap().remove(0).id;
    let change = dateline_core::library::SettingsChange { last_story: Some(Some(last)), ..Default::default() };
    library.change_settings(&change).unwrap();
    drop(library);

    let lies = disk.join(format!("{stories}"));
    fs::create_dir(&lies).unwrap();
    fs::copy(made.join("library.sqlite"), lies.join("library.sqlite")).unwrap();
    fs::remove_dir_all(made).unwrap();
    lies
}
