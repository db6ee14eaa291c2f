use chrono::Local;
use dateline_core::{Result, library::QueueEntry};
use serde_json::json;

use super::{say, state_text, word};
use crate::{call::Caller, outcome::Outcome};

/// What waits for whoever is at this computer, what is wanted soonest first.
pub fn run(caller: &Caller) -> Result<Outcome> {
    let queue = caller.to_read()?.queue()?;
    let line = |entry: &QueueEntry| {
        let QueueEntry { story, since, due, is_new, .. } = entry;
        let wait = word(caller.language, "wait", json!(entry.wait).as_str().unwrap_or_default());
        let since = since.with_timezone(&Local).format("%d/%m %H:%M");
        let headline =
            if story.headline.is_empty() { say(caller.language, "list.untitled", []) } else { story.headline.clone() };
        let state = state_text(story.state, caller.language);
        let due = due.as_ref().map_or_else(String::new, |due| format!("  → {due}"));
        let new = if *is_new { format!("  • {}", say(caller.language, "queue.new", [])) } else { String::new() };
        format!("{}  {since}  {wait}  {state}  {headline}{due}{new}", story.id)
    };
    let text = match queue.mine.as_slice() {
        [] => say(caller.language, "queue.none", []),
        mine => mine.iter().map(line).collect::<Vec<_>>().join("\n"),
    };
    Ok(Outcome::done(json!(queue), text))
}
