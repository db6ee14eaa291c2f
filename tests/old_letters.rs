//! Articles in the letters from before Unicode: read by themselves, told of, and taken otherwise where somebody says so.

use dateline_tests::{cli::Dateline, newsroom::Newsroom, papers::shared};
use serde_json::json;

const TCVN3: &str = "Thî ®ãng ghe cuèi cïng ë vµm C¸i SËy\n15/10/2019\nX\u{ad}ëng cña «ng T\u{ad} L\u{ad}îng mçi n¨m chØ cßn ®ãng ba chiÕc ghe.\n¤ng T\u{ad} L\u{ad}îng häc nghÒ tõ n¨m 15 tuæi.\n";
const VNI: &str = "Thôï ñoùng ghe cuoái cuøng ôû vaøm Caùi Saäy\n15/10/2019\nXöôûng cuûa oâng Tö Löôïng moãi naêm chæ coøn ñoùng ba chieác ghe.\nOÂng Tö Löôïng hoïc ngheà töø naêm 15 tuoåi.\n";
const HEADLINE: &str = "Thợ đóng ghe cuối cùng ở vàm Cái Sậy";
const LEAD: &str = "Xưởng của ông Tư Lượng mỗi năm chỉ còn đóng ba chiếc ghe.";

fn bytes(look: &str) -> Vec<u8> {
    look.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

/// The letters that the report tells, whether they may stay, and the story's headline and lead.
fn imported(newsroom: &Newsroom, dateline: &Dateline, file: impl AsRef<[u8]>, args: &[&str]) -> [serde_json::Value; 4] {
    let file = newsroom.put("cu.txt", file);
    let call = ["import".as_ref(), file.as_os_str()].into_iter().chain(args.iter().map(AsRef::as_ref));
    let report = dateline.json(call).done();
    let fields = dateline.json(["show", report["story"].as_str().unwrap()]).done()["fields"].clone();
    [report["letters"].clone(), report["may_stay"].clone(), fields["headline"].clone(), fields["abstract"].clone()]
}

#[test]
fn an_article_in_old_letters_comes_in_whole_and_is_told_of() {
    let newsroom = Newsroom::new();
    let dateline = newsroom.dateline();
    for (letters, look) in [("tcvn3", TCVN3), ("vni", VNI)] {
        let read = imported(&newsroom, &dateline, look, &[]);
        assert_eq!(read, [json!(letters), json!(true), json!(HEADLINE), json!(LEAD)]);
        // As bytes it is no Unicode that could be taken as it was.
        let read = imported(&newsroom, &dateline, bytes(look), &[]);
        assert_eq!(read, [json!(letters), json!(null), json!(HEADLINE), json!(LEAD)]);
        // Somebody says otherwise.
        let [told, _, headline, _] = imported(&newsroom, &dateline, look, &["--letters", "utf-8"]);
        assert_eq!((told, headline.as_str()), (json!(null), look.lines().next()));
        let [told, ..] = imported(&newsroom, &dateline, look, &["--letters", "windows-1258"]);
        assert_eq!(told, "windows-1258");
    }
    let file = newsroom.put("cu.txt", TCVN3);
    for (language, sentence) in [
        (
            "vi",
            "Bài dùng bảng mã TCVN3 (phông .Vn…), đã được chuyển mã. Muốn giữ nguyên như trong tệp: --letters utf-8.",
        ),
        ("en", "It was in TCVN3 letters (of .Vn fonts), and was converted. To take it as it was: --letters utf-8."),
    ] {
        let said = dateline.clone().speaking(language).call(["import".as_ref(), file.as_os_str()]).stdout;
        assert!(said.contains(sentence), "{said}");
    }
}

#[test]
fn the_cases_of_the_field_come_in_whole() {
    let Some(folder) = shared("cases/text/13-tcvn3-in-utf8") else { return };
    let newsroom = Newsroom::new();
    for (file, letters) in [("tcvn3.txt", "tcvn3"), ("vni.txt", "vni")] {
        let text = std::fs::read(folder.join(file)).unwrap();
        let read = imported(&newsroom, &newsroom.dateline(), text, &[]);
        assert_eq!(read, [json!(letters), json!(true), json!(HEADLINE), json!(LEAD)]);
    }
}

#[test]
fn what_is_too_little_to_tell_is_refused_with_the_way_out_and_comes_in_by_it() {
    let newsroom = Newsroom::new();
    let dateline = newsroom.dateline();
    let refused = dateline.json(["import".as_ref(), newsroom.put("tin.txt", b"Tin \xa7ang\n").as_os_str()]);
    let error = &refused.json()["error"];
    assert_eq!((refused.status, &error["code"]), (2, &json!("text_not_utf8")));
    assert!(error["hint"].as_str().unwrap().contains("--letters tcvn3"), "{error}");
    let [told, _, headline, _] = imported(&newsroom, &dateline, b"Tin \xa7ang\n", &["--letters", "TCVN3"]);
    assert_eq!((told, headline), (json!("tcvn3"), json!("Tin Đang")));
    let wrong = dateline.json(["import", "tin.txt", "--letters", "latin-1"]);
    assert_eq!(wrong.json()["error"]["code"], "bad_call");
}

#[test]
fn a_file_is_checked_as_it_would_come_in() {
    let newsroom = Newsroom::new();
    let dateline = newsroom.dateline();
    let found = |args: &[&str]| {
        let file = newsroom.put("cu.txt", bytes("C¶ xãm thøc tr¾ng tr¾ng ®ªm ®Ó kª ®å cho cho bµ con.\n"));
        let call = ["check".as_ref(), file.as_os_str()].into_iter().chain(args.iter().map(AsRef::as_ref));
        let findings = dateline.json(call).json()["findings"].clone();
        findings.as_array().unwrap().iter().map(|finding| finding["text"].clone()).collect::<Vec<_>>()
    };
    assert!(found(&[]).contains(&json!("cho cho")), "{:?}", found(&[]));
    assert_eq!(found(&["--letters", "tcvn3"]), found(&[]));
}
