//! Where somebody wrote last, read out of the change that they made: the place of a cursor needs no keeping of its own,
//! and what is durable is never ahead of it.

use super::{Document, fault};
use crate::Result;
use crate::story::fields::Field;
use crate::story::{LastTyped, PhotoField, PhotoId, Spot, StoryField};
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{ChangeHash, Cursor, ObjId, ReadDoc, ScalarValue};

impl Document {
    /// The end of what the last change wrote, where it is by whoever signs here. None where others wrote last or at the
    /// same time, and for what befell the story as a whole: a milestone, an import.
    pub fn last_typed(&mut self) -> Result<Option<LastTyped>> {
        let [head] = self.doc.get_heads()[..] else { return Ok(None) };
        let Some(meta) = self.doc.get_change_meta_by_hash(&head) else { return Ok(None) };
        if meta.message.is_some() || !super::author::read(&meta).is_same_hand(&self.person) {
            return Ok(None);
        }
        let before: Vec<ChangeHash> = meta.deps.to_vec();
        let Some(change) = self.doc.get_change_by_hash(&head) else { return Ok(None) };
        let change = change.decode();
        let last = change.start_op.get() + change.operations.len() as u64;
        for (op, counter) in change.operations.iter().rev().zip((0..last).rev()) {
            let own = OpId(counter, change.actor_id.clone());
            if let Some(found) = self.where_written(op, &own, &before)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    fn where_written(&self, op: &Op, own: &OpId, before: &[ChangeHash]) -> Result<Option<LastTyped>> {
        match &op.key {
            Key::Seq(element) if is(&self.body, &op.obj) => {
                let (id, width) = match (&op.action, element) {
                    (OpType::Put(ScalarValue::Str(letter)), _) if op.insert => (own, letter.encode_utf16().count()),
                    (OpType::Make(_), _) if op.insert => (own, 1),
                    (OpType::Delete, ElementId::Id(gone)) => (gone, 0),
                    _ => return Ok(None),
                };
                let cursor = Cursor::try_from(id.to_string()).map_err(fault)?;
                let at = self.doc.get_cursor_position(&self.body, &cursor, None).map_err(fault)? + width;
                Ok(Some(LastTyped { spot: Spot::Body, at: at as u32 }))
            }
            Key::Map(name) if is(&self.fields, &op.obj) => Ok(self
                .end_of_change::<StoryField>(&self.fields, name, before)?
                .map(|(field, at)| LastTyped { spot: Spot::Field(field), at })),
            Key::Map(name) => {
                for id in self.keys(&self.photos) {
                    let photo = PhotoId(id);
                    let fields = self.photo_fields(&photo)?;
                    if is(&fields, &op.obj) {
                        let found = self.end_of_change::<PhotoField>(&fields, name, before)?;
                        return Ok(found.map(|(field, at)| LastTyped { spot: Spot::Photo(photo, field), at }));
                    }
                }
                Ok(None)
            }
            Key::Seq(_) => Ok(None),
        }
    }

    /// Where the text of a field stops being another than it was before, in UTF-16 units.
    fn end_of_change<F: Field>(&self, of: &ObjId, name: &str, before: &[ChangeHash]) -> Result<Option<(F, u32)>> {
        let Ok(field) = F::named(name) else { return Ok(None) };
        let text_at = |heads: &[ChangeHash]| -> Result<String> {
            let value = self.doc.get_at(of, name, heads).map_err(fault)?;
            Ok(value.and_then(|(value, _)| value.as_str().map(str::to_owned)).unwrap_or_default())
        };
        let was: Vec<u16> = text_at(before)?.encode_utf16().collect();
        let is: Vec<u16> = self.text_at(of, name)?.encode_utf16().collect();
        let least = was.len().min(is.len());
        let begin = was.iter().zip(&is).take_while(|(one, other)| one == other).count();
        let same = was.iter().rev().zip(is.iter().rev()).take(least - begin).take_while(|(one, other)| one == other);
        Ok(Some((field, (is.len() - same.count()) as u32)))
    }
}

/// Whether an operation is on this object.
fn is(object: &ObjId, named: &ObjectId) -> bool {
    match (object, named) {
        (ObjId::Root, ObjectId::Root) => true,
        (ObjId::Id(counter, actor, _), ObjectId::Id(OpId(other, of))) => counter == other && actor == of,
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::{
        Language,
        package::sample,
        story::{Block, BlockKind, Edit, Piece, StoryId},
    };

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn document() -> Document {
        Document::new(&StoryId("01890a5d-ac96-774b-bcce-b302099a8057".into()), Language::Vietnamese, "Mây", now())
            .unwrap()
            .0
    }

    fn typed(text: &str, at: u32) -> Edit {
        Edit::Splice { at, delete: 0, insert: vec![Piece::Text { text: text.into(), marks: Default::default() }] }
    }

    fn last(document: &mut Document) -> (String, u32) {
        let LastTyped { spot, at } = document.last_typed().unwrap().unwrap();
        (spot.name().to_owned(), at)
    }

    #[test]
    fn it_is_where_the_last_letter_was_written_in_the_body() {
        let mut document = document();
        let mut edit = |edits: &[Edit]| {
            document.edit(edits, now()).unwrap();
            last(&mut document)
        };
        assert_eq!(edit(&[Edit::SetBody { body: ["Một", "Hai 😀", "Ba"].map(Block::paragraph).to_vec() }]).0, "body");
        // Behind the marker, amid a word, behind what takes two units, and by one letter after the other.
        assert_eq!(edit(&[typed("Ghe ", 1)]), ("body".into(), 5));
        assert_eq!(edit(&[typed("ớ", 3)]), ("body".into(), 4));
        assert_eq!(edit(&[typed("🚣", 10)]), ("body".into(), 12));
        assert_eq!(edit(&[typed("a", 12), typed("b", 13), typed("c", 14)]), ("body".into(), 15));
        let enter = Piece::block(BlockKind::Paragraph);
        assert_eq!(edit(&[Edit::Splice { at: 14, delete: 0, insert: vec![enter] }]), ("body".into(), 15));
        assert_eq!(edit(&[Edit::Splice { at: 12, delete: 2, insert: vec![] }]), ("body".into(), 12));
        assert_eq!(edit(&[typed("x", 2), Edit::Splice { at: 2, delete: 1, insert: vec![] }]), ("body".into(), 2));
    }

    #[test]
    fn it_is_where_the_text_of_a_field_changed() {
        let mut document = document();
        let photo = sample::story().photos.remove(0);
        let (id, caption) = (photo.id.clone(), photo.fields.text(PhotoField::Caption).to_owned());
        document.edit(&[Edit::AddPhoto { photo }], now()).unwrap();
        let mut set = |edit: Edit| {
            document.edit(&[edit], now()).unwrap();
            last(&mut document)
        };
        let headline = |text: &str| Edit::SetField { field: StoryField::Headline, value: text.into() };
        assert_eq!(set(headline("Nước lên")), ("headline".into(), 8));
        assert_eq!(set(headline("Nước 😀 lên")), ("headline".into(), 8));
        assert_eq!(set(headline("Nước lên")), ("headline".into(), 5));
        assert_eq!(set(headline("aaaa")), ("headline".into(), 4));
        assert_eq!(set(headline("aaaaa")), ("headline".into(), 5));
        assert_eq!(set(headline("")), ("headline".into(), 0));
        let of_photo = |text: String| Edit::SetPhotoField {
            photo: id.clone(),
            field: PhotoField::Caption,
            value: text.as_str().into(),
        };
        assert_eq!(set(of_photo(format!("Ồ, {caption}"))), ("caption".into(), 3));
        // The last box that was typed in.
        let edits = [typed("x", 1), headline("Nước")];
        document.edit(&edits, now()).unwrap();
        assert_eq!(last(&mut document), ("headline".into(), 4));
    }

    #[test]
    fn nobody_is_led_to_what_another_wrote_or_to_a_milestone() {
        let mut document = document();
        document.edit(&[typed("Ghe", 1)], now()).unwrap();
        document.sign("Hạ");
        assert_eq!(document.last_typed().unwrap(), None);
        document.sign("Mây");
        assert!(document.last_typed().unwrap().is_some());
        document.mark_version(&crate::story::VersionKind::BeforeRestore, now()).unwrap();
        assert_eq!(document.last_typed().unwrap(), None);
    }
}
