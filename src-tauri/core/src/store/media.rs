use std::path::Path;

use crate::{
    Progress, Result,
    package::Pictures,
    photo::{Inspected, Rendition},
    story::Photo,
};

/// A picture whose original is safe in the library, waiting to be attached to a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Ingested {
    pub sha256: String,
    pub file_name: String,
    pub picture: Inspected,
}

/// The originals and the renditions made of them. Cheap to clone; any thread may use it.
#[derive(Clone, Debug)]
pub struct Media {}

impl Media {
    /// Takes in the picture at `path`: checked, copied byte for byte, durable.
    pub fn ingest(&self, _path: &Path) -> Result<Ingested> {
        todo!()
    }

    /// A JPEG of the picture at least `width` pixels wide where the original allows, for the screen.
    pub fn preview(&self, _sha256: &str, _width: u32) -> Result<Vec<u8>> {
        todo!()
    }
}

impl Pictures for Media {
    fn renditions(&self, _photo: &Photo, _progress: &Progress) -> Result<Vec<Rendition>> {
        todo!()
    }
}
