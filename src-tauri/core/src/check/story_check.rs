//! A story under the checker while it is written.

use std::sync::Arc;

use dateline_check::{Ignore, Near, Passage, Reading, Role, Rule, Session, Span, Style, readable::Readable};

use super::{
    BodySplice, CHECKED_FIELDS, CHECKED_PHOTO_FIELDS, CheckAnswer, CheckField, CheckUpdate, CheckedPlace, Finding, told,
};
use crate::{
    Language,
    story::{Block, BlockKind, Ignored, MarkKind, PhotoField, PhotoId, Spot, StoryField},
};

/// In the [`Session`], the story's fields stand first, then a passage for each block, then each photo's fields.
pub struct StoryCheck {
    session: Session,
    language: Language,
    /// How many blocks the body has.
    blocks: usize,
    /// In the order in which they were met.
    photos: Vec<PhotoId>,
    /// Of the passage at the same place.
    readable: Vec<Readable>,
    sum: Readable,
}

const HEAD: usize = CHECKED_FIELDS.len();
const OF_PHOTO: usize = CHECKED_PHOTO_FIELDS.len();

impl StoryCheck {
    pub fn new(style: Arc<Style>) -> Self {
        let mut check = Self {
            session: Session::new(style),
            language: Language::default(),
            blocks: 0,
            photos: Vec::new(),
            readable: Vec::new(),
            sum: Readable::default(),
        };
        check.splice(0, 0, CHECKED_FIELDS.iter().map(|field| check_field(*field, "", Language::default())).collect());
        check
    }

    /// Takes in what changed; answers which findings did, in the reader's `language`. What does not fit the story as it
    /// is known (a splice beyond its end) is cut to it.
    pub fn update(&mut self, update: &CheckUpdate, language: Language) -> CheckAnswer {
        if update.anew {
            *self = Self::new(Arc::new(self.session.style().clone()));
        }
        self.language = update.language;
        let mut changed = self.session.on(update.dates.day());
        for field in &update.fields {
            self.set(field, &mut changed);
        }
        if let Some(splice) = &update.body {
            self.splice_body(splice, &mut changed);
        }
        if let Some(ignored) = &update.ignored {
            changed.extend(self.session.ignore(ignored.iter().filter_map(ignore).collect()));
        }
        changed.sort_unstable();
        changed.dedup();
        let places = changed.into_iter().filter_map(|at| self.checked(at, language)).collect();
        CheckAnswer { places, readable: self.sum }
    }

    /// All findings, in reading order.
    pub fn findings(&self, language: Language) -> Vec<Finding> {
        (0..self.session.len()).filter_map(|at| self.checked(at, language)).flat_map(|place| place.findings).collect()
    }

    fn checked(&self, at: usize, language: Language) -> Option<CheckedPlace> {
        let spot = self.spot(at)?;
        let found = self.session.findings(at);
        let text: Vec<char> = match found {
            [] => Vec::new(),
            _ => self.session.passage(at)?.text.chars().collect(),
        };
        let tell = |finding| told(finding, self.session.style(), &text, spot.clone(), language);
        let findings = found.iter().filter_map(tell).collect();
        Some(CheckedPlace { spot, findings })
    }

    fn spot(&self, at: usize) -> Option<Spot> {
        Some(match at.checked_sub(HEAD) {
            None => Spot::Field(*CHECKED_FIELDS.get(at)?),
            Some(block) if block < self.blocks => Spot::Block(block as u32),
            Some(beyond) => {
                let at = beyond - self.blocks;
                Spot::Photo(self.photos.get(at / OF_PHOTO)?.clone(), CHECKED_PHOTO_FIELDS[at % OF_PHOTO])
            }
        })
    }

    fn set(&mut self, CheckField { spot, text }: &CheckField, changed: &mut Vec<usize>) {
        let (at, passage) = match spot {
            Spot::Field(field) => {
                let Some(at) = CHECKED_FIELDS.iter().position(|known| known == field) else { return };
                (at, check_field(*field, text, self.language))
            }
            Spot::Photo(photo, field) => {
                let Some(nth) = CHECKED_PHOTO_FIELDS.iter().position(|known| known == field) else { return };
                let first = HEAD + self.blocks + self.place_of(photo) * OF_PHOTO;
                (first + nth, check_photo_field(*field, text, self.language))
            }
            // The body is told as a splice.
            _ => return,
        };
        changed.extend(self.splice(at, 1, vec![passage]));
    }

    /// Where the photo stands among those that are known; it is now.
    fn place_of(&mut self, photo: &PhotoId) -> usize {
        if let Some(at) = self.photos.iter().position(|known| known == photo) {
            return at;
        }
        let end = self.session.len();
        let fields = CHECKED_PHOTO_FIELDS.iter().map(|field| check_photo_field(*field, "", self.language)).collect();
        self.splice(end, 0, fields);
        self.photos.push(photo.clone());
        self.photos.len() - 1
    }

    fn splice_body(&mut self, splice: &BodySplice, changed: &mut Vec<usize>) {
        let at = (splice.at as usize).min(self.blocks);
        let delete = (splice.delete as usize).min(self.blocks - at);
        let passages: Vec<_> = splice.insert.iter().map(|block| check_block(block, self.language)).collect();
        let grown = passages.len();
        self.blocks = self.blocks - delete + grown;
        // What was told before of places behind it is meant by where they stand now.
        for place in changed.iter_mut().filter(|place| **place >= HEAD + at + delete) {
            *place = *place - delete + grown;
        }
        changed.extend(self.splice(HEAD + at, delete, passages));
    }

    fn splice(&mut self, at: usize, delete: usize, passages: Vec<Passage>) -> Vec<usize> {
        let counted: Vec<_> = passages.iter().map(readable).collect();
        self.sum = counted.iter().fold(self.sum, |sum, one| sum.plus(*one));
        let gone = self.readable.splice(at..at + delete, counted);
        self.sum = gone.fold(self.sum, Readable::minus);
        self.session.splice(at, delete, passages)
    }
}

/// Lead and body are what a reader reads.
fn readable(passage: &Passage) -> Readable {
    match passage.role {
        Role::Lead => Readable::of(&Reading::of(passage)),
        role if role.is_body() => Readable::of(&Reading::of(passage)),
        _ => Readable::default(),
    }
}

fn check_field(field: StoryField, text: &str, language: Language) -> Passage {
    let role = match field {
        StoryField::Kicker => Role::Kicker,
        StoryField::Headline => Role::Headline,
        StoryField::Subheadline => Role::Subheadline,
        StoryField::Abstract => Role::Lead,
        _ => Role::Line,
    };
    Passage::new(role, language, text)
}

fn check_photo_field(field: PhotoField, text: &str, language: Language) -> Passage {
    let role = if field == PhotoField::Caption { Role::Caption } else { Role::AltText };
    Passage::new(role, language, text)
}

fn check_block(block: &Block, language: Language) -> Passage {
    let role = match block.kind {
        BlockKind::Paragraph => Role::Paragraph,
        BlockKind::Heading { .. } => Role::Heading,
        BlockKind::Quote => Role::Quote,
        BlockKind::ListItem { .. } => Role::ListItem,
        // Its words are the photo's.
        BlockKind::Photo { .. } => Role::AltText,
    };
    let in_another = block.marks.iter().filter(|mark| mark.kind == MarkKind::Lang);
    let span = |mark: &crate::story::Mark| Span {
        start: mark.start,
        end: mark.end,
        language: mark.lang.as_deref().and_then(Language::from_tag),
    };
    Passage { spans: in_another.map(span).collect(), ..Passage::new(role, language, block.text.as_str()) }
}

/// None for a rule that only a newer Dateline knows.
fn ignore(ignored: &Ignored) -> Option<Ignore> {
    let near = |place: &crate::story::IgnoredPlace| Near {
        text: place.text.clone(),
        before: place.before.clone(),
        after: place.after.clone(),
    };
    Some(Ignore { rule: Rule::named(&ignored.rule)?, place: ignored.place.as_ref().map(near) })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{super::CheckDates, *};
    use crate::{check, package::sample};

    fn of(story: &crate::story::Settled) -> StoryCheck {
        let mut check = StoryCheck::new(Arc::default());
        check.update(&check::whole(story), Language::English);
        check
    }

    fn dates() -> CheckDates {
        CheckDates::of(&sample::story())
    }

    fn nothing_but(body: Option<BodySplice>) -> CheckUpdate {
        CheckUpdate { anew: false, language: Language::Vietnamese, dates: dates(), fields: vec![], body, ignored: None }
    }

    #[test]
    fn a_finding_names_its_place_in_the_story() {
        let mut story = sample::story();
        story.fields.set(StoryField::Headline, "Hai  dấu");
        story.body.insert(1, Block::paragraph("Ở  đây."));
        let photo = story.photos[1].id.clone();
        story.photos[1].fields.set(PhotoField::Caption, "Chợ  nổi.");
        let found: Vec<_> = check::findings(&story, &Arc::default(), Language::English)
            .into_iter()
            .filter(|finding| finding.rule == Rule::DoubleSpace)
            .map(|finding| (finding.spot, finding.start, finding.text, finding.fix))
            .collect();
        let found_at = |spot, start| (spot, start, "  ".to_owned(), Some(" ".to_owned()));
        assert_eq!(
            found,
            [
                found_at(Spot::Field(StoryField::Headline), 3),
                found_at(Spot::Block(1), 1),
                found_at(Spot::Photo(photo, PhotoField::Caption), 3),
            ]
        );
    }

    #[test]
    fn a_story_told_change_by_change_is_found_to_be_what_it_is_when_told_at_once() {
        let mut story = sample::story();
        let mut check = of(&story);
        let paragraph = Block::paragraph("Một  câu mới, có  hai chỗ.");
        story.body.insert(2, paragraph.clone());
        let photo = story.photos[0].id.clone();
        story.photos[0].fields.set(PhotoField::Caption, "Ghe  về.");
        let caption = CheckField { spot: Spot::Photo(photo.clone(), PhotoField::Caption), text: "Ghe  về.".into() };
        let splice = BodySplice { at: 2, delete: 0, insert: vec![paragraph] };
        let update = CheckUpdate { fields: vec![caption], ..nothing_but(Some(splice)) };
        let answer = check.update(&update, Language::English);
        let places: Vec<_> = answer.places.iter().map(|place| place.spot.clone()).collect();
        let caption = Spot::Photo(photo, PhotoField::Caption);
        assert!(places.contains(&Spot::Block(2)) && places.contains(&caption), "{places:?}");
        assert_eq!(check.findings(Language::English), of(&story).findings(Language::English));
        assert_eq!(answer.readable, of(&story).sum);

        story.body.remove(2);
        check.update(&nothing_but(Some(BodySplice { at: 2, delete: 1, insert: vec![] })), Language::English);
        assert_eq!(check.findings(Language::English), of(&story).findings(Language::English));
    }

    #[test]
    fn a_weekday_and_an_age_are_counted_from_the_story_and_anew_when_its_date_changes() {
        let mut story = sample::story();
        let counted = |check: &StoryCheck| -> Vec<(Rule, Spot, String)> {
            let of_day = |found: &Finding| [Rule::WeekdayByStory, Rule::AgeByBirth].contains(&found.rule);
            let found = check.findings(Language::Vietnamese).into_iter().filter(of_day);
            found.map(|found| (found.rule, found.spot, found.text)).collect()
        };
        story.body.insert(0, Block::paragraph("Sáng thứ Ba, 15/10, ông A (36 tuổi, sinh năm 1980) ra khơi."));
        let found = vec![
            (Rule::WeekdayByStory, Spot::Block(0), "thứ Ba".to_owned()),
            (Rule::AgeByBirth, Spot::Block(0), "36 tuổi, sinh năm 1980".to_owned()),
        ];
        let told = |field: StoryField, value: &str| {
            let mut story = story.clone();
            for date in [StoryField::DatePublished, StoryField::PublishSchedule, StoryField::Dateline] {
                story.fields.set(date, "");
            }
            story.fields.set(field, value);
            story
        };
        // 15 October is a Tuesday in 2019 and a Thursday in 2026.
        for (field, value) in [
            (StoryField::DatePublished, "2026-10-16"),
            (StoryField::Dateline, "Huế, 16/10/2026"),
            (StoryField::PublishSchedule, "2026-10-16T08:00:00+07:00"),
        ] {
            let mut check = of(&told(field, value));
            assert_eq!(counted(&check), found, "{value}");
            // The date is put right, and nothing else is told.
            let right = CheckDates { published: "2017-10-16".into(), ..CheckDates::default() };
            let answer = check.update(&CheckUpdate { dates: right, ..nothing_but(None) }, Language::Vietnamese);
            assert_eq!(counted(&check)[..], found[..1], "a Sunday in 2017");
            assert!(answer.places.iter().any(|place| place.spot == Spot::Block(0)));
        }
        let check = of(&told(StoryField::Dateline, "Huế, 16/10/2019"));
        assert_eq!(counted(&check)[..], found[1..], "a Tuesday in 2019");
        // Of a date that is half typed nothing is known but when the story came, some weeks before.
        let mut check = of(&told(StoryField::Dateline, "Huế, 16/1"));
        let typed = CheckDates {
            dateline: "Huế, 16/1".into(),
            created: "2026-10-01T00:00:00Z".into(),
            ..CheckDates::default()
        };
        check.update(&CheckUpdate { dates: typed, ..nothing_but(None) }, Language::Vietnamese);
        assert_eq!(counted(&check), found);
    }

    #[test]
    fn a_change_that_does_not_fit_is_cut_to_the_story() {
        let mut check = of(&sample::story());
        let splice = BodySplice { at: u32::MAX, delete: u32::MAX, insert: vec![Block::paragraph("Ở  cuối.")] };
        let unknown = CheckField { spot: Spot::State, text: "Hai  dấu".into() };
        let answer =
            check.update(&CheckUpdate { fields: vec![unknown], ..nothing_but(Some(splice)) }, Language::English);
        let last = sample::story().body.len() as u32;
        assert_eq!(answer.places.iter().map(|place| place.spot.clone()).collect::<Vec<_>>(), [Spot::Block(last)]);
    }
}
