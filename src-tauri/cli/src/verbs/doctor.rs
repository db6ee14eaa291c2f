use dateline_core::Result;

use super::problems;
use crate::{call::Desk, outcome::Outcome};

#[derive(clap::Args)]
pub struct Args {}

pub fn run(_args: Args, desk: Desk) -> Result<Outcome> {
    let found = desk.library()?.doctor(desk.language)?;
    Ok(problems(found, desk.language, "doctor.well"))
}
