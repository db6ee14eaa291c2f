//! Readers that are not ours: the standards' schemas, an XML parser, exiftool. Tests alone need them.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use dateline_tests::papers::shared;
use quick_xml::{Reader, escape::unescape, events::Event};
use serde_json::Value;

/// The schema of a ninjs version, its `format`s checked too. `None`, said aloud, where it is absent.
pub fn ninjs_schema(version: &str) -> Option<jsonschema::Validator> {
    let read =
        |path: &str| -> Option<Value> { Some(serde_json::from_slice(&fs::read(shared(path)?).unwrap()).unwrap()) };
    let schema = read(&format!("schemas/ninjs/specification/ninjs-schema_{version}.json"))?;
    // The standard points to it by its address; tests ask no server.
    let geo = read("schemas/ninjs/validation/test_suite/GeoJSON-schema.json")?;
    let registry = jsonschema::Registry::new().add("https://geojson.org/schema/GeoJSON.json", geo).unwrap();
    let registry = registry.prepare().unwrap();
    Some(jsonschema::options().should_validate_formats(true).with_registry(&registry).build(&schema).unwrap())
}

/// The text of each block element of well-formed markup, its entities resolved and its runs of space made one.
pub fn blocks(markup: &str) -> Vec<String> {
    const BLOCKS: [&[u8]; 8] = [b"p", b"h1", b"h2", b"h3", b"li", b"figcaption", b"blockquote", b"title"];
    // A fragment has several roots.
    let markup = format!("<all>{}</all>", markup.trim_start_matches("<!DOCTYPE html>"));
    let mut reader = Reader::from_str(&markup);
    let (mut found, mut text) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {markup}")) {
            Event::Start(start) if BLOCKS.contains(&start.name().as_ref()) => text.clear(),
            Event::Text(piece) => text.push_str(&piece.decode().unwrap()),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", name.decode().unwrap());
                text.push_str(&unescape(&entity).unwrap());
            }
            Event::End(end) if BLOCKS.contains(&end.name().as_ref()) => {
                let block = one_spaced(&text);
                if !block.is_empty() {
                    found.push(block);
                }
                text.clear();
            }
            Event::Eof => return found,
            _ => (),
        }
    }
}

pub fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What exiftool finds in a file, by group. `None`, said aloud, where there is no exiftool.
pub fn exiftool(file: &Path) -> Option<Value> {
    let args = ["-j", "-G1", "-struct", "-charset", "iptc=UTF8"];
    let Ok(output) = Command::new("exiftool").args(args).arg(file).stderr(Stdio::inherit()).output() else {
        eprintln!("SKIPPED: there is no exiftool to read {} with", file.display());
        return None;
    };
    assert!(output.status.success(), "exiftool: {output:?}");
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    Some(found[0].clone())
}
