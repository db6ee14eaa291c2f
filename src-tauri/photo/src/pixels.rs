//! What is decoded: pixels.

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
