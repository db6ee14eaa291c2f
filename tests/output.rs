//! An answer that is lost on its way: a full disk where it goes, a closed pipe, an output that was closed from the start.
//! Every verb says so, by its exit status and on standard error; and one that has changed something says that it has.

#![cfg(target_os = "linux")]
use std::{
    fs::File,
    io,
    process::{Command, Output, Stdio},
};

use dateline_tests::full_library::{Copy, FullLibrary, telling, today};
use serde_json::Value;

/// Whether a library has what a verb was to change.
type Done = Box<dyn Fn(&Copy) -> bool>;

/// The verbs that only tell.
fn reading(full: &FullLibrary) -> Vec<Vec<&str>> {
    let mut verbs = telling(full);
    verbs.extend([vec!["doctor"], vec!["verify", "{package}"], vec!["notices"], vec!["check", "{article.txt}"]]);
    verbs
}

/// The verbs that change something, each with how to tell that it has.
fn changing(full: &FullLibrary) -> Vec<(Vec<&str>, Done)> {
    let story = full.story.clone();
    let shown = move |copy: &Copy| copy.dateline().json(["show", &story]).json();
    let (one, two, three) = (shown.clone(), shown.clone(), shown);
    let id = full.story.as_str();
    let import = ["import", "{article.txt}", "--today", today(), "--photo", "{card/DCIM/IMG_0.JPG}"];
    vec![
        (vec!["set", id, "kicker=Đã ghi"], Box::new(move |copy| one(copy)["fields"]["kicker"] == "Đã ghi")),
        (
            vec!["photo", "set", id, "1", "credit=Đã ghi"],
            Box::new(move |copy| two(copy)["photos"][0]["credit"] == "Đã ghi"),
        ),
        (
            vec!["photo", "add", id, "{card}"],
            Box::new(move |copy| three(copy)["photos"].as_array().unwrap().len() == 4),
        ),
        (
            vec!["codes", "{codes.txt}"],
            Box::new(|copy| copy.dateline().json(["codes"]).json()["codes"].as_array().unwrap().len() == 1),
        ),
        (import.to_vec(), Box::new(|copy| stories(copy) == 3)),
        (vec!["import", "{article.txt}", "{codes.txt}"], Box::new(|copy| stories(copy) == 4)),
        (
            vec!["package", id, "--out", "{out}", "--override", "Mây"],
            Box::new(|copy| std::fs::read_dir(copy.path("out")).unwrap().count() == 1),
        ),
        (vec!["recover"], Box::new(|copy| copy.doctor()["ok"] == true)),
    ]
}

fn stories(copy: &Copy) -> usize {
    copy.dateline().json(["list"]).json()["stories"].as_array().unwrap().len()
}

/// Ways in which an answer is lost, each with what the system says of it.
const LOST: [(&str, &str); 3] =
    [("full", "os error 28"), ("closed", "os error 9"), ("not to be written", "os error 9")];

fn losing(how: &str, copy: &Copy, args: &[&str], json: bool) -> Output {
    let args = copy.placed(args).into_iter().chain(json.then(|| "--json".to_owned()));
    let plain = copy.dateline().command(args);
    let mut command = match how {
        "closed" => through_shell(&plain, ">&-"),
        "not to be written" => through_shell(&plain, "1</dev/null"),
        _ => plain,
    };
    match how {
        "full" => command.stdout(File::create("/dev/full").unwrap()),
        "cut off" => command.stdout(nobody_reads()),
        _ => command.stdout(Stdio::null()),
    };
    command.stderr(Stdio::piped()).output().unwrap()
}

fn through_shell(plain: &Command, redirected: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("exec \"$@\" {redirected}"), "sh"]).arg(plain.get_program()).args(plain.get_args());
    command.envs(plain.get_envs().map(|(name, value)| (name, value.unwrap()))).stdin(Stdio::null());
    command
}

/// A pipe whose other end is closed already, as `head` leaves it.
fn nobody_reads() -> Stdio {
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What standard error says, in JSON.
fn told(what: &str, output: &Output) -> Value {
    let text = stderr(output);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{what}: {error}: {text}"))
}

#[test]
fn a_verb_that_only_tells_says_that_its_answer_is_lost() {
    let full = FullLibrary::new();
    let copy = full.copy();
    for args in reading(&full) {
        for (how, cause) in LOST {
            let what = format!("dateline {} with its output {how}", args.join(" "));
            let output = losing(how, &copy, &args, true);
            assert_eq!(output.status.code(), Some(2), "{what}: {output:?}");
            let error = &told(&what, &output)["error"];
            assert_eq!(error["code"], "output_lost", "{what}");
            assert!(error["message"].as_str().unwrap().contains(cause), "{what}: {error}");

            let output = losing(how, &copy, &args, false);
            assert_eq!(output.status.code(), Some(2), "{what}: {output:?}");
            let text = stderr(&output);
            assert!(text.contains("The answer could not be written") && text.contains(cause), "{what}: {text}");
        }
        // Who has read enough is owed nothing.
        for json in [true, false] {
            let whole = copy.placed(&args).into_iter().chain(json.then(|| "--json".to_owned()));
            let whole = copy.dateline().call(whole);
            let output = losing("cut off", &copy, &args, json);
            assert_eq!((output.status.code(), stderr(&output)), (Some(whole.status), String::new()), "{args:?}");
            assert_eq!(whole.stderr, "", "{args:?}");
        }
    }
    assert_eq!(copy.doctor()["ok"], true);
}

#[test]
fn a_verb_that_changed_something_says_that_it_did_and_what() {
    let full = FullLibrary::new();
    for (args, is_done) in changing(&full) {
        for how in ["full", "closed", "not to be written", "cut off"] {
            let what = format!("dateline {} with its output {how}", args.join(" "));
            let copy = full.copy();
            let output = losing(how, &copy, &args, true);
            assert_eq!(output.status.code(), Some(2), "{what}: {output:?}");
            let told = told(&what, &output);
            assert_eq!(told["error"]["code"], "done_untold", "{what}");
            assert!(told["answer"].is_object() && told["answer"].get("error").is_none(), "{what}: {told}");
            assert!(is_done(&copy), "{what}: it is not done");
        }
        let copy = full.copy();
        let text = stderr(&losing("full", &copy, &args, false));
        assert!(text.contains("is done and safe; only the answer could not be written"), "{args:?}: {text}");
        assert!(text.lines().count() >= 3, "{args:?}: what was done is told too: {text}");
        assert!(is_done(&copy), "{args:?}");

        // With nothing lost, a program reads all of it in one place.
        let copy = full.copy();
        let answer = copy.dateline().json(copy.placed(&args));
        assert_eq!(answer.stderr, "", "{args:?}");
        answer.done();
    }
}

#[test]
fn an_id_that_is_told_beside_a_lost_answer_is_a_storys() {
    let full = FullLibrary::new();
    let copy = full.copy();
    let told = told("import", &losing("full", &copy, &["import", "{article.txt}", "{missing.txt}"], true));
    assert_eq!(told["error"]["code"], "done_untold");
    let message = told["error"]["message"].as_str().unwrap();
    assert!(message.starts_with("A part of what was asked for is done and safe"), "{message}");
    assert_eq!(told["answer"]["failed"][0]["error"]["code"], "file_missing");
    let story = told["answer"]["imports"][0]["story"].as_str().unwrap();
    assert_eq!(copy.dateline().json(["show", story]).done()["id"], story);
}

#[test]
fn help_and_the_version_are_answers_too() {
    let full = FullLibrary::new();
    let copy = full.copy();
    for args in [&["--help"][..], &["-V"], &["--version"], &["photo", "--help"], &["photo", "add", "-h"]] {
        for (how, cause) in LOST {
            let output = losing(how, &copy, args, false);
            let text = stderr(&output);
            assert_eq!(output.status.code(), Some(2), "{args:?} {how}: {text}");
            assert!(text.contains(cause), "{args:?} {how}: {text}");
            assert_eq!(told("help", &losing(how, &copy, args, true))["error"]["code"], "output_lost");
        }
        let output = losing("cut off", &copy, args, false);
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()), "{args:?}");
    }
}

#[test]
fn a_refusal_keeps_its_status_and_its_reason_whatever_is_lost() {
    let full = FullLibrary::new();
    let copy = full.copy();
    for args in [&["show", "deadbeef"][..], &["set", &full.story, "nhan=x"], &["nothing"], &["photo"], &["import"]] {
        // People read it on standard error: nothing of it went to standard output.
        let output = losing("full", &copy, args, false);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!stderr(&output).contains("could not be written"), "{args:?}: {}", stderr(&output));
        let whole = copy.dateline().json(args);
        let told = told("a refusal", &losing("full", &copy, args, true));
        assert_eq!((&told["error"]["code"], &told["answer"]), (&"output_lost".into(), &whole.json()), "{args:?}");
        assert_eq!(whole.stderr, "", "{args:?}");
    }
}

#[test]
fn where_nothing_can_be_said_the_exit_status_still_tells() {
    let full = FullLibrary::new();
    let copy = full.copy();
    let (show, set) = (["show", full.story.as_str()], ["set", full.story.as_str(), "kicker=Đã ghi"]);
    for args in [&show[..], &set, &["show", "deadbeef"], &["nothing"], &["--help"]] {
        for json in [true, false] {
            let args = args.iter().copied().chain(json.then_some("--json"));
            let mut command = copy.dateline().command(args);
            let lost = || File::create("/dev/full").unwrap();
            assert_eq!(command.stdout(lost()).stderr(lost()).status().unwrap().code(), Some(2), "{command:?}");
            let status = through_shell(&command, ">&- 2>&-").status().unwrap();
            assert_eq!(status.code(), Some(2), "{command:?}");
        }
    }
    assert_eq!(copy.dateline().json(["show", &full.story]).json()["fields"]["kicker"], "Đã ghi");
}

#[test]
fn a_person_is_told_in_their_language() {
    let full = FullLibrary::new();
    let copy = full.copy();
    let mut command = copy.dateline().speaking("vi").command(["set", &full.story, "kicker=Đã ghi"]);
    let output = command.stdout(File::create("/dev/full").unwrap()).stderr(Stdio::piped()).output().unwrap();
    let text = stderr(&output);
    assert!(text.contains("đã làm xong và lưu an toàn; chỉ có câu trả lời là không ghi được"), "{text}");
    assert!(text.contains("Đừng làm lại."), "{text}");
}

/// A person at a terminal sees how far the doctor is; nobody else does.
#[test]
fn the_doctor_shows_how_far_it_is_where_somebody_looks_on() {
    let full = FullLibrary::new();
    let copy = full.copy();
    let at_terminal = |args: &[&str]| {
        let plain = copy.dateline().command(args);
        let words = [plain.get_program()].into_iter().chain(plain.get_args());
        let call: Vec<String> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
        // `script` gives it a terminal of its own.
        let mut script = Command::new("script");
        script.args(["--quiet", "--return", "--command", &call.join(" "), "/dev/null"]);
        script.envs(plain.get_envs().map(|(name, value)| (name, value.unwrap()))).stdin(Stdio::null());
        String::from_utf8(script.output().unwrap().stdout).unwrap()
    };
    let shown = at_terminal(&["doctor"]);
    assert!(shown.contains("\r\u{1b}[KChecking 0 of 2…"), "{shown:?}");
    let (_, answer) = shown.rsplit_once("\r\u{1b}[K").unwrap();
    assert!(answer.starts_with("The library is whole."), "the line goes: {shown:?}");
    assert!(!at_terminal(&["doctor", "--json"]).contains("Checking"));
    let piped = copy.dateline().call(["doctor"]);
    assert_eq!(piped.stderr, "");
}
