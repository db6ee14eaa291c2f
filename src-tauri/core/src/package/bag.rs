//! What BagIt 1.0 (RFC 8493) says about a bag's own files: how they are written and how they are read back.

use std::{collections::BTreeMap, fmt::Write};

pub const BAGIT: &str = "bagit.txt";
pub const BAG_INFO: &str = "bag-info.txt";
pub const MANIFEST: &str = "manifest-sha256.txt";
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// The folder of what is packaged; all else is about it.
pub const PAYLOAD: &str = "data/";

pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// Tag files and stories are read whole up to here, and none is written that is larger.
pub const MAX_TEXT_BYTES: u64 = 32 << 20;

/// The value of a label in `bag-info.txt` or `bagit.txt`; the first of several.
pub fn value<'a>(tags: &'a str, label: &str) -> Option<&'a str> {
    values(tags, label).next()
}

/// Every value of a label. Labels are told apart without regard to case.
pub fn values<'a>(tags: &'a str, label: &str) -> impl Iterator<Item = &'a str> {
    tags.lines().filter_map(move |line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case(label).then_some(value.trim())
    })
}

/// Paths and their checksums.
pub type Manifest = BTreeMap<String, String>;

pub fn write_manifest<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    files.into_iter().fold(String::new(), |mut lines, (path, sha256)| {
        let _ = writeln!(lines, "{sha256}  {path}");
        lines
    })
}

/// Reads a manifest; the numbers of lines that are none are told apart.
pub fn read_manifest(text: &str) -> (Manifest, Vec<usize>) {
    let (mut manifest, mut wrong) = (Manifest::new(), Vec::new());
    for (number, line) in (1..).zip(text.lines()) {
        if line.is_empty() {
            continue;
        }
        let entry = line
            .split_once([' ', '\t'])
            .filter(|(checksum, _)| checksum.len() == 64 && checksum.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some((checksum, path)) = entry else {
            wrong.push(number);
            continue;
        };
        // Other makers write `*` before a path (binary), `./` in front, and three characters as escapes.
        let path = path.trim_start_matches([' ', '\t']).trim_start_matches('*').trim_start_matches("./");
        let path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
        if path.is_empty() || manifest.insert(path, checksum.to_ascii_lowercase()).is_some() {
            wrong.push(number);
        }
    }
    (manifest, wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_as_it_was_written_and_as_others_write_it() {
        let sum = "A".repeat(64);
        let written = write_manifest([("data/a", sum.as_str())]);
        assert_eq!(read_manifest(&written).0, Manifest::from([("data/a".into(), "a".repeat(64))]));
        let (manifest, wrong) =
            read_manifest(&format!("{sum} *./data/b\nnonsense\n{sum}\tdata/100%25\n{sum}  data/b\n{sum}  \n"));
        assert_eq!(manifest.keys().collect::<Vec<_>>(), ["data/100%", "data/b"]);
        assert_eq!(wrong, [2, 4, 5]);
    }
}
