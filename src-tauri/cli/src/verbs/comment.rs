use dateline_core::{
    Library, Result,
    story::{Comment, CommentId, CommentPlace, Edit, PhotoField, StoryField, StoryId},
};
use serde_json::{Value, json};

use super::{photo, saved, say, signature};
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Clone, clap::Subcommand)]
enum Verb {
    Add {
        story: String,
        text: String,
        #[arg(long, value_name = "WORDS", conflicts_with_all = ["field", "photo"])]
        on: Option<String>,
        #[arg(long, value_name = "FIELD")]
        field: Option<String>,
        #[arg(long, value_name = "PHOTO")]
        photo: Option<String>,
        #[arg(long)]
        before_print: bool,
    },
    List {
        story: String,
        #[arg(long)]
        all: bool,
    },
    Reply {
        story: String,
        comment: String,
        text: String,
    },
    Resolve {
        story: String,
        comment: String,
    },
    Reopen {
        story: String,
        comment: String,
    },
    BeforePrint {
        story: String,
        comment: String,
        #[arg(long)]
        off: bool,
    },
}

/// Says something of a story to whoever else works on it; nothing of it goes out.
pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    match args.verb {
        Verb::Add { story, text, on, field, photo, before_print } => {
            let mut library = caller.to_write()?;
            let id = library.resolve(&story)?;
            let place = place(&library, &id, on.as_deref(), field.as_deref(), photo.as_deref())?;
            let comment = CommentId::fresh();
            let quote = String::new();
            let edit = Edit::Comment { comment: comment.clone(), place, quote, text, before_print };
            made(&mut library, &id, &[edit], &comment, "comment.add.done", caller)
        }
        Verb::List { story, all } => list(&story, all, caller),
        Verb::Reply { story, comment, text } => of_one(&story, &comment, "comment.reply.done", caller, |comment| {
            Edit::Reply { reply: CommentId::fresh(), comment, text }
        }),
        Verb::Resolve { story, comment } => {
            of_one(&story, &comment, "comment.resolve.done", caller, |comment| Edit::Resolve { comment, on: true })
        }
        Verb::Reopen { story, comment } => {
            of_one(&story, &comment, "comment.reopen.done", caller, |comment| Edit::Resolve { comment, on: false })
        }
        Verb::BeforePrint { story, comment, off } => {
            let said = if off { "comment.before-print.off_done" } else { "comment.before-print.done" };
            of_one(&story, &comment, said, caller, |comment| Edit::BeforePrint { comment, on: !off })
        }
    }
}

fn place(
    library: &Library,
    id: &StoryId,
    on: Option<&str>,
    field: Option<&str>,
    photo: Option<&str>,
) -> Result<CommentPlace> {
    Ok(match (on, field, photo) {
        (Some(words), ..) => {
            let (from, to) = library.place_of_words(id, words)?;
            CommentPlace::Words { from, to }
        }
        (None, field, Some(photo)) => {
            let there = library.story(id)?;
            let photo = photo::find(&there, photo)?.id.clone();
            CommentPlace::Photo { photo, field: field.map(PhotoField::named).transpose()? }
        }
        (None, Some(field), None) => CommentPlace::Field { field: StoryField::named(field)? },
        (None, None, None) => CommentPlace::Story,
    })
}

fn of_one(
    story: &str,
    prefix: &str,
    said: &str,
    caller: &Caller,
    edit: impl FnOnce(CommentId) -> Edit,
) -> Result<Outcome> {
    let mut library = caller.to_write()?;
    let id = library.resolve(story)?;
    let comment = library.comment(&id, prefix)?.id;
    made(&mut library, &id, &[edit(comment.clone())], &comment, said, caller)
}

fn made(
    library: &mut Library,
    id: &StoryId,
    edits: &[Edit],
    comment: &CommentId,
    said: &str,
    caller: &Caller,
) -> Result<Outcome> {
    library.edit_latest(id, edits)?;
    let text = say(caller.language, said, [("comment", comment.to_string())]);
    let shown = library.comment(id, &comment.0).map(|one| json!({ "story": id, "comment": comment_json(&one) }));
    Ok(saved(shown, &id.0, text, caller))
}

/// What is open, the oldest first; with `--all` what was resolved too.
fn list(story: &str, all: bool, caller: &Caller) -> Result<Outcome> {
    let library = caller.to_read()?;
    let id = library.resolve(story)?;
    let mut comments = library.story(&id)?.comments;
    comments.retain(|one| all || one.is_open());
    let text = match comments.as_slice() {
        [] => say(caller.language, "comment.list.none", []),
        some => some.iter().map(|one| line(one, caller)).collect::<Vec<_>>().join("\n"),
    };
    let told: Vec<Value> = comments.iter().map(comment_json).collect();
    Ok(Outcome::done(json!({ "story": id, "comments": told }), text))
}

fn comment_json(comment: &Comment) -> Value {
    let mut told = json!(comment);
    told["open"] = json!(comment.is_open());
    told
}

fn line(comment: &Comment, caller: &Caller) -> String {
    let Comment { id, said, text, place, quote, before_print, replies, resolved } = comment;
    let about = match place {
        CommentPlace::Gone => say(caller.language, "comment.list.gone", [("quote", quote.clone())]),
        CommentPlace::Words { .. } => format!("“{quote}”"),
        CommentPlace::Field { field } => field.name().to_owned(),
        CommentPlace::Photo { field, .. } => {
            [quote.as_str(), field.map_or("", |field| field.name())].join(" ").trim().to_owned()
        }
        CommentPlace::Story => String::new(),
    };
    let about = if about.is_empty() { about } else { format!(" [{about}]") };
    let flag = if *before_print {
        format!(" ({})", say(caller.language, "comment.list.before_print", []))
    } else {
        String::new()
    };
    let done = resolved.as_ref().map_or_else(String::new, |said| {
        format!(" ({})", say(caller.language, "comment.list.resolved", [("by", signature(&said.by))]))
    });
    let mut lines = vec![format!("{id}  {}{about}: {text}{flag}{done}", signature(&said.by))];
    lines.extend(replies.iter().map(|reply| format!("    {}: {}", signature(&reply.said.by), reply.text)));
    lines.join("\n")
}
