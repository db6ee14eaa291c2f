//! What the bundler put into the page, as it said itself when it made it (`ui/bundled.ts`). A lock file tells what is
//! installed, which is ten times as much: half of Svelte's own dependencies are its compiler's.

use std::{fs, path::Path};

use serde::Deserialize;
use serde_json::Value;

use super::{Kind, Package};

const BUNDLED: &str = "ui/node_modules/.bundled.json";
const LOCK: &str = "ui/package-lock.json";

#[derive(Deserialize)]
struct Locked {
    version: String,
    license: Option<String>,
}

pub fn bundled(root: &Path) -> Result<Vec<Package>, String> {
    let folders: Vec<String> = json(root, BUNDLED).map_err(|trouble| format!("{trouble}; `make ui` makes it"))?;
    if folders.is_empty() {
        return Err(format!("{BUNDLED}: the page is made of nothing"));
    }
    let lock: Value = json(root, LOCK)?;
    folders.iter().map(|folder| package(root, &lock, folder)).collect()
}

fn package(root: &Path, lock: &Value, folder: &str) -> Result<Package, String> {
    let name = folder.rsplit("node_modules/").next().unwrap_or(folder).to_owned();
    let entry = &lock["packages"][folder];
    let locked = Locked::deserialize(entry).map_err(|error| format!("{name} in {LOCK}: {error}"))?;
    let manifest: Value = json(root, &format!("ui/{folder}/package.json"))?;
    if manifest["version"] != *locked.version {
        return Err(format!("{name} is installed as {}, locked as {}", manifest["version"], locked.version));
    }
    Ok(Package {
        kind: Kind::JavaScript,
        version: locked.version,
        licence: locked.license,
        source: source(&manifest),
        folder: root.join("ui").join(folder),
        name,
    })
}

fn source(manifest: &Value) -> String {
    let repository = &manifest["repository"];
    let url = repository["url"].as_str().or(repository.as_str()).or(manifest["homepage"].as_str()).unwrap_or_default();
    let url = url.trim_start_matches("git+").trim_end_matches(".git");
    let url = url.replace("git://", "https://");
    // “someone/something” is how npm writes a repository of GitHub's.
    if url.is_empty() || url.contains("://") { url } else { format!("https://github.com/{url}") }
}

fn json<T: serde::de::DeserializeOwned>(root: &Path, file: &str) -> Result<T, String> {
    let text = fs::read_to_string(root.join(file)).map_err(|error| format!("{file}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))
}
