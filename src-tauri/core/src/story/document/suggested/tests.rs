mod schedules;

use crate::story::{
    Block, BlockKind, Document, Edit, MarkKind, Marks, Person, PersonId, Piece, Proposal, Story, StoryField, StoryId,
    Suggestion, SuggestionId, Touch, Verdict,
};
use crate::{ErrorCode, Language};
use chrono::{DateTime, Utc};

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

fn person(name: &str) -> Person {
    let digits: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
    Person { id: Some(PersonId(digits)), name: name.into() }
}

/// One story on the desks of people who have not met since.
struct Desks(Vec<Document>);

impl Desks {
    fn of(names: &[&str], paragraphs: &[&str]) -> Self {
        let id = StoryId("01890a5d-ac96-774b-bcce-b302099a8057".into());
        let (mut first, _) = Document::new(&id, Language::Vietnamese, person("Gốc"), at(0)).unwrap();
        let body = paragraphs.iter().map(|text| Block::paragraph(*text)).collect();
        first.edit(&[Edit::SetBody { body }], at(0)).unwrap();
        let changes = first.changes();
        Self(
            names
                .iter()
                .map(|name| {
                    let mut desk = Document::load(None, changes.iter().map(|change| change.bytes.as_slice())).unwrap();
                    desk.sign(person(name));
                    desk
                })
                .collect(),
        )
    }

    fn meet(&mut self, one: usize, other: usize) {
        for (from, to) in [(one, other), (other, one)] {
            let changes = self.0[from].changes();
            self.0[to].merge(changes.iter().map(|change| change.bytes.as_slice())).unwrap();
        }
    }
}

fn desk(paragraphs: &[&str]) -> Document {
    Desks::of(&["Hà Vy"], paragraphs).0.remove(0)
}

fn id(name: &str) -> SuggestionId {
    SuggestionId(name.into())
}

fn text(words: &str) -> Piece {
    Piece::Text { text: words.into(), marks: Marks::default() }
}

fn paragraph() -> Piece {
    Piece::block(BlockKind::Paragraph)
}

fn suggest(name: &str, at: u32, delete: u32, insert: &[Piece]) -> Edit {
    Edit::SuggestSplice { suggestion: id(name), at, delete, insert: insert.to_vec() }
}

fn plain(at: u32, delete: u32, insert: &[Piece]) -> Edit {
    Edit::Splice { at, delete, insert: insert.to_vec() }
}

fn decide(name: &str, verdict: Verdict) -> Edit {
    Edit::Decide { suggestion: id(name), verdict, remark: String::new(), even_if_changed: false }
}

fn reopen(name: &str) -> Edit {
    Edit::Reopen { suggestion: id(name) }
}

fn texts(story: &Story) -> Vec<&str> {
    story.body.iter().map(|block| block.text.as_str()).collect()
}

/// As people write on it, and as it is read.
fn both(document: &Document) -> (Vec<String>, Vec<String>) {
    let (story, settled) = document.story_and_settled().unwrap();
    assert_eq!(settled, document.settled().unwrap());
    let owned = |story: &Story| texts(story).into_iter().map(str::to_owned).collect();
    (owned(&story), owned(&settled))
}

fn the(document: &Document, name: &str) -> Suggestion {
    document.story().unwrap().suggestions.into_iter().find(|one| one.id == id(name)).unwrap()
}

#[test]
fn a_replacement_is_one_suggestion_and_is_read_as_it_was_until_it_is_accepted() {
    for (verdict, wanted) in [
        (Verdict::Accepted, "Ghe rời bến lúc sáng."),
        (Verdict::Rejected, "Ghe về bến lúc sáng."),
        (Verdict::Withdrawn, "Ghe về bến lúc sáng."),
    ] {
        let mut story = desk(&["Ghe về bến lúc sáng.", "Hai"]);
        story.edit(&[suggest("s", 5, 2, &[text("rời")])], at(1)).unwrap();
        assert_eq!(both(&story).0[0], "Ghe vềrời bến lúc sáng.");
        assert_eq!(both(&story).1, ["Ghe về bến lúc sáng.", "Hai"]);
        let open = the(&story, "s");
        assert_eq!((open.was.as_str(), open.becomes.as_str(), open.by.as_str()), ("về", "rời", "Hà Vy"));
        assert_eq!(open.at, at(1));
        assert!(open.is_open());

        story.edit(&[decide("s", verdict)], at(2)).unwrap();
        assert_eq!(both(&story), (vec![wanted.into(), "Hai".into()], vec![wanted.into(), "Hai".into()]), "{verdict:?}");
        let closed = the(&story, "s");
        assert_eq!((closed.was.as_str(), closed.becomes.as_str(), closed.is_open()), ("về", "rời", false));
        assert_eq!((closed.decisions[0].verdict, closed.decisions[0].at), (verdict, at(2)));

        // The same again changes nothing; another verdict wants it opened first.
        assert_eq!(story.edit(&[decide("s", verdict)], at(3)).unwrap(), None);
        let other = if verdict == Verdict::Accepted { Verdict::Rejected } else { Verdict::Accepted };
        assert_eq!(story.edit(&[decide("s", other)], at(3)).unwrap_err().code, ErrorCode::SuggestionDecided);
        story.edit(&[reopen("s")], at(4)).unwrap();
        assert_eq!(both(&story).1[0], "Ghe về bến lúc sáng.");
        let again = the(&story, "s");
        assert_eq!((again.was.as_str(), again.becomes.as_str(), again.is_open()), ("về", "rời", true), "{verdict:?}");
        story.edit(&[decide("s", Verdict::Accepted)], at(5)).unwrap();
        assert_eq!(both(&story).1[0], "Ghe rời bến lúc sáng.", "{verdict:?}");
    }
}

#[test]
fn paragraphs_are_parted_and_joined_by_suggestion() {
    let mut story = desk(&["Một hai", "ba", "bốn"]);
    story.edit(&[suggest("part", 4, 0, &[paragraph()])], at(1)).unwrap();
    assert_eq!(
        both(&story),
        (
            vec!["Một".into(), " hai".into(), "ba".into(), "bốn".into()],
            vec!["Một hai".into(), "ba".into(), "bốn".into()],
        )
    );
    // The marker of "bốn".
    story.edit(&[suggest("join", 12, 1, &[])], at(1)).unwrap();
    assert_eq!(both(&story).1, ["Một hai", "ba", "bốn"]);
    story.edit(&[decide("join", Verdict::Accepted)], at(2)).unwrap();
    assert_eq!(both(&story).1, ["Một hai", "babốn"]);
    story.edit(&[decide("part", Verdict::Rejected)], at(2)).unwrap();
    assert_eq!(both(&story).0, ["Một hai", "babốn"]);
    story.edit(&[reopen("join"), reopen("part")], at(3)).unwrap();
    assert_eq!(both(&story).1, ["Một hai", "ba", "bốn"]);
    story.edit(&[decide("part", Verdict::Accepted)], at(4)).unwrap();
    assert_eq!(both(&story).1, ["Một", " hai", "ba", "bốn"]);
}

#[test]
fn several_paragraphs_and_pictures_come_at_once() {
    let mut story = desk(&["Đầu", "Cuối"]);
    let photo = crate::package::sample::story().photos.remove(0);
    let block = BlockKind::Photo { photo: photo.id.clone() };
    let added = Proposal::PhotoAdded { photo: photo.id.clone() };
    let pieces = [paragraph(), text("Giữa"), Piece::block(block)];
    story
        .edit(
            &[
                Edit::AddPhoto { photo: photo.clone() },
                Edit::Propose { suggestion: id("p"), proposal: added },
                suggest("s", 4, 0, &pieces),
            ],
            at(1),
        )
        .unwrap();
    let (whole, settled) = story.story_and_settled().unwrap();
    assert_eq!((whole.body.len(), whole.photos.len()), (4, 1));
    assert_eq!((texts(&settled), settled.photos.len()), (vec!["Đầu", "Cuối"], 0));
    story.edit(&[decide("s", Verdict::Accepted), decide("p", Verdict::Accepted)], at(2)).unwrap();
    assert_eq!(story.settled().unwrap().shown_photos().len(), 1);
    story.edit(&[reopen("p"), decide("p", Verdict::Rejected)], at(3)).unwrap();
    assert_eq!(story.settled().unwrap().photos.len(), 0);
    assert_eq!(texts(&story.settled().unwrap()), ["Đầu", "Giữa", "Cuối"]);
    story.edit(&[reopen("p")], at(4)).unwrap();
    assert_eq!(story.story().unwrap().photos, whole.photos, "with all that was said of it");
}

#[test]
fn formatting_and_kinds_of_blocks_are_proposed() {
    let mut story = desk(&["Sông Hồng đỏ", "Tít phụ"]);
    let bold = Proposal::Format { mark: MarkKind::Bold, on: true, href: None, lang: None };
    let touched = Edit::Suggest { suggestion: id("f"), from: 6, to: 10, touch: Touch::Formatted, on: true };
    story.edit(&[Edit::Propose { suggestion: id("f"), proposal: bold }, touched], at(1)).unwrap();
    let heading = BlockKind::Heading { level: 2 };
    story.edit(&[Edit::SuggestBlock { suggestion: id("b"), at: 13, block: heading.clone() }], at(1)).unwrap();
    let settled = story.settled().unwrap();
    assert!(settled.body[0].marks.is_empty() && settled.body[1].kind == BlockKind::Paragraph);

    story.edit(&[decide("f", Verdict::Accepted), decide("b", Verdict::Accepted)], at(2)).unwrap();
    let settled = story.settled().unwrap();
    assert_eq!((settled.body[0].marks[0].start, settled.body[0].marks[0].end), (5, 9));
    assert_eq!(settled.body[1].kind, heading);
    story
        .edit(&[reopen("f"), reopen("b"), decide("f", Verdict::Rejected), decide("b", Verdict::Rejected)], at(3))
        .unwrap();
    let settled = story.settled().unwrap();
    assert!(settled.body[0].marks.is_empty() && settled.body[1].kind == BlockKind::Paragraph);
}

#[test]
fn a_field_that_changed_since_is_asked_about() {
    let mut story = desk(&["Một"]);
    let headline = |value: &str| Edit::SetField { field: StoryField::Headline, value: value.into() };
    let proposal = Proposal::Field { field: StoryField::Headline, base: "Cũ".into(), value: "Mới".into() };
    story.edit(&[headline("Cũ"), Edit::Propose { suggestion: id("h"), proposal }], at(1)).unwrap();
    assert_eq!(story.settled().unwrap().text(StoryField::Headline), "Cũ");
    story.edit(&[headline("Khác")], at(2)).unwrap();
    assert_eq!(story.edit(&[decide("h", Verdict::Accepted)], at(3)).unwrap_err().code, ErrorCode::SuggestionOvertaken);
    let anyway = Edit::Decide {
        suggestion: id("h"),
        verdict: Verdict::Accepted,
        remark: "Hay hơn".into(),
        even_if_changed: true,
    };
    story.edit(&[anyway], at(3)).unwrap();
    assert_eq!(story.settled().unwrap().text(StoryField::Headline), "Mới");
    assert_eq!(the(&story, "h").decisions[0].remark, "Hay hơn");
    story.edit(&[reopen("h")], at(4)).unwrap();
    assert_eq!(story.settled().unwrap().text(StoryField::Headline), "Khác");
}

#[test]
fn what_others_type_amid_a_suggestion_is_their_own() {
    // Typed amid words that are to go, and amid words that are to come: at the same time, and knowing of them.
    for knowing in [false, true] {
        let mut desks = Desks::of(&["Hà Vy", "Lan"], &["Ghe xuồng về bến"]);
        let insertion = [suggest("del", 5, 5, &[]), suggest("ins", 14, 0, &[text("lại ")])];
        let words = if knowing {
            [plain(16, 0, &[text("XX")]), plain(7, 0, &[text("YY")])]
        } else {
            [plain(14, 0, &[text("XX")]), plain(7, 0, &[text("YY")])]
        };
        desks.0[0].edit(&insertion, at(1)).unwrap();
        if knowing {
            desks.meet(0, 1);
        }
        desks.0[1].edit(&words, at(1)).unwrap();
        desks.meet(0, 1);
        let read = both(&desks.0[0]).1[0].clone();
        assert!(read.contains("XX") && read.contains("YY") && !read.contains("lại"), "{knowing} {read}");
        desks.0[0].edit(&[decide("del", Verdict::Accepted), decide("ins", Verdict::Rejected)], at(2)).unwrap();
        let read = both(&desks.0[0]).1[0].clone();
        assert!(read.contains("XX") && read.contains("YY") && !read.contains("xu"), "{knowing} {read}");
    }
}

#[test]
fn overlapping_proposals_of_two_people_stay_decidable_one_by_one() {
    let mut desks = Desks::of(&["Hà Vy", "Lan"], &["một hai ba bốn"]);
    desks.0[0].edit(&[suggest("v", 1, 7, &[])], at(1)).unwrap();
    desks.0[1].edit(&[suggest("l", 5, 6, &[text("Ba")])], at(1)).unwrap();
    desks.meet(0, 1);
    assert_eq!(both(&desks.0[0]).1, ["một hai ba bốn"]);
    desks.0[0].edit(&[decide("v", Verdict::Accepted)], at(2)).unwrap();
    assert_eq!(both(&desks.0[0]).1, [" ba bốn"]);
    assert_eq!((the(&desks.0[0], "l").was.as_str(), the(&desks.0[0], "l").becomes.as_str()), (" ba", "Ba"));
    desks.meet(0, 1);
    desks.0[1].edit(&[decide("l", Verdict::Rejected)], at(3)).unwrap();
    assert_eq!(both(&desks.0[1]).1, [" ba bốn"]);
}

#[test]
fn deciding_apart_keeps_both_decisions_and_the_words() {
    let mut desks = Desks::of(&["Hà Vy", "Lan"], &["một hai ba"]);
    desks.0[0].edit(&[suggest("s", 5, 4, &[])], at(1)).unwrap();
    desks.meet(0, 1);
    desks.0[0].edit(&[decide("s", Verdict::Accepted)], at(2)).unwrap();
    desks.0[1].edit(&[decide("s", Verdict::Rejected)], at(2)).unwrap();
    desks.meet(0, 1);
    assert_eq!(both(&desks.0[0]), both(&desks.0[1]));
    assert_eq!(both(&desks.0[0]).1, ["một ba"], "what was taken away is away");
    let both_said = the(&desks.0[0], "s");
    assert_eq!((both_said.decisions.len(), both_said.was.as_str()), (2, "hai "));
    desks.0[0].edit(&[reopen("s")], at(3)).unwrap();
    assert_eq!(both(&desks.0[0]).1, ["một hai ba"]);
}

#[test]
fn deleting_all_that_another_proposed_is_a_decision_and_is_taken_back_as_one() {
    let mut desks = Desks::of(&["Hà Vy", "Lan"], &["một ba"]);
    desks.0[0].edit(&[suggest("s", 5, 0, &[text("hai ")])], at(1)).unwrap();
    desks.meet(0, 1);
    // A part of it is none.
    desks.0[1].edit(&[plain(5, 2, &[])], at(2)).unwrap();
    assert!(the(&desks.0[1], "s").is_open());
    desks.0[1].edit(&[plain(3, 5, &[])], at(3)).unwrap();
    assert_eq!(both(&desks.0[1]).0, ["mộa"]);
    let said = the(&desks.0[1], "s");
    assert_eq!((said.becomes.as_str(), said.decisions[0].by.as_str()), ("i ", "Lan"));
    desks.0[1].edit(&[reopen("s")], at(4)).unwrap();
    assert_eq!(both(&desks.0[1]).1, ["mộa"]);
    assert_eq!(the(&desks.0[1], "s").becomes, "i ");

    // One's own words just go.
    let mut story = desk(&["một ba"]);
    story.edit(&[suggest("s", 5, 0, &[text("hai ")]), suggest("t", 5, 4, &[])], at(1)).unwrap();
    assert_eq!(both(&story).0, ["một ba"]);
    assert!(!the(&story, "s").is_decided() && !the(&story, "s").is_open());
}

#[test]
fn restoring_and_whole_bodies_leave_what_is_proposed_elsewhere() {
    let mut story = desk(&["một hai", "ba", "bốn"]);
    let then = story.steps().last().unwrap().id.clone();
    story.edit(&[suggest("s", 5, 0, &[text("rưỡi ")]), plain(14, 2, &[text("năm")])], at(1)).unwrap();
    assert_eq!(both(&story).1, ["một hai", "năm", "bốn"]);
    let before = story.story_at(std::slice::from_ref(&then)).unwrap();
    story.become_like(&before, at(2), None).unwrap();
    assert_eq!(both(&story).1, ["một hai", "ba", "bốn"]);
    assert_eq!((the(&story, "s").becomes.as_str(), the(&story, "s").is_open()), ("rưỡi ", true));

    // The screen's own body, sent whole.
    let body = story.story().unwrap().body;
    let mut longer = body.clone();
    longer.push(Block::paragraph("sáu"));
    story.edit(&[Edit::SetBody { body: longer }], at(3)).unwrap();
    assert_eq!(both(&story).1, ["một hai", "ba", "bốn", "sáu"]);
    assert!(the(&story, "s").is_open());
    // Without a word of what is proposed, it is proposed all the same.
    let blank = texts(&story.story().unwrap()).into_iter().map(Block::paragraph).collect();
    story.edit(&[Edit::SetBody { body: blank }], at(4)).unwrap();
    assert_eq!(both(&story).1, ["một hai", "ba", "bốn", "sáu"]);

    // A version in which words were proposed that were rejected since does not bring them as the story's own.
    let proposed = story.steps().last().unwrap().id.clone();
    story.edit(&[decide("s", Verdict::Rejected)], at(5)).unwrap();
    let before = story.story_at(std::slice::from_ref(&proposed)).unwrap();
    story.become_like(&before, at(6), None).unwrap();
    assert_eq!(both(&story).0, ["một hai", "ba", "bốn", "sáu"]);
}

#[test]
fn only_a_story_with_suggestions_asks_for_a_newer_program() {
    let mut story = desk(&["một"]);
    story.edit(&[plain(1, 0, &[text("x")])], at(1)).unwrap();
    assert_eq!(story.number_at(&automerge::ROOT, "shape").unwrap(), 1);
    story.edit(&[suggest("s", 1, 0, &[text("y")])], at(2)).unwrap();
    assert_eq!(story.number_at(&automerge::ROOT, "shape").unwrap(), 2);
    let changes = story.changes();
    let loaded = Document::load(None, changes.iter().map(|change| change.bytes.as_slice())).unwrap();
    assert_eq!(loaded.story().unwrap(), story.story().unwrap());
    assert_eq!(loaded.settled().unwrap(), story.settled().unwrap());
}

#[test]
fn places_are_right_behind_what_takes_two_units_and_over_blocks() {
    let mut story = desk(&["😀 một 🚣 hai", "ba"]);
    story.edit(&[suggest("s", 8, 3, &[text("🛶")]), suggest("t", 17, 1, &[text("🏞 b")])], at(1)).unwrap();
    assert_eq!(both(&story).1, ["😀 một 🚣 hai", "ba"]);
    story.edit(&[decide("s", Verdict::Accepted), decide("t", Verdict::Accepted)], at(2)).unwrap();
    assert_eq!(both(&story).1, ["😀 một 🛶hai", "🏞 ba"]);
}

#[test]
fn what_names_no_suggestion_is_refused_and_changes_nothing() {
    let mut story = desk(&["một"]);
    for (edit, code) in [
        (decide("none", Verdict::Accepted), ErrorCode::SuggestionUnknown),
        (reopen("none"), ErrorCode::SuggestionUnknown),
        (Edit::Remark { suggestion: id("none"), remark: "x".into() }, ErrorCode::SuggestionUnknown),
        (suggest("../x", 1, 0, &[text("a")]), ErrorCode::EditInvalid),
        (suggest("", 1, 0, &[text("a")]), ErrorCode::EditInvalid),
        (suggest("s", 9, 4, &[]), ErrorCode::EditInvalid),
        (
            Edit::Suggest { suggestion: id("s"), from: 3, to: 1, touch: Touch::Deleted, on: true },
            ErrorCode::EditInvalid,
        ),
        (Edit::SuggestBlock { suggestion: id("s"), at: 2, block: BlockKind::Quote }, ErrorCode::EditInvalid),
    ] {
        let before = story.story().unwrap();
        assert_eq!(story.edit(std::slice::from_ref(&edit), at(1)).unwrap_err().code, code, "{edit:?}");
        assert_eq!(story.story().unwrap(), before);
    }
    // Who did not propose it can't take it back.
    story.edit(&[suggest("s", 1, 0, &[text("a")])], at(1)).unwrap();
    story.sign(person("Lan"));
    assert_eq!(story.edit(&[decide("s", Verdict::Withdrawn)], at(2)).unwrap_err().code, ErrorCode::EditInvalid);
}

#[test]
fn the_beginning_of_a_body_goes_and_comes_back() {
    for (from, units) in [(0, 1), (0, 3), (0, 5), (0, 9), (1, 3), (1, 8)] {
        let mut story = desk(&["một", "hai", "ba"]);
        let before = both(&story).1;
        story.edit(&[suggest("s", from, units, &[])], at(1)).unwrap();
        assert_eq!(both(&story).1, before);
        story.edit(&[decide("s", Verdict::Accepted)], at(2)).unwrap();
        let read: String = both(&story).1.concat();
        let gone = the(&story, "s").was.replace('\n', "");
        assert_eq!(gone.clone() + &read, "mộthaiba", "{from} {units}");
        story.edit(&[reopen("s")], at(3)).unwrap();
        assert_eq!(both(&story).1, before, "{from} {units}");
        assert_eq!(the(&story, "s").was.replace('\n', ""), gone);
    }
}

#[test]
fn many_characters_are_named_as_each_of_them_is() {
    let mut desks = Desks::of(&["Hà Vy", "Lam Khê"], &["Ghe 😀 về bến", "👩‍👩‍👧 đông đông", ""]);
    let link = |from, to, href: &str| Edit::SetMark {
        from,
        to,
        mark: MarkKind::Link,
        on: true,
        href: Some(href.into()),
        lang: None,
    };
    desks.0[0].edit(&[link(1, 4, "https://a.example/"), link(5, 9, "e")], at(1)).unwrap();
    desks.0[1].edit(&[plain(3, 0, &[text("x😀y")]), suggest("s", 7, 1, &[text("eé")])], at(1)).unwrap();
    desks.meet(0, 1);
    let desk = &desks.0[0];
    let length = desk.stored_length();
    let whole = vec![0..length; 1];
    for stretches in [whole, vec![2..4, 6..9], vec![9..length, 1..4, 2..3, 3..3], vec![]] {
        let mut one_by_one: Vec<_> =
            stretches.iter().flat_map(|stretch| desk.units(stretch.start, stretch.end).unwrap()).collect();
        one_by_one.sort_by_key(|unit| unit.at);
        one_by_one.dedup_by_key(|unit| unit.at);
        let told = |units: Vec<super::runs::Unit>| {
            units.into_iter().map(|unit| (unit.at, unit.width, unit.actor, unit.counter)).collect::<Vec<_>>()
        };
        assert_eq!(told(desk.units_among(&stretches).unwrap().unwrap()), told(one_by_one), "{stretches:?}");
    }
    assert!(desk.units_among(&[0..1, 1..length + 9]).unwrap().is_none(), "there is no such stretch");
}

#[test]
fn suggestions_all_over_a_long_story_stay_open_until_each_is_decided() {
    let paragraph = "một hai ba bốn năm sáu bảy tám chín mười";
    let mut desk = desk(&[paragraph; 60]);
    let length = paragraph.encode_utf16().count() as u32 + 1;
    for at in (0..60u32).rev() {
        let place = at * length + 5;
        desk.edit(&[suggest(&format!("s{at}"), place, 12, &[text("lời thay ")])], self::at(1)).unwrap();
    }
    let open = |desk: &Document| desk.story().unwrap().suggestions.iter().filter(|one| one.is_open()).count();
    assert_eq!(open(&desk), 60);
    for time in 0..30 {
        desk.edit(&[plain(3, 0, &[text("a")])], self::at(2 + time)).unwrap();
        assert_eq!(open(&desk), 60, "after {time}");
    }
    for left in (0..60).rev() {
        desk.edit(&[decide(&format!("s{left}"), Verdict::Accepted)], self::at(100)).unwrap();
        assert_eq!(open(&desk), left);
    }
}
