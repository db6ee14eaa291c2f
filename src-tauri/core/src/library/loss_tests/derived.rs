//! Lines, words and rows: what can be made again is, and what persons did is missed.

use super::*;

#[test]
fn a_line_that_cannot_be_read_is_made_again_alone_and_blinds_no_list() {
    let desk = Desk::new();
    let mut library = desk.open();
    let other = library.create(Language::Vietnamese).unwrap();
    library.edit(&other, 0, &[headline("Ghe hàng")]).unwrap();
    library.list("", 10).unwrap();
    drop(library);
    for spoil in [
        "UPDATE story SET summary = substr(summary, 1, 20)",
        "UPDATE story SET summary = CAST(x'7BFFFE' AS TEXT)",
        "UPDATE story SET summary = ''",
    ] {
        desk.tamper(&format!("{spoil} WHERE id = '{}'", desk.id));
        let titles = |library: Library| -> Vec<String> {
            library.list("", 10).unwrap().into_iter().map(|story| story.headline).collect()
        };
        assert_eq!(titles(desk.read()), ["Ghe hàng", "Tít 5"], "{spoil}");
        assert_eq!(titles(desk.open()), ["Ghe hàng", "Tít 5"], "{spoil}");
        assert!(desk.problems().is_empty(), "{spoil}: it was mended");
    }
}

#[test]
fn derived_rows_that_are_lost_are_missed_by_the_doctor_and_made_again() {
    let by = Edit::SetField { field: StoryField::Byline, value: "Mây".into() };
    for (lost, sql) in [
        ("the line", "UPDATE story SET summary = ''"),
        ("a line that is another's", "UPDATE story SET summary = replace(summary, 'Tít', 'Tựa')"),
        ("a value", "DELETE FROM used"),
        ("all words", "INSERT INTO search (search) VALUES ('delete-all')"),
        ("an entry of the index", "DELETE FROM search_idx"),
        ("its data", "DELETE FROM search_data WHERE id > 10"),
        ("its lengths", "DELETE FROM search_docsize"),
    ] {
        let desk = Desk::new();
        desk.open().edit_latest(&desk.id, std::slice::from_ref(&by)).unwrap();
        let listed = desk.open().list("chợ", 10);
        desk.tamper(sql);
        assert!(!desk.problems().is_empty(), "{lost}");
        desk.recover();
        assert_eq!(desk.problems(), [], "{lost}");
        assert_eq!(desk.open().list("Tít", 10).unwrap().len(), 1, "{lost}");
        assert_eq!(desk.open().known_values().unwrap().len(), 1, "{lost}");
        drop(listed);
    }
}

#[test]
fn a_search_finds_all_or_says_that_it_cannot() {
    for (lost, sql) in [
        ("an entry of the index", "DELETE FROM search_idx"),
        ("its data", "DELETE FROM search_data WHERE id > 10"),
        ("its lengths", "DELETE FROM search_docsize"),
    ] {
        let desk = Desk::new();
        desk.tamper(sql);
        assert_eq!(desk.read().list("tít", 10).unwrap_err().code, ErrorCode::IndexDamaged, "{lost}");
        assert_eq!(desk.open().list("tít", 10).unwrap().len(), 1, "{lost}: made again");
        assert_eq!(desk.problems(), [], "{lost}");
    }
}

#[test]
fn a_change_between_reading_a_story_and_listing_it_is_not_forgotten() {
    let desk = Desk::new();
    let mut library = desk.open();
    library.edit(&desk.id, 0, &[headline("Một")]).unwrap();
    let (story, whole, seq) = library.story_as_it_is(&desk.id).unwrap();
    desk.open().edit_latest(&desk.id, &[headline("Hai")]).unwrap();
    let listed = line::listed(&story, whole).unwrap();
    library.database.list_stories(&[(desk.id.clone(), listed, seq)]).unwrap();
    assert_eq!(library.list("", 10).unwrap()[0].headline, "Hai");
}

#[test]
fn last_changed_comes_first_in_lists_and_searches_whatever_the_clock_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = library(&folder);
    let ids: Vec<_> = (0..3).map(|_| desk.create(Language::Vietnamese).unwrap()).collect();
    for (at, id) in ids.iter().enumerate() {
        desk.edit(id, 0, &[headline(&format!("Chợ {at}"))]).unwrap();
    }
    desk.edit(&ids[0], 0, &[headline("Chợ 0 nữa")]).unwrap();
    for query in ["", "chợ"] {
        let titles: Vec<_> = desk.list(query, 10).unwrap().into_iter().map(|story| story.headline).collect();
        assert_eq!(titles, ["Chợ 0 nữa", "Chợ 2", "Chợ 1"], "{query}");
    }
}

#[test]
fn rows_of_what_persons_did_are_missed() {
    for (table, sql) in [
        ("story", "DELETE FROM story"),
        ("setting", "DELETE FROM setting"),
        ("package", "DELETE FROM package"),
        ("packaged", "DELETE FROM packaged"),
    ] {
        let desk = Desk::new();
        let mut library = desk.open();
        library.change_settings(&SettingsChange { name: Some("Mây".into()), ..Default::default() }).unwrap();
        library.database.add_package(&desk.id, "/ra", &"0".repeat(64), Utc::now(), &["a"]).unwrap();
        drop(library);
        assert!(desk.read().troubles().is_empty() && desk.problems().is_empty(), "{table}");
        desk.tamper(sql);
        let library = desk.read();
        let [trouble] = &library.troubles()[..] else { panic!("{table}: {:?}", library.troubles()) };
        assert_eq!((trouble.code, trouble.params["table"].as_str()), (ErrorCode::RowsLost, table));
        drop(library);
        assert!(codes(&desk.problems()).contains(&"rows_lost"), "{table}");
        // What is left in the free pages is found again, or known to be lost.
        desk.recover();
        assert_eq!(desk.problems(), [], "{table}");
        assert_eq!(desk.whole_story().text(StoryField::Headline), "Tít 5", "{table}");
    }
}
