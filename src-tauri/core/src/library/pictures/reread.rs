//! A picture's words read once more, in letters that a person names: files from before Unicode do not say in which they are
//! written, and were read as Western.

use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Error, ErrorCode, Language, Result,
    library::{Library, Media},
    photo,
    story::{Edit, FieldKind, FieldValue, Letters, Photo, PhotoField, PhotoId, StoryId},
};

/// What would stand in a picture's fields, were its file in these letters.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ReadIn {
    pub letters: Letters,
    /// Those that would be others than now.
    pub fields: Vec<ReadField>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ReadField {
    pub field: PhotoField,
    pub value: FieldValue,
}

impl Library {
    /// Reads what the picture's file says in these letters, and tells which fields that changed. What a person wrote since
    /// stays. In `utf-8` it is as it was when the picture came.
    pub fn reread_photo(&mut self, id: &StoryId, photo: &PhotoId, letters: Letters) -> Result<Vec<PhotoField>> {
        let story = self.story(id)?;
        // {story}, {photo}: as they were asked for.
        let unknown = || Error::new(ErrorCode::PhotoUnknown).with("photo", photo).with("story", id);
        let known = story.photo(photo).ok_or_else(unknown)?;
        let readings = self.media.readings(known, story.language)?;
        let read =
            readings.into_iter().find(|read| read.letters == letters).map(|read| read.fields).unwrap_or_default();
        let changed = read.iter().map(|read| read.field).collect();
        let set = |ReadField { field, value }| Edit::SetPhotoField { photo: photo.clone(), field, value };
        self.edit_latest(id, &read.into_iter().map(set).collect::<Vec<_>>())?;
        Ok(changed)
    }
}

impl Media {
    /// What a picture's file says, in each of the letters in which it says something else than stands there now. What a
    /// person wrote since is no part of it.
    pub fn readings(&self, known: &Photo, language: Language) -> Result<Vec<ReadIn>> {
        let original = self.blobs().get(&known.sha256)?;
        let mut picture = photo::inspect(&original, Path::new(&known.file_name))?;
        picture.speak(language.tag());
        let mut readings: Vec<ReadIn> =
            Letters::ALL.iter().map(|letters| ReadIn { letters: *letters, fields: Vec::new() }).collect();
        for (field, said) in picture.fields.iter().filter(|(field, _)| is_of_words(*field)) {
            // What stands there is the file's, in whichever letters it was read last.
            let now = known.fields.get(field);
            let read = |letters: Letters| read_in(letters, said).made_fit(field.kind());
            if !Letters::ALL.iter().any(|letters| now == Some(&read(*letters))) {
                continue;
            }
            for reading in &mut readings {
                let value = read(reading.letters);
                if now != Some(&value) {
                    reading.fields.push(ReadField { field, value });
                }
            }
        }
        readings.retain(|reading| !reading.fields.is_empty());
        Ok(readings)
    }
}

fn is_of_words(field: PhotoField) -> bool {
    matches!(field.kind(), FieldKind::Line | FieldKind::Text | FieldKind::List)
}

fn read_in(letters: Letters, said: &FieldValue) -> FieldValue {
    match said {
        FieldValue::Text(text) => letters.decode(text).into(),
        FieldValue::List(items) => items.iter().map(|item| letters.decode(item)).collect::<Vec<_>>().into(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::Progress;
    use crate::library::{PhotoPlacement, tests::library};

    /// A JPEG whose IIM says nothing of its letters.
    fn picture(caption: &[u8], byline: &[u8]) -> Vec<u8> {
        let mut jpeg = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(40, 30, image::Rgb([60, 90, 120]))
            .write_to(&mut jpeg, image::ImageFormat::Jpeg)
            .unwrap();
        let dataset = |number: u8, text: &[u8]| [&[0x1C, 2, number, 0, text.len() as u8], text].concat();
        let datasets = [dataset(80, byline), dataset(120, caption)].concat();
        let size = (datasets.len() as u32).to_be_bytes();
        let resource =
            [&b"Photoshop 3.0\x008BIM\x04\x04\0\0"[..], &size, &datasets, &[0][..datasets.len() % 2]].concat();
        let length = ((resource.len() + 2) as u16).to_be_bytes();
        let jpeg = jpeg.into_inner();
        [&jpeg[..2], &[0xFF, 0xED], &length, &resource, &jpeg[2..]].concat()
    }

    #[test]
    fn a_person_says_in_which_letters_a_file_is_written() {
        for (letters, caption, byline) in [
            // "Hà Nội" and "Lê" in each.
            (Letters::Tcvn3, &b"H\xB5 N\xE9i"[..], &b"L\xAA"[..]),
            (Letters::Vni, b"Ha\xF8 No\xE4i", b"Le\xE2"),
            (Letters::Windows1258, b"Ha\xCC N\xF4\xF2i", b"L\xEA"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let mut desk = library(&folder);
            let story = desk.create(Language::Vietnamese).unwrap();
            let path = folder.path().join("cu.jpg");
            std::fs::write(&path, picture(caption, byline)).unwrap();
            let added = desk
                .add_photos(
                    &story,
                    &[path],
                    PhotoPlacement::Sheet,
                    Language::Vietnamese,
                    &Progress::unwatched(),
                    &mut |_| {},
                )
                .unwrap();
            let photo = added.added[0].clone();
            let told = |desk: &Library| {
                let fields = desk.story(&story).unwrap().photo(&photo).unwrap().fields.clone();
                [PhotoField::Caption, PhotoField::Byline].map(|field| fields.text(field).to_owned())
            };
            let as_it_came = told(&desk);
            // Each is shown before one is chosen, and nothing is written by that.
            let of = desk.story(&story).unwrap();
            let readings = desk.media().readings(of.photo(&photo).unwrap(), of.language).unwrap();
            let reading = readings.iter().find(|read| read.letters == letters).unwrap();
            let values: Vec<_> = reading.fields.iter().map(|read| (read.field, read.value.clone())).collect();
            assert!(values.contains(&(PhotoField::Caption, "Hà Nội".into())), "{values:?}");
            assert_eq!(told(&desk), as_it_came);
            // First a wrong guess, which costs nothing.
            let wrong = if letters == Letters::Vni { Letters::Tcvn3 } else { Letters::Vni };
            desk.reread_photo(&story, &photo, wrong).unwrap();
            desk.reread_photo(&story, &photo, letters).unwrap();
            assert_eq!(told(&desk), ["Hà Nội", "Lê"], "{letters:?}");
            // What a person wrote stays.
            let value = "Cầu Long Biên".into();
            desk.edit_latest(
                &story,
                &[Edit::SetPhotoField { photo: photo.clone(), field: PhotoField::Caption, value }],
            )
            .unwrap();
            desk.reread_photo(&story, &photo, Letters::Utf8).unwrap();
            assert_eq!(told(&desk), ["Cầu Long Biên", as_it_came[1].as_str()], "{letters:?}");
        }
    }
}
