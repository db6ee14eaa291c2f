//! `quote_style`: straight beside curly double quotes.
//!
//! Single quotes are left alone, for they are apostrophes too, and so are inches. A straight quote becomes the curly
//! one that its place asks for; where a place asks for neither, it stays as it is.

use std::collections::BTreeMap;

use super::pairs::{Straight, straight};
use crate::{Fact, Finding, Out, Reading, Rewrite, Rule, Style, TokenKind, style::Quotes};

/// The forms, as a person sees them.
const CURLY: &str = "“…”";
const STRAIGHT: &str = "\"…\"";

pub(super) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    let mut is_open = false;
    for token in reading.tokens.iter().filter(|token| token.kind == TokenKind::Sign) {
        let (form, other, fix) = match reading.sign(token) {
            '“' | '”' => (CURLY, STRAIGHT, "\""),
            '"' => {
                let does = straight(reading, token, is_open);
                let fix = match does {
                    Straight::Opens => "“",
                    Straight::Closes => "”",
                    Straight::Inches | Straight::Either => continue,
                };
                is_open = matches!(does, Straight::Opens);
                (STRAIGHT, CURLY, fix)
            }
            _ => continue,
        };
        let wanted = match style.writing.quotes {
            Quotes::Curly => CURLY,
            Quotes::Straight => STRAIGHT,
            Quotes::Alike => {
                let rewrite = Rewrite::To(BTreeMap::from([(other, fix.to_owned())]));
                out.noted(Fact::new(Rule::QuoteStyle, "", form, token.start, token.end).rewrite(rewrite));
                continue;
            }
        };
        if form != wanted {
            out.found(Finding::new(Rule::QuoteStyle, token.start, token.end).with("preferred", wanted).fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language, Role,
        testing::{table, table_for},
    };

    #[test]
    fn quotes_of_a_story_are_of_one_kind() {
        table(
            Rule::QuoteStyle,
            &[
                ("Vở “Hè”, vở “Thu”.|Vở «\"»Đông«\"», rồi nghỉ.", "Vở “Hè”, vở “Thu”.|Vở “Đông”, rồi nghỉ."),
                ("Vở \"Hè\", vở \"Thu\".|Vở «“»Đông«”».", "Vở \"Hè\", vở \"Thu\".|Vở \"Đông\"."),
                ("Vở “Hè”, màn 5\", ‘trong’ và 'ngoài'.", ""),
                ("Vở \"Hè\".", ""),
            ],
        );
        let style = Style::from_toml("[writing]\nquotes = \"curly\"").unwrap();
        let rows = [("Vở «\"»Hè«\"».", "Vở “Hè”."), ("Vở “Hè”.", "")];
        table_for(Rule::QuoteStyle, Role::Paragraph, Language::Vietnamese, &style, &rows);
    }
}
