//! XMP: RDF in XML. Read are the table's properties, at the top level of the packet or in the table's structures;
//! written is a packet of those that go out.

use std::fmt::Write;

use quick_xml::{
    NsReader, XmlVersion,
    escape::{escape, resolve_predefined_entity},
    events::{BytesStart, Event},
    name::{LocalName, QName, ResolveResult},
};

use super::{
    table::{NAMESPACES, Property, STRUCTURES, Shape, Structure, TABLE},
    tidy,
};
use crate::limits::MAX_XMP_BYTES;
use dateline_base::{FieldValue, PhotoFields};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const NOTE: &str = "http://ns.adobe.com/xmp/note/";
const MAX_DEPTH: usize = 64;
/// A packet has a handful of namespaces; many more would make each name slow to resolve.
const MAX_DECLARATIONS: usize = 200;
const MAX_VALUES: usize = 1_000;

/// The languages of a text in several, those that this newsroom reads first.
const LANGUAGES: [&str; 3] = ["x-default", "vi", "en"];

/// As far as the packet can be read. Entities other than XML's own five are left out, never expanded.
pub fn read(packet: &[u8]) -> PhotoFields {
    found(packet).fields()
}

/// What did not fit into a JPEG's packet stands in a second one, under the name that this gives.
pub fn extension(packet: &[u8]) -> Option<String> {
    found(packet).extension
}

fn found(packet: &[u8]) -> Found {
    let packet = String::from_utf8_lossy(&packet[..packet.len().min(MAX_XMP_BYTES)]);
    let mut found = Found::default();
    let mut reader = NsReader::from_str(packet.trim_start_matches('\u{FEFF}'));
    let mut declarations = 0;
    // What comes before a fault in the packet counts.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => {
                declarations += declared(&start);
                if declarations > MAX_DECLARATIONS || found.depth() >= MAX_DEPTH {
                    break;
                }
                found.start(&reader, &start);
            }
            Event::Empty(start) => {
                declarations += declared(&start);
                if declarations > MAX_DECLARATIONS {
                    break;
                }
                found.start(&reader, &start);
                found.end();
            }
            Event::End(_) => found.end(),
            Event::Text(text) => found.text(&text.xml10_content().unwrap_or_default()),
            Event::CData(text) => found.text(&text.decode().unwrap_or_default()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => found.text(character.encode_utf8(&mut [0; 4])),
                _ => {
                    let entity = reference.decode().unwrap_or_default();
                    found.text(resolve_predefined_entity(&entity).unwrap_or_default());
                }
            },
            Event::DocType(_) | Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    found
}

fn declared(start: &BytesStart) -> usize {
    start.attributes().with_checks(false).flatten().filter(|attr| attr.key.as_namespace_binding().is_some()).count()
}

/// Where in the packet an element stands.
#[derive(Clone, Copy)]
enum Place {
    Outside,
    /// `rdf:RDF`.
    Rdf,
    /// `rdf:Description` directly under it.
    Description,
    /// In one of the table's structures, however it is wrapped.
    Structure(&'static Structure),
    Property(&'static Property),
    /// `rdf:Alt`, `rdf:Seq` or `rdf:Bag` in a property.
    Container(&'static Property),
    /// One value in it.
    Item(&'static Property),
    /// `xmpNote:HasExtendedXMP`.
    Note,
}

/// Values as they are met. A property's texts are kept with their language.
#[derive(Default)]
struct Found {
    places: Vec<Place>,
    /// Texts of the open property and of the open item.
    property: String,
    item: String,
    language: Option<String>,
    values: Vec<Value>,
    /// Structures of which one is read: a town of one place and a country of another would be no place.
    met: Vec<&'static Structure>,
    extension: Option<String>,
}

struct Value {
    property: &'static Property,
    language: Option<String>,
    text: String,
}

impl Found {
    fn depth(&self) -> usize {
        self.places.len()
    }

    /// Not inside a property that nobody asked for.
    fn is_at_top(&self) -> bool {
        self.places.iter().all(|place| matches!(place, Place::Outside))
    }

    fn start(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart) {
        let (namespace, name) = reader.resolver().resolve_element(start.name());
        let in_rdf = namespace_is(&namespace, RDF);
        let is_container = in_rdf && matches!(name.as_ref(), b"Alt" | b"Seq" | b"Bag");
        let place = match self.places.last().copied().unwrap_or(Place::Outside) {
            Place::Outside if in_rdf && name.as_ref() == b"RDF" && self.is_at_top() => Place::Rdf,
            Place::Rdf if in_rdf && name.as_ref() == b"Description" => {
                self.shorthand(reader, start, None);
                Place::Description
            }
            Place::Description if is_note(&namespace, &name) => Place::Note,
            Place::Description => match structure(&namespace, &name) {
                Some(structure) => self.structure(reader, start, structure),
                None => self.open_property(reader, start, None),
            },
            Place::Structure(structure) if is_container => Place::Structure(structure),
            Place::Structure(structure) if in_rdf && name.as_ref() == b"li" => {
                if self.met.contains(&structure) {
                    Place::Outside
                } else {
                    self.met.push(structure);
                    self.structure(reader, start, structure)
                }
            }
            Place::Structure(structure) if in_rdf && name.as_ref() == b"Description" => {
                self.structure(reader, start, structure)
            }
            Place::Structure(structure) => self.open_property(reader, start, Some(structure)),
            Place::Property(property) if is_container => Place::Container(property),
            Place::Container(property) if in_rdf && name.as_ref() == b"li" => {
                self.item.clear();
                self.language = attribute_named(start, b"xml:lang");
                Place::Item(property)
            }
            _ => Place::Outside,
        };
        self.places.push(place);
    }

    fn structure(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart, structure: &'static Structure) -> Place {
        self.shorthand(reader, start, Some(structure));
        Place::Structure(structure)
    }

    fn open_property(
        &mut self,
        reader: &NsReader<&[u8]>,
        start: &BytesStart,
        within: Option<&'static Structure>,
    ) -> Place {
        let (namespace, name) = reader.resolver().resolve_element(start.name());
        let Some(property) = property(&namespace, &name, within) else { return Place::Outside };
        self.property.clear();
        if let Some(uri) =
            attribute(reader, start, |namespace, name| namespace_is(namespace, RDF) && name.as_ref() == b"resource")
        {
            self.push(property, None, uri);
        }
        Place::Property(property)
    }

    fn end(&mut self) {
        match self.places.pop() {
            Some(Place::Property(property)) => {
                let text = std::mem::take(&mut self.property);
                self.push(property, None, text);
            }
            Some(Place::Item(property)) => {
                let (language, text) = (self.language.take(), std::mem::take(&mut self.item));
                self.push(property, language, text);
            }
            Some(Place::Note) => self.extension = Some(std::mem::take(&mut self.property).trim().to_owned()),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.places.last() {
            Some(Place::Property(..) | Place::Note) => self.property.push_str(text),
            Some(Place::Item(..)) => self.item.push_str(text),
            _ => {}
        }
    }

    /// Plain properties may be written as attributes.
    fn shorthand(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart, within: Option<&'static Structure>) {
        for attr in start.attributes().with_checks(false).flatten() {
            let (namespace, name) = reader.resolver().resolve_attribute(attr.key);
            let text = || attr.normalized_value(XmlVersion::Implicit1_0).map(|text| text.into_owned());
            if within.is_none() && is_note(&namespace, &name) {
                self.extension = text().ok();
            } else if let (Some(property), Ok(text)) = (property(&namespace, &name, within), text()) {
                self.push(property, None, text);
            }
        }
    }

    fn push(&mut self, property: &'static Property, language: Option<String>, text: String) {
        if !text.trim().is_empty() && self.values.len() < MAX_VALUES {
            self.values.push(Value { property, language, text });
        }
    }

    fn fields(self) -> PhotoFields {
        let mut fields = PhotoFields::default();
        for row in &TABLE {
            let told = |place: &&[Property]| {
                let texts = place.iter().flat_map(|property| self.texts(property)).collect();
                tidy::value(row.field.kind(), texts)
            };
            if let Some(value) = row.xmp.iter().find_map(told) {
                fields.set(row.field, value);
            }
        }
        fields
    }

    fn texts(&self, property: &Property) -> Vec<String> {
        let values = self.values.iter().filter(|value| is_same(value.property, property));
        let texts: Vec<&Value> = match property.shape {
            Shape::Sequence | Shape::Bag => values.collect(),
            Shape::Plain => values.take(1).collect(),
            Shape::Languages => values.min_by_key(|value| rank(value.language.as_deref())).into_iter().collect(),
        };
        texts.into_iter().filter_map(|value| (property.means)(&value.text)).collect()
    }
}

/// How soon a language is read; of several alike it is the first.
fn rank(language: Option<&str>) -> usize {
    let language = language.unwrap_or_default().to_ascii_lowercase();
    let is =
        |known: &&str| language.strip_prefix(*known).is_some_and(|region| region.is_empty() || region.starts_with('-'));
    LANGUAGES.iter().position(is).unwrap_or(LANGUAGES.len())
}

fn namespace_is(namespace: &ResolveResult, uri: &str) -> bool {
    matches!(namespace, ResolveResult::Bound(bound) if bound.into_inner() == uri.as_bytes())
}

fn is_note(namespace: &ResolveResult, name: &LocalName) -> bool {
    name.as_ref() == b"HasExtendedXMP" && namespace_is(namespace, NOTE)
}

fn structure(namespace: &ResolveResult, name: &LocalName) -> Option<&'static Structure> {
    STRUCTURES.iter().copied().find(|structure| {
        structure.name.as_bytes() == name.as_ref() && namespace_is(namespace, structure.namespace.uri)
    })
}

/// The table's property of this name. Two rows may name the same one; the first stands for both.
fn property(
    namespace: &ResolveResult,
    name: &LocalName,
    within: Option<&'static Structure>,
) -> Option<&'static Property> {
    TABLE.iter().flat_map(|row| row.xmp).copied().flatten().find(|property| {
        property.name.as_bytes() == name.as_ref()
            && property.within == within
            && namespace_is(namespace, property.namespace.uri)
    })
}

fn is_same(one: &Property, other: &Property) -> bool {
    (one.namespace, one.name, one.within) == (other.namespace, other.name, other.within)
}

fn attribute(
    reader: &NsReader<&[u8]>,
    start: &BytesStart,
    is: impl Fn(&ResolveResult, &LocalName) -> bool,
) -> Option<String> {
    start.attributes().with_checks(false).flatten().find_map(|attr| {
        let (namespace, name) = reader.resolver().resolve_attribute(attr.key);
        is(&namespace, &name)
            .then(|| attr.normalized_value(XmlVersion::Implicit1_0).ok().map(|text| text.into_owned()))?
    })
}

fn attribute_named(start: &BytesStart, name: &[u8]) -> Option<String> {
    let mut attributes = start.attributes();
    let attr = attributes.with_checks(false).flatten().find(|attr| attr.key == QName(name))?;
    attr.normalized_value(XmlVersion::Implicit1_0).ok().map(|text| text.into_owned())
}

/// A packet of `fields`. The same bytes each time.
pub fn write(fields: &PhotoFields) -> String {
    let mut out = String::from("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    out.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n");
    let _ = write!(out, "<rdf:RDF xmlns:rdf=\"{RDF}\">\n<rdf:Description rdf:about=\"\"");
    for namespace in NAMESPACES {
        let _ = write!(out, "\n xmlns:{}=\"{}\"", namespace.prefix, namespace.uri);
    }
    out.push_str(">\n");
    for row in TABLE.iter().filter(|row| row.goes_out) {
        let [[written, ..], ..] = row.xmp else { continue };
        let texts = match fields.get(row.field) {
            Some(FieldValue::Text(text)) => vec![text.clone()],
            Some(FieldValue::List(items)) => items.clone(),
            None => continue,
        };
        // Through the same sieve as what is read, so that the packet is well-formed and reads back the same.
        match tidy::value(row.field.kind(), texts) {
            Some(FieldValue::Text(text)) => write_property(&mut out, written, &[text]),
            Some(FieldValue::List(items)) => write_property(&mut out, written, &items),
            None => {}
        }
    }
    out.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}

fn write_property(out: &mut String, property: &Property, texts: &[String]) {
    let name = format!("{}:{}", property.namespace.prefix, property.name);
    let (container, language) = match property.shape {
        Shape::Plain => {
            let _ = writeln!(out, "<{name}>{}</{name}>", escape(texts.concat()));
            return;
        }
        Shape::Languages => ("rdf:Alt", " xml:lang=\"x-default\""),
        Shape::Sequence => ("rdf:Seq", ""),
        Shape::Bag => ("rdf:Bag", ""),
    };
    let _ = write!(out, "<{name}><{container}>");
    for text in texts {
        let _ = write!(out, "<rdf:li{language}>{}</rdf:li>", escape(text));
    }
    let _ = writeln!(out, "</{container}></{name}>");
}
