//! Damage that knows how files are built: pieces are lost, doubled, moved and mixed, lengths lie, and what is inside is
//! changed a little, with its checksum made to fit again.

use super::samples::crc32;

/// The same chance for the same seed.
pub struct Dice(fastrand::Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Below `limit`, or 0.
    pub fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { self.0.usize(..limit) }
    }

    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn of<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len()))
    }
}

/// Numbers at the edges of what lengths and counts may be.
const EDGES: [u32; 14] =
    [0, 1, 2, 3, 7, 8, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];
/// What is trouble inside a text.
const WORDS: [&str; 10] =
    ["<", "&", "&#0;", "&#xD800;", "<rdf:li>", "]]>", "<!DOCTYPE x [", "\u{0}", "\u{FEFF}", "</rdf:Description>"];

/// One of `seeds` with some damage done to it.
pub fn damaged(seeds: &[(usize, Vec<u8>)], dice: &mut Dice) -> Vec<u8> {
    // A seed that is slow to take in has a smaller share.
    let seed = loop {
        let Some((slowness, seed)) = dice.of(seeds) else { return Vec::new() };
        if dice.one_in(*slowness) {
            break seed;
        }
    };
    let other = dice.of(seeds).map(|(_, other)| pieces(other)).unwrap_or_default();
    let mut parts = pieces(seed);
    for _ in 0..1 + dice.below(4) {
        damage(&mut parts, &other, dice);
    }
    let mut bytes = parts.concat();
    if seed.starts_with(b"\x89PNG") && !dice.one_in(4) {
        mend_checksums(&mut bytes);
    }
    if dice.one_in(12) {
        bytes.truncate(dice.below(bytes.len()));
    }
    bytes
}

fn damage(parts: &mut Vec<Vec<u8>>, other: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.below(parts.len());
    match dice.below(12) {
        0 if parts.len() > 2 => drop(parts.remove(at)),
        1 => parts.insert(at, parts[at].clone()),
        2 => {
            let to = dice.below(parts.len());
            parts.swap(at, to);
        }
        3 => {
            if let Some(foreign) = dice.of(other) {
                parts.insert(at, foreign.clone());
            }
        }
        4 => {
            let length = dice.below(parts[at].len());
            parts[at].truncate(length);
        }
        5 => {
            let place = dice.below(parts[at].len());
            if let Some(word) = dice.of(&WORDS) {
                parts[at].splice(place..place, word.bytes());
            }
        }
        6 => {
            let (start, length) = (dice.below(parts[at].len()), dice.below(200));
            let end = (start + length).min(parts[at].len());
            let copied = parts[at][start..end].to_vec();
            parts[at].splice(start..start, copied);
        }
        // A number near the piece's start, where lengths, counts and sizes are.
        7..=9 => {
            let near = if dice.one_in(2) { 24 } else { parts[at].len() };
            let place = dice.below(near);
            let edge = EDGES[dice.below(EDGES.len())];
            let number = match dice.below(4) {
                0 => edge.to_be_bytes().to_vec(),
                1 => edge.to_le_bytes().to_vec(),
                2 => (edge as u16).to_be_bytes().to_vec(),
                _ => (edge as u16).to_le_bytes().to_vec(),
            };
            for (byte, new) in parts[at].iter_mut().skip(place).zip(number) {
                *byte = new;
            }
        }
        _ => {
            for _ in 0..1 + dice.below(8) {
                let place = dice.below(parts[at].len());
                let new = dice.below(256) as u8;
                if let Some(byte) = parts[at].get_mut(place) {
                    *byte = new;
                }
            }
        }
    }
}

/// A file in the pieces that its kind is made of.
fn pieces(bytes: &[u8]) -> Vec<Vec<u8>> {
    let number = |at: usize| bytes.get(at..)?.first_chunk::<4>();
    let mut cuts = vec![0];
    let mut at = match bytes {
        [0xFF, 0xD8, ..] => 2,
        [0x89, b'P', ..] => 8,
        [b'R', b'I', b'F', b'F', ..] => 12,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => 0,
        // A TIFF points to and fro; stretches of it do.
        _ => return bytes.chunks(64).map(<[u8]>::to_vec).collect(),
    };
    while at < bytes.len() {
        cuts.push(at);
        let length = match bytes {
            [0xFF, 0xD8, ..] => {
                bytes[at + 1..].windows(2).position(|pair| pair[0] == 0xFF && pair[1] >= 0xC0).map(|next| next + 1)
            }
            [0x89, ..] => number(at).map(|length| u32::from_be_bytes(*length) as usize + 12),
            [b'R', ..] => number(at + 4).map(|length| (u32::from_le_bytes(*length) as usize).next_multiple_of(2) + 8),
            _ => number(at).map(|length| u32::from_be_bytes(*length) as usize),
        };
        at += length.unwrap_or(bytes.len()).max(2);
    }
    cuts.push(bytes.len());
    cuts.windows(2).map(|cut| bytes[cut[0]..cut[1]].to_vec()).filter(|piece| !piece.is_empty()).collect()
}

fn mend_checksums(png: &mut [u8]) {
    let mut at = 8;
    while let Some(length) = png.get(at..).and_then(<[u8]>::first_chunk::<4>) {
        let end = at + 8 + u32::from_be_bytes(*length) as usize;
        let Some(named) = png.get(at + 4..end) else { return };
        let checksum = crc32(named).to_be_bytes();
        let Some(place) = png.get_mut(end..end + 4) else { return };
        place.copy_from_slice(&checksum);
        at = end + 4;
    }
}
