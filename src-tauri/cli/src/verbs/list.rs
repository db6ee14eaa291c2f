use dateline_core::{Result, library::StorySummary, package};
use serde_json::json;

use super::{say, state_text};
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    query: Vec<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST)))]
    limit: Option<u32>,
}

/// More stories than any library has.
const MOST: u32 = i32::MAX as u32;

pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let library = caller.to_read()?;
    let stories = library.list(&args.query.join(" "), args.limit.unwrap_or(MOST) as usize)?;
    let line = |story: &StorySummary| {
        let state = state_text(story.state, caller.language);
        let time = story.updated_at.with_timezone(&chrono::Local).format("%d/%m/%Y %H:%M");
        let headline =
            if story.headline.is_empty() { say(caller.language, "list.untitled", []) } else { story.headline.clone() };
        let whole = if story.whole { String::new() } else { say(caller.language, "list.not_whole", []) };
        let newer = if story.newer { say(caller.language, "list.newer", []) } else { String::new() };
        let held = match package::still_held(&story.holds, caller.language) {
            Some(until) => say(caller.language, "list.held", [("until", until)]),
            None => String::new(),
        };
        format!("{}  {time}  {state}  {headline}{held}{whole}{newer}", story.id)
    };
    let mut text = match stories.as_slice() {
        [] => say(caller.language, "list.none", []),
        stories => stories.iter().map(line).collect::<Vec<_>>().join("\n"),
    };
    let lacks_some = stories.iter().any(|story| !story.whole);
    let mut answer = json!({ "stories": stories });
    if library.take_behind() {
        answer["behind"] = json!(true);
        text = format!("{text}\n{}", say(caller.language, "list.behind", []));
    }
    Ok(Outcome::checked(answer, text, lacks_some))
}
