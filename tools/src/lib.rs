//! Tools of the project, not part of what is shipped: `notices` writes down whose work Dateline carries, `advisories` holds
//! both lock files against what is known to be wrong with packages.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod advisories;
pub mod notices;
