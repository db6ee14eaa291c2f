//! Bringing pictures in, finding them again, and who disagrees about them.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use image::{ImageFormat, RgbImage};

use super::*;
use crate::{
    Progress,
    library::{SettingsChange, tests::*},
    package::{self, PackageOptions},
    story::{Conflict, Edit, FieldValue, PhotoField, Spot, Standard, StoryField},
};

/// A picture that no other number gives.
fn picture(number: u32) -> Vec<u8> {
    let pixels = RgbImage::from_fn(24, 16, |x, y| image::Rgb([(x * 9) as u8, (y * 13) as u8, number as u8]));
    let mut jpeg = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    // JPEG knows colours roughly: the number stands in a remark too.
    let remark = format!("picture {number}");
    let segment = [&[0xFF, 0xFE], &(remark.len() as u16 + 2).to_be_bytes()[..], remark.as_bytes()].concat();
    let mut bytes = jpeg.into_inner();
    bytes.splice(2..2, segment);
    bytes
}

/// The same with a caption and a credit inside it.
fn captioned(number: u32, caption: &str) -> Vec<u8> {
    let mut fields = crate::story::PhotoFields::default();
    fields.set(PhotoField::Caption, caption);
    fields.set(PhotoField::Credit, "Lam Khê");
    crate::photo::embed(&picture(number), &fields).unwrap()
}

struct Desk {
    folder: tempfile::TempDir,
    library: Library,
    story: StoryId,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut library = library(&folder);
        let story = library.create(Language::Vietnamese).unwrap();
        Self { folder, library, story }
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join("thẻ").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn card(&self) -> PathBuf {
        self.folder.path().join("thẻ")
    }

    fn bring(&mut self, paths: &[PathBuf]) -> AddPhotosReport {
        self.bring_watched(paths, &Progress::unwatched(), &mut |_| ()).unwrap()
    }

    fn bring_watched(
        &mut self,
        paths: &[PathBuf],
        progress: &Progress,
        on_step: &mut dyn FnMut(PhotoStep),
    ) -> Result<AddPhotosReport> {
        let story = self.story.clone();
        self.library.add_photos(&story, paths, PhotoPlacement::Sheet, Language::English, progress, on_step)
    }

    fn photos(&self) -> Vec<Photo> {
        self.library.story(&self.story).unwrap().photos
    }

    fn set(&mut self, photo: &PhotoId, field: PhotoField, value: &str) {
        let edit = Edit::SetPhotoField { photo: photo.clone(), field, value: value.into() };
        self.library.edit(&self.story, 0, &[edit]).unwrap();
    }
}

fn names(photos: &[Photo]) -> Vec<&str> {
    photos.iter().map(|photo| photo.file_name.as_str()).collect()
}

#[test]
fn a_folder_comes_in_in_order_counted_in_batches_and_the_bad_are_told() {
    let mut desk = Desk::new();
    for number in 1..=40 {
        desk.put(&format!("IMG_{number}.jpg"), picture(number));
    }
    desk.put("IMG_7b.jpg", &picture(7)[..200]);
    desk.put("IMG_9.NEF", b"II*\0");
    let card = desk.card();

    let mut steps = Vec::new();
    let report = desk.bring_watched(&[card], &Progress::unwatched(), &mut |step| steps.push(step)).unwrap();
    let expected: Vec<String> = (1..=40).map(|number| format!("IMG_{number}.jpg")).collect();
    let photos = desk.photos();
    assert_eq!(names(&photos), expected);
    assert_eq!(report.added, photos.iter().map(|photo| photo.id.clone()).collect::<Vec<_>>());
    let failed: Vec<_> = report.failed.iter().map(|file| file.error.code).collect();
    assert_eq!(failed, [ErrorCode::PhotoUnsupported, ErrorCode::PhotoTruncated]);
    assert!(report.failed[1].path.ends_with("IMG_7b.jpg"));

    // Every picture was shown once, in order, and the count never went back.
    let told: Vec<Photo> = steps.iter().flat_map(|step| step.photos.clone()).collect();
    assert_eq!(told, photos);
    assert!(steps.iter().all(|step| step.photos.len() <= 16));
    let counts: Vec<_> = steps.iter().map(|step| (step.step.done, step.step.total)).collect();
    assert_eq!((counts[0], counts[counts.len() - 1]), ((0, 41), (41, 41)));
    assert!(counts.is_sorted());
}

#[test]
fn what_a_file_says_comes_in_with_where_it_was_said() {
    let mut desk = Desk::new();
    let file = desk.put("a.jpg", captioned(1, "Từ tệp."));
    let photo = desk.bring(&[file]).added.remove(0);
    let origins = desk.photos()[0].origins.clone();
    assert_eq!(origins.get(&PhotoField::Caption), Some(&Standard::Xmp));
    desk.set(&photo, PhotoField::Caption, "Từ người.");
    desk.set(&photo, PhotoField::Crop16x9, "0,0.1,1,0.8");
    let duplicate = desk.library.duplicate(&desk.story).unwrap();
    let copy = desk.library.story(&duplicate).unwrap().photos.remove(0);
    assert_eq!(copy.origins.keys().collect::<Vec<_>>(), [&PhotoField::Credit]);
    assert_eq!(copy.fields, desk.photos()[0].fields, "its crop among them");
}

#[test]
fn a_picture_brought_again_stays_as_it_is_and_its_differences_are_told() {
    let mut desk = Desk::new();
    let file = desk.put("a.jpg", captioned(1, "Từ tệp."));
    let photo = desk.bring(std::slice::from_ref(&file)).added.remove(0);
    desk.set(&photo, PhotoField::Caption, "Viết lại.");
    desk.set(&photo, PhotoField::Crop1x1, "0,0,0.5,0.75");
    desk.set(&photo, PhotoField::Credit, "");
    let before = desk.photos();

    // Under another name, and twice at once.
    let copy = desk.put("b.jpg", captioned(1, "Từ tệp."));
    let other = desk.put("c.jpg", picture(2));
    let twin = desk.put("d.jpg", picture(2));
    let report = desk.bring(&[file, copy, other, twin]);
    assert_eq!((report.added.len(), report.failed.len()), (1, 0));
    let again: Vec<_> = report.again.iter().map(|again| (again.file_name.as_str(), again.differences.len())).collect();
    assert_eq!(again, [("a.jpg", 2), ("b.jpg", 2), ("d.jpg", 0)]);
    let difference = |field, now: Option<&str>, file: &str| FieldDifference {
        field,
        now: now.map(FieldValue::from),
        file: file.into(),
    };
    assert_eq!(
        report.again[0].differences,
        [
            difference(PhotoField::Caption, Some("Viết lại."), "Từ tệp."),
            difference(PhotoField::Credit, None, "Lam Khê"),
        ]
    );
    assert_eq!(report.again[2].photo, report.added[0]);
    assert_eq!(desk.photos()[..1], before);
}

#[test]
fn another_story_gets_the_same_original_with_what_its_file_says() {
    let mut desk = Desk::new();
    let file = desk.put("a.jpg", captioned(1, "Từ tệp."));
    let first = desk.bring(std::slice::from_ref(&file)).added.remove(0);
    desk.set(&first, PhotoField::Caption, "Viết lại.");
    desk.story = desk.library.create(Language::Vietnamese).unwrap();
    let report = desk.bring(&[file]);
    assert_eq!((report.added.len(), report.again.len()), (1, 0));
    assert_eq!(desk.photos()[0].fields.text(PhotoField::Caption), "Từ tệp.");
    assert_eq!(desk.library.media().blobs().names().unwrap().0.len(), 1);
}

#[test]
fn typing_goes_on_between_two_batches_at_the_places_of_the_screen() {
    let mut desk = Desk::new();
    let view = desk.library.view(&desk.story).unwrap();
    let files: Vec<PathBuf> = (0..40).map(|number| desk.put(&format!("{number}.jpg"), picture(number))).collect();
    let (media, story) = (desk.library.media(), desk.story.clone());
    let mut at = 1;
    let mut attach = |batch| {
        let batch = desk.library.attach(&story, batch, PhotoPlacement::Sheet)?;
        let ack = desk.library.edit(&story, view.revision, &[typed(at, "chợ ")])?;
        assert!(!ack.changed_elsewhere);
        at += 4;
        Ok(batch)
    };
    let progress = Progress::unwatched();
    bring_in(&media, &files, Language::English, &progress, &mut attach, &mut |_| ()).unwrap();
    let batches = (at as usize - 1) / 4;
    assert!(batches >= 3, "{batches}");
    assert_eq!(body(&desk.library, &desk.story), "chợ ".repeat(batches));
    assert_eq!(desk.photos().len(), 40);
}

#[test]
fn stopping_keeps_what_came_in() {
    let mut desk = Desk::new();
    let files: Vec<PathBuf> = (0..60).map(|number| desk.put(&format!("{number}.jpg"), picture(number))).collect();
    let cancelled = AtomicBool::new(false);
    let progress = Progress::new(&|_| (), &cancelled);
    let report = desk
        .bring_watched(&files, &progress, &mut |step| {
            // The first ones are there.
            cancelled.store(!step.photos.is_empty(), Ordering::Relaxed);
        })
        .unwrap();
    let ids: Vec<_> = desk.photos().into_iter().map(|photo| photo.id).collect();
    assert_eq!(report.added, ids);
    assert!(!ids.is_empty());
    assert_eq!(report.failed, []);
}

#[test]
fn a_full_disk_in_the_middle_is_told_and_what_came_in_stays() {
    let mut desk = Desk::new();
    let files: Vec<PathBuf> = (0..40).map(|number| desk.put(&format!("{number}.jpg"), picture(number))).collect();
    let (media, story) = (desk.library.media(), desk.story.clone());
    let told = Mutex::new(Vec::new());
    let mut attach = |batch| {
        let batch = desk.library.attach(&story, batch, PhotoPlacement::Sheet);
        // From the first batch on there is no room.
        desk.library.database.limit_pages(1);
        batch
    };
    let mut on_step = |step: PhotoStep| told.lock().unwrap().extend(step.photos);
    let outcome = bring_in(&media, &files, Language::English, &Progress::unwatched(), &mut attach, &mut on_step);
    // A little more may find room in what the file has already; a picture that was told of is there in any case.
    match outcome {
        Ok(report) => assert_eq!(report.added.len(), 40),
        Err(error) => assert_eq!(error.code, ErrorCode::DiskFull),
    }
    desk.library.database.limit_pages(1_000_000);
    let told = told.into_inner().unwrap();
    assert!(!told.is_empty());
    assert_eq!(desk.photos(), told);
    // With room again, the rest comes in and nothing twice.
    let report = desk.bring(&files);
    assert_eq!((report.added.len(), report.again.len()), (40 - told.len(), told.len()));
}

#[test]
fn two_captions_of_one_picture_are_told_until_one_is_chosen_and_no_package_goes_out_before() {
    let mut desk = Desk::new();
    let file = desk.put("a.jpg", captioned(1, "Từ tệp."));
    let mut elsewhere = library(&desk.folder);
    let photo = elsewhere.append_photos(&desk.story, &[file]).unwrap().remove(0);
    let view = desk.library.view(&desk.story).unwrap();
    assert_eq!(view.conflicts, []);

    let caption =
        |value: &str| Edit::SetPhotoField { photo: photo.clone(), field: PhotoField::Caption, value: value.into() };
    elsewhere.edit_latest(&desk.story, &[caption("Ghe về bến."), headline("Chợ nổi")]).unwrap();
    desk.library.edit(&desk.story, view.revision, &[caption("Ghe rời bến.")]).unwrap();
    let view = desk.library.view(&desk.story).unwrap();
    let [Conflict { spot, versions }] = view.conflicts.as_slice() else { panic!("{:?}", view.conflicts) };
    assert_eq!((spot, versions.len()), (&Spot::Photo(photo.clone(), PhotoField::Caption), 2));
    let [shown, other] = [0, 1].map(|at| versions[at].value.clone());
    assert_eq!(view.story.photos[0].fields.get(PhotoField::Caption), Some(&shown));

    let error =
        desk.library.story_to_package(&desk.story, &PackageOptions::default(), Language::Vietnamese).unwrap_err();
    assert_eq!(
        (error.code, error.params["fields"].as_str()),
        (ErrorCode::PackageConflict, "chú thích của ảnh 1 (a.jpg)")
    );
    assert!(
        desk.library
            .story_to_package(
                &desk.story,
                &PackageOptions { draft: true, ..PackageOptions::default() },
                Language::Vietnamese
            )
            .is_ok()
    );

    let choose = Edit::SetPhotoField { photo, field: PhotoField::Caption, value: other.clone() };
    desk.library.edit(&desk.story, view.revision, &[choose]).unwrap();
    for library in [&mut desk.library, &mut elsewhere] {
        let view = library.view(&desk.story).unwrap();
        assert_eq!(view.conflicts, []);
        assert_eq!(view.story.photos[0].fields.get(PhotoField::Caption), Some(&other));
        assert!(library.story_to_package(&desk.story, &PackageOptions::default(), Language::Vietnamese).is_ok());
    }
}

/// What `query` finds, by file name.
fn found(desk: &Desk, query: &str) -> Vec<String> {
    desk.library.find_photos(query, 100).unwrap().into_iter().map(|found| found.photo.file_name).collect()
}

#[test]
fn pictures_are_found_by_any_field_with_marks_or_without() {
    let mut desk = Desk::new();
    let files = [1, 2, 3].map(|number| desk.put(&format!("IMG_{number}.jpg"), picture(number)));
    let ids = desk.bring(&files).added;
    desk.set(&ids[0], PhotoField::Caption, "Con đường ra chợ");
    desk.set(&ids[1], PhotoField::Place, "Cù Lao Dương");
    desk.set(&ids[2], PhotoField::CropFree, "0,0,0.5,0.75");
    assert_eq!(found(&desk, ""), ["IMG_3.jpg", "IMG_2.jpg", "IMG_1.jpg"]);
    assert_eq!(found(&desk, "duong"), ["IMG_2.jpg", "IMG_1.jpg"]);
    assert_eq!(found(&desk, "đường"), ["IMG_1.jpg"]);
    assert_eq!(found(&desk, "img_3"), ["IMG_3.jpg"]);
    assert_eq!(found(&desk, "75"), [""; 0]);

    // A caption that was written over is no longer found, a picture that was taken off neither.
    desk.set(&ids[0], PhotoField::Caption, "Bến sông");
    desk.library.edit(&desk.story, 0, &[Edit::RemovePhoto { photo: ids[1].clone() }]).unwrap();
    assert_eq!(found(&desk, "duong"), [""; 0]);
    assert_eq!(found(&desk, "ben song"), ["IMG_1.jpg"]);
    assert_eq!(found(&desk, ""), ["IMG_3.jpg", "IMG_1.jpg"]);
    assert_eq!(desk.library.find_photos("", 1).unwrap().len(), 1);
}

#[test]
fn a_picture_that_two_stories_use_is_found_once_and_knows_both() {
    let mut desk = Desk::new();
    let file = desk.put("a.jpg", picture(1));
    desk.library.append_photos(&desk.story, std::slice::from_ref(&file)).unwrap();
    desk.library.edit_latest(&desk.story, &[headline("Chợ nổi")]).unwrap();
    let other = desk.library.create(Language::Vietnamese).unwrap();
    let first = std::mem::replace(&mut desk.story, other);
    desk.bring(&[file]);
    assert_eq!(found(&desk, "").len(), 1);

    let sha256 = desk.photos()[0].sha256.clone();
    let mut uses: Vec<_> = desk.library.photo_uses(&sha256).unwrap().stories;
    uses.sort_by(|one, other| one.story.cmp(&other.story));
    let told: Vec<_> = uses.iter().map(|used| (&used.story, used.headline.as_str(), used.shown)).collect();
    assert_eq!(told, [(&first, "Chợ nổi", true), (&desk.story, "", false)]);
    assert_eq!(desk.library.photo_uses("00").unwrap(), PhotoUses::default());
}

#[test]
fn a_picture_knows_the_packages_that_went_out_with_it() {
    let mut desk = Desk::new();
    let files = [1, 2].map(|number| desk.put(&format!("{number}.jpg"), picture(number)));
    desk.library.append_photos(&desk.story, &files[..1]).unwrap();
    desk.bring(&files[1..]);
    desk.library.edit_latest(&desk.story, &[headline("Chợ nổi")]).unwrap();
    let draft = PackageOptions { draft: true, ..PackageOptions::default() };
    let story = desk.library.story_to_package(&desk.story, &draft, Language::Vietnamese).unwrap();
    let media = desk.library.media();
    let write = |out: &Path| {
        let options = PackageOptions { out: out.to_owned(), ..draft.clone() };
        package::write(&story, &media, &options, &Progress::unwatched()).unwrap()
    };
    let (here, there) = (desk.folder.path().join("đây"), desk.folder.path().join("kia"));
    // Written twice to one place it is one package.
    for out in [&here, &there, &here] {
        let report = write(out);
        desk.library.note_package(&story, &report, &draft).unwrap();
    }
    let uses = desk.library.photo_uses(&story.photos[0].sha256).unwrap();
    let places: Vec<_> = uses.packages.iter().map(|package| Path::new(&package.package).parent().unwrap()).collect();
    assert_eq!(places, [&here, &there], "the one written last comes first");
    assert!(uses.packages.iter().all(|package| package.story == desk.story && package.headline == "Chợ nổi"));
    // The one that the body does not show stayed at home.
    assert_eq!(desk.library.photo_uses(&story.photos[1].sha256).unwrap().packages, []);
}

#[test]
fn listing_a_story_again_writes_only_the_pictures_that_changed() {
    let mut desk = Desk::new();
    let files: Vec<PathBuf> = (0..30).map(|number| desk.put(&format!("{number}.jpg"), picture(number))).collect();
    let ids = desk.bring(&files).added;
    desk.library.list("", 10).unwrap();
    let before = desk.library.database.written_rows();
    desk.set(&ids[3], PhotoField::Caption, "Ghe.");
    let edited = desk.library.database.written_rows();
    desk.library.list("", 10).unwrap();
    let listed = desk.library.database.written_rows() - edited;
    assert!(listed < 30, "{listed} rows were written for one caption ({} for the edit)", edited - before);
}

#[test]
fn pictures_are_named_by_the_pattern_of_the_house_and_the_name_of_the_file_stays_known() {
    let mut desk = Desk::new();
    let headline = Edit::SetField { field: StoryField::Headline, value: "Nước lên trong đêm".into() };
    desk.library.edit_latest(&desk.story, &[headline]).unwrap();
    let change = SettingsChange { file_names: Some("{slug}-{số}".into()), ..Default::default() };
    desk.library.change_settings(&change).unwrap();
    let files = [desk.put("DSC_1.jpg", picture(1)), desk.put("DSC_2.JPG", picture(2))];
    desk.bring(&files);
    // One that the story has is not named anew, and the count goes on.
    let again = [files[0].clone(), desk.put("nuoc-len-trong-dem-003.jpg", picture(3))];
    assert_eq!(desk.bring(&again).again[0].differences, []);
    let photos = desk.library.story(&desk.story).unwrap().photos;
    let names: Vec<_> =
        photos.iter().map(|one| (one.file_name.as_str(), one.fields.text(PhotoField::OriginalName))).collect();
    assert_eq!(
        names,
        [
            ("nuoc-len-trong-dem-001.jpg", "DSC_1.jpg"),
            ("nuoc-len-trong-dem-002.JPG", "DSC_2.JPG"),
            ("nuoc-len-trong-dem-003.jpg", ""),
        ]
    );
    // After one was taken off the count would meet itself.
    desk.library.edit_latest(&desk.story, &[Edit::RemovePhoto { photo: photos[0].id.clone() }]).unwrap();
    let more = desk.put("DSC_9.jpg", picture(9));
    desk.bring(&[more]);
    let photos = desk.library.story(&desk.story).unwrap().photos;
    assert_eq!(photos.last().unwrap().file_name, "nuoc-len-trong-dem-004.jpg");
    // A pattern that tells no two apart.
    let change = SettingsChange { file_names: Some("{slug}".into()), ..Default::default() };
    desk.library.change_settings(&change).unwrap();
    let files = [desk.put("a.jpg", picture(4)), desk.put("b.jpg", picture(5))];
    desk.bring(&files);
    let photos = desk.library.story(&desk.story).unwrap().photos;
    assert_eq!([&photos[3].file_name, &photos[4].file_name], ["nuoc-len-trong-dem.jpg", "nuoc-len-trong-dem-2.jpg"]);
}

#[test]
fn pictures_of_an_article_that_is_imported_are_called_as_those_that_are_dropped() {
    let mut desk = Desk::new();
    let change = SettingsChange { file_names: Some("{slug}-{số}".into()), ..Default::default() };
    desk.library.change_settings(&change).unwrap();
    let files = [desk.put("DSC_1.jpg", picture(1)), desk.put("IMG_0002.JPEG", picture(2))];
    let article = desk.put("bai.txt", "Nước lên trong đêm\n\nĐoạn đầu.\n\nẢnh: Bến sông sáng nay.\n");
    let report = desk.library.import(&article, &files, crate::clock::today()).unwrap();
    let names = |desk: &Desk| -> Vec<(String, String)> {
        let photos = desk.library.story(&report.story).unwrap().photos;
        photos.into_iter().map(|one| (one.file_name, one.fields.text(PhotoField::OriginalName).to_owned())).collect()
    };
    let named = |name: &str, original: &str| (name.to_owned(), original.to_owned());
    let two = [named("nuoc-len-trong-dem-001.jpg", "DSC_1.jpg"), named("nuoc-len-trong-dem-002.JPEG", "IMG_0002.JPEG")];
    assert_eq!(names(&desk), two);
    // What is dropped on it next goes on from there.
    let third = desk.put("DSC_3.jpg", picture(3));
    desk.library
        .add_photos(
            &report.story,
            &[third],
            PhotoPlacement::Sheet,
            Language::Vietnamese,
            &Progress::unwatched(),
            &mut |_| (),
        )
        .unwrap();
    assert_eq!(names(&desk)[2], named("nuoc-len-trong-dem-003.jpg", "DSC_3.jpg"));
}

#[test]
fn a_photo_is_put_between_two_others_and_back() {
    let mut desk = Desk::new();
    let files: Vec<_> = (1..=3).map(|number| desk.put(&format!("{number}.jpg"), picture(number))).collect();
    desk.bring(&files);
    let names = |desk: &Desk| -> Vec<String> {
        desk.library.story(&desk.story).unwrap().photos.into_iter().map(|photo| photo.file_name).collect()
    };
    let last = desk.library.story(&desk.story).unwrap().photos[2].clone();
    let moved = |place: &str| Edit::MovePhoto { photo: last.id.clone(), place: place.into() };
    desk.library.edit_latest(&desk.story, &[moved("n00000001i")]).unwrap();
    assert_eq!(names(&desk), ["1.jpg", "3.jpg", "2.jpg"]);
    desk.library.edit_latest(&desk.story, &[moved(&last.place)]).unwrap();
    assert_eq!(names(&desk), ["1.jpg", "2.jpg", "3.jpg"]);
    for place in ["", "a b", "ệ", &"n".repeat(65)] {
        assert!(desk.library.edit_latest(&desk.story, &[moved(place)]).is_err(), "{place}");
    }
}
