//! Who made a change, as it stands in the change: `0`, how long the id is, the id, and the name. Changes from before there
//! were ids have the name alone, which never begins with `0`.
//!
//! An author is no actor: each reading of a story writes as an actor of its own (see `Record::load`), so that two programs
//! of one person never write under the same numbers.

use super::MAX_NAME_CHARACTERS;
use crate::story::{Person, PersonId};
use crate::{digest, letters};
use automerge::Author;
use uuid::Uuid;

const BY_ID: u8 = 0;

/// The person as they can be written down: the name one line of letters, the id one that can be read back.
pub(super) fn made_fit(person: Person) -> Person {
    let name = letters::fit_line(&person.name).trim().chars().take(MAX_NAME_CHARACTERS).collect();
    Person { id: person.id.as_ref().and_then(bytes_of).map(|id| text_of(&id)), name }
}

/// None for one of whom nothing is known.
pub(super) fn written(person: &Person) -> Option<Author<'static>> {
    let id = person.id.as_ref().and_then(bytes_of);
    let mut bytes = Vec::new();
    if let Some(id) = id {
        bytes.extend([BY_ID, id.len() as u8]);
        bytes.extend(id);
    }
    bytes.extend(person.name.as_bytes());
    (!bytes.is_empty()).then(|| Author::from(bytes))
}

pub(super) fn read(change: &automerge::ChangeMetadata<'_>) -> Person {
    change.author.as_ref().map(|author| read_bytes(author.as_bytes())).unwrap_or_default()
}

fn read_bytes(bytes: &[u8]) -> Person {
    let with_id = bytes.strip_prefix(&[BY_ID]).and_then(|rest| {
        let (length, rest) = rest.split_first()?;
        rest.split_at_checked(usize::from(*length))
    });
    let (id, name) = with_id.map_or((None, bytes), |(id, name)| (Some(id), name));
    let name = String::from_utf8_lossy(name);
    Person { id: id.filter(|id| !id.is_empty()).map(text_of), name: letters::fit_line(&name).into_owned() }
}

fn text_of(id: &[u8]) -> PersonId {
    match Uuid::from_slice(id) {
        Ok(uuid) => PersonId(uuid.to_string()),
        Err(_) => PersonId(digest::hex(id)),
    }
}

/// None where it is neither a UUID nor hex.
fn bytes_of(id: &PersonId) -> Option<Vec<u8>> {
    if let Ok(uuid) = Uuid::try_parse(&id.0) {
        return Some(uuid.as_bytes().to_vec());
    }
    let digits = id.0.as_bytes();
    let is_hex = !digits.is_empty()
        && digits.len().is_multiple_of(2)
        && digits.len() / 2 <= usize::from(u8::MAX)
        && digits.iter().all(u8::is_ascii_hexdigit);
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    is_hex.then(|| digits.chunks(2).map(pair).collect())?
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn who_wrote_is_read_as_it_was_written_and_as_older_programs_wrote_it() {
        let uuid = PersonId::fresh();
        let key = PersonId("0f".repeat(32));
        for (id, name) in
            [(Some(&uuid), "Mây Hạ"), (Some(&uuid), ""), (Some(&key), "Lan"), (None, "Mây Hạ"), (None, "")]
        {
            let person = Person { id: id.cloned(), name: name.into() };
            let author = written(&person);
            assert_eq!(author.is_none(), person == Person::default());
            assert_eq!(author.map(|author| read_bytes(author.as_bytes())).unwrap_or_default(), person);
        }
        // As it was before: the bytes of the name.
        assert_eq!(written(&"Mây".into()).unwrap().as_bytes(), "Mây".as_bytes());
    }

    #[test]
    fn bytes_that_nobody_wrote_are_no_id() {
        for (bytes, name) in [
            (&[0][..], "\0"),
            (&[0, 16, 1, 2], "\0\u{10}\u{1}\u{2}"),
            (&[0, 0, b'L'], "L"),
            (b"\xff\xfeL", "\u{fffd}\u{fffd}L"),
        ] {
            let read = read_bytes(bytes);
            assert_eq!((read.id, read.name), (None, letters::fit_line(name).into_owned()), "{bytes:?}");
        }
        for id in ["", "abc", "không", "0g", "+1"] {
            let person = made_fit(Person { id: Some(PersonId(id.into())), name: "L".into() });
            assert_eq!(person.id, None, "{id}");
        }
    }
}
