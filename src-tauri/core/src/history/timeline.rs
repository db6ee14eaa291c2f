//! The moments of a story, newest first, made of the many small changes that autosave wrote.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use chrono::TimeDelta;

use super::{Amount, Moment, compare::differences};
use crate::{
    Result,
    story::{Document, HistoryStep, MomentId, Story, StoryField},
};

/// A pause longer than this ends what was written in one go.
const PAUSE: TimeDelta = TimeDelta::minutes(10);
/// So does an hour without one.
const LONGEST: TimeDelta = TimeDelta::hours(1);

pub(crate) struct Timeline {
    pub moments: Vec<Moment>,
    /// How much was counted now, by the name under which it may be kept.
    pub counted: Vec<(String, Amount)>,
}

/// The moments, and how much was written in each that is `known` or could be counted within `patience`: a long
/// past takes seconds to read.
pub(crate) fn timeline(
    document: &mut Document,
    known: &HashMap<String, Amount>,
    patience: Duration,
) -> Result<Timeline> {
    let until = Instant::now() + patience;
    let mut counted = Vec::new();
    let mut moments = Vec::new();
    // Most begin where the one before ended.
    let mut next: Option<(Vec<MomentId>, Story)> = None;
    for run in runs(document.steps()).into_iter().rev() {
        let name = run.name();
        let mut amount = known.get(&name).copied();
        if amount.is_none() && (counted.is_empty() || Instant::now() < until) {
            let last = [run.last.id.clone()];
            let after = match next.take() {
                Some((moments, story)) if moments == last => story,
                _ => document.story_at(&last)?,
            };
            let before = match run.first.after.as_slice() {
                [] => empty(&after),
                moments => document.story_at(moments)?,
            };
            let found = differences(&before, &after);
            let now = Amount { added: found.added, removed: found.removed };
            counted.push((name, now));
            amount = Some(now);
            next = Some((run.first.after.clone(), before));
        }
        moments.push(Moment {
            id: run.last.id,
            version: run.last.version,
            by: run.last.by.name,
            person: run.last.by.id,
            began_at: run.first.at,
            at: run.last.at,
            amount,
        });
    }
    Ok(Timeline { moments, counted })
}

/// Steps of one person under one name, each made on the one before.
struct Run {
    first: HistoryStep,
    last: HistoryStep,
}

impl Run {
    /// From which moments to which: what was written between them stays the same for ever.
    fn name(&self) -> String {
        let from: Vec<&str> = self.first.after.iter().map(|moment| moment.0.as_str()).collect();
        format!("{}..{}", from.join("+"), self.last.id)
    }
}

fn runs(steps: Vec<HistoryStep>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for step in steps {
        match runs.last_mut() {
            Some(run) if goes_on(run, &step) => run.last = step,
            _ => runs.push(Run { first: step.clone(), last: step }),
        }
    }
    runs
}

fn goes_on(run: &Run, step: &HistoryStep) -> bool {
    let Run { first, last } = run;
    // What was brought back is a moment of its own, and not the writing around it.
    let stands_alone =
        |step: &HistoryStep| step.version.as_ref().is_some_and(|version| *version == super::VersionKind::Restored);
    last.version.is_none()
        && !stands_alone(step)
        && step.after == [last.id.clone()]
        && step.by.is_same_hand(&last.by)
        && step.at - last.at <= PAUSE
        && step.at - first.at <= LONGEST
}

/// What there was before the first word.
fn empty(story: &Story) -> Story {
    let mut empty = Story { body: Vec::new(), photos: Vec::new(), related: Vec::new(), ..story.clone() };
    for &field in StoryField::ALL {
        empty.fields.set(field, "");
    }
    empty
}
