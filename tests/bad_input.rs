//! What bad input gets: an error that names the thing and says what to do, in bounded time; nothing half-written; the
//! library as it was.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    os::unix::ffi::OsStringExt,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use dateline_core::{Library, digest::sha256_hex, import::sample};
use dateline_tests::{
    cli::{Answer, Dateline},
    newsroom::{Newsroom, tree},
    papers::Papers,
    small_disk::SmallDisk,
};
use serde_json::Value;

/// Far above what a refusal takes, also on a busy machine, and far below what a person waits for.
const SOON: Duration = Duration::from_secs(60);

/// What must be the same after a refusal.
#[derive(Debug, PartialEq)]
struct State {
    stories: Value,
    story: Value,
    blobs: BTreeMap<String, String>,
    out: BTreeMap<String, String>,
}

struct Desk {
    newsroom: Newsroom,
    dateline: Dateline,
    story: String,
}

impl Desk {
    fn new() -> Self {
        let newsroom = Newsroom::new();
        let story = newsroom.with_a_light_story().0;
        newsroom.make_folder("out");
        Self { dateline: newsroom.dateline(), newsroom, story }
    }

    fn state(&self) -> State {
        assert_eq!(self.dateline.json(["doctor"]).done()["ok"], true);
        State {
            stories: self.dateline.json(["list"]).done(),
            story: self.dateline.json(["show", &self.story]).done(),
            blobs: hashes(&self.newsroom.library_folder().join("blobs")),
            out: hashes(&self.newsroom.path("out")),
        }
    }

    /// Calls, and checks everything that a refusal owes. `names` is what the message must tell.
    fn is_refused(&self, what: &str, args: &[OsString], code: &str, names: &str, before: &State) {
        let start = Instant::now();
        let answer = self.dateline.json(args);
        assert!(start.elapsed() < SOON, "{what}: {:?}", start.elapsed());
        refused(what, &answer, code, names);
        assert_eq!(&self.state(), before, "{what}: something was changed");
    }
}

/// Every file below `folder`; an empty shelf for originals is no change.
fn hashes(folder: &Path) -> BTreeMap<String, String> {
    let files = tree(folder).into_iter().filter(|(name, _)| !name.ends_with('/'));
    files.map(|(name, bytes)| (name, sha256_hex(&bytes))).collect()
}

fn refused(what: &str, answer: &Answer, code: &str, names: &str) {
    assert_eq!(answer.status, 2, "{what}: {answer:?}");
    let error = &answer.json()["error"];
    assert_eq!(error["code"], code, "{what}: {error}");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains(names), "{what}: {message} does not name {names}");
    assert!(!error["hint"].as_str().unwrap().is_empty(), "{what}");
    assert!(!message.contains(['\n', '\u{1b}']), "{what}: {message:?} could write over the screen");
}

fn words<S: Into<OsString>>(words: impl IntoIterator<Item = S>) -> Vec<OsString> {
    words.into_iter().map(Into::into).collect()
}

/// A picture's header that promises more than any memory holds.
fn giant() -> Vec<u8> {
    let mut picture = sample::stories()[0].photos[0].bytes.to_vec();
    let frame = picture.windows(2).position(|marker| matches!(marker, [0xFF, 0xC0 | 0xC2])).unwrap();
    // Marker, length and precision, then height and width.
    picture[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    picture
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_bad_picture_is_refused_and_named() {
    let desk = Desk::new();
    let put = |name: &str, bytes: &[u8]| desk.newsroom.put(name, bytes);
    let whole = sample::stories()[0].photos[0].bytes;
    let article = Papers::sample(&desk.newsroom.make_folder("papers")).article;
    let good = put("lanh.jpg", sample::stories()[2].photos[0].bytes);
    let mut cases: Vec<(&str, PathBuf, &str)> = Vec::new();
    for (name, kept) in [
        ("cat-dau.jpg", 300),
        ("cat-mot-phan-tu.jpg", whole.len() / 4),
        ("cat-nua.jpg", whole.len() / 2),
        ("cat-gan-het.jpg", whole.len() - 2_000),
        ("cat-cuoi.jpg", whole.len() - 6),
    ] {
        cases.push(("a truncated JPEG", put(name, &whole[..kept]), "photo_truncated"));
    }
    let holed = [&whole[..whole.len() / 2], &[0; 4096], &whole[whole.len() / 2 + 4096..]].concat();
    cases.push(("a JPEG with a hole in it", put("thung.jpg", &holed), "photo_truncated"));
    cases.push(("60000 × 60000", put("khong-lo.jpg", &giant()), "photo_too_large"));
    cases.push(("a text called .jpg", put("van-ban.jpg", b"Tin hay, khong phai anh."), "photo_not_a_picture"));
    cases.push(("an empty file", put("rong.jpg", b""), "photo_not_a_picture"));
    cases.push(("a page", put("trang.png", b"<!DOCTYPE html><p>404"), "photo_not_a_picture"));
    cases.push(("no file", desk.newsroom.path("khong-co.jpg"), "file_missing"));
    cases.push(("a folder", desk.newsroom.make_folder("thu-muc.jpg"), "file_unreadable"));
    fifo(&desk.newsroom.path("ong.jpg"));
    cases.push(("a pipe that nobody fills", desk.newsroom.path("ong.jpg"), "file_unreadable"));
    cases.push(("a device without end", PathBuf::from("/dev/zero"), "file_unreadable"));

    let before = desk.state();
    let mut told = Vec::new();
    for (what, path, code) in cases {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        // An article's good picture comes in with the bad one or not at all.
        let import =
            ["import".into(), article.clone().into(), "--photo".into(), good.clone().into(), path.clone().into()];
        desk.is_refused(what, &import, code, &name, &before);
        // To `photo add` a folder is the pictures in it.
        if what != "a folder" {
            let add = ["photo".into(), "add".into(), desk.story.clone().into(), path.clone().into()];
            desk.is_refused(what, &add, code, &name, &before);
            told.push((path, code));
        }
    }
    // Beside a good one, which comes in, each of them is told of.
    let add = ["photo".into(), "add".into(), desk.story.clone().into()].into_iter();
    let bad = told.iter().map(|(path, _)| OsString::from(path));
    let answer = desk.dateline.json(add.chain(bad).chain([OsString::from(good)]));
    assert_eq!((answer.status, answer.json()["photos"].as_array().unwrap().len()), (2, 1), "{answer:?}");
    let failed = answer.json()["failed"].as_array().unwrap().clone();
    let failed: Vec<_> = failed.iter().map(|file| (file["path"].as_str(), file["error"]["code"].as_str())).collect();
    assert_eq!(failed, told.iter().map(|(path, code)| (path.to_str(), Some(*code))).collect::<Vec<_>>());
}

#[test]
fn a_bad_article_is_refused_and_named() {
    let desk = Desk::new();
    let put = |name: &str, bytes: &[u8]| desk.newsroom.put(name, bytes);
    let utf16: Vec<u8> = "Tít bài\n\nĐoạn một.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let huge = desk.newsroom.path("dai.txt");
    // A hole of a gigabyte: it costs no disk, and must cost no memory.
    fs::File::create(&huge).unwrap().set_len(1 << 30).unwrap();
    fifo(&desk.newsroom.path("ong.txt"));
    let before = desk.state();
    for (what, path, code) in [
        ("Latin-1", put("latin1.txt", b"H\xf4m nay, \xe0 H\xe0 N\xf4i"), "text_not_utf8"),
        ("UTF-16 without its mark", put("utf16.txt", &utf16), "text_not_utf8"),
        ("too little TCVN3 to tell", put("tcvn3.txt", b"Tin \xa7ang"), "text_not_utf8"),
        ("half a letter at the end", put("nua.txt", &"Tin hay, chuyện đ".as_bytes()[..19]), "text_not_utf8"),
        ("a picture", put("anh.txt", sample::stories()[0].photos[0].bytes), "text_not_utf8"),
        ("nothing", put("rong.txt", b""), "text_empty"),
        ("white space", put("trang.txt", "\u{feff} \n\u{a0}\t\r\n".as_bytes()), "text_empty"),
        ("no file", desk.newsroom.path("khong-co.txt"), "file_missing"),
        ("a folder", desk.newsroom.make_folder("thu-muc.txt"), "file_unreadable"),
        ("a file as a folder", put("tep", b"x").join("tin.txt"), "file_unreadable"),
        ("a pipe that nobody fills", desk.newsroom.path("ong.txt"), "file_unreadable"),
        ("a gigabyte", huge, "file_too_large"),
    ] {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        desk.is_refused(what, &["import".into(), path.into()], code, &name, &before);
    }
}

/// The same call in a shell that gives it so many kilobytes of address space and no more.
fn within(kilobytes: u32, command: &Command) -> Command {
    let mut limited = Command::new("/bin/sh");
    limited.args(["-c", &format!(r#"ulimit -v {kilobytes}; exec "$0" "$@""#)]).arg(command.get_program());
    limited.args(command.get_args()).envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    limited
}

#[test]
fn a_text_that_is_no_story_is_refused_by_the_name_of_its_limit_or_comes_in_at_once_and_in_little_memory() {
    const KILOBYTES: u32 = 600_000;
    let desk = Desk::new();
    let headed = |text: &str| format!("Chợ nổi họp sớm\n\nPhần mở đầu.\n\n{text}\n");
    let put = |name: &str, text: &str| desk.newsroom.put(name, headed(text));
    let line = "Người bán hàng về chợ. ";
    let before = desk.state();
    for (what, path, code, limit) in [
        ("a line of 2 MB", put("dong.txt", &line.repeat(60_000)), "block_too_long", "200\u{a0}000"),
        ("four million lines", put("ngan.txt", &"a\n".repeat(4_000_000)), "lines_too_many", "100\u{a0}000"),
        ("30,000 paragraphs", put("doan.txt", &"a\n\n".repeat(30_000)), "blocks_too_many", "20\u{a0}000"),
        (
            "2.1 million characters",
            put("dai.txt", &format!("{}\n\n", "x".repeat(191_000)).repeat(11)),
            "body_too_long",
            "2\u{a0}000\u{a0}000",
        ),
        (
            "2,000 related stories",
            put("khac.txt", &format!("Các bài viết khác\n{}", "Một bài khác\nBài nữa\n".repeat(1_000))),
            "related_too_many",
            "1\u{a0}000",
        ),
    ] {
        let command = desk.dateline.command([OsString::from("--json"), "import".into(), path.clone().into()]);
        let start = Instant::now();
        let output = within(KILOBYTES, &command).output().unwrap();
        assert!(start.elapsed() < SOON, "{what}: {:?}", start.elapsed());
        let answer = Answer {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        refused(what, &answer, code, limit);
        refused(what, &answer, code, path.file_name().unwrap().to_str().unwrap());
    }
    // Nor is a list of findings without end made.
    let spaces = put("khoang.txt", &format!("{}x\n", "ab  ".repeat(49_000)).repeat(2));
    let answer = desk.dateline.json(["check", spaces.to_str().unwrap()]);
    refused("98,000 findings", &answer, "findings_too_many", "50\u{a0}000");
    assert_eq!(desk.state(), before);

    for (what, text, shown) in [
        ("300,000 quotes in each other", format!("{}x", "> ".repeat(300_000)), "> x"),
        ("2,000 marks on a letter", format!("Chữ a{} lạ", "\u{301}".repeat(2_000)), "Chữ á"),
        ("marks without end", format!("a{}", "\u{301}\u{323}".repeat(1_900_000)), "ạ"),
        ("controls without end", format!("{}x", "\u{1b}".repeat(8_000_000)), "x"),
    ] {
        let path = put("bom.txt", &text);
        let command = desk.dateline.command([OsString::from("--json"), "import".into(), path.into()]);
        let start = Instant::now();
        let output = within(KILOBYTES, &command).output().unwrap();
        assert!(start.elapsed() < SOON, "{what}: {:?}", start.elapsed());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{what}: {output:?}"));
        let story = report["story"].as_str().unwrap();
        let told = desk.dateline.call(["show", story]).stdout;
        assert!(told.contains(shown), "{what}: {told}");
        assert!(!told.contains('\u{1b}') && told.len() < 2_000, "{what}");
        let out = desk.newsroom.path("out").to_string_lossy().into_owned();
        let made = desk.dateline.json(["package", story, "--out", &out, "--override", "Mây"]).done();
        let package = made["package"].as_str().unwrap();
        assert_eq!(desk.dateline.json(["verify", package]).done()["ok"], true, "{what}");
    }
}

#[test]
fn what_a_terminal_would_obey_is_written_out_and_comes_into_no_story() {
    let desk = Desk::new();
    let obeyed = ['\u{1b}', '\u{9b}', '\u{202e}', '\u{7f}'];
    let name = "x\u{1b}[31m\u{9b}2J\u{202e}\u{7f}.jpg";
    let file = desk.newsroom.put(name, "không phải ảnh");
    for args in [&["check", name][..], &["verify", name], &["show", name], &["import", name]] {
        for answer in [desk.dateline.call(args), desk.dateline.json(args)] {
            assert_eq!(answer.status, 2, "{args:?}");
            assert!(!answer.stderr.contains(obeyed) && !answer.stdout.contains(obeyed), "{answer:?}");
            assert!((answer.stderr + &answer.stdout).contains("[31m"), "it is named all the same");
        }
    }
    let answer = desk.dateline.json(["photo", "add", &desk.story, file.to_str().unwrap()]);
    assert!(!answer.stdout.contains(obeyed), "{answer:?}");
    assert_eq!(answer.json()["failed"][0]["path"], file.to_str().unwrap(), "to a program it says what it is");

    let odd = "Chợ \u{1b}[2J\u{202e}nổi\u{fffe}\u{9b}";
    let value = |field: &str| format!("{field}={odd}");
    desk.dateline.json(["set", &desk.story, &value("headline"), &value("ednote"), &value("keywords")]).done();
    desk.dateline.json(["photo", "set", &desk.story, "1", &value("caption"), &value("people")]).done();
    let shown = desk.dateline.json(["show", &desk.story]).done();
    for field in ["headline", "ednote", "keywords"] {
        let told = &shown["fields"][field];
        assert!(told == "Chợ [2Jnổi" || told[0] == "Chợ [2Jnổi", "{told}");
    }
    assert_eq!(shown["photos"][0]["caption"], "Chợ [2Jnổi");
    assert_eq!(shown["photos"][0]["people"][0], "Chợ [2Jnổi");
    // A camera's file that hides its end comes in under the name that it has.
    let turned = desk.newsroom.put("gi\u{202e}gpj.jpg", sample::stories()[2].photos[0].bytes);
    desk.dateline.json(["photo", "add", &desk.story, turned.to_str().unwrap()]).done();
    let photos = desk.dateline.json(["photo", "list", &desk.story]).done();
    assert_eq!(photos["photos"][2]["file_name"], "gigpj.jpg");
}

#[test]
fn a_name_that_leads_elsewhere_or_breaks_a_line_is_refused() {
    let desk = Desk::new();
    let whole = sample::stories()[0].photos[0].bytes;
    let folder = desk.newsroom.make_folder("card");
    let before = desk.state();
    for (name, shown) in [
        (&b"a\nb.jpg"[..], "a\\nb.jpg"),
        (b"a\x1b[2Jb.jpg", "\\u{1b}"),
        (b"a\\..\\b.jpg", "b.jpg"),
        (b"a\xff.jpg", "a"),
    ] {
        let path = folder.join(OsString::from_vec(name.to_vec()));
        fs::write(&path, whole).unwrap();
        let add = ["photo".into(), "add".into(), desk.story.clone().into(), path.clone().into()];
        desk.is_refused("a photo's name", &add, "name_unsafe", shown, &before);
        fs::remove_file(path).unwrap();
    }
    // A way with .. in it is only a way: the name at its end is what counts, and no more than it is kept.
    desk.newsroom.put("len.jpg", sample::stories()[2].photos[0].bytes);
    let way = folder.join("../len.jpg");
    desk.dateline.json([&OsString::from("photo"), &"add".into(), &desk.story.clone().into(), &way.into()]).done();
    let shown = desk.dateline.json(["show", &desk.story]).done();
    assert_eq!(shown["photos"][2]["file_name"], "len.jpg");
}

#[test]
fn what_is_not_known_is_refused_by_its_name() {
    let desk = Desk::new();
    let story = desk.story.as_str();
    let out = desk.newsroom.path("out").to_string_lossy().into_owned();
    let before = desk.state();
    for (args, code, names) in [
        (&["show", "ffffffff"][..], "story_unknown", "ffffffff"),
        (&["show", ""], "story_unknown", ""),
        (&["show", "%"], "story_unknown", "%"),
        (&["show", "../../etc/passwd"], "story_unknown", "../../etc/passwd"),
        (&["show", "a\nb"], "story_unknown", "a\\nb"),
        (&["set", "ffffffff", "headline=x"], "story_unknown", "ffffffff"),
        (&["package", "ffffffff", "--out", &out], "story_unknown", "ffffffff"),
        (&["photo", "list", "ffffffff"], "story_unknown", "ffffffff"),
        (&["photo", "set", story, "ffffffff", "caption=x"], "photo_unknown", "ffffffff"),
        (&["photo", "set", story, "7", "caption=x"], "photo_unknown", "7"),
        (&["photo", "set", story, "1", "captoin=x"], "field_unknown", "captoin"),
        (&["set", story, "headlin=x"], "field_unknown", "headlin"),
        (&["set", story, "headline=x", "urgency=0"], "field_invalid", "urgency"),
        (&["set", story, "date_published=15/10/2019"], "field_invalid", "date_published"),
        (&["set", story, "headline=a\nb"], "field_invalid", "headline"),
        (&["set", story, "headline"], "bad_call", "headline"),
        (&["package", story, "--out", &out, "--base-url", "javascript:alert(1)"], "base_url_invalid", "javascript:"),
        (&["package", story, "--out", &out, "--base-url", "file:///etc/"], "base_url_invalid", "file:///etc/"),
    ] {
        desk.is_refused(&args.join(" "), &words(args.iter().copied()), code, names, &before);
    }
}

#[test]
fn what_is_there_already_is_not_written_over() {
    let desk = Desk::new();
    let out = desk.newsroom.path("out").to_string_lossy().into_owned();
    let made = desk.dateline.json(["package", &desk.story, "--out", &out]).done();
    let package = PathBuf::from(made["package"].as_str().unwrap());
    let name = package.file_name().unwrap().to_str().unwrap().to_owned();
    let args = words(["package", &desk.story, "--out", &out]);

    // A person's own file within the package.
    fs::write(package.join("ghi-chu.txt"), "giữ lại").unwrap();
    desk.is_refused("a note in the package", &args, "target_exists", &name, &desk.state());
    fs::remove_dir_all(&package).unwrap();
    // Something else under its name: a file, a folder, a link.
    fs::write(&package, "một tệp").unwrap();
    desk.is_refused("a file", &args, "target_exists", &name, &desk.state());
    fs::remove_file(&package).unwrap();
    fs::create_dir(&package).unwrap();
    desk.is_refused("an empty folder", &args, "target_exists", &name, &desk.state());
    fs::remove_dir(&package).unwrap();
    std::os::unix::fs::symlink(desk.newsroom.make_folder("elsewhere"), &package).unwrap();
    desk.is_refused("a link", &args, "target_exists", &name, &desk.state());
    assert!(tree(&desk.newsroom.path("elsewhere")).is_empty());
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let desk = Desk::new();
    let file = desk.newsroom.put("tep", "x");
    let before = desk.state();
    // Root may write anywhere but where there is nothing to write to.
    for (what, out) in
        [("a file as a folder", file.clone()), ("below a file", file.join("out")), ("/proc", "/proc/x".into())]
    {
        let args = ["package".into(), desk.story.clone().into(), "--out".into(), out.clone().into_os_string()];
        let zip = [&args[..], &["--zip".into()]].concat();
        for args in [&args[..], &zip] {
            desk.is_refused(what, args, "folder_unwritable", out.to_str().unwrap(), &before);
        }
    }
    for (what, library) in [("a file as a library", file.clone()), ("below a file", file.join("library"))] {
        let answer = Dateline::new(&library).json(["list"]);
        refused(what, &answer, "library_unopenable", file.to_str().unwrap());
    }
    assert_eq!(fs::read(&file).unwrap(), b"x");
}

#[test]
fn a_package_that_is_none_is_refused() {
    let desk = Desk::new();
    let file = desk.newsroom.put("khong-phai.zip", "PK\x03\x04 và hết");
    fifo(&desk.newsroom.path("ong"));
    let before = desk.state();
    for (what, path, code) in [
        ("nothing there", desk.newsroom.path("khong-co"), "file_missing"),
        ("no zip", file, "package_unreadable"),
        ("a pipe", desk.newsroom.path("ong"), "package_unreadable"),
    ] {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        desk.is_refused(what, &["verify".into(), path.into()], code, &name, &before);
    }
}

#[test]
fn a_full_disk_takes_no_half_package() {
    let desk = Desk::new();
    // The renditions are kept beforehand, so that it is the package that does not fit.
    let elsewhere = desk.newsroom.path("elsewhere").to_string_lossy().into_owned();
    desk.dateline.json(["package", &desk.story, "--out", &elsewhere]).done();
    for kilobytes in [8, 20, 36, 48] {
        let Some(disk) = SmallDisk::mount(desk.newsroom.path("out"), &format!("size={kilobytes}k")) else { return };
        let before = desk.state();
        for zip in [None, Some("--zip")] {
            let args = ["package", &desk.story, "--out", disk.folder.to_str().unwrap()].into_iter().chain(zip);
            let what = format!("{kilobytes} KB, zip: {}", zip.is_some());
            desk.is_refused(&what, &words(args), "disk_full", disk.folder.to_str().unwrap(), &before);
        }
    }
}

#[test]
fn a_read_only_place_is_named() {
    let desk = Desk::new();
    let Some(disk) = SmallDisk::mount(desk.newsroom.path("out"), "size=1m,ro") else { return };
    let args = words(["package", &desk.story, "--out", disk.folder.to_str().unwrap()]);
    desk.is_refused("a read-only disk", &args, "folder_unwritable", disk.folder.to_str().unwrap(), &desk.state());
}

/// A library on a small disk with the sample story in it.
fn library_on_a_small_disk(newsroom: &Newsroom) -> Option<(SmallDisk, Dateline, String)> {
    let disk = SmallDisk::mount(newsroom.make_folder("disk"), "size=6m")?;
    let library = disk.folder.join("library");
    let papers = Papers::sample(&newsroom.make_folder("papers"));
    let dateline = Dateline::new(&library);
    let import = ["import".as_ref(), papers.article.as_os_str(), "--photo".as_ref(), papers.photos[0].as_os_str()];
    let story = dateline.json(import).done()["story"].as_str().unwrap().to_owned();
    Some((disk, dateline, story))
}

#[test]
fn a_full_disk_costs_the_library_nothing_that_was_saved() {
    let newsroom = Newsroom::new();
    let Some((disk, dateline, story)) = library_on_a_small_disk(&newsroom) else { return };
    let papers = Papers::sample(&newsroom.path("papers"));
    let library = disk.folder.join("library");
    let state =
        || (dateline.json(["list"]).done(), dateline.json(["show", &story]).done(), hashes(&library.join("blobs")));
    let before = state();
    let long = format!("ednote={}", "Ghi chú của tòa soạn. ".repeat(4_000));

    for left in [200_000, 100_000, 40_000, 12_000, 4_096] {
        disk.fill(left);
        let import = ["import".as_ref(), papers.article.as_os_str(), "--photo".as_ref(), papers.photos[1].as_os_str()];
        let add = ["photo".as_ref(), "add".as_ref(), story.as_ref(), papers.photos[1].as_os_str()];
        let set = ["set".as_ref(), story.as_ref(), long.as_ref()];
        for (what, args) in [("import", &import[..]), ("photo add", &add), ("set", &set)] {
            let answer = dateline.json(args);
            if what == "set" && answer.status == 0 {
                // It fitted, and is taken out again below.
                assert_eq!(left, 200_000, "{what} with {left} bytes left");
                continue;
            }
            refused(&format!("{what} with {left} bytes left"), &answer, "disk_full", library.to_str().unwrap());
        }
        disk.free();
        dateline.json(["set", &story, "ednote="]).done();
        let now = state();
        assert_eq!(now.0["stories"][0]["headline"], before.0["stories"][0]["headline"]);
        assert_eq!(now.1["body"], before.1["body"], "{left} bytes left");
        assert_eq!(now.1["fields"], before.1["fields"], "{left} bytes left");
        assert_eq!(now.1["photos"], before.1["photos"], "{left} bytes left");
        assert_eq!(now.2, before.2, "{left} bytes left");
        assert_eq!(dateline.json(["doctor"]).done()["ok"], true, "{left} bytes left");
    }
    // With room again, all goes on.
    dateline.json(["set", &story, "kicker=Sông nước"]).done();
}

#[test]
fn a_disk_that_fills_up_while_pictures_come_in_keeps_those_that_came() {
    let newsroom = Newsroom::new();
    let Some((disk, dateline, story)) = library_on_a_small_disk(&newsroom) else { return };
    let card = newsroom.make_folder("the");
    for sample in sample::stories().iter().flat_map(|story| &story.photos) {
        fs::write(card.join(sample.file_name), sample.bytes).unwrap();
    }
    let add = || dateline.json(["photo".as_ref(), "add".as_ref(), story.as_ref(), card.as_os_str()]);
    let photos = || dateline.json(["photo", "list", &story]).done()["photos"].as_array().unwrap().clone();
    let before = photos().len();
    // Room for some of them, but not for all.
    disk.fill(900_000);
    let answer = add();
    refused("photo add", &answer, "disk_full", disk.folder.to_str().unwrap());
    let told = answer.json()["photos"].as_array().unwrap().clone();
    let ids: Vec<Value> = photos()[before..].iter().map(|photo| photo["id"].clone()).collect();
    assert_eq!(ids, told, "what came in is told, and what is told is there");
    disk.free();
    assert_eq!(dateline.json(["doctor"]).done()["ok"], true);

    // With room again, the rest comes in, and what is there already is left as it is.
    let answer = add().done();
    let count = |key: &str| answer[key].as_array().unwrap().len();
    assert_eq!((count("failed"), before + told.len() + count("photos")), (0, photos().len()));
    assert_eq!(count("again") + count("photos"), fs::read_dir(&card).unwrap().count());
}

#[test]
fn a_disk_with_nothing_left_still_tells_what_is_wrong() {
    let newsroom = Newsroom::new();
    let Some((disk, dateline, story)) = library_on_a_small_disk(&newsroom) else { return };
    let before = dateline.json(["show", &story]).done();
    disk.fill(0);
    for args in [&["set", &story, "kicker=Sông nước"][..], &["show", &story], &["list"], &["doctor"]] {
        let answer = dateline.json(args);
        if answer.status != 0 {
            refused(&args.join(" "), &answer, "disk_full", "library.sqlite");
        }
    }
    disk.free();
    assert_eq!(dateline.json(["show", &story]).done(), before);
    assert_eq!(dateline.json(["doctor"]).done()["ok"], true);
}

#[test]
fn a_damaged_library_is_told_and_left_until_a_person_has_it_recovered() {
    let desk = Desk::new();
    let before = desk.state();
    let file = desk.newsroom.library_folder().join("library.sqlite");
    // The header is gone, and all behind it is there.
    let mut damaged = fs::read(&file).unwrap();
    damaged[..100].fill(b'x');
    fs::write(&file, &damaged).unwrap();
    for args in [&["list"][..], &["show", &desk.story], &["set", &desk.story, "kicker=x"], &["doctor"], &["list"]] {
        let answer = desk.dateline.json(args);
        refused(&args.join(" "), &answer, "library_damaged", file.to_str().unwrap());
        assert_eq!(fs::read(&file).unwrap(), damaged);
    }
    let answer = desk.dateline.json(["recover"]).done();
    let kept = answer["kept"].as_str().unwrap();
    assert_eq!(fs::read(kept).unwrap(), damaged, "the damaged file is kept, whole");
    assert_eq!((&answer["stories"], &answer["not_whole"]), (&serde_json::json!(1), &serde_json::json!([])));
    assert_eq!(desk.state(), before, "and everything is there again");
}

#[test]
fn where_there_is_no_library_none_is_made_but_by_an_import() {
    let newsroom = Newsroom::new();
    let dateline = newsroom.dateline();
    for args in [&["list"][..], &["show", "x"], &["doctor"], &["set", "x", "kicker=x"], &["codes"], &["recover"]] {
        let answer = dateline.json(args);
        refused(&args.join(" "), &answer, "library_missing", "library");
        assert!(!newsroom.library_folder().exists(), "{args:?}");
    }
    let papers = Papers::sample(&newsroom.make_folder("papers"));
    dateline.json(["import".as_ref(), papers.article.as_os_str()]).done();
    assert_eq!(dateline.json(["doctor"]).done()["ok"], true);
}

#[test]
fn a_library_in_a_folder_that_cannot_be_written_is_read_all_the_same() {
    let newsroom = Newsroom::new();
    let Some((disk, dateline, story)) = library_on_a_small_disk(&newsroom) else { return };
    let all = |dateline: &Dateline| {
        [&["show", &story][..], &["list"], &["list", "cho"], &["doctor"], &["photo", "find"]]
            .map(|args| dateline.json(args).done())
    };
    let before = all(&dateline);
    // And as a killed program leaves it: with a log that nobody has carried over.
    let (closed, killed) = (disk.folder.join("library"), disk.folder.join("killed"));
    let open = Library::open(&closed).unwrap();
    for (name, bytes) in tree(&closed) {
        let path = killed.join(&name);
        if name.ends_with('/') {
            fs::create_dir_all(path).unwrap();
        } else if !name.ends_with("-shm") {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    drop(open);
    disk.remount("ro");
    for library in [closed, killed] {
        let dateline = Dateline::new(&library);
        assert_eq!(all(&dateline), before, "{}", library.display());
        let answer = dateline.json(["set", &story, "kicker=x"]);
        refused("set", &answer, "library_read_only", disk.folder.to_str().unwrap());
    }
    disk.remount("rw");
}
