//! What an editor proposed, as the reporter meets it: apart from the text, written in around it, and decided by keys.

use std::path::Path;

use dateline_core::{
    library::SettingsChange,
    story::{
        Block, BlockKind, Edit, MarkKind, Marks, PersonId, Piece, Proposal, Run, StoryField, SuggestionId, Touch,
        Verdict,
    },
};
use dateline_tests::{
    app::{BACKSPACE, ESCAPE, Place, TO_THE_START, Window},
    process::wait_until,
    script::Script,
    telex::Telex,
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

/// The story that Hà Vy suggests in: words, bold words, and some that Phan Hạ has proposed.
fn to_suggest_in(place: &Place) -> Script {
    let run = |text: &str, bold| Run { text: text.into(), marks: Marks { bold, ..Marks::default() } };
    let script = Script::lay_out(place, |_| {
        let bold = [run("Nước ", false), run("dâng cao", true), run(" nhanh.", false)];
        let bold = Block::from_runs(BlockKind::Paragraph, bold);
        vec![Block::paragraph("mưa to."), Block::paragraph("Trong đêm nước lên."), bold, Block::paragraph("Chợ họp.")]
    });
    let sign = |name: &str| {
        let person = Some(Some(PersonId::fresh()));
        let change = SettingsChange { person, name: Some(name.into()), ..Default::default() };
        script.library().change_settings(&change).unwrap();
    };
    sign("Phan Hạ");
    let body = script.kept().body;
    let at = body[..3].iter().map(|block| 1 + length(&block.text)).sum::<u32>() + 1 + length("Chợ ");
    let theirs = Edit::SuggestSplice { suggestion: id("theirs"), at, delete: 0, insert: vec![text("rất đông ")] };
    script.library().edit_latest(&script.story, &[theirs]).unwrap();
    sign("Hà Vy");
    script
}

/// What is durable, with what is proposed in it: `[+come]`, `[-gone]`, and of Phan Hạ `[*words]`.
fn written(script: &Script) -> Vec<String> {
    let story = script.kept();
    let line = |block: &Block| {
        block.runs().into_iter().fold(String::new(), |line, Run { text, marks }| {
            let text = if marks.bold { format!("**{text}**") } else { text };
            let text = marks.suggested.iter().fold(text, |text, what| {
                let sign = match what.touch {
                    _ if what.suggestion == id("theirs") => '*',
                    Touch::Inserted => '+',
                    Touch::Deleted => '-',
                    Touch::Formatted => '~',
                };
                format!("[{sign}{text}]")
            });
            line + &text
        })
    };
    story.body.iter().map(line).collect()
}

fn suggest(window: &Window, place: &Place) {
    window.see("suggest-switch");
    window.click_with_mouse("body");
    place.xdotool(&["key", "ctrl+shift+s"]);
    window.wait_for_attribute("suggest-switch", "aria-pressed", "true");
    window.wait_for_attribute("body", "data-suggesting", "");
    place.xdotool(&["key", "ctrl+Home"]);
    let at_start = "(at => at.anchorOffset === 0 && !at.anchorNode.parentElement.closest('p')?.previousElementSibling)(getSelection())";
    window.session.wait_for("the cursor is at the start", at_start, json!([]));
}

/// What the reporter would see were all of it rejected.
const UNTOUCHED: [&str; 4] = ["mưa to.", "Trong đêm nước lên.", "Nước dâng cao nhanh.", "Chợ họp."];

fn reject_all(script: &Script) -> Vec<String> {
    let open = script.kept().suggestions.into_iter().filter(|one| one.is_open());
    let decide = |one: dateline_core::story::Suggestion| Edit::Decide {
        suggestion: one.id,
        verdict: Verdict::Rejected,
        remark: String::new(),
        even_if_changed: false,
    };
    let edits: Vec<Edit> = open.map(decide).collect();
    script.library().edit_latest(&script.story, &edits).unwrap();
    script.kept().body.into_iter().map(|block| block.text).collect()
}

#[test]
fn what_is_composed_in_suggest_mode_is_proposed_wherever_the_cursor_is() {
    let mut place = Place::new();
    let script = to_suggest_in(&place);
    let telex = Telex::start(&mut place);
    let window = place.open();
    window.focus();
    let strike = |keys: &str| telex.strike(&place, keys);
    let press = |keys: &[&str]| telex.press(&place, keys);
    suggest(&window, &place);

    strike("Sangs nay ");
    window.wait_for_text("body", "Sáng nay mưa to.");
    // In the middle, over a word that is selected, and at the end.
    press(&["Down", "Home", "ctrl+Right", "ctrl+Right"]);
    strike(" toois");
    window.wait_for_text("body", "Trong đêm tối nước lên.");
    press(&["Right", "ctrl+shift+Right"]);
    strike("soong");
    window.wait_for_text("body", "Trong đêm tối nướcsông lên.");
    press(&["End"]);
    strike(" nhanh quas");
    window.wait_for_text("body", "lên. nhanh quá");
    // At the edges of bold words and between them.
    press(&["Down", "Home", "ctrl+Right", "Right"]);
    strike("raats ");
    window.wait_for_text("body", "Nước rất dâng cao nhanh.");
    press(&["ctrl+Right"]);
    strike(" leen");
    window.wait_for_text("body", "dâng lên cao");
    press(&["ctrl+Right"]);
    strike(" quas");
    window.wait_for_text("body", "cao quá nhanh.");
    // Amid what another proposes.
    press(&["Down", "Home", "ctrl+Right", "ctrl+Right"]);
    strike(" vaf ddepj");
    window.wait_for_text("body", "Chợ rất và đẹp đông họp.");
    // A letter that was composed is taken back, and one that was there before.
    press(&["End", "BackSpace", "BackSpace"]);
    strike("ps");
    press(&["BackSpace"]);
    strike(" muaf ");
    wait_until_saved(&window);
    let lines = [
        "[+Sáng nay ]mưa to.",
        "Trong đêm[+ tối] [-nước][+sông] lên.[+ nhanh quá]",
        "Nước [+rất ]**dâng**[+** lên**]** cao**[+** quá**] nhanh.",
        "Chợ [*rất][+ và đẹp][* đông ]họ[+p mùa ][-p.]",
    ];
    wait_until("all of it is proposed", || written(&script).len() == 4 && written(&script)[3].contains("mùa"));
    assert_eq!(written(&script), lines);
    // One suggestion for each run, and a replacement is one.
    let said = script.kept().suggestions;
    let own: Vec<_> = said.iter().filter(|one| one.by == "Hà Vy").map(|one| (&*one.was, &*one.becomes)).collect();
    assert!(own.contains(&("nước", "sông")), "{own:?}");
    // A box shows what is proposed for its field, which keeps what it has.
    window.click_with_mouse("headline");
    strike("Nuwowcs leen");
    window.wait_for_text("headline", "Nước lên");
    wait_until("the headline is proposed", || {
        script.kept().suggestions.iter().any(|one| {
            let Proposal::Field { field, value, .. } = &one.proposal else { return false };
            *field == StoryField::Headline && *value == "Nước lên".into()
        })
    });
    assert_eq!(script.kept().text(StoryField::Headline), "");
    assert_eq!(reject_all(&script), UNTOUCHED);
}

/// As Unikey on Windows does it: letters are taken back and others typed.
#[test]
fn letters_taken_back_and_typed_anew_in_suggest_mode_are_one_replacement() {
    let place = Place::new();
    let script = to_suggest_in(&place);
    let window = place.open();
    window.focus();
    let press = |keys: &[&str]| place.xdotool(&[&["key", "--delay", "40"], keys].concat());
    let strike = |keys: &str| window.strike(&keys.replace('<', BACKSPACE));
    suggest(&window, &place);

    strike("Sang<<<áng nay ");
    window.wait_for_text("body", "Sáng nay mưa to.");
    press(&["Down", "Home", "ctrl+Right", "ctrl+Right"]);
    strike(" to<ôi<<ối");
    window.wait_for_text("body", "đêm tối nước");
    press(&["Right", "ctrl+shift+Right"]);
    strike("so<ông");
    window.wait_for_text("body", "nướcsông lên.");
    press(&["Down", "Home", "ctrl+Right", "ctrl+Right"]);
    strike(" le<ên");
    window.wait_for_text("body", "dâng lên cao");
    press(&["Down", "Home", "ctrl+Right", "ctrl+Right"]);
    strike(" va<à d<đe<ẹp");
    window.wait_for_text("body", "rất và đẹp đông");
    // The tone of a word that was there before: its letters are taken back.
    press(&["End", "Left"]);
    strike("<<óp");
    wait_until_saved(&window);
    wait_until("all of it is proposed", || written(&script)[3].contains("óp"));
    let lines = [
        "[+Sáng nay ]mưa to.",
        "Trong đêm[+ tối] [-nước][+sông] lên.",
        "Nước **dâng**[+** lên**]** cao** nhanh.",
        "Chợ [*rất][+ và đẹp][* đông ]h[+óp][-ọp].",
    ];
    assert_eq!(written(&script), lines);
    let said = script.kept().suggestions;
    assert!(said.iter().any(|one| (&*one.was, &*one.becomes) == ("ọp", "óp")), "{said:?}");

    // Each is taken back, and of another's nothing.
    for _ in 0..60 {
        window.strike("\u{E009}z\u{E000}");
    }
    wait_until("all of one's own is taken back", || {
        written(&script) == ["mưa to.", "Trong đêm nước lên.", "Nước **dâng cao** nhanh.", "Chợ [*rất đông ]họp."]
    });
}

/// Suggest mode, in target/screenshots.
#[test]
fn screenshots_of_suggest_mode() {
    let place = Place::new();
    let script = to_suggest_in(&place);
    let window = place.open();
    window.focus();
    suggest(&window, &place);
    let press = |keys: &[&str]| place.xdotool(&[&["key", "--delay", "40"], keys].concat());
    window.strike("Sáng nay ");
    press(&["Down", "Home", "ctrl+Right", "ctrl+shift+Right"]);
    window.strike(" khuya");
    press(&["ctrl+b", "End", "Return"]);
    window.strike("Ghe về muộn.");
    press(&["Down", "Home", "ctrl+shift+Right", "ctrl+b", "Down", "Home", "BackSpace"]);
    window.click_with_mouse("headline");
    window.strike("Nước lên");
    wait_until("all of it is proposed", || {
        script.kept().suggestions.iter().any(|one| matches!(one.proposal, Proposal::Field { .. }))
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    for (width, height) in [(1280, 800), (720, 600)] {
        window.session.resize(width, height);
        for theme in ["light", "dark"] {
            window.session.run("document.documentElement.dataset.theme = arguments[0]", json!([theme]));
            window.screenshot(&folder.join(format!("suggest-mode-{theme}-{width}.png")));
        }
    }
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
