use dateline_core::{Result, library::Checkup, package::Problem};
use serde_json::json;

use super::say;
use crate::{call::Desk, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {}

pub fn run(_args: Args, desk: &Desk) -> Result<Outcome> {
    let Checkup { problems, notes } = desk.watch(|progress| desk.to_read()?.doctor(desk.language, progress))?;
    // All that opening found amiss is among them, with where it is.
    desk.troubles();
    let line = |Problem { path, code, message }: &Problem| format!("{path}: {message} [{code}]");
    let mut lines: Vec<String> = problems.iter().chain(&notes).map(line).collect();
    let found = !problems.is_empty();
    if !found {
        lines.insert(0, say(desk.language, "doctor.well", []));
    }
    Ok(Outcome::checked(json!({ "ok": !found, "problems": problems, "notes": notes }), lines.join("\n"), found))
}
