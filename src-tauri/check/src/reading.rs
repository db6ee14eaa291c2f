//! A passage, read once for all rules: its characters, its tokens and its sentences.

use unicode_normalization::char::is_combining_mark;

use crate::{Day, Language, Passage, Role};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with the marks that combine with them and apostrophes between them.
    Word,
    /// Digits, grouped or with decimals: `1.234.567,5`. A date is three of them, with signs between.
    Number,
    /// An address of the web or of mail, whole.
    Address,
    /// Whitespace, of any kind and length.
    Space,
    /// One sign: a stop, a quote, a dash, a symbol.
    Sign,
}

/// A stretch `start..end` of the passage's characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

impl Token {
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub fn is_number(&self) -> bool {
        self.kind == TokenKind::Number
    }

    /// Whether it counts where lengths are counted: a syllable, a number, an address.
    pub fn counts(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number | TokenKind::Address)
    }

    pub fn is_space(&self) -> bool {
        self.kind == TokenKind::Space
    }
}

/// What is counted where lengths are: the first token of each piece between spaces that counts, so that `10-12` is one
/// as it is everywhere else in the newsroom.
pub fn counted(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    let mut is_counted = false;
    tokens.iter().filter(move |token| {
        let counts = token.counts() && !is_counted;
        is_counted = !token.is_space() && (is_counted || counts);
        counts
    })
}

/// From its first character to what ends it, `start..end` in characters; `first..last` its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub start: usize,
    pub end: usize,
    pub first: usize,
    pub last: usize,
}

pub struct Reading<'a> {
    pub passage: &'a Passage,
    pub chars: Vec<char>,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    /// The day that the story is told from, where one is known.
    pub day: Option<Day>,
}

impl<'a> Reading<'a> {
    pub fn of(passage: &'a Passage) -> Self {
        let chars: Vec<char> = passage.text.chars().collect();
        let tokens = tokens(&chars);
        let mut reading = Self { passage, chars, tokens, sentences: Vec::new(), day: None };
        reading.sentences = sentences(&reading);
        reading
    }

    /// The same in a story of which the day is known.
    pub fn on(self, day: Option<Day>) -> Self {
        Self { day, ..self }
    }

    pub fn role(&self) -> Role {
        self.passage.role
    }

    pub fn text(&self, token: &Token) -> String {
        self.slice(token.start, token.end)
    }

    pub fn slice(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }

    /// The only character of a sign; of anything else, its first.
    pub fn sign(&self, token: &Token) -> char {
        self.chars[token.start]
    }

    /// Whether the token at `at` is this sign.
    pub fn is_sign(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Sign && self.sign(token) == sign)
    }

    pub fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).map(|before| self.chars[before])
    }

    pub fn after(&self, end: usize) -> Option<char> {
        self.chars.get(end).copied()
    }

    /// The language at a character: the passage's, unless a span says otherwise. `None` is one that nothing is known of.
    pub fn language_at(&self, at: usize) -> Option<Language> {
        let covers = |span: &&crate::Span| (span.start as usize..span.end as usize).contains(&at);
        self.passage.spans.iter().find(covers).map_or(Some(self.passage.language), |span| span.language)
    }

    pub fn is_vietnamese(&self, token: &Token) -> bool {
        self.language_at(token.start) == Some(Language::Vietnamese)
    }

    /// The tokens that are words, with their places among all tokens.
    pub fn words(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.tokens.iter().enumerate().filter(|(_, token)| token.is_word())
    }

    /// Whether a single space, and nothing else, stands between two tokens next to each other but for it.
    pub fn is_one_space(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_space() && self.text(token) == " ")
    }

    /// Whether the token at `at` begins a sentence, quotes and brackets before it aside.
    pub fn begins_sentence(&self, at: usize) -> bool {
        let place = self.sentences.partition_point(|sentence| sentence.last <= at);
        let Some(sentence) = self.sentences.get(place).filter(|sentence| sentence.first <= at) else {
            return false;
        };
        self.tokens[sentence.first..at].iter().all(|token| matches!(token.kind, TokenKind::Sign | TokenKind::Space))
    }
}

fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() || is_combining_mark(letter)
}

fn tokens(chars: &[char]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (kind, end) = token(chars, at);
        tokens.push(Token { kind, start: at, end });
        at = end;
    }
    tokens
}

/// What begins at `at`, and where it ends.
fn token(chars: &[char], at: usize) -> (TokenKind, usize) {
    let run = |is_of_it: &dyn Fn(usize) -> bool| (at..chars.len()).find(|&next| !is_of_it(next)).unwrap_or(chars.len());
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let letter = |at: usize| chars.get(at).is_some_and(|letter| is_letter(*letter));
    match chars[at] {
        first if first.is_whitespace() => (TokenKind::Space, run(&|at| chars[at].is_whitespace())),
        first if first.is_ascii_digit() => {
            let between = |at: usize| matches!(chars[at], '.' | ',') && digit(at - 1) && digit(at + 1);
            (TokenKind::Number, run(&|at| digit(at) || between(at)))
        }
        first if is_letter(first) => {
            // An address begins a word, and holds no other space than that after it.
            let is_start = at == 0 || !is_letter(chars[at - 1]);
            if let Some(end) = is_start.then(|| address(chars, at)).flatten() {
                return (TokenKind::Address, end);
            }
            let apostrophe = |at: usize| matches!(chars[at], '\'' | '’') && letter(at - 1) && letter(at + 1);
            (TokenKind::Word, run(&|at| letter(at) || apostrophe(at)))
        }
        _ => (TokenKind::Sign, at + 1),
    }
}

/// Endings of addresses written without `www.`, in small letters as they are typed.
const DOMAINS: &[&str] = &["com", "vn", "org", "net", "gov", "edu", "info", "io", "int", "eu", "tv"];

/// Where the address that begins at `at` ends: `https://…`, `www.…`, `ten@bao.vn`, `bao.com.vn/tin`.
fn address(chars: &[char], at: usize) -> Option<usize> {
    // Looked at only as far as an address may reasonably be long.
    let stretch = &chars[at..chars.len().min(at + 2048)];
    let length =
        stretch.iter().position(|c| c.is_whitespace() || "<>\"“”‘’()[]{},;".contains(*c)).unwrap_or(stretch.len());
    let word: &[char] = &stretch[..length];
    let ends = |word: &[char]| word.iter().rev().take_while(|c| ".!?:…'".contains(**c)).count();
    let word = &word[..word.len() - ends(word)];
    if word.len() < 4 || !word.iter().any(|c| matches!(c, '.' | '@' | ':')) {
        return None;
    }
    let text: String = word.iter().collect();
    let has_scheme = ["http://", "https://", "www."].iter().any(|begin| text.starts_with(begin));
    let host = text.split('/').next().unwrap_or_default();
    let is_host = |host: &str| {
        let labels: Vec<&str> = host.split('.').collect();
        let plain =
            |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        labels.len() >= 2 && labels.iter().all(plain) && labels.last().is_some_and(|last| DOMAINS.contains(last))
    };
    let is_mail = host.split_once('@').is_some_and(|(name, host)| {
        name.chars().all(|c| c.is_ascii_alphanumeric() || "._-+".contains(c)) && !name.is_empty() && host.contains('.')
    });
    (has_scheme || is_mail || is_host(host)).then_some(at + word.len())
}

/// Short words with a stop that ends no sentence: titles, `TP. Huế`, `v.v.`
const SHORTENED: &[&str] = &[
    "tp", "ts", "ths", "gs", "pgs", "bs", "kts", "tx", "tt", "q", "p", "ks", "nxb", "st", "mr", "mrs", "ms", "dr",
    "prof", "vs", "no",
];

/// Whether a word with a stop after it is one of those.
pub(crate) fn is_shortened(word: &[char]) -> bool {
    let small = || word.iter().flat_map(|letter| letter.to_lowercase());
    SHORTENED.iter().any(|short| small().eq(short.chars()))
}

fn sentences(reading: &Reading) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first = 0;
    let tokens = &reading.tokens;
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].is_space() && first == at {
            first += 1;
        } else if ends_sentence(reading, at) {
            // What closes goes with what it closes.
            while tokens
                .get(at + 1)
                .is_some_and(|next| next.kind == TokenKind::Sign && ".!?…”’\"')]".contains(reading.sign(next)))
            {
                at += 1;
            }
            sentences.push(Sentence { start: tokens[first].start, end: tokens[at].end, first, last: at + 1 });
            first = at + 1;
        }
        at += 1;
    }
    let last = tokens.iter().rposition(|token| !token.is_space()).map_or(0, |last| last + 1);
    if first < last {
        sentences.push(Sentence { start: tokens[first].start, end: tokens[last - 1].end, first, last });
    }
    sentences
}

fn ends_sentence(reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens[at];
    if token.kind != TokenKind::Sign || !".!?…".contains(reading.sign(token)) {
        return false;
    }
    // The next word, past what closes: a sentence begins large, or with a number or a quote.
    let mut next = at + 1;
    while reading
        .tokens
        .get(next)
        .is_some_and(|token| token.kind == TokenKind::Sign && ".!?…”’\"')]".contains(reading.sign(token)))
    {
        next += 1;
    }
    let Some(space) = reading.tokens.get(next) else { return true };
    let Some(begin) = reading.tokens[next..].iter().find(|token| !token.is_space()) else { return true };
    if !space.is_space() {
        // `môn.Vai`: a space is missing, and a sentence begins all the same.
        let is_word = |token: Option<&Token>| token.is_some_and(|token| token.is_word() && token.end - token.start > 1);
        return is_word(at.checked_sub(1).map(|before| &reading.tokens[before]))
            && is_word(Some(space))
            && reading.chars[space.start].is_uppercase()
            && reading.chars[space.start + 1].is_lowercase();
    }
    if reading.chars[begin.start].is_lowercase() {
        return false;
    }
    if reading.sign(token) != '.' {
        return true;
    }
    let Some(before) = at.checked_sub(1).map(|before| &reading.tokens[before]).filter(|token| token.is_word()) else {
        return true;
    };
    let word = reading.text(before);
    let is_initial = before.end - before.start == 1 && word.chars().all(char::is_uppercase);
    !is_initial && !SHORTENED.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str) -> Passage {
        Passage::new(Role::Paragraph, Language::Vietnamese, text)
    }

    #[test]
    fn text_is_cut_into_words_numbers_signs_and_addresses() {
        for (text, expected) in [
            ("Hòa bình, 2019.", "Hòa| |bình|,| |2019|."),
            ("môn.Vai", "môn|.|Vai"),
            ("1.234.567,5 đồng", "1.234.567,5| |đồng"),
            ("15/10/2019", "15|/|10|/|2019"),
            ("35-CT/TW", "35|-|CT|/|TW"),
            ("don’t ‘đi’", "don’t| |‘|đi|’"),
            ("ơ\u{301} lại", "ơ\u{301}| |lại"),
            ("viết ten@bao.vn, xem https://bao.vn/a?b=1.", "viết| |ten@bao.vn|,| |xem| |https://bao.vn/a?b=1|."),
            ("trên bao.com.vn.", "trên| |bao.com.vn|."),
            ("chuyên môn.vn", "chuyên| |môn|.|vn"),
            ("", ""),
        ] {
            let passage = passage(text);
            let reading = Reading::of(&passage);
            let tokens: Vec<String> = reading.tokens.iter().map(|token| reading.text(token)).collect();
            assert_eq!(tokens.join("|"), expected);
        }
    }

    #[test]
    fn sentences_end_where_a_reader_takes_breath() {
        for (text, expected) in [
            ("Trời mưa. Đường ngập!", "Trời mưa.|Đường ngập!"),
            ("Ông nói: “Đi thôi.” Rồi đi.", "Ông nói: “Đi thôi.”|Rồi đi."),
            ("Ở TP. Huế, GS. Minh đến. 5 người về", "Ở TP. Huế, GS. Minh đến.|5 người về"),
            ("Chuyên môn.Vai trò", "Chuyên môn.|Vai trò"),
            ("Giá 1.234 đồng... rồi thôi…", "Giá 1.234 đồng... rồi thôi…"),
            ("  Một dòng  ", "Một dòng"),
            ("  ", ""),
        ] {
            let passage = passage(text);
            let reading = Reading::of(&passage);
            let found: Vec<String> =
                reading.sentences.iter().map(|sentence| reading.slice(sentence.start, sentence.end)).collect();
            assert_eq!(found.join("|"), expected);
        }
    }
}
