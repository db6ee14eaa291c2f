//! What is decoded: pixels, and what travels with them.

/// What travels with the pixels, as found.
#[derive(Default)]
pub(super) struct Packets {
    pub exif: Option<Vec<u8>>,
    pub xmp: Option<Vec<u8>>,
    /// What did not fit into a JPEG's packet.
    pub extended_xmp: Option<Vec<u8>>,
    /// IIM datasets, out of their wrapping.
    pub iim: Option<Vec<u8>>,
    pub icc: Option<Vec<u8>>,
}

/// 8 bits a channel, without padding.
pub(super) struct Pixels {
    pub width: u32,
    pub height: u32,
    pub model: Model,
    pub data: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Model {
    Gray,
    Rgb,
    /// 0 is no ink.
    Cmyk,
}

impl Model {
    pub fn channels(self) -> usize {
        match self {
            Model::Gray => 1,
            Model::Rgb => 3,
            Model::Cmyk => 4,
        }
    }
}
