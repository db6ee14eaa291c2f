//! Whatever was done to a story: as it was then, it can be read, and made again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::story::{
    BlockKind, Edit, Fields, IgnoredPlace, MarkKind, Marks, Photo, PhotoField, Piece, Related, Standard, StoryField,
};

/// Something that a person does, with numbers that decide which and where.
type Act = (u8, u16, u16, String);

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let word = prop_oneof!["[a-z ]{0,6}", Just("đường 🛶 ".to_owned()), Just("Chợ nổi".to_owned())];
    prop::collection::vec((0..19_u8, any::<u16>(), any::<u16>(), word), 1..40)
}

fn photo(number: u16) -> Photo {
    let id = format!("photo-{}", number % 5);
    let mut fields = Fields::default();
    fields.set(PhotoField::Caption, format!("Ghe số {number}"));
    Photo {
        id: PhotoId(id),
        fields,
        origins: BTreeMap::from([(PhotoField::Caption, Standard::Xmp)]),
        place: String::new(),
        file_name: "ghe.jpg".into(),
        media_type: "image/jpeg".into(),
        width: 10,
        height: 10,
        sha256: format!("{:064}", number % 5),
    }
}

/// The edits of an act, which fit the story or are refused.
fn edits((kind, one, two, word): &Act, story: &Story, length: u32) -> Vec<Edit> {
    let (one_of, two_of) =
        (|many: usize| usize::from(*one) % many.max(1), |many: usize| usize::from(*two) % many.max(1));
    let at = u32::from(*one) % length.max(1);
    let to = (at + u32::from(*two) % 6).min(length);
    let field = StoryField::ALL[one_of(StoryField::ALL.len())];
    let place = Some(IgnoredPlace { text: word.clone(), before: String::new(), after: String::new() });
    let a_photo = story.photos.get(one_of(story.photos.len())).map(|photo| photo.id.clone());
    let with_photo = |edit: &dyn Fn(PhotoId) -> Edit| a_photo.clone().map(edit).into_iter().collect();
    let text = |text: &str, marks: Marks| Piece::Text { text: text.to_owned(), marks };
    match kind {
        0..=3 => vec![Edit::Splice { at: at.max(1), delete: 0, insert: vec![text(word, Marks::default())] }],
        4 => vec![Edit::Splice { at: at.max(1), delete: to.saturating_sub(at.max(1)), insert: vec![] }],
        5 => vec![Edit::Splice { at: at.max(1), delete: 0, insert: vec![Piece::block(BlockKind::Quote)] }],
        6 => {
            let mark = [MarkKind::Bold, MarkKind::Italic, MarkKind::Link, MarkKind::Lang][two_of(4)];
            let (href, lang) = (Some("https://example.org".into()), Some("en".into()));
            vec![Edit::SetMark { from: at, to, mark, on: two % 3 > 0, href, lang }]
        }
        7 => vec![Edit::SetBlock { at: 0, block: BlockKind::Heading { level: 1 + (two % 2) as u8 } }],
        8 => vec![Edit::SetField { field, value: field.kind().parse(word) }],
        9 => vec![Edit::SetRelated {
            related: (0..two_of(4))
                .map(|at| Related { title: format!("{word} {at}"), date: None, date_text: "hôm qua".into() })
                .collect(),
        }],
        10 | 11 => vec![Edit::AddPhoto { photo: photo(*one) }],
        12 => with_photo(&|photo| Edit::RemovePhoto { photo }),
        13 => with_photo(&|photo| {
            let field = [PhotoField::Caption, PhotoField::People, PhotoField::Credit][two_of(3)];
            Edit::SetPhotoField { photo, field, value: field.kind().parse(word) }
        }),
        14 => with_photo(&|photo| Edit::SetPhotoField {
            photo,
            field: PhotoField::Rating,
            value: (two % 6).to_string().into(),
        }),
        15 => with_photo(&|photo| Edit::Splice {
            at: length,
            delete: 0,
            insert: vec![Piece::block(BlockKind::Photo { photo })],
        }),
        16 => vec![Edit::Ignore { rule: "spacing".into(), place }],
        17 => vec![Edit::Heed { rule: "spacing".into(), place }],
        _ => vec![Edit::SetLanguage { language: if two % 2 == 0 { Language::English } else { Language::Vietnamese } }],
    }
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_571_112_000 + seconds, 0).unwrap()
}

/// Its words and pictures, whole, whenever that was.
fn told(story: Story) -> Story {
    Story { updated_at: at(0), state: State::Draft, ..story }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn a_story_restored_to_a_moment_is_what_it_was_then_whole(acts in acts(), chosen in any::<u16>()) {
        let (mut document, _) = Document::new(&StoryId("s".into()), Language::Vietnamese, Person::default(), at(0)).unwrap();
        let mut moments = Vec::new();
        for (number, act) in acts.iter().enumerate() {
            // Now this person, now that: what they signed stays theirs.
            document.sign(["Mây", "Hạ", ""][number % 3]);
            let edits = edits(act, &document.story().unwrap(), document.body_length() as u32);
            // A clock goes back now and then.
            let now = at((number as i64 * 7_919) % 1_000);
            if document.edit(&edits, now).is_ok_and(|change| change.is_some()) {
                let moment = document.steps().last().unwrap().id.clone();
                moments.push((moment, document.story().unwrap()));
            }
        }
        for (moment, then) in &moments {
            prop_assert_eq!(&document.story_at(std::slice::from_ref(moment)).unwrap(), then);
        }
        if !moments.is_empty() {
            let (moment, then) = &moments[usize::from(chosen) % moments.len()];
            document.sign("Sương");
            let read = document.story_at(std::slice::from_ref(moment)).unwrap();
            document.become_like(&read, at(5_000), Some(VersionKind::Restored)).unwrap();
            prop_assert_eq!(told(document.story().unwrap()), told(then.clone()));
            // And what it was before can be brought back in turn.
            let (last, before) = moments.last().unwrap();
            let read = document.story_at(std::slice::from_ref(last)).unwrap();
            document.become_like(&read, at(6_000), Some(VersionKind::Restored)).unwrap();
            prop_assert_eq!(told(document.story().unwrap()), told(before.clone()));
            // A story of its own with the same in it, each word signed by whoever signed it.
            let (mut copy, _) = Document::new(&StoryId("s".into()), before.language, Person::default(), at(0)).unwrap();
            copy.sign("Sương");
            copy.become_like(before, at(7_000), None).unwrap();
            prop_assert_eq!(told(copy.story().unwrap()), told(before.clone()));
        }
    }
}

/// What somebody put into a story that was not there, also where it had been before and they had taken it off.
#[derive(Default)]
struct Brought {
    photos: BTreeSet<PhotoId>,
    ignored: BTreeSet<String>,
    /// Whether they made the list of related stories anew.
    related: bool,
}

/// What somebody does on a copy of their own, as far as it fits.
fn work(document: &mut Document, acts: &[Act], from: i64) -> Brought {
    let mut brought = Brought::default();
    for (act, now) in acts.iter().zip(from..) {
        let edits = edits(act, &document.story().unwrap(), document.body_length() as u32);
        if !document.edit(&edits, at(now)).is_ok_and(|change| change.is_some()) {
            continue;
        }
        for edit in edits {
            match edit {
                Edit::AddPhoto { photo } => drop(brought.photos.insert(photo.id)),
                Edit::Ignore { place, .. } => drop(brought.ignored.insert(format!("{place:?}"))),
                Edit::SetRelated { .. } => brought.related = true,
                _ => (),
            }
        }
    }
    brought
}

/// What both still have is there, and what one has who brought it; what one of them took off is not, though the other
/// left it where it was, nor what both took off.
fn met<T: Ord + Clone>(one: (&BTreeSet<T>, &BTreeSet<T>), other: (&BTreeSet<T>, &BTreeSet<T>)) -> BTreeSet<T> {
    let ((one, by_one), (other, by_other)) = (one, other);
    let stays = |all: &BTreeSet<T>, brought: &BTreeSet<T>| all.intersection(brought).cloned().collect::<BTreeSet<_>>();
    let both: BTreeSet<T> = one.intersection(other).cloned().collect();
    &(&both | &stays(one, by_one)) | &stays(other, by_other)
}

fn copy(changes: &[Change]) -> Document {
    Document::load(None, changes.iter().map(|change| change.bytes.as_slice())).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn two_who_went_apart_have_one_story_again_whole_whoever_hears_first(
        before in acts(), mine in acts(), hers in acts()
    ) {
        let (mut first, _) = Document::new(&StoryId("s".into()), Language::Vietnamese, Person::default(), at(0)).unwrap();
        work(&mut first, &before, 1);
        let base = first.story().unwrap();
        let changes = first.changes();
        let (mut one, mut other) = (copy(&changes), copy(&changes));
        one.sign("Mây");
        other.sign("Hạ");
        let brought_by_one = work(&mut one, &mine, 100);
        let brought_by_other = work(&mut other, &hers, 200);
        let (by_one, by_other) = (one.story().unwrap(), other.story().unwrap());
        let (of_one, of_other) = (one.changes(), other.changes());
        one.merge(of_other.iter().map(|change| change.bytes.as_slice())).unwrap();
        other.merge(of_one.iter().map(|change| change.bytes.as_slice())).unwrap();
        let merged = one.story().unwrap();
        prop_assert_eq!(&other.story().unwrap(), &merged);
        // Heard once more, from the end, or read anew, it is the same.
        one.merge(of_other.iter().rev().map(|change| change.bytes.as_slice())).unwrap();
        prop_assert_eq!(&one.story().unwrap(), &merged);
        prop_assert_eq!(&copy(&one.changes()).story().unwrap(), &merged);

        // The language is what somebody said last, not a third.
        prop_assert!([by_one.language, by_other.language].contains(&merged.language));
        let ids = |story: &Story| story.photos.iter().map(|photo| photo.id.clone()).collect::<BTreeSet<_>>();
        let expected = met((&ids(&by_one), &brought_by_one.photos), (&ids(&by_other), &brought_by_other.photos));
        prop_assert_eq!(ids(&merged), expected);
        let let_stand = |story: &Story| story.ignored.iter().map(|one| format!("{:?}", one.place)).collect::<BTreeSet<_>>();
        let expected =
            met((&let_stand(&by_one), &brought_by_one.ignored), (&let_stand(&by_other), &brought_by_other.ignored));
        prop_assert_eq!(let_stand(&merged), expected);
        // A list of related stories that one made anew is theirs, whatever they took off. Where both made one, each keeps
        // what they pointed to, and nothing else is there.
        let titles = |story: &Story| story.related.iter().map(|related| related.title.clone()).collect::<BTreeSet<_>>();
        match (brought_by_one.related, brought_by_other.related) {
            (false, false) => prop_assert_eq!(&merged.related, &base.related),
            (true, false) => prop_assert_eq!(&merged.related, &by_one.related),
            (false, true) => prop_assert_eq!(&merged.related, &by_other.related),
            (true, true) => prop_assert_eq!(titles(&merged), &titles(&by_one) | &titles(&by_other)),
        }
    }
}

#[test]
fn related_stories_come_back_and_are_not_told_as_new() {
    let (mut document, _) =
        Document::new(&StoryId("s".into()), Language::Vietnamese, Person::default(), at(0)).unwrap();
    let related = |title: &str| Edit::SetRelated {
        related: vec![Related { title: title.into(), date: None, date_text: "2 ngày trước".into() }],
    };
    document.edit(&[related("Chợ cũ")], at(1)).unwrap();
    let then = document.steps().last().unwrap().id.clone();
    document.edit(&[related("Chợ mới")], at(2)).unwrap();
    let read = document.story_at(&[then]).unwrap();
    assert_eq!(read.related[0].title, "Chợ cũ");
    document.become_like(&read, at(3), None).unwrap();
    assert_eq!(document.story().unwrap().related[0].title, "Chợ cũ");
}

#[test]
fn a_story_that_shows_a_picture_which_another_took_off_is_mended_and_duplicated_like_any_other() {
    let (mut mine, first) =
        Document::new(&StoryId("s".into()), Language::Vietnamese, Person::default(), at(0)).unwrap();
    let added = mine.edit(&[Edit::AddPhoto { photo: photo(1) }], at(1)).unwrap().unwrap();
    let mut theirs = Document::load(None, [first.bytes.as_slice(), added.bytes.as_slice()]).unwrap();
    let show = Piece::block(BlockKind::Photo { photo: photo(1).id });
    let shown = mine.edit(&[Edit::Splice { at: 1, delete: 0, insert: vec![show] }], at(2)).unwrap().unwrap();
    theirs.edit(&[Edit::RemovePhoto { photo: photo(1).id }], at(2)).unwrap();
    theirs.merge([shown.bytes.as_slice()]).unwrap();

    let story = theirs.story().unwrap();
    assert!(story.photos.is_empty() && story.body.iter().any(|block| matches!(block.kind, BlockKind::Photo { .. })));
    theirs.edit(&[Edit::SetBody { body: story.body.clone() }], at(3)).unwrap();
    assert_eq!(theirs.story().unwrap().body, story.body);
    let (mut copy, _) = Document::new(&StoryId("t".into()), Language::Vietnamese, Person::default(), at(4)).unwrap();
    copy.become_like(&story, at(4), None).unwrap();
    assert_eq!(copy.story().unwrap().body, story.body);
}

#[test]
fn a_clock_that_was_ahead_dates_its_own_change_and_no_later_one() {
    let (mut document, _) =
        Document::new(&StoryId("s".into()), Language::Vietnamese, Person::default(), at(0)).unwrap();
    let headline = |text: &str| Edit::SetField { field: StoryField::Headline, value: text.into() };
    let ahead = document.edit(&[headline("Năm 2099")], DateTime::from_timestamp(4_070_908_800, 0).unwrap());
    assert_eq!(document.story().unwrap().updated_at.timestamp(), 4_070_908_800);
    document.edit(&[headline("Nay")], at(10)).unwrap();
    assert_eq!(document.story().unwrap().updated_at, at(10));
    let changes = document.changes();
    let loaded = Document::load(None, changes.iter().map(|change| change.bytes.as_slice())).unwrap();
    assert_eq!(loaded.story().unwrap().updated_at, at(10));
    ahead.unwrap();
    // Before there was a clock.
    let moonless = DateTime::from_timestamp(-86_400 * 400, 0).unwrap();
    document.edit(&[headline("Năm 1968")], moonless).unwrap();
    assert_eq!(document.story().unwrap().updated_at, moonless);
}
