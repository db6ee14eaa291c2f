//! Pictures without the database: originals come in, renditions are made once and kept.

use std::fs;
use std::path::{Path, PathBuf};

use super::{
    blobs::{Blobs, Staged, is_name},
    cache::Cache,
    sidecar,
};
use crate::{
    Error, ErrorCode, Progress, Result, files, letters,
    package::Pictures,
    parallel,
    photo::{self, Encoding, Frame, Inspected, Ladder, RENDITION_WIDTHS, Rendition, THUMBNAIL_SIDE, Work},
    story::{Photo, PhotoId, Unread},
};

/// The largest picture file taken in.
const MAX_PICTURE_BYTES: u64 = 200 * 1024 * 1024;
/// As long as a packet inside a file may be.
const MAX_SIDECAR_BYTES: u64 = 4 * 1024 * 1024;

/// What previews are taken from; a package of the picture begins with the same.
const ON_SCREEN: Ladder = Ladder { frame: Frame::WHOLE, encoding: Encoding::Jpeg };

/// A picture whose original is safe in the library, waiting to be attached to a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Ingested {
    pub sha256: String,
    pub file_name: String,
    pub picture: Inspected,
}

impl Ingested {
    /// The photo that it is in a story, at no place among others yet.
    pub(crate) fn attached(self) -> Photo {
        let Self { sha256, file_name, picture } = self;
        Photo {
            id: PhotoId::fresh(),
            fields: picture.fields,
            origins: picture.origins,
            file_name,
            media_type: picture.media_type.to_owned(),
            width: picture.width,
            height: picture.height,
            sha256,
            place: String::new(),
        }
    }
}

/// The originals and the renditions made of them. Cheap to clone; any thread may use it.
#[derive(Clone, Debug)]
pub struct Media {
    blobs: Blobs,
    cache: Cache,
}

impl Media {
    pub(crate) fn at(folder: &Path) -> Self {
        Self { blobs: Blobs::at(folder.join("blobs")), cache: Cache::new(folder) }
    }

    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Takes in the picture at `path`: checked, copied byte for byte, durable. Its thumbnail comes of the same decoding.
    pub fn ingest(&self, path: &Path) -> Result<Ingested> {
        let (ingested, staged) = self.stage_file(path)?;
        staged.keep()?;
        Ok(ingested)
    }

    /// Takes in many on all cores, one at a time on each. `each` hears of them in order, as soon as they are in; once
    /// `stop` says so no further one is begun, and those that were are in.
    pub fn ingest_all(
        &self,
        files: &[PathBuf],
        stop: &(dyn Fn() -> bool + Sync),
        each: &mut dyn FnMut(usize, Result<Ingested>),
    ) {
        let hand_over = &mut |number, taken| {
            each(number, taken);
            Ok(())
        };
        // Nothing fails here: what is wrong with a file was told with it.
        let _ = parallel::in_order(files.len(), stop, &|number| self.ingest(&files[number]), hand_over);
    }

    /// The same for bytes that are in memory; `path` names them.
    pub(crate) fn take_in(&self, bytes: &[u8], path: &Path) -> Result<Ingested> {
        let (ingested, staged) = self.stage(bytes, None, path)?;
        staged.keep()?;
        Ok(ingested)
    }

    /// Takes in all of the pictures, or none of them, on all cores. Errors: that of the first bad one.
    pub(crate) fn ingest_whole(&self, files: &[PathBuf]) -> Result<Vec<Ingested>> {
        let (mut pictures, mut staged) = (Vec::new(), Vec::new());
        parallel::in_order(files.len(), &|| false, &|number| self.stage_file(&files[number]), &mut |_, read| {
            let (picture, original) = read?;
            pictures.push(picture);
            staged.push(original);
            Ok(())
        })?;
        staged.into_iter().try_for_each(Staged::keep)?;
        Ok(pictures)
    }

    /// Reads a file while it has its share of the memory.
    fn stage_file(&self, path: &Path) -> Result<(Ingested, Staged)> {
        safe_name(path)?;
        let _share = photo::reserve(path, Work::TakeIn)?;
        let bytes = read_limited(path, MAX_PICTURE_BYTES)?;
        match sidecar::beside(path).map(|sidecar| read_limited(&sidecar, MAX_SIDECAR_BYTES)) {
            Some(Ok(sidecar)) => self.stage(&bytes, Some(sidecar), path),
            // The picture comes in all the same, and that there was more is told.
            Some(Err(_)) => {
                let (mut ingested, staged) = self.stage(&bytes, None, path)?;
                ingested.picture.unread.push(Unread::Sidecar);
                Ok((ingested, staged))
            }
            None => self.stage(&bytes, None, path),
        }
    }

    fn stage(&self, bytes: &[u8], sidecar: Option<Vec<u8>>, path: &Path) -> Result<(Ingested, Staged)> {
        let file_name = safe_name(path)?;
        let (picture, thumbnail) = photo::inspect_and_draw(bytes, sidecar, path)?;
        let staged = self.blobs.stage(bytes)?;
        let sha256 = staged.name().to_owned();
        self.cache.keep_thumbnail(&sha256, &thumbnail);
        Ok((Ingested { sha256, file_name, picture }, staged))
    }

    /// A JPEG of the picture for the screen: at least `width` pixels wide where the original allows, or the thumbnail
    /// where that is about as large as what is asked for. Wider than any rendition is pixel for pixel: that is kept by
    /// whoever asks, and not beside the originals.
    pub fn preview(&self, sha256: &str, width: u32) -> Result<Vec<u8>> {
        checked(sha256)?;
        if let Some(kept) = self.kept_preview(sha256, width) {
            return Ok(kept);
        }
        if width > RENDITION_WIDTHS[0] {
            let _share = photo::reserve(&self.blobs.path(sha256), Work::PixelForPixel)?;
            return photo::pixel_for_pixel(&self.blobs.get(sha256)?, &self.blobs.path(sha256));
        }
        if width <= THUMBNAIL_SIDE {
            let _share = photo::reserve(&self.blobs.path(sha256), Work::Thumbnail)?;
            let made = photo::thumbnail(&self.blobs.get(sha256)?, &self.blobs.path(sha256))?;
            self.cache.keep_thumbnail(sha256, &made);
            return Ok(made.bytes);
        }
        let made = self.renditions_of(sha256, &[ON_SCREEN], &Progress::unwatched())?.concat();
        fitting(made, width).ok_or_else(|| Error::internal("a picture has no rendition"))
    }

    /// The same where it is at hand: quick, and nothing is decoded for it.
    pub fn kept_preview(&self, sha256: &str, width: u32) -> Option<Vec<u8>> {
        checked(sha256).ok()?;
        if width > RENDITION_WIDTHS[0] {
            return None;
        }
        if width <= THUMBNAIL_SIDE {
            return Some(self.cache.thumbnail(sha256)?.bytes);
        }
        fitting(self.cache.ladder(sha256, &ON_SCREEN)?, width)
    }

    /// Only what is not kept already is made.
    fn renditions_of(&self, sha256: &str, ladders: &[Ladder], progress: &Progress) -> Result<Vec<Vec<Rendition>>> {
        checked(sha256)?;
        let kept: Vec<Option<Vec<Rendition>>> =
            ladders.iter().map(|ladder| self.cache.ladder(sha256, ladder)).collect();
        let lacking: Vec<Ladder> =
            ladders.iter().zip(&kept).filter(|(_, kept)| kept.is_none()).map(|(ladder, _)| *ladder).collect();
        let mut made = Vec::new();
        if !lacking.is_empty() {
            let _share = photo::reserve(&self.blobs.path(sha256), Work::Renditions(&lacking))?;
            let original = self.blobs.get(sha256)?;
            made = photo::renditions(&original, &self.blobs.path(sha256), &lacking, progress)?;
            for (ladder, renditions) in lacking.iter().zip(&made) {
                self.cache.keep_ladder(sha256, ladder, renditions);
            }
        }
        let mut made = made.into_iter();
        Ok(kept.into_iter().map(|kept| kept.or_else(|| made.next()).unwrap_or_default()).collect())
    }
}

impl Pictures for Media {
    fn renditions(&self, photo: &Photo, ladders: &[Ladder], progress: &Progress) -> Result<Vec<Vec<Rendition>>> {
        self.renditions_of(&photo.sha256, ladders, progress)
    }
}

/// The smallest that is wide enough, or the largest.
fn fitting(mut renditions: Vec<Rendition>, width: u32) -> Option<Vec<u8>> {
    let at = renditions.iter().rposition(|rendition| rendition.width >= width).unwrap_or(0);
    (at < renditions.len()).then(|| renditions.swap_remove(at).bytes)
}

/// A hash becomes a file's name, so it must be one.
fn checked(sha256: &str) -> Result<()> {
    if is_name(sha256) { Ok(()) } else { Err(Error::new(ErrorCode::BlobMissing).with("sha256", sha256.escape_debug())) }
}

/// The name a file came in with. One that could lead elsewhere or break a line is refused.
fn safe_name(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if name.is_empty() || name.len() > 255 || name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\')) {
        return Err(Error::new(ErrorCode::NameUnsafe).with("name", path.display()));
    }
    // A name that hides its end behind a turn of direction shows it.
    Ok(letters::fit_line(name).into_owned())
}

/// Reads a regular file of at most `limit` bytes.
pub(crate) fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let about = files::regular(path)?;
    if about.len() > limit {
        let megabytes = |bytes: u64| format!("{} MB", bytes.div_ceil(1024 * 1024));
        return Err(Error::new(ErrorCode::FileTooLarge)
            .at(path)
            .with("size", megabytes(about.len()))
            .with("limit", megabytes(limit)));
    }
    fs::read(path).map_err(|cause| Error::reading(path, cause))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::{
        io::Cursor,
        sync::atomic::{AtomicUsize, Ordering},
    };

    use image::{ImageFormat, Rgb, RgbImage};
    use tempfile::TempDir;

    use super::*;
    use crate::{photo::Part, story::Area};

    /// A library's pictures, and a card to take them from.
    struct Desk {
        folder: TempDir,
        media: Media,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let media = Media::at(&folder.path().join("library"));
            Self { folder, media }
        }

        fn file(&self, number: u8, width: u32, height: u32) -> PathBuf {
            let path = self.folder.path().join(format!("DSC_{number:04}.JPG"));
            let mut jpeg = Cursor::new(Vec::new());
            RgbImage::from_pixel(width, height, Rgb([number, 90, 120])).write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
            fs::write(&path, jpeg.into_inner()).unwrap();
            path
        }

        fn renditions(&self, sha256: &str, ladders: &[Ladder]) -> Result<Vec<Vec<Rendition>>> {
            self.media.renditions_of(sha256, ladders, &Progress::unwatched())
        }

        fn ingest_all(&self, files: &[PathBuf]) -> Vec<(usize, Result<Ingested>)> {
            let mut taken = Vec::new();
            self.media.ingest_all(files, &|| false, &mut |number, picture| taken.push((number, picture)));
            taken
        }
    }

    fn size(jpeg: &[u8]) -> (u32, u32) {
        let image = image::load_from_memory(jpeg).unwrap();
        (image.width(), image.height())
    }

    #[test]
    fn a_thumbnail_is_there_as_soon_as_the_picture_is_and_is_made_again_where_it_was_lost() {
        let desk = Desk::new();
        let name = desk.media.ingest(&desk.file(1, 1200, 800)).unwrap().sha256;
        let original = desk.media.blobs().get(&name).unwrap();
        fs::remove_file(desk.media.blobs().path(&name)).unwrap();
        // With the original gone, nothing could be made of it.
        let thumbnail = desk.media.preview(&name, 320).unwrap();
        assert_eq!(size(&thumbnail), (512, 341));
        assert_eq!(desk.media.preview(&name, 640).unwrap_err().code, ErrorCode::BlobMissing);

        fs::remove_dir_all(desk.folder.path().join("library/cache")).unwrap();
        assert_eq!(desk.media.preview(&name, 320).unwrap_err().code, ErrorCode::BlobMissing);
        desk.media.blobs().put(&original).unwrap();
        assert_eq!(desk.media.preview(&name, 320).unwrap(), thumbnail);
        assert_eq!(size(&desk.media.preview(&name, 640).unwrap()).0, 640);
        assert_eq!(size(&desk.media.preview(&name, 4000).unwrap()).0, 1200, "no picture is enlarged");
    }

    #[test]
    fn only_what_was_never_made_is_made() {
        let desk = Desk::new();
        let name = desk.media.ingest(&desk.file(1, 1500, 1000)).unwrap().sha256;
        let crop =
            Ladder { frame: Frame { part: Part::Crop16x9, area: Area::parse("0,0,1,0.84375").unwrap() }, ..ON_SCREEN };
        let webp = Ladder { encoding: Encoding::WebP, ..ON_SCREEN };
        // What nobody would make of this picture shows that it was kept.
        let kept = vec![Rendition { width: 1, height: 1, bytes: b"kept".to_vec() }];
        desk.media.cache.keep_ladder(&name, &ON_SCREEN, &kept);
        let made = desk.renditions(&name, &[crop, ON_SCREEN, webp]).unwrap();
        assert_eq!(made[1], kept);
        let widths = |made: &[Rendition]| made.iter().map(|rendition| rendition.width).collect::<Vec<_>>();
        assert_eq!(widths(&made[0]), [1280, 640]);
        assert_eq!(widths(&made[2]), [1500, 1280, 960, 640, 320]);

        // Once more without the original: all three were kept.
        fs::remove_file(desk.media.blobs().path(&name)).unwrap();
        assert_eq!(desk.renditions(&name, &[crop, ON_SCREEN, webp]).unwrap(), made);
        let moved = Ladder { frame: Frame { area: Area::parse("0,0.1,1,0.84375").unwrap(), ..crop.frame }, ..crop };
        assert_eq!(desk.renditions(&name, &[moved]).unwrap_err().code, ErrorCode::BlobMissing);
    }

    #[test]
    fn a_damaged_rendition_is_made_again() {
        let desk = Desk::new();
        let name = desk.media.ingest(&desk.file(1, 700, 500)).unwrap().sha256;
        let made = desk.renditions(&name, &[ON_SCREEN]).unwrap();
        let shelf = desk.folder.path().join("library/cache/renditions/3").join(&name[..2]);
        for kept in fs::read_dir(shelf).unwrap() {
            let path = kept.unwrap().path();
            let mut bytes = fs::read(&path).unwrap();
            *bytes.last_mut().unwrap() ^= 1;
            fs::write(path, bytes).unwrap();
        }
        assert_eq!(desk.renditions(&name, &[ON_SCREEN]).unwrap(), made);
        assert_eq!(size(&desk.media.preview(&name, 320).unwrap()), (512, 366));
    }

    #[test]
    fn a_card_comes_in_in_order_and_a_bad_file_keeps_nobody_waiting() {
        let desk = Desk::new();
        let mut files: Vec<PathBuf> = (1..=12).map(|number| desk.file(number, 60 + u32::from(number), 40)).collect();
        fs::write(&files[4], "no picture").unwrap();
        files.push(files[0].clone());
        let taken = desk.ingest_all(&files);
        assert_eq!(taken.iter().map(|(number, _)| *number).collect::<Vec<_>>(), (0..13).collect::<Vec<_>>());
        for (number, picture) in &taken {
            match picture {
                Ok(picture) => assert_eq!(files[*number].file_name().unwrap().to_str().unwrap(), picture.file_name),
                Err(error) => assert_eq!((*number, error.code), (4, ErrorCode::PhotoNotAPicture)),
            }
        }
        // The same picture twice is one.
        assert_eq!(desk.media.blobs().names().unwrap().0.len(), 11);
    }

    #[test]
    fn of_pictures_that_belong_together_all_come_in_or_none_and_the_first_bad_one_is_told() {
        let desk = Desk::new();
        let good: Vec<PathBuf> = (1..=12).map(|number| desk.file(number, 60 + u32::from(number), 40)).collect();
        let (large, small) = (desk.file(20, 2000, 1500), desk.file(21, 60, 40));
        // The first to be found bad is the last in the row.
        let whole = fs::read(&large).unwrap();
        fs::write(&large, &whole[..whole.len() - 900]).unwrap();
        fs::write(&small, "no picture").unwrap();
        let mixed: Vec<PathBuf> = good[..6].iter().chain([&large]).chain(&good[6..]).chain([&small]).cloned().collect();
        let error = desk.media.ingest_whole(&mixed).unwrap_err();
        assert_eq!(error.code, ErrorCode::PhotoTruncated, "{error}");
        assert_eq!(desk.media.blobs().names().unwrap(), Default::default());

        let taken = desk.media.ingest_whole(&good).unwrap();
        let names = |files: &[PathBuf]| -> Vec<String> {
            files.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
        };
        assert_eq!(taken.iter().map(|picture| picture.file_name.clone()).collect::<Vec<_>>(), names(&good));
        assert_eq!(desk.media.blobs().names().unwrap().0.len(), 12);
    }

    #[test]
    fn a_person_who_stops_keeps_what_is_in_and_gets_no_more() {
        let desk = Desk::new();
        let files: Vec<PathBuf> = (1..=40).map(|number| desk.file(number, 60 + u32::from(number), 40)).collect();
        let heard = AtomicUsize::new(0);
        let mut numbers = Vec::new();
        desk.media.ingest_all(&files, &|| heard.load(Ordering::Relaxed) >= 3, &mut |number, picture| {
            numbers.push(number);
            assert!(desk.media.blobs().get(&picture.unwrap().sha256).is_ok());
            heard.fetch_add(1, Ordering::Relaxed);
        });
        assert!(numbers.len() >= 3);
        assert_eq!(numbers, (0..numbers.len()).collect::<Vec<_>>());
        assert_eq!(desk.media.blobs().names().unwrap().0.len(), numbers.len(), "what was begun was told");
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
        assert_eq!(safe_name(Path::new("/card/gi\u{202e}gpj.exe")).unwrap(), "gigpj.exe");
    }
}
