//! Making a story what it was, as edits like any other.

use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::{Block, Edit, FieldValue, PhotoField, Story, StoryField, settling::settled_blocks};

/// As long as a person waits without noticing; beyond that, less of what is proposed stays.
const PATIENCE: Duration = Duration::from_millis(500);

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
    let body = with_proposals(&now.body, &then.body);
    if now.body != body {
        edits.push(Edit::SetBody { body });
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

/// The body as it was then, with what is proposed now where its paragraphs are the same.
fn with_proposals(now: &[Block], then: &[Block]) -> Vec<Block> {
    let settled = settled_blocks(now);
    let words: Vec<&Block> = settled.iter().map(|(block, _)| block).collect();
    let wanted: Vec<&Block> = then.iter().collect();
    let mut body = Vec::with_capacity(now.len());
    for step in capture_diff_slices_deadline(Algorithm::Myers, &words, &wanted, Some(Instant::now() + PATIENCE)) {
        match step {
            DiffOp::Equal { .. } => {
                let stay = settled[step.old_range()].iter().flat_map(|(_, made_of)| &now[made_of.clone()]);
                body.extend(stay.cloned());
            }
            _ => body.extend_from_slice(&then[step.new_range()]),
        }
    }
    body
}

/// An empty value clears the field.
fn value(value: Option<&FieldValue>) -> FieldValue {
    value.cloned().unwrap_or_else(|| "".into())
}
