use std::path::PathBuf;

use dateline_core::{
    Error, ErrorCode, ErrorText, Progress, Result,
    package::{self, PackageOptions},
    story::Settled,
};
use serde_json::json;

use super::say;
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    story: String,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long)]
    zip: bool,
    #[arg(long)]
    draft: bool,
    #[arg(long)]
    webp: bool,
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    #[arg(long = "override", value_name = "NAME")]
    overridden_by: Option<String>,
}

pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let mut library = caller.to_write()?;
    let id = library.resolve(&args.story)?;
    let set = library.settings()?;
    let base_url = args.base_url.or_else(|| Some(set.base_url).filter(|url| !url.is_empty()));
    let options = PackageOptions {
        out: args.out,
        zip: args.zip,
        draft: args.draft,
        base_url,
        webp: args.webp || set.webp,
        overridden_by: args.overridden_by,
    };
    let story = match library.story_to_package(&id, &options, caller.language) {
        Err(error) if error.code == ErrorCode::PackageErrors => {
            let errors = library.plan_package(&id, &options, caller.language)?.errors;
            return Ok(Outcome::failed(&error, caller.language).with("errors", json!(errors)));
        }
        Err(error) if error.code == ErrorCode::PackageHeld => {
            let holds = package::holds(&library.settled(&id)?);
            return Ok(Outcome::failed(&error, caller.language).with("holds", json!(holds)));
        }
        Err(error) if error.code == ErrorCode::PackageUnfinished => {
            let left = package::unfinished(&library.settled(&id)?);
            return Ok(Outcome::failed(&error, caller.language).with("unfinished", json!(left)));
        }
        Err(error) if error.code == ErrorCode::PackageConflict => {
            let conflicts = library.view(&id)?.conflicts;
            return Ok(Outcome::failed(&error, caller.language).with("conflicts", json!(conflicts)));
        }
        story => story?,
    };
    match package::write(&story, &library.media(), &options, &Progress::unwatched()) {
        Ok(report) => {
            // It is written, whatever comes of noting it.
            let noted = library.note_package(&story, &report, &options);
            let report = report.noted(noted.map_err(|error| error.text(caller.language).message), caller.language);
            let blanks = [("package", report.package.display().to_string()), ("files", report.files.len().to_string())];
            let mut text = say(caller.language, "package.done", blanks);
            if let Some(ErrorText { message, hint, .. }) = &report.warning {
                text = format!("{text}\n{message}\n{hint}");
            }
            Ok(Outcome::made(json!(report), text))
        }
        Err(error) if error.code == ErrorCode::PackageIncomplete => Ok(refused(error, caller, &story)),
        Err(error) => Err(error),
    }
}

/// The list of what is missing goes with the refusal, for programs too.
fn refused(error: Error, caller: &Caller, story: &Settled) -> Outcome {
    let missing = package::missing(story);
    let words = package::missing_in_words(story, &missing, caller.language);
    Outcome::failed(&error.with("missing", words), caller.language).with("missing", json!(missing))
}
