use std::path::Path;

use super::{Article, ReadOptions};
use crate::Result;

/// Reads a plain-text article. `path` is for the error's words.
pub fn read(_bytes: &[u8], _path: &Path, _options: &ReadOptions) -> Result<Article> {
    todo!()
}
