use dateline_core::{
    Result,
    library::StoryView,
    package,
    story::{Block, BlockKind, Conflict, ConflictVersion, Field, Fields, Photo, Story},
    strings,
};
use serde_json::{Value, json};

use super::{fields_json, say, value_text};
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    story: String,
}

pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let library = caller.to_read()?;
    let id = library.resolve(&args.story)?;
    let view = library.view_for_readers(&id)?;
    let StoryView { story, conflicts, loss, .. } = &view;
    let mut text = text(story, caller);
    for conflict in conflicts {
        text.push_str(&conflict_text(conflict, story, caller));
    }
    if let Some(loss) = loss {
        let blanks = [("lost", loss.changes.to_string()), ("of", loss.of.to_string())];
        text = format!("{}\n\n{text}", say(caller.language, "show.not_whole", blanks));
    }
    Ok(Outcome::checked(story_json(&view), text, loss.is_some()))
}

pub fn story_json(StoryView { story, missing, conflicts, loss, .. }: &StoryView) -> Value {
    json!({
        "id": story.id,
        "state": story.state,
        "language": story.language,
        "fields": fields_json(&story.fields),
        "body": story.body,
        "photos": story.photos.iter().map(photo_json).collect::<Vec<_>>(),
        "related": story.related,
        "created_at": story.created_at,
        "updated_at": story.updated_at,
        "missing": missing,
        "conflicts": conflicts,
        "lifted": story.lifted,
        "moved": story.moved,
        "passed": story.passed,
        "loss": loss,
    })
}

/// The caption and its fellows stand beside the id: a photo is one flat thing to other programs.
pub fn photo_json(photo: &Photo) -> Value {
    let mut flat = serde_json::Map::from_iter([("id".to_owned(), json!(photo.id))]);
    flat.extend(fields_json(&photo.fields));
    for (name, value) in [
        ("file_name", json!(photo.file_name)),
        ("media_type", json!(photo.media_type)),
        ("width", json!(photo.width)),
        ("height", json!(photo.height)),
        ("sha256", json!(photo.sha256)),
        ("origins", json!(photo.origins)),
    ] {
        flat.insert(name.to_owned(), value);
    }
    Value::Object(flat)
}

fn text(story: &Story, caller: &Caller) -> String {
    let mut parts =
        vec![format!("{}  {}", story.id, strings::text(caller.language, &format!("state.{}", story.state.as_str())))];
    parts.push(fields_text(&story.fields).join("\n"));
    parts.extend(story.body.iter().map(|block| block_text(block, story)));
    let related = story.related.iter().map(|related| match related.date {
        Some(date) => format!("• {} ({})", related.title, date.format("%d/%m/%Y")),
        None => format!("• {} ({})", related.title, related.date_text),
    });
    parts.push(related.collect::<Vec<_>>().join("\n"));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// Every version with who wrote it: nobody's is dropped.
fn conflict_text(conflict: &Conflict, story: &Story, caller: &Caller) -> String {
    let field = package::disputed_in_words(story, &[conflict], caller.language);
    let mut lines = vec![String::new(), String::new(), say(caller.language, "show.conflict", [("field", field)])];
    for ConflictVersion { value, by, at, .. } in &conflict.versions {
        let by = if by.is_empty() { say(caller.language, "show.nobody", []) } else { by.clone() };
        let at = at.with_timezone(&chrono::Local).format("%d/%m/%Y %H:%M").to_string();
        let blanks = [("value", value_text(value)), ("by", by), ("at", at)];
        lines.push(say(caller.language, "show.conflict_version", blanks));
    }
    lines.join("\n")
}

fn block_text(block: &Block, story: &Story) -> String {
    match &block.kind {
        BlockKind::Photo { photo } => match story.photo(photo) {
            Some(photo) => format!("[{}]\n{}", photo.file_name, fields_text(&photo.fields).join("\n")),
            None => format!("[{photo}]"),
        },
        BlockKind::Heading { level } => format!("{} {}", "#".repeat(usize::from(*level)), block.text),
        BlockKind::Quote => format!("> {}", block.text),
        BlockKind::ListItem { .. } => format!("- {}", block.text),
        BlockKind::Paragraph => block.text.clone(),
    }
}

fn fields_text<F: Field>(fields: &Fields<F>) -> Vec<String> {
    fields.iter().map(|(field, value)| format!("{}: {}", field.name(), value_text(value))).collect()
}
