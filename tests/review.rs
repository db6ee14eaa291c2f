//! A story's way from draft to corrected, with three people at one computer: each move with who may make it, what has to be
//! done before, and what waits for whom.

use std::fs;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::cli::newsroom;
use crate::scrub::Scrub;
use crate::suggestions::{files_below, first_words};
use dateline_tests::cli::Dateline;

/// The gates that stand in the way.
fn blocking(answer: &Value) -> Vec<String> {
    let gates = answer["gates"]["gates"].as_array().unwrap();
    let is_open = |gate: &&Value| gate["weight"] == "block" && gate["unmet"] != json!([]) && gate["passed"].is_null();
    gates.iter().filter(is_open).map(|gate| gate["gate"].as_str().unwrap().to_owned()).collect()
}

fn code(dateline: &Dateline, call: &[&str]) -> (i32, String) {
    let refused = dateline.json(call);
    (refused.status, refused.json()["error"]["code"].as_str().unwrap_or_default().to_owned())
}

fn waits(dateline: &Dateline) -> Vec<(String, bool)> {
    let queue = dateline.json(["queue"]).done();
    let entry = |entry: &Value| (entry["wait"].as_str().unwrap().to_owned(), entry["is_new"].as_bool().unwrap());
    queue["mine"].as_array().unwrap().iter().map(entry).collect()
}

#[test]
fn a_day_of_three_people_from_draft_to_corrected() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    let be = |name: &str| dateline.json(["person", "become", name]).done();
    for (name, role) in [("Lam Khê", "reporter"), ("Hà Vy", "editor"), ("Đỗ Sa", "editor_in_chief")] {
        dateline.json(["person", "add", name, "--role", role]).done();
    }
    dateline.json(["set", &story, "byline=Lam Khê"]).done();

    // The reporter sends it in; what lacks is told, and stops nobody yet.
    be("lam khê");
    assert_eq!(waits(&dateline), []);
    assert_snapshot!("submit", scrub.answer(&dateline.json(["submit", &story])));
    assert_eq!(code(&dateline, &["submit", &story]), (2, "move_impossible".into()));
    assert_eq!(code(&dateline, &["approve", &story]), (2, "move_not_yours".into()));

    // The editor finds it waiting, takes it, says what has to be done, and returns it with a reason or not at all.
    be("Hà Vy");
    assert_eq!(waits(&dateline), [("take".to_owned(), true)]);
    dateline.json(["take", &story]).done();
    let words = first_words(&dateline.json(["show", &story]).done());
    let comment =
        dateline.json(["comment", "add", &story, "@Lam Khê NGUỒN Ở ĐÂU?", "--on", &words, "--before-print"]).done();
    let comment = comment["comment"]["id"].as_str().unwrap().to_owned();
    dateline.json(["comment", "add", &story, "CẮT BỚT Ở BÊN TRÁI", "--photo", "1", "--field", "crop_16_9"]).done();
    let refused = dateline.json(["approve", &story]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert_eq!(blocking(&refused.json()), ["before_print"]);
    assert_eq!(code(&dateline, &["return", &story]), (2, "reason_needed".into()));
    assert_eq!(code(&dateline, &["return", &story, "--reason", " \u{200b}"]), (2, "reason_needed".into()));
    dateline.json(["return", &story, "--reason", "Thiếu nguồn của số liệu"]).done();

    // The reporter sees what is asked of them, answers, and sends it in again.
    be("Lam Khê");
    assert_eq!(waits(&dateline), [("answer".to_owned(), true)]);
    let shown = dateline.json(["show", &story]).done();
    assert_eq!(shown["moved"]["reason"], "Thiếu nguồn của số liệu");
    assert_eq!(shown["moved"]["by"], "Hà Vy");
    dateline.json(["comment", "reply", &story, &comment[..13], "Sổ của tổ chợ, đã thêm."]).done();
    dateline.json(["comment", "resolve", &story, &comment]).done();
    assert_eq!(waits(&dateline), [("rewrite".to_owned(), true)]);
    dateline.json(["submit", &story]).done();

    // A gate that blocks is passed by name and with a reason, for what is missing then and nothing else.
    be("Hà Vy");
    dateline.json(["take", &story]).done();
    dateline.json(["photo", "set", &story, "1", "credit="]).done();
    assert_eq!(blocking(&dateline.json(["gates", &story]).json()), ["captions"]);
    assert_eq!(code(&dateline, &["pass", &story, "captions"]), (2, "pass_unsigned".into()));
    assert_eq!(code(&dateline, &["pass", &story, "rights", "--reason", "x"]), (2, "gate_met".into()));
    dateline.json(["pass", &story, "captions", "--reason", "Bạn đọc gửi, giấu tên"]).done();
    dateline.json(["photo", "set", &story, "1", "alt_text="]).done();
    assert_eq!(blocking(&dateline.json(["gates", &story]).json()), ["captions"], "that was not passed over");
    dateline.json(["photo", "set", &story, "1", "alt_text=Ghe trên sông"]).done();
    assert_snapshot!("gates", scrub.answer(&dateline.json(["gates", &story])));
    assert_snapshot!("gates_vi", scrub.answer(&dateline.clone().speaking("vi").call(["gates", &story])));
    dateline.json(["approve", &story]).done();

    // What was said of it stays here, in every format.
    let out = newsroom.path("out").to_string_lossy().into_owned();
    let report = dateline.json(["package", &story, "--draft", "--out", &out]).done();
    let package = std::path::Path::new(report["package"].as_str().unwrap()).to_owned();
    let files = files_below(&package);
    assert!(files.len() > 8);
    for file in files {
        let bytes = fs::read(&file).unwrap();
        for secret in ["NGUỒN Ở ĐÂU", "CẮT BỚT", "giấu tên", "Thiếu nguồn của", &comment] {
            let is_there = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!is_there, "{secret} stands in {}", file.display());
        }
    }

    // It is published, corrected and taken down: each with its notice, and nothing of it is deleted.
    dateline.json(["publish", &story]).done();
    assert_eq!(code(&dateline, &["kill", &story]), (2, "reason_needed".into()));
    dateline.json(["correct", &story, "--reason", "Sửa số ghe: 73, không phải 37"]).done();
    dateline.json(["correct", &story, "--reason", "Sửa tên chợ"]).done();
    dateline.json(["kill", &story, "--reason", "Theo yêu cầu của tòa soạn"]).done();
    assert_eq!(dateline.json(["show", &story]).done()["state"], "killed");
    let text = dateline.clone().call(["comment", "list", &story, "--all"]).stdout;
    assert!(text.contains("resolved by Lam Khê") && text.contains("crop_16_9"), "{text}");
    be("Đỗ Sa");
    dateline.json(["revive", &story]).done();
    assert_eq!(dateline.json(["show", &story]).done()["moved"]["from"], "killed");
    assert_snapshot!("person", scrub.answer(&dateline.json(["person"])));
}

#[test]
fn the_house_says_who_may_move_a_story_and_what_blocks_it() {
    let (newsroom, dateline, story) = newsroom();
    dateline.json(["person", "add", "Hà Vy", "--role", "editor"]).done();
    let file = newsroom.library_folder().join("house-review.toml");
    fs::write(&file, "required = [\"headline\", \"section\"]\n[roles]\ntake = [\"editor_in_chief\"]\n[blocks]\nsubmit = [\"required\"]\n")
        .unwrap();
    dateline.json(["set", &story, "section="]).done();
    let refused = dateline.json(["submit", &story]);
    assert_eq!((refused.status, blocking(&refused.json())), (1, vec!["required".to_owned()]));
    dateline.json(["set", &story, "section=Đời sống"]).done();
    dateline.json(["submit", &story]).done();
    assert_eq!(code(&dateline, &["take", &story]), (2, "move_not_yours".into()));
    // Whoever has no role works alone, and may do all.
    dateline.json(["person", "role"]).done();
    dateline.json(["take", &story]).done();
    // What the file misspells stops nothing, and is told.
    fs::write(&file, "[blocks]\napprove = [\"errors\", \"erors\"]\n").unwrap();
    let answer = dateline.json(["gates", &story]).json();
    assert_eq!(answer["moves"][0]["code"], "moves_passed_over");
    let refused = dateline.clone().speaking("vi").call(["publish", &story]);
    assert!(refused.stderr.contains("Đã xuất bản") && refused.stderr.contains("Đang biên tập"), "{}", refused.stderr);
    let blank = dateline.json(["person", "add", " \u{200b}"]);
    assert_eq!((blank.status, &blank.json()["error"]["code"]), (2, &json!("bad_call")));
    fs::write(&file, "[roles\n").unwrap();
    let answer = dateline.json(["approve", &story]);
    assert_eq!((answer.status, &answer.json()["error"]["code"]), (2, &json!("moves_invalid")));
}

#[test]
fn what_is_wanted_soonest_stands_first_in_whatever_zone_it_was_set() {
    let (newsroom, dateline, first) = newsroom();
    dateline.json(["set", &first, "publish_schedule=2099-12-01T02:00:00Z"]).done();
    let mut stories = vec![first];
    for due in ["2099-12-01T08:00:00+07:00", "2099-12-01", ""] {
        let text = newsroom.put("a.txt", format!("Bài hẹn {due}\n\nGhe về bến.\n"));
        let made = dateline.json(["import".as_ref(), text.as_os_str()]).done();
        let story = made["story"].as_str().unwrap().to_owned();
        dateline.json(["set", &story, &format!("publish_schedule={due}")]).done();
        stories.push(story);
    }
    for story in &stories {
        dateline.json(["submit", story]).done();
    }
    let queue = dateline.json(["queue"]).done();
    let order: Vec<&str> =
        queue["mine"].as_array().unwrap().iter().map(|entry| entry["story"]["id"].as_str().unwrap()).collect();
    assert_eq!(order, [&stories[2], &stories[1], &stories[0], &stories[3]]);
}
