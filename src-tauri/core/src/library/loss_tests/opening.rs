//! Opening: nothing is moved, nothing begun where nobody asked for it, and reading writes nothing.

use super::*;

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
