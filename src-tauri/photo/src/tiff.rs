//! TIFFs, a strip or a tile at a time: of 16 bits, or with transparency, no more is in memory than what becomes of them.
//! Those of four colours are left in them, for their profile.

use std::io::Cursor;

use tiff::{
    ColorType, TiffError,
    decoder::{Decoder, DecodingResult, Limits},
    tags::Tag,
};

use super::{
    buffers,
    fault::{Checked, Fault},
    limits::MAX_DECODED_BYTES,
    pixels::{Model, Pixels},
    samples::Samples,
};

/// The pixels of a TIFF whose size is fair; `None` for a kind that `image` knows better: numbers with a point, colours
/// apart from one another.
pub(super) fn pixels(bytes: &[u8]) -> Checked<Option<Pixels>> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MAX_DECODED_BYTES as usize;
    limits.intermediate_buffer_size = MAX_DECODED_BYTES as usize;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(fault)?.with_limits(limits);
    let colours = decoder.colortype().map_err(fault)?;
    let (channels, is_cmyk) = match colours {
        ColorType::Gray(8 | 16) => (1, false),
        ColorType::GrayA(8 | 16) => (2, false),
        ColorType::RGB(8 | 16) => (3, false),
        ColorType::RGBA(8 | 16) => (4, false),
        ColorType::CMYK(8 | 16) => (4, true),
        _ => return Ok(None),
    };
    let is_apart = decoder.find_tag_unsigned::<u16>(Tag::PlanarConfiguration).map_err(fault)? == Some(2);
    let format = decoder.find_tag_unsigned_vec::<u16>(Tag::SampleFormat).map_err(fault)?;
    let has_points = format.is_some_and(|format| format.iter().any(|format| *format != 1));
    if is_cmyk && (is_apart || has_points) {
        return Err(Fault::Unsupported("TIFF, CMYK".to_owned()));
    }
    if is_apart || has_points {
        return Ok(None);
    }
    // What a channel more than the colours is: 1 where it is opacity that they are darkened by.
    let extra = decoder.find_tag_unsigned_vec::<u16>(Tag::ExtraSamples).map_err(fault)?;
    let is_associated = extra.is_some_and(|extra| extra.first() == Some(&1));
    let (width, height) = decoder.dimensions().map_err(fault)?;
    let model = match (is_cmyk, channels) {
        (true, _) => Model::Cmyk,
        (_, 1 | 2) => Model::Gray,
        _ => Model::Rgb,
    };
    let mut picture =
        Pixels { width, height, model, data: buffers::take(width as usize * height as usize * model.channels()) };
    let (across, down) = decoder.chunk_dimensions();
    let in_row = width.div_ceil(across.max(1));
    for number in 0..in_row * height.div_ceil(down.max(1)) {
        let (chunk_width, chunk_height) = decoder.chunk_data_dimensions(number);
        let chunk = decoder.read_chunk(number).map_err(fault)?;
        let samples = Samples {
            wide: matches!(chunk, DecodingResult::U16(_)),
            big_endian: cfg!(target_endian = "big"),
            channels,
            is_associated,
        };
        // Bytes of a pixel, as they were read.
        let bytes = |of: usize| of * channels * if samples.wide { 2 } else { 1 };
        let expected = bytes(chunk_width as usize * chunk_height as usize);
        let place = Place { left: number % in_row * across, top: number / in_row * down, width: chunk_width as usize };
        match &chunk {
            DecodingResult::U8(read) if read.len() == expected => {
                place.put(read, bytes(place.width), samples, &mut picture)
            }
            DecodingResult::U16(read) if read.len() * 2 == expected => {
                for (row, read) in read.chunks_exact(place.width * channels).enumerate() {
                    let read: Vec<u8> = read.iter().flat_map(|sample| sample.to_ne_bytes()).collect();
                    let place = Place { top: place.top + row as u32, ..place };
                    place.put(&read, read.len(), samples, &mut picture);
                }
            }
            // A fifth ink, or numbers that nobody told of.
            _ => return Err(Fault::Unsupported(format!("TIFF, {colours:?}"))),
        }
    }
    Ok(Some(picture))
}

/// Where a strip or a tile is in its picture.
#[derive(Clone, Copy)]
struct Place {
    left: u32,
    top: u32,
    width: usize,
}

impl Place {
    fn put(self, read: &[u8], row_bytes: usize, samples: Samples, picture: &mut Pixels) {
        let channels = picture.model.channels();
        let row = picture.width as usize * channels;
        let rows = picture.data.chunks_exact_mut(row).skip(self.top as usize);
        let (from, to) = (self.left as usize * channels, (self.left as usize + self.width) * channels);
        for (read, row) in read.chunks_exact(row_bytes).zip(rows) {
            match picture.model {
                // The fourth is ink here, and no transparency.
                Model::Cmyk if samples.wide => {
                    let inks = read.as_chunks::<2>().0.iter().map(|ink| (u16::from_ne_bytes(*ink) >> 8) as u8);
                    row[from..to].iter_mut().zip(inks).for_each(|(to, ink)| *to = ink);
                }
                Model::Cmyk => row[from..to].copy_from_slice(read),
                _ => samples.to_eight_bits(read, &mut row[from..to]),
            }
        }
    }
}

fn fault(error: TiffError) -> Fault {
    match error {
        TiffError::UnsupportedError(error) => Fault::Unsupported(error.to_string()),
        other => Fault::Damaged(other.to_string()),
    }
}
