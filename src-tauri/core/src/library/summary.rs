//! What a list shows of a story, and the words it is found by.

use super::StorySummary;
use crate::{
    Error, Result, fold, package,
    store::Listed,
    story::{FieldValue, Story, StoryField},
};

const EXCERPT_CHARACTERS: usize = 180;

pub(super) fn listed(story: &Story) -> Result<Listed> {
    let summary = serde_json::to_string(&summary(story)).map_err(Error::internal)?;
    Ok(Listed { updated_at: story.updated_at, summary, words: words(story), used: used(story) })
}

/// Fields in which newsrooms write the same few things again and again.
const COMPLETED: &[StoryField] = &[
    StoryField::Byline,
    StoryField::Dateline,
    StoryField::Section,
    StoryField::Keywords,
    StoryField::Place,
    StoryField::Genre,
    StoryField::Source,
    StoryField::CopyrightHolder,
    StoryField::CopyrightNotice,
];

fn used(story: &Story) -> Vec<(&'static str, String)> {
    let mut used = Vec::new();
    for &field in COMPLETED {
        match story.fields.get(field) {
            Some(FieldValue::Text(text)) => used.push((field.name(), text.trim().to_owned())),
            Some(FieldValue::List(items)) => used.extend(items.iter().map(|item| (field.name(), item.clone()))),
            None => (),
        }
    }
    used
}

fn summary(story: &Story) -> StorySummary {
    let lead = story.text(StoryField::Abstract);
    let opening = if lead.is_empty() {
        story.body.iter().map(|block| block.text.as_str()).find(|text| !text.trim().is_empty()).unwrap_or_default()
    } else {
        lead
    };
    StorySummary {
        id: story.id.clone(),
        state: story.state,
        language: story.language,
        headline: story.text(StoryField::Headline).to_owned(),
        excerpt: excerpt(opening),
        byline: story.text(StoryField::Byline).to_owned(),
        section: story.text(StoryField::Section).to_owned(),
        created_at: Some(story.created_at),
        updated_at: story.updated_at,
        word_count: fold::syllables(lead) + story.body.iter().map(|block| fold::syllables(&block.text)).sum::<u32>(),
        photo_count: story.photos.len() as u32,
        missing: package::missing(story),
        picture: story.photos.first().map(|photo| photo.sha256.clone()),
    }
}

fn excerpt(text: &str) -> String {
    let mut kept: String = text.chars().take(EXCERPT_CHARACTERS).collect();
    if kept.len() < text.len() {
        // Not in the middle of a word.
        kept.truncate(kept.trim_end().rfind(char::is_whitespace).unwrap_or(kept.len()));
        kept.push('…');
    }
    kept
}

fn words(story: &Story) -> String {
    let mut words = Vec::new();
    let mut take = |value: &FieldValue| match value {
        FieldValue::Text(text) => words.push(text.clone()),
        FieldValue::List(items) => words.extend(items.iter().cloned()),
    };
    story.fields.iter().for_each(|(_, value)| take(value));
    for photo in &story.photos {
        photo.fields.iter().for_each(|(_, value)| take(value));
    }
    words.extend(story.body.iter().map(|block| block.text.clone()));
    words.extend(story.related.iter().map(|related| related.title.clone()));
    words.join("\n")
}
