//! A story's changes put together, whether or not this Dateline can read the story that they make: whether all of them are
//! here is asked first. Reading it refuses what a newer Dateline wrote, by name.
//!
//! Fields, marks, origins, decisions and messages that this one does not know are passed over and kept: what it shows
//! without them is true. What it would show wrongly (another shape of the document, a state, a kind of block) it does not
//! show at all. So whoever adds what must not be passed over, such as text that is not settled, raises the shape.

use super::{BodyShape, Change, Document, ENCODING, SHAPE, changes_of, fault, last_time, moment, object, parse};
use crate::story::Person;
use crate::{Error, ErrorCode, Language, Result, letters};
use automerge::{ActorId, AutoCommit, LoadOptions, ObjId, ROOT, ReadDoc, Value};
use chrono::{DateTime, Utc};

pub struct Record {
    doc: AutoCommit,
}

/// What a list shows of a story that a newer Dateline wrote. A newer shape may have it elsewhere: then it is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glimpse {
    pub headline: String,
    pub language: Language,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Record {
    /// Of a snapshot, where there is one, and the changes made since.
    pub fn load<'a>(snapshot: Option<&[u8]>, changes: impl IntoIterator<Item = &'a [u8]>) -> Result<Self> {
        let doc = match snapshot {
            Some(bytes) => {
                AutoCommit::load_with_options(bytes, LoadOptions::new().text_encoding(ENCODING)).map_err(fault)?
            }
            None => AutoCommit::new_with_encoding(ENCODING),
        };
        let mut doc = doc.with_actor(ActorId::random());
        doc.apply_changes(parse(changes)?).map_err(fault)?;
        Ok(Self { doc })
    }

    /// Whether there are changes that build on others which are not here: nothing of them shows.
    pub fn lacks_changes(&mut self) -> bool {
        !self.doc.get_missing_deps(&[]).is_empty()
    }

    /// The hashes of the changes that none builds on.
    pub fn heads(&mut self) -> Vec<[u8; 32]> {
        self.doc.get_heads().into_iter().map(|hash| hash.0).collect()
    }

    pub fn changes(&mut self) -> Vec<Change> {
        changes_of(&mut self.doc)
    }

    /// Errors: `story_newer`.
    pub fn read(self) -> Result<Document> {
        let mut doc = self.doc;
        check_shape(&doc)?;
        let mut read = Document {
            body: object(&doc, "body")?,
            fields: object(&doc, "fields")?,
            photos: object(&doc, "photos")?,
            updated_at: last_time(&mut doc),
            now: moment(0),
            doc,
            person: Person::default(),
            shape: BodyShape::default(),
            last_place: None,
            reading: None,
        };
        read.shape = read.read_shape()?;
        read.read_state()?;
        Ok(read)
    }

    pub fn glimpse(&mut self) -> Glimpse {
        let fields = object(&self.doc, "fields").ok();
        Glimpse {
            headline: fields.map(|fields| text_of(&self.doc, &fields, "headline")).unwrap_or_default(),
            language: Language::from_tag(&text_of(&self.doc, &ROOT, "language")).unwrap_or_default(),
            created_at: moment(number_of(&self.doc, "created_at").unwrap_or_default()),
            updated_at: moment(last_time(&mut self.doc)),
        }
    }
}

/// Of two shapes that copies were raised to apart, the newer.
pub(super) fn check_shape(doc: &AutoCommit) -> Result<()> {
    let written = doc.get_all(ROOT, "shape").map_err(fault)?;
    let shape = written.into_iter().map(|(value, _)| match value {
        Value::Scalar(number) => number.as_i64().unwrap_or(i64::MAX),
        Value::Object(_) => i64::MAX,
    });
    match shape.max() {
        Some(shape) if shape > SHAPE => Err(newer(doc, "shape", shape)),
        _ => Ok(()),
    }
}

/// What this Dateline does not know and can't leave out.
pub(super) fn newer(doc: &AutoCommit, what: &str, found: impl std::fmt::Display) -> Error {
    const LONGEST: usize = 60;
    let found: String = format!("{what}={found}").chars().take(LONGEST).collect();
    Error::new(ErrorCode::StoryNewer).with("story", text_of(doc, &ROOT, "id")).with("found", found)
}

fn text_of(doc: &AutoCommit, of: &ObjId, name: &str) -> String {
    // What can't be asked for is not there.
    match doc.get(of, name) {
        Ok(Some((Value::Scalar(text), _))) => letters::fit_line(text.as_str().unwrap_or_default()).into_owned(),
        _ => String::new(),
    }
}

fn number_of(doc: &AutoCommit, name: &str) -> Option<i64> {
    match doc.get(ROOT, name) {
        Ok(Some((Value::Scalar(number), _))) => number.as_i64(),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
impl Document {
    /// What a newer Dateline may write: a shape, a state, or a kind of block.
    pub(crate) fn write_as_newer(&mut self, what: &str) -> Change {
        use automerge::transaction::Transactable;
        match what {
            "shape" => self.doc.put(ROOT, "shape", SHAPE + 1).unwrap(),
            "state" => self.doc.put(ROOT, "state", "in_print").unwrap(),
            "block" => {
                let marker = self.doc.split_block(&self.body, 0).unwrap();
                self.doc.put(marker, "type", "table").unwrap();
            }
            _ => panic!("{what} is nothing new"),
        }
        self.commit(moment(1_571_112_001), None).unwrap().unwrap()
    }
}
