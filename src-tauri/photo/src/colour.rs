//! Every picture goes out in sRGB, whatever its profile says it came in.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::pixels::{Model, Pixels};

/// Says that a picture is sRGB: a profile of ICC 4 with what it must have and nothing that tells who wrote it or when,
/// the same in every picture.
pub(super) const SRGB: &[u8] = include_bytes!("../data/srgb.icc");

/// The largest profile that is looked at; real ones are a few kilobytes, printing presses' up to some megabytes.
const MAX_PROFILE_BYTES: usize = 8 * 1024 * 1024;

/// What a picture's numbers mean, where it says so: by a profile, or by the camera's word alone.
pub(super) fn profile(icc: Option<&[u8]>, is_adobe_rgb: bool) -> Option<ColorProfile> {
    match icc {
        Some(icc) if icc.len() <= MAX_PROFILE_BYTES => ColorProfile::new_from_slice(icc).ok(),
        Some(_) => None,
        None => is_adobe_rgb.then(ColorProfile::new_adobe_rgb),
    }
}

/// RGB pixels in sRGB. A picture without a profile, or with one that does not fit it, is taken for sRGB already.
pub(super) fn to_srgb(pixels: Pixels, profile: Option<&ColorProfile>) -> Pixels {
    let Pixels { width, height, model, data } = pixels;
    let converted = profile.and_then(|profile| converted(&data, model, profile));
    let data = converted.unwrap_or_else(|| plain(data, model));
    Pixels { width, height, model: Model::Rgb, data }
}

fn converted(data: &[u8], model: Model, profile: &ColorProfile) -> Option<Vec<u8>> {
    let layout = match (model, profile.color_space) {
        (Model::Gray, DataColorSpace::Gray) => Layout::Gray,
        (Model::Rgb, DataColorSpace::Rgb) => Layout::Rgb,
        // Four channels, whatever they are called.
        (Model::Cmyk, DataColorSpace::Cmyk) => Layout::Rgba,
        _ => return None,
    };
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
    let mut out = vec![0; data.len() / model.channels() * Model::Rgb.channels()];
    transform.transform(data, &mut out).ok()?;
    Some(out)
}

fn plain(data: Vec<u8>, model: Model) -> Vec<u8> {
    match model {
        Model::Rgb => data,
        Model::Gray => data.into_iter().flat_map(|gray| [gray; 3]).collect(),
        Model::Cmyk => {
            let mut out = Vec::with_capacity(data.len() / 4 * 3);
            for inks in data.chunks_exact(4) {
                let paper = |ink: u8| 255 - u16::from(ink);
                out.extend(inks[..3].iter().map(|ink| (paper(*ink) * paper(inks[3]) / 255) as u8));
            }
            out
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_that_goes_out_is_srgb() {
        let ours = ColorProfile::new_from_slice(SRGB).unwrap();
        let colours: Vec<u8> = (0..=255).step_by(5).flat_map(|level| [level, 255 - level, level / 2]).collect();
        let pixels = |data| Pixels { width: 52, height: 1, model: Model::Rgb, data };
        let through = to_srgb(pixels(colours.clone()), Some(&ours)).data;
        assert!(colours.iter().zip(&through).all(|(before, after)| before.abs_diff(*after) <= 1), "{through:?}");
    }
}
