//! `tone_placement`: where the tone stands in oa, oe, uy. Both ways are right; a house writes one, or a story does.
//!
//! Where the two ways agree there is nothing to find: quý, quỹ, toàn, thuở.

use std::collections::BTreeMap;

use crate::{
    Fact, Finding, Out, Reading, Rewrite, Rule, Style,
    style::Tone,
    vietnamese::{Syllable, is_marked, moved},
};

/// Forms of the one group that a story's syllables make.
const OLDER: &str = "hòa";
const NEWER: &str = "hoà";

pub(super) fn check(reading: &Reading, style: &Style, out: &mut Out) {
    for (_, token) in reading.words().filter(|(_, token)| reading.is_vietnamese(token)) {
        let word = &reading.chars[token.start..token.end];
        let syllable = is_marked(word).then(|| Syllable::read(word)).flatten();
        let Some(syllable) = syllable.filter(Syllable::is_legal) else { continue };
        let Some(is_older) = syllable.is_older() else { continue };
        let wants_older = match style.writing.tone {
            Tone::Older => true,
            Tone::Newer => false,
            Tone::Alike => {
                let forms = [(OLDER, true), (NEWER, false)];
                let texts = forms.map(|(form, to_older)| (form, moved(word, &syllable, to_older)));
                let form = if is_older { OLDER } else { NEWER };
                let fact = Fact::new(Rule::TonePlacement, "", form, token.start, token.end);
                out.noted(fact.rewrite(Rewrite::To(BTreeMap::from(texts))));
                continue;
            }
        };
        if is_older != wants_older {
            let preferred = moved(word, &syllable, wants_older);
            let finding = Finding::new(Rule::TonePlacement, token.start, token.end);
            out.found(finding.with("form", reading.text(token)).with("preferred", &preferred).fix(preferred));
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
    fn the_house_decides_where_the_tone_stands() {
        table(
            Rule::TonePlacement,
            &[
                ("Đảng «uỷ» và cấp ủy", "Đảng ủy và cấp ủy"),
                ("cụ thể «hoá», «KHOẺ» mạnh, bà «Thuý»", "cụ thể hóa, KHỎE mạnh, bà Thúy"),
                ("quý, quỹ, quà, toàn, thuở, huệ, hoa, khuya, khuỷu, giá", ""),
                ("hóa, ủy, khỏe, tùy", ""),
            ],
        );
        let newer = Style::from_toml("[writing]\ntone = \"newer\"\n[glossary]\nprotected = [\"Hòa Bình\"]").unwrap();
        let rows = [("tỉnh Hòa Bình «hòa» nhịp", "tỉnh Hòa Bình hoà nhịp"), ("hoà thuận, tuỳ nghi", "")];
        table_for(Rule::TonePlacement, Role::Paragraph, Language::Vietnamese, &newer, &rows);
    }

    #[test]
    fn a_story_writes_it_one_way() {
        let alike = Style::from_toml("[writing]\ntone = \"alike\"").unwrap();
        let rows = [
            ("cấp ủy|đảng «uỷ», cụ thể hóa", "cấp ủy|đảng ủy, cụ thể hóa"),
            ("cấp uỷ và hoá chất|bà «Thúy»", "cấp uỷ và hoá chất|bà Thuý"),
            ("cấp uỷ, hoá chất", ""),
        ];
        table_for(Rule::TonePlacement, Role::Paragraph, Language::Vietnamese, &alike, &rows);
    }
}
