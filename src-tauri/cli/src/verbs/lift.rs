use dateline_core::{
    Result, package,
    story::{Edit, Spot},
};

use super::{saved, say, show::story_json};
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    story: String,
    #[arg(long, value_name = "REASON")]
    reason: Option<String>,
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[arg(long, conflicts_with_all = ["reason", "by"])]
    again: bool,
}

/// Lets a story go out before its embargo or its schedule has come, or with `--again` takes that back.
pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let mut library = caller.to_write()?;
    let id = library.resolve(&args.story)?;
    let story = library.settled(&id)?;
    let edits: Vec<Edit> = if args.again {
        story.lifted.iter().map(|lifted| Edit::HoldAgain { field: lifted.field }).collect()
    } else {
        let by = args.by.unwrap_or(library.settings()?.name);
        let reason = args.reason.unwrap_or_default();
        let of = |hold: package::Hold| match hold.spot {
            Spot::Field(field) => Some(Edit::Lift { field, until: hold.until, by: by.clone(), reason: reason.clone() }),
            _ => None,
        };
        package::holds(&story).into_iter().filter_map(of).collect()
    };
    let text = match (edits.is_empty(), args.again) {
        (true, _) => "lift.nothing",
        (false, false) => "lift.done",
        (false, true) => "lift.again_done",
    };
    let text = say(caller.language, text, [("story", id.to_string())]);
    if edits.is_empty() {
        return Ok(Outcome::done(story_json(&library.view_for_readers(&id)?), text));
    }
    library.edit_latest(&id, &edits)?;
    let shown = library.view_for_readers(&id).map(|view| story_json(&view));
    Ok(saved(shown, &id.0, text, caller))
}
