//! Stories that a newer Dateline wrote into a library that this one can open.

use crate::{Progress, library::tests::*, package::PackageOptions};

/// A story with a headline, into which a newer Dateline then wrote.
fn written_by_a_newer(library: &mut Library, what: &str) -> StoryId {
    let id = library.create_with(Language::Vietnamese, &[headline("Chợ nổi Bến Tràm")]).unwrap();
    library.list("", 10).unwrap();
    let change = library.load(&id).unwrap().document.write_as_newer(what);
    library.database.append_changes(&id, &[change]).unwrap();
    id
}

fn is_listed(library: &Library, id: &StoryId) {
    for query in ["", "ben tram", "nổi"] {
        let listed = library.list(query, 10).unwrap();
        let [story] = listed.as_slice() else { panic!("{query:?}: {listed:?}") };
        assert_eq!((&story.id, story.headline.as_str()), (id, "Chợ nổi Bến Tràm"), "{query:?}");
        assert_eq!((story.state, story.newer, story.whole), (None, true, true), "no draft, and nothing lost");
    }
}

#[test]
fn such_a_story_is_listed_and_refused_by_name_and_nothing_is_wrong_with_it() {
    for what in ["shape", "state", "block"] {
        let folder = tempfile::tempdir().unwrap();
        let id = written_by_a_newer(&mut library(&folder), what);
        let mut desk = library(&folder);
        let refused = |outcome: Result<()>, act: &str| {
            let error = outcome.expect_err(act);
            assert_eq!((error.code, &error.params["story"]), (ErrorCode::StoryNewer, &id.0), "{what}: {act}");
            assert!(error.params["found"].starts_with(what), "{error}");
        };
        refused(desk.view(&id).map(drop), "opening");
        refused(desk.story(&id).map(drop), "reading");
        refused(desk.edit(&id, 0, &[headline("Khác")]).map(drop), "editing");
        refused(desk.history(&id).map(drop), "its past");
        refused(desk.duplicate(&id).map(drop), "a copy");
        refused(desk.body_at(&id, 3).map(drop), "its body");
        let options = PackageOptions { draft: true, ..PackageOptions::default() };
        refused(desk.story_to_package(&id, &options, Language::English).map(drop), "a package");

        is_listed(&desk, &id);
        assert_eq!(desk.troubles().len(), 0, "{:?}", desk.troubles());
        let checkup = desk.doctor(Language::English, &Progress::unwatched()).unwrap();
        assert_eq!(checkup.problems, []);
        let notes: Vec<_> = checkup.notes.iter().map(|note| (note.path.clone(), note.code.as_str())).collect();
        assert_eq!(notes, [(format!("story/{id}"), "story_newer")]);
        drop(desk);
        is_listed(&Library::read(folder.path()).unwrap(), &id);

        let recovery = Library::recover(folder.path(), &[], &Progress::unwatched()).unwrap();
        assert_eq!((recovery.stories, recovery.changes, recovery.kept, recovery.not_whole), (1, 0, None, vec![]));
        is_listed(&library(&folder), &id);
    }
}

#[test]
fn a_line_that_the_newer_one_made_and_this_one_cannot_read_is_told_from_the_story() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let id = written_by_a_newer(&mut desk, "state");
    let line = r#"replace(summary, '"state":"draft"', '"state":"in_print"')"#;
    desk.database.tamper(&format!("UPDATE story SET summary = {line}; DELETE FROM stale"));
    desk.database.count_marks().unwrap();
    is_listed(&desk, &id);
    assert_eq!(problems(&desk), []);
}

#[test]
fn a_story_that_is_open_goes_on_until_its_screen_looks_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut here, mut there) = (library(&folder), library(&folder));
    let id = here.create(Language::Vietnamese).unwrap();
    let revision = here.view(&id).unwrap().revision;
    let change = there.load(&id).unwrap().document.write_as_newer("shape");
    there.database.append_changes(&id, &[change]).unwrap();
    let ack = here.edit(&id, revision, &[typed(1, "Chợ")]).unwrap();
    assert!(ack.changed_elsewhere, "what was typed is durable, and the screen is to look again");
    assert_eq!(here.view(&id).unwrap_err().code, ErrorCode::StoryNewer);
}
