//! A program under strace: what it calls the system for, and what becomes of it where that is refused.

use std::{path::Path, process::Command};

/// Whether strace may look at a program here; said aloud where it may not.
pub fn is_there() -> bool {
    let traced = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status();
    let works = traced.is_ok_and(|status| status.success());
    if !works {
        eprintln!("SKIPPED: no strace that may look at a program here (scripts/setup --test)");
    }
    works
}

/// `plain` under strace, with what `expressions` trace and inject; where they are `about` a path, only in calls about that.
/// Where nothing is killed it is stopped at the calls that they name and at no others: most of the time would go into those.
pub fn under_strace(plain: &Command, log: &Path, about: Option<&Path>, expressions: &[&str]) -> Command {
    let named = |expression: &&str| {
        let (what, which) = expression.split_once('=').expect("trace=… or inject=…");
        let calls = if what == "inject" { which.split(':').next() } else { None };
        calls.unwrap_or(which).to_owned()
    };
    let mut calls: Vec<String> = expressions.iter().map(named).collect();
    if calls.is_empty() {
        calls.push("none".into());
    }
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o"]).arg(log);
    // A signal would not come through.
    if expressions.iter().all(|expression| !expression.contains(":signal=")) {
        command.arg("--seccomp-bpf");
    }
    if let Some(path) = about {
        command.arg("-P").arg(path);
    }
    for injected in expressions.iter().filter(|expression| expression.starts_with("inject")) {
        command.args(["-e", injected]);
    }
    command.args(["-e", &format!("trace={}", calls.join(","))]);
    command.arg(plain.get_program()).args(plain.get_args());
    command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}
