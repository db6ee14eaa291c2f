//! Where something stands in a story: one way to say it, for what the checker found, what is missing, what two people
//! wrote, what changed and what stands in the way.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::{Config, TS, TypeVisitor};

use super::{PhotoField, PhotoId, StoryField};
use crate::{Error, Result};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "Words", try_from = "Words")]
pub enum Spot {
    Field(StoryField),
    /// A photo's field; how it is cut stands in fields too.
    Photo(PhotoId, PhotoField),
    /// The text as a whole.
    Body,
    /// One block of it, from 0.
    Block(u32),
    /// The stories that it points to.
    Related,
    State,
    /// The text of a plain file, which is no story.
    File,
}

impl Spot {
    /// What it is called: the field's name, or `body`, `related`, `state`, `text`.
    pub fn name(&self) -> &'static str {
        match self {
            Spot::Field(field) => field.name(),
            Spot::Photo(_, field) => field.name(),
            Spot::Body | Spot::Block(_) => BODY,
            Spot::Related => RELATED,
            Spot::State => STATE,
            Spot::File => FILE,
        }
    }

    pub fn photo(&self) -> Option<&PhotoId> {
        match self {
            Spot::Photo(photo, _) => Some(photo),
            _ => None,
        }
    }
}

const BODY: &str = "body";
const RELATED: &str = "related";
const STATE: &str = "state";
const FILE: &str = "text";

/// As it is told to screens and other programs, beside what is said of the place.
#[derive(Clone, Serialize, Deserialize, TS)]
#[ts(export, rename = "Spot")]
struct Words {
    /// A field of the story, or of the photo one of a photo's; `body`, `related`, `state`; `text` in a plain file.
    field: String,
    #[serde(default)]
    photo: Option<PhotoId>,
    /// Which block of the body, from 0.
    #[serde(default)]
    block: Option<u32>,
}

/// That of its words; `ts(as)` can't be flattened.
impl TS for Spot {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &Config) -> String {
        Words::name(config)
    }

    fn inline(config: &Config) -> String {
        Words::inline(config)
    }

    fn inline_flattened(config: &Config) -> String {
        Words::inline_flattened(config)
    }

    fn visit_dependencies(visitor: &mut impl TypeVisitor) {
        Words::visit_dependencies(visitor);
    }

    fn output_path() -> Option<PathBuf> {
        Words::output_path()
    }
}

impl From<Spot> for Words {
    fn from(spot: Spot) -> Self {
        let field = spot.name().to_owned();
        match spot {
            Spot::Photo(photo, _) => Words { field, photo: Some(photo), block: None },
            Spot::Block(block) => Words { field, photo: None, block: Some(block) },
            _ => Words { field, photo: None, block: None },
        }
    }
}

impl TryFrom<Words> for Spot {
    type Error = Error;

    fn try_from(Words { field, photo, block }: Words) -> Result<Self> {
        Ok(match (field.as_str(), photo, block) {
            (field, Some(photo), _) => Spot::Photo(photo, PhotoField::named(field)?),
            (BODY, None, Some(block)) => Spot::Block(block),
            (BODY, None, None) => Spot::Body,
            (RELATED, ..) => Spot::Related,
            (STATE, ..) => Spot::State,
            (FILE, ..) => Spot::File,
            (field, ..) => Spot::Field(StoryField::named(field)?),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_read_back_from_its_words() {
        let photo = || PhotoId("p".into());
        let fields = StoryField::ALL.iter().map(|field| Spot::Field(*field));
        let of_photo = PhotoField::ALL.iter().map(|field| Spot::Photo(photo(), *field));
        let others = [Spot::Body, Spot::Block(0), Spot::Block(7), Spot::Related, Spot::State, Spot::File];
        let mut seen = std::collections::HashSet::new();
        for spot in fields.chain(of_photo).chain(others) {
            let words = serde_json::to_string(&spot).unwrap();
            assert_eq!(serde_json::from_str::<Spot>(&words).unwrap(), spot, "{words}");
            assert!(seen.insert(words.clone()), "two places are called {words}");
        }
    }

    #[test]
    fn words_that_name_no_place_are_refused() {
        for words in [r#"{"field":"fields"}"#, r#"{"field":"kicker","photo":"p"}"#, r#"{"photo":"p"}"#] {
            assert!(serde_json::from_str::<Spot>(words).is_err(), "{words}");
        }
        let of_old = r#"{"field":"body","photo":null}"#;
        assert_eq!(serde_json::from_str::<Spot>(of_old).unwrap(), Spot::Body);
    }
}
