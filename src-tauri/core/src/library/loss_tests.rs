//! What a bad disk, a stranger or another program may do to a library, and what it says then.

use std::{fs, path::Path};

use chrono::Utc;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{tests::*, *};
use crate::{Progress, package, problem::Problem, story::StoryField};

/// A library with a story of a few words, closed.
struct Desk {
    folder: TempDir,
    id: StoryId,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut library = library(&folder);
        let id = library.create(Language::Vietnamese).unwrap();
        for (at, word) in (0..).zip(["Sáng", "nay", "chợ", "nổi", "họp", "sớm"]) {
            let revision = library.view(&id).unwrap().revision;
            let end = library.view(&id).unwrap().body_length;
            library.edit(&id, revision, &[typed(end, word), headline(&format!("Tít {at}"))]).unwrap();
        }
        library.list("", 10).unwrap();
        Self { folder, id }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn open(&self) -> Library {
        Library::open(self.folder.path()).unwrap()
    }

    fn read(&self) -> Library {
        Library::read(self.folder.path()).unwrap()
    }

    /// Does something to the database while no program has it.
    fn tamper(&self, sql: &str) {
        let connection = Connection::open(self.path("library.sqlite")).unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        connection.execute_batch(sql).unwrap();
    }

    fn problems(&self) -> Vec<Problem> {
        self.read().doctor(Language::English, &Progress::unwatched()).unwrap().problems
    }

    fn recover(&self) -> Recovery {
        Library::recover(self.folder.path(), &[], &Progress::unwatched()).unwrap()
    }

    fn whole_story(&self) -> Story {
        self.read().story(&self.id).unwrap()
    }
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    let mut codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    codes.dedup();
    codes
}

/// Every file below a folder with its bytes, locks and what SQLite keeps for one that is open aside.
fn files(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else if !name.ends_with("-shm") && !name.ends_with(".lock") {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

// Opening.

#[test]
fn opening_a_damaged_library_moves_nothing_and_begins_nothing() {
    for (spoilt, spoil) in [
        ("all of it", (|bytes: &mut Vec<u8>| bytes.fill(b'x')) as fn(&mut Vec<u8>)),
        ("a bit of its header", |bytes| bytes[18] ^= 0x40),
        ("another", |bytes| bytes[21] ^= 1),
        ("its first page's kind", |bytes| bytes[100] ^= 1),
        ("its schema", |bytes| bytes[100..4096].fill(0xFF)),
        ("its end", |bytes| bytes.truncate(700)),
    ] {
        let desk = Desk::new();
        let mut bytes = fs::read(desk.path("library.sqlite")).unwrap();
        spoil(&mut bytes);
        fs::write(desk.path("library.sqlite"), bytes).unwrap();
        let before = files(desk.folder.path());
        for open in [Library::open, Library::make] {
            for _ in 0..2 {
                let error = open(desk.folder.path()).err().unwrap_or_else(|| panic!("{spoilt}: it opened"));
                assert_eq!(error.code, ErrorCode::LibraryDamaged, "{spoilt}: {error}");
            }
        }
        // What can be read all the same, is shown.
        if let Ok(library) = Library::read(desk.folder.path()) {
            assert_eq!(library.story(&desk.id).unwrap().text(StoryField::Headline), "Tít 5", "{spoilt}");
        }
        let mut after = files(desk.folder.path());
        after.retain(|name, _| before.contains_key(name) || !name.ends_with("-wal"));
        assert_eq!(after, before, "{spoilt}");
    }
}

#[test]
fn a_folder_without_a_library_gets_one_only_where_one_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("lỗi gõ");
    for open in [Library::read, Library::open] {
        for folder in [folder.path(), nowhere.as_path()] {
            assert_eq!(open(folder).err().unwrap().code, ErrorCode::LibraryMissing);
        }
    }
    assert!(files(folder.path()).is_empty() && !nowhere.exists());
    Library::make(&nowhere).unwrap();
    Library::read(&nowhere).unwrap();
}

#[test]
fn pictures_without_their_database_are_no_new_library() {
    let desk = Desk::new();
    desk.open().add_sample("2026-05-01".parse().unwrap()).unwrap();
    let media = desk.read().media();
    media.blobs().put(b"a picture").unwrap();
    for gone in [(|path| fs::remove_file(path)) as fn(&Path) -> std::io::Result<()>, |path| fs::write(path, b"")] {
        gone(&desk.path("library.sqlite")).unwrap();
        for open in [Library::read, Library::open, Library::make] {
            assert_eq!(open(desk.folder.path()).err().unwrap().code, ErrorCode::OriginalsAlone);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_library_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let desk = Desk::new();
    let library = desk.open();
    library.media().blobs().put(b"a picture").unwrap();
    for name in ["library.sqlite", "library.sqlite-wal", "library.sqlite-shm", "library.journal", "library.lock"] {
        assert_eq!(mode(&desk.path(name)), 0o600, "{name}");
    }
    drop(library);
    // One from before.
    fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(desk.path("library.sqlite"), fs::Permissions::from_mode(0o644)).unwrap();
    desk.open();
    assert_eq!((mode(desk.folder.path()), mode(&desk.path("library.sqlite"))), (0o700, 0o600));
}

#[test]
fn reading_writes_nothing_and_lists_what_was_typed_last() {
    let desk = Desk::new();
    let mut writing = desk.open();
    let other = writing.create(Language::Vietnamese).unwrap();
    writing.edit(&other, 0, &[headline("Ghe hàng")]).unwrap();
    writing.edit(&desk.id, 0, &[headline("Chợ nổi họp sớm")]).unwrap();
    let before = files(desk.folder.path());
    let reading = desk.read();
    let titles = |query: &str| -> Vec<String> {
        reading.list(query, 10).unwrap().into_iter().map(|story| story.headline).collect()
    };
    assert_eq!(titles(""), ["Chợ nổi họp sớm", "Ghe hàng"]);
    assert_eq!(titles("chợ"), ["Chợ nổi họp sớm"]);
    assert_eq!(titles("ghe"), ["Ghe hàng"]);
    assert_eq!(titles("Tít"), [""; 0]);
    assert!(desk.problems().is_empty());
    assert_eq!(files(desk.folder.path()), before);
}

// Completeness.

#[test]
fn a_change_that_is_lost_is_missed_wherever_it_stood() {
    for (lost, sql) in [
        ("the first", "DELETE FROM change WHERE seq = 1"),
        ("one amid the others", "DELETE FROM change WHERE seq = 4"),
        ("the last", "DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)"),
        ("the last three", "DELETE FROM change WHERE seq > 4"),
    ] {
        let desk = Desk::new();
        desk.tamper(sql);
        for mut library in [desk.read(), desk.open()] {
            assert_eq!(library.story(&desk.id).unwrap_err().code, ErrorCode::StoryNotWhole, "{lost}");
            let error = library
                .edit_latest(&desk.id, &[headline("x")])
                .or_else(|_| library.edit(&desk.id, 7, &[headline("x")]).map(drop))
                .unwrap_err();
            assert_eq!(error.code, ErrorCode::StoryNotWhole, "{lost}");
            let options = package::PackageOptions::default();
            let error = library.story_to_package(&desk.id, &options, Language::English).unwrap_err();
            assert_eq!(error.code, ErrorCode::StoryNotWhole, "{lost}");
            assert_eq!(library.list("", 10).unwrap().len(), 1, "{lost}");
        }
        assert_eq!(
            codes(&desk.problems()),
            ["change_lost", "line_wrong"][..if lost == "the first" { 1 } else { 2 }],
            "{lost}"
        );
    }
}

#[test]
fn what_there_is_of_a_story_can_be_read_and_gone_on_with_as_another() {
    let desk = Desk::new();
    desk.tamper("DELETE FROM change WHERE seq = 4");
    let mut library = desk.open();
    let view = library.view(&desk.id).unwrap();
    assert_eq!(view.loss, Some(Loss { changes: 1, of: 7 }));
    assert_eq!(view.story.text(StoryField::Headline), "Tít 1");
    let copy = library.duplicate(&desk.id).unwrap();
    library.edit_latest(&copy, &[headline("Đi tiếp")]).unwrap();
    assert_eq!(library.view(&copy).unwrap().loss, None);
}

#[test]
fn a_snapshot_helps_where_changes_are_lost_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = library(&folder);
    let id = library.create(Language::Vietnamese).unwrap();
    for number in 0..=SNAPSHOT_AFTER {
        library.edit(&id, 0, &[headline(&format!("Tít {number}"))]).unwrap();
    }
    drop(library);
    let desk = Desk { folder, id };
    // Opening it made the snapshot.
    let whole = desk.open().story(&desk.id).unwrap();
    desk.tamper("DELETE FROM change WHERE seq IN (2, 77)");
    assert_eq!(desk.open().story(&desk.id).unwrap(), whole);
    assert_eq!(codes(&desk.problems()), ["change_lost"]);
    assert_eq!(desk.recover().changes, 2);
    assert_eq!(codes(&desk.problems()), [""; 0]);
    desk.tamper("DELETE FROM snapshot");
    assert_eq!(desk.whole_story(), whole);
}

#[test]
fn a_library_of_before_notes_how_far_its_stories_went_when_they_are_read() {
    let desk = Desk::new();
    desk.tamper("UPDATE tip SET heads = NULL");
    desk.open().story(&desk.id).unwrap();
    desk.tamper("DELETE FROM change WHERE seq = 7; UPDATE tip SET seq = 6");
    assert_eq!(desk.read().story(&desk.id).unwrap_err().code, ErrorCode::StoryNotWhole, "the heads are missed");
}

// The log and the journal.

/// The library as it is when its program is killed now.
fn as_killed(desk: &Desk) -> TempDir {
    let left = tempfile::tempdir().unwrap();
    for (name, bytes) in files(desk.folder.path()) {
        let path = left.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    left
}

#[test]
fn a_log_that_is_lost_takes_nothing_that_was_acknowledged() {
    let desk = Desk::new();
    let mut library = desk.open();
    library.edit(&desk.id, 0, &[headline("Trong nhật ký")]).unwrap();
    let new = library.create(Language::English).unwrap();
    library.edit(&new, 0, &[headline("Only in the log")]).unwrap();
    let (one, other) = (library.story(&desk.id).unwrap(), library.story(&new).unwrap());
    for (spoilt, spoil) in [
        ("deleted", (|log: &Path| fs::remove_file(log).unwrap()) as fn(&Path)),
        ("cut", |log| fs::File::options().write(true).open(log).unwrap().set_len(40).unwrap()),
        ("flipped", |log| {
            let mut bytes = fs::read(log).unwrap();
            bytes[60] ^= 1;
            fs::write(log, bytes).unwrap();
        }),
    ] {
        let left = as_killed(&desk);
        spoil(&left.path().join("library.sqlite-wal"));
        // Reading alone shows all of it, and leaves the library as it is.
        let before = files(left.path());
        let reading = Library::read(left.path()).unwrap();
        assert_eq!(reading.story(&desk.id).unwrap(), one, "{spoilt}");
        let titles: Vec<_> = reading.list("", 10).unwrap().into_iter().map(|story| story.headline).collect();
        assert_eq!(titles, ["Only in the log", "Trong nhật ký"], "{spoilt}");
        let told = reading.doctor(Language::English, &Progress::unwatched()).unwrap().problems;
        assert_eq!(codes(&told), ["edits_in_journal"], "{spoilt}");
        drop(reading);
        let mut after = files(left.path());
        after.retain(|name, _| before.contains_key(name));
        assert_eq!(after, before, "{spoilt}");

        let library = Library::open(left.path()).unwrap();
        let [trouble] = &library.troubles()[..] else { panic!("{:?}", library.troubles()) };
        assert_eq!(trouble.code, ErrorCode::EditsTakenBack, "{spoilt}");
        assert_eq!((library.story(&desk.id).unwrap(), library.story(&new).unwrap()), (one.clone(), other.clone()));
        drop(library);
        let library = Library::open(left.path()).unwrap();
        assert!(library.troubles().is_empty(), "told once");
        assert_eq!(problems(&library), [], "{spoilt}");
    }
}

#[test]
fn what_is_in_the_database_itself_is_in_the_journal_no_more() {
    let desk = Desk::new();
    let journal = || fs::metadata(desk.path("library.journal")).unwrap().len();
    assert_eq!(journal(), 0, "closing settles");
    let mut library = desk.open();
    library.edit(&desk.id, 0, &[headline("Một")]).unwrap();
    assert!(journal() > 0);
    library.database.settle().unwrap();
    assert_eq!(journal(), 0);
    // Nothing needs the log now.
    let left = as_killed(&desk);
    fs::remove_file(left.path().join("library.sqlite-wal")).unwrap();
    let library = Library::open(left.path()).unwrap();
    assert!(library.troubles().is_empty());
    assert_eq!(library.story(&desk.id).unwrap().text(StoryField::Headline), "Một");
}

// What is derived.

#[test]
fn a_line_that_cannot_be_read_is_made_again_alone_and_blinds_no_list() {
    let desk = Desk::new();
    let mut library = desk.open();
    let other = library.create(Language::Vietnamese).unwrap();
    library.edit(&other, 0, &[headline("Ghe hàng")]).unwrap();
    library.list("", 10).unwrap();
    drop(library);
    for spoil in [
        "UPDATE story SET summary = substr(summary, 1, 20)",
        "UPDATE story SET summary = CAST(x'7BFFFE' AS TEXT)",
        "UPDATE story SET summary = ''",
    ] {
        desk.tamper(&format!("{spoil} WHERE id = '{}'", desk.id));
        let titles = |library: Library| -> Vec<String> {
            library.list("", 10).unwrap().into_iter().map(|story| story.headline).collect()
        };
        assert_eq!(titles(desk.read()), ["Ghe hàng", "Tít 5"], "{spoil}");
        assert_eq!(titles(desk.open()), ["Ghe hàng", "Tít 5"], "{spoil}");
        assert!(desk.problems().is_empty(), "{spoil}: it was mended");
    }
}

#[test]
fn derived_rows_that_are_lost_are_missed_by_the_doctor_and_made_again() {
    let by = Edit::SetField { field: StoryField::Byline, value: "Mây".into() };
    for (lost, sql) in [
        ("the line", "UPDATE story SET summary = ''"),
        ("a line that is another's", "UPDATE story SET summary = replace(summary, 'Tít', 'Tựa')"),
        ("a value", "DELETE FROM used"),
        ("all words", "INSERT INTO search (search) VALUES ('delete-all')"),
        ("an entry of the index", "DELETE FROM search_idx"),
        ("its data", "DELETE FROM search_data WHERE id > 10"),
        ("its lengths", "DELETE FROM search_docsize"),
    ] {
        let desk = Desk::new();
        desk.open().edit_latest(&desk.id, std::slice::from_ref(&by)).unwrap();
        let listed = desk.open().list("chợ", 10);
        desk.tamper(sql);
        assert!(!desk.problems().is_empty(), "{lost}");
        desk.recover();
        assert_eq!(desk.problems(), [], "{lost}");
        assert_eq!(desk.open().list("Tít", 10).unwrap().len(), 1, "{lost}");
        assert_eq!(desk.open().known_values().unwrap().len(), 1, "{lost}");
        drop(listed);
    }
}

#[test]
fn a_search_finds_all_or_says_that_it_cannot() {
    for (lost, sql) in [
        ("an entry of the index", "DELETE FROM search_idx"),
        ("its data", "DELETE FROM search_data WHERE id > 10"),
        ("its lengths", "DELETE FROM search_docsize"),
    ] {
        let desk = Desk::new();
        desk.tamper(sql);
        assert_eq!(desk.read().list("tít", 10).unwrap_err().code, ErrorCode::IndexDamaged, "{lost}");
        assert_eq!(desk.open().list("tít", 10).unwrap().len(), 1, "{lost}: made again");
        assert_eq!(desk.problems(), [], "{lost}");
    }
}

#[test]
fn a_change_between_reading_a_story_and_listing_it_is_not_forgotten() {
    let desk = Desk::new();
    let mut library = desk.open();
    library.edit(&desk.id, 0, &[headline("Một")]).unwrap();
    let (story, whole, seq) = library.story_as_it_is(&desk.id).unwrap();
    desk.open().edit_latest(&desk.id, &[headline("Hai")]).unwrap();
    let listed = line::listed(&story, whole).unwrap();
    library.database.list_stories(&[(desk.id.clone(), listed, seq)]).unwrap();
    assert_eq!(library.list("", 10).unwrap()[0].headline, "Hai");
}

#[test]
fn last_changed_comes_first_in_lists_and_searches_whatever_the_clock_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let ids: Vec<_> = (0..3).map(|_| desk.create(Language::Vietnamese).unwrap()).collect();
    for (at, id) in ids.iter().enumerate() {
        desk.edit(id, 0, &[headline(&format!("Chợ {at}"))]).unwrap();
    }
    desk.edit(&ids[0], 0, &[headline("Chợ 0 nữa")]).unwrap();
    for query in ["", "chợ"] {
        let titles: Vec<_> = desk.list(query, 10).unwrap().into_iter().map(|story| story.headline).collect();
        assert_eq!(titles, ["Chợ 0 nữa", "Chợ 2", "Chợ 1"], "{query}");
    }
}

// Lost acts of persons.

#[test]
fn rows_of_what_persons_did_are_missed() {
    for (table, sql) in [
        ("story", "DELETE FROM story"),
        ("setting", "DELETE FROM setting"),
        ("package", "DELETE FROM package"),
        ("packaged", "DELETE FROM packaged"),
    ] {
        let desk = Desk::new();
        let mut library = desk.open();
        library.change_settings(&SettingsChange { name: Some("Mây".into()), ..Default::default() }).unwrap();
        library.database.add_package(&desk.id, "/ra", &"0".repeat(64), Utc::now(), &["a"]).unwrap();
        drop(library);
        assert!(desk.read().troubles().is_empty() && desk.problems().is_empty(), "{table}");
        desk.tamper(sql);
        let library = desk.read();
        let [trouble] = &library.troubles()[..] else { panic!("{table}: {:?}", library.troubles()) };
        assert_eq!((trouble.code, trouble.params["table"].as_str()), (ErrorCode::RowsLost, table));
        drop(library);
        assert!(codes(&desk.problems()).contains(&"rows_lost"), "{table}");
        // What is left in the free pages is found again, or known to be lost.
        desk.recover();
        assert_eq!(desk.problems(), [], "{table}");
        assert_eq!(desk.whole_story().text(StoryField::Headline), "Tít 5", "{table}");
    }
}

// Recovering.

#[test]
fn recovering_a_whole_library_changes_nothing() {
    let desk = Desk::new();
    let whole = desk.whole_story();
    let recovery = desk.recover();
    assert_eq!(recovery, Recovery { stories: 1, ..Recovery::default() });
    assert_eq!(desk.whole_story(), whole);
}

#[test]
fn a_library_that_another_program_has_is_not_recovered() {
    let desk = Desk::new();
    let _open = desk.read();
    let error = Library::recover(desk.folder.path(), &[], &Progress::unwatched()).unwrap_err();
    assert_eq!(error.code, ErrorCode::LibraryInUse);
}

#[test]
fn a_damaged_database_is_set_aside_and_all_that_is_left_comes_into_a_new_one() {
    for (spoilt, spoil) in [
        ("its header", (|bytes: &mut Vec<u8>| bytes[..100].fill(0xFF)) as fn(&mut Vec<u8>)),
        ("its first page", |bytes| bytes[..4096].fill(0)),
        ("its schema's tree", |bytes| bytes[100] ^= 0x55),
    ] {
        let desk = Desk::new();
        let mut library = desk.open();
        library.change_settings(&SettingsChange { name: Some("Mây".into()), ..Default::default() }).unwrap();
        let long = "đường dài ".repeat(3000);
        library.edit_latest(&desk.id, &[typed(1, &long)]).unwrap();
        library.database.add_package(&desk.id, "/ra", &"0".repeat(64), Utc::now(), &[&"1".repeat(64)]).unwrap();
        drop(library);
        let whole = desk.whole_story();
        let mut bytes = fs::read(desk.path("library.sqlite")).unwrap();
        spoil(&mut bytes);
        fs::write(desk.path("library.sqlite"), &bytes).unwrap();
        assert_eq!(Library::open(desk.folder.path()).err().unwrap().code, ErrorCode::LibraryDamaged, "{spoilt}");

        let recovery = desk.recover();
        let kept = recovery.kept.expect("it was set aside");
        assert_eq!(fs::read(kept).unwrap(), bytes, "{spoilt}");
        assert_eq!((recovery.stories, recovery.not_whole), (1, vec![]), "{spoilt}");
        assert_eq!(desk.whole_story(), whole, "{spoilt}");
        let library = desk.open();
        assert_eq!(library.settings().unwrap().name, "Mây", "{spoilt}");
        assert_eq!(library.photo_uses(&"1".repeat(64)).unwrap().packages.len(), 1, "{spoilt}");
        assert_eq!(problems(&library), [], "{spoilt}");
    }
}

#[test]
fn what_stands_in_the_log_of_a_damaged_database_is_recovered_too() {
    let desk = Desk::new();
    let mut library = desk.open();
    library.edit(&desk.id, 0, &[headline("Trong nhật ký"), typed(1, &"dài ".repeat(4000))]).unwrap();
    let whole = library.story(&desk.id).unwrap();
    let left = as_killed(&desk);
    fs::remove_file(left.path().join("library.journal")).unwrap();
    let mut bytes = fs::read(left.path().join("library.sqlite")).unwrap();
    bytes[..100].fill(0xFF);
    fs::write(left.path().join("library.sqlite"), bytes).unwrap();
    let recovery = Library::recover(left.path(), &[], &Progress::unwatched()).unwrap();
    assert_eq!(recovery.not_whole, []);
    assert_eq!(Library::open(left.path()).unwrap().story(&desk.id).unwrap(), whole);
}

#[test]
fn a_page_that_is_gone_takes_its_own_changes_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = library(&folder);
    let ids: Vec<_> = (0..12).map(|_| library.create(Language::Vietnamese).unwrap()).collect();
    for id in &ids {
        library.edit(id, 0, &[headline("Còn đây"), typed(1, &"chữ ".repeat(100))]).unwrap();
    }
    let stories: Vec<_> = ids.iter().map(|id| library.story(id).unwrap()).collect();
    drop(library);
    let path = folder.path().join("library.sqlite");
    let whole = fs::read(&path).unwrap();
    let pages = whole.len() / 4096;
    for page in 1..pages {
        let left = tempfile::tempdir().unwrap();
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0x11);
        fs::write(left.path().join("library.sqlite"), bytes).unwrap();
        let recovery = Library::recover(left.path(), &[], &Progress::unwatched()).unwrap();
        let library = Library::open(left.path()).unwrap();
        let mut lost = 0;
        for (id, story) in ids.iter().zip(&stories) {
            match library.story(id) {
                Ok(now) => assert_eq!(now, *story, "page {page}"),
                // Told, and not passed off as all there is.
                Err(error) => {
                    assert!(
                        matches!(error.code, ErrorCode::StoryNotWhole | ErrorCode::StoryUnknown),
                        "page {page}: {error}"
                    );
                    lost += 1;
                }
            }
        }
        assert!(lost <= 9, "page {page}: {lost} stories lost by one page");
        assert!(lost == 0 || !recovery.not_whole.is_empty() || recovery.stories < 12, "page {page}: {recovery:?}");
    }
}

#[test]
fn what_an_earlier_dateline_had_set_aside_comes_back() {
    let desk = Desk::new();
    let whole = desk.whole_story();
    let aside = desk.path("library.damaged-20261101T000000000.sqlite");
    fs::rename(desk.path("library.sqlite"), &aside).unwrap();
    assert_eq!(Library::make(desk.folder.path()).err().unwrap().code, ErrorCode::OriginalsAlone);
    // The earlier program began an empty one in its place, and somebody went on in it.
    let elsewhere = Desk::new();
    fs::copy(elsewhere.path("library.sqlite"), desk.path("library.sqlite")).unwrap();
    let recovery = Library::recover(desk.folder.path(), std::slice::from_ref(&aside), &Progress::unwatched()).unwrap();
    assert_eq!((recovery.stories, recovery.changes, recovery.kept), (2, 7, None));
    assert_eq!(desk.whole_story(), whole);
    assert!(aside.exists());
    assert_eq!(desk.recover().changes, 0, "twice is once");
}

// Sweeping.

fn age(path: &Path, days: u64) {
    let then = std::time::SystemTime::now() - std::time::Duration::from_secs(days * 24 * 60 * 60);
    fs::File::open(path).unwrap().set_modified(then).unwrap();
}

#[test]
fn only_what_nobody_needs_is_swept_and_only_when_it_is_old() {
    let desk = Desk::new();
    let mut library = desk.open();
    library.add_sample("2026-05-01".parse().unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let drop_in = |name: &str, shade: u8| {
        let path = folder.path().join(name);
        image::RgbImage::from_pixel(16, 16, image::Rgb([shade; 3])).save(&path).unwrap();
        path
    };
    let photo = library.append_photos(&desk.id, &[drop_in("a.png", 9)]).unwrap().remove(0);
    let taken_off = library.story(&desk.id).unwrap().photo(&photo).unwrap().sha256.clone();
    library.edit_latest(&desk.id, &[Edit::RemovePhoto { photo }]).unwrap();
    let blobs = library.media().blobs().clone();
    let (unused, _) = blobs.put(b"left by an import").unwrap();
    let (young, _) = blobs.put(b"left just now").unwrap();
    let (again, _) = blobs.put(b"comes in again").unwrap();
    let stray = blobs.path(&unused).with_file_name(".tmpAbCdEf");
    fs::write(&stray, b"half").unwrap();
    for name in [&unused, &taken_off, &again] {
        age(&blobs.path(name), 31);
    }
    age(&stray, 2);
    // Whoever takes the same picture in is about to use it.
    blobs.put(b"comes in again").unwrap();
    let notes = library.doctor(Language::English, &Progress::unwatched()).unwrap().notes;
    assert_eq!(notes.iter().filter(|note| note.code == "leftover_file" && note.path.starts_with("blobs")).count(), 1);
    assert!(notes.iter().any(|note| note.path.ends_with(&unused)), "{notes:?}");

    assert_eq!(library.sweep(&Progress::unwatched()).unwrap(), 1);
    assert!(!blobs.path(&unused).exists() && !stray.exists());
    for name in [&taken_off, &young, &again] {
        assert!(blobs.path(name).exists());
    }
    assert_eq!(problems(&library), []);
    assert_eq!(library.sweep(&Progress::unwatched()).unwrap(), 0);
}

#[test]
#[cfg(unix)]
fn a_link_to_another_disk_is_no_stray_to_be_swept() {
    let desk = Desk::new();
    let mut library = desk.open();
    let blobs = library.media().blobs().clone();
    let (name, _) = blobs.put(b"on another disk").unwrap();
    let shelf = blobs.path(&name).parent().unwrap().to_owned();
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = elsewhere.path().join("ab");
    fs::rename(&shelf, &moved).unwrap();
    std::os::unix::fs::symlink(&moved, &shelf).unwrap();
    let touched = std::process::Command::new("touch").args(["-h", "-d", "3 days ago"]).arg(&shelf).status().unwrap();
    assert!(touched.success());
    // The disk is not there for a while.
    fs::rename(&moved, elsewhere.path().join("away")).unwrap();
    library.sweep(&Progress::unwatched()).unwrap();
    fs::rename(elsewhere.path().join("away"), &moved).unwrap();
    assert_eq!(blobs.get(&name).unwrap(), b"on another disk");
}

#[test]
#[cfg(unix)]
fn what_a_killed_package_left_is_told_and_goes_after_a_day() {
    let desk = Desk::new();
    let mut library = desk.open();
    let (noted, chosen) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // One where a package was written, and one where the first was begun.
    let package = noted.path().join("bao-mua").display().to_string();
    library.database.add_package(&desk.id, &package, "", crate::clock::now(), &[]).unwrap();
    let packages_go_to = |library: &mut Library, folder: &Path| {
        let folder = folder.display().to_string();
        library
            .change_settings(&SettingsChange { packages_folder: Some(folder.clone()), ..Default::default() })
            .unwrap();
        folder
    };
    packages_go_to(&mut library, chosen.path());
    let left = |out: &Path, name: &str| {
        let hidden = out.join(name);
        fs::create_dir_all(hidden.join("package/data")).unwrap();
        hidden
    };
    let (old, young, first) = (
        left(noted.path(), ".dateline-aaaaaa"),
        left(noted.path(), ".dateline-bbbbbb"),
        left(chosen.path(), ".dateline-cccccc"),
    );
    let persons = noted.path().join(".dateline-của-tôi");
    fs::create_dir(&persons).unwrap();
    fs::write(persons.join("ghi chú.txt"), "x").unwrap();
    for folder in [&old, &first, &persons] {
        age(folder, 2);
    }
    let checkup = library.doctor(Language::English, &Progress::unwatched()).unwrap();
    assert_eq!(checkup.problems, []);
    for folder in [&old, &young, &first] {
        let told = |note: &&Problem| note.path == folder.display().to_string();
        assert_eq!(checkup.notes.iter().find(told).unwrap().code, "leftover_file");
    }
    library.sweep(&Progress::unwatched()).unwrap();
    assert!(!old.exists() && !first.exists());
    assert!(young.exists(), "somebody may be at work in it");
    assert!(persons.join("ghi chú.txt").exists(), "it is no package of ours");

    // A drive that does not answer stops nothing, and is told.
    let file = noted.path().join("tệp");
    fs::write(&file, "x").unwrap();
    std::os::unix::fs::symlink(noted.path().join("vòng"), noted.path().join("vòng")).unwrap();
    let folder = packages_go_to(&mut library, &noted.path().join("vòng"));
    library.sweep(&Progress::unwatched()).unwrap();
    let checkup = library.doctor(Language::English, &Progress::unwatched()).unwrap();
    assert_eq!(checkup.problems, []);
    assert!(checkup.notes.iter().any(|note| note.path == folder && note.code == "file_unreadable"));
}

#[test]
fn an_import_that_fails_deletes_nothing_that_another_uses() {
    let desk = Desk::new();
    let mut library = desk.open();
    let papers = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = papers.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let article = put("bài.txt", "Tít bài\n\nĐoạn một của bài.".as_bytes());
    let good = put("a.jpg", crate::import::sample::stories()[0].photos[0].bytes);
    let bad = put("b.jpg", b"no picture");
    let today = "2026-05-01".parse().unwrap();
    let before = library.media().blobs().names().unwrap();
    assert!(library.import(&article, &[good.clone(), bad], today).is_err());
    assert_eq!(library.media().blobs().names().unwrap(), before, "all of it, or nothing");
    // Amid such an import another program takes the same picture in.
    let staged = library.media().blobs().stage(&fs::read(&good).unwrap()).unwrap();
    let report = desk.open().import(&article, &[good], today).unwrap();
    drop(staged);
    let story = library.story(&report.story).unwrap();
    library.media().blobs().get(&story.photos[0].sha256).unwrap();
}
