//! From bytes to pixels. JPEGs go through turbojpeg, which tells a cut file from a whole one and decodes no larger
//! than needed; other kinds through `image`, under limits.

use std::{borrow::Cow, io::Cursor};

use image::{
    DynamicImage, ImageDecoder, ImageError, Limits,
    codecs::{png::PngDecoder, tiff::TiffDecoder, webp::WebPDecoder},
    metadata::Orientation,
};
use turbojpeg::{Colorspace, Decompressor, PixelFormat, ScalingFactor};

use super::{
    buffers,
    colour::{Meaning, Said},
    fault::{Checked, Fault},
    heic,
    jpeg::{self, Jpeg},
    limits::{self, MAX_DECODED_BYTES, MAX_PNG_HEADING_BYTES},
    metadata::{Exif, Packets},
    pixels::{Model, Pixels},
    png,
    sniff::{Kind, sniff},
    tiff, wholeness,
};
use dateline_base::Unread;

/// A picture whose header is read and whose size is known to be fair; no pixel is decoded yet.
pub(super) struct Picture<'a> {
    pub kind: Kind,
    /// Pixels as they are stored, before `orientation`.
    pub width: u32,
    pub height: u32,
    pub orientation: Orientation,
    pub blobs: Packets,
    pub exif: Option<Exif>,
    /// A JPEG without its metadata, or the whole file.
    body: Cow<'a, [u8]>,
    /// Adobe's four-colour pictures are stored inverted.
    inverted: bool,
    /// Whether every block of a JPEG is known to be there.
    was_looked_through: bool,
}

impl<'a> Picture<'a> {
    fn said(&self) -> Said<'_> {
        Said {
            icc: self.blobs.icc.as_deref(),
            code_points: self.blobs.code_points,
            gamma: self.blobs.gamma,
            is_adobe_rgb: self.exif.as_ref().is_some_and(Exif::is_adobe_rgb),
        }
    }

    /// What its numbers mean.
    pub fn meaning(&self) -> Meaning {
        self.said().meaning()
    }

    pub fn open(bytes: &'a [u8]) -> Checked<Self> {
        limits::check_file(bytes)?;
        let picture = match sniff(bytes)? {
            Kind::Jpeg => Self::open_jpeg(bytes),
            Kind::Heic => Self::open_heic(bytes),
            kind => Self::open_other(bytes, kind),
        }?;
        picture.said().check_range(picture.kind.name())?;
        Ok(picture)
    }

    /// What a HEIC says of itself, and the JPEG that its picture became.
    fn open_heic(bytes: &[u8]) -> Checked<Self> {
        let heic = heic::open(bytes)?;
        let picture = Self::open_jpeg(&heic.jpeg)?;
        let is_without_profile = picture.blobs.icc.is_none();
        let mut blobs = Packets {
            xmp: heic.xmp.into_iter().collect(),
            exif: heic.exif,
            icc: picture.blobs.icc,
            // A profile is more exact.
            code_points: heic.code_points.filter(|_| is_without_profile),
            ..Packets::default()
        };
        let exif = exif_in(&mut blobs);
        Ok(Self { kind: Kind::Heic, orientation: Orientation::NoTransforms, blobs, exif, ..picture })
    }

    fn open_jpeg(bytes: &[u8]) -> Checked<Self> {
        let mut jpeg = Jpeg::parse(bytes)?;
        if let Some(needed) = wholeness::scans_needed(&jpeg).filter(|_| !jpeg.has_end()) {
            jpeg.end_at_scan(needed);
        }
        let frame = jpeg.frame()?;
        let (width, height) = (u32::from(frame.width), u32::from(frame.height));
        limits::check_picture(width, height)?;
        limits::check_scans(jpeg.scans(), width, height)?;
        match frame {
            jpeg::Frame { precision, .. } if precision != 8 => {
                return Err(Fault::Unsupported(format!("JPEG, {precision} bit")));
            }
            // Baseline, extended and progressive, with Huffman or arithmetic coding.
            jpeg::Frame { marker: 0xC0..=0xC2 | 0xC9 | 0xCA, .. } => {}
            jpeg::Frame { marker, .. } => return Err(Fault::Unsupported(format!("JPEG, SOF{}", marker - 0xC0))),
        }
        // Before any pixel is made: a scan that is missing altogether is nothing that a decoder remarks on.
        if !jpeg.has_end() && !wholeness::is_whole(&jpeg) {
            return Err(Fault::ends_early());
        }
        let mut blobs = Packets {
            exif: jpeg.payloads(jpeg::APP1, jpeg::EXIF).next().map(<[u8]>::to_vec),
            xmp: jpeg.payloads(jpeg::APP1, jpeg::XMP).map(<[u8]>::to_vec).collect(),
            icc: jpeg.icc(),
            ..Packets::default()
        };
        for name in blobs.xmp.iter().filter_map(|packet| super::metadata::xmp_extension(packet)).collect::<Vec<_>>() {
            match jpeg.extended_xmp(&name) {
                Some(packet) => blobs.xmp.push(packet),
                None => drop(blobs.unread.insert(Unread::Xmp)),
            }
        }
        blobs.take(super::metadata::resources(&jpeg.photoshop()));
        let exif = exif_in(&mut blobs);
        Ok(Self {
            kind: Kind::Jpeg,
            width,
            height,
            orientation: exif.as_ref().map_or(Orientation::NoTransforms, Exif::orientation),
            blobs,
            exif,
            inverted: jpeg.is_adobe(),
            was_looked_through: !jpeg.has_end(),
            body: Cow::Owned(jpeg.bare()),
        })
    }

    fn open_other(bytes: &'a [u8], kind: Kind) -> Checked<Self> {
        // The header comes first: what is too large is told before anything else is looked at.
        let mut decoder = open_decoder(bytes, kind)?;
        let (width, height) = decoder.dimensions();
        let mut blobs = match kind {
            Kind::Png => png::blobs(bytes)?,
            Kind::Webp => {
                check_riff(bytes)?;
                Packets {
                    exif: decoder.exif_metadata().unwrap_or_default(),
                    xmp: decoder.xmp_metadata().unwrap_or_default().into_iter().collect(),
                    ..Packets::default()
                }
            }
            // A TIFF is its own EXIF, and holds the rest as tags.
            Kind::Tiff | Kind::Jpeg | Kind::Heic => Packets::default(),
        };
        blobs.icc = decoder.icc_profile().unwrap_or_default();
        let exif = match kind {
            Kind::Tiff => Exif::parse(bytes).inspect(|tags| also_in(tags, &mut blobs)),
            _ => exif_in(&mut blobs),
        };
        if let (Kind::Tiff, Some(tags)) = (kind, &exif) {
            if tags.is_raw() {
                return Err(Fault::Unsupported("RAW".to_owned()));
            }
            blobs.icc = tags.icc();
        }
        Ok(Self {
            kind,
            width,
            height,
            orientation: exif.as_ref().map_or(Orientation::NoTransforms, Exif::orientation),
            blobs,
            exif,
            body: Cow::Borrowed(bytes),
            inverted: false,
            was_looked_through: false,
        })
    }

    /// Pixels, upright.
    pub fn upright_size(&self) -> (u32, u32) {
        if self.is_turned() { (self.height, self.width) } else { (self.width, self.height) }
    }

    /// Whether uprightness swaps width and height.
    pub fn is_turned(&self) -> bool {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(self.orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
    }

    /// Whether the pixels are in a JPEG: a HEIC's are by now.
    fn is_jpeg(&self) -> bool {
        matches!(self.kind, Kind::Jpeg | Kind::Heic)
    }

    /// The smallest scale at which the upright picture has at least `width` × `height` pixels (or all of its own).
    pub fn scale_for(&self, (width, height): (u32, u32)) -> ScalingFactor {
        if self.is_jpeg() { jpeg_scale(self.upright_size(), (width, height)) } else { ScalingFactor::ONE }
    }

    /// The pixels as they are stored. An eighth of a JPEG costs little and still reads every bit.
    pub fn pixels(&self, scale: ScalingFactor) -> Checked<Pixels> {
        match self.kind {
            Kind::Jpeg | Kind::Heic => self.decode_jpeg(scale),
            Kind::Png => png::pixels(&self.body),
            Kind::Tiff => match tiff::pixels(&self.body)? {
                Some(pixels) => Ok(pixels),
                None => self.decode_other().map(eight_bits),
            },
            Kind::Webp => self.decode_other().map(eight_bits),
        }
    }

    fn decode_jpeg(&self, scale: ScalingFactor) -> Checked<Pixels> {
        let mut decompressor = Decompressor::new().map_err(damaged)?;
        let header = decompressor.read_header(&self.body).map_err(damaged)?.scaled(scale);
        let (model, format) = match header.colorspace {
            Colorspace::Gray => (Model::Gray, PixelFormat::GRAY),
            Colorspace::CMYK | Colorspace::YCCK => (Model::Cmyk, PixelFormat::CMYK),
            _ => (Model::Rgb, PixelFormat::RGB),
        };
        decompressor.set_scaling_factor(scale).map_err(damaged)?;
        let pitch = header.width * model.channels();
        let mut data = buffers::take(pitch * header.height);
        let output =
            turbojpeg::Image { pixels: &mut data[..], width: header.width, pitch, height: header.height, format };
        let remark = decompressor.decompress(&self.body, output).err();
        if let Some(remark) = remark.filter(|remark| !self.is_harmless(&remark.to_string())) {
            return Err(damaged(remark));
        }
        if model == Model::Cmyk && self.inverted {
            data.iter_mut().for_each(|ink| *ink = 255 - *ink);
        }
        Ok(Pixels { width: header.width as u32, height: header.height as u32, model, data })
    }

    /// Whether nothing of a JPEG is missing, whatever the decoder remarked on.
    fn is_harmless(&self, remark: &str) -> bool {
        // What had no end mark was looked through before.
        is_short_padding(remark)
            || REMARKS.iter().any(|known| remark.contains(known))
                && (self.was_looked_through || Jpeg::parse(&self.body).is_ok_and(|jpeg| wholeness::is_whole(&jpeg)))
    }

    fn decode_other(&self) -> Checked<DynamicImage> {
        let decoder = open_decoder(&self.body, self.kind)?;
        if decoder.total_bytes() > MAX_DECODED_BYTES {
            return Err(limits::too_large(self.width, self.height));
        }
        DynamicImage::from_decoder(decoder).map_err(|error| self.image_fault(error))
    }

    fn image_fault(&self, error: ImageError) -> Fault {
        match error {
            ImageError::Limits(_) => limits::too_large(self.width, self.height),
            other => image_fault(other),
        }
    }
}

/// The EXIF of a file that is none itself, with the other standards that it may carry inside.
fn exif_in(blobs: &mut Packets) -> Option<Exif> {
    let block = blobs.exif.as_deref()?;
    let exif = Exif::parse(block.strip_prefix(jpeg::EXIF).unwrap_or(block));
    match &exif {
        Some(tags) => also_in(tags, blobs),
        None => drop(blobs.unread.insert(Unread::Exif)),
    }
    exif
}

/// XMP and IIM in tags, where a file keeps them nowhere else: a WebP has no other place for IIM.
fn also_in(tags: &Exif, blobs: &mut Packets) {
    if blobs.xmp.is_empty() {
        blobs.xmp.extend(tags.xmp());
    }
    blobs.iim = blobs.iim.take().or_else(|| tags.iim());
}

/// The smallest scale at which a JPEG of one size still has another.
pub(super) fn jpeg_scale((across, down): (u32, u32), (width, height): (u32, u32)) -> ScalingFactor {
    // Of all the scales these are the ones that libjpeg-turbo has fast paths for.
    let scales = [ScalingFactor::ONE_EIGHTH, ScalingFactor::ONE_QUARTER, ScalingFactor::ONE_HALF];
    let suffices = |scale: &ScalingFactor| {
        scale.scale(across as usize) >= width as usize && scale.scale(down as usize) >= height as usize
    };
    scales.into_iter().find(suffices).unwrap_or(ScalingFactor::ONE)
}

/// A decoder that has read the header, of a picture whose size is fair.
fn open_decoder(bytes: &[u8], kind: Kind) -> Checked<Box<dyn ImageDecoder + '_>> {
    let at_most = |bytes| {
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(bytes);
        limits
    };
    let cursor = Cursor::new(bytes);
    let mut decoder: Box<dyn ImageDecoder + '_> = match kind {
        Kind::Png => Box::new(PngDecoder::with_limits(cursor, at_most(MAX_PNG_HEADING_BYTES)).map_err(image_fault)?),
        Kind::Tiff => Box::new(TiffDecoder::new(cursor).map_err(image_fault)?),
        Kind::Webp => Box::new(WebPDecoder::new(cursor).map_err(image_fault)?),
        // Through turbojpeg.
        Kind::Jpeg | Kind::Heic => return Err(Fault::Unsupported("JPEG".to_owned())),
    };
    let (width, height) = decoder.dimensions();
    limits::check_picture(width, height)?;
    decoder.set_limits(at_most(MAX_DECODED_BYTES)).map_err(image_fault)?;
    Ok(decoder)
}

/// A WebP tells its length at the start.
fn check_riff(bytes: &[u8]) -> Checked<()> {
    let told = bytes.get(4..8).and_then(<[u8]>::first_chunk).map(|length| u32::from_le_bytes(*length) as usize + 8);
    match told {
        Some(told) if told <= bytes.len() => Ok(()),
        _ => Err(Fault::Damaged("Premature end of WebP file".to_owned())),
    }
}

/// What libjpeg says where nothing need be missing; a picture on which it says so is looked through block by block.
const REMARKS: [&str; 5] = [
    "extraneous bytes before marker",
    "Invalid SOS parameters for sequential JPEG",
    "Inconsistent progression sequence",
    "Unknown Adobe color transform code",
    "unknown JFIF revision number",
];

/// Some cameras pad the end of the picture with a few bytes. It is the last thing that is remarked on, and only the first is
/// told: all before it was well.
fn is_short_padding(remark: &str) -> bool {
    let (words, end) = ("Corrupt JPEG data: ", " extraneous bytes before marker 0xd9");
    let count = remark.split_once(words).and_then(|(_, rest)| rest.strip_suffix(end));
    count.and_then(|count| count.parse::<u32>().ok()).is_some_and(|count| count <= 64)
}

fn damaged(error: turbojpeg::Error) -> Fault {
    match error {
        turbojpeg::Error::TurboJpegError(words) => Fault::Damaged(words),
        other => Fault::Damaged(other.to_string()),
    }
}

fn image_fault(error: ImageError) -> Fault {
    match error {
        ImageError::Unsupported(error) => Fault::Unsupported(error.to_string()),
        other => Fault::Damaged(other.to_string()),
    }
}

fn eight_bits(image: DynamicImage) -> Pixels {
    let (width, height) = (image.width(), image.height());
    let (model, data) = if image.color().has_alpha() {
        (Model::Rgb, on_white(&image.into_rgba8()))
    } else if image.color().has_color() {
        (Model::Rgb, image.into_rgb8().into_raw())
    } else {
        (Model::Gray, image.into_luma8().into_raw())
    };
    Pixels { width, height, model, data }
}

/// A JPEG has no transparency: paper is white.
fn on_white(image: &image::RgbaImage) -> Vec<u8> {
    let mut data = Vec::with_capacity(image.len() / 4 * 3);
    for [colours @ .., alpha] in image.pixels().map(|pixel| pixel.0) {
        let alpha = u16::from(alpha);
        data.extend(colours.map(|colour: u8| ((u16::from(colour) * alpha + 255 * (255 - alpha) + 127) / 255) as u8));
    }
    data
}
