use dateline_core::Result;
use serde_json::json;

use crate::{call::Caller, outcome::Outcome};

/// As the packages and the window have them: `make notices` writes the file.
const NOTICES: &str = include_str!("../../../../THIRD-PARTY-NOTICES.txt");

#[derive(Clone, clap::Args)]
pub struct Args {}

pub fn run(_args: Args, _desk: &Caller) -> Result<Outcome> {
    let json =
        json!({ "version": env!("CARGO_PKG_VERSION"), "license": env!("CARGO_PKG_LICENSE"), "notices": NOTICES });
    Ok(Outcome::done(json, NOTICES.trim_end()))
}
