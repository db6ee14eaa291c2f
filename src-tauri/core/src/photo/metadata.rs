use crate::{Result, story::PhotoFields};

/// The same fields as two standards keep them inside one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Embedded {
    pub xmp: PhotoFields,
    pub iim: PhotoFields,
}

/// `jpeg` with `fields` inside it as XMP and IIM, and no other metadata.
pub fn embed(_jpeg: &[u8], _fields: &PhotoFields) -> Result<Vec<u8>> {
    todo!()
}

/// What [`embed`] or another program wrote into a JPEG.
pub fn read_embedded(_jpeg: &[u8]) -> Result<Embedded> {
    todo!()
}
