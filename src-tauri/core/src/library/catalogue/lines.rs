//! What lists, searches and completion are made of: made again from the stories whenever these changed, it can't be read, or
//! an older Dateline made it; a few while somebody waits, the others behind.

use std::collections::{HashMap, HashSet};

use crate::{
    Error, ErrorCode, Progress, Result,
    library::{Library, line},
    store::{Database, Listed},
    story::StoryId,
};

/// So many lines are made while somebody waits, and so many are made durable at once.
pub(in crate::library) const AT_ONCE: usize = 32;

/// A story whose line is not stored: nothing is written, or it waits for the newer Dateline that reads it.
pub(in crate::library) struct Unlisted {
    pub id: StoryId,
    pub listed: Listed,
}

/// Where each story stands in lists.
pub(in crate::library) type Order = HashMap<StoryId, usize>;

/// Lines and indexes, made and made again.
impl Library {
    /// Makes the lines of stories that were changed since, as many as nobody waits for; [`Library::catch_up`] makes the
    /// others. Those that can't be stored are handed back, the one changed last first; where nothing is stored, `most` of
    /// them, so that the others show as they were.
    pub(in crate::library) fn list_stale(&self, most: usize) -> Result<Vec<Unlisted>> {
        let (stale, has_all) = (self.database.stale_stories()?, self.database.has_all_marks()?);
        if !self.database.is_read_only() {
            let newer = self.list_first(&stale)?;
            if !has_all && stale.len() <= AT_ONCE {
                self.database.count_marks()?;
            }
            return newer.into_iter().rev().map(|id| self.glimpsed(id)).collect();
        }
        if !has_all {
            // Each is found all the same; in what order they were changed, nobody knows any more.
            let error = Error::new(ErrorCode::RowsLost).at(&self.folder).with("table", "stale");
            self.trouble(error.with("found", stale.len()).with("expected", "?"));
        }
        self.unlisted(self.worth_waiting_for(stale, most)?)
    }

    /// The same also of those that no index has: for whoever looks into one. Where they are handed back, with where each
    /// story stands in lists, as they may stand between those that an index has.
    pub(in crate::library) fn list_unindexed(&self) -> Result<(Vec<Unlisted>, Option<Order>)> {
        let mut unlisted = self.list_stale(usize::MAX)?;
        if !self.database.is_read_only() {
            let waiting = self.database.unindexed(AT_ONCE + 1)?;
            let mut newer = self.list_first(&waiting)?;
            newer.retain(|id| unlisted.iter().all(|one| one.id != *id));
            unlisted.extend(newer.into_iter().rev().map(|id| self.glimpsed(id)).collect::<Result<Vec<_>>>()?);
            return Ok((unlisted, None));
        }
        let known: HashSet<StoryId> = unlisted.iter().map(|one| one.id.clone()).collect();
        let mut waiting = self.database.unindexed(usize::MAX)?;
        waiting.retain(|story| !known.contains(story));
        if waiting.is_empty() {
            return Ok((unlisted, None));
        }
        unlisted.extend(self.unlisted(waiting)?);
        let lines = self.database.search("", usize::MAX)?;
        let mut order: Order = (known.len()..).zip(lines).map(|(at, line)| (line.story, at)).collect();
        order.extend(unlisted.iter().take(known.len()).enumerate().map(|(at, one)| (one.id.clone(), at)));
        Ok((unlisted, Some(order)))
    }

    /// Makes the lines of the first of these, and remembers where there are more. Returns those that only a newer Dateline
    /// reads.
    fn list_first(&self, waiting: &[StoryId]) -> Result<Vec<StoryId>> {
        let now = &waiting[..waiting.len().min(AT_ONCE)];
        if now.len() < waiting.len() {
            self.is_behind.set(true);
        }
        match self.list_anew(now) {
            Err(error) if error.code == ErrorCode::IndexDamaged => self.index_anew(),
            listed => listed,
        }
    }

    /// Those that come first in lists, and those of which there is no line at all; remembers where there are others.
    fn worth_waiting_for(&self, mut waiting: Vec<StoryId>, most: usize) -> Result<Vec<StoryId>> {
        let all = waiting.len();
        let over = all.saturating_sub(most);
        if over > 0 {
            let never_listed: HashSet<StoryId> = self.database.never_listed()?.into_iter().collect();
            let mut at = 0;
            waiting.retain(|story| {
                at += 1;
                at > over || never_listed.contains(story)
            });
            self.is_behind.set(self.is_behind.get() || waiting.len() < all);
        }
        Ok(waiting)
    }

    /// As they would be listed, the last first. One that can't be read is told beside the list.
    fn unlisted(&self, stories: Vec<StoryId>) -> Result<Vec<Unlisted>> {
        let mut unlisted = Vec::new();
        for id in stories.into_iter().rev() {
            match self.story_as_it_is(&id) {
                Ok((story, is_whole, _)) => unlisted.push(Unlisted { id, listed: line::listed(&story, is_whole)? }),
                Err(error) if error.code == ErrorCode::StoryNewer => unlisted.push(self.glimpsed(id)?),
                // One that can't be read is told beside the list.
                Err(_) => (),
            }
        }
        Ok(unlisted)
    }

    fn glimpsed(&self, id: StoryId) -> Result<Unlisted> {
        let listed = line::glimpsed(&id, &self.glimpse(&id)?)?;
        Ok(Unlisted { id, listed })
    }

    /// Whether lists answered with less than there is to say since this was asked last, so that somebody should
    /// [catch up](Library::catch_up).
    pub fn take_behind(&self) -> bool {
        self.is_behind.take()
    }

    /// Makes all lines that wait: of stories that were changed, and those that an older Dateline made. A batch at a time,
    /// each durable by itself: stopped or killed, it goes on from there the next time. For a door of its own, so that
    /// nobody waits; lists answer with what there is meanwhile.
    pub fn catch_up(&self, progress: &Progress) -> Result<()> {
        match self.make_all_that_waits(progress) {
            Err(error) if error.code == ErrorCode::IndexDamaged => {
                self.database.forget_derived()?;
                self.make_all_that_waits(progress)
            }
            made => made,
        }
    }

    fn make_all_that_waits(&self, progress: &Progress) -> Result<()> {
        let has_all = self.database.has_all_marks()?;
        let mut waiting = self.database.stale_stories()?;
        waiting.extend(self.database.outdated()?);
        let (mut made, all) = (0, waiting.len());
        for ids in waiting.chunks(AT_ONCE) {
            progress.step(made, all, "")?;
            self.list_anew(ids)?;
            made += ids.len();
        }
        if !has_all {
            self.database.count_marks()?;
        }
        Ok(())
    }

    /// What an index answers. One that lost something is made anew where anything can be written.
    /// Errors: `index_damaged` elsewhere.
    pub(in crate::library) fn read_index<T>(&self, ask: impl Fn(&Database) -> Result<T>) -> Result<T> {
        match ask(&self.database) {
            Err(error) if error.code == ErrorCode::IndexDamaged && !self.database.is_read_only() => {
                self.index_anew()?;
                ask(&self.database)
            }
            answer => answer,
        }
    }

    /// Everything that is made of the stories, to be made again: the first of it now. Returns those that only a newer
    /// Dateline reads.
    fn index_anew(&self) -> Result<Vec<StoryId>> {
        self.database.forget_derived()?;
        let mut waiting = self.database.stale_stories()?;
        waiting.extend(self.database.unindexed(AT_ONCE)?);
        waiting.truncate(AT_ONCE);
        self.is_behind.set(true);
        self.list_anew(&waiting)
    }

    /// Makes the lines of these stories, with what there is of each. Returns those that only a newer Dateline reads: what
    /// it has noted of them stays, and they wait for it.
    pub(in crate::library) fn list_anew(&self, ids: &[StoryId]) -> Result<Vec<StoryId>> {
        let mut newer = Vec::new();
        for ids in ids.chunks(AT_ONCE) {
            let mut lines = Vec::new();
            for id in ids {
                match self.story_as_it_is(id) {
                    Ok((story, is_whole, seq)) => lines.push((id.clone(), line::listed(&story, is_whole)?, seq)),
                    Err(error) if error.code == ErrorCode::StoryNewer => newer.push(id.clone()),
                    // A story of which nothing can be read keeps the line it had; opening it tells what is wrong.
                    Err(_) => (),
                }
            }
            self.database.list_stories(&lines)?;
        }
        Ok(newer)
    }
}
