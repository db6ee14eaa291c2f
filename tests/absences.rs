//! What is deliberately not there, held by tests that read the tree. Each one's eye is tried on something it must see:
//! a check that finds nothing anywhere proves nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use dateline_core::{ErrorCode, Language, story::State, strings};
use serde_json::Value;

use crate::directions::is_of_tests;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// The sources below `folder`, by their path from the root.
pub fn sources(folder: &str, endings: &[&str]) -> BTreeMap<String, String> {
    fn walk(folder: &Path, endings: &[&str], into: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("node_modules") {
                walk(&path, endings, into);
            } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
                into.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&root().join(folder), endings, &mut found);
    assert!(!found.is_empty(), "there is nothing to read in {folder}");
    found
}

/// The files in which a line of code, comments aside, makes `sees` true.
fn seen_in(sources: &BTreeMap<String, String>, sees: impl Fn(&str) -> bool) -> BTreeSet<&str> {
    let sees_any = |text: &str| text.lines().filter(|line| !line.trim_start().starts_with("//")).any(&sees);
    sources.iter().filter(|(_, text)| sees_any(text)).map(|(path, _)| path.as_str()).collect()
}

fn outside<'a>(found: &BTreeSet<&'a str>, place: &str) -> Vec<&'a str> {
    found.iter().copied().filter(|path| !path.starts_with(place)).collect()
}

/// Each package of Cargo.lock and what it depends on, on any system and with any feature: more than is ever built.
struct Lock(BTreeMap<String, BTreeSet<String>>);

impl Lock {
    fn read() -> Self {
        let text = fs::read_to_string(root().join("Cargo.lock")).unwrap();
        let mut packages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for package in text.split("[[package]]").skip(1) {
            let name = package.split_once("name = \"").unwrap().1.split_once('"').unwrap().0;
            let list = package.split_once("dependencies = [").map_or("", |(_, rest)| rest.split_once(']').unwrap().0);
            // Where there are several versions, one follows the name: they are taken together.
            let dependencies =
                list.split('"').skip(1).step_by(2).map(|entry| entry.split(' ').next().unwrap().to_owned());
            packages.entry(name.to_owned()).or_default().extend(dependencies);
        }
        Self(packages)
    }

    fn below(&self, package: &str) -> BTreeSet<&str> {
        let (first, _) = self.0.get_key_value(package).unwrap_or_else(|| panic!("no package {package}"));
        let (mut found, mut waiting) = (BTreeSet::new(), vec![first]);
        while let Some(name) = waiting.pop() {
            if found.insert(name.as_str()) {
                waiting.extend(&self.0[name]);
            }
        }
        found
    }

    fn dependents(&self, package: &str) -> Vec<&str> {
        let ours = self.0.iter().filter(|(name, _)| name.starts_with("dateline-"));
        ours.filter(|(_, dependencies)| dependencies.contains(package)).map(|(name, _)| name.as_str()).collect()
    }
}

fn is_window_crate(name: &str) -> bool {
    const NAMES: [&str; 16] = [
        "atk",
        "cairo-rs",
        "gdk",
        "gdkx11",
        "gio",
        "glib",
        "gobject",
        "gtk",
        "muda",
        "pango",
        "soup3",
        "tao",
        "wry",
        "winit",
        "webkit2gtk",
        "webview2-com",
    ];
    NAMES.contains(&name.trim_end_matches("-sys")) || name.starts_with("tauri") || name.starts_with("objc2-app-kit")
}

fn is_network_crate(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "attohttpc",
        "curl",
        "h2",
        "hyper",
        "isahc",
        "native-tls",
        "openssl",
        "quinn",
        "reqwest",
        "rustls",
        "surf",
        "tungstenite",
        "ureq",
        "ureq-proto",
    ];
    NAMES.contains(&name)
}

#[test]
fn the_core_and_the_command_line_have_no_window_in_them() {
    let lock = Lock::read();
    let windows = |package| lock.below(package).into_iter().filter(|name| is_window_crate(name)).collect::<Vec<_>>();
    assert!(windows("dateline-desktop").len() > 10, "the eye is blind: {:?}", windows("dateline-desktop"));
    for package in ["dateline-core", "dateline-desk", "dateline-cli", "dateline-tests"] {
        assert_eq!(windows(package), [""; 0], "{package}");
    }
}

#[test]
fn the_core_and_the_command_line_have_no_network_in_them() {
    let lock = Lock::read();
    let nets = |package| lock.below(package).into_iter().filter(|name| is_network_crate(name)).collect::<Vec<_>>();
    // Tauri names one for telephones; what is built is checked below.
    assert!(!nets("dateline-desktop").is_empty(), "the eye is blind");
    for package in ["dateline-core", "dateline-desk", "dateline-cli", "dateline-tests"] {
        assert_eq!(nets(package), [""; 0], "{package}");
    }
}

#[test]
fn the_app_is_built_without_a_network_client() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let args = ["tree", "--offline", "--package", "dateline-desktop", "--edges", "normal", "--prefix", "none"];
    let output = Command::new(cargo).args(args).current_dir(root()).output().unwrap();
    if !output.status.success() {
        eprintln!("SKIPPED: the app's packages are not on this computer: {}", String::from_utf8_lossy(&output.stderr));
        return;
    }
    let tree = String::from_utf8(output.stdout).unwrap();
    let built: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(built.contains("tauri") && built.contains("dateline-core"), "{tree}");
    assert_eq!(built.into_iter().filter(|name| is_network_crate(name)).collect::<Vec<_>>(), [""; 0]);
}

fn is_sql(line: &str) -> bool {
    const SQL: [&str; 7] = ["SELECT ", "INSERT ", "DELETE FROM", "CREATE TABLE", "PRAGMA ", "sqlite::", "rusqlite"];
    SQL.iter().any(|words| line.contains(words)) || line.contains("UPDATE ") && line.contains(" SET ")
}

#[test]
fn sql_is_spoken_in_the_store_alone() {
    let sources = sources("src-tauri", &[".rs", ".sql"]);
    let found = seen_in(&sources, is_sql);
    assert!(found.contains("src-tauri/core/src/store/changes.rs"), "the eye is blind: {found:?}");
    // What a bad disk does to the file, tests do in its own language.
    let tampers = |path: &&&str| path.starts_with("src-tauri/core/src/library/") && is_of_tests(path);
    let found: BTreeSet<&str> = found.iter().filter(|path| !tampers(path)).copied().collect();
    assert_eq!(outside(&found, "src-tauri/core/src/store/"), [""; 0]);
    // The tests read what WebKit remembers.
    assert_eq!(Lock::read().dependents("rusqlite"), ["dateline-core", "dateline-tests"]);
}

#[test]
fn the_time_is_asked_in_one_room_alone() {
    let sources = sources("src-tauri", &[".rs"]);
    let asks = |line: &str| ["Utc::now()", "Local::now()", "now_v7()"].iter().any(|words| line.contains(words));
    assert!(asks("let now = Utc::now();"), "the eye is blind");
    // Chrono and uuid end the program before 1970. Tests live later.
    let mut found = seen_in(&sources, asks);
    found.retain(|path| !path.contains("tests") && !path.contains("benches"));
    let after_tests = |path: &&str| {
        let text = &sources[*path];
        text.find("#[cfg(test)]").is_some_and(|tests| !text[..tests].lines().any(asks))
    };
    found.retain(|path| !after_tests(path));
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [""; 0]);
}

/// Whether a line asks the system something and drops what it answers where that is an error. What `metadata` tells is
/// called `about` here, and of a kind `kind`: whoever asks those has had the answer.
fn drops_an_error(line: &str) -> bool {
    const ASKS: [&str; 8] =
        ["fs::", "File::", "read_dir(", " metadata(", ".metadata(", ".file_type()", ".try_exists()", ".modified()"];
    const DROPS: [&str; 9] =
        [".ok()", ".flatten()", "Result::ok", ".unwrap_or", ".is_ok", ".map_or(", "let Ok(", "let _ =", ".is_err()"];
    const ASKS_AND_DROPS: [&str; 4] = [".exists()", ".is_dir()", ".is_file()", ".is_symlink()"];
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    let line_asks = has(&ASKS) && !line.trim_start().starts_with("use ");
    let asks_what_it_knows =
        ["about.is_", "kind.is_", "entry.is_", "is_dir() =>"].iter().any(|known| line.contains(known));
    line_asks && has(&DROPS) || has(&ASKS_AND_DROPS) && !asks_what_it_knows
}

/// The lines of code, tests aside, that drop an error and have no remark above them that says why they may.
fn drops_without_a_word(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]\n#[allow").next().unwrap_or(text);
    let mut is_remark = false;
    let mut found = Vec::new();
    for line in code.lines() {
        let line = line.trim_start();
        let is_code = !line.starts_with("//");
        if is_code && !is_remark && drops_an_error(line) {
            found.push(line);
        }
        is_remark = !is_code && !line.starts_with("///") && !line.starts_with("//!");
    }
    found
}

#[test]
fn no_error_of_the_system_is_dropped_without_a_word() {
    for seen in [
        "for entry in fs::read_dir(folder)?.flatten() {",
        "let names = fs::read_dir(folder)?.filter_map(Result::ok);",
        "let Ok(kind) = entry.file_type() else { continue };",
        "let bytes = fs::read(path).unwrap_or_default();",
        "if path.is_dir() {",
        "fs::remove_file(&path).ok();",
    ] {
        assert_eq!(drops_without_a_word(seen), [seen], "the eye is blind");
        assert_eq!(drops_without_a_word(&format!("// It may, for …\n{seen}")), [""; 0]);
    }
    assert!(!drops_an_error("Ok(about) if about.is_dir() => (),") && !drops_an_error("fs::create_dir_all(folder)?;"));
    let mut found = Vec::new();
    for room in ["base", "resize", "photo", "check", "core", "desk", "cli", "."] {
        for (path, text) in sources(&format!("src-tauri/{room}/src"), &[".rs"]) {
            if !is_of_tests(&path) {
                found.extend(drops_without_a_word(&text).into_iter().map(|line| format!("{path}: {line}")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn automerge_is_known_to_one_room() {
    let sources = sources("src-tauri", &[".rs"]);
    let found = seen_in(&sources, |line| line.contains("automerge"));
    assert!(found.contains("src-tauri/core/src/story/document/mod.rs"), "the eye is blind: {found:?}");
    assert_eq!(outside(&found, "src-tauri/core/src/story/document/"), [""; 0]);
    assert_eq!(Lock::read().dependents("automerge"), ["dateline-core"]);
}

/// Whoever only reads keeps things for later, so these are borrowed while others read: a moment each, in the file that owns
/// them, with nothing asked of anybody meanwhile. Where no other file can borrow, no two can at a time.
#[test]
fn what_is_kept_while_reading_is_borrowed_where_it_lies() {
    let sources = sources("src-tauri/core/src", &[".rs"]);
    let found = seen_in(&sources, |line| line.contains(".borrow()") || line.contains(".borrow_mut()"));
    let found: Vec<&str> = found.iter().filter_map(|path| path.strip_prefix("src-tauri/core/src/")).collect();
    assert_eq!(
        found,
        ["library/sessions.rs", "library/troubles.rs", "package/firm.rs", "store/at_hand.rs", "store/database.rs"]
    );
}

/// Whether a line names the story that people write on, and not the one that readers get.
fn names_a_story(line: &str) -> bool {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == "Story")
}

#[test]
fn readers_are_given_a_story_in_which_all_is_settled() {
    assert!(names_a_story("pub fn missing(story: &Story)") && !names_a_story("story: &Settled, field: StoryField"));
    // Its maker is in the one room that knows what is settled; here, those who must ask for it.
    let mut found = BTreeSet::new();
    for room in ["package", "library", "check"] {
        let sources = sources(&format!("src-tauri/core/src/{room}"), &[".rs"]);
        let code = |text: &String| text.split("mod tests {").next().unwrap_or_default().to_owned();
        let code = sources.iter().map(|(path, text)| (path.clone(), code(text))).collect();
        found.extend(seen_in(&code, names_a_story).into_iter().map(str::to_owned));
    }
    // Who else names a story writes on it, shows it to who does, or tells in words which picture is meant.
    let others = [
        "library/care/losses.rs",
        "library/stories/history.rs",
        "library/stories/mod.rs",
        "package/agreed.rs",
        "package/missing.rs",
        "package/sample.rs",
    ];
    let found: Vec<&str> = found.iter().filter_map(|path| path.strip_prefix("src-tauri/core/src/")).collect();
    let unlisted: Vec<&&str> = found.iter().filter(|path| !others.contains(path) && !path.contains("tests")).collect();
    assert!(found.contains(&"library/stories/mod.rs"), "the eye is blind: {found:?}");
    assert!(unlisted.is_empty(), "{unlisted:?}");
}

#[test]
fn each_crate_knows_those_below_it_and_no_other() {
    // What one may use of ours, in its program and in its tests.
    let below: [(&str, &[&str]); 8] = [
        ("check", &[]),
        ("base", &["dateline-check"]),
        ("resize", &[]),
        ("photo", &["dateline-base", "dateline-resize"]),
        ("core", &["dateline-base", "dateline-check", "dateline-photo"]),
        ("cli", &["dateline-core"]),
        ("desk", &["dateline-core"]),
        ("../tools", &[]),
    ];
    for (crate_of, expected) in below {
        let manifest = fs::read_to_string(root().join("src-tauri").join(crate_of).join("Cargo.toml")).unwrap();
        let mut ours: Vec<&str> = manifest
            .lines()
            .filter(|line| !line.starts_with("name"))
            .filter_map(|line| line.split(['.', ' ', '=']).next().filter(|name| name.starts_with("dateline-")))
            .collect();
        ours.sort_unstable();
        ours.dedup();
        assert_eq!(ours, expected, "{crate_of}");
    }
}

#[test]
fn the_screen_reaches_rust_through_one_door() {
    let sources = sources("ui/src", &[".ts", ".svelte"]);
    let found = seen_in(&sources, |line| line.contains("@tauri-apps") || line.contains("__TAURI__"));
    assert!(!found.is_empty(), "the eye is blind");
    assert_eq!(outside(&found, "ui/src/host/"), [""; 0]);
}

/// What the page is made of: neither its tests nor what they stand on.
fn is_of_the_page(path: &str) -> bool {
    !path.ends_with(".test.ts") && !path.starts_with("ui/src/testing/")
}

#[test]
fn the_page_has_no_newsroom_of_its_own() {
    let mut sources = sources("ui/src", &[".ts", ".svelte"]);
    let beside = |line: &str| line.contains("from \"node:") || line.contains("/testing/") || line.contains("/peer\"");
    let everywhere = seen_in(&sources, beside);
    assert!(everywhere.iter().any(|path| !is_of_the_page(path)), "the eye is blind");
    sources.retain(|path, _| is_of_the_page(path));
    // The program of the tests and of the dev server is started there, and nothing of the page knows it.
    assert_eq!(outside(&seen_in(&sources, beside), "ui/src/host/peer.ts"), [""; 0]);
    // What the dev server answers is asked for where there is one alone: no bundle has that side.
    let index = &sources["ui/src/host/index.ts"];
    let (asked, read) = (index.find("import.meta.env.DEV"), index.find("import(\"./plain\")"));
    assert!(asked.is_some() && asked < read, "{index}");
    assert_eq!(outside(&seen_in(&sources, |line| line.contains("plainHost")), "ui/src/host/"), [""; 0]);
}

/// A policy's sources that are on another computer.
fn remote(policy: &Value) -> Vec<String> {
    // The names that the system's web views give to the app itself.
    const OWN: [&str; 2] = ["http://photo.localhost", "http://ipc.localhost"];
    let lines = policy.as_object().unwrap().values().map(|sources| sources.as_str().unwrap());
    let words = lines.flat_map(str::split_whitespace).filter(|source| !OWN.contains(source));
    let is_remote = |source: &&str| {
        source.contains("://") || source.contains('*') || ["http:", "https:", "ws:", "wss:"].contains(source)
    };
    words.filter(is_remote).map(str::to_owned).collect()
}

#[test]
fn the_windows_policy_names_no_other_computer() {
    let config: Value = serde_json::from_str(&fs::read_to_string(root().join("tauri.conf.json")).unwrap()).unwrap();
    let policy = &config["app"]["security"]["csp"];
    assert_eq!(policy["default-src"], "'self'");
    assert_eq!(remote(policy), [""; 0]);
    for words in policy.as_object().unwrap().values() {
        assert!(!words.as_str().unwrap().contains("unsafe"), "{words}");
    }
    let bad = serde_json::json!({ "img-src": "'self' https://cdn.example.org https: *", "font-src": "data:" });
    assert_eq!(remote(&bad), ["https://cdn.example.org", "https:", "*"]);
    // Nothing in the program asks for leave to reach one.
    let leave = fs::read_to_string(root().join("src-tauri/capabilities/main.json")).unwrap();
    assert!(!leave.contains("http:") && !leave.contains("shell:"));
}

/// The stretches of a line of Rust that are between quotation marks.
fn literals(line: &str) -> Vec<&str> {
    line.split('"').skip(1).step_by(2).collect()
}

/// Whether a text has two words side by side, as a sentence has and a key, a path or a pattern has not.
fn is_prose(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_word = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
    words.windows(2).any(|pair| pair.iter().all(|word| is_word(word.trim_end_matches(['.', ',', ':', '!']))))
}

#[test]
fn the_command_line_says_nothing_that_a_translator_cannot_reach() {
    assert!(is_prose("No stories.") && is_prose("Không có bài") && is_prose("wrote {n} new files"));
    assert!(!is_prose("cli.list.none") && !is_prose("{}: {message} [{code}]") && !is_prose("%d/%m/%Y %H:%M"));
    for (path, text) in sources("src-tauri/cli/src", &[".rs"]) {
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            assert!(!literals(line).into_iter().any(is_prose), "{path}: {line}");
        }
    }
}

fn keys(prefix: &str, node: &Value, into: &mut BTreeSet<String>) {
    match node {
        Value::Object(children) => {
            children.iter().for_each(|(name, child)| keys(&format!("{prefix}.{name}"), child, into));
        }
        words => {
            assert!(!words.as_str().unwrap_or_default().trim().is_empty(), "{prefix} is empty");
            into.insert(prefix.to_owned());
        }
    }
}

#[test]
fn what_is_said_in_one_language_is_said_in_the_other() {
    for folder in ["src-tauri/base/strings", "ui/src/strings"] {
        let [vietnamese, english] = ["vi", "en"].map(|language| {
            let file = root().join(folder).join(format!("{language}.json"));
            let mut found = BTreeSet::new();
            keys("", &serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap(), &mut found);
            found
        });
        assert!(english.len() > 50, "{folder}");
        let differing: Vec<_> = vietnamese.symmetric_difference(&english).collect();
        assert!(differing.is_empty(), "{folder}: {differing:?}");
    }
    for state in State::ALL {
        for language in Language::ALL {
            assert!(strings::find(*language, &format!("state.{}", state.as_str())).is_some(), "{state:?}");
        }
    }
}

/// Rust's code below `folder`, tests aside.
fn code_below(folder: &str) -> Vec<(String, String)> {
    let mut code = Vec::new();
    for (path, text) in sources(folder, &[".rs"]) {
        if path.contains("/src/") && !is_of_tests(&path) {
            let text =
                text.split("#[cfg(test)]\n#[allow").next().unwrap().split("#[cfg(test)]\nmod tests").next().unwrap();
            code.push((path, text.to_owned()));
        }
    }
    assert!(code.len() > 10, "{folder}");
    code
}

/// What follows up to the end of the expression: a comma, a semicolon, or a bracket that was opened before.
fn expression(text: &str) -> &str {
    let mut depth = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => return &text[..at],
            ')' | ']' | '}' => depth -= 1,
            ',' | ';' if depth == 0 => return &text[..at],
            _ => (),
        }
    }
    text
}

/// Errors that are made without all that their words name. A blank may be filled within the next lines; where whoever
/// calls fills it, a remark above says so: `{path}: …`.
fn told_without(text: &str) -> Vec<String> {
    const NEXT_LINES: usize = 8;
    let fills = |text: &str, blank: &str| {
        let words = [format!(".with(\"{blank}\""), format!(".with_words(\"{blank}\"")];
        words.iter().any(|word| text.contains(word)) || (blank == "path" && text.contains(".at("))
    };
    let mut found = Vec::new();
    for (at, call) in text.match_indices("Error::new(ErrorCode::") {
        let rest = &text[at + call.len()..];
        let name = rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap();
        let code = ErrorCode::ALL.iter().find(|code| format!("{code:?}") == name).unwrap();
        let before: Vec<&str> = text[..at].lines().rev().skip(1).take(2).filter(|line| line.contains("//")).collect();
        let after: String = rest.lines().take(NEXT_LINES).collect();
        let chain = expression(rest.split_once(')').unwrap().1);
        for blank in ["message", "hint"].into_iter().flat_map(|part| {
            strings::find(Language::English, &format!("error.{}.{part}", code.as_str())).unwrap().split('{').skip(1)
        }) {
            let blank = blank.split('}').next().unwrap();
            let is_told = fills(chain, blank)
                || fills(&after, blank)
                || before.iter().any(|line| line.contains(&format!("{{{blank}}}")));
            if !is_told {
                found.push(format!("{} without its {blank}", code.as_str()));
            }
        }
    }
    found
}

#[test]
fn no_error_is_made_without_what_its_words_name() {
    let seen = "let error = Error::new(ErrorCode::FileUnreadable).at(path);\nf(x)";
    assert_eq!(told_without(seen), ["file_unreadable without its cause"], "the eye is blind");
    assert_eq!(told_without(&seen.replace(".at", ".with(\"cause\", 1).at")), [""; 0]);
    assert_eq!(told_without(&format!("// {{cause}}: by whoever asked.\n{seen}")), [""; 0]);
    let mut made = 0;
    for (path, text) in code_below("src-tauri") {
        made += text.matches("Error::new(ErrorCode::").count();
        assert_eq!(told_without(&text), [""; 0], "{path}");
    }
    assert!(made > 60, "{made}");
}

/// Keys of the catalogue that code asks for by name. One that is put together is not among them.
fn asked_for(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (call, prefix) in [
        ("strings::text(", ""),
        ("strings::filled(", ""),
        ("strings::find(", ""),
        (".with_words(", ""),
        (" say(", "cli."),
        ("(say(", "cli."),
    ] {
        for (at, _) in text.match_indices(call) {
            let first = &text[at + call.len()..];
            let second = first[expression(first).len()..].trim_start_matches(',');
            let key = expression(second).trim();
            if let Some(key) = key.strip_prefix('"').and_then(|key| key.strip_suffix('"')) {
                found.push(format!("{prefix}{key}"));
            }
        }
    }
    found
}

#[test]
fn each_key_of_the_catalogue_that_is_named_is_there() {
    assert_eq!(asked_for("error.with_words(\"cause\", \"cause.x\")"), ["cause.x"], "the eye is blind");
    assert_eq!(asked_for("let a = say(desk.language, \"list.none\", []);"), ["cli.list.none"]);
    let mut named = 0;
    for (path, text) in code_below("src-tauri") {
        for key in asked_for(&text) {
            named += 1;
            assert!(strings::find(Language::English, &key).is_some(), "{path}: {key}");
        }
    }
    assert!(named > 30, "{named}");
}
