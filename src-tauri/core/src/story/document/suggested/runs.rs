//! Which characters a record names: runs of what one actor wrote one after the other. Pure, and right whatever the record says:
//! it may come from another desk.

use serde::{Deserialize, Serialize};

/// A character of the body, or a marker.
pub(super) struct Unit {
    pub at: usize,
    pub width: usize,
    pub actor: String,
    pub counter: u64,
}

/// What one actor wrote one after the other. Their order is that of the actors, and of what each wrote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    actor: String,
    first: u64,
    count: u64,
}

/// In order, and none touches another. Written as `actor:first+count,first+count`, once an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<String>", try_from = "Vec<String>")]
pub(super) struct Runs(Vec<Run>);

impl Run {
    fn of(Unit { actor, counter, .. }: Unit) -> Self {
        Self { actor, first: counter, count: 1 }
    }

    fn end(&self) -> u64 {
        self.first + self.count
    }
}

impl From<Runs> for Vec<String> {
    fn from(Runs(runs): Runs) -> Self {
        let of_actor = |runs: &[Run]| {
            let of_each = runs.iter().map(|Run { first, count, .. }| format!("{first}+{count}"));
            format!("{}:{}", runs[0].actor, of_each.collect::<Vec<_>>().join(","))
        };
        runs.chunk_by(|one, other| one.actor == other.actor).map(of_actor).collect()
    }
}

impl TryFrom<Vec<String>> for Runs {
    type Error = String;

    fn try_from(all: Vec<String>) -> Result<Self, String> {
        let mut runs = Vec::new();
        for text in all {
            let read = |actor: &str, run: &str| {
                let (first, count) = run.split_once('+')?;
                let (first, count): (u64, u64) = (first.parse().ok()?, count.parse().ok()?);
                first.checked_add(count)?;
                Some(Run { actor: actor.to_owned(), first, count })
            };
            let of_actor = || {
                let (actor, all) = text.split_once(':')?;
                all.split(',').map(|run| read(actor, run)).collect::<Option<Vec<_>>>()
            };
            runs.extend(of_actor().ok_or_else(|| format!("{text} names no characters"))?);
        }
        Ok(runs.into())
    }
}

impl From<Vec<Run>> for Runs {
    fn from(mut runs: Vec<Run>) -> Self {
        runs.sort();
        let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
        for run in runs {
            match joined.last_mut() {
                Some(last) if last.actor == run.actor && run.first <= last.end() => {
                    last.count = last.end().max(run.end()) - last.first;
                }
                _ => joined.push(run),
            }
        }
        Self(joined)
    }
}

impl Runs {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn name(&self, unit: &Unit) -> bool {
        let next = self.0.partition_point(|run| (run.actor.as_str(), run.first) <= (unit.actor.as_str(), unit.counter));
        let run = next.checked_sub(1).and_then(|at| self.0.get(at));
        run.is_some_and(|run| run.actor == unit.actor && unit.counter < run.end())
    }

    pub fn add(&mut self, units: Vec<Unit>) {
        self.join(Self(units.into_iter().map(Run::of).collect()));
    }

    /// Those of both.
    pub fn join(&mut self, other: Self) {
        let mut runs = std::mem::take(&mut self.0);
        runs.extend(other.0);
        *self = runs.into();
    }

    pub fn remove(&mut self, units: Vec<Unit>) {
        let mut gone: Vec<Run> = units.into_iter().map(Run::of).collect();
        gone.sort();
        self.0 = self.0.iter().flat_map(|run| left_of(run, &gone)).collect();
    }
}

/// What is left of a run without these.
fn left_of(run: &Run, gone: &[Run]) -> Vec<Run> {
    let part = |first, end| Run { actor: run.actor.clone(), first, count: end - first };
    let mut left = Vec::new();
    let mut first = run.first;
    for gone in gone.iter().filter(|gone| gone.actor == run.actor) {
        if (first..run.end()).contains(&gone.first) {
            left.extend((gone.first > first).then(|| part(first, gone.first)));
            first = gone.end();
        }
    }
    left.extend((first < run.end()).then(|| part(first, run.end())));
    left
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn units(counters: &[u64]) -> Vec<Unit> {
        counters.iter().map(|&counter| Unit { at: 0, width: 1, actor: "ab".into(), counter }).collect()
    }

    fn written(runs: &Runs) -> String {
        serde_json::to_string(runs).unwrap()
    }

    #[test]
    fn runs_are_joined_and_taken_apart() {
        let mut runs = Runs::default();
        runs.add(units(&[7, 5, 6]));
        assert_eq!(written(&runs), r#"["ab:5+3"]"#);
        runs.add(units(&[9, 8, 20, 6]));
        assert_eq!(written(&runs), r#"["ab:5+5,20+1"]"#);
        assert!(units(&[5, 9, 20]).iter().all(|unit| runs.name(unit)));
        assert!(!units(&[4, 10, 19, 21]).iter().any(|unit| runs.name(unit)));
        runs.remove(units(&[7, 5, 20, 11]));
        assert_eq!(written(&runs), r#"["ab:6+1,8+2"]"#);
        runs.join(serde_json::from_str(r#"["aa:1+2","ab:7+1"]"#).unwrap());
        assert_eq!(written(&runs), r#"["aa:1+2","ab:6+4"]"#);
    }

    #[test]
    fn what_another_desk_wrote_is_put_in_order_or_refused() {
        let runs: Runs = serde_json::from_str(r#"["ab:9+1,5+2","ab:6+3,5+0"]"#).unwrap();
        assert_eq!(written(&runs), r#"["ab:5+5"]"#);
        for wrong in [
            r#"["ab"]"#,
            r#"["ab:1"]"#,
            r#"["ab:x+1"]"#,
            r#"["ab:1+-1"]"#,
            r#"["ab:1+1,"]"#,
            r#"["ab:18446744073709551615+1"]"#,
        ] {
            assert!(serde_json::from_str::<Runs>(wrong).is_err(), "{wrong}");
        }
    }
}
