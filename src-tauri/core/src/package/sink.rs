//! Where formats put their files. A path is checked before anything is written: it stays inside `data/`, every file system
//! takes it, and no other file has it.

use std::{collections::BTreeSet, io::Read, path::Path};

use super::bag::MAX_TEXT_BYTES;
use crate::{Error, ErrorCode, Result, memory};

/// As deep as anybody looks.
const MAX_DEPTH: usize = 8;
/// Of each folder's or file's name; file systems take 255.
const MAX_NAME_BYTES: usize = 120;
/// What Windows keeps for itself, whatever stands behind a dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// What comes of a file: its path inside `data/`, and its bytes.
type Store<'a> = &'a mut dyn FnMut(&str, &mut dyn Read) -> Result<()>;

pub struct Sink<'a> {
    /// Where `data/` will be, for errors.
    place: &'a Path,
    /// In small letters: some file systems tell names apart no further.
    taken: BTreeSet<String>,
    store: Store<'a>,
}

impl<'a> Sink<'a> {
    pub fn new(place: &'a Path, store: Store<'a>) -> Self {
        Self { place, taken: BTreeSet::new(), store }
    }

    /// A file that is read back whole. Errors: `file_too_large`, where nobody could.
    pub fn put(&mut self, path: &str, mut bytes: &[u8]) -> Result<()> {
        let size = bytes.len() as u64;
        if size > MAX_TEXT_BYTES {
            return Err(Error::new(ErrorCode::FileTooLarge)
                .at(&self.place.join(path))
                .with("size", memory::told(size))
                .with("limit", memory::told(MAX_TEXT_BYTES)));
        }
        self.stream(path, &mut bytes)
    }

    /// A file of any length.
    pub fn stream(&mut self, path: &str, source: &mut dyn Read) -> Result<()> {
        self.take(path)?;
        (self.store)(path, source)
    }

    /// Keeps a path from all who come later.
    pub fn take(&mut self, path: &str) -> Result<()> {
        let name = path.to_ascii_lowercase();
        let below = format!("{name}/");
        let is_folder = self.taken.range(below.clone()..).next().is_some_and(|taken| taken.starts_with(&below));
        let is_in_file = name.match_indices('/').any(|(at, _)| self.taken.contains(&name[..at]));
        if !is_portable(path) || is_folder || is_in_file || !self.taken.insert(name) {
            return Err(Error::internal(format!("no file of a package can be called {path:?}, or another is")));
        }
        Ok(())
    }
}

/// Whether a path means the same everywhere: Latin letters, digits, `.`, `-` and `_`, and nothing that leads anywhere else.
fn is_portable(path: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let is_device = |name: &str| {
        let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
        DEVICES.contains(&stem.trim_end_matches(|letter: char| letter.is_ascii_digit()))
    };
    path.split('/').count() <= MAX_DEPTH
        && path.split('/').all(|name| {
            (1..=MAX_NAME_BYTES).contains(&name.len())
                && name.bytes().all(is_letter)
                && !name.starts_with(['.', '-'])
                && !name.ends_with('.')
                && !is_device(name)
        })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn what_is_put_and_what_is_streamed_arrives_under_its_path() {
        let mut files = Vec::new();
        let mut store = |path: &str, source: &mut dyn Read| {
            let text = io::read_to_string(source).map_err(Error::internal)?;
            files.push((path.to_owned(), text));
            Ok(())
        };
        let mut sink = Sink::new(Path::new("data"), &mut store);
        sink.put("bai.html", b"<p>a</p>").unwrap();
        sink.stream("uploads/2026/09/cho-noi.jpg", &mut "ảnh".as_bytes()).unwrap();
        let expected = [("bai.html", "<p>a</p>"), ("uploads/2026/09/cho-noi.jpg", "ảnh")];
        assert_eq!(files, expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_path_is_taken_only_where_every_system_takes_it_and_nobody_has_it() {
        let long = "a".repeat(121);
        for (before, path, may_be) in [
            (&[][..], "story.ninjs.json", true),
            (&[], "uploads/2026/09/01-cho_noi-1280.jpg", true),
            (&["media/a.jpg"], "media/b.jpg", true),
            // What leads out of the package, or would be hidden in it.
            (&[], "", false),
            (&[], "/etc/passwd", false),
            (&[], "../bagit.txt", false),
            (&[], "media/../../x", false),
            (&[], "media//a.jpg", false),
            (&[], "media/", false),
            (&[], "C:/x", false),
            (&[], "a\\b", false),
            (&[], ".htaccess", false),
            (&[], "a/b/c/d/e/f/g/h/i", false),
            // What some file system, or some program, does not take or takes for something else.
            (&[], "bài.html", false),
            (&[], "a b.html", false),
            (&[], "a\n.html", false),
            (&[], "-rf", false),
            (&[], "con.html", false),
            (&[], "media/LPT1", false),
            (&[], "bai.", false),
            (&[], &long, false),
            (&[], "console.html", true),
            // Twins, also where large and small letters are one, and a file in the way of a folder.
            (&["article.html"], "article.html", false),
            (&["article.html"], "Article.HTML", false),
            (&["media"], "media/a.jpg", false),
            (&["media/a.jpg"], "media", false),
            (&["media/a.jpg"], "media-b", true),
        ] {
            let mut store = |_: &str, _: &mut dyn Read| Ok(());
            let mut sink = Sink::new(Path::new("data"), &mut store);
            before.iter().for_each(|path| sink.take(path).unwrap());
            assert_eq!(sink.put(path, b"x").is_ok(), may_be, "{path:?} after {before:?}");
        }
    }

    #[test]
    fn a_file_that_nobody_could_read_back_is_refused_by_its_place_and_a_stream_is_as_long_as_it_is() {
        let mut length = 0;
        let mut store = |_: &str, source: &mut dyn Read| {
            length = io::copy(source, &mut io::sink()).map_err(Error::internal)?;
            Ok(())
        };
        let mut sink = Sink::new(Path::new("goi/data"), &mut store);
        let bytes = vec![b'a'; MAX_TEXT_BYTES as usize + 1];
        let error = sink.put("article.html", &bytes).unwrap_err();
        assert_eq!((error.code, error.params["path"].as_str()), (ErrorCode::FileTooLarge, "goi/data/article.html"));
        sink.stream("bai.docx", &mut bytes.as_slice()).unwrap();
        assert_eq!(length, bytes.len() as u64);
    }
}
