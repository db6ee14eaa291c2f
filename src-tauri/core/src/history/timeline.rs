//! The moments of a story, newest first, made of the many small changes that autosave wrote.

use chrono::TimeDelta;

use super::{Moment, compare::differences};
use crate::{
    Result,
    story::{Document, MomentId, Step, Story, StoryField},
};

/// A pause longer than this ends what was written in one go.
const PAUSE: TimeDelta = TimeDelta::minutes(10);
/// So does an hour without one.
const LONGEST: TimeDelta = TimeDelta::hours(1);

pub(crate) fn timeline(document: &mut Document) -> Result<Vec<Moment>> {
    let runs = runs(document.steps());
    let mut moments = Vec::with_capacity(runs.len());
    // Most begin where the last one ended.
    let mut last: Option<(MomentId, Story)> = None;
    for Run { first, last: step } in runs {
        let before = match last.take() {
            Some((id, story)) if first.after == [id.clone()] => story,
            _ if first.after.is_empty() => empty(document.story()?),
            _ => document.story_at(&first.after)?,
        };
        let after = document.story_at(std::slice::from_ref(&step.id))?;
        let found = differences(&before, &after);
        moments.push(Moment {
            id: step.id.clone(),
            version: step.version,
            by: step.by,
            began_at: first.at,
            at: step.at,
            added: found.added,
            removed: found.removed,
        });
        last = Some((step.id, after));
    }
    moments.reverse();
    Ok(moments)
}

/// Steps of one person, each made on the one before.
struct Run {
    first: Step,
    last: Step,
}

fn runs(steps: Vec<Step>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for step in steps {
        match runs.last_mut() {
            Some(run) if goes_on(run, &step) => run.last = step,
            _ => runs.push(Run { first: step.clone(), last: step }),
        }
    }
    runs
}

fn goes_on(run: &Run, step: &Step) -> bool {
    let Run { first, last } = run;
    // What was brought back is a moment of its own, and not the writing around it.
    let stands_alone = |step: &Step| step.version.as_ref().is_some_and(|version| *version == super::Version::Restored);
    last.version.is_none()
        && !stands_alone(step)
        && step.after == [last.id.clone()]
        && step.by == last.by
        && step.at - last.at <= PAUSE
        && step.at - first.at <= LONGEST
}

/// What there was before the first word.
fn empty(story: Story) -> Story {
    let mut fields = story.fields;
    for &field in StoryField::ALL {
        fields.set(field, "");
    }
    Story { fields, body: Vec::new(), photos: Vec::new(), related: Vec::new(), ..story }
}
