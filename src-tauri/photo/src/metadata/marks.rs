//! Stars and flags, as the programs that people choose pictures with write them.

use dateline_base::fields::{LABELS, PICKED, REJECTED};

pub fn as_written(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// `xmp:Rating`: a number from 1 to 5, which some write as `3.0`. 0 is unrated, -1 is no star but a rejection.
pub fn stars(text: &str) -> Option<String> {
    let stars = number(text)?.trunc();
    (1.0..=5.0).contains(&stars).then(|| stars.to_string())
}

/// `xmp:Rating` again: Bridge and Lightroom's older versions reject with it.
pub fn below_all_stars(text: &str) -> Option<String> {
    (number(text)? == -1.0).then(|| REJECTED.to_owned())
}

/// `xmpDM:pick`: Lightroom's flag.
pub fn flag(text: &str) -> Option<String> {
    let flag = number(text)?;
    let flags = [(1.0, PICKED), (-1.0, REJECTED)];
    flags.iter().find(|(number, _)| *number == flag).map(|(_, pick)| (*pick).to_owned())
}

/// `photomechanic:Tagged`.
pub fn tagged(text: &str) -> Option<String> {
    text.trim().eq_ignore_ascii_case("true").then(|| PICKED.to_owned())
}

/// `xmp:Label` is a word, in the language of the program that wrote it: Lightroom's and its translations, Bridge's, and
/// Photo Mechanic's. A word that a desk made up says no colour.
pub fn colour(text: &str) -> Option<String> {
    const WORDS: [&[&str]; 5] = [
        &["red", "select", "winner alt", "rot", "rouge", "rojo", "rosso", "vermelho", "đỏ"],
        &["yellow", "second", "superior alt", "gelb", "jaune", "amarillo", "giallo", "amarelo", "vàng"],
        &["green", "approved", "typical", "grün", "vert", "verde", "lục", "xanh lục", "xanh lá"],
        &["blue", "review", "extras", "blau", "bleu", "azul", "blu", "lam", "xanh lam", "xanh dương"],
        &["purple", "to do", "winner", "lila", "violett", "violet", "púrpura", "morado", "viola", "roxo", "tím"],
    ];
    let word = text.trim().to_lowercase();
    let said = WORDS.iter().zip(LABELS).find(|(words, _)| words.contains(&word.as_str()));
    said.map(|(_, colour)| colour.to_owned())
}

/// `photomechanic:ColorClass`, by the colours that it comes with; orange, cyan and grey are none of ours.
pub fn colour_class(text: &str) -> Option<String> {
    let class = number(text)?;
    let classes = [(1.0, "purple"), (2.0, "red"), (4.0, "yellow"), (5.0, "green"), (7.0, "blue")];
    classes.iter().find(|(number, _)| *number == class).map(|(_, colour)| (*colour).to_owned())
}

/// Where a camera does not know its lens it writes dashes, zeros or a question.
pub fn lens(text: &str) -> Option<String> {
    let text = text.trim();
    let is_none = text.starts_with("--") || text.starts_with("0.0 mm") || text.to_lowercase().starts_with("unknown");
    (!is_none && text.chars().any(char::is_alphanumeric)).then(|| text.to_owned())
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_programs_mark_becomes_ours() {
        for (told, expected) in [
            (stars("5"), Some("5")),
            (stars(" 1.0 "), Some("1")),
            (stars("3.5"), Some("3")),
            (stars("0"), None),
            (stars("0.9"), None),
            (stars("-1"), None),
            (stars("99"), None),
            (stars("NaN"), None),
            (stars("năm sao"), None),
            (below_all_stars("-1"), Some(REJECTED)),
            (below_all_stars("-1.0"), Some(REJECTED)),
            (below_all_stars("1"), None),
            (below_all_stars("0"), None),
            (flag("1"), Some(PICKED)),
            (flag("-1"), Some(REJECTED)),
            (flag("0"), None),
            (tagged("True"), Some(PICKED)),
            (tagged("true"), Some(PICKED)),
            (tagged("False"), None),
            (colour("Red"), Some("red")),
            (colour(" select "), Some("red")),
            (colour("Gelb"), Some("yellow")),
            (colour("GRÜN"), Some("green")),
            (colour("Xanh dương"), Some("blue")),
            (colour("To Do"), Some("purple")),
            (colour("Winner"), Some("purple")),
            (colour("Winner Alt"), Some("red")),
            (colour("Trang nhất"), None),
            (colour(""), None),
            (colour_class("1"), Some("purple")),
            (colour_class("0"), None),
            (colour_class("3"), None),
            (lens("EF24-70mm f/2.8L II USM"), Some("EF24-70mm f/2.8L II USM")),
            (lens("----"), None),
            (lens("0.0 mm f/0.0"), None),
            (lens(" "), None),
            (lens("Unknown (0 ff ff)"), None),
            (colour("NoColor"), None),
        ] {
            assert_eq!(told.as_deref(), expected);
        }
    }
}
