use std::path::{Path, PathBuf};

use dateline_core::{
    Error, ErrorCode, Library, Progress, Result, codes,
    library::{
        AddPhotosReport, BroughtAgain, FailedFile, FieldDifference, FoundPhoto, PhotoPlacement, PhotoUses, UnreadPart,
    },
    story::{Edit, FieldValue, Letters, PICKED, Photo, PhotoField, REJECTED, Story},
    strings,
};
use serde_json::json;

use super::{read_assignments, saved, say, show::photo_json, value_text};
use crate::{
    call::Caller,
    outcome::{Exit, Outcome},
};

#[derive(Clone, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Clone, clap::Subcommand)]
enum Verb {
    Add {
        story: String,
        #[arg(required = true, value_name = "IMG|DIR")]
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
        #[arg(long)]
        codes: bool,
    },
    Reread {
        story: String,
        photo: String,
        #[arg(long)]
        letters: String,
    },
    Find {
        query: Vec<String>,
    },
    Uses {
        story: String,
        photo: String,
    },
}

pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    match args.verb {
        Verb::Add { story, files } => add(&mut *caller.to_write()?, caller, &story, &files),
        Verb::List { story } => {
            let story = read(&*caller.to_read()?, &story)?;
            let text: Vec<String> = (1..)
                .zip(&story.photos)
                .map(|(number, photo)| format!("{number}. {}{}", line(photo), told(photo, caller)))
                .collect();
            let photos: Vec<_> = story.photos.iter().map(photo_json).collect();
            let text = if text.is_empty() { say(caller.language, "photo.list.none", []) } else { text.join("\n") };
            Ok(Outcome::done(json!({ "story": story.id, "photos": photos }), text))
        }
        Verb::Set { story, photo, values, codes } => {
            set(&mut *caller.to_write()?, caller, &story, &photo, &values, codes)
        }
        Verb::Reread { story, photo, letters } => reread(&mut *caller.to_write()?, caller, &story, &photo, &letters),
        Verb::Find { query } => {
            let found = caller.to_read()?.find_photos(&query.join(" "), i32::MAX as usize)?;
            let line = |FoundPhoto { story, photo, .. }: &FoundPhoto| format!("{story}  {}", line(photo));
            let text = match found.as_slice() {
                [] => say(caller.language, "photo.find.none", []),
                found => found.iter().map(line).collect::<Vec<_>>().join("\n"),
            };
            let photos = found.iter().map(|FoundPhoto { story, headline, photo }| {
                json!({ "story": story, "headline": headline, "photo": photo_json(photo) })
            });
            Ok(Outcome::done(json!({ "photos": photos.collect::<Vec<_>>() }), text))
        }
        Verb::Uses { story, photo } => {
            let library = caller.to_read()?;
            let story = read(&library, &story)?;
            let uses = library.photo_uses(&find(&story, &photo)?.sha256)?;
            let text = uses_text(&uses, caller);
            Ok(Outcome::done(json!(uses), text))
        }
    }
}

/// What the desk has decided about a picture stands before its caption: ★★★, ✓ or ✗, and the crops by their names.
fn line(photo: &Photo) -> String {
    let text = |field| photo.fields.text(field);
    let stars = "★".repeat(text(PhotoField::Rating).parse().unwrap_or_default());
    let pick = match text(PhotoField::Pick) {
        PICKED => "✓",
        REJECTED => "✗",
        _ => "",
    };
    let crops = [PhotoField::Crop16x9, PhotoField::Crop4x3, PhotoField::Crop1x1, PhotoField::CropFree];
    let crops = crops.into_iter().filter(|crop| !text(*crop).is_empty()).map(PhotoField::name).collect::<Vec<_>>();
    let size = format!("{}×{}", photo.width, photo.height);
    let marks = format!("{stars}{pick}");
    let parts =
        [&photo.id.0, &size, &photo.file_name, &marks, &crops.join(" "), text(PhotoField::Caption)].map(str::to_owned);
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// What whoever sent the picture wants the desk to know before it is used.
fn told(photo: &Photo, caller: &Caller) -> String {
    let fields = [PhotoField::Instructions, PhotoField::UsageTerms, PhotoField::Embargoed, PhotoField::Expires];
    let filled = fields.into_iter().filter(|field| !photo.fields.text(*field).is_empty());
    let line = |field: PhotoField| {
        let name = strings::text(caller.language, &format!("package.field.{}", field.name()));
        format!("\n   {name}: {}", photo.fields.text(field).replace('\n', " "))
    };
    filled.map(line).collect()
}

fn read(library: &Library, story: &str) -> Result<Story> {
    let id = library.resolve(story)?;
    library.story(&id)
}

/// What can come in comes in, and the rest is told of. Where nothing did, the first reason is the answer.
fn add(library: &mut Library, caller: &Caller, story: &str, files: &[PathBuf]) -> Result<Outcome> {
    let id = library.resolve(story)?;
    let (mut came_in, mut failed) = (Vec::new(), Vec::new());
    let added = library.add_photos(
        &id,
        files,
        PhotoPlacement::EndOfBody,
        caller.language,
        &Progress::unwatched(),
        &mut |step| {
            came_in.extend(step.photos.into_iter().map(|photo| photo.id));
            failed.extend(step.failed);
        },
    );
    let done = |photos: usize| {
        say(caller.language, "photo.add.done", [("photos", photos.to_string()), ("story", id.to_string())])
    };
    let report = match added {
        Ok(report) => report,
        Err(error) => {
            let outcome = Outcome::failed(&error, caller.language);
            let mut wrong = vec![outcome.wrong.clone()];
            wrong.extend(failed.iter().map(|file| not_added(file, caller)));
            let outcome = outcome.with("photos", json!(came_in)).with("failed", json!(failed)).but_failed(&wrong);
            return Ok(if came_in.is_empty() { outcome } else { outcome.though_made(done(came_in.len())) });
        }
    };
    let AddPhotosReport { added, again, failed, unread, passed_over } = &report;
    if let ([], [], [first, rest @ ..]) = (added.as_slice(), again.as_slice(), failed.as_slice()) {
        let mut wrong = vec![format!("{}\n{}", first.error.message, first.error.hint)];
        wrong.extend(rest.iter().map(|file| not_added(file, caller)));
        let outcome = Outcome::told(&first.error, Exit::Wrong).with("failed", json!(failed));
        return Ok(outcome.with("passed_over", json!(passed_over)).but_failed(&wrong));
    }
    let mut lines = vec![done(added.len())];
    for BroughtAgain { file_name, differences, .. } in again {
        lines.push(say(caller.language, "photo.add.again", [("file", file_name.clone())]));
        for FieldDifference { field, now, file } in differences {
            let now = now.as_ref().map(value_text).unwrap_or_default();
            let blanks = [("field", field.name().to_owned()), ("now", now), ("in_file", value_text(file))];
            lines.push(say(caller.language, "photo.add.differs", blanks));
        }
    }
    for UnreadPart { file_name, part, .. } in unread {
        let part = say(caller.language, &format!("photo.add.part.{}", part.as_str()), []);
        lines.push(say(caller.language, "photo.add.unread", [("file", file_name.clone()), ("part", part)]));
    }
    if !passed_over.is_empty() {
        let names = passed_over.iter().take(NAMED).map(|path| name_of(path)).collect::<Vec<_>>().join(", ");
        let names = if passed_over.len() > NAMED { format!("{names}…") } else { names };
        let blanks = [("count", passed_over.len().to_string()), ("files", names)];
        lines.push(say(caller.language, "photo.add.passed_over", blanks));
    }
    let json = json!({
        "story": id,
        "photos": added,
        "again": again,
        "failed": failed,
        "unread": unread,
        "passed_over": passed_over,
    });
    let wrong: Vec<String> = failed.iter().map(|file| not_added(file, caller)).collect();
    let outcome = if added.is_empty() { Outcome::done } else { Outcome::made };
    Ok(outcome(json, lines.join("\n")).but_failed(&wrong))
}

/// So many files that are no pictures are told by name.
const NAMED: usize = 20;

fn name_of(path: &str) -> String {
    Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn not_added(file: &FailedFile, caller: &Caller) -> String {
    say(caller.language, "photo.add.failed", [("reason", file.error.message.clone())])
}

fn set(
    library: &mut Library,
    caller: &Caller,
    story: &str,
    photo: &str,
    values: &[String],
    with_codes: bool,
) -> Result<Outcome> {
    let story = read(library, story)?;
    let photo = find(&story, photo)?.id.clone();
    let known = if with_codes { library.codes()?.codes } else { Vec::new() };
    let mut unknown = Vec::new();
    let mut expand = |text: String| {
        if !with_codes {
            return text;
        }
        let expanded = codes::expand(&text, &known);
        unknown.extend(expanded.unknown);
        expanded.text
    };
    let mut edits = Vec::new();
    for (field, value) in read_assignments::<PhotoField>(values)? {
        let value = match value {
            FieldValue::Text(text) => FieldValue::Text(expand(text)),
            FieldValue::List(items) => FieldValue::List(items.into_iter().map(&mut expand).collect()),
        };
        edits.push(Edit::SetPhotoField { photo: photo.clone(), field, value });
    }
    library.edit_latest(&story.id, &edits)?;
    let mut lines = vec![say(caller.language, "photo.set.done", [("photo", photo.to_string())])];
    if !unknown.is_empty() {
        lines.push(say(caller.language, "photo.set.unknown_codes", [("codes", unknown.join(", "))]));
    }
    let shown = library.story(&story.id).and_then(|story| find(&story, &photo.0).map(photo_json));
    let outcome = saved(shown, &photo.0, lines.join("\n"), caller);
    Ok(if with_codes { outcome.with("unknown_codes", json!(unknown)) } else { outcome })
}

fn reread(library: &mut Library, caller: &Caller, story: &str, photo: &str, letters: &str) -> Result<Outcome> {
    let known = || Letters::ALL.iter().map(|letters| letters.name()).collect::<Vec<_>>().join(" | ");
    let letters = Letters::from_name(letters)
        .ok_or_else(|| Error::new(ErrorCode::BadCall).with("cause", format!("--letters {}", known())))?;
    let story = read(library, story)?;
    let photo = find(&story, photo)?.id.clone();
    let changed = library.reread_photo(&story.id, &photo, letters)?;
    let names: Vec<&str> = changed.iter().map(|field| field.name()).collect();
    let text = match names.as_slice() {
        [] => say(caller.language, "photo.reread.same", [("photo", photo.to_string())]),
        names => {
            say(caller.language, "photo.reread.done", [("photo", photo.to_string()), ("fields", names.join(", "))])
        }
    };
    let shown = library.story(&story.id).and_then(|story| find(&story, &photo.0).map(photo_json));
    Ok(saved(shown, &photo.0, text, caller).with("reread", json!(names)))
}

fn uses_text(uses: &PhotoUses, caller: &Caller) -> String {
    let untitled = |headline: &str| match headline {
        "" => say(caller.language, "list.untitled", []),
        headline => headline.to_owned(),
    };
    let mut lines = Vec::new();
    for used in &uses.stories {
        let state = super::state_text(used.state, caller.language);
        let shown = say(caller.language, if used.shown { "photo.uses.shown" } else { "photo.uses.kept" }, []);
        lines.push(format!("{}  {state}  {}  ({shown})", used.story, untitled(&used.headline)));
    }
    lines.push(say(
        caller.language,
        if uses.packages.is_empty() { "photo.uses.never" } else { "photo.uses.packages" },
        [],
    ));
    for package in &uses.packages {
        let at = package.at.with_timezone(&chrono::Local).format("%d/%m/%Y %H:%M");
        lines.push(format!("{at}  {}", package.package));
    }
    lines.join("\n")
}

/// By its id, the start of its id, or its number in the list.
pub(super) fn find<'a>(story: &'a Story, wanted: &str) -> Result<&'a Photo> {
    let unknown = || Error::new(ErrorCode::PhotoUnknown).with("photo", wanted.escape_debug()).with("story", &story.id);
    if let Ok(number @ 1..=99_999) = wanted.parse::<usize>() {
        return story.photos.get(number - 1).ok_or_else(unknown);
    }
    let mut fitting = story.photos.iter().filter(|photo| !wanted.is_empty() && photo.id.0.starts_with(wanted));
    match (fitting.next(), fitting.next()) {
        (Some(photo), None) => Ok(photo),
        _ => Err(unknown()),
    }
}
