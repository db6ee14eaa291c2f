//! A body without what is only proposed of it.

use std::ops::Range;

use super::{Block, BlockKind, Run, Suggested, Touch};

/// The blocks without what is proposed, each with the blocks that it was made of.
pub(super) fn settled_blocks(body: &[Block]) -> Vec<(Block, Range<usize>)> {
    let is_coming = |what: &[Suggested]| what.iter().any(|what| what.touch == Touch::Inserted);
    let mut settled: Vec<(BlockKind, Vec<Run>, Range<usize>)> = Vec::new();
    for (at, block) in body.iter().enumerate() {
        let mut runs = block.runs();
        runs.retain(|run| !is_coming(&run.marks.suggested));
        runs.iter_mut().for_each(|run| run.marks.suggested.clear());
        match settled.last_mut() {
            // Its marker is not there yet: what it parts is one block still.
            Some((kind, before, made_of)) if is_coming(&block.begins) && (kind.holds_text() || runs.is_empty()) => {
                before.append(&mut runs);
                made_of.end = at + 1;
            }
            _ if is_coming(&block.begins) && runs.is_empty() => (),
            // As text does that no marker begins.
            _ if is_coming(&block.begins) => settled.push((BlockKind::Paragraph, runs, at..at + 1)),
            _ => settled.push((block.kind.clone(), runs, at..at + 1)),
        }
    }
    if settled.is_empty() {
        settled.push((BlockKind::Paragraph, Vec::new(), 0..body.len()));
    }
    // Blocks that are nothing yet belong to those around them.
    let mut begin = 0;
    for (.., made_of) in &mut settled {
        made_of.start = std::mem::replace(&mut begin, made_of.end);
    }
    if let Some((.., made_of)) = settled.last_mut() {
        made_of.end = body.len();
    }
    settled.into_iter().map(|(kind, runs, made_of)| (Block::from_runs(kind, runs), made_of)).collect()
}
