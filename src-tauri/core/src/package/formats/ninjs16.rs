//! `story.ninjs16.json`: IPTC ninjs 1.6, whose names are the ones Superdesk reads. Its list of names is
//! closed, so keywords have no home here. The table of fields is in `docs/formats/packages.md`.

use serde_json::{Value, json};

use super::{
    Format,
    json::{self, Object, put, put_list},
    put_each,
};
use crate::{
    Result,
    package::{
        address, dates,
        edition::{Edition, Entry, MediaFile, Picture},
        facts::Facts,
        sink::Sink,
    },
    photo::Encoding,
    story::{PhotoField, Related, Settled, StoryField, names_in_line},
};

pub struct Ninjs16;

impl Format for Ninjs16 {
    fn id(&self) -> &'static str {
        "ninjs-1.6"
    }

    fn file_name(&self) -> &'static str {
        "story.ninjs16.json"
    }

    fn write(&self, edition: &Edition, sink: &mut Sink) -> Result<()> {
        put_each(self, edition, sink, |entry| json::bytes(item(entry, edition)))
    }

    fn read(&self, bytes: &[u8]) -> std::result::Result<Facts, String> {
        json::facts(bytes, |_| None)
    }
}

fn item(entry: &Entry, edition: &Edition) -> Object {
    let story = entry.story;
    let field = |field| story.text(field);
    let mut item = Object::new();
    item.insert("uri".into(), address::urn(&story.id.0).into());
    item.insert(
        "$standard".into(),
        json!({
            "name": "ninjs",
            "version": "1.6",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_1.6.json",
        }),
    );
    put(&mut item, "type", "text");
    put(&mut item, "mimetype", "text/html");
    put(&mut item, "representationtype", "complete");
    put(&mut item, "profile", if entry.pictures.is_empty() { "text-only" } else { "text-photo" });
    put(&mut item, "firstcreated", &dates::utc(story.created_at));
    if let Some(version) = edition.release.version {
        put(&mut item, "version", &version.to_string());
    }
    put(&mut item, "versioncreated", &dates::utc(story.updated_at));
    put_date(&mut item, "contentcreated", field(StoryField::DatePublished));
    put_date(&mut item, "embargoed", story.waits_until(StoryField::Embargoed));
    put(&mut item, "pubstatus", edition.pubstatus(story));
    if let Ok(urgency) = field(StoryField::Urgency).parse::<u8>() {
        item.insert("urgency".into(), urgency.into());
    }
    put(&mut item, "copyrightholder", field(StoryField::CopyrightHolder));
    put(&mut item, "copyrightnotice", field(StoryField::CopyrightNotice));
    put(&mut item, "usageterms", field(StoryField::UsageTerms));
    put(&mut item, "ednote", field(StoryField::Ednote));
    put(&mut item, "language", story.language.tag());
    put(&mut item, "byline", field(StoryField::Byline));
    put(&mut item, "headline", field(StoryField::Headline));
    put(&mut item, "headline_kicker", field(StoryField::Kicker));
    put(&mut item, "headline_sub", field(StoryField::Subheadline));
    put(&mut item, "slugline", field(StoryField::Slugline));
    put(&mut item, "located", json::located(story));
    put(&mut item, "description_text", field(StoryField::Abstract));
    let body_text = json::body_text(story);
    item.insert("charcount".into(), body_text.chars().count().into());
    item.insert("wordcount".into(), story.word_count().into());
    put(&mut item, "body_text", &body_text);
    put(&mut item, "body_html", &json::body_html(entry));
    put_list(&mut item, "subject", subjects(story));
    put_list(&mut item, "place", named(&[field(StoryField::Place)]));
    put_list(&mut item, "genre", named(&[field(StoryField::Genre)]));
    put_list(&mut item, "infosource", sources(&[("source", field(StoryField::Source))]));

    let mut associations = Object::new();
    for (number, picture) in (1..).zip(&entry.pictures) {
        associations.insert(format!("photo_{number}"), photo(picture, story, edition));
    }
    for (number, other) in (1..).zip(&story.related) {
        associations.insert(format!("related_{number}"), related(number, other, story));
    }
    if !associations.is_empty() {
        item.insert("associations".into(), associations.into());
    }
    item
}

fn subjects(story: &Settled) -> Vec<Value> {
    let topics = story.fields.list(StoryField::Subjects).iter().map(|subject| match json::media_topic(subject) {
        Some((scheme, code)) => json!({ "scheme": scheme, "code": code, "rel": "about" }),
        None => json!({ "name": subject, "rel": "about" }),
    });
    let section = Some(story.text(StoryField::Section)).filter(|section| !section.is_empty());
    topics.chain(section.into_iter().map(|section| json!({ "name": section, "rel": "section" }))).collect()
}

fn photo(picture: &Picture, story: &Settled, edition: &Edition) -> Value {
    let field = |field| picture.photo.fields.text(field);
    let mut item = Object::new();
    put(&mut item, "uri", &address::urn(&picture.photo.id.0));
    put(&mut item, "type", "picture");
    put(&mut item, "mimetype", Encoding::Jpeg.media_type());
    put(&mut item, "versioncreated", &dates::utc(story.updated_at));
    put_date(&mut item, "contentcreated", field(PhotoField::DateCreated));
    put(&mut item, "pubstatus", edition.pubstatus(story));
    put(&mut item, "language", story.language.tag());
    put(&mut item, "byline", &names_in_line(field(PhotoField::Byline)));
    put(&mut item, "headline", field(PhotoField::Headline));
    put(&mut item, "located", &json::place_of(picture.photo));
    put(&mut item, "copyrightnotice", field(PhotoField::CopyrightNotice));
    put(&mut item, "usageterms", field(PhotoField::UsageTerms));
    if let Some(page) = json::rights_page(picture.photo) {
        item.insert("rightsinfo".into(), json!({ "linkedrights": page }));
    }
    // On a picture the description is the caption, and Superdesk takes the body for the alternative text.
    put(&mut item, "description_text", field(PhotoField::Caption));
    put(&mut item, "description_extended", field(PhotoField::ExtendedDescription));
    put(&mut item, "body_text", field(PhotoField::AltText));
    let people: Vec<&str> = picture.photo.fields.list(PhotoField::People).iter().map(String::as_str).collect();
    put_list(&mut item, "person", named(&people));
    put_list(
        &mut item,
        "infosource",
        sources(&[
            ("credit", field(PhotoField::Credit)),
            ("source", field(PhotoField::Source)),
            ("captionwriter", field(PhotoField::CaptionWriter)),
        ]),
    );
    if let Some(source_type) = json::digital_source_type(picture.photo) {
        item.insert("digitalsourcetype".into(), source_type);
    }
    let renditions: Object = picture.files.iter().map(|file| (file.name(), rendition(file))).collect();
    if !renditions.is_empty() {
        item.insert("renditions".into(), renditions.into());
    }
    item.into()
}

fn rendition(file: &MediaFile) -> Value {
    json!({
        "href": file.url,
        "mimetype": file.encoding.media_type(),
        "width": file.width,
        "height": file.height,
        "sizeinbytes": file.bytes,
    })
}

fn related(number: usize, related: &Related, story: &Settled) -> Value {
    let mut item = Object::new();
    put(&mut item, "uri", &address::made_up_urn(&story.id, &[&number.to_string(), &related.title]));
    put(&mut item, "type", "text");
    put(&mut item, "representationtype", "incomplete");
    put(&mut item, "language", story.language.tag());
    match related.date {
        Some(day) => put(&mut item, "contentcreated", &dates::day_as_utc(day)),
        None => put(&mut item, "description_date", &related.date_text),
    }
    put(&mut item, "headline", &related.title);
    item.into()
}

fn put_date(item: &mut Object, key: &str, field: &str) {
    if let Some(date) = dates::field_as_utc(field) {
        put(item, key, &date);
    }
}

fn sources(roles: &[(&str, &str)]) -> Vec<Value> {
    let filled = roles.iter().filter(|(_, name)| !name.is_empty());
    filled.map(|(role, name)| json!({ "name": name, "rel": role })).collect()
}

fn named(names: &[&str]) -> Vec<Value> {
    names.iter().filter(|name| !name.is_empty()).map(|name| json!({ "name": name })).collect()
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
        serde_json::from_slice(&sample::written(&Ninjs16, edition)).unwrap()
    }

    #[test]
    fn it_fits_the_schema() {
        let Some(schema) = sample::ninjs_schema("1.6") else { return };
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
        let Some(schema) = sample::ninjs_schema("1.6") else { return };
        let mut item = written(&sample::story(), false);
        item["keywords"] = json!(["chợ nổi"]);
        assert!(!schema.is_valid(&item));
        sample::vectors_agree(&schema, "1.6");
    }

    #[test]
    fn crops_and_webp_are_renditions_with_names_of_their_own() {
        let story = sample::cropped_story();
        let edition = sample::edition_of(&story, false, true);
        let item = written_with(&edition);
        let renditions = item["associations"]["photo_1"]["renditions"].as_object().unwrap();
        assert_eq!(renditions.len(), edition.entries[0].pictures[0].files.len(), "none took another's name");
        assert_eq!(renditions["w1280"]["mimetype"], "image/jpeg");
        assert_eq!(renditions["16-9-w1280-webp"]["mimetype"], "image/webp");
        assert_eq!(renditions["16-9-w1280-webp"]["height"], 720);
    }

    #[test]
    fn a_correction_says_which_version_it_is() {
        let story = sample::story();
        let mut edition = sample::edition(&story, false);
        assert_eq!(written_with(&edition)["version"], Value::Null);
        edition.release.version = Some(2);
        let item = written_with(&edition);
        assert_eq!(item["version"], "2");
        let Some(schema) = sample::ninjs_schema("1.6") else { return };
        assert!(schema.is_valid(&item));
    }

    #[test]
    fn every_word_of_the_story_is_in_it() {
        let story = sample::story();
        sample::assert_tells_everything(&story, &written(&story, false));
    }

    #[test]
    fn superdesk_finds_what_it_looks_for() {
        let item = written(&sample::story(), false);
        for key in ["headline", "body_html", "byline", "slugline", "description_text", "language", "located"] {
            assert!(item[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
        }
        let photo = &item["associations"]["photo_1"];
        assert_eq!(photo["body_text"], sample::story().photos[0].fields.text(PhotoField::AltText));
        // Superdesk's parser knows this shape of a date and raises on any other.
        for date in [&item["versioncreated"], &item["firstcreated"], &item["embargoed"], &photo["versioncreated"]] {
            chrono::NaiveDateTime::parse_from_str(date.as_str().unwrap(), "%Y-%m-%dT%H:%M:%SZ").unwrap();
        }
    }
}
