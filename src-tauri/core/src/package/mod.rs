//! Publish-ready packages: a BagIt 1.0 bag (RFC 8493) with the story in every format.
//!
//! Every format is a pure function of a [`crate::story::Story`]; the writer alone touches the disk.

mod missing;
mod verify;
mod writer;

pub use missing::{Missing, missing};
pub use verify::{Problem, verify};
pub use writer::{PackageFile, PackageOptions, PackagePlan, PackageReport, Pictures, plan, write};
