//! What lies in a package: its licence files, and sources that are another's.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

#[derive(Default)]
pub struct Found {
    pub licences: Vec<PathBuf>,
    /// What lies at the top of the package and is, or has in it, sources in another language or a licence beside no Rust:
    /// each with the file that shows it.
    pub foreign: BTreeMap<String, String>,
}

/// What is in these is not built into a program.
const ASIDE: [&str; 9] = ["tests", "test", "benches", "bench", "examples", "example", "fuzz", "doc", "docs"];
const FOREIGN: [&str; 10] = ["c", "cc", "cpp", "cxx", "s", "asm", "a", "so", "o", "wasm"];

pub fn look(folder: &Path) -> Result<Found, String> {
    let mut found = Found::default();
    walk(folder, folder, &mut found)?;
    found.licences.sort();
    Ok(found)
}

fn walk(package: &Path, folder: &Path, found: &mut Found) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(told)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().to_lowercase());
        let inside = path.strip_prefix(package).unwrap_or(&path).to_owned();
        let top = inside.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let top = top.unwrap_or_default();
        if entry.file_type().map_err(told)?.is_dir() {
            // A package of npm's may hold others, which the lock file names by themselves.
            if !name.starts_with('.') && name != "node_modules" && !ASIDE.contains(&top.to_lowercase().as_str()) {
                walk(package, &path, found)?;
            }
        } else if is_licence(&name) {
            // Beside the package's manifest, or amid its own sources: it speaks of what is built.
            if inside.components().count() == 1 || ["src", "licenses", "license"].contains(&top.as_str()) {
                found.licences.push(path);
            } else {
                found.foreign.entry(top).or_insert_with(|| inside.display().to_string());
            }
        } else if is_foreign(&path) {
            found.foreign.entry(top).or_insert_with(|| inside.display().to_string());
        }
    }
    Ok(())
}

fn is_licence(name: &str) -> bool {
    const STEMS: [&str; 8] =
        ["license", "licence", "copying", "notice", "unlicense", "unlicence", "copyright", "patents"];
    // A list of facts for programs, no text.
    const FACTS: [&str; 6] = [".spdx", ".json", ".rs", ".js", ".ts", ".html"];
    let begins =
        |stem: &&str| name.strip_prefix(*stem).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']));
    STEMS.iter().any(begins) && !FACTS.iter().any(|end| name.ends_with(end))
}

fn is_foreign(path: &Path) -> bool {
    path.extension().is_some_and(|end| FOREIGN.contains(&end.to_string_lossy().to_lowercase().as_str()))
}
