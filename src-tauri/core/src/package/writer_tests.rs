//! What writing a package promises.

use std::{
    fs::{self, File},
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{FORMATS, PackageOptions, PackageReport, Pictures, bag, missing, plan, reader::Bag, sample, verify, write};
use crate::{
    Error, ErrorCode, Language, Progress, Result,
    photo::{Ladder, Rendition},
    problem::Checkup,
    story::{Photo, PhotoField, Settled, StoryField},
};

/// Pictures during which something happens.
struct Meanwhile<F>(F);

impl<F: Fn(&Photo) -> Result<()> + Sync> Pictures for Meanwhile<F> {
    fn renditions(&self, photo: &Photo, ladders: &[Ladder], progress: &Progress) -> Result<Vec<Vec<Rendition>>> {
        (self.0)(photo)?;
        sample::Pixels.renditions(photo, ladders, progress)
    }
}

fn options(out: &Path) -> PackageOptions {
    PackageOptions { out: out.to_owned(), ..PackageOptions::default() }
}

fn write_quietly(story: &Settled, options: &PackageOptions) -> Result<PackageReport> {
    write(story, &sample::Pixels, options, &Progress::unwatched())
}

/// Every file below `folder` and what is in it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut bag = Bag::open(folder).unwrap();
    let paths: Vec<String> = bag.paths().map(str::to_owned).collect();
    paths.into_iter().map(|path| (path.clone(), bag.read(&path, u64::MAX).unwrap())).collect()
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_package_is_what_was_planned_and_passes_its_own_check() {
    for (zip, webp) in [(false, false), (true, false), (false, true)] {
        let out = tempfile::tempdir().unwrap();
        let story = sample::cropped_story();
        let options = PackageOptions { zip, webp, ..options(out.path()) };
        let plan = plan(&story, &options).unwrap();
        let report = write_quietly(&story, &options).unwrap();
        assert_eq!(report.package, out.path().join(&plan.name));
        assert_eq!(report.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>(), plan.files);
        assert_eq!(names_in(out.path()), [plan.name]);
        assert_eq!(verify(&report.package, story.language).unwrap(), Checkup::default());
        for file in &report.files {
            let (sha256, bytes) = Bag::open(&report.package).unwrap().hash(&file.path).unwrap();
            assert_eq!((&sha256, bytes), (&file.sha256, file.bytes), "{}", file.path);
        }
    }
}

#[test]
fn a_crop_that_is_too_small_is_told_and_left_out() {
    let out = tempfile::tempdir().unwrap();
    let mut story = sample::story();
    story.photos[0].fields.set(PhotoField::Crop16x9, "0,0,0.2,0.2");
    let plan = plan(&story, &options(out.path())).unwrap();
    assert_eq!((plan.small.len(), plan.small[0].spot.name()), (1, PhotoField::Crop16x9.name()));
    assert!(plan.files.iter().all(|file| !file.contains("16x9")), "{:?}", plan.files);
    let report = write_quietly(&story, &options(out.path())).unwrap();
    assert_eq!(report.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>(), plan.files);
}

#[test]
fn two_packages_of_a_story_are_the_same_bytes() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let story = sample::story();
    for zip in [false, true] {
        let reports =
            [&one, &other].map(|out| write_quietly(&story, &PackageOptions { zip, ..options(out.path()) }).unwrap());
        assert_eq!(reports[0].sha256, reports[1].sha256);
        if zip {
            assert_eq!(fs::read(&reports[0].package).unwrap(), fs::read(&reports[1].package).unwrap());
        } else {
            assert_eq!(files(&reports[0].package), files(&reports[1].package));
        }
    }
}

#[test]
fn a_zip_unpacks_as_the_folder_would_have_been() {
    let out = tempfile::tempdir().unwrap();
    let story = sample::story();
    let folder = write_quietly(&story, &options(out.path())).unwrap();
    let zip = write_quietly(&story, &PackageOptions { zip: true, ..options(out.path()) }).unwrap();
    let mut archive = zip::ZipArchive::new(File::open(&zip.package).unwrap()).unwrap();
    let top = folder.package.file_name().unwrap().to_str().unwrap();
    assert!(archive.file_names().all(|name| name.starts_with(&format!("{top}/"))));
    let unpacked = tempfile::tempdir().unwrap();
    archive.extract(unpacked.path()).unwrap();
    assert_eq!(files(&unpacked.path().join(top)), files(&folder.package));
}

#[test]
fn an_earlier_package_of_the_story_is_replaced() {
    for zip in [false, true] {
        let out = tempfile::tempdir().unwrap();
        let options = PackageOptions { zip, ..options(out.path()) };
        let mut story = sample::story();
        let before = write_quietly(&story, &options).unwrap();
        story.fields.set(StoryField::Abstract, "Sapo mới.");
        let photo = story.photos[1].id.clone();
        story.body.retain(|block| block.kind != crate::story::BlockKind::Photo { photo: photo.clone() });
        let after = write_quietly(&story, &options).unwrap();
        assert_eq!(before.package, after.package);
        assert_ne!(before.sha256, after.sha256);
        assert_eq!(verify(&after.package, story.language).unwrap(), Checkup::default());
        assert_eq!(names_in(out.path()).len(), 1);
    }
}

#[test]
fn anything_else_at_its_place_is_left_alone() {
    let story = sample::story();
    type Prepare = fn(&Path, &Path);
    let cases: [(&str, bool, Prepare); 6] = [
        ("a folder", false, |_, target| fs::create_dir(target).unwrap()),
        ("a file", false, |_, target| fs::write(target, "ghi chép").unwrap()),
        ("a file where a zip goes", true, |_, target| fs::write(target, "ghi chép").unwrap()),
        ("a folder where a zip goes", true, |_, target| fs::create_dir(target).unwrap()),
        ("another story's package", false, |out, target| {
            let mut other = sample::story();
            other.id = crate::story::StoryId::fresh();
            let report = write_quietly(&other, &options(out)).unwrap();
            fs::rename(report.package, target).unwrap();
        }),
        ("a package with a person's notes in it", false, |out, target| {
            write_quietly(&sample::story(), &options(out)).unwrap();
            fs::write(target.join("ghi-chep.txt"), "đừng xóa").unwrap();
        }),
    ];
    for (what, zip, prepare) in cases {
        let out = tempfile::tempdir().unwrap();
        let options = PackageOptions { zip, ..options(out.path()) };
        let target = out.path().join(plan(&story, &options).unwrap().name);
        prepare(out.path(), &target);
        let before = names_in(out.path());
        let error = write_quietly(&story, &options).unwrap_err();
        assert_eq!(error.code, ErrorCode::TargetExists, "{what}");
        assert!(error.params["path"].contains(target.to_str().unwrap()), "{what}");
        assert_eq!(names_in(out.path()), before, "{what}");
    }
}

#[test]
fn a_story_with_gaps_is_refused_and_goes_out_as_a_draft_that_says_so() {
    let out = tempfile::tempdir().unwrap();
    let mut story = sample::story();
    story.fields.set(StoryField::Headline, "");
    story.photos[0].fields.set(PhotoField::AltText, "");
    let error = write_quietly(&story, &options(out.path())).unwrap_err();
    assert_eq!(error.code, ErrorCode::PackageIncomplete);
    assert_eq!(error.params["missing"], "tít chính, mô tả của ảnh 1 (Chợ nổi 1.jpg)");
    assert!(names_in(out.path()).is_empty());

    let report = write_quietly(&story, &PackageOptions { draft: true, ..options(out.path()) }).unwrap();
    assert!(report.package.to_str().unwrap().ends_with("-draft"));
    assert_eq!(report.missing, missing(&story));
    let info = fs::read_to_string(report.package.join(bag::BAG_INFO)).unwrap();
    assert_eq!(bag::value(&info, "Dateline-Status"), Some("draft"));
    assert_eq!(verify(&report.package, story.language).unwrap(), Checkup::default());
}

#[test]
fn cancelling_at_any_step_leaves_nothing() {
    let story = sample::story();
    let steps = Mutex::new(Vec::new());
    let never = AtomicBool::new(false);
    let report = |step: crate::progress::ProgressStep| steps.lock().unwrap().push((step.done, step.total));
    let out = tempfile::tempdir().unwrap();
    write(&story, &sample::Pixels, &options(out.path()), &Progress::new(&report, &never)).unwrap();
    let steps = steps.into_inner().unwrap();
    let total = story.photos.len() as u32 + FORMATS.len() as u32;
    assert_eq!(steps, (0..=total).map(|done| (done, total)).collect::<Vec<_>>());

    for zip in [false, true] {
        for stop_at in 0..=total {
            let parent = tempfile::tempdir().unwrap();
            let cancelled = AtomicBool::new(false);
            let report = |step: crate::progress::ProgressStep| cancelled.store(step.done >= stop_at, Ordering::Relaxed);
            let options = PackageOptions { zip, ..options(&parent.path().join("new folder")) };
            let error = write(&story, &sample::Pixels, &options, &Progress::new(&report, &cancelled)).unwrap_err();
            assert_eq!(error.code, ErrorCode::Cancelled);
            assert!(names_in(parent.path()).is_empty(), "stopped at {stop_at}");
        }
    }
}

#[test]
fn a_picture_that_fails_leaves_nothing_and_keeps_the_earlier_package() {
    let broken = Meanwhile(|photo: &Photo| match photo.id == sample::story().photos[1].id {
        true => Err(Error::new(ErrorCode::BlobDamaged).with("sha256", &photo.sha256)),
        false => Ok(()),
    });
    let out = tempfile::tempdir().unwrap();
    let earlier = write_quietly(&sample::story(), &options(out.path())).unwrap();
    let before = files(&earlier.package);
    let error = write(&sample::story(), &broken, &options(out.path()), &Progress::unwatched()).unwrap_err();
    assert_eq!(error.code, ErrorCode::BlobDamaged);
    assert!(error.to_string().contains(&sample::story().photos[1].file_name), "{error}");
    assert_eq!(files(&earlier.package), before);
    assert_eq!(names_in(out.path()).len(), 1);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("not a folder");
    fs::write(&file, "").unwrap();
    for out in [file.clone(), file.join("below")] {
        let error = write_quietly(&sample::story(), &options(&out)).unwrap_err();
        assert_eq!(error.code, ErrorCode::FolderUnwritable);
        assert_eq!(error.params["path"], out.display().to_string());
    }
    assert_eq!(names_in(parent.path()), ["not a folder"]);
}

#[test]
#[cfg(unix)]
fn a_package_is_open_to_whom_the_persons_files_are_and_its_making_to_nobody() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for zip in [false, true] {
        let parent = tempfile::tempdir().unwrap();
        let usual = parent.path().join("usual");
        fs::create_dir(&usual).unwrap();
        fs::write(usual.join("file"), "").unwrap();
        let out = parent.path().join("out");
        let hidden_modes = Mutex::new(Vec::new());
        let report = |_| {
            let hidden = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
            hidden_modes.lock().unwrap().extend(hidden.map(|path| mode(&path)));
        };
        let never = AtomicBool::new(false);
        let options = PackageOptions { zip, ..options(&out) };
        let written =
            write(&sample::story(), &sample::Pixels, &options, &Progress::new(&report, &never)).unwrap().package;
        let hidden_modes = hidden_modes.into_inner().unwrap();
        assert!(!hidden_modes.is_empty() && hidden_modes.iter().all(|mode| *mode == 0o700), "{hidden_modes:?}");
        if zip {
            assert_eq!(mode(&written), mode(&usual.join("file")));
        } else {
            assert_eq!(mode(&written), mode(&usual));
            assert_eq!(mode(&written.join("data/media")), mode(&usual));
            assert_eq!(mode(&written.join("bagit.txt")), mode(&usual.join("file")));
        }
    }
}

#[test]
fn what_a_person_puts_into_the_earlier_package_meanwhile_is_not_taken_away() {
    let out = tempfile::tempdir().unwrap();
    let earlier = write_quietly(&sample::story(), &options(out.path())).unwrap().package;
    let noting = Meanwhile(|_: &Photo| {
        fs::write(earlier.join("ghi chú.txt"), "của tôi").unwrap();
        Ok(())
    });
    let error = write(&sample::story(), &noting, &options(out.path()), &Progress::unwatched()).unwrap_err();
    assert_eq!(error.code, ErrorCode::TargetExists);
    assert_eq!(fs::read_to_string(earlier.join("ghi chú.txt")).unwrap(), "của tôi");
}

#[test]
fn texts_that_no_picture_carries_name_their_photo_and_field() {
    let out = tempfile::tempdir().unwrap();
    let mut story = sample::story();
    story.photos[0].fields.set(PhotoField::People, (0..3000).map(|at| format!("Người {at}")).collect::<Vec<_>>());
    let error = write_quietly(&story, &options(out.path())).unwrap_err();
    assert_eq!(error.code, ErrorCode::PhotoTextsTooLong);
    assert_eq!((&error.params["photo"], error.params["field"].as_str()), (&story.photos[0].file_name, "people"));
    assert!(error.to_string().contains("people"));
}

#[test]
fn a_package_that_could_not_be_noted_is_done_and_says_so() {
    let out = tempfile::tempdir().unwrap();
    let report = write_quietly(&sample::story(), &options(out.path())).unwrap();
    let noted = report.clone().noted(Ok(()), Language::English);
    assert!(noted.noted && noted.warning.is_none());
    let unnoted = report.noted(Err("the disk is full".into()), Language::English);
    let warning = unnoted.warning.unwrap();
    assert!(!unnoted.noted && warning.code == ErrorCode::PackageUnnoted);
    assert!(warning.message.contains("the disk is full"), "{warning:?}");
}

#[test]
fn a_bad_address_is_refused_before_anything_is_written() {
    let out = tempfile::tempdir().unwrap();
    let options = PackageOptions { base_url: Some("ftp://x".into()), ..options(out.path()) };
    let error = write_quietly(&sample::story(), &options).unwrap_err();
    assert_eq!(error.code, ErrorCode::BaseUrlInvalid);
    assert!(names_in(out.path()).is_empty());
}

/// The reference implementation, where it is installed (PyPI `bagit`).
#[test]
fn a_validator_that_we_did_not_write_agrees() {
    let python = |script: &str, argument: &Path| {
        std::process::Command::new("python3").arg("-c").arg(script).arg(argument).output()
    };
    if !python("import bagit", Path::new("")).is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: python3 has no module bagit");
        return;
    }
    let out = tempfile::tempdir().unwrap();
    let report = write_quietly(&sample::hostile_story(), &options(out.path())).unwrap();
    let script = "import bagit, sys; bagit.Bag(sys.argv[1]).validate()";
    let output = python(script, &report.package).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::write(report.package.join("data/article.html"), "x").unwrap();
    assert!(!python(script, &report.package).unwrap().status.success());
}
