//! Checking the whole library: the database's structure, and every hash in it and beside it.

use std::collections::BTreeSet;

use super::{Library, read};
use crate::{
    Error, ErrorCode, Language, Result,
    package::Problem,
    story::{Story, StoryId},
};

impl Library {
    /// What is wrong with the library; nothing is changed. The cost grows with the library's size on disk.
    pub fn doctor(&mut self, language: Language) -> Result<Vec<Problem>> {
        let found = |path: String, error: Error| {
            let text = error.text(language);
            Problem { path, code: text.code.as_str().to_owned(), message: format!("{} {}", text.message, text.hint) }
        };
        let mut problems = Vec::new();
        for line in self.database.check()? {
            problems.push(found("library.sqlite".into(), Error::new(ErrorCode::DatabaseDamaged).with("cause", line)));
        }

        let mut used = BTreeSet::new();
        for id in self.database.story_ids()? {
            for change in self.database.damaged_changes(&id)? {
                let error = Error::new(ErrorCode::ChangeDamaged).with("story", &id).with("change", change);
                problems.push(found(format!("story/{id}/change/{change}"), error));
            }
            if self.database.has_damaged_snapshot(&id)? {
                let error = Error::new(ErrorCode::SnapshotDamaged).with("story", &id);
                problems.push(found(format!("story/{id}/snapshot"), error));
            }
            match self.read_from_changes(&id) {
                Ok(story) => used.extend(story.photos.into_iter().map(|photo| photo.sha256)),
                // Told above, with the change's number.
                Err(error) if error.code == ErrorCode::ChangeDamaged => (),
                Err(error) => problems.push(found(format!("story/{id}"), error)),
            }
        }

        // Every original, also those that no story uses now; and those that should be there.
        used.extend(self.media.blobs().names()?);
        for name in used {
            if let Err(error) = self.media.blobs().get(&name) {
                problems.push(found(format!("blobs/{}/{name}", &name[..2.min(name.len())]), error));
            }
        }
        Ok(problems)
    }

    /// The raw changes are the truth, so they must make the story without the snapshot's help.
    fn read_from_changes(&self, id: &StoryId) -> Result<Story> {
        read(None, &self.database.changes_after(id, 0)?)?.story()
    }
}
