//! `advisories` as it is called, over small databases made up for the purpose. Every advisory in them is invented.

#![allow(clippy::unwrap_used)]

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    process::Command,
};

use serde_json::{Value, json};
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

struct Place(TempDir);

/// What was said, and how it ended.
struct Told {
    code: i32,
    words: String,
}

impl Place {
    fn new() -> Self {
        let place = Self(TempDir::new().unwrap());
        place.write("advisories.toml", "");
        place.write("db/README.md", "# Nothing for programs");
        // Something that fits nothing, so that both ecosystems are known.
        place.advisory("OTHER-1", json!({ "affected": [affected("crates.io", "somebody-elses", &[])] }));
        place.advisory("OTHER-2", json!({ "affected": [affected("npm", "somebody-elses", &[])] }));
        place
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let file = self.0.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn advisory(&self, id: &str, more: Value) {
        self.write(&format!("db/{id}.json"), record(id, more).to_string());
    }

    fn cargo(self, packages: &[(&str, &str)]) -> Self {
        let mut lock = String::from("version = 4\n[[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n");
        for (name, version) in packages {
            lock.push_str(&format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"registry\"\n"));
        }
        self.write("Cargo.lock", lock);
        self
    }

    fn npm(self, packages: Value) -> Self {
        let mut all = json!({ "": { "name": "ours", "version": "0.1.0" } });
        all.as_object_mut().unwrap().extend(packages.as_object().unwrap().clone());
        self.write("package-lock.json", json!({ "lockfileVersion": 3, "packages": all }).to_string());
        self
    }

    fn check(&self) -> Told {
        let locks = ["Cargo.lock", "package-lock.json"].map(|name| self.0.path().join(name));
        let mut call = Command::new(env!("CARGO_BIN_EXE_advisories"));
        call.arg(self.0.path().join("db")).args(locks.iter().filter(|lock| lock.exists()));
        told(call.arg("--let-stand").arg(self.0.path().join("advisories.toml")))
    }

    /// Whether a package at this version is known to be wrong.
    fn knows(&self, version: &str) -> bool {
        self.write(
            "Cargo.lock",
            format!("[[package]]\nname = \"abc\"\nversion = \"{version}\"\nsource = \"registry\"\n"),
        );
        match self.check() {
            Told { code: 0, .. } => false,
            Told { code: 1, words } => {
                assert!(words.contains(&format!("KNOWN: abc {version} in Cargo.lock: MADE-UP")), "{words}");
                true
            }
            Told { words, .. } => panic!("{words}"),
        }
    }
}

fn told(call: &mut Command) -> Told {
    let output = call.output().unwrap();
    let words = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    Told { code: output.status.code().unwrap(), words }
}

fn record(id: &str, more: Value) -> Value {
    let mut record = json!({ "id": id, "modified": "2026-11-20T08:00:00Z", "summary": format!("What {id} tells") });
    record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    record
}

fn affected(ecosystem: &str, name: &str, events: &[(&str, &str)]) -> Value {
    let events: Vec<Value> = events.iter().map(|(kind, version)| json!({ *kind: version })).collect();
    let ranges = if events.is_empty() { json!([]) } else { json!([{ "type": "SEMVER", "events": events }]) };
    json!({ "package": { "ecosystem": ecosystem, "name": name }, "ranges": ranges })
}

#[test]
fn a_known_one_fails_in_either_lock_file_with_its_name_version_id_and_cure() {
    let place = Place::new().cargo(&[("abc", "1.2.3"), ("sound", "1.0.0")]);
    let place = place.npm(json!({
        "node_modules/xyz": { "version": "4.5.6" },
        "node_modules/sound/node_modules/@some/tool": { "version": "0.1.0", "dev": true },
    }));
    let abc = affected("crates.io", "abc", &[("introduced", "0"), ("fixed", "1.2.4")]);
    place.advisory("MADE-UP-1", json!({ "affected": [abc], "aliases": ["ALSO-1"] }));
    place.advisory("MADE-UP-2", json!({ "affected": [affected("npm", "xyz", &[("introduced", "4.0.0")])] }));
    place.advisory("MADE-UP-3", json!({ "affected": [affected("npm", "@some/tool", &[("introduced", "0")])] }));
    // The same name in the other's house is another package.
    place.advisory("MADE-UP-4", json!({ "affected": [affected("npm", "abc", &[("introduced", "0")])] }));
    let told = place.check();
    assert_eq!(told.code, 1, "{}", told.words);
    for line in [
        "KNOWN: abc 1.2.3 in Cargo.lock: MADE-UP-1 (ALSO-1), fixed in 1.2.4",
        "What MADE-UP-1 tells",
        "KNOWN: xyz 4.5.6 in package-lock.json: MADE-UP-2, no fixed version is known",
        "KNOWN: @some/tool 0.1.0 in package-lock.json, which only builds and tests: MADE-UP-3",
        "Compared 2 packages of crates.io with 2 advisories, the newest of 2026-11-20; 2 packages of npm with 4",
        "3 known, 0 let stand, 0 to know.",
    ] {
        assert!(told.words.contains(line), "{line} is not in\n{}", told.words);
    }
    let place = place.cargo(&[("abc", "1.2.4")]).npm(json!({ "node_modules/xyz": { "version": "3.9.9" } }));
    assert_eq!(place.check().code, 0, "{}", place.check().words);
}

#[test]
fn versions_are_known_by_where_a_fault_came_in_and_where_it_went() {
    let known = |events: &[(&str, &str)]| {
        let place = Place::new();
        place.advisory("MADE-UP", json!({ "affected": [affected("crates.io", "abc", events)] }));
        move |version: &str| place.knows(version)
    };
    let one = known(&[("introduced", "1.0.0"), ("fixed", "1.5.0")]);
    assert!(!one("0.9.9") && one("1.0.0") && one("1.4.99") && !one("1.5.0") && !one("2.0.0"));
    // Before a release there is what was tried of it.
    assert!(!one("1.0.0-rc.1") && one("1.5.0-beta.2"));

    let last = known(&[("introduced", "0"), ("last_affected", "2.3.4")]);
    assert!(last("0.0.1") && last("0.0.0-alpha") && last("2.3.4") && last("2.3.4+build.7") && !last("2.3.5"));

    // In any order, and more than one stretch.
    let twice = known(&[("fixed", "3.1.0"), ("introduced", "3.0.0"), ("introduced", "0"), ("fixed", "1.1.0")]);
    assert!(twice("1.0.0") && !twice("1.1.0") && !twice("2.9.0") && twice("3.0.5") && !twice("3.1.0"));

    let forever = known(&[("introduced", "2.0.0")]);
    assert!(!forever("1.9.9") && forever("2.0.0") && forever("99.0.0"));

    // What was mended and came back at one version is there.
    let back = known(&[("introduced", "0"), ("fixed", "1.0.0"), ("introduced", "1.0.0"), ("fixed", "1.0.1")]);
    assert!(back("0.5.0") && back("1.0.0") && !back("1.0.1"));

    // Ten comes after nine, and some write versions short.
    let short = known(&[("introduced", "1.9"), ("fixed", "1.10")]);
    assert!(!short("1.8.0") && short("1.9.5") && !short("1.10.0"));
}

#[test]
fn listed_versions_and_githubs_open_ends_count() {
    let place = Place::new();
    let package = json!({ "ecosystem": "crates.io", "name": "abc" });
    place.advisory("MADE-UP", json!({ "affected": [{ "package": package, "versions": ["1.0.0", "1.0.2"] }] }));
    assert!(place.knows("1.0.0") && !place.knows("1.0.1") && place.knows("1.0.2"));

    let mut open = affected("crates.io", "abc", &[("introduced", "0")]);
    open["database_specific"] = json!({ "last_known_affected_version_range": "<= 1.4.2" });
    place.advisory("MADE-UP", json!({ "affected": [open] }));
    assert!(place.knows("1.4.2") && !place.knows("1.4.3"));
    open["database_specific"] = json!({ "last_known_affected_version_range": "< 1.4.2" });
    place.advisory("MADE-UP", json!({ "affected": [open] }));
    assert!(place.knows("1.4.1") && !place.knows("1.4.2"));

    // A range of commits says nothing of releases; with nothing else said, none is safe.
    let commits = json!([{ "type": "GIT", "repo": "x", "events": [{ "introduced": "0" }, { "fixed": "abcdef" }] }]);
    place.advisory("MADE-UP", json!({ "affected": [{ "package": package, "ranges": commits }] }));
    assert!(place.knows("9.9.9"));
    let releases =
        json!([commits[0], { "type": "ECOSYSTEM", "events": [{ "introduced": "0" }, { "fixed": "2.0.0" }] }]);
    place.advisory("MADE-UP", json!({ "affected": [{ "package": package, "ranges": releases }] }));
    assert!(place.knows("1.9.9") && !place.knows("2.0.0"));
}

#[test]
fn what_was_withdrawn_is_not_known_and_what_nobody_cares_for_is_only_told() {
    let place = Place::new().cargo(&[("abc", "1.2.3")]);
    let all = affected("crates.io", "abc", &[("introduced", "0")]);
    place.advisory("MADE-UP", json!({ "affected": [all], "withdrawn": "2026-11-21T00:00:00Z" }));
    assert_eq!(place.check().code, 0);
    let said = |kind: &str| {
        let mut affected = all.clone();
        affected["database_specific"] = json!({ "informational": kind });
        place.advisory("MADE-UP", json!({ "affected": [affected] }));
        place.check()
    };
    let unmaintained = said("unmaintained");
    assert_eq!(unmaintained.code, 0);
    assert!(unmaintained.words.contains("To know: abc 1.2.3 in Cargo.lock: MADE-UP [unmaintained]"));
    assert_eq!(said("unsound").code, 1);
}

#[test]
fn what_is_let_stand_passes_with_its_reason_until_its_last_day() {
    let place = Place::new().cargo(&[("abc", "1.2.3")]);
    let all = affected("crates.io", "abc", &[("introduced", "0")]);
    place.advisory("MADE-UP", json!({ "affected": [all], "aliases": ["ALSO"] }));
    let with = |id: &str, package: &str, until: &str, why: &str| {
        place.write(
            "advisories.toml",
            format!("[[let_stand]]\nid = \"{id}\"\npackage = \"{package}\"\nuntil = \"{until}\"\nwhy = \"{why}\"\n"),
        );
        place.check()
    };
    let standing = with("MADE-UP", "abc", "2999-01-01", "we never call it");
    assert_eq!(standing.code, 0, "{}", standing.words);
    assert!(standing.words.contains("Let stand until 2999-01-01: we never call it"), "{}", standing.words);
    assert_eq!(with("ALSO", "abc", "2999-01-01", "by its other name").code, 0);

    let over = with("MADE-UP", "abc", "2020-01-01", "we never call it");
    assert_eq!(over.code, 1);
    assert!(over.words.contains("It was let stand until 2020-01-01: we never call it"), "{}", over.words);

    let idle = with("MADE-UP", "xyz", "2999-01-01", "another package");
    assert_eq!(idle.code, 1);
    assert!(idle.words.contains("To know: MADE-UP is let stand for xyz, which fits nothing here"), "{}", idle.words);

    for (id, until, why) in [("MADE-UP", "2999-01-01", " "), ("MADE-UP", "soon", "why"), ("MADE-UP", "2999-13-01", "y")]
    {
        let told = with(id, "abc", until, why);
        assert_eq!(told.code, 2, "{}", told.words);
        assert!(told.words.contains("advisories.toml"), "{}", told.words);
    }
    place.write("advisories.toml", "[[let_stand]]\nid = \"MADE-UP\"\npackage = \"abc\"\nwhy = \"no end\"\n");
    assert_eq!(place.check().code, 2);
}

#[test]
fn a_database_that_is_empty_broken_or_silent_about_a_lock_file_is_no_pass() {
    let fails = |place: &Place, words: &str| {
        let told = place.check();
        assert_eq!(told.code, 2, "{}", told.words);
        assert!(told.words.contains("nothing is known") && told.words.contains(words), "{}", told.words);
    };
    let place = || Place::new().cargo(&[("abc", "1.2.3")]);
    let empty = place();
    fs::remove_dir_all(empty.0.path().join("db")).unwrap();
    fails(&empty, "db");
    fs::create_dir(empty.0.path().join("db")).unwrap();
    fails(&empty, "has no advisory in OSV's form");
    empty.write("db/crates/abc/MADE-UP.md", "```toml\n[advisory]\n```");
    fails(&empty, "in the branch “osv”");

    for broken in ["", "{", "[]", "{\"id\": \"MADE-UP\"}", "{\"modified\": \"2026-11-20T08:00:00Z\"}", "\u{0}\u{1}"] {
        let place = place();
        place.write("db/deep/down/broken.json", broken);
        fails(&place, "broken.json");
    }
    for events in [&[("fixed", "1.0.0")][..], &[("introduced", "one")], &[("introduced", "0"), ("fixed", "?")]] {
        let place = place();
        place.advisory("MADE-UP", json!({ "affected": [affected("crates.io", "abc", events)] }));
        fails(&place, "MADE-UP");
    }
    let silent = place().npm(json!({ "node_modules/xyz": { "version": "1.0.0" } }));
    fs::remove_file(silent.0.path().join("db/OTHER-2.json")).unwrap();
    fails(&silent, "has no advisory of npm");
}

#[test]
fn archives_are_read_as_they_are_handed_out_and_cut_ones_are_no_pass() {
    let place = Place::new().cargo(&[("abc", "1.2.3")]);
    let mut archive = ZipWriter::new(File::create(place.0.path().join("db/all.zip")).unwrap());
    for (id, name) in [("MADE-UP-1", "abc"), ("MADE-UP-2", "xyz")] {
        archive.start_file(format!("{id}.json"), SimpleFileOptions::default()).unwrap();
        let known = affected("crates.io", name, &[("introduced", "0"), ("fixed", "2.0.0")]);
        archive.write_all(record(id, json!({ "affected": [known] })).to_string().as_bytes()).unwrap();
    }
    archive.finish().unwrap();
    let told = place.check();
    assert_eq!(told.code, 1, "{}", told.words);
    assert!(told.words.contains("abc 1.2.3 in Cargo.lock: MADE-UP-1, fixed in 2.0.0"), "{}", told.words);
    // The same record beside the archive is told once.
    let known = affected("crates.io", "abc", &[("introduced", "0"), ("fixed", "2.0.0")]);
    place.advisory("MADE-UP-1", json!({ "affected": [known] }));
    assert_eq!(place.check().words.matches("KNOWN:").count(), 1);

    let bytes = fs::read(place.0.path().join("db/all.zip")).unwrap();
    place.write("db/all.zip", &bytes[..bytes.len() / 2]);
    let told = place.check();
    assert_eq!(told.code, 2, "{}", told.words);
    assert!(told.words.contains("all.zip"), "{}", told.words);
}

#[test]
fn a_lock_file_that_cannot_be_read_is_no_pass() {
    for (name, text) in [
        ("Cargo.lock", ""),
        ("Cargo.lock", "version = 4"),
        ("Cargo.lock", "[[package]]\nname = \"abc\"\nversion = \"one\"\nsource = \"registry\"\n"),
        ("package-lock.json", "{}"),
        ("package-lock.json", "{\"lockfileVersion\": 1, \"dependencies\": {}}"),
        ("package-lock.json", "{\"packages\": {\"node_modules/abc\": {}}}"),
    ] {
        let place = Place::new();
        place.write(name, text);
        let told = place.check();
        assert_eq!(told.code, 2, "{text}: {}", told.words);
        assert!(told.words.contains(name), "{text}: {}", told.words);
    }
}

#[test]
fn the_projects_own_lock_files_are_read() {
    let place = Place::new();
    place.advisory("MADE-UP-1", json!({ "affected": [affected("crates.io", "automerge", &[("introduced", "0")])] }));
    place.advisory("MADE-UP-2", json!({ "affected": [affected("npm", "prosemirror-view", &[("introduced", "0")])] }));
    place.advisory("MADE-UP-3", json!({ "affected": [affected("npm", "vite", &[("introduced", "0")])] }));
    // As `make advisories` calls it.
    let told = told(Command::new(env!("CARGO_BIN_EXE_advisories")).arg(Path::new(place.0.path()).join("db")));
    assert_eq!(told.code, 1, "{}", told.words);
    for words in [
        "KNOWN: automerge ",
        "KNOWN: prosemirror-view ",
        "KNOWN: vite ",
        " in package-lock.json, which only builds and tests: MADE-UP-3",
    ] {
        assert!(told.words.contains(words), "{words} is not in\n{}", told.words);
    }
}
