//! Which files of a card or a folder are pictures, in the order in which a person sees them.

use std::{
    cmp::Ordering,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::{
    Error, ErrorCode,
    photo::{self, Known},
    store::sidecar,
};

/// A photographer's folders are three deep; what is far deeper goes round in circles, or is no folder of pictures.
const MAX_DEPTH: usize = 8;
const MAX_PICTURES: usize = 5_000;
/// However little of it is pictures, more than this is not looked through.
const MAX_ENTRIES: usize = 100_000;

/// Endings of pictures that come in, or of which whoever reads them says why not. What else comes in is known by its
/// first bytes.
const PICTURES: [&str; 15] =
    ["jpg", "jpeg", "jpe", "jfif", "jif", "mpo", "png", "tif", "tiff", "webp", "heic", "heif", "hif", "avif", "gif"];
/// Cameras' own formats. Many of them look like TIFF inside, with nothing but a thumbnail to read there.
const RAW: [&str; 40] = [
    "3fr", "ari", "arw", "bay", "braw", "cap", "cr2", "cr3", "crw", "dcr", "dcs", "dng", "drf", "eip", "erf", "fff",
    "gpr", "iiq", "k25", "kdc", "mdc", "mef", "mos", "mrw", "nef", "nrw", "orf", "ori", "pef", "ptx", "pxn", "raf",
    "raw", "rw2", "rwl", "rwz", "sr2", "srf", "srw", "x3f",
];
/// Pictures of other kinds, whatever their bytes look like.
const OTHERS: [&str; 26] = [
    "ai", "avifs", "bmp", "cdr", "dds", "eps", "exr", "hdr", "heics", "ico", "j2c", "j2k", "jp2", "jpf", "jpx", "jxl",
    "jxr", "pcx", "psb", "psd", "qoi", "svg", "tga", "wdp", "xcf", "ppm",
];
/// As many of its first bytes tell what a file is.
const FIRST_BYTES: u64 = 256;
/// Of more files that are no pictures nobody reads the names.
const MAX_PASSED_OVER: usize = 1_000;

#[derive(Debug, Default)]
pub struct Found {
    pub files: Vec<PathBuf>,
    pub failed: Vec<(PathBuf, Error)>,
    /// Files in folders that are no pictures.
    pub passed_over: Vec<PathBuf>,
}

/// The files at `paths`, and for folders the pictures in them: by their first bytes where their names say nothing. In a
/// folder, what is hidden or a link is passed over without a word, and whatever else is no picture is told of; what was
/// named is always asked for.
pub fn pictures_in(paths: &[PathBuf]) -> Found {
    let mut walk = Walk { found: Found::default(), entries: 0 };
    for path in paths {
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => walk.folder(path, 0),
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => walk.failed(path, Error::reading(path, cause)),
            // One that is not there is told by whoever reads it, among its fellows.
            _ => walk.file(path),
        }
    }
    walk.found
}

struct Walk {
    found: Found,
    entries: usize,
}

impl Walk {
    fn folder(&mut self, folder: &Path, depth: usize) {
        if depth > MAX_DEPTH {
            return self.unreadable(folder, "cause.too_deep");
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(cause) => return self.failed(folder, Error::reading(folder, cause)),
        };
        let mut inside = Vec::new();
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                // What was read by then comes in; that it is not all of the folder is told.
                Err(cause) => {
                    self.failed(folder, Error::reading(folder, cause));
                    break;
                }
            };
            self.entries += 1;
            if self.entries > MAX_ENTRIES {
                return self.unreadable(folder, "cause.too_many_files");
            }
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            // Not what a link leads to.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() || kind.is_file() => inside.push((name, entry.path(), kind.is_dir())),
                Ok(_) => (),
                // It may be a picture, or a folder of them.
                Err(cause) => self.failed(&entry.path(), Error::reading(&entry.path(), cause)),
            }
        }
        inside.sort_by(|one, other| natural(&one.0, &other.0));
        let mut asides = Vec::new();
        let mut pictures = Vec::new();
        for (name, path, is_folder) in inside {
            if is_folder {
                self.folder(&path, depth + 1);
                continue;
            }
            match kind(&path) {
                Kind::Picture if self.found.files.len() >= MAX_PICTURES => {
                    return self.unreadable(folder, "cause.too_many_files");
                }
                Kind::Picture => {
                    self.found.files.push(path);
                    pictures.push(name);
                }
                Kind::Other(cause) => {
                    self.unsupported(&path, cause);
                    pictures.push(name);
                }
                Kind::Unreadable(error) => self.failed(&path, error),
                Kind::None => asides.push((name, path)),
            }
        }
        // What belongs to a picture is read with it.
        asides.retain(|(name, _)| !pictures.iter().any(|picture| sidecar::is_beside(name, picture)));
        let room = MAX_PASSED_OVER.saturating_sub(self.found.passed_over.len());
        self.found.passed_over.extend(asides.into_iter().map(|(_, path)| path).take(room));
    }

    fn file(&mut self, path: &Path) {
        match raw(path) {
            Some(kind) => self.unsupported(path, kind),
            None => self.found.files.push(path.to_owned()),
        }
    }

    fn unsupported(&mut self, path: &Path, kind: String) {
        let error = Error::new(ErrorCode::PhotoUnsupported).at(path).with("cause", kind);
        self.failed(path, error.with_words("advice", "advice.export_as_jpeg"));
    }

    fn unreadable(&mut self, folder: &Path, cause: &'static str) {
        self.failed(folder, Error::new(ErrorCode::FileUnreadable).at(folder).with_words("cause", cause));
    }

    fn failed(&mut self, path: &Path, error: Error) {
        self.found.failed.push((path.to_owned(), error));
    }
}

/// What a file of a folder is.
enum Kind {
    Picture,
    /// A picture that is known and not read.
    Other(String),
    Unreadable(Error),
    None,
}

fn kind(path: &Path) -> Kind {
    if has_ending(path, &PICTURES) {
        return Kind::Picture;
    }
    let first = match File::open(path).and_then(|file| {
        let mut first = Vec::new();
        file.take(FIRST_BYTES).read_to_end(&mut first).map(|_| first)
    }) {
        Ok(first) => first,
        Err(cause) => return Kind::Unreadable(Error::reading(path, cause)),
    };
    let other = ending(path).filter(|_| has_ending(path, &OTHERS));
    match (photo::known(&first), raw(path)) {
        // Cameras' own formats look like it.
        (Known::Picture { is_tiff: true } | Known::None, Some(raw)) => Kind::Other(raw),
        (Known::Picture { .. }, _) => Kind::Picture,
        (Known::Other(name), _) => Kind::Other(name),
        (Known::None, None) => other.map_or(Kind::None, |ending| Kind::Other(ending.to_uppercase())),
    }
}

fn raw(path: &Path) -> Option<String> {
    Some(format!("RAW ({})", ending(path).filter(|_| has_ending(path, &RAW))?.to_uppercase()))
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    ending(path).is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// IMG_2 before IMG_10, whatever the case.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let (Some(l), Some(r)) = (left.chars().next(), right.chars().next()) else {
            // What differs in case or in leading zeros alone has an order too.
            return left.len().cmp(&right.len()).then_with(|| one.cmp(other));
        };
        let order = if l.is_ascii_digit() && r.is_ascii_digit() {
            let (number, after) = number(left);
            let (other_number, other_after) = self::number(right);
            (left, right) = (after, other_after);
            number.len().cmp(&other_number.len()).then_with(|| number.cmp(other_number))
        } else {
            (left, right) = (&left[l.len_utf8()..], &right[r.len_utf8()..]);
            l.to_lowercase().cmp(r.to_lowercase())
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// The digits that `text` begins with, without zeros before them, and what follows.
fn number(text: &str) -> (&str, &str) {
    let (digits, after) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    (digits.trim_start_matches('0'), after)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn put(folder: &Path, names: &[&str]) {
        for name in names {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
    }

    fn names(folder: &Path, paths: &[PathBuf]) -> Vec<String> {
        paths.iter().map(|path| path.strip_prefix(folder).unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn names_are_put_in_the_order_in_which_a_person_counts() {
        let mut sorted =
            ["IMG_10", "img_9", "IMG_2b", "IMG_2", "IMG_02", "Ảnh 1", "", "IMG", "IMG_100000000000000000000"];
        sorted.sort_by(|one, other| natural(one, other));
        assert_eq!(
            sorted,
            ["", "IMG", "IMG_02", "IMG_2", "IMG_2b", "img_9", "IMG_10", "IMG_100000000000000000000", "Ảnh 1"]
        );
        for one in sorted {
            for other in sorted {
                assert_eq!(natural(one, other), natural(other, one).reverse(), "{one} {other}");
            }
        }
    }

    #[test]
    fn a_card_gives_its_pictures_in_order_and_tells_of_those_that_cannot_be_read() {
        let card = tempfile::tempdir().unwrap();
        let folder = card.path();
        put(folder, &["DCIM/100/IMG_10.JPG", "DCIM/100/IMG_2.jpg", "DCIM/101/IMG_1.heic", "DCIM/100/IMG_2.NEF"]);
        put(folder, &["DCIM/100/.IMG_2.jpg", "DCIM/Thumbs.db", "MISC/AUTPRINT.MRK", ".Trashes/x.jpg", "lời.txt"]);
        put(folder, &["DCIM/100/IMG_2.xmp", "DCIM/100/IMG_10.JPG.xmp", "DCIM/100/IMG_11.xmp"]);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder, folder.join("DCIM/vòng")).unwrap();
            std::os::unix::fs::symlink(folder.join("lời.txt"), folder.join("DCIM/lien-ket.jpg")).unwrap();
        }
        let Found { files, failed, passed_over } = pictures_in(&[folder.to_owned()]);
        assert_eq!(names(folder, &files), ["DCIM/100/IMG_2.jpg", "DCIM/100/IMG_10.JPG", "DCIM/101/IMG_1.heic"]);
        let failed: Vec<_> = failed.into_iter().map(|(path, error)| (path, error.code)).collect();
        assert_eq!(failed, [(folder.join("DCIM/100/IMG_2.NEF"), ErrorCode::PhotoUnsupported)]);
        // What belongs to a picture is no file of its own; one that no picture is called like is.
        let passed_over = names(folder, &passed_over);
        assert_eq!(passed_over, ["DCIM/100/IMG_11.xmp", "DCIM/Thumbs.db", "MISC/AUTPRINT.MRK", "lời.txt"]);
    }

    #[test]
    fn a_files_first_bytes_say_what_it_is() {
        const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0";
        const HEIC: &[u8] = b"\0\0\0\x18ftypheix\0\0\0\0mif1heic";
        const AVIF: &[u8] = b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avifmiaf";
        for (name, bytes, told) in [
            ("IMG_0006.HIF", HEIC, "picture"),
            ("IMG_0007.JFIF", JPEG, "picture"),
            ("IMG_0008.MPO", JPEG, "picture"),
            ("không đuôi", JPEG, "picture"),
            ("bài.txt", JPEG, "picture"),
            ("lưu.bak", b"\x89PNG\r\n\x1A\n", "picture"),
            ("lưu.tmp", b"II*\0\x08\0\0\0", "picture"),
            ("nhầm.CR2", JPEG, "picture"),
            ("a.CR2", b"II*\0\x10\0\0\0CR\x02\0", "RAW (CR2)"),
            ("a.GPR", b"II*\0\x08\0\0\0", "RAW (GPR)"),
            ("a.FFF", b"MM\0*\0\0\0\x08", "RAW (FFF)"),
            ("a.RWL", b"IIU\0\x18\0\0\0", "RAW (RW2)"),
            ("a.X3F", b"FOVb\0\0", "RAW (X3F)"),
            ("a.3FR", b"?", "RAW (3FR)"),
            ("a.jxl", b"\xFF\x0A\xF8", "JPEG XL"),
            ("a.bin", b"\0\0\0\x0CJXL \r\n\x87\n", "JPEG XL"),
            ("a.jp2", b"\0\0\0\x0CjP  \r\n", "JPEG 2000"),
            ("a.psd", b"8BPS\0\x01", "Photoshop"),
            ("b.psd", b"", "PSD"),
            ("a.svg", b"<svg/>", "SVG"),
            ("a.dat", AVIF, "AVIF"),
            ("phim.MOV", b"\0\0\0\x14ftypqt  ", "passed over"),
            ("âm thanh.WAV", b"RIFF\x10\0\0\0WAVEfmt ", "passed over"),
            ("trống", b"", "passed over"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(name), bytes).unwrap();
            let Found { files, failed, passed_over } = pictures_in(&[folder.path().to_owned()]);
            let found = match (files.as_slice(), failed.as_slice(), passed_over.as_slice()) {
                ([_], [], []) => "picture",
                ([], [(_, error)], []) => error.params["cause"].as_str(),
                ([], [], [_]) => "passed over",
                other => panic!("{name}: {other:?}"),
            };
            assert_eq!(found, told, "{name}");
        }
    }

    #[test]
    fn what_was_named_is_never_passed_over_and_keeps_its_order() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        put(folder, &["b.txt", ".ẩn.jpg", "thư mục/2.jpg", "thư mục/1.jpg", "r.CR2"]);
        let named = ["b.txt", "thư mục", "không có.jpg", ".ẩn.jpg", "r.CR2"].map(|name| folder.join(name));
        let Found { files, failed, passed_over } = pictures_in(&named);
        assert_eq!(names(folder, &files), ["b.txt", "thư mục/1.jpg", "thư mục/2.jpg", "không có.jpg", ".ẩn.jpg"]);
        assert_eq!((failed.len(), passed_over.len()), (1, 0));
    }

    #[test]
    fn folders_without_end_are_told_of_and_the_rest_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let deep = "a/".repeat(MAX_DEPTH);
        put(folder, &[&format!("{deep}tới.jpg"), &format!("{deep}a/quá.jpg"), "b.jpg"]);
        let Found { files, failed, .. } = pictures_in(&[folder.to_owned()]);
        assert_eq!(names(folder, &files), [&format!("{deep}tới.jpg"), "b.jpg"]);
        assert_eq!((failed.len(), &failed[0].0), (1, &folder.join(format!("{deep}a"))));
    }

    #[test]
    fn more_pictures_than_are_taken_in_at_once_are_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let name = |number| folder.path().join(format!("{number}.jpg"));
        fs::write(name(0), "").unwrap();
        for number in 1..=MAX_PICTURES {
            // The same under another name, which is quicker than another file.
            fs::hard_link(name(0), name(number)).unwrap();
        }
        let Found { files, failed, .. } = pictures_in(&[folder.path().to_owned()]);
        assert_eq!((files.len(), failed.len()), (MAX_PICTURES, 1));
        assert_eq!(failed[0].1.code, ErrorCode::FileUnreadable);
    }
}
