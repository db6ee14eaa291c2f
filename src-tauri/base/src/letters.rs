//! What a text may hold, wherever it comes from and wherever it goes.
//!
//! Some characters are no letters: controls that steer a terminal, code points that XML refuses, signs that turn about
//! the order in which words are shown, marks piled by the thousand on one letter. Whatever comes in is made fit at its
//! door: [`fit`] and [`fit_line`] for texts that stand by themselves, [`InPlace`] for the body, whose places count
//! units. What an older library or another desk holds is made fit as it is read. [`shown`] and its fellows are for
//! texts that nobody has made fit, such as the names of files, on their way to a terminal.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfc_quick};

/// The marks on one letter, as many as Unicode's stream-safe text has; no script needs a third of them.
pub const MAX_MARKS: usize = 30;
/// Quotations in other directions within each other; what is nested deeper is shown in its own order.
const MAX_ISOLATES: usize = 16;

const POP_ISOLATE: char = '\u{2069}';
/// Stands for what may not stand there.
const REPLACEMENT: char = '\u{fffd}';

/// Whether no text may hold it: controls, code points that are no characters, and the signs that turn the order of
/// letters about with no end of their own (embeddings and overrides). Line breaks are not among them.
pub fn is_unfit(letter: char) -> bool {
    match letter {
        '\t' | '\n' => false,
        '\u{202a}'..='\u{202e}' | '\u{fdd0}'..='\u{fdef}' => true,
        _ => (letter.is_control() && !is_odd_break(letter)) || u32::from(letter) & 0xfffe == 0xfffe,
    }
}

/// A line break that is none of ours: alone on old computers, in word processors, in Unicode.
fn is_odd_break(letter: char) -> bool {
    matches!(letter, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_break(letter: char) -> bool {
    letter == '\n' || is_odd_break(letter)
}

fn is_isolate(letter: char) -> bool {
    matches!(letter, '\u{2066}'..='\u{2068}')
}

/// Whether it turns the order of letters about, and has an end or is one.
pub fn turns(letter: char) -> bool {
    is_isolate(letter) || letter == POP_ISOLATE
}

fn is_mark(letter: char) -> bool {
    letter >= '\u{300}' && is_combining_mark(letter)
}

/// Whether there is nothing to be seen in it: spaces of any kind, and signs that have no shape. What comes out of web pages
/// and word processors often ends in one.
pub fn is_blank(text: &str) -> bool {
    let is_unseen = |letter| {
        matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}') || turns(letter)
    };
    text.chars().all(|letter| letter.is_whitespace() || is_unseen(letter))
}

/// The text with what is unfit left out: every line break a `\n`, no letter with more than [`MAX_MARKS`], directions that are
/// begun in a line ended in it, and each letter in one piece with its marks, as it is searched and checked. What is fit
/// stays letter for letter.
pub fn fit(text: &str) -> Cow<'_, str> {
    made_fit(text, |letter| if is_odd_break(letter) { '\n' } else { letter })
}

/// The same in one line: breaks and tabs are spaces.
pub fn fit_line(text: &str) -> Cow<'_, str> {
    made_fit(text, |letter| if is_break(letter) || letter == '\t' { ' ' } else { letter })
}

/// Letters in one piece with their marks (NFC): some systems write them apart.
pub fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => {
            let made: String = text.nfc().collect();
            if made == text { Cow::Borrowed(text) } else { Cow::Owned(made) }
        }
    }
}

fn made_fit(text: &str, space: fn(char) -> char) -> Cow<'_, str> {
    let mut pile = Pile::default();
    let is_fit = |letter| space(letter) == letter && !is_unfit(letter) && !turns(letter) && pile.bears(letter);
    if text.chars().all(is_fit) {
        return composed(text);
    }
    let mut made = String::with_capacity(text.len());
    let (mut pile, mut isolates) = (Pile::default(), Isolates::default());
    let mut returned = false;
    for letter in text.chars() {
        let is_second = std::mem::replace(&mut returned, letter == '\r') && letter == '\n';
        if is_second || is_unfit(letter) {
            continue;
        }
        if is_break(letter) {
            isolates.end_line(&mut made);
        }
        if pile.bears(letter) && isolates.admit(letter) {
            made.push(space(letter));
        }
    }
    isolates.end_line(&mut made);
    let made = composed(&made).into_owned();
    if made == text { Cow::Borrowed(text) } else { Cow::Owned(made) }
}

/// Makes the pieces of a text fit where places in it count UTF-16 units: each is as long afterwards, with U+FFFD where
/// something may not stand.
#[derive(Default)]
pub struct InPlace {
    pile: Pile,
}

impl InPlace {
    /// The piece of text that stands behind those before.
    pub fn fit<'a>(&mut self, piece: &'a str) -> Cow<'a, str> {
        let mut instead = |letter: char| {
            if is_odd_break(letter) {
                Some('\n')
            } else if self.pile.bears(letter) & !is_unfit(letter) {
                None
            } else {
                Some(REPLACEMENT)
            }
        };
        let mut made = String::new();
        let mut kept = 0;
        for (at, letter) in piece.char_indices() {
            let Some(instead) = instead(letter) else { continue };
            made.push_str(&piece[kept..at]);
            made.extend(std::iter::repeat_n(instead, letter.len_utf16()));
            kept = at + letter.len_utf8();
        }
        if kept == 0 {
            return Cow::Borrowed(piece);
        }
        made.push_str(&piece[kept..]);
        Cow::Owned(made)
    }

    /// Another text begins.
    pub fn begin(&mut self) {
        *self = Self::default();
    }
}

/// Lines for a terminal, of texts that may hold anything: what is unfit is written out as its number.
pub fn shown(text: &str) -> Cow<'_, str> {
    written_out(text, |letter| is_unfit(letter) || is_odd_break(letter))
}

/// The same for one line: a break in it is written out too.
pub fn shown_in_line(text: &str) -> Cow<'_, str> {
    written_out(text, |letter| is_unfit(letter) || is_break(letter) || letter == '\t')
}

fn written_out(text: &str, is_odd: fn(char) -> bool) -> Cow<'_, str> {
    let mut pile = Pile::default();
    if text.chars().all(|letter| !is_odd(letter) && !turns(letter) && pile.bears(letter)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let (mut pile, mut isolates) = (Pile::default(), Isolates::default());
    for letter in text.chars() {
        if letter == '\n' {
            isolates.end_line(&mut shown);
        }
        if is_odd(letter) {
            shown.extend(letter.escape_default());
        } else if pile.bears(letter) && isolates.admit(letter) {
            shown.push(letter);
        }
    }
    isolates.end_line(&mut shown);
    Cow::Owned(shown)
}

/// JSON for a terminal. It says the same: what is unfit can only stand in a string, and is escaped there.
pub fn shown_json(json: &str) -> Cow<'_, str> {
    if !json.chars().any(is_unfit) {
        return Cow::Borrowed(json);
    }
    let mut shown = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_unfit(letter) {
            let units =
                letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
            shown.push_str(&units);
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// The marks on the letter at hand.
#[derive(Default)]
struct Pile(usize);

impl Pile {
    /// Whether the letter stays: not where it is a mark too many.
    fn bears(&mut self, letter: char) -> bool {
        self.0 = if is_mark(letter) { self.0 + 1 } else { 0 };
        self.0 <= MAX_MARKS
    }
}

/// The directions that are begun and not ended.
#[derive(Default)]
struct Isolates {
    open: usize,
    too_deep: usize,
}

impl Isolates {
    /// Whether the letter stays: not where it ends what was never begun, or begins what is too deep.
    fn admit(&mut self, letter: char) -> bool {
        match letter {
            _ if is_isolate(letter) && self.open < MAX_ISOLATES => self.open += 1,
            _ if is_isolate(letter) => {
                self.too_deep += 1;
                return false;
            }
            POP_ISOLATE if self.too_deep > 0 => {
                self.too_deep -= 1;
                return false;
            }
            POP_ISOLATE if self.open == 0 => return false,
            POP_ISOLATE => self.open -= 1,
            _ => {}
        }
        true
    }

    fn end_line(&mut self, text: &mut String) {
        text.extend(std::iter::repeat_n(POP_ISOLATE, self.open));
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FAMILY: &str = "👨\u{200d}👩\u{200d}👧";

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in [
            "",
            "Chợ nổi họp sớm.\n\tHai dòng",
            FAMILY,
            "سلام\u{200f}, שלום\u{200e}!",
            "क्षेत्रीय",
            "สระน้ำ",
            "a\u{ad}b\u{200b}c\u{feff}",
            "𝄞 \u{e000}",
            "\u{fffd}",
        ] {
            assert_eq!(fit(text), text);
            assert_eq!(InPlace::default().fit(text), text);
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn a_letter_is_in_one_piece_with_its_marks() {
        for (text, made) in [
            ("ho\u{300}a bi\u{300}nh", "hòa bình"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
            ("\u{1ea1}\u{302}", "ậ"),
            ("e\u{323}\u{302}", "ệ"),
            ("Đường", "Đường"),
            ("q\u{301}", "q\u{301}"),
        ] {
            assert_eq!(fit(text), made);
            assert_eq!(fit_line(text), made);
            // In the body places count, and a terminal is shown what is there.
            assert_eq!(InPlace::default().fit(text), text);
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn what_is_no_letter_is_left_out() {
        for (text, kept, in_line) in [
            ("a\u{1b}[31mb\u{7}\u{0}", "a[31mb", "a[31mb"),
            ("a\u{9b}2Jb\u{7f}", "a2Jb", "a2Jb"),
            ("a\u{fffe}\u{fdd0}\u{1ffff}b", "ab", "ab"),
            ("gi\u{202e}gpj.exe", "gigpj.exe", "gigpj.exe"),
            ("một\r\nhai\rba\u{2028}bốn\u{85}năm", "một\nhai\nba\nbốn\nnăm", "một hai ba bốn năm"),
            ("một\r\u{1b}\nhai", "một\n\nhai", "một  hai"),
            ("một\thai", "một\thai", "một hai"),
        ] {
            assert_eq!(fit(text), kept, "{text:?}");
            assert_eq!(fit_line(text), in_line, "{text:?}");
        }
    }

    /// The screen keeps off what is unfit as well (`ui/src/shared/letters.ts`), and reads the same cases.
    #[test]
    fn the_screen_leaves_out_the_same() {
        #[derive(serde::Deserialize)]
        struct Case {
            text: String,
            fit: String,
        }
        let cases: Vec<Case> =
            serde_json::from_str(include_str!("../../../tests/fixtures/letters.json")).expect("JSON");
        assert!(!cases.is_empty());
        for case in cases {
            assert_eq!(fit(&case.text), case.fit, "{:?}", case.text);
        }
    }

    #[test]
    fn a_letter_has_thirty_marks_at_most() {
        let piled = format!("a{}b", "\u{301}".repeat(2000));
        assert_eq!(fit(&piled), format!("á{}b", "\u{301}".repeat(29)));
        // Nor are more hidden behind what is left out itself.
        let hidden = format!("a{0}\u{1b}{0}", "\u{301}".repeat(20));
        assert_eq!(fit(&hidden), format!("á{}", "\u{301}".repeat(29)));
    }

    #[test]
    fn a_direction_that_is_begun_is_ended_in_its_line() {
        for (text, made) in [
            ("\u{2067}שלום\u{2069} và", "\u{2067}שלום\u{2069} và"),
            ("\u{2067}שלום\nhai", "\u{2067}שלום\u{2069}\nhai"),
            ("\u{2068}\u{2067}a", "\u{2068}\u{2067}a\u{2069}\u{2069}"),
            ("a\u{2069}b", "ab"),
        ] {
            assert_eq!(fit(text), made, "{text:?}");
            assert_eq!(shown(text), made, "{text:?}");
        }
        let deep = format!("{}x{}y", "\u{2067}".repeat(1000), "\u{2069}".repeat(990));
        let made = fit(&deep).into_owned();
        assert_eq!(made.matches(is_isolate).count(), MAX_ISOLATES);
        assert_eq!(made.matches(POP_ISOLATE).count(), MAX_ISOLATES);
    }

    #[test]
    fn in_the_body_nothing_moves() {
        let mut pieces = InPlace::default();
        assert_eq!(pieces.fit("a\u{1b}b\u{1fffe}c\r\u{202e}"), "a\u{fffd}b\u{fffd}\u{fffd}c\n\u{fffd}");
        assert_eq!(pieces.fit("\u{2067}"), "\u{2067}");
        // A letter's marks may come in two pieces, as where they look otherwise.
        let marks = "\u{301}".repeat(20);
        assert_eq!(pieces.fit(&format!("a{marks}")), format!("a{marks}"));
        assert_eq!(pieces.fit(&marks), format!("{}{}", "\u{301}".repeat(10), "\u{fffd}".repeat(10)));
        pieces.begin();
        assert_eq!(pieces.fit(&marks), marks);
    }

    #[test]
    fn a_terminal_sees_numbers_where_it_would_obey() {
        assert_eq!(shown("a\u{1b}[2J\n\u{9b}b\u{202e}\r"), "a\\u{1b}[2J\n\\u{9b}b\\u{202e}\\r");
        assert_eq!(shown_in_line("a\nb\tc"), "a\\nb\\tc");
        let value = serde_json::json!({ "tên": "a\u{1b}\u{9b}\u{202e}\u{1fffe}“b”" });
        let text = format!("{value:#}");
        let shown = shown_json(&text);
        assert!(!shown.chars().any(|letter| letter != '\n' && is_unfit(letter)), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).ok(), Some(value));
    }

    /// Letters of every kind that matters here, often enough to meet each other.
    fn letters() -> impl Strategy<Value = String> {
        let odd = "[\\u{0}-\\u{20}\\u{7f}-\\u{9f}a\\u{300}-\\u{303}\\u{2028}-\\u{202f}\\u{2066}-\\u{2069}\\u{fdd0}\\u{fffd}-\\u{ffff}\\u{1f600}\\u{1fffe}]";
        prop_oneof![
            prop::collection::vec(proptest::string::string_regex(odd).expect("a pattern"), 0..60)
                .prop_map(|all| all.concat()),
            any::<String>(),
            (0..100usize).prop_map(|marks| format!("o{}", "\u{302}".repeat(marks))),
        ]
    }

    proptest! {
        #[test]
        fn what_was_made_fit_is_fit_and_stays(text in letters()) {
            for made in [fit(&text), fit_line(&text), InPlace::default().fit(&text)] {
                prop_assert!(!made.contains(is_unfit) && !made.contains(is_odd_break), "{made:?}");
                let too_many = "\u{302}".repeat(MAX_MARKS + 1);
                prop_assert!(!made.contains(&too_many));
                prop_assert_eq!(&InPlace::default().fit(&made), &made);
            }
            let made = fit(&text);
            prop_assert_eq!(&fit(&made), &made);
            prop_assert_eq!(&shown(&made), &made);
            prop_assert!(fit_line(&text).lines().count() <= 1);
        }

        #[test]
        fn in_place_a_text_is_as_long_as_it_was(pieces in prop::collection::vec(letters(), 0..4)) {
            let mut in_place = InPlace::default();
            for piece in pieces {
                let made = in_place.fit(&piece);
                prop_assert_eq!(made.encode_utf16().count(), piece.encode_utf16().count());
            }
        }
    }
}
