use std::path::PathBuf;

use dateline_core::{
    Error, ErrorCode, Library, Result,
    story::{Edit, Photo, PhotoField, Story},
};
use serde_json::json;

use super::{read_assignments, say, show::photo_json};
use crate::{call::Desk, outcome::Outcome};

#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    Add {
        story: String,
        #[arg(required = true, value_name = "IMG")]
        files: Vec<PathBuf>,
    },
    List {
        story: String,
    },
    Set {
        story: String,
        photo: String,
        #[arg(required = true, value_name = "FIELD=VALUE")]
        values: Vec<String>,
    },
}

pub fn run(args: Args, desk: Desk) -> Result<Outcome> {
    let mut library = desk.library()?;
    match args.verb {
        Verb::Add { story, files } => add(&mut library, &desk, &story, &files),
        Verb::List { story } => {
            let story = read(&mut library, &story)?;
            let line = |(number, photo): (usize, &Photo)| {
                let caption = photo.fields.text(PhotoField::Caption);
                format!("{number}. {}  {}×{}  {}  {caption}", photo.id, photo.width, photo.height, photo.file_name)
            };
            let text: Vec<String> = (1..).zip(&story.photos).map(line).collect();
            let photos: Vec<_> = story.photos.iter().map(photo_json).collect();
            let text = if text.is_empty() { say(desk.language, "photo.list.none", []) } else { text.join("\n") };
            Ok(Outcome::done(json!({ "story": story.id, "photos": photos }), text))
        }
        Verb::Set { story, photo, values } => {
            let story = read(&mut library, &story)?;
            let photo = find(&story, &photo)?.id.clone();
            let values = read_assignments::<PhotoField>(&values)?;
            let edits: Vec<Edit> = values
                .into_iter()
                .map(|(field, value)| Edit::SetPhotoField { photo: photo.clone(), field, value })
                .collect();
            library.edit_latest(&story.id, &edits)?;
            let story = library.story(&story.id)?;
            let text = say(desk.language, "photo.set.done", [("photo", photo.to_string())]);
            Ok(Outcome::done(photo_json(find(&story, &photo.0)?), text))
        }
    }
}

fn read(library: &mut Library, story: &str) -> Result<Story> {
    let id = library.resolve(story)?;
    library.story(&id)
}

/// Every picture is checked before the first is attached, so a bad one leaves the story as it was.
fn add(library: &mut Library, desk: &Desk, story: &str, files: &[PathBuf]) -> Result<Outcome> {
    let id = library.resolve(story)?;
    let photos = library.append_photos(&id, files)?;
    let blanks = [("photos", photos.len().to_string()), ("story", id.to_string())];
    Ok(Outcome::done(json!({ "story": id, "photos": photos }), say(desk.language, "photo.add.done", blanks)))
}

/// By its id, the start of its id, or its number in the list.
fn find<'a>(story: &'a Story, wanted: &str) -> Result<&'a Photo> {
    let unknown = || Error::new(ErrorCode::PhotoUnknown).with("photo", wanted.escape_debug()).with("story", &story.id);
    if let Ok(number @ 1..=999) = wanted.parse::<usize>() {
        return story.photos.get(number - 1).ok_or_else(unknown);
    }
    let mut fitting = story.photos.iter().filter(|photo| !wanted.is_empty() && photo.id.0.starts_with(wanted));
    match (fitting.next(), fitting.next()) {
        (Some(photo), None) => Ok(photo),
        _ => Err(unknown()),
    }
}
