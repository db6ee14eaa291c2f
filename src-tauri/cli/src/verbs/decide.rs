use dateline_core::{
    Result,
    story::{Edit, SuggestionId, Verdict},
};
use serde_json::json;

use super::{saved, say, suggestions::suggestion_json};
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Accept {
    story: String,
    suggestion: String,
    #[arg(long)]
    remark: Option<String>,
    #[arg(long)]
    anyway: bool,
}

#[derive(Clone, clap::Args)]
pub struct Reject {
    story: String,
    suggestion: String,
    #[arg(long)]
    remark: Option<String>,
}

#[derive(Clone, clap::Args)]
pub struct Reopen {
    story: String,
    suggestion: String,
}

/// Makes what is proposed the story's own.
pub fn accept(args: Accept, caller: &Caller) -> Result<Outcome> {
    let Accept { story, suggestion, remark, anyway } = args;
    decide(caller, &story, &suggestion, "accept.done", |suggestion| Edit::Decide {
        suggestion,
        verdict: Verdict::Accepted,
        remark: remark.unwrap_or_default(),
        even_if_changed: anyway,
    })
}

pub fn reject(args: Reject, caller: &Caller) -> Result<Outcome> {
    let Reject { story, suggestion, remark } = args;
    decide(caller, &story, &suggestion, "reject.done", |suggestion| Edit::Decide {
        suggestion,
        verdict: Verdict::Rejected,
        remark: remark.unwrap_or_default(),
        even_if_changed: false,
    })
}

/// Takes a decision back.
pub fn reopen(args: Reopen, caller: &Caller) -> Result<Outcome> {
    decide(caller, &args.story, &args.suggestion, "reopen.done", |suggestion| Edit::Reopen { suggestion })
}

fn decide(
    caller: &Caller,
    story: &str,
    prefix: &str,
    said: &str,
    edit: impl FnOnce(SuggestionId) -> Edit,
) -> Result<Outcome> {
    let mut library = caller.to_write()?;
    let id = library.resolve(story)?;
    let suggestion = library.suggestion(&id, prefix)?.id;
    library.edit_latest(&id, &[edit(suggestion.clone())])?;
    let text = say(caller.language, said, [("suggestion", suggestion.to_string())]);
    let shown = library.suggestion(&id, &suggestion.0);
    let shown = shown.map(|one| json!({ "story": id, "suggestion": suggestion_json(&one) }));
    Ok(saved(shown, &id.0, text, caller))
}
