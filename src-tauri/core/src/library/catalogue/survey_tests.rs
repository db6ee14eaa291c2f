//! What a list finds, in which order, and how it counts.

use super::survey::*;
use crate::{
    library::{
        StoryEdit,
        list_query::{ListFilter, ListQuery, Sort},
        tests::*,
    },
    story::{Block, StoryField},
};

struct Desk {
    _folder: tempfile::TempDir,
    library: Library,
}

/// Headline, section, author, state, and words in the body.
const STORIES: [(&str, &str, &str, State, usize); 6] = [
    ("Chợ nổi Bến Tràm", "Đời sống", "Lam Khê", State::Draft, 30),
    ("Đò dọc bên trạm", "Kinh tế", "Minh Tú", State::Draft, 10),
    ("An toàn đường thủy", "Kinh tế", "Lam Khê", State::Published, 50),
    ("Áo cũ", "", "", State::Spiked, 5),
    ("ăn sáng ở bến", "Đời sống", "Lam Khê", State::InReview, 20),
    ("", "Đời sống", "Vân Sa", State::Draft, 1),
];

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut library = library(&folder);
        for (title, section, author, state, words) in STORIES {
            let id = library.create(Language::Vietnamese).unwrap();
            let field = |field, value: &str| Edit::SetField { field, value: value.into() };
            let edits = [
                field(StoryField::Section, section),
                field(StoryField::Byline, author),
                headline(title),
                Edit::to_state(state),
                Edit::SetBody { body: vec![Block::paragraph("chữ ".repeat(words))] },
            ];
            library.edit(&id, 0, &edits).unwrap();
        }
        // Begun, and left.
        library.create(Language::Vietnamese).unwrap();
        Self { _folder: folder, library }
    }

    fn ask(&self, query: &ListQuery) -> (Survey, Vec<String>) {
        let waiting = self.library.freshen(&query.words).unwrap();
        let survey = self.library.survey(query, &waiting, &[]).unwrap();
        let lines = self.library.lines_at(&survey.order, &survey.unstored).unwrap();
        let titles = lines.into_iter().map(|line| line.unwrap().headline).collect();
        (survey, titles)
    }

    fn titles(&self, words: &str, sort: Sort, filter: ListFilter) -> Vec<String> {
        self.ask(&ListQuery { words: words.into(), sort, filter, bounds: Vec::new() }).1
    }
}

fn any() -> ListFilter {
    ListFilter::default()
}

#[test]
fn a_list_has_every_order_and_nothing_that_was_spiked_or_left_without_a_word() {
    let desk = Desk::new();
    let [one, two, three, _, five, six] = STORIES.map(|(title, ..)| title);
    let titles = |sort| desk.titles("", sort, any());
    assert_eq!(titles(Sort::Changed), [six, five, three, two, one]);
    assert_eq!(titles(Sort::Length), [three, one, five, two, six]);
    assert_eq!(titles(Sort::Headline), [six, three, five, one, two]);
    let spiked = ListFilter { state: Some(State::Spiked), ..any() };
    assert_eq!(desk.titles("", Sort::Changed, spiked), ["Áo cũ"]);
    // A list is what the older call answers, but for what is hidden.
    let all: Vec<_> = desk.library.list("", 100).unwrap().into_iter().map(|story| story.headline).collect();
    assert_eq!(all.len(), STORIES.len() + 1);
}

#[test]
fn what_is_counted_follows_what_is_looked_for_and_each_choice_leaves_its_own_neighbours() {
    let desk = Desk::new();
    let (survey, _) = desk.ask(&ListQuery::default());
    assert_eq!((survey.found, survey.of), (5, 5));
    assert_eq!(
        survey.facets.states,
        [(State::Draft, 3), (State::InReview, 1), (State::Published, 1), (State::Spiked, 1)]
    );
    assert_eq!(survey.facets.sections, [("Đời sống".into(), 3), ("Kinh tế".into(), 2)]);

    let words = |words: &str, filter| ListQuery { words: words.into(), filter, ..ListQuery::default() };
    let (survey, titles) = desk.ask(&words("ben", any()));
    assert_eq!(titles, ["ăn sáng ở bến", "Đò dọc bên trạm", "Chợ nổi Bến Tràm"]);
    assert_eq!((survey.found, survey.of, survey.facets.all), (3, 5, 3));
    assert_eq!(survey.facets.authors, [("Lam Khê".into(), 2), ("Minh Tú".into(), 1)]);
    let (_, titles) = desk.ask(&words("bến tràm", any()));
    assert_eq!(titles, ["Chợ nổi Bến Tràm"]);

    let of_lam_khe = ListFilter { author: Some("Lam Khê".into()), ..any() };
    let (survey, titles) = desk.ask(&words("ben", of_lam_khe.clone()));
    assert_eq!(titles, ["ăn sáng ở bến", "Chợ nổi Bến Tràm"]);
    assert_eq!(survey.facets.sections, [("Đời sống".into(), 2)]);
    assert_eq!(survey.facets.authors.len(), 2, "one may go on to another author");
    let nobody = ListFilter { author: Some("Ai đó".into()), ..any() };
    let (survey, titles) = desk.ask(&words("", nobody));
    assert_eq!((titles.len(), survey.facets.authors.last().unwrap().1), (0, 0));
    assert_eq!(desk.titles("", Sort::Changed, ListFilter { lacking: true, ..of_lam_khe }).len(), 0);
}

#[test]
fn stories_stand_in_the_groups_of_their_days_and_the_soonest_due_first() {
    let mut desk = Desk::new();
    let now = crate::clock::now().timestamp();
    let (survey, _) = desk.ask(&ListQuery { bounds: vec![now + 60, now - 60, 0], ..ListQuery::default() });
    assert_eq!(survey.groups, [0, 5, 0, 0]);
    let (survey, _) = desk.ask(&ListQuery { sort: Sort::Length, bounds: vec![0], ..ListQuery::default() });
    assert_eq!(survey.groups, [0; 0]);

    for (title, field, value) in [
        ("Chợ nổi Bến Tràm", StoryField::Embargoed, "2999-01-02T08:00:00+07:00"),
        ("An toàn đường thủy", StoryField::PublishSchedule, "2998-01-02"),
        ("Đò dọc bên trạm", StoryField::Embargoed, "2001-01-01"),
    ] {
        let id = desk.library.list(title, 1).unwrap().remove(0).id;
        desk.library.edit(&id, 0, &[Edit::SetField { field, value: value.into() }]).unwrap();
    }
    let due = desk.titles("", Sort::Due, any());
    assert_eq!(due[..3], ["Đò dọc bên trạm", "An toàn đường thủy", "Chợ nổi Bến Tràm"]);
    let held = desk.titles("", Sort::Changed, ListFilter { held: true, ..any() });
    assert_eq!(held, ["Chợ nổi Bến Tràm"], "an embargo that is over holds nothing");
}

#[test]
fn samples_and_a_place_in_the_list_are_told_by_their_story() {
    let desk = Desk::new();
    let all = desk.library.list("", 100).unwrap();
    let hidden = [all[0].id.clone()];
    let waiting = desk.library.freshen("").unwrap();
    let survey = desk.library.survey(&ListQuery::default(), &waiting, &hidden).unwrap();
    assert_eq!(survey.found, 4);
    assert_eq!(desk.library.place_in(&survey.order, &all[1].id).unwrap(), Some(0));
    assert_eq!(desk.library.place_in(&survey.order, &hidden[0]).unwrap(), None);
    assert_eq!(desk.library.stories_at(&survey.order[..1]).unwrap(), [(all[1].id.clone(), all[1].state)]);
}

#[test]
fn one_edit_of_several_stories_is_made_on_all_or_none_and_is_taken_back() {
    let mut desk = Desk::new();
    let ids: Vec<_> = desk.library.list("", 100).unwrap().into_iter().map(|story| story.id).collect();
    let section = |story: &StoryId, value: &str| StoryEdit {
        story: story.clone(),
        edit: Edit::SetField { field: StoryField::Section, value: value.into() },
    };
    let sections = |library: &Library| -> Vec<String> {
        ids.iter().map(|id| library.story(id).unwrap().text(StoryField::Section).to_owned()).collect()
    };
    let before = sections(&desk.library);
    let edits: Vec<_> = ids.iter().map(|id| section(id, "Đời sống")).collect();
    let back = desk.library.edit_each(&edits).unwrap();
    assert!(sections(&desk.library).iter().all(|section| section == "Đời sống"));
    assert_eq!(back.len(), before.iter().filter(|section| *section != "Đời sống").count(), "what was so is left");
    let again = desk.library.edit_each(&back).unwrap();
    assert_eq!(sections(&desk.library), before);
    desk.library.edit_each(&again).unwrap();
    assert!(sections(&desk.library).iter().all(|section| section == "Đời sống"));
    desk.library.edit_each(&back).unwrap();

    let nobody = StoryEdit { story: StoryId::fresh(), ..edits[0].clone() };
    assert!(desk.library.edit_each(&[edits[1].clone(), nobody]).is_err());
    assert_eq!(sections(&desk.library), before, "all or none");
    let body = Edit::SetBody { body: Vec::new() };
    assert!(desk.library.edit_each(&[StoryEdit { story: ids[0].clone(), edit: body }]).is_err());
}

#[test]
fn what_was_counted_before_is_counted_again_as_it_is_by_then() {
    let mut desk = Desk::new();
    let other = Library::open(desk._folder.path()).unwrap();
    other.keep_counted();
    let counted = |library: &Library, query: &ListQuery| {
        let waiting = library.freshen(&query.words).unwrap();
        library.survey(query, &waiting, &[]).unwrap()
    };
    let query = |words: &str, sort, filter| ListQuery { words: words.into(), sort, filter, bounds: vec![0] };
    let queries = || {
        let of_lam_khe = ListFilter { author: Some("Lam Khê".into()), ..any() };
        let sorts = [Sort::Changed, Sort::Created, Sort::Headline, Sort::Due, Sort::Length];
        let mut all: Vec<_> = sorts.map(|sort| query("", sort, any())).into();
        all.extend(sorts.map(|sort| query("ben", sort, of_lam_khe.clone())));
        all.push(query("không có", Sort::Headline, any()));
        all
    };
    for _ in 0..2 {
        for query in queries() {
            assert_eq!(counted(&other, &query), counted(&desk.library, &query), "{query:?}");
        }
    }
    // Written through another door, and through this one.
    let id = desk.library.create(Language::Vietnamese).unwrap();
    desk.library.edit(&id, 0, &[headline("Bến mới"), Edit::to_state(State::Approved)]).unwrap();
    let first = desk.library.list("", 1).unwrap()[0].id.clone();
    assert_eq!(first, id);
    for query in queries() {
        assert_eq!(counted(&other, &query), counted(&desk.library, &query), "{query:?}");
    }
    let (now, _) = desk.ask(&ListQuery::default());
    assert_eq!(now.found, 6);
}
