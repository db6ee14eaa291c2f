//! stub: being written
use super::{Edit, Story};
use crate::Result;

pub struct Document {}
pub struct Change {}
impl Document {
    pub fn story(&self) -> Story {
        todo!()
    }
    pub fn edit(&mut self, _edits: &[Edit]) -> Result<Option<Change>> {
        todo!()
    }
}
