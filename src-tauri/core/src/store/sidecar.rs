//! What programs write beside a picture and not into it: XMP in a file of its own, called as the picture is
//! (`IMG_7.JPG.xmp`), or as all that was taken with it (`IMG_7.xmp`).

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use crate::files;

const ENDINGS: [&str; 2] = ["xmp", "XMP"];

/// The sidecar of the picture at `path`, where there is one.
pub fn beside(path: &Path) -> Option<PathBuf> {
    names(path).find(|sidecar| files::regular(sidecar).is_ok())
}

/// Whether a file is the sidecar of a picture of this name.
pub fn is_beside(sidecar: &str, picture: &str) -> bool {
    let Some((stem, ending)) = sidecar.rsplit_once('.') else { return false };
    let picture_stem = picture.rsplit_once('.').map_or(picture, |(stem, _)| stem);
    ending.eq_ignore_ascii_case("xmp") && (stem == picture || stem == picture_stem)
}

/// Who names the picture whole means none but it.
fn names(path: &Path) -> impl Iterator<Item = PathBuf> {
    let whole = ENDINGS.map(|ending| {
        let mut name = OsString::from(path);
        name.push(format!(".{ending}"));
        PathBuf::from(name)
    });
    whole.into_iter().chain(ENDINGS.map(|ending| path.with_extension(ending))).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_one_that_names_the_picture_whole_is_read_before_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let picture = folder.path().join("IMG_7.JPG");
        assert!(beside(&picture).is_none());
        for (name, content) in [("IMG_7.XMP", "stem, large"), ("IMG_7.xmp", "stem"), ("IMG_7.JPG.xmp", "whole")] {
            fs::write(folder.path().join(name), content).unwrap();
            assert_eq!(fs::read_to_string(beside(&picture).unwrap()).unwrap(), content, "{name}");
        }
    }

    #[test]
    fn a_sidecar_is_known_by_its_pictures_name() {
        for (sidecar, picture, is) in [
            ("IMG_7.xmp", "IMG_7.JPG", true),
            ("IMG_7.JPG.xmp", "IMG_7.JPG", true),
            ("IMG_7.XMP", "IMG_7.JPG", true),
            ("IMG_70.xmp", "IMG_7.JPG", false),
            ("IMG_7.txt", "IMG_7.JPG", false),
            ("xmp", "IMG_7.JPG", false),
        ] {
            assert_eq!(is_beside(sidecar, picture), is, "{sidecar}");
        }
    }
}
