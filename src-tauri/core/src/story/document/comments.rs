//! Comments, as they lie in the document: each a value beside the fields, and each answer and each resolving one of its own,
//! so that copies that went apart lose none. Words of the body are known by their first and their last unit, which Automerge
//! finds again whatever was typed around them.
//!
//! Where all of the words went, their cursors stand the wrong way round, and would also after the same words came back (taken
//! back, or typed anew). Then the words are looked for by what they were.

use super::{Document, fault, misfit};
use crate::limits::{COMMENT, COMMENTS};
use crate::story::{Comment, CommentId, CommentPlace, PhotoField, PhotoId, Reply, Signed, StoryField};
use crate::{Error, ErrorCode, Result, letters};
use automerge::{Cursor, MoveCursor, ROOT, ReadDoc};
use serde::{Deserialize, Serialize};

const COMMENT_KEY: &str = "comment ";
const REPLY_KEY: &str = "reply ";
const RESOLVED_KEY: &str = "resolved ";
const BEFORE_PRINT_KEY: &str = "before_print ";
const MAX_ID_BYTES: usize = 64;
/// Of the words that are kept to be shown and found again.
const MOST_QUOTED: usize = 300;
/// On each side of them, by which two places with the same words are told apart.
const MOST_AROUND: usize = 32;
/// How a marker is read amid text.
const MARKER: char = '\u{fffc}';

#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    said: Signed,
    text: String,
    #[serde(flatten)]
    place: KeptPlace,
    #[serde(default)]
    quote: String,
    #[serde(default)]
    before_print: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
enum KeptPlace {
    Words {
        /// Cursors on the first unit and on the last.
        first: String,
        last: String,
        before: String,
        after: String,
    },
    Field {
        field: StoryField,
    },
    Photo {
        photo: PhotoId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<PhotoField>,
    },
    Story,
}

#[derive(Serialize, Deserialize)]
struct KeptReply {
    comment: CommentId,
    #[serde(flatten)]
    said: Signed,
    text: String,
}

/// That something is so, or is no longer, on somebody's word.
#[derive(Serialize, Deserialize)]
struct Switch {
    on: bool,
    #[serde(flatten)]
    said: Signed,
}

// Saying.
impl Document {
    pub(super) fn comment(
        &mut self,
        id: &CommentId,
        place: &CommentPlace,
        quote: &str,
        text: &str,
        before_print: bool,
    ) -> Result<()> {
        let text = self.said_of(id, text)?;
        let (place, quote) = match place {
            CommentPlace::Words { from, to } => self.words_for_good(*from as usize, *to as usize)?,
            CommentPlace::Field { field } => (KeptPlace::Field { field: *field }, quoted(quote)),
            CommentPlace::Photo { photo, field } => {
                self.photo_fields(photo)?;
                let name = self.read_photo(photo)?.map(|photo| photo.file_name).unwrap_or_default();
                let quote = if quote.is_empty() { name } else { quoted(quote) };
                (KeptPlace::Photo { photo: photo.clone(), field: *field }, quote)
            }
            CommentPlace::Story => (KeptPlace::Story, String::new()),
            CommentPlace::Gone => return Err(misfit("a comment is about what is there")),
        };
        let kept = Kept { said: self.signed(), text, place, quote, before_print };
        self.write_said(&format!("{COMMENT_KEY}{id}"), &kept)
    }

    pub(super) fn reply(&mut self, id: &CommentId, comment: &CommentId, text: &str) -> Result<()> {
        let text = self.said_of(id, text)?;
        self.check_comment(comment)?;
        let reply = KeptReply { comment: comment.clone(), said: self.signed(), text };
        self.write_said(&format!("{REPLY_KEY}{id}"), &reply)
    }

    pub(super) fn resolve(&mut self, comment: &CommentId, on: bool) -> Result<()> {
        self.check_comment(comment)?;
        self.switch(RESOLVED_KEY, comment, on, false)
    }

    pub(super) fn set_before_print(&mut self, comment: &CommentId, on: bool) -> Result<()> {
        let so = self.check_comment(comment)?.before_print;
        self.switch(BEFORE_PRINT_KEY, comment, on, so)
    }

    /// Whoever said something takes it back, until somebody answered.
    pub(super) fn unsay(&mut self, id: &CommentId) -> Result<()> {
        let reply = format!("{REPLY_KEY}{id}");
        if let Some(kept) = self.value_of::<KeptReply>(&reply)? {
            self.check_own(&kept.said)?;
            return self.clear(&ROOT, &reply);
        }
        self.check_own(&self.check_comment(id)?.said)?;
        if self.replies_to(id)?.iter().any(|reply| !reply.said.is_by(&self.person)) {
            return Err(misfit("somebody answered it"));
        }
        self.clear(&ROOT, &format!("{COMMENT_KEY}{id}"))
    }

    fn switch(&mut self, key: &str, comment: &CommentId, on: bool, before: bool) -> Result<()> {
        let name = format!("{key}{comment}");
        let is_on = self.value_of::<Switch>(&name)?.map_or(before, |switch| switch.on);
        if is_on == on {
            return Ok(());
        }
        let switch = Switch { on, said: self.signed() };
        self.write_said(&name, &switch)
    }

    fn signed(&self) -> Signed {
        Signed::by(&self.person, self.now)
    }

    fn check_own(&self, said: &Signed) -> Result<()> {
        if said.is_by(&self.person) { Ok(()) } else { Err(misfit("somebody else said it")) }
    }

    /// Errors: `comment_unknown`.
    fn check_comment(&self, id: &CommentId) -> Result<Kept> {
        self.value_of(&format!("{COMMENT_KEY}{id}"))?.ok_or_else(|| unknown(id))
    }

    /// The words of something new. Errors: `comment_empty`, `comment_too_long`, `comments_too_many`.
    fn said_of(&self, id: &CommentId, text: &str) -> Result<String> {
        let text = letters::fit(text).trim().to_owned();
        if letters::is_blank(&text) {
            return Err(Error::new(ErrorCode::CommentEmpty));
        }
        COMMENT.check(text.chars().count())?;
        let is_said = |name: &&String| name.starts_with(COMMENT_KEY) || name.starts_with(REPLY_KEY);
        let keys = self.keys(&ROOT);
        let is_name = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-';
        let is_id = !id.0.is_empty() && id.0.len() <= MAX_ID_BYTES && id.0.bytes().all(is_name);
        if !is_id || keys.iter().any(|name| name.ends_with(&format!(" {id}"))) {
            return Err(misfit("a comment has an id of its own"));
        }
        COMMENTS.check(1 + keys.iter().filter(is_said).count())?;
        Ok(text)
    }

    fn write_said(&mut self, name: &str, said: &impl Serialize) -> Result<()> {
        let json = serde_json::to_string(said).map_err(Error::internal)?;
        self.put_text(&ROOT, name, &json)
    }

    fn words_for_good(&self, from: usize, to: usize) -> Result<(KeptPlace, String)> {
        self.check_range(from, to)?;
        if from == to {
            return Err(misfit("a comment is about words"));
        }
        let text = self.text_in_units()?;
        if text.is_amid_letter(from) || text.is_amid_letter(to) {
            return Err(misfit("a letter is one, however many units it has"));
        }
        let last = text.begin_of_unit_before(to);
        let cursor = |at: usize, to: MoveCursor| {
            self.doc.get_cursor_moving(&self.body, at, None, to).map(|cursor| cursor.to_string()).map_err(fault)
        };
        let (first, last) = (cursor(from, MoveCursor::After)?, cursor(last, MoveCursor::Before)?);
        let (before, after) = (text.ending_at(from, MOST_AROUND), text.beginning_at(to, MOST_AROUND));
        let quote = text.between(from, to, MOST_QUOTED);
        Ok((KeptPlace::Words { first, last, before, after }, quote))
    }
}

// Reading.
impl Document {
    /// All that was said, the oldest first.
    pub(super) fn read_comments(&self) -> Result<Vec<Comment>> {
        let keys = self.keys(&ROOT);
        if !keys.iter().any(|name| name.starts_with(COMMENT_KEY)) {
            return Ok(Vec::new());
        }
        let text = self.text_in_units()?;
        let mut comments = Vec::new();
        for id in keys.iter().filter_map(|name| name.strip_prefix(COMMENT_KEY)) {
            let id = CommentId(id.to_owned());
            // Of something that only a newer Dateline knows.
            let Ok(kept) = self.check_comment(&id) else { continue };
            let place = self.place_now(&kept, &text)?;
            let resolved = self.value_of::<Switch>(&format!("{RESOLVED_KEY}{id}"))?.filter(|switch| switch.on);
            let before_print = self.value_of::<Switch>(&format!("{BEFORE_PRINT_KEY}{id}"))?;
            comments.push(Comment {
                before_print: before_print.map_or(kept.before_print, |switch| switch.on),
                replies: Vec::new(),
                resolved: resolved.map(|switch| switch.said),
                place,
                quote: kept.quote,
                text: kept.text,
                said: kept.said,
                id,
            });
        }
        for name in keys.iter().filter(|name| name.starts_with(REPLY_KEY)) {
            let Some(reply) = self.value_of::<KeptReply>(name)? else { continue };
            if let Some(comment) = comments.iter_mut().find(|comment| comment.id == reply.comment) {
                let id = CommentId(name[REPLY_KEY.len()..].to_owned());
                comment.replies.push(Reply { id, said: reply.said, text: reply.text });
            }
        }
        for comment in &mut comments {
            comment.replies.sort_by(|one, other| (one.said.at, &one.id).cmp(&(other.said.at, &other.id)));
        }
        comments.sort_by(|one, other| (one.said.at, &one.id).cmp(&(other.said.at, &other.id)));
        Ok(comments)
    }

    fn replies_to(&self, id: &CommentId) -> Result<Vec<KeptReply>> {
        let mut replies = Vec::new();
        for name in self.keys(&ROOT).iter().filter(|name| name.starts_with(REPLY_KEY)) {
            replies.extend(self.value_of::<KeptReply>(name)?.filter(|reply| reply.comment == *id));
        }
        Ok(replies)
    }

    fn place_now(&self, kept: &Kept, text: &Units) -> Result<CommentPlace> {
        Ok(match &kept.place {
            KeptPlace::Field { field } => CommentPlace::Field { field: *field },
            KeptPlace::Photo { photo, field } => CommentPlace::Photo { photo: photo.clone(), field: *field },
            KeptPlace::Story => CommentPlace::Story,
            KeptPlace::Words { first, last, before, after } => {
                let (Some(from), Some(last)) = (self.place_of_cursor(first), self.place_of_cursor(last)) else {
                    return Ok(CommentPlace::Gone);
                };
                let found = match from <= last && last < text.len() {
                    true => Some((from, text.end_of_unit_at(last))),
                    false => text.find(&kept.quote, before, after, from.min(last)),
                };
                match found {
                    Some((from, to)) => CommentPlace::Words { from: from as u32, to: to as u32 },
                    None => CommentPlace::Gone,
                }
            }
        })
    }

    fn place_of_cursor(&self, cursor: &str) -> Option<usize> {
        let cursor = Cursor::try_from(cursor).ok()?;
        self.doc.get_cursor_position(&self.body, &cursor, self.reading.as_deref()).ok()
    }

    fn text_in_units(&self) -> Result<Units> {
        let text = match &self.reading {
            None => self.doc.text(&self.body),
            Some(heads) => self.doc.text_at(&self.body, heads),
        };
        Ok(Units(text.map_err(fault)?.encode_utf16().collect()))
    }
}

fn unknown(id: &CommentId) -> Error {
    Error::new(ErrorCode::CommentUnknown).with("comment", id)
}

fn quoted(text: &str) -> String {
    letters::fit(text).trim().chars().take(MOST_QUOTED).collect()
}

/// The body as it is counted.
struct Units(Vec<u16>);

impl Units {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn is_amid_letter(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|unit| (0xDC00..0xE000).contains(unit))
    }

    /// Half of a letter beyond the BMP is no place.
    fn begin_of_unit_before(&self, end: usize) -> usize {
        let is_half = end >= 2 && (0xDC00..0xE000).contains(&self.0[end - 1]);
        end - if is_half { 2 } else { 1 }
    }

    fn end_of_unit_at(&self, at: usize) -> usize {
        let is_pair = (0xD800..0xDC00).contains(&self.0[at]) && at + 1 < self.len();
        at + if is_pair { 2 } else { 1 }
    }

    fn between(&self, from: usize, to: usize, most: usize) -> String {
        let words: String = String::from_utf16_lossy(&self.0[from..to]).chars().take(most).collect();
        words.replace(MARKER, "\n")
    }

    fn ending_at(&self, end: usize, most: usize) -> String {
        let begin = end.saturating_sub(most);
        String::from_utf16_lossy(&self.0[begin..end]).replace(MARKER, "\n")
    }

    fn beginning_at(&self, begin: usize, most: usize) -> String {
        let end = self.len().min(begin + most);
        String::from_utf16_lossy(&self.0[begin..end]).replace(MARKER, "\n")
    }

    /// The same words with something of the same around them, or standing where those were; the nearest to `near`.
    fn find(&self, quote: &str, before: &str, after: &str, near: usize) -> Option<(usize, usize)> {
        let sought: Vec<u16> = quote.replace('\n', MARKER.encode_utf8(&mut [0; 3])).encode_utf16().collect();
        if sought.is_empty() || sought.len() > self.len() {
            return None;
        }
        let fits = |at: usize| {
            let end = at + sought.len();
            let ends_alike = ends_alike(before, &self.ending_at(at, MOST_AROUND));
            let begins_alike = begins_alike(after, &self.beginning_at(end, MOST_AROUND));
            ends_alike || begins_alike
        };
        let places = (0..=self.len() - sought.len()).filter(|at| self.0[*at..*at + sought.len()] == sought[..]);
        let at = places.filter(|at| fits(*at)).min_by_key(|at| at.abs_diff(near))?;
        Some((at, at + sought.len()))
    }
}

/// So many letters next to the words are enough to know the place again; where there never were as many, all of them.
const ENOUGH: usize = 8;

fn begins_alike(one: &str, other: &str) -> bool {
    let alike = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    alike >= ENOUGH.min(one.chars().count()) && !one.is_empty()
}

fn ends_alike(one: &str, other: &str) -> bool {
    let alike = one.chars().rev().zip(other.chars().rev()).take_while(|(one, other)| one == other).count();
    alike >= ENOUGH.min(one.chars().count()) && !one.is_empty()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::{
        Language,
        story::{Block, Edit, Marks, Person, Piece, StoryId, SuggestionId, Verdict},
    };

    const TEXT: &str = "Sáng nay ghe 😀 về bến Cái Khế đông lắm";

    fn now(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn desk(paragraphs: &[&str]) -> Document {
        let (mut desk, _) = Document::new(&StoryId::fresh(), Language::Vietnamese, "Hà Vy", now(0)).unwrap();
        desk.edit(&[Edit::SetBody { body: paragraphs.iter().map(|text| Block::paragraph(*text)).collect() }], now(0))
            .unwrap();
        desk
    }

    /// Where the words stand in the body, in units.
    fn place_of(desk: &Document, words: &str) -> (u32, u32) {
        let text = desk.text_in_units().unwrap();
        let sought: Vec<u16> = words.encode_utf16().collect();
        let at = text.0.windows(sought.len()).position(|window| window == sought).unwrap();
        (at as u32, (at + sought.len()) as u32)
    }

    fn id(name: &str) -> CommentId {
        CommentId(name.into())
    }

    fn comment(name: &str, place: CommentPlace, text: &str) -> Edit {
        Edit::Comment { comment: id(name), place, quote: String::new(), text: text.into(), before_print: false }
    }

    fn on_words(desk: &mut Document, words: &str) {
        let (from, to) = place_of(desk, words);
        desk.edit(&[comment("c", CommentPlace::Words { from, to }, "Nguồn?")], now(1)).unwrap();
    }

    /// The words that the comment stands over; none where they are gone.
    fn words(desk: &Document) -> Option<String> {
        let CommentPlace::Words { from, to } = desk.read_comments().unwrap()[0].place else { return None };
        Some(desk.text_in_units().unwrap().between(from as usize, to as usize, 999))
    }

    fn splice(at: u32, delete: u32, insert: &str) -> Edit {
        let insert = match insert {
            "" => Vec::new(),
            text => vec![Piece::Text { text: text.into(), marks: Marks::default() }],
        };
        Edit::Splice { at, delete, insert }
    }

    #[test]
    fn a_comment_stays_over_its_words_whatever_is_typed_around_and_in_them() {
        for (words_of, at, delete, insert, expected) in [
            ("bến Cái Khế", "Sáng", 0, "Hôm qua, ", Some("bến Cái Khế")),
            ("bến Cái Khế", "Cái", 0, "sông ", Some("bến sông Cái Khế")),
            ("bến Cái Khế", "bến", 4, "", Some("Cái Khế")),
            ("bến Cái Khế", " Khế", 4, "", Some("bến Cái")),
            ("bến Cái Khế", "bến", 11, "", None),
            ("bến Cái Khế", "về", 20, "", None),
            ("😀", "😀", 0, "x", Some("😀")),
            ("ghe 😀", "ghe", 4, "", Some("😀")),
            ("😀", "😀", 2, "", None),
            ("lắm", "lắm", 3, "", None),
            ("Sáng", "nay", 0, "sớm ", Some("Sáng")),
        ] {
            let mut desk = desk(&[TEXT]);
            on_words(&mut desk, words_of);
            let (at, _) = place_of(&desk, at);
            desk.edit(&[splice(at, delete, insert)], now(2)).unwrap();
            assert_eq!(words(&desk).as_deref(), expected, "{words_of}: {delete} out, {insert:?} in");
            assert_eq!(desk.read_comments().unwrap()[0].quote, words_of);
        }
    }

    #[test]
    fn words_that_come_back_have_their_comment_again_and_the_same_words_elsewhere_do_not() {
        let mut desk = desk(&[TEXT, "Chiều, bến Cái Khế vắng."]);
        on_words(&mut desk, "bến Cái Khế");
        let (at, to) = place_of(&desk, "bến Cái Khế");
        desk.edit(&[splice(at, to - at, "")], now(2)).unwrap();
        assert_eq!(words(&desk), None);
        desk.edit(&[splice(at, 0, "bến Cái Khế")], now(3)).unwrap();
        assert_eq!(words(&desk).as_deref(), Some("bến Cái Khế"));
        let CommentPlace::Words { from, .. } = desk.read_comments().unwrap()[0].place else { panic!() };
        assert_eq!(from, at);
    }

    #[test]
    fn a_comment_goes_over_paragraphs_and_lives_through_their_parting_and_joining() {
        let mut desk = desk(&["Ghe về bến", "đông lắm"]);
        let (from, _) = place_of(&desk, "bến");
        let (_, to) = place_of(&desk, "đông");
        desk.edit(&[comment("c", CommentPlace::Words { from, to }, "Nối?")], now(1)).unwrap();
        assert_eq!(words(&desk).as_deref(), Some("bến\nđông"));
        desk.edit(&[Edit::Splice { at: from + 3, delete: 1, insert: Vec::new() }], now(2)).unwrap();
        assert_eq!(words(&desk).as_deref(), Some("bếnđông"));
    }

    #[test]
    fn what_is_proposed_and_decided_takes_the_comment_along() {
        let mut desk = desk(&[TEXT]);
        on_words(&mut desk, "đông lắm");
        let (at, to) = place_of(&desk, "lắm");
        let suggestion = SuggestionId("s".into());
        let insert = vec![Piece::Text { text: "vui".into(), marks: Marks::default() }];
        let propose = Edit::SuggestSplice { suggestion: suggestion.clone(), at, delete: to - at, insert };
        desk.edit(&[propose], now(2)).unwrap();
        let decide = |verdict| Edit::Decide {
            suggestion: suggestion.clone(),
            verdict,
            remark: String::new(),
            even_if_changed: false,
        };
        desk.edit(&[decide(Verdict::Accepted)], now(3)).unwrap();
        assert_eq!(words(&desk).as_deref(), Some("đông "));
        assert!(desk.settled().unwrap().comments.is_empty(), "readers have none");
        assert_eq!(desk.settled().unwrap().undecided().comments, 1);
    }

    #[test]
    fn two_desks_answer_and_resolve_apart_and_nothing_of_it_is_lost() {
        let mut one = desk(&[TEXT]);
        on_words(&mut one, "ghe");
        let changes = one.changes();
        let mut other = Document::load(None, changes.iter().map(|change| change.bytes.as_slice())).unwrap();
        other.sign("Lam Khê");
        let reply = |name: &str, text: &str| Edit::Reply { reply: id(name), comment: id("c"), text: text.into() };
        one.edit(&[reply("r1", "Của xã."), Edit::Resolve { comment: id("c"), on: true }], now(5)).unwrap();
        other
            .edit(&[reply("r2", "@Hà Vy của trạm."), Edit::BeforePrint { comment: id("c"), on: true }], now(4))
            .unwrap();
        let (from_one, from_other) = (one.changes(), other.changes());
        one.merge(from_other.iter().map(|change| change.bytes.as_slice())).unwrap();
        other.merge(from_one.iter().map(|change| change.bytes.as_slice())).unwrap();
        assert_eq!(one.read_comments().unwrap(), other.read_comments().unwrap());
        let thread = &one.read_comments().unwrap()[0];
        let said: Vec<_> = thread.replies.iter().map(|reply| (reply.said.by.as_str(), reply.text.as_str())).collect();
        assert_eq!(said, [("Lam Khê", "@Hà Vy của trạm."), ("Hà Vy", "Của xã.")]);
        assert_eq!(thread.resolved.as_ref().map(|said| said.by.as_str()), Some("Hà Vy"));
        assert!(thread.before_print);
        one.edit(&[Edit::Resolve { comment: id("c"), on: false }], now(6)).unwrap();
        assert!(one.settled().unwrap().undecided().speaks_to("Hà Vy"));
    }

    #[test]
    fn what_nobody_could_have_meant_is_refused_and_changes_nothing() {
        let mut desk = desk(&[TEXT]);
        on_words(&mut desk, "ghe");
        let (from, to) = place_of(&desk, "ghe");
        let words = || CommentPlace::Words { from, to };
        desk.edit(&[Edit::Reply { reply: id("r"), comment: id("c"), text: "Vâng".into() }], now(2)).unwrap();
        desk.sign("Lam Khê");
        let before = desk.read_comments().unwrap();
        let long = "ờ".repeat(10_001);
        for (edit, code) in [
            (comment("d", words(), "  \u{200b}"), ErrorCode::CommentEmpty),
            (comment("d", words(), &long), ErrorCode::CommentTooLong),
            (comment("c", words(), "Hai lần"), ErrorCode::EditInvalid),
            (comment("", words(), "x"), ErrorCode::EditInvalid),
            (comment("d", CommentPlace::Words { from, to: from }, "x"), ErrorCode::EditInvalid),
            (comment("d", CommentPlace::Words { from, to: 9_999 }, "x"), ErrorCode::EditInvalid),
            (comment("d", CommentPlace::Words { from, to: to + 2 }, "x"), ErrorCode::EditInvalid),
            (comment("d e", words(), "x"), ErrorCode::EditInvalid),
            (comment("d", CommentPlace::Gone, "x"), ErrorCode::EditInvalid),
            (Edit::Reply { reply: id("e"), comment: id("none"), text: "x".into() }, ErrorCode::CommentUnknown),
            (Edit::Resolve { comment: id("none"), on: true }, ErrorCode::CommentUnknown),
            (Edit::Unsay { comment: id("c") }, ErrorCode::EditInvalid),
            (Edit::Unsay { comment: id("r") }, ErrorCode::EditInvalid),
        ] {
            assert_eq!(desk.edit(std::slice::from_ref(&edit), now(3)).unwrap_err().code, code, "{edit:?}");
        }
        assert_eq!(desk.read_comments().unwrap(), before);
        desk.sign(Person::from("Hà Vy"));
        desk.edit(&[Edit::Unsay { comment: id("r") }, Edit::Unsay { comment: id("c") }], now(4)).unwrap();
        assert_eq!(desk.read_comments().unwrap(), []);
    }
}
