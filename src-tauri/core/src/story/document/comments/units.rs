//! The body as it is counted, and words in it found again by what they were.

use crate::story::document::MARKER;

/// On each side of words, by which two places with the same words are told apart.
pub(super) const MOST_AROUND: usize = 32;

pub(super) struct Units(pub Vec<u16>);

impl Units {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_amid_letter(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|unit| (0xDC00..0xE000).contains(unit))
    }

    /// Half of a letter beyond the BMP is no place.
    pub fn begin_of_unit_before(&self, end: usize) -> usize {
        let is_half = end >= 2 && (0xDC00..0xE000).contains(&self.0[end - 1]);
        end - if is_half { 2 } else { 1 }
    }

    pub fn end_of_unit_at(&self, at: usize) -> usize {
        let is_pair = (0xD800..0xDC00).contains(&self.0[at]) && at + 1 < self.len();
        at + if is_pair { 2 } else { 1 }
    }

    pub fn between(&self, from: usize, to: usize, most: usize) -> String {
        let words: String = String::from_utf16_lossy(&self.0[from..to]).chars().take(most).collect();
        words.replace(MARKER, "\n")
    }

    pub fn ending_at(&self, end: usize, most: usize) -> String {
        let begin = end.saturating_sub(most);
        String::from_utf16_lossy(&self.0[begin..end]).replace(MARKER, "\n")
    }

    pub fn beginning_at(&self, begin: usize, most: usize) -> String {
        let end = self.len().min(begin + most);
        String::from_utf16_lossy(&self.0[begin..end]).replace(MARKER, "\n")
    }

    /// The same words with something of the same around them, or standing where those were; the nearest to `near`.
    pub fn find(&self, quote: &str, before: &str, after: &str, near: usize) -> Option<(usize, usize)> {
        let sought: Vec<u16> = quote.replace('\n', MARKER.encode_utf8(&mut [0; 3])).encode_utf16().collect();
        if sought.is_empty() || sought.len() > self.len() {
            return None;
        }
        let fits = |at: usize| {
            let end = at + sought.len();
            let ends_alike = ends_alike(before, &self.ending_at(at, MOST_AROUND));
            let begins_alike = begins_alike(after, &self.beginning_at(end, MOST_AROUND));
            ends_alike || begins_alike
        };
        let places = (0..=self.len() - sought.len()).filter(|at| self.0[*at..*at + sought.len()] == sought[..]);
        let at = places.filter(|at| fits(*at)).min_by_key(|at| at.abs_diff(near))?;
        Some((at, at + sought.len()))
    }
}

/// So many letters next to the words are enough to know the place again; where there never were as many, all of them.
const ENOUGH: usize = 8;

fn begins_alike(one: &str, other: &str) -> bool {
    let alike = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    alike >= ENOUGH.min(one.chars().count()) && !one.is_empty()
}

fn ends_alike(one: &str, other: &str) -> bool {
    let alike = one.chars().rev().zip(other.chars().rev()).take_while(|(one, other)| one == other).count();
    alike >= ENOUGH.min(one.chars().count()) && !one.is_empty()
}
