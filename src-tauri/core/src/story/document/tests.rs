mod door;
mod newer;
mod whole;

use super::*;
use crate::story::{
    Block, BlockKind, Edit, Fields, Mark, MarkKind, Marks, Person, PersonId, Photo, PhotoField, PhotoId, Piece,
    Related, Run, Standard, StoryField,
};
use std::collections::BTreeMap;

fn now() -> DateTime<Utc> {
    moment(1_571_112_000)
}

fn fresh() -> Document {
    Document::new(&StoryId("s".into()), Language::Vietnamese, Person::default(), now()).unwrap().0
}

fn text(text: &str) -> Piece {
    Piece::Text { text: text.into(), marks: Marks::default() }
}

fn bold(text: &str) -> Piece {
    Piece::Text { text: text.into(), marks: Marks { bold: true, ..Marks::default() } }
}

fn paragraph() -> Piece {
    Piece::block(BlockKind::Paragraph)
}

fn splice(at: u32, delete: u32, insert: Vec<Piece>) -> Edit {
    Edit::Splice { at, delete, insert }
}

impl Document {
    fn make(&mut self, edits: &[Edit]) -> &mut Self {
        self.edit(edits, now()).unwrap();
        assert_eq!(self.shape.missing_markers, self.read_shape().unwrap().missing_markers);
        self
    }

    fn lines(&self) -> Vec<String> {
        let show = |block: &Block| {
            let runs = block.runs().into_iter().map(|run| match (run.marks.bold, run.marks.link) {
                (true, _) => format!("*{}*", run.text),
                (_, Some(href)) => format!("[{}]({href})", run.text),
                _ => run.text,
            });
            let start = match &block.kind {
                BlockKind::Paragraph => "",
                BlockKind::Heading { .. } => "# ",
                BlockKind::Quote => "> ",
                BlockKind::ListItem { .. } => "- ",
                BlockKind::Photo { .. } => "photo",
            };
            format!("{start}{}", runs.collect::<String>())
        };
        self.read_body().unwrap().iter().map(show).collect()
    }

    fn fork(&mut self) -> Document {
        let changes = self.changes();
        Document::load(None, changes.iter().map(|change| change.bytes.as_slice())).unwrap()
    }

    fn meet(&mut self, other: &mut Document) {
        let (ours, theirs) = (self.changes(), other.changes());
        self.merge(theirs.iter().map(|change| change.bytes.as_slice())).unwrap();
        other.merge(ours.iter().map(|change| change.bytes.as_slice())).unwrap();
        assert_eq!(self.story().unwrap(), other.story().unwrap());
    }
}

fn a_photo() -> Photo {
    Photo {
        id: PhotoId("p".into()),
        place: String::new(),
        fields: Fields::default(),
        origins: BTreeMap::new(),
        file_name: "cho-noi.jpg".into(),
        media_type: "image/jpeg".into(),
        width: 2400,
        height: 1600,
        sha256: "00".into(),
    }
}

#[test]
fn typing_splitting_and_joining_read_back_as_blocks() {
    let mut story = fresh();
    assert_eq!(story.lines(), [""]);
    story.make(&[splice(1, 0, vec![text("Chợ nổi họp sớm.")])]);
    story.make(&[splice(8, 0, vec![paragraph()])]);
    assert_eq!(story.lines(), ["Chợ nổi", " họp sớm."]);
    story.make(&[splice(8, 1, vec![])]);
    assert_eq!(story.lines(), ["Chợ nổi họp sớm."]);
    story.make(&[Edit::SetBlock { at: 0, block: BlockKind::Quote }]);
    assert_eq!(story.lines(), ["> Chợ nổi họp sớm."]);
}

#[test]
fn marks_are_as_asked_whatever_the_neighbours_carry() {
    let mut story = fresh();
    story.make(&[splice(1, 0, vec![text("một hai ba")])]);
    story.make(&[Edit::SetMark { from: 5, to: 8, mark: MarkKind::Bold, on: true, href: None, lang: None }]);
    story.make(&[splice(8, 0, vec![text(" thường")])]);
    assert_eq!(story.lines(), ["một *hai* thường ba"]);
    story.make(&[splice(8, 0, vec![bold(" đậm")])]);
    assert_eq!(story.lines(), ["một *hai đậm* thường ba"]);
    let href = Some("https://example.org".into());
    story.make(&[Edit::SetMark { from: 1, to: 4, mark: MarkKind::Link, on: true, href, lang: None }]);
    story.make(&[splice(4, 0, vec![text("!")])]);
    assert_eq!(story.lines(), ["[một](https://example.org)! *hai đậm* thường ba"]);
}

#[test]
fn foreign_words_keep_their_language_and_only_a_language_is_taken() {
    let mut story = fresh();
    let lang = |tag: &str| Edit::SetMark {
        from: 4,
        to: 9,
        mark: MarkKind::Lang,
        on: true,
        href: None,
        lang: Some(tag.into()),
    };
    story.make(&[splice(1, 0, vec![text("Ca live show hay")]), lang("en")]);
    story.make(&[splice(9, 0, vec![text("!")])]);
    let marks = story.story().unwrap().body[0].marks.clone();
    assert_eq!(marks, [Mark { kind: MarkKind::Lang, start: 3, end: 8, href: None, lang: Some("en".into()) }]);
    for no_language in ["", "English", "en\" onclick=\"", "e", "en-"] {
        assert!(story.edit(&[lang(no_language)], now()).is_err(), "{no_language:?}");
    }
}

#[test]
fn positions_count_utf16_units_around_wide_characters() {
    let mut story = fresh();
    story.make(&[splice(1, 0, vec![text("a😀b")])]);
    story.make(&[Edit::SetMark { from: 4, to: 5, mark: MarkKind::Bold, on: true, href: None, lang: None }]);
    story.make(&[splice(5, 0, vec![text("c")])]);
    assert_eq!(story.lines(), ["a😀*b*c"]);
    assert_eq!(story.body_length(), 6);
    story.make(&[splice(2, 2, vec![])]);
    assert_eq!(story.lines(), ["a*b*c"]);
}

#[test]
fn a_bad_edit_among_good_ones_changes_nothing() {
    let mut story = fresh();
    story.make(&[splice(1, 0, vec![text("nguyên vẹn")])]);
    let before = story.story().unwrap();
    let good = Edit::SetField { field: StoryField::Headline, value: "Tít".into() };
    for bad in [
        splice(1, 99, vec![]),
        splice(0, 0, vec![text("x")]),
        splice(0, 1, vec![text("x")]),
        splice(3, 0, vec![Piece::block(BlockKind::Heading { level: 7 })]),
        Edit::SetBlock { at: 3, block: BlockKind::Quote },
        Edit::SetField { field: StoryField::Urgency, value: "12".into() },
        Edit::SetPhotoField { photo: PhotoId("none".into()), field: PhotoField::Caption, value: "x".into() },
    ] {
        assert!(story.edit(&[good.clone(), bad.clone()], now()).is_err(), "{bad:?}");
        assert_eq!(story.story().unwrap(), before, "{bad:?}");
    }
    assert!(story.edit(&[], now()).unwrap().is_none());
}

#[test]
fn a_history_loads_from_changes_and_from_a_snapshot() {
    let mut story = fresh();
    story.make(&[Edit::SetField { field: StoryField::Headline, value: "Chợ nổi".into() }]);
    story.make(&[Edit::SetField {
        field: StoryField::Keywords,
        value: vec!["chợ".to_owned(), "sông".to_owned()].into(),
    }]);
    story.make(&[
        Edit::AddPhoto { photo: a_photo() },
        splice(1, 0, vec![Piece::block(BlockKind::Photo { photo: PhotoId("p".into()) })]),
    ]);
    let caption = "Ghe hàng lúc 5 giờ sáng.";
    story.make(&[Edit::SetPhotoField {
        photo: PhotoId("p".into()),
        field: PhotoField::Caption,
        value: caption.into(),
    }]);
    let related = Related { title: "Bến cũ".into(), date: "2019-10-14".parse().ok(), date_text: "hôm qua".into() };
    story.make(&[Edit::SetRelated { related: vec![related] }]);
    let whole = story.story().unwrap();
    assert_eq!(whole.photos[0].fields.text(PhotoField::Caption), caption);
    assert_eq!(story.fork().story().unwrap(), whole);
    let snapshot = story.snapshot();
    assert_eq!(Document::load(Some(&snapshot), []).unwrap().story().unwrap(), whole);
    story.make(&[Edit::RemovePhoto { photo: PhotoId("p".into()) }]);
    assert_eq!(story.lines(), [""]);
    assert!(story.story().unwrap().photos.is_empty());
}

#[test]
fn what_a_file_said_keeps_its_origin_until_a_person_writes() {
    let mut story = fresh();
    let mut photo = Photo { place: "n00000001".into(), ..a_photo() };
    photo.fields.set(PhotoField::Caption, "Từ tệp.");
    photo.fields.set(PhotoField::Credit, "Lam Khê");
    photo.origins = [(PhotoField::Caption, Standard::Xmp), (PhotoField::Credit, Standard::Iim)].into();
    story.make(&[Edit::AddPhoto { photo: photo.clone() }]);
    assert_eq!(story.story().unwrap().photos, [photo.clone()]);
    let set = |field, value: &str| Edit::SetPhotoField { photo: photo.id.clone(), field, value: value.into() };
    story.make(&[set(PhotoField::Caption, "Từ người."), set(PhotoField::AltText, "Ghe.")]);
    let origins = [(PhotoField::Credit, Standard::Iim)].into();
    assert_eq!(story.fork().story().unwrap().photos[0].origins, origins);
    // Also where the person meant just what the file said.
    story.make(&[set(PhotoField::Credit, "Lam Khê")]);
    assert_eq!(story.story().unwrap().photos[0].origins, BTreeMap::new());
}

#[test]
fn text_that_an_edit_leaves_behind_a_picture_counts_as_it_does_when_the_story_is_read_anew() {
    let photo = BlockKind::Photo { photo: a_photo().id };
    let picture = Piece::block(photo.clone());
    for (what, edits) in [
        ("written behind it", vec![splice(1, 0, vec![picture.clone()]), splice(2, 0, vec![text("sông 🛶")])]),
        ("put before text", vec![splice(1, 0, vec![text("sông 🛶")]), splice(2, 0, vec![picture.clone()])]),
        (
            "a paragraph joined to it",
            vec![splice(1, 0, vec![picture.clone(), paragraph(), text("sông 🛶")]), splice(2, 1, vec![])],
        ),
        (
            "a paragraph that became one",
            vec![splice(1, 0, vec![text("sông 🛶")]), Edit::SetBlock { at: 0, block: photo.clone() }],
        ),
    ] {
        let mut story = fresh();
        story.make(&[Edit::AddPhoto { photo: a_photo() }]);
        story.make(&edits);
        let (body, length) = (story.read_body().unwrap(), story.body_length());
        assert_eq!(length, body.iter().map(super::blocks::units).sum::<usize>(), "{what}");
        assert_eq!((story.fork().read_body().unwrap(), story.fork().body_length()), (body.clone(), length), "{what}");
        // Nothing is off by one in what comes next.
        story.make(&[
            Edit::SetBody { body: vec![Block::paragraph("bến sông 🛶")] },
            Edit::SetBody { body: body.clone() },
        ]);
        assert_eq!(story.read_body().unwrap(), body, "{what}");
    }
}

#[test]
fn text_left_without_a_marker_is_a_paragraph_and_gets_its_marker_with_the_next_edit() {
    let mut ours = fresh();
    ours.make(&[splice(1, 0, vec![text("một"), paragraph(), text("hai")]), Edit::AddPhoto { photo: a_photo() }]);
    let mut theirs = ours.fork();
    ours.make(&[splice(4, 0, vec![Piece::block(BlockKind::Photo { photo: PhotoId("p".into()) })])]);
    theirs.make(&[splice(4, 1, vec![])]);
    ours.meet(&mut theirs);
    assert_eq!(ours.lines(), ["một", "photo", "hai"]);
    assert_eq!(ours.body_length(), 9);
    ours.make(&[splice(9, 0, vec![text("!")])]);
    assert_eq!(ours.lines(), ["một", "photo", "hai!"]);
    assert_eq!(ours.body_length(), 10);
    ours.meet(&mut theirs);
}

#[test]
fn a_whole_body_replaces_what_was_there() {
    let mut story = fresh();
    story.make(&[splice(1, 0, vec![text("cũ"), paragraph(), text("giữ nguyên")])]);
    let run = |text: &str, bold| Run { text: text.into(), marks: Marks { bold, ..Marks::default() } };
    let body = vec![
        Block::new(BlockKind::Heading { level: 2 }, "mới"),
        Block::from_runs(BlockKind::Paragraph, [run("giữ ", false), run("nguyên", true)]),
    ];
    story.make(&[Edit::SetBody { body: body.clone() }]);
    assert_eq!(story.story().unwrap().body, body);
    story.make(&[Edit::SetBody { body: vec![] }]);
    assert_eq!(story.lines(), [""]);
}

#[test]
fn namesakes_are_two_and_whoever_takes_another_name_is_one() {
    let person = |id: &str, name: &str| Person { id: Some(PersonId(id.into())), name: name.into() };
    let (lan, other_lan) = (person(&"0a".repeat(32), "Lan"), person(&"0b".repeat(32), "Lan"));
    let renamed = Person { name: "Lan Anh".into(), ..lan.clone() };
    let mut ours = fresh();
    let mut theirs = ours.fork();
    let headline = |text: &str| Edit::SetField { field: StoryField::Headline, value: text.into() };
    ours.sign(lan.clone());
    ours.make(&[headline("Một")]);
    ours.sign(renamed.clone());
    ours.make(&[headline("Hai")]);
    theirs.sign(other_lan.clone());
    theirs.make(&[headline("Ba")]);
    // One who wrote with a program from before there were ids.
    let mut older = theirs.fork();
    older.sign("Lan");
    older.make(&[splice(1, 0, vec![text("Chợ")])]);
    theirs.meet(&mut older);
    ours.meet(&mut theirs);
    let by: Vec<Person> = ours.steps().into_iter().map(|step| step.by).collect();
    for written in [&lan, &renamed, &other_lan, &"Lan".into()] {
        assert!(by.contains(written), "{written:?} in {by:?}");
    }
    assert!(!lan.is_same_hand(&other_lan) && !lan.is_same_hand(&renamed));
    assert!(lan.is_same_hand(&"Lan".into()), "a name alone may be either");
    // Both values are kept, as between any two.
    let versions = &ours.conflicts().unwrap()[0].versions;
    let mut told: Vec<_> = versions.iter().map(|version| (version.by.as_str(), version.person.as_ref())).collect();
    told.sort_unstable_by_key(|(by, _)| *by);
    assert_eq!(told, [("Lan", other_lan.id.as_ref()), ("Lan Anh", lan.id.as_ref())]);
}
