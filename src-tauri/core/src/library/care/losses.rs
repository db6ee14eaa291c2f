//! What is lost: noticed when the library is opened, put back from its second place where it stands there, and told.

use crate::{
    Error, ErrorCode, Result, clock,
    library::Library,
    store::{Entry, Journal},
    story::{Change, Document, Story},
};

/// What was lost, and is put back.
impl Library {
    /// When the library is opened: rows that are lost are told; what was acknowledged and is lacking here is put back from
    /// its second place.
    pub(in crate::library) fn look_for_losses(&mut self) -> Result<()> {
        for wrong in self.database.lost_rows()? {
            let error = Error::new(ErrorCode::RowsLost).at(&self.folder).with("table", wrong.table);
            self.trouble(error.with("found", wrong.found).with("expected", wrong.expected));
        }
        let back = if self.database.is_read_only() { 0 } else { self.put_back(&Journal::entries(&self.folder)?)? };
        if back > 0 {
            self.trouble(Error::new(ErrorCode::EditsTakenBack).at(&self.folder).with("count", back));
        }
        Ok(())
    }

    /// Puts back what is lacking of these changes; returns how many were.
    pub(in crate::library) fn put_back(&mut self, entries: &[Entry]) -> Result<usize> {
        let mut back = 0;
        for story in entries.chunk_by(|one, other| one.story == other.story) {
            let id = &story[0].story;
            // One that can't be read as a change was never one.
            let changes: Vec<(i64, Change)> =
                story.iter().filter_map(|entry| Some((entry.seq, Change::parse(&entry.bytes).ok()?))).collect();
            let created_at = read_alone(&changes).map_or_else(clock::now, |story| story.created_at);
            self.database.insert_lost_story(id, created_at)?;
            back += self.database.put_back(id, &changes)?;
        }
        Ok(back)
    }
}

fn read_alone(changes: &[(i64, Change)]) -> Option<Story> {
    Document::load(None, changes.iter().map(|(_, change)| change.bytes.as_slice())).ok()?.story().ok()
}
