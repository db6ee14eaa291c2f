//! A photo of 24 megapixels, as a camera writes it: a JPEG with soft ramps, edges and a little grain.

use turbojpeg::{Compressor, Decompressor, Image, PixelFormat, ScalingFactor, Subsamp};

pub const WIDTH: usize = 6000;
pub const HEIGHT: usize = 4000;

pub fn photo() -> Vec<u8> {
    let mut grain = 0x2545_F491_4F6C_DD1Du64;
    let mut pixels = Vec::with_capacity(WIDTH * HEIGHT * 3);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            grain ^= grain << 13;
            grain ^= grain >> 7;
            grain ^= grain << 17;
            let ramp = (x * 90 / WIDTH + y * 90 / HEIGHT) as u8;
            // Roofs and waves: edges of several sizes.
            let edge = if (x / 7 + y / 3) % 61 < 9 || (x * x / 9000 + y * 2) % 240 < 70 { 40 } else { 0 };
            let noise = (grain & 15) as u8;
            pixels.extend([40 + ramp / 2 + edge + noise, 50 + ramp + noise, 70 + ramp - ramp / 4 + edge / 2 + noise]);
        }
    }
    compressed(&pixels, WIDTH, WIDTH, HEIGHT, 92)
}

/// The top left corner of `width` × `height` of an RGB picture `stride` pixels wide.
pub fn compressed(pixels: &[u8], stride: usize, width: usize, height: usize, quality: i32) -> Vec<u8> {
    let mut compressor = Compressor::new().expect("turbojpeg starts");
    compressor.set_quality(quality).expect("a quality up to 100");
    compressor.set_subsamp(Subsamp::Sub2x2).expect("a subsampling that it knows");
    let image = Image { pixels, width, pitch: stride * 3, height, format: PixelFormat::RGB };
    compressor.compress_to_vec(image).expect("pixels that fit the size")
}

/// The same picture as another file: a remark in its head gives it another hash.
#[allow(dead_code)] // Not every benchmark needs several.
pub fn with_remark(jpeg: &[u8], remark: &str) -> Vec<u8> {
    let length = ((remark.len() + 2) as u16).to_be_bytes();
    let mut file = jpeg.to_vec();
    file.splice(2..2, [&[0xFF, 0xFE], &length[..], remark.as_bytes()].concat());
    file
}

/// The quickest way to the pixels of a photo: decoded at half its size.
#[allow(dead_code)] // Each benchmark has its own floor.
pub fn half_size(jpeg: &[u8]) -> Image<Vec<u8>> {
    decoded(jpeg, ScalingFactor::ONE_HALF)
}

/// The quickest way to see that every bit of a photo can be read.
#[allow(dead_code)]
pub fn eighth_size(jpeg: &[u8]) -> Image<Vec<u8>> {
    decoded(jpeg, ScalingFactor::ONE_EIGHTH)
}

fn decoded(jpeg: &[u8], scale: ScalingFactor) -> Image<Vec<u8>> {
    let mut decompressor = Decompressor::new().expect("turbojpeg starts");
    decompressor.set_scaling_factor(scale).expect("a scale that it has");
    let header = decompressor.read_header(jpeg).expect("a JPEG").scaled(scale);
    let (width, height, pitch, format) = (header.width, header.height, header.width * 3, PixelFormat::RGB);
    let mut image = Image { pixels: vec![0; pitch * height], width, pitch, height, format };
    decompressor.decompress(jpeg, image.as_deref_mut()).expect("a whole JPEG");
    image
}
