use std::path::PathBuf;

use dateline_core::{Result, package};

use super::checkup;
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    package: PathBuf,
}

pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    Ok(checkup(package::verify(&args.package, caller.language)?, caller.language, "verify.well"))
}
