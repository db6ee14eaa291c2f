//! A whole body in place of another, as few changes as do it: what others write meanwhile in what stays the same is
//! then not lost. What differs is looked for block by block, and in a block that changed word by word, for as long as
//! a person waits without noticing; beyond that, more than had to be is written anew, and the body is the same.

use super::blocks::{fill_block, put_block, units, value_in};
use super::edits::MAX_ID_BYTES;
use super::{Document, fault};
use crate::Result;
use crate::story::{Block, BlockKind, MarkKind, Marks, Suggested};
use automerge::transaction::Transactable;
use automerge::{ReadDoc, ScalarValue, Span};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::collections::HashMap;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_millis(500);

impl Document {
    pub(super) fn set_body(&mut self, body: &[Block]) -> Result<()> {
        for block in body {
            match &block.kind {
                // A picture that somebody else took off the story while the body showed it is no reason to refuse all
                // of its words.
                BlockKind::Photo { photo } if photo.0.len() <= MAX_ID_BYTES => (),
                kind => self.check_block(kind)?,
            }
        }
        self.write_missing_markers()?;
        let (now, then) = (self.read_body()?, standing(body));
        let deadline = Instant::now() + PATIENCE;
        let mut at = 0;
        for step in steps(&now, &then, deadline) {
            let (before, after) = (&now[step.old_range()], &then[step.new_range()]);
            if let DiffOp::Equal { .. } = step {
                at += length(before);
                continue;
            }
            // A block that became another keeps its marker, and the words that both have.
            let changed = before.len().min(after.len());
            for (before, after) in before.iter().zip(after) {
                self.change_block(at, before, after, deadline)?;
                at += units(after);
            }
            self.doc.splice_text(&self.body, at, length(&before[changed..]) as isize, "").map_err(fault)?;
            for block in &after[changed..] {
                put_block(&mut self.doc, &self.body, at, &block.kind).map_err(fault)?;
                self.doc.splice_text(&self.body, at + 1, 0, &block.text).map_err(fault)?;
                at += units(block);
            }
        }
        self.keep_one_block()?;
        self.shape = self.read_shape()?;
        self.set_all_marks(&then)?;
        self.suggest_all(&then)
    }

    /// Says of the text, which is already that of `body`, what it proposes. What is proposed already stays so even where `body`
    /// does not say it: whoever sends a whole body decides on nothing.
    fn suggest_all(&mut self, body: &[Block]) -> Result<()> {
        let is_proposing = |block: &Block| !block.begins.is_empty() || !block.suggested.is_empty();
        if !body.iter().any(is_proposing) {
            return Ok(());
        }
        let there = self.read_places()?;
        let is_there = |from: usize, to: usize, what: &Suggested| {
            there.iter().any(|(place, id)| {
                *id == what.suggestion
                    && place.touch == what.touch
                    && (place.from as usize..=place.to as usize).contains(&from)
                    && to <= place.to as usize
            })
        };
        let mut at = 0;
        for block in body {
            let mut stretches = vec![(at, at + 1, &block.begins)];
            at += 1;
            let runs = block.runs();
            for run in &runs {
                let end = at + run.text.encode_utf16().count();
                stretches.push((at, end, &run.marks.suggested));
                at = end;
            }
            for (from, to, all) in stretches {
                for what in all.iter().filter(|what| !is_there(from, to, what)) {
                    // What was decided meanwhile is decided.
                    if !self.is_decided(&what.suggestion)? {
                        self.suggest(&what.suggestion, from, to, what.touch)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn change_block(&mut self, at: usize, before: &Block, after: &Block, deadline: Instant) -> Result<()> {
        if before.kind != after.kind {
            let marker = self.marker(at)?;
            fill_block(&mut self.doc, &marker, &after.kind).map_err(fault)?;
        }
        let (before, after) = (words(&before.text), words(&after.text));
        let mut at = at + 1;
        for step in capture_diff_slices_deadline(Algorithm::Myers, &before, &after, Some(deadline)) {
            let width = |words: &[&str]| words.iter().map(|word| word.encode_utf16().count()).sum::<usize>();
            let (gone, come) = (&before[step.old_range()], &after[step.new_range()]);
            if !matches!(step, DiffOp::Equal { .. }) {
                self.doc.splice_text(&self.body, at, width(gone) as isize, &come.concat()).map_err(fault)?;
            }
            at += width(come);
        }
        Ok(())
    }

    /// Gives the text, which is already that of `body`, its marks where it has others.
    fn set_all_marks(&mut self, body: &[Block]) -> Result<()> {
        if !self.shape.has_marks && body.iter().all(|block| block.marks.is_empty()) {
            return Ok(());
        }
        let mut differing: Vec<Stretch> = Vec::new();
        // The one of each kind that may go on.
        let mut last: HashMap<MarkKind, usize> = HashMap::new();
        for Both { from, to, now, then } in self.both_marks(body)? {
            for &kind in MarkKind::ALL {
                let value = value_in(&then, kind)?;
                if value_in(&now, kind)? == value {
                    continue;
                }
                match last.get(&kind).map(|at| &mut differing[*at]) {
                    Some(open) if open.to == from && open.value == value => open.to = to,
                    _ => {
                        last.insert(kind, differing.len());
                        differing.push(Stretch { kind, from, to, value });
                    }
                }
            }
        }
        for Stretch { kind, from, to, value } in differing {
            self.set_mark(from, to, kind, value).map_err(fault)?;
        }
        Ok(())
    }

    /// The text cut wherever its marks are others, now or then.
    fn both_marks(&self, body: &[Block]) -> Result<Vec<Both>> {
        let mut now: Vec<(usize, Marks)> = Vec::new();
        for span in self.doc.spans(&self.body).map_err(fault)? {
            now.push(match span {
                Span::Block(_) => (1, Marks::default()),
                Span::Text { text, marks } => {
                    let marks = marks.map(|marks| super::blocks::read_marks(&marks)).unwrap_or_default();
                    (text.encode_utf16().count(), marks)
                }
            });
        }
        let mut then: Vec<(usize, Marks)> = Vec::new();
        for block in body {
            then.push((1, Marks::default()));
            then.extend(block.runs().into_iter().map(|run| (run.text.encode_utf16().count(), run.marks)));
        }
        let (mut both, mut from) = (Vec::new(), 0);
        let (mut now, mut then) = (now.into_iter(), then.into_iter());
        let (mut ours, mut theirs) = (now.next(), then.next());
        while let (Some((left, now_marks)), Some((right, then_marks))) = (&mut ours, &mut theirs) {
            let width = (*left).min(*right);
            if now_marks != then_marks {
                both.push(Both { from, to: from + width, now: now_marks.clone(), then: then_marks.clone() });
            }
            from += width;
            (*left, *right) = (*left - width, *right - width);
            let (is_over, theirs_is_over) = (*left == 0, *right == 0);
            if is_over {
                ours = now.next();
            }
            if theirs_is_over {
                theirs = then.next();
            }
        }
        Ok(both)
    }
}

/// A stretch of text whose marks are to be others.
struct Both {
    from: usize,
    to: usize,
    now: Marks,
    then: Marks,
}

struct Stretch {
    kind: MarkKind,
    from: usize,
    to: usize,
    value: Option<ScalarValue>,
}

/// As it will stand: behind a picture there is no text but in a paragraph of its own, and no body is without a block.
fn standing(body: &[Block]) -> Vec<Block> {
    let mut standing = Vec::with_capacity(body.len());
    for block in body {
        if block.kind.holds_text() || block.text.is_empty() {
            standing.push(block.clone());
        } else {
            standing.push(Block { begins: block.begins.clone(), ..Block::new(block.kind.clone(), "") });
            standing.push(Block { kind: BlockKind::Paragraph, begins: Vec::new(), ..block.clone() });
        }
    }
    if standing.is_empty() {
        standing.push(Block::paragraph(""));
    }
    standing
}

/// What becomes of which blocks, their marks aside.
fn steps(now: &[Block], then: &[Block], deadline: Instant) -> Vec<DiffOp> {
    let mut known: HashMap<(&BlockKind, &str), usize> = HashMap::new();
    let mut number = |block| {
        let Block { kind, text, .. }: &_ = block;
        let next = known.len();
        *known.entry((kind, text.as_str())).or_insert(next)
    };
    let old: Vec<usize> = now.iter().map(&mut number).collect();
    let new: Vec<usize> = then.iter().map(&mut number).collect();
    capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(deadline))
}

/// Words, and each sign and space by itself. Joined they are the text again.
fn words(text: &str) -> Vec<&str> {
    let is_of_word = |letter: char| letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter);
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match rest.find(|letter| !is_of_word(letter)) {
            Some(0) => first.len_utf8(),
            Some(length) => length,
            None => rest.len(),
        };
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after;
    }
    words
}

fn length(blocks: &[Block]) -> usize {
    blocks.iter().map(units).sum()
}
