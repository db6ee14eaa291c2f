//! Answers of the command line as snapshots hold them.

use std::collections::BTreeMap;

use dateline_tests::{cli::Answer, newsroom::Newsroom};

/// What differs from run to run, each under a name of its own: the same thing keeps its name throughout a test.
pub struct Scrub {
    folder: String,
    names: BTreeMap<String, String>,
}

impl Scrub {
    pub fn new(newsroom: &Newsroom) -> Self {
        Self { folder: newsroom.path("").to_string_lossy().trim_end_matches('/').to_owned(), names: BTreeMap::new() }
    }

    pub fn text(&mut self, text: &str) -> String {
        let text = text.replace(&self.folder, "[newsroom]");
        let mut scrubbed = String::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let word = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':').unwrap_or(rest.len());
            let (word, after) = rest.split_at(word.max(rest.chars().next().map_or(0, char::len_utf8)));
            scrubbed.push_str(&self.word(word));
            rest = after;
        }
        scrubbed
    }

    fn word(&mut self, word: &str) -> String {
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_uuid = |text: &str| text.len() == 36 && text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
        if is_uuid(word) {
            let (_, end) = word.split_at(28);
            let name = self.name("id", word);
            self.names.insert(end.to_owned(), format!("[end of {}]", name.trim_matches(['[', ']'])));
            name
        } else if word.len() == 64 && is_hex(word) {
            self.name("sha256", word)
        } else if word.len() == 20 && word.ends_with('Z') && word.as_bytes()[10] == b'T' {
            "[time]".to_owned()
        } else if let Some((slug, end)) = word.rsplit_once('-').filter(|(_, end)| self.names.contains_key(*end)) {
            format!("{slug}-{}", self.names[end])
        } else {
            word.to_owned()
        }
    }

    fn name(&mut self, kind: &str, word: &str) -> String {
        let number = self.names.values().filter(|name| name.starts_with(&format!("[{kind} "))).count() + 1;
        self.names.entry(word.to_owned()).or_insert_with(|| format!("[{kind} {number}]")).clone()
    }

    /// The exit status and what was printed.
    pub fn answer(&mut self, answer: &Answer) -> String {
        self.text(&format!("exit {}\n{}{}", answer.status, answer.stdout, answer.stderr))
    }
}
