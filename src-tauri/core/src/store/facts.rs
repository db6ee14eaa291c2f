//! What lists are parted, sorted and counted by, beside each story's line: narrow rows of an index, so that a hundred thousand
//! of them are counted while a person lifts a finger.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Database,
    at_hand::{Fact, Gathering},
    line::{Line, lossy},
    search::match_expression,
    tally,
};
use crate::{Result, story::StoryId};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Empty where it can't be read.
    pub state: String,
    pub section: String,
    pub author: String,
    /// Not to go out before; seconds since 1970.
    pub embargoed: Option<i64>,
    /// When it is wanted: the embargo's end, or the time it is scheduled for, whichever is first.
    pub due: Option<i64>,
    pub length: i64,
    /// Whether something must be filled before it can go out.
    pub lacks: bool,
    /// Begun, and left without a word.
    pub blank: bool,
    /// By which headlines are sorted.
    pub title: String,
    /// Open suggestions and comments.
    pub undecided: i64,
}

/// All of it stands in one index: no story's line is read.
macro_rules! columns {
    () => {
        "search_id, state, section, author, embargoed, due, length, lacks, blank, created_at, updated_at"
    };
}
pub(super) const ALL_FACTS: &str =
    concat!("SELECT ", columns!(), " FROM story WHERE search_id > 0 ORDER BY search_id DESC");
pub(super) const FOUND_FACTS: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM (SELECT rowid FROM search WHERE search MATCH ?1) found CROSS JOIN story ON search_id = found.rowid"
);
pub(super) const FOUND_ROWS: &str = "SELECT rowid FROM search WHERE search MATCH ?1";
pub(super) const BY_TITLE: &str = "SELECT search_id FROM story WHERE search_id > 0 ORDER BY title, search_id DESC";
pub(super) const AT: &str = "SELECT id, summary FROM story WHERE search_id = ?1";

impl Database {
    /// From now on what was counted is kept in memory, as long as nothing was written since.
    pub fn keep_facts(&self) {
        self.at_hand.want();
    }

    /// Hands over the stories that fit `query`, or all, in no order. Errors: `index_damaged`.
    pub fn each_fact(&self, query: &str, take: impl FnMut(Fact<'_>)) -> Result<()> {
        let matching = match_expression(query);
        if matching.is_some() {
            self.check_index(tally::STORIES_FOUND)?;
        }
        if !self.at_hand.is_wanted() {
            return self.read_facts(matching.as_deref(), take);
        }
        self.bring_facts()?;
        let rows = matching.map(|matching| self.rows_found(&matching)).transpose()?;
        self.at_hand.each(rows.as_deref(), take);
        Ok(())
    }

    fn bring_facts(&self) -> Result<()> {
        // Asked before, so that what is written meanwhile is not overlooked.
        let written = self.written()?;
        if self.at_hand.is_of(written) {
            return Ok(());
        }
        let mut gathering = Gathering::default();
        self.read_facts(None, |fact| gathering.take(&fact))?;
        self.at_hand.keep(written, gathering);
        Ok(())
    }

    fn rows_found(&self, matching: &str) -> Result<Vec<i64>> {
        self.read(|connection| {
            let mut read = connection.prepare_cached(FOUND_ROWS)?;
            read.query_map([matching], |row| row.get(0))?.collect()
        })
    }

    fn read_facts(&self, matching: Option<&str>, mut take: impl FnMut(Fact<'_>)) -> Result<()> {
        self.read(|connection| {
            let mut read = connection.prepare_cached(if matching.is_some() { FOUND_FACTS } else { ALL_FACTS })?;
            let mut rows = match matching {
                Some(matching) => read.query([matching])?,
                None => read.query([])?,
            };
            while let Some(row) = rows.next()? {
                let text = |at| -> rusqlite::Result<&str> {
                    Ok(std::str::from_utf8(row.get_ref(at)?.as_bytes_or_null()?.unwrap_or_default())
                        .unwrap_or_default())
                };
                take(Fact {
                    row: row.get(0)?,
                    state: text(1)?,
                    section: text(2)?,
                    author: text(3)?,
                    embargoed: row.get(4)?,
                    due: row.get(5)?,
                    length: row.get(6)?,
                    lacks: row.get(7)?,
                    blank: row.get(8)?,
                    created_at: row.get(9)?,
                    updated_at: row.get(10)?,
                });
            }
            Ok(())
        })
    }

    /// The rows of all stories, by their headlines.
    pub fn rows_by_title(&self) -> Result<Vec<i64>> {
        let is_at_hand = self.at_hand.is_wanted() && self.at_hand.is_of(self.written()?);
        if is_at_hand && let Some(rows) = self.at_hand.by_title() {
            return Ok(rows);
        }
        let rows: Vec<i64> = self.read(|connection| {
            let mut rows = connection.prepare_cached(BY_TITLE)?;
            rows.query_map([], |row| row.get(0))?.collect()
        })?;
        if is_at_hand {
            self.at_hand.keep_titles(&rows);
        }
        Ok(rows)
    }

    /// The rows of stories that went out in a package.
    pub fn rows_packaged(&self) -> Result<HashSet<i64>> {
        self.read(|connection| {
            let mut rows = connection.prepare_cached(
                "SELECT search_id FROM (SELECT DISTINCT story FROM package) packed CROSS JOIN story ON story.id = packed.story",
            )?;
            rows.query_map([], |row| row.get(0))?.collect()
        })
    }

    /// The row of a story now; none where it has no line.
    pub fn row_of(&self, story: &StoryId) -> Result<Option<i64>> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT search_id FROM story WHERE id = ?1 AND search_id > 0")?
                .query_row([&story.0], |row| row.get(0))
                .optional()
        })
    }

    /// The stories at these rows, and their states.
    pub fn states_at(&self, rows: &[i64]) -> Result<Vec<(StoryId, String)>> {
        self.read(|connection| {
            let mut read = connection.prepare_cached("SELECT id, state FROM story WHERE search_id = ?1")?;
            let one = |row: &i64| {
                read.query_row([row], |row| Ok((StoryId(row.get(0)?), lossy(row, 1)?))).optional().transpose()
            };
            rows.iter().filter_map(one).collect()
        })
    }

    /// The lines at these rows; none where the story was changed since and stands elsewhere.
    pub fn lines_at(&self, rows: &[i64]) -> Result<Vec<Option<Line>>> {
        self.read(|connection| {
            let mut read = connection.prepare_cached(AT)?;
            rows.iter().map(|row| read.query_row([row], |row| Line::read(row, 0)).optional()).collect()
        })
    }
}

/// Beside the line that is made anew.
pub(super) fn note(connection: &Connection, story: &StoryId, facts: &Facts) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE story SET state = ?2, section = ?3, author = ?4, embargoed = ?5, due = ?6, length = ?7, lacks = ?8,
               blank = ?9, title = ?10, undecided = ?11 WHERE id = ?1",
        )?
        .execute(params![
            story.0,
            facts.state,
            facts.section,
            facts.author,
            facts.embargoed,
            facts.due,
            facts.length,
            facts.lacks,
            facts.blank,
            facts.title,
            facts.undecided
        ])?;
    Ok(())
}

pub(super) fn noted(connection: &Connection, story: &StoryId) -> rusqlite::Result<Facts> {
    connection
        .prepare_cached(
            "SELECT state, section, author, embargoed, due, length, lacks, blank, title, undecided FROM story WHERE id = ?1",
        )?
        .query_row([&story.0], |row| {
            Ok(Facts {
                state: lossy(row, 0)?,
                section: lossy(row, 1)?,
                author: lossy(row, 2)?,
                embargoed: row.get(3)?,
                due: row.get(4)?,
                length: row.get(5)?,
                lacks: row.get(6)?,
                blank: row.get(7)?,
                title: lossy(row, 8)?,
                undecided: row.get(9)?,
            })
        })
}
