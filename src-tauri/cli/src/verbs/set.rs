use dateline_core::{
    Result,
    story::{Edit, StoryField},
};

use super::{read_assignments, saved, say, show::story_json};
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    story: String,
    #[arg(required = true, value_name = "FIELD=VALUE")]
    values: Vec<String>,
}

pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let mut library = caller.to_write()?;
    let id = library.resolve(&args.story)?;
    let values = read_assignments::<StoryField>(&args.values)?;
    let edits: Vec<Edit> = values.into_iter().map(|(field, value)| Edit::SetField { field, value }).collect();
    library.edit_latest(&id, &edits)?;
    let text = say(caller.language, "set.done", [("story", id.to_string())]);
    let shown = library.view_for_readers(&id).map(|view| story_json(&view));
    Ok(saved(shown, &id.0, text, caller))
}
