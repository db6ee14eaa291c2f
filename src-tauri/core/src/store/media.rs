//! Pictures without the database: originals come in, renditions are made once and kept.

use std::fs;
use std::path::{Path, PathBuf};

use super::blobs::{Blobs, is_name, sha256, write_whole};
use crate::{
    Error, ErrorCode, Progress, Result,
    package::Pictures,
    photo::{self, Inspected, Rendition},
    story::Photo,
};

/// The largest picture file taken in.
const MAX_PICTURE_BYTES: u64 = 200 * 1024 * 1024;
/// Raised whenever the pixels of a rendition would come out differently, so that none of an older make is used.
const MAKE: &str = "1";

/// A picture whose original is safe in the library, waiting to be attached to a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Ingested {
    pub sha256: String,
    /// Whether the library did not have this original before.
    pub is_new: bool,
    pub file_name: String,
    pub picture: Inspected,
}

/// The originals and the renditions made of them. Cheap to clone; any thread may use it.
#[derive(Clone, Debug)]
pub struct Media {
    blobs: Blobs,
    /// May be deleted at any time.
    cache: PathBuf,
}

impl Media {
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        Ok(Self {
            blobs: Blobs::open(folder.join("blobs"))?,
            cache: folder.join("cache").join("renditions").join(MAKE),
        })
    }

    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Takes in the picture at `path`: checked, copied byte for byte, durable.
    pub fn ingest(&self, path: &Path) -> Result<Ingested> {
        safe_name(path)?;
        self.take_in(&read_limited(path, MAX_PICTURE_BYTES)?, path)
    }

    /// Takes in many pictures; `each` is told of them in their order. Ends early once `check` says so.
    pub fn ingest_all(
        &self,
        files: &[PathBuf],
        check: &(dyn Fn() -> bool + Sync),
        each: &mut dyn FnMut(usize, Result<Ingested>),
    ) {
        for (at, path) in files.iter().enumerate().take_while(|_| !check()) {
            each(at, self.ingest(path));
        }
    }

    /// The same for bytes that are in memory; `path` names them.
    pub(crate) fn take_in(&self, bytes: &[u8], path: &Path) -> Result<Ingested> {
        let file_name = safe_name(path)?;
        let picture = photo::inspect(bytes, path)?;
        let (sha256, is_new) = self.blobs.put(bytes)?;
        Ok(Ingested { sha256, is_new, file_name, picture })
    }

    /// A JPEG of the picture at least `width` pixels wide where the original allows, for the screen.
    pub fn preview(&self, sha256: &str, width: u32) -> Result<Vec<u8>> {
        let renditions = self.renditions_of(sha256, &Progress::unwatched())?;
        let fitting = renditions.iter().rev().find(|rendition| rendition.width >= width).or(renditions.first());
        fitting.map(|rendition| rendition.jpeg.clone()).ok_or_else(|| Error::internal("a picture has no rendition"))
    }

    fn renditions_of(&self, sha256: &str, progress: &Progress) -> Result<Vec<Rendition>> {
        if !is_name(sha256) {
            return Err(Error::new(ErrorCode::BlobMissing).with("sha256", sha256.escape_debug()));
        }
        let kept = self.cache.join(&sha256[..2]).join(sha256);
        if let Some(renditions) = fs::read(&kept).ok().and_then(|bytes| unseal(&bytes)) {
            return Ok(renditions);
        }
        let original = self.blobs.get(sha256)?;
        let renditions = photo::renditions(&original, &self.blobs.path(sha256), progress)?;
        // A cache that cannot be written costs time, not work.
        write_whole(&kept, &seal(&renditions)).ok();
        Ok(renditions)
    }
}

impl Pictures for Media {
    fn renditions(&self, photo: &Photo, progress: &Progress) -> Result<Vec<Rendition>> {
        self.renditions_of(&photo.sha256, progress)
    }
}

/// The name a file came in with. One that could lead elsewhere or break a line is refused.
fn safe_name(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if name.is_empty() || name.len() > 255 || name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\')) {
        let shown = path.to_string_lossy().escape_debug().to_string();
        return Err(Error::new(ErrorCode::NameUnsafe).with("name", shown));
    }
    Ok(name.to_owned())
}

/// Reads a regular file of at most `limit` bytes: a pipe or a device could go on for ever.
pub(crate) fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let about = fs::metadata(path).map_err(|cause| Error::reading(path, cause))?;
    if !about.is_file() {
        return Err(Error::new(ErrorCode::FileUnreadable).at(path).with_words("cause", "cause.no_regular_file"));
    }
    if about.len() > limit {
        let megabytes = |bytes: u64| format!("{} MB", bytes.div_ceil(1024 * 1024));
        return Err(Error::new(ErrorCode::FileTooLarge)
            .at(path)
            .with("size", megabytes(about.len()))
            .with("limit", megabytes(limit)));
    }
    fs::read(path).map_err(|cause| Error::reading(path, cause))
}

/// One file a picture: the hash of what follows, then each rendition's width, height, length and bytes.
fn seal(renditions: &[Rendition]) -> Vec<u8> {
    let mut body = Vec::new();
    for Rendition { width, height, jpeg } in renditions {
        for number in [*width, *height, jpeg.len() as u32] {
            body.extend(number.to_be_bytes());
        }
        body.extend(jpeg);
    }
    let mut sealed = sha256(&body);
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
        let (jpeg, rest) = body.split_at_checked(length as usize)?;
        body = rest;
        renditions.push(Rendition { width, height, jpeg: jpeg.to_vec() });
    }
    Some(renditions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_renditions_read_back_and_damage_is_noticed() {
        let renditions = vec![
            Rendition { width: 640, height: 427, jpeg: vec![1, 2, 3] },
            Rendition { width: 320, height: 213, jpeg: vec![] },
        ];
        let mut sealed = seal(&renditions);
        assert_eq!(unseal(&sealed), Some(renditions));
        assert_eq!(unseal(&sealed[..sealed.len() - 1]), None);
        sealed[40] ^= 1;
        assert_eq!(unseal(&sealed), None);
    }

    #[test]
    fn a_name_that_could_lead_elsewhere_is_refused() {
        for (path, safe) in [
            ("/card/DSC_0001.JPG", true),
            ("/card/Chợ nổi.jpg", true),
            ("/card/a\nb.jpg", false),
            ("/card/..", false),
            ("/", false),
        ] {
            assert_eq!(safe_name(Path::new(path)).is_ok(), safe, "{path:?}");
        }
    }
}
