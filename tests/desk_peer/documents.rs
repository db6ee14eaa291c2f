//! Rust's side of the editor's property tests: documents that do what they are told.
//!
//! The tests drive real editor transactions through the real binding (TypeScript) into real documents (here)
//! and compare what both sides read.

use std::collections::HashMap;

use chrono::DateTime;
use dateline_core::{
    Error, ErrorCode, Language, Result,
    story::{Document, Edit, Person, Photo, PhotoFields, PhotoId, StoryId},
};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Request {
    /// A new document with these photos on its story, and one empty paragraph.
    New {
        name: String,
        photos: Vec<String>,
    },
    Edit {
        name: String,
        edits: Vec<Edit>,
    },
    /// A copy that goes its own way from here.
    Fork {
        name: String,
        copy: String,
    },
    /// `name` takes in what `other` did.
    Merge {
        name: String,
        other: String,
    },
}

#[derive(Default)]
pub struct Documents(HashMap<String, Document>);

impl Documents {
    pub fn answer(&mut self, request: Request) -> Result<Value> {
        answer(&mut self.0, request)
    }
}

fn answer(documents: &mut HashMap<String, Document>, request: Request) -> Result<Value> {
    let name = match request {
        Request::New { name, photos } => {
            let (mut document, _) =
                Document::new(&StoryId("story".into()), Language::Vietnamese, Person::default(), now())?;
            let edits: Vec<Edit> = photos.into_iter().map(|id| Edit::AddPhoto { photo: photo(id) }).collect();
            document.edit(&edits, now())?;
            documents.insert(name.clone(), document);
            name
        }
        Request::Edit { name, edits } => {
            find(documents, &name)?.edit(&edits, now())?;
            name
        }
        Request::Fork { name, copy } => {
            let changes = find(documents, &name)?.changes();
            let fork = Document::load(None, changes.iter().map(|change| change.bytes.as_slice()))?;
            documents.insert(copy.clone(), fork);
            copy
        }
        Request::Merge { name, other } => {
            let changes = find(documents, &other)?.changes();
            find(documents, &name)?.merge(changes.iter().map(|change| change.bytes.as_slice()))?;
            name
        }
    };
    let document = find(documents, &name)?;
    Ok(json!({ "body": document.story()?.body, "length": document.body_length() }))
}

fn find<'a>(documents: &'a mut HashMap<String, Document>, name: &str) -> Result<&'a mut Document> {
    documents.get_mut(name).ok_or_else(|| Error::new(ErrorCode::StoryUnknown).with("story", name))
}

fn now() -> DateTime<chrono::Utc> {
    DateTime::UNIX_EPOCH
}

fn photo(id: String) -> Photo {
    Photo {
        place: String::new(),
        id: PhotoId(id),
        fields: PhotoFields::default(),
        origins: Default::default(),
        file_name: "photo.jpg".into(),
        media_type: "image/jpeg".into(),
        width: 3,
        height: 2,
        sha256: String::new(),
    }
}
