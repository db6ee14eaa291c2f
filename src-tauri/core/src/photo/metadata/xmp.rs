//! XMP: RDF in XML. Read are the table's properties, at the top level of the packet; written is a packet of them.

use std::fmt::Write;

use quick_xml::{
    NsReader, XmlVersion,
    escape::{escape, resolve_predefined_entity},
    events::{BytesStart, Event},
    name::{LocalName, QName, ResolveResult},
};

use super::{
    table::{NAMESPACES, Property, Shape, TABLE},
    tidy,
};
use crate::story::{FieldValue, PhotoFields};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const MAX_PACKET_BYTES: usize = 4 * 1024 * 1024;
const MAX_DEPTH: usize = 64;
/// A packet has a handful of namespaces; many more would make each name slow to resolve.
const MAX_DECLARATIONS: usize = 200;
const MAX_VALUES: usize = 1_000;

/// As far as the packet can be read. Entities other than XML's own five are left out, never expanded.
pub fn read(packet: &[u8]) -> PhotoFields {
    let packet = String::from_utf8_lossy(&packet[..packet.len().min(MAX_PACKET_BYTES)]);
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
    found.fields()
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
    /// A property of the table, by its row and its number in the row.
    Property(usize, usize),
    /// `rdf:Alt`, `rdf:Seq` or `rdf:Bag` in a property.
    Container(usize, usize),
    /// One value in it.
    Item(usize, usize),
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
}

struct Value {
    row: usize,
    number: usize,
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
        let place = match self.places.last().copied().unwrap_or(Place::Outside) {
            Place::Outside if in_rdf && name.as_ref() == b"RDF" && self.is_at_top() => Place::Rdf,
            Place::Rdf if in_rdf && name.as_ref() == b"Description" => {
                self.shorthand(reader, start);
                Place::Description
            }
            Place::Description => match position(&namespace, &name) {
                Some((row, number)) => {
                    self.property.clear();
                    if let Some(uri) = attribute(reader, start, |namespace, name| {
                        namespace_is(namespace, RDF) && name.as_ref() == b"resource"
                    }) {
                        self.push(row, number, None, uri);
                    }
                    Place::Property(row, number)
                }
                None => Place::Outside,
            },
            Place::Property(row, number) if in_rdf && matches!(name.as_ref(), b"Alt" | b"Seq" | b"Bag") => {
                Place::Container(row, number)
            }
            Place::Container(row, number) if in_rdf && name.as_ref() == b"li" => {
                self.item.clear();
                self.language = attribute_named(start, b"xml:lang");
                Place::Item(row, number)
            }
            _ => Place::Outside,
        };
        self.places.push(place);
    }

    fn end(&mut self) {
        match self.places.pop() {
            Some(Place::Property(row, number)) => {
                let text = std::mem::take(&mut self.property);
                self.push(row, number, None, text);
            }
            Some(Place::Item(row, number)) => {
                let (language, text) = (self.language.take(), std::mem::take(&mut self.item));
                self.push(row, number, language, text);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.places.last() {
            Some(Place::Property(..)) => self.property.push_str(text),
            Some(Place::Item(..)) => self.item.push_str(text),
            _ => {}
        }
    }

    /// Plain properties may be written as attributes.
    fn shorthand(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart) {
        for attr in start.attributes().with_checks(false).flatten() {
            let (namespace, name) = reader.resolver().resolve_attribute(attr.key);
            if let (Some((row, number)), Ok(text)) =
                (position(&namespace, &name), attr.normalized_value(XmlVersion::Implicit1_0))
            {
                self.push(row, number, None, text.into_owned());
            }
        }
    }

    fn push(&mut self, row: usize, number: usize, language: Option<String>, text: String) {
        if !text.trim().is_empty() && self.values.len() < MAX_VALUES {
            self.values.push(Value { row, number, language, text });
        }
    }

    fn fields(self) -> PhotoFields {
        let mut fields = PhotoFields::default();
        for (index, row) in TABLE.iter().enumerate() {
            let mut texts = Vec::new();
            for (number, property) in row.xmp.iter().enumerate() {
                let values = self.values.iter().filter(|value| (value.row, value.number) == (index, number));
                match property.shape {
                    Shape::Sequence | Shape::Bag => texts.extend(values.map(|value| value.text.clone())),
                    Shape::Plain => texts.extend(values.map(|value| value.text.clone()).next()),
                    Shape::Languages => {
                        let values: Vec<&Value> = values.collect();
                        let default = values.iter().find(|value| value.language.as_deref() == Some("x-default"));
                        texts.extend(default.or(values.first()).map(|value| value.text.clone()));
                    }
                }
            }
            if let Some(value) = tidy::value(row.field.kind(), texts) {
                fields.set(row.field, value);
            }
        }
        fields
    }
}

fn namespace_is(namespace: &ResolveResult, uri: &str) -> bool {
    matches!(namespace, ResolveResult::Bound(bound) if bound.into_inner() == uri.as_bytes())
}

fn position(namespace: &ResolveResult, name: &LocalName) -> Option<(usize, usize)> {
    let is = |property: &Property| {
        property.name.as_bytes() == name.as_ref() && namespace_is(namespace, property.namespace.uri)
    };
    TABLE.iter().enumerate().find_map(|(row, entry)| Some((row, entry.xmp.iter().position(is)?)))
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
    for row in &TABLE {
        let texts = match fields.get(row.field) {
            Some(FieldValue::Text(text)) => vec![text.clone()],
            Some(FieldValue::List(items)) => items.clone(),
            None => continue,
        };
        // Through the same sieve as what is read, so that the packet is well-formed and reads back the same.
        match tidy::value(row.field.kind(), texts) {
            Some(FieldValue::Text(text)) => property(&mut out, &row.xmp[0], &[text]),
            Some(FieldValue::List(items)) => property(&mut out, &row.xmp[0], &items),
            None => {}
        }
    }
    out.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}

fn property(out: &mut String, property: &Property, texts: &[String]) {
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
