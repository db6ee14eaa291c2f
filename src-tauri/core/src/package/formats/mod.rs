//! The ways to write a story. One file a format, one list of them all.

mod article;
mod json;
mod ninjs16;
mod ninjs31;

use super::{
    edition::{Edition, Entry},
    facts::Facts,
    sink::Sink,
};
use crate::Result;

/// One way to write stories: a pure function of an edition, and the way back to what its files say.
pub trait Format: Sync {
    /// By which a package says that it holds it. Another version of a standard is another format.
    fn id(&self) -> &'static str;
    /// The file that says all of a story, or of all stories. A package is known to hold the format by its name.
    fn file_name(&self) -> &'static str;
    fn write(&self, edition: &Edition, sink: &mut Sink) -> Result<()>;
    /// What such a file says, or why it can't be read.
    fn read(&self, bytes: &[u8]) -> std::result::Result<Facts, String>;
}

/// Every format of a package. The writer, the plan and the check read this list.
pub static FORMATS: &[&dyn Format] = &[&article::Article, &ninjs31::Ninjs31, &ninjs16::Ninjs16];

/// The story as a page that people read.
pub static PAGE: &dyn Format = &article::Article;

/// Puts the format's file for each story.
fn put_each(
    format: &dyn Format,
    edition: &Edition,
    sink: &mut Sink,
    written: impl Fn(&Entry) -> Result<Vec<u8>>,
) -> Result<()> {
    edition.entries.iter().try_for_each(|entry| sink.put(&entry.path(format.file_name()), &written(entry)?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{package::sample, story::PhotoField};

    #[test]
    fn each_format_has_a_name_and_a_file_of_its_own() {
        let of_each = |name: fn(&dyn Format) -> &'static str| FORMATS.iter().map(move |format| name(*format));
        assert_eq!(of_each(|format| format.id()).collect::<BTreeSet<_>>().len(), FORMATS.len());
        assert_eq!(of_each(|format| format.file_name()).collect::<BTreeSet<_>>().len(), FORMATS.len());
    }

    #[test]
    fn stories_that_go_out_together_have_each_a_folder_of_their_own() {
        let (one, other) = (sample::story(), sample::cropped_story());
        let mut edition = sample::edition(&one, false);
        edition.entries.extend(sample::edition(&other, false).entries);
        for (entry, folder) in edition.entries.iter_mut().zip(["cho-noi/", "ben-song/"]) {
            entry.folder = folder.into();
        }
        for format in FORMATS {
            let files = sample::files(*format, &edition);
            let expected = ["ben-song/", "cho-noi/"].map(|folder| format!("{folder}{}", format.file_name()));
            assert_eq!(files.keys().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_for_the_desk_alone_is_in_no_format_and_in_no_picture() {
        const DESK: [PhotoField; 2] = [PhotoField::Instructions, PhotoField::JobId];
        let plain = sample::cropped_story();
        let mut story = plain.clone();
        for photo in &mut story.photos {
            for field in DESK {
                photo.fields.set(field, "KHÔNG LƯU TRỮ, BÁO TRƯỚC KHI DÙNG");
            }
        }
        for draft in [false, true] {
            let written = |story| {
                let edition = sample::edition_of(story, draft, true);
                FORMATS.iter().map(|format| sample::files(*format, &edition)).collect::<Vec<_>>()
            };
            assert_eq!(written(&story), written(&plain));
        }
        for (with, without) in story.photos.iter().zip(&plain.photos) {
            for encoding in [crate::photo::Encoding::Jpeg, crate::photo::Encoding::WebP] {
                let picture = sample::one_colour(64, 48, encoding);
                let embedded = |fields| crate::photo::embed(&picture, fields).unwrap();
                assert_eq!(embedded(&with.fields), embedded(&without.fields));
            }
        }
    }

    /// Who owns a picture and where its rights are told goes with it wherever there is a place for it.
    #[test]
    fn rights_go_out() {
        let mut story = sample::story();
        let (page, buy) = ("https://example.org/quyen?anh=1&ban=2", "https://example.org/mua");
        let fields = &mut story.photos[0].fields;
        fields.set(PhotoField::WebStatement, page);
        fields.set(PhotoField::LicensorUrl, vec![buy.to_owned()]);
        fields.set(PhotoField::CopyrightNotice, "© Kho ảnh Mẫu");
        let edition = sample::edition(&story, false);
        for format in FORMATS {
            let text = String::from_utf8(sample::written(*format, &edition)).unwrap();
            let text = text.replace("\\u0026", "&");
            assert!(text.contains(page) && text.contains("© Kho ảnh Mẫu"), "{}", format.id());
            assert_eq!(text.contains(buy), format.id() == "article", "{}", format.id());
        }
        for version in ["1.6", "3.1"] {
            let Some(schema) = sample::ninjs_schema(version) else { continue };
            for format in FORMATS.iter().filter(|format| format.id().ends_with(version)) {
                let item = serde_json::from_slice(&sample::written(*format, &edition)).unwrap();
                let errors: Vec<String> = schema.iter_errors(&item).map(|error| error.to_string()).collect();
                assert!(errors.is_empty(), "{}: {errors:#?}", format.id());
            }
        }
    }

    #[test]
    fn what_a_format_writes_it_reads_back() {
        let story = sample::cropped_story();
        let edition = sample::edition_of(&story, false, true);
        let entry = &edition.entries[0];
        let named = |path: &str| path.strip_prefix("media/").unwrap().to_owned();
        for format in FORMATS {
            let facts = format.read(&sample::written(*format, &edition)).unwrap();
            // The page's pictures are not read back yet.
            assert_eq!(facts.pictures.is_empty(), format.id() == "article");
            for (told, picture) in facts.pictures.iter().zip(&entry.pictures) {
                let expected: BTreeSet<String> = picture.files.iter().map(|file| named(&file.path)).collect();
                assert_eq!(told.files.iter().cloned().collect::<BTreeSet<_>>(), expected, "{}", format.id());
                for field in [PhotoField::Caption, PhotoField::Credit, PhotoField::AltText, PhotoField::Byline] {
                    let told = told.fields.as_ref().map(|fields| fields.text(field));
                    assert!(told.is_none_or(|told| told == picture.photo.fields.text(field)), "{}", format.id());
                }
            }
            for broken in [&b""[..], b"{", b"<html>", b"\xff"] {
                assert!(format.read(broken).is_err(), "{} reads {broken:?}", format.id());
            }
        }
    }
}
