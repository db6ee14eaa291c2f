//! The command line as people and other programs meet it. What `--json` prints is held by the snapshots beside this
//! file: other programs rely on it, so a change there is a change of the contract in docs/command-line.md.

use std::{fs, path::Path};

use dateline_core::{
    Language, Library, Progress,
    library::SettingsChange,
    story::{Edit, MarkKind, PhotoField, StoryField, StoryId},
};
use dateline_tests::{
    cli::Dateline,
    newsroom::{Newsroom, TODAY},
    papers::{Papers, small_picture},
};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::scrub::Scrub;

/// A newsroom whose library has the sample story in it, and its id.
pub fn newsroom() -> (Newsroom, Dateline, String) {
    let newsroom = Newsroom::new();
    let story = newsroom.with_a_story().0;
    let dateline = newsroom.dateline();
    (newsroom, dateline, story)
}

/// Takes out what a picture's encoder decides: the number of bytes.
fn without_bytes(mut report: Value) -> Value {
    for file in report["files"].as_array_mut().unwrap() {
        assert!(file["bytes"].as_u64().unwrap() > 0);
        assert_eq!(file["sha256"].as_str().unwrap().len(), 64);
        file["bytes"] = json!("[bytes]");
    }
    report
}

pub fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("{value} has no keys")).keys().map(String::as_str).collect()
}

#[test]
fn import() {
    let newsroom = Newsroom::new();
    let mut scrub = Scrub::new(&newsroom);
    let papers = Papers::sample(&newsroom.path(""));
    let dateline = newsroom.dateline();
    let mut args = vec!["import".as_ref(), papers.article.as_os_str(), "--today".as_ref(), TODAY.as_ref()];
    for photo in &papers.photos {
        args.extend(["--photo".as_ref(), photo.as_os_str()]);
    }
    let answer = dateline.json(args);
    assert_eq!(keys(&answer.done()), ["story", "photos", "leftovers", "findings"]);
    assert_snapshot!(scrub.answer(&answer));

    // What finds no place is told with its line.
    let article = newsroom.put("tin.txt", "Tít một\n\nĐoạn đầu\u{1a} của tin.\n\nĐoạn hai của tin.\n");
    assert_snapshot!("import_with_leftovers", scrub.answer(&dateline.json(["import".as_ref(), article.as_os_str()])));
    // Several at once.
    let answer = dateline.json(["import".as_ref(), article.as_os_str(), papers.article.as_os_str()]);
    assert_eq!(keys(&answer.done()), ["imports", "failed"]);
    assert_eq!(keys(&answer.json()["imports"][0]), ["path", "story", "photos", "leftovers", "findings"]);
    assert_eq!(answer.json()["imports"].as_array().unwrap().len(), 2);
}

#[test]
fn list() {
    let (newsroom, dateline, _) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    assert_snapshot!(scrub.answer(&dateline.json(["list"])));
    // Unaccented finds accented, and not the other way round.
    let found = |query: &str| dateline.json(["list", query]).done()["stories"].as_array().unwrap().len();
    assert_eq!(["cho noi", "chợ nổi", "chỡ nổi", "không đâu có"].map(found), [1, 1, 0, 0]);
    // The first few, of all or of those that fit.
    for _ in 0..3 {
        newsroom.library().create(Language::Vietnamese).unwrap();
    }
    let listed = |args: &[&str]| dateline.json(args).done()["stories"].as_array().unwrap().clone();
    let all = listed(&["list"]);
    assert_eq!(all.len(), 4);
    assert_eq!(listed(&["list", "--limit", "2"]), all[..2]);
    assert_eq!(listed(&["list", "--limit=9"]), all);
    assert_eq!(listed(&["list", "chợ", "nổi", "--limit", "1"]), all[3..]);
    for wrong in ["0", "-1", "hai", "", "99999999999"] {
        let answer = dateline.json(["list", &format!("--limit={wrong}")]);
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (2, &json!("bad_call")), "{wrong:?}");
    }
    let empty = Newsroom::new();
    empty.library();
    assert_snapshot!("list_of_nothing", scrub.answer(&empty.dateline().json(["list"])));
}

#[test]
fn show() {
    let (newsroom, dateline, story) = newsroom();
    let mark = |from, to, mark, href: Option<&str>| Edit::SetMark {
        from,
        to,
        mark,
        on: true,
        href: href.map(str::to_owned),
        lang: None,
    };
    let marks = [mark(1, 7, MarkKind::Bold, None), mark(5, 14, MarkKind::Link, Some("https://example.org/"))];
    newsroom.library().edit_latest(&StoryId(story.clone()), &marks).unwrap();
    let answer = dateline.json(["show", &story]);
    let shown = answer.done();
    for key in ["id", "state", "language", "fields", "body", "photos", "related"] {
        assert!(keys(&shown).contains(&key), "{key}");
    }
    for key in ["id", "caption", "credit", "alt_text", "byline", "width", "height", "sha256"] {
        assert!(keys(&shown["photos"][0]).contains(&key), "{key}");
    }
    assert_eq!(keys(&shown["related"][0]), ["title", "date", "date_text"]);
    assert_snapshot!(Scrub::new(&newsroom).answer(&answer));
    // The start of an id is enough.
    assert_eq!(dateline.json(["show", &story[..13]]).done(), shown);
}

#[test]
fn set() {
    let (newsroom, dateline, story) = newsroom();
    let answer = dateline.json(["set", &story, "kicker=Sông nước", "keywords=chợ nổi, Bến Tràm", "urgency", "4"]);
    let fields = &answer.done()["fields"];
    assert_eq!(fields["kicker"], "Sông nước");
    assert_eq!(fields["keywords"], json!(["chợ nổi", "Bến Tràm"]));
    assert_eq!(fields["urgency"], "4");
    // What set prints is what show prints.
    assert_eq!(answer.json(), dateline.json(["show", &story]).done());
    // An empty value clears.
    assert_eq!(dateline.json(["set", &story, "kicker="]).done()["fields"]["kicker"], "");
    // All of a call, or nothing of it.
    let refused = dateline.json(["set", &story, "kicker=Miền Tây", "urgency=12"]);
    assert_snapshot!(Scrub::new(&newsroom).answer(&refused));
    assert_eq!(dateline.json(["show", &story]).done()["fields"]["kicker"], "");
}

#[test]
fn photo() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    assert_snapshot!("photo_list", scrub.answer(&dateline.json(["photo", "list", &story])));

    let photo = dateline.json(["photo", "list", &story]).done()["photos"][1]["id"].as_str().unwrap().to_owned();
    let answer = dateline.json(["photo", "set", &story, &photo, "caption=Ghe về bến.", "people=Hai Lúa; Tư Ếch"]);
    assert_eq!(answer.done()["people"], json!(["Hai Lúa", "Tư Ếch"]));
    assert_snapshot!("photo_set", scrub.answer(&answer));
    // By number too.
    let answer = dateline.json(["photo", "set", &story, "2", "caption=Ghe rời bến."]);
    assert_eq!((&answer.done()["id"], &answer.json()["caption"]), (&json!(photo), &json!("Ghe rời bến.")));

    let picture = newsroom.put("cho-chieu.jpg", small_picture(1));
    let answer = dateline.json(["photo".as_ref(), "add".as_ref(), story.as_ref(), picture.as_os_str()]);
    assert_snapshot!("photo_add", scrub.answer(&answer));
    let shown = dateline.json(["show", &story]).done();
    assert_eq!(shown["photos"][2]["id"], answer.done()["photos"][0]);
    assert_eq!(shown["body"].as_array().unwrap().last().unwrap()["photo"], answer.json()["photos"][0]);
}

#[test]
fn photo_add_takes_folders_and_tells_what_became_of_each() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    scrub.text(&story);
    let card = newsroom.make_folder("the/DCIM");
    for number in 1..=60 {
        fs::write(card.join(format!("IMG_{number}.JPG")), small_picture(number)).unwrap();
    }
    fs::write(card.join("IMG_7b.JPG"), &small_picture(7)[..9_000]).unwrap();
    fs::write(card.join("IMG_9.NEF"), b"II*\0").unwrap();
    fs::write(card.join("IMG_61.heic.txt"), "no picture").unwrap();
    let folder = newsroom.path("the").to_string_lossy().into_owned();

    let answer = dateline.json(["photo", "add", &story, &folder]);
    assert_eq!(answer.status, 2, "some did not come in");
    let report = answer.json();
    assert_eq!(keys(&report), ["story", "photos", "again", "failed", "unread", "passed_over"]);
    let names: Vec<_> = report["passed_over"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    assert!(matches!(names.as_slice(), [one] if one.ends_with("IMG_61.heic.txt")), "{names:?}");
    let shown = dateline.json(["show", &story]).done();
    let names: Vec<_> =
        shown["photos"].as_array().unwrap()[2..].iter().map(|photo| photo["file_name"].clone()).collect();
    assert_eq!(names, (1..=60).map(|number| json!(format!("IMG_{number}.JPG"))).collect::<Vec<_>>());
    assert_eq!(report["photos"].as_array().unwrap().len(), 60);

    // Again, after one was captioned: nothing changes, and what the files say otherwise would be told.
    dateline.json(["photo", "set", &story, "3", "caption=Ghe về bến.", "crop_16_9=0,0,1,0.5"]).done();
    let before = dateline.json(["show", &story]).done();
    fs::remove_file(card.join("IMG_7b.JPG")).unwrap();
    fs::remove_file(card.join("IMG_9.NEF")).unwrap();
    let again = dateline.json(["photo", "add", &story, &folder]).done();
    assert_eq!((again["photos"].as_array().unwrap().len(), again["again"].as_array().unwrap().len()), (0, 60));
    assert_eq!(dateline.json(["show", &story]).done(), before);

    // A few of them, as a program and as people are told.
    let few = newsroom.make_folder("it");
    for (name, bytes) in
        [("1.jpg", small_picture(1)), ("moi.jpg", small_picture(100)), ("hong.jpg", small_picture(2)[..500].to_vec())]
    {
        fs::write(few.join(name), bytes).unwrap();
    }
    let few = few.to_string_lossy().into_owned();
    assert_snapshot!("photo_add_of_a_folder", scrub.answer(&dateline.json(["photo", "add", &story, &few])));
    let told = ["vi", "en"]
        .map(|language| scrub.answer(&dateline.clone().speaking(language).call(["photo", "add", &story, &few])));
    assert_snapshot!("photo_add_of_a_folder_in_words", told.join("\n"));
}

#[test]
fn photo_find_and_uses() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    scrub.text(&story);
    let out = newsroom.path("out").to_string_lossy().into_owned();
    dateline
        .json(["photo", "set", &story, "2", "people=Tư Ếch", "rating=4", "pick=picked", "crop_1_1=0,0,0.5,0.75"])
        .done();
    dateline.json(["package", &story, "--out", &out]).done();

    let found = dateline.json(["photo", "find", "tu", "ech"]);
    assert_eq!(found.done()["photos"].as_array().unwrap().len(), 1);
    assert_snapshot!("photo_find", scrub.answer(&found));
    let none = ["tự ếch", "không đâu có"].map(|query| dateline.json(["photo", "find", query]).done());
    assert!(none.iter().all(|found| found["photos"] == json!([])));
    assert_eq!(dateline.json(["photo", "find"]).done()["photos"].as_array().unwrap().len(), 2);

    let uses = dateline.json(["photo", "uses", &story, "2"]);
    assert_eq!(keys(&uses.done()), ["stories", "packages"]);
    assert_snapshot!("photo_uses", scrub.answer(&uses));
    let mut told = String::new();
    for language in ["vi", "en"] {
        let dateline = dateline.clone().speaking(language);
        for args in [&["photo", "list", &story][..], &["photo", "find", "tu ech"], &["photo", "find", "khong co"]] {
            told.push_str(&scrub.answer(&dateline.call(args)));
        }
        let uses = scrub.answer(&dateline.call(["photo", "uses", &story, "2"]));
        told.push_str(&without_minutes(&uses));
    }
    assert_snapshot!("photo_find_and_uses_in_words", told);
}

/// Times that people are told, which differ from run to run.
fn without_minutes(text: &str) -> String {
    let is_time = |line: &str| line.len() > 16 && line.as_bytes()[2] == b'/' && line.as_bytes()[13] == b':';
    text.lines()
        .map(|line| if is_time(line) { format!("[minute]{}\n", &line[16..]) } else { format!("{line}\n") })
        .collect()
}

#[test]
fn a_list_looks_through_a_few_stories_that_were_changed_and_says_that_there_are_more() {
    let newsroom = Newsroom::new();
    let mut library = newsroom.library();
    let headline = |words: String| [Edit::SetField { field: StoryField::Headline, value: words.into() }];
    let stories: Vec<StoryId> = (0..40).map(|_| library.create(Language::Vietnamese).unwrap()).collect();
    let call_all = |library: &mut Library, word: &str| {
        for (at, story) in stories.iter().enumerate() {
            library.edit(story, 0, &headline(format!("{word} {at}"))).unwrap();
        }
    };
    call_all(&mut library, "Tít");
    library.catch_up(&Progress::unwatched()).unwrap();
    let dateline = newsroom.dateline();
    let whole = dateline.json(["list"]).done();
    assert_eq!((whole["stories"].as_array().unwrap().len(), &whole["behind"]), (40, &Value::Null));

    call_all(&mut library, "Tựa");
    let behind = dateline.json(["list"]).done();
    let listed: Vec<_> = behind["stories"].as_array().unwrap().iter().map(|story| story["headline"].clone()).collect();
    let expected = (8..40).rev().map(|at| json!(format!("Tựa {at}")));
    assert_eq!(listed, expected.chain((0..8).rev().map(|at| json!(format!("Tít {at}")))).collect::<Vec<_>>());
    assert_eq!(behind["behind"], json!(true));
    let told = dateline.speaking("en").call(["list"]).stdout;
    assert!(told.ends_with("open Dateline once.\n"), "{told}");

    library.catch_up(&Progress::unwatched()).unwrap();
    let whole = newsroom.dateline().json(["list"]).done();
    assert_eq!((&whole["stories"][39]["headline"], &whole["behind"]), (&json!("Tựa 0"), &Value::Null));
}

#[test]
fn two_captions_are_shown_until_one_is_chosen() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    let out = newsroom.path("out").to_string_lossy().into_owned();
    scrub.text(&story);
    // A screen has the story open and types on what it shows, while a program writes.
    let id = StoryId(story.clone());
    let mut screen = newsroom.library();
    screen.change_settings(&SettingsChange { name: Some("Mây".into()), ..Default::default() }).unwrap();
    let view = screen.view(&id).unwrap();
    dateline.json(["photo", "set", &story, "2", "caption=Ghe về bến."]).done();
    let photo = view.story.photos[1].id.clone();
    let typed = Edit::SetPhotoField { photo, field: PhotoField::Caption, value: "Ghe rời bến.".into() };
    screen.edit(&id, view.revision, &[typed]).unwrap();

    let shown = dateline.json(["show", &story]).done();
    let versions = shown["conflicts"][0]["versions"].as_array().unwrap().clone();
    assert_eq!(keys(&shown["conflicts"][0]), ["field", "photo", "block", "versions"]);
    assert_eq!(keys(&versions[0]), ["value", "by", "person", "at"]);
    assert_eq!(versions[0]["person"], versions[1]["person"], "one person at two windows");
    assert_eq!(shown["photos"][1]["caption"], versions[0]["value"], "the first is the one that shows");
    let mut told: Vec<_> = versions.iter().map(|version| (version["value"].clone(), version["by"].clone())).collect();
    told.sort_by_key(|(value, _)| value.to_string());
    assert_eq!(told, [(json!("Ghe rời bến."), json!("Mây")), (json!("Ghe về bến."), json!("Mây"))]);
    for language in ["en", "vi"] {
        let words = dateline.clone().speaking(language).call(["show", &story]).stdout;
        assert!(words.contains("“Ghe về bến.”") && words.contains("“Ghe rời bến.”"), "{words}");
    }

    let refused = dateline.json(["package", &story, "--out", &out]);
    assert_eq!((refused.status, keys(&refused.json())), (1, vec!["error", "conflicts"]));
    assert_eq!(refused.json()["error"]["code"], "package_conflict");
    dateline.json(["package", &story, "--out", &out, "--draft"]).done();

    // Choosing the one that shows is a choice.
    let chosen = versions[0]["value"].as_str().unwrap();
    dateline.json(["photo", "set", &story, "2", &format!("caption={chosen}")]).done();
    assert_eq!(dateline.json(["show", &story]).done()["conflicts"], json!([]));
    assert_eq!(screen.view(&id).unwrap().conflicts, []);
    dateline.json(["package", &story, "--out", &out]).done();
}

#[test]
fn a_picture_that_must_not_go_out_keeps_the_package_at_home() {
    let (newsroom, dateline, story) = newsroom();
    let out = newsroom.path("out").to_string_lossy().into_owned();
    for (set, clear, code, date) in [
        ("usage=forbidden", "usage=", "photo_forbidden", ""),
        ("expires=2019-10-15", "expires=", "photo_expired", "2019-10-15"),
        ("embargoed=2999-01-01", "embargoed=", "photo_embargoed", "2999-01-01"),
    ] {
        dateline.json(["photo", "set", &story, "2", set]).done();
        for draft in [None, Some("--draft")] {
            let answer = dateline.json(["package", &story, "--out", &out].into_iter().chain(draft));
            assert_eq!((answer.status, &answer.json()["error"]["code"]), (1, &json!(code)));
            let message = answer.json()["error"]["message"].as_str().unwrap().to_owned();
            assert!(message.contains('2') && message.contains("cho-noi-binh-minh.jpg"), "{message}");
            assert!(message.contains(date), "{message}");
        }
        assert!(!newsroom.path("out").exists());
        dateline.json(["photo", "set", &story, "2", clear]).done();
    }
    dateline.json(["package", &story, "--out", &out]).done();
}

#[test]
fn codes() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    assert_eq!(dateline.json(["codes"]).done(), json!({ "file_name": "", "codes": [], "skipped": [] }));
    let file = newsroom.put("doi-bong.txt", "// Đội bóng\nsmt\tSơn Minh Thắng\tthủ môn\nhỏng\nkl\tKhê Lam\n");
    let taken = dateline.json(["codes".as_ref(), file.as_os_str()]);
    assert_eq!(keys(&taken.done()), ["file_name", "codes", "skipped"]);
    assert_snapshot!("codes", scrub.answer(&taken));
    assert_eq!(dateline.json(["codes"]).done(), taken.json());
    let told = ["vi", "en"].map(|language| {
        let dateline = dateline.clone().speaking(language);
        scrub.answer(&dateline.call(["codes".as_ref(), file.as_os_str()])) + &scrub.answer(&dateline.call(["codes"]))
    });
    assert_snapshot!("codes_in_words", told.join("\n"));

    let set = |values: &[&str]| {
        let args = ["photo", "set", &story, "1", "--codes"].into_iter().chain(values.iter().copied());
        dateline.json(args).done()
    };
    let photo = set(&["caption==smt= (=smt#2=) và =ai=", "people==kl=; =smt="]);
    assert_eq!(photo["caption"], "Sơn Minh Thắng (thủ môn) và =ai=");
    assert_eq!(photo["people"], json!(["Khê Lam", "Sơn Minh Thắng"]));
    assert_eq!(photo["unknown_codes"], json!(["ai"]));
    // Only where they are asked for.
    assert_eq!(dateline.json(["photo", "set", &story, "1", "caption==smt="]).done()["caption"], "=smt=");

    let bad = newsroom.put("bang-ma-cu.txt", b"smt\tS\xF4n");
    let refused = dateline.json(["codes".as_ref(), bad.as_os_str()]);
    assert_eq!((refused.status, &refused.json()["error"]["code"]), (2, &json!("text_not_utf8")));
    assert_eq!(dateline.json(["codes"]).done(), taken.json(), "those known before stay");
}

#[test]
fn package() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    let out = newsroom.path("out").to_string_lossy().into_owned();
    // The id's first mention gives it its name.
    scrub.text(&story);
    let folder = dateline.json(["package", &story, "--out", &out, "--base-url", "https://example.org/{id}"]);
    let report = folder.done();
    assert_eq!(keys(&report), ["package", "sha256", "files", "missing", "noted", "warning"]);
    assert_eq!(keys(&report["files"][0]), ["path", "bytes", "sha256"]);
    assert_snapshot!(scrub.text(&format!("{:#}", without_bytes(report.clone()))));
    for file in report["files"].as_array().unwrap() {
        let path = Path::new(report["package"].as_str().unwrap()).join(file["path"].as_str().unwrap());
        assert_eq!(fs::metadata(path).unwrap().len(), file["bytes"].as_u64().unwrap());
    }

    let zip = dateline.json(["package", &story, "--out", &out, "--zip"]).done();
    assert_eq!(zip["package"], json!(format!("{}.zip", report["package"].as_str().unwrap())));
    for package in [&report["package"], &zip["package"]] {
        assert_snapshot!("verify_well", scrub.answer(&dateline.json(["verify", package.as_str().unwrap()])));
    }
}

#[test]
fn package_of_a_story_that_is_not_ready() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    dateline.json(["photo", "set", &story, "2", "credit="]).done();
    let out = newsroom.path("out").to_string_lossy().into_owned();
    let refused = dateline.json(["package", &story, "--out", &out]);
    assert_eq!(keys(&refused.json()), ["error", "missing"]);
    assert_snapshot!(scrub.answer(&refused));
    assert!(!newsroom.path("out").exists());

    let draft = dateline.json(["package", &story, "--out", &out, "--draft"]).done();
    assert_eq!(draft["missing"], refused.json()["missing"]);
    assert!(draft["package"].as_str().unwrap().ends_with("-draft"));
}

#[test]
fn a_story_that_is_held_waits_until_somebody_lifts_that() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    scrub.text(&story);
    let out = newsroom.path("out").to_string_lossy().into_owned();
    dateline.json(["set", &story, "embargoed=2099-11-30T06:00:00+07:00", "publish_schedule=2099-11-20"]).done();
    let refused = dateline.json(["package", &story, "--out", &out, "--override", "Mây"]);
    assert_snapshot!("package_of_a_held_story", scrub.answer(&refused));
    assert!(!newsroom.path("out").exists());
    let told = dateline.clone().speaking("en").call(["list"]);
    assert!(scrub.answer(&told).contains("(held until 06:00 30 November 2099 (GMT+7))"), "{}", scrub.answer(&told));

    let unsigned = dateline.json(["lift", &story, "--by", "Mây"]);
    assert_eq!((unsigned.status, &unsigned.json()["error"]["code"]), (2, &json!("lift_unsigned")));
    let lifted = dateline.json(["lift", &story, "--by", "Mây", "--reason", "Bộ đã công bố"]).done();
    let by: Vec<_> = lifted["lifted"].as_array().unwrap().iter().map(|one| (&one["field"], &one["by"])).collect();
    assert_eq!(by, [(&json!("embargoed"), &json!("Mây")), (&json!("publish_schedule"), &json!("Mây"))]);
    // Held again, it waits again; and what is not held has nothing to be lifted.
    assert_eq!(dateline.json(["lift", &story, "--again"]).done()["lifted"], json!([]));
    assert_eq!(dateline.json(["package", &story, "--out", &out]).status, 1);
    let lifted = dateline.json(["lift", &story, "--by", "Mây", "--reason", "Bộ đã công bố"]).done();
    assert_eq!(
        dateline.json(["lift", &story, "--by", "Mây", "--reason", "lần nữa"]).done()["lifted"],
        lifted["lifted"]
    );
    let report = dateline.json(["package", &story, "--out", &out]).done();
    let info = fs::read_to_string(Path::new(report["package"].as_str().unwrap()).join("bag-info.txt")).unwrap();
    assert!(info.contains("Dateline-Lifted: embargoed 2099-11-29T23:00:00Z – Mây: Bộ đã công bố"), "{info}");
}

#[test]
fn what_a_template_left_is_named_and_somebody_may_answer_for_it() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    scrub.text(&story);
    let out = newsroom.path("out").to_string_lossy().into_owned();
    dateline.json(["set", &story, "kicker=Chợ {nơi}"]).done();
    dateline.json(["photo", "set", &story, "2", "caption=Ghe của =smt= về bến."]).done();
    assert_snapshot!(
        "package_of_an_unfinished_story",
        scrub.answer(&dateline.json(["package", &story, "--out", &out]))
    );
    dateline.json(["package", &story, "--out", &out, "--override", "Mây"]).done();
}

#[test]
fn verify_names_the_file_that_fails() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    scrub.text(&story);
    let out = newsroom.path("out").to_string_lossy().into_owned();
    let report = dateline.json(["package", &story, "--out", &out]).done();
    let package = Path::new(report["package"].as_str().unwrap());
    let page = package.join("data/article.html");
    fs::write(&page, fs::read_to_string(&page).unwrap().replacen("Chợ nổi", "Chợ chìm", 1)).unwrap();
    fs::write(package.join("virus.exe"), "MZ").unwrap();
    let answer = dateline.json(["verify".as_ref(), package.as_os_str()]);
    assert_eq!(answer.status, 1);
    assert_eq!(keys(&answer.json()), ["ok", "problems", "notes"]);
    assert_snapshot!(scrub.answer(&answer));
}

#[test]
fn doctor() {
    let (newsroom, dateline, story) = newsroom();
    let mut scrub = Scrub::new(&newsroom);
    assert_snapshot!("doctor_well", scrub.answer(&dateline.json(["doctor"])));
    let sha256 = dateline.json(["show", &story]).done()["photos"][0]["sha256"].as_str().unwrap().to_owned();
    let blob = newsroom.library_folder().join("blobs").join(&sha256[..2]).join(&sha256);
    let mut bytes = fs::read(&blob).unwrap();
    bytes[5_000] ^= 1;
    fs::write(&blob, bytes).unwrap();
    let answer = dateline.json(["doctor"]);
    assert_eq!(answer.status, 1);
    // The shelf is the start of the hash.
    assert_snapshot!(scrub.answer(&answer).replace(&format!("blobs/{}/", &sha256[..2]), "blobs/[shelf]/"));
}

#[test]
fn an_error_is_told_in_one_shape_whatever_was_wrong() {
    let (newsroom, dateline, story) = newsroom();
    let mut told = String::new();
    let mut scrub = Scrub::new(&newsroom);
    scrub.text(&story);
    for args in [
        &["list", "--nowhere"][..],
        &["print"],
        &[],
        &["package", &story],
        &["import"],
        &["import", "no-such-file.txt"],
        &["import", "a.txt", "b.txt", "--photo", "c.jpg"],
        &["import", "a.txt", "--today", "tomorrow"],
        &["show", "ffffffff"],
        &["set", &story, "headlin=x"],
        &["set", &story, "headline"],
        &["set", &story, "headline=a\nb"],
        &["photo", "set", &story, "9", "caption=x"],
        &["photo"],
        &["verify", "no-such-package"],
        &["package", &story, "--out", "out", "--base-url", "javascript:alert(1)"],
    ] {
        let answer = dateline.json(args);
        let error = answer.json();
        assert_eq!((keys(&error), keys(&error["error"])), (vec!["error"], vec!["code", "message", "hint"]), "{args:?}");
        assert_eq!((answer.status, answer.stderr.as_str()), (2, ""), "{args:?}");
        told.push_str(&scrub.text(&format!("dateline {}\n{:#}\n\n", args.join(" "), error["error"])));
        // A person is told the same, on the other channel.
        let answer = dateline.call(args);
        assert_eq!((answer.status, answer.stdout.as_str()), (2, ""), "{args:?}");
        for part in ["message", "hint"] {
            assert!(answer.stderr.contains(error["error"][part].as_str().unwrap()), "{args:?}: {}", answer.stderr);
        }
    }
    assert_snapshot!(told);
}

#[test]
fn people_are_answered_in_words() {
    let (newsroom, english, story) = newsroom();
    let vietnamese = english.clone().speaking("vi");
    let out = newsroom.path("out").to_string_lossy().into_owned();
    let mut scrub = Scrub::new(&newsroom);
    scrub.text(&story);
    let mut told = String::new();
    for dateline in [&english, &vietnamese] {
        let package = dateline.json(["package", &story, "--out", &out]).done()["package"].as_str().unwrap().to_owned();
        for args in [
            &["set", &story, "kicker=Sông nước"][..],
            &["photo", "set", &story, "1", "byline=Lam Khê"],
            &["package", &story, "--out", &out],
            &["verify", &package],
            &["doctor"],
            &["list", "không đâu có"],
            &["show", "ffffffff"],
            &["import", "khong-co.txt"],
            &["set", &story, "tit=x"],
        ] {
            told.push_str(&scrub.answer(&dateline.call(args)));
            told.push('\n');
        }
    }
    assert_snapshot!(told);
}
