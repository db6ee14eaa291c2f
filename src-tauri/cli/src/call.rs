//! How the program is called, and the library that the call is about.

use std::{
    cell::RefCell,
    ops::{Deref, DerefMut},
    path::PathBuf,
};

use clap::{Parser, Subcommand};
use dateline_core::{ErrorText, Language, Library, Progress, Result, review::Step, store::Stillness};

use crate::{outcome::Outcome, tell, verbs};

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

#[derive(Clone, Subcommand)]
pub enum Verb {
    Import(verbs::import::Args),
    List(verbs::list::Args),
    Show(verbs::show::Args),
    Set(verbs::set::Args),
    Photo(verbs::photo::Args),
    Codes(verbs::codes::Args),
    Check(verbs::check::Args),
    Suggest(verbs::suggest::Args),
    Suggestions(verbs::suggestions::Args),
    Accept(verbs::decide::Accept),
    Reject(verbs::decide::Reject),
    Reopen(verbs::decide::Reopen),
    Comment(verbs::comment::Args),
    Gates(verbs::moves::GatesArgs),
    Pass(verbs::moves::PassArgs),
    Submit(verbs::moves::Args),
    Withdraw(verbs::moves::Args),
    Take(verbs::moves::Args),
    Return(verbs::moves::Args),
    Approve(verbs::moves::Args),
    Publish(verbs::moves::Args),
    Correct(verbs::moves::Args),
    Kill(verbs::moves::Args),
    Spike(verbs::moves::Args),
    Revive(verbs::moves::Args),
    Moves,
    Queue,
    Person(verbs::person::Args),
    Lift(verbs::lift::Args),
    Package(verbs::package::Args),
    Verify(verbs::verify::Args),
    Doctor(verbs::doctor::Args),
    Recover(verbs::recover::Args),
    Notices(verbs::notices::Args),
}

impl Verb {
    pub fn run(self, caller: &Caller) -> Result<Outcome> {
        match self {
            Verb::Import(args) => verbs::import::run(args, caller),
            Verb::List(args) => verbs::list::run(args, caller),
            Verb::Show(args) => verbs::show::run(args, caller),
            Verb::Set(args) => verbs::set::run(args, caller),
            Verb::Photo(args) => verbs::photo::run(args, caller),
            Verb::Codes(args) => verbs::codes::run(args, caller),
            Verb::Check(args) => verbs::check::run(args, caller),
            Verb::Suggest(args) => verbs::suggest::run(args, caller),
            Verb::Suggestions(args) => verbs::suggestions::run(args, caller),
            Verb::Accept(args) => verbs::decide::accept(args, caller),
            Verb::Reject(args) => verbs::decide::reject(args, caller),
            Verb::Reopen(args) => verbs::decide::reopen(args, caller),
            Verb::Comment(args) => verbs::comment::run(args, caller),
            Verb::Gates(args) => verbs::moves::gates(args, caller),
            Verb::Pass(args) => verbs::moves::pass(args, caller),
            Verb::Submit(args) => verbs::moves::run(Step::Submit, args, caller),
            Verb::Withdraw(args) => verbs::moves::run(Step::Withdraw, args, caller),
            Verb::Take(args) => verbs::moves::run(Step::Take, args, caller),
            Verb::Return(args) => verbs::moves::run(Step::Return, args, caller),
            Verb::Approve(args) => verbs::moves::run(Step::Approve, args, caller),
            Verb::Publish(args) => verbs::moves::run(Step::Publish, args, caller),
            Verb::Correct(args) => verbs::moves::run(Step::Correct, args, caller),
            Verb::Kill(args) => verbs::moves::run(Step::Kill, args, caller),
            Verb::Spike(args) => verbs::moves::run(Step::Spike, args, caller),
            Verb::Revive(args) => verbs::moves::run(Step::Revive, args, caller),
            Verb::Moves => verbs::moves::table(caller),
            Verb::Queue => verbs::queue::run(caller),
            Verb::Person(args) => verbs::person::run(args, caller),
            Verb::Lift(args) => verbs::lift::run(args, caller),
            Verb::Package(args) => verbs::package::run(args, caller),
            Verb::Verify(args) => verbs::verify::run(args, caller),
            Verb::Doctor(args) => verbs::doctor::run(args, caller),
            Verb::Recover(args) => verbs::recover::run(args, caller),
            Verb::Notices(args) => verbs::notices::run(args, caller),
        }
    }
}

/// Whoever called: which library they mean, opened when a verb first needs it, what language they speak, and what they
/// have to know in the end.
pub struct Caller {
    folder: Option<PathBuf>,
    pub language: Language,
    /// Whether somebody waits at a terminal.
    is_watched: bool,
    /// What was amiss with the library.
    troubles: RefCell<Vec<ErrorText>>,
    stillness: RefCell<Option<Stillness>>,
}

impl Caller {
    pub fn new(folder: Option<PathBuf>, language: Language, is_watched: bool) -> Self {
        Self { folder, language, is_watched, troubles: RefCell::default(), stillness: RefCell::default() }
    }

    /// For verbs that change nothing: nothing is written, and nothing made where there is no library.
    pub fn to_read(&self) -> Result<ToRead<'_>> {
        Library::read(&self.library_folder()?).map(|library| self.lent(library))
    }

    pub fn to_write(&self) -> Result<ToWrite<'_>> {
        Library::open(&self.library_folder()?).map(|library| ToWrite(self.lent(library)))
    }

    /// For the verb that a library begins with.
    pub fn to_make(&self) -> Result<ToWrite<'_>> {
        Library::make(&self.library_folder()?).map(|library| ToWrite(self.lent(library)))
    }

    pub fn library_folder(&self) -> Result<PathBuf> {
        self.folder.clone().map_or_else(Library::default_folder, Ok)
    }

    /// Does long work; where somebody waits at a terminal, they see how far it is.
    pub fn watch<T>(&self, work: impl FnOnce(&Progress) -> T) -> T {
        if self.is_watched { tell::watched(self.language, work) } else { work(&Progress::unwatched()) }
    }

    /// What a person has to know besides the answer.
    pub fn troubles(&self) -> Vec<ErrorText> {
        self.troubles.take()
    }

    /// Whether another program began to write where all was read as still: the answer may be of two times.
    pub fn was_disturbed(&self) -> bool {
        self.stillness.take().is_some_and(|stillness| stillness.is_over())
    }

    fn lent(&self, library: Library) -> ToRead<'_> {
        *self.stillness.borrow_mut() = library.stillness().cloned();
        ToRead { library, caller: self }
    }
}

/// The library while a verb has it. What was found amiss in it by the end, its caller hears.
pub struct ToRead<'a> {
    library: Library,
    caller: &'a Caller,
}

/// The same for a verb that changes something.
pub struct ToWrite<'a>(ToRead<'a>);

impl Deref for ToRead<'_> {
    type Target = Library;

    fn deref(&self) -> &Library {
        &self.library
    }
}

impl Deref for ToWrite<'_> {
    type Target = Library;

    fn deref(&self) -> &Library {
        &self.0
    }
}

impl DerefMut for ToWrite<'_> {
    fn deref_mut(&mut self) -> &mut Library {
        &mut self.0.library
    }
}

impl Drop for ToRead<'_> {
    fn drop(&mut self) {
        let troubles = self.library.troubles();
        *self.caller.troubles.borrow_mut() =
            troubles.iter().map(|trouble| trouble.text(self.caller.language)).collect();
    }
}
