//! Finding stories by their words, last changed first.
//!
//! A query word without marks finds any marks (`duong` finds đường and dương); one with marks is exact. The
//! last word may be unfinished, as it is while a person types.

use rusqlite::{Connection, params};

use super::Database;
use crate::{Result, fold};

const FOUND: &str = "SELECT summary FROM
     (SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2) found
     JOIN story ON search_id = found.rowid ORDER BY search_id DESC";
const NEXT_ROW: &str = "SELECT coalesce(max(search_id), 0) + 1 FROM story";

impl Database {
    pub fn search_summaries(&self, query: &str, limit: usize) -> Result<Vec<String>> {
        let Some(matching) = match_expression(query) else { return self.summaries(limit) };
        self.read(|connection| {
            let mut rows = connection.prepare_cached(FOUND)?;
            rows.query_map(params![matching, limit as i64], |row| row.get(0))?.collect()
        })
    }
}

/// Puts a story's words in under a new, higher row, so that the newest comes first. Returns the row.
pub(super) fn replace(connection: &Connection, old: i64, words: &str) -> rusqlite::Result<i64> {
    if old > 0 {
        connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([old])?;
    }
    let next: i64 = connection.prepare_cached(NEXT_ROW)?.query_row([], |row| row.get(0))?;
    connection.prepare_cached("INSERT INTO search (rowid, exact, folded) VALUES (?1, ?2, ?3)")?.execute(params![
        next,
        fold::exact(words),
        fold::fold(words)
    ])?;
    Ok(next)
}

/// The query in FTS5's language; `None` where it has no word in it.
pub(super) fn match_expression(query: &str) -> Option<String> {
    let words: Vec<&str> = query.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let last = words.len().checked_sub(1)?;
    let unfinished = !query.ends_with(char::is_whitespace);
    let terms = words.iter().enumerate().map(|(at, word)| {
        let (column, word) =
            if fold::has_marks(word) { ("exact", fold::exact(word)) } else { ("folded", fold::fold(word)) };
        let star = if at == last && unfinished { "*" } else { "" };
        format!("{column} : \"{word}\"{star}")
    });
    Some(terms.collect::<Vec<_>>().join(" AND "))
}

/// How SQLite would carry out a query.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) fn plan(database: &Database, sql: &str) -> Vec<String> {
    let mut plan = database.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let nothing = vec![rusqlite::types::Null; plan.parameter_count()];
    let lines = plan.query_map(rusqlite::params_from_iter(nothing), |row| row.get("detail")).unwrap();
    lines.collect::<Result<_, _>>().unwrap()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::store::stories::STALE;

    /// A library grows for years, and these run at each letter typed into the search box, or at each story listed.
    #[test]
    fn looking_for_a_story_reads_no_more_stories_than_it_finds() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(folder.path()).unwrap();
        for sql in [FOUND, NEXT_ROW, STALE] {
            let lines = plan(&database, sql);
            let story = |line: &String| line.contains(" story ") || line.ends_with(" story");
            assert!(lines.iter().any(story), "{sql}: {lines:?}");
            assert!(!lines.iter().any(|line| line.contains("SCAN story") || line.contains("AUTOMATIC")), "{lines:?}");
        }
    }
}
