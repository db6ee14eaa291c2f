//! No check, but something for people to look at.

use std::{fs, path::Path};

use dateline_core::story::Block;
use dateline_tests::{
    app::{ENTER, ESCAPE, F8, Place, chord},
    script::Script,
};
use rusqlite::Connection;
use serde_json::json;

use super::{headline, kicker, wait_until_saved};

/// Every screen as it is, in target/screenshots.
#[test]
fn screenshots_of_every_screen() {
    let place = Place::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    let window = place.open();
    for (width, height) in [(1280, 800), (720, 480)] {
        window.session.resize(width, height);
        for language in ["vi", "en"] {
            for theme in ["light", "dark"] {
                window.see("story-row");
                window.click("settings-open");
                window.choose(&format!("language-{language}"));
                window.choose(&format!("theme-{theme}"));
                window.click("settings-open");
                let picture = |screen: &str| {
                    let seen = "[...document.images].every(image => image.complete && image.naturalWidth > 0)";
                    window.session.wait_for("all pictures are seen", seen, json!([]));
                    window.screenshot(&folder.join(format!("{screen}-{language}-{theme}-{width}.png")));
                };
                picture("library");
                window.click("story-row");
                window.see("body");
                picture("story");
                window.clear("headline");
                window.type_into("headline", "Chợ nổi  mùa nước lên");
                let found = "document.querySelector('[data-field=headline] .finding')";
                window.session.wait_for("the slip is found", found, json!([]));
                window.strike(F8);
                window.see("finding-card");
                picture("finding");
                window.strike(ESCAPE);
                window.click("open-checks");
                window.see("check-row");
                picture("checks");
                window.click("checks-close");
                window.click("open-photos");
                window.see("sheet");
                picture("contact-sheet");
                window.strike(ENTER);
                window.see("pad");
                picture("caption");
                window.click("crop");
                window.see("crop-frame");
                picture("crop");
                window.click("to-sheet");
                window.click("sheet-back");
                window.click("settings-open");
                // In a small window the menu scrolls to it.
                let open = "document.querySelector('[data-testid=open-style]').click()";
                window.session.run(open, json!([]));
                window.see("weight-missing_space");
                picture("house-style");
                window.click("style-close");
                window.click("settings-open");
                window.session.run("document.querySelector('[data-testid=open-about]').click()", json!([]));
                window.see("about-item");
                picture("about");
                window.click("about-close");
                window.click("open-package");
                window.see("package-plan");
                picture("package");
                window.type_into("package-folder", "\u{E00C}");
                window.click("back");
                window.see("story-row");
            }
        }
    }
}

/// A story's past, with names that changed since a version.
#[test]
fn screenshots_of_a_past() {
    let place = Place::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    let window = place.open();
    window.session.resize(1280, 800);
    for (language, before, after) in [("vi", "Bến Tràm", "Bến Chàm"), ("en", "Bến Chàm", "Bến Tràm")] {
        window.see("story-row");
        window.click("settings-open");
        window.choose(&format!("language-{language}"));
        window.choose("theme-light");
        window.click("settings-open");
        window.click("story-row");
        window.see("body");
        window.type_into("headline", &chord("s"));
        window.see("version-name");
        window.strike(ENTER);
        // Its box had the keyboard.
        let gone = "!document.querySelector('[data-testid=version-name]')";
        window.session.wait_for("the version is named", gone, json!([]));
        window.strike(&chord("h"));
        window.wait_for_keyboard_in("find-query");
        window.clear("find-query");
        window.type_into("find-query", before);
        window.clear("find-replacement");
        window.type_into("find-replacement", after);
        window.click("replace-all");
        window.see("replace-undo");
        window.click("find-close");
        wait_until_saved(&window);
        window.click("open-history");
        window.see("timeline");
        let compared = "document.querySelector('[data-testid=comparison]')?.textContent.includes(arguments[0])";
        window.session.wait_for("what changed is shown", compared, json!([after]));
        window.screenshot(&folder.join(format!("history-{language}-light-1280.png")));
        window.strike(ESCAPE);
        window.click("back");
    }
}

/// What a bad disk leaves to be seen.
#[test]
fn screenshots_of_a_library_in_trouble() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    let spoil_header = |place: &Place, _: &Script| {
        let database = place.library.join("library.sqlite");
        let mut bytes = fs::read(&database).unwrap();
        bytes[..100].fill(0);
        fs::write(database, bytes).unwrap();
    };
    let lose_change = |place: &Place, script: &Script| {
        script.library().edit_latest(&script.story, &[kicker("Sông nước")]).unwrap();
        let connection = Connection::open(place.library.join("library.sqlite")).unwrap();
        connection.execute("DELETE FROM change WHERE seq = 4", []).unwrap();
    };
    for (name, sign, spoil) in [
        ("trouble", "trouble", &spoil_header as &dyn Fn(&Place, &Script)),
        ("recovered", "go-on", &spoil_header),
        ("loss", "loss-story", &lose_change),
    ] {
        let place = Place::new();
        let text = "Từ bốn giờ sáng, khi sương còn phủ kín hai bờ, hơn bảy mươi ghe hàng đã về neo ở ngã ba.";
        let script = Script::lay_out(&place, |photo| vec![Block::paragraph(text), Block::photo(photo)]);
        script.library().edit_latest(&script.story, &[headline("Chợ nổi họp lại buổi sớm")]).unwrap();
        spoil(&place, &script);
        let window = place.open();
        if name == "recovered" {
            window.see("trouble");
            window.click("recover");
        }
        window.see(sign);
        for (width, height) in [(1280, 800), (720, 480)] {
            window.session.resize(width, height);
            for language in ["vi", "en"] {
                for theme in ["light", "dark"] {
                    if name != "loss" {
                        window.click("settings-open");
                        window.choose(&format!("language-{language}"));
                        window.choose(&format!("theme-{theme}"));
                        window.click("settings-open");
                    }
                    window.screenshot(&folder.join(format!("{name}-{language}-{theme}-{width}.png")));
                }
            }
        }
    }
}
