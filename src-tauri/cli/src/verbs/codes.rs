use std::path::PathBuf;

use dateline_core::{Result, codes::Code};
use serde_json::json;

use super::say;
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    file: Option<PathBuf>,
    #[arg(long, requires = "file")]
    one: bool,
}

pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let Some(file) = args.file else {
        let list = caller.to_read()?.codes()?;
        let line = |Code { code, texts }: &Code| format!("{code}\t{}", texts.join("\t"));
        let text = match list.codes.as_slice() {
            [] => say(caller.language, "codes.none", []),
            codes => codes.iter().map(line).collect::<Vec<_>>().join("\n"),
        };
        return Ok(Outcome::done(json!(list), text));
    };
    let list = caller.to_write()?.import_codes(&file, args.one)?;
    let blanks = [("codes", list.codes.len().to_string()), ("file", list.file_name.clone())];
    let mut lines = vec![say(caller.language, "codes.done", blanks)];
    for skipped in &list.skipped {
        let blanks = [("line", skipped.line.to_string()), ("text", skipped.text.clone())];
        lines.push(say(caller.language, "codes.skipped", blanks));
    }
    Ok(Outcome::made(json!(list), lines.join("\n")))
}
