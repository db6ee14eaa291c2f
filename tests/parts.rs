//! A part that failed is told as one: a card that can't be read to its end, several articles of which one is bad. What
//! succeeded is here and told by its id, what did not is told by its path, and the exit status says that there is some.

#![cfg(unix)]
use std::{
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt, fs::symlink},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use dateline_core::digest::sha256_hex;
use dateline_tests::{
    cli::{Answer, Dateline},
    newsroom::Newsroom,
    papers::small_picture,
    strace::{self, under_strace},
};
use serde_json::{Value, json};

fn newsroom() -> (Newsroom, Dateline, String) {
    let newsroom = Newsroom::new();
    let story = newsroom.with_a_light_story().0;
    let dateline = newsroom.dateline();
    (newsroom, dateline, story)
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn list<'a>(told: &'a Value, key: &str) -> &'a [Value] {
    told[key].as_array().unwrap_or_else(|| panic!("no {key} in {told}"))
}

/// What failed: by path and code.
fn failures(told: &Value) -> Vec<(PathBuf, String)> {
    let one = |file: &Value| {
        assert!(!file["error"]["hint"].as_str().unwrap().is_empty(), "{file}");
        (file["path"].as_str().unwrap().into(), file["error"]["code"].as_str().unwrap().to_owned())
    };
    list(told, "failed").iter().map(one).collect()
}

fn photos_of(dateline: &Dateline, story: &str) -> Vec<Value> {
    list(&dateline.json(["show", story]).json(), "photos").to_vec()
}

/// The call with one of the system's calls refused wherever it is about `path`. `None`, said aloud, without strace.
fn refusing(dateline: &Dateline, path: &Path, refused: &str, args: &[&OsStr]) -> Option<Answer> {
    if !strace::is_there() {
        return None;
    }
    let plain = dateline.command(args);
    let mut command = under_strace(&plain, Path::new("/dev/null"), Some(path), &[&format!("inject={refused}")]);
    let output = command.arg("--json").stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Some(Answer { status: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) })
}

/// A card of 12 pictures among so much else that the system tells of it in several pieces.
fn long_card(newsroom: &Newsroom) -> PathBuf {
    let card = newsroom.make_folder("the/DCIM");
    for number in 0..12 {
        fs::write(card.join(format!("IMG_{number}.JPG")), small_picture(number)).unwrap();
    }
    let note = |number| card.join(format!("{number}-{}.txt", "ghi-chú-".repeat(20)));
    fs::write(note(0), "").unwrap();
    for number in 1..400 {
        // The same under another name, which is quicker than another file.
        fs::hard_link(note(0), note(number)).unwrap();
    }
    card
}

#[test]
fn a_card_that_fails_while_it_is_read_is_told_and_what_was_read_is_here() {
    for piece in 1..=4 {
        let (newsroom, dateline, story) = newsroom();
        let card = long_card(&newsroom);
        let args = ["photo".as_ref(), "add".as_ref(), OsStr::new(&story), newsroom.path("the").as_os_str()]
            .map(OsStr::to_owned);
        let args: Vec<&OsStr> = args.iter().map(AsRef::as_ref).collect();
        let Some(answer) = refusing(&dateline, &card, &format!("getdents64:error=EIO:when={piece}"), &args) else {
            return;
        };
        assert_eq!((answer.status, answer.stderr.as_str()), (2, ""), "piece {piece}: {answer:?}");
        let told = answer.json();
        assert_eq!(failures(&told), [(card, "file_unreadable".to_owned())], "piece {piece}");
        assert!(told["failed"][0]["error"]["message"].as_str().unwrap().contains("Input/output error"), "{told}");
        // Those that were read came in, and are told; nothing else did.
        let here: Vec<Value> = photos_of(&dateline, &story)[2..].iter().map(|photo| photo["id"].clone()).collect();
        let added = told["photos"].as_array().cloned().unwrap_or_default();
        assert_eq!(here, added, "piece {piece}");
        assert_eq!(added.is_empty(), told.get("error").is_some(), "piece {piece}: {told}");
        // The card is well again: all of it is here, each once.
        let again = dateline.json(&args).done();
        assert_eq!(list(&again, "photos").len() + list(&again, "again").len(), 12, "piece {piece}");
        assert_eq!(photos_of(&dateline, &story).len(), 2 + 12, "piece {piece}");
    }
}

#[test]
fn whatever_a_card_refuses_is_told_by_its_path() {
    for (refused, code) in [
        ("openat:error=EIO", "file_unreadable"),
        ("openat:error=EACCES", "file_unreadable"),
        // It was there when the folder above was read.
        ("openat:error=ENOENT", "file_missing"),
        ("getdents64:error=EIO", "file_unreadable"),
    ] {
        let (newsroom, dateline, story) = newsroom();
        let (good, bad) = (newsroom.make_folder("the/100"), newsroom.make_folder("the/101"));
        fs::write(good.join("a.jpg"), small_picture(1)).unwrap();
        fs::write(bad.join("b.jpg"), small_picture(2)).unwrap();
        let card = newsroom.path("the");
        let args = ["photo".as_ref(), "add".as_ref(), OsStr::new(&story), card.as_os_str()];
        let Some(answer) = refusing(&dateline, &bad, refused, &args) else { return };
        assert_eq!(answer.status, 2, "{refused}: {answer:?}");
        let told = answer.json();
        assert_eq!(failures(&told), [(bad, code.to_owned())], "{refused}");
        assert_eq!(list(&told, "photos").len(), 1, "{refused}");
    }
    // Of a folder that can't even be asked what it is.
    let (newsroom, dateline, story) = newsroom();
    let card = newsroom.make_folder("the");
    fs::write(card.join("a.jpg"), small_picture(1)).unwrap();
    let args = ["photo".as_ref(), "add".as_ref(), OsStr::new(&story), card.as_os_str()];
    let Some(answer) = refusing(&dateline, &card, "statx:error=EIO", &args) else { return };
    assert_eq!((answer.status, failures(&answer.json())), (2, vec![(card, "file_unreadable".to_owned())]));
}

#[test]
fn where_the_disk_stops_it_all_that_failed_before_is_told_too() {
    let (newsroom, dateline, story) = newsroom();
    let card = newsroom.make_folder("the");
    fs::write(card.join("1.nef"), b"II*\0").unwrap();
    fs::write(card.join("2.jpg"), small_picture(1)).unwrap();
    let shelf = newsroom.path("library/blobs").join(&sha256_hex(&small_picture(1))[..2]);
    assert!(!shelf.exists(), "the picture needs a shelf of its own");
    let args = ["photo".as_ref(), "add".as_ref(), OsStr::new(&story), card.as_os_str()];
    let Some(answer) = refusing(&dateline, &shelf, "mkdir:error=ENOSPC", &args) else { return };
    let told = answer.json();
    assert_eq!(
        (answer.status, &told["error"]["code"], &told["photos"]),
        (2, &json!("disk_full"), &json!([])),
        "{told}"
    );
    assert_eq!(failures(&told), [(card.join("1.nef"), "photo_unsupported".to_owned())]);
    assert_eq!(photos_of(&dateline, &story).len(), 2);
}

#[test]
fn odd_things_on_a_card_keep_nothing_back() {
    let (newsroom, dateline, story) = newsroom();
    let card = newsroom.make_folder("the");
    fs::write(card.join("lành.jpg"), small_picture(1)).unwrap();
    symlink(card.join("không đâu.jpg"), card.join("treo.jpg")).unwrap();
    symlink(card.join("vòng.jpg"), card.join("vòng.jpg")).unwrap();
    symlink(&card, card.join("vòng")).unwrap();
    fifo(&card.join("ống.jpg"));
    fs::create_dir(card.join("rỗng")).unwrap();
    fs::create_dir(card.join("thư mục.jpg")).unwrap();
    let odd = card.join(OsStr::from_bytes(b"l\xE0nh.jpg"));
    fs::write(&odd, small_picture(2)).unwrap();
    let args = ["photo".as_ref(), "add".as_ref(), OsStr::new(&story), card.as_os_str()];

    let answer = dateline.json(args);
    assert_eq!(answer.status, 2, "{answer:?}");
    assert_eq!(list(&answer.json(), "photos").len(), 1);
    // Links and pipes are passed over in a folder; a picture whose name can't be written is told.
    let failed = failures(&answer.json());
    assert_eq!((failed.len(), failed[0].1.as_str()), (1, "name_unsafe"), "{failed:?}");
    let words = dateline.call(args);
    assert_eq!((words.status, words.stdout.contains("Added 0 pictures")), (2, true), "{words:?}");
    assert!(words.stderr.starts_with("Not added: "), "{words:?}");

    // Each of them named: each is told of, and the good one is known already.
    let named = ["treo.jpg", "vòng.jpg", "ống.jpg", "lành.jpg", "không có"].map(|name| card.join(name));
    let add = ["photo".as_ref(), "add".as_ref(), OsStr::new(&story)].into_iter();
    let answer = dateline.json(add.chain(named.iter().map(AsRef::as_ref)));
    let mut failed = failures(&answer.json());
    failed.sort();
    let mut expected = [
        (named[0].clone(), "file_missing".to_owned()),
        (named[1].clone(), "file_unreadable".to_owned()),
        (named[2].clone(), "file_unreadable".to_owned()),
        (named[4].clone(), "file_missing".to_owned()),
    ];
    expected.sort();
    assert_eq!((answer.status, failed.as_slice()), (2, &expected[..]));

    // Nothing in it is no failure.
    let empty = newsroom.make_folder("trống");
    let told = dateline.json(["photo".as_ref(), "add".as_ref(), OsStr::new(&story), empty.as_os_str()]).done();
    assert_eq!((&told["photos"], &told["failed"]), (&json!([]), &json!([])));
}

#[test]
fn where_nothing_came_in_every_reason_is_told() {
    let (newsroom, dateline, story) = newsroom();
    let missing = ["một.jpg", "hai.jpg"].map(|name| newsroom.path(name));
    let add = || ["photo".as_ref(), "add".as_ref(), OsStr::new(&story)].into_iter();
    let answer = dateline.json(add().chain(missing.iter().map(AsRef::as_ref)));
    assert_eq!((answer.status, &answer.json()["error"]["code"]), (2, &json!("file_missing")));
    assert_eq!(failures(&answer.json()), missing.clone().map(|path| (path, "file_missing".to_owned())));
    let words = dateline.call(add().chain(missing.iter().map(AsRef::as_ref)));
    assert_eq!(words.stdout, "");
    for path in &missing {
        assert!(words.stderr.contains(&*path.to_string_lossy()), "{words:?}");
    }
}

#[test]
fn of_several_articles_each_is_answered_for() {
    let newsroom = Newsroom::new();
    let dateline = newsroom.dateline();
    let article = |name: &str, headline: &str| newsroom.put(name, format!("{headline}\n\nSapo.\n\nThân bài.\n"));
    let (one, two) = (article("một.txt", "Tít một"), article("hai.txt", "Tít hai"));
    let odd = newsroom.path("").join(OsStr::from_bytes(b"b\xE0i.txt"));
    fs::write(&odd, "Tít ba\n\nSapo.\n\nThân bài.\n").unwrap();
    let (hanging, pipe) = (newsroom.path("treo.txt"), newsroom.path("ống.txt"));
    symlink(newsroom.path("không đâu"), &hanging).unwrap();
    fifo(&pipe);
    let bad = [
        (newsroom.path("thiếu.txt"), "file_missing"),
        (hanging, "file_missing"),
        (pipe, "file_unreadable"),
        (newsroom.make_folder("thư mục"), "file_unreadable"),
        (newsroom.put("trống.txt", ""), "text_empty"),
        (newsroom.put("nhị phân.txt", b"T\xC3\x28t\n\nSapo.\n"), "text_not_utf8"),
    ];
    let mut files = vec![one.as_os_str()];
    files.extend(bad.iter().map(|(path, _)| path.as_os_str()));
    files.extend([two.as_os_str(), odd.as_os_str()]);

    let answer = dateline.json([OsStr::new("import")].into_iter().chain(files));
    assert_eq!((answer.status, answer.stderr.as_str()), (2, ""), "{answer:?}");
    let told = answer.json();
    assert!(told.get("error").is_none(), "{told}");
    assert_eq!(failures(&told), bad.clone().map(|(path, code)| (path, code.to_owned())));
    let imports = list(&told, "imports");
    let paths: Vec<_> = imports.iter().map(|import| import["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(paths, [&one, &two, &odd].map(|path| path.display().to_string()));
    let headline = |import: &Value| {
        let shown = dateline.json(["show", import["story"].as_str().unwrap()]).done();
        shown["fields"]["headline"].as_str().unwrap().to_owned()
    };
    assert_eq!(imports.iter().map(headline).collect::<Vec<_>>(), ["Tít một", "Tít hai", "Tít ba"]);

    // What failed is mended and imported again by itself: no story has a twin.
    let mended = article("thiếu.txt", "Tít bốn");
    dateline.json(["import".as_ref(), mended.as_os_str()]).done();
    assert_eq!(list(&dateline.json(["list"]).done(), "stories").len(), 4);

    // People read the ids on standard output, and the rest on standard error.
    let words = dateline.call(["import".as_ref(), one.as_os_str(), bad[1].0.as_os_str()]);
    assert!(words.status == 2 && words.stdout.starts_with("Story 0"), "{words:?}");
    let again = dateline.call(["import".as_ref(), one.as_os_str(), newsroom.path("còn thiếu.txt").as_os_str()]);
    assert!(again.stderr.contains("còn thiếu.txt") && !again.stdout.contains("còn thiếu"), "{again:?}");
}

#[test]
fn of_several_articles_that_are_all_bad_nothing_is_made() {
    let newsroom = Newsroom::new();
    let dateline = newsroom.dateline();
    let missing = ["một.txt", "hai.txt"].map(|name| newsroom.path(name));
    let answer = dateline.json([OsStr::new("import")].into_iter().chain(missing.iter().map(AsRef::as_ref)));
    let told = answer.json();
    assert_eq!((answer.status, &told["error"]["code"], &told["imports"]), (2, &json!("file_missing"), &json!([])));
    assert_eq!(failures(&told), missing.map(|path| (path, "file_missing".to_owned())));
    assert_eq!(list(&dateline.json(["list"]).done(), "stories").len(), 0);
}

#[test]
fn a_file_to_check_that_cannot_be_asked_is_no_story_that_is_unknown() {
    let (newsroom, dateline, _) = newsroom();
    let looped = newsroom.path("vòng.txt");
    symlink(&looped, &looped).unwrap();
    let answer = dateline.json(["check".as_ref(), looped.as_os_str()]);
    assert_eq!((answer.status, &answer.json()["error"]["code"]), (2, &json!("file_unreadable")), "{answer:?}");
    let file = newsroom.put("tin.txt", "Tít\n\nThân bài bài.\n");
    let args = ["check".as_ref(), file.as_os_str()];
    let Some(answer) = refusing(&dateline, &file, "statx:error=EIO:when=1", &args) else { return };
    assert_eq!((answer.status, &answer.json()["error"]["code"]), (2, &json!("file_unreadable")), "{answer:?}");
    // A name that is no file's is a story's, as ever.
    for name in ["deadbeef", "tin.txt/deadbeef", &"a".repeat(300)] {
        let answer = dateline.json(["check", name]);
        assert_eq!(answer.json()["error"]["code"], "story_unknown", "{name}");
    }
}

#[test]
fn a_backup_to_recover_from_that_cannot_be_read_is_told_before_anything_is_changed() {
    let (newsroom, dateline, _) = newsroom();
    let pipe = newsroom.path("ống.sqlite");
    fifo(&pipe);
    for (path, code) in [
        (newsroom.path("thiếu.sqlite"), "file_missing"),
        (newsroom.make_folder("thư mục"), "file_unreadable"),
        (pipe, "file_unreadable"),
    ] {
        let before = dateline_tests::newsroom::tree(&newsroom.library_folder());
        let answer = dateline.json(["recover".as_ref(), path.as_os_str()]);
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (2, &json!(code)), "{answer:?}");
        assert!(answer.json()["error"]["message"].as_str().unwrap().contains(&*path.to_string_lossy()));
        assert_eq!(dateline_tests::newsroom::tree(&newsroom.library_folder()), before, "{}", path.display());
    }
    let backup = newsroom.put("sao-lưu.sqlite", fs::read(newsroom.path("library/library.sqlite")).unwrap());
    dateline.json(["recover".as_ref(), backup.as_os_str()]).done();
}

#[test]
fn a_shelf_of_originals_that_cannot_be_asked_is_no_leftover() {
    let (newsroom, dateline, _) = newsroom();
    let shelf = fs::read_dir(newsroom.path("library/blobs")).unwrap().next().unwrap().unwrap().path();
    let Some(answer) = refusing(&dateline, &shelf, "statx:error=EIO:when=1", &["doctor".as_ref()]) else { return };
    let told = answer.json();
    assert_eq!((answer.status, &told["error"]["code"]), (2, &json!("file_unreadable")), "{told}");
    assert!(told["error"]["message"].as_str().unwrap().contains(&*shelf.to_string_lossy()), "{told}");
    assert_eq!(dateline.json(["doctor"]).done()["notes"], json!([]));
}

#[test]
fn a_style_that_cannot_be_read_is_told_beside_the_story_that_came_in() {
    let (newsroom, dateline, _) = newsroom();
    let style = newsroom.put("library/house-style.toml", "[rules]\n");
    let article = newsroom.put("tin.txt", "Tít\n\nSapo.\n\nThân bài bài.\n");
    let args = ["import".as_ref(), article.as_os_str()];
    let Some(answer) = refusing(&dateline, &style, "openat:error=EIO", &args) else { return };
    let told = answer.json();
    assert_eq!((answer.status, &told["troubles"][0]["code"]), (1, &json!("file_unreadable")), "{told}");
    dateline.json(["show", told["story"].as_str().unwrap()]).done();
}

#[test]
fn what_recovering_could_not_read_is_told() {
    let (newsroom, dateline, _) = newsroom();
    let backup = newsroom.put("sao-lưu.sqlite", fs::read(newsroom.path("library/library.sqlite")).unwrap());
    let args = ["recover".as_ref(), backup.as_os_str()];
    let Some(answer) = refusing(&dateline, &backup, "pread64:error=EIO:when=3", &args) else { return };
    assert_eq!((answer.status, &answer.json()["unread"]), (1, &json!(1)), "{answer:?}");
    // One of which nobody knows how long it is is not an empty one.
    let Some(answer) = refusing(&dateline, &backup, "statx:error=EIO:when=2+", &args) else { return };
    assert_eq!((answer.status, &answer.json()["error"]["code"]), (2, &json!("disk_failed")), "{answer:?}");
    assert_eq!(dateline.json(args).done()["unread"], 0);
}
