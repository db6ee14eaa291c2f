//! Everything Dateline does without a window.
//!
//! A [`Library`] keeps [`story::Story`]s and photos on this computer. Edits go down through
//! [`story::Document`] into the store and are acknowledged once durable; packages are pure functions of a
//! story. The map is in `docs/architecture.md`.

pub mod check;
pub mod clock;
pub mod codes;
pub mod error;
pub mod fold;
pub mod history;
pub mod import;
pub mod letters;
pub mod library;
pub mod limits;
mod memory;
pub mod package;
mod parallel;
pub mod photo;
pub mod progress;
pub mod store;
pub mod story;
pub mod strings;
pub mod topics;

pub use error::{Error, ErrorCode, ErrorText, Result};
pub use library::Library;
pub use progress::Progress;
pub use strings::Language;
