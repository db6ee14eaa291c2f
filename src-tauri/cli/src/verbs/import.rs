use std::path::PathBuf;

use chrono::NaiveDate;
use dateline_core::{
    Error, ErrorCode, Letters, Library, Result,
    check::FindingCounts,
    clock,
    library::{FailedFile, ImportReport},
};
use serde::Serialize;
use serde_json::json;

use super::{check::counted, letters_named, say};
use crate::{
    call::Caller,
    outcome::{Exit, Outcome},
};

#[derive(Clone, clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long = "photo", value_name = "IMG", num_args = 1..)]
    photos: Vec<PathBuf>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<NaiveDate>,
    #[arg(long, value_name = "LETTERS", value_parser = letters_named)]
    letters: Option<Letters>,
}

pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    if args.files.len() > 1 && !args.photos.is_empty() {
        let cause = say(caller.language, "import.whose_photos", []);
        return Err(Error::new(ErrorCode::BadCall).with("cause", cause));
    }
    let today = args.today.unwrap_or_else(clock::today);
    let mut library = caller.to_make()?;
    if let [file] = args.files.as_slice() {
        let report = library.import_in(file, &args.photos, today, args.letters)?;
        return Ok(Outcome::made(json!(report), describe(&report, caller)));
    }
    Ok(each(&mut library, &args, today, caller))
}

/// Several articles, each by itself: what became of every one. Where nothing came in, the first reason is the answer too.
fn each(library: &mut Library, args: &Args, today: NaiveDate, caller: &Caller) -> Outcome {
    let (mut imports, mut told) = (Vec::new(), Vec::new());
    let (mut failed, mut wrong) = (Vec::new(), Vec::new());
    for file in &args.files {
        match library.import_in(file, &[], today, args.letters) {
            Ok(report) => {
                told.push(describe(&report, caller));
                imports.push(Imported { path: file.display().to_string(), report });
            }
            Err(error) => {
                let file = FailedFile::new(file, &error, caller.language);
                let blanks = [("file", file.path.clone()), ("reason", file.error.message.clone())];
                wrong.push(format!("{}\n{}", say(caller.language, "import.failed", blanks), file.error.hint));
                failed.push(file);
            }
        }
    }
    let outcome = match (imports.as_slice(), failed.as_slice()) {
        ([], [first, ..]) => Outcome::told(&first.error, Exit::Wrong),
        _ => Outcome::made(json!({}), told.join("\n")),
    };
    outcome.with("imports", json!(imports)).with("failed", json!(failed)).but_failed(&wrong)
}

/// One of several articles that came in.
#[derive(Serialize)]
struct Imported {
    path: String,
    #[serde(flatten)]
    report: ImportReport,
}

fn describe(report: &ImportReport, caller: &Caller) -> String {
    let photos = report.photos.len().to_string();
    let mut lines =
        vec![say(caller.language, "import.done", [("story", report.story.to_string()), ("photos", photos)])];
    if let Some(letters) = report.letters {
        let key = if report.may_stay { "import.in_letters_may_stay" } else { "import.in_letters" };
        lines.push(say(caller.language, key, [("letters", letters.called(caller.language))]));
    }
    if report.findings != FindingCounts::default() {
        lines.push(counted(report.findings, caller.language, "import.found"));
    }
    for leftover in &report.leftovers {
        let blanks = [("line", leftover.line.to_string()), ("text", leftover.text.clone())];
        lines.push(say(caller.language, "import.leftover", blanks));
    }
    lines.join("\n")
}
