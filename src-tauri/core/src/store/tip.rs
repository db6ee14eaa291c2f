//! How far a story's history was acknowledged: the number of its last change, and the changes that none builds on.

use rusqlite::{Connection, OptionalExtension, params};

use crate::story::{Change, StoryId};

const HASH: usize = 32;

/// Hashes of the changes that none builds on, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads(Vec<[u8; HASH]>);

impl Heads {
    pub fn new(hashes: impl IntoIterator<Item = [u8; HASH]>) -> Self {
        let mut hashes: Vec<_> = hashes.into_iter().collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// With a change that builds on some of them.
    pub(super) fn after(&self, change: &Change) -> Self {
        let left = self.0.iter().copied().filter(|head| !change.after.contains(head));
        Self::new(left.chain([change.hash]))
    }

    fn parse(bytes: &[u8]) -> Self {
        Self::new(bytes.as_chunks::<HASH>().0.iter().copied())
    }

    fn bytes(&self) -> Vec<u8> {
        self.0.concat()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tip {
    pub seq: i64,
    /// None where a library of before did not note them.
    pub heads: Option<Heads>,
}

pub(super) fn read(connection: &Connection, story: &StoryId) -> rusqlite::Result<Option<Tip>> {
    connection
        .prepare_cached("SELECT seq, heads FROM tip WHERE story = ?1")?
        .query_row([&story.0], |row| {
            let heads: Option<Vec<u8>> = row.get(1)?;
            Ok(Tip { seq: row.get(0)?, heads: heads.map(|heads| Heads::parse(&heads)) })
        })
        .optional()
}

pub(super) fn write(connection: &Connection, story: &StoryId, tip: &Tip) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO tip (story, seq, heads) VALUES (?1, ?2, ?3)
             ON CONFLICT (story) DO UPDATE SET seq = excluded.seq, heads = excluded.heads",
        )?
        .execute(params![story.0, tip.seq, tip.heads.as_ref().map(Heads::bytes)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(hash: u8, after: &[u8]) -> Change {
        let hash_of = |byte: &u8| [*byte; HASH];
        Change { bytes: Vec::new(), hash: hash_of(&hash), after: after.iter().map(hash_of).collect() }
    }

    #[test]
    fn a_change_takes_the_place_of_those_it_builds_on() {
        let heads = |hashes: &[u8]| Heads::new(hashes.iter().map(|byte| [*byte; HASH]));
        let first = Heads::default().after(&change(1, &[]));
        assert_eq!(first, heads(&[1]));
        // Two programs that have not seen each other's.
        let apart = first.after(&change(2, &[1])).after(&change(3, &[1]));
        assert_eq!(apart, heads(&[3, 2]));
        assert_eq!(apart.after(&change(4, &[2, 3])), heads(&[4]));
        assert_eq!(Heads::parse(&apart.bytes()), apart);
    }
}
