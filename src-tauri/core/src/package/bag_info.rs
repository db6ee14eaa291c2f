//! What our packages say of themselves in `bag-info.txt`: whose they are, and which formats they hold.

use std::fmt::Write;

use super::{address, bag, dates, edition::Edition};
use crate::{
    letters,
    story::{Settled, StoryField},
};

pub const EXTERNAL_IDENTIFIER: &str = "External-Identifier";
pub const PAYLOAD_OXUM: &str = "Payload-Oxum";
/// One line a format.
const FORMAT: &str = "Dateline-Format";

/// What a package holds that does not say so: none did before these could differ.
const FORMATS_OF_BEFORE: [&str; 3] = ["article", "ninjs-3.1", "ninjs-1.6"];

/// Everything here is a function of the edition, so that two packages of it are the same bytes.
pub fn write(edition: &Edition, formats: &[&str], payload_bytes: u64, payload_files: usize) -> String {
    let mut info = String::new();
    let mut line = |label: &str, value: &str| {
        // A value is one line, whatever a headline holds.
        let value = letters::fit_line(value);
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            let _ = writeln!(info, "{label}: {value}");
        }
    };
    let stories = || edition.entries.iter().map(|entry| entry.story);
    let changed = stories().map(|story| story.updated_at).max().unwrap_or_default();
    line("Bag-Software-Agent", concat!("Dateline ", env!("CARGO_PKG_VERSION")));
    line("Bagging-Date", &dates::utc(changed)[..10]);
    stories().for_each(|story| line("External-Description", story.text(StoryField::Headline)));
    stories().for_each(|story| line(EXTERNAL_IDENTIFIER, &address::urn(&story.id.0)));
    line(PAYLOAD_OXUM, &format!("{payload_bytes}.{payload_files}"));
    formats.iter().for_each(|format| line(FORMAT, format));
    line("Dateline-Version", &edition.release.version.map(|version| version.to_string()).unwrap_or_default());
    line("Dateline-Supersedes", edition.release.supersedes.as_deref().unwrap_or_default());
    stories().flat_map(lifted).for_each(|lifted| line("Dateline-Lifted", &lifted));
    line("Dateline-Status", if edition.destination.draft { "draft" } else { "" });
    info
}

/// Who let the story out before its time, and why: whoever keeps embargoes sees that this one was not overlooked.
fn lifted(story: &Settled) -> impl Iterator<Item = String> + '_ {
    let in_force = story.lifted.iter().filter(|lifted| story.text(lifted.field) == lifted.until);
    in_force.map(|lifted| {
        let until = dates::field_as_utc(&lifted.until).unwrap_or_default();
        format!("{} {until} – {}: {}", lifted.field.name(), lifted.by, lifted.reason)
    })
}

/// The formats that a package says it holds, known here or not.
pub fn formats(info: &str) -> Vec<&str> {
    let listed: Vec<&str> = bag::values(info, FORMAT).filter(|format| !format.is_empty()).collect();
    if listed.is_empty() { FORMATS_OF_BEFORE.to_vec() } else { listed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::{Release, sample};

    #[test]
    fn a_value_is_one_line_whatever_the_headline_holds() {
        let mut story = sample::story();
        story.fields.set(StoryField::Headline, "Hai\r\nPayload-Oxum: 1.1\nDateline-Format: x");
        let info = write(&sample::edition(&story, false), &["article"], 10, 2);
        assert_eq!(bag::value(&info, PAYLOAD_OXUM), Some("10.2"));
        assert_eq!(bag::value(&info, "bagging-date"), Some("2026-09-02"));
        assert_eq!(bag::value(&info, "External-Description"), Some("Hai Payload-Oxum: 1.1 Dateline-Format: x"));
        assert_eq!(bag::value(&info, "Dateline-Status"), None);
        assert_eq!(formats(&info), ["article"]);
    }

    #[test]
    fn a_package_holds_what_it_says_and_one_of_before_what_all_of_them_did() {
        let story = sample::story();
        let info = write(&sample::edition(&story, false), &["ninjs-3.1", "epub-3.3"], 10, 2);
        assert_eq!(formats(&info), ["ninjs-3.1", "epub-3.3"]);
        assert_eq!(formats(&write(&sample::edition(&story, false), &[], 10, 2)), FORMATS_OF_BEFORE);
    }

    #[test]
    fn a_correction_says_which_version_it_is_and_whose_place_it_takes() {
        let story = sample::story();
        let mut edition = sample::edition(&story, true);
        edition.release = Release { version: Some(2), supersedes: Some("0a1b".into()) };
        let info = write(&edition, &["article"], 10, 2);
        for (label, value) in [("Dateline-Version", "2"), ("Dateline-Supersedes", "0a1b"), ("Dateline-Status", "draft")]
        {
            assert_eq!(bag::value(&info, label), Some(value));
        }
    }
}
