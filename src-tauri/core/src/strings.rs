//! The words the core says to people, in Vietnamese and English: errors, reasons, the command line's help.
//!
//! One JSON catalogue a language (`strings/vi.json`, `strings/en.json`), nested by topic; a key is the path
//! with dots. The screen reads the same files, so an error reads the same wherever it is met.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// A language of the program or of a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
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

static VIETNAMESE: LazyLock<Value> = LazyLock::new(|| parse(include_str!("../strings/vi.json")));
static ENGLISH: LazyLock<Value> = LazyLock::new(|| parse(include_str!("../strings/en.json")));

fn parse(catalogue: &str) -> Value {
    serde_json::from_str(catalogue).expect("the catalogue is checked by a test")
}

pub fn find(language: Language, key: &str) -> Option<&'static str> {
    let catalogue: &'static Value = match language {
        Language::Vietnamese => &VIETNAMESE,
        Language::English => &ENGLISH,
    };
    key.split('.').try_fold(catalogue, |node, part| node.get(part))?.as_str()
}

/// The words for `key`, or the key itself where they are missing: a gap must show, not crash.
pub fn text(language: Language, key: &str) -> String {
    find(language, key).map_or_else(|| key.to_owned(), str::to_owned)
}

/// The words for `key` with each `{name}` replaced.
pub fn filled(language: Language, key: &str, params: &BTreeMap<&'static str, String>) -> String {
    let words = text(language, key);
    let (mut filled, mut rest) = (String::new(), words.as_str());
    // In one pass: a value that has braces in it stays as it is.
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((params.get(name)?, after))) {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(prefix: &str, node: &Value, into: &mut Vec<String>) {
        match node {
            Value::Object(children) => {
                for (name, child) in children {
                    keys(&format!("{prefix}.{name}"), child, into);
                }
            }
            _ => into.push(prefix.to_owned()),
        }
    }

    #[test]
    fn both_catalogues_have_the_same_keys_and_the_same_blanks_to_fill() {
        let (mut vietnamese, mut english) = (Vec::new(), Vec::new());
        keys("", &VIETNAMESE, &mut vietnamese);
        keys("", &ENGLISH, &mut english);
        vietnamese.sort();
        english.sort();
        assert_eq!(vietnamese, english);

        let blanks = |words: &str| {
            let mut found: Vec<String> =
                words.split('{').skip(1).filter_map(|rest| rest.split('}').next()).map(str::to_owned).collect();
            found.sort();
            found.dedup();
            found
        };
        for key in english {
            let key = key.trim_start_matches('.');
            let (vi, en) = (find(Language::Vietnamese, key), find(Language::English, key));
            assert_eq!(vi.map(blanks), en.map(blanks), "blanks differ in {key}");
        }
    }

    #[test]
    fn a_locale_names_its_language() {
        assert_eq!(Language::from_tag("vi_VN.UTF-8"), Some(Language::Vietnamese));
        assert_eq!(Language::from_tag("en-GB"), Some(Language::English));
        assert_eq!(Language::from_tag("C.UTF-8"), None);
    }
}
