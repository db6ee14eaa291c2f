use std::path::Path;

use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer, images::Image};
use image::{DynamicImage, RgbImage, metadata::Orientation};
use turbojpeg::{Compressor, PixelFormat, Subsamp};

use super::{
    colour,
    decode::{Model, Picture, Pixels},
    fault::{Checked, Fault, guarded},
};
use crate::{Progress, Result};

/// Widths in pixels, largest first. A picture is never enlarged: steps above its own width are left out, and
/// one narrower than the smallest step goes out at its own width.
pub const RENDITION_WIDTHS: [u32; 4] = [2048, 1280, 640, 320];

const QUALITY: i32 = 85;

/// Pixels ready to go out: a JPEG, upright, sRGB, with no metadata in it yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    pub width: u32,
    pub height: u32,
    pub jpeg: Vec<u8>,
}

/// The renditions of `original`, largest first. The same bytes each time.
pub fn renditions(original: &[u8], path: &Path, progress: &Progress) -> Result<Vec<Rendition>> {
    guarded(path, || ladder(original, &|| progress.check().map_err(|_| Fault::Cancelled)))
}

/// The sizes to make, upright, largest first.
fn sizes(width: u32, height: u32) -> Vec<(u32, u32)> {
    let mut widths: Vec<u32> = RENDITION_WIDTHS.into_iter().filter(|step| *step <= width).collect();
    if widths.is_empty() {
        widths.push(width);
    }
    let height_at = |step: u32| {
        let rounded = (u64::from(height) * u64::from(step) + u64::from(width) / 2) / u64::from(width);
        u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
    };
    widths.into_iter().map(|step| (step, height_at(step))).collect()
}

/// Decodes once, no larger than needed, and makes each size from the one before: a size is at most halved or so, and
/// then nothing is lost by it. Colours and orientation are dealt with once the picture is small.
fn ladder(original: &[u8], check: &dyn Fn() -> Checked<()>) -> Checked<Vec<Rendition>> {
    check()?;
    let picture = Picture::open(original)?;
    let (width, height) = picture.upright_size();
    let sizes = sizes(width, height);
    let (largest_width, largest_height) = sizes[0];
    let stored = if picture.is_turned() { (largest_height, largest_width) } else { (largest_width, largest_height) };

    let pixels = picture.pixels(stored.0, stored.1)?;
    check()?;
    let mut resizer = Resizer::new();
    let pixels = resized(&mut resizer, pixels, stored)?;
    check()?;
    let mut pixels = upright(colour::to_srgb(pixels, colour::profile(&picture).as_ref()), picture.orientation)?;

    let mut renditions = Vec::with_capacity(sizes.len());
    for size in sizes {
        check()?;
        pixels = resized(&mut resizer, pixels, size)?;
        check()?;
        renditions.push(Rendition { width: pixels.width, height: pixels.height, jpeg: encoded(&pixels)? });
    }
    Ok(renditions)
}

fn resized(resizer: &mut Resizer, pixels: Pixels, (width, height): (u32, u32)) -> Checked<Pixels> {
    if (pixels.width, pixels.height) == (width, height) {
        return Ok(pixels);
    }
    let Pixels { width: from_width, height: from_height, model, data } = pixels;
    let kind = match model {
        Model::Gray => PixelType::U8,
        Model::Rgb => PixelType::U8x3,
        Model::Cmyk => PixelType::U8x4,
    };
    let from = Image::from_vec_u8(from_width, from_height, data, kind).map_err(fault)?;
    let mut to = Image::new(width, height, kind);
    // The fourth channel, where there is one, is black ink and not transparency.
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(false);
    resizer.resize(&from, &mut to, &options).map_err(fault)?;
    Ok(Pixels { width, height, model, data: to.into_vec() })
}

fn upright(pixels: Pixels, orientation: Orientation) -> Checked<Pixels> {
    if orientation == Orientation::NoTransforms {
        return Ok(pixels);
    }
    let Pixels { width, height, data, .. } = pixels;
    let image = RgbImage::from_raw(width, height, data).ok_or_else(|| fault("pixels are missing"))?;
    let mut image = DynamicImage::ImageRgb8(image);
    image.apply_orientation(orientation);
    let (width, height) = (image.width(), image.height());
    Ok(Pixels { width, height, model: Model::Rgb, data: image.into_rgb8().into_raw() })
}

fn encoded(pixels: &Pixels) -> Checked<Vec<u8>> {
    let mut compressor = Compressor::new().map_err(fault)?;
    compressor.set_quality(QUALITY).map_err(fault)?;
    compressor.set_subsamp(Subsamp::Sub2x2).map_err(fault)?;
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let pitch = width * Model::Rgb.channels();
    let image = turbojpeg::Image { pixels: &pixels.data[..], width, pitch, height, format: PixelFormat::RGB };
    compressor.compress_to_vec(image).map_err(fault)
}

fn fault(cause: impl ToString) -> Fault {
    Fault::Damaged(cause.to_string())
}
