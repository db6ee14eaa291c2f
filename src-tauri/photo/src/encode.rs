//! From pixels to what goes out: JPEG, and WebP beside it.

use turbojpeg::{Compressor, PixelFormat, Subsamp};

use super::{
    fault::{Checked, Fault},
    pixels::{Model, Pixels},
};

const JPEG_QUALITY: i32 = 85;
/// With libwebp's own method, 4: beyond it time grows faster than files shrink.
const WEBP_QUALITY: f32 = 75.0;
const WEBP_MAX_SIDE: u32 = 16_383;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Jpeg,
    WebP,
}

impl Encoding {
    pub fn media_type(self) -> &'static str {
        match self {
            Encoding::Jpeg => "image/jpeg",
            Encoding::WebP => "image/webp",
        }
    }

    /// What a file's name ends in.
    pub fn extension(self) -> &'static str {
        match self {
            Encoding::Jpeg => "jpg",
            Encoding::WebP => "webp",
        }
    }

    /// Whether a picture can be so large in it.
    pub(super) fn holds(self, (width, height): (u32, u32)) -> bool {
        match self {
            Encoding::Jpeg => width.max(height) <= u32::from(u16::MAX),
            Encoding::WebP => width.max(height) <= WEBP_MAX_SIDE,
        }
    }
}

/// RGB pixels, encoded without any metadata. The same bytes each time.
pub(super) fn encoded(pixels: &Pixels, encoding: Encoding) -> Checked<Vec<u8>> {
    match encoding {
        Encoding::Jpeg => jpeg(pixels),
        Encoding::WebP => webp(pixels),
    }
}

fn jpeg(pixels: &Pixels) -> Checked<Vec<u8>> {
    let mut compressor = Compressor::new().map_err(fault)?;
    compressor.set_quality(JPEG_QUALITY).map_err(fault)?;
    compressor.set_subsamp(Subsamp::Sub2x2).map_err(fault)?;
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let pitch = width * Model::Rgb.channels();
    let image = turbojpeg::Image { pixels: &pixels.data[..], width, pitch, height, format: PixelFormat::RGB };
    compressor.compress_to_vec(image).map_err(fault)
}

fn webp(pixels: &Pixels) -> Checked<Vec<u8>> {
    let encoder = webp::Encoder::from_rgb(&pixels.data, pixels.width, pixels.height);
    let encoded = encoder.encode_simple(false, WEBP_QUALITY);
    encoded.map(|bytes| bytes.to_vec()).map_err(|error| Fault::Damaged(format!("WebP: {error:?}")))
}

fn fault(cause: impl ToString) -> Fault {
    Fault::Damaged(cause.to_string())
}
