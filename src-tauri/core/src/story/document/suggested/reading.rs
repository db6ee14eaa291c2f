//! What is proposed, as people see it: where it stands, what it would take away and bring.

use super::kept::{Kept, of_mark, of_record};
use super::runs::Unit;
use crate::Result;
use crate::story::document::{Document, fault};
use crate::story::{Decision, Proposal, Suggested, SuggestedPlace, Suggestion, SuggestionId, Touch};
use automerge::{ROOT, ReadDoc, ScalarValue, Value};
use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

/// More are read by going through the body, which costs as much as asking for about so many.
const MANY_UNITS: usize = 300;

/// Where the body belongs to suggestions that are open, by place.
pub(in crate::story::document) type Places = Vec<(SuggestedPlace, SuggestionId)>;

impl Document {
    /// Where the body belongs to suggestions that nobody has decided.
    pub(in crate::story::document) fn read_places(&self) -> Result<Places> {
        self.read_places_where(|id| Ok(!self.is_decided(id)?))
    }

    /// The same with those that are decided.
    pub(super) fn read_all_places(&self) -> Result<Places> {
        self.read_places_where(|_| Ok(true))
    }

    fn read_places_where(&self, is_wanted: impl Fn(&SuggestionId) -> Result<bool>) -> Result<Places> {
        let mut wanted = Vec::new();
        for (id, found) in self.marked()? {
            if is_wanted(&id)?
                && let Some(kept) = self.kept(&id)?
            {
                wanted.push((id, kept, found));
            }
        }
        let stretches: Vec<_> = wanted.iter().flat_map(|(.., found)| found).map(stretch).collect();
        let units = match stretches.iter().map(Range::len).sum::<usize>() {
            // Few are asked for one by one.
            0..MANY_UNITS => None,
            _ => self.units_among(&stretches)?,
        };
        let mut places = Places::new();
        for (id, kept, found) in wanted {
            let of_it = match &units {
                None => self.within(&kept, &found)?,
                Some(units) => within(&kept, &found, units),
            };
            places.extend(of_it.into_iter().map(|place| (place, id.clone())));
        }
        places.sort_by(|(one, id), (other, of)| (one.from, one.to, id).cmp(&(other.from, other.to, of)));
        Ok(places)
    }

    /// Where one stands, decided or not.
    pub(super) fn places_of(&self, id: &SuggestionId, kept: &Kept) -> Result<Vec<SuggestedPlace>> {
        self.within(kept, self.marked()?.get(id).map_or(&[], Vec::as_slice))
    }

    /// Where there are marks of suggestions.
    fn marked(&self) -> Result<BTreeMap<SuggestionId, Vec<SuggestedPlace>>> {
        let marks = match &self.reading {
            None => self.doc.marks(&self.body),
            Some(heads) => self.doc.marks_at(&self.body, heads),
        };
        let mut marked: BTreeMap<SuggestionId, Vec<SuggestedPlace>> = BTreeMap::new();
        for mark in marks.map_err(fault)? {
            if let Some((id, touch)) = of_mark(&mark.name)
                && mark.value == ScalarValue::Boolean(true)
            {
                let place = SuggestedPlace { from: mark.start as u32, to: mark.end as u32, touch };
                marked.entry(id).or_default().push(place);
            }
        }
        Ok(marked)
    }

    /// Of what is marked, what belongs to the suggestion.
    fn within(&self, kept: &Kept, marked: &[SuggestedPlace]) -> Result<Vec<SuggestedPlace>> {
        let mut units = Vec::new();
        for place in marked {
            units.extend(self.units(place.from as usize, place.to as usize)?);
        }
        units.sort_by_key(|unit| unit.at);
        units.dedup_by_key(|unit| unit.at);
        Ok(within(kept, marked, &units))
    }

    pub(in crate::story::document) fn is_decided(&self, id: &SuggestionId) -> Result<bool> {
        Ok(!self.decided(id)?.is_empty())
    }

    /// What the person who signs here has inserted in this stretch, open.
    pub(super) fn own_insertions(&self, from: usize, to: usize) -> Result<Vec<SuggestedPlace>> {
        let mut own = Vec::new();
        for (place, id) in self.places_within(from, to)? {
            if place.touch == Touch::Inserted && self.kept(&id)?.is_some_and(|kept| kept.is_by(&self.person)) {
                own.push(place);
            }
        }
        Ok(own)
    }

    /// What is open in a stretch, cut to it.
    pub(super) fn places_within(&self, from: usize, to: usize) -> Result<Places> {
        let within = |(place, id): (SuggestedPlace, SuggestionId)| {
            let cut =
                SuggestedPlace { from: place.from.max(from as u32), to: place.to.min(to as u32), touch: place.touch };
            (cut.from < cut.to).then_some((cut, id))
        };
        Ok(self.read_places()?.into_iter().filter_map(within).collect())
    }

    /// Every suggestion that was ever made, the oldest first.
    pub(in crate::story::document) fn read_suggestions(&self, places: &Places) -> Result<Vec<Suggestion>> {
        let mut suggestions = Vec::new();
        let ids: Vec<SuggestionId> = self.keys(&ROOT).iter().filter_map(|name| of_record(name)).collect();
        let mut by_id: BTreeMap<&SuggestionId, Vec<SuggestedPlace>> = BTreeMap::new();
        for (place, id) in places {
            by_id.entry(id).or_default().push(place.clone());
        }
        for id in ids {
            // One that a newer Dateline made, of something that is not known here, is left for it.
            let Some(kept) = self.kept(&id)? else { continue };
            let decided = self.decided(&id)?;
            let places = by_id.remove(&id).unwrap_or_default();
            let decisions: Vec<Decision> = decided.into_iter().map(|decided| decided.decision).collect();
            let (was, becomes) = match decisions.iter().max_by_key(|said| said.was.len() + said.becomes.len()) {
                Some(said) => (said.was.clone(), said.becomes.clone()),
                None => (self.words_of(&places, Touch::Deleted)?, self.words_of(&places, Touch::Inserted)?),
            };
            let Kept { by, person, at, remark, proposal, .. } = kept;
            suggestions.push(Suggestion { id, by, person, at, remark, proposal, places, was, becomes, decisions });
        }
        suggestions.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
        Ok(suggestions)
    }

    /// The words of these places; where a block begins, a line does.
    pub(super) fn words_of(&self, places: &[SuggestedPlace], touch: Touch) -> Result<String> {
        let mut words = String::new();
        let mut end = None;
        for place in places.iter().filter(|place| place.touch == touch) {
            if end.is_some_and(|end| end != place.from) && !words.is_empty() {
                words.push('…');
            }
            end = Some(place.to);
            let mut at = place.from as usize;
            while at < place.to as usize {
                let Some((value, _)) = self.get(&self.body, at)? else { break };
                match value {
                    Value::Scalar(text) => {
                        let text = text.as_str().unwrap_or_default();
                        words.push_str(text);
                        at += text.encode_utf16().count().max(1);
                    }
                    Value::Object(_) => {
                        words.push('\n');
                        at += 1;
                    }
                }
            }
        }
        Ok(words)
    }

    /// Whether there are suggestions at all, open or not.
    pub(in crate::story::document) fn has_suggestions(&self) -> bool {
        self.keys(&ROOT).iter().any(|name| of_record(name).is_some())
    }
}

fn stretch(place: &SuggestedPlace) -> Range<usize> {
    place.from as usize..place.to as usize
}

/// Of what is marked, what belongs to the suggestion. `units` has all of it, in order.
fn within(kept: &Kept, marked: &[SuggestedPlace], units: &[Unit]) -> Vec<SuggestedPlace> {
    let mut places: Vec<SuggestedPlace> = Vec::new();
    for place in marked {
        let Range { start, end } = stretch(place);
        let first = units.partition_point(|unit| unit.at < start);
        for unit in units[first..].iter().take_while(|unit| unit.at < end) {
            if !kept.runs(place.touch).name(unit) {
                continue;
            }
            let (from, to) = (unit.at as u32, (unit.at + unit.width) as u32);
            match places.last_mut() {
                Some(last) if last.to == from && last.touch == place.touch => last.to = to,
                _ => places.push(SuggestedPlace { from, to, touch: place.touch }),
            }
        }
    }
    places.sort_by_key(|place| (place.from, place.to));
    places
}

/// What is proposed over a stretch of the body, its marker aside: cut where it changes.
pub(in crate::story::document) struct Overlay<'a> {
    places: &'a [(SuggestedPlace, SuggestionId)],
}

impl<'a> Overlay<'a> {
    pub(in crate::story::document) fn new(places: &'a Places) -> Self {
        Self { places }
    }

    /// What is proposed of each stretch of `from..to`: where it ends, and what.
    pub(in crate::story::document) fn cut(&mut self, from: usize, to: usize) -> Vec<(usize, Vec<Suggested>)> {
        let (from, to) = (from as u32, to as u32);
        // They are asked for in order: what ended before is asked for no more.
        let passed = self.places.iter().take_while(|(place, _)| place.to <= from).count();
        self.places = &self.places[passed..];
        let over: Vec<_> =
            self.places.iter().take_while(|(place, _)| place.from < to).filter(|(place, _)| place.to > from).collect();
        let mut ends: Vec<u32> = over.iter().flat_map(|(place, _)| [place.from, place.to]).collect();
        ends.retain(|end| *end > from && *end < to);
        ends.push(to);
        ends.sort_unstable();
        ends.dedup();
        let mut begin = from;
        let mut cut = Vec::with_capacity(ends.len());
        for end in ends {
            let what = over.iter().filter(|(place, _)| place.from <= begin && place.to >= end);
            let mut what: Vec<Suggested> =
                what.map(|(place, id)| Suggested { suggestion: id.clone(), touch: place.touch }).collect();
            what.sort();
            what.dedup();
            cut.push((end as usize, what));
            begin = end;
        }
        cut
    }
}

/// The pictures that are only proposed.
pub(in crate::story::document) fn proposed_photos(suggestions: &[Suggestion]) -> HashSet<&str> {
    let added = suggestions.iter().filter(|suggestion| suggestion.is_open()).filter_map(|suggestion| match &suggestion
        .proposal
    {
        Proposal::PhotoAdded { photo } => Some(photo.0.as_str()),
        _ => None,
    });
    added.collect()
}
