//! A change that is lost is missed, and what the log or the journal has is put back.

use super::*;

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
