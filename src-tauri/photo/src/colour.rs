//! Every picture goes out in sRGB, whatever it says its numbers mean: by an ICC profile, by code points (CICP), by a gamma.

use std::ops::RangeInclusive;

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, DataColorSpace, Layout,
    MatrixCoefficients, ToneReprCurve, TransferCharacteristics, TransformOptions, XyY,
};

use super::{
    fault::{Checked, Fault},
    pixels::{Model, Pixels},
};

/// Says that a picture is sRGB: a profile of ICC 4 with what it must have and nothing that tells who wrote it or when,
/// the same in every picture.
pub(super) const SRGB: &[u8] = include_bytes!("../data/srgb.icc");

/// The largest profile that is looked at; real ones are a few kilobytes, printing presses' up to some megabytes.
const MAX_PROFILE_BYTES: usize = 8 * 1024 * 1024;

/// Code points for colours (ITU-T H.273), as HEIF and PNG tell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CodePoints {
    pub primaries: u8,
    pub transfer: u8,
}

/// A PNG's own way, older than profiles: the exponent that it was encoded with, and where white and the primaries are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gamma {
    pub exponent: f32,
    /// x and y of white, red, green, blue.
    pub chromaticities: Option<[f32; 8]>,
}

/// What the numbers of a picture mean.
pub(super) enum Meaning {
    Srgb,
    Profile(Box<ColorProfile>),
    Gamma(Gamma),
    /// It says so in a way that can't be read.
    Unknown,
}

/// What a file says of it, in any of the ways.
#[derive(Clone, Copy, Default)]
pub(super) struct Said<'a> {
    pub icc: Option<&'a [u8]>,
    pub code_points: Option<CodePoints>,
    pub gamma: Option<Gamma>,
    /// By the camera's word alone.
    pub is_adobe_rgb: bool,
}

const PQ: u8 = 16;
const HLG: u8 = 18;

impl Said<'_> {
    /// Pictures of a wide range of brightness, which no screen shows as it is and which would come out pale: nobody makes
    /// them narrow here.
    pub fn check_range(&self, kind: &str) -> Checked<()> {
        let by_profile = self.icc.and_then(high_range_in);
        match self.code_points.map(|points| points.transfer).or(by_profile) {
            Some(PQ) => Err(Fault::HighRange(format!("{kind}, HDR (PQ)"))),
            Some(HLG) => Err(Fault::HighRange(format!("{kind}, HDR (HLG)"))),
            _ => Ok(()),
        }
    }

    pub fn meaning(&self) -> Meaning {
        let read =
            |profile: Option<ColorProfile>| profile.map_or(Meaning::Unknown, |read| Meaning::Profile(Box::new(read)));
        match self {
            Said { code_points: Some(points), .. } => points.meaning(),
            Said { icc: Some(icc), .. } if icc.len() <= MAX_PROFILE_BYTES => {
                read(ColorProfile::new_from_slice(icc).ok())
            }
            Said { icc: Some(_), .. } => Meaning::Unknown,
            Said { gamma: Some(gamma), .. } if !gamma.is_srgb() => Meaning::Gamma(*gamma),
            Said { is_adobe_rgb: true, .. } => read(Some(ColorProfile::new_adobe_rgb())),
            _ => Meaning::Srgb,
        }
    }
}

impl CodePoints {
    fn meaning(self) -> Meaning {
        // What is not told is sRGB's; the curves of television are shown as sRGB's everywhere.
        let primaries = if matches!(self.primaries, 0 | 2) { 1 } else { self.primaries };
        let transfer = if matches!(self.transfer, 0 | 1 | 2 | 6 | 14 | 15) { 13 } else { self.transfer };
        if (primaries, transfer) == (1, 13) {
            return Meaning::Srgb;
        }
        let (Ok(color_primaries), Ok(transfer_characteristics)) =
            (CicpColorPrimaries::try_from(primaries), TransferCharacteristics::try_from(transfer))
        else {
            return Meaning::Unknown;
        };
        let mut profile = ColorProfile::new_srgb();
        profile.cicp = None;
        let points = CicpProfile {
            color_primaries,
            transfer_characteristics,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
        };
        // Its answer is the same whether it went by them or not; that they are noted is not.
        profile.update_rgb_colorimetry_from_cicp(points);
        if profile.cicp.is_some() { Meaning::Profile(Box::new(profile)) } else { Meaning::Unknown }
    }
}

impl Gamma {
    /// What makes no difference that could be seen.
    fn is_srgb(&self) -> bool {
        const SRGBS: [f32; 8] = [0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06];
        const USUAL: RangeInclusive<f32> = 0.44..=0.47;
        let near = |told: &[f32; 8]| told.iter().zip(SRGBS).all(|(told, known)| (told - known).abs() < 0.01);
        USUAL.contains(&self.exponent) && self.chromaticities.as_ref().is_none_or(near)
    }

    fn profile(&self, model: Model) -> Option<ColorProfile> {
        // Beyond these no picture could be seen.
        let exponent = Some(1.0 / self.exponent).filter(|exponent| (0.2..=5.0).contains(exponent))?;
        if model == Model::Gray {
            return Some(ColorProfile::new_gray_with_gamma(exponent));
        }
        let mut profile = ColorProfile::new_srgb();
        if let Some([wx, wy, rx, ry, gx, gy, bx, by]) = self.chromaticities {
            let primaries = ColorPrimaries {
                red: Chromaticity::new(rx, ry),
                green: Chromaticity::new(gx, gy),
                blue: Chromaticity::new(bx, by),
            };
            profile.update_rgb_colorimetry(XyY { x: f64::from(wx), y: f64::from(wy), yb: 1.0 }, primaries);
        }
        let curve = Some(ToneReprCurve::Parametric(vec![exponent]));
        (profile.red_trc, profile.green_trc, profile.blue_trc) = (curve.clone(), curve.clone(), curve);
        profile.cicp = None;
        Some(profile)
    }
}

/// The curve of a profile that is one of a wide range: by its code points, or by its name, where it has none.
fn high_range_in(icc: &[u8]) -> Option<u8> {
    if let Some([_, _, _, _, _, _, _, _, _, transfer, ..]) = tag(icc, b"cicp") {
        return Some(*transfer);
    }
    let name: String =
        tag(icc, b"desc")?.iter().filter(|byte| byte.is_ascii_graphic()).map(|byte| char::from(*byte)).collect();
    let says = |word: &str| name.contains(word);
    match () {
        () if says("HLG") => Some(HLG),
        () if says("BT.2100PQ") || says("2100") && says("PQ") || says("ST2084") || says("P3PQ") || says("_PQ") => {
            Some(PQ)
        }
        () => None,
    }
}

/// A profile's tag, without a look at the rest of it.
fn tag<'a>(icc: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    const MAX_TAGS: usize = 100;
    let number = |at: usize| Some(u32::from_be_bytes(*icc.get(at..)?.first_chunk()?) as usize);
    let count = number(128)?.min(MAX_TAGS);
    let entry = (0..count).map(|at| 132 + 12 * at).find(|at| icc.get(*at..*at + 4) == Some(name))?;
    let start = number(entry + 4)?;
    icc.get(start..start.checked_add(number(entry + 8)?)?)
}

/// RGB pixels in sRGB. A picture that says nothing, or nothing that fits it, is taken for sRGB already.
pub(super) fn to_srgb(pixels: Pixels, meaning: &Meaning) -> Pixels {
    let Pixels { width, height, model, data } = pixels;
    let data = match converter(meaning, model) {
        Some(convert) => convert(&data).unwrap_or_else(|| plain(data, model)),
        None => plain(data, model),
    };
    Pixels { width, height, model: Model::Rgb, data }
}

/// Whether what a picture says of its numbers can be gone by.
pub(super) fn is_understood(meaning: &Meaning, model: Model) -> bool {
    matches!(meaning, Meaning::Srgb) || converter(meaning, model).is_some()
}

type Convert = Box<dyn Fn(&[u8]) -> Option<Vec<u8>>>;

fn converter(meaning: &Meaning, model: Model) -> Option<Convert> {
    match meaning {
        Meaning::Srgb | Meaning::Unknown => None,
        Meaning::Profile(profile) => by_profile(profile, model),
        Meaning::Gamma(gamma) => by_profile(&gamma.profile(model)?, model),
    }
}

fn by_profile(profile: &ColorProfile, model: Model) -> Option<Convert> {
    if model == Model::Gray && profile.color_space == DataColorSpace::Gray && profile.pcs == DataColorSpace::Lab {
        return by_lightness(profile);
    }
    // A gray picture's profile may be one of colours, of which it has one.
    let as_colours = model == Model::Gray && profile.color_space == DataColorSpace::Rgb;
    let layout = match (model, profile.color_space) {
        (Model::Gray, DataColorSpace::Gray) => Layout::Gray,
        (Model::Rgb | Model::Gray, DataColorSpace::Rgb) => Layout::Rgb,
        // Four channels, whatever they are called.
        (Model::Cmyk, DataColorSpace::Cmyk) => Layout::Rgba,
        _ => return None,
    };
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
    Some(Box::new(move |data| {
        let colours: Vec<u8>;
        let data = match as_colours {
            true => {
                colours = plain(data.to_vec(), Model::Gray);
                &colours
            }
            false => data,
        };
        let channels = if as_colours { Model::Rgb } else { model }.channels();
        let mut out = vec![0; data.len() / channels * Model::Rgb.channels()];
        transform.transform(data, &mut out).ok()?;
        Some(out)
    }))
}

/// A gray profile whose curve tells lightness (L*) and no brightness.
fn by_lightness(profile: &ColorProfile) -> Option<Convert> {
    let curve = profile.gray_trc.as_ref()?.make_linear_evaluator().ok()?;
    let table: Vec<u8> = (0..=255u8)
        .map(|gray| {
            let lightness = 100.0 * curve.evaluate_value(f32::from(gray) / 255.0).clamp(0.0, 1.0);
            let part = (lightness + 16.0) / 116.0;
            let brightness = if lightness > 8.0 { part.powi(3) } else { lightness / 903.3 };
            let encoded =
                if brightness <= 0.003_130_8 { 12.92 * brightness } else { 1.055 * brightness.powf(1.0 / 2.4) - 0.055 };
            (encoded * 255.0).round() as u8
        })
        .collect();
    Some(Box::new(move |data| Some(data.iter().flat_map(|gray| [table[usize::from(*gray)]; 3]).collect())))
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
        let through = to_srgb(pixels(colours.clone()), &Meaning::Profile(Box::new(ours))).data;
        assert!(colours.iter().zip(&through).all(|(before, after)| before.abs_diff(*after) <= 1), "{through:?}");
    }
}
