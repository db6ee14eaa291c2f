//! Packages made up for the purpose.

use std::fs;

use tempfile::TempDir;

use super::*;

const MIT: &str = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and \
    associated documentation files, to deal in it.\n\nThe above copyright notice and this permission notice shall be \
    included in all copies.";

struct Place {
    folder: TempDir,
    table: String,
    packages: Vec<Package>,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("LICENSE"), "Our own terms, which are long enough.").unwrap();
        let table =
            "programs = []\nplatforms = []\nallowed = [\"MIT\", \"BSD-2-Clause\", \"MPL-2.0\", \"0BSD\"]\n".into();
        Self { folder, table, packages: Vec::new() }
    }

    fn row(mut self, row: &str) -> Self {
        self.table.push_str(row);
        self
    }

    fn package(mut self, name: &str, licence: Option<&str>, files: &[(&str, &str)]) -> Self {
        let folder = self.folder.path().join(name);
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            let file = folder.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        self.packages.push(Package {
            kind: Kind::Rust,
            name: name.into(),
            version: "1.2.3".into(),
            licence: licence.map(str::to_owned),
            source: format!("https://example.org/{name}"),
            folder,
        });
        self
    }

    fn made(self) -> Result<String, Vec<String>> {
        let table: Table = toml::from_str(&self.table).unwrap();
        collect(self.folder.path(), &table, self.packages)
    }

    fn refused(self) -> String {
        self.made().unwrap_err().join("\n")
    }
}

fn mit(holder: &str) -> String {
    format!("The MIT License (MIT)\n\nCopyright (c) 2020 {holder}\n\n{MIT}\n")
}

/// The lines of a package's notice.
fn notice<'a>(made: &'a str, name: &str) -> Vec<&'a str> {
    let begin = format!("Name: {name}\n");
    let paragraph = made.split("\n\n").find(|paragraph| format!("{paragraph}\n").starts_with(&begin));
    paragraph.unwrap_or_else(|| panic!("{name} is not in\n{made}")).lines().collect()
}

#[test]
fn the_same_terms_are_printed_once_and_each_keeps_its_copyright() {
    let again = format!("# MIT License\r\n\r\nCopyright 2021 Zed <z@example.org>\r\n\r\n{}", MIT.replace(' ', "\r\n"));
    let made = Place::new()
        .package("zed", Some("MIT"), &[("LICENSE.md", &again)])
        .package("abc", Some("MIT OR Apache-2.0"), &[("LICENSE-MIT", &mit("Abc"))])
        .made()
        .unwrap();
    assert_eq!(made.matches("any person obtaining a copy").count(), 1, "{made}");
    assert!(notice(&made, "abc").contains(&"Copyright: Copyright (c) 2020 Abc"));
    assert!(notice(&made, "zed").contains(&"Copyright: Copyright 2021 Zed <z@example.org>"));
    assert!(notice(&made, "abc").contains(&"Texts: 2") && notice(&made, "zed").contains(&"Texts: 2"), "{made}");
    assert!(made.find("Name: abc") < made.find("Name: zed"));
}

#[test]
fn other_terms_stay_others_and_no_word_of_them_is_lost() {
    let other = "Copyright (c) 2020 Pqr\nPermission is hereby granted, but not on Sundays.";
    let texts = [("COPYING", other), ("LICENSE-MIT", &mit("Pqr"))];
    let made = Place::new().package("abc", Some("MIT"), &texts).made().unwrap();
    // Copyright and terms in one breath are left as they are.
    assert!(made.contains(" Copyright (c) 2020 Pqr\n Permission is hereby granted, but not on Sundays.\n"), "{made}");
    assert!(notice(&made, "abc").contains(&"Texts: 2, 3"));
}

#[test]
fn what_lacks_a_licence_is_refused_by_name_and_all_that_do_are_told_at_once() {
    let refused = Place::new()
        .package("textless", Some("MIT"), &[("src/lib.rs", "")])
        .package("pointer", Some("MIT"), &[("LICENSE", "Under the MIT licence, see its web page.")])
        .package("unnamed", None, &[("LICENSE", &mit("U"))])
        .package("hostile", Some("GPL-3.0-only"), &[("LICENSE", "GNU GENERAL PUBLIC LICENSE")])
        .package("invented", Some("Do-What-I-Say"), &[("LICENSE", &mit("I"))])
        .package("half", Some("MIT AND BSD-2-Clause"), &[("LICENSE", &mit("H"))])
        .refused();
    let says = |words: &str| assert!(refused.contains(words), "{words} is not in\n{refused}");
    says("textless 1.2.3: it comes without the licence text for “MIT” (found: none)");
    says("pointer 1.2.3: it comes without the licence text for “MIT” (found: none)");
    says("unnamed 1.2.3: it names no licence");
    says("hostile 1.2.3: “GPL-3.0-only” is not among the licences that the project takes");
    says("invented 1.2.3: “Do-What-I-Say” is no licence");
    says("half 1.2.3: it comes without the licence text for “MIT AND BSD-2-Clause” (found: MIT)");
    assert_eq!(refused.lines().count(), 6, "{refused}");
}

#[test]
fn the_table_gives_a_text_to_a_package_that_forgot_it_and_not_to_one_that_has_it() {
    let row = "[[package]]\nname = \"abc\"\ncopyright = [\"Copyright (c) Abc\"]\nstandard_text = \"MIT\"\n";
    let made = Place::new().row(row).package("abc", Some("MIT"), &[]).made().unwrap();
    assert!(notice(&made, "abc").contains(&"Copyright: Copyright (c) Abc"));
    assert!(made.contains("to any person obtaining a copy") && !made.contains("<year>"), "{made}");
    let refused = Place::new().row(row).package("abc", Some("MIT"), &[("LICENSE", &mit("Abc"))]).refused();
    assert!(refused.contains("abc 1.2.3: it has its licence text itself now"), "{refused}");
}

#[test]
fn sources_of_others_inside_a_package_must_be_named() {
    let files = [("LICENSE", &*mit("Abc")), ("libxyz/xyz.c", "int x;"), ("libxyz/COPYING", "Xyz's own terms.")];
    let with = || Place::new().package("xyz-sys", Some("MIT"), &files);
    assert!(with().refused().contains("xyz-sys 1.2.3: it brings libxyz/"), "{}", with().refused());
    // The same beside its tests is not built.
    let aside = [("LICENSE", &*mit("Abc")), ("tests/xyz.c", ""), ("src/lib.rs", "")];
    assert!(Place::new().package("abc", Some("MIT"), &aside).made().is_ok());
    let unused = "[[not_shipped]]\npackage = \"xyz-sys\"\nfolder = \"libxyz\"\n";
    assert!(with().row(unused).made().is_ok());

    let part = "[[part]]\nname = \"Xyz\"\ninside = \"xyz-sys\"\nlicence = \"0BSD\"\nsource = \"https://example.org\"\n\
        note = \"Thanks to Xyz.\"\nversion = { file = \"libxyz/xyz.c\", after = \"int \" }\n\
        texts = [{ file = \"libxyz/COPYING\" }]\n";
    let made = with().row(part).made().unwrap();
    let lines = notice(&made, "Xyz");
    for line in ["Version: x", "Inside: xyz-sys 1.2.3", "License: 0BSD", "Comment: Thanks to Xyz.", "Texts: 2"] {
        assert!(lines.contains(&line), "{line}: {lines:?}");
    }
    assert!(made.contains(" Xyz's own terms.\n"));
    // A second one beside it is no part of the first.
    let more = [&files[..], &[("libmore/more.c", "int more;")]].concat();
    let refused = Place::new().row(part).package("xyz-sys", Some("MIT"), &more).refused();
    assert!(refused.contains("xyz-sys 1.2.3: it brings libmore/more.c"), "{refused}");
}

#[test]
fn licences_amid_a_packages_own_sources_count() {
    let files = [("LICENSE", &*mit("Abc")), ("src/borrowed/LICENSE", "The terms of what was borrowed.")];
    let made = Place::new().package("abc", Some("MIT"), &files).made().unwrap();
    assert!(made.contains(" The terms of what was borrowed.\n"), "{made}");
}

#[test]
fn rows_that_fit_nothing_any_more_are_refused() {
    let rows = "[[package]]\nname = \"gone\"\n[[not_shipped]]\npackage = \"away\"\nfolder = \"x\"\n\
        [[part]]\nname = \"Old\"\ninside = \"old-sys\"\nlicence = \"MIT\"\nsource = \"\"\n\
        [[part]]\nname = \"Bare\"\nlicence = \"MIT\"\nsource = \"\"\n\
        [[part]]\nname = \"Moved\"\nlicence = \"MIT\"\nsource = \"\"\ntexts = [{ file = \"LICENSE\", from = \"No such line\" }]\n";
    let refused = Place::new().row(rows).refused();
    for words in [
        "gone: nothing that is shipped is called so",
        "away: nothing that is shipped is called so",
        "Old: nothing that is shipped is called old-sys",
        "Bare: it has no licence text",
        "Moved: LICENSE has no line “No such line”",
    ] {
        assert!(refused.contains(words), "{words} is not in\n{refused}");
    }
}

#[test]
fn what_a_licence_wants_said_is_said_of_each_package_under_it() {
    let mpl = "Mozilla Public License, version 2.0\n\n“Source Code Form” means the form that is preferred.";
    let row = "[[note]]\nlicence = \"MPL-2.0\"\nnote = \"Its source is there.\"\n";
    let place = Place::new().row(row).package("abc", Some("MPL-2.0"), &[("LICENSE", mpl)]);
    let made = place.package("xyz", Some("MIT"), &[("LICENSE", &mit("X"))]).made().unwrap();
    assert!(notice(&made, "abc").contains(&"Comment: Its source is there."), "{made}");
    assert!(!notice(&made, "xyz").iter().any(|line| line.starts_with("Comment")));
}

#[test]
fn the_notices_of_the_project_name_what_must_be_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let written = fs::read_to_string(root.join(FILE)).unwrap();
    let says = |name: &str, words: &str| {
        let lines = notice(&written, name).join("\n");
        assert!(lines.contains(words), "{words} is not in\n{lines}");
    };
    says("Dateline", "License: Apache-2.0");
    says("libjpeg-turbo", "This software is based in part on the work of the Independent JPEG Group.");
    says("SQLite", "In the public domain.");
    says("libwebp", "Copyright (c) 2010, Google Inc.");
    says("IPTC Media Topics", "https://creativecommons.org/licenses/by/4.0/");
    says("IPTC Media Topics", "Changed:");
    says("SCOWL, the English word lists", "Kevin Atkinson");
    says("@fontsource-variable/source-serif-4", "Reserved Font Name ‘Source’");
    says("@fontsource/be-vietnam-pro", "OFL-1.1");
    says("spellbook", "Its source code, under the same licence, can be had at the address above");
    says("spellbook", "Source: https://");
    says("prosemirror-view", "Marijn Haverbeke");
    // Not what only builds, tests or belongs to another system.
    for name in ["cc", "serde_derive", "jsonschema", "proptest", "windows-sys", "typescript", "vitest", "acorn"] {
        assert!(!written.contains(&format!("Name: {name}\n")), "{name}");
    }
}

#[test]
fn the_packages_that_are_installed_carry_the_notices_where_they_are_looked_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let config = fs::read_to_string(root.join("tauri.conf.json")).unwrap();
    let config: serde_json::Value = serde_json::from_str(&config).unwrap();
    let name = config["productName"].as_str().unwrap().to_lowercase();
    let linux = &config["bundle"]["linux"];
    // Debian's policy names the place; Fedora's the folder.
    assert_eq!(linux["deb"]["files"][format!("/usr/share/doc/{name}/copyright")], FILE);
    assert_eq!(linux["rpm"]["files"][format!("/usr/share/licenses/{name}/{FILE}")], FILE);
    assert_eq!(config["bundle"]["license"], "Apache-2.0");
}
