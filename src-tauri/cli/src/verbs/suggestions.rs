use dateline_core::{
    Result,
    story::{FieldValue, Proposal, Suggestion},
};
use serde_json::{Value, json};

use super::{say, signature, value_text};
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    story: String,
    #[arg(long)]
    all: bool,
}

/// What waits to be decided, the oldest first; with `--all` what was decided too.
pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let library = caller.to_read()?;
    let id = library.resolve(&args.story)?;
    let mut suggestions = library.story(&id)?.suggestions;
    suggestions.retain(|one| args.all || one.is_open());
    let text = match suggestions.as_slice() {
        [] => say(caller.language, "suggestions.none", []),
        some => some.iter().map(|one| line(one, caller)).collect::<Vec<_>>().join("\n"),
    };
    let told: Vec<Value> = suggestions.iter().map(suggestion_json).collect();
    Ok(Outcome::done(json!({ "story": id, "suggestions": told }), text))
}

pub fn suggestion_json(suggestion: &Suggestion) -> Value {
    let mut told = json!(suggestion);
    told["open"] = json!(suggestion.is_open());
    told
}

fn line(suggestion: &Suggestion, caller: &Caller) -> String {
    let Suggestion { id, by, proposal, was, becomes, decisions, .. } = suggestion;
    let what = match proposal {
        Proposal::Text => format!("“{was}” → “{becomes}”"),
        Proposal::Format { mark, on, .. } => format!("{}{}", if *on { "+" } else { "−" }, mark.name()),
        Proposal::Block { to, .. } => json!(to)["type"].as_str().unwrap_or_default().to_owned(),
        Proposal::Field { field, base, value } => exchange(field.name(), base, value),
        Proposal::PhotoField { photo, field, base, value } => {
            format!("{photo} {}", exchange(field.name(), base, value))
        }
        Proposal::PhotoAdded { photo } => format!("+ {photo}"),
        Proposal::PhotoRemoved { photo } => format!("− {photo}"),
        Proposal::PhotoMoved { photo, .. } => format!("↕ {photo}"),
        Proposal::Related { value, .. } => format!("→ {}", value.len()),
    };
    let decided = match decisions.first() {
        None => String::new(),
        Some(said) => {
            let verdict = json!(said.verdict);
            let key = format!("suggestions.{}", verdict.as_str().unwrap_or_default());
            format!("  ({})", say(caller.language, &key, [("by", signature(&said.by))]))
        }
    };
    format!("{id}  {}: {what}{decided}", signature(by))
}

fn exchange(name: &str, base: &FieldValue, value: &FieldValue) -> String {
    format!("{name}: “{}” → “{}”", value_text(base), value_text(value))
}
