//! Holding what is derived against what it should be: lines in lists, values for completion, pictures, and the words that
//! all of them are found by.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use rusqlite::{Connection, params};

use super::{
    Database, facts,
    line::lossy,
    search::{columns, index},
    stories::Listed,
};
use crate::{Result, story::StoryId};

/// The make of what is derived: raised with any change in what `library/line.rs` makes of a story, or in what its words
/// become in an index. What an older one made is made again in the background.
pub(crate) const MAKE: i64 = 5;

/// Stories whose line an older Dateline made, the one changed last at the end. A newer one's are left to it. (The sign keeps
/// SQLite from reading all of them in their order.)
pub(super) const OUTDATED: &str = "SELECT id FROM story WHERE made_by < ?1 ORDER BY +search_id LIMIT ?2";

/// The words under a row of an index, whatever their order: two that are equal hold the same words at the same places.
type Prints = HashMap<i64, u64>;

/// Texts whose words are looked at together.
const BATCH: usize = 200;

impl Database {
    /// Stories whose line, words and pictures were made otherwise than this program makes them.
    pub fn outdated(&self) -> Result<Vec<StoryId>> {
        self.ids(OUTDATED, params![self.make, -1])
    }

    /// Those of which no words and pictures are here, `limit` at most.
    pub fn unindexed(&self, limit: usize) -> Result<Vec<StoryId>> {
        self.ids(OUTDATED, params![1, limit as i64])
    }

    /// Those of which nobody can say here what should stand for them.
    pub fn made_otherwise(&self) -> Result<Vec<StoryId>> {
        self.ids("SELECT id FROM story WHERE made_by <> ?1", params![self.make])
    }

    /// As a program of another make does.
    #[cfg(test)]
    pub(crate) fn derive_as(&mut self, make: i64) {
        self.make = make;
    }

    pub fn is_listed_as(&self, story: &StoryId, listed: &Listed) -> Result<bool> {
        self.read(|connection| {
            let line = connection
                .prepare_cached("SELECT updated_at, summary FROM story WHERE id = ?1")?
                .query_row([&story.0], |row| Ok((row.get::<_, i64>(0)?, lossy(row, 1)?)))?;
            let used: BTreeSet<(String, String)> = connection
                .prepare_cached("SELECT field, value FROM used WHERE story = ?1")?
                .query_map([&story.0], |row| Ok((lossy(row, 0)?, lossy(row, 1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let pictures: BTreeSet<(String, String, bool, String)> = connection
                .prepare_cached("SELECT photo, sha256, shown, value FROM picture WHERE story = ?1")?
                .query_map([&story.0], |row| Ok((lossy(row, 0)?, lossy(row, 1)?, row.get(2)?, lossy(row, 3)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let wanted = listed.used.iter().map(|(field, value)| ((*field).to_owned(), value.clone())).collect();
            let pictured = listed.pictures.iter().cloned();
            let pictured =
                pictured.map(|picture| (picture.photo, picture.sha256, picture.shown, picture.value)).collect();
            Ok(line == (listed.updated_at.timestamp(), listed.summary.clone())
                && used == wanted
                && pictures == pictured
                && facts::noted(connection, story)? == listed.facts)
        })
    }

    /// The stories that are not found by their words, or one of their pictures is not; and the indexes in which there are
    /// words of nothing.
    pub fn misindexed<'a>(
        &self,
        stories: impl Iterator<Item = (&'a StoryId, &'a Listed)>,
    ) -> Result<(Vec<StoryId>, Vec<&'static str>)> {
        let stories: Vec<_> = stories.collect();
        // Of one that can't be read nobody knows what it should be found by.
        let given: HashSet<&str> = stories.iter().map(|(story, _)| story.0.as_str()).collect();
        self.read(|connection| {
            let mut wrong = BTreeSet::new();
            let mut unknown = Vec::new();
            let waiting: BTreeSet<String> = connection
                .prepare_cached("SELECT story FROM stale")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for (name, rows, texts) in [
                ("search", "SELECT search_id, id, '' FROM story", &of_story as &dyn Fn(&Listed) -> Vec<(&str, &str)>),
                ("picture_search", "SELECT id, story, photo FROM picture", &of_pictures),
            ] {
                let mut indexed = prints(connection, "main", name)?;
                // Which row is whose. What is to be made anew anyway is not judged.
                let mut row_of = HashMap::new();
                let mut rows = connection.prepare(rows)?;
                let mut rows = rows.query([])?;
                while let Some(row) = rows.next()? {
                    let (number, story, of): (i64, String, String) = (row.get(0)?, lossy(row, 1)?, lossy(row, 2)?);
                    if waiting.contains(&story) || !given.contains(story.as_str()) {
                        indexed.remove(&number);
                    }
                    row_of.insert((story, of), number);
                }
                for stories in stories.chunks(BATCH) {
                    let told: Vec<(i64, &StoryId, &str)> = stories
                        .iter()
                        .flat_map(|(story, listed)| texts(listed).into_iter().map(move |(of, text)| (*story, of, text)))
                        // One that has no row yet is told by another check.
                        .filter_map(|(story, of, text)| {
                            Some((*row_of.get(&(story.0.clone(), of.to_owned()))?, story, text))
                        })
                        .collect();
                    let wanted = prints_of(connection, told.iter().map(|(row, _, text)| (*row, *text)))?;
                    for (row, story, _) in told {
                        if indexed.remove(&row) != wanted.get(&row).copied() {
                            wrong.insert(story.clone());
                        }
                    }
                }
                if !indexed.is_empty() {
                    unknown.push(name);
                }
            }
            Ok((wrong.into_iter().collect(), unknown))
        })
    }
}

fn of_story(listed: &Listed) -> Vec<(&str, &str)> {
    vec![("", listed.words.as_str())]
}

fn of_pictures(listed: &Listed) -> Vec<(&str, &str)> {
    listed.pictures.iter().map(|picture| (picture.photo.as_str(), picture.words.as_str())).collect()
}

/// What an index made of these texts would hold.
fn prints_of<'a>(connection: &Connection, texts: impl Iterator<Item = (i64, &'a str)>) -> rusqlite::Result<Prints> {
    connection.execute_batch(&format!(
        "PRAGMA temp_store = MEMORY; DROP TABLE IF EXISTS temp.aside; {}",
        index("temp.aside")
    ))?;
    let mut insert = connection.prepare("INSERT INTO temp.aside (rowid, exact, folded) VALUES (?1, ?2, ?3)")?;
    for (row, text) in texts {
        let [exact, folded] = columns(text);
        insert.execute(params![row, exact, folded])?;
    }
    prints(connection, "temp", "aside")
}

fn prints(connection: &Connection, schema: &str, name: &str) -> rusqlite::Result<Prints> {
    connection.execute_batch(&format!(
        "DROP TABLE IF EXISTS temp.words; CREATE VIRTUAL TABLE temp.words USING fts5vocab('{schema}', '{name}', 'instance')"
    ))?;
    let mut words = connection.prepare("SELECT doc, term, col, offset FROM temp.words")?;
    let mut words = words.query([])?;
    let mut prints = Prints::new();
    while let Some(word) = words.next()? {
        let mut hasher = DefaultHasher::new();
        word.get_ref(1)?.as_bytes_or_null()?.hash(&mut hasher);
        word.get_ref(2)?.as_bytes_or_null()?.hash(&mut hasher);
        word.get::<_, Option<i64>>(3)?.hash(&mut hasher);
        let print = prints.entry(word.get(0)?).or_default();
        *print = print.wrapping_add(hasher.finish());
    }
    Ok(prints)
}
