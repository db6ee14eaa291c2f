//! A card of pictures on its way to the page: the mouse drops it, the keyboard does the rest.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use dateline_core::{
    Language,
    import::sample,
    package,
    story::{Block, Edit, Photo, PhotoField, StoryField},
};
use dateline_tests::{
    app::{DOWN, ENTER, ESCAPE, HOME, LEFT, Place, RIGHT, SHIFT, TAB, Window, as_text, chord, shifted},
    drag::{Files, drop_files},
    process::wait_until,
    script::Script,
};
use serde_json::json;

use super::wait_until_saved;

const PICTURES: usize = 200;
/// The file on the card that is none.
const BROKEN: &str = "IMG_0100.jpg";

/// A folder as it lies on a camera's card: that many pictures, no two alike, and one that was cut short.
fn card(place: &Place) -> PathBuf {
    let card = place.folder("100DATEL");
    fs::create_dir(&card).unwrap();
    let stories = sample::stories();
    let drawn: Vec<&[u8]> = stories.iter().flat_map(|story| &story.photos).map(|photo| photo.bytes).collect();
    for number in 0..=PICTURES {
        let mut jpeg = with_remark(drawn[number % drawn.len()], &format!("picture {number}"));
        let name = format!("IMG_{number:04}.jpg");
        if name == BROKEN {
            jpeg.truncate(jpeg.len() / 2);
        }
        fs::write(card.join(name), jpeg).unwrap();
    }
    card
}

/// The same picture in other bytes: a remark stands behind the first marker.
fn with_remark(jpeg: &[u8], words: &str) -> Vec<u8> {
    let length = u16::try_from(words.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xFE], &length, words.as_bytes(), &jpeg[2..]].concat()
}

fn named<'a>(photos: &'a [Photo], file_name: &str) -> &'a Photo {
    photos.iter().find(|photo| photo.file_name == file_name).unwrap_or_else(|| panic!("{file_name} has come in"))
}

fn open_sheet(window: &Window) {
    window.strike(&chord(&format!("{SHIFT}p")));
    window.see("photo-desk");
}

fn wait_for_keyboard_on_the_sheet(window: &Window) {
    let on_a_picture = "document.activeElement?.matches('[data-testid^=cell-]')";
    window.session.wait_for("a picture of the sheet has the keyboard", on_a_picture, json!([]));
}

/// What exiftool reads in a file, one value a line.
fn exiftool(file: &Path, tags: &[&str]) -> String {
    let output = Command::new("exiftool").args(["-s", "-s", "-s"]).args(tags).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

#[test]
fn two_hundred_pictures_are_dropped_captioned_cropped_and_packaged() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước lên.")]);
    let headline =
        Edit::SetField { field: StoryField::Headline, value: "Chợ nổi trước mùa nước lên".into() };
    script.library().edit_latest(&script.story, &[headline]).unwrap();
    let card = card(&place);
    let before = script.kept().photos.len();
    let out = place.folder("out");
    fs::create_dir(&out).unwrap();
    place.packages_went_to(&out);
    let window = place.open();
    window.see("body");
    window.wait_for_keyboard_in("body");
    open_sheet(&window);
    wait_for_keyboard_on_the_sheet(&window);

    // The mouse drops the whole card; the first picture is seen while the rest is still on its way.
    drop_files(&place, &window, "photo-desk", &[card]);
    let dropped = Instant::now();
    let first = "[...document.querySelectorAll('[data-testid^=cell-] img')].some(
        (picture, at) => at >= arguments[0] && picture.complete && picture.naturalWidth > 0)";
    window.session.wait_for("the first picture is seen", first, json!([before]));
    let (first_seen, come_by_then) = (dropped.elapsed(), script.kept().photos.len() - before);
    window.wait_for_text("photos-failed", BROKEN);
    let all_in = dropped.elapsed();
    let photos = script.kept().photos;
    assert_eq!(photos.len() - before, PICTURES, "each but the broken one is in, once");
    assert!(come_by_then < PICTURES, "the first is shown before the last has come");
    eprintln!("first picture seen {first_seen:?} after the drop ({come_by_then} were in), all in after {all_in:?}");

    // Captioned one after the other, without leaving the keyboard or the box.
    wait_for_keyboard_on_the_sheet(&window);
    window.strike(HOME);
    window.strike(RIGHT);
    window.strike(ENTER);
    window.see("pad-caption");
    let captions = ["Ghe rời bến lúc trời chưa sáng.", "Chợ họp giữa dòng.", "Khách xuống bến."];
    for (number, caption) in captions.iter().enumerate() {
        if number > 0 {
            window.strike(&chord(DOWN));
        }
        let file = format!("IMG_{number:04}.jpg");
        window.wait_for_text("large", &file);
        window.wait_for_keyboard_in("pad-caption");
        window.strike(caption);
        window.wait_for_text("pad-caption", caption);
    }
    wait_until("each caption is its picture's", || {
        let photos = script.kept().photos;
        captions.iter().enumerate().all(|(number, caption)| {
            named(&photos, &format!("IMG_{number:04}.jpg")).fields.text(PhotoField::Caption) == *caption
        })
    });

    // What all have in common is said once; one key takes it back, and the next says it again.
    window.strike(ESCAPE);
    wait_for_keyboard_on_the_sheet(&window);
    window.strike(&chord("a"));
    window.see("apply-panel");
    for (field, text) in [("credit", "Lam Khê"), ("alt_text", "Ghe xuồng trên sông")] {
        window.type_into(&format!("apply-{field}"), text);
    }
    window.strike(&chord(&format!("{SHIFT}{ENTER}")));
    let credited = || {
        let photos = script.kept().photos;
        photos.iter().filter(|photo| photo.fields.text(PhotoField::Credit) == "Lam Khê").count()
    };
    wait_until("all are credited", || credited() == PICTURES + before);
    window.click("note-undo");
    wait_until("that is taken back", || credited() == 0);
    window.strike(&chord(&format!("{SHIFT}{ENTER}")));
    wait_until("all are credited again", || credited() == PICTURES + before);

    // Three go into the body, and the first is cut and its middle said, by keys.
    let list = "document.querySelector('[data-photo-list] [tabindex=\"0\"]').focus()";
    window.session.run(list, json!([]));
    wait_for_keyboard_on_the_sheet(&window);
    window.strike(ESCAPE);
    window.strike(HOME);
    for _ in 0..3 {
        window.strike(RIGHT);
        window.strike("i");
    }
    window.strike(LEFT);
    window.strike(LEFT);
    window.strike("c");
    window.see("crop-frame");
    window.wait_for_keyboard_in("crop-frame");
    window.strike("----");
    window.strike(&shifted(&DOWN.repeat(2)));
    let crop_of = |file: &str| named(&script.kept().photos, file).fields.text(PhotoField::Crop16x9).to_owned();
    wait_until("the crop is kept", || !crop_of("IMG_0000.jpg").is_empty());
    window.strike(ESCAPE);
    window.strike(ESCAPE);
    wait_for_keyboard_on_the_sheet(&window);
    window.strike(ESCAPE);
    window.wait_for_keyboard_in("body");
    wait_until_saved(&window);

    window.strike(&chord(ENTER));
    window.clear("package-folder");
    window.type_into("package-folder", &as_text(&out));
    window.see("package-ready");
    window.click("package-write");
    window.wait_for_attribute("package-result", "data-ok", "true");
    let written = PathBuf::from(window.text("package-path"));

    assert_eq!(package::verify(&written, Language::English).unwrap().problems, []);
    let mut media: Vec<String> = fs::read_dir(written.join("data/media"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    media.sort();
    for (number, caption) in captions.iter().enumerate() {
        let one =
            media.iter().find(|name| name.contains(&format!("img-{number:04}"))).unwrap_or_else(|| panic!("{media:?}"));
        let read = exiftool(&written.join("data/media").join(one), &["-XMP-dc:Description", "-XMP-photoshop:Credit"]);
        assert_eq!(read, format!("{caption}\nLam Khê"));
    }
    assert!(media.iter().any(|name| name.contains("16x9")), "the crop goes out: {media:?}");
    assert_eq!(media.iter().filter(|name| name.contains("img-01")).count(), 0, "what the body does not show stays");
}

/// One picture, by the name that the file gets.
fn one_picture(place: &Place, name: &str) -> PathBuf {
    let stories = sample::stories();
    let file = place.folder(name);
    fs::write(&file, with_remark(stories[0].photos[0].bytes, name)).unwrap();
    file
}

#[test]
fn files_let_go_the_moment_a_screen_opens_come_in() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước lên.")]);
    let window = place.open();
    window.wait_for_keyboard_in("headline");
    let to = window.middle_of("body");
    for round in 1..=3 {
        let before = script.kept().photos.len();
        let files = Files::at_hand(&place, &[one_picture(&place, &format!("mot-{round}.jpg"))]);
        window.strike(&chord(&format!("{SHIFT}p")));
        files.drop_on(to);
        wait_until("the picture is in", || script.kept().photos.len() == before + 1);
        window.strike(ESCAPE);
        window.see("body");
    }
}

#[test]
fn files_let_go_before_there_is_a_page_come_in_once_it_is_there() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước lên.")]);
    let window = place.open();
    window.wait_for_keyboard_in("headline");
    let to = window.middle_of("body");
    let before = script.kept().photos.len();
    let files = Files::at_hand(&place, &[one_picture(&place, "mot.jpg")]);
    window.session.run("setTimeout(() => location.reload())", json!([]));
    files.drop_on(to);
    wait_until("the picture is in", || script.kept().photos.len() == before + 1);
}

#[test]
fn a_picture_brought_in_again_keeps_its_caption_and_two_peoples_captions_are_both_shown() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước lên.")]);
    let photo = script.kept().photos[0].clone();
    let set = |field, value: &str| {
        let edit = Edit::SetPhotoField { photo: photo.id.clone(), field, value: value.into() };
        script.library().edit_latest(&script.story, &[edit]).unwrap();
    };
    set(PhotoField::Caption, "Chú thích của tôi.");
    let window = place.open();
    window.wait_for_keyboard_in("headline");
    open_sheet(&window);
    wait_for_keyboard_on_the_sheet(&window);
    drop_files(&place, &window, "photo-desk", &[place.folder(&photo.file_name)]);
    window.wait_for_text("adding-photos", "1");
    assert_eq!(script.kept().photos.len(), 1, "it is one picture");
    assert_eq!(script.kept().photos[0].fields.text(PhotoField::Caption), "Chú thích của tôi.");

    // Another program changes the caption while somebody is in its box: nothing moves under their hands.
    window.session.run("document.querySelector('[data-photo-list] [tabindex=\"0\"]').focus()", json!([]));
    window.strike(ENTER);
    window.wait_for_keyboard_in("pad-caption");
    window.strike(" Sáng sớm.");
    set(PhotoField::Caption, "Chú thích của người khác.");
    window.strike(" Trời mưa.");
    window.wait_for_text("pad-caption", "Chú thích của tôi. Sáng sớm. Trời mưa.");
    wait_until_saved(&window);
    // The box is left, and both are shown.
    window.strike(TAB);
    window.wait_for_text("conflict-caption", "Chú thích của người khác.");
    window.wait_for_text("conflict-caption", "Trời mưa.");
}
