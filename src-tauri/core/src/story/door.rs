//! What an edit may bring into a story: letters are made fit and limits are held before anything is done, whoever sends
//! it. Fields are checked by their kind ([`super::FieldKind::check`]); how much is there already, and whether a picture could
//! carry all its texts, the document knows.

use super::{Block, Edit, FieldKind, FieldValue, IgnoredPlace, Photo, Piece, Proposal, Related, Run};
use crate::{
    Error, ErrorCode, Result,
    letters::{self, InPlace},
    limits::{ADDRESS, BATCH, BLOCK, BLOCKS, BODY, EDITS, MARKS, RELATED},
};

/// What names a picture to the library: ids, hashes, names of files.
const MAX_NAME_BYTES: usize = 255;
/// Of what is proposed or said: a UUID is shorter.
const MAX_ID_BYTES: usize = 64;

/// Whether something that is proposed or said may be called so.
pub(super) fn is_id(id: &str) -> bool {
    let is_name = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-';
    !id.is_empty() && id.len() <= MAX_ID_BYTES && id.bytes().all(is_name)
}

/// Edits that are made durable as one.
pub(super) fn check_batch(edits: &[Edit]) -> Result<()> {
    EDITS.check(edits.len())?;
    BATCH.check_bytes(edits.iter().map(text_bytes).sum())
}

fn text_bytes(edit: &Edit) -> usize {
    let of_value = |value: &FieldValue| match value {
        FieldValue::Text(text) => text.len(),
        FieldValue::List(items) => items.iter().map(String::len).sum(),
    };
    match edit {
        Edit::SetField { value, .. } | Edit::SetPhotoField { value, .. } => of_value(value),
        Edit::AddPhoto { photo } => photo.fields.iter().map(|(_, value)| of_value(value)).sum(),
        Edit::Splice { insert, .. } | Edit::SuggestSplice { insert, .. } => insert
            .iter()
            .map(|piece| match piece {
                Piece::Text { text, .. } => text.len(),
                Piece::Block { .. } => 0,
            })
            .sum(),
        Edit::Propose {
            proposal: Proposal::Field { base, value, .. } | Proposal::PhotoField { base, value, .. },
            ..
        } => of_value(base) + of_value(value),
        Edit::Comment { text, quote, .. } => text.len() + quote.len(),
        Edit::Reply { text, .. } => text.len(),
        Edit::SetBody { body } => body.iter().map(|block| block.text.len()).sum(),
        Edit::SetRelated { related } => related.iter().map(|one| one.title.len() + one.date_text.len()).sum(),
        _ => 0,
    }
}

/// The edit as it may be made.
pub(super) fn admitted(edit: &Edit) -> Result<Edit> {
    let mut edit = edit.clone();
    match &mut edit {
        Edit::Splice { insert, .. } | Edit::SuggestSplice { insert, .. } => admit_pieces(insert)?,
        Edit::Propose { proposal, .. } => admit_proposal(proposal)?,
        Edit::SetBody { body } => admit_body(body)?,
        Edit::SetMark { href, .. } => admit_address(href)?,
        Edit::SetRelated { related } => {
            admit_related(related)?;
        }
        Edit::AddPhoto { photo } => admit_photo(photo)?,
        // Its words are the story's, and nothing in them is left out: they would name no place.
        Edit::Ignore { place: Some(place), .. } => {
            let IgnoredPlace { text, before, after } = place;
            [text, before, after].into_iter().for_each(|words| in_place(words, &mut InPlace::default()));
        }
        _ => {}
    }
    Ok(edit)
}

fn admit_related(related: &mut [Related]) -> Result<()> {
    RELATED.check(related.len())?;
    for Related { title, date_text, .. } in related {
        admit_line("title", title)?;
        admit_line("date", date_text)?;
    }
    Ok(())
}

/// What is only proposed comes in as if it were the story's own: it may become that by one key.
fn admit_proposal(proposal: &mut Proposal) -> Result<()> {
    match proposal {
        Proposal::Field { field, base, value } => {
            (*base, *value) = (base.made_fit(field.kind()), value.made_fit(field.kind()));
            field.kind().check(field.name(), value)
        }
        Proposal::PhotoField { field, base, value, .. } => {
            (*base, *value) = (base.made_fit(field.kind()), value.made_fit(field.kind()));
            field.kind().check(field.name(), value)
        }
        Proposal::Format { href, .. } => admit_address(href),
        Proposal::Related { base, value } => admit_related(base).and_then(|()| admit_related(value)),
        Proposal::Text
        | Proposal::Block { .. }
        | Proposal::PhotoAdded { .. }
        | Proposal::PhotoRemoved { .. }
        | Proposal::PhotoMoved { .. } => Ok(()),
    }
}

fn admit_pieces(insert: &mut [Piece]) -> Result<()> {
    let mut pieces = InPlace::default();
    let mut block = 0;
    for piece in insert {
        match piece {
            Piece::Block { .. } => {
                pieces.begin();
                block = 0;
            }
            Piece::Text { text, marks } => {
                block += text.encode_utf16().count();
                BLOCK.check(block)?;
                in_place(text, &mut pieces);
                admit_address(&mut marks.link)?;
            }
        }
    }
    Ok(())
}

fn admit_body(body: &mut [Block]) -> Result<()> {
    BLOCKS.check(body.len())?;
    MARKS.check(body.iter().map(|block| block.marks.len()).sum())?;
    let units = |block: &Block| block.text.encode_utf16().count();
    body.iter().try_for_each(|block| BLOCK.check(units(block)))?;
    BODY.check(body.iter().map(|block| 1 + units(block)).sum())?;
    for block in body {
        for mark in &mut block.marks {
            admit_address(&mut mark.href)?;
        }
        if let std::borrow::Cow::Owned(_) = InPlace::default().fit(&block.text) {
            *block = fitted(block);
        }
    }
    Ok(())
}

/// What holds in units need not hold in characters, which marks count: so it is put together anew.
fn fitted(block: &Block) -> Block {
    let mut pieces = InPlace::default();
    let runs = block.runs().into_iter().map(|Run { text, marks }| Run { text: pieces.fit(&text).into_owned(), marks });
    Block { begins: block.begins.clone(), ..Block::from_runs(block.kind.clone(), runs) }
}

fn admit_photo(photo: &mut Photo) -> Result<()> {
    for name in [&photo.id.0, &photo.media_type, &photo.sha256, &photo.file_name] {
        if name.len() > MAX_NAME_BYTES || name.contains(letters::is_unfit) {
            return Err(Error::new(ErrorCode::NameUnsafe).with("name", name));
        }
    }
    made_line(&mut photo.file_name);
    Ok(())
}

fn admit_line(field: &'static str, text: &mut String) -> Result<()> {
    made_line(text);
    FieldKind::Line.check(field, &FieldValue::Text(text.clone()))
}

fn admit_address(address: &mut Option<String>) -> Result<()> {
    let Some(address) = address else { return Ok(()) };
    made_line(address);
    ADDRESS.check(address.len())
}

fn made_line(text: &mut String) {
    if let std::borrow::Cow::Owned(made) = letters::fit_line(text) {
        *text = made;
    }
}

fn in_place(text: &mut String, pieces: &mut InPlace) {
    if let std::borrow::Cow::Owned(made) = pieces.fit(text) {
        *text = made;
    }
}
