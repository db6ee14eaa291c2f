//! What BagIt 1.0 (RFC 8493) says about a bag's own files: how they are written and how they are read back.

use std::{collections::BTreeMap, fmt::Write};

use super::{address, dates};
use crate::{
    letters,
    story::{Settled, StoryField},
};

pub const BAGIT: &str = "bagit.txt";
pub const BAG_INFO: &str = "bag-info.txt";
pub const MANIFEST: &str = "manifest-sha256.txt";
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// The folder of what is packaged; all else is about it.
pub const PAYLOAD: &str = "data/";

pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

pub const EXTERNAL_IDENTIFIER: &str = "External-Identifier";
pub const PAYLOAD_OXUM: &str = "Payload-Oxum";

/// Everything here is a function of the story, so that two packages of it are the same bytes.
pub fn info(story: &Settled, draft: bool, payload_bytes: u64, payload_files: usize) -> String {
    let mut info = String::new();
    let mut line = |label: &str, value: &str| {
        // A value is one line, whatever a headline holds.
        let value = letters::fit_line(value);
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            let _ = writeln!(info, "{label}: {value}");
        }
    };
    line("Bag-Software-Agent", concat!("Dateline ", env!("CARGO_PKG_VERSION")));
    line("Bagging-Date", &dates::utc(story.updated_at)[..10]);
    line("External-Description", story.text(StoryField::Headline));
    line(EXTERNAL_IDENTIFIER, &address::urn(&story.id.0));
    line(PAYLOAD_OXUM, &format!("{payload_bytes}.{payload_files}"));
    line("Dateline-Status", if draft { "draft" } else { "" });
    info
}

/// The value of a label in `bag-info.txt` or `bagit.txt`. Labels are told apart without regard to case.
pub fn value<'a>(tags: &'a str, label: &str) -> Option<&'a str> {
    tags.lines().find_map(|line| {
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
    use crate::package::sample;

    #[test]
    fn a_value_is_one_line_whatever_the_headline_holds() {
        let mut story = sample::story();
        story.fields.set(StoryField::Headline, "Hai\r\nPayload-Oxum: 1.1");
        let info = info(&story, false, 10, 2);
        assert_eq!(value(&info, PAYLOAD_OXUM), Some("10.2"));
        assert_eq!(value(&info, "bagging-date"), Some("2026-09-02"));
        assert_eq!(value(&info, "External-Description"), Some("Hai Payload-Oxum: 1.1"));
        assert_eq!(value(&info, "Dateline-Status"), None);
    }

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
