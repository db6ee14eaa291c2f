//! The packages that a lock file names.

use std::{fs, path::Path};

use semver::Version;
use serde_json::Value;

use super::Ecosystem;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Locked {
    pub ecosystem: Ecosystem,
    pub name: String,
    pub version: Version,
    /// The lock file.
    pub file: String,
    /// Never handed on to anybody, as far as the lock file tells.
    pub only_builds: bool,
}

pub fn read(file: &Path) -> Result<Vec<Locked>, String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(|error| told(&error))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let found = match name.as_str() {
        "Cargo.lock" => cargo(&text, &name),
        "package-lock.json" => npm(&text, &name),
        _ => Err("it is neither a Cargo.lock nor a package-lock.json".into()),
    };
    let found = found.map_err(|error| told(&error))?;
    if found.is_empty() { Err(told(&"it names no package")) } else { Ok(found) }
}

fn cargo(text: &str, file: &str) -> Result<Vec<Locked>, String> {
    let lock: toml::Table = toml::from_str(text).map_err(|error| error.to_string())?;
    let packages = lock.get("package").and_then(toml::Value::as_array).ok_or("it has no packages")?;
    // What has no source is the project's own.
    let others = packages.iter().filter(|package| package.get("source").is_some());
    others
        .map(|package| {
            let get = |key| package.get(key).and_then(toml::Value::as_str).ok_or(format!("a package has no {key}"));
            locked(Ecosystem::Cargo, get("name")?, get("version")?, file, false)
        })
        .collect()
}

fn npm(text: &str, file: &str) -> Result<Vec<Locked>, String> {
    let lock: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    // The first form has no such list; npm writes the newer ones since 2020.
    let packages = lock["packages"].as_object().ok_or("it has no “packages”: npm install writes it anew")?;
    let mut found = Vec::new();
    for (place, package) in packages {
        // The project itself, and folders of it.
        let Some((_, folder)) = place.rsplit_once("node_modules/") else { continue };
        if package["link"] == true {
            continue;
        }
        let name = package["name"].as_str().unwrap_or(folder);
        let version = package["version"].as_str().ok_or(format!("{place} has no version"))?;
        found.push(locked(Ecosystem::Npm, name, version, file, package["dev"] == true)?);
    }
    Ok(found)
}

fn locked(ecosystem: Ecosystem, name: &str, version: &str, file: &str, only_builds: bool) -> Result<Locked, String> {
    let version = Version::parse(version).map_err(|error| format!("{name} {version}: {error}"))?;
    Ok(Locked { ecosystem, name: name.to_owned(), version, file: file.to_owned(), only_builds })
}
