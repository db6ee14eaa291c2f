//! The copy desk by the keyboard: from one finding to the next, mended, let stand, mended all at once; and a package that
//! errors hold back until somebody answers for them.

use std::fs;

use dateline_core::{
    Language,
    check::Severity,
    package,
    story::{Block, Edit, StoryField, VersionKind},
};
use dateline_tests::{
    app::{ENTER, ESCAPE, F8, Place, TO_THE_START, Window, as_text, chord},
    process::wait_until,
    script::Script,
};

use serde_json::json;

use super::wait_until_saved;

const FIRST: &str = "Theo chỉ thị số số 35, việc này vẫncòn chậm.";
const SECOND: &str = "Đảng uỷ xã mời ông Lê Sơn. Đảng uỷ huyện cử bà Hà Mây. Đảng uỷ tỉnh chưa trả lời.";

fn laid_out(place: &Place) -> Script {
    let script = Script::lay_out(place, |_| vec![Block::paragraph(FIRST), Block::paragraph(SECOND)]);
    let headline = Edit::SetField { field: StoryField::Headline, value: "Nước lên nhanh trong đêm".into() };
    script.library().edit_latest(&script.story, &[headline]).unwrap();
    script
}

fn on_card(window: &Window, rule: &str) {
    window.wait_for_attribute("finding-card", "data-rule", rule);
    window.wait_for_keyboard_in("finding-card");
}

#[test]
fn findings_are_mended_and_let_stand_without_the_mouse() {
    let place = Place::new();
    let script = laid_out(&place);
    let window = place.open();
    window.session.find(".ProseMirror .finding-error");
    window.type_into("body", TO_THE_START);

    window.strike(F8);
    on_card(&window, "doubled_words");
    window.strike(ENTER);
    on_card(&window, "joined_words");
    window.strike(ENTER);
    on_card(&window, "tone_placement");
    // This one stands as it is; a bare letter is a key of the card's, not a word of the story's.
    window.strike("i");
    on_card(&window, "tone_placement");
    window.strike(ESCAPE);
    window.wait_for_cursor_in("body");
    wait_until_saved(&window);
    let kept = script.kept();
    assert_eq!(kept.body[0].text, "Theo chỉ thị số 35, việc này vẫn còn chậm.");
    assert_eq!(kept.body[1].text, SECOND);
    assert_eq!(kept.ignored.iter().map(|ignored| ignored.rule.as_str()).collect::<Vec<_>>(), ["tone_placement"]);
    let underlined = "document.querySelectorAll('.ProseMirror .finding-consistency').length === 2";
    window.session.wait_for("the other two are still underlined", underlined, json!([]));

    // What was done last is taken back first: what was let stand, then what was mended, as what one types.
    window.type_into("body", &chord("z"));
    wait_until("it is told again", || script.kept().ignored.is_empty());
    window.type_into("body", &chord("z"));
    wait_until("it is durable", || script.kept().body[0].text.contains("vẫncòn"));
    window.type_into("body", &chord("y"));
    wait_until("it is durable", || script.kept().body[0].text.contains("vẫn còn"));
}

#[test]
fn all_of_a_rule_are_looked_through_and_mended_in_one_step() {
    let place = Place::new();
    let script = laid_out(&place);
    let window = place.open();
    window.click("open-checks");
    window.see("check-row");
    window.click("fix-all-tone_placement");
    window.wait_for_text("fix-all", "Đảng uỷ");
    window.click("fix-all-go");
    let mended = SECOND.replace("uỷ", "ủy");
    wait_until("it is durable", || script.kept().body[1].text == mended);
    window.type_into("body", &chord("z"));
    wait_until("one step takes all of them back", || script.kept().body[1].text == SECOND);
}

#[test]
fn errors_hold_a_package_back_until_somebody_answers_for_them_by_name() {
    let place = Place::new();
    let script = laid_out(&place);
    // The picture of the story is not shown, so nothing else is missing.
    let out = place.folder("out");
    fs::create_dir(&out).unwrap();
    place.packages_went_to(&out);
    let window = place.open();
    window.click("open-package");
    window.clear("package-folder");
    window.type_into("package-folder", &as_text(&out));
    window.see("package-errors");
    window.session.find("[data-testid=package-write]:disabled");
    window.click("package-override");
    window.clear("package-overridden-by");
    window.type_into("package-overridden-by", "Khánh Mây");
    window.click("package-write");
    window.wait_for_attribute("package-result", "data-ok", "true");
    let written = window.text("package-path");
    assert_eq!(package::verify(written.as_ref(), Language::English).unwrap().problems, []);

    let found = script.library().findings(&script.story, Language::English).unwrap();
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error).count() as u32;
    let newest = script.library().history(&script.story).unwrap().remove(0);
    assert_eq!(newest.version, Some(VersionKind::Overridden { by: "Khánh Mây".into(), errors }));
    assert_eq!(errors, 2);
}
