//! How a call of the command line behaves, whatever it is about: in which language it answers, with which status, on
//! which library; and that the guide tells all of it.

use std::{fs, path::Path};

use dateline_core::{ErrorCode, Language, strings};
use dateline_tests::{newsroom::Newsroom, papers::Papers};
use serde_json::json;

use crate::cli::{keys, newsroom};

/// Words that no Vietnamese sentence has, and an English one hardly does without.
fn english_words(text: &str) -> Vec<&str> {
    const ENGLISH: [&str; 24] = [
        "the",
        "is",
        "of",
        "and",
        "a",
        "or",
        "not",
        "with",
        "story",
        "file",
        "folder",
        "there",
        "this",
        "was",
        "show",
        "list",
        "error",
        "usage",
        "options",
        "commands",
        "picture",
        "found",
        "required",
        "unexpected",
    ];
    let words = text.split(|c: char| !c.is_alphanumeric()).map(|word| (word, word.to_lowercase()));
    words.filter(|(_, lower)| ENGLISH.contains(&lower.as_str())).map(|(word, _)| word).collect()
}

#[test]
fn a_vietnamese_reader_meets_no_english() {
    let (newsroom, dateline, story) = newsroom();
    let dateline = dateline.speaking("vi");
    assert_eq!(english_words("Không có bài. See: the file"), ["the", "file"]);
    for args in [&["--help"][..], &["import", "--help"], &["photo", "set", "--help"], &["package", "--help"]] {
        let help = dateline.call(args).stdout;
        assert!(help.len() > 300, "{help}");
        // Names of verbs and of values are the same in every language.
        let words: Vec<_> = help
            .lines()
            .filter_map(|line| line.trim().split_once("  "))
            .flat_map(|(_, explained)| english_words(explained))
            .collect();
        assert_eq!(words, [""; 0], "{help}");
    }
    let out = newsroom.path("out").to_string_lossy().into_owned();
    for args in [
        &["set", &story, "kicker=Sông nước"][..],
        &["package", &story, "--out", &out],
        &["doctor"],
        &["list", "không"],
        &["photo", "list", &story],
        &["show", "ffff"],
    ] {
        let answer = dateline.call(args);
        let said = answer.stdout + &answer.stderr;
        // The hint names the command to type.
        let said = said.replace("dateline list", "");
        assert_eq!(english_words(&said), [""; 0], "{said}");
    }
}

#[test]
fn the_exit_status_tells_done_found_and_wrong() {
    let (newsroom, dateline, story) = newsroom();
    let out = newsroom.path("out").to_string_lossy().into_owned();
    let empty = newsroom.make_folder("empty").to_string_lossy().into_owned();
    for (args, status) in [
        (&["list"][..], 0),
        (&["--help"], 0),
        (&["--version"], 0),
        (&["package", "--help"], 0),
        (&["package", &story, "--out", &out], 0),
        (&["photo", "set", &story, "1", "credit="], 0),
        (&["package", &story, "--out", &out], 1),
        (&["verify", &empty], 1),
        (&["show", "none"], 2),
        (&["--nonsense"], 2),
    ] {
        let answer = dateline.call(args);
        assert_eq!(answer.status, status, "{args:?}: {answer:?}");
        let answer = dateline.json(args);
        assert_eq!(answer.status, status, "{args:?}: {answer:?}");
    }
}

#[test]
fn the_library_is_where_the_call_says() {
    let (newsroom, dateline, _) = newsroom();
    let other = newsroom.path("other").to_string_lossy().into_owned();
    assert_eq!(dateline.json(["list"]).done()["stories"].as_array().unwrap().len(), 1);
    let papers = Papers::sample(&newsroom.make_folder("papers"));
    dateline.json(["import", papers.article.to_str().unwrap(), "--library", &other]).done();
    assert!(newsroom.path("other/library.sqlite").exists());
    assert_eq!(dateline.json(["list", "--library", &other]).done()["stories"].as_array().unwrap().len(), 1);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let (_newsroom, dateline, story) = newsroom();
    let mut child = dateline.command(["show", &story]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_guide_tells_of_every_verb_option_and_code() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md")).unwrap();
    for code in ErrorCode::ALL {
        let words = |part| strings::text(Language::English, &format!("error.{}.{part}", code.as_str()));
        let row = format!("| `{}` | {} |", code.as_str(), words("message"));
        assert!(guide.contains(&row), "docs/command-line.md lacks the row\n{row}");
    }
    let newsroom = Newsroom::new();
    let dateline = newsroom.dateline();
    let mut pages = vec![vec![]];
    let mut told = 0;
    while let Some(verb) = pages.pop() {
        let help = dateline.call(verb.iter().map(String::as_str).chain(["--help"])).stdout;
        let (mut in_commands, mut verbs) = (false, Vec::new());
        for line in help.lines() {
            if !line.starts_with(' ') {
                in_commands = line.starts_with("Commands");
            }
            let first = line.split_whitespace().next().unwrap_or_default();
            if in_commands && line.starts_with("  ") && !first.is_empty() {
                verbs.push([&verb[..], &[first.to_owned()]].concat());
            }
            for option in line.split([' ', ',', '[', ']']).filter(|word| word.starts_with("--")) {
                assert!(guide.contains(option), "docs/command-line.md lacks {option} of dateline {}", verb.join(" "));
                told += 1;
            }
        }
        for verb in &verbs {
            assert!(guide.contains(&format!("dateline {}", verb.join(" "))), "docs/command-line.md lacks {verb:?}");
            told += 1;
        }
        pages.extend(verbs);
    }
    assert!(told > 40, "the help was not understood");
}

#[test]
fn whose_work_is_inside_is_told_whole_without_a_library() {
    let newsroom = Newsroom::new();
    let dateline = newsroom.dateline();
    let file = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../THIRD-PARTY-NOTICES.txt")).unwrap();
    let answer = dateline.call(["notices"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (0, file.as_str()));
    let told = dateline.json(["notices"]).done();
    assert_eq!(keys(&told), ["version", "license", "notices"]);
    assert_eq!((&told["version"], &told["license"]), (&json!(env!("CARGO_PKG_VERSION")), &json!("Apache-2.0")));
    assert_eq!(told["notices"], json!(file));
    assert!(!newsroom.library_folder().exists());
}
