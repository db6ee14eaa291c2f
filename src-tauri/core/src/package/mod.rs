//! Publish-ready packages: a BagIt 1.0 bag (RFC 8493) with the story in every format.
//!
//! Every [`Format`] is a pure function of a [`crate::story::Story`]; the writer alone touches the disk, and
//! [`verify`] reads a package back as a stranger would. How fields map to each standard is in `docs/formats`.

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod accepted;
mod address;
mod agreed;
mod bag;
mod dates;
mod findings;
mod firm;
mod formats;
mod html;
mod missing;
mod names;
mod place;
mod reader;
mod report;
mod rights;
#[cfg(test)]
pub(crate) mod sample;
mod verify;
mod writer;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod writer_tests;

pub use agreed::{disputed, disputed_in_words};
pub use findings::{Cut, SmallCrop};
pub use formats::{Context, FORMATS, Format, MediaFile, Picture};
pub use missing::{Missing, missing, missing_in_words};
pub(crate) use place::{leftovers, put_away};
pub use report::{PackageFile, PackageOptions, PackagePlan, PackageReport, plan};
pub use rights::{Refusal, RefusalReason};
pub use verify::{Problem, verify};
pub use writer::{Pictures, write};
