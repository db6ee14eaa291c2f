use dateline_core::Result;

use super::checkup;
use crate::{call::Desk, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {}

pub fn run(_args: Args, desk: &Desk) -> Result<Outcome> {
    let found = desk.watch(|progress| desk.to_read()?.doctor(desk.language, progress))?;
    // All that opening found amiss is among them, with where it is.
    desk.troubles();
    Ok(checkup(found, desk.language, "doctor.well"))
}
