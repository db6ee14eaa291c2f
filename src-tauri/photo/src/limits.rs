//! How much a picture may ask of this computer, checked from its header before a pixel is made.

use super::fault::{Checked, Fault};

pub(super) const MAX_FILE_BYTES: usize = 200 * 1024 * 1024;
const MAX_PIXELS: u64 = 200_000_000;
const MAX_SIDE: u32 = 40_000;
/// The most that a whole decoded picture may take (JPEGs are decoded smaller and stay far below).
pub(super) const MAX_DECODED_BYTES: u64 = 1024 * 1024 * 1024;

/// The longest packet of XMP that is read, put together and unpacked.
pub(super) const MAX_XMP_BYTES: usize = 4 * 1024 * 1024;
/// What reading a PNG's heading may take. Its colour profile is packed, and a small one may unpack to gigabytes.
pub(super) const MAX_PNG_HEADING_BYTES: u64 = 64 * 1024 * 1024;

/// A progressive JPEG has 10 scans or so; each further one costs a pass over all of the picture.
const MAX_SCANS: usize = 100;
const MAX_SCANNED_PIXELS: u64 = 3_000_000_000;

pub(super) fn check_file(bytes: &[u8]) -> Checked<()> {
    let megabytes = |bytes: usize| format!("{} MB", bytes.div_ceil(1024 * 1024));
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Fault::FileTooLarge { size: megabytes(bytes.len()), limit: megabytes(MAX_FILE_BYTES) });
    }
    Ok(())
}

pub(super) fn check_picture(width: u32, height: u32) -> Checked<()> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(Fault::Damaged(format!("{width} × {height} px")));
    }
    if width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(too_large(width, height));
    }
    Ok(())
}

pub(super) fn too_large(width: u32, height: u32) -> Fault {
    let megapixels = u64::from(width) * u64::from(height) / 1_000_000;
    Fault::PictureTooLarge {
        size: format!("{width} × {height} px ({megapixels} MP)"),
        limit: format!("{MAX_SIDE} px, {} MP", MAX_PIXELS / 1_000_000),
    }
}

pub(super) fn check_scans(scans: usize, width: u32, height: u32) -> Checked<()> {
    let work = u64::from(width) * u64::from(height) * scans as u64;
    if scans > MAX_SCANS || work > MAX_SCANNED_PIXELS {
        return Err(Fault::Unsupported(format!("JPEG, {scans} scans")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_a_person_says_them() {
        let Err(Fault::PictureTooLarge { size, limit }) = check_picture(60_000, 60_000) else { panic!() };
        assert_eq!((size.as_str(), limit.as_str()), ("60000 × 60000 px (3600 MP)", "40000 px, 200 MP"));
    }

    #[test]
    fn the_edges_of_what_is_taken_in() {
        assert!(check_picture(20_000, 10_000).is_ok());
        assert!(check_picture(40_000, 5_000).is_ok());
        assert!(check_picture(40_001, 1).is_err());
        assert!(check_picture(20_001, 10_000).is_err());
        assert!(check_picture(0, 10).is_err());

        assert!(check_scans(10, 20_000, 10_000).is_ok());
        assert!(check_scans(100, 1_000, 1_000).is_ok());
        assert!(check_scans(101, 10, 10).is_err());
        assert!(check_scans(99, 8_000, 4_000).is_err());
    }
}
