use std::path::Path;

use dateline_resize::{Part, Source, resize};
use image::{DynamicImage, RgbImage, metadata::Orientation};
use turbojpeg::ScalingFactor;

use super::{
    buffers, colour,
    crop::{Frame, Ladder},
    decode::Picture,
    encode::{Encoding, encoded},
    fault::{Checked, Fault, guarded},
    pixels::{Model, Pixels},
};
use dateline_base::{Area, Progress, Result};

/// Pixels ready to go out: upright, sRGB, with no metadata in them yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// The renditions of `original` for each of the `ladders`, largest first. The same bytes each time, whatever else is
/// asked for with them.
pub fn renditions(
    original: &[u8],
    path: &Path,
    ladders: &[Ladder],
    progress: &Progress,
) -> Result<Vec<Vec<Rendition>>> {
    guarded(path, || made(original, ladders, &|| progress.check().map_err(|_| Fault::Cancelled)))
}

/// All of the picture, pixel for pixel, as a JPEG: for looking at it closely.
pub fn pixel_for_pixel(original: &[u8], path: &Path) -> Result<Vec<u8>> {
    guarded(path, || {
        let picture = Picture::open(original)?;
        let pixels = colour::to_srgb(picture.pixels(ScalingFactor::ONE)?, &picture.meaning());
        encoded(&upright(pixels, picture.orientation)?, Encoding::Jpeg)
    })
}

/// Decodes once, no larger than needed, cuts each frame out, and makes each size from the one before: a size is at
/// most halved or so, and then nothing is lost by it. Colours and orientation are dealt with once the frame is small.
fn made(original: &[u8], ladders: &[Ladder], check: &dyn Fn() -> Checked<()>) -> Checked<Vec<Vec<Rendition>>> {
    check()?;
    let picture = Picture::open(original)?;
    let (width, height) = picture.upright_size();
    let meaning = picture.meaning();
    let mut made: Vec<Vec<Rendition>> = ladders.iter().map(|_| Vec::new()).collect();
    for (scale, frames) in by_scale(&picture, ladders) {
        let pixels = picture.pixels(scale)?;
        for frame in frames {
            let sizes = frame.sizes(width, height);
            let Some(&largest) = sizes.first() else { continue };
            check()?;
            let first = as_stored(&picture, largest);
            let mut small = resized(&pixels, stored(frame.area, picture.orientation), first)?;
            small = upright(colour::to_srgb(small, &meaning), picture.orientation)?;
            for size in sizes {
                check()?;
                if (small.width, small.height) != size {
                    let smaller = resized(&small, Area::WHOLE, size)?;
                    buffers::give_back(std::mem::replace(&mut small, smaller).data);
                }
                for (ladder, made) in ladders.iter().zip(&mut made) {
                    if ladder.frame == frame && ladder.encoding.holds(size) {
                        check()?;
                        let bytes = encoded(&small, ladder.encoding)?;
                        made.push(Rendition { width: small.width, height: small.height, bytes });
                    }
                }
            }
            buffers::give_back(small.data);
        }
        buffers::give_back(pixels.data);
    }
    Ok(made)
}

/// The frames, each once, with the scale that the picture is decoded at for them. It is that of the whole picture's
/// ladder unless a close crop needs more: what a frame is made of must not depend on what else is asked for, or the
/// same story would not give the same bytes.
fn by_scale(picture: &Picture, ladders: &[Ladder]) -> Vec<(ScalingFactor, Vec<Frame>)> {
    let mut groups: Vec<(ScalingFactor, Vec<Frame>)> = Vec::new();
    for ladder @ Ladder { frame, .. } in ladders {
        let scale = picture.scale_for(ladder.wanted(picture.upright_size()));
        match groups.iter_mut().find(|(known, _)| *known == scale) {
            Some((_, frames)) if frames.contains(frame) => {}
            Some((_, frames)) => frames.push(*frame),
            None => groups.push((scale, vec![*frame])),
        }
    }
    groups
}

/// A size of the upright picture as the picture is stored.
pub(super) fn as_stored(picture: &Picture, (width, height): (u32, u32)) -> (u32, u32) {
    if picture.is_turned() { (height, width) } else { (width, height) }
}

/// Where an area of the upright picture is in the picture as it is stored.
fn stored(area: Area, orientation: Orientation) -> Area {
    let Area { left, top, width, height } = area;
    let (right, bottom) = (1.0 - left - width, 1.0 - top - height);
    let turned = |left, top| Area { left, top, width: height, height: width };
    let straight = |left, top| Area { left, top, width, height };
    match orientation {
        Orientation::NoTransforms => area,
        Orientation::FlipHorizontal => straight(right, top),
        Orientation::Rotate180 => straight(right, bottom),
        Orientation::FlipVertical => straight(left, bottom),
        Orientation::Rotate90FlipH => turned(top, left),
        Orientation::Rotate90 => turned(top, right),
        Orientation::Rotate270FlipH => turned(bottom, right),
        Orientation::Rotate270 => turned(bottom, left),
    }
}

/// The pixels of an area, at another size.
pub(super) fn resized(pixels: &Pixels, area: Area, (width, height): (u32, u32)) -> Checked<Pixels> {
    let channels = pixels.model.channels();
    let source = Source { width: pixels.width, height: pixels.height, channels, data: &pixels.data };
    // Rounding must not lead out of the picture.
    let span = |start: f64, share: f64, of: u32| {
        let of = f64::from(of);
        let start = (start * of).clamp(0.0, of - 1.0);
        (start, (share * of).min(of - start))
    };
    let (left, across) = span(area.left, area.width, pixels.width);
    let (top, down) = span(area.top, area.height, pixels.height);
    let part = Part { left, top, width: across, height: down };
    let mut data = buffers::take(width as usize * height as usize * channels);
    resize(source, part, (width, height), &mut data).map_err(fault)?;
    Ok(Pixels { width, height, model: pixels.model, data })
}

pub(super) fn upright(pixels: Pixels, orientation: Orientation) -> Checked<Pixels> {
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

fn fault(cause: impl ToString) -> Fault {
    Fault::Damaged(cause.to_string())
}
