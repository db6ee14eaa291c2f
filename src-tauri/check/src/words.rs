//! The words that findings are told in, in both languages: `strings/{vi,en}.json`.
//!
//! `rule.<name>` has a rule's `name` and `about`, for people who choose which rules they want; `why.<key>` is what a
//! finding says, with blanks in braces.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::Value;

use crate::Language;

static VIETNAMESE: LazyLock<Value> = LazyLock::new(|| parse(include_str!("../strings/vi.json")));
static ENGLISH: LazyLock<Value> = LazyLock::new(|| parse(include_str!("../strings/en.json")));

fn parse(catalogue: &str) -> Value {
    serde_json::from_str(catalogue).expect("the catalogue is checked by a test")
}

fn catalogue(language: Language) -> &'static Value {
    match language {
        Language::Vietnamese => &VIETNAMESE,
        Language::English => &ENGLISH,
    }
}

/// The words for a dotted `key`.
pub fn find_words(language: Language, key: &str) -> Option<&'static str> {
    key.split('.').try_fold(catalogue(language), |node, part| node.get(part))?.as_str()
}

/// The words for `key` with each `{name}` replaced, or the key itself where they are missing: a gap must show.
pub fn words(language: Language, key: &str, params: &BTreeMap<&'static str, String>) -> String {
    find_words(language, key).map_or_else(|| key.to_owned(), |words| fill(words, params))
}

/// Replaces each `{name}` in one pass: a value that has braces in it stays as it is.
pub fn fill(words: &str, params: &BTreeMap<&'static str, String>) -> String {
    let (mut filled, mut rest) = (String::new(), words);
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
    use crate::Rule;

    fn keys(prefix: &str, node: &Value, into: &mut Vec<String>) {
        match node {
            Value::Object(children) => {
                children.iter().for_each(|(name, child)| keys(&format!("{prefix}.{name}"), child, into));
            }
            _ => into.push(prefix.trim_start_matches('.').to_owned()),
        }
    }

    fn blanks(words: &str) -> Vec<&str> {
        let mut found: Vec<_> = words.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn both_catalogues_have_the_same_keys_and_the_same_blanks_to_fill() {
        let [vietnamese, english] = [&*VIETNAMESE, &*ENGLISH].map(|catalogue| {
            let mut found = Vec::new();
            keys("", catalogue, &mut found);
            found.sort();
            found
        });
        assert_eq!(vietnamese, english);
        for key in english {
            let [vi, en] = [Language::Vietnamese, Language::English].map(|language| find_words(language, &key));
            assert_eq!(vi.map(blanks), en.map(blanks), "blanks differ in {key}");
        }
    }

    #[test]
    fn every_rule_has_a_name_and_says_what_it_is_about() {
        for rule in Rule::ALL {
            for part in ["name", "about"] {
                let key = format!("rule.{}.{part}", rule.name());
                assert!(find_words(Language::Vietnamese, &key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn what_stands_in_braces_is_filled_once() {
        let params = BTreeMap::from([("word", "{word}".to_owned())]);
        assert_eq!(fill("“{word}” {other} {", &params), "“{word}” {other} {");
    }
}
