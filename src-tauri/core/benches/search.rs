//! What a person waits for who looks for a story: [`Library::list`] with a query, first 20 and newest first, one, two and
//! three letters of a word that is being typed, and the whole list as the screen asks for it (the newest 1,000), over 2,000
//! and 20,000 stories of some 500 syllables. And who looks for a picture: [`Library::find_photos`], of which each story has
//! one with a caption. `DATELINE_BENCH_STORIES=500,5000` sets other numbers.
//!
//! Also told: how long the list takes that is asked for after all of them were changed, and what it costs to bring it and
//! the index up to date behind it, a story.
//! The library lies in memory where the system has a folder there (/dev/shm): what is measured are reads, which come
//! from the system's cache in any case, and 20,000 stories are made without waiting for a disk.

#![allow(clippy::unwrap_used)]

mod support {
    pub mod text;
    pub mod turns;
}

use std::{cell::RefCell, collections::BTreeMap, time::Instant};

use dateline_core::{
    Language, Library, Progress,
    story::{Block, Edit, Photo, PhotoField, PhotoFields, PhotoId, StoryField},
};
use support::{
    text::Writer,
    turns::{Contender, in_words, take_turns, timed},
};

const FIRST: usize = 20;
/// As the screen asks, of stories and of pictures.
const LISTED: usize = 1000;

fn main() {
    let sizes = std::env::var("DATELINE_BENCH_STORIES").unwrap_or("2000,20000".into());
    let sizes = sizes.split(',').map(|size| size.trim().parse::<usize>().expect("DATELINE_BENCH_STORIES: 2000,20000"));
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let mut library = Library::make(folder.path()).unwrap();
    // Two, so that stories are what they were before there were captions.
    let (mut writer, mut captions, mut stories) = (Writer::new(), Writer::new(), 0);
    for size in sizes {
        let added = size.saturating_sub(stories);
        (stories..stories + added).for_each(|number| write_a_story(&mut library, number, &mut writer, &mut captions));
        stories = stories.max(size);
        let next = timed(|| library.list("", 1).unwrap());
        let start = Instant::now();
        library.catch_up(&Progress::unwatched()).unwrap();
        let each = start.elapsed() / added.max(1) as u32;
        println!("\nsearch: {stories} stories, {added} of them changed since the list was asked for");
        println!("  the next list: {}; listing and indexing one behind it: {}", in_words(next), in_words(each));
        look_for_stories(&library);
        look_for_pictures(&library);
    }
}

fn write_a_story(library: &mut Library, number: usize, writer: &mut Writer, captions: &mut Writer) {
    let story = library.create(Language::Vietnamese).unwrap();
    let mut edits = vec![
        Edit::SetField { field: StoryField::Headline, value: writer.words(11).into() },
        Edit::SetField { field: StoryField::Abstract, value: writer.words(40).into() },
        Edit::SetField { field: StoryField::Byline, value: writer.words(3).into() },
    ];
    edits.push(Edit::SetBody { body: (0..5).map(|_| Block::paragraph(writer.words(90))).collect() });
    let mut fields = PhotoFields::default();
    fields.set(PhotoField::Caption, captions.words(25));
    fields.set(PhotoField::Credit, captions.words(3));
    edits.push(Edit::AddPhoto {
        photo: Photo {
            id: PhotoId(format!("photo-{number}")),
            fields,
            origins: BTreeMap::new(),
            place: String::new(),
            file_name: format!("DSC_{number:05}.JPG"),
            media_type: "image/jpeg".into(),
            width: 6000,
            height: 4000,
            sha256: format!("{number:064x}"),
        },
    });
    library.edit(&story, 0, &edits).unwrap();
}

fn look_for_stories(library: &Library) {
    let library = RefCell::new(library);
    let look = |name, query: &'static str, limit| {
        let found = library.borrow_mut().list(query, usize::MAX >> 1).unwrap().len();
        let name: &str = Box::leak(format!("{name}, {found} found").into_boxed_str());
        let library = &library;
        Contender::new(name, move || timed(|| library.borrow_mut().list(query, limit).unwrap()))
    };
    take_turns(
        200,
        vec![
            look("the newest 20, no query", "", FIRST),
            look("the list as the screen opens it", "", LISTED),
            look("one frequent word, no marks: duong", "duong ", FIRST),
            look("two words, no marks: cho noi", "cho noi ", FIRST),
            look("two words, with marks: chợ nổi", "chợ nổi ", FIRST),
            look("one letter: d", "d", FIRST),
            look("two letters: du", "du", FIRST),
            look("three letters: duo", "duo", FIRST),
            look("one letter with its mark: đ", "đ", FIRST),
            look("a word that is being typed: đư", "đư", FIRST),
            look("three rarer words, with marks", "rão xền giựng ", FIRST),
            look("a word that no story has", "zzz ", FIRST),
        ],
    );
}

fn look_for_pictures(library: &Library) {
    let look = |name, query: &'static str, limit| {
        let found = library.find_photos(query, usize::MAX >> 1).unwrap().len();
        let name: &str = Box::leak(format!("{name}, {found} found").into_boxed_str());
        Contender::new(name, move || timed(|| library.find_photos(query, limit).unwrap()))
    };
    println!("  pictures:");
    take_turns(
        50,
        vec![
            look("the newest 1,000, no query", "", LISTED),
            look("one letter: d", "d", LISTED),
            look("two letters: du", "du", LISTED),
            look("three letters: duo", "duo", LISTED),
            look("one frequent word, no marks: duong", "duong ", LISTED),
            look("two words, with marks: chợ nổi", "chợ nổi ", LISTED),
            look("a word that no picture has", "zzz ", LISTED),
        ],
    );
}
