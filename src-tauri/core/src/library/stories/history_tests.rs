//! A story's past, through the library and a real database.

use crate::{
    history::{Amount, Moment},
    library::{SettingsChange, tests::*},
    story::{IgnoredPlace, MomentId, Related, StoryField, VersionKind},
};

/// What the moments are, newest first.
fn told(desk: &Library, id: &StoryId) -> Vec<String> {
    let amount =
        |moment: &Moment| moment.amount.map_or("?".into(), |Amount { added, removed }| format!("+{added} −{removed}"));
    let moment = |moment: Moment| match &moment.version {
        None => amount(&moment),
        Some(VersionKind::Named { name }) => format!("named {name} {}", amount(&moment)),
        Some(VersionKind::Moved { state, .. }) => format!("moved {}", state.as_str()),
        Some(VersionKind::Overridden { by, errors }) => format!("{by} answers for {errors}"),
        Some(VersionKind::Lifted { by, reason, .. }) => format!("lifted by {by}: {reason}"),
        Some(VersionKind::HeldAgain { until }) => format!("held until {until}"),
        Some(VersionKind::Packaged { .. }) => "packaged".into(),
        Some(VersionKind::Imported { file }) => format!("from {file}"),
        Some(VersionKind::FixedAll { count }) => format!("fixed {count}"),
        Some(VersionKind::ReplacedAll { sought, put, count }) => format!("{sought} → {put}, {count}"),
        Some(VersionKind::BeforeRestore) => "before restore".into(),
        Some(VersionKind::Passed { gate, .. }) => format!("passed {}", gate.name()),
        Some(VersionKind::Restored) => format!("restored {}", amount(&moment)),
    };
    desk.history(id).unwrap().into_iter().map(moment).collect()
}

/// All of a story but when it was changed last.
fn undated(story: Story) -> Story {
    Story { updated_at: story.created_at, ..story }
}

fn newest(desk: &Library, id: &StoryId) -> MomentId {
    desk.history(id).unwrap()[0].id.clone()
}

#[test]
fn what_is_written_in_one_go_is_one_moment_until_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = desk.create(Language::Vietnamese).unwrap();
    let revision = desk.view(&id).unwrap().revision;
    desk.edit(&id, revision, &[headline("Chợ nổi")]).unwrap();
    desk.edit(&id, revision, &[typed(1, "Ghe về sớm.")]).unwrap();
    assert_eq!(told(&desk, &id), ["+5 −0"]);
    desk.name_version(&id, " Bản đầu ").unwrap();
    // The screen goes on where it was: a name moves nothing.
    let ack = desk.edit(&id, revision, &[typed(1, "Sáng nay. "), headline("Chợ trên sông")]).unwrap();
    assert!(!ack.changed_elsewhere);
    assert_eq!(told(&desk, &id), ["+4 −1", "named Bản đầu +5 −0"]);
    desk.edit(&id, revision, &[Edit::to_state(State::Spiked)]).unwrap();
    desk.edit(&id, revision, &[Edit::to_state(State::Spiked), headline("Chợ")]).unwrap();
    assert_eq!(told(&desk, &id), ["+0 −2", "moved spiked", "named Bản đầu +5 −0"]);
}

#[test]
fn a_story_is_its_authors_from_the_first_change_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let named = SettingsChange { name: Some("Mây".into()), ..Default::default() };
    desk.change_settings(&named).unwrap();
    let id = desk.create(Language::Vietnamese).unwrap();
    desk.edit(&id, 0, &[headline("Chợ nổi")]).unwrap();
    let moments = desk.history(&id).unwrap();
    let by: Vec<_> = moments.iter().map(|moment| (moment.by.as_str(), moment.person.clone())).collect();
    assert_eq!(by, [("Mây", desk.person.id.clone())], "nobody wrote before");
    assert!(desk.person.id.is_some());
}

#[test]
fn what_was_written_is_counted_once_and_bit_by_bit() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = desk.create(Language::Vietnamese).unwrap();
    for words in ["một", "một hai", "một hai ba"] {
        desk.edit(&id, 0, &[headline(words)]).unwrap();
        desk.name_version(&id, words).unwrap();
    }
    let mut document = desk.load(&id).unwrap().document;
    let known = desk.database.amounts(&id).unwrap();
    let timeline = crate::history::timeline(&mut document, &known, std::time::Duration::ZERO).unwrap();
    let amounts: Vec<_> = timeline.moments.iter().map(|moment| moment.amount).collect();
    // At least one, whatever the hurry, so that asking again comes to an end.
    assert_eq!(amounts, [Some(Amount { added: 1, removed: 0 }), None, None]);
    desk.database.keep_amounts(&id, &timeline.counted).unwrap();
    assert_eq!(desk.database.amounts(&id).unwrap().len(), 1);
    assert_eq!(told(&desk, &id).len(), 3);
    assert_eq!(desk.database.amounts(&id).unwrap().len(), 3);
}

#[test]
fn restoring_is_a_change_like_any_other_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = desk.create(Language::Vietnamese).unwrap();
    let view = desk.view(&id).unwrap();
    desk.edit(&id, view.revision, &[headline("Một"), typed(1, "Bản thứ nhất.")]).unwrap();
    desk.name_version(&id, "1").unwrap();
    let (first, then) = (newest(&desk, &id), desk.story(&id).unwrap());
    desk.edit(&id, view.revision, &[headline("Hai"), typed(1, "Viết thêm. ")]).unwrap();
    let later = desk.story(&id).unwrap();

    desk.restore(&id, &first).unwrap();
    let restored = desk.story(&id).unwrap();
    assert_eq!(undated(restored), undated(then));
    // The screen that had it open is told, and what it still sends lands.
    assert!(desk.edit(&id, view.revision, &[typed(1, "Mới. ")]).unwrap().changed_elsewhere);
    assert!(body(&desk, &id).contains("Mới. "));

    let before =
        desk.history(&id).unwrap().into_iter().find(|moment| moment.version == Some(VersionKind::BeforeRestore));
    desk.restore(&id, &before.unwrap().id).unwrap();
    assert_eq!(undated(desk.story(&id).unwrap()), undated(later));
    assert!(problems(&desk).is_empty());
    // To be what it is already makes no moment.
    let moments = told(&desk, &id);
    let now = newest(&desk, &id);
    desk.restore(&id, &now).unwrap();
    assert_eq!(told(&desk, &id), moments);
}

#[test]
fn pictures_come_back_with_their_captions() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    desk.add_sample("2019-10-15".parse().unwrap()).unwrap();
    let id = desk.list("", 1).unwrap()[0].id.clone();
    let whole = desk.story(&id).unwrap();
    let moment = newest(&desk, &id);
    let photo = whole.photos[0].id.clone();
    desk.edit_latest(&id, &[Edit::RemovePhoto { photo }]).unwrap();
    let compared = desk.compare(&id, &moment, None).unwrap();
    assert_eq!(compared.photos.len(), 1);
    desk.restore(&id, &moment).unwrap();
    let again = desk.story(&id).unwrap();
    assert_eq!(undated(again), undated(whole));
}

#[test]
fn each_moment_says_who_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = desk.create(Language::Vietnamese).unwrap();
    desk.edit(&id, 0, &[headline("Một")]).unwrap();
    desk.change_settings(&SettingsChange { name: Some(" Mây ".into()), ..Default::default() }).unwrap();
    desk.edit(&id, 0, &[headline("Hai")]).unwrap();
    let mut desk = library(&folder);
    desk.edit(&id, 0, &[headline("Ba")]).unwrap();
    let moments = desk.history(&id).unwrap();
    let by: Vec<_> = moments.iter().map(|moment| moment.by.as_str()).collect();
    assert_eq!(by, ["Mây", ""], "each by the name of then");
    assert!(moments[0].person.is_some());
    assert_eq!(moments[0].person, moments[1].person, "and by the same person");
}

#[test]
fn a_person_is_one_in_every_program_and_another_in_another_library() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (library(&folder), library(&folder));
    let id = one.create(Language::Vietnamese).unwrap();
    // At the same time, on the same text: neither is lost, since each writes as an actor of its own.
    let revision = other.view(&id).unwrap().revision;
    one.edit(&id, revision, &[typed(1, "ab")]).unwrap();
    other.edit(&id, revision, &[typed(1, "cd")]).unwrap();
    let again = library(&folder);
    let text = body(&again, &id);
    assert!(text.contains("ab") && text.contains("cd"), "{text}");
    let persons = |library: &Library, id: &StoryId| -> Vec<_> {
        let mut persons: Vec<_> =
            library.history(id).unwrap().into_iter().map(|moment| moment.person.unwrap().0).collect();
        persons.dedup();
        persons
    };
    let here = persons(&again, &id);
    assert_eq!(here.len(), 1);
    let elsewhere = tempfile::tempdir().unwrap();
    let mut theirs = library(&elsewhere);
    let id = theirs.create_with(Language::Vietnamese, &[headline("Một")]).unwrap();
    assert_ne!(persons(&theirs, &id), here);
}

#[test]
fn a_moment_of_another_story_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let (id, other) = (desk.create(Language::Vietnamese).unwrap(), desk.create(Language::Vietnamese).unwrap());
    let moment = newest(&desk, &other);
    for unknown in [moment, MomentId("không có".into())] {
        assert_eq!(desk.restore(&id, &unknown).unwrap_err().code, ErrorCode::MomentUnknown);
        assert_eq!(desk.compare(&id, &unknown, None).unwrap_err().code, ErrorCode::MomentUnknown);
    }
}

#[test]
fn the_body_is_found_as_an_acknowledgement_left_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = desk.create(Language::Vietnamese).unwrap();
    let view = desk.view(&id).unwrap();
    let first = desk.edit(&id, view.revision, &[typed(1, "một")]).unwrap().revision;
    let second = desk.edit(&id, view.revision, &[typed(4, " hai")]).unwrap().revision;
    assert_eq!(desk.body_at(&id, view.revision).unwrap()[0].text, "");
    assert_eq!(desk.body_at(&id, first).unwrap()[0].text, "một");
    assert_eq!(desk.body_at(&id, second).unwrap()[0].text, "một hai");
    assert_eq!(desk.view(&id).unwrap().revision, second);
}

#[test]
fn a_duplicate_is_a_draft_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    desk.add_sample("2019-10-15".parse().unwrap()).unwrap();
    let id = desk.list("", 1).unwrap()[0].id.clone();
    let its_own = [
        (StoryField::Slug, "cho-noi"),
        (StoryField::DatePublished, "2019-10-15"),
        (StoryField::Views, "12"),
        (StoryField::Embargoed, "2019-10-16T05:00:00+07:00"),
        (StoryField::PublishSchedule, "2019-10-16T06:00:00+07:00"),
    ];
    let set = |(field, value): (StoryField, &str)| Edit::SetField { field, value: value.into() };
    let related = Related { title: "Chợ cũ".into(), date: None, date_text: "hôm qua".into() };
    let place = IgnoredPlace { text: "ghe".into(), before: "Từ ".into(), after: " về".into() };
    let mut edits: Vec<Edit> = its_own.into_iter().map(set).collect();
    edits.push(set((StoryField::Ednote, "Chờ số liệu.")));
    edits.push(Edit::SetLanguage { language: Language::English });
    edits.push(Edit::SetRelated { related: vec![related] });
    edits.push(Edit::Ignore { rule: "double_space".into(), place: Some(place) });
    edits.push(Edit::to_state(State::Spiked));
    desk.edit_latest(&id, &edits).unwrap();

    let (copy, story) = (desk.duplicate(&id).unwrap(), desk.story(&id).unwrap());
    let copied = desk.story(&copy).unwrap();
    assert_ne!(copy, id);
    // All of it is the other's but what belongs to its publication.
    let mut fields = story.fields.clone();
    its_own.iter().for_each(|(field, _)| fields.set(*field, ""));
    let Story { created_at, updated_at, .. } = copied;
    let expected =
        Story { id: copy.clone(), state: State::Draft, moved: None, fields, created_at, updated_at, ..story.clone() };
    assert_eq!(copied, expected);
    assert!(!story.photos.is_empty(), "the sample has pictures");
    desk.edit(&copy, 0, &[headline("Bản khác")]).unwrap();
    assert_eq!(desk.story(&id).unwrap(), story);
}

#[test]
fn fields_are_completed_with_what_stories_have_most_often() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let by = |name: &str| Edit::SetField { field: StoryField::Byline, value: name.into() };
    let ids: Vec<_> = (0..3).map(|_| desk.create(Language::Vietnamese).unwrap()).collect();
    for (id, name) in ids.iter().zip(["Mây", "Sương", "Sương"]) {
        desk.edit(id, 0, &[by(name)]).unwrap();
    }
    assert_eq!(desk.known_values().unwrap()[&StoryField::Byline], ["Sương", "Mây"]);
    for id in &ids[1..] {
        desk.edit(id, 0, &[by("")]).unwrap();
    }
    assert_eq!(desk.known_values().unwrap()[&StoryField::Byline], ["Mây"]);
}

#[test]
fn a_hold_is_lifted_by_name_with_a_reason_and_held_again_and_the_history_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = desk.create(Language::Vietnamese).unwrap();
    let until = "2099-01-01T06:00:00+07:00";
    let lift = |by: &str, reason: &str, until: &str| Edit::Lift {
        field: StoryField::Embargoed,
        until: until.into(),
        by: by.into(),
        reason: reason.into(),
    };
    desk.edit_latest(&id, &[Edit::SetField { field: StoryField::Embargoed, value: until.into() }]).unwrap();
    for (by, reason) in [("", "Bộ đã công bố"), ("Mây", " \n")] {
        let error = desk.edit_latest(&id, &[lift(by, reason, until)]).unwrap_err();
        assert_eq!(error.code, ErrorCode::LiftUnsigned);
    }
    // Of another moment than the one that a person saw.
    assert!(desk.edit_latest(&id, &[lift("Mây", "Bộ đã công bố", "2099-01-02")]).is_err());
    assert!(desk.story(&id).unwrap().lifted.is_empty());

    desk.edit_latest(&id, &[lift(" Mây ", "Bộ đã\ncông bố", until)]).unwrap();
    let story = desk.story(&id).unwrap();
    assert_eq!((story.lifted[0].by.as_str(), story.lifted[0].reason.as_str()), ("Mây", "Bộ đã công bố"));
    assert_eq!(story.waits_until(StoryField::Embargoed), "");
    assert_eq!(told(&desk, &id)[0], "lifted by Mây: Bộ đã công bố");
    // A copy is another story, which nobody has lifted.
    let copy = desk.duplicate(&id).unwrap();
    assert!(desk.story(&copy).unwrap().lifted.is_empty());

    desk.edit_latest(&id, &[Edit::HoldAgain { field: StoryField::Embargoed }]).unwrap();
    assert_eq!(desk.story(&id).unwrap().waits_until(StoryField::Embargoed), until);
    assert_eq!(told(&desk, &id)[0], format!("held until {until}"));
    // Nothing to take back is nothing that happened.
    desk.edit_latest(&id, &[Edit::HoldAgain { field: StoryField::Embargoed }]).unwrap();
    assert_eq!(told(&desk, &id).len(), 2);
}
