//! A picture attached to a story. The untouched original is a blob, named by its hash.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::fields::{FieldValue, PhotoField, PhotoFields};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PhotoId(pub String);

impl PhotoId {
    pub fn fresh() -> Self {
        Self(crate::clock::fresh_id())
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
    #[ts(as = "std::collections::HashMap<crate::fields::PhotoField, FieldValue>")]
    pub fields: PhotoFields,
    /// Which standard in the file said so. A value that a person wrote since has none.
    #[serde(default)]
    #[ts(as = "std::collections::HashMap<PhotoField, Standard>")]
    pub origins: BTreeMap<PhotoField, Standard>,
    /// Where it stands among the pictures that the body does not show: these come in the order of their places, letter by
    /// letter. Empty for one that is to come last.
    #[serde(default)]
    pub place: String,
    /// The name the file came in with, without its folder.
    pub file_name: String,
    pub media_type: String,
    /// Pixels, upright: after the camera's orientation is honoured.
    pub width: u32,
    pub height: u32,
    /// SHA-256 of the original, lower-case hex.
    pub sha256: String,
}

/// The place that follows `last`; the first where there is none.
pub fn place_after(last: &str) -> String {
    // Behind every id: before there were places these stood in their stead, and they begin with a digit or a to f.
    let number: u64 = last.strip_prefix('n').and_then(|number| number.get(..LENGTH)?.parse().ok()).unwrap_or_default();
    format!("n{:0LENGTH$}", number + 1)
}
const LENGTH: usize = 8;

/// What stands between several names in one line.
pub const BETWEEN_NAMES: &str = "; ";

/// The photographers that a byline names.
pub fn names(byline: &str) -> impl Iterator<Item = &str> {
    byline.split(';').map(str::trim).filter(|name| !name.is_empty())
}

/// A byline as readers see it.
pub fn names_in_line(byline: &str) -> String {
    names(byline).collect::<Vec<_>>().join(", ")
}

/// What a picture file says of itself, it says in one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Standard {
    Xmp,
    Iim,
    Exif,
    /// A PNG's own texts.
    Png,
}

/// What is in a file, or beside it, and can't be read, or not to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Unread {
    Xmp,
    Iim,
    Exif,
    /// What its colours mean.
    Profile,
    Sidecar,
}

impl Unread {
    pub const ALL: &'static [Unread] = &[Unread::Xmp, Unread::Iim, Unread::Exif, Unread::Profile, Unread::Sidecar];

    pub fn as_str(self) -> &'static str {
        match self {
            Unread::Xmp => "xmp",
            Unread::Iim => "iim",
            Unread::Exif => "exif",
            Unread::Profile => "profile",
            Unread::Sidecar => "sidecar",
        }
    }
}

impl Standard {
    pub const ALL: &'static [Standard] = &[Standard::Xmp, Standard::Iim, Standard::Exif, Standard::Png];

    pub fn as_str(self) -> &'static str {
        match self {
            Standard::Xmp => "xmp",
            Standard::Iim => "iim",
            Standard::Exif => "exif",
            Standard::Png => "png",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_comes_after_the_one_before_and_after_every_id() {
        let mut last = PhotoId::fresh().0;
        for _ in 0..200 {
            let next = place_after(&last);
            assert!(next > last, "{next} {last}");
            last = next;
        }
        assert!(place_after("n00000007m").as_str() > "n00000007m");
    }
}
