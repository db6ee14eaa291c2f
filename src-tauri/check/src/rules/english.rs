//! `spelling`: English words that no dictionary has, in English stories and in stretches marked as English.
//!
//! An error is only what comes once in its passage and is a single slip away from one word that everybody knows. Any other
//! word that is in no dictionary is a `doubtful_word`: news is full of new ones. Spared are names (a capital inside a
//! sentence, and at its start unless a long word is a single slip away from a plain one), words with digits, prefixes and
//! endings on a known word, two known words in one, other letters or capitals inside, abbreviations, parts of hyphenated
//! words, short words, possessives. Where two and more of a passage's words, and a third of them, are unknown, and one of
//! them near to nothing, it is no English.

use crate::{
    Finding, Language, Out, Reading, Rule, Style, Token, TokenKind,
    english::{is_compound, is_derived, is_ended, is_word, one_slip_away},
};

/// Shorter words are interjections, units and initials more often than slips.
const SHORTEST: usize = 3;

/// Longer ones are no words, and would be looked up for ever.
const LONGEST: usize = 40;

/// A name that begins a sentence is rarely so long and one slip away from a plain word.
const LONG: usize = 8;

/// In how many words of a passage a suggestion is looked for, and how long they may be: each letter costs fifty look-ups.
const SUGGESTED: usize = 8;
const SUGGESTED_LENGTH: usize = 18;

pub(super) fn check(reading: &Reading, _: &Style, out: &mut Out) {
    let has_english = reading.passage.language == Language::English
        || reading.passage.spans.iter().any(|span| span.language == Some(Language::English));
    if !has_english {
        return;
    }
    let (mut looked_up, mut unknown) = (0, Vec::new());
    for (sentence, at) in words(reading) {
        let token = &reading.tokens[at];
        if !is_judged(reading, at, token) {
            continue;
        }
        looked_up += 1;
        let word = dictionary_form(reading, token);
        let begins = sentence == at;
        let is_capital = reading.chars[token.start].is_uppercase();
        let small = word.to_lowercase();
        let is_name = is_capital && (!begins || word.len() < LONG);
        if is_name || is_word(&word) || is_word(&small) || is_derived(&small) || is_ended(&small) || is_compound(&small)
        {
            continue;
        }
        let is_asked = unknown.len() < SUGGESTED && (SHORTEST_MENDED..=SUGGESTED_LENGTH).contains(&small.len());
        let right = if TYPED.contains(&small.as_str()) || is_asked { one_slip_away(&small) } else { None };
        unknown.push(Unknown { start: token.start, end: token.start + word.chars().count(), small, is_capital, right });
    }
    let strange = unknown.iter().filter(|unknown| unknown.right.is_none()).count();
    if strange > 0 && unknown.len() > 1 && unknown.len() * 3 > looked_up {
        return;
    }
    for Unknown { start, end, small, is_capital, right } in &unknown {
        let is_once = unknown.iter().filter(|other| other.small == *small).count() == 1;
        let found =
            |rule| Finding::new(rule, *start, *end).because("spelling").with("word", reading.slice(*start, *end));
        match right {
            Some(right) if is_once => {
                let right = if *is_capital { crate::letters::capitalised(right) } else { right.clone() };
                out.found(found(Rule::Spelling).fix(right));
            }
            _ if *is_capital || small.len() < SHORTEST_MENDED => {}
            _ => out.found(found(Rule::DoubtfulWord)),
        }
    }
}

/// A word that no dictionary has, and what it may have been meant to be.
struct Unknown {
    start: usize,
    end: usize,
    small: String,
    is_capital: bool,
    right: Option<String>,
}

/// A shorter word is one slip away from many.
const SHORTEST_MENDED: usize = 4;

/// Short ones that fingers make of the commonest words.
const TYPED: &[&str] = &["teh", "hte", "adn", "nad"];

/// The words of each sentence, each with the first of its sentence.
fn words<'a>(reading: &'a Reading) -> impl Iterator<Item = (usize, usize)> + 'a {
    reading.sentences.iter().flat_map(|sentence| {
        let mut words = (sentence.first..sentence.last).filter(|&at| reading.tokens[at].counts()).peekable();
        let first = words.peek().copied().unwrap_or(sentence.first);
        words.filter(|&at| reading.tokens[at].is_word()).map(move |at| (first, at))
    })
}

fn is_judged(reading: &Reading, at: usize, token: &Token) -> bool {
    let letters = &reading.chars[token.start..token.end];
    // Straight or curly, between letters.
    let plain = |letter: &char| letter.is_ascii_alphabetic() || is_apostrophe(*letter);
    let joined = |at: Option<usize>| {
        at.and_then(|at| reading.tokens.get(at)).is_some_and(|token| match token.kind {
            TokenKind::Sign => "-‐‑/@_&.".contains(reading.sign(token)) && glues(reading, token.start),
            kind => kind != TokenKind::Space,
        })
    };
    (SHORTEST..=LONGEST).contains(&letters.len())
        && letters.iter().all(plain)
        && !letters[1..].iter().any(|letter| letter.is_uppercase())
        && reading.language_at(token.start) == Some(Language::English)
        && !joined(at.checked_sub(1))
        && !joined(Some(at + 1))
}

/// Whether a sign has letters or digits on both sides.
fn glues(reading: &Reading, at: usize) -> bool {
    let is = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    is(reading.before(at)) && is(reading.after(at + 1))
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

/// With a straight apostrophe, and without a possessive `'s`.
fn dictionary_form(reading: &Reading, token: &Token) -> String {
    let straight = |letter: &char| if is_apostrophe(*letter) { '\'' } else { *letter };
    let word: String = reading.chars[token.start..token.end].iter().map(straight).collect();
    match word.strip_suffix("'s") {
        Some(owner) => owner.to_owned(),
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Passage, Role, Span, testing};

    #[test]
    fn english_is_spelt_as_dictionaries_have_it() {
        testing::table_for(
            Rule::Spelling,
            Role::Paragraph,
            Language::English,
            &Style::default(),
            &[
                (
                    "They «recieve» letters from the «goverment»'s office.",
                    "They receive letters from the government's office.",
                ),
                ("«Goverment» offices were closed.", "Government offices were closed."),
                // Near to nothing, or met more than once: no error.
                ("It was bavted twice.", ""),
                ("An algoritm is an algoritm.", ""),
                // A row of slips is English all the same.
                ("«Goverment» «recieves» «teh» ferry plan", "Government receives the ferry plan"),
                ("A «seperate» list", "A separate list"),
                // What newsrooms write that dictionaries do not have, and what is one slip from something coarse.
                ("The rollout helps wellbeing, frontline staff, roadmaps, skillsets, learnings and angus beef.", ""),
                ("A hackathon for useable codebases, the citywide handoff of workstreams.", ""),
                // American and British.
                ("The colour of the center, the color of the centre; they organise and organize.", ""),
                // Names, wherever they stand.
                ("Thuong met Nguyen Van Hoa in Quang Ngai. Phuong said so.", ""),
                ("Hòa from Đà Nẵng likes phở and the áo dài.", ""),
                // Abbreviations, numbers, inner capitals, hyphens, addresses.
                ("The UBND and ASEAN, 4G, iPhone, YouTube, re-elected, kg.", ""),
                ("Write to desk@baohn.vn or www.baohn.vn now.", ""),
                // Apostrophes of both kinds.
                ("They don't, she doesn’t, the minister’s and ministers' cars aren't.", ""),
                // A sentence in another language.
                ("Hom nay troi mua rat to.", ""),
                ("A livestream, a smartphone, an app, blockchain, startups, lockdown, Covid.", ""),
            ],
        );
        testing::table(Rule::Spelling, &[("Họ recieve thư.", "")]);
    }

    #[test]
    fn an_unknown_word_that_is_near_to_nothing_is_a_suggestion() {
        testing::table_for(
            Rule::DoubtfulWord,
            Role::Paragraph,
            Language::English,
            &Style::default(),
            &[("It was «bavted» twice by all the people there.", ""), ("They recieve letters.", "")],
        );
    }

    #[test]
    fn a_stretch_of_english_is_judged_inside_a_vietnamese_story() {
        let mut passage = Passage::new(Role::Paragraph, Language::Vietnamese, "Ông đọc: we recieve them gladly.");
        passage.spans.push(Span { start: 9, end: 32, language: Some(Language::English) });
        let (marked, mended) = ("Ông đọc: we «recieve» them gladly.", "Ông đọc: we receive them gladly.");
        testing::check(Rule::Spelling, &Style::default(), &[passage], marked, mended);
    }
}
