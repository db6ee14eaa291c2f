use dateline_core::{
    Library, Result,
    story::{Edit, Field, FieldValue, PhotoField, Proposal, StoryField, StoryId, SuggestionId},
};
use serde_json::json;

use super::{photo, read_assignments, saved, say, suggestions::suggestion_json};
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Clone, clap::Subcommand)]
enum Verb {
    Text {
        story: String,
        words: String,
        put: String,
        #[arg(long)]
        remark: Option<String>,
    },
    Field {
        story: String,
        #[arg(value_name = "FIELD=VALUE")]
        value: String,
        #[arg(long)]
        remark: Option<String>,
    },
    Caption {
        story: String,
        photo: String,
        #[arg(value_name = "FIELD=VALUE")]
        value: String,
        #[arg(long)]
        remark: Option<String>,
    },
}

/// Proposes another wording, and changes nothing that is read.
pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let mut library = caller.to_write()?;
    let (id, suggestion) = match args.verb {
        Verb::Text { story, words, put, remark } => {
            let id = library.resolve(&story)?;
            let made = library.suggest_words(&id, &words, &put, &remark.unwrap_or_default())?;
            (id, made)
        }
        Verb::Field { story, value, remark } => {
            let id = library.resolve(&story)?;
            let (field, value) = the_only::<StoryField>(value)?;
            let base = library.story(&id)?.fields.get(field).cloned().unwrap_or_else(empty);
            let made = propose(&mut library, &id, Proposal::Field { field, base, value }, remark)?;
            (id, made)
        }
        Verb::Caption { story, photo, value, remark } => {
            let id = library.resolve(&story)?;
            let (field, value) = the_only::<PhotoField>(value)?;
            let there = library.story(&id)?;
            let of = photo::find(&there, &photo)?;
            let base = of.fields.get(field).cloned().unwrap_or_else(empty);
            let proposal = Proposal::PhotoField { photo: of.id.clone(), field, base, value };
            let made = propose(&mut library, &id, proposal, remark)?;
            (id, made)
        }
    };
    let text = say(caller.language, "suggest.done", [("suggestion", suggestion.to_string())]);
    let shown = library
        .suggestion(&id, &suggestion.0)
        .map(|one| suggestion_json(&one))
        .map(|one| json!({ "story": id, "suggestion": one }));
    Ok(saved(shown, &id.0, text, caller))
}

fn the_only<F: Field>(word: String) -> Result<(F, FieldValue)> {
    read_assignments::<F>(&[word]).map(|mut all| all.remove(0))
}

fn empty() -> FieldValue {
    FieldValue::Text(String::new())
}

fn propose(library: &mut Library, id: &StoryId, proposal: Proposal, remark: Option<String>) -> Result<SuggestionId> {
    let suggestion = SuggestionId::fresh();
    let mut edits = vec![Edit::Propose { suggestion: suggestion.clone(), proposal }];
    edits.extend(remark.map(|remark| Edit::Remark { suggestion: suggestion.clone(), remark }));
    library.edit_latest(id, &edits)?;
    Ok(suggestion)
}
