//! Where in a story the words of a search stand.

use unicode_normalization::char::is_combining_mark;

use crate::{
    fold,
    library::Library,
    story::{Field, FieldValue, Fields, Settled, StoryField, StoryId},
};

/// So many words before the first that was found, and so many letters in all.
const BEFORE: usize = 6;
const LETTERS: usize = 180;

impl Library {
    /// The stretch of each story's text in which most of the query's words stand; empty where none does, or the story can't
    /// be read.
    pub fn snippets(&self, stories: &[StoryId], query: &str) -> Vec<String> {
        let terms = Term::all_of(query);
        let snippet = |story: &StoryId| match self.settled(story) {
            Ok(story) => snippet(&story, &terms),
            // That it can't be read is told beside the list.
            Err(_) => String::new(),
        };
        stories.iter().map(snippet).collect()
    }
}

/// A word of the query, as the index takes it.
struct Term {
    word: String,
    is_exact: bool,
    /// The last one, as long as it is being typed.
    is_unfinished: bool,
}

impl Term {
    fn all_of(query: &str) -> Vec<Self> {
        let mut terms: Vec<Self> = words(query)
            .map(|(_, word)| {
                let is_exact = fold::has_marks(word);
                Self {
                    word: if is_exact { fold::exact(word) } else { fold::fold(word) },
                    is_exact,
                    is_unfinished: false,
                }
            })
            .collect();
        if let Some(last) = terms.last_mut() {
            last.is_unfinished = !query.ends_with(char::is_whitespace);
        }
        terms
    }

    fn fits(&self, exact: &str, folded: &str) -> bool {
        let word = if self.is_exact { exact } else { folded };
        if self.is_unfinished { word.starts_with(&self.word) } else { word == self.word }
    }
}

/// The words of a text, with where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_of_word = |letter: char| letter.is_alphanumeric() || is_combining_mark(letter);
    text.split(move |letter| !is_of_word(letter))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn snippet(story: &Settled, terms: &[Term]) -> String {
    if terms.is_empty() {
        return String::new();
    }
    let photos = story.photos.iter().flat_map(|photo| texts_in(&photo.fields));
    let lead = story.text(StoryField::Abstract);
    let texts = std::iter::once(lead)
        .chain(story.body.iter().map(|block| block.text.as_str()))
        .chain(photos)
        .chain(story.related.iter().map(|related| related.title.as_str()))
        .chain(texts_in(&story.fields));
    let mut best: Option<(usize, &str, usize)> = None;
    for text in texts {
        let (hits, first) = hits(text, terms);
        if hits > best.map_or(0, |(most, ..)| most) {
            best = Some((hits, text, first));
            if hits == terms.len() {
                break;
            }
        }
    }
    best.map(|(_, text, first)| around(text, first)).unwrap_or_default()
}

/// How many of the terms stand in a text, and where the first of them does: where most of them stand close together.
fn hits(text: &str, terms: &[Term]) -> (usize, usize) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, word) in words(text) {
        let (exact, folded) = (fold::exact(word), fold::fold(word));
        found.extend(
            terms.iter().enumerate().filter(|(_, term)| term.fits(&exact, &folded)).map(|(term, _)| (at, term)),
        );
    }
    let within = |start: usize| {
        let mut seen = vec![false; terms.len()];
        let near = found[start..].iter().take_while(|(at, _)| *at < found[start].0 + LETTERS);
        near.for_each(|(_, term)| seen[*term] = true);
        seen.iter().filter(|seen| **seen).count()
    };
    // The first of those with as many.
    let best = (0..found.len()).map(|start| (within(start), start)).rev().max_by_key(|(count, _)| *count);
    best.map_or((0, 0), |(count, start)| (count, found[start].0))
}

fn around(text: &str, first: usize) -> String {
    let before: Vec<usize> = words(&text[..first]).map(|(at, _)| at).collect();
    let from = before.len().checked_sub(BEFORE).map_or(0, |at| if at == 0 { 0 } else { before[at] });
    let rest = &text[from..];
    let mut kept: String = rest.chars().take(LETTERS).collect();
    let is_cut = kept.len() < rest.len();
    if is_cut {
        // Not in the middle of a word.
        kept.truncate(kept.rfind(char::is_whitespace).unwrap_or(kept.len()));
    }
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{kept}{}", if from > 0 { "… " } else { "" }, if is_cut { "…" } else { "" })
}

/// But those that no words of anyone stand in.
fn texts_in<F: Field>(fields: &Fields<F>) -> impl Iterator<Item = &str> {
    fields.iter().filter(|(field, _)| !field.kind().is_mark()).flat_map(|(_, value)| match value {
        FieldValue::Text(text) => std::slice::from_ref(text).iter().map(String::as_str),
        FieldValue::List(items) => items.iter().map(String::as_str),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Từ ngã ba xóm trên, người đưa thư đi qua Bến Tràm thêm nửa giờ nước ngược là tới nơi bán khóm.";

    fn shown(text: &str, query: &str) -> Option<String> {
        let terms = Term::all_of(query);
        let (count, first) = hits(text, &terms);
        (count == terms.len()).then(|| around(text, first))
    }

    #[test]
    fn a_stretch_begins_shortly_before_the_first_word_that_was_found() {
        for query in ["ben tram", "bến tràm", "Ben Tra", "BẾN", "be\u{302}\u{301}n tram"] {
            let shown = shown(TEXT, query).unwrap_or_default();
            assert!(shown.starts_with("… trên, người đưa thư đi qua Bến Tràm"), "{query}: {shown}");
        }
        assert_eq!(shown(TEXT, "bên tram"), None);
        assert_eq!(shown(TEXT, "ben tra "), None, "a word that is whole");
        assert_eq!(shown("Bến", "ben").as_deref(), Some("Bến"));
    }

    #[test]
    fn of_many_places_it_is_the_one_where_most_words_stand_together() {
        let far = format!("Bến này. {} Ghe về Bến Tràm.", "Chữ ".repeat(80));
        assert!(shown(&far, "ben tram").unwrap_or_default().ends_with("Chữ Ghe về Bến Tràm."));
        let long = "nước ".repeat(400);
        let shown = shown(&long, "nuoc").unwrap_or_default();
        assert!(
            shown.starts_with("nước") && shown.ends_with("nước…") && shown.chars().count() <= LETTERS + 1,
            "{shown}"
        );
    }
}
