//! What was to be replaced and was not: variables of a caption template such as `{nơi}`, codes such as `=smt=`, and what a
//! camera wrote in the place of a caption. One
//! list for the screen, the command line and the writer, as `missing.rs` is.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::{agreed::stays, missing::spot_in_words};
use crate::{
    Language, codes,
    photo::is_machine_made,
    story::{FieldValue, PhotoField, Settled, Spot, StoryField},
    strings,
};

/// A variable or a code that stands where words should.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Unfinished {
    #[serde(flatten)]
    pub spot: Spot,
    /// As it stands there, with its signs.
    pub text: String,
}

/// By which templates know what each picture says of itself, in both languages, without capitals.
const VARIABLES: [&str; 30] = [
    "date",
    "place",
    "people",
    "credit",
    "headline",
    "byline",
    "caption",
    "filename",
    "number",
    "ngày",
    "nơi",
    "người",
    "nguồn",
    "nguồn ảnh",
    "tít",
    "tác giả",
    "người chụp",
    "nơi chụp",
    "ngày chụp",
    "chú thích",
    "tệp",
    "tên tệp",
    "số",
    "số thứ tự",
    "bút danh",
    "sapo",
    "tên",
    "giờ",
    "địa điểm",
    "nhân vật",
];

/// More are not told: what stands there so often is another matter.
const MOST: usize = 200;

/// In the order in which a reader meets them. The same one twice in one place is told once.
pub fn unfinished(story: &Settled) -> Vec<Unfinished> {
    let mut found = Vec::new();
    let mut put = |spot: &Spot, text: String| {
        let one = Unfinished { spot: spot.clone(), text };
        if found.len() < MOST && !found.contains(&one) {
            found.push(one);
        }
    };
    let mut look = |spot: Spot, text: &str| {
        let nobody_wrote = spot.photo().is_some()
            && spot.name() == PhotoField::Caption.name()
            && !text.trim().is_empty()
            && is_machine_made(text);
        match nobody_wrote {
            true => put(&spot, text.to_owned()),
            false => left_in(text, spot.photo().is_some()).into_iter().for_each(|text| put(&spot, text)),
        }
    };
    for &field in StoryField::ALL.iter().filter(|field| !stays(&Spot::Field(**field))) {
        texts(story.fields.get(field)).for_each(|text| look(Spot::Field(field), text));
    }
    for (block, number) in story.body.iter().zip(0..) {
        look(Spot::Block(number), &block.text);
    }
    for photo in story.shown_photos() {
        for &field in PhotoField::ALL {
            let spot = Spot::Photo(photo.id.clone(), field);
            if !stays(&spot) {
                texts(photo.fields.get(field)).for_each(|text| look(spot.clone(), text));
            }
        }
    }
    story.related.iter().for_each(|related| look(Spot::Related, &related.title));
    found
}

/// "“{nơi}” ở chú thích của ảnh 2 (cho.jpg)": for a sentence. `language` is the reader's, not the story's.
pub fn unfinished_in_words(story: &Settled, unfinished: &[Unfinished], language: Language) -> String {
    let words = |one: &Unfinished| {
        let params = [("text", one.text.clone()), ("place", spot_in_words(story, &one.spot, language))];
        strings::filled(language, "package.left_in", &BTreeMap::from(params))
    };
    unfinished.iter().map(words).collect::<Vec<_>>().join(", ")
}

fn texts(value: Option<&FieldValue>) -> impl Iterator<Item = &str> {
    let texts = match value {
        Some(FieldValue::Text(text)) => std::slice::from_ref(text),
        Some(FieldValue::List(items)) => items,
        None => &[],
    };
    texts.iter().map(String::as_str)
}

fn left_in(text: &str, of_photo: bool) -> Vec<String> {
    let mut found = variables_in(text, of_photo);
    found.extend(codes_in(text));
    found
}

fn variables_in(text: &str, of_photo: bool) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('{') {
        let Some((name, _)) = text[at + 1..].split_once('}') else { break };
        let is_known = VARIABLES.contains(&name.trim().to_lowercase().as_str());
        // Templates of other programs write into pictures. Braces elsewhere are a writer's own.
        let is_likely = of_photo && is_name(name) && !ends_formula(&text[..at]);
        if is_known || is_likely {
            found.push(format!("{{{name}}}"));
        }
    }
    found
}

/// `city`, `iptcyear4`, `person_1`: what no sentence has between braces, unlike {sic}, {1; 2} or {Hết}.
fn is_name(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (4..=24).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(is_letter)
}

/// `\frac{text}`, `x_{max}` and `${name}` are formulas, or programs.
fn ends_formula(before: &str) -> bool {
    before.ends_with(|last: char| last.is_alphanumeric() || "\\$^_}".contains(last))
}

fn codes_in(text: &str) -> Vec<String> {
    // What stands between signs in an address is a part of it.
    let pieces = text.split_whitespace().filter(|piece| !piece.contains("://") && !piece.contains('?'));
    let unknown = pieces.flat_map(|piece| codes::expand(piece, &[]).unknown);
    // "=))=))" laughs.
    let is_code = |code: &String| code.starts_with(char::is_alphabetic);
    unknown.filter(is_code).map(|code| format!("={code}=")).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        package::sample,
        story::{Block, BlockKind},
    };

    fn told(story: &Settled) -> Vec<(String, String)> {
        unfinished(story).into_iter().map(|one| (one.spot.name().to_owned(), one.text)).collect()
    }

    #[test]
    fn what_was_left_in_a_caption_is_found() {
        for (text, expected) in [
            ("Lễ hội ở {nơi}, ngày {ngày}.", &["{nơi}", "{ngày}"][..]),
            ("{place} – {DATE}", &["{place}", "{DATE}"]),
            ("Ảnh: { tác giả }", &["{ tác giả }"]),
            ("{{headline}}", &["{headline}"]),
            ("{city}, {iptcyear4}", &["{city}", "{iptcyear4}"]),
            ("=smt= ghi bàn, =smt#2= chuyền", &["=smt=", "=smt#2="]),
            ("“=kl=” và (=đt=).", &["=kl=", "=đt="]),
            // None of these was to be replaced.
            ("", &[]),
            ("Tập {1; 2; 3} và {x | x > 0}", &[]),
            ("Anh nói {sic}: {Hết}", &[]),
            ("\\frac{numer}{denom}, x_{max1}, ${name2}", &[]),
            ("{\"place\": 1}", &[]),
            ("Một { và một }", &[]),
            ("{ chưa đóng", &[]),
            ("E = mc², a = b = c, x=y=z", &[]),
            ("cười =)) =)) và =))=))", &[]),
            ("https://a.example/?id=smt=1 và ?a==b=", &[]),
            ("5 =3= 2", &[]),
            ("===", &[]),
        ] {
            assert_eq!(left_in(text, true), expected, "{text}");
        }
    }

    #[test]
    fn in_a_story_only_our_own_variables_are_looked_for_and_programs_may_be_written_about() {
        assert_eq!(left_in("Gõ {city} rồi {nơi}.", false), ["{nơi}"]);
    }

    #[test]
    fn every_field_that_goes_out_is_looked_at_and_no_other() {
        let mut story = sample::story();
        assert_eq!(told(&story), []);
        story.fields.set(StoryField::Ednote, "Điền {nơi}");
        assert_eq!(told(&story), []);
        story.fields.set(StoryField::Headline, "Chợ {nơi} {nơi}");
        story.fields.set(StoryField::Keywords, vec!["chợ".to_owned(), "=cn=".to_owned()]);
        story.body.insert(1, Block::paragraph("Ngày {ngày} ghe về."));
        story.photos[0].fields.set(PhotoField::Credit, "{byline}");
        story.photos[1].fields.set(PhotoField::People, vec!["=smt=".to_owned()]);
        story.related[0].title = "Mùa {tít}".into();
        let expected = [
            ("headline", "{nơi}"),
            ("keywords", "=cn="),
            ("body", "{ngày}"),
            ("credit", "{byline}"),
            ("people", "=smt="),
            ("related", "{tít}"),
        ];
        assert_eq!(told(&story), expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
        assert_eq!(unfinished(&story)[2].spot, Spot::Block(1));
        let hidden = story.photos[1].id.clone();
        story.body.retain(|block| block.kind != BlockKind::Photo { photo: hidden.clone() });
        assert!(told(&story).iter().all(|(name, _)| name != "people"));
    }

    #[test]
    fn the_words_name_what_was_left_and_where() {
        let mut story = sample::story();
        story.photos[1].fields.set(PhotoField::Caption, "Chợ {nơi}");
        let list = unfinished(&story);
        let file = &story.photos[1].file_name;
        let words = |language| unfinished_in_words(&story, &list, language);
        assert_eq!(words(Language::Vietnamese), format!("{{nơi}} ở chú thích của ảnh 2 ({file})"));
        assert_eq!(words(Language::English), format!("{{nơi}} in caption of photo 2 ({file})"));
    }

    #[test]
    fn the_real_page_has_none() {
        let place = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seed/hoi-nghi-lan-thu-18.txt");
        let Ok(seed) = std::fs::read_to_string(place) else {
            eprintln!("SKIPPED: shared/seed is not beside the checkout");
            return;
        };
        assert_eq!(left_in(&seed, true), [""; 0]);
    }
}
