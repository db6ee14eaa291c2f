//! What holds a story back until its time has come: its embargo, and its schedule. Either goes when its moment is
//! there, or when somebody lifts it by name and with a reason.

use chrono::{DateTime, Local, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::dates;
use crate::{
    Error, ErrorCode, Language, clock,
    story::{HOLDING, Settled, Spot, StoryField},
};

/// A moment before which the story is not to go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Hold {
    /// The field that says so.
    #[serde(flatten)]
    pub spot: Spot,
    /// As the field has it.
    pub until: String,
}

/// What holds the story now.
pub fn holds(story: &Settled) -> Vec<Hold> {
    held_at(story, clock::now(), &Local)
}

/// What holds or will have held it: lists are made once and read for days.
pub(crate) fn all_holds(story: &Settled) -> Vec<Hold> {
    let hold = |field: StoryField| Hold { spot: Spot::Field(field), until: story.waits_until(field).to_owned() };
    HOLDING.into_iter().map(hold).filter(|hold| !hold.until.is_empty()).collect()
}

/// The first of them, and its moment: when the story is wanted.
pub(crate) fn first_of(holds: &[Hold]) -> Option<(DateTime<Utc>, &str)> {
    holds.iter().filter_map(|hold| Some((dates::beginning(&hold.until, &Local)?, hold.until.as_str()))).min()
}

/// Until when, in words, where the last of them has not come yet.
pub fn still_held(holds: &[Hold], language: Language) -> Option<String> {
    let last = last_of(holds).filter(|hold| is_ahead(hold, clock::now(), &Local))?;
    Some(dates::moment_for_readers(&last.until, language))
}

fn last_of(holds: &[Hold]) -> Option<&Hold> {
    holds.iter().max_by_key(|hold| dates::beginning(&hold.until, &Local))
}

/// At its very moment it holds no more. A day without an hour begins where this computer is.
fn held_at<Zone: TimeZone>(story: &Settled, now: DateTime<Utc>, zone: &Zone) -> Vec<Hold> {
    let mut holds = all_holds(story);
    holds.retain(|hold| is_ahead(hold, now, zone));
    holds
}

fn is_ahead<Zone: TimeZone>(hold: &Hold, now: DateTime<Utc>, zone: &Zone) -> bool {
    dates::beginning(&hold.until, zone).is_some_and(|beginning| beginning > now)
}

/// What whoever must wait is told: the last of them. None where nothing holds the story.
pub(crate) fn held(story: &Settled, language: Language) -> Option<Error> {
    let holds = holds(story);
    let until = dates::moment_for_readers(&last_of(&holds)?.until, language);
    Some(Error::new(ErrorCode::PackageHeld).with("until", until).with("story", &story.id))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use chrono::FixedOffset;

    use super::*;
    use crate::{package::sample, story::Lifted};

    fn story(embargoed: &str, schedule: &str) -> Settled {
        let mut story = sample::story();
        story.fields.set(StoryField::Embargoed, embargoed);
        story.fields.set(StoryField::PublishSchedule, schedule);
        story
    }

    fn held(story: &Settled, now: &str) -> Vec<&'static str> {
        let hanoi = FixedOffset::east_opt(7 * 3600).unwrap();
        held_at(story, now.parse().unwrap(), &hanoi).iter().map(|hold| hold.spot.name()).collect()
    }

    #[test]
    fn a_story_is_held_until_the_very_moment_in_whatever_zone_it_was_set() {
        for (embargoed, schedule, now, expected) in [
            ("", "", "2026-11-30T00:00:00Z", &[][..]),
            ("2026-11-30T06:00:00+07:00", "", "2026-11-29T22:59:59Z", &["embargoed"]),
            ("2026-11-30T06:00:00+07:00", "", "2026-11-29T22:59:59.999Z", &["embargoed"]),
            ("2026-11-30T06:00:00+07:00", "", "2026-11-29T23:00:00Z", &[]),
            ("2026-11-30T06:00:00+07:00", "", "2026-11-29T23:00:01Z", &[]),
            // Long ago, and far away.
            ("1999-01-01T00:00:00Z", "2001-01-01", "2026-11-30T00:00:00Z", &[]),
            ("2026-11-30T01:00:00-05:00", "", "2026-11-30T05:59:59Z", &["embargoed"]),
            ("2026-11-30T01:00:00-05:00", "", "2026-11-30T06:00:00Z", &[]),
            // A day begins where the newsroom is.
            ("2026-12-01", "", "2026-11-30T16:59:59Z", &["embargoed"]),
            ("2026-12-01", "", "2026-11-30T17:00:00Z", &[]),
            // A schedule alone holds too, and beside a past embargo.
            ("", "2026-12-01T08:00:00Z", "2026-12-01T07:59:59Z", &["publish_schedule"]),
            ("2026-11-30", "2026-12-01T08:00:00Z", "2026-12-01T07:59:59Z", &["publish_schedule"]),
            ("2026-12-02", "2026-12-03", "2026-12-01T00:00:00Z", &["embargoed", "publish_schedule"]),
            // What is no date, as a newer Dateline's, holds nothing for ever.
            ("sáng mai", "", "2026-11-30T00:00:00Z", &[]),
        ] {
            assert_eq!(held(&story(embargoed, schedule), now), expected, "{embargoed} {schedule} at {now}");
        }
    }

    #[test]
    fn what_was_lifted_holds_no_more_until_it_is_set_to_another_moment() {
        let mut story = story("2026-12-01T06:00:00+07:00", "2026-12-01T08:00:00+07:00");
        let now = "2026-11-30T00:00:00Z";
        story.lifted.push(Lifted {
            field: StoryField::Embargoed,
            until: "2026-12-01T06:00:00+07:00".into(),
            by: "Mây".into(),
            reason: "Bộ đã công bố".into(),
            person: None,
            at: DateTime::default(),
        });
        assert_eq!(held(&story, now), ["publish_schedule"]);
        story.fields.set(StoryField::Embargoed, "2026-12-01T07:00:00+07:00");
        assert_eq!(held(&story, now), ["embargoed", "publish_schedule"]);
    }

    #[test]
    fn whoever_must_wait_is_told_the_last_moment_by_its_own_clock() {
        let error = super::held(&story("2099-12-01T06:00:00+07:00", "2099-12-01T02:00:00Z"), Language::Vietnamese);
        let error = error.unwrap();
        assert_eq!((error.code, error.params["until"].as_str()), (ErrorCode::PackageHeld, "02:00 01/12/2099 (GMT+0)"));
        assert!(super::held(&story("", "1999-12-01"), Language::Vietnamese).is_none());
    }
}
