//! Blocks and marks as Automerge has them: a block is a map at its marker, a mark a value over text.

use super::{fault, misfit};
use crate::Result;
use crate::story::{Block, BlockKind, MarkKind, Marks, PhotoId};
use automerge::marks::{ExpandMark, MarkSet};
use automerge::transaction::Transactable;
use automerge::{AutoCommit, AutomergeError, ObjId, ReadDoc, ScalarValue, Value, hydrate};

/// What a block takes up in units.
pub(super) fn units(block: &Block) -> usize {
    1 + block.text.encode_utf16().count()
}

/// The keys of a block's marker.
fn block_keys(kind: &BlockKind) -> Vec<(&'static str, ScalarValue)> {
    match kind {
        BlockKind::Paragraph => vec![("type", "paragraph".into())],
        BlockKind::Heading { level } => vec![("type", "heading".into()), ("level", i64::from(*level).into())],
        BlockKind::Quote => vec![("type", "quote".into())],
        BlockKind::ListItem { ordered } => vec![("type", "list_item".into()), ("ordered", (*ordered).into())],
        BlockKind::Photo { photo } => vec![("type", "photo".into()), ("photo", photo.0.as_str().into())],
    }
}

pub(super) fn put_block(doc: &mut AutoCommit, body: &ObjId, at: usize, kind: &BlockKind) -> Result<(), AutomergeError> {
    let marker = doc.split_block(body, at)?;
    fill_block(doc, &marker, kind)
}

pub(super) fn fill_block(doc: &mut AutoCommit, marker: &ObjId, kind: &BlockKind) -> Result<(), AutomergeError> {
    for (name, value) in block_keys(kind) {
        let same = matches!(doc.get(marker, name)?, Some((Value::Scalar(now), _)) if *now == value);
        if !same {
            doc.put(marker, name, value)?;
        }
    }
    Ok(())
}

/// Errors: the name of a kind that only a newer Dateline knows.
pub(super) fn read_block(map: &hydrate::Map) -> Result<BlockKind, String> {
    let scalar = |name| match map.get(name) {
        Some(hydrate::Value::Scalar(value)) => Some(value),
        _ => None,
    };
    Ok(match scalar("type").and_then(ScalarValue::as_str) {
        Some("heading") => {
            BlockKind::Heading { level: scalar("level").and_then(ScalarValue::as_i64).unwrap_or(1).clamp(1, 2) as u8 }
        }
        Some("quote") => BlockKind::Quote,
        Some("list_item") => {
            BlockKind::ListItem { ordered: matches!(scalar("ordered"), Some(ScalarValue::Boolean(true))) }
        }
        Some("photo") => BlockKind::Photo {
            photo: PhotoId(scalar("photo").and_then(ScalarValue::as_str).unwrap_or_default().into()),
        },
        Some("paragraph") | None => BlockKind::Paragraph,
        Some(kind) => return Err(kind.to_owned()),
    })
}

/// What the block of a marker is.
pub(super) fn read_kind(doc: &AutoCommit, marker: &ObjId) -> Result<BlockKind> {
    match doc.hydrate(marker, None).map_err(fault)? {
        hydrate::Value::Map(map) => read_block(&map).map_err(|kind| misfit(format!("a block of a newer kind, {kind}"))),
        _ => Err(misfit("no block begins there")),
    }
}

/// Whether a block's marker is that of a picture.
pub(super) fn is_picture(doc: &AutoCommit, marker: &ObjId) -> Result<bool, AutomergeError> {
    let kind = doc.get(marker, "type")?;
    Ok(matches!(kind, Some((Value::Scalar(kind), _)) if kind.as_str() == Some("photo")))
}

/// The value of a mark that `marks` has.
pub(super) fn value_in(marks: &Marks, kind: MarkKind) -> Result<Option<ScalarValue>> {
    marks.has(kind).then(|| mark_value(kind, marks.link.as_deref(), marks.lang.as_deref())).transpose()
}

pub(super) fn mark_value(kind: MarkKind, href: Option<&str>, lang: Option<&str>) -> Result<ScalarValue> {
    Ok(match kind {
        MarkKind::Bold | MarkKind::Italic => true.into(),
        MarkKind::Link => href.unwrap_or_default().into(),
        MarkKind::Lang => match lang {
            Some(lang) if is_language_tag(lang) => lang.into(),
            _ => return Err(misfit("a language is told by its BCP 47 tag, such as en")),
        },
    })
}

/// As far as it matters where the tag is written out: `en`, `zh-Hant`.
fn is_language_tag(tag: &str) -> bool {
    const LONGEST: usize = 35;
    let mut parts = tag.split('-');
    tag.len() <= LONGEST
        && parts
            .next()
            .is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Typing at the end of bold text goes on in bold; at the end of a link or foreign words it leaves them, as in
/// the editor.
pub(super) fn expand(kind: MarkKind) -> ExpandMark {
    match kind {
        MarkKind::Bold | MarkKind::Italic => ExpandMark::After,
        MarkKind::Link | MarkKind::Lang => ExpandMark::None,
    }
}

pub(super) fn read_marks(set: &MarkSet) -> Marks {
    let mut marks = Marks::default();
    for (name, value) in set.iter() {
        match (name, value) {
            ("bold", ScalarValue::Boolean(true)) => marks.bold = true,
            ("italic", ScalarValue::Boolean(true)) => marks.italic = true,
            ("link", ScalarValue::Str(href)) => marks.link = Some(href.to_string()),
            ("lang", ScalarValue::Str(lang)) => marks.lang = Some(lang.to_string()),
            _ => (),
        }
    }
    marks
}
