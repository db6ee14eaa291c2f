//! Lists: stories and pictures that fit some words, and what completion knows. What they are made of is made again from
//! the stories whenever these changed, or it can't be read; a list never fails for one line of it.

use std::collections::{BTreeMap, HashSet};

use super::{Library, StorySummary, summary};
use crate::{
    Error, ErrorCode, Result,
    store::{Database, Line, Listed},
    story::{StoryField, StoryId},
};

/// A story whose line is not stored: nothing is written, or it waits for the newer Dateline that reads it.
pub(super) struct Unlisted {
    pub id: StoryId,
    pub listed: Listed,
}

impl Library {
    /// Stories that fit `query` (all, where it is empty), last changed first.
    pub fn list(&mut self, query: &str, limit: usize) -> Result<Vec<StorySummary>> {
        let unlisted = self.list_stale()?;
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
        found.truncate(limit);
        Ok(found)
    }

    /// What the stories have in the fields that are completed while they are typed, most used first.
    pub fn known_values(&mut self) -> Result<BTreeMap<StoryField, Vec<String>>> {
        self.list_stale()?;
        let mut known: BTreeMap<StoryField, Vec<String>> = BTreeMap::new();
        for (field, value) in self.read_index(|database| database.used_values())? {
            // Written by another version of the list of fields, it is none of ours.
            if let Ok(field) = StoryField::named(&field) {
                known.entry(field).or_default().push(value);
            }
        }
        Ok(known)
    }

    /// Makes the lines of stories that were changed since. Those that can't be stored are handed back, the one changed
    /// last first.
    pub(super) fn list_stale(&mut self) -> Result<Vec<Unlisted>> {
        let (stale, has_all) = (self.database.stale_stories()?, self.database.has_all_marks()?);
        if !self.database.is_read_only() {
            let newer = match self.list_anew(&stale) {
                Err(error) if error.code == ErrorCode::IndexDamaged => self.index_anew()?,
                listed => listed?,
            };
            if !has_all {
                self.database.count_marks()?;
            }
            return newer.into_iter().rev().map(|id| self.glimpsed(id)).collect();
        }
        if !has_all {
            // Each is found all the same; in what order they were changed, nobody knows any more.
            let error = Error::new(ErrorCode::RowsLost).at(&self.folder).with("table", "stale");
            self.trouble(error.with("found", stale.len()).with("expected", "?"));
        }
        let mut unlisted = Vec::new();
        for id in stale.into_iter().rev() {
            match self.story_as_it_is(&id) {
                Ok((story, is_whole, _)) => unlisted.push(Unlisted { id, listed: summary::listed(&story, is_whole)? }),
                Err(error) if error.code == ErrorCode::StoryNewer => unlisted.push(self.glimpsed(id)?),
                // One that can't be read is told beside the list.
                Err(_) => (),
            }
        }
        Ok(unlisted)
    }

    fn glimpsed(&self, id: StoryId) -> Result<Unlisted> {
        let listed = summary::glimpsed(&id, &self.glimpse(&id)?)?;
        Ok(Unlisted { id, listed })
    }

    /// A line as it reads, or made anew from its story alone.
    pub(super) fn summary(&mut self, line: &Line) -> Result<StorySummary> {
        match parse(&line.summary) {
            Ok(summary) if summary.id == line.story => Ok(summary),
            _ => self.summary_anew(&line.story),
        }
    }

    fn summary_anew(&mut self, id: &StoryId) -> Result<StorySummary> {
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
        parse(&summary::listed(&story, is_whole)?.summary)
    }

    /// What an index answers. One that lost something is made anew where anything can be written.
    /// Errors: `index_damaged` elsewhere.
    pub(super) fn read_index<T>(&mut self, ask: impl Fn(&Database) -> Result<T>) -> Result<T> {
        match ask(&self.database) {
            Err(error) if error.code == ErrorCode::IndexDamaged && !self.database.is_read_only() => {
                self.index_anew()?;
                ask(&self.database)
            }
            answer => answer,
        }
    }

    /// Everything that is made of the stories, made again. Returns those that only a newer Dateline reads.
    pub(super) fn index_anew(&mut self) -> Result<Vec<StoryId>> {
        self.database.forget_derived()?;
        let all = self.database.stale_stories()?;
        self.list_anew(&all)
    }

    /// Which of these texts, by their place in the row, fit `query`.
    pub(super) fn fitting<'a>(&self, query: &str, texts: impl Iterator<Item = &'a str>) -> Result<Vec<usize>> {
        self.database.fitting(query, texts)
    }
}

fn parse(summary: &str) -> Result<StorySummary> {
    serde_json::from_str(summary).map_err(Error::internal)
}
