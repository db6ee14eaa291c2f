//! Writes `THIRD-PARTY-NOTICES.txt` anew; with `--check` only says whether it is what it should be.

use std::{fs, path::Path, process::ExitCode};

use clap::Parser;
use dateline_tools::notices;

/// Whose work Dateline carries, from both lock files and tools/notices.toml
#[derive(Parser)]
struct Call {
    /// Write nothing; fail where the file is not fresh
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    let call = Call::parse();
    match run(&call) {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(troubles) => {
            for trouble in troubles {
                eprintln!("notices: {trouble}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(call: &Call) -> Result<String, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let made = notices::make(&root)?;
    let file = root.join(notices::FILE);
    let told = |error: std::io::Error| vec![format!("{}: {error}", notices::FILE)];
    if !call.check {
        fs::write(&file, &made).map_err(told)?;
        return Ok(format!("{} has {} notices.", notices::FILE, made.matches("\nName: ").count()));
    }
    let there = fs::read_to_string(&file).map_err(told)?;
    if there == made {
        return Ok(format!("{} is fresh.", notices::FILE));
    }
    let line = there.lines().zip(made.lines()).take_while(|(there, made)| there == made).count();
    let at = |text: &str| text.lines().nth(line).unwrap_or("(its end)").to_owned();
    let differs = format!("line {}: “{}” should be “{}”", line + 1, at(&there), at(&made));
    Err(vec![format!("{} is not fresh: make notices ({differs})", notices::FILE)])
}
