//! What a picture says of itself, in three standards: XMP, the older IPTC-IIM, and EXIF; a PNG in words of its own too. One
//! [`table`] tells where each keeps each field; the readers and the writers both go by it.
//!
//! Only what the table names is ever taken: places on the globe, serial numbers and owners' names stay behind.

mod dates;
mod embed;
mod exif;
mod iim;
mod languages;
mod marks;
mod mend;
mod packets;
mod stock;
mod table;
mod tidy;
mod xmp;

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;

pub use embed::{Embedded, check_texts, embed, read_embedded, text_bytes};
pub use iim::cut_in_iim;
pub use languages::{InLanguage, speak};
pub use stock::is_machine_made;

pub(super) use exif::Exif;
use iim::Block;

pub(super) use iim::resources;
#[cfg(test)]
pub(super) use iim::{in_tiff, md5};
pub(super) use packets::Packets;

use dateline_base::{FieldKind, FieldValue, PhotoField, PhotoFields, Standard, Unread};
use table::{PLACE, TABLE, row_of};

/// The name of the second packet that a JPEG's first one promises.
pub(super) fn xmp_extension(packet: &[u8]) -> Option<String> {
    xmp::read(packet).extension
}

/// Fields, and which standard said each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FoundFields {
    pub fields: PhotoFields,
    pub origins: BTreeMap<PhotoField, Standard>,
    pub languages: Vec<InLanguage>,
    /// What is there and can't be read, or not to its end.
    pub unread: BTreeSet<Unread>,
}

/// One standard's word.
struct Source {
    standard: Standard,
    fields: PhotoFields,
    languages: Vec<InLanguage>,
}

impl Source {
    /// Programs copy what a camera wrote into the newer standards. Of several languages another may have a person's words.
    fn leave_out_stock(&mut self) {
        self.languages.retain(|one| !tidy::is_stock(one.field, &one.text));
        for field in PhotoField::ALL {
            if tidy::is_stock(*field, self.fields.text(*field)) {
                let other = self.languages.iter().find(|one| one.field == *field);
                self.fields.set(*field, other.map(|one| one.text.clone()).unwrap_or_default());
            }
        }
    }
}

/// Everything a picture says, the newest standard winning field by field: XMP, in the file or beside it, whichever was
/// changed last; then IIM, which comes first where a program that knows no XMP changed it; then EXIF.
pub(super) fn found_in(blobs: &Packets, exif: Option<&Exif>) -> FoundFields {
    let mut found = FoundFields { unread: blobs.unread.clone(), ..FoundFields::default() };
    let iim = blobs.iim.as_ref();
    if iim.is_some_and(|block| !block.is_whole()) {
        found.unread.insert(Unread::Iim);
    }
    let was_changed = iim.is_some_and(Block::was_changed);
    let plain = |standard, fields| Source { standard, fields, languages: Vec::new() };
    let from_iim = |wanted: bool| {
        let block = iim.filter(|_| was_changed == wanted);
        block.map(|block| plain(Standard::Iim, iim::read(&block.datasets)))
    };
    let mut newest_first: Vec<Source> = from_iim(true).into_iter().collect();
    newest_first.extend(packets(blobs, &mut found.unread));
    newest_first.extend(from_iim(false));
    newest_first.extend(exif.map(|exif| plain(Standard::Exif, exif.fields())));
    newest_first.extend(Some(plain(Standard::Png, in_png(&blobs.texts))).filter(|_| !blobs.texts.is_empty()));
    newest_first.iter_mut().for_each(Source::leave_out_stock);

    for field in PhotoField::ALL.iter().filter(|field| **field != PhotoField::OtherLanguages && !PLACE.contains(field))
    {
        if let Some((source, value)) = told(&newest_first, *field) {
            found.origins.insert(*field, source.standard);
            found.languages.extend(source.languages.iter().filter(|one| one.field == *field).cloned());
            found.fields.set(*field, value.clone());
        }
    }
    for source in &newest_first {
        let parts = || PLACE.into_iter().filter_map(|part| Some((part, source.fields.get(part)?)));
        // A place that contradicts what is known is another place.
        if parts().all(|(part, value)| found.fields.get(part).is_none_or(|known| agree(part, known, value))) {
            for (part, value) in parts() {
                if found.fields.get(part).is_none() {
                    found.fields.set(part, value.clone());
                    found.origins.insert(part, source.standard);
                }
            }
        }
    }
    languages::keep(&mut found.fields, &found.languages);
    if found.fields.get(PhotoField::OtherLanguages).is_some() {
        found.origins.insert(PhotoField::OtherLanguages, Standard::Xmp);
    }
    found
}

fn agree(part: PhotoField, one: &FieldValue, other: &FieldValue) -> bool {
    one == other || iim::is_cut_of(row_of(part), other, one) || iim::is_cut_of(row_of(part), one, other)
}

/// Who has the last word on a field, and what it is.
fn told(newest_first: &[Source], field: PhotoField) -> Option<(&Source, &FieldValue)> {
    let all = || newest_first.iter().filter_map(|source| Some((source, source.fields.get(field)?)));
    let (first, value) = all().next()?;
    let better = |other: &FieldValue| match (field.kind(), value, other) {
        // Who says the same and more is believed.
        (FieldKind::Taken, FieldValue::Text(one), FieldValue::Text(other)) => dates::is_sharper(other, one),
        _ => first.standard == Standard::Iim && iim::is_cut_of(row_of(field), value, other),
    };
    let longest = |(_, value): &(&Source, &FieldValue)| match value {
        FieldValue::Text(text) => text.len(),
        FieldValue::List(items) => items.iter().map(String::len).sum(),
    };
    // Of several that are more exact the most exact; of equals the newest.
    let others: Vec<_> = all().filter(|(_, other)| better(other)).collect();
    Some(others.into_iter().rev().max_by_key(longest).unwrap_or((first, value)))
}

/// The packets of XMP, that which counts first before the others.
fn packets(blobs: &Packets, unread: &mut BTreeSet<Unread>) -> Vec<Source> {
    let mut read = |packet: &Vec<u8>, part: Unread| {
        let packet = xmp::read(packet);
        if packet.is_broken {
            unread.insert(part);
        }
        packet
    };
    let mut packets: Vec<xmp::Packet> = blobs.xmp.iter().map(|packet| read(packet, Unread::Xmp)).collect();
    if let Some(sidecar) = blobs.sidecar.as_ref().map(|sidecar| read(sidecar, Unread::Sidecar)) {
        // It is what somebody wrote and did not put into the file, unless the file tells that it was changed later.
        let moment = |packet: &xmp::Packet| DateTime::parse_from_rfc3339(&packet.changed).ok();
        let inside = packets.iter().filter_map(moment).max();
        let is_older = moment(&sidecar).zip(inside).is_some_and(|(beside, inside)| beside < inside);
        packets.insert(if is_older { packets.len() } else { 0 }, sidecar);
    }
    let source =
        |packet: xmp::Packet| Source { standard: Standard::Xmp, fields: packet.fields, languages: packet.languages };
    packets.into_iter().map(source).collect()
}

/// What a PNG says in the words that its standard has for it.
fn in_png(texts: &[(String, String)]) -> PhotoFields {
    let mut fields = PhotoFields::default();
    for row in &TABLE {
        let said = |word: &&str| {
            let text = &texts.iter().find(|(keyword, _)| keyword.eq_ignore_ascii_case(word))?.1;
            let text = match row.field.kind() {
                FieldKind::Taken => {
                    DateTime::parse_from_rfc2822(text).map_or_else(|_| text.clone(), |moment| moment.to_rfc3339())
                }
                _ => text.clone(),
            };
            tidy::found(row.field, vec![text])
        };
        if let Some(value) = row.png.iter().find_map(said) {
            fields.set(row.field, value);
        }
    }
    fields
}
