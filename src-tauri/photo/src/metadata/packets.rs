//! What travels with the pixels of a file.

use std::collections::BTreeSet;

use super::iim::{Block, Resources};
use crate::colour::{CodePoints, Gamma};
use dateline_base::Unread;

/// What travels with the pixels, as found.
#[derive(Default)]
pub struct Packets {
    /// TIFF data.
    pub exif: Option<Vec<u8>>,
    /// That which counts first before the others; behind them what did not fit into a JPEG's packet.
    pub xmp: Vec<Vec<u8>>,
    /// What stands beside the file.
    pub sidecar: Option<Vec<u8>>,
    pub iim: Option<Block>,
    pub icc: Option<Vec<u8>>,
    /// What its colours mean, told otherwise than by a profile.
    pub code_points: Option<CodePoints>,
    pub gamma: Option<Gamma>,
    /// A PNG's own keywords, and what each says.
    pub texts: Vec<(String, String)>,
    pub unread: BTreeSet<Unread>,
}

impl Packets {
    /// Photoshop's resources hold the other standards too, where a file keeps them nowhere else.
    pub fn take(&mut self, resources: Resources) {
        if resources.is_broken {
            self.unread.insert(Unread::Iim);
        }
        self.iim = self.iim.take().or(resources.iim);
        self.exif = self.exif.take().or(resources.exif);
        if self.xmp.is_empty() {
            self.xmp.extend(resources.xmp);
        }
    }
}
