//! Lists when there is more to make than anybody waits for.

use std::sync::atomic::{AtomicBool, Ordering};

use super::lines::AT_ONCE;
use crate::{Progress, library::tests::*, progress::ProgressStep, store::MAKE};

const STORIES: usize = 3 * AT_ONCE;

/// A library with many stories, "Tít 0" to "Tít …", as they were changed one after the other.
struct Desk {
    folder: tempfile::TempDir,
    ids: Vec<StoryId>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut library = library(&folder);
        let ids: Vec<_> = (0..STORIES).map(|_| library.create(Language::Vietnamese).unwrap()).collect();
        let desk = Self { folder, ids };
        desk.change(&mut library, "Tít");
        library.catch_up(&Progress::unwatched()).unwrap();
        desk
    }

    /// Each story gets another headline, without a list being asked for.
    fn change(&self, library: &mut Library, word: &str) {
        for (at, id) in self.ids.iter().enumerate() {
            library.edit(id, 0, &[headline(&format!("{word} {at}"))]).unwrap();
        }
    }

    fn open(&self) -> Library {
        library(&self.folder)
    }

    fn read(&self) -> Library {
        Library::read(self.folder.path()).unwrap()
    }
}

fn titles(library: &Library, query: &str) -> Vec<String> {
    library.list(query, usize::MAX >> 8).unwrap().into_iter().map(|story| story.headline).collect()
}

/// The one changed last first.
fn all(word: &str) -> Vec<String> {
    (0..STORIES).rev().map(|at| format!("{word} {at}")).collect()
}

#[test]
fn a_list_waits_for_a_few_stories_and_shows_the_others_as_they_were_until_somebody_has_caught_up() {
    let desk = Desk::new();
    let mut library = desk.open();
    assert!(!library.take_behind());
    desk.change(&mut library, "Tựa");
    let before = library.database.stale_stories().unwrap().len();
    assert_eq!(before, STORIES);
    let shown = titles(&library, "");
    assert_eq!(library.database.stale_stories().unwrap().len(), STORIES - AT_ONCE, "a few were made");
    assert_eq!(shown.len(), STORIES, "all are shown");
    assert_eq!(shown.iter().filter(|title| title.starts_with("Tựa")).count(), AT_ONCE);
    assert!(library.take_behind() && !library.take_behind());
    // Where nothing is written, as few are read: those that come first, each time anew. The others show as they were.
    let reading = desk.read();
    let shown = titles(&reading, "");
    assert_eq!(shown.len(), STORIES);
    assert_eq!(shown[..AT_ONCE], all("Tựa")[..AT_ONCE]);
    assert_eq!(shown.iter().filter(|title| title.starts_with("Tựa")).count(), 2 * AT_ONCE);
    assert!(reading.take_behind());
    // Without its words a story would not be found.
    assert_eq!(titles(&reading, "tựa"), all("Tựa"));
    assert!(!reading.take_behind());

    desk.open().catch_up(&Progress::unwatched()).unwrap();
    assert_eq!(titles(&library, ""), all("Tựa"));
    assert_eq!(titles(&library, "tựa").len(), STORIES);
    assert!(!library.take_behind());
    assert!(problems(&library).is_empty());
}

#[test]
fn what_an_older_dateline_made_is_shown_until_it_is_made_anew_and_that_goes_on_where_it_was_stopped() {
    let desk = Desk::new();
    // As an older one would have written it.
    desk.open().database.tamper(
        "UPDATE story SET summary = replace(replace(summary, 'Tít', 'Tựa'), '\"missing\":[', '\"missing\":[7,')",
    );
    let newer = || {
        let mut library = desk.open();
        library.database.derive_as(MAKE + 1);
        library
    };
    let library = newer();
    assert_eq!(titles(&library, ""), all("Tựa"), "lists answer with the old lines");
    assert_eq!(titles(&library, "tít").len(), STORIES, "and find by the old words");
    assert!(problems(&library).is_empty(), "what waits is not judged");

    let stopped = AtomicBool::new(false);
    let stop = |step: ProgressStep| stopped.store(step.done > 0, Ordering::Relaxed);
    let error = library.catch_up(&Progress::new(&stop, &stopped)).unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    drop(library);
    let library = newer();
    assert_eq!(library.database.outdated().unwrap().len(), STORIES - 2 * AT_ONCE, "what was made by then stays");
    library.catch_up(&Progress::unwatched()).unwrap();
    assert_eq!(titles(&library, ""), all("Tít"), "each where it stood");
    assert_eq!(titles(&library, "tít"), all("Tít"));
    assert!(problems(&library).is_empty());

    // An older one that is started again leaves the newer one's work alone.
    let mut older = desk.open();
    assert_eq!(older.database.outdated().unwrap(), []);
    assert!(problems(&older).is_empty());
    older.edit(&desk.ids[0], 0, &[headline("Tít mới")]).unwrap();
    assert_eq!(titles(&older, "")[0], "Tít mới");
    assert_eq!(library.database.outdated().unwrap(), [desk.ids[0].clone()], "what it lists itself is made again");
}

#[test]
fn of_an_index_that_is_lost_lists_know_nothing_less_and_whoever_only_reads_finds_all() {
    let desk = Desk::new();
    let library = desk.open();
    library.database.tamper("DELETE FROM search_idx");
    // A search says so, and has the first of it made; the list is as it was.
    assert_eq!(titles(&library, "tít").len(), AT_ONCE);
    assert!(library.take_behind());
    assert_eq!(titles(&library, ""), all("Tít"));
    assert_eq!(titles(&desk.read(), "tít"), all("Tít"), "in the order of lists");
    library.catch_up(&Progress::unwatched()).unwrap();
    assert_eq!(titles(&library, "tít"), all("Tít"));
    assert!(problems(&library).is_empty());
}
