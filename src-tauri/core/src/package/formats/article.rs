//! `article.html`: the story as a page that needs nothing but its pictures. No script, no font from elsewhere.
//! The one `<script>` element is JSON-LD: data, which browsers don't run and search engines read.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{
    Format,
    json::{Object, is_web, put, put_list},
    put_each,
};
use crate::{
    Language, Result,
    package::{
        address, dates,
        edition::{Edition, Entry, MediaFile, Picture, usual},
        facts::Facts,
        html,
        sink::Sink,
    },
    photo::{Encoding, Part},
    story::{Photo, PhotoField, Related, Settled, StoryField, names},
    strings,
};

pub struct Article;

const FILE_NAME: &str = "article.html";
const PAGE: &str = include_str!("../../../templates/article.html");
const STYLE: &str = include_str!("../../../templates/article.css");

impl Format for Article {
    fn id(&self) -> &'static str {
        "article"
    }

    fn file_name(&self) -> &'static str {
        FILE_NAME
    }

    fn write(&self, edition: &Edition, sink: &mut Sink) -> Result<()> {
        put_each(self, edition, sink, |entry| Ok(page(entry, edition).into_bytes()))
    }

    /// The page is written as well-formed XML, so that a broken one can be told.
    fn read(&self, bytes: &[u8]) -> std::result::Result<Facts, String> {
        let page = std::str::from_utf8(bytes).map_err(|cause| cause.to_string())?;
        html::well_formed(page).map(|()| Facts::default())
    }
}

fn page(entry: &Entry, edition: &Edition) -> String {
    let story = entry.story;
    let draft = if edition.destination.draft {
        format!("<p class=\"draft\" role=\"note\">{}</p>\n", html::text(&words(story, "draft")))
    } else {
        String::new()
    };
    fill(
        PAGE,
        &[
            ("language", story.language.tag()),
            ("title", &html::attribute(story.text(StoryField::Headline))),
            ("meta", &meta(entry, edition)),
            ("json_ld", &json_ld(entry, edition)),
            ("style", STYLE),
            ("draft", &draft),
            ("header", &header(story)),
            ("body", &html::body(story, &|photo| figure(photo, entry))),
            ("related", &related(story)),
            ("footer", &footer(story)),
        ],
    )
}

/// Puts each part in its place in one pass: a part that holds `{{body}}` itself stays as it is.
fn fill(template: &str, parts: &[(&str, &str)]) -> String {
    let mut pieces = template.split("{{");
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").unwrap_or((piece, ""));
        let part = parts.iter().find(|(known, _)| *known == name).map(|(_, part)| *part);
        filled.push_str(part.unwrap_or_default());
        filled.push_str(rest);
    }
    filled
}

fn words(story: &Settled, key: &str) -> String {
    strings::text(story.language, &format!("page.{key}"))
}

fn header(story: &Settled) -> String {
    let mut header = String::new();
    let mut line = |element: &str, class: &str, field: StoryField| {
        let text = story.text(field);
        if !text.is_empty() {
            let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
            let _ = writeln!(header, "<{element}{class}>{}</{element}>", html::text(text));
        }
    };
    line("p", "section", StoryField::Section);
    line("p", "kicker", StoryField::Kicker);
    line("h1", "", StoryField::Headline);
    line("p", "subheadline", StoryField::Subheadline);

    let paragraphs: String = story
        .text(StoryField::Abstract)
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("<p>{}</p>", html::text(line)))
        .collect();
    if !paragraphs.is_empty() {
        let _ = writeln!(header, "<div class=\"abstract\">{paragraphs}</div>");
    }
    let facts = facts(story);
    if !facts.is_empty() {
        let _ = writeln!(header, "<ul class=\"facts\">{facts}</ul>");
    }
    header
}

/// Who, where, when, and how often it was read.
fn facts(story: &Settled) -> String {
    let mut facts = String::new();
    for (class, field) in [("byline", StoryField::Byline), ("dateline", StoryField::Dateline)] {
        if !story.text(field).is_empty() {
            let _ = write!(facts, "<li class=\"{class}\">{}</li>", html::text(story.text(field)));
        }
    }
    if let Some(day) = dates::field_as_day(story.text(StoryField::DatePublished)) {
        let shown = dates::for_readers(day, story.language);
        let _ = write!(facts, "<li><time datetime=\"{day}\">{shown}</time></li>");
    }
    let views = story.text(StoryField::Views);
    if !views.is_empty() {
        let count = html::text(&dates::count_for_readers(views, story.language));
        let _ = write!(facts, "<li>{}</li>", words(story, "views").replace("{count}", &count));
    }
    facts
}

fn figure(photo: &Photo, entry: &Entry) -> String {
    let Some(picture) = entry.picture(photo) else { return String::new() };
    let files = picture.ladder(Part::Whole, Encoding::Jpeg);
    let (Some(largest), Some(usual)) = (files.first(), usual(&files)) else { return String::new() };
    let sizes = format!("sizes=\"min(100vw, 52rem, {}px)\"", largest.width);
    let img = format!(
        "<img src=\"{}\" srcset=\"{}\" {sizes} width=\"{}\" height=\"{}\" alt=\"{}\" loading=\"lazy\" \
         decoding=\"async\"/>",
        usual.path,
        srcset(&files),
        largest.width,
        largest.height,
        html::attribute(photo.fields.text(PhotoField::AltText)),
    );
    let webp = picture.ladder(Part::Whole, Encoding::WebP);
    let mut html = "<figure>\n".to_owned();
    let _ = if webp.is_empty() {
        writeln!(html, "{img}")
    } else {
        let media_type = Encoding::WebP.media_type();
        let source = format!("<source type=\"{media_type}\" srcset=\"{}\" {sizes}/>", srcset(&webp));
        writeln!(html, "<picture>\n{source}\n{img}\n</picture>")
    };
    let caption = html::text(photo.fields.text(PhotoField::Caption));
    let credit = match photo.fields.text(PhotoField::Credit) {
        "" => String::new(),
        credit => {
            format!("<span class=\"credit\">{} {}</span>", words(entry.story, "photo_credit"), html::text(credit))
        }
    };
    let line = [caption, credit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if !line.is_empty() {
        let _ = writeln!(html, "<figcaption>{line}</figcaption>");
    }
    html.push_str("</figure>\n");
    html
}

fn srcset(files: &[&MediaFile]) -> String {
    files.iter().map(|file| format!("{} {}w", file.path, file.width)).collect::<Vec<_>>().join(", ")
}

fn related(story: &Settled) -> String {
    if story.related.is_empty() {
        return String::new();
    }
    let items: String = story.related.iter().map(|related| related_item(related, story.language)).collect();
    format!("<aside class=\"related\">\n<h2>{}</h2>\n<ul>\n{items}</ul>\n</aside>\n", words(story, "related"))
}

/// The absolute date; the date as it was found only where none could be worked out.
fn related_item(related: &Related, language: Language) -> String {
    let when = match related.date {
        Some(day) => {
            format!(" <time class=\"when\" datetime=\"{day}\">{}</time>", dates::for_readers(day, language))
        }
        None if related.date_text.is_empty() => String::new(),
        None => format!(" <span class=\"when\">{}</span>", html::text(&related.date_text)),
    };
    format!("<li>{}{when}</li>\n", html::text(&related.title))
}

fn footer(story: &Settled) -> String {
    let mut lines = Vec::new();
    let keywords = story.fields.list(StoryField::Keywords);
    if !keywords.is_empty() {
        lines.push(format!("{} {}", words(story, "keywords"), keywords.join(", ")));
    }
    if !story.text(StoryField::Source).is_empty() {
        lines.push(format!("{} {}", words(story, "source"), story.text(StoryField::Source)));
    }
    let notice = match story.text(StoryField::CopyrightNotice) {
        "" if story.text(StoryField::CopyrightHolder).is_empty() => String::new(),
        "" => format!("© {}", story.text(StoryField::CopyrightHolder)),
        notice => notice.to_owned(),
    };
    lines.push(notice);
    lines.push(story.text(StoryField::UsageTerms).to_owned());
    let lines: String =
        lines.iter().filter(|line| !line.is_empty()).map(|line| format!("<p>{}</p>\n", html::text(line))).collect();
    if lines.is_empty() { lines } else { format!("<footer>\n{lines}</footer>\n") }
}

/// What search engines, social networks and other programs read.
fn meta(entry: &Entry, edition: &Edition) -> String {
    let (story, destination) = (entry.story, &edition.destination);
    let mut tags: Vec<(&str, &str, String)> = Vec::new();
    let field = |field| story.text(field).to_owned();
    if destination.draft {
        tags.push(("name", "robots", "noindex, nofollow".into()));
        tags.push(("name", "dateline-status", "draft".into()));
    }
    tags.push(("name", "generator", concat!("Dateline ", env!("CARGO_PKG_VERSION")).into()));
    tags.push(("name", "description", field(StoryField::Abstract)));
    tags.push(("name", "author", field(StoryField::Byline)));
    tags.push(("name", "keywords", story.fields.list(StoryField::Keywords).join(", ")));
    tags.push(("property", "og:type", "article".into()));
    tags.push(("property", "og:title", field(StoryField::Headline)));
    tags.push(("property", "og:description", field(StoryField::Abstract)));
    tags.push(("property", "og:locale", words(story, "og_locale")));
    let published = dates::field_as_utc(story.text(StoryField::DatePublished)).unwrap_or_default();
    tags.push(("property", "article:published_time", published));
    tags.push(("property", "article:modified_time", dates::utc(story.updated_at)));
    tags.push(("property", "article:section", field(StoryField::Section)));
    for keyword in story.fields.list(StoryField::Keywords) {
        tags.push(("property", "article:tag", keyword.clone()));
    }
    // These take absolute addresses only, so they wait until a person has said where the pages will be.
    let mut canonical = String::new();
    if destination.base.is_set {
        let page = destination.address(entry, FILE_NAME);
        canonical = format!("<link rel=\"canonical\" href=\"{}\"/>\n", html::attribute(&page));
        tags.push(("property", "og:url", page));
        for picture in entry.pictures.iter().take(1) {
            // Networks show it wide, and some of them know no WebP.
            let ladders = [Part::Crop16x9, Part::Whole].map(|part| picture.ladder(part, Encoding::Jpeg));
            let Some(file) = ladders.iter().find_map(|ladder| usual(ladder)) else { continue };
            tags.push(("property", "og:image", file.url.clone()));
            tags.push(("property", "og:image:type", file.encoding.media_type().into()));
            tags.push(("property", "og:image:width", file.width.to_string()));
            tags.push(("property", "og:image:height", file.height.to_string()));
            tags.push(("property", "og:image:alt", picture.photo.fields.text(PhotoField::AltText).to_owned()));
        }
    }
    let tags = tags.into_iter().filter(|(_, _, content)| !content.is_empty());
    let tags: Vec<String> = tags
        .map(|(kind, name, content)| format!("<meta {kind}=\"{name}\" content=\"{}\"/>", html::attribute(&content)))
        .collect();
    canonical + &tags.join("\n")
}

/// schema.org's NewsArticle. `<`, `>` and `&` are written as JSON escapes, so that no text can end the element.
fn json_ld(entry: &Entry, edition: &Edition) -> String {
    let (story, destination) = (entry.story, &edition.destination);
    let field = |field| story.text(field);
    let mut article = Object::new();
    put(&mut article, "@context", "https://schema.org");
    put(&mut article, "@type", "NewsArticle");
    put(&mut article, "identifier", &address::urn(&story.id.0));
    put(&mut article, "headline", field(StoryField::Headline));
    put(&mut article, "alternativeHeadline", field(StoryField::Subheadline));
    put(&mut article, "description", field(StoryField::Abstract));
    put(&mut article, "inLanguage", story.language.tag());
    put(&mut article, "articleSection", field(StoryField::Section));
    put(&mut article, "dateline", field(StoryField::Dateline));
    put(&mut article, "datePublished", &dates::field_as_utc(field(StoryField::DatePublished)).unwrap_or_default());
    put(&mut article, "dateModified", &dates::utc(story.updated_at));
    if !field(StoryField::Byline).is_empty() {
        article.insert("author".into(), json!([{ "@type": "Person", "name": field(StoryField::Byline) }]));
    }
    let keywords = story.fields.list(StoryField::Keywords);
    put_list(&mut article, "keywords", keywords.iter().map(|word| word.as_str().into()).collect());
    put(&mut article, "copyrightNotice", field(StoryField::CopyrightNotice));
    if !field(StoryField::CopyrightHolder).is_empty() {
        let holder = json!({ "@type": "Organization", "name": field(StoryField::CopyrightHolder) });
        article.insert("copyrightHolder".into(), holder);
    }
    if destination.base.is_set {
        let page = destination.address(entry, FILE_NAME);
        article.insert("mainEntityOfPage".into(), json!({ "@type": "WebPage", "@id": page }));
    }
    let images = entry.pictures.iter().filter_map(|picture| image(picture, destination.base.is_set));
    put_list(&mut article, "image", images.collect());
    let json = Value::from(article).to_string();
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// By its address, where it has one yet.
fn image(picture: &Picture, has_address: bool) -> Option<Value> {
    let field = |field| picture.photo.fields.text(field);
    let file = picture.files.first()?;
    let mut image = Object::new();
    put(&mut image, "@type", "ImageObject");
    put(&mut image, "contentUrl", if has_address { &file.url } else { &file.path });
    image.insert("width".into(), file.width.into());
    image.insert("height".into(), file.height.into());
    put(&mut image, "caption", field(PhotoField::Caption));
    put(&mut image, "description", field(PhotoField::AltText));
    put(&mut image, "creditText", field(PhotoField::Credit));
    put(&mut image, "copyrightNotice", field(PhotoField::CopyrightNotice));
    // Where its rights are told, and where they are to be had.
    let on_web = |pages: &[&str]| pages.iter().copied().find(|page| is_web(page)).unwrap_or_default().to_owned();
    put(&mut image, "license", &on_web(&[field(PhotoField::WebStatement)]));
    let pages: Vec<&str> = picture.photo.fields.list(PhotoField::LicensorUrl).iter().map(String::as_str).collect();
    put(&mut image, "acquireLicensePage", &on_web(&pages));
    let people: Vec<Value> =
        names(field(PhotoField::Byline)).map(|name| json!({ "@type": "Person", "name": name })).collect();
    match people.as_slice() {
        [] => None,
        [only] => image.insert("creator".into(), only.clone()),
        _ => image.insert("creator".into(), people.into()),
    };
    Some(image.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::package::sample;

    fn page_of(edition: &Edition) -> String {
        String::from_utf8(sample::written(&Article, edition)).unwrap()
    }

    fn page(story: &Settled, draft: bool) -> String {
        page_of(&sample::edition(story, draft))
    }

    #[test]
    fn a_reader_finds_everything() {
        let page = page(&sample::story(), false);
        for part in [
            "<html lang=\"vi\">",
            "<h1>Phiên chợ nổi đầu mùa nước lên</h1>",
            "<p class=\"kicker\">Miền Tây</p>",
            "<li class=\"byline\">Tuệ Minh</li>",
            "<time datetime=\"2026-09-02\">02/09/2026</time>",
            "<li>6.325 lượt xem</li>",
            "srcset=\"media/01-cho-noi-1-1500.jpg 1500w, media/01-cho-noi-1-1280.jpg 1280w, media/01-cho-noi-1-960.jpg 960w, \
             media/01-cho-noi-1-640.jpg 640w, media/01-cho-noi-1-320.jpg 320w\"",
            "Ghe chở khóm cập mạn lúc tờ mờ sáng. <span class=\"credit\">Ảnh: Lam Khê</span></figcaption>",
            "alt=\"Người phụ nữ đội nón lá chuyền khóm từ ghe này sang ghe kia\"",
            "<h2>Các bài viết khác</h2>",
            "Mùa nước nổi về muộn <time class=\"when\" datetime=\"2026-08-30\">30/08/2026</time>",
            "Bếp lửa trên ghe <span class=\"when\">không rõ ngày</span>",
            "<meta property=\"og:type\" content=\"article\"/>",
        ] {
            assert!(page.contains(part), "{part} is not in\n{page}");
        }
        assert!(!page.contains("BẢN NHÁP"));
    }

    #[test]
    fn an_english_page_speaks_english() {
        let mut story = sample::story();
        story.language = Language::English;
        let page = page(&story, false);
        for part in
            ["<html lang=\"en\">", "2 September 2026", "6,325 views", "Photo: Lam Khê", "<h2>Other stories</h2>"]
        {
            assert!(page.contains(part), "{part}");
        }
    }

    #[test]
    fn the_note_to_editors_stays_inside() {
        let story = sample::story();
        assert!(!story.text(StoryField::Ednote).is_empty());
        assert!(!page(&story, false).contains(story.text(StoryField::Ednote)));
    }

    #[test]
    fn a_draft_says_so_to_people_and_to_machines() {
        let page = page(&sample::story(), true);
        assert!(page.contains("BẢN NHÁP – KHÔNG ĐĂNG"));
        assert!(page.contains("<meta name=\"robots\" content=\"noindex, nofollow\"/>"));
    }

    #[test]
    fn addresses_wait_for_a_base_url() {
        let story = sample::story();
        let mut edition = sample::edition(&story, false);
        let without = page_of(&edition);
        assert!(!without.contains("canonical") && !without.contains("og:image"));
        edition.destination.base = address::BaseUrl::new(Some("https://example.org/cho-noi/")).unwrap();
        let with = page_of(&edition);
        assert!(with.contains("<link rel=\"canonical\" href=\"https://example.org/cho-noi/article.html\"/>"));
        assert!(with.contains("og:image"));
    }

    #[test]
    fn a_browser_that_reads_webp_is_offered_it_and_any_other_is_not_troubled() {
        let story = sample::cropped_story();
        let page = |webp| page_of(&sample::edition_of(&story, false, webp));
        let with = page(true);
        for part in [
            "<figure>\n<picture>\n<source type=\"image/webp\" srcset=\"media/01-cho-noi-1-1500.webp 1500w, \
             media/01-cho-noi-1-1280.webp 1280w, media/01-cho-noi-1-960.webp 960w, \
             media/01-cho-noi-1-640.webp 640w, media/01-cho-noi-1-320.webp 320w\"",
            "srcset=\"media/01-cho-noi-1-1500.jpg 1500w, media/01-cho-noi-1-1280.jpg 1280w, media/01-cho-noi-1-960.jpg 960w, \
             media/01-cho-noi-1-640.jpg 640w, media/01-cho-noi-1-320.jpg 320w\"",
        ] {
            assert!(with.contains(part), "{part} is not in\n{with}");
        }
        assert_eq!(elements(&with).iter().filter(|(name, _)| name == "picture").count(), 2);
        assert!(!page(false).contains("<picture>") && !page(false).contains(".webp"));
    }

    #[test]
    fn networks_are_shown_the_wide_crop_where_there_is_one() {
        for (story, image) in [
            (sample::story(), "media/01-cho-noi-1-1280.jpg"),
            (sample::cropped_story(), "media/01-cho-noi-1-16x9-1280.jpg"),
        ] {
            let mut edition = sample::edition_of(&story, false, true);
            edition.destination.base = address::BaseUrl::new(Some("https://example.org/")).unwrap();
            let page = page_of(&edition);
            let tag = page.lines().find(|line| line.starts_with("<meta property=\"og:image\"")).unwrap();
            assert!(tag.ends_with(&format!("/{image}\"/>")), "{tag}");
            assert!(page.contains("<meta property=\"og:image:type\" content=\"image/jpeg\"/>"));
        }
    }

    /// Walks the page as XML and returns its elements and their attributes.
    fn elements(page: &str) -> Vec<(String, Vec<String>)> {
        use quick_xml::{Reader, events::Event};
        let mut reader = Reader::from_str(page);
        let mut elements = Vec::new();
        let mut depth = 0;
        loop {
            let event = reader.read_event().unwrap();
            match &event {
                Event::Start(tag) | Event::Empty(tag) => {
                    depth += i32::from(matches!(event, Event::Start(_)));
                    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                    let names = tag.attributes().map(|attribute| text(attribute.unwrap().key.as_ref())).collect();
                    elements.push((text(tag.name().as_ref()), names));
                }
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => (),
            }
        }
        assert_eq!(depth, 0);
        elements
    }

    #[test]
    fn hostile_text_stays_text() {
        let (calm, hostile) = (page(&sample::story(), true), page(&sample::hostile_story(), true));
        for page in [&calm, &hostile] {
            let elements = elements(page);
            let scripts: Vec<_> = elements.iter().filter(|(name, _)| name == "script").collect();
            assert_eq!(scripts, [&("script".to_owned(), vec!["type".to_owned()])]);
            for (name, attributes) in &elements {
                assert!(!["iframe", "object", "embed", "form", "base", "svg"].contains(&name.as_str()), "{name}");
                assert!(attributes.iter().all(|attribute| !attribute.starts_with("on")), "{name} {attributes:?}");
            }
            assert_eq!(page.matches("<script").count(), 1);
            assert_eq!(page.matches("</script").count(), 1);
            assert!(!page.contains("javascript:"));
        }
        // The same skeleton, whatever the words; a line break in them is one.
        let name = |(name, _)| Some(name).filter(|name| name != "br");
        let names = |page: &str| elements(page).into_iter().filter_map(name).collect::<Vec<String>>();
        let mut same_shape = sample::hostile_story();
        sample::calm_down(&mut same_shape);
        assert_eq!(names(&hostile), names(&page(&same_shape, true)));
    }

    #[test]
    fn json_ld_survives_its_escaping() {
        for story in [sample::story(), sample::hostile_story()] {
            let page = page(&story, false);
            let (_, rest) = page.split_once("<script type=\"application/ld+json\">").unwrap();
            let (json, _) = rest.split_once("</script>").unwrap();
            let article: Value = serde_json::from_str(json).unwrap();
            assert_eq!(article["@type"], "NewsArticle");
            assert_eq!(article["headline"], story.text(StoryField::Headline));
            assert_eq!(article["image"][0]["caption"], story.photos[0].fields.text(PhotoField::Caption));
        }
    }

    #[test]
    fn a_part_that_looks_like_a_place_in_the_template_stays_as_it_is() {
        assert_eq!(fill("<{{a}}|{{b}}>", &[("a", "{{b}}"), ("b", "x{{a}}")]), "<{{b}}|x{{a}}>");
    }
}
