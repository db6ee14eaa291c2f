//! The words of `--help`, from the catalogue: `cli.<verb>.about`, `cli.<verb>.<argument>`; and those for a call that
//! was not understood.

use std::collections::BTreeMap;

use clap::{
    Command, CommandFactory,
    error::{ContextKind, ErrorKind},
};
use dateline_core::{Error, ErrorCode, Language, strings};

use crate::call::Call;

pub fn command(language: Language) -> Command {
    dress(Call::command(), "cli", language)
}

/// What was wrong with a call, in our words: the parser speaks English only.
pub fn misunderstood(wrong: &clap::Error, language: Language) -> Error {
    let named = |kinds: &[ContextKind]| kinds.iter().find_map(|kind| wrong.get(*kind)).map(ToString::to_string);
    let key = match wrong.kind() {
        ErrorKind::UnknownArgument => "unknown_argument",
        ErrorKind::InvalidSubcommand => "unknown_verb",
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "no_verb",
        ErrorKind::MissingRequiredArgument => "missing",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "bad_value",
        ErrorKind::ArgumentConflict => "repeated",
        _ => "other",
    };
    let what = named(&[ContextKind::InvalidSubcommand, ContextKind::InvalidArg]).unwrap_or_default();
    let value = named(&[ContextKind::InvalidValue]).unwrap_or_default();
    let blanks = BTreeMap::from([("what", what), ("value", value)]);
    let cause = strings::filled(language, &format!("cli.misunderstood.{key}"), &blanks);
    Error::new(ErrorCode::BadCall).with("cause", cause)
}

fn dress(command: Command, topic: &str, language: Language) -> Command {
    let words = |key: &str| strings::text(language, key);
    let heading = |name: &str| words(&format!("cli.heading.{name}"));
    let template = format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}", heading("usage"));
    let mut order = 0;
    let command = command
        .about(words(&format!("{topic}.about")))
        .help_template(template)
        .subcommand_help_heading(heading("commands"))
        .disable_help_flag(true)
        .disable_version_flag(topic != "cli")
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(words("cli.help"))
                .help_heading(heading("options")),
        )
        .mut_args(|argument| {
            let name = argument.get_id().as_str().to_owned();
            let group = if argument.is_positional() { "arguments" } else { "options" };
            // What every verb takes is told once, in one place.
            let key = match name.as_str() {
                "help" => return argument,
                "json" | "library" | "version" => format!("cli.{name}"),
                _ => format!("{topic}.{name}"),
            };
            order += 1;
            argument.help(words(&key)).help_heading(heading(group)).display_order(order)
        });
    let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    verbs.into_iter().fold(command, |command, verb| {
        let topic = format!("{topic}.{verb}");
        command.mut_subcommand(verb, |verb| dress(verb, &topic, language))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_help(mut command: Command, into: &mut Vec<String>) {
        into.push(command.render_long_help().to_string());
        for verb in command.get_subcommands() {
            every_help(verb.clone(), into);
        }
    }

    #[test]
    fn every_verb_and_argument_is_explained_in_both_languages() {
        for &language in Language::ALL {
            let mut pages = Vec::new();
            let mut whole = command(language);
            whole.build();
            every_help(whole, &mut pages);
            assert!(pages.len() >= 12);
            for page in pages {
                // A key that has no words shows as itself.
                assert!(!page.contains("cli."), "{page}");
            }
        }
    }
}
