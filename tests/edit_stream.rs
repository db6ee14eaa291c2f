//! `edit-stream LIBRARY STORY FIRST`: makes the edits from number FIRST on, as fast as it can, and prints each one's
//! number once the library has said that it is durable. It goes on until it is killed.

use std::{io::Write, path::Path, process::ExitCode};

use dateline_core::{Error, ErrorCode, Library, Result, story::StoryId};
use dateline_tests::edits::Copy;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [library, story, first] = args.as_slice() else {
        eprintln!("edit-stream LIBRARY STORY FIRST");
        return ExitCode::from(2);
    };
    match stream(Path::new(library), &StoryId(story.clone()), first) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn stream(library: &Path, story: &StoryId, first: &str) -> Result<()> {
    let first: u64 = first.parse().map_err(|_| Error::new(ErrorCode::BadCall).with("cause", first))?;
    let mut library = Library::make(library)?;
    // As the app does.
    library.expect_typing()?;
    let view = library.view(story)?;
    let photo = view.story.photos.first().map(|photo| photo.id.clone());
    let photo = photo.ok_or_else(|| Error::internal("the story has no picture"))?;
    let mut copy = Copy::after(first - 1, &photo);
    // Each line is one write: one that a reader sees whole was said whole.
    let mut out = std::io::stdout().lock();
    for number in first.. {
        library.edit(story, view.revision, &[copy.make(number, &photo)])?;
        if writeln!(out, "{number}").and_then(|()| out.flush()).is_err() {
            break;
        }
    }
    Ok(())
}
