//! `wrong_word` in English: phrases that are wrong though each of their words is one (could of, more then, their was), and
//! `a` or `an` by the sound that follows.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    Finding, Language, Out, Reading, Rule, Style, Token,
    english::is_word,
    letters::{capitalised, is_all_capitals, lowered},
};

struct Phrase {
    /// What may stand in each place.
    places: Vec<Vec<&'static str>>,
    /// Which of them is wrong, and what is right.
    wrong: usize,
    right: &'static str,
    not_before: Vec<&'static str>,
}

/// By the wrong word.
static PHRASES: LazyLock<HashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<Phrase>> = HashMap::new();
    let lines = include_str!("../../data/en/phrases.txt").lines().filter(|line| !line.starts_with('#'));
    for phrase in lines.filter_map(phrase) {
        phrases.entry(phrase.places[phrase.wrong][0]).or_default().push(phrase);
    }
    phrases
});

fn phrase(line: &'static str) -> Option<Phrase> {
    let (before, rest) = line.split_once('[')?;
    let (slip, after) = rest.split_once(']')?;
    let (wrong, right) = slip.split_once('>')?;
    let (after, not_before) = after.split_once('!').unwrap_or((after, ""));
    let places = |text: &'static str| text.split_whitespace().map(|place| place.split('|').collect()).collect();
    let mut all: Vec<Vec<&str>> = places(before);
    let at = all.len();
    all.push(vec![wrong]);
    all.extend::<Vec<Vec<&str>>>(places(after));
    let not_before = not_before.split('|').filter(|word| !word.is_empty()).collect();
    Some(Phrase { places: all, wrong: at, right, not_before })
}

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    let has_english = reading.passage.language == Language::English
        || reading.passage.spans.iter().any(|span| span.language == Some(Language::English));
    if !has_english {
        return;
    }
    let mut run: Vec<Word> = Vec::new();
    for (at, token) in reading.words() {
        let follows = at > 1 && reading.tokens[at - 1].is_space() && reading.tokens[at - 2].is_word();
        let is_english = reading.language_at(token.start) == Some(Language::English);
        if !is_english || !follows {
            look(reading, &run, out);
            run.clear();
        }
        if is_english {
            let letters = &reading.chars[token.start..token.end];
            run.push(Word { at, token: *token, letters, small: lowered(letters).replace('’', "'") });
        }
    }
    look(reading, &run, out);
}

struct Word<'a> {
    at: usize,
    token: Token,
    letters: &'a [char],
    small: String,
}

fn look(reading: &Reading, run: &[Word], out: &mut Out) {
    for (at, word) in run.iter().enumerate() {
        let met = PHRASES
            .get(word.small.as_str())
            .and_then(|phrases| phrases.iter().find_map(|phrase| Some((phrase, place(run, at, phrase)?))));
        if let Some((phrase, first)) = met {
            tell(reading, run, first..first + phrase.places.len(), at, phrase.right, out);
        } else if let Some(right) = article(reading, run, at) {
            tell(reading, run, at..at + 2, at, right, out);
        }
    }
}

/// Where the phrase begins whose wrong word stands at `at`.
fn place(run: &[Word], at: usize, phrase: &Phrase) -> Option<usize> {
    let first = at.checked_sub(phrase.wrong)?;
    let words = run.get(first..first + phrase.places.len())?;
    let is_met = words.iter().zip(&phrase.places).all(|(word, place)| place.contains(&word.small.as_str()));
    let next = run.get(first + phrase.places.len()).map(|word| word.small.as_str());
    (is_met && !next.is_some_and(|next| phrase.not_before.contains(&next))).then_some(first)
}

fn tell(reading: &Reading, run: &[Word], phrase: std::ops::Range<usize>, at: usize, right: &str, out: &mut Out) {
    let word = &run[at];
    let right = match word.letters {
        letters if is_all_capitals(letters) => right.to_uppercase(),
        letters if letters[0].is_uppercase() => capitalised(right),
        _ => right.to_owned(),
    };
    let (start, end) = (run[phrase.start].token.start, run[phrase.end - 1].token.end);
    let written = reading.slice(start, word.token.start) + &right + &reading.slice(word.token.end, end);
    let found = Finding::new(Rule::WrongWord, word.token.start, word.token.end);
    out.found(found.with("word", reading.slice(start, end)).with("right", written).fix(right));
}

/// Words that go on after a letter: Vitamin a is, plan a or plan b.
const NO_NOUNS: &[&str] = &[
    "is", "in", "it", "if", "at", "as", "and", "are", "or", "of", "on", "am", "an", "all", "also", "about", "above",
    "after", "again", "against", "around", "into", "its", "over", "out", "off", "under", "up", "upon", "us", "onto",
];
/// They begin with a vowel and sound otherwise.
const CONSONANT_SOUNDS: &[&str] =
    &["uni", "use", "usu", "usa", "uti", "ute", "ura", "eu", "ew", "one", "once", "ouija", "ubi"];
/// They begin with another letter and sound like a vowel, or do so for some.
const VOWEL_SOUNDS: &[&str] =
    &["hour", "honest", "honor", "honour", "heir", "herb", "histor", "hotel", "homage", "hyster", "habit", "heroic"];

/// What `a` or `an` should be before this word. Only before small words of the dictionary: names and abbreviations sound as
/// nobody knows.
fn article(reading: &Reading, run: &[Word], at: usize) -> Option<&'static str> {
    let (article, next) = (&run[at], run.get(at + 1)?);
    let begins = |sounds: &[&str]| sounds.iter().any(|sound| next.small.starts_with(sound));
    let is_small = article.letters[0].is_lowercase() || reading.begins_sentence(article.at);
    let is_plain = next.letters.len() > 2 && next.letters.iter().all(char::is_ascii_lowercase) && is_word(&next.small);
    if !is_small || !is_plain || NO_NOUNS.contains(&next.small.as_str()) {
        return None;
    }
    // `X-ray`, `a/an`: what a sign ties to another word sounds as that does.
    let is_tied = reading.after(next.token.end).is_some_and(|letter| {
        "-–'’/.".contains(letter) && { reading.after(next.token.end + 1).is_some_and(char::is_alphanumeric) }
    });
    let is_vowel = next.letters[0].is_ascii() && "aeiou".contains(next.letters[0]);
    match article.small.as_str() {
        "a" if is_vowel && !begins(CONSONANT_SOUNDS) && !is_tied => Some("an"),
        "an" if !is_vowel && !begins(VOWEL_SOUNDS) && !is_tied => Some("a"),
        "an" if begins(&["unit", "unique", "univers", "usual", "useful", "euro", "one"]) && !is_tied => Some("a"),
        "a" if begins(&["hour", "honest", "heir"]) && !is_tied => Some("an"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, testing};

    #[test]
    fn phrases_of_right_words_that_are_wrong_are_found() {
        testing::table_for(
            Rule::WrongWord,
            Role::Paragraph,
            Language::English,
            &Style::default(),
            &[
                ("They could «of» won. Could of course be.", "They could have won. Could of course be."),
                ("More «then» half of them. «Their» was no time.", "More than half of them. There was no time."),
                (
                    "The «pubic» meeting was «lead» by a school «principle».",
                    "The public meeting was led by a school principal.",
                ),
                ("It moved on «it’s» own, the man «who's» wife left.", "It moved on its own, the man whose wife left."),
                (
                    "They will «loose» their jobs; it came «form» there.",
                    "They will lose their jobs; it came from there.",
                ),
                ("«Alot» of them. A «calender».", "A lot of them. A calendar."),
                ("THEY COULD «OF» WON", "THEY COULD HAVE WON"),
                ("Then more came then, and their house was theirs. Loose ends, lead singer, form the line.", ""),
                ("He was in lead by then. The principle of it. It's been said.", ""),
            ],
        );
        testing::table(Rule::WrongWord, &[("Họ could of đi.", "")]);
    }

    #[test]
    fn a_or_an_goes_by_the_sound() {
        testing::table_for(
            Rule::WrongWord,
            Role::Paragraph,
            Language::English,
            &Style::default(),
            &[
                ("«A» accident in «a» old house.", "An accident in an old house."),
                ("«an» big house, «an» unique one, «a» hour", "a big house, a unique one, an hour"),
                ("A university, a European, a one-off, a useful hour, an hour, an honest man, an heir.", ""),
                ("Vitamin A is good. Class A office. Plan a is off. A historic, an historic day.", ""),
                ("An MRI, an FBI agent, a NATO plan, an X-ray, a U-turn, a la carte.", ""),
            ],
        );
    }
}
