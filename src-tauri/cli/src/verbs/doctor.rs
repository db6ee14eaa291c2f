use dateline_core::Result;

use super::checkup;
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {}

pub fn run(_args: Args, caller: &Caller) -> Result<Outcome> {
    let found = caller.watch(|progress| caller.to_read()?.doctor(caller.language, progress))?;
    // All that opening found amiss is among them, with where it is.
    caller.troubles();
    Ok(checkup(found, caller.language, "doctor.well"))
}
