//! Suggestions as the command line makes them, lists them and decides on them; and that nothing of one that is open leaves.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::cli::newsroom;

#[test]
fn what_is_proposed_is_listed_decided_and_taken_back_and_leaves_in_no_package() {
    let (newsroom, dateline, story) = newsroom();
    let body = || dateline.json(["show", &story]).done()["body"].to_string();
    let settled = body();
    let words = first_words(&dateline.json(["show", &story]).done());

    let made = dateline.json(["suggest", "text", &story, &words, "LỜI ĐỀ XUẤT", "--remark", "LỜI NHẮN"]).done();
    let suggestion = made["suggestion"]["id"].as_str().unwrap().to_owned();
    assert_eq!((&made["suggestion"]["was"], &made["suggestion"]["becomes"]), (&json!(words), &json!("LỜI ĐỀ XUẤT")));
    let of_field = dateline.json(["suggest", "field", &story, "kicker=TÍT ĐỀ XUẤT"]).done();
    let of_field = of_field["suggestion"]["id"].as_str().unwrap().to_owned();
    dateline.json(["suggest", "caption", &story, "1", "caption=CHÚ THÍCH ĐỀ XUẤT"]).done();
    for (call, code) in [
        (vec!["suggest", "text", &story, "không có đâu cả", "x"], "words_not_found"),
        (vec!["suggest", "text", &story, "", "x"], "words_not_found"),
        (vec!["accept", &story, "zz"], "suggestion_unknown"),
        (vec!["reopen", &story, ""], "suggestion_unknown"),
    ] {
        let refused = dateline.json(&call);
        assert_eq!((refused.status, &refused.json()["error"]["code"]), (2, &json!(code)), "{call:?}");
    }
    let listed = dateline.json(["suggestions", &story]).done();
    assert_eq!(listed["suggestions"].as_array().unwrap().len(), 3);

    // Nothing that goes out, is shown or is found has a word of it.
    assert_eq!(body(), settled);
    assert_eq!(dateline.json(["list", "ĐỀ XUẤT"]).done()["stories"], json!([]));
    let out = newsroom.path("out").to_string_lossy().into_owned();
    let report = dateline.json(["package", &story, "--draft", "--out", &out]).done();
    let package = Path::new(report["package"].as_str().unwrap()).to_owned();
    let mut read = 0;
    for file in files_below(&package) {
        let bytes = fs::read(&file).unwrap();
        read += 1;
        for secret in ["ĐỀ XUẤT", "LỜI NHẮN", &suggestion] {
            let is_there = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!is_there, "{secret} stands in {}", file.display());
        }
    }
    assert!(read > 8, "{read}");

    dateline.json(["accept", &story, &suggestion[..13]]).done();
    assert!(body().contains("LỜI ĐỀ XUẤT"));
    let refused = dateline.json(["reject", &story, &suggestion]);
    assert_eq!(refused.json()["error"]["code"], "suggestion_decided");
    dateline.json(["reopen", &story, &suggestion]).done();
    assert_eq!(body(), settled);
    dateline.json(["reject", &story, &suggestion, "--remark", "Giữ lời cũ"]).done();

    // The field was changed meanwhile.
    dateline.json(["set", &story, "kicker=Tít khác"]).done();
    assert_eq!(dateline.json(["accept", &story, &of_field]).json()["error"]["code"], "suggestion_overtaken");
    dateline.json(["accept", &story, &of_field, "--anyway"]).done();
    assert_eq!(dateline.json(["show", &story]).done()["fields"]["kicker"], "TÍT ĐỀ XUẤT");
    let told = dateline.clone().speaking("en").call(["suggestions", &story, "--all"]).stdout;
    assert!(told.contains("rejected by –") && told.contains("accepted by –") && told.contains("CHÚ THÍCH"), "{told}");
}

/// The first three words of the body, which stand in it once.
pub fn first_words(story: &Value) -> String {
    let body = story["body"].as_array().unwrap();
    let text = body.iter().find_map(|block| block["text"].as_str().filter(|text| text.len() > 40)).unwrap();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}
