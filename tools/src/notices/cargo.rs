//! What Cargo links into our programs: normal dependencies, with the features that they are built with, on the platforms
//! that are shipped. Build scripts and macros run at home and are not carried.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    process::Command,
};

use serde::Deserialize;

use super::{Kind, Package};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Found>,
}

#[derive(Deserialize)]
struct Found {
    name: String,
    version: String,
    /// None for the project's own.
    source: Option<String>,
    license: Option<String>,
    repository: Option<String>,
    homepage: Option<String>,
    manifest_path: PathBuf,
}

pub fn linked(root: &Path, programs: &[String], platforms: &[String]) -> Result<Vec<Package>, String> {
    let mut known = HashMap::new();
    let mut linked = BTreeSet::new();
    for platform in platforms {
        let told = ask(root, &["metadata", "--format-version", "1", "--filter-platform", platform])?;
        let metadata: Metadata = serde_json::from_str(&told).map_err(|error| format!("cargo metadata: {error}"))?;
        known.extend(metadata.packages.into_iter().map(|found| ((found.name.clone(), found.version.clone()), found)));
        // `metadata` switches on what any package of the workspace wants, tests too; `tree` what our programs want.
        let mut call = vec!["tree", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
        call.extend(["--target", platform]);
        call.extend(programs.iter().flat_map(|name| ["--package", name]));
        for line in ask(root, &call)?.lines().filter(|line| !line.is_empty()) {
            let mut words = line.split(' ');
            let (name, version) = (words.next(), words.next().and_then(|word| word.strip_prefix('v')));
            let (Some(name), Some(version)) = (name, version) else {
                return Err(format!("cargo tree said “{line}”"));
            };
            linked.insert((name.to_owned(), version.to_owned()));
        }
    }
    let mut packages = Vec::new();
    for key in linked {
        let found = known.get(&key).ok_or(format!("cargo metadata does not know {} {}", key.0, key.1))?;
        if found.source.is_some() {
            packages.push(package(found)?);
        }
    }
    if packages.is_empty() { Err("cargo links nothing into our programs".into()) } else { Ok(packages) }
}

fn package(found: &Found) -> Result<Package, String> {
    let folder = found.manifest_path.parent().ok_or(format!("{} lies nowhere", found.name))?;
    let source = found.repository.as_ref().or(found.homepage.as_ref());
    Ok(Package {
        kind: Kind::Rust,
        name: found.name.clone(),
        version: found.version.clone(),
        licence: found.license.clone(),
        source: source.cloned().unwrap_or_default(),
        folder: folder.to_owned(),
    })
}

/// Asks Cargo about what the lock file says, which asks nobody where the packages are here already.
fn ask(root: &Path, call: &[&str]) -> Result<String, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo).args(call).arg("--locked").current_dir(root).output();
    let output = output.map_err(|error| format!("cargo cannot be run: {error}"))?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|error| format!("cargo {}: {error}", call[0]))
    } else {
        Err(format!("cargo {}: {}", call[0], String::from_utf8_lossy(&output.stderr).trim()))
    }
}
