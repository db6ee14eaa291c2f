//! ALL SQL, and the files beside it: originals by their hash, and the renditions made of them.
//!
//! Nothing else in the program names a table. What is written here is durable when the call returns: WAL with
//! synchronous=FULL, and files that are synced before a row names them.

mod amounts;
mod at_hand;
mod blobs;
mod cache;
mod changes;
mod database;
mod derived;
mod facts;
mod fault;
mod hold;
mod journal;
mod line;
mod log;
mod media;
mod opening;
mod originals;
mod packages;
mod pictures;
mod private;
mod salvage;
mod search;
mod settings;
pub(crate) mod sidecar;
mod stillness;
mod stories;
mod tally;
mod tip;
mod vault;
mod waiting;

pub use at_hand::Fact;
pub use blobs::Blobs;
pub(crate) use blobs::write_whole;
pub use changes::{History, StoredChange};
pub use database::Database;
#[cfg(test)]
pub(crate) use derived::MAKE;
pub use facts::Facts;
pub use hold::Hold;
pub use journal::{Entry, Journal};
pub use line::Line;
pub(crate) use media::read_limited;
pub use media::{Ingested, Media};
pub use opening::Access;
pub use packages::WrittenPackage;
pub use pictures::{FoundPicture, PictureUse, Pictured};
pub use salvage::{Package, Salvage};
#[cfg(test)]
pub(crate) use search::columns as words_in_index;
pub use stillness::Stillness;
pub use stories::Listed;
pub use tally::Miscount;
pub use tip::Heads;
pub use waiting::WaitingLine;
