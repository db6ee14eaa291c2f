//! The catalogue: lists, searches, and what completion knows. All of it is made of the stories, and can be made again.
//! A list never fails for one line of it, and never waits for more than a few.

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod behind_tests;
mod lines;
mod queue;
mod snippet;
mod survey;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod survey_tests;

use std::collections::{BTreeMap, HashSet};

use super::{
    Library,
    line::{self, StorySummary},
};
use crate::{
    Error, ErrorCode, Result,
    store::Line,
    story::{StoryField, StoryId},
};

use lines::AT_ONCE;
pub(super) use lines::Unlisted;
pub use queue::{Queue, QueueEntry, Wait};
pub use survey::{Facets, Survey, Waiting};

/// Lists, and what they answer.
impl Library {
    /// Stories that fit `query` (all, where it is empty), last changed first. Where more were changed than anybody
    /// waits for, the list shows the others as they were ([`Library::take_behind`]).
    pub fn list(&self, query: &str, limit: usize) -> Result<Vec<StorySummary>> {
        let (unlisted, order) = match query.is_empty() {
            true => (self.list_stale(AT_ONCE)?, None),
            // Without its words a story would not be found.
            false => self.list_unindexed()?,
        };
        let fitting = self.fitting(query, unlisted.iter().map(|one| one.listed.words.as_str()))?;
        let mut found: Vec<StorySummary> =
            fitting.into_iter().map(|at| parse(&unlisted[at].listed.summary)).collect::<Result<_>>()?;
        let waiting: HashSet<&StoryId> = unlisted.iter().map(|one| &one.id).collect();
        let lines = self.read_index(|database| database.search(query, limit + waiting.len()))?;
        for line in lines {
            if !waiting.contains(&line.story) {
                found.push(self.summary(&line)?);
            }
        }
        if let Some(order) = order {
            found.sort_by_key(|story| order.get(&story.id).copied());
        }
        found.truncate(limit);
        Ok(found)
    }

    /// What the stories have in the fields that are completed while they are typed, most used first.
    pub fn known_values(&self) -> Result<BTreeMap<StoryField, Vec<String>>> {
        self.list_unindexed()?;
        let mut known: BTreeMap<StoryField, Vec<String>> = BTreeMap::new();
        for (field, value) in self.read_index(|database| database.used_values())? {
            // Written by another version of the list of fields, it is none of ours.
            if let Ok(field) = StoryField::named(&field) {
                known.entry(field).or_default().push(value);
            }
        }
        Ok(known)
    }

    /// A line as it reads, or made anew from its story alone.
    pub(super) fn summary(&self, line: &Line) -> Result<StorySummary> {
        match parse(&line.summary) {
            Ok(summary) if summary.id == line.story => Ok(summary),
            _ => match parse_older(&line.summary) {
                // Whoever only reads has nobody who makes it again behind.
                Some(summary) if summary.id == line.story && !self.database.is_read_only() => {
                    self.is_behind.set(true);
                    Ok(summary)
                }
                _ => self.summary_anew(&line.story),
            },
        }
    }

    fn summary_anew(&self, id: &StoryId) -> Result<StorySummary> {
        let (story, is_whole, _) = match self.story_as_it_is(id) {
            Ok(read) => read,
            Err(error) if error.code == ErrorCode::StoryNewer => {
                return Ok(StorySummary::newer(id, &self.glimpse(id)?));
            }
            // That it can't be read is told beside the list.
            Err(_) => return Ok(StorySummary::unreadable(id)),
        };
        if !self.database.is_read_only() {
            self.list_anew(std::slice::from_ref(id))?;
        }
        parse(&line::listed(&story, is_whole)?.summary)
    }

    /// Which of these texts, by their place in the row, fit `query`.
    pub(super) fn fitting<'a>(&self, query: &str, texts: impl Iterator<Item = &'a str>) -> Result<Vec<usize>> {
        self.database.fitting(query, texts)
    }
}

fn parse(summary: &str) -> Result<StorySummary> {
    serde_json::from_str(summary).map_err(Error::internal)
}

/// A line of an older Dateline, which told in another way what is missing: nothing, until it is made again.
fn parse_older(summary: &str) -> Option<StorySummary> {
    let mut summary: serde_json::Value = serde_json::from_str(summary).ok()?;
    *summary.get_mut("missing")? = serde_json::json!([]);
    serde_json::from_value(summary).ok()
}
