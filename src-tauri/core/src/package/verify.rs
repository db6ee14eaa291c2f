//! Reads a package back as a stranger would: is it whole, is it what was written, do its pictures say what
//! its stories say of them?

use std::{collections::BTreeSet, path::Path};

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    bag, bag_info,
    facts::{Facts, PictureFacts},
    formats::FORMATS,
    reader::{Bag, is_safe},
};
use crate::{
    Error, Language, Result, letters, photo,
    problem::{Checkup, Problem},
    story::{PhotoField, PhotoFields},
    strings,
};

const MAX_PICTURE_BYTES: u64 = 128 << 20;

/// Checks the package at `path`, a folder or a .zip. Without problems all is well; noted is what nobody here can judge.
///
/// Errors, where it can't be checked at all: `file_missing`, `file_unreadable`, `package_unreadable`.
pub fn verify(path: &Path, language: Language) -> Result<Checkup> {
    let mut check =
        Check { bag: Bag::open(path)?, language, found: Checkup::default(), payload: (0, 0), unread: BTreeSet::new() };
    check.names();
    check.declaration();
    check.checksums();
    let info = check.info();
    check.formats(&info);
    Ok(check.found)
}

struct Check {
    bag: Bag,
    language: Language,
    found: Checkup,
    /// The bytes and the number of the files below `data/`.
    payload: (u64, usize),
    /// Files already reported as unreadable: once is enough.
    unread: BTreeSet<String>,
}

impl Check {
    fn report(&mut self, path: &str, code: &str, params: &[(&'static str, &str)]) {
        self.found.problems.push(Problem::new(path, code, params, self.language));
    }

    fn names(&mut self) {
        for path in std::mem::take(&mut self.bag.unsafe_paths) {
            self.report(&path, "path_unsafe", &[]);
        }
    }

    /// A text file of the bag. `None`, and a report, where it is absent or no text.
    fn text(&mut self, path: &str) -> Option<String> {
        let bytes = self.bytes(path)?;
        String::from_utf8(bytes).map_err(|cause| self.unreadable(path, &cause.to_string())).ok()
    }

    /// A file of the bag, whole. `None`, and a report, where it is absent or too large.
    fn bytes(&mut self, path: &str) -> Option<Vec<u8>> {
        if !self.bag.has(path) {
            self.report(path, "file_missing", &[]);
            return None;
        }
        let bytes = self.bag.read(path, bag::MAX_TEXT_BYTES);
        bytes.map_err(|cause| self.unreadable(path, &cause.to_string())).ok()
    }

    fn unreadable(&mut self, path: &str, cause: &str) {
        if self.unread.insert(path.to_owned()) {
            self.report(path, "file_unreadable", &[("cause", cause)]);
        }
    }

    fn declaration(&mut self) {
        if let Some(text) = self.text(bag::BAGIT) {
            let version = bag::value(&text, "BagIt-Version").unwrap_or_default();
            let encoding = bag::value(&text, "Tag-File-Character-Encoding").unwrap_or_default();
            if version != "1.0" || !encoding.eq_ignore_ascii_case("UTF-8") {
                self.report(bag::BAGIT, "declaration_invalid", &[]);
            }
        }
    }

    /// Every file is listed, every listed file is there, and each one's bytes are those that were written.
    fn checksums(&mut self) {
        let payload = self.manifest(bag::MANIFEST);
        let tags = self.manifest(bag::TAG_MANIFEST);
        for (manifest, listed_in) in [(&payload, bag::MANIFEST), (&tags, bag::TAG_MANIFEST)] {
            for path in manifest.keys() {
                if !is_safe(path) || path.starts_with(bag::PAYLOAD) != (listed_in == bag::MANIFEST) {
                    self.report(path, "path_unsafe", &[]);
                } else if !self.bag.has(path) {
                    self.report(path, "file_missing", &[]);
                }
            }
        }

        let paths: Vec<String> = self.bag.paths().map(str::to_owned).collect();
        let (mut payload_bytes, mut payload_files) = (0, 0);
        for path in &paths {
            let is_payload = path.starts_with(bag::PAYLOAD);
            let expected = if is_payload { payload.get(path) } else { tags.get(path) };
            if expected.is_none() && path != bag::TAG_MANIFEST {
                self.report(path, "file_unlisted", &[]);
            }
            match self.bag.hash(path) {
                Ok((sha256, bytes)) => {
                    if is_payload {
                        payload_bytes += bytes;
                        payload_files += 1;
                    }
                    if expected.is_some_and(|expected| expected != &sha256) {
                        self.report(path, "checksum_differs", &[]);
                    }
                }
                Err(cause) => self.unreadable(path, &cause.to_string()),
            }
        }
        self.payload = (payload_bytes, payload_files);
    }

    /// What the package says of itself; nothing where that can't be read.
    fn info(&mut self) -> String {
        let Some(info) = self.text(bag::BAG_INFO) else { return String::new() };
        let (bytes, files) = self.payload;
        let found = format!("{bytes}.{files}");
        let expected = bag::value(&info, bag_info::PAYLOAD_OXUM).unwrap_or_default();
        if expected != found {
            self.report(bag::BAG_INFO, "size_differs", &[("expected", expected), ("found", &found)]);
        }
        info
    }

    fn manifest(&mut self, path: &str) -> bag::Manifest {
        let Some(text) = self.text(path) else { return bag::Manifest::new() };
        let (manifest, wrong) = bag::read_manifest(&text);
        for line in wrong {
            self.report(path, "manifest_line", &[("line", &line.to_string())]);
        }
        manifest
    }

    /// The files of each format that the package says it holds, or holds without saying so, can be read, and their
    /// pictures are there and say the same. What a newer Dateline, or another maker, put beside them is noted: its
    /// checksums are right, and more nobody here knows of it.
    fn formats(&mut self, info: &str) {
        let listed: BTreeSet<&str> = bag_info::formats(info).into_iter().collect();
        for unknown in listed.iter().filter(|id| FORMATS.iter().all(|format| format.id() != **id)) {
            let note = Problem::new(bag::BAG_INFO, "format_unknown", &[("format", unknown)], self.language);
            self.found.notes.push(note);
        }
        for format in FORMATS {
            let name = format.file_name();
            let is_its =
                |path: &&str| path.strip_prefix(bag::PAYLOAD).is_some_and(|path| path.rsplit('/').next() == Some(name));
            let mut files: Vec<String> = self.bag.paths().filter(is_its).map(str::to_owned).collect();
            if files.is_empty() && listed.contains(format.id()) {
                files.push(format!("{}{name}", bag::PAYLOAD));
            }
            for path in files {
                let Some(bytes) = self.bytes(&path) else { continue };
                match format.read(&bytes) {
                    Ok(facts) => self.pictures(&path, &facts),
                    Err(cause) => self.unreadable(&path, &cause),
                }
            }
        }
    }

    /// Pictures lie beside the file that speaks of them.
    fn pictures(&mut self, path: &str, facts: &Facts) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for PictureFacts { files, fields } in &facts.pictures {
            for name in files {
                let file = format!("{folder}/media/{name}");
                if !is_safe(&file) || !self.bag.has(&file) {
                    self.report(&file, "picture_missing", &[("story", path)]);
                } else if let Some(fields) = fields {
                    self.embedded(&file, fields);
                }
            }
        }
    }

    fn embedded(&mut self, file: &str, told: &PhotoFields) {
        let embedded = self.bag.read(file, MAX_PICTURE_BYTES).map_err(|cause| cause.to_string());
        let said = |error: Error| error.at(Path::new(file)).text(self.language).message;
        let embedded = embedded.and_then(|picture| photo::read_embedded(&picture).map_err(said));
        match embedded {
            Ok(embedded) => {
                for (field, iim_limit) in COMPARED {
                    let (expected, in_xmp, in_iim) =
                        (told.text(field), embedded.xmp.text(field), embedded.iim.text(field));
                    let are_names = field == PhotoField::Byline;
                    let same = |one: &str, other: &str| match are_names {
                        true => of_names(one) == of_names(other),
                        false => plain(one) == plain(other),
                    };
                    if !same(in_xmp, expected) {
                        self.differs(file, field, "XMP");
                    }
                    let fits = |limit| match are_names {
                        true => same(in_iim, expected) || same(in_iim, &names_in_iim(expected)),
                        false => fits_iim(in_iim, expected, limit),
                    };
                    if iim_limit.is_some_and(|limit| !fits(limit)) {
                        self.differs(file, field, "IIM");
                    }
                }
            }
            Err(cause) => self.unreadable(file, &cause),
        }
    }

    fn differs(&mut self, file: &str, field: PhotoField, standard: &str) {
        let name = strings::text(self.language, &format!("package.field.{}", field.name()));
        self.report(file, "embedded_differs", &[("field", &name), ("standard", standard)]);
    }
}

/// What is compared, and how many bytes IIM has for it (IPTC-IIM 4.2); it has no alternative text.
const COMPARED: [(PhotoField, Option<usize>); 4] = [
    (PhotoField::Caption, Some(2000)),
    (PhotoField::Credit, Some(32)),
    (PhotoField::AltText, None),
    (PhotoField::Byline, Some(32)),
];

/// Photographers, whatever stands between their names.
fn of_names(byline: &str) -> Vec<String> {
    byline.split([';', ',']).map(plain).filter(|name| !name.is_empty()).collect()
}

/// As much of each name as IIM has room for.
fn names_in_iim(byline: &str) -> String {
    let mut fields = PhotoFields::default();
    fields.set(PhotoField::Byline, byline);
    photo::Embedded::of(&fields).iim.text(PhotoField::Byline).to_owned()
}

/// IIM cuts a long text at its limit, never inside a letter, and perhaps at a space: as far short of it as the longest
/// letter, or the longest row of spaces, that there is.
fn fits_iim(kept: &str, expected: &str, limit: usize) -> bool {
    let expected = letters::fit(expected).replace(letters::turns, "");
    let letter = expected.graphemes(true).map(str::len).max().unwrap_or(0);
    let spaces = expected.split(|letter: char| !letter.is_whitespace()).map(str::len).max().unwrap_or(0);
    let was_cut = expected.len() > limit && kept.len() + letter + spaces > limit;
    plain(kept) == plain(&expected) || (was_cut && plain(&expected).starts_with(&plain(kept)))
}

/// Words without their spacing and directions, in letters taken apart (a text that is cut then begins as the whole one
/// does) and without what no text may hold: what two standards must agree on.
fn plain(text: &str) -> String {
    let text: String = letters::fit(text).nfd().filter(|letter| !letters::turns(*letter)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::{fs, io::Write};

    use tempfile::TempDir;

    use super::*;
    use crate::{
        ErrorCode, Progress,
        package::{PackageOptions, sample, write},
        story::{PhotoField, Settled},
    };

    /// A sound package in a folder of its own, to be spoilt.
    struct Spoilt {
        _out: TempDir,
        package: std::path::PathBuf,
        story: Settled,
    }

    fn package(zip: bool) -> Spoilt {
        let out = tempfile::tempdir().unwrap();
        let story = sample::cropped_story();
        let options = PackageOptions { out: out.path().to_owned(), zip, webp: true, ..PackageOptions::default() };
        let package = write(&story, &sample::Pixels, &options, &Progress::unwatched()).unwrap().package;
        Spoilt { _out: out, package, story }
    }

    impl Spoilt {
        fn problems(&self) -> Vec<(String, String)> {
            let problems = verify(&self.package, Language::Vietnamese).unwrap().problems;
            for problem in &problems {
                assert!(problem.message.contains(&problem.path), "{problem:?} does not name its file");
                assert!(!problem.message.starts_with("problem."), "{problem:?} has no words");
            }
            problems.into_iter().map(|problem| (problem.code, problem.path)).collect()
        }

        fn assert_found(&self, code: &str, path: &str) {
            let problems = self.problems();
            assert!(problems.contains(&(code.into(), path.into())), "no {code} of {path} in {problems:#?}");
        }

        fn read(&self, path: &str) -> Vec<u8> {
            fs::read(self.package.join(path)).unwrap()
        }

        fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
            fs::write(self.package.join(path), bytes).unwrap();
        }

        /// Makes manifests and sizes right again, as a careful forger would.
        fn sign_again(&self) {
            let sums = |wanted: &dyn Fn(&str) -> bool| {
                let mut bag = Bag::open(&self.package).unwrap();
                let paths: Vec<String> = bag.paths().filter(|path| wanted(path)).map(str::to_owned).collect();
                let files = paths.into_iter().map(|path| (path.clone(), bag.hash(&path).unwrap()));
                files.collect::<Vec<(String, (String, u64))>>()
            };
            let put = |path: &str, files: &[(String, (String, u64))]| {
                let files = files.iter().map(|(path, (sha256, _))| (path.as_str(), sha256.as_str()));
                self.put(path, bag::write_manifest(files));
            };
            let payload = sums(&|path| path.starts_with(bag::PAYLOAD));
            put(bag::MANIFEST, &payload);
            // What it says of itself stays, but for the sizes.
            let info = String::from_utf8(self.read(bag::BAG_INFO)).unwrap();
            let oxum = bag::value(&info, bag_info::PAYLOAD_OXUM).unwrap();
            let bytes: u64 = payload.iter().map(|(_, (_, bytes))| bytes).sum();
            self.put(bag::BAG_INFO, info.replace(oxum, &format!("{bytes}.{}", payload.len())));
            put(bag::TAG_MANIFEST, &sums(&|path| !path.starts_with(bag::PAYLOAD) && path != bag::TAG_MANIFEST));
        }
    }

    const PICTURE: &str = "data/media/02-cho-noi-2-640.jpg";
    const WEBP: &str = "data/media/02-cho-noi-2-640.webp";

    #[test]
    fn a_sound_package_has_no_problems() {
        for zip in [false, true] {
            assert_eq!(verify(&package(zip).package, Language::English).unwrap(), Checkup::default());
        }
        let signed_again = package(false);
        signed_again.sign_again();
        assert_eq!(signed_again.problems(), []);
    }

    #[test]
    fn one_changed_byte_in_any_file_is_found_and_the_file_named() {
        let sound = package(false);
        let paths: Vec<String> = Bag::open(&sound.package).unwrap().paths().map(str::to_owned).collect();
        assert!(paths.len() > 10);
        for path in paths {
            let before = sound.read(&path);
            for at in [0, before.len() / 2, before.len() - 2] {
                let mut after = before.clone();
                after[at] ^= 1;
                sound.put(&path, after);
                let problems = sound.problems();
                // A flipped byte inside a manifest shows in the manifest's own checksum, or, in the tag
                // manifest, in those of the files it lists.
                let named = |problem: &(String, String)| problem.1 == path || path == bag::TAG_MANIFEST;
                assert!(problems.iter().any(named), "byte {at} of {path}: {problems:?}");
            }
            sound.put(&path, before);
        }
        assert_eq!(sound.problems(), []);
    }

    #[test]
    fn what_was_added_removed_or_edited_is_found() {
        type Spoil = fn(&Spoilt);
        let cases: [(Spoil, &str, &str); 11] = [
            (|at| fs::remove_file(at.package.join(PICTURE)).unwrap(), "file_missing", PICTURE),
            (|at| fs::remove_file(at.package.join(PICTURE)).unwrap(), "picture_missing", PICTURE),
            (|at| fs::remove_file(at.package.join("bagit.txt")).unwrap(), "file_missing", "bagit.txt"),
            (|at| fs::remove_file(at.package.join(bag::MANIFEST)).unwrap(), "file_missing", bag::MANIFEST),
            (|at| at.put("data/media/them.jpg", "x"), "file_unlisted", "data/media/them.jpg"),
            (|at| at.put("ghi-chu.txt", "x"), "file_unlisted", "ghi-chu.txt"),
            (|at| at.put("bagit.txt", "BagIt-Version: 9\n"), "declaration_invalid", "bagit.txt"),
            (
                |at| {
                    let manifest = String::from_utf8(at.read(bag::MANIFEST)).unwrap();
                    let shorter: String = manifest.lines().skip(1).map(|line| format!("{line}\n")).collect();
                    at.put(bag::MANIFEST, shorter);
                },
                "file_unlisted",
                "data/article.html",
            ),
            (|at| at.put(bag::MANIFEST, "không phải bản kê\n"), "manifest_line", bag::MANIFEST),
            (
                |at| at.put(bag::MANIFEST, format!("{}  data/../../etc/passwd\n", "0".repeat(64))),
                "path_unsafe",
                "data/../../etc/passwd",
            ),
            (
                |at| {
                    at.put("data/article.html", "<html>");
                    at.sign_again();
                },
                "file_unreadable",
                "data/article.html",
            ),
        ];
        for (spoil, code, path) in cases {
            let spoilt = package(false);
            spoil(&spoilt);
            spoilt.assert_found(code, path);
        }
    }

    #[test]
    fn a_wrong_size_is_found_even_where_checksums_were_made_to_fit() {
        let spoilt = package(false);
        let info = String::from_utf8(spoilt.read(bag::BAG_INFO)).unwrap();
        let line = info.lines().find(|line| line.starts_with(bag_info::PAYLOAD_OXUM)).unwrap();
        spoilt.put(bag::BAG_INFO, info.replace(line, "Payload-Oxum: 1.1"));
        spoilt.assert_found("size_differs", bag::BAG_INFO);
    }

    #[test]
    fn a_story_file_that_cannot_be_read_is_found_even_where_checksums_were_made_to_fit() {
        for path in ["data/story.ninjs.json", "data/story.ninjs16.json", "data/article.html"] {
            let spoilt = package(false);
            let whole = spoilt.read(path);
            spoilt.put(path, &whole[..whole.len() / 2]);
            spoilt.sign_again();
            spoilt.assert_found("file_unreadable", path);
        }
    }

    /// A package that was written before they said which formats they hold.
    fn of_before() -> Spoilt {
        let frozen =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/packages/before-formats-were-listed");
        let out = tempfile::tempdir().unwrap();
        let package = out.path().join("goi");
        for path in Bag::open(&frozen).unwrap().paths() {
            let place = package.join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::copy(frozen.join(path), place).unwrap();
        }
        Spoilt { _out: out, package, story: sample::story() }
    }

    impl Spoilt {
        /// With another word in its bag-info.txt, and checksums made to fit.
        fn says(&self, old: &str, new: &str) {
            let info = String::from_utf8(self.read(bag::BAG_INFO)).unwrap();
            assert!(info.contains(old), "{info}");
            self.put(bag::BAG_INFO, info.replace(old, new));
            self.sign_again();
        }

        fn lacks(&self, path: &str) {
            fs::remove_file(self.package.join(path)).unwrap();
            self.sign_again();
        }
    }

    #[test]
    fn a_package_of_before_is_sound_and_held_to_the_formats_that_all_had_then() {
        assert_eq!(verify(&of_before().package, Language::English).unwrap(), Checkup::default());
        for path in ["data/article.html", "data/story.ninjs.json", "data/story.ninjs16.json"] {
            let spoilt = of_before();
            spoilt.lacks(path);
            assert_eq!(spoilt.problems(), [("file_missing".into(), path.into())]);
        }
        let spoilt = of_before();
        spoilt.put("data/story.ninjs.json", "{");
        spoilt.sign_again();
        spoilt.assert_found("file_unreadable", "data/story.ninjs.json");
    }

    #[test]
    fn a_package_is_held_to_the_formats_that_it_says_it_holds() {
        const FILE: &str = "data/story.ninjs16.json";
        const LINE: &str = "Dateline-Format: ninjs-1.6\n";
        let fewer = package(false);
        fewer.lacks(FILE);
        assert_eq!(fewer.problems(), [("file_missing".into(), FILE.into())]);
        fewer.says(LINE, "");
        assert_eq!(fewer.problems(), []);
        // What is there is looked at, said or not.
        let silent = package(false);
        silent.says(LINE, "");
        assert_eq!(silent.problems(), []);
        silent.put(FILE, "{");
        silent.sign_again();
        silent.assert_found("file_unreadable", FILE);
    }

    #[test]
    fn a_format_of_a_newer_dateline_is_told_and_is_no_problem() {
        let newer = package(false);
        newer.put("data/bai.docx", "PK");
        newer.says("Dateline-Format: article\n", "Dateline-Format: article\nDateline-Format: docx-1\n");
        for &language in Language::ALL {
            let Checkup { problems, notes } = verify(&newer.package, language).unwrap();
            assert_eq!(problems, []);
            assert_eq!(notes.iter().map(|note| note.code.as_str()).collect::<Vec<_>>(), ["format_unknown"]);
            assert!(notes[0].message.contains("docx-1") && notes[0].path == bag::BAG_INFO, "{notes:?}");
        }
        // Its bytes are still those that were written.
        newer.put("data/bai.docx", "KP");
        let found = verify(&newer.package, Language::English).unwrap().problems;
        assert_eq!(found.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["checksum_differs"]);
    }

    #[test]
    fn a_caption_changed_inside_a_picture_is_found_even_where_checksums_were_made_to_fit() {
        for field in [PhotoField::Caption, PhotoField::Credit, PhotoField::AltText, PhotoField::Byline] {
            for words in ["Lời khác hẳn.", ""] {
                let mut fields = sample::story().photos[1].fields.clone();
                fields.set(field, words);
                for picture in [PICTURE, WEBP] {
                    let spoilt = package(false);
                    spoilt.put(picture, photo::embed(&spoilt.read(picture), &fields).unwrap());
                    spoilt.sign_again();
                    spoilt.assert_found("embedded_differs", picture);
                    assert!(spoilt.problems().iter().all(|(_, path)| path == picture), "only that picture is named");
                }
            }
        }
    }

    #[test]
    fn a_caption_changed_in_the_story_alone_is_found() {
        let spoilt = package(false);
        let story = String::from_utf8(spoilt.read("data/story.ninjs.json")).unwrap();
        let caption = spoilt.story.photos[0].fields.text(PhotoField::Caption);
        spoilt.put("data/story.ninjs.json", story.replace(caption, "Lời khác hẳn."));
        spoilt.sign_again();
        spoilt.assert_found("embedded_differs", "data/media/01-cho-noi-1-1280.jpg");
    }

    #[test]
    fn a_long_caption_may_be_cut_in_iim_and_nowhere_else() {
        let long = "chữ ".repeat(600);
        let at = (1990..=2000).rev().find(|at| long.is_char_boundary(*at)).unwrap();
        for (kept, fits) in
            [(&long[..at], true), (long[..at].trim_end(), true), (&long, true), ("chữ", false), ("", false)]
        {
            assert_eq!(fits_iim(kept, &long, 2000), fits, "{} bytes kept", kept.len());
        }
        for (kept, expected) in [("", "chữ"), ("chữ", ""), ("ch", "chữ"), ("khác", "chữ")] {
            assert!(!fits_iim(kept, expected, 2000), "{kept:?}");
        }
    }

    #[test]
    fn long_odd_and_hostile_texts_pass_the_check_as_they_were_written() {
        let mut long = sample::story();
        let fields = &mut long.photos[0].fields;
        fields.set(PhotoField::Caption, "Dòng một,  hai cách.\r\nDòng hai.\n".repeat(100));
        fields.set(PhotoField::Credit, "Hợp tác xã Nhiếp ảnh Đồng bằng sông Cửu Long");
        fields.set(PhotoField::Byline, "Lam Khê và các bạn đồng nghiệp ở bến sông");
        // Letters with their marks apart, as some cameras' software writes them.
        fields.set(PhotoField::AltText, "cho\u{31b}\u{323} nổi\u{b}\u{0}");
        for story in [long, sample::hostile_story()] {
            let out = tempfile::tempdir().unwrap();
            let options = PackageOptions { out: out.path().to_owned(), ..PackageOptions::default() };
            let report = write(&story, &sample::Pixels, &options, &Progress::unwatched()).unwrap();
            assert_eq!(verify(&report.package, Language::English).unwrap(), Checkup::default());
        }
    }

    /// A .zip with these entries.
    fn zip_of(entries: &[(&str, &[u8])]) -> tempfile::NamedTempFile {
        let mut file = tempfile::Builder::new().suffix(".zip").tempfile().unwrap();
        let mut zip = zip::ZipWriter::new(&mut file);
        for (name, bytes) in entries {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        file
    }

    fn refused(result: Result<Checkup>) -> (ErrorCode, String) {
        let error: Error = result.unwrap_err();
        (error.code, error.params["path"].clone())
    }

    #[test]
    fn a_changed_byte_in_a_zip_is_found() {
        let spoilt = package(true);
        let mut bytes = fs::read(&spoilt.package).unwrap();
        let caption = "Ghe chở khóm".as_bytes();
        let at = bytes.windows(caption.len()).position(|window| window == caption).unwrap();
        bytes[at] ^= 1;
        fs::write(&spoilt.package, bytes).unwrap();
        assert!(!spoilt.problems().is_empty());
    }

    #[test]
    fn a_zip_that_leads_out_of_its_folder_is_told_and_not_followed() {
        let file = zip_of(&[("goi/bagit.txt", bag::DECLARATION.as_bytes()), ("goi/../../etc/cron", b"x")]);
        let problems = verify(file.path(), Language::English).unwrap().problems;
        let unsafe_path = problems.iter().find(|problem| problem.code == "path_unsafe").unwrap();
        assert_eq!(unsafe_path.path, "goi/../../etc/cron");
    }

    #[test]
    fn a_zip_that_swells_is_refused_unopened() {
        let file = zip_of(&[("goi/bagit.txt", bag::DECLARATION.as_bytes()), ("goi/data/x", &vec![0; 50 << 20])]);
        let (code, path) = refused(verify(file.path(), Language::English));
        assert_eq!((code, path), (ErrorCode::PackageUnreadable, file.path().display().to_string()));
    }

    #[test]
    fn what_is_no_package_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("a.zip");
        fs::write(&text, "chữ").unwrap();
        assert_eq!(refused(verify(&text, Language::English)).0, ErrorCode::PackageUnreadable);
        assert_eq!(refused(verify(&folder.path().join("none"), Language::English)).0, ErrorCode::FileMissing);
        let other_zip = zip_of(&[("readme.txt", b"x")]);
        assert_eq!(refused(verify(other_zip.path(), Language::English)).0, ErrorCode::PackageUnreadable);
        // A folder can be looked at: it lacks everything.
        let problems = verify(folder.path(), Language::English).unwrap().problems;
        assert!(problems.iter().any(|problem| problem.path == "bagit.txt" && problem.code == "file_missing"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_told_and_not_followed() {
        let spoilt = package(false);
        std::os::unix::fs::symlink("/etc", spoilt.package.join("data/media/etc")).unwrap();
        spoilt.assert_found("path_unsafe", "data/media/etc");
    }
}
