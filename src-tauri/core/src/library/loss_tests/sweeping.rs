//! Putting away what nobody needs, and nothing else.

use super::*;

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
