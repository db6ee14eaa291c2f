//! Makes the lists in `src/vietnamese` from clean text and from an English word list:
//!
//! `cargo run --release -p dateline-check --example lexicon -- syllables FOLDER > src/vietnamese/syllables.txt`,
//! `… compounds FOLDER` and `… english WORDS.dic` likewise. FOLDER has `.txt` files with a paragraph on each line;
//! WORDS.dic is that of npm's dictionary-en (MIT and BSD). `… pairs PAIRS.tsv` and `… meetings PAIRS.tsv` make theirs of
//! a table of two syllables, how often they stood together inside a word, and how often where two words meet.

use std::{
    collections::{BTreeMap, HashMap},
    error::Error,
    fs,
};

use dateline_check::{
    Language, Passage, Reading, Role,
    vietnamese::{is_syllable, older, weighed},
};

/// A syllable written less often is not common.
const COMMON: usize = 3;
/// Two syllables make a word where they stand together this often …
const TOGETHER: usize = 3;
/// … and this many times as often as chance would have it.
const BOUND: f64 = 8.0;
/// … and no one neighbour is there more often than in this share: `dân tối` is part of `nhân dân tối cao`.
const SHARE: f64 = 0.6;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["syllables", folder] => syllables(&runs(folder)?),
        ["compounds", folder] => compounds(&runs(folder)?),
        ["english", dictionary] => english(&fs::read_to_string(dictionary)?),
        ["pairs", table] => pairs(&met(&fs::read_to_string(table)?)),
        ["meetings", table] => meetings(&met(&fs::read_to_string(table)?)),
        _ => return Err("lexicon syllables|compounds FOLDER | english WORDS.dic | pairs|meetings PAIRS.tsv".into()),
    }
    Ok(())
}

/// Legal syllables in small letters that stand with nothing but a space between.
fn runs(folder: &str) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let mut files: Vec<_> =
        fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.iter().map(|file| file.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let mut runs = Vec::new();
    for file in files {
        for line in fs::read_to_string(file)?.lines() {
            let passage = Passage::new(Role::Paragraph, Language::Vietnamese, line);
            let reading = Reading::of(&passage);
            let mut run = Vec::new();
            for token in &reading.tokens {
                if token.is_word() && is_syllable(&reading.chars[token.start..token.end]) {
                    run.push(reading.text(token).to_lowercase());
                } else if !token.is_space() {
                    runs.push(std::mem::take(&mut run));
                }
            }
            runs.push(run);
        }
    }
    Ok(runs)
}

fn counted(runs: &[Vec<String>]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for syllable in runs.iter().flatten() {
        *counts.entry(syllable.as_str()).or_default() += 1;
    }
    counts
}

fn syllables(runs: &[Vec<String>]) {
    let mut common: Vec<_> = counted(runs).into_iter().filter(|(_, count)| *count >= COMMON).collect();
    common.sort_by_key(|(syllable, count)| (usize::MAX - count, *syllable));
    println!("# The syllables that news and laws are written with, the most common first.");
    common.chunks(16).for_each(|row| println!("{}", row.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ")));
}

/// Two syllables next to each other: how often, and what stands before and after them.
#[derive(Default)]
struct Pair<'a> {
    together: usize,
    neighbours: [HashMap<&'a str, usize>; 2],
}

fn compounds(runs: &[Vec<String>]) {
    let counts = counted(runs);
    let total: usize = counts.values().sum();
    let mut pairs: BTreeMap<(&str, &str), Pair> = BTreeMap::new();
    for run in runs {
        for at in 1..run.len() {
            let pair = pairs.entry((&run[at - 1], &run[at])).or_default();
            pair.together += 1;
            for (neighbours, neighbour) in pair.neighbours.iter_mut().zip([at.checked_sub(2), Some(at + 1)]) {
                if let Some(neighbour) = neighbour.and_then(|neighbour| run.get(neighbour)) {
                    *neighbours.entry(neighbour).or_default() += 1;
                }
            }
        }
    }
    let mut compounds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for ((first, second), pair) in pairs {
        let chance = counts[first] as f64 * counts[second] as f64 / total as f64;
        let together = pair.together as f64;
        let most = pair.neighbours.iter().flat_map(|neighbours| neighbours.values()).copied().max().unwrap_or_default();
        let is_free = most as f64 <= SHARE * together;
        if first != second && pair.together >= TOGETHER && together > BOUND * chance && is_free {
            compounds.entry(first).or_default().push(second);
        }
    }
    println!(
        "# Syllables that make a word with the one before the colon, found by how much oftener they stand together"
    );
    println!("# than chance would have it.");
    compounds.iter().for_each(|(first, seconds)| println!("{first}: {}", seconds.join(" ")));
}

fn english(dictionary: &str) {
    let mut words: Vec<String> = dictionary
        .lines()
        .skip(1)
        .filter_map(|line| line.split(['/', '\t', ' ']).next())
        .flat_map(|word| {
            let word = word.to_lowercase();
            // A plural may look like two syllables where the word itself does not.
            [word.clone(), word + "s"]
        })
        .filter(|word| word.is_ascii() && word.len() > 3)
        .filter(|word| {
            let letters: Vec<char> = word.chars().collect();
            (1..letters.len()).any(|at| is_syllable(&letters[..at]) && is_syllable(&letters[at..]))
        })
        .collect();
    words.sort();
    words.dedup();
    println!("# English words that could be two Vietnamese syllables, from dictionary-en (MIT and BSD).");
    words.chunks(12).for_each(|row| println!("{}", row.join(" ")));
}

/// Two syllables with their tones where the older rule puts them: how often inside a word, and where two words meet.
type Met = BTreeMap<(String, String), [usize; 2]>;

fn met(table: &str) -> Met {
    let mut met = Met::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [pair, inside, across] = cells[..] else { continue };
        let (Some((first, second)), Ok(inside), Ok(across)) =
            (pair.split_once(' '), inside.parse::<usize>(), across.parse::<usize>())
        else {
            continue;
        };
        if ![first, second].iter().all(|syllable| is_syllable(&syllable.chars().collect::<Vec<_>>())) {
            continue;
        }
        let counts: &mut [usize; 2] = met.entry((older(first), older(second))).or_default();
        *counts = [counts[0] + inside, counts[1] + across];
    }
    met
}

/// What is met less often is no word that the press knows …
const KNOWN: usize = 20;
/// … nor what is mostly the end of one and the beginning of another: at least this share must be inside.
const INSIDE: f64 = 0.3;

fn pairs(met: &Met) {
    let mut words: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for ((first, second), [inside, across]) in met {
        if *inside >= KNOWN && *inside as f64 >= INSIDE * *across as f64 {
            words.entry(first).or_default().push(format!("{second}{}", weighed(*inside)));
        }
    }
    println!(
        "# Words of two syllables that the press writes: the first, then each second with how often, A being 17 times"
    );
    println!("# and each letter after it 1.6 times the one before.");
    words.iter().for_each(|(first, seconds)| println!("{first}: {}", seconds.join(" ")));
}

fn meetings(met: &Met) {
    let mut edges: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for ((first, second), [_, across]) in met {
        edges.entry(first).or_default()[0] += across;
        edges.entry(second).or_default()[1] += across;
    }
    edges.retain(|_, counts| counts.iter().any(|count| weighed(*count) > 'B'));
    println!("# How often a syllable ends a word that another follows, and how often it begins one, in the letters of");
    println!("# pairs.txt; B and B for what is not here.");
    let rows: Vec<String> =
        edges.iter().map(|(edge, [ends, begins])| format!("{edge}{}{}", weighed(*ends), weighed(*begins))).collect();
    rows.chunks(14).for_each(|row| println!("{}", row.join(" ")));
}
