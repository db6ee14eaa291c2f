//! How seldom the check is wrong on clean text, and how much it finds of slips put into it by chance.
//!
//! `cargo bench -p dateline-check --bench slips -- FOLDER [SEED] [--language en] [--show N] [--misses N]`
//!
//! With `--language en` only what is found in clean text is printed: the slips are Vietnamese ones.
//!
//! FOLDER has `.txt` files of clean Vietnamese text, one paragraph a line. Printed are the findings on the text as it
//! is, by rule and per 10,000 syllables, with up to N examples of each; then, for each kind of slip, how many of those
//! put in were found at their place, and how many of the fixes gave the text back as it was.

#[allow(dead_code)]
mod support;

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use dateline_check::{
    Finding, Language, Passage, Reading, Role, Rule, Session, Severity, Style, Token, TokenKind, fixed,
    readable::Readable,
    vietnamese::{Syllable, ToneMark, is_compound, is_syllable, retoned},
};
use support::{Chance, Outcome, paragraphs};
use unicode_normalization::UnicodeNormalization;

/// How many slips of each kind are put in.
const SLIPS: usize = 2000;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (mut plain, mut show, mut misses) = (Vec::new(), 0, 0);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--show" => show = arguments.next().unwrap_or_default().parse()?,
            "--misses" => misses = arguments.next().unwrap_or_default().parse()?,
            "--language" => {
                let tag = arguments.next().unwrap_or_default();
                LANGUAGE.get_or_init(|| Language::from_tag(&tag).unwrap_or_default());
            }
            _ => plain.push(argument),
        }
    }
    let Some(folder) = plain.first() else {
        println!("slips: name a folder of clean text: -- FOLDER [SEED] [--show N] [--misses N]");
        return Ok(());
    };
    let seed: u64 = plain.get(1).map_or(Ok(1), |seed| seed.parse())?;
    let clean = paragraphs(folder)?;
    let own = alarms(&clean, show);
    if LANGUAGE.get() != Some(&Language::English) {
        slips(&clean, &own, seed, misses);
    }
    Ok(())
}

static LANGUAGE: OnceLock<Language> = OnceLock::new();

fn passage(text: &str) -> Passage {
    Passage::new(Role::Paragraph, *LANGUAGE.get_or_init(Language::default), text)
}

/// The findings on each paragraph, each judged by itself, so that a thousand articles do not pass for one story.
fn findings(text: &str, style: &Arc<Style>) -> Vec<Finding> {
    let mut session = Session::new(style.clone());
    session.splice(0, 0, [passage(text)]);
    session.findings(0).to_vec()
}

fn alarms(clean: &[String], show: usize) -> Vec<Vec<Finding>> {
    let style = Arc::new(Style::default());
    let syllables: u32 = clean.iter().map(|text| Readable::of(&Reading::of(&passage(text))).syllables).sum();
    let own: Vec<Vec<Finding>> = clean.iter().map(|text| findings(text, &style)).collect();
    let mut by_rule: BTreeMap<(Severity, Rule), Vec<(usize, &Finding)>> = BTreeMap::new();
    for (at, found) in own.iter().enumerate() {
        for finding in found {
            by_rule.entry((finding.rule.severity(), finding.rule)).or_default().push((at, finding));
        }
    }
    println!("{} paragraphs, {syllables} syllables of clean text\n", clean.len());
    println!("| severity | rule | found | per 10,000 syllables |\n|---|---|--:|--:|");
    let per = |count: usize| count as f64 * 10_000.0 / f64::from(syllables.max(1));
    for ((severity, rule), found) in &by_rule {
        println!("| {severity:?} | {} | {} | {:.2} |", rule.name(), found.len(), per(found.len()));
        for (at, finding) in found.iter().take(show) {
            let chars: Vec<char> = clean[*at].chars().collect();
            let (start, end) = (finding.start as usize, finding.end as usize);
            let slice = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
            let (before, after) = (slice(start.saturating_sub(24), start), slice(end, chars.len().min(end + 24)));
            println!("    {before}«{}»{after} → {:?}", slice(start, end), finding.fix);
        }
    }
    let errors: usize =
        by_rule.iter().filter(|((severity, _), _)| *severity == Severity::Error).map(|(_, found)| found.len()).sum();
    println!("\nerrors: {errors}, per 10,000 syllables {:.2}\n", per(errors));
    own
}

/// A slip put into a text: what stands in the place of `start..end`, and where that then ends.
struct Slip {
    start: usize,
    end: usize,
    text: String,
}

type Maker = fn(&Reading, &mut Chance) -> Option<Slip>;

const KINDS: &[(&str, Maker)] = &[
    ("doubled word", doubled_word),
    ("doubled phrase", doubled_phrase),
    ("joined words", joined),
    ("no space after a stop", no_space),
    ("tone on the wrong vowel", misplaced),
    ("tone that a stop does not bear", mistoned),
    ("look-alike letter", look_alike),
    ("letters in parts", decomposed),
    ("another tone in a word", mismarked),
    ("two spaces", two_spaces),
    ("space before a comma", space_before),
];

fn slips(clean: &[String], own: &[Vec<Finding>], seed: u64, misses: usize) {
    let style = Arc::new(Style::default());
    let mut chance = Chance::new(seed);
    println!("seed {seed}, {SLIPS} of each kind\n\n| slip | found | fixes right |\n|---|--:|--:|");
    let (mut all, mut all_found, mut all_fixes, mut all_right) = (0, 0, 0, 0);
    for (name, make) in KINDS {
        let (mut made, mut found, mut fixes, mut right) = (0, 0, 0, 0);
        let mut missed = Vec::new();
        for _ in 0..SLIPS * 20 {
            let at = chance.below(clean.len());
            let passage = passage(&clean[at]);
            let reading = Reading::of(&passage);
            let Some(slip) = make(&reading, &mut chance) else { continue };
            if own[at].iter().any(|finding| finding.start as usize <= slip.end && finding.end as usize >= slip.start) {
                continue;
            }
            made += 1;
            let text = reading.slice(0, slip.start) + &slip.text + &reading.slice(slip.end, reading.chars.len());
            let end = slip.start + slip.text.chars().count();
            let here: Vec<Finding> = findings(&text, &style)
                .into_iter()
                .filter(|finding| finding.rule.severity() == Severity::Error || finding.rule == Rule::DoubtfulWord)
                .filter(|finding| {
                    (finding.start as usize) < end.max(slip.start + 1) && finding.end as usize > slip.start
                })
                .collect();
            let fix = here.iter().filter(|finding| finding.fix.is_some()).count();
            found += usize::from(!here.is_empty());
            fixes += usize::from(fix > 0);
            let is_right = fix > 0 && fixed(&text, &here) == clean[at];
            right += usize::from(is_right);
            if (here.is_empty() || fix > 0 && !is_right) && missed.len() < misses {
                let fix = here.first().map(|finding| (finding.rule.name(), finding.fix.clone()));
                missed.push(format!("    {:?} for {:?}: {fix:?}", slip.text, reading.slice(slip.start, slip.end)));
            }
            if made == SLIPS {
                break;
            }
        }
        row(name, made, found, fixes, right);
        missed.iter().for_each(|line| println!("{line}"));
        (all, all_found, all_fixes, all_right) = (all + made, all_found + found, all_fixes + fixes, all_right + right);
    }
    row("all", all, all_found, all_fixes, all_right);
}

fn row(name: &str, made: usize, found: usize, fixes: usize, right: usize) {
    let percent = |part: usize, of: usize| part as f64 * 100.0 / of.max(1) as f64;
    println!(
        "| {name} | {found} of {made}, {:.1} % | {right} of {fixes}, {:.1} % |",
        percent(found, made),
        percent(right, fixes)
    );
}

/// A token that `wanted` likes.
fn pick(reading: &Reading, chance: &mut Chance, wanted: impl Fn(usize, &Token) -> bool) -> Option<usize> {
    let places: Vec<usize> =
        reading.tokens.iter().enumerate().filter(|(at, token)| wanted(*at, token)).map(|(at, _)| at).collect();
    (!places.is_empty()).then(|| places[chance.below(places.len())])
}

fn letters<'a>(reading: &'a Reading, at: usize) -> &'a [char] {
    let token = &reading.tokens[at];
    &reading.chars[token.start..token.end]
}

fn is_vietnamese_word(reading: &Reading, at: usize) -> bool {
    reading.tokens.get(at).is_some_and(Token::is_word) && is_syllable(letters(reading, at))
}

/// Words, this many, from `at` on with one space between.
fn is_phrase(reading: &Reading, at: usize, length: usize) -> bool {
    (0..length).all(|nth| is_vietnamese_word(reading, at + 2 * nth))
        && (1..length).all(|nth| reading.tokens[at + 2 * nth - 1].is_space())
}

fn slip(reading: &Reading, first: usize, last: usize, text: String) -> Option<Slip> {
    Some(Slip { start: reading.tokens[first].start, end: reading.tokens[last].end, text })
}

fn doubled(reading: &Reading, chance: &mut Chance, length: usize) -> Option<Slip> {
    let at = pick(reading, chance, |at, _| is_phrase(reading, at, length))?;
    let last = at + 2 * (length - 1);
    let text = reading.slice(reading.tokens[at].start, reading.tokens[last].end);
    // A writer who says a word again says it small.
    let again = if length == 1 { text.to_lowercase() } else { text.clone() };
    slip(reading, at, last, format!("{text} {again}"))
}

fn doubled_word(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    doubled(reading, chance, 1)
}

fn doubled_phrase(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    let length = 2 + chance.below(4);
    doubled(reading, chance, length)
}

fn joined(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    // What two syllables make together may be a syllable again, and then nobody sees it: hoa and n.
    let at = pick(reading, chance, |at, _| {
        is_phrase(reading, at, 2) && !is_syllable(&[letters(reading, at), letters(reading, at + 2)].concat())
    })?;
    slip(reading, at, at + 2, reading.text(&reading.tokens[at]) + &reading.text(&reading.tokens[at + 2]))
}

fn no_space(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    let at = pick(reading, chance, |at, token| {
        token.kind == TokenKind::Sign
            && ".,;:!?".contains(reading.sign(token))
            && at > 0
            && is_vietnamese_word(reading, at - 1)
            && reading.tokens.get(at + 1).is_some_and(Token::is_space)
            && is_vietnamese_word(reading, at + 2)
    })?;
    slip(reading, at - 1, at + 2, [at - 1, at, at + 2].map(|at| reading.text(&reading.tokens[at])).concat())
}

/// The letter without its mark of a tone, and that mark.
fn untoned(letter: char) -> (String, Option<char>) {
    let (marks, rest): (Vec<char>, Vec<char>) = letter
        .to_string()
        .nfd()
        .partition(|mark| matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'));
    (rest.into_iter().nfc().collect(), marks.first().copied())
}

fn misplaced(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    let at = pick(reading, chance, |at, _| is_vietnamese_word(reading, at))?;
    let word = letters(reading, at);
    let vowel = |letter: char| "aăâeêioôơuưy".contains(untoned(letter).0.to_lowercase().as_str());
    let toned = word.iter().position(|letter| untoned(*letter).1.is_some())?;
    let others: Vec<usize> = (0..word.len()).filter(|&place| place != toned && vowel(word[place])).collect();
    let other = *others.get(chance.below(others.len()))?;
    let (_, tone) = untoned(word[toned]);
    let slipped: String = word
        .iter()
        .enumerate()
        .map(|(place, letter)| {
            let (plain, _) = untoned(*letter);
            if place == other { plain.chars().chain(tone).nfc().collect() } else { plain }
        })
        .collect();
    // Some other place is as legal: hòa and hoà.
    (!is_syllable(&slipped.chars().collect::<Vec<_>>())).then_some(())?;
    slip(reading, at, at, slipped)
}

fn mistoned(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    let with = |word: &[char], tone| Syllable::read(word).map(|syllable| retoned(word, &syllable, tone));
    let stops =
        |word: &[char]| with(word, ToneMark::Grave).is_some_and(|word| !is_syllable(&word.chars().collect::<Vec<_>>()));
    let at = pick(reading, chance, |at, _| is_vietnamese_word(reading, at) && stops(letters(reading, at)))?;
    let word = letters(reading, at);
    let tone = [ToneMark::Grave, ToneMark::Hook, ToneMark::Tilde][chance.below(3)];
    slip(reading, at, at, with(word, tone)?)
}

/// Another tone, or none, on one syllable of a word: bệnh viên for bệnh viện.
fn mismarked(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    let small = |at: usize| reading.text(&reading.tokens[at]).to_lowercase();
    let first = pick(reading, chance, |at, _| is_phrase(reading, at, 2) && is_compound(&small(at), &small(at + 2)))?;
    let at = first + 2 * chance.below(2);
    let word = letters(reading, at);
    let syllable = Syllable::read(word)?;
    let tones = [ToneMark::Level, ToneMark::Grave, ToneMark::Hook, ToneMark::Tilde, ToneMark::Acute, ToneMark::Dot];
    let tone = tones[chance.below(tones.len())];
    let slipped = retoned(word, &syllable, tone);
    (tone != syllable.tone && is_syllable(&slipped.chars().collect::<Vec<_>>())).then_some(())?;
    slip(reading, at, at, slipped)
}

fn look_alike(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    const TWINS: &[(char, char)] = &[
        ('Đ', 'Ð'),
        ('đ', 'ð'),
        ('a', 'а'),
        ('c', 'с'),
        ('e', 'е'),
        ('o', 'о'),
        ('p', 'р'),
        ('x', 'х'),
        ('i', 'і'),
        ('o', 'ο'),
    ];
    let (from, to) = TWINS[chance.below(TWINS.len())];
    let at = pick(reading, chance, |at, _| {
        is_vietnamese_word(reading, at) && letters(reading, at).len() > 1 && letters(reading, at).contains(&from)
    })?;
    slip(reading, at, at, reading.text(&reading.tokens[at]).replacen(from, &to.to_string(), 1))
}

fn decomposed(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    let at = pick(reading, chance, |at, _| {
        is_vietnamese_word(reading, at)
            && reading.text(&reading.tokens[at]).nfd().ne(letters(reading, at).iter().copied())
    })?;
    slip(reading, at, at, reading.text(&reading.tokens[at]).nfd().collect())
}

fn two_spaces(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    let last = reading.tokens.len() - 1;
    let at = pick(reading, chance, |at, token| token.is_space() && at > 0 && at < last)?;
    slip(reading, at, at, "  ".to_owned())
}

fn space_before(reading: &Reading, chance: &mut Chance) -> Option<Slip> {
    let at = pick(reading, chance, |at, _| at > 0 && reading.is_sign(at, ',') && reading.tokens[at - 1].is_word())?;
    slip(reading, at, at, " ,".to_owned())
}
