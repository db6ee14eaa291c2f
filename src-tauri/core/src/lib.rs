//! Everything Dateline does without a window.
//!
//! A [`Library`] keeps [`story::Story`]s and photos on this computer. Edits go down through
//! [`story::Document`] into the store and are acknowledged once durable; packages are pure functions of a
//! story. The map is in `docs/architecture.md`.

pub mod check;
pub mod codes;
pub mod fold;
pub mod history;
pub mod import;
pub mod library;
pub mod package;
pub mod problem;
pub mod review;
pub mod store;
pub mod story;
pub mod topics;

pub use dateline_base::{
    Error, ErrorCode, ErrorText, Language, Letters, Progress, Result, clock, digest, error, files, letters, limits,
    progress, strings,
};
pub(crate) use dateline_base::{memory, parallel, recognise};
pub use dateline_photo as photo;
pub use library::Library;
