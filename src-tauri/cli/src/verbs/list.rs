use dateline_core::{Result, library::StorySummary, strings};
use serde_json::json;

use super::say;
use crate::{call::Desk, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    query: Vec<String>,
}

pub fn run(args: Args, desk: &Desk) -> Result<Outcome> {
    let stories = desk.to_read()?.list(&args.query.join(" "), i32::MAX as usize)?;
    let line = |story: &StorySummary| {
        let state = strings::text(desk.language, &format!("state.{}", story.state.as_str()));
        let time = story.updated_at.with_timezone(&chrono::Local).format("%d/%m/%Y %H:%M");
        let headline =
            if story.headline.is_empty() { say(desk.language, "list.untitled", []) } else { story.headline.clone() };
        let whole = if story.whole { String::new() } else { say(desk.language, "list.not_whole", []) };
        format!("{}  {time}  {state}  {headline}{whole}", story.id)
    };
    let text = match stories.as_slice() {
        [] => say(desk.language, "list.none", []),
        stories => stories.iter().map(line).collect::<Vec<_>>().join("\n"),
    };
    let lacks_some = stories.iter().any(|story| !story.whole);
    Ok(Outcome::checked(json!({ "stories": stories }), text, lacks_some))
}
