//! What the core accepts, its own check accepts: whatever people, files and other desks bring into a story goes out in
//! a package that passes, and nothing in it is anything but letters.

use std::fs;

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::{PackageOptions, bag, reader::Bag, sample, verify, write};
use crate::{
    Language, Progress, letters,
    problem::Checkup,
    story::{
        Block, BlockKind, Document, Edit, FieldKind, FieldValue, Mark, MarkKind, Person, Photo, PhotoField, PhotoId,
        Piece, Related, Settled, StoryField, StoryId,
    },
};

/// What texts really hold, and what strangers put into them.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-zăâđêôơưáàảãạế ,.;:&<>\"'«»“”–…]{0,30}",
        2 => "[\\u{0}-\\u{20}\\u{7f}-\\u{9f}\\u{a0}\\u{ad}\\u{200b}-\\u{200f}\\u{2028}-\\u{202e}\\u{2060}-\\u{2069}\\u{feff}\\u{fff9}-\\u{ffff}]{0,6}",
        1 => any::<String>(),
        1 => (0..2100usize).prop_map(|marks| format!("a{}", "\u{323}".repeat(marks))),
        1 => (0..40usize).prop_map(|marks| format!("ô{}", "\u{1d165}".repeat(marks))),
        1 => prop::sample::select(vec![
            "ế", "e\u{302}\u{301}", "🇻🇳", "👨\u{200d}👩\u{200d}👧", "\u{1112}\u{1161}\u{11ab}", "각", "क्षे", "น้ำ", "𝄞",
            "سلام", "שלום", "\u{2067}שלום\u{2069}", " ", "\t", "\u{2003}", "]]>", "<![CDATA[", "--", "\u{fffd}", "%", "\u{1fffe}",
        ])
        .prop_flat_map(|letter| (0..900usize).prop_map(move |times| letter.repeat(times))),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| {
        let text = pieces.concat();
        // What fits into a JPEG.
        text.chars().take(700).collect()
    })
}

fn value(kind: FieldKind, texts: &mut impl Iterator<Item = String>) -> Option<FieldValue> {
    let text = texts.next()?;
    match kind {
        FieldKind::Text => Some(text.into()),
        // A person is told that it takes one line.
        FieldKind::Line => Some(text.replace(['\n', '\r'], " ").into()),
        FieldKind::List => Some(vec![text.replace(['\n', '\r'], " "), "b".into()].into()),
        _ => None,
    }
}

/// A story that was made by edits, each of them accepted.
fn story(texts: Vec<String>) -> Settled {
    let now = DateTime::<Utc>::from_timestamp(1_600_000_000, 0).unwrap();
    let id = StoryId("01890a5d-ac96-774b-bcce-b302099a8057".into());
    let (mut document, _) = Document::new(&id, Language::Vietnamese, Person::default(), now).unwrap();
    let mut texts = texts.into_iter().cycle().take(200);
    let mut photo = Photo { id: PhotoId("p".into()), ..sample::story().photos.remove(0) };
    for field in PhotoField::ALL {
        if let Some(value) = value(field.kind(), &mut texts) {
            let before = photo.fields.clone();
            photo.fields.set(*field, value);
            // What no file has room for is another matter.
            if crate::photo::check_texts(&photo.fields).is_err() {
                photo.fields = before;
            }
        }
    }
    photo.file_name =
        format!("{}.jpg", letters::fit_line(&texts.next().unwrap_or_default()).chars().take(60).collect::<String>());
    let mut edits = vec![Edit::AddPhoto { photo: photo.clone() }];
    for &field in StoryField::ALL {
        edits.extend(value(field.kind(), &mut texts).map(|value| Edit::SetField { field, value }));
    }
    let mut text = || texts.next().unwrap_or_default();
    let link = Mark {
        kind: MarkKind::Link,
        start: 0,
        end: 3,
        href: Some(format!("https://a.example/{}", text())),
        lang: None,
    };
    let body = vec![
        Block { marks: vec![link], ..Block::paragraph(text()) },
        Block::photo(photo.id),
        Block::new(BlockKind::Quote, text()),
        Block::new(BlockKind::Heading { level: 1 }, text()),
    ];
    edits.push(Edit::SetBody { body });
    edits.push(Edit::Splice {
        at: 1,
        delete: 0,
        insert: vec![Piece::Text { text: text(), marks: Default::default() }],
    });
    let related =
        |text: String| Related { title: text.replace(['\n', '\r'], " "), date: None, date_text: "hôm qua".into() };
    edits.push(Edit::SetRelated { related: vec![related(text())] });
    document.edit(&edits, now).unwrap();
    document.settled().unwrap()
}

fn assert_goes_out(story: &Settled) {
    let out = tempfile::tempdir().unwrap();
    // A draft: what is missing is another matter.
    let options = PackageOptions { out: out.path().to_owned(), draft: true, webp: true, ..PackageOptions::default() };
    let report = write(story, &sample::Pixels, &options, &Progress::unwatched()).unwrap();
    assert_eq!(verify(&report.package, story.language).unwrap(), Checkup::default());
    for path in Bag::open(&report.package).unwrap().paths() {
        assert!(!path.contains(letters::is_unfit), "{path:?}");
        if !path.starts_with("data/media/") {
            let text = fs::read_to_string(report.package.join(path)).unwrap();
            assert_eq!(text.find(letters::is_unfit), None, "{path}");
        }
    }
    let info = fs::read_to_string(report.package.join(bag::BAG_INFO)).unwrap();
    // The formats' three, the draft's one, and a headline's where it has words.
    assert!((8..=9).contains(&info.lines().count()), "{info}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_story_that_edits_made_goes_out_and_passes(texts in prop::collection::vec(texts(), 1..12)) {
        assert_goes_out(&story(texts));
    }
}

/// One by one, as they were met.
#[test]
fn texts_that_once_did_not_pass_do() {
    for text in [
        format!("Chữ a{} lạ", "\u{301}".repeat(2000)),
        "a".repeat(20) + &" ".repeat(300) + "b",
        "👨\u{200d}👩\u{200d}👧".repeat(150),
        "\u{1112}\u{1161}\u{11ab}".repeat(300),
        "e\u{302}\u{301}".repeat(450),
        "một\0\u{1b}[31m hai\rba\u{2028}bốn \u{85} ".into(),
        " \u{200b} ".into(),
        "\u{2067}\u{2066}\u{202e}שלום".into(),
        "\u{1d165}".repeat(700),
        "]]>&amp;<![CDATA[\u{fffe}".into(),
    ] {
        assert_goes_out(&story(vec![text]));
    }
}
