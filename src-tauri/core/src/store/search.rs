//! Finding stories by their words, last changed first.
//!
//! A query word without marks finds any marks (`duong` finds đường and dương); one with marks is exact. The
//! last word may be unfinished, as it is while a person types.

use rusqlite::{Connection, params};
use unicode_normalization::char::is_combining_mark;

use super::{Database, line::Line, tally};
use crate::{Error, ErrorCode, Result, fold};

const FOUND: &str = "SELECT id, summary FROM
     (SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2) found
     JOIN story ON search_id = found.rowid ORDER BY search_id DESC";
const NEXT_ROW: &str = "SELECT coalesce(max(search_id), 0) + 1 FROM story";

impl Database {
    /// Errors: `index_damaged`, where words of stories are lost to the index.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Line>> {
        let Some(matching) = match_expression(query) else { return self.lines(limit) };
        self.check_index(tally::STORIES_FOUND)?;
        self.read(|connection| {
            let mut rows = connection.prepare_cached(FOUND)?;
            rows.query_map(params![matching, limit as i64], |row| Line::read(row, 0))?.collect()
        })
    }

    /// The tables of what can be made again in which rows are lacking, or too many.
    pub fn miscounted_derived(&self) -> Result<Vec<&'static str>> {
        let derived = [tally::STORIES_FOUND, tally::PICTURES_FOUND, tally::USED, tally::STALE].concat();
        let wrong = self.read(|connection| tally::miscounted(connection, &derived))?;
        let mut wrong: Vec<&'static str> = wrong.into_iter().map(|wrong| wrong.table).collect();
        for name in INDEXES {
            if self.read(|connection| is_malformed(connection, name)).is_ok_and(|malformed| !malformed) {
                continue;
            }
            wrong.push(name);
        }
        Ok(wrong)
    }

    /// Counts what an index is made of, once after each time that something was written: not at each letter of a search.
    pub(super) fn check_index(&self, tables: &[&'static str]) -> Result<()> {
        let count = || match self.read(|connection| tally::miscounted(connection, tables))?.first() {
            Some(wrong) => {
                let cause = format!("{}: {} ≠ {}", wrong.table, wrong.found, wrong.expected);
                Err(Error::new(ErrorCode::IndexDamaged).with("cause", cause))
            }
            None => Ok(()),
        };
        tables.last().map_or(Ok(()), |index| self.once_counted(index, count))
    }

    /// Which of these texts, by their place in the row, fit `query`; all of them where it has no word in it. Asked of a
    /// table in memory, so that nothing has to be written for it.
    pub fn fitting<'a>(&self, query: &str, texts: impl Iterator<Item = &'a str>) -> Result<Vec<usize>> {
        let Some(matching) = match_expression(query) else { return Ok((0..texts.count()).collect()) };
        let mut texts = texts.peekable();
        if texts.peek().is_none() {
            // As a rule nothing waits, and a table to look into costs more than the search.
            return Ok(Vec::new());
        }
        self.read(|connection| {
            connection.execute_batch(&format!(
                "PRAGMA temp_store = MEMORY; DROP TABLE IF EXISTS temp.waiting; {}",
                index("temp.waiting")
            ))?;
            let mut insert =
                connection.prepare("INSERT INTO temp.waiting (rowid, exact, folded) VALUES (?1, ?2, ?3)")?;
            for (at, text) in texts.enumerate() {
                let [exact, folded] = columns(text);
                insert.execute(params![at as i64, exact, folded])?;
            }
            let mut rows = connection.prepare("SELECT rowid FROM waiting WHERE waiting MATCH ?1 ORDER BY rowid")?;
            rows.query_map([matching], |row| row.get::<_, i64>(0).map(|at| at as usize))?.collect()
        })
    }

    /// Empties all that can be made again from the changes, and says that it is to be. Lines stay where they stand until
    /// then: each at a place of its own, whatever was lost.
    pub fn forget_derived(&self) -> Result<()> {
        self.derive(|connection| {
            connection.execute_batch(&format!(
                "UPDATE story SET search_id = numbered.place
                   FROM (SELECT id, row_number() OVER (ORDER BY search_id, id) AS place FROM story WHERE search_id > 0) numbered
                   WHERE numbered.id = story.id;
                 UPDATE story SET made_by = 0;
                 INSERT OR IGNORE INTO stale (story) SELECT id FROM story WHERE search_id <= 0 ORDER BY id;
                 DELETE FROM used; DELETE FROM picture;
                 -- SQLite drops no index of a version that it can't make out.
                 INSERT OR REPLACE INTO search_config (k, v) VALUES ('version', 4);
                 INSERT OR REPLACE INTO picture_search_config (k, v) VALUES ('version', 4);
                 DROP TABLE search; DROP TABLE picture_search;
                 {}; {};",
                index("search"),
                index("picture_search"),
            ))?;
            let derived = [tally::STORIES_FOUND, tally::PICTURES_FOUND, tally::USED, tally::STALE].concat();
            derived.into_iter().try_for_each(|table| tally::counted(connection, table))
        })
    }
}

const INDEXES: [&str; 2] = ["search", "picture_search"];

fn is_malformed(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    // How many rows there are in all, and the index's own table of contents: without them nothing else is asked.
    let heads: i64 =
        connection.query_row(&format!("SELECT count(*) FROM {name}_data WHERE id IN (1, 10)"), [], |row| row.get(0))?;
    let mut lines = connection.prepare(&format!("PRAGMA integrity_check({name})"))?;
    let mut lines = lines.query([])?;
    let mut is_malformed = heads < 2;
    while let Some(line) = lines.next()? {
        is_malformed |= line.get_ref(0)?.as_str()? != "ok";
    }
    Ok(is_malformed)
}

/// An index of words, twice: as written, and folded to letters without marks. It keeps where a word is by column alone,
/// so a quoted text of two words can't be asked for: what a word is, [`spaced`] decides for texts and queries alike, and
/// the tokenizer takes for a letter whatever that leaves.
pub(super) fn index(name: &str) -> String {
    format!(
        "CREATE VIRTUAL TABLE {name} USING fts5 (
           exact, folded, content = '', contentless_delete = 1, detail = column, prefix = '1 2',
           tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc So'\")"
    )
}

/// Puts a story's words in, under its row or, where it `comes_first`, under a new, higher one. Returns the row.
pub(super) fn replace(connection: &Connection, old: i64, comes_first: bool, words: &str) -> rusqlite::Result<i64> {
    if old > 0 {
        let gone = connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([old])?;
        tally::changed(connection, "search_docsize", -(gone as i64))?;
    }
    let row = match old {
        row if row > 0 && !comes_first => row,
        _ => connection.prepare_cached(NEXT_ROW)?.query_row([], |row| row.get(0))?,
    };
    let [exact, folded] = columns(words);
    let mut insert = connection.prepare_cached("INSERT INTO search (rowid, exact, folded) VALUES (?1, ?2, ?3)")?;
    insert.execute(params![row, exact, folded])?;
    tally::changed(connection, "search_docsize", 1)?;
    Ok(row)
}

/// A text as an index takes it, as written and folded.
pub(crate) fn columns(text: &str) -> [String; 2] {
    [spaced(&fold::exact(text)), spaced(&fold::fold(text))]
}

/// The words of a text, and spaces.
fn spaced(text: &str) -> String {
    text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect()
}

/// The query in FTS5's language; `None` where it has no word in it.
pub(super) fn match_expression(query: &str) -> Option<String> {
    // A mark that stands apart is its letter's until the word is as the index has it.
    let is_of_word = |letter: char| letter.is_alphanumeric() || is_combining_mark(letter);
    let words = query.split(|letter| !is_of_word(letter)).flat_map(|word| {
        let (column, word) =
            if fold::has_marks(word) { ("exact", fold::exact(word)) } else { ("folded", fold::fold(word)) };
        spaced(&word).split_whitespace().map(|word| format!("{column} : \"{word}\"")).collect::<Vec<_>>()
    });
    let terms: Vec<String> = words.collect();
    let unfinished = if query.ends_with(char::is_whitespace) { "" } else { "*" };
    (!terms.is_empty()).then(|| terms.join(" AND ") + unfinished)
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
    use crate::store::{
        Access,
        derived::OUTDATED,
        facts::{ALL_FACTS, AT, BY_TITLE, FOUND_FACTS},
        stories::ALL,
    };

    #[test]
    fn what_a_word_is_is_decided_once_for_texts_and_queries() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(folder.path(), Access::Make).unwrap();
        // Letters that SQLite's own tokenizer takes for signs, signs it takes for letters, and halves of letters.
        for (text, queries) in [
            ("Covid-19, biến thể B.1.1.7", &["covid-19", "B.1.1.7", "covid19 ", "1.1"][..]),
            ("nhà_máy COVID_19", &["máy", "covid_19", "nhà_m"]),
            ("Khoản Ⓐ và ⓑ2", &["Ⓐ", "ⓐ", "ⓑ2"]),
            ("हिन्दी ภาษาไทย ภาษา", &["हिन्दी", "ภาษาไทย", "ภา"]),
            ("sông🛶Hậu", &["sông", "hậu", "🛶 hau"]),
            ("ngu\u{31b}o\u{31b}\u{300}i", &["người", "nguoi", "ngườ"]),
            ("Đường 3/2", &["đường 3/2", "duong 3", "\"3/2\""]),
            ("½ m² ôm", &["½", "m²", "2 "]),
        ] {
            for query in queries {
                let found = database.fitting(query, [text, "gì khác"].into_iter()).unwrap();
                let expected: &[usize] = if ["covid19 ", "2 "].contains(query) { &[] } else { &[0] };
                assert_eq!(found, expected, "{query:?} in {text:?}");
            }
        }
        for nothing in ["", " ", "🛶", "…"] {
            assert_eq!(database.fitting(nothing, ["a", "b"].into_iter()).unwrap(), [0, 1], "{nothing:?}");
        }
    }

    /// Migrations are never changed, and what is made anew is made by the list here: they must not drift.
    #[test]
    fn an_index_that_is_made_anew_is_what_a_library_begins_with() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(folder.path(), Access::Make).unwrap();
        let plain = |sql: &str| sql.split_whitespace().collect::<String>();
        for name in INDEXES {
            let sql = "SELECT sql FROM sqlite_schema WHERE name = ?1";
            let found: String = database.connection.query_row(sql, [name], |row| row.get(0)).unwrap();
            assert_eq!(plain(&found), plain(&index(name)));
        }
    }

    /// A library grows for years, and these run at each letter typed into the search box, or at each story listed.
    #[test]
    fn looking_for_a_story_reads_no_more_stories_than_it_finds() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(folder.path(), Access::Make).unwrap();
        for sql in [FOUND, NEXT_ROW, ALL, OUTDATED, AT] {
            let lines = plan(&database, sql);
            let story = |line: &String| line.contains(" story ") || line.ends_with(" story");
            assert!(lines.iter().any(story), "{sql}: {lines:?}");
            assert!(!lines.iter().any(|line| line.contains("SCAN story") || line.contains("AUTOMATIC")), "{lines:?}");
            let sorts = lines.iter().any(|line| line.contains("TEMP B-TREE"));
            assert!(!sorts || [FOUND, OUTDATED].contains(&sql), "they come in their order: {lines:?}");
        }
    }

    /// Counting looks at every story that there is, and of each at a narrow row alone.
    #[test]
    fn counting_stories_reads_no_story() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(folder.path(), Access::Make).unwrap();
        for sql in [ALL_FACTS, FOUND_FACTS, BY_TITLE] {
            let lines = plan(&database, sql);
            let of_story: Vec<_> = lines.iter().filter(|line| line.contains("story")).collect();
            assert!(!of_story.is_empty() && of_story.iter().all(|line| line.contains("COVERING INDEX")), "{lines:?}");
            assert!(!lines.iter().any(|line| line.contains("TEMP B-TREE")), "they come in their order: {lines:?}");
        }
    }
}
