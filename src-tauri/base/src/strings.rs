//! The words the core says to people, in Vietnamese and English: errors, reasons, the command line's help.
//!
//! One JSON catalogue a language (`strings/vi.json`, `strings/en.json`), nested by topic; a key is the path
//! with dots. The screen reads the same files, so an error reads the same wherever it is met.

use std::{collections::BTreeMap, sync::LazyLock};

pub use dateline_check::Language;
use serde_json::Value;

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
    dateline_check::fill(&text(language, key), params)
}

/// The names that `words` have in braces.
pub fn blanks(words: &str) -> impl Iterator<Item = &str> {
    words.split('{').skip(1).filter_map(|rest| rest.split('}').next())
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
            let mut found: Vec<String> = super::blanks(words).map(str::to_owned).collect();
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
}
