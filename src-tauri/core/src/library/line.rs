//! The line that a story leaves in lists: what a list shows of it, and the words it is found by.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Error, Language, Result, fold,
    package::{self, Hold, Missing},
    store::{Facts, Listed, Pictured},
    story::{
        Field, FieldValue, Fields, Glimpse, Moved, Photo, PhotoId, Settled, State, StoryField, StoryId, Undecided,
    },
};

/// A story as the list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StorySummary {
    pub id: StoryId,
    /// None where it can't be read.
    pub state: Option<State>,
    pub language: Language,
    pub headline: String,
    /// The start of the lead, or of the body where there is none.
    pub excerpt: String,
    pub byline: String,
    pub section: String,
    /// None in a line that was made before it had this; opening the list makes it anew.
    #[serde(default)]
    pub created_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
    /// Syllables in Vietnamese, words in English.
    pub word_count: u32,
    pub photo_count: u32,
    /// What must be filled before it can go out.
    pub missing: Vec<Missing>,
    /// Until when it is held, and by what; moments that have passed hold nothing.
    #[serde(default)]
    pub holds: Vec<Hold>,
    /// How it got into its state.
    #[serde(default)]
    pub moved: Option<Moved>,
    /// What waits to be decided and answered.
    #[serde(default)]
    pub undecided: Undecided,
    /// How long it is to be; 0 where nobody has said.
    #[serde(default)]
    pub planned: u32,
    /// The first picture's hash, for the list.
    pub picture: Option<String>,
    /// False for a story that lacks some of what was acknowledged.
    #[serde(default = "yes")]
    pub whole: bool,
    /// Only a newer Dateline reads it; what is told here is what this one could make out.
    #[serde(default)]
    pub newer: bool,
}

/// Of a line that was made when no other story had one.
fn yes() -> bool {
    true
}

const EXCERPT_CHARACTERS: usize = 180;

/// Everything that lists, searches and completion know of a story. Where something else comes of it than before,
/// `store/derived.rs` counts one up.
pub(super) fn listed(story: &Settled, whole: bool) -> Result<Listed> {
    let line = StorySummary { whole, ..summary(story) };
    let summary = serde_json::to_string(&line).map_err(Error::internal)?;
    let (pictures, facts) = (
        pictures(story)?,
        facts(&line, [StoryField::Embargoed, StoryField::PublishSchedule].map(|field| moment(story.text(field)))),
    );
    Ok(Listed { updated_at: story.updated_at, summary, words: words(story), used: used(story), pictures, facts })
}

/// `times`: of the embargo, and of the schedule.
fn facts(line: &StorySummary, times: [Option<i64>; 2]) -> Facts {
    Facts {
        state: line.state.map(|state| state.as_str().to_owned()).unwrap_or_default(),
        section: line.section.trim().to_owned(),
        author: line.byline.trim().to_owned(),
        embargoed: times[0],
        due: times.into_iter().flatten().min(),
        length: line.word_count.into(),
        lacks: !line.missing.is_empty(),
        blank: line.is_blank(),
        title: fold::sort_key(&line.headline),
        undecided: i64::from(line.undecided.suggestions) + i64::from(line.undecided.comments),
    }
}

/// A day begins at midnight, wherever that may be.
fn moment(text: &str) -> Option<i64> {
    let day = || Some(NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_time(NaiveTime::MIN).and_utc().timestamp());
    DateTime::parse_from_rfc3339(text).map(|moment| moment.timestamp()).ok().or_else(day)
}

/// The line of a story that only a newer Dateline reads: it is in the list, and found by its headline.
pub(super) fn glimpsed(id: &StoryId, glimpse: &Glimpse) -> Result<Listed> {
    let summary = serde_json::to_string(&StorySummary::newer(id, glimpse)).map_err(Error::internal)?;
    let words = glimpse.headline.clone();
    let facts = facts(&StorySummary::newer(id, glimpse), [None; 2]);
    Ok(Listed { updated_at: glimpse.updated_at, summary, words, used: Vec::new(), pictures: Vec::new(), facts })
}

/// In the order in which they came in, so that the newest is listed last.
fn pictures(story: &Settled) -> Result<Vec<Pictured>> {
    let shown: HashSet<&PhotoId> = story.shown_photos().into_iter().map(|photo| &photo.id).collect();
    let mut photos: Vec<&Photo> = story.photos.iter().collect();
    photos.sort_by(|one, other| (&one.place, &one.id).cmp(&(&other.place, &other.id)));
    let pictured = |photo: &Photo| {
        let mut words = words_in(&photo.fields);
        words.push(photo.file_name.clone());
        Ok(Pictured {
            photo: photo.id.0.clone(),
            sha256: photo.sha256.clone(),
            shown: shown.contains(&photo.id),
            value: serde_json::to_string(photo).map_err(Error::internal)?,
            words: words.join("\n"),
        })
    };
    photos.into_iter().map(pictured).collect()
}

/// Fields in which newsrooms write the same few things again and again.
const COMPLETED: &[StoryField] = &[
    StoryField::Byline,
    StoryField::Dateline,
    StoryField::Section,
    StoryField::Keywords,
    StoryField::Place,
    StoryField::Genre,
    StoryField::Source,
    StoryField::CopyrightHolder,
    StoryField::CopyrightNotice,
];

fn used(story: &Settled) -> Vec<(&'static str, String)> {
    let mut used = Vec::new();
    for &field in COMPLETED {
        match story.fields.get(field) {
            Some(FieldValue::Text(text)) => used.push((field.name(), text.trim().to_owned())),
            Some(FieldValue::List(items)) => used.extend(items.iter().map(|item| (field.name(), item.clone()))),
            None => (),
        }
    }
    used
}

fn summary(story: &Settled) -> StorySummary {
    let lead = story.text(StoryField::Abstract);
    let opening = if lead.is_empty() {
        story.body.iter().map(|block| block.text.as_str()).find(|text| !text.trim().is_empty()).unwrap_or_default()
    } else {
        lead
    };
    StorySummary {
        id: story.id.clone(),
        state: Some(story.state),
        language: story.language,
        headline: story.text(StoryField::Headline).to_owned(),
        excerpt: excerpt(opening),
        byline: story.text(StoryField::Byline).to_owned(),
        section: story.text(StoryField::Section).to_owned(),
        created_at: Some(story.created_at),
        updated_at: story.updated_at,
        word_count: story.word_count(),
        photo_count: story.photos.len() as u32,
        missing: package::missing(story),
        holds: package::all_holds(story),
        moved: story.moved.clone(),
        undecided: story.undecided().clone(),
        planned: story.text(StoryField::WordCountPlanned).parse().unwrap_or(0),
        picture: story.photos.first().map(|photo| photo.sha256.clone()),
        whole: true,
        newer: false,
    }
}

impl StorySummary {
    /// Begun, and left without a word: nobody has changed it since.
    pub fn is_blank(&self) -> bool {
        self.state == Some(State::Draft)
            && self.created_at == Some(self.updated_at)
            && self.headline.is_empty()
            && self.excerpt.is_empty()
            && self.byline.is_empty()
            && self.section.is_empty()
            && self.photo_count == 0
    }

    /// Of a story of which nothing can be read: it is in the list all the same.
    pub(super) fn unreadable(id: &StoryId) -> Self {
        Self {
            id: id.clone(),
            state: None,
            language: Language::default(),
            headline: String::new(),
            excerpt: String::new(),
            byline: String::new(),
            section: String::new(),
            created_at: None,
            updated_at: DateTime::default(),
            word_count: 0,
            photo_count: 0,
            missing: Vec::new(),
            holds: Vec::new(),
            moved: None,
            undecided: Undecided::default(),
            planned: 0,
            picture: None,
            whole: false,
            newer: false,
        }
    }

    /// Of a story that only a newer Dateline reads.
    pub(super) fn newer(id: &StoryId, glimpse: &Glimpse) -> Self {
        Self {
            language: glimpse.language,
            headline: glimpse.headline.clone(),
            created_at: Some(glimpse.created_at),
            updated_at: glimpse.updated_at,
            whole: true,
            newer: true,
            ..Self::unreadable(id)
        }
    }
}

fn excerpt(text: &str) -> String {
    let mut kept: String = text.chars().take(EXCERPT_CHARACTERS).collect();
    if kept.len() < text.len() {
        // Not in the middle of a word.
        kept.truncate(kept.trim_end().rfind(char::is_whitespace).unwrap_or(kept.len()));
        kept.push('…');
    }
    kept
}

fn words(story: &Settled) -> String {
    let mut words = words_in(&story.fields);
    words.extend(story.photos.iter().flat_map(|photo| words_in(&photo.fields)));
    words.extend(story.body.iter().map(|block| block.text.clone()));
    words.extend(story.related.iter().map(|related| related.title.clone()));
    words.join("\n")
}

fn words_in<F: Field>(fields: &Fields<F>) -> Vec<String> {
    let words = |(_, value): (F, &FieldValue)| match value {
        FieldValue::Text(text) => vec![text.clone()],
        FieldValue::List(items) => items.clone(),
    };
    fields.iter().filter(|(field, _)| !field.kind().is_mark()).flat_map(words).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        digest,
        package::sample,
        store::{MAKE, words_in_index},
    };

    /// Libraries hold what older programs made, and it is made again only where the make is another.
    #[test]
    fn what_is_made_of_a_story_changes_only_with_its_make() {
        let Listed { updated_at, summary, words, used, pictures, facts } = listed(&sample::story(), true).unwrap();
        let indexed = |words: &str| words_in_index(words).join("\n");
        let pictures: Vec<_> =
            pictures.iter().map(|one| (&one.photo, &one.sha256, one.shown, &one.value, indexed(&one.words))).collect();
        let all = format!("{updated_at} {summary} {} {used:?} {pictures:?} {facts:?}", indexed(&words));
        let made = [
            (2, "3c69ea470ab0f014efd5024038150f2e5537be37cd09cdd9f75ad934780bea06"),
            (3, "eecbec99372757d32a1ac0811cbb2684c510cf81c55bbd835efdbe246a2be303"),
            (4, "3ba21bb848e59dcaba64c1607cb61611be6b1307688b4264dbc75f0130c74d08"),
            (5, "f267804841ea977f009274a80f1550ec30009eadcbcb4e76aa19514195429b28"),
        ];
        assert_eq!(
            made.last(),
            Some(&(MAKE, digest::sha256_hex(all.as_bytes()).as_str())),
            "count MAKE up, with a new line here"
        );
    }
}
