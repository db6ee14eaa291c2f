//! What an editor proposed, as the reporter meets it: apart from the text, written in around it, and decided by keys.

use std::path::Path;

use dateline_core::{
    library::SettingsChange,
    story::{Block, Edit, MarkKind, Marks, Piece, Proposal, StoryField, SuggestionId, Touch},
};
use dateline_tests::{
    app::{ESCAPE, Place, TO_THE_START, Window},
    process::wait_until,
    script::Script,
};
use serde_json::json;

use super::wait_until_saved;

const PARAGRAPHS: [&str; 3] = [
    "Năm giờ sáng, ông trạm trưởng gạt cầu dao. Máy rung một nhịp rồi nổ đều, đám trẻ chạy dọc bờ kênh reo theo.",
    "Trạm dừng từ tháng 9, khi máy biến áp cháy trong một cơn dông. Theo như được biết thì xã đã ba lần gửi văn bản xin thay.",
    "Không có nước, thôn Hạ bỏ hoang gần một nửa đồng.",
];

fn id(name: &str) -> SuggestionId {
    SuggestionId(name.into())
}

fn text(words: &str) -> Piece {
    Piece::Text { text: words.into(), marks: Marks::default() }
}

/// Where these words stand, in the units of edits.
fn at(words: &str) -> u32 {
    let mut unit = 0;
    for paragraph in PARAGRAPHS {
        if let Some(byte) = paragraph.find(words) {
            return unit + 1 + paragraph[..byte].encode_utf16().count() as u32;
        }
        unit += 1 + paragraph.encode_utf16().count() as u32;
    }
    panic!("{words} is nowhere")
}

fn length(words: &str) -> u32 {
    words.encode_utf16().count() as u32
}

/// Each made on the text as it was: the last first.
fn proposals() -> Vec<Edit> {
    let gone = "Theo như được biết thì xã";
    let bold = "thôn Hạ";
    let headline = Proposal::Field {
        field: StoryField::Headline,
        base: "Trạm bơm chạy lại sau hai mùa ruộng khô".into(),
        value: "Trạm bơm chạy lại sau hai mùa bỏ ruộng".into(),
    };
    vec![
        Edit::Propose {
            suggestion: id("d"),
            proposal: Proposal::Format { mark: MarkKind::Bold, on: true, href: None, lang: None },
        },
        Edit::Suggest {
            suggestion: id("d"),
            from: at(bold),
            to: at(bold) + length(bold),
            touch: Touch::Formatted,
            on: true,
        },
        Edit::SuggestSplice { suggestion: id("c"), at: at(gone), delete: length(gone), insert: vec![text("Xã")] },
        Edit::SuggestSplice {
            suggestion: id("b"),
            at: at("đám trẻ"),
            delete: 0,
            insert: vec![text("nước trào lên bể xả, ")],
        },
        Edit::Remark { suggestion: id("b"), remark: "Thấy nước rồi mới nghe tiếng reo.".into() },
        Edit::Propose { suggestion: id("a"), proposal: headline },
    ]
}

fn laid_out(place: &Place) -> Script {
    let script = Script::lay_out(place, |_| PARAGRAPHS.map(Block::paragraph).to_vec());
    let mut library = script.library();
    let mut sign = |name: &str| {
        let change = SettingsChange { name: Some(name.into()), ..Default::default() };
        library.change_settings(&change).unwrap();
    };
    sign("Hà Vy");
    let headline = "Trạm bơm chạy lại sau hai mùa ruộng khô";
    let mut edits = vec![Edit::SetField { field: StoryField::Headline, value: headline.into() }];
    edits.extend(proposals());
    script.library().edit_latest(&script.story, &edits).unwrap();
    sign("Phan Hạ");
    script
}

fn row_at_hand(window: &Window, suggestion: &str) {
    let there = "document.activeElement?.dataset.suggestionRow === arguments[0]";
    window.session.wait_for("the suggestion is at hand", there, json!([suggestion]));
}

/// The words in the text that are only proposed, or proposed to go.
fn in_text(window: &Window, css: &str) -> serde_json::Value {
    let words =
        "return [...document.querySelectorAll(`[data-testid=body] ${arguments[0]}`)].map(one => one.textContent)";
    window.session.run(words, json!([css]))
}

#[test]
fn what_an_editor_proposed_is_written_around_and_decided_by_keys() {
    let place = Place::new();
    let script = laid_out(&place);
    let window = place.open();
    window.session.find("ins.inserted");
    assert_eq!(in_text(&window, "ins.inserted"), json!(["nước trào lên bể xả, ", "Xã"]));
    assert_eq!(in_text(&window, "del.deleted"), json!(["Theo như được biết thì xã"]));

    // The reporter goes on meanwhile.
    window.type_into("body", TO_THE_START);
    window.strike("Sáng 12/11. ");
    wait_until_saved(&window);

    window.click("open-suggestions");
    window.see("suggestion");
    window.session.run("document.querySelector('[data-suggestion-row]').focus()", json!([]));
    row_at_hand(&window, "a");
    window.strike("a");
    row_at_hand(&window, "b");
    window.strike("r");
    row_at_hand(&window, "c");
    window.strike("a");
    row_at_hand(&window, "d");
    window.strike("a");
    window.see("suggestions-none");
    window.strike(ESCAPE);
    window.wait_for_cursor_in("body");
    wait_until("all four are decided", || script.kept().suggestions.iter().filter(|one| one.is_decided()).count() == 4);
    let body = script.body();
    assert_eq!(body[0], format!("Sáng 12/11. {}", PARAGRAPHS[0]));
    assert_eq!(body[1], PARAGRAPHS[1].replace("Theo như được biết thì xã", "Xã"));
    assert_eq!(body[2], PARAGRAPHS[2].replace("thôn Hạ", "**thôn Hạ**"));
    assert_eq!(script.kept().text(StoryField::Headline), "Trạm bơm chạy lại sau hai mùa bỏ ruộng");
}

/// The suggestions of a story, in target/screenshots.
#[test]
fn screenshots_of_suggestions() {
    let place = Place::new();
    let _script = laid_out(&place);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    let window = place.open();
    window.session.find("ins.inserted");
    for (width, height) in [(1280, 800), (720, 600)] {
        window.session.resize(width, height);
        for theme in ["light", "dark"] {
            for language in ["vi", "en"] {
                let set = "document.documentElement.dataset.theme = arguments[0]";
                window.session.run(set, json!([theme]));
                window.click("back");
                window.see("story-row");
                window.click("settings-open");
                window.choose(&format!("language-{language}"));
                window.choose(&format!("theme-{theme}"));
                window.click("settings-open");
                window.click("story-row");
                window.session.find("ins.inserted");
                window.click("open-suggestions");
                window.see("suggestion");
                window.session.run("document.querySelectorAll('[data-suggestion-row]')[1].focus()", json!([]));
                row_at_hand(&window, "b");
                window.screenshot(&folder.join(format!("suggestions-{language}-{theme}-{width}.png")));
                window.click("suggestions-close");
            }
        }
    }
}
