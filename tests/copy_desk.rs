//! The copy desk from the command line: a file as it stands, a story, what people let stand, and the gate before a package.

use std::fs;

use dateline_core::{
    Language,
    check::Rule,
    story::{Block, Edit, IgnoredPlace, StoryField, StoryId, VersionKind},
};
use dateline_tests::newsroom::Newsroom;
use serde_json::{Value, json};

const SLIPS: &str = "Nước lên nhanh trong đêm\n\nTheo Chỉ thị số số 35-CT/TW, việc này vẫncòn chậm.Bà con  lo.\n\
                     \n\n\nTrên trang có 🌊 sóng , rồi thôi.\n";

/// The findings of a rule, as a program reads them.
fn of<'a>(answer: &'a Value, rule: &str) -> Vec<&'a Value> {
    answer["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == rule).collect()
}

#[test]
fn a_file_is_checked_as_it_stands_with_offsets_in_characters_and_lines_from_one() {
    let newsroom = Newsroom::new();
    let file = newsroom.put("bài.txt", SLIPS);
    let dateline = newsroom.dateline();
    let answer = dateline.json(["check".as_ref(), file.as_os_str()]);
    assert_eq!(answer.status, 1, "there are errors: {answer:?}");
    let found = answer.json();
    let chars: Vec<char> = SLIPS.chars().collect();
    for finding in found["findings"].as_array().unwrap() {
        let at = |key: &str| finding[key].as_u64().unwrap() as usize;
        let text: String = chars[at("start")..at("end")].iter().collect();
        assert_eq!(finding["text"], text, "{finding}");
        let before: String = chars[..at("start")].iter().collect();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
        assert_eq!((at("line"), at("column")), (line, column), "{finding}");
        assert!(finding["message"].as_str().unwrap().contains(' '), "{finding}");
        assert!(["error", "consistency", "suggestion"].iter().any(|weight| finding["severity"] == *weight));
        assert!(Rule::named(finding["rule"].as_str().unwrap()).is_some());
    }
    for (rule, text, fix) in [
        ("doubled_words", "số số", json!("số")),
        ("joined_words", "vẫncòn", json!("vẫn còn")),
        ("double_space", "  ", json!(" ")),
        ("blank_paragraph", "\n\n", json!("")),
    ] {
        let [finding] = of(&found, rule)[..] else { panic!("{rule}: {found:#}") };
        assert_eq!((&finding["text"], &finding["fix"]), (&json!(text), &fix), "{finding}");
    }
    assert_eq!(of(&found, "missing_space").len(), 1, "{found:#}");
    assert_eq!(of(&found, "space_before").len(), 1, "{found:#}");
    // Nothing was made for it.
    assert!(!newsroom.path("library/library.sqlite").exists());
}

#[test]
fn a_file_with_nothing_to_mend_is_well_and_one_that_is_no_text_is_refused() {
    let newsroom = Newsroom::new();
    let dateline = newsroom.dateline();
    let clean = newsroom.put("sạch.txt", "Nước lên nhanh trong đêm\n\nCả xóm thức trắng để kê đồ.\n");
    let answer = dateline.json(["check".as_ref(), clean.as_os_str()]);
    assert_eq!((answer.status, answer.json()), (0, json!({ "findings": [] })));
    let words = dateline.call(["check".as_ref(), clean.as_os_str()]);
    assert_eq!(words.stdout, "Nothing to mend.\n");

    let picture = newsroom.path("ảnh.bin");
    fs::write(&picture, [0xff, 0xd8, 0xff, 0xe0, 0x00]).unwrap();
    let refused = dateline.json(["check".as_ref(), picture.as_os_str()]);
    assert_eq!((refused.status, &refused.json()["error"]["code"]), (2, &json!("text_not_utf8")));
    newsroom.library();
    let unknown = dateline.json(["check", "no-such-story"]);
    assert_eq!((unknown.status, &unknown.json()["error"]["code"]), (2, &json!("story_unknown")));
}

#[test]
fn names_before_their_verbs_and_what_is_told_three_times_are_no_slips_and_short_rows_of_slips_are_found() {
    let newsroom = Newsroom::new();
    let dateline = newsroom.dateline();
    let found = |language: &str, rules: &[&str], text: &str| {
        let file = newsroom.put("bài.txt", text);
        let answer =
            dateline.json(["check".as_ref(), file.as_os_str(), "--language".as_ref(), language.as_ref()]).json();
        let findings = answer["findings"].as_array().unwrap().iter();
        findings
            .filter(|finding| rules.iter().any(|rule| finding["rule"] == **rule))
            .map(|finding| {
                (finding["text"].as_str().unwrap().to_owned(), finding["fix"].as_str().unwrap_or("").to_owned())
            })
            .collect::<Vec<_>>()
    };
    let pairs = |rows: &[(&str, &str)]| {
        rows.iter().map(|(text, fix)| ((*text).to_owned(), (*fix).to_owned())).collect::<Vec<_>>()
    };
    let words = ["doubled_words", "wrong_word", "doubtful_word", "spelling"];
    let names = "Ông Bùi Văn Hưởng hưởng án treo. Bà Lê Thị Báo báo cáo kết quả. UBND tỉnh Thái Bình bình ổn giá. Đội Hải \
                 Phòng phòng ngự tốt. Chủ tịch Kim Nhật Thành thành lập lực lượng.\n";
    assert_eq!(found("vi", &words, names), []);
    let thrice = "It kept getting brighter and brighter and brighter. They waited years and years and years, for miles and \
                  miles and miles. Homo sapiens sapiens sang oh oh oh.\n";
    assert_eq!(found("en", &words, thrice), []);
    let places = "Tỉnh Ðắk Nông và Ðắk Lắk mở hội.\n";
    assert_eq!(found("vi", &["look_alike"], places), pairs(&[("Ð", "Đ"), ("Ð", "Đ")]));
    let slips = "Ferry strike\n\nGoverment recieves teh ferry plan\n\nA calender and a seperate list\n";
    assert_eq!(
        found("en", &words, slips),
        pairs(&[
            ("Goverment", "Government"),
            ("recieves", "receives"),
            ("teh", "the"),
            ("calender", "calendar"),
            ("seperate", "separate"),
        ])
    );
    let meant = "Người bị nạn trong vụ tại nạn được đưa vào bệnh viên, bác sĩ chuẩn đoán xong. Đoàn thăm quan đã về.\n";
    assert_eq!(
        found("vi", &words, meant),
        pairs(&[
            ("tại nạn", "tai nạn"),
            ("bệnh viên", "bệnh viện"),
            ("chuẩn đoán", "chẩn đoán"),
            ("thăm quan", "tham quan"),
        ])
    );
}

#[test]
fn the_house_decides_by_a_file_that_can_be_handed_on() {
    let newsroom = Newsroom::new();
    let file = newsroom.put("bài.txt", SLIPS);
    let style = newsroom.put("house-style.toml", "[rules]\ndoubled_words = \"off\"\njoined_words = \"suggestion\"\n");
    let dateline = newsroom.dateline();
    let args = ["check".as_ref(), file.as_os_str(), "--style".as_ref(), style.as_os_str()];
    let found = dateline.json(args).json();
    assert!(of(&found, "doubled_words").is_empty(), "{found:#}");
    assert_eq!(of(&found, "joined_words")[0]["severity"], "suggestion");

    // A word that is misspelt, or of a newer Dateline, stops nothing: the rest holds, and it is told.
    fs::write(&style, "version = 1\n[rules]\ndubbled_words = \"off\"\ndoubled_words = \"off\"\n").unwrap();
    let answer = dateline.json(args);
    assert_eq!((answer.status, of(&answer.json(), "doubled_words").len()), (1, 0), "{answer:?}");
    assert_eq!(answer.json()["style"][0]["code"], "style_passed_over");
    let words = dateline.call(args);
    assert!(words.stderr.contains("line 3") && words.stderr.contains("rules.dubbled_words"), "{words:?}");

    fs::write(&style, "[rules]\ndoubled_words = off\n").unwrap();
    let refused = dateline.json(args);
    assert_eq!((refused.status, &refused.json()["error"]["code"]), (2, &json!("style_invalid")));
    assert!(refused.json()["error"]["message"].as_str().unwrap().contains("line 2"), "{refused:?}");
}

/// A story with one error in it.
fn with_an_error(newsroom: &Newsroom) -> StoryId {
    let mut library = newsroom.library();
    let id = library.create(Language::Vietnamese).unwrap();
    let headline = Edit::SetField { field: StoryField::Headline, value: "Nước lên nhanh trong đêm".into() };
    let body = vec![Block::paragraph("Cả xóm thức  trắng để kê đồ.")];
    library.edit_latest(&id, &[headline, Edit::SetBody { body }]).unwrap();
    id
}

#[test]
fn errors_hold_a_package_back_until_somebody_answers_for_them() {
    let newsroom = Newsroom::new();
    let story = with_an_error(&newsroom);
    let dateline = newsroom.dateline();
    let out = newsroom.path("out").to_string_lossy().into_owned();
    let package = ["package", &story.0, "--out", &out];

    let refused = dateline.json(package);
    let told = refused.json();
    assert_eq!((refused.status, &told["error"]["code"]), (1, &json!("package_errors")));
    assert_eq!(told["errors"][0]["rule"], "double_space");
    assert!(!newsroom.path("out").exists(), "nothing is written");

    dateline.json([&package[..], &["--override", "Khánh Mây"]].concat()).done();
    let newest = newsroom.library().history(&story).unwrap().remove(0);
    assert_eq!(newest.version, Some(VersionKind::Overridden { by: "Khánh Mây".into(), errors: 1 }));
}

#[test]
fn what_somebody_let_stand_holds_nothing_back_and_is_signed() {
    let newsroom = Newsroom::new();
    let story = with_an_error(&newsroom);
    let dateline = newsroom.dateline();
    let found = dateline.json(["check", &story.0]).json();
    let [finding] = of(&found, "double_space")[..] else { panic!("{found:#}") };
    assert_eq!((&finding["field"], &finding["block"], &finding["start"]), (&json!("body"), &json!(0), &json!(11)));

    let words = |key: &str| finding[key].as_str().unwrap().to_owned();
    let place = IgnoredPlace { text: words("text"), before: words("before"), after: words("after") };
    let ignore = Edit::Ignore { rule: "double_space".into(), place: Some(place) };
    newsroom.library().edit_latest(&story, &[ignore]).unwrap();
    // Also after the sentence was written on.
    let more = vec![Block::paragraph("Suốt đêm, Cả xóm thức  trắng để kê đồ."), Block::paragraph("Sáng ra nước rút.")];
    newsroom.library().edit_latest(&story, &[Edit::SetBody { body: more }]).unwrap();
    assert!(of(&dateline.json(["check", &story.0]).json(), "double_space").is_empty());
    assert_eq!(newsroom.library().story(&story).unwrap().ignored[0].rule, "double_space");
}
