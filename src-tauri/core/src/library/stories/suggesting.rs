//! Proposing and deciding for those who have no editor.

use crate::{
    Error, ErrorCode, Result, letters,
    library::Library,
    story::{Block, Edit, Marks, Piece, StoryId, Suggestion, SuggestionId},
};

/// Suggestions, by their words and by their ids.
impl Library {
    /// Proposes that the words `sought`, which stand once in the body, become `put`; of what both have nothing is proposed.
    /// Errors: `words_not_found`, `words_repeated`.
    pub fn suggest_words(&mut self, id: &StoryId, sought: &str, put: &str, remark: &str) -> Result<SuggestionId> {
        let (sought, put) = (letters::fit(sought).into_owned(), letters::fit(put).into_owned());
        let at = the_place_of(&self.story(id)?.body, &sought)?;
        let (before, gone, come) = differing(&sought, &put);
        if gone.is_empty() && come.is_empty() {
            return Err(Error::new(ErrorCode::EditInvalid).with("cause", "the words are the same"));
        }
        let suggestion = SuggestionId::fresh();
        let insert = match come {
            "" => Vec::new(),
            come => vec![Piece::Text { text: come.to_owned(), marks: Marks::default() }],
        };
        let mut edits = vec![Edit::SuggestSplice {
            suggestion: suggestion.clone(),
            at: (at + units(before)) as u32,
            delete: units(gone) as u32,
            insert,
        }];
        if !remark.is_empty() {
            edits.push(Edit::Remark { suggestion: suggestion.clone(), remark: remark.to_owned() });
        }
        self.edit_latest(id, &edits)?;
        Ok(suggestion)
    }

    /// Where words stand that stand once in the body. Errors: `words_not_found`, `words_repeated`.
    pub fn place_of_words(&self, id: &StoryId, sought: &str) -> Result<(u32, u32)> {
        let sought = letters::fit(sought).into_owned();
        let at = the_place_of(&self.story(id)?.body, &sought)?;
        Ok((at as u32, (at + units(&sought)) as u32))
    }

    /// The suggestion whose id begins with `prefix`. Errors: `suggestion_unknown`.
    pub fn suggestion(&self, id: &StoryId, prefix: &str) -> Result<Suggestion> {
        let mut found =
            self.story(id)?.suggestions.into_iter().filter(|one| !prefix.is_empty() && one.id.0.starts_with(prefix));
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            _ => Err(Error::new(ErrorCode::SuggestionUnknown).with("suggestion", prefix)),
        }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Where the words begin, in the units of edits.
fn the_place_of(body: &[Block], sought: &str) -> Result<usize> {
    let mut found = Vec::new();
    let mut begin = 0;
    for block in body {
        if !sought.is_empty() {
            found.extend(block.text.match_indices(sought).map(|(byte, _)| begin + 1 + units(&block.text[..byte])));
        }
        begin += 1 + units(&block.text);
    }
    match found[..] {
        [at] => Ok(at),
        [] => Err(Error::new(ErrorCode::WordsNotFound).with("words", sought)),
        _ => Err(Error::new(ErrorCode::WordsRepeated).with("words", sought).with("count", found.len())),
    }
}

/// What both begin with, in whole words, and what differs until they end alike.
fn differing<'a>(sought: &'a str, put: &'a str) -> (&'a str, &'a str, &'a str) {
    let words = |text: &'a str| text.split_inclusive(' ').collect::<Vec<_>>();
    let (one, other) = (words(sought), words(put));
    let begin = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let ends =
        one[begin..].iter().rev().zip(other[begin..].iter().rev()).take_while(|(one, other)| one == other).count();
    let length = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
    let before = length(&one[..begin]);
    let after = length(&one[one.len() - ends..]);
    (&sought[..before], &sought[before..sought.len() - after], &put[before..put.len() - after])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_proposed_in_whole_words() {
        for (sought, put, wanted) in [
            ("ghe về bến", "ghe rời bến", ("ghe ", "về ", "rời ")),
            ("ghe về", "ghe về bến", ("ghe ", "về", "về bến")),
            ("về bến", "ghe về bến", ("", "", "ghe ")),
            ("ghe lại về bến", "ghe về bến", ("ghe ", "lại ", "")),
            ("ghe", "", ("", "ghe", "")),
            ("ghe ghe", "ghe ghe", ("ghe ghe", "", "")),
            ("ghe ghe ghe", "ghe ghe", ("ghe ", "ghe ", "")),
        ] {
            assert_eq!(differing(sought, put), wanted, "{sought} → {put}");
        }
    }

    #[test]
    fn words_that_stand_nowhere_or_twice_are_no_place() {
        let body = ["😀 ghe về", "ghe"].map(Block::paragraph);
        assert_eq!(the_place_of(&body, "về").unwrap(), 8);
        assert_eq!(the_place_of(&body, "ghe").unwrap_err().code, ErrorCode::WordsRepeated);
        assert_eq!(the_place_of(&body, "bến").unwrap_err().code, ErrorCode::WordsNotFound);
        assert_eq!(the_place_of(&body, "").unwrap_err().code, ErrorCode::WordsNotFound);
    }
}
