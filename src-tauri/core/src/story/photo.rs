//! A picture attached to a story. The untouched original is a blob, named by its hash.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fields::{FieldValue, PhotoField, PhotoFields};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PhotoId(pub String);

impl PhotoId {
    pub fn fresh() -> Self {
        Self(uuid::Uuid::now_v7().to_string())
    }
}

impl std::fmt::Display for PhotoId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Photo {
    pub id: PhotoId,
    /// Caption, credit and the rest. The caption has this one home.
    #[ts(as = "std::collections::HashMap<super::fields::PhotoField, FieldValue>")]
    pub fields: PhotoFields,
    /// Which standard in the file said so. A value that a person wrote since has none.
    #[serde(default)]
    #[ts(as = "std::collections::HashMap<PhotoField, Standard>")]
    pub origins: BTreeMap<PhotoField, Standard>,
    /// The name the file came in with, without its folder.
    pub file_name: String,
    pub media_type: String,
    /// Pixels, upright: after the camera's orientation is honoured.
    pub width: u32,
    pub height: u32,
    /// SHA-256 of the original, lower-case hex.
    pub sha256: String,
}

/// What a picture file says of itself, it says in one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Standard {
    Xmp,
    Iim,
    Exif,
}

impl Standard {
    pub const ALL: &'static [Standard] = &[Standard::Xmp, Standard::Iim, Standard::Exif];

    pub fn as_str(self) -> &'static str {
        match self {
            Standard::Xmp => "xmp",
            Standard::Iim => "iim",
            Standard::Exif => "exif",
        }
    }
}
