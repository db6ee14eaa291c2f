//! A list as a person has it before them: what fits, in which order and in which groups, and how much there is of everything
//! that it may be parted by. Counting goes through all stories once; a line is read only where it comes into sight.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use ts_rs::TS;

use super::{
    lines::{AT_ONCE, Unlisted},
    parse,
};
use crate::library::list_query::{ListFilter, ListQuery, Sort};
use crate::{
    Result, clock,
    library::{Library, line::StorySummary},
    store::Fact,
    story::{State, StoryId},
};

/// How many stories there are of everything that a list may be parted by, each counted as if it alone were not chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Facets {
    /// All of any state in use.
    pub all: u32,
    pub states: Vec<(State, u32)>,
    /// The largest first.
    pub sections: Vec<(String, u32)>,
    pub authors: Vec<(String, u32)>,
    pub held: u32,
    pub packaged: u32,
    pub lacking: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Survey {
    pub found: u32,
    /// How many there are in use, whatever is asked for.
    pub of: u32,
    /// How many stand in each group, one more than there are bounds; nothing where they are sorted by no day.
    pub groups: Vec<u32>,
    pub facets: Facets,
    /// Their rows in order; below zero, the place among those whose line is not stored.
    #[serde(skip)]
    #[ts(skip)]
    pub order: Vec<i64>,
    #[serde(skip)]
    #[ts(skip)]
    pub unstored: Vec<StorySummary>,
}

/// More than anybody looks through to choose one.
const OFFERED: usize = 40;

/// What waits beside the stored lines, as [`Library::freshen`] found it.
#[derive(Default)]
pub struct Waiting(Vec<Unlisted>);

impl Library {
    /// Makes the lines that a list of these words would miss, as many as nobody waits for.
    pub fn freshen(&self, words: &str) -> Result<Waiting> {
        let waiting = if words.is_empty() { self.list_stale(AT_ONCE)? } else { self.list_unindexed()?.0 };
        Ok(Waiting(waiting))
    }

    /// For whoever surveys again and again through this door: what was counted is kept, as long as nothing was written.
    pub fn keep_counted(&self) {
        self.database.keep_facts();
    }

    /// Counts what fits. It reads alone, so a door of its own may be asked.
    pub fn survey(&self, query: &ListQuery, waiting: &Waiting, without: &[StoryId]) -> Result<Survey> {
        let hidden = self.rows_of(without.iter().chain(waiting.0.iter().map(|one| &one.id)))?;
        let packaged = self.database.rows_packaged()?;
        let count = self.read_index(|database| {
            let mut count = Count::new(query, &hidden, &packaged);
            database.each_fact(&query.words, |fact| count.take(&fact))?;
            Ok(count)
        })?;
        let by_title = if query.sort == Sort::Headline { self.database.rows_by_title()? } else { Vec::new() };
        let mut survey = count.told(&by_title);
        if query.words.trim().is_empty() {
            survey.of = survey.of.max(survey.found);
        } else {
            let mut all = 0;
            self.database.each_fact("", |fact| all += u32::from(is_in_use(&fact) && !hidden.contains(&fact.row)))?;
            survey.of = all;
        }
        let fitting = self.fitting(&query.words, waiting.0.iter().map(|one| one.listed.words.as_str()))?;
        if query.filter == ListFilter::default() {
            // What only a newer Dateline reads stands first, and in the first group.
            survey.unstored =
                fitting.into_iter().map(|at| parse(&waiting.0[at].listed.summary)).collect::<Result<_>>()?;
            let more = survey.unstored.len();
            survey.order.splice(0..0, (1..=more as i64).map(|at| -at));
            survey.found += more as u32;
            survey.of += more as u32;
            if let Some(first) = survey.groups.first_mut() {
                *first += more as u32;
            }
        }
        Ok(survey)
    }

    fn rows_of<'a>(&self, stories: impl Iterator<Item = &'a StoryId>) -> Result<HashSet<i64>> {
        stories.filter_map(|story| self.database.row_of(story).transpose()).collect()
    }

    /// Where a story stands in an order.
    pub fn place_in(&self, order: &[i64], story: &StoryId) -> Result<Option<usize>> {
        let Some(row) = self.database.row_of(story)? else { return Ok(None) };
        Ok(order.iter().position(|one| *one == row))
    }

    /// The lines at these rows of a survey; none where a story was changed since.
    pub fn lines_at(&self, rows: &[i64], unstored: &[StorySummary]) -> Result<Vec<Option<StorySummary>>> {
        let lines = self.database.lines_at(rows)?;
        let line = |(row, line): (&i64, Option<_>)| match line {
            Some(line) => self.summary(&line).map(Some),
            None => Ok(usize::try_from(-row - 1).ok().and_then(|at| unstored.get(at)).cloned()),
        };
        rows.iter().zip(lines).map(line).collect()
    }

    /// The lines of these stories, those that have one.
    pub fn lines_of(&self, stories: &[StoryId]) -> Result<Vec<StorySummary>> {
        let rows: Vec<i64> =
            stories.iter().filter_map(|story| self.database.row_of(story).transpose()).collect::<Result<_>>()?;
        Ok(self.lines_at(&rows, &[])?.into_iter().flatten().collect())
    }

    /// The stories at these rows, and their states where they can be read.
    pub fn stories_at(&self, rows: &[i64]) -> Result<Vec<(StoryId, Option<State>)>> {
        let told = self.database.states_at(rows)?;
        Ok(told.into_iter().map(|(story, state)| (story, State::parse(&state))).collect())
    }
}

fn is_in_use(fact: &Fact<'_>) -> bool {
    !fact.blank && fact.state != State::Spiked.as_str()
}

/// What a story fits, one bit each.
mod fits {
    pub const STATE: u8 = 1;
    pub const SECTION: u8 = 2;
    pub const AUTHOR: u8 = 4;
    pub const HELD: u8 = 8;
    pub const PACKAGED: u8 = 16;
    pub const LACKING: u8 = 32;
    pub const ALL: u8 = 63;
}

/// A row, what it is sorted by, and its day.
struct Found {
    row: i64,
    key: i64,
    day: i64,
}

struct Count<'a> {
    query: &'a ListQuery,
    hidden: &'a HashSet<i64>,
    packed: &'a HashSet<i64>,
    now: i64,
    found: Vec<Found>,
    of: u32,
    all: u32,
    states: HashMap<State, u32>,
    sections: HashMap<String, u32>,
    authors: HashMap<String, u32>,
    held: u32,
    packaged: u32,
    lacking: u32,
}

impl<'a> Count<'a> {
    fn new(query: &'a ListQuery, hidden: &'a HashSet<i64>, packed: &'a HashSet<i64>) -> Self {
        Self {
            query,
            hidden,
            packed,
            now: clock::now().timestamp(),
            found: Vec::new(),
            of: 0,
            all: 0,
            states: HashMap::new(),
            sections: HashMap::new(),
            authors: HashMap::new(),
            held: 0,
            packaged: 0,
            lacking: 0,
        }
    }

    fn take(&mut self, fact: &Fact<'_>) {
        if fact.blank || self.hidden.contains(&fact.row) {
            return;
        }
        let filter = &self.query.filter;
        let state = State::parse(fact.state);
        let is_used = state != Some(State::Spiked);
        let is_held = fact.embargoed.is_some_and(|until| until > self.now);
        let is_packaged = self.packed.contains(&fact.row);
        self.of += u32::from(is_used);
        let mut fits = 0;
        let mut fit = |bit, fit: bool| fits |= if fit { bit } else { 0 };
        fit(fits::STATE, filter.state.map_or(is_used, |wanted| state == Some(wanted)));
        fit(fits::SECTION, filter.section.as_deref().is_none_or(|wanted| fact.section == wanted));
        fit(fits::AUTHOR, filter.author.as_deref().is_none_or(|wanted| fact.author == wanted));
        fit(fits::HELD, !filter.held || is_held);
        fit(fits::PACKAGED, !filter.packaged || is_packaged);
        fit(fits::LACKING, !filter.lacking || fact.lacks);
        let but = |bit: u8| fits | bit == fits::ALL;
        if but(fits::STATE) {
            self.all += u32::from(is_used);
            if let Some(state) = state {
                *self.states.entry(state).or_default() += 1;
            }
        }
        if but(fits::SECTION) {
            add(&mut self.sections, fact.section);
        }
        if but(fits::AUTHOR) {
            add(&mut self.authors, fact.author);
        }
        self.held += u32::from(is_held && but(fits::HELD));
        self.packaged += u32::from(is_packaged && but(fits::PACKAGED));
        self.lacking += u32::from(fact.lacks && but(fits::LACKING));
        if fits == fits::ALL {
            let (key, day) = match self.query.sort {
                Sort::Changed => (-fact.row, fact.updated_at),
                Sort::Created => (-fact.created_at, fact.created_at),
                Sort::Headline => (0, 0),
                // What has no time comes last.
                Sort::Due => (fact.due.unwrap_or(i64::MAX), 0),
                Sort::Length => (-fact.length, 0),
            };
            self.found.push(Found { row: fact.row, key, day });
        }
    }

    fn told(mut self, by_title: &[i64]) -> Survey {
        let by_day = matches!(self.query.sort, Sort::Changed | Sort::Created);
        let groups = if by_day { groups(&self.found, &self.query.bounds) } else { Vec::new() };
        let order = if self.query.sort == Sort::Headline {
            let wanted: HashSet<i64> = self.found.iter().map(|found| found.row).collect();
            by_title.iter().copied().filter(|row| wanted.contains(row)).collect()
        } else {
            self.found.sort_unstable_by_key(|found| (found.key, -found.row));
            self.found.iter().map(|found| found.row).collect::<Vec<_>>()
        };
        let mut states: Vec<_> = self.states.into_iter().collect();
        states.sort_unstable_by_key(|(state, _)| State::ALL.iter().position(|one| one == state));
        Survey {
            found: order.len() as u32,
            of: self.of,
            groups,
            facets: Facets {
                all: self.all,
                states,
                sections: largest(self.sections, self.query.filter.section.as_deref()),
                authors: largest(self.authors, self.query.filter.author.as_deref()),
                held: self.held,
                packaged: self.packaged,
                lacking: self.lacking,
            },
            order,
            unstored: Vec::new(),
        }
    }
}

/// A name that was counted before is not written down again.
fn add(counts: &mut HashMap<String, u32>, name: &str) {
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None if name.is_empty() => (),
        None => drop(counts.insert(name.to_owned(), 1)),
    }
}

/// The one that is chosen is among them, though nothing of it is left.
fn largest(counts: HashMap<String, u32>, chosen: Option<&str>) -> Vec<(String, u32)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable_by(|(one, first), (other, second)| second.cmp(first).then_with(|| one.cmp(other)));
    let rest = counts.split_off(counts.len().min(OFFERED));
    if let Some(chosen) = chosen
        && counts.iter().all(|(name, _)| name != chosen)
    {
        let count = rest.iter().find(|(name, _)| name == chosen).map_or(0, |(_, count)| *count);
        counts.push((chosen.to_owned(), count));
    }
    counts
}

fn groups(found: &[Found], bounds: &[i64]) -> Vec<u32> {
    let mut groups = vec![0; bounds.len() + 1];
    for one in found {
        groups[bounds.partition_point(|bound| *bound > one.day)] += 1;
    }
    groups
}
