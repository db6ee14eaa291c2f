//! Making a story what it was, as edits like any other.

use super::{Edit, FieldValue, PhotoField, Story, StoryField};

/// What has to be done to `now` so that it reads as `then`. The state stays: a restored story has not moved.
pub(super) fn edits_to_restore(now: &Story, then: &Story) -> Vec<Edit> {
    let mut edits = Vec::new();
    if now.language != then.language {
        edits.push(Edit::SetLanguage { language: then.language });
    }
    for &field in StoryField::ALL.iter().filter(|field| now.fields.get(**field) != then.fields.get(**field)) {
        edits.push(Edit::SetField { field, value: value(then.fields.get(field)) });
    }
    for photo in &then.photos {
        match now.photo(&photo.id) {
            None => edits.push(Edit::AddPhoto { photo: photo.clone() }),
            Some(same) => {
                let differs = |field: &&PhotoField| same.fields.get(**field) != photo.fields.get(**field);
                edits.extend(PhotoField::ALL.iter().filter(differs).map(|&field| Edit::SetPhotoField {
                    photo: photo.id.clone(),
                    field,
                    value: value(photo.fields.get(field)),
                }));
            }
        }
    }
    if now.body != then.body {
        edits.push(Edit::SetBody { body: then.body.clone() });
    }
    // Those that came later go off the story; their originals and captions stay in its history.
    for photo in now.photos.iter().filter(|photo| then.photo(&photo.id).is_none()) {
        edits.push(Edit::RemovePhoto { photo: photo.id.clone() });
    }
    if now.related != then.related {
        edits.push(Edit::SetRelated { related: then.related.clone() });
    }
    edits
}

/// An empty value clears the field.
fn value(value: Option<&FieldValue>) -> FieldValue {
    value.cloned().unwrap_or_else(|| "".into())
}
