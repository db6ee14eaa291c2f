//! The body: a flat row of blocks. A list or a long quotation is a run of blocks of that kind, so that
//! copies edited apart merge without losing or doubling a word (nested trees did both).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PhotoId, Suggested};

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(export)]
pub enum BlockKind {
    Paragraph,
    /// `level` 1 or 2.
    Heading {
        level: u8,
    },
    Quote,
    /// One item; neighbours of the same kind are one list.
    ListItem {
        ordered: bool,
    },
    /// A picture of the story, shown here. Its text is empty: the caption lives on the photo.
    Photo {
        photo: PhotoId,
    },
}

impl BlockKind {
    pub fn holds_text(&self) -> bool {
        !matches!(self, BlockKind::Photo { .. })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum MarkKind {
    Bold,
    Italic,
    Link,
    /// Words in another language than the story's.
    Lang,
}

impl MarkKind {
    pub const ALL: &'static [MarkKind] = &[MarkKind::Bold, MarkKind::Italic, MarkKind::Link, MarkKind::Lang];

    pub fn name(self) -> &'static str {
        match self {
            MarkKind::Bold => "bold",
            MarkKind::Italic => "italic",
            MarkKind::Link => "link",
            MarkKind::Lang => "lang",
        }
    }
}

/// The marks that a stretch of text carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct Marks {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub bold: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub italic: bool,
    /// Where a link leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The language of the words, as BCP 47 writes it, where it is not the story's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// What is proposed of them, in the order of ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Suggested>>")]
    pub suggested: Vec<Suggested>,
}

/// A mark over characters `start..end` of a block's text, counted in Unicode scalar values.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct Mark {
    #[serde(rename = "type")]
    pub kind: MarkKind,
    pub start: u32,
    pub end: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct Block {
    #[serde(flatten)]
    pub kind: BlockKind,
    pub text: String,
    /// By start, then kind; stretches of one kind never touch or overlap unless their links or languages differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Mark>>")]
    pub marks: Vec<Mark>,
    /// What is proposed of its text, by start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<SuggestedText>>")]
    pub suggested: Vec<SuggestedText>,
    /// What is proposed of the marker that begins it: inserted, it parts one block into two; deleted, it joins two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Suggested>>")]
    pub begins: Vec<Suggested>,
}

/// What is proposed of characters `start..end` of a block's text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SuggestedText {
    #[serde(flatten)]
    pub what: Suggested,
    pub start: u32,
    pub end: u32,
}

/// A stretch of a block's text whose characters all carry the same marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub marks: Marks,
}

impl Block {
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), marks: Vec::new(), suggested: Vec::new(), begins: Vec::new() }
    }

    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::new(BlockKind::Paragraph, text)
    }

    pub fn photo(photo: PhotoId) -> Self {
        Self::new(BlockKind::Photo { photo }, "")
    }

    pub fn from_runs(kind: BlockKind, runs: impl IntoIterator<Item = Run>) -> Self {
        let mut block = Self::new(kind, "");
        // Of each kind of mark the last stretch, which may go on.
        let mut last = [None; MarkKind::ALL.len()];
        let mut at = 0;
        for run in runs {
            let end = at + run.text.chars().count() as u32;
            if end == at {
                continue;
            }
            block.text.push_str(&run.text);
            for (&kind, last) in MarkKind::ALL.iter().zip(&mut last) {
                if run.marks.has(kind) {
                    let href = run.marks.link.clone().filter(|_| kind == MarkKind::Link);
                    let lang = run.marks.lang.clone().filter(|_| kind == MarkKind::Lang);
                    block.extend_mark(Mark { kind, start: at, end, href, lang }, last);
                }
            }
            for what in run.marks.suggested {
                match block.suggested.iter_mut().rev().find(|before| before.what == what) {
                    Some(before) if before.end == at => before.end = end,
                    _ => block.suggested.push(SuggestedText { what, start: at, end }),
                }
            }
            at = end;
        }
        block.marks.sort_by_key(|mark| (mark.start, mark.kind));
        block
    }

    fn extend_mark(&mut self, mark: Mark, last: &mut Option<usize>) {
        match last.and_then(|at| self.marks.get_mut(at)) {
            Some(before) if (&before.href, &before.lang, before.end) == (&mark.href, &mark.lang, mark.start) => {
                before.end = mark.end;
            }
            _ => {
                *last = Some(self.marks.len());
                self.marks.push(mark);
            }
        }
    }

    /// The text cut wherever a mark, or what is proposed, begins or ends. An empty block has no runs.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut by_start: Vec<(usize, Over)> = Vec::new();
        let marks = self.marks.iter().map(Over::Mark);
        by_start.extend(marks.chain(self.suggested.iter().map(Over::Suggested)).enumerate());
        by_start.sort_by_key(|(_, over)| over.range().0);
        let mut coming = by_start.into_iter().peekable();
        // Those over the letter at hand, as they stand in the block.
        let mut over: BTreeMap<usize, Over> = BTreeMap::new();
        let mut next_end = u32::MAX;
        for (at, character) in (0u32..).zip(self.text.chars()) {
            let mut is_same = !runs.is_empty();
            if at >= next_end {
                over.retain(|_, over| over.range().1 > at);
                is_same = false;
            }
            while let Some((number, begun)) = coming.next_if(|(_, over)| over.range().0 <= at) {
                if begun.range().1 > at {
                    over.insert(number, begun);
                }
                is_same = false;
            }
            match runs.last_mut() {
                Some(run) if is_same => run.text.push(character),
                _ => {
                    next_end = over.values().map(|over| over.range().1).min().unwrap_or(u32::MAX);
                    let mut marks = Marks::default();
                    over.values().for_each(|over| marks.set(over));
                    match runs.last_mut() {
                        Some(run) if run.marks == marks => run.text.push(character),
                        _ => runs.push(Run { text: character.into(), marks }),
                    }
                }
            }
        }
        runs
    }
}

/// What lies over a stretch of text.
#[derive(Clone, Copy)]
enum Over<'a> {
    Mark(&'a Mark),
    Suggested(&'a SuggestedText),
}

impl Over<'_> {
    fn range(&self) -> (u32, u32) {
        match self {
            Over::Mark(mark) => (mark.start, mark.end),
            Over::Suggested(text) => (text.start, text.end),
        }
    }
}

impl Marks {
    pub fn has(&self, kind: MarkKind) -> bool {
        match kind {
            MarkKind::Bold => self.bold,
            MarkKind::Italic => self.italic,
            MarkKind::Link => self.link.is_some(),
            MarkKind::Lang => self.lang.is_some(),
        }
    }

    fn set(&mut self, over: &Over<'_>) {
        match over {
            Over::Mark(mark) => match mark.kind {
                MarkKind::Bold => self.bold = true,
                MarkKind::Italic => self.italic = true,
                MarkKind::Link => self.link = mark.href.clone(),
                MarkKind::Lang => self.lang = mark.lang.clone(),
            },
            Over::Suggested(text) => self.suggest(text.what.clone()),
        }
    }

    /// Keeps them in their order.
    pub fn suggest(&mut self, what: Suggested) {
        if let Err(at) = self.suggested.binary_search(&what) {
            self.suggested.insert(at, what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, bold: bool, italic: bool) -> Run {
        Run { text: text.into(), marks: Marks { bold, italic, ..Marks::default() } }
    }

    #[test]
    fn runs_and_marks_say_the_same_thing() {
        let runs = vec![run("Sông ", false, false), run("Hồng", true, false), run(" đỏ", true, true)];
        let block = Block::from_runs(BlockKind::Paragraph, runs.clone());
        assert_eq!(block.text, "Sông Hồng đỏ");
        assert_eq!(
            block.marks,
            [
                Mark { kind: MarkKind::Bold, start: 5, end: 12, href: None, lang: None },
                Mark { kind: MarkKind::Italic, start: 9, end: 12, href: None, lang: None },
            ]
        );
        assert_eq!(block.runs(), runs);
    }
}
