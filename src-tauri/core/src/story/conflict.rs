//! Fields that several people gave different values at the same time: all of them are kept until somebody chooses.

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::{FieldValue, PersonId, Spot};

/// A field that several people gave different values at the same time. The first version is the one that shows; the
/// field is settled when somebody sets it again.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Conflict {
    #[serde(flatten)]
    pub spot: Spot,
    pub versions: Vec<ConflictVersion>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ConflictVersion {
    pub value: FieldValue,
    /// What whoever wrote it called themselves then; empty where nobody had signed.
    pub by: String,
    /// Who that is; none where it was written before there were ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    pub at: DateTime<Utc>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        Language,
        story::{Change, Document, Edit, Person, Photo, PhotoField, PhotoFields, PhotoId, StoryField, StoryId},
    };

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_571_112_000 + seconds, 0).unwrap()
    }

    fn a_photo() -> Photo {
        Photo {
            id: PhotoId("p".into()),
            place: String::new(),
            fields: PhotoFields::default(),
            origins: Default::default(),
            file_name: "cho-noi.jpg".into(),
            media_type: "image/jpeg".into(),
            width: 2400,
            height: 1600,
            sha256: "00".into(),
        }
    }

    /// A story with a picture, on the desks of people who have not met since.
    fn desks<const N: usize>(names: [&str; N]) -> [Document; N] {
        let (mut first, _) =
            Document::new(&StoryId("s".into()), Language::Vietnamese, Person::default(), at(0)).unwrap();
        first.edit(&[Edit::AddPhoto { photo: a_photo() }], at(0)).unwrap();
        let changes = first.changes();
        names.map(|name| {
            let mut desk = loaded(&changes);
            desk.sign(name);
            desk
        })
    }

    fn loaded(changes: &[Change]) -> Document {
        Document::load(None, changes.iter().map(|change| change.bytes.as_slice())).unwrap()
    }

    /// One learns what the other did.
    fn hear(one: &mut Document, other: &mut Document) {
        let changes = other.changes();
        one.merge(changes.iter().map(|change| change.bytes.as_slice())).unwrap();
    }

    fn caption(value: impl Into<FieldValue>) -> Edit {
        Edit::SetPhotoField { photo: PhotoId("p".into()), field: PhotoField::Caption, value: value.into() }
    }

    fn headline(value: &str) -> Edit {
        Edit::SetField { field: StoryField::Headline, value: value.into() }
    }

    fn told(desk: &mut Document) -> Vec<(String, Vec<FieldValue>)> {
        let values = |conflict: Conflict| {
            (
                conflict.spot.name().to_owned(),
                conflict.versions.into_iter().map(|version| version.value).collect::<Vec<_>>(),
            )
        };
        desk.conflicts().unwrap().into_iter().map(values).collect()
    }

    #[test]
    fn both_captions_are_told_with_who_wrote_them_and_when() {
        let [mut mine, mut hers] = desks(["Mây", "Hạ"]);
        mine.edit(&[caption("Ghe về bến.")], at(10)).unwrap();
        hers.edit(&[caption("Ghe rời bến.")], at(20)).unwrap();
        hear(&mut mine, &mut hers);
        hear(&mut hers, &mut mine);

        let conflicts = mine.conflicts().unwrap();
        assert_eq!(hers.conflicts().unwrap(), conflicts, "both desks are told the same");
        let [Conflict { spot, versions }] = conflicts.as_slice() else { panic!("{conflicts:?}") };
        assert_eq!(*spot, Spot::Photo(PhotoId("p".into()), PhotoField::Caption));
        let shown = mine.story().unwrap().photos[0].fields.text(PhotoField::Caption).to_owned();
        assert_eq!(versions[0].value, shown.as_str().into());
        let mut told: Vec<_> = versions.iter().map(|version| (version.by.as_str(), version.at)).collect();
        told.sort();
        assert_eq!(told, [("Hạ", at(20)), ("Mây", at(10))]);
    }

    #[test]
    fn choosing_any_version_or_writing_a_new_one_settles_it_on_both_desks() {
        type Choose = fn(&[FieldValue]) -> FieldValue;
        let choices: [(&str, Choose); 4] = [
            ("the one that shows", |values| values[0].clone()),
            ("the other", |values| values[1].clone()),
            ("a third", |_| "Ghe cập bến.".into()),
            ("none", |_| "".into()),
        ];
        for (what, choose) in choices {
            let [mut mine, mut hers] = desks(["Mây", "Hạ"]);
            mine.edit(&[caption("Ghe về bến.")], at(10)).unwrap();
            hers.edit(&[caption("Ghe rời bến.")], at(20)).unwrap();
            hear(&mut mine, &mut hers);
            hear(&mut hers, &mut mine);

            let chosen = choose(&told(&mut mine)[0].1);
            mine.edit(&[caption(chosen.clone())], at(30)).unwrap().unwrap_or_else(|| panic!("{what}: no change"));
            assert_eq!(told(&mut mine), [], "{what}");
            hear(&mut hers, &mut mine);
            assert_eq!(told(&mut hers), [], "{what}");
            for desk in [&mine, &hers] {
                let fields = &desk.story().unwrap().photos[0].fields;
                assert_eq!(fields.get(PhotoField::Caption), Some(&chosen).filter(|value| !value.is_empty()), "{what}");
            }
        }
    }

    #[test]
    fn lists_differ_too_and_the_same_words_twice_do_not() {
        let [mut mine, mut hers] = desks(["Mây", "Hạ"]);
        let keywords = |words: &[&str]| Edit::SetField {
            field: StoryField::Keywords,
            value: words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>().into(),
        };
        mine.edit(&[keywords(&["chợ", "sông"]), headline("Chợ nổi"), caption("Ghe.")], at(10)).unwrap();
        hers.edit(&[keywords(&["ghe"]), headline("Chợ nổi"), caption("")], at(20)).unwrap();
        hear(&mut mine, &mut hers);
        let conflicts = told(&mut mine);
        assert_eq!(conflicts.len(), 1, "{conflicts:?}");
        assert_eq!((conflicts[0].0.as_str(), conflicts[0].1.len()), ("keywords", 2));
        let chosen = conflicts[0].1[0].clone();
        mine.edit(&[Edit::SetField { field: StoryField::Keywords, value: chosen }], at(30)).unwrap().unwrap();
        assert_eq!(told(&mut mine), []);
    }

    #[test]
    fn a_field_typed_over_with_itself_leaves_no_trace() {
        let [mut mine] = desks(["Mây"]);
        mine.edit(&[caption("Ghe.")], at(10)).unwrap();
        assert_eq!(mine.edit(&[caption("Ghe.")], at(20)).unwrap(), None);
    }

    proptest! {
        /// Three desks write and meet in any order. What nobody has written over is still told everywhere.
        #[test]
        fn no_value_is_lost_in_whatever_order_desks_meet(
            steps in proptest::collection::vec((0..3usize, proptest::option::of(0..3usize)), 1..24),
        ) {
            let mut desks = desks(["Mây", "Hạ", "Xuân"]);
            // The values that a desk must know of: what it wrote last, or heard of and did not write over.
            let mut known: [Vec<String>; 3] = Default::default();
            // What each value was written over.
            let mut over: std::collections::BTreeMap<String, Vec<String>> = Default::default();
            for (number, (desk, heard)) in steps.into_iter().enumerate() {
                match heard {
                    Some(other) if other != desk => {
                        let [one, another] = desks.get_disjoint_mut([desk, other]).unwrap();
                        hear(one, another);
                        let mut all = [known[desk].clone(), known[other].clone()].concat();
                        all.sort();
                        all.dedup();
                        let is_over = |value: &String| all.iter().any(|later| later != value && reaches(&over, later, value));
                        known[desk] = all.iter().filter(|value| !is_over(value)).cloned().collect();
                    }
                    _ => {
                        let value = format!("Chú thích {number}");
                        desks[desk].edit(&[caption(value.as_str())], at(number as i64)).unwrap();
                        over.insert(value.clone(), std::mem::replace(&mut known[desk], vec![value]));
                    }
                }
                let shown = desks[desk].story().unwrap().photos[0].fields.text(PhotoField::Caption).to_owned();
                let mut found: Vec<String> = told(&mut desks[desk])
                    .into_iter()
                    .flat_map(|(_, values)| values)
                    .map(|value| match value { FieldValue::Text(text) => text, FieldValue::List(_) => panic!() })
                    .collect();
                prop_assert!(found.first().is_none_or(|first| *first == shown));
                if found.is_empty() && !shown.is_empty() {
                    found.push(shown);
                }
                found.sort();
                prop_assert_eq!(&found, &known[desk]);
            }
        }
    }

    /// Whether `earlier` was written over on the way to `later`.
    fn reaches(over: &std::collections::BTreeMap<String, Vec<String>>, later: &str, earlier: &str) -> bool {
        over.get(later)
            .is_some_and(|before| before.iter().any(|value| value == earlier || reaches(over, value, earlier)))
    }
}
