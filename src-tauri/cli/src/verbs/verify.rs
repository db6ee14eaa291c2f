use std::path::PathBuf;

use dateline_core::{Result, package};

use super::checkup;
use crate::{call::Desk, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    package: PathBuf,
}

pub fn run(args: Args, desk: &Desk) -> Result<Outcome> {
    Ok(checkup(package::verify(&args.package, desk.language)?, desk.language, "verify.well"))
}
