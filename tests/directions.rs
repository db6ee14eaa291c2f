//! Which file of a room stands on which. Where none stands on one that stands on it, by however many steps, each can be read
//! with those below it alone. The files say so themselves: what they use is read out of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::absences::sources;

/// The rooms that are held to it, by their crate.
const ROOMS: [(&str, &str); 23] = [
    ("base", ""),
    ("check", ""),
    ("check", "rules"),
    ("check", "vietnamese"),
    ("cli", "verbs"),
    ("core", ""),
    ("core", "history"),
    ("core", "import"),
    ("core", "library"),
    ("core", "library/care"),
    ("core", "library/catalogue"),
    ("core", "library/house"),
    ("core", "library/pictures"),
    ("core", "library/stories"),
    ("core", "package"),
    ("core", "package/formats"),
    ("core", "review"),
    ("core", "store"),
    ("core", "story"),
    ("core", "story/document"),
    ("photo", ""),
    ("photo", "heic"),
    ("photo", "metadata"),
];

/// The rooms of the library, and which others each may ask: none that comes after it. All of them are one `Library`, so
/// what they call on it is read too, and not only what they name.
const LIBRARY: [(&str, &[&str]); 11] = [
    ("line", &[]),
    ("list_query", &[]),
    ("sessions", &[]),
    ("troubles", &[]),
    ("house", &["list_query", "troubles"]),
    // They know the line that each leaves in lists, and no list.
    ("stories", &["house", "line", "sessions", "troubles"]),
    ("catalogue", &["house", "line", "list_query", "stories", "troubles"]),
    ("pictures", &["catalogue", "house", "line", "stories"]),
    ("packages", &["house", "stories"]),
    ("review", &["house", "stories"]),
    ("care", &["catalogue", "house", "line", "stories", "troubles"]),
];

/// Each file or folder of a room, and those beside it that it uses.
type Floors = BTreeMap<String, BTreeSet<String>>;

/// What is neither a test nor a remark.
fn code(text: &str) -> String {
    let code = text.split("mod tests {").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |code, line| code + line + "\n")
}

/// `a::{b, c::{d, e as f}}` is `a::b`, `a::c::d` and `a::c::e`.
fn branches(tree: &str, stem: &str, into: &mut Vec<String>) {
    let (mut depth, mut start) = (0, 0);
    for (at, letter) in tree.char_indices().chain([(tree.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let branch = tree[start..at].trim();
                start = (at + 1).min(tree.len());
                match branch.split_once('{') {
                    // Behind the last comma.
                    None if branch.is_empty() => (),
                    Some((more, rest)) => branches(rest.trim_end_matches('}'), &format!("{stem}{more}"), into),
                    None => into.push(format!("{stem}{}", branch.split(" as ").next().unwrap_or_default())),
                }
            }
            _ => (),
        }
    }
}

/// All that `use` brings in, where `is_wanted` likes what stands before the word.
fn brought_in(code: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].lines().next_back().unwrap_or_default().trim();
        let is_statement = before.is_empty() || before.starts_with("pub");
        if let Some((tree, _)) = code[at + 4..].split_once(';')
            && is_statement
            && is_wanted(before)
        {
            branches(tree, "", &mut found);
        }
    }
    found
}

/// The paths that a text names, those in the middle of a line too.
fn paths(code: &str) -> Vec<String> {
    let mut found = brought_in(code, |_| true);
    let words = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':');
    found.extend(words.filter(|word| word.contains("::")).map(str::to_owned));
    found
}

/// A path as seen from the crate, by whoever is the module `from`; none where it leads into another crate.
fn absolute(path: &str, from: &[&str]) -> Option<Vec<String>> {
    let mut at: Vec<String> = from.iter().map(|&name| name.to_owned()).collect();
    let mut names = path.split("::").map(str::trim);
    match names.next()? {
        "crate" => at.clear(),
        "super" => drop(at.pop()),
        "self" => (),
        _ => return None,
    }
    for name in names {
        if name == "super" { drop(at.pop()) } else { at.push(name.to_owned()) }
    }
    Some(at)
}

/// Whether a source of Rust is a test, or a sample.
pub fn is_of_tests(path: &str) -> bool {
    let is_odd = |name: &str| name.ends_with("tests") || ["sample", "samples", "testing", "accepted"].contains(&name);
    path.split('/').any(|name| is_odd(name.trim_end_matches(".rs")))
}

fn floors(of_crate: &str, room: &str) -> Floors {
    let place = format!("src-tauri/{of_crate}/src/");
    let inside: Vec<&str> = room.split('/').filter(|name| !name.is_empty()).collect();
    let sources: BTreeMap<String, String> = sources(place.trim_end_matches('/'), &[".rs"])
        .into_iter()
        .map(|(path, text)| (path[place.len()..].trim_end_matches(".rs").to_owned(), code(&text)))
        .filter(|(path, _)| !is_of_tests(path))
        .collect();
    let module = |path: &str| -> Vec<String> {
        let names = path.split('/').filter(|name| !["mod", "lib", "main"].contains(name));
        names.map(str::to_owned).collect()
    };
    let below =
        |names: &[String]| names.get(inside.len()).filter(|_| names.iter().zip(&inside).all(|(a, b)| a == b)).cloned();
    let files: BTreeSet<String> = sources.keys().filter_map(|path| below(&module(path))).collect();

    // What the room hands on under its own name is still that of one of its files.
    let mut handed_on = BTreeMap::new();
    for (_, text) in sources.iter().filter(|(path, _)| module(path) == inside) {
        for path in brought_in(text, |before| before.starts_with("pub")) {
            let names: Vec<&str> = path.split("::").filter(|name| *name != "self").collect();
            if let [first, .., last] = names[..] {
                handed_on.insert(last.to_owned(), first.to_owned());
            }
        }
    }

    let mut floors = Floors::new();
    for (path, text) in &sources {
        let from = module(path);
        let Some(file) = below(&from) else { continue };
        let from: Vec<&str> = from.iter().map(String::as_str).collect();
        let used = paths(text).into_iter().filter_map(|path| below(&absolute(&path, &from)?));
        let used = used.map(|name| handed_on.get(&name).filter(|_| !files.contains(&name)).cloned().unwrap_or(name));
        let entry = floors.entry(file.clone()).or_default();
        entry.extend(used.filter(|name| *name != file && files.contains(name)));
    }
    floors
}

/// The files that stand on one which stands on them.
fn circling(floors: &Floors) -> Vec<&str> {
    let stands_on_itself = |file: &str| {
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![file]);
        while let Some(name) = waiting.pop() {
            for used in floors.get(name).into_iter().flatten() {
                if used == file {
                    return true;
                }
                if seen.insert(used.as_str()) {
                    waiting.push(used);
                }
            }
        }
        false
    };
    floors.keys().map(String::as_str).filter(|file| stands_on_itself(file)).collect()
}

/// What a file says within `impl Library`.
fn of_library(code: &str) -> String {
    let blocks = code.split("\nimpl Library {").skip(1);
    blocks.filter_map(|rest| rest.split_once("\n}")).map(|(block, _)| block).collect()
}

fn word_at(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The functions that a file gives a library.
fn given(code: &str) -> BTreeSet<String> {
    let lines = of_library(code);
    let functions = lines.lines().filter_map(|line| line.strip_prefix("    ")?.split_once("fn "));
    let at_the_front = functions.filter(|(before, _)| before.is_empty() || before.starts_with("pub"));
    at_the_front.map(|(_, name)| word_at(name).to_owned()).collect()
}

/// What a file calls on a library, by whichever name it has it.
fn called(code: &str) -> BTreeSet<String> {
    let names = |code: &str, owner: &str| {
        let joined = code.lines().map(str::trim).collect::<String>();
        let of_owner = joined.match_indices(owner).filter(|(at, _)| {
            let before = joined[..*at].chars().next_back();
            before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_' && letter != '.')
        });
        let names = of_owner.map(|(at, owner)| word_at(&joined[at + owner.len()..]).to_owned());
        names.collect::<Vec<_>>()
    };
    let own = of_library(code);
    let all = [("self.", own.as_str()), ("Self::", &own), ("library.", code), ("Library::", code)];
    all.iter().flat_map(|(owner, code)| names(code, owner)).collect()
}

/// Which rooms of the library each of them asks.
fn asked() -> Floors {
    let place = "src-tauri/core/src/library/";
    let sources: BTreeMap<String, String> = sources(place.trim_end_matches('/'), &[".rs"])
        .into_iter()
        .map(|(path, text)| (path[place.len()..].trim_end_matches(".rs").to_owned(), code(&text)))
        .filter(|(path, _)| !is_of_tests(path) && path != "mod")
        .collect();
    let room = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    let mut home: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in &sources {
        home.extend(given(text).into_iter().map(|name| (name, room(path))));
    }
    let mut asked = floors("core", "library");
    for (path, text) in &sources {
        let rooms = called(text).into_iter().filter_map(|name| home.get(&name).cloned());
        let others = rooms.filter(|other| *other != room(path)).collect::<Vec<_>>();
        asked.entry(room(path)).or_default().extend(others);
    }
    asked
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn what_a_file_uses_is_read_as_the_compiler_reads_it() {
    let text = "use super::{\n    address::{self, BaseUrl},\n    bag,\n};\npub use crate::story::Settled as Story;\nuse std::fs;\n\
                // use super::verify;\nfn f() { super::names::media(); }\n";
    let found: BTreeSet<String> = paths(&code(text)).into_iter().collect();
    let inside = ["super::address::self", "super::address::BaseUrl", "super::bag", "super::names::media"];
    assert!(set(&inside).is_subset(&found), "{found:?}");
    assert!(found.contains("crate::story::Settled") && !found.contains("super::verify"), "{found:?}");
    let at = |path, from: &[&str]| absolute(path, from).map(|names| names.join("::"));
    assert_eq!(at("super::bag", &["package", "writer"]).unwrap(), "package::bag");
    assert_eq!(at("crate::fold", &["package", "writer"]).unwrap(), "fold");
    assert_eq!(at("super::super::fold", &["package", "formats", "json"]).unwrap(), "package::fold");
    assert_eq!(at("std::fs", &["package"]), None);
    let circle = Floors::from([("a".into(), set(&["b"])), ("b".into(), set(&["c"])), ("c".into(), set(&["b"]))]);
    assert_eq!(circling(&circle), ["b", "c"], "the eye is blind");
}

#[test]
fn no_file_of_a_room_stands_on_one_that_stands_on_it() {
    let mut used = 0;
    for (of_crate, room) in ROOMS {
        let floors = floors(of_crate, room);
        used += floors.values().map(BTreeSet::len).sum::<usize>();
        assert_eq!(circling(&floors), [""; 0], "{of_crate}/{room}: {floors:#?}");
    }
    assert!(used > 150, "the eye is blind: {used}");
}

#[test]
fn a_package_has_a_ground_floor() {
    let floors = floors("core", "package");
    let formats = &floors["formats"];
    assert!(floors["writer"].contains("formats") && formats.contains("edition"), "the eye is blind: {floors:?}");
    // What the standard says, what is said of time and of a story: each by itself.
    for ground in ["address", "bag", "dates", "facts", "html", "names"] {
        assert_eq!(floors[ground], set(&[]), "{ground}");
    }
    // A format knows neither the disk nor any bag.
    for above in ["writer", "verify", "reader", "report", "place", "bag_info"] {
        assert!(!formats.contains(above), "{above}");
    }
}

#[test]
fn what_is_called_on_a_library_is_read_as_the_compiler_reads_it() {
    let text = "use super::Library;\n\n/// Lists.\nimpl Library {\n    pub(super) fn list(&self) -> u32 {\n        self.stale()\n            \
                .count();\n        self.database.search();\n        let inner = |library: &Self| library\n            .settings();\n        \
                Self::parse(self\n            .heads)\n    }\n\n    fn stale(&self) {}\n}\n\nimpl Sessions {\n    fn keep(&self) {\n        \
                self.documents()\n    }\n}\n\nfn mend() {\n    Library::on().ask();\n    owner.library.call()\n}\n";
    assert_eq!(given(text), set(&["list", "stale"]));
    assert_eq!(called(text), set(&["database", "heads", "on", "parse", "settings", "stale"]), "the eye is blind");
}

#[test]
fn a_room_of_the_library_asks_those_below_it_and_no_other() {
    let asked = asked();
    let rooms: Vec<&str> = LIBRARY.iter().map(|(room, _)| *room).collect();
    assert_eq!(asked.keys().map(String::as_str).collect::<BTreeSet<_>>(), rooms.iter().copied().collect());
    for (at, (room, may)) in LIBRARY.iter().enumerate() {
        assert_eq!(asked[*room], set(may), "{room}");
        assert!(may.iter().all(|other| rooms[..at].contains(other)), "{room} stands above {may:?}");
    }
}

/// The screen's folders, from the ground up: each may know what lies below its own floor.
const FLOORS: [&[&str]; 10] = [
    &["strings", "styles"],
    &["services"],
    &["host", "shared"],
    &["body"],
    &["story"],
    &["desk"],
    &["first"],
    &["app"],
    PARTS,
    &["later", "screen"],
];
/// What shows something. Each can be taken away with its line in `later/parts.ts` or `screen/parts.ts`.
const PARTS: &[&str] = &[
    "about", "check", "details", "editor", "find", "history", "library", "package", "palette", "photos", "preview",
    "recovery", "review", "settings", "style", "way",
];
/// Parts of which one shows something of another: its pictures, its errors, its menu.
const BESIDE: [(&str, &str); 7] = [
    ("details", "library"),
    ("details", "photos"),
    ("library", "settings"),
    ("package", "check"),
    ("package", "preview"),
    ("recovery", "library"),
    ("recovery", "settings"),
];
/// Of the story's screen: they are given a desk, and know no window.
const OF_STORY: [&str; 10] =
    ["check", "details", "editor", "find", "history", "package", "photos", "preview", "review", "way"];

/// Each folder of the screen, and what it brings in, with the file that does.
fn screen_imports() -> BTreeSet<(String, String, String)> {
    let place = "ui/src/";
    let mut found = BTreeSet::new();
    for (path, text) in sources("ui/src", &[".ts", ".svelte"]) {
        let file = &path[place.len()..];
        let Some((of, _)) = file.split_once('/') else { continue };
        if file.ends_with(".test.ts") || ["testing", "generated"].contains(&of) {
            continue;
        }
        for piece in text.split("from \"../").skip(1).chain(text.split("import \"../").skip(1)) {
            let target = piece.trim_start_matches("../").split('"').next().unwrap_or_default();
            if let Some((folder, _)) = target.split_once('/')
                && folder != of
                // Rust's types, and tables that both read.
                && !["generated", "src-tauri"].contains(&folder)
            {
                found.insert((of.to_owned(), folder.to_owned(), file.to_owned()));
            }
        }
    }
    found
}

fn floor(folder: &str) -> Option<usize> {
    FLOORS.iter().position(|folders| folders.contains(&folder))
}

#[test]
fn the_screen_stands_on_floors_and_its_parts_are_given_what_they_need() {
    let imports = screen_imports();
    assert!(imports.iter().any(|(of, used, _)| of == "check" && used == "desk"), "the eye is blind");
    let mut wrong = Vec::new();
    for (of, used, file) in &imports {
        let (Some(here), Some(there)) = (floor(of), floor(used)) else {
            wrong.push(format!("{file}: nobody said on which floor {of} and {used} are"));
            continue;
        };
        let beside = here == there && BESIDE.contains(&(of.as_str(), used.as_str()));
        if there >= here && !beside {
            wrong.push(format!("{file} knows {used}, which does not lie below it"));
        }
        if OF_STORY.contains(&of.as_str()) && used == "app" {
            wrong.push(format!("{file} knows the window"));
        }
    }
    assert_eq!(wrong, [""; 0]);
    let unused: Vec<_> =
        BESIDE.iter().filter(|(one, other)| !imports.iter().any(|(of, used, _)| of == one && used == other)).collect();
    assert!(unused.is_empty(), "allowed and not needed: {unused:?}");
}
