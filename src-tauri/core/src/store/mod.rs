//! ALL SQL, and the blobs beside it.

mod media;

pub use media::{Ingested, Media};
