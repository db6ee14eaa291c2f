use std::path::PathBuf;

use chrono::NaiveDate;
use dateline_core::{Error, ErrorCode, Result, check::FindingCounts, clock, library::ImportReport};
use serde_json::json;

use super::{check::counted, say};
use crate::{call::Desk, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long = "photo", value_name = "IMG", num_args = 1..)]
    photos: Vec<PathBuf>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<NaiveDate>,
}

pub fn run(args: Args, desk: &Desk) -> Result<Outcome> {
    if args.files.len() > 1 && !args.photos.is_empty() {
        let cause = say(desk.language, "import.whose_photos", []);
        return Err(Error::new(ErrorCode::BadCall).with("cause", cause));
    }
    let today = args.today.unwrap_or_else(clock::today);
    let mut library = desk.to_make()?;
    let mut reports = Vec::new();
    for file in &args.files {
        reports.push(library.import(file, &args.photos, today)?);
    }
    let text: Vec<String> = reports.iter().map(|report| describe(report, desk)).collect();
    let json = match reports.as_slice() {
        [one] => json!(one),
        several => json!({ "imports": several }),
    };
    Ok(Outcome::done(json, text.join("\n")))
}

fn describe(report: &ImportReport, desk: &Desk) -> String {
    let photos = report.photos.len().to_string();
    let mut lines = vec![say(desk.language, "import.done", [("story", report.story.to_string()), ("photos", photos)])];
    if report.findings != FindingCounts::default() {
        lines.push(counted(report.findings, desk.language, "import.found"));
    }
    for leftover in &report.leftovers {
        let blanks = [("line", leftover.line.to_string()), ("text", leftover.text.clone())];
        lines.push(say(desk.language, "import.leftover", blanks));
    }
    lines.join("\n")
}
