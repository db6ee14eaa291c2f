//! A story while it is written: what was read stays read, and a change is looked at by itself.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use crate::{
    Day, Fact, Finding, Group, Ignore, Near, Out, Passage, Reading, Rule, Style,
    fact::{APART, CLAIMED, Judgement, Verdict, WITNESSED},
    rules,
};

/// The rules that judge how a word is written beside others.
const SPELLINGS: &[Rule] = &[Rule::NameTwoWays, Rule::CapitalsTwoWays, Rule::TonePlacement];

/// The passages of a story in reading order, and what was found in each.
pub struct Session {
    style: Arc<Style>,
    /// The day that the story is told from.
    day: Option<Day>,
    ignored: Vec<Ignore>,
    entries: Vec<Entry>,
    groups: HashMap<Group, Tally>,
    /// Passages of the body that say something.
    bodies: usize,
    next: u64,
}

struct Entry {
    id: u64,
    passage: Passage,
    /// What the passage shows by itself, and what only the story can judge.
    own: Vec<Finding>,
    facts: Vec<Fact>,
    told: Vec<Finding>,
}

impl Entry {
    /// Whether it has words of the body.
    fn says(&self) -> bool {
        self.passage.role.is_body() && !self.passage.text.trim().is_empty()
    }
}

/// All facts of a group, counted.
#[derive(Default)]
struct Tally {
    forms: BTreeMap<String, usize>,
    /// How many facts of it each passage has.
    passages: BTreeMap<u64, usize>,
    verdict: Verdict,
}

impl Session {
    pub fn new(style: Arc<Style>) -> Self {
        Self { style, day: None, ignored: Vec::new(), entries: Vec::new(), groups: HashMap::new(), bodies: 0, next: 0 }
    }

    pub fn style(&self) -> &Style {
        &self.style
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn passage(&self, at: usize) -> Option<&Passage> {
        self.entries.get(at).map(|entry| &entry.passage)
    }

    /// By where they begin. Empty for a passage that is not there.
    pub fn findings(&self, at: usize) -> &[Finding] {
        self.entries.get(at).map_or(&[], |entry| &entry.told)
    }

    /// Takes `delete` passages out at `at` and puts `insert` there. Returns the places, as they are afterwards, of those
    /// whose findings are new or others than before.
    pub fn splice(&mut self, at: usize, delete: usize, insert: impl IntoIterator<Item = Passage>) -> Vec<usize> {
        let at = at.min(self.entries.len());
        let end = at.saturating_add(delete).min(self.entries.len());
        let mut touched: HashSet<Group> = HashSet::new();
        let come: Vec<Entry> = insert.into_iter().map(|passage| self.read(passage)).collect();
        let says = |entry: &&Entry| entry.says();
        let come_bodies = come.iter().filter(says).count();
        let fresh: BTreeSet<u64> = come.iter().map(|entry| entry.id).collect();
        for entry in &come {
            self.count(entry, &mut touched, true);
        }
        let gone: Vec<Entry> = self.entries.splice(at..end, come).collect();
        for entry in &gone {
            self.count(entry, &mut touched, false);
        }
        let before = self.bodies;
        self.bodies = (before + come_bodies).saturating_sub(gone.iter().filter(says).count());
        if (before == 0) != (self.bodies == 0) {
            // What a body would bear out is asked anew.
            touched.extend(self.groups.keys().filter(|group| group.rule == Rule::NumberNotInBody).cloned());
        }
        // Whether the one before is followed by words may have changed.
        let before = at.checked_sub(1).map(|before| self.entries[before].id);
        self.judge(fresh, before, touched)
    }

    /// The day that the story is told from. Where it is another than before, everything is read anew; returns the places
    /// whose findings are others.
    pub fn on(&mut self, day: Option<Day>) -> Vec<usize> {
        if day == self.day {
            return Vec::new();
        }
        self.day = day;
        let passages: Vec<Passage> = self.entries.iter().map(|entry| entry.passage.clone()).collect();
        self.splice(0, passages.len(), passages)
    }

    /// What people decided to leave as it is. Returns the places whose findings are others than before.
    pub fn ignore(&mut self, ignored: Vec<Ignore>) -> Vec<usize> {
        self.ignored = ignored;
        let all = self.entries.iter().map(|entry| entry.id).collect();
        self.tell(&all)
    }

    fn read(&mut self, passage: Passage) -> Entry {
        let mut out = Out::default();
        let reading = Reading::of(&passage).on(self.day);
        rules::check(&reading, &self.style, &mut out);
        self.spare_protected(&reading, &mut out);
        let wanted = |rule| self.style.severity(rule).is_some();
        out.findings.retain(|finding| wanted(finding.rule));
        out.facts.retain(|fact| wanted(fact.group.rule));
        self.next += 1;
        Entry { id: self.next, passage, own: out.findings, facts: out.facts, told: Vec::new() }
    }

    /// What the house protects is spelt right, whatever a rule thinks.
    fn spare_protected(&self, reading: &Reading, out: &mut Out) {
        let protected = self.style.glossary.books().protected.met(reading, 0, reading.tokens.len());
        if protected.is_empty() {
            return;
        }
        let spared = |start: u32, end: u32| {
            let (start, end) = (start as usize, end as usize);
            // By start, without overlaps: the last that begins no later.
            let last = protected.partition_point(|met| met.start <= start).checked_sub(1);
            last.is_some_and(|last| end <= protected[last].end)
        };
        out.findings.retain(|finding| !spared(finding.start, finding.end));
        // What bears out a number elsewhere does so inside a name too.
        out.facts.retain(|fact| !(SPELLINGS.contains(&fact.group.rule) && spared(fact.start, fact.end)));
    }

    fn count(&mut self, entry: &Entry, touched: &mut HashSet<Group>, comes: bool) {
        for fact in &entry.facts {
            // Most facts have company: nothing is copied for those.
            if !self.groups.contains_key(&fact.group) {
                self.groups.insert(fact.group.clone(), Tally::default());
            }
            let Some(tally) = self.groups.get_mut(&fact.group) else { continue };
            let passages = tally.passages.entry(entry.id).or_default();
            *passages = if comes { *passages + 1 } else { passages.saturating_sub(1) };
            match tally.forms.get_mut(&fact.form) {
                Some(forms) => *forms = if comes { *forms + 1 } else { forms.saturating_sub(1) },
                None => drop(tally.forms.insert(fact.form.clone(), usize::from(comes))),
            }
            if !touched.contains(&fact.group) {
                touched.insert(fact.group.clone());
            }
        }
    }

    /// Judges the touched groups anew, and tells the findings of what is fresh and of all that a new verdict concerns.
    fn judge(&mut self, fresh: BTreeSet<u64>, before: Option<u64>, touched: HashSet<Group>) -> Vec<usize> {
        let mut concerned = fresh.clone();
        concerned.extend(before);
        for group in touched {
            let Some(tally) = self.groups.get_mut(&group) else { continue };
            tally.forms.retain(|_, count| *count > 0);
            tally.passages.retain(|_, count| *count > 0);
            if tally.forms.is_empty() {
                self.groups.remove(&group);
                continue;
            }
            let verdict = self.verdict(&group);
            let Some(tally) = self.groups.get_mut(&group) else { continue };
            if verdict != tally.verdict {
                tally.verdict = verdict;
                concerned.extend(tally.passages.keys());
            }
        }
        let mut told: BTreeSet<usize> = self.tell(&concerned).into_iter().collect();
        // What is new is told even where nothing was found: nobody has been told so yet.
        let places = self.entries.iter().enumerate();
        told.extend(places.filter(|(_, entry)| fresh.contains(&entry.id)).map(|(at, _)| at));
        told.into_iter().collect()
    }

    fn verdict(&self, group: &Group) -> Verdict {
        let Some(tally) = self.groups.get(group) else { return Verdict::AllRight };
        let total: usize = tally.forms.values().sum();
        match Judgement::of(group.rule) {
            // A story whose body is not written yet.
            Judgement::Witness if group.rule == Rule::NumberNotInBody && self.bodies == 0 => Verdict::AllRight,
            Judgement::Witness if tally.forms.contains_key(CLAIMED) && !tally.forms.contains_key(WITNESSED) => {
                Verdict::Unwitnessed
            }
            Judgement::Witness => Verdict::AllRight,
            Judgement::Once if total < 2 => Verdict::AllRight,
            Judgement::Once | Judgement::First => match self.first(group, tally) {
                Some(passage) => Verdict::FirstAt { passage, nth: 0 },
                None => Verdict::AllRight,
            },
            Judgement::Majority if tally.forms.len() < 2 => Verdict::AllRight,
            Judgement::Majority if group.where_rare => rare(tally),
            Judgement::Majority => {
                let most = tally.forms.values().copied().max().unwrap_or_default();
                let mut best = tally.forms.iter().filter(|(_, count)| **count == most).map(|(form, _)| form);
                let (first, tie) = (best.next(), best.next().is_some());
                let form = match first {
                    // Of two used alike, the one that a reader met first.
                    Some(_) if tie => self.first_form(group, tally, most),
                    form => form.cloned(),
                };
                form.map_or(Verdict::AllRight, |form| Verdict::Prefer { form, count: most })
            }
        }
    }

    /// The passage in which a group is first met.
    fn first(&self, group: &Group, tally: &Tally) -> Option<u64> {
        if tally.passages.len() == 1 {
            return tally.passages.keys().next().copied();
        }
        let has = |entry: &&Entry| tally.passages.contains_key(&entry.id);
        self.entries
            .iter()
            .find(has)
            .filter(|entry| entry.facts.iter().any(|fact| fact.group == *group))
            .map(|entry| entry.id)
    }

    fn first_form(&self, group: &Group, tally: &Tally, most: usize) -> Option<String> {
        let is_best = |fact: &&Fact| fact.group == *group && tally.forms.get(&fact.form) == Some(&most);
        let of_group = self.entries.iter().filter(|entry| tally.passages.contains_key(&entry.id));
        of_group.flat_map(|entry| &entry.facts).find(is_best).map(|fact| fact.form.clone())
    }

    /// Tells the findings of these passages anew; returns the places where they differ from those told before.
    fn tell(&mut self, concerned: &BTreeSet<u64>) -> Vec<usize> {
        let mut changed = Vec::new();
        if concerned.is_empty() {
            return changed;
        }
        let places: Vec<usize> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| concerned.contains(&entry.id))
            .map(|(at, _)| at)
            .collect();
        for at in places {
            let goes_on = self.entries.get(at + 1).is_some_and(Entry::says);
            let told = self.findings_of(&self.entries[at], goes_on);
            if told != self.entries[at].told {
                self.entries[at].told = told;
                changed.push(at);
            }
        }
        changed
    }

    fn findings_of(&self, entry: &Entry, goes_on: bool) -> Vec<Finding> {
        let mut met: HashMap<&Group, usize> = HashMap::new();
        let mut found = entry.own.clone();
        for fact in &entry.facts {
            let nth = met.entry(&fact.group).or_default();
            let verdict = self.groups.get(&fact.group).map(|tally| &tally.verdict);
            found.extend(verdict.and_then(|verdict| verdict.on(fact, Judgement::of(fact.group.rule), entry.id, *nth)));
            *nth += 1;
        }
        // An empty paragraph with nothing behind it is where somebody is about to write.
        found.retain(|finding| finding.rule != Rule::BlankParagraph || finding.end > 0 || goes_on);
        if !self.ignored.is_empty() {
            let chars: Vec<char> = entry.passage.text.chars().collect();
            found.retain(|finding| {
                let near = Near::of(&chars, finding.start as usize, finding.end as usize);
                !self.ignored.iter().any(|ignore| ignore.covers(finding.rule, &near))
            });
        }
        found.sort_by_key(|finding| (finding.start, finding.end, finding.rule));
        found.dedup_by(|a, b| (a.rule, a.start, a.end) == (b.rule, b.start, b.end));
        found
    }
}

/// The form met most often, where no other is met as often, against those met once.
fn rare(tally: &Tally) -> Verdict {
    let most = tally.forms.values().copied().max().unwrap_or_default();
    let mut best = tally.forms.iter().filter(|(_, count)| **count == most).map(|(form, _)| form);
    let (Some(form), None) = (best.next(), best.next()) else { return Verdict::AllRight };
    if most < 2 || tally.forms.contains_key(APART) {
        return Verdict::AllRight;
    }
    let differing = |other: &str| form.split(' ').zip(other.split(' ')).filter(|(a, b)| a != b).count();
    let rare = tally.forms.iter().filter(|(other, count)| **count == 1 && differing(other) == 1);
    let rare = rare.map(|(other, _)| other.clone()).collect();
    Verdict::Only { rare, preferred: Box::new(Verdict::Prefer { form: form.clone(), count: most }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Role};

    fn passage(text: &str) -> Passage {
        Passage::new(Role::Paragraph, Language::Vietnamese, text)
    }

    fn session(texts: &[&str]) -> Session {
        let mut session = Session::new(Arc::default());
        session.splice(0, 0, texts.iter().map(|text| passage(text)));
        session
    }

    /// The places where this rule found something.
    fn places(session: &Session, rule: Rule) -> Vec<usize> {
        (0..session.len()).filter(|&at| session.findings(at).iter().any(|finding| finding.rule == rule)).collect()
    }

    #[test]
    fn the_first_of_two_lines_that_are_the_same_stays() {
        let line = "Hội nghị tổng kết công tác năm";
        let mut session = session(&[line, "Một câu khác hẳn.", line]);
        assert_eq!(places(&session, Rule::RepeatedLine), [2]);
        // The verdict reaches passages that were not touched.
        assert_eq!(session.splice(0, 1, []), [1]);
        assert_eq!(places(&session, Rule::RepeatedLine), [] as [usize; 0]);
        assert_eq!(session.splice(0, 0, [passage(line)]), [0, 2]);
        assert_eq!(places(&session, Rule::RepeatedLine), [2]);
    }

    #[test]
    fn what_is_ignored_is_told_no_more_until_it_is_again() {
        let mut session = session(&["Hai  dấu cách."]);
        let found = session.findings(0)[0].clone();
        let chars: Vec<char> = "Hai  dấu cách.".chars().collect();
        let place = Some(Near::of(&chars, found.start as usize, found.end as usize));
        assert_eq!(session.ignore(vec![Ignore { rule: found.rule, place }]), [0]);
        assert!(session.findings(0).is_empty());
        assert_eq!(session.ignore(vec![]), [0]);
        assert_eq!(session.findings(0), [found]);
    }

    #[test]
    fn what_the_house_protects_is_spelt_right() {
        let names = ["Từ Quy Nhơn đến Quy Nhơn, qua Quy Nhơn.", "Ở Khách sạn Qui Nhơn xa. Tới phố Qui Nhơn mua."];
        for (protected, expected) in [("", 2), ("Khách sạn Qui Nhơn", 1), ("Qui Nhơn", 0)] {
            let mut style = Style::default();
            style.glossary.protected.push(protected.into());
            let mut session = Session::new(Arc::new(style));
            session.splice(0, 0, names.iter().map(|text| passage(text)));
            let found = session.findings(1).iter().filter(|finding| finding.rule == Rule::NameTwoWays).count();
            assert_eq!(found, expected, "{protected}");
        }
    }

    #[test]
    fn a_rule_that_the_house_does_not_want_finds_nothing() {
        let style = Style::from_toml("[rules]\ndouble_space = \"off\"").unwrap();
        let mut session = Session::new(Arc::new(style));
        session.splice(0, 0, [passage("Hai  dấu cách.")]);
        assert!(session.findings(0).is_empty());
    }

    #[test]
    fn a_number_is_looked_for_once_there_is_a_body() {
        let headline = Passage::new(Role::Headline, Language::Vietnamese, "Tặng 18 phần quà");
        let mut session = Session::new(Arc::default());
        session.splice(0, 0, [headline, passage("")]);
        assert_eq!(places(&session, Rule::NumberNotInBody), [] as [usize; 0]);
        // The verdict reaches the headline, which was not touched.
        assert_eq!(session.splice(1, 1, [passage("Sáng nay trời mưa.")]), [0, 1]);
        assert_eq!(places(&session, Rule::NumberNotInBody), [0]);
        assert_eq!(session.splice(1, 1, [passage("Có 18 phần quà.")]), [0, 1]);
        assert_eq!(places(&session, Rule::NumberNotInBody), [] as [usize; 0]);
    }
}
