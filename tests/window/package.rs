//! The page as it will go out, beside the text and on the package's sheet, and the way to it.

use std::fs;

use dateline_core::{
    package,
    story::{Block, Edit, PhotoField, StoryField},
};
use dateline_tests::{
    app::{Place, TO_THE_END, TO_THE_START, Window, chord},
    process::wait_until,
    script::Script,
};
use serde_json::json;

use super::{headline, wait_until_saved};

/// What an expression over the page in the frame, `inside`, comes to in time.
fn wait_for_page(window: &Window, what: &str, expression: &str) {
    let frame = "document.querySelector('[data-testid=page] iframe')";
    let expression = format!(
        "(inside => {expression})({frame}?.contentDocument?.body?.firstElementChild ? {frame}.contentDocument : null)"
    );
    let guarded = format!("{frame}?.contentDocument?.body?.firstElementChild && {expression}");
    window.session.wait_for(what, &guarded, json!([]));
}

/// With a text that is longer than the window is high, and nothing that stands in a package's way.
fn lay_out(place: &Place) -> Script {
    let script = Script::lay_out(place, |photo| {
        let lines = (1..=40).map(|line| Block::paragraph(format!("Đoạn {line}: nước lên nhanh trong đêm.")));
        [Block::photo(photo)].into_iter().chain(lines).collect()
    });
    let photo = script.kept().photos[0].id.clone();
    let of_photo = |field, value: &str| Edit::SetPhotoField { photo: photo.clone(), field, value: value.into() };
    let fields = [
        headline("Mưa lớn trên đèo"),
        of_photo(PhotoField::Caption, "Ghe về bến."),
        of_photo(PhotoField::Credit, "Lam Khê"),
        of_photo(PhotoField::AltText, "Ghe trên sông."),
    ];
    script.library().edit_latest(&script.story, &fields).unwrap();
    script
}

#[test]
fn the_page_beside_the_text_looks_as_it_will_follows_the_cursor_and_never_has_the_keyboard() {
    let place = Place::new();
    let script = lay_out(&place);
    let window = place.open();
    window.type_into("body", TO_THE_START);
    window.strike(&chord("r"));
    window.see("preview");
    wait_for_page(&window, "the headline is there", "inside.querySelector('h1').textContent === 'Mưa lớn trên đèo'");
    // The policy of the app lets no style in that is written into a page; the page is dressed all the same.
    wait_for_page(&window, "it is dressed", "inside.defaultView.getComputedStyle(inside.body).marginTop === '0px'");
    wait_for_page(&window, "its picture is painted", "inside.querySelector('img').naturalWidth > 0");
    window.wait_for_keyboard_in("body");

    window.type_into("body", TO_THE_END);
    window.strike(" Xong.");
    wait_for_page(
        &window,
        "what was typed is in it",
        "[...inside.querySelectorAll('.body p')].at(-1).textContent.endsWith('đêm. Xong.')",
    );
    let follows = "(room => room.scrollTop > 0
        && room.getBoundingClientRect().bottom > room.querySelector('iframe').getBoundingClientRect().bottom - 400)
        (document.querySelector('[data-testid=page]'))";
    window.session.wait_for("it has gone to the last paragraph", follows, json!([]));
    window.wait_for_keyboard_in("body");
    assert!(script.body().last().unwrap().ends_with("Xong."));
    window.strike(&chord("r"));
    assert!(!window.shows("preview"));
}

#[test]
fn where_nothing_opens_folders_or_pages_a_person_reads_what_to_do() {
    // A home without any program that opens folders or pages, and no bus on which one listens.
    let place = Place::new();
    let script = lay_out(&place);
    let out = place.folder("out");
    fs::create_dir(&out).unwrap();
    place.packages_went_to(&out);
    let window = place.open();
    window.wait_for_text("headline", "Mưa lớn trên đèo");
    window.click("open-package");
    window.see("package-ready");
    wait_for_page(&window, "the page is on the sheet", "inside.querySelector('h1').textContent.includes('đèo')");
    window.click("package-write");
    window.wait_for_attribute("package-result", "data-ok", "true");
    window.click("package-reveal");
    window.wait_for_attribute("package-error", "data-code", "opener_missing");
    let told = window.text("package-error");
    window.click("package-open-page");
    let page = json!(["article.html"]);
    let named = "document.querySelector('[data-testid=package-error]')?.textContent.includes(arguments[0])";
    window.session.wait_for("the page is told of too", named, page);
    assert!(!told.contains("os error") && !told.contains("zbus") && told.contains("trình quản lý tệp"), "{told}");
    assert_eq!(package::verify(window.text("package-path").as_ref(), script.kept().language).unwrap().problems, []);
}

#[test]
fn an_original_that_is_gone_is_told_by_the_name_of_its_picture_and_no_hash() {
    let place = Place::new();
    let script = lay_out(&place);
    let out = place.folder("out");
    fs::create_dir(&out).unwrap();
    place.packages_went_to(&out);
    let kept = script.kept();
    let (name, sha256) = (kept.photos[0].file_name.clone(), kept.photos[0].sha256.clone());
    fs::remove_file(place.library.join("blobs").join(&sha256[..2]).join(&sha256)).unwrap();
    fs::remove_dir_all(place.library.join("cache")).ok();
    let window = place.open();
    window.wait_for_text("headline", "Mưa lớn trên đèo");
    window.click("open-package");
    window.see("package-ready");
    window.click("package-write");
    window.wait_for_attribute("package-error", "data-code", "blob_missing");
    let told = window.text("package-error");
    assert!(told.contains(&name) && !told.contains(&sha256), "{told}");
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

/// The place is kept by the page itself, half a second later and more; a power cut comes before that.
#[test]
fn after_a_power_cut_amid_typing_the_cursor_is_where_the_last_words_were_written() {
    let place = Place::new();
    let script = lay_out(&place);
    let caption = format!("caption-{}", script.kept().photos[0].id.0);
    let kept_caption = || script.kept().photos[0].fields.text(PhotoField::Caption).to_owned();

    // Amid the text: far from where the story was opened.
    let window = place.open();
    window.type_into("body", TO_THE_END);
    window.strike("\u{E013}\u{E013}\u{E011}");
    window.strike("Sớm nay, ");
    wait_until("the words are durable", || script.body()[38].starts_with("Sớm nay, "));
    window.kill();
    let window = place.open();
    window.wait_for_text("body", "Sớm nay,");
    let at = "(selection => selection.anchorNode?.textContent?.startsWith('Sớm nay, ') && selection.anchorOffset === 9)
        (getSelection())";
    window.session.wait_for("the cursor is behind them", at, json!([]));
    window.strike("mưa. ");
    wait_until("it goes on there", || script.body()[38].starts_with("Sớm nay, mưa. "));

    // Under a picture.
    window.type_into(&caption, "\u{E011}Chiều: ");
    wait_until("the caption is durable", || kept_caption().starts_with("Chiều: "));
    window.kill();
    let window = place.open();
    window.wait_for_keyboard_in(&caption);
    window.strike("mưa, ");
    wait_until("it goes on there", || kept_caption().starts_with("Chiều: mưa, "));

    // In the headline.
    window.type_into("headline", "\u{E011}Đêm ");
    wait_until("the headline is durable", || script.kept().text(StoryField::Headline).starts_with("Đêm "));
    window.kill();
    let window = place.open();
    window.wait_for_keyboard_in("headline");
    window.strike("qua: ");
    wait_until("it goes on there", || script.kept().text(StoryField::Headline).starts_with("Đêm qua: "));
    wait_until_saved(&window);
}
