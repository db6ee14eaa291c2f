//! Recovering what can be read into a new library.

use super::*;

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
