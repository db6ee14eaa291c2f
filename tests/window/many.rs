//! What is done to whole stories, and commands of each kind by a few letters, with the keyboard alone.

use std::{fs, path::Path};

use dateline_core::{
    library::Theme,
    story::{Block, Edit, State, Story, StoryField},
};
use dateline_tests::{
    app::{DELETE, DOWN, ENTER, ESCAPE, LEFT, Place, TO_THE_END, Window, as_text, chord, shifted},
    process::wait_until,
    script::Script,
};
use serde_json::json;

use super::wait_until_saved;

/// Runs a command by a few of its letters.
fn command(window: &Window, letters: &str, name: &str) {
    window.strike(&chord("k"));
    window.wait_for_keyboard_in("palette-query");
    window.strike(letters);
    let first = "document.querySelector('[data-testid=palette-item][aria-selected=true] .name')?.textContent.trim() === arguments[0]";
    window.session.wait_for(&format!("{name} is chosen"), first, json!([name]));
    window.strike(ENTER);
}

/// How many stories the list shows.
fn wait_for_rows(window: &Window, count: usize) {
    let rows = "document.querySelectorAll('[data-testid=story-row]').length === arguments[0]";
    window.session.wait_for(&format!("{count} stories are shown"), rows, json!([count]));
}

fn stories(script: &Script) -> Vec<Story> {
    let library = script.library();
    let list = library.list("", 10).unwrap();
    list.into_iter().map(|summary| library.story(&summary.id).unwrap()).collect()
}

#[test]
fn stories_are_copied_put_aside_and_brought_back_from_the_list() {
    let place = Place::new();
    let script = Script::lay_out(&place, |photo| vec![Block::photo(photo), Block::paragraph("Nước lên.")]);
    let headline = Edit::SetField { field: StoryField::Headline, value: "Chợ nổi".into() };
    script.library().edit_latest(&script.story, &[headline]).unwrap();
    let states = || {
        let mut states: Vec<_> = stories(&script).into_iter().map(|story| story.state).collect();
        states.sort_by_key(|state| state.as_str());
        states
    };
    let window = place.open();
    window.type_into("body", &chord("l"));
    wait_for_rows(&window, 1);
    window.strike(DOWN);
    window.wait_for_keyboard_in("story-row");

    window.strike("d");
    wait_for_rows(&window, 2);
    let [one, other] = stories(&script).try_into().unwrap();
    assert_ne!(one.id, other.id);
    for copy in [&one, &other] {
        assert_eq!([copy.text(StoryField::Headline), &copy.body[1].text], ["Chợ nổi", "Nước lên."]);
        assert_eq!(copy.photos.len(), 1);
    }

    // Put aside, and at once among the stories that are not used.
    window.strike(DELETE);
    wait_for_rows(&window, 1);
    wait_until("one is put aside", || states() == [State::Draft, State::Spiked]);
    window.wait_for_keyboard_in("story-row");
    window.strike(&chord("z"));
    wait_for_rows(&window, 2);
    wait_until("it is back", || states() == [State::Draft, State::Draft]);
    window.wait_for_keyboard_in("story-row");
    window.strike(DELETE);
    wait_for_rows(&window, 1);
    window.choose("filter-spiked");
    wait_for_rows(&window, 1);
    window.strike(DOWN);
    window.wait_for_keyboard_in("story-row");
    window.strike("u");
    wait_until("it is used again", || states() == [State::Draft, State::Draft]);
    wait_for_rows(&window, 2);
}

#[test]
fn the_palette_runs_commands_of_every_kind_and_marks_words_as_english() {
    let place = Place::new();
    let script = Script::lay_out(&place, |_| vec![Block::paragraph("Chương trình live")]);
    let out = place.folder("out");
    fs::create_dir(&out).unwrap();
    place.packages_went_to(&out);
    let window = place.open();
    window.type_into("headline", "Chợ nổi");
    window.type_into("body", TO_THE_END);

    // On the selected words, on what the cursor is in, on the screen, on the story, everywhere.
    window.strike(&shifted(&LEFT.repeat(4)));
    command(&window, "tieng anh", "Định dạng: Đoạn chọn là tiếng Anh (hoặc thôi)");
    window.session.find("[data-testid=body] span[lang=en]");
    window.wait_for_keyboard_in("body");
    command(&window, "trich dan", "Định dạng: Trích dẫn");
    window.session.find("[data-testid=body] blockquote");
    window.wait_for_keyboard_in("body");
    command(&window, "tap trung", "Chế độ tập trung, chỉ còn chữ");
    window.wait_for_attribute("toggle-focus", "aria-pressed", "true");
    command(&window, "tap trung", "Chế độ tập trung, chỉ còn chữ");
    window.wait_for_attribute("toggle-focus", "aria-pressed", "false");
    command(&window, "giao dien toi", "Giao diện: Tối");
    window.session.find(":root[data-theme=dark]");
    wait_until("the theme is kept", || script.library().settings().unwrap().theme == Theme::Dark);
    wait_until_saved(&window);
    assert_eq!(script.body(), ["> Chương trình live"]);

    command(&window, "xuat goi", "Xuất gói");
    window.clear("package-folder");
    window.type_into("package-folder", &as_text(&out));
    window.see("package-ready");
    window.click("package-write");
    window.wait_for_attribute("package-result", "data-ok", "true");
    let page = fs::read_to_string(Path::new(&window.text("package-path")).join("data/article.html")).unwrap();
    assert!(page.contains("Chương trình <span lang=\"en\">live</span>"), "{page}");
    window.strike(ESCAPE);

    command(&window, "tao ban sao", "Tạo bản sao");
    let open = || script.library().settings().unwrap().last_story;
    wait_until("the copy is open", || open().is_some_and(|story| story != script.story));
    window.wait_for_keyboard_in("body");
    command(&window, "khong dung", "Không dùng bài này");
    wait_until("it is put aside", || stories(&script).iter().any(|story| story.state == State::Spiked));
    assert_eq!(script.kept().state, State::Draft, "the copy, which is on the screen");
    // Before anything is typed it offers the story that was written last, other than the one on the screen.
    window.strike(&chord("k"));
    window.wait_for_text("palette-item", "Chợ nổi");
    window.type_into("palette-query", ENTER);
    wait_until("the first is open again", || open().as_ref() == Some(&script.story));
}
