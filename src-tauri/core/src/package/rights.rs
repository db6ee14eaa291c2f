//! Pictures that must not go out: forbidden, past their time, or before it.

use chrono::{DateTime, Days, Local, NaiveDate, TimeDelta, TimeZone, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::dates::{beginning, start_of};
use crate::{
    Error, ErrorCode, Result, clock,
    story::{FORBIDDEN, HOLDING, Photo, PhotoField, Settled, Spot},
};

/// A picture with which no package is written, draft or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Refusal {
    /// The field that says so.
    #[serde(flatten)]
    pub spot: Spot,
    pub reason: RefusalReason,
    /// The date that stands in the way, as the field has it.
    pub date: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RefusalReason {
    Forbidden,
    Expired,
    Embargoed,
}

impl RefusalReason {
    fn code(self) -> ErrorCode {
        match self {
            RefusalReason::Forbidden => ErrorCode::PhotoForbidden,
            RefusalReason::Expired => ErrorCode::PhotoExpired,
            RefusalReason::Embargoed => ErrorCode::PhotoEmbargoed,
        }
    }
}

/// The pictures that stand in the way of a package written now.
pub fn refused_now(story: &Settled) -> Vec<Refusal> {
    refused(story, goes_out(story, clock::now()))
}

/// Errors: `photo_forbidden`, `photo_expired`, `photo_embargoed`, of the first picture that stands in the way.
pub fn check(story: &Settled) -> Result<()> {
    refused_now(story).first().map_or(Ok(()), |refusal| Err(error(story, refusal)))
}

/// When a story that is packaged at `now` is on the page: not before its embargo has ended, nor before its schedule,
/// unless somebody has lifted them.
fn goes_out(story: &Settled, now: DateTime<Utc>) -> DateTime<Utc> {
    HOLDING.into_iter().filter_map(|field| beginning(story.waits_until(field), &Local)).fold(now, DateTime::max)
}

/// The pictures that the story shows and that stand in the way at that moment, in its order.
fn refused(story: &Settled, goes_out: DateTime<Utc>) -> Vec<Refusal> {
    refused_in(story, goes_out, &Local)
}

/// A day without an hour is that day where the newsroom is.
fn refused_in<Zone: TimeZone>(story: &Settled, goes_out: DateTime<Utc>, zone: &Zone) -> Vec<Refusal> {
    let refusal = |photo: &Photo| {
        let text = |field| photo.fields.text(field);
        let (embargoed, expires) = (text(PhotoField::Embargoed), text(PhotoField::Expires));
        let (reason, field, date) = if text(PhotoField::Usage) == FORBIDDEN {
            (RefusalReason::Forbidden, PhotoField::Usage, None)
        } else if end(expires, zone).is_some_and(|end| end < goes_out) {
            (RefusalReason::Expired, PhotoField::Expires, Some(expires))
        } else if beginning(embargoed, zone).is_some_and(|beginning| beginning > goes_out) {
            (RefusalReason::Embargoed, PhotoField::Embargoed, Some(embargoed))
        } else {
            return None;
        };
        Some(Refusal { spot: Spot::Photo(photo.id.clone(), field), reason, date: date.map(str::to_owned) })
    };
    story.shown_photos().into_iter().filter_map(refusal).collect()
}

fn error(story: &Settled, refusal: &Refusal) -> Error {
    let at = story.photos.iter().position(|photo| Some(&photo.id) == refusal.spot.photo());
    let error = Error::new(refusal.reason.code())
        .with("number", at.map_or(0, |at| at + 1))
        .with("file", at.map_or("", |at| &story.photos[at].file_name));
    match &refusal.date {
        Some(date) => error.with("date", date),
        None => error,
    }
}

/// The last moment of a day, or the very moment.
fn end<Zone: TimeZone>(field: &str, zone: &Zone) -> Option<DateTime<Utc>> {
    match DateTime::parse_from_rfc3339(field) {
        Ok(time) => Some(time.to_utc()),
        Err(_) => {
            let day: NaiveDate = field.parse().ok()?;
            Some(start_of(day.checked_add_days(Days::new(1))?, zone)? - TimeDelta::seconds(1))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use chrono::FixedOffset;

    use super::*;
    use crate::{Language, package::sample, story::BlockKind};

    /// Where the newsroom of these tests is.
    fn hanoi() -> FixedOffset {
        FixedOffset::east_opt(7 * 3600).unwrap()
    }

    fn at(time: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(time).unwrap().to_utc()
    }

    /// The sample story whose second picture has these fields.
    fn story_with(fields: &[(PhotoField, &str)]) -> Settled {
        let mut story = sample::story();
        for (field, value) in fields {
            story.photos[1].fields.set(*field, *value);
        }
        story
    }

    #[test]
    fn a_picture_goes_out_in_its_time_and_no_other() {
        use PhotoField::{Embargoed, Expires, Usage};
        use RefusalReason as Why;
        let noon = "2026-12-01T12:00:00+07:00";
        for (fields, goes_out, refused) in [
            (&[][..], noon, None),
            (&[(Usage, FORBIDDEN)], noon, Some(Why::Forbidden)),
            // To the end of its last day, and to the very moment.
            (&[(Expires, "2026-12-01")], noon, None),
            (&[(Expires, "2026-12-01")], "2026-12-01T23:59:59+07:00", None),
            (&[(Expires, "2026-12-01")], "2026-12-02T00:00:00+07:00", Some(Why::Expired)),
            (&[(Expires, "2026-11-30")], noon, Some(Why::Expired)),
            (&[(Expires, "2026-12-01T12:00:00+07:00")], noon, None),
            (&[(Expires, "2026-12-01T04:59:59Z")], noon, Some(Why::Expired)),
            // From the beginning of its first day, and from the very moment.
            (&[(Embargoed, "2026-12-01")], "2026-12-01T00:00:00+07:00", None),
            (&[(Embargoed, "2026-12-01")], "2026-11-30T23:59:59+07:00", Some(Why::Embargoed)),
            (&[(Embargoed, "2026-12-02")], noon, Some(Why::Embargoed)),
            (&[(Embargoed, "2026-12-01T12:00:00+07:00")], noon, None),
            (&[(Embargoed, "2026-12-01T12:00:01+07:00")], noon, Some(Why::Embargoed)),
            // The one that no waiting mends comes first.
            (&[(Embargoed, "2026-12-02"), (Usage, FORBIDDEN)], noon, Some(Why::Forbidden)),
            (&[(Embargoed, "2026-12-02"), (Expires, "2026-11-30")], noon, Some(Why::Expired)),
        ] {
            let found = refused_in(&story_with(fields), at(goes_out), &hanoi());
            assert_eq!(found.iter().map(|refusal| refusal.reason).next(), refused, "{fields:?} at {goes_out}");
            assert!(found.len() <= 1);
        }
    }

    #[test]
    fn a_picture_that_is_not_shown_stands_in_nobodys_way() {
        let mut story = story_with(&[(PhotoField::Usage, FORBIDDEN)]);
        let hidden = story.photos[1].id.clone();
        story.body.retain(|block| block.kind != BlockKind::Photo { photo: hidden.clone() });
        assert_eq!(refused(&story, Utc::now()), []);
    }

    #[test]
    fn a_story_that_waits_as_long_as_its_picture_may_go() {
        use crate::story::StoryField::{Embargoed, PublishSchedule};
        let now = at("2026-11-01T00:00:00Z");
        let embargoes = [
            ("2026-12-01", "2026-12-01", true),
            ("2026-12-01", "2026-12-02", true),
            ("2026-12-02", "2026-12-01", false),
            ("2026-12-01T08:00:00+07:00", "2026-12-01T01:00:00Z", true),
            ("2026-12-01T08:00:01+07:00", "2026-12-01T01:00:00Z", false),
        ];
        for (of_photo, of_story, may_go) in embargoes {
            for (field, other) in [(Embargoed, PublishSchedule), (PublishSchedule, Embargoed)] {
                let mut story = story_with(&[(PhotoField::Embargoed, of_photo)]);
                story.fields.set(field, of_story);
                story.fields.set(other, "2019-10-15");
                let found = refused(&story, goes_out(&story, now));
                assert_eq!(found.is_empty(), may_go, "{of_photo}, {field:?} {of_story}: {found:?}");
            }
        }
        // And one that waits too long for its picture may not.
        let mut story = story_with(&[(PhotoField::Expires, "2026-11-30")]);
        assert_eq!(refused(&story, goes_out(&story, now)), []);
        story.fields.set(PublishSchedule, "2026-12-01");
        assert_eq!(refused(&story, goes_out(&story, now)).len(), 1);
    }

    #[test]
    fn the_error_names_the_picture_by_number_file_and_date() {
        let story = story_with(&[(PhotoField::Expires, "2026-11-30")]);
        let refusals = refused_in(&story, at("2026-12-01T12:00:00Z"), &hanoi());
        let error = super::error(&story, &refusals[0]);
        assert_eq!(error.code, ErrorCode::PhotoExpired);
        for &language in Language::ALL {
            let message = error.text(language).message;
            for part in ["2", story.photos[1].file_name.as_str(), "2026-11-30"] {
                assert!(message.contains(part), "{message}");
            }
        }
    }
}
