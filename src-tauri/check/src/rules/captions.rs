//! What a caption is: `caption_prefix` ("Ảnh:" before it), `caption_credit` (the photographer's name, which has a field
//! of its own), `caption_stop` (with a full stop here and without one there).
//!
//! "Ảnh: Hà Vân" is a credit, "Ảnh: Toàn cảnh Hội nghị" a caption: names begin large in every syllable. "Trong ảnh:" is
//! how the press begins a caption, and stays. A caption of several sentences needs its stops, and one that ends with
//! another sign is as it should be: neither says how the story does it.

use std::collections::BTreeMap;

use super::figures::is_word;
use crate::{
    Fact, Finding, Out, Reading, Rewrite, Role, Rule, Style, Token,
    fact::{WITH, WITHOUT},
    style::CaptionStop,
};

/// A name is not longer, in words.
const LONGEST_CREDIT: usize = 6;

pub(super) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    if reading.role() != Role::Caption {
        return;
    }
    let first = reading.tokens.iter().position(|token| !token.is_space()).unwrap_or(reading.tokens.len());
    let credit = credit(reading);
    if let Some(credit) = &credit {
        let name = reading.slice(credit.name, credit.end);
        out.found(Finding::new(Rule::CaptionCredit, credit.start, reading.chars.len()).with("credit", name.trim()));
    }
    let is_credit_only = credit.as_ref().is_some_and(|credit| credit.start <= start_of(reading, first));
    if is_credit_only {
        return;
    }
    if let Some(colon) = colon_after_label(reading, first) {
        let begin = colon + 1 + usize::from(reading.tokens.get(colon + 1).is_some_and(|token| token.is_space()));
        let (start, end) = (start_of(reading, first), start_of(reading, begin));
        let prefix = reading.slice(start, reading.tokens[colon].end);
        out.found(Finding::new(Rule::CaptionPrefix, start, end).with("prefix", prefix).fix(""));
    }
    stop(reading, style, credit.map_or(reading.chars.len(), |credit| credit.start), out);
}

fn start_of(reading: &Reading, at: usize) -> usize {
    reading.tokens.get(at).map_or(reading.chars.len(), |token| token.start)
}

/// Where the colon of "Ảnh:" stands, if that is what begins at `at`.
fn colon_after_label(reading: &Reading, at: usize) -> Option<usize> {
    let is_label =
        |token: &&Token| token.is_word() && ["ảnh", "photo"].iter().any(|label| is_word(reading, token, label));
    reading.tokens.get(at).filter(is_label)?;
    let colon = at + 1 + usize::from(reading.tokens.get(at + 1).is_some_and(|token| token.is_space()));
    reading.is_sign(colon, ':').then_some(colon)
}

struct Credit {
    start: usize,
    /// The name alone.
    name: usize,
    end: usize,
}

/// "Ảnh: Hà Vân" or "(Ảnh: TTXVN)" at the end.
fn credit(reading: &Reading) -> Option<Credit> {
    let tokens = &reading.tokens;
    let at = tokens
        .iter()
        .rposition(|token| token.is_word() && ["ảnh", "photo"].iter().any(|label| is_word(reading, token, label)))?;
    let colon = colon_after_label(reading, at)?;
    // In the middle of a sentence "ảnh" is small.
    if reading.chars[tokens[at].start].is_lowercase() && !(at > 0 && reading.is_sign(at - 1, '(')) {
        return None;
    }
    let (mut words, mut end) = (0, tokens[colon].end);
    for token in &tokens[colon + 1..] {
        if token.is_word() {
            if !reading.chars[token.start].is_uppercase() {
                return None;
            }
            words += 1;
            end = token.end;
        } else if !token.is_space() && !"/-,.&)".contains(reading.sign(token)) {
            return None;
        }
    }
    let bracket = at.checked_sub(1).filter(|at| reading.is_sign(*at, '('));
    let start = tokens[bracket.unwrap_or(at)].start;
    (1..=LONGEST_CREDIT).contains(&words).then_some(Credit { start, name: tokens[colon].end, end })
}

/// The stop of what the caption says, which ends at `end`.
fn stop(reading: &Reading, style: &Style, end: usize, out: &mut Out) {
    let text = &reading.chars[..end];
    // What parts the credit from the caption is neither's.
    let length = text.iter().rposition(|c| !c.is_whitespace() && !"-–—|".contains(*c)).map_or(0, |last| last + 1);
    let sentences = reading.sentences.iter().filter(|sentence| sentence.start < length).count();
    let Some(last) = length.checked_sub(1).map(|last| text[last]) else { return };
    let is_of_more = length > 1 && last == '.' && matches!(text[length - 2], '.' | '!' | '?' | '…');
    let has_stop = last == '.';
    if sentences != 1
        || is_of_more
        || !(has_stop || last.is_alphanumeric() || ")”\"".contains(last))
        || is_shortened(text, length)
    {
        return;
    }
    let (form, other, start, fix) =
        if has_stop { (WITH, WITHOUT, length - 1, "") } else { (WITHOUT, WITH, length, ".") };
    let wanted = match style.writing.caption_stop {
        CaptionStop::Always => WITH,
        CaptionStop::Never => WITHOUT,
        CaptionStop::Alike => {
            let rewrite = Rewrite::To(BTreeMap::from([(other, fix.to_owned())]));
            out.noted(Fact::new(Rule::CaptionStop, "", form, start, length).rewrite(rewrite));
            return;
        }
    };
    if form != wanted {
        let why = crate::fact::why(Rule::CaptionStop, wanted);
        out.found(Finding::new(Rule::CaptionStop, start, length).because(why).fix(fix));
    }
}

/// `v.v.`: its stop is its own.
fn is_shortened(text: &[char], length: usize) -> bool {
    text[..length].ends_with(&['v', '.', 'v', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, testing::table_for};

    #[track_caller]
    fn rows(rule: Rule, style: &Style, rows: &[(&str, &str)]) {
        table_for(rule, Role::Caption, Language::Vietnamese, style, rows);
    }

    #[test]
    fn a_caption_needs_no_label() {
        rows(
            Rule::CaptionPrefix,
            &Style::default(),
            &[
                ("«Ảnh: »Toàn cảnh Hội nghị", "Toàn cảnh Hội nghị"),
                ("«Ảnh : »Đại biểu biểu quyết.", "Đại biểu biểu quyết."),
                ("«Photo: »The hall.", "The hall."),
                ("Trong ảnh: Cây cầu mới.", ""),
                ("Cây cầu mới. Ảnh: Hà Vân", ""),
                ("Ảnh: Hà Vân", ""),
                ("Ảnh tư liệu.", ""),
                ("Ảnh", ""),
            ],
        );
    }

    #[test]
    fn a_credit_has_a_field_of_its_own() {
        rows(
            Rule::CaptionCredit,
            &Style::default(),
            &[
                ("Cây cầu mới. «Ảnh: Hà Vân»", ""),
                ("Cây cầu mới «(Ảnh: TTXVN)»", ""),
                ("«Ảnh: Hà Vân/TTXVN»", ""),
                ("The bridge. «Photo: Ha Van»", ""),
                ("Ảnh: Toàn cảnh Hội nghị", ""),
                ("Trong ảnh: Hà Vân", ""),
                ("Triển lãm ảnh: Hà Nội", ""),
            ],
        );
    }

    #[test]
    fn captions_of_a_story_end_alike() {
        rows(
            Rule::CaptionStop,
            &Style::default(),
            &[
                ("Đại biểu biểu quyết.|Toàn cảnh Hội nghị«»", "Đại biểu biểu quyết.|Toàn cảnh Hội nghị."),
                ("Cầu mới|Chợ cũ|Bến đò«.»", "Cầu mới|Chợ cũ|Bến đò"),
                ("Cầu mới. Ảnh: Hà Vân|Chợ cũ«» Ảnh: Hà Vân", "Cầu mới. Ảnh: Hà Vân|Chợ cũ. Ảnh: Hà Vân"),
                ("Cầu mới|Chợ cũ|Bến đò vắng. Trời sắp mưa.", ""),
                ("Cầu mới|Chợ cũ|Bến đò đâu rồi?|Bến đò...|Cam, quýt, v.v.", ""),
                ("Cầu mới.|", ""),
            ],
        );
        let style = |way: &str| Style::from_toml(&format!("[writing]\ncaption_stop = \"{way}\"")).unwrap();
        rows(Rule::CaptionStop, &style("never"), &[("Cầu mới«.»|Chợ cũ", "Cầu mới|Chợ cũ")]);
        rows(Rule::CaptionStop, &style("always"), &[("Cầu mới.|Chợ cũ«»", "Cầu mới.|Chợ cũ.")]);
    }
}
