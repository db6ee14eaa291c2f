//! Stars and flags, as the programs that people choose pictures with write them.

use dateline_base::fields::{PICKED, REJECTED};

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
        ] {
            assert_eq!(told.as_deref(), expected);
        }
    }
}
