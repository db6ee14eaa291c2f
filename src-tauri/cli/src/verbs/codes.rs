use std::path::PathBuf;

use dateline_core::{Result, codes::Code};
use serde_json::json;

use super::say;
use crate::{call::Desk, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    file: Option<PathBuf>,
}

pub fn run(args: Args, desk: &Desk) -> Result<Outcome> {
    let Some(file) = args.file else {
        let list = desk.to_read()?.codes()?;
        let line = |Code { code, texts }: &Code| format!("{code}\t{}", texts.join("\t"));
        let text = match list.codes.as_slice() {
            [] => say(desk.language, "codes.none", []),
            codes => codes.iter().map(line).collect::<Vec<_>>().join("\n"),
        };
        return Ok(Outcome::done(json!(list), text));
    };
    let list = desk.to_write()?.import_codes(&file)?;
    let blanks = [("codes", list.codes.len().to_string()), ("file", list.file_name.clone())];
    let mut lines = vec![say(desk.language, "codes.done", blanks)];
    for skipped in &list.skipped {
        let blanks = [("line", skipped.line.to_string()), ("text", skipped.text.clone())];
        lines.push(say(desk.language, "codes.skipped", blanks));
    }
    Ok(Outcome::made(json!(list), lines.join("\n")))
}
