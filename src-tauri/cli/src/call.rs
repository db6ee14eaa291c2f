//! How the program is called, and the library that the call is about.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use dateline_core::{Language, Library, Result};

use crate::{outcome::Outcome, verbs};

// The words of the help are in the core's catalogues, under "cli": see help.rs.
#[derive(Parser)]
#[command(name = "dateline", version, subcommand_required = true, disable_help_subcommand = true)]
pub struct Call {
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true, value_name = "DIR")]
    pub library: Option<PathBuf>,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Subcommand)]
pub enum Verb {
    Import(verbs::import::Args),
    List(verbs::list::Args),
    Show(verbs::show::Args),
    Set(verbs::set::Args),
    Photo(verbs::photo::Args),
    Codes(verbs::codes::Args),
    Check(verbs::check::Args),
    Package(verbs::package::Args),
    Verify(verbs::verify::Args),
    Doctor(verbs::doctor::Args),
    Notices(verbs::notices::Args),
}

impl Verb {
    pub fn run(self, desk: Desk) -> Result<Outcome> {
        match self {
            Verb::Import(args) => verbs::import::run(args, desk),
            Verb::List(args) => verbs::list::run(args, desk),
            Verb::Show(args) => verbs::show::run(args, desk),
            Verb::Set(args) => verbs::set::run(args, desk),
            Verb::Photo(args) => verbs::photo::run(args, desk),
            Verb::Codes(args) => verbs::codes::run(args, desk),
            Verb::Check(args) => verbs::check::run(args, desk),
            Verb::Package(args) => verbs::package::run(args, desk),
            Verb::Verify(args) => verbs::verify::run(args, desk),
            Verb::Doctor(args) => verbs::doctor::run(args, desk),
            Verb::Notices(args) => verbs::notices::run(args, desk),
        }
    }
}

/// Where a verb works: the library, opened when it is first needed, and the language to speak.
pub struct Desk {
    folder: Option<PathBuf>,
    pub language: Language,
}

impl Desk {
    pub fn new(folder: Option<PathBuf>, language: Language) -> Self {
        Self { folder, language }
    }

    pub fn library(&self) -> Result<Library> {
        Library::open(&self.library_folder()?)
    }

    pub fn library_folder(&self) -> Result<PathBuf> {
        self.folder.clone().map_or_else(Library::default_folder, Ok)
    }
}
