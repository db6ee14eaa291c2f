//! Pictures made of the originals, kept so that nothing is made twice. Each file is named by all that decides what is
//! in it, so it never goes stale; the folder may be deleted at any time.

use std::path::Path;

use super::vault::Vault;
use crate::{
    digest::{sha256, sha256_hex},
    photo::{Ladder, Rendition, THUMBNAIL_SIDE},
};

/// Raised whenever the pixels of a rendition would come out differently, so that none of an older make is used.
const MAKE: &str = "3";

#[derive(Clone, Debug)]
pub struct Cache {
    vault: Vault,
}

impl Cache {
    pub fn new(library: &Path) -> Self {
        Self { vault: Vault::at(library.join("cache").join("renditions").join(MAKE)) }
    }

    pub fn ladder(&self, sha256: &str, ladder: &Ladder) -> Option<Vec<Rendition>> {
        self.get(&name(sha256, &recipe(ladder)))
    }

    pub fn keep_ladder(&self, sha256: &str, ladder: &Ladder, renditions: &[Rendition]) {
        self.keep(&name(sha256, &recipe(ladder)), renditions);
    }

    pub fn thumbnail(&self, sha256: &str) -> Option<Rendition> {
        self.get(&name(sha256, &thumbnail()))?.pop()
    }

    pub fn keep_thumbnail(&self, sha256: &str, thumbnail: &Rendition) {
        self.keep(&name(sha256, &self::thumbnail()), std::slice::from_ref(thumbnail));
    }

    fn get(&self, name: &str) -> Option<Vec<Rendition>> {
        // One that can't be read is made again.
        unseal(&self.vault.get(name).ok()?)
    }

    /// A cache that cannot be written costs time, not work.
    fn keep(&self, name: &str, renditions: &[Rendition]) {
        self.vault.put_quickly(name, &seal(renditions)).ok();
    }
}

/// `sha256` is an original's name, checked by whoever asks.
fn name(sha256: &str, recipe: &str) -> String {
    format!("{sha256}-{}", &sha256_hex(recipe.as_bytes())[..16])
}

fn thumbnail() -> String {
    format!("thumbnail {THUMBNAIL_SIDE}")
}

/// All that decides what a ladder holds beside the original: which part, where exactly, how wide, in which encoding.
fn recipe(ladder: &Ladder) -> String {
    let area = ladder.frame.area;
    let exact = [area.left, area.top, area.width, area.height].map(f64::to_bits);
    let part = ladder.frame.part;
    format!("{:?} {:?} {exact:x?} {:?} {}", part, part.aspect(), part.widths(), ladder.encoding.media_type())
}

/// The hash of what follows, then each rendition's width, height, length and bytes.
fn seal(renditions: &[Rendition]) -> Vec<u8> {
    let mut body = Vec::new();
    for Rendition { width, height, bytes } in renditions {
        for number in [*width, *height, bytes.len() as u32] {
            body.extend(number.to_be_bytes());
        }
        body.extend(bytes);
    }
    let mut sealed = sha256(&body).to_vec();
    sealed.extend(body);
    sealed
}

/// `None` for a file that is damaged or cut short: the renditions are made again.
fn unseal(sealed: &[u8]) -> Option<Vec<Rendition>> {
    let (hash, mut body) = sealed.split_at_checked(32)?;
    if hash != sha256(body) {
        return None;
    }
    let mut renditions = Vec::new();
    while !body.is_empty() {
        let mut number = || -> Option<u32> {
            let (head, rest) = body.split_first_chunk::<4>()?;
            body = rest;
            Some(u32::from_be_bytes(*head))
        };
        let (width, height, length) = (number()?, number()?, number()?);
        let (bytes, rest) = body.split_at_checked(length as usize)?;
        body = rest;
        renditions.push(Rendition { width, height, bytes: bytes.to_vec() });
    }
    Some(renditions)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        photo::{Encoding, Frame, Part},
        story::Area,
    };

    fn rendition(width: u32, bytes: &[u8]) -> Rendition {
        Rendition { width, height: 10, bytes: bytes.to_vec() }
    }

    #[test]
    fn kept_renditions_read_back_and_damage_is_noticed() {
        let renditions = vec![rendition(640, &[1, 2, 3]), rendition(320, &[])];
        let mut sealed = seal(&renditions);
        assert_eq!(unseal(&sealed), Some(renditions));
        assert_eq!(unseal(&sealed[..sealed.len() - 1]), None);
        sealed[40] ^= 1;
        assert_eq!(unseal(&sealed), None);
    }

    #[test]
    fn whatever_decides_the_pixels_decides_the_name() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path());
        let name = "ab".repeat(32);
        let crop = |area: &str| Frame { part: Part::Crop16x9, area: Area::parse(area).unwrap() };
        let ladders = [
            Ladder { frame: Frame::WHOLE, encoding: Encoding::Jpeg },
            Ladder { frame: Frame::WHOLE, encoding: Encoding::WebP },
            Ladder { frame: crop("0,0,1,0.5"), encoding: Encoding::Jpeg },
            Ladder { frame: crop("0,0,1,0.50001"), encoding: Encoding::Jpeg },
            Ladder { frame: Frame { part: Part::CropFree, area: Area::WHOLE }, encoding: Encoding::Jpeg },
        ];
        for (width, ladder) in (1..).zip(&ladders) {
            assert_eq!(cache.ladder(&name, ladder), None);
            cache.keep_ladder(&name, ladder, &[rendition(width, b"x")]);
        }
        cache.keep_thumbnail(&name, &rendition(99, b"x"));
        for (width, ladder) in (1..).zip(&ladders) {
            assert_eq!(cache.ladder(&name, ladder).unwrap()[0].width, width);
            assert_eq!(cache.ladder(&"cd".repeat(32), ladder), None);
        }
        assert_eq!(cache.thumbnail(&name).unwrap().width, 99);
    }
}
