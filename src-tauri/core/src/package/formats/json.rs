//! What the two ninjs files share: empty fields are left out, and words and codes are told apart.

use serde_json::{Map, Value, json};

use crate::{
    Error, Language, Result,
    package::{
        edition::Entry,
        facts::{Facts, PictureFacts},
        html,
    },
    story::{BlockKind, Photo, PhotoField, PhotoFields, Settled, StoryField},
    strings,
};

pub type Object = Map<String, Value>;

/// Puts a text where there is one.
pub fn put(object: &mut Object, key: &str, text: &str) {
    if !text.is_empty() {
        object.insert(key.to_owned(), text.into());
    }
}

pub fn put_list(object: &mut Object, key: &str, items: Vec<Value>) {
    if !items.is_empty() {
        object.insert(key.to_owned(), items.into());
    }
}

/// Spread over lines, for people who compare two packages.
pub fn bytes(object: Object) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(&object).map_err(Error::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The body without markup, a blank line between blocks. Captions are with their pictures.
pub fn body_text(story: &Settled) -> String {
    let texts = story.body.iter().filter(|block| !matches!(block.kind, BlockKind::Photo { .. }));
    texts.map(|block| block.text.as_str()).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The body with markup, its pictures at their absolute addresses.
pub fn body_html(entry: &Entry) -> String {
    html::body(entry.story, &|photo| {
        let Some(largest) = entry.picture(photo).and_then(|picture| picture.files.first()) else {
            return String::new();
        };
        format!(
            "<figure><img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\"/><figcaption>{}</figcaption></figure>\n",
            html::attribute(&largest.url),
            largest.width,
            largest.height,
            html::attribute(photo.fields.text(PhotoField::AltText)),
            html::text(&caption_and_credit(photo, entry.story.language)),
        )
    })
}

/// "{caption} Ảnh: {credit}", as the press writes it.
fn caption_and_credit(photo: &Photo, language: Language) -> String {
    let credit = photo.fields.text(PhotoField::Credit);
    let credit = if credit.is_empty() {
        String::new()
    } else {
        format!("{} {credit}", strings::text(language, "page.photo_credit"))
    };
    let parts = [photo.fields.text(PhotoField::Caption), &credit];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

const MEDIA_TOPICS: &str = "http://cv.iptc.org/newscodes/mediatopic/";

/// A subject is an IPTC media topic where it is eight digits, with or without `medtop:`; otherwise a
/// newsroom's own word.
pub fn media_topic(subject: &str) -> Option<(&'static str, &str)> {
    let code = subject.strip_prefix("medtop:").unwrap_or(subject);
    (code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some((MEDIA_TOPICS, code))
}

/// Where the story comes from: its dateline, or the place it is about.
pub fn located(story: &Settled) -> &str {
    match story.text(StoryField::Dateline) {
        "" => story.text(StoryField::Place),
        dateline => dateline,
    }
}

/// Where a picture was taken, in one line; a town that names its country names it once.
pub fn place_of(photo: &Photo) -> String {
    let [town, country] = [PhotoField::Place, PhotoField::Country].map(|part| photo.fields.text(part));
    let country = Some(country).filter(|country| !country.is_empty() && !town.ends_with(country));
    [Some(town).filter(|town| !town.is_empty()), country].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Where a picture's rights are told, where that is on the web.
pub fn rights_page(photo: &Photo) -> Option<&str> {
    Some(photo.fields.text(PhotoField::WebStatement)).filter(|page| is_web(page))
}

pub fn is_web(address: &str) -> bool {
    let scheme = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
    scheme.is_some_and(|rest| {
        !rest.is_empty() && address.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte))
    })
}

pub fn digital_source_type(photo: &Photo) -> Option<Value> {
    match photo.fields.text(PhotoField::DigitalSourceType) {
        "" => None,
        uri if uri.starts_with("http://") || uri.starts_with("https://") => Some(json!({ "uri": uri })),
        word => Some(json!({ "literal": word })),
    }
}

/// What an item's pictures are, in 3.1 a list and in 1.6 an object. `told` reads what is said of one.
pub fn facts(bytes: &[u8], told: impl Fn(&Value) -> Option<PhotoFields>) -> std::result::Result<Facts, String> {
    let item: Value = serde_json::from_slice(bytes).map_err(|cause| cause.to_string())?;
    let pictures = members(&item, "associations").into_iter().filter(|item| item["type"] == "picture");
    let facts = pictures.map(|picture| {
        let addresses = members(picture, "renditions").into_iter().filter_map(|file| file["href"].as_str());
        // Addresses end as the package's own paths do.
        let files = addresses.map(|address| address.rsplit('/').next().unwrap_or_default().to_owned()).collect();
        PictureFacts { files, fields: told(picture) }
    });
    Ok(Facts { pictures: facts.collect() })
}

fn members<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match value.get(key) {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(Value::Object(items)) => items.values().collect(),
        _ => Vec::new(),
    }
}
