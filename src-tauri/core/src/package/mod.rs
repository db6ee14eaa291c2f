//! Publish-ready packages: a BagIt 1.0 bag (RFC 8493) with the story in every format.
//!
//! Every [`Format`] is a pure function of an [`Edition`] of settled stories; the writer alone touches the disk, and
//! [`verify`] reads a package back as a stranger would. How fields map to each standard is in `docs/formats`.

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod accepted;
mod address;
mod agreed;
mod bag;
mod bag_info;
mod dates;
mod edition;
mod facts;
mod firm;
mod formats;
mod holds;
mod html;
mod missing;
mod names;
mod place;
mod preview;
mod reader;
mod report;
mod rights;
#[cfg(test)]
pub(crate) mod sample;
mod shortfalls;
mod sink;
mod unfinished;
mod verify;
mod writer;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod writer_tests;

pub use agreed::{disputed, disputed_in_words};
pub use edition::{Destination, Edition, Entry, MediaFile, Picture, Release};
pub use facts::{Facts, PictureFacts};
pub use formats::{FORMATS, Format};
pub use holds::{Hold, holds, still_held};
pub(crate) use holds::{all_holds, first_of, held};
pub(crate) use missing::spot_in_words;
pub use missing::{Missing, missing, missing_in_words};
pub(crate) use place::{leftovers, put_away};
pub use preview::preview;
pub use report::{PackageFile, PackageOptions, PackagePlan, PackageReport, plan};
pub(crate) use rights::refused_now;
pub use rights::{Refusal, RefusalReason};
pub use shortfalls::{Cut, SmallCrop};
pub use sink::Sink;
pub use unfinished::{Unfinished, unfinished, unfinished_in_words};
pub use verify::verify;
pub use writer::{Pictures, write};
