//! What waits for whoever is at this computer: which stories, for what, since when and until when.

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::{AT_ONCE, parse};
use crate::{
    Result,
    library::{Library, line::StorySummary},
    package,
    review::{Moves, Step},
    store::WaitingLine,
    story::{Role, State},
};

/// What a person is to do with a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Wait {
    /// Somebody spoke to them.
    Answer,
    /// It was returned to them.
    Rewrite,
    /// Others proposed something to their story.
    Decide,
    Take,
    Approve,
    Publish,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct QueueEntry {
    pub story: StorySummary,
    pub wait: Wait,
    /// When it came to wait; the last change where nobody noted it.
    pub since: DateTime<Utc>,
    /// Until when it is wanted, as the story's schedule has it.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Whether it changed since they last had it before them, or they never had.
    pub is_new: bool,
    pub was_read: bool,
}

/// What waits for one person.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Queue {
    /// What is wanted soonest first, then what waits longest.
    pub mine: Vec<QueueEntry>,
    /// How many stories wait for others.
    pub others: u32,
}

/// Whoever asks.
struct Asker {
    name: String,
    role: Option<Role>,
    moves: Moves,
}

/// More are not told: nobody comes to an end of them.
const MOST: usize = 500;

impl Library {
    /// What waits for the person at this computer.
    pub fn queue(&self) -> Result<Queue> {
        let settings = self.settings()?;
        let asker = Asker { name: settings.name, role: settings.role, moves: self.house_moves()? };
        let (mut mine, mut others) = (Vec::new(), 0);
        for (story, seq, read) in self.waiting_stories()? {
            let Some(wait) = asker.is_to(&story) else {
                others += u32::from(story.state.is_some());
                continue;
            };
            let since = story.moved.as_ref().map_or(story.updated_at, |moved| moved.said.at);
            let due = package::first_of(&story.holds).map(|(moment, due)| (moment, due.to_owned()));
            let order = (due.is_none(), due.as_ref().map(|(moment, _)| *moment), since, story.id.clone());
            let due = due.map(|(_, due)| due);
            let is_new = read.is_none_or(|read| read < seq);
            mine.push((order, QueueEntry { wait, since, due, is_new, was_read: read.is_some(), story }));
        }
        mine.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut mine: Vec<QueueEntry> = mine.into_iter().map(|(_, entry)| entry).collect();
        mine.truncate(MOST);
        Ok(Queue { mine, others })
    }

    /// With how far each goes, and how far it was read.
    fn waiting_stories(&self) -> Result<Vec<(StorySummary, i64, Option<i64>)>> {
        // Where nothing can be written, what changed since its line was made is handed over, whatever it waits for.
        let unlisted = self.list_stale(AT_ONCE)?;
        let person = self.person.id.as_ref();
        let mut stories = Vec::new();
        for WaitingLine { line, seq, read } in self.database.waiting(person)? {
            if unlisted.iter().all(|one| one.id != line.story) {
                stories.push((self.summary(&line)?, seq, read));
            }
        }
        for one in unlisted {
            let read = person.map(|person| self.database.read_up_to(person, &one.id)).transpose()?.flatten();
            let seq = self.database.last_change(&one.id)?.unwrap_or_default();
            stories.push((parse(&one.listed.summary)?, seq, read.map(|(seq, _)| seq)));
        }
        Ok(stories)
    }
}

impl Asker {
    fn is_to(&self, story: &StorySummary) -> Option<Wait> {
        let state = story.state?;
        if story.undecided.speaks_to(&self.name) {
            return Some(Wait::Answer);
        }
        let may = |step| self.moves.is_for(step, self.role);
        match state {
            State::Returned if self.wrote(story) => Some(Wait::Rewrite),
            State::Submitted if may(Step::Take) => Some(Wait::Take),
            State::InReview if may(Step::Approve) => Some(Wait::Approve),
            State::Approved if may(Step::Publish) => Some(Wait::Publish),
            _ if story.undecided.suggestions > 0 && self.wrote(story) => Some(Wait::Decide),
            _ => None,
        }
    }

    /// Whoever has no role has no colleagues: all is theirs.
    fn wrote(&self, story: &StorySummary) -> bool {
        let name = self.name.trim().to_lowercase();
        self.role.is_none() || (!name.is_empty() && story.byline.to_lowercase().contains(&name))
    }
}
