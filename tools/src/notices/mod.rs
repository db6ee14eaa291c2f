//! Whose work Dateline carries, and on what terms: made from both lock files, the packages' own licence files, and a table
//! (`tools/notices.toml`) of what no lock file knows.

mod cargo;
mod files;
mod licence;
mod npm;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use licence::Wanted;
use table::{Part, Piece, Table};
use text::Texts;

/// The file in the project, for people, the packages and the page alike.
pub const FILE: &str = "THIRD-PARTY-NOTICES.txt";
/// Written down before the first notice.
const HEAD: &str = "Dateline is made with the work of others, who are named below with the terms on which they give it. \
    A licence that several share is printed once, at the end, under its number. This file is made by `make notices`.";

/// A package that a lock file names, where it lies.
struct Package {
    kind: Kind,
    name: String,
    version: String,
    licence: Option<String>,
    source: String,
    folder: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Named in no lock file.
    Part,
    Rust,
    JavaScript,
}

/// One notice.
struct Notice {
    kind: Kind,
    name: String,
    version: String,
    inside: String,
    licence: String,
    source: String,
    copyright: Vec<String>,
    note: String,
    texts: Vec<usize>,
}

/// The notices as they should be, or everything that stands in their way.
pub fn make(root: &Path) -> Result<String, Vec<String>> {
    let alone = |trouble| vec![trouble];
    let table = Table::read(root).map_err(alone)?;
    let mut packages = cargo::linked(root, &table.programs, &table.platforms).map_err(alone)?;
    packages.extend(npm::bundled(root).map_err(alone)?);
    collect(root, &table, packages)
}

fn collect(root: &Path, table: &Table, mut packages: Vec<Package>) -> Result<String, Vec<String>> {
    packages.sort_by_cached_key(|package| (package.kind, package.name.to_lowercase(), package.version.clone()));
    let mut maker = Maker { root, table, texts: Texts::default(), troubles: Vec::new() };
    let own = maker.own();
    let mut notices: Vec<Notice> = table.parts.iter().filter_map(|part| maker.part(part, &packages)).collect();
    notices.extend(packages.iter().filter_map(|package| maker.package(package)));
    maker.look_for_idle_rows(&packages);
    if maker.troubles.is_empty() { Ok(write::written(own, &notices, &maker.texts)) } else { Err(maker.troubles) }
}

struct Maker<'a> {
    root: &'a Path,
    table: &'a Table,
    texts: Texts,
    troubles: Vec<String>,
}

impl Maker<'_> {
    /// Dateline's own licence, first, so that it has the first number.
    fn own(&mut self) -> usize {
        match read(&self.root.join("LICENSE")) {
            Ok(text) => self.texts.take(&text, None).number,
            Err(trouble) => {
                self.troubles.push(trouble);
                0
            }
        }
    }

    fn part(&mut self, part: &Part, packages: &[Package]) -> Option<Notice> {
        let made = self.try_part(part, packages);
        made.map_err(|trouble| self.troubles.push(format!("{}: {trouble}", part.name))).ok()
    }

    fn try_part(&mut self, part: &Part, packages: &[Package]) -> Result<Notice, String> {
        let package = match &part.inside {
            None => None,
            Some(name) => {
                let found = packages.iter().find(|package| package.name == *name);
                Some(found.ok_or(format!("nothing that is shipped is called {name}; take it out of the table"))?)
            }
        };
        let folder = package.map_or(self.root, |package| &package.folder);
        let version = match &part.version {
            None => String::new(),
            Some(at) => {
                let text = read(&folder.join(&at.file))?;
                let after = text.split_once(&at.after).ok_or(format!("{} has no “{}”", at.file, at.after))?.1;
                after.chars().take_while(|letter| letter.is_ascii_alphanumeric() || ".-+".contains(*letter)).collect()
            }
        };
        let wanted = Wanted::read(&part.licence)?;
        wanted.allowed(&self.table.allowed)?;
        let mut copyright = part.copyright.clone();
        let mut texts = Vec::new();
        for piece in &part.texts {
            let taken = self.texts.take(&cut(folder, piece)?, piece.is.as_deref());
            copyright.extend(taken.copyright);
            texts.push(taken.number);
        }
        for id in &part.standard_texts {
            texts.push(self.texts.take(&licence::standard(id)?, Some(id)).number);
        }
        if texts.is_empty() {
            return Err("it has no licence text".into());
        }
        Ok(Notice {
            kind: Kind::Part,
            name: part.name.clone(),
            version,
            inside: package.map_or(String::new(), |package| format!("{} {}", package.name, package.version)),
            licence: part.licence.clone(),
            source: part.source.clone(),
            copyright,
            note: part.note.clone(),
            texts,
        })
    }

    fn package(&mut self, package: &Package) -> Option<Notice> {
        let made = self.try_package(package);
        let named = |trouble| format!("{} {}: {trouble}", package.name, package.version);
        made.map_err(|trouble| self.troubles.push(named(trouble))).ok()
    }

    fn try_package(&mut self, package: &Package) -> Result<Notice, String> {
        let row = self.table.packages.iter().find(|row| row.name == package.name);
        let found = files::look(&package.folder)?;
        self.nothing_unnamed(package, &found.foreign)?;

        let licence = row.and_then(|row| row.licence.as_ref()).or(package.licence.as_ref());
        let licence = licence.ok_or("it names no licence; the table can, in [[package]]")?;
        let wanted = Wanted::read(licence)?;
        let mut copyright = row.map_or(Vec::new(), |row| row.copyright.clone());
        let mut texts = Vec::new();
        let mut kinds: BTreeSet<&str> = BTreeSet::new();
        let pieces = row.map_or(&[][..], |row| &row.texts);
        let read_texts: Vec<String> = if pieces.is_empty() {
            let texts = found.licences.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
            // Some only repeat the manifest's expression.
            texts.into_iter().filter(|text| Wanted::read(text.trim()).is_err()).collect()
        } else {
            pieces.iter().map(|piece| cut(&package.folder, piece)).collect::<Result<_, _>>()?
        };
        for text in &read_texts {
            kinds.extend(licence::kinds(text));
        }
        let mut given = Vec::new();
        if let Some(id) = row.and_then(|row| row.standard_text.as_ref()) {
            if wanted.at_hand(&self.table.allowed, &kinds).is_ok() {
                return Err("it has its licence text itself now: take standard_text out of the table".into());
            }
            given.push(licence::standard(id)?);
            kinds.insert(id);
        }
        for text in read_texts.iter().chain(&given) {
            let taken = self.texts.take(text, None);
            copyright.extend(taken.copyright);
            texts.push(taken.number);
        }
        wanted.allowed(&self.table.allowed)?;
        wanted.at_hand(&self.table.allowed, &kinds)?;
        let noted = self.table.notes.iter().filter(|note| wanted.names(&note.licence)).map(|note| note.note.as_str());
        let note: Vec<&str> = row.iter().map(|row| row.note.as_str()).chain(noted).collect();
        Ok(Notice {
            kind: package.kind,
            name: package.name.clone(),
            version: package.version.clone(),
            inside: String::new(),
            licence: licence.clone(),
            source: package.source.clone(),
            copyright,
            note: note.join("\n").trim().to_owned(),
            texts,
        })
    }

    /// Another's sources inside a package have terms of their own: a person looks at them once, and says in the table what
    /// they are.
    fn nothing_unnamed(&self, package: &Package, foreign: &BTreeMap<String, String>) -> Result<(), String> {
        let named = |folder: &String| {
            let known = self.table.not_shipped.iter().any(|one| one.package == package.name && one.folder == *folder);
            let parts = self.table.parts.iter().filter(|part| part.inside.as_ref() == Some(&package.name));
            known || parts.flat_map(|part| &part.texts).any(|piece| Path::new(&piece.file).starts_with(folder))
        };
        match foreign.iter().find(|(folder, _)| !named(folder)) {
            None => Ok(()),
            Some((folder, file)) => Err(format!(
                "it brings {file}: if that is another's work, name it in a [[part]], else its folder “{folder}” in [[not_shipped]]"
            )),
        }
    }

    /// A row that fits nothing any more says something that is not true.
    fn look_for_idle_rows(&mut self, packages: &[Package]) {
        let rows = self.table.packages.iter().map(|row| &row.name);
        for name in rows.chain(self.table.not_shipped.iter().map(|one| &one.package)) {
            if !packages.iter().any(|package| package.name == *name) {
                self.troubles.push(format!("{name}: nothing that is shipped is called so; take it out of the table"));
            }
        }
    }
}

fn read(file: &Path) -> Result<String, String> {
    fs::read(file)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .map_err(|error| format!("{}: {error}", file.display()))
}

/// The piece of a file that a row of the table means.
fn cut(folder: &Path, piece: &Piece) -> Result<String, String> {
    let text = read(&folder.join(&piece.file))?;
    let lost = |marker: &str| format!("{} has no line “{marker}”", piece.file);
    let lines: Vec<&str> = text.lines().collect();
    let find = |from: usize, marker: &str| {
        let at = lines[from..].iter().position(|line| line.contains(marker)).map(|at| from + at);
        at.ok_or(lost(marker))
    };
    let begin = if piece.from.is_empty() { 0 } else { find(0, &piece.from)? };
    let end = if piece.to.is_empty() { lines.len() } else { find(begin + 1, &piece.to)? };
    let strip = |line: &str| {
        let line = line.strip_prefix(piece.margin.as_str()).unwrap_or(line);
        line.strip_suffix("<br>").unwrap_or(line).to_owned()
    };
    Ok(lines[begin..end].iter().map(|line| strip(line)).collect::<Vec<_>>().join("\n"))
}
