//! HEIC, where the system's libheif is there: its size and metadata from its own boxes, its pixels through the
//! system's program.

mod boxes;
#[cfg(unix)]
mod tool;

#[cfg(all(test, unix))]
pub(super) use tool::{Tool, leftovers as leftovers_in};

use std::{io, path::PathBuf};

use super::{
    colour::{CodePoints, Said},
    fault::{Checked, Fault},
    limits,
    sniff::Kind,
};

/// A picture taken out of its HEIC.
pub(super) struct Heic {
    /// Upright, with its colour profile.
    pub jpeg: Vec<u8>,
    /// TIFF data. Its orientation is already honoured.
    pub exif: Option<Vec<u8>>,
    pub xmp: Option<Vec<u8>>,
    /// What its colours mean, where it has no profile.
    pub code_points: Option<CodePoints>,
}

pub(super) fn open(bytes: &[u8]) -> Checked<Heic> {
    let contents = boxes::read(bytes)?;
    limits::check_picture(contents.width, contents.height)?;
    // Before a program is started for it.
    Said { code_points: contents.code_points, ..Said::default() }.check_range(Kind::Heic.name())?;
    let jpeg = convert(bytes, &contents)?;
    Ok(Heic { jpeg, exif: contents.exif, xmp: contents.xmp, code_points: contents.code_points })
}

/// The size that the box `meta` tells.
pub(super) fn size_in(meta: &[u8]) -> Option<(u32, u32)> {
    boxes::size_in(meta)
}

/// Folders that were left on the way of a HEIC when its program was ended; or the folder that can't be looked into.
pub fn leftovers() -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    #[cfg(unix)]
    {
        let work = std::env::temp_dir();
        tool::leftovers(&work).map_err(|cause| (work, cause))
    }
    #[cfg(not(unix))]
    Ok(Vec::new())
}

#[cfg(unix)]
fn convert(bytes: &[u8], contents: &boxes::Contents) -> Checked<Vec<u8>> {
    tool::Tool::find().ok_or(Fault::NeedsLibheif)?.convert(bytes, contents)
}

#[cfg(not(unix))]
fn convert(_: &[u8], _: &boxes::Contents) -> Checked<Vec<u8>> {
    Err(Fault::NeedsLibheif)
}
