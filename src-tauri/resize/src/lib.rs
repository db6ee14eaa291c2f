//! Pixels at another size.
//!
//! The resizer makes its loops anew for each kind of pixel and each precision, in the crate that calls it: a minute of
//! compiling, spent here once and not with each edit of what deals in pictures.

use std::{cell::RefCell, fmt};

use fast_image_resize::{
    FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::{U8, U8x3, U8x4},
};

thread_local! {
    /// It keeps room of its own for the next picture.
    static RESIZER: RefCell<Resizer> = RefCell::new(Resizer::new());
}

/// Row by row, a byte a channel, without gaps.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    pub width: u32,
    pub height: u32,
    /// 1, 3 or 4; the fourth is ink and not transparency.
    pub channels: usize,
    pub data: &'a [u8],
}

/// Which part of it, in its pixels; a border may lie within one.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// Sizes, channels and bytes that don't agree, in the resizer's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch(String);

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}

/// Fills `into` with the part, `width` by `height` pixels, in the channels of the source.
pub fn resize(source: Source, part: Part, (width, height): (u32, u32), into: &mut [u8]) -> Result<(), Mismatch> {
    // Each kind by its name: to choose among all that the resizer knows takes longer still to compile.
    match source.channels {
        1 => resize_as::<U8>(source, part, width, height, into),
        3 => resize_as::<U8x3>(source, part, width, height, into),
        4 => resize_as::<U8x4>(source, part, width, height, into),
        other => Err(mismatch(format!("{other} channels"))),
    }
}

/// Gives back the room that this thread keeps.
pub fn let_go() {
    RESIZER.with_borrow_mut(|resizer| *resizer = Resizer::new());
}

fn resize_as<P: PixelTrait>(
    source: Source,
    part: Part,
    width: u32,
    height: u32,
    into: &mut [u8],
) -> Result<(), Mismatch> {
    let from = TypedImageRef::<P>::from_buffer(source.width, source.height, source.data).map_err(mismatch)?;
    let mut to = TypedImage::<P>::from_buffer(width, height, into).map_err(mismatch)?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(false).crop(
        part.left,
        part.top,
        part.width,
        part.height,
    );
    RESIZER.with_borrow_mut(|resizer| resizer.resize_typed(&from, &mut to, &options)).map_err(mismatch)
}

fn mismatch(cause: impl ToString) -> Mismatch {
    Mismatch(cause.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_pixel_keeps_its_colour_and_its_ink() {
        for channels in [1, 3, 4] {
            let pixel: Vec<u8> = (0..channels).map(|at| 40 * at as u8 + 7).collect();
            let data = pixel.repeat(6 * 4);
            let source = Source { width: 6, height: 4, channels, data: &data };
            let mut into = vec![0; 3 * 2 * channels];
            let part = Part { left: 0.5, top: 0.0, width: 5.0, height: 4.0 };
            resize(source, part, (3, 2), &mut into).unwrap();
            assert_eq!(into, pixel.repeat(3 * 2), "{channels}");
        }
        let_go();
    }

    #[test]
    fn what_does_not_agree_is_told() {
        let whole = Part { left: 0.0, top: 0.0, width: 2.0, height: 2.0 };
        let source = Source { width: 2, height: 2, channels: 3, data: &[0; 12] };
        let resized = |source, part, into: &mut [u8]| resize(source, part, (1, 1), into);
        assert!(resized(Source { data: &[0; 11], ..source }, whole, &mut [0; 3]).is_err());
        assert!(resized(source, whole, &mut [0; 2]).is_err());
        assert!(resized(source, Part { left: 1.0, ..whole }, &mut [0; 3]).is_err());
        assert!(resized(Source { channels: 2, ..source }, whole, &mut [0; 3]).is_err());
    }
}
