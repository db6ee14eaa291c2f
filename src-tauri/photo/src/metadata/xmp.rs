//! XMP: RDF in XML. Read are the table's properties, at the top level of the packet or in the table's structures;
//! written is a packet of those that go out.

use std::{borrow::Cow, collections::HashSet, fmt::Write};

use quick_xml::{
    NsReader, Reader, XmlVersion,
    escape::{escape, resolve_predefined_entity},
    events::{BytesStart, Event},
    name::{LocalName, QName, ResolveResult},
};

use super::{
    iim,
    languages::InLanguage,
    mend,
    table::{NAMESPACES, Namespace, PLACE, Property, Row, STRUCTURES, Shape, Structure, TABLE, row_of},
    tidy,
};
use crate::limits::MAX_XMP_BYTES;
use dateline_base::{FieldValue, PhotoField, PhotoFields, fields::in_language, photo::names};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const NOTE: &str = "http://ns.adobe.com/xmp/note/";
const BASIC: &str = "http://ns.adobe.com/xap/1.0/";
const MAX_DEPTH: usize = 64;
/// A packet has a handful of namespaces; many more would make each name slow to resolve.
const MAX_DECLARATIONS: usize = 200;
const MAX_VALUES: usize = 1_000;

/// What a packet says.
#[derive(Debug, Default)]
pub struct Packet {
    pub fields: PhotoFields,
    /// Texts that it says in several languages, each in all of them.
    pub languages: Vec<InLanguage>,
    /// What did not fit into a JPEG's packet stands in a second one, under the name that this gives.
    pub extension: Option<String>,
    /// When it was last changed, as it says itself.
    pub changed: String,
    /// It is not well-formed; what could be read of it was.
    pub is_broken: bool,
}

/// As far as the packet can be read. Entities other than XML's own five are left out, never expanded. A fault in one
/// property silences none that stands behind it.
pub fn read(packet: &[u8]) -> Packet {
    let text = decoded(&packet[..packet.len().min(MAX_XMP_BYTES)]);
    let text = text.trim_start_matches('\u{FEFF}').trim_end_matches('\0');
    let mut found = Found::default();
    if walk(&mut found, text, None) {
        let is_none = !found.has_rdf && !text.trim().is_empty();
        return found.packet(is_none);
    }
    let mended = mend::mended(text);
    let mut found = Found::default();
    walk(&mut found, &mended, Some(&never_closed(&mended)));
    found.packet(true)
}

/// UTF-8 nearly always; a sidecar may be UTF-16, and some programs write their system's letters.
fn decoded(packet: &[u8]) -> Cow<'_, str> {
    let wide = |from: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = packet.as_chunks::<2>().0.iter().map(|unit| from(*unit)).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match packet {
        [0xFE, 0xFF, ..] | [0, b'<', ..] => wide(u16::from_be_bytes),
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => wide(u16::from_le_bytes),
        _ => match std::str::from_utf8(packet) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(
                packet
                    .utf8_chunks()
                    .map(|chunk| format!("{}{}", chunk.valid(), iim::windows(chunk.invalid())))
                    .collect(),
            ),
        },
    }
}

/// Whether all of it is well-formed. With `unclosed`, the places of tags that nothing closes, faults are passed over and
/// so are those tags.
fn walk(found: &mut Found, text: &str, unclosed: Option<&HashSet<usize>>) -> bool {
    let mut reader = NsReader::from_str(text);
    if unclosed.is_some() {
        let config = reader.config_mut();
        (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    }
    let (mut declarations, mut tags) = (0, 0);
    // What comes before a fault in the packet counts.
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                declarations += declared(&start);
                if declarations > MAX_DECLARATIONS || found.depth() >= MAX_DEPTH {
                    return true;
                }
                tags += 1;
                if unclosed.is_none_or(|unclosed| !unclosed.contains(&(tags - 1))) {
                    found.start(&reader, &start);
                }
            }
            Ok(Event::Empty(start)) => {
                declarations += declared(&start);
                if declarations > MAX_DECLARATIONS {
                    return true;
                }
                found.start(&reader, &start);
                found.end();
            }
            Ok(Event::End(end)) => found.end_of(end.name().as_ref()),
            Ok(Event::Text(text)) => found.text(&text.xml10_content().unwrap_or_default()),
            Ok(Event::CData(text)) => found.text(&text.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(character)) => found.text(character.encode_utf8(&mut [0; 4])),
                _ => {
                    let entity = reference.decode().unwrap_or_default();
                    found.text(resolve_predefined_entity(&entity).unwrap_or_default());
                }
            },
            Ok(Event::DocType(_)) => return true,
            Ok(Event::Eof) => return found.depth() == 0,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
            Err(_) => return false,
        }
    }
}

/// Which opening tags, counted from 0, have no closing one although what they stand in has.
fn never_closed(text: &str) -> HashSet<usize> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let (mut tags, mut open, mut unclosed) = (0, Vec::<(usize, Vec<u8>)>::new(), HashSet::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                open.push((tags, start.name().as_ref().to_vec()));
                tags += 1;
            }
            Ok(Event::End(end)) => {
                // No packet is so deep that it must be looked for further out.
                let near = open.len().saturating_sub(MAX_DEPTH);
                let same = open[near..].iter().rposition(|(_, name)| name == end.name().as_ref());
                if let Some(at) = same.map(|at| near + at) {
                    unclosed.extend(open.drain(at..).skip(1).map(|(tag, _)| tag));
                }
            }
            Ok(Event::Eof | Event::DocType(_)) | Err(_) => return unclosed,
            Ok(_) => {}
        }
    }
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
    /// A value that has remarks beside it: `rdf:Description` around it, and `rdf:value`.
    Wrapping(InWhat),
    Value(InWhat),
    /// `xmpNote:HasExtendedXMP`.
    Note,
    /// `xmp:MetadataDate`.
    Changed,
}

#[derive(Clone, Copy)]
enum InWhat {
    Property,
    Item,
}

/// Values as they are met. A property's texts are kept with their language.
#[derive(Default)]
struct Found {
    /// With the name that the element has in the file.
    places: Vec<(Vec<u8>, Place)>,
    /// Texts of the open property and of the open item.
    property: String,
    item: String,
    language: Option<String>,
    values: Vec<Value>,
    /// Structures of which one is read: a town of one place and a country of another would be no place.
    met: Vec<&'static Structure>,
    extension: Option<String>,
    changed: String,
    has_rdf: bool,
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
        self.places.iter().all(|(_, place)| matches!(place, Place::Outside))
    }

    fn start(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart) {
        let (namespace, name) = reader.resolver().resolve_element(start.name());
        let in_rdf = is_rdf(&namespace);
        let is_container = in_rdf && matches!(name.as_ref(), b"Alt" | b"Seq" | b"Bag");
        let place = match self.places.last().map_or(Place::Outside, |(_, place)| *place) {
            Place::Outside if in_rdf && name.as_ref() == b"RDF" && self.is_at_top() => {
                self.has_rdf = true;
                Place::Rdf
            }
            Place::Rdf if in_rdf && name.as_ref() == b"Description" => {
                self.shorthand(reader, start, None);
                Place::Description
            }
            Place::Description if is_note(&namespace, &name) => Place::Note,
            Place::Description if is_changed(&namespace, &name) => Place::Changed,
            Place::Description => match structure(&namespace, &name) {
                Some(structure) => self.structure(reader, start, structure),
                None => self.open_property(reader, start, None),
            },
            Place::Structure(structure) if is_container => Place::Structure(structure),
            Place::Structure(structure) if in_rdf && name.as_ref() == b"li" => {
                if self.met.contains(&structure) && !structure.all {
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
            Place::Property(_) | Place::Wrapping(InWhat::Property) if in_rdf => within(&name, InWhat::Property),
            Place::Item(_) | Place::Wrapping(InWhat::Item) if in_rdf => within(&name, InWhat::Item),
            Place::Container(property) if in_rdf && name.as_ref() == b"li" => {
                self.item.clear();
                self.language = attribute_named(start, b"xml:lang");
                Place::Item(property)
            }
            _ => Place::Outside,
        };
        self.places.push((start.name().as_ref().to_vec(), place));
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
        if let Some(uri) = attribute(reader, start, |namespace, name| is_rdf(namespace) && name.as_ref() == b"resource")
        {
            self.push(property, None, uri);
        }
        Place::Property(property)
    }

    /// An end that fits none of what is open is none.
    fn end_of(&mut self, name: &[u8]) {
        let Some(at) = self.places.iter().rposition(|(open, _)| open == name) else { return };
        while self.places.len() > at {
            self.end();
        }
    }

    fn end(&mut self) {
        match self.places.pop().map(|(_, place)| place) {
            Some(Place::Property(property)) => {
                let text = std::mem::take(&mut self.property);
                self.push(property, None, text);
            }
            Some(Place::Item(property)) => {
                let (language, text) = (self.language.take(), std::mem::take(&mut self.item));
                self.push(property, language, text);
            }
            Some(Place::Note) => self.extension = Some(std::mem::take(&mut self.property).trim().to_owned()),
            Some(Place::Changed) => self.changed = std::mem::take(&mut self.property).trim().to_owned(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.places.last().map(|(_, place)| place) {
            Some(Place::Property(..) | Place::Value(InWhat::Property) | Place::Note | Place::Changed) => {
                self.property.push_str(text);
            }
            Some(Place::Item(..) | Place::Value(InWhat::Item)) => self.item.push_str(text),
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
            } else if within.is_none() && is_changed(&namespace, &name) {
                self.changed = text().unwrap_or_default();
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

    fn packet(self, is_broken: bool) -> Packet {
        let mut fields = PhotoFields::default();
        let mut languages = Vec::new();
        for row in &TABLE {
            let told = |property: &Property| tidy::value(row.field, self.texts(property));
            if PLACE.contains(&row.field) {
                continue;
            }
            let Some((property, value)) = row.xmp.iter().find_map(|property| Some((property, told(property)?))) else {
                continue;
            };
            languages.extend(self.in_languages(row.field, property));
            fields.set(row.field, value);
        }
        self.places_into(&mut fields);
        super::languages::keep(&mut fields, &languages);
        Packet { fields, languages, extension: self.extension, changed: self.changed, is_broken }
    }

    /// One place: another of the three ways to tell it fills up what one leaves open, where they do not contradict.
    fn places_into(&self, fields: &mut PhotoFields) {
        for way in 0..row_of(PhotoField::Place).xmp.len() {
            let told = PLACE
                .into_iter()
                .filter_map(|field| Some((field, tidy::value(field, self.texts(row_of(field).xmp.get(way)?))?)));
            let told: Vec<(PhotoField, FieldValue)> = told.collect();
            let agrees =
                |(field, value): &(PhotoField, FieldValue)| fields.get(*field).is_none_or(|known| known == value);
            if told.iter().all(agrees) {
                told.into_iter().for_each(|(field, value)| fields.set(field, value));
            }
        }
    }

    fn texts(&self, property: &Property) -> Vec<String> {
        let values = self.values.iter().filter(|value| is_same(value.property, property));
        let all = property.within.is_some_and(|structure| structure.all);
        let texts: Vec<&Value> = match property.shape {
            Shape::Sequence | Shape::Bag => values.collect(),
            Shape::Plain if all => values.collect(),
            Shape::Plain => values.take(1).collect(),
            Shape::Languages => {
                let values: Vec<&Value> = values.collect();
                let tags = values.iter().map(|value| value.language.as_deref().unwrap_or_default());
                super::languages::unasked(tags).and_then(|at| values.get(at).copied()).into_iter().collect()
            }
        };
        texts.into_iter().filter_map(|value| (property.means)(&value.text)).collect()
    }

    /// All that is said of a field, where that is more than one text.
    fn in_languages(&self, field: PhotoField, property: &Property) -> Vec<InLanguage> {
        if property.shape != Shape::Languages || property.within.is_some() {
            return Vec::new();
        }
        let values = self.values.iter().filter(|value| is_same(value.property, property));
        let said = values.filter_map(|value| {
            let language = value.language.clone().filter(|language| !language.is_empty());
            let Some(FieldValue::Text(text)) = tidy::value(field, vec![value.text.clone()]) else { return None };
            Some(InLanguage { field, language: language.unwrap_or_else(|| "x-default".to_owned()), text })
        });
        let said: Vec<InLanguage> = said.collect();
        if said.len() > 1 { said } else { Vec::new() }
    }
}

fn within(name: &LocalName, what: InWhat) -> Place {
    match name.as_ref() {
        b"Description" => Place::Wrapping(what),
        b"value" => Place::Value(what),
        _ => Place::Outside,
    }
}

/// What a prefix stands for where the packet forgot to say it.
fn namespace_is(namespace: &ResolveResult, prefix: &str, uri: &str) -> bool {
    match namespace {
        ResolveResult::Bound(bound) => bound.into_inner() == uri.as_bytes(),
        ResolveResult::Unknown(told) => told == prefix.as_bytes(),
        ResolveResult::Unbound => false,
    }
}

fn is_in(namespace: &ResolveResult, known: &Namespace) -> bool {
    namespace_is(namespace, known.prefix, known.uri)
}

fn is_rdf(namespace: &ResolveResult) -> bool {
    namespace_is(namespace, "rdf", RDF)
}

fn is_note(namespace: &ResolveResult, name: &LocalName) -> bool {
    name.as_ref() == b"HasExtendedXMP" && namespace_is(namespace, "xmpNote", NOTE)
}

fn is_changed(namespace: &ResolveResult, name: &LocalName) -> bool {
    name.as_ref() == b"MetadataDate" && namespace_is(namespace, "xmp", BASIC)
}

fn structure(namespace: &ResolveResult, name: &LocalName) -> Option<&'static Structure> {
    let mut all = STRUCTURES.iter().copied();
    all.find(|structure| structure.name.as_bytes() == name.as_ref() && is_in(namespace, structure.namespace))
}

/// The table's property of this name. Two rows may name the same one; the first stands for both.
fn property(
    namespace: &ResolveResult,
    name: &LocalName,
    within: Option<&'static Structure>,
) -> Option<&'static Property> {
    TABLE.iter().flat_map(|row| row.xmp).find(|property| {
        property.name.as_bytes() == name.as_ref() && property.within == within && is_in(namespace, property.namespace)
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
        match row.xmp.first() {
            Some(Property { within: Some(structure), .. }) => write_structures(&mut out, structure, row, fields),
            Some(written) => write_property(&mut out, written, &texts_of(row, fields), &others(fields, row.field)),
            None => {}
        }
    }
    out.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}

/// Through the same sieve as what is read, so that the packet is well-formed and reads back the same.
fn texts_of(row: &Row, fields: &PhotoFields) -> Vec<String> {
    let shape = row.xmp.first().map(|property| property.shape);
    match fields.get(row.field).and_then(|value| tidy::again(row.field, value)) {
        Some(FieldValue::Text(text)) if shape == Some(Shape::Sequence) => names(&text).map(str::to_owned).collect(),
        Some(FieldValue::Text(text)) => vec![text],
        Some(FieldValue::List(items)) => items,
        None => Vec::new(),
    }
}

/// Structures of one kind, where the first of the rows that stand in them comes by. What the rows list belongs together
/// number by number, where they list as many.
fn write_structures(out: &mut String, structure: &Structure, first: &Row, fields: &PhotoFields) {
    let is_in = |row: &&Row| row.goes_out && row.xmp.first().is_some_and(|property| property.within == Some(structure));
    let rows: Vec<&Row> = TABLE.iter().filter(is_in).collect();
    if rows.first().is_none_or(|row| row.field != first.field) {
        return;
    }
    let told: Vec<(&Row, Vec<String>)> = rows.into_iter().map(|row| (row, texts_of(row, fields))).collect();
    let told: Vec<_> = told.into_iter().filter(|(_, texts)| !texts.is_empty()).collect();
    let Some(most) = told.iter().map(|(_, texts)| texts.len()).max() else { return };
    let name = format!("{}:{}", structure.namespace.prefix, structure.name);
    let _ = write!(out, "<{name}><rdf:Seq>");
    let mut item = |parts: &[(&Row, &String)]| {
        out.push_str("<rdf:li rdf:parseType=\"Resource\">");
        for (row, text) in parts {
            row.xmp.iter().take(1).for_each(|property| write_property(out, property, std::slice::from_ref(*text), &[]));
        }
        out.push_str("</rdf:li>");
    };
    match told.iter().all(|(_, texts)| texts.len() == most) {
        true => (0..most).for_each(|at| {
            item(&told.iter().filter_map(|(row, texts)| Some((*row, texts.get(at)?))).collect::<Vec<_>>());
        }),
        false => {
            told.iter().flat_map(|(row, texts)| texts.iter().map(move |text| (*row, text))).for_each(|one| item(&[one]))
        }
    }
    let _ = writeln!(out, "</rdf:Seq></{name}>");
}

/// The same text in other languages.
fn others(fields: &PhotoFields, field: PhotoField) -> Vec<(&str, &str)> {
    let items = fields.list(PhotoField::OtherLanguages).iter().filter_map(|item| in_language(item));
    items.filter(|(of, ..)| *of == field).map(|(_, language, text)| (language, text)).collect()
}

fn write_property(out: &mut String, property: &Property, texts: &[String], others: &[(&str, &str)]) {
    if texts.is_empty() {
        return;
    }
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
    for (language, text) in others.iter().filter(|_| property.shape == Shape::Languages) {
        let _ = write!(out, "<rdf:li xml:lang=\"{language}\">{}</rdf:li>", escape(tidy::paragraphs(text)));
    }
    let _ = writeln!(out, "</{container}></{name}>");
}
