use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use dateline_core::{
    Error, ErrorText, Language, Letters, Result,
    check::{self, Finding, FindingCounts, Severity},
    import,
    library::{self, HouseStyle},
    limits::FINDINGS,
    story::Spot,
    strings,
};
use serde_json::json;

use super::{letters_named, say};
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    #[arg(value_name = "STORY|FILE")]
    target: String,
    #[arg(long, value_name = "LANG", value_parser = ["vi", "en"])]
    language: Option<String>,
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
    #[arg(long, value_name = "LETTERS", value_parser = letters_named)]
    letters: Option<Letters>,
}

pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let path = Path::new(&args.target);
    let (found, passed_over) = match fs::metadata(path) {
        Ok(about) if about.is_file() => in_file(path, &args, caller)?,
        // It may be a file that can't be asked. Where it is no story, that is why.
        Err(cause) if !leads_nowhere(&cause) => in_story(&args, caller).map_err(|_| Error::reading(path, cause))?,
        _ => in_story(&args, caller)?,
    };
    FINDINGS.check(found.len())?;
    let has_errors = found.iter().any(|finding| finding.severity == Severity::Error);
    let passed_over: Vec<ErrorText> = passed_over.iter().map(|error| error.text(caller.language)).collect();
    let mut outcome = Outcome::checked(json!({ "findings": found }), told(&found, caller.language), has_errors);
    if !passed_over.is_empty() {
        // The rest of the style holds, and the check is what was asked for.
        outcome.wrong = passed_over.iter().map(|text| text.message.as_str()).collect::<Vec<_>>().join("\n");
        outcome = outcome.with("style", json!(passed_over));
    }
    Ok(outcome)
}

/// As a name does that was never meant for a file's.
fn leads_nowhere(cause: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, InvalidInput, NotADirectory, NotFound};
    matches!(cause.kind(), NotFound | NotADirectory | InvalidFilename | InvalidInput)
}

/// As it stands, whitespace and repeated lines included.
fn in_file(path: &Path, args: &Args, caller: &Caller) -> Result<(Vec<Finding>, Vec<Error>)> {
    let text = import::decode_text(&import::read_file(path)?, path, args.letters)?.text;
    let said = args.language.as_deref().and_then(Language::from_tag);
    let language = said.unwrap_or_else(|| import::language_of(&text));
    // A file can be checked where there is no library at all; nothing is made for it.
    let HouseStyle { style, passed_over, .. } = match &args.style {
        Some(style) => library::read_house_style(style)?,
        None => library::house_style_in(&caller.library_folder()?)?,
    };
    Ok((check::findings_in_file(&text, language, &Arc::new(style), caller.language), passed_over))
}

fn in_story(args: &Args, caller: &Caller) -> Result<(Vec<Finding>, Vec<Error>)> {
    let library = caller.to_read()?;
    let id = library.resolve(&args.target)?;
    let HouseStyle { style, passed_over, .. } = match &args.style {
        Some(style) => library::read_house_style(style)?,
        None => library::house_style_in(library.folder())?,
    };
    Ok((check::findings(&library.settled(&id)?, &Arc::new(style), caller.language), passed_over))
}

fn told(found: &[Finding], language: Language) -> String {
    if found.is_empty() {
        return say(language, "check.well", []);
    }
    let mut lines: Vec<String> = found.iter().map(|finding| line(finding, language)).collect();
    lines.push(counted(FindingCounts::of(found), language, "check.summary"));
    lines.join("\n")
}

/// How many there are of each weight, in the catalogue's sentence.
pub fn counted(counts: FindingCounts, language: Language, key: &str) -> String {
    let blanks = [
        ("error", counts.error.to_string()),
        ("consistency", counts.consistency.to_string()),
        ("suggestion", counts.suggestion.to_string()),
    ];
    say(language, key, blanks)
}

fn line(finding: &Finding, language: Language) -> String {
    let weight = match finding.severity {
        Severity::Error => "error",
        Severity::Consistency => "consistency",
        Severity::Suggestion => "suggestion",
    };
    let blanks = BTreeMap::from([
        ("place", place(finding, language)),
        ("severity", strings::text(language, &format!("cli.check.severity.{weight}"))),
        ("text", finding.text.escape_debug().to_string()),
        ("message", finding.message.clone()),
    ]);
    let said = strings::filled(language, "cli.check.finding", &blanks);
    match &finding.fix {
        Some(fix) => said + &say(language, "check.fix", [("fix", fix.escape_debug().to_string())]),
        None => said,
    }
}

fn place(finding: &Finding, language: Language) -> String {
    if let (Some(line), Some(column)) = (finding.line, finding.column) {
        return say(language, "check.place_line", [("line", line.to_string()), ("column", column.to_string())]);
    }
    let field = strings::text(language, &format!("package.field.{}", finding.spot.name()));
    let start = ("start", (finding.start + 1).to_string());
    match finding.spot {
        Spot::Block(block) => {
            say(language, "check.place_block", [("field", field), ("block", (block + 1).to_string()), start])
        }
        _ => say(language, "check.place_field", [("field", field), start]),
    }
}
