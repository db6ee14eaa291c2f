//! `story.ninjs.json`: IPTC ninjs 3.1. The table of fields is in `docs/formats/packages.md`.

use serde_json::{Value, json};

use super::{
    Format,
    json::{self, Object, put, put_list},
    put_each,
};
use crate::{
    Result, fold,
    package::{
        address, dates,
        edition::{Edition, Entry, MediaFile, Picture},
        facts::Facts,
        sink::Sink,
    },
    story::{PhotoField, PhotoFields, Related, Settled, StoryField, names_in_line},
};

pub struct Ninjs31;

impl Format for Ninjs31 {
    fn id(&self) -> &'static str {
        "ninjs-3.1"
    }

    fn file_name(&self) -> &'static str {
        "story.ninjs.json"
    }

    fn write(&self, edition: &Edition, sink: &mut Sink) -> Result<()> {
        put_each(self, edition, sink, |entry| json::bytes(item(entry, edition)))
    }

    fn read(&self, bytes: &[u8]) -> std::result::Result<Facts, String> {
        json::facts(bytes, |picture| Some(told(picture)))
    }
}

fn item(entry: &Entry, edition: &Edition) -> Object {
    let story = entry.story;
    let field = |field| story.text(field);
    let mut item = Object::new();
    item.insert("uri".into(), address::urn(&story.id.0).into());
    item.insert(
        "standard".into(),
        json!({
            "name": "ninjs",
            "version": "3.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
        }),
    );
    put(&mut item, "type", "text");
    put(&mut item, "representationType", "full");
    put(&mut item, "profile", if entry.pictures.is_empty() { "text-only" } else { "text-photo" });
    put(&mut item, "firstCreated", &dates::utc(story.created_at));
    if let Some(version) = edition.release.version {
        put(&mut item, "version", &version.to_string());
    }
    put(&mut item, "versionCreated", &dates::utc(story.updated_at));
    put_date(&mut item, "contentCreated", field(StoryField::DatePublished));
    put_date(&mut item, "embargoedUntil", story.waits_until(StoryField::Embargoed));
    put(&mut item, "pubStatus", edition.pubstatus(story));
    if let Ok(urgency) = field(StoryField::Urgency).parse::<u8>() {
        item.insert("urgency".into(), urgency.into());
    }
    put(&mut item, "copyrightHolder", field(StoryField::CopyrightHolder));
    put(&mut item, "copyrightNotice", field(StoryField::CopyrightNotice));
    put(&mut item, "usageTerms", field(StoryField::UsageTerms));
    put(&mut item, "edNote", field(StoryField::Ednote));
    put(&mut item, "language", story.language.tag());
    put(&mut item, "by", field(StoryField::Byline));
    put(&mut item, "slugline", field(StoryField::Slugline));
    put(&mut item, "located", json::located(story));
    put_list(
        &mut item,
        "headlines",
        texts(&[
            ("main", field(StoryField::Headline)),
            ("kicker", field(StoryField::Kicker)),
            ("subheadline", field(StoryField::Subheadline)),
        ]),
    );
    put_list(&mut item, "descriptions", texts(&[("abstract", field(StoryField::Abstract))]));
    put_list(&mut item, "bodies", bodies(entry));
    put_list(&mut item, "subjects", subjects(story));
    put_list(&mut item, "places", named(&[field(StoryField::Place)]));
    put_list(&mut item, "genres", named(&[field(StoryField::Genre)]));
    put_list(&mut item, "infoSources", sources(&[("source", field(StoryField::Source))]));
    let pictures = (1..).zip(&entry.pictures).map(|(number, picture)| photo(number, picture, story, edition));
    let related = (1..).zip(&story.related).map(|(number, other)| related(number, other, story));
    put_list(&mut item, "associations", pictures.chain(related).collect());
    item
}

fn bodies(entry: &Entry) -> Vec<Value> {
    let (text, markup) = (json::body_text(entry.story), json::body_html(entry));
    let (characters, words) = (text.chars().count(), fold::syllables(&text));
    let bodies = [
        json!({ "role": "text", "contentType": "text/plain", "charCount": characters, "wordCount": words, "value": text }),
        json!({ "role": "text", "contentType": "application/xhtml+xml", "value": markup }),
    ];
    bodies.into_iter().filter(|body| body["value"] != "").collect()
}

/// Media topics, section and keywords have one home here; `rel` tells them apart.
fn subjects(story: &Settled) -> Vec<Value> {
    let topics = story.fields.list(StoryField::Subjects).iter().map(|subject| match json::media_topic(subject) {
        Some((scheme, code)) => json!({ "uri": format!("{scheme}{code}"), "rel": "about" }),
        None => json!({ "name": subject, "rel": "about" }),
    });
    let section = Some(story.text(StoryField::Section)).filter(|section| !section.is_empty());
    let section = section.into_iter().map(|section| json!({ "name": section, "rel": "section" }));
    let keywords = story.fields.list(StoryField::Keywords).iter();
    topics.chain(section).chain(keywords.map(|word| json!({ "name": word, "rel": "keyword" }))).collect()
}

fn photo(number: usize, picture: &Picture, story: &Settled, edition: &Edition) -> Value {
    let field = |field| picture.photo.fields.text(field);
    let mut item = Object::new();
    put(&mut item, "name", &format!("photo_{number}"));
    put(&mut item, "uri", &address::urn(&picture.photo.id.0));
    put(&mut item, "type", "picture");
    put(&mut item, "versionCreated", &dates::utc(story.updated_at));
    put_date(&mut item, "contentCreated", field(PhotoField::DateCreated));
    put(&mut item, "pubStatus", edition.pubstatus(story));
    put(&mut item, "language", story.language.tag());
    put(&mut item, "by", &names_in_line(field(PhotoField::Byline)));
    put(&mut item, "located", &json::place_of(picture.photo));
    put(&mut item, "copyrightNotice", field(PhotoField::CopyrightNotice));
    put(&mut item, "usageTerms", field(PhotoField::UsageTerms));
    if let Some(page) = json::rights_page(picture.photo) {
        item.insert("rightsInfo".into(), json!({ "linkedRights": page }));
    }
    put_list(&mut item, "headlines", texts(&[("main", field(PhotoField::Headline))]));
    put_list(
        &mut item,
        "descriptions",
        texts(&[
            ("caption", field(PhotoField::Caption)),
            ("altText", field(PhotoField::AltText)),
            ("extendedDescription", field(PhotoField::ExtendedDescription)),
        ]),
    );
    let keywords = picture.photo.fields.list(PhotoField::Keywords).iter();
    put_list(&mut item, "subjects", keywords.map(|word| json!({ "name": word, "rel": "keyword" })).collect());
    let people: Vec<&str> = picture.photo.fields.list(PhotoField::People).iter().map(String::as_str).collect();
    put_list(&mut item, "people", named(&people));
    put_list(
        &mut item,
        "infoSources",
        sources(&[
            ("credit", field(PhotoField::Credit)),
            ("source", field(PhotoField::Source)),
            ("captionWriter", field(PhotoField::CaptionWriter)),
        ]),
    );
    if let Some(source_type) = json::digital_source_type(picture.photo) {
        item.insert("digitalSourceType".into(), source_type);
    }
    put_list(&mut item, "renditions", picture.files.iter().map(rendition).collect());
    item.into()
}

fn rendition(file: &MediaFile) -> Value {
    json!({
        "name": file.name(),
        "href": file.url,
        "contentType": file.encoding.media_type(),
        "width": file.width,
        "height": file.height,
        "sizeInBytes": file.bytes,
    })
}

fn related(number: usize, related: &Related, story: &Settled) -> Value {
    let mut item = Object::new();
    put(&mut item, "name", &format!("related_{number}"));
    put(&mut item, "rel", "related");
    put(&mut item, "uri", &address::made_up_urn(&story.id, &[&number.to_string(), &related.title]));
    put(&mut item, "type", "text");
    put(&mut item, "representationType", "partial");
    put(&mut item, "language", story.language.tag());
    match related.date {
        Some(day) => put(&mut item, "contentCreated", &dates::day_as_utc(day)),
        None => put_list(&mut item, "descriptions", texts(&[("date", &related.date_text)])),
    }
    put_list(&mut item, "headlines", texts(&[("main", &related.title)]));
    item.into()
}

fn put_date(item: &mut Object, key: &str, field: &str) {
    if let Some(date) = dates::field_as_utc(field) {
        put(item, key, &date);
    }
}

fn texts(roles: &[(&str, &str)]) -> Vec<Value> {
    let filled = roles.iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(role, value)| json!({ "role": role, "contentType": "text/plain", "value": value })).collect()
}

fn sources(roles: &[(&str, &str)]) -> Vec<Value> {
    let filled = roles.iter().filter(|(_, name)| !name.is_empty());
    filled.map(|(role, name)| json!({ "role": role, "name": name })).collect()
}

fn named(names: &[&str]) -> Vec<Value> {
    names.iter().filter(|name| !name.is_empty()).map(|name| json!({ "name": name })).collect()
}

/// What a picture says that is inside its files too.
fn told(picture: &Value) -> PhotoFields {
    let with_role = |list: &str, role: &str, key: &str| {
        let items = picture[list].as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().find(|item| item["role"] == role).and_then(|item| item[key].as_str()).unwrap_or_default()
    };
    let mut fields = PhotoFields::default();
    fields.set(PhotoField::Caption, with_role("descriptions", "caption", "value"));
    fields.set(PhotoField::AltText, with_role("descriptions", "altText", "value"));
    fields.set(PhotoField::Credit, with_role("infoSources", "credit", "name"));
    fields.set(PhotoField::Byline, picture["by"].as_str().unwrap_or_default());
    fields
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::package::sample;

    fn written(story: &Settled, draft: bool) -> Value {
        written_with(&sample::edition(story, draft))
    }

    fn written_with(edition: &Edition) -> Value {
        serde_json::from_slice(&sample::written(&Ninjs31, edition)).unwrap()
    }

    #[test]
    fn it_fits_the_schema() {
        let Some(schema) = sample::ninjs_schema("3.1") else { return };
        for (story, draft) in [(sample::story(), false), (sample::bare_story(), true), (sample::hostile_story(), false)]
        {
            let item = written(&story, draft);
            let errors: Vec<String> = schema.iter_errors(&item).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}");
        }
        let story = sample::cropped_story();
        let item = written_with(&sample::edition_of(&story, false, true));
        let errors: Vec<String> = schema.iter_errors(&item).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }

    #[test]
    fn the_schema_is_really_asked() {
        let Some(schema) = sample::ninjs_schema("3.1") else { return };
        let mut item = written(&sample::story(), false);
        item["headline"] = "1.x".into();
        assert!(!schema.is_valid(&item));
        sample::vectors_agree(&schema, "3.1");
    }

    #[test]
    fn crops_and_webp_are_renditions_with_names_of_their_own() {
        let story = sample::cropped_story();
        let item = written_with(&sample::edition_of(&story, false, true));
        let renditions = item["associations"][0]["renditions"].as_array().unwrap();
        let told: Vec<(&str, &str, u64, u64)> = renditions
            .iter()
            .map(|file| {
                let text = |key: &str| file[key].as_str().unwrap();
                assert!(text("href").ends_with(if text("contentType") == "image/webp" { ".webp" } else { ".jpg" }));
                (text("name"), text("contentType"), file["width"].as_u64().unwrap(), file["height"].as_u64().unwrap())
            })
            .collect();
        assert_eq!(told[0], ("w1500", "image/jpeg", 1500, 1000));
        for rendition in [
            ("w1280", "image/jpeg", 1280, 853),
            ("w960", "image/jpeg", 960, 640),
            ("w640-webp", "image/webp", 640, 427),
            ("16-9-w1280", "image/jpeg", 1280, 720),
            ("16-9-w1280-webp", "image/webp", 1280, 720),
            ("4-3-w640", "image/jpeg", 640, 480),
            ("1-1-w640-webp", "image/webp", 640, 640),
            ("free-w640", "image/jpeg", 640, 853),
        ] {
            assert!(told.contains(&rendition), "{rendition:?} is not in {told:#?}");
        }
        let names: std::collections::BTreeSet<&str> = told.iter().map(|(name, ..)| *name).collect();
        assert_eq!(names.len(), told.len(), "{told:#?}");
    }

    #[test]
    fn a_correction_says_which_version_it_is() {
        let story = sample::story();
        let mut edition = sample::edition(&story, false);
        assert_eq!(written_with(&edition)["version"], Value::Null);
        edition.release.version = Some(2);
        let item = written_with(&edition);
        assert_eq!(item["version"], "2");
        let Some(schema) = sample::ninjs_schema("3.1") else { return };
        assert!(schema.is_valid(&item));
    }

    #[test]
    fn every_word_of_the_story_is_in_it() {
        let story = sample::story();
        sample::assert_tells_everything(&story, &written(&story, false));
    }

    #[test]
    fn fields_are_at_home() {
        let item = written(&sample::story(), false);
        assert_eq!(item["pubStatus"], "usable");
        assert_eq!(item["embargoedUntil"], "2026-09-03T22:00:00Z");
        assert_eq!(item["versionCreated"], "2026-09-02T03:04:05Z");
        assert_eq!(item["urgency"], 4);
        assert_eq!(item["subjects"][0]["uri"], "http://cv.iptc.org/newscodes/mediatopic/20000002");
        let photo = &item["associations"][0];
        assert_eq!(photo["descriptions"][1]["role"], "altText");
        let href = photo["renditions"][0]["href"].as_str().unwrap();
        assert!(href.starts_with("https://") && href.ends_with("-1500.jpg"), "{href}");
        assert_eq!(written(&sample::story(), true)["pubStatus"], "withheld");
    }
}
