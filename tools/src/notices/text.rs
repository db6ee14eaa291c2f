//! Licence texts, each once. What stands above one (its title, and whose work it is) differs from package to package, the
//! terms below don't: the copyright goes to the package, and terms in the same words are one text.

use std::collections::HashMap;

use super::licence;

#[derive(Default)]
pub struct Texts {
    list: Vec<Text>,
    /// The words of each, with its place.
    known: HashMap<String, usize>,
}

pub struct Text {
    /// The licences in it, by their SPDX names.
    pub name: String,
    pub words: String,
}

pub struct Taken {
    /// From 1.
    pub number: usize,
    pub copyright: Vec<String>,
}

impl Texts {
    /// `name`: what it is, where that can't be told from its words.
    pub fn take(&mut self, text: &str, name: Option<&str>) -> Taken {
        let Parted { copyright, terms } = part(text);
        let next = self.list.len() + 1;
        let number = *self.known.entry(essence(&terms)).or_insert(next);
        if number == next {
            let names: Vec<&str> = licence::kinds(text).into_iter().collect();
            let name = name.map_or(names.join(", "), str::to_owned);
            self.list.push(Text { name, words: terms });
        }
        Taken { number, copyright }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Text> {
        self.list.iter()
    }
}

struct Parted {
    copyright: Vec<String>,
    terms: String,
}

fn part(text: &str) -> Parted {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\u{c}', "");
    let (body, appendix) = without_appendix(&text);
    let paragraphs = paragraphs(body);
    let mut copyright = Vec::new();
    let mut begin = 0;
    for paragraph in &paragraphs {
        if is_copyright(paragraph) {
            copyright.extend(paragraph.iter().map(|line| bare(line).to_owned()).filter(|line| is_said(line)));
        } else if !is_title(paragraph) {
            break;
        }
        begin += 1;
    }
    // Nothing but a head: then that is what it says.
    if begin == paragraphs.len() {
        (begin, copyright) = (0, Vec::new());
    }
    let terms: Vec<String> = paragraphs[begin..].iter().map(|lines| lines.join("\n")).collect();
    let filled_in = appendix.lines().map(str::trim).filter(|line| line.starts_with("Copyright ") && is_said(line));
    copyright.extend(filled_in.map(str::to_owned));
    Parted { copyright, terms: terms.join("\n\n") }
}

const ENDS: &str = "END OF TERMS AND CONDITIONS";

/// Apache's licence ends in advice on how to use it, where some write their name; it is no part of the terms.
fn without_appendix(text: &str) -> (&str, &str) {
    match text.find(ENDS).map(|at| text.split_at(at + ENDS.len())) {
        Some((body, rest)) if is_appendix(rest) => (body, rest),
        _ => (text, ""),
    }
}

fn is_appendix(rest: &str) -> bool {
    let applied = rest.contains("Licensed under the Apache License, Version 2.0 (the \"License\")");
    applied && rest.split_whitespace().count() < 200
}

/// What makes two texts the same: their words. Addresses move, and lines, quotes and capitals are a matter of taste.
fn essence(terms: &str) -> String {
    let terms = terms.replace(ENDS, "");
    let words = terms.split_whitespace().filter(|word| !word.contains("http://") && !word.contains("https://"));
    let letters =
        |word: &str| word.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    words.map(letters).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Between empty lines; each line without what trails it.
fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let mut found: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines().map(str::trim_end) {
        match (line.is_empty(), found.last_mut()) {
            (false, Some(last)) => last.push(line),
            _ => found.push(Vec::new()),
        }
    }
    found.retain(|lines| !lines.is_empty());
    found
}

fn is_copyright(paragraph: &[&str]) -> bool {
    let says = |line: &str, words: &[&str]| words.iter().any(|word| line.to_lowercase().starts_with(word));
    let first = bare(paragraph[0]);
    let begins = says(first, &["copyright (", "copyright ©", "©", "(c) "])
        || first.strip_prefix("Copyright ").is_some_and(|rest| {
            rest.starts_with(|letter: char| letter.is_ascii_digit() || letter == '[' || letter.is_uppercase())
        });
    // With terms right below it, without an empty line, it is read as a whole.
    begins
        && paragraph.len() <= 8
        && !paragraph.iter().any(|line| says(bare(line), &["permission", "licensed under", "redistribution"]))
}

fn is_title(paragraph: &[&str]) -> bool {
    let is_rule = |line: &str| line.chars().all(|letter| "=-*#".contains(letter));
    let mut lines = paragraph.iter().map(|line| bare(line)).filter(|line| !is_rule(line));
    let (first, second) = (lines.next().unwrap_or_default(), lines.next());
    let lower = first.to_lowercase();
    let named = lower.contains("license") || lower.contains("licence");
    // “Apache License / Version 2.0 / http…” belongs to its terms.
    let short = first.len() <= 40 && !first.ends_with([':', '.']) && !lower.contains("apache");
    second.is_none() && (first.is_empty() || named && short)
}

/// Without the signs of Markdown and comments.
fn bare(line: &str) -> &str {
    line.trim().trim_start_matches(['#', '*', '>', '/']).trim()
}

/// Whether somebody wrote something into the blank form: `Copyright [yyyy] [name of copyright owner]`.
fn is_said(line: &str) -> bool {
    let lower = line.to_lowercase();
    !["[yyyy]", "{yyyy}", "<year>"].iter().any(|blank| lower.contains(blank)) && !bare(line).is_empty()
}
