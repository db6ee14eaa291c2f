//! The files that carry the rules out: one file a family.

use crate::{Out, Reading, Style};

mod beside;
mod captions;
mod commas;
mod dates;
mod documents;
mod doubling;
mod english;
mod figures;
mod glossary;
mod lengths;
mod letters;
mod names;
mod numbers;
mod pairs;
mod quotes;
mod ranges;
mod repeats;
mod sources;
mod spacing;
mod stops;
mod syllables;
mod tone;

type Family = fn(&Reading, &Style, &mut Out);

/// What reads each passage. Each file tells which rules are its own.
const FAMILIES: &[Family] = &[
    spacing::check,
    repeats::check,
    letters::check,
    syllables::check,
    tone::check,
    doubling::check,
    pairs::check,
    quotes::check,
    ranges::check,
    numbers::check,
    documents::check,
    dates::check,
    captions::check,
    stops::check,
    commas::check,
    names::check,
    glossary::check,
    lengths::check,
    sources::check,
    english::check,
];

pub(crate) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    for family in FAMILIES {
        family(reading, style, out);
    }
}
