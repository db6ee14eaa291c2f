use std::path::PathBuf;

use dateline_core::{
    Library, Result,
    library::{Recovery, StillLost},
};
use serde_json::json;

use super::say;
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let recovery = caller.watch(|progress| Library::recover(&caller.library_folder()?, &args.files, progress))?;
    let Recovery { kept, stories, changes, relisted, unread, not_whole } = &recovery;
    let blanks =
        [("stories", stories.to_string()), ("changes", changes.to_string()), ("relisted", relisted.to_string())];
    let mut lines = vec![say(caller.language, "recover.done", blanks)];
    if let Some(kept) = kept {
        lines.push(say(caller.language, "recover.kept", [("path", kept.display().to_string())]));
    }
    if *unread > 0 {
        lines.push(say(caller.language, "recover.unread", [("count", unread.to_string())]));
    }
    for StillLost { story, headline, loss } in not_whole {
        let headline = if headline.is_empty() { say(caller.language, "list.untitled", []) } else { headline.clone() };
        let (lost, of) = (loss.changes.to_string(), loss.of.to_string());
        let blanks = [("story", story.to_string()), ("headline", headline), ("lost", lost), ("of", of)];
        lines.push(say(caller.language, "recover.not_whole", blanks));
    }
    // Whether or not it found anything: what was made anew, or set aside, is otherwise than before.
    let outcome = Outcome::checked(json!(recovery), lines.join("\n"), *unread > 0 || !not_whole.is_empty());
    Ok(Outcome { changed: true, ..outcome })
}
