//! What stands beside the text, filled in with the keyboard and read from outside.

use dateline_core::{
    Language,
    story::{Block, Edit, StoryField},
};
use dateline_tests::{
    app::{DOWN, ENTER, Place, TAB, Window},
    process::wait_until,
    script::Script,
    telex::Telex,
};
use serde_json::json;

use super::wait_until_saved;

/// Another story of the library, from which boxes are completed.
fn lay_out_another(script: &Script, field: StoryField, value: &str) {
    let mut library = script.library();
    let story = library.create(Language::Vietnamese).unwrap();
    library.edit_latest(&story, &[Edit::SetField { field, value: value.into() }]).unwrap();
}

fn offer(window: &Window, text: &str) {
    window.wait_for_text("option", text);
}

#[test]
fn the_details_are_filled_in_without_accents_and_without_the_mouse() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước lên.")]);
    lay_out_another(&script, StoryField::Byline, "Đặng Thị Mưa");
    let window = place.open();
    window.type_into("headline", "Chợ nổi trước mùa nước lên");

    window.type_into("field-byline", "dang mua");
    offer(&window, "Đặng Thị Mưa");
    window.strike(DOWN);
    window.strike(TAB);
    window.wait_for_text("field-byline", "Đặng Thị Mưa");
    window.wait_for_keyboard_in("field-dateline");

    window.type_into("field-keywords", "chợ nổi, mùa lũ");
    window.strike(ENTER);
    window.type_into("field-subjects", "bau cu");
    offer(&window, "bầu cử");
    window.strike(ENTER);
    window.wait_for_text("field-subjects-chip", "bầu cử");

    window.type_into("field-embargoed", "24/12/2026 08:00");
    window.see("field-embargoed-zone");
    // The zone by its first letters, as in any list of choices.
    window.type_into("field-embargoed-zone", "GMT+9");
    // Until then the slug is the headline's; what is typed becomes one on leaving the box.
    let offered = "document.querySelector('[data-testid=field-slug]').placeholder === arguments[0]";
    window.session.wait_for("the headline makes the slug", offered, json!(["cho-noi-truoc-mua-nuoc-len"]));
    window.type_into("field-slug", "Chợ nổi: Mùa lũ!");
    window.strike(TAB);
    window.wait_for_text("field-slug", "cho-noi-mua-lu");
    wait_until_saved(&window);

    let kept = script.kept();
    assert_eq!(kept.text(StoryField::Byline), "Đặng Thị Mưa");
    assert_eq!(kept.fields.list(StoryField::Keywords), ["chợ nổi", "mùa lũ"]);
    assert_eq!(kept.fields.list(StoryField::Subjects), ["medtop:20000574"]);
    assert_eq!(kept.text(StoryField::Embargoed), "2026-12-24T08:00:00+09:00");
    assert_eq!(kept.text(StoryField::Slug), "cho-noi-mua-lu");
}

#[test]
fn telex_composes_in_boxes_that_complete_and_in_chips() {
    let mut place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước lên.")]);
    lay_out_another(&script, StoryField::Byline, "Nghiêm Thị Đò");
    let telex = Telex::start(&mut place);
    let window = place.open();
    window.focus();

    // A byline of one's own, beside one that is offered.
    window.click_with_mouse("field-byline");
    telex.strike(&place, "Nghieem Thij Hoaf");
    window.wait_for_text("field-byline", "Nghiêm Thị Hòa");
    telex.press(&place, &["Tab"]);
    window.wait_for_keyboard_in("field-dateline");
    wait_until("the byline is kept", || script.kept().text(StoryField::Byline) == "Nghiêm Thị Hòa");
    // The same begun once more, and finished from the list.
    window.click_with_mouse("field-byline");
    telex.press(&place, &["ctrl+a"]);
    telex.strike(&place, "nghieem thij ");
    offer(&window, "Nghiêm Thị Đò");
    telex.press(&place, &["Down", "Return"]);
    window.wait_for_text("field-byline", "Nghiêm Thị Đò");

    window.click_with_mouse("field-keywords");
    telex.strike(&place, "chowj noori, muaf lux");
    window.wait_for_text("field-keywords", "mùa lũ");
    telex.press(&place, &["Return"]);
    telex.strike(&place, "ddeef");
    // The input method answers when it gets to it; a click that overtook the keys would take them along.
    window.wait_for_text("field-keywords", "đề");
    window.click_with_mouse("headline");
    wait_until("all three are kept", || script.kept().fields.list(StoryField::Keywords) == ["chợ nổi", "mùa lũ", "đề"]);
    assert_eq!(script.kept().text(StoryField::Byline), "Nghiêm Thị Đò");
}

#[test]
fn what_is_offered_stands_within_the_smallest_window_wherever_its_box_is() {
    let place = Place::new();
    let _script = Script::lay_out(&place, |_| vec![Block::paragraph("Nước lên.")]);
    let window = place.open();
    window.session.resize(640, 480);
    window.click("toggle-details");
    for (edge, side) in [("start", "below"), ("end", "above")] {
        window.see("field-subjects");
        let to_the_edge =
            "document.querySelector('[data-testid=field-subjects]').scrollIntoView({ block: arguments[0] })";
        window.session.run(to_the_edge, json!([edge]));
        window.type_into("field-subjects", "b");
        offer(&window, "biến đổi khí hậu");
        window.session.wait_for(
            &format!("the list is {side} its box, and whole"),
            "(([list, box], side) =>
                list.top >= 0 && list.bottom <= innerHeight && list.left >= 0 && list.right <= innerWidth &&
                (side === 'below' ? list.top >= box.bottom : list.bottom <= box.top)
            )(['[role=listbox].shown', '[data-testid=field-subjects]'].map((one) =>
                document.querySelector(one).getBoundingClientRect()), arguments[0])",
            json!([side]),
        );
        // It lies over all that is there: a click on it is a click on what is offered.
        let seen = "return document.querySelector('[role=listbox].shown').contains((({ left, top, width, height }) =>
            document.elementFromPoint(left + width / 2, top + height / 2)
        )(document.querySelector('[role=listbox].shown').getBoundingClientRect()))";
        assert_eq!(window.session.run(seen, json!([])), true);
        window.clear("field-subjects");
    }
}
