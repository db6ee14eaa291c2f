//! Two stories side by side, as a person reads what changed.

use super::*;
use crate::{
    package::sample,
    story::{Block, BlockKind, FieldValue, Mark, MarkKind, PhotoField, Related, Spot, Story, StoryField},
};

fn story(paragraphs: &[&str]) -> Story {
    let mut story = Story::from(sample::story());
    story.body = paragraphs.iter().map(|text| block(text)).collect();
    story
}

/// `# ` begins a heading, `> ` a quotation.
fn block(text: &str) -> Block {
    match text.split_at_checked(2) {
        Some(("# ", text)) => Block::new(BlockKind::Heading { level: 1 }, text),
        Some(("> ", text)) => Block::new(BlockKind::Quote, text),
        _ => Block::paragraph(text),
    }
}

/// "nước [-xuống-]{+lên+} nhanh"
fn shown(pieces: &[DiffPiece]) -> String {
    let piece = |piece: &DiffPiece| match piece.kind {
        DiffKind::Kept => piece.text.clone(),
        DiffKind::Added => format!("{{+{}+}}", piece.text),
        DiffKind::Removed => format!("[-{}-]", piece.text),
    };
    pieces.iter().map(piece).collect()
}

fn body(before: &[&str], after: &[&str]) -> Vec<String> {
    let found = compare(&story(before), &story(after));
    let line = |block: &BlockChange| {
        let kind = match block.kind {
            DiffKind::Kept => "  ",
            DiffKind::Added => "+ ",
            DiffKind::Removed => "- ",
        };
        let was = if block.was.is_some() { "~" } else { "" };
        format!("{kind}{was}{}", shown(&block.pieces))
    };
    found.body.iter().map(line).collect()
}

#[test]
fn words_are_told_whole_and_what_stayed_is_left_in_peace() {
    let intro = "Nước sông lên từ nửa đêm.";
    for (before, after, expected) in [
        (vec![intro], vec![intro], vec!["  Nước sông lên từ nửa đêm."]),
        (vec![intro], vec!["Nước sông xuống từ nửa đêm."], vec!["  Nước sông [-lên-]{+xuống+} từ nửa đêm."]),
        // Not "h[-oà-]{+òa+}", and a number as a whole.
        (
            vec!["Có 1.250 hộ ở Hoà Sơn."],
            vec!["Có 1.350 hộ ở Hòa Sơn."],
            vec!["  Có [-1.250-]{+1.350+} hộ ở [-Hoà-]{+Hòa+} Sơn."],
        ),
        // Composed and decomposed letters are the same letters.
        (vec!["Hòa Sơn"], vec!["Ho\u{300}a Sơn"], vec!["  Hòa Sơn"]),
        (
            vec![intro, "Hai."],
            vec![intro, "Một rưỡi.", "Hai."],
            vec!["  Nước sông lên từ nửa đêm.", "+ {+Một rưỡi.+}", "  Hai."],
        ),
        (vec![intro, "Một.", "Hai."], vec![intro, "Hai."], vec!["  Nước sông lên từ nửa đêm.", "- [-Một.-]", "  Hai."]),
        // An Enter in the middle moves no words, and taking it out again neither.
        (vec!["Nước lên. Dân chạy."], vec!["Nước lên. ", "Dân chạy."], vec!["  Nước lên. ", "+ Dân chạy."]),
        (vec!["Nước lên. ", "Dân chạy."], vec!["Nước lên. Dân chạy."], vec!["  Nước lên. [-\n-]Dân chạy."]),
        (vec!["Lời kể của bến"], vec!["# Lời kể của bến"], vec!["  ~Lời kể của bến"]),
        // One word in common is no reason for a patchwork.
        (
            vec!["Sáng sớm mai cả làng chài kéo lưới và đi chợ xa bán cá"],
            vec!["Trưa nay học sinh trường núi nghỉ vì mưa lũ và sạt lở đất đá"],
            vec![
                "  [-Sáng sớm mai cả làng chài kéo lưới và đi chợ xa bán cá-]\
                 {+Trưa nay học sinh trường núi nghỉ vì mưa lũ và sạt lở đất đá+}",
            ],
        ),
    ] {
        assert_eq!(body(&before, &after), expected, "{before:?} → {after:?}");
    }
}

#[test]
fn fields_captions_and_related_stories_are_told_apart_from_the_body() {
    let before = sample::story();
    let mut after = before.clone();
    after.fields.set(StoryField::Headline, "Chợ nổi mới");
    after.fields.set(StoryField::Keywords, FieldValue::List(vec!["chợ nổi".into(), "sông".into()]));
    after.photos[0].fields.set(PhotoField::Caption, "Ghe hàng lúc 6 giờ sáng");
    let gone = after.photos.remove(1);
    after.body.retain(|block| block.kind != BlockKind::Photo { photo: gone.id.clone() });
    after.related = vec![Related { title: "Bến mới".into(), date: None, date_text: String::new() }];
    let found = compare(&before, &after);
    let fields: Vec<_> = found.fields.iter().map(|change| change.field).collect();
    assert_eq!(fields, [StoryField::Headline, StoryField::Keywords]);
    let photos: Vec<_> = found.photos.iter().map(|change| (change.kind, change.photo.clone())).collect();
    assert_eq!(photos, [(DiffKind::Kept, before.photos[0].id.clone()), (DiffKind::Removed, gone.id.clone())]);
    assert_eq!(found.photos[0].fields.len(), 1);
    assert!(found.related.iter().any(|piece| piece.kind == DiffKind::Added && piece.text == "Bến mới"));
    assert!(found.body.iter().any(|block| block.kind == DiffKind::Removed));
    assert!(compare(&before, &before).fields.is_empty());
}

#[test]
fn bold_alone_is_told_without_words() {
    let before = story(&["Nước lên nhanh."]);
    let mut after = before.clone();
    after.body[0].marks = vec![Mark { kind: MarkKind::Bold, start: 0, end: 4, href: None, lang: None }];
    let found = compare(&before, &after);
    assert!(found.body[0].marks_changed);
    assert_eq!((found.added, found.removed), (0, 0));
}

#[test]
fn numbers_and_names_that_changed_are_listed() {
    let facts = |before: &[&str], after: &[&str]| -> Vec<String> {
        let found = compare(&story(before), &story(after)).facts;
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".into());
        found.iter().map(|fact| format!("{}→{}", side(&fact.before), side(&fact.after))).collect()
    };
    for (before, after, expected) in [
        (vec!["Có 12 hộ ở xã Hòa Sơn."], vec!["Có 15 hộ ở xã Hòa Bình."], vec!["12→15", "Hòa Sơn→Hòa Bình"]),
        // A part of a name is the name.
        (vec!["Ông Trần Văn Sơn nói."], vec!["Ông Trần Văn Lâm nói."], vec!["Trần Văn Sơn→Trần Văn Lâm"]),
        (vec!["Mưa 20 mm."], vec!["Mưa to."], vec!["20→–"]),
        // Throughout, told once.
        (vec!["Ở Hòa Sơn mưa.", "Ở Hòa Sơn lũ."], vec!["Ở Hòa An mưa.", "Ở Hòa An lũ."], vec!["Hòa Sơn→Hòa An"]),
        // The same facts in another order or paragraph.
        (vec!["Mưa 20 mm ở Hòa Sơn.", "Gió nhẹ."], vec!["Gió nhẹ.", "Mưa 20 mm ở Hòa Sơn."], vec![]),
        (vec!["Nước lên nhanh."], vec!["Dân chạy lũ."], vec![]),
        (vec!["Ngày 15/10/2019."], vec!["Ngày 16/10/2019."], vec!["15/10/2019→16/10/2019"]),
    ] {
        assert_eq!(facts(&before, &after), expected, "{before:?} → {after:?}");
    }
}

mod whatever_was_written {
    use proptest::prelude::*;

    use super::*;

    fn side(found: &[BlockChange], other: DiffKind) -> String {
        let pieces = found.iter().flat_map(|block| &block.pieces).filter(|piece| piece.kind != other);
        pieces.map(|piece| piece.text.replace('\n', "")).collect()
    }

    proptest! {
        /// Nothing is left out and nothing is made up, on either side.
        #[test]
        fn both_sides_can_be_read_from_the_comparison(
            before in prop::collection::vec("[ab1., ]{0,12}", 0..6),
            after in prop::collection::vec("[ab1., ]{0,12}", 0..6),
        ) {
            let as_story = |texts: &[String]| story(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let found = compare(&as_story(&before), &as_story(&after)).body;
            prop_assert_eq!(side(&found, DiffKind::Removed), after.concat());
            let mut left: Vec<char> = side(&found, DiffKind::Added).chars().collect();
            let mut right: Vec<char> = before.concat().chars().collect();
            // Removed blocks stand after the one that their neighbours were joined to.
            left.sort_unstable();
            right.sort_unstable();
            prop_assert_eq!(left, right);
        }
    }
}

#[test]
fn how_a_picture_is_cut_and_rated_is_told_and_is_neither_writing_nor_a_fact() {
    let before = sample::story();
    let mut after = sample::story();
    for (field, value) in
        [(PhotoField::Crop16x9, "0.1,0,0.8,0.45"), (PhotoField::Rating, "4"), (PhotoField::Expires, "2026-12-01")]
    {
        after.photos[0].fields.set(field, value);
    }
    let found = compare(&before, &after);
    let fields: Vec<_> = found.photos[0].fields.iter().map(|change| change.field).collect();
    assert_eq!(fields, [PhotoField::Expires, PhotoField::Rating, PhotoField::Crop16x9]);
    let facts: Vec<_> = found.facts.iter().map(|fact| fact.spot.clone()).collect();
    assert!(
        !facts.is_empty() && facts.iter().all(|spot| matches!(spot, Spot::Photo(_, PhotoField::Expires))),
        "{facts:?}"
    );
    assert_eq!((found.added, found.removed), (1, 0), "the date");
}
