//! No check, but something for people to look at.

use std::path::Path;

use dateline_tests::app::{ENTER, ESCAPE, F8, Place};
use serde_json::json;

/// Every screen as it is, in target/screenshots.
#[test]
fn screenshots_of_every_screen() {
    let place = Place::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    let window = place.open();
    for (width, height) in [(1200, 800), (720, 480)] {
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
                window.see("open-checks");
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
                window.see("story-list");
            }
        }
    }
}
