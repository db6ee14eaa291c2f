use std::collections::BTreeMap;

use dateline_core::{
    Error, ErrorCode, ErrorText, Library, Result,
    review::{GateState, GateWeight, Gates, Step, Unmet},
    story::{Gate, StoryId},
    strings,
};
use serde_json::json;

use super::{saved, say, signature, state_text, word};
use crate::{call::Caller, outcome::Outcome};

/// A move that may have a reason.
#[derive(Clone, clap::Args)]
pub struct Args {
    story: String,
    #[arg(long, value_name = "REASON")]
    reason: Option<String>,
}

#[derive(Clone, clap::Args)]
pub struct GatesArgs {
    story: String,
    #[arg(long, value_name = "MOVE", value_parser = step_named)]
    before: Option<Step>,
}

#[derive(Clone, clap::Args)]
pub struct PassArgs {
    story: String,
    #[arg(value_parser = gate_named)]
    gate: Gate,
    #[arg(long, value_name = "REASON")]
    reason: Option<String>,
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[arg(long, value_name = "MOVE", value_parser = step_named)]
    before: Option<Step>,
    #[arg(long, conflicts_with_all = ["reason", "by", "before"])]
    again: bool,
}

fn step_named(name: &str) -> std::result::Result<Step, String> {
    let names = || Step::ALL.iter().map(|step| step.name()).collect::<Vec<_>>().join(", ");
    Step::named(name).ok_or_else(names)
}

fn gate_named(name: &str) -> std::result::Result<Gate, String> {
    let names = || Gate::ALL.iter().map(|gate| gate.name()).collect::<Vec<_>>().join(", ");
    Gate::named(name).ok_or_else(names)
}

/// Moves a story on to its next state.
pub fn run(step: Step, args: Args, caller: &Caller) -> Result<Outcome> {
    let mut library = caller.to_write()?;
    let id = library.resolve(&args.story)?;
    let gates = match library.move_story(&id, step, args.reason.as_deref().unwrap_or_default(), caller.language) {
        // What stands in the way is told with the refusal.
        Err(error) if error.code == ErrorCode::GatesUnmet => return refused(&library, &id, step, &error, caller),
        gates => gates?,
    };
    let state = state_text(Some(gates.state), caller.language);
    let text = say(caller.language, "moved", [("story", id.to_string()), ("state", state)]);
    with_passed_over(&library, caller, saved(Ok(json!({ "story": id, "gates": gates })), &id.0, text, caller))
}

/// What of the house's table can't be taken here stops nothing, and is told.
fn with_passed_over(library: &Library, caller: &Caller, mut outcome: Outcome) -> Result<Outcome> {
    let told: Vec<ErrorText> =
        library.read_house_moves()?.passed_over.iter().map(|error| error.text(caller.language)).collect();
    if told.is_empty() {
        return Ok(outcome);
    }
    let lines = told.iter().map(|text| text.message.clone());
    let before = Some(outcome.wrong.trim_end().to_owned()).filter(|before| !before.is_empty());
    outcome.wrong = before.into_iter().chain(lines).collect::<Vec<_>>().join("\n");
    Ok(outcome.with("moves", json!(told)))
}

fn refused(library: &Library, id: &StoryId, step: Step, error: &Error, caller: &Caller) -> Result<Outcome> {
    let gates = library.gates(id, Some(step), caller.language)?;
    let mut outcome = Outcome::failed(error, caller.language).with("gates", json!(gates));
    let blocking = gates.gates.iter().filter(|gate| gate.blocks());
    let lines = blocking.map(|gate| line(gate, caller)).collect::<Vec<_>>();
    outcome.wrong = format!("{}\n{}", outcome.wrong.trim_end(), lines.join("\n"));
    Ok(outcome)
}

/// What the house says of moves, whole and ready to be kept as its file.
pub fn table(caller: &Caller) -> Result<Outcome> {
    let text = caller.to_read()?.house_moves()?.to_toml();
    Ok(Outcome::done(json!({ "moves": text }), text))
}

/// What has to be done before a story moves on, n of m. Exit 1 says that something stands in the way.
pub fn gates(args: GatesArgs, caller: &Caller) -> Result<Outcome> {
    let library = caller.to_read()?;
    let id = library.resolve(&args.story)?;
    let gates = library.gates(&id, args.before, caller.language)?;
    let blocked = gates.blocking > 0;
    let outcome = Outcome::checked(json!({ "story": id, "gates": gates }), told(&gates, caller), blocked);
    with_passed_over(&library, caller, outcome)
}

/// Lets a story pass a gate for what is missing now, or with `--again` takes that back.
pub fn pass(args: PassArgs, caller: &Caller) -> Result<Outcome> {
    let mut library = caller.to_write()?;
    let id = library.resolve(&args.story)?;
    let gate = word(caller.language, "gate", args.gate.name());
    if args.again {
        library.hold_gate(&id, args.gate)?;
        let text = say(caller.language, "pass.again_done", [("gate", gate)]);
        let gates = library.gates(&id, None, caller.language);
        return Ok(saved(gates.map(|gates| json!({ "story": id, "gates": gates })), &id.0, text, caller));
    }
    let by = args.by.unwrap_or(library.settings()?.name);
    let reason = args.reason.unwrap_or_default();
    let gates = library.pass_gate(&id, args.gate, args.before, &by, &reason, caller.language)?;
    let text = say(caller.language, "pass.done", [("gate", gate)]);
    Ok(saved(Ok(json!({ "story": id, "gates": gates })), &id.0, text, caller))
}

fn told(gates: &Gates, caller: &Caller) -> String {
    let Some(step) = gates.step else { return say(caller.language, "gates.nothing", []) };
    let step = word(caller.language, "step", step.name());
    let (done, all) = (gates.done.to_string(), gates.gates.len().to_string());
    let head = say(caller.language, "gates.head", [("step", step), ("done", done), ("all", all)]);
    let lines = gates.gates.iter().map(|gate| line(gate, caller));
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

/// What is missing is told up to so many.
const MOST_TOLD: usize = 20;

fn line(gate: &GateState, caller: &Caller) -> String {
    let name = match gate.unmet.len() {
        0 => word(caller.language, "gate", gate.gate.name()),
        some => {
            let blanks = BTreeMap::from([("count", some.to_string())]);
            strings::filled(caller.language, &format!("unmet.{}", gate.gate.name()), &blanks)
        }
    };
    let (sign, note) = match (gate.unmet.is_empty(), &gate.passed, gate.weight) {
        (true, ..) => ("✓", String::new()),
        (false, Some(passed), _) => {
            let blanks = [("by", signature(&passed.by)), ("reason", passed.reason.clone())];
            ("~", format!(" ({})", say(caller.language, "gates.passed", blanks)))
        }
        // By its name whoever passes it over calls it.
        (false, None, GateWeight::Block) => {
            ("✗", format!(" ({}) [{}]", say(caller.language, "gates.blocks", []), gate.gate.name()))
        }
        (false, None, GateWeight::Warn) => ("!", format!(" [{}]", gate.gate.name())),
    };
    let mut lines = vec![format!("{sign} {name}{note}")];
    lines.extend(gate.unmet.iter().take(MOST_TOLD).map(|Unmet { words, .. }| format!("    {words}")));
    let more = gate.unmet.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        lines.push(format!("    {}", say(caller.language, "gates.more", [("count", more.to_string())])));
    }
    lines.join("\n")
}
