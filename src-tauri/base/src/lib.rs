//! What everything in Dateline stands on: errors with their words, what a text may hold and how much of it, the fields
//! of stories and photos, what is asked of files, the memory and the cores that work may take, and the time.
//!
//! Nothing here knows a story, a library or a picture's bytes.

pub mod clock;
pub mod digest;
pub mod error;
pub mod fields;
pub mod files;
pub mod frame;
pub mod legacy_letters;
pub mod letters;
pub mod limits;
pub mod memory;
pub mod parallel;
pub mod photo;
pub mod progress;
pub mod recognise;
pub mod strings;

pub use error::{Error, ErrorCode, ErrorText, Result};
pub use fields::{FieldKind, FieldValue, Fields, PhotoField, PhotoFields, StoryField, StoryFields};
pub use frame::{Area, Point};
pub use legacy_letters::Letters;
pub use photo::{Photo, PhotoId, Standard, Unread};
pub use progress::Progress;
pub use strings::Language;
