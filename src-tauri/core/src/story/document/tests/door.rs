//! What comes into a story, whoever sends it.

use super::*;
use crate::{
    limits::{
        ADDRESS, BATCH, BLOCK, BLOCKS, BODY, EDITS, FIELD, IGNORED as IGNORED_LIMIT, ITEMS, MARKS, PHOTOS, RELATED,
    },
    story::IgnoredPlace,
};
use automerge::transaction::Transactable;

fn set(field: StoryField, value: impl Into<FieldValue>) -> Edit {
    Edit::SetField { field, value: value.into() }
}

fn related(title: &str) -> Related {
    Related { title: title.into(), date: None, date_text: String::new() }
}

const ODD: &str = "gi\u{202e}gpj\u{1b}[2J\u{fffe}\u{9b}";
const FIT: &str = "gigpj[2J";

#[test]
fn what_is_no_letter_comes_in_through_no_door() {
    let mut story = fresh();
    let mut photo = Photo { file_name: "gi\u{202e}gpj.jpg".into(), ..a_photo() };
    assert_eq!(story.edit(&[Edit::AddPhoto { photo: photo.clone() }], now()).unwrap_err().code, ErrorCode::NameUnsafe);
    photo.file_name = "cho\u{2067}.jpg".into();
    photo.fields.set(PhotoField::Caption, format!("{ODD}\r\nhai"));
    let people = FieldValue::List(vec![ODD.into(), "Mây".into()]);
    story.make(&[
        Edit::AddPhoto { photo },
        Edit::SetPhotoField { photo: PhotoId("p".into()), field: PhotoField::People, value: people },
        set(StoryField::Headline, format!("{ODD}\u{2028}hai")),
        set(StoryField::Abstract, format!("{ODD}\rhai")),
        Edit::SetRelated { related: vec![related(ODD)] },
        splice(
            1,
            0,
            vec![Piece::Text { text: ODD.into(), marks: Marks { link: Some("a\u{7}b".into()), ..Marks::default() } }],
        ),
    ]);
    let told = story.story().unwrap();
    assert_eq!(told.text(StoryField::Headline), format!("{FIT} hai"));
    assert_eq!(told.text(StoryField::Abstract), format!("{FIT}\nhai"));
    assert_eq!(told.photos[0].file_name, "cho\u{2067}.jpg\u{2069}");
    assert_eq!(told.photos[0].fields.text(PhotoField::Caption), format!("{FIT}\nhai"));
    assert_eq!(told.photos[0].fields.list(PhotoField::People), [FIT, "Mây"]);
    assert_eq!(told.related[0].title, FIT);
    // In the body each keeps its place.
    assert_eq!(told.body[0].text, "gi\u{fffd}gpj\u{fffd}[2J\u{fffd}\u{fffd}");
    assert_eq!(told.body[0].marks[0].href.as_deref(), Some("ab"));
    assert_eq!(story.body_length(), 1 + ODD.encode_utf16().count());
}

#[test]
fn a_whole_body_keeps_its_places_and_its_marks() {
    let mut story = fresh();
    let bold = Mark { kind: MarkKind::Bold, start: 2, end: 3, href: None, lang: None };
    let body = vec![Block { marks: vec![bold], ..Block::paragraph("a\u{1fffe}b\u{7}") }];
    story.make(&[Edit::SetBody { body }]);
    // The character that is none took two units.
    assert_eq!(story.lines(), ["a\u{fffd}\u{fffd}*b*\u{fffd}"]);
    assert_eq!(story.body_length(), 6);
    let piled = format!("o{}", "\u{302}".repeat(2000));
    story.make(&[Edit::SetBody { body: vec![Block::paragraph(piled)] }]);
    assert_eq!(story.body_length(), 2002);
    assert_eq!(story.read_body().unwrap()[0].text.matches('\u{302}').count(), 30);
}

#[test]
fn what_an_older_library_holds_is_read_as_if_it_had_come_in_today() {
    let mut story = fresh();
    let (fields, body) = (story.fields.clone(), story.body.clone());
    story.doc.put(&fields, "headline", ODD).unwrap();
    story.doc.splice_text(&body, 1, 0, ODD).unwrap();
    story.commit(now(), None).unwrap();
    let told = story.fork().story().unwrap();
    assert_eq!(told.text(StoryField::Headline), FIT);
    assert_eq!(told.body[0].text.encode_utf16().count(), ODD.encode_utf16().count());
    assert!(!told.body[0].text.contains(crate::letters::is_unfit));
}

#[test]
fn a_name_is_one_line_of_letters() {
    let mut story = fresh();
    story.sign("Mây\u{1b}[31m\u{202e}\nHạ");
    story.make(&[set(StoryField::Headline, "Tít")]);
    assert_eq!(story.steps().last().unwrap().by.name, "Mây[31m Hạ");
}

/// Every limit, by an edit that is just beyond it.
#[test]
fn what_is_more_than_a_story_holds_is_refused_by_name_and_nothing_of_it_is_done() {
    let mut story = fresh();
    story.make(&[splice(1, 0, vec![text("Chợ nổi")])]);
    let before = story.story().unwrap();
    let long = |length: usize| "x".repeat(length);
    let body = |blocks: usize, of: &str| Edit::SetBody { body: vec![Block::paragraph(of); blocks] };
    let marks = (0..MARKS.most as u32 + 1).map(|at| Mark {
        kind: MarkKind::Bold,
        start: 2 * at,
        end: 2 * at + 1,
        href: None,
        lang: None,
    });
    let marked = Edit::SetBody { body: vec![Block { marks: marks.collect(), ..Block::paragraph(long(BLOCK.most)) }] };
    let link =
        |length| Edit::SetMark { from: 1, to: 2, mark: MarkKind::Link, on: true, href: Some(long(length)), lang: None };
    let pieces = |count: usize| splice(8, 0, vec![paragraph(); count]);
    let full = BODY.most / BLOCK.most;
    for (edits, code) in [
        (vec![body(BLOCKS.most + 1, "")], ErrorCode::BlocksTooMany),
        (vec![pieces(BLOCKS.most)], ErrorCode::BlocksTooMany),
        (vec![body(1, &long(BLOCK.most + 1))], ErrorCode::BlockTooLong),
        (vec![splice(1, 0, vec![text(&long(BLOCK.most)), bold("x")])], ErrorCode::BlockTooLong),
        (vec![body(full, &long(BLOCK.most))], ErrorCode::BodyTooLong),
        (vec![splice(8, 0, vec![[paragraph(), text(&long(BLOCK.most))]; full].concat())], ErrorCode::BodyTooLong),
        (vec![marked], ErrorCode::MarksTooMany),
        (vec![link(ADDRESS.most + 1)], ErrorCode::AddressTooLong),
        (vec![set(StoryField::Ednote, long(FIELD.most + 1))], ErrorCode::FieldTooLong),
        (vec![set(StoryField::Keywords, vec![long(FIELD.most), long(1)])], ErrorCode::FieldTooLong),
        (vec![set(StoryField::Keywords, vec![long(1); ITEMS.most + 1])], ErrorCode::ItemsTooMany),
        (vec![Edit::SetRelated { related: vec![related("a"); RELATED.most + 1] }], ErrorCode::RelatedTooMany),
        (vec![Edit::SetRelated { related: vec![related(&long(FIELD.most + 1))] }], ErrorCode::FieldTooLong),
        (vec![set(StoryField::Headline, "a"); EDITS.most + 1], ErrorCode::EditsTooMany),
        (vec![set(StoryField::Ednote, long(FIELD.most)); BATCH.most / FIELD.most + 1], ErrorCode::EditsTooLarge),
    ] {
        let edits: Vec<Edit> = std::iter::once(set(StoryField::Kicker, "Đã sửa")).chain(edits).collect();
        let error = story.edit(&edits, now()).unwrap_err();
        assert_eq!(error.code, code);
        assert!(error.params.contains_key("limit") && error.params.contains_key("found"), "{code:?}");
        assert_eq!(story.story().unwrap(), before, "{code:?}");
    }
    // It says in which story, by the name that people know.
    let told = |error: Error| error.text(Language::English).message;
    let too_much = || vec![link(ADDRESS.most + 1)];
    assert!(told(story.edit(&too_much(), now()).unwrap_err()).starts_with("The address of a link in s has"));
    story.make(&[set(StoryField::Headline, "Chợ nổi")]);
    assert!(told(story.edit(&too_much(), now()).unwrap_err()).contains("in “Chợ nổi” has"));
    // At the limit there is room.
    story.make(&[link(ADDRESS.most), pieces(BLOCKS.most - 1), set(StoryField::Ednote, long(FIELD.most))]);
    assert_eq!(story.edit(&[pieces(1)], now()).unwrap_err().code, ErrorCode::BlocksTooMany);
    // What went leaves room for others, and a body that is full can be made smaller.
    let length = story.body_length() as u32;
    story.make(&[splice(length - 10, 10, vec![]), pieces(10)]);
}

#[test]
fn pictures_and_decisions_are_counted_with_those_that_are_there() {
    let mut story = fresh();
    let photo = |number: usize| Edit::AddPhoto {
        photo: Photo { id: PhotoId(number.to_string()), place: format!("{number:05}"), ..a_photo() },
    };
    let place = |number: usize| IgnoredPlace { text: number.to_string(), before: String::new(), after: String::new() };
    let ignore = |number| Edit::Ignore { rule: "doubled_words".into(), place: Some(place(number)) };
    story.make(&(0..PHOTOS.most).map(photo).collect::<Vec<_>>());
    assert_eq!(story.edit(&[photo(PHOTOS.most)], now()).unwrap_err().code, ErrorCode::PhotosTooMany);
    for number in 0..IGNORED_LIMIT.most {
        story.doc.put(&ROOT, format!("{IGNORED}{number}"), "{}").unwrap();
    }
    story.commit(now(), None).unwrap();
    assert_eq!(story.edit(&[ignore(0)], now()).unwrap_err().code, ErrorCode::IgnoredTooMany);
}

#[test]
fn texts_that_no_picture_could_carry_are_refused_where_they_are_written() {
    let mut story = fresh();
    story.make(&[Edit::AddPhoto { photo: a_photo() }]);
    let id = a_photo().id;
    let set = |field, value: FieldValue| Edit::SetPhotoField { photo: id.clone(), field, value };
    let people = |count: usize| {
        FieldValue::List((0..count).map(|at| format!("Nguyễn Thị Mẫu Đơn, ấp Mỹ Phụng, xã Mỹ Khánh {at}")).collect())
    };
    story.make(&[set(PhotoField::AltText, "ghe ".repeat(2_000).into())]);
    for (field, value) in
        [(PhotoField::Caption, FieldValue::Text("Mưa lớn. ".repeat(8_000))), (PhotoField::People, people(1_000))]
    {
        let error =
            story.edit(&[set(PhotoField::Credit, "Mây".into()), set(field, value)], now()).map(drop).unwrap_err();
        assert_eq!(error.code, ErrorCode::PhotoTextsTooLong);
        assert_eq!((&error.params["photo"], error.params["field"].as_str()), (&a_photo().file_name, field.name()));
        assert_eq!(error.params["limit"], "65\u{a0}000");
        assert_eq!(
            story.story().unwrap().photos[0].fields.text(PhotoField::Credit),
            a_photo().fields.text(PhotoField::Credit)
        );
    }

    // What came so with a file can be made shorter, little by little, and not longer.
    let long = "Mưa lớn. ".repeat(8_000);
    let mut photo = Photo { id: PhotoId("long".into()), place: "x".into(), ..a_photo() };
    photo.fields.set(PhotoField::Caption, long.as_str());
    let caption = |text: &str| Edit::SetPhotoField {
        photo: PhotoId("long".into()),
        field: PhotoField::Caption,
        value: text.into(),
    };
    story.make(&[Edit::AddPhoto { photo }]);
    story.make(&[caption(&long[..long.len() - 120])]);
    assert_eq!(story.edit(&[caption(&long)], now()).map(drop).unwrap_err().code, ErrorCode::PhotoTextsTooLong);
    // And the past is brought back as it was.
    let then = story.story().unwrap();
    story.make(&[caption("ngắn")]);
    story.become_like(&then, now(), None).unwrap();
    assert_eq!(story.story().unwrap().photos, then.photos);
}
