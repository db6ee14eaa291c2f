//! The languages that Dateline speaks.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language of the program or of a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum Language {
    #[default]
    #[serde(rename = "vi")]
    Vietnamese,
    #[serde(rename = "en")]
    English,
}

impl Language {
    pub const ALL: &'static [Language] = &[Language::Vietnamese, Language::English];

    /// BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Vietnamese => "vi",
            Language::English => "en",
        }
    }

    /// From a BCP 47 tag or a POSIX locale (`vi_VN.UTF-8`); `None` for a language we don't speak.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next()?.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|language| language.tag() == primary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language() {
        assert_eq!(Language::from_tag("vi_VN.UTF-8"), Some(Language::Vietnamese));
        assert_eq!(Language::from_tag("en-GB"), Some(Language::English));
        assert_eq!(Language::from_tag("C.UTF-8"), None);
    }
}
