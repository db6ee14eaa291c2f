//! What was found amiss, in passing too: whoever only reads tells of it here.

use std::cell::RefCell;

use super::Library;
use crate::Error;

#[derive(Default)]
pub(super) struct Troubles(RefCell<Vec<Error>>);

impl Troubles {
    /// Each once.
    fn note(&self, error: Error) {
        let known = &mut *self.0.borrow_mut();
        if !known.iter().any(|one| one.code == error.code && one.params == error.params) {
            known.push(error);
        }
    }

    fn all(&self) -> Vec<Error> {
        self.0.borrow().iter().map(Error::again).collect()
    }
}

/// What is told beside whatever was asked.
impl Library {
    /// What was found amiss, when the library was opened and since: acts of persons that are lost, edits that had to be
    /// taken back from their second place, stories of a list that are not whole. Nothing else is affected.
    pub fn troubles(&self) -> Vec<Error> {
        self.troubles.all()
    }

    pub(super) fn trouble(&self, error: Error) {
        self.troubles.note(error);
    }
}
