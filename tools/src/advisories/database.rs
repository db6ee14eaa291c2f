//! Advisories in OSV's form, as the databases of RustSec, GitHub and osv.dev are handed out: JSON files in a folder, or in
//! .zip archives in it. A file that is not what it should be makes the whole database unfit: what it would have said is not
//! known.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::Read,
    path::Path,
};

use zip::ZipArchive;

use super::{
    Ecosystem,
    osv::{self, Advisory, Record},
};

#[derive(Default)]
pub struct Database {
    about: BTreeMap<(Ecosystem, String), Vec<Advisory>>,
    seen: BTreeMap<Ecosystem, Seen>,
}

#[derive(Default)]
struct Seen {
    count: usize,
    newest: String,
}

impl Database {
    /// Keeps what is about the packages that are wanted; a database may know half a million others.
    pub fn read(folder: &Path, wanted: &BTreeSet<(Ecosystem, &str)>) -> Result<Self, String> {
        let mut database = Self::default();
        database.read_folder(folder, wanted)?;
        if database.seen.is_empty() {
            return Err(format!(
                "{} has no advisory in OSV's form (RustSec has them in the branch “osv” of its advisory-db)",
                folder.display()
            ));
        }
        for advisories in database.about.values_mut() {
            advisories.sort_by(|one, other| one.id.cmp(&other.id));
            // One record in two archives is one advisory.
            advisories.dedup_by(|one, other| one.id == other.id);
        }
        Ok(database)
    }

    pub fn about(&self, ecosystem: Ecosystem, name: &str) -> &[Advisory] {
        self.about.get(&(ecosystem, name.to_owned())).map_or(&[], Vec::as_slice)
    }

    pub fn count(&self, ecosystem: Ecosystem) -> usize {
        self.seen.get(&ecosystem).map_or(0, |seen| seen.count)
    }

    /// The day on which something in it was changed last.
    pub fn newest(&self, ecosystem: Ecosystem) -> &str {
        let newest = self.seen.get(&ecosystem).map_or("", |seen| seen.newest.as_str());
        newest.split('T').next().unwrap_or_default()
    }

    fn read_folder(&mut self, folder: &Path, wanted: &BTreeSet<(Ecosystem, &str)>) -> Result<(), String> {
        let told = |error: std::io::Error| format!("{}: {error}", folder.display());
        for entry in fs::read_dir(folder).map_err(told)? {
            let path = entry.map_err(told)?.path();
            let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let kind = fs::metadata(&path).map_err(|error| told(&error))?;
            if kind.is_dir() {
                // .git, .github
                if !name.starts_with('.') {
                    self.read_folder(&path, wanted)?;
                }
            } else if name.ends_with(".json") {
                let bytes = fs::read(&path).map_err(|error| told(&error))?;
                self.take(&bytes, wanted).map_err(|error| told(&error))?;
            } else if name.ends_with(".zip") {
                self.read_archive(&path, wanted).map_err(|error| told(&error))?;
            }
        }
        Ok(())
    }

    fn read_archive(&mut self, path: &Path, wanted: &BTreeSet<(Ecosystem, &str)>) -> Result<(), String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        let mut archive = ZipArchive::new(std::io::BufReader::new(file)).map_err(|error| error.to_string())?;
        let mut bytes = Vec::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).map_err(|error| error.to_string())?;
            let name = file.name().to_owned();
            if !name.ends_with(".json") {
                continue;
            }
            bytes.clear();
            file.read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
            self.take(&bytes, wanted).map_err(|error| format!("{name}: {error}"))?;
        }
        Ok(())
    }

    fn take(&mut self, bytes: &[u8], wanted: &BTreeSet<(Ecosystem, &str)>) -> Result<(), String> {
        let record: Record = serde_json::from_slice(bytes).map_err(|error| format!("no advisory: {error}"))?;
        for ecosystem in record.ecosystems() {
            let seen = self.seen.entry(ecosystem).or_default();
            seen.count += 1;
            seen.newest = record.modified.clone().max(std::mem::take(&mut seen.newest));
        }
        if record.withdrawn.is_some() {
            return Ok(());
        }
        for (ecosystem, advisory) in osv::advisories(record) {
            if wanted.contains(&(ecosystem, advisory.package.as_str())) {
                self.about.entry((ecosystem, advisory.package.clone())).or_default().push(advisory);
            }
        }
        Ok(())
    }
}
