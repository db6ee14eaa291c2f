//! The words that stand beside a number and say what it is, and those that are numbers. The lists are kept by hand.

use std::sync::LazyLock;

pub(super) type Words = LazyLock<Vec<&'static str>>;

pub(super) static UNITS: Words = LazyLock::new(|| words(include_str!("beside/units.txt")));
pub(super) static COUNTED: Words = LazyLock::new(|| words(include_str!("beside/counted.txt")));
pub(super) static NUMBERED: Words = LazyLock::new(|| words(include_str!("beside/numbered.txt")));
pub(super) static ABOUT: Words = LazyLock::new(|| words(include_str!("beside/about.txt")));
/// From two on, each one more than the one before.
pub(super) static SPELLED: Words = LazyLock::new(|| words(include_str!("beside/spelled.txt")));
pub(super) static SPELLED_ENGLISH: Words = LazyLock::new(|| words(include_str!("beside/spelled_english.txt")));

fn words(list: &'static str) -> Vec<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_word_is_listed_twice() {
        for (name, list) in [
            ("units", &UNITS),
            ("counted", &COUNTED),
            ("numbered", &NUMBERED),
            ("about", &ABOUT),
            ("spelled", &SPELLED),
            ("spelled_english", &SPELLED_ENGLISH),
        ] {
            let mut seen = HashSet::new();
            assert!(list.len() > 8, "{name} is empty");
            assert_eq!(list.iter().filter(|word| !seen.insert(**word)).collect::<Vec<_>>(), [&""; 0], "{name}");
        }
    }
}
