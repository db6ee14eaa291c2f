use dateline_core::{
    Error, ErrorCode, Result, letters,
    library::{KnownPerson, Settings, SettingsChange},
    story::{PersonId, Role},
};
use serde_json::json;

use super::{signature, word};
use crate::{call::Caller, outcome::Outcome};

#[derive(Clone, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Clone, clap::Subcommand)]
enum Verb {
    Become {
        person: String,
    },
    Add {
        name: String,
        #[arg(long, value_parser = role_named)]
        role: Option<Role>,
    },
    Role {
        #[arg(value_parser = role_named)]
        role: Option<Role>,
    },
}

fn role_named(name: &str) -> std::result::Result<Role, String> {
    let names = || Role::ALL.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ");
    Role::named(name).ok_or_else(names)
}

/// Who writes at this computer, and who else does.
pub fn run(args: Args, caller: &Caller) -> Result<Outcome> {
    let Some(verb) = args.verb else {
        let settings = caller.to_read()?.settings()?;
        return Ok(Outcome::done(told(&settings), text(&settings, caller)));
    };
    let mut library = caller.to_write()?;
    match verb {
        Verb::Become { person } => library.become_person(&person)?,
        Verb::Add { name, .. } if letters::is_blank(&name) => {
            return Err(Error::new(ErrorCode::BadCall).with("cause", "NAME=?"));
        }
        Verb::Add { name, role } => {
            let person = Some(Some(PersonId::fresh()));
            let change = SettingsChange { person, name: Some(name), role: Some(role), ..Default::default() };
            library.change_settings(&change)?;
        }
        Verb::Role { role } => {
            library.change_settings(&SettingsChange { role: Some(role), ..Default::default() })?;
        }
    }
    let settings = library.settings()?;
    Ok(Outcome::made(told(&settings), text(&settings, caller)))
}

fn told(settings: &Settings) -> serde_json::Value {
    json!({ "person": { "id": settings.person, "name": settings.name, "role": settings.role }, "people": settings.people })
}

fn text(settings: &Settings, caller: &Caller) -> String {
    let role =
        |role: Option<Role>| role.map_or_else(|| "–".to_owned(), |role| word(caller.language, "role", role.name()));
    let mut lines = vec![format!("> {}  {}", signature(&settings.name), role(settings.role))];
    let others = settings.people.iter().filter(|known| Some(&known.id) != settings.person.as_ref());
    lines.extend(others.map(|KnownPerson { id, name, role: is }| format!("  {}  {}  {}", name, role(*is), id.0)));
    lines.join("\n")
}
