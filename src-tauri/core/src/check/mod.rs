//! A story before the copy checker of `dateline-check`: which of its texts are read, and where a finding stands in it.
//!
//! [`StoryCheck`] is a story under the checker while it is written: the screen tells it what changed and learns which
//! findings did. [`findings`] is the same for a story that lies still, for the command line and before packaging.

mod story_check;

use std::sync::Arc;

use dateline_check::{Day, Near, check_plain, day_in_line};
pub use dateline_check::{Rule, Severity, Style, Weight, readable::Readable};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::story_check::StoryCheck;
use crate::{
    Language,
    story::{Block, Ignored, PhotoField, Settled, Spot, StoryField},
};

/// What the checker found in a story or a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, optional_fields)]
pub struct Finding {
    pub rule: Rule,
    pub severity: Severity,
    #[serde(flatten)]
    pub spot: Spot,
    /// In characters (Unicode scalar values) of that block, field or file.
    pub start: u32,
    pub end: u32,
    /// What stands there, and a little of what stands around it.
    pub text: String,
    pub before: String,
    pub after: String,
    /// The reason, in a sentence of the reader's language.
    pub message: String,
    /// What should stand there instead.
    #[ts(optional = nullable)]
    pub fix: Option<String>,
    /// In a plain file, from 1; the column in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

/// How many there are of each weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FindingCounts {
    pub error: u32,
    pub consistency: u32,
    pub suggestion: u32,
}

/// A rule as people meet it, in their language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleInfo {
    pub rule: Rule,
    /// What it weighs where the house style says nothing.
    pub severity: Severity,
    pub name: String,
    pub about: String,
}

/// What changed in a story since the checker was told last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckUpdate {
    /// Everything is told anew: what was known of the story is forgotten.
    pub anew: bool,
    pub language: Language,
    /// What tells of when the story is.
    pub dates: CheckDates,
    /// Fields that have another text.
    pub fields: Vec<CheckField>,
    /// What changed in the row of blocks.
    pub body: Option<BodySplice>,
    /// What people have decided to leave as it is, where that changed.
    pub ignored: Option<Vec<Ignored>>,
}

/// The dates of a story, each as its field has it or empty: a weekday or an age without a year is counted from them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckDates {
    pub published: String,
    pub dateline: String,
    pub scheduled: String,
    pub created: String,
}

impl CheckDates {
    fn of(story: &Settled) -> Self {
        let text = |field| story.text(field).to_owned();
        Self {
            published: text(StoryField::DatePublished),
            dateline: text(StoryField::Dateline),
            scheduled: text(StoryField::PublishSchedule),
            created: story.created_at.to_rfc3339(),
        }
    }

    /// The first that is known, of what people told; else when the story came to be here.
    fn day(&self) -> Option<Day> {
        Day::of_moment(&self.published, true)
            .or_else(|| day_in_line(&self.dateline))
            .or_else(|| Day::of_moment(&self.scheduled, true))
            .or_else(|| Day::of_moment(&self.created, false))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckField {
    #[serde(flatten)]
    pub spot: Spot,
    /// Empty where there is none, or no longer a photo.
    pub text: String,
}

/// Takes `delete` blocks out at `at` and puts `insert` there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BodySplice {
    pub at: u32,
    pub delete: u32,
    pub insert: Vec<Block>,
}

/// The findings that changed: for each place that is named, these are all there are now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CheckAnswer {
    pub places: Vec<CheckedPlace>,
    pub readable: Readable,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CheckedPlace {
    /// Blocks as counted after the change.
    #[serde(flatten)]
    pub spot: Spot,
    pub findings: Vec<Finding>,
}

/// The fields of a story that are read, in the order in which a reader meets them, before the body.
pub const CHECKED_FIELDS: &[StoryField] =
    &[StoryField::Kicker, StoryField::Headline, StoryField::Subheadline, StoryField::Abstract];

/// The fields of each photo that are.
pub const CHECKED_PHOTO_FIELDS: &[PhotoField] =
    &[PhotoField::Caption, PhotoField::AltText, PhotoField::ExtendedDescription];

/// All findings of a story, in reading order, without those that people decided to leave.
pub fn findings(story: &Settled, style: &Arc<Style>, language: Language) -> Vec<Finding> {
    let mut check = StoryCheck::new(style.clone());
    check.update(&whole(story), language);
    check.findings(language)
}

/// A story as its screen tells it first.
pub fn whole(story: &Settled) -> CheckUpdate {
    let of_story = CHECKED_FIELDS
        .iter()
        .map(|field| CheckField { spot: Spot::Field(*field), text: story.text(*field).to_owned() });
    let of_photos = story.photos.iter().flat_map(|photo| {
        CHECKED_PHOTO_FIELDS.iter().map(|field| CheckField {
            spot: Spot::Photo(photo.id.clone(), *field),
            text: photo.fields.text(*field).to_owned(),
        })
    });
    CheckUpdate {
        anew: true,
        language: story.language,
        dates: CheckDates::of(story),
        fields: of_story.chain(of_photos).collect(),
        body: Some(BodySplice { at: 0, delete: 0, insert: story.body.clone() }),
        ignored: Some(story.ignored.clone()),
    }
}

/// All findings of a plain file, as it stands.
pub fn findings_in_file(text: &str, of: Language, style: &Arc<Style>, language: Language) -> Vec<Finding> {
    let chars: Vec<char> = text.chars().collect();
    let found = check_plain(text, of, style).into_iter();
    found
        .filter_map(|plain| {
            let mut finding = told(&plain.finding, style, &chars, Spot::File, language)?;
            finding.line = Some(plain.line as u32);
            finding.column = Some(plain.column as u32);
            Some(finding)
        })
        .collect()
}

pub fn rules(language: Language) -> Vec<RuleInfo> {
    let words = |rule: Rule, part: &str| {
        let key = format!("rule.{}.{part}", rule.name());
        dateline_check::find_words(language, &key).unwrap_or(rule.name()).to_owned()
    };
    let info = |&rule: &Rule| RuleInfo {
        rule,
        severity: rule.severity(),
        name: words(rule, "name"),
        about: words(rule, "about"),
    };
    Rule::ALL.iter().map(info).collect()
}

impl FindingCounts {
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count() as u32;
        Self {
            error: count(Severity::Error),
            consistency: count(Severity::Consistency),
            suggestion: count(Severity::Suggestion),
        }
    }
}

/// A finding in the words of whoever reads it; none where the house does not want its rule.
fn told(
    finding: &dateline_check::Finding,
    style: &Style,
    text: &[char],
    spot: Spot,
    language: Language,
) -> Option<Finding> {
    let near = Near::of(text, finding.start as usize, finding.end as usize);
    Some(Finding {
        rule: finding.rule,
        severity: style.severity(finding.rule)?,
        spot,
        start: finding.start,
        end: finding.end,
        text: near.text,
        before: near.before,
        after: near.after,
        message: finding.message(language),
        fix: finding.fix.clone(),
        line: None,
        column: None,
    })
}
