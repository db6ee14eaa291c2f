//! What both benches need: text of a folder, and chance that can be had again.

use std::{error::Error, fs};

pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// The paragraphs of a folder's `.txt` files, one a line, in the order of the files' names.
pub fn paragraphs(folder: &str) -> Outcome<Vec<String>> {
    let mut files: Vec<_> =
        fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.iter().map(|file| file.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let mut paragraphs = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file)?;
        paragraphs.extend(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned));
    }
    if paragraphs.is_empty() { Err(format!("no text in {folder}").into()) } else { Ok(paragraphs) }
}

/// xorshift64*: the same seed gives the same slips on every computer.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// One of `0..of`.
    pub fn below(&mut self, of: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % of.max(1)
    }
}
