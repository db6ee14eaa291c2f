//! The files that carry the rules out: one file a family.

use crate::{Out, Reading, Style};

mod ages;
mod beside;
mod captions;
mod commas;
mod dates;
mod documents;
mod doubling;
mod english;
mod figures;
mod glossary;
mod lengths;
mod letters;
mod names;
mod numbers;
mod pairs;
mod phrases;
mod quotes;
mod ranges;
mod repeats;
mod sources;
mod spacing;
mod stops;
mod sums;
mod syllables;
mod tone;
mod wrong_words;

pub use dates::day_in_line;

type Family = fn(&Reading, &Style, &mut Out);

/// What reads each passage. Each file tells which rules are its own.
const FAMILIES: &[Family] = &[
    spacing::check,
    repeats::check,
    letters::check,
    syllables::check,
    tone::check,
    doubling::check,
    pairs::check,
    quotes::check,
    ranges::check,
    numbers::check,
    documents::check,
    dates::check,
    ages::check,
    sums::check,
    captions::check,
    stops::check,
    commas::check,
    names::check,
    glossary::check,
    lengths::check,
    sources::check,
    english::check,
    wrong_words::check,
    phrases::check,
];

pub(crate) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    for family in FAMILIES {
        family(reading, style, out);
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fs, path::Path};

    /// The words of each list that stands in a source, by its name. Of pairs, both words are one.
    fn lists(source: &str) -> Vec<(String, Vec<String>)> {
        let mut lists = Vec::new();
        let code = source.split("mod tests {").next().unwrap_or_default();
        for declared in code.split("const ").skip(1) {
            let Some((name, rest)) = declared.split_once(": ") else { continue };
            let Some((kind, rest)) = rest.split_once(" =") else { continue };
            if !kind.contains("&str") || !kind.contains('[') || kind.contains(['(', '{']) {
                continue;
            }
            let words: Vec<&str> = rest.split("];").next().unwrap_or_default().split('"').skip(1).step_by(2).collect();
            let together = if kind.contains("[&str; 2]") { 2 } else { 1 };
            lists.push((name.to_owned(), words.chunks(together).map(|words| words.join(" ")).collect()));
        }
        lists
    }

    fn sources(folder: &Path, into: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("the sources are there") {
            let entry = entry.expect("they can be read");
            let (path, kind) = (entry.path(), entry.file_type().expect("they can be asked"));
            if kind.is_dir() {
                sources(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push((path.display().to_string(), fs::read_to_string(&path).expect("text")));
            }
        }
    }

    #[test]
    fn no_word_is_twice_in_a_list_that_stands_in_code() {
        let sample = "const A: &[&str] = &[\"x\", \"y\"];\nconst B: [[&str; 2]; 2] =\n    [[\"x\", \"y\"], [\"x\", \"z\"]];\n\
                      const C: &str = \"x\";\nmod tests {\nconst D: &[&str] = &[\"x\"];";
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(lists(sample), [("A".into(), owned(&["x", "y"])), ("B".into(), owned(&["x y", "x z"]))]);

        let mut all = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        let (mut found, mut twice) = (0, Vec::new());
        for (path, text) in &all {
            for (name, words) in lists(text) {
                found += 1;
                let mut counts = BTreeMap::new();
                words.iter().for_each(|word| *counts.entry(word).or_insert(0) += 1);
                twice.extend(
                    counts
                        .into_iter()
                        .filter(|(_, count)| *count > 1)
                        .map(|(word, _)| format!("{path}: {name}: {word}")),
                );
            }
        }
        assert!(found > 15, "the eye is blind: {found}");
        assert_eq!(twice, [""; 0]);
    }
}
