//! Rows of a decoder's numbers made ours: 8 bits a channel, and what is see-through on white, as paper is.

use super::pixels::Model;

/// How a decoder writes a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Samples {
    /// 16 bits each.
    pub wide: bool,
    pub big_endian: bool,
    /// Gray, gray and opacity, colours, colours and opacity.
    pub channels: usize,
    /// The colours are darkened by their opacity already.
    pub is_associated: bool,
}

impl Samples {
    pub fn model(self) -> Model {
        if self.has_colour() { Model::Rgb } else { Model::Gray }
    }

    fn has_colour(self) -> bool {
        self.channels >= 3
    }

    fn has_opacity(self) -> bool {
        self.channels.is_multiple_of(2)
    }

    /// `from` holds as many pixels as `to` has room for.
    pub fn to_eight_bits(self, from: &[u8], to: &mut [u8]) {
        let wide =
            |bytes: &[u8; 2]| if self.big_endian { u16::from_be_bytes(*bytes) } else { u16::from_le_bytes(*bytes) };
        match (self.wide, self.has_opacity()) {
            (false, false) => to.copy_from_slice(from),
            (true, false) => from.as_chunks::<2>().0.iter().zip(to).for_each(|(bytes, to)| *to = narrow(wide(bytes))),
            (false, true) => {
                let colours = self.channels - 1;
                for (pixel, to) in from.chunks_exact(self.channels).zip(to.chunks_exact_mut(colours)) {
                    for (colour, to) in pixel[..colours].iter().zip(to) {
                        *to = self.on_white(*colour, pixel[colours]);
                    }
                }
            }
            (true, true) => {
                let colours = self.channels - 1;
                for (pixel, to) in from.chunks_exact(2 * self.channels).zip(to.chunks_exact_mut(colours)) {
                    let (pixel, _) = pixel.as_chunks::<2>();
                    let opacity = narrow(wide(&pixel[colours]));
                    for (colour, to) in pixel[..colours].iter().zip(to) {
                        *to = self.on_white(narrow(wide(colour)), opacity);
                    }
                }
            }
        }
    }
}

impl Samples {
    fn on_white(self, colour: u8, opacity: u8) -> u8 {
        match self.is_associated {
            true => colour.saturating_add(255 - opacity),
            false => on_white(colour, opacity),
        }
    }
}

/// The nearest of 256 steps.
fn narrow(sample: u16) -> u8 {
    ((u32::from(sample) + 128) / 257) as u8
}

fn on_white(colour: u8, opacity: u8) -> u8 {
    let (colour, opacity) = (u16::from(colour), u16::from(opacity));
    ((colour * opacity + 255 * (255 - opacity) + 127) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_the_nearest_of_eight_bits_and_what_is_see_through_is_on_paper() {
        let made = |wide, big_endian, channels, from: &[u8], length| {
            let mut to = vec![0; length];
            Samples { wide, big_endian, channels, is_associated: false }.to_eight_bits(from, &mut to);
            to
        };
        assert_eq!(made(false, true, 3, &[1, 2, 3, 4, 5, 6], 6), [1, 2, 3, 4, 5, 6]);
        assert_eq!(made(true, true, 1, &[0, 128, 0, 129, 255, 255, 1, 0], 4), [0, 1, 255, 1]);
        assert_eq!(made(true, false, 1, &[128, 0, 129, 0], 2), [0, 1]);
        assert_eq!(made(false, true, 2, &[0, 255, 0, 0, 100, 128], 3), [0, 255, 177]);
        assert_eq!(made(true, true, 4, &[0, 0, 255, 255, 0, 0, 255, 255], 3), [0, 255, 0]);
        let mut to = [0; 3];
        let samples = Samples { wide: false, big_endian: true, channels: 4, is_associated: true };
        samples.to_eight_bits(&[50, 0, 128, 128], &mut to);
        assert_eq!(to, [177, 127, 255]);
    }
}
