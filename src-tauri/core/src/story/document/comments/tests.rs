use chrono::{DateTime, Utc};

use super::*;
use crate::{
    Language,
    story::{Block, Edit, Marks, Person, Piece, StoryId, SuggestionId, Verdict},
};

const TEXT: &str = "Sáng nay ghe 😀 về bến Cái Khế đông lắm";

fn now(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

fn desk(paragraphs: &[&str]) -> Document {
    let (mut desk, _) = Document::new(&StoryId::fresh(), Language::Vietnamese, "Hà Vy", now(0)).unwrap();
    desk.edit(&[Edit::SetBody { body: paragraphs.iter().map(|text| Block::paragraph(*text)).collect() }], now(0))
        .unwrap();
    desk
}

/// Where the words stand in the body, in units.
fn place_of(desk: &Document, words: &str) -> (u32, u32) {
    let text = desk.text_in_units().unwrap();
    let sought: Vec<u16> = words.encode_utf16().collect();
    let at = text.0.windows(sought.len()).position(|window| window == sought).unwrap();
    (at as u32, (at + sought.len()) as u32)
}

fn id(name: &str) -> CommentId {
    CommentId(name.into())
}

fn comment(name: &str, place: CommentPlace, text: &str) -> Edit {
    Edit::Comment { comment: id(name), place, quote: String::new(), text: text.into(), before_print: false }
}

fn on_words(desk: &mut Document, words: &str) {
    let (from, to) = place_of(desk, words);
    desk.edit(&[comment("c", CommentPlace::Words { from, to }, "Nguồn?")], now(1)).unwrap();
}

/// The words that the comment stands over; none where they are gone.
fn words(desk: &Document) -> Option<String> {
    let CommentPlace::Words { from, to } = desk.read_comments().unwrap()[0].place else { return None };
    Some(desk.text_in_units().unwrap().between(from as usize, to as usize, 999))
}

fn splice(at: u32, delete: u32, insert: &str) -> Edit {
    let insert = match insert {
        "" => Vec::new(),
        text => vec![Piece::Text { text: text.into(), marks: Marks::default() }],
    };
    Edit::Splice { at, delete, insert }
}

#[test]
fn a_comment_stays_over_its_words_whatever_is_typed_around_and_in_them() {
    for (words_of, at, delete, insert, expected) in [
        ("bến Cái Khế", "Sáng", 0, "Hôm qua, ", Some("bến Cái Khế")),
        ("bến Cái Khế", "Cái", 0, "sông ", Some("bến sông Cái Khế")),
        ("bến Cái Khế", "bến", 4, "", Some("Cái Khế")),
        ("bến Cái Khế", " Khế", 4, "", Some("bến Cái")),
        ("bến Cái Khế", "bến", 11, "", None),
        ("bến Cái Khế", "về", 20, "", None),
        ("😀", "😀", 0, "x", Some("😀")),
        ("ghe 😀", "ghe", 4, "", Some("😀")),
        ("😀", "😀", 2, "", None),
        ("lắm", "lắm", 3, "", None),
        ("Sáng", "nay", 0, "sớm ", Some("Sáng")),
    ] {
        let mut desk = desk(&[TEXT]);
        on_words(&mut desk, words_of);
        let (at, _) = place_of(&desk, at);
        desk.edit(&[splice(at, delete, insert)], now(2)).unwrap();
        assert_eq!(words(&desk).as_deref(), expected, "{words_of}: {delete} out, {insert:?} in");
        assert_eq!(desk.read_comments().unwrap()[0].quote, words_of);
    }
}

#[test]
fn words_that_come_back_have_their_comment_again_and_the_same_words_elsewhere_do_not() {
    let mut desk = desk(&[TEXT, "Chiều, bến Cái Khế vắng."]);
    on_words(&mut desk, "bến Cái Khế");
    let (at, to) = place_of(&desk, "bến Cái Khế");
    desk.edit(&[splice(at, to - at, "")], now(2)).unwrap();
    assert_eq!(words(&desk), None);
    desk.edit(&[splice(at, 0, "bến Cái Khế")], now(3)).unwrap();
    assert_eq!(words(&desk).as_deref(), Some("bến Cái Khế"));
    let CommentPlace::Words { from, .. } = desk.read_comments().unwrap()[0].place else { panic!() };
    assert_eq!(from, at);
}

#[test]
fn a_comment_goes_over_paragraphs_and_lives_through_their_parting_and_joining() {
    let mut desk = desk(&["Ghe về bến", "đông lắm"]);
    let (from, _) = place_of(&desk, "bến");
    let (_, to) = place_of(&desk, "đông");
    desk.edit(&[comment("c", CommentPlace::Words { from, to }, "Nối?")], now(1)).unwrap();
    assert_eq!(words(&desk).as_deref(), Some("bến\nđông"));
    desk.edit(&[Edit::Splice { at: from + 3, delete: 1, insert: Vec::new() }], now(2)).unwrap();
    assert_eq!(words(&desk).as_deref(), Some("bếnđông"));
}

#[test]
fn what_is_proposed_and_decided_takes_the_comment_along() {
    let mut desk = desk(&[TEXT]);
    on_words(&mut desk, "đông lắm");
    let (at, to) = place_of(&desk, "lắm");
    let suggestion = SuggestionId("s".into());
    let insert = vec![Piece::Text { text: "vui".into(), marks: Marks::default() }];
    let propose = Edit::SuggestSplice { suggestion: suggestion.clone(), at, delete: to - at, insert };
    desk.edit(&[propose], now(2)).unwrap();
    let decide = |verdict| Edit::Decide {
        suggestion: suggestion.clone(),
        verdict,
        remark: String::new(),
        even_if_changed: false,
    };
    desk.edit(&[decide(Verdict::Accepted)], now(3)).unwrap();
    assert_eq!(words(&desk).as_deref(), Some("đông "));
    assert!(desk.settled().unwrap().comments.is_empty(), "readers have none");
    assert_eq!(desk.settled().unwrap().undecided().comments, 1);
}

#[test]
fn two_desks_answer_and_resolve_apart_and_nothing_of_it_is_lost() {
    let mut one = desk(&[TEXT]);
    on_words(&mut one, "ghe");
    let changes = one.changes();
    let mut other = Document::load(None, changes.iter().map(|change| change.bytes.as_slice())).unwrap();
    other.sign("Lam Khê");
    let reply = |name: &str, text: &str| Edit::Reply { reply: id(name), comment: id("c"), text: text.into() };
    one.edit(&[reply("r1", "Của xã."), Edit::Resolve { comment: id("c"), on: true }], now(5)).unwrap();
    other.edit(&[reply("r2", "@Hà Vy của trạm."), Edit::BeforePrint { comment: id("c"), on: true }], now(4)).unwrap();
    let (from_one, from_other) = (one.changes(), other.changes());
    one.merge(from_other.iter().map(|change| change.bytes.as_slice())).unwrap();
    other.merge(from_one.iter().map(|change| change.bytes.as_slice())).unwrap();
    assert_eq!(one.read_comments().unwrap(), other.read_comments().unwrap());
    let thread = &one.read_comments().unwrap()[0];
    let said: Vec<_> = thread.replies.iter().map(|reply| (reply.said.by.as_str(), reply.text.as_str())).collect();
    assert_eq!(said, [("Lam Khê", "@Hà Vy của trạm."), ("Hà Vy", "Của xã.")]);
    assert_eq!(thread.resolved.as_ref().map(|said| said.by.as_str()), Some("Hà Vy"));
    assert!(thread.before_print);
    one.edit(&[Edit::Resolve { comment: id("c"), on: false }], now(6)).unwrap();
    assert!(one.settled().unwrap().undecided().speaks_to("Hà Vy"));
}

#[test]
fn what_nobody_could_have_meant_is_refused_and_changes_nothing() {
    let mut desk = desk(&[TEXT]);
    on_words(&mut desk, "ghe");
    let (from, to) = place_of(&desk, "ghe");
    let words = || CommentPlace::Words { from, to };
    desk.edit(&[Edit::Reply { reply: id("r"), comment: id("c"), text: "Vâng".into() }], now(2)).unwrap();
    desk.sign("Lam Khê");
    let before = desk.read_comments().unwrap();
    let long = "ờ".repeat(10_001);
    for (edit, code) in [
        (comment("d", words(), "  \u{200b}"), ErrorCode::CommentEmpty),
        (comment("d", words(), &long), ErrorCode::CommentTooLong),
        (comment("c", words(), "Hai lần"), ErrorCode::EditInvalid),
        (comment("", words(), "x"), ErrorCode::EditInvalid),
        (comment("d", CommentPlace::Words { from, to: from }, "x"), ErrorCode::EditInvalid),
        (comment("d", CommentPlace::Words { from, to: 9_999 }, "x"), ErrorCode::EditInvalid),
        (comment("d", CommentPlace::Words { from, to: to + 2 }, "x"), ErrorCode::EditInvalid),
        (comment("d e", words(), "x"), ErrorCode::EditInvalid),
        (comment("d", CommentPlace::Gone, "x"), ErrorCode::EditInvalid),
        (Edit::Reply { reply: id("e"), comment: id("none"), text: "x".into() }, ErrorCode::CommentUnknown),
        (Edit::Resolve { comment: id("none"), on: true }, ErrorCode::CommentUnknown),
        (Edit::Unsay { comment: id("c") }, ErrorCode::EditInvalid),
        (Edit::Unsay { comment: id("r") }, ErrorCode::EditInvalid),
    ] {
        assert_eq!(desk.edit(std::slice::from_ref(&edit), now(3)).unwrap_err().code, code, "{edit:?}");
    }
    assert_eq!(desk.read_comments().unwrap(), before);
    desk.sign(Person::from("Hà Vy"));
    desk.edit(&[Edit::Unsay { comment: id("r") }, Edit::Unsay { comment: id("c") }], now(4)).unwrap();
    assert_eq!(desk.read_comments().unwrap(), []);
}
