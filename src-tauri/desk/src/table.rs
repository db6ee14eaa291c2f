//! The table of all commands, and how one is looked up, read, run and answered.

use std::{
    collections::BTreeMap,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll, Waker},
};

use dateline_core::{Error, ErrorText};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    commands,
    desk::Desk,
    jobs::{Job, Steps},
};

/// What a screen asks.
#[derive(Clone, Debug, Deserialize)]
pub struct Call {
    pub command: String,
    #[serde(default)]
    pub args: Map<String, Value>,
    /// The number under which the work can be stopped, of the caller's choice; for commands that tell how far they are.
    #[serde(default)]
    pub job: u32,
}

/// JSON, as it goes to the screen.
type Told = Result<String, ErrorText>;
type Running = Pin<Box<dyn Future<Output = Told> + Send>>;

pub(crate) struct Command {
    pub name: &'static str,
    pub run: fn(Desk, Map<String, Value>, u32, Steps) -> Running,
    #[cfg(test)]
    pub types: fn(&ts_rs::Config) -> Types,
}

/// A command in TypeScript's words.
#[cfg(test)]
pub(crate) struct Types {
    pub args: Vec<(&'static str, String)>,
    pub answer: String,
    pub step: Option<String>,
}

impl Desk {
    /// Does what is asked and answers in JSON; `steps` hears how far the work is. It has begun when this returns, so
    /// that what is asked first is done first, on whatever threads the answers are waited for: of two settings saved
    /// one after the other, the later stays. Within a Tokio runtime.
    pub fn answer(&self, call: Call, steps: Steps) -> impl Future<Output = Told> + Send + use<> {
        let mut running: Running = match TABLE.get(call.command.as_str()) {
            Some(command) => (command.run)(self.clone(), call.args, call.job, steps),
            None => {
                let unknown = Err(self.words(&Error::internal(format!("there is no command {}", call.command))));
                Box::pin(std::future::ready(unknown))
            }
        };
        // Whoever awaits it asks again, with a waker of its own. A panic here would take the window's thread with it.
        let first = || running.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let begun = catch_unwind(AssertUnwindSafe(first))
            .unwrap_or_else(|_| Poll::Ready(Err(self.words(&Error::internal("the command panicked")))));
        async move {
            match begun {
                Poll::Ready(told) => told,
                Poll::Pending => running.await,
            }
        }
    }
}

static TABLE: std::sync::LazyLock<BTreeMap<&'static str, &'static Command>> = std::sync::LazyLock::new(|| {
    let all = commands::ALL.iter().flat_map(|part| part.iter());
    all.map(|command| (command.name, command)).collect()
});

/// One of a command's arguments. One that is not told is `null`, as JavaScript leaves it out.
pub(crate) fn argument<T: DeserializeOwned>(
    desk: &Desk,
    args: &mut Map<String, Value>,
    name: &str,
) -> Result<T, ErrorText> {
    let value = args.remove(name).unwrap_or(Value::Null);
    serde_json::from_value(value).map_err(|cause| desk.words(&Error::internal(format!("{name}: {cause}"))))
}

pub(crate) fn told<T: Serialize>(desk: &Desk, answer: Result<T, ErrorText>) -> Told {
    let answer = answer?;
    serde_json::to_string(&answer).map_err(|cause| desk.words(&Error::internal(cause)))
}

pub(crate) fn begin<S: Serialize>(desk: &Desk, number: u32, steps: Steps) -> Job<S> {
    desk.jobs().begin(number, steps)
}

/// Declares commands: asynchronous functions of a desk, and of what the screen hands over by these names (in its own
/// spelling, `camelCase`, nothing else differs). One that takes a `job: Job<S>` tells steps of that type and can be
/// stopped. From the same words come how a call is read, how it is answered and what the screen's types are.
macro_rules! commands {
    ($($(#[$doc:meta])* pub async fn $name:ident($($given:tt)*) -> Answer<$answer:ty> $body:block)*) => {
        $(commands!(@function $(#[$doc])* $name ($($given)*) $answer, $body);)*

        pub(crate) const TABLE: &[crate::table::Command] = &[
            $(commands!(@entry $name ($($given)*) $answer)),*
        ];
    };

    (@function $(#[$doc:meta])* $name:ident ($($given:tt)*) $answer:ty, $body:block) => {
        $(#[$doc])*
        async fn $name($($given)*) -> crate::desk::Answer<$answer> $body
    };

    (@entry $name:ident ($desk:ident: &Desk, job: Job<$step:ty> $(, $arg:ident: $type:ty)* $(,)?) $answer:ty) => {
        crate::table::Command {
            name: stringify!($name),
            run: |desk, mut args, number, steps| Box::pin(async move {
                let job = crate::table::begin::<$step>(&desk, number, steps);
                let _ = &mut args;
                $(let $arg: $type = crate::table::argument(&desk, &mut args, stringify!($arg))?;)*
                let answer: crate::desk::Answer<$answer> = $name(&desk, job $(, $arg)*).await;
                crate::table::told(&desk, answer)
            }),
            #[cfg(test)]
            types: |config| crate::table::Types {
                args: vec![$((stringify!($arg), <$type as ts_rs::TS>::name(config))),*],
                answer: <$answer as ts_rs::TS>::name(config),
                step: Some(<$step as ts_rs::TS>::name(config)),
            },
        }
    };

    (@entry $name:ident ($desk:ident: &Desk $(, $arg:ident: $type:ty)* $(,)?) $answer:ty) => {
        crate::table::Command {
            name: stringify!($name),
            run: |desk, mut args, _, _| Box::pin(async move {
                let _ = &mut args;
                $(let $arg: $type = crate::table::argument(&desk, &mut args, stringify!($arg))?;)*
                let answer: crate::desk::Answer<$answer> = $name(&desk $(, $arg)*).await;
                crate::table::told(&desk, answer)
            }),
            #[cfg(test)]
            types: |config| crate::table::Types {
                args: vec![$((stringify!($arg), <$type as ts_rs::TS>::name(config))),*],
                answer: <$answer as ts_rs::TS>::name(config),
                step: None,
            },
        }
    };
}

/// The whole table in TypeScript, as `ui/src/generated/Commands.ts` has it.
#[cfg(test)]
pub(crate) fn in_typescript(config: &ts_rs::Config) -> String {
    use std::{collections::BTreeSet, fmt::Write};

    let mut lines = String::new();
    let mut names = BTreeSet::new();
    let mut note = |words: &str| {
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let own = words.split(|c| !is_of_name(c)).filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
        names.extend(own.filter(|word| !["Array", "Partial", "Record"].contains(word)).map(str::to_owned));
        words.to_owned()
    };
    for (name, command) in TABLE.iter() {
        let Types { args, answer, step } = (command.types)(config);
        let args: Vec<String> = args.iter().map(|(name, words)| format!("{name}: {}", note(words))).collect();
        let args = if args.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", args.join(", ")) };
        let answer = note(&answer);
        let step = step.map_or("never".to_owned(), |step| note(&step));
        writeln!(lines, "  {name}: {{ args: {args}; answer: {answer}; step: {step} }};").expect("a text takes a line");
    }
    let imports: String = names.iter().map(|name| format!("import type {{ {name} }} from \"./{name}\";\n")).collect();
    format!(
        "// This file was generated by Dateline's own table of commands. Do not edit this file manually.\n{imports}\n\
         /** Each command of the page: what it takes, what it answers, and what it tells on the way. */\n\
         export interface Commands {{\n{lines}}}\n"
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn export_bindings_commands() {
        let folder = std::env::var_os("TS_RS_EXPORT_DIR").expect("cargo says where (.cargo/config.toml)");
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("Commands.ts"), in_typescript(&ts_rs::Config::default().with_large_int("number")))
            .unwrap();
    }

    fn call(command: &str, args: Value) -> Call {
        let Value::Object(args) = args else { panic!("arguments have names") };
        Call { command: command.into(), args, job: 0 }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn what_is_asked_first_is_done_first_whoever_waits_for_the_answer() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path().join("library"));
        let start = || async { desk.answer(call("start", serde_json::json!({})), Box::new(|_| ())).await.unwrap() };
        for round in 0..20 {
            let answers: Vec<_> = (0..10)
                .map(|n| {
                    let changes = serde_json::json!({ "name": format!("{round} {n}") });
                    let saved = call("save_settings", serde_json::json!({ "changes": changes }));
                    tokio::spawn(desk.answer(saved, Box::new(|_| ())))
                })
                .collect();
            for answer in answers {
                answer.await.unwrap().unwrap();
            }
            let now: Value = serde_json::from_str(&start().await).unwrap();
            assert_eq!(now["settings"]["name"], format!("{round} 9"));
        }
        tokio::task::spawn_blocking(move || desk.finish()).await.unwrap();
    }

    #[test]
    fn each_command_has_one_name() {
        let all: usize = commands::ALL.iter().map(|part| part.len()).sum();
        assert_eq!(TABLE.len(), all);
        assert!(all > 30, "{all}");
    }
}
