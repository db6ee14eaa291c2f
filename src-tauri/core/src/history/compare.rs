//! What changed between two stories, told in whole words.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use similar::{Algorithm, DiffOp, capture_diff_slices, capture_diff_slices_deadline};
use unicode_normalization::UnicodeNormalization;

use super::{
    BlockChange, Comparison, DiffKind, DiffPiece, FieldChange, PhotoChange, PhotoFieldChange,
    facts::facts,
    words::{count, is_word, words},
};
use crate::story::{Block, BlockKind, Field, FieldValue, Fields, Photo, Story, StoryField};

/// Two bodies that have little in common take long to lay side by side; after this the search is less thorough.
const PATIENCE: Duration = Duration::from_millis(300);

/// What changed from `before` to `after`.
pub fn compare(before: &Story, after: &Story) -> Comparison {
    let mut found = differences(before, after);
    found.facts = facts(&found);
    found
}

/// [`compare`] without the facts.
pub(super) fn differences(before: &Story, after: &Story) -> Comparison {
    let mut found = Comparison {
        fields: changed_fields(&before.fields, &after.fields)
            .map(|(field, pieces)| FieldChange { field, pieces })
            .collect(),
        body: changed_body(&before.body, &after.body),
        photos: changed_photos(&before.photos, &after.photos),
        related: changed_related(before, after),
        ..Comparison::default()
    };
    let counted = |kind: DiffKind| {
        let in_fields = found.fields.iter().filter(|change| is_prose(change.field)).flat_map(|change| &change.pieces);
        let in_body = found.body.iter().flat_map(|change| &change.pieces);
        let of_photos = found.photos.iter().flat_map(|change| &change.fields);
        let in_photos = of_photos.filter(|change| !change.field.kind().is_mark()).flat_map(|change| &change.pieces);
        let pieces = in_fields.chain(in_body).chain(in_photos);
        pieces.filter(|piece| piece.kind == kind).map(|piece| count(&piece.text)).sum()
    };
    (found.added, found.removed) = (counted(DiffKind::Added), counted(DiffKind::Removed));
    found
}

/// Whether its words are counted as writing; a code or an address is none.
fn is_prose(field: StoryField) -> bool {
    use crate::story::FieldKind::{Line, List, Text};
    matches!(field.kind(), Line | List | Text) && !matches!(field, StoryField::Slug | StoryField::Subjects)
}

fn changed_fields<'a, F: Field>(
    before: &'a Fields<F>,
    after: &'a Fields<F>,
) -> impl Iterator<Item = (F, Vec<DiffPiece>)> + 'a {
    F::ALL.iter().filter(|field| before.get(**field) != after.get(**field)).filter_map(|&field| {
        let pieces = pieces(&in_words(before.get(field)), &in_words(after.get(field)));
        // The same letters, composed another way, are no change to a reader.
        pieces.iter().any(|piece| piece.kind != DiffKind::Kept).then_some((field, pieces))
    })
}

fn in_words(value: Option<&FieldValue>) -> String {
    match value {
        Some(FieldValue::Text(text)) => text.clone(),
        Some(FieldValue::List(items)) => items.join(", "),
        None => String::new(),
    }
}

fn changed_photos(before: &[Photo], after: &[Photo]) -> Vec<PhotoChange> {
    let none = Fields::default();
    let change = |photo: &Photo, kind, before: &_, after: &_| PhotoChange {
        photo: photo.id.clone(),
        kind,
        file_name: photo.file_name.clone(),
        sha256: photo.sha256.clone(),
        fields: changed_fields(before, after).map(|(field, pieces)| PhotoFieldChange { field, pieces }).collect(),
    };
    let mut changes = Vec::new();
    for photo in after {
        match before.iter().find(|other| other.id == photo.id) {
            Some(same) if same.fields == photo.fields => (),
            Some(same) => changes.push(change(photo, DiffKind::Kept, &same.fields, &photo.fields)),
            None => changes.push(change(photo, DiffKind::Added, &none, &photo.fields)),
        }
    }
    for photo in before.iter().filter(|photo| after.iter().all(|other| other.id != photo.id)) {
        changes.push(change(photo, DiffKind::Removed, &photo.fields, &none));
    }
    changes
}

fn changed_related(before: &Story, after: &Story) -> Vec<DiffPiece> {
    if before.related == after.related {
        return Vec::new();
    }
    let titles = |story: &Story| story.related.iter().map(|related| related.title.clone()).collect::<Vec<_>>();
    let (before, after) = (titles(before), titles(after));
    let mut pieces = Vec::new();
    let mut tell = |kind, titles: &[String]| {
        pieces.extend(titles.iter().map(|title| DiffPiece { kind, text: title.clone() }));
    };
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        if let DiffOp::Equal { .. } = op {
            tell(DiffKind::Kept, &after[op.new_range()]);
        } else {
            tell(DiffKind::Removed, &before[op.old_range()]);
            tell(DiffKind::Added, &after[op.new_range()]);
        }
    }
    pieces
}

/// Blocks that are alike in words stay in peace; only the stretches between them are compared word by word.
fn changed_body(before: &[Block], after: &[Block]) -> Vec<BlockChange> {
    let key = |block: &Block| (photo_of(&block.kind).to_owned(), block.text.nfc().collect::<String>());
    let (old, new): (Vec<_>, Vec<_>) = (before.iter().map(key).collect(), after.iter().map(key).collect());
    let mut changes = Changes::default();
    let until = Instant::now() + PATIENCE;
    for op in capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(until)) {
        let (before, after) = (&before[op.old_range()], &after[op.new_range()]);
        if let DiffOp::Equal { .. } = op {
            before.iter().zip(after).for_each(|(before, after)| changes.same_block(before, after));
        } else {
            changes.stretch(before, after, until);
        }
    }
    changes.blocks
}

/// Which picture a block shows; empty for text. Blocks of text may take each other's place.
fn photo_of(kind: &BlockKind) -> &str {
    match kind {
        BlockKind::Photo { photo } => &photo.0,
        _ => "",
    }
}

/// What a block or a word is compared by.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Token<'a> {
    Block(&'a str),
    Word(&'a str),
}

#[derive(Default)]
struct Changes {
    blocks: Vec<BlockChange>,
    /// The block that words now go into.
    open: usize,
}

impl Changes {
    fn same_block(&mut self, before: &Block, after: &Block) {
        self.begin(DiffKind::Kept, &after.kind, Some(&before.kind));
        self.blocks[self.open].marks_changed = before.marks != after.marks;
        self.put(DiffKind::Kept, &after.text.nfc().collect::<String>());
    }

    fn begin(&mut self, kind: DiffKind, block: &BlockKind, was: Option<&BlockKind>) {
        self.open = self.blocks.len();
        self.blocks.push(BlockChange {
            kind,
            block: block.clone(),
            was: was.filter(|was| *was != block).cloned(),
            pieces: Vec::new(),
            marks_changed: false,
        });
    }

    fn put(&mut self, kind: DiffKind, text: &str) {
        if let Some(block) = self.blocks.get_mut(self.open) {
            put(&mut block.pieces, kind, text);
        }
    }

    fn stretch(&mut self, before: &[Block], after: &[Block], until: Instant) {
        let composed =
            |blocks: &[Block]| blocks.iter().map(|block| block.text.nfc().collect()).collect::<Vec<String>>();
        let (old_texts, new_texts) = (composed(before), composed(after));
        let (all_old, all_new) = (tokens(before, &old_texts), tokens(after, &new_texts));
        let (mut old_block, mut new_block) = (before.iter(), after.iter());
        let ops = capture_diff_slices_deadline(Algorithm::Myers, &all_old, &all_new, Some(until));
        let stretches = readable(&all_old, &all_new, ops);
        for (at, stretch) in stretches.iter().enumerate() {
            let (old, new) = (&all_old[stretch.old.clone()], &all_new[stretch.new.clone()]);
            if stretch.same {
                for token in new {
                    match token {
                        Token::Word(word) => self.put(DiffKind::Kept, word),
                        Token::Block(_) => {
                            if let (Some(was), Some(is)) = (old_block.next(), new_block.next()) {
                                self.begin(DiffKind::Kept, &is.kind, Some(&was.kind));
                            }
                        }
                    }
                }
                continue;
            }
            // Words of a block that went stand in the one they were joined to, where some of them were kept.
            let goes_on = stretches.get(at + 1).is_some_and(|next| matches!(all_new[next.new.start], Token::Word(_)));
            self.changed(old, new, goes_on, &mut old_block, &mut new_block);
        }
    }

    fn changed<'a>(
        &mut self,
        old: &[Token],
        new: &[Token],
        goes_on: bool,
        old_block: &mut impl Iterator<Item = &'a Block>,
        new_block: &mut impl Iterator<Item = &'a Block>,
    ) {
        let (mut gone, mut come) = (by_block(old), by_block(new));
        self.put(DiffKind::Removed, &gone.remove(0));
        self.put(DiffKind::Added, &come.remove(0));
        let joined = if goes_on { gone.pop() } else { None };
        let stayed_open = self.open;
        for words in gone {
            if let Some(block) = old_block.next() {
                self.begin(DiffKind::Removed, &block.kind, None);
                self.put(DiffKind::Removed, &words);
            }
        }
        self.open = stayed_open;
        for words in come {
            if let Some(block) = new_block.next() {
                self.begin(DiffKind::Added, &block.kind, None);
                self.put(DiffKind::Added, &words);
            }
        }
        if let Some(words) = joined {
            old_block.next();
            self.put(DiffKind::Removed, &format!("\n{words}"));
        }
    }
}

fn tokens<'a>(blocks: &'a [Block], texts: &'a [String]) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    for (block, text) in blocks.iter().zip(texts) {
        tokens.push(Token::Block(photo_of(&block.kind)));
        tokens.extend(words(text).into_iter().map(Token::Word));
    }
    tokens
}

/// The words before the first block's beginning, then those of each block.
fn by_block(tokens: &[Token]) -> Vec<String> {
    let mut texts = vec![String::new()];
    for token in tokens {
        match token {
            Token::Block(_) => texts.push(String::new()),
            Token::Word(word) => texts.last_mut().into_iter().for_each(|text| text.push_str(word)),
        }
    }
    texts
}

/// Tokens that are the same on both sides, or stand in each other's stead.
#[derive(Clone)]
struct Stretch {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// What was found, with the spaces, and then the few words, that happen to be the same in the middle of others that
/// changed taken into the change: a patchwork can't be read.
fn readable(old: &[Token], new: &[Token], ops: Vec<DiffOp>) -> Vec<Stretch> {
    let stretch =
        |op: &DiffOp| Stretch { same: matches!(op, DiffOp::Equal { .. }), old: op.old_range(), new: op.new_range() };
    let changed = |stretch: &Stretch| words_in(&old[stretch.old.clone()]).max(words_in(&new[stretch.new.clone()]));
    let words = |stretch: &Stretch| words_in(&new[stretch.new.clone()]);
    let begins_block =
        |stretch: &Stretch| new[stretch.new.clone()].iter().any(|token| matches!(token, Token::Block(_)));
    let apart = ops.iter().map(stretch).collect();
    let spaced = joined(apart, |_, island, _| !begins_block(island) && words(island) == 0);
    joined(spaced, |before, island, after| {
        !begins_block(island) && words(island) * 3 <= changed(before).min(changed(after))
    })
}

/// Changes that meet become one, and so do those on both sides of an island that `gives_way`.
fn joined(all: Vec<Stretch>, gives_way: impl Fn(&Stretch, &Stretch, &Stretch) -> bool) -> Vec<Stretch> {
    let mut kept: Vec<Stretch> = Vec::new();
    for (at, next) in all.iter().enumerate() {
        match kept.last_mut() {
            Some(before)
                if !before.same
                    && (!next.same || all.get(at + 1).is_some_and(|after| gives_way(before, next, after))) =>
            {
                before.old.end = next.old.end;
                before.new.end = next.new.end;
            }
            _ => kept.push(next.clone()),
        }
    }
    kept
}

fn words_in(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| matches!(token, Token::Word(word) if is_word(word))).count()
}

/// What changed from one text to another.
fn pieces(before: &str, after: &str) -> Vec<DiffPiece> {
    let (before, after) = (before.nfc().collect::<String>(), after.nfc().collect::<String>());
    let tokens = |text| words(text).into_iter().map(Token::Word).collect::<Vec<_>>();
    let (old, new) = (tokens(&before), tokens(&after));
    let until = Instant::now() + PATIENCE;
    let mut pieces = Vec::new();
    for stretch in readable(&old, &new, capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(until))) {
        let (gone, come) = (by_block(&old[stretch.old]).concat(), by_block(&new[stretch.new]).concat());
        if stretch.same {
            put(&mut pieces, DiffKind::Kept, &come);
        } else {
            put(&mut pieces, DiffKind::Removed, &gone);
            put(&mut pieces, DiffKind::Added, &come);
        }
    }
    pieces
}

fn put(pieces: &mut Vec<DiffPiece>, kind: DiffKind, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => (),
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => pieces.push(DiffPiece { kind, text: text.to_owned() }),
    }
}
