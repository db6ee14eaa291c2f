//! The pictures that stories use: finding them by their words, and where each is used.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, params};

use super::{
    Database,
    line::{Line, lossy},
    search, tally,
};
use crate::{Result, story::StoryId};

/// What is kept of a picture in a story: its photo as JSON, so that the database need not know its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictured {
    pub photo: String,
    pub sha256: String,
    pub shown: bool,
    pub value: String,
    /// Everything it can be found by.
    pub words: String,
}

/// A picture in a story, with that story's line in lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPicture {
    pub line: Line,
    pub photo: String,
    pub sha256: String,
    pub value: String,
}

/// A story that has a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureUse {
    pub line: Line,
    pub shown: bool,
}

const FOUND: &str = "SELECT story, summary, picture.sha256, value, photo FROM
     (SELECT rowid FROM picture_search WHERE picture_search MATCH ?1 ORDER BY rowid DESC) found
     CROSS JOIN picture ON picture.id = found.rowid CROSS JOIN story ON story.id = picture.story
     ORDER BY found.rowid DESC";
const ALL: &str = "SELECT story, summary, picture.sha256, value, photo FROM picture
     CROSS JOIN story ON story.id = picture.story ORDER BY picture.id DESC";
const USES: &str = "SELECT story, summary, max(shown) FROM picture CROSS JOIN story ON story.id = picture.story
     WHERE picture.sha256 = ?1 GROUP BY story ORDER BY search_id DESC";
const OF_STORY: &str = "SELECT photo, id, shown, value FROM picture WHERE story = ?1";

impl Database {
    /// Pictures that fit `query` (all, where it has no word in it), listed last first. One that several stories use is
    /// there once.
    pub fn search_pictures(&self, query: &str, limit: usize) -> Result<Vec<FoundPicture>> {
        let matching = search::match_expression(query);
        self.check_index(tally::PICTURES_FOUND)?;
        self.read(|connection| {
            let mut statement = connection.prepare_cached(if matching.is_some() { FOUND } else { ALL })?;
            let mut rows = match &matching {
                Some(matching) => statement.query([matching])?,
                None => statement.query([])?,
            };
            let (mut found, mut seen) = (Vec::new(), HashSet::new());
            while found.len() < limit
                && let Some(row) = rows.next()?
            {
                let (sha256, value) = (lossy(row, 2)?, lossy(row, 3)?);
                if seen.insert(sha256.clone()) {
                    found.push(FoundPicture { line: Line::read(row, 0)?, photo: row.get(4)?, sha256, value });
                }
            }
            Ok(found)
        })
    }

    /// The stories that have the picture, last changed first.
    pub fn picture_uses(&self, sha256: &str) -> Result<Vec<PictureUse>> {
        self.check_index(&["picture"])?;
        self.read(|connection| {
            let read = |row: &rusqlite::Row| Ok(PictureUse { line: Line::read(row, 0)?, shown: row.get(2)? });
            connection.prepare_cached(USES)?.query_map([sha256], read)?.collect()
        })
    }
}

/// Puts a story's pictures in place of those it had. What did not change is not written, unless
/// all of it is to be made anew.
pub(super) fn replace(
    connection: &Connection,
    story: &StoryId,
    pictures: &[Pictured],
    anew: bool,
) -> rusqlite::Result<()> {
    let mut rows = connection.prepare_cached(OF_STORY)?;
    let read = |row: &rusqlite::Row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)));
    let mut before: HashMap<String, (i64, bool, String)> =
        rows.query_map([&story.0], read)?.collect::<rusqlite::Result<_>>()?;

    let mut insert = connection
        .prepare_cached("INSERT INTO picture (story, photo, sha256, shown, value) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let mut update = connection.prepare_cached("UPDATE picture SET shown = ?2, value = ?3 WHERE id = ?1")?;
    let mut forget_words = connection.prepare_cached("DELETE FROM picture_search WHERE rowid = ?1")?;
    let (mut listed, mut indexed) = (0, 0);
    let mut add_words =
        connection.prepare_cached("INSERT INTO picture_search (rowid, exact, folded) VALUES (?1, ?2, ?3)")?;
    for picture in pictures {
        let id = match before.remove(&picture.photo) {
            Some((_, shown, value)) if !anew && shown == picture.shown && value == picture.value => continue,
            Some((id, _, value)) => {
                update.execute(params![id, picture.shown, picture.value])?;
                if !anew && value == picture.value {
                    continue;
                }
                indexed -= forget_words.execute([id])? as i64;
                id
            }
            None => {
                insert.execute(params![story.0, picture.photo, picture.sha256, picture.shown, picture.value])?;
                listed += 1;
                connection.last_insert_rowid()
            }
        };
        let [exact, folded] = search::columns(&picture.words);
        indexed += add_words.execute(params![id, exact, folded])? as i64;
    }
    let mut forget = connection.prepare_cached("DELETE FROM picture WHERE id = ?1")?;
    for (id, _, _) in before.into_values() {
        listed -= forget.execute([id])? as i64;
        indexed -= forget_words.execute([id])? as i64;
    }
    tally::changed(connection, "picture", listed)?;
    tally::changed(connection, "picture_search_docsize", indexed)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A library grows for years, and these run at each letter typed into the search box, or at each story listed.
    #[test]
    fn looking_for_pictures_reads_no_more_rows_than_it_finds() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(folder.path(), crate::store::Access::Make).unwrap();
        for (sql, may_scan) in [(FOUND, "SCAN found"), (ALL, "SCAN picture"), (USES, ""), (OF_STORY, "")] {
            let lines = search::plan(&database, sql);
            assert!(lines.iter().any(|line| line.contains("picture")), "{sql}: {lines:?}");
            let scans = lines.iter().filter(|line| line.starts_with("SCAN") && !line.contains("VIRTUAL TABLE"));
            for line in scans {
                assert!(!may_scan.is_empty() && line.starts_with(may_scan), "{sql}: {lines:?}");
            }
            // The rows come in their order, so that the first are there before the last are read.
            let sorts = lines.iter().any(|line| line.contains("TEMP B-TREE FOR ORDER BY"));
            assert_eq!(sorts, sql == USES, "{sql}: {lines:?}");
        }
    }
}
