//! Holds both lock files against a folder of known advisories. Exit 0: none fits; 1: one does; 2: it could not be told.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use dateline_tools::advisories;

/// Holds lock files against known advisories, without a network
#[derive(Parser)]
struct Call {
    /// Advisories in OSV's form: .json files, or .zip archives of them
    database: PathBuf,
    /// Lock files [default: the project's two]
    locks: Vec<PathBuf>,
    /// What is let stand, why and until when [default: tools/advisories.toml]
    #[arg(long)]
    let_stand: Option<PathBuf>,
}

fn main() -> ExitCode {
    let call = Call::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let locks = match call.locks.as_slice() {
        [] => vec![root.join("Cargo.lock"), root.join("ui/package-lock.json")],
        some => some.to_vec(),
    };
    let let_stand = call.let_stand.unwrap_or_else(|| root.join("tools/advisories.toml"));
    let today = chrono::Local::now().date_naive();
    match advisories::check(&locks, &call.database, &let_stand, today) {
        Err(trouble) => {
            eprintln!("advisories: nothing is known: {trouble}");
            ExitCode::from(2)
        }
        Ok(report) => {
            println!("Compared {}.", report.compared);
            report.told.iter().for_each(|line| println!("To know: {line}"));
            report.standing.iter().for_each(|line| println!("{line}"));
            report.known.iter().for_each(|line| eprintln!("KNOWN: {line}"));
            println!(
                "{} known, {} let stand, {} to know.",
                report.known.len(),
                report.standing.len(),
                report.told.len()
            );
            if report.known.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
    }
}
