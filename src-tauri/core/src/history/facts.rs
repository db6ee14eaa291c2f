//! The numbers and names that differ between two stories: what an editor checks first.

use std::collections::{HashMap, HashSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{
    Comparison, DiffKind, DiffPiece, FactChange, FactKind,
    words::{is_number, is_word, words},
};
use crate::{fold, story::Spot};

type Fact = (FactKind, String);

/// Words that begin a sentence in front of a name and are none of it.
const BEFORE_NAMES: &[&str] = &[
    "ai", "anh", "bà", "bác", "các", "chị", "cô", "của", "do", "em", "hai", "khi", "một", "nếu", "nhiều", "những",
    "nơi", "ở", "ông", "qua", "sau", "tại", "theo", "thì", "trong", "trước", "tuy", "từ", "và", "về", "vì", "với",
    "đến", "đó", "a", "after", "an", "and", "at", "before", "but", "by", "for", "from", "in", "mr", "mrs", "ms", "of",
    "on", "the", "to", "when", "with",
];

/// Facts that came, went or took each other's place, in the order in which a person reads them.
pub(super) fn facts(found: &Comparison) -> Vec<FactChange> {
    let mut changes = Vec::new();
    let mut look = |spot: Spot, pieces: &[DiffPiece]| {
        let text = |other: DiffKind| {
            let side = pieces.iter().filter(|piece| piece.kind != other);
            side.map(|piece| piece.text.as_str()).collect::<String>()
        };
        between(&spot, &facts_in(&text(DiffKind::Added)), &facts_in(&text(DiffKind::Removed)), &mut changes);
    };
    for change in &found.fields {
        look(Spot::Field(change.field), &change.pieces);
    }
    for change in &found.body {
        look(Spot::Body, &change.pieces);
    }
    // How a picture is cut, and how many stars it has, is nothing that a reader is told.
    for photo in &found.photos {
        for change in photo.fields.iter().filter(|change| !change.field.kind().is_mark()) {
            look(Spot::Photo(photo.photo.clone(), change.field), &change.pieces);
        }
    }
    let mut told = HashSet::new();
    let mut changes = without_moved(changes);
    // A name that was changed throughout is told once for each kind of place: one caption stands for all.
    changes.retain(|FactChange { kind, before, after, spot }| {
        told.insert((*kind, before.clone(), after.clone(), spot.name(), spot.photo().is_some()))
    });
    changes
}

fn between(spot: &Spot, before: &[Fact], after: &[Fact], changes: &mut Vec<FactChange>) {
    let mut tell = |kind, before: Option<&Fact>, after: Option<&Fact>| {
        let word = |fact: Option<&Fact>| fact.map(|(_, word)| word.clone());
        changes.push(FactChange { kind, before: word(before), after: word(after), spot: spot.clone() });
    };
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        for kind in [FactKind::Number, FactKind::Name] {
            let of_kind = |facts: &'_ [Fact]| facts.iter().filter(|fact| fact.0 == kind).cloned().collect::<Vec<_>>();
            let (gone, come) = (of_kind(&before[op.old_range()]), of_kind(&after[op.new_range()]));
            for at in 0..gone.len().max(come.len()) {
                tell(kind, gone.get(at), come.get(at));
            }
        }
    }
}

/// What only went from one place to another is no change of facts.
fn without_moved(changes: Vec<FactChange>) -> Vec<FactChange> {
    let mut gone: HashMap<Fact, usize> = HashMap::new();
    let alone = |change: &FactChange| change.before.is_none() || change.after.is_none();
    for change in changes.iter().filter(|change| alone(change)) {
        if let Some(before) = &change.before {
            *gone.entry((change.kind, before.clone())).or_default() += 1;
        }
    }
    let mut met: HashMap<Fact, usize> = HashMap::new();
    for change in changes.iter().filter(|change| alone(change)) {
        if let Some(after) = &change.after {
            let fact = (change.kind, after.clone());
            let met = met.entry(fact.clone()).or_default();
            *met = (*met + 1).min(gone.get(&fact).copied().unwrap_or_default());
        }
    }
    let mut left = met.clone();
    let take = |of: &mut HashMap<Fact, usize>, kind, word: &Option<String>| {
        let count = word.as_ref().and_then(|word| of.get_mut(&(kind, word.clone())));
        count.is_some_and(|count| std::mem::replace(count, count.saturating_sub(1)) > 0)
    };
    changes
        .into_iter()
        .filter(|change| match (&change.before, &change.after) {
            (Some(_), None) => !take(&mut met, change.kind, &change.before),
            (None, Some(_)) => !take(&mut left, change.kind, &change.after),
            _ => true,
        })
        .collect()
}

/// Numbers (dates and documents' numbers among them) and names, in the order in which they stand.
fn facts_in(text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    let mut begins_sentence = true;
    let mut name_begins_sentence = false;
    let end = |name: &mut Vec<&str>, begins_sentence: bool| {
        let name = std::mem::take(name);
        let led =
            begins_sentence && name.first().is_some_and(|word| BEFORE_NAMES.contains(&word.to_lowercase().as_str()));
        let name = if led { &name[1..] } else { &name };
        // Any word is capitalised at the start of a sentence; in capitals throughout it is an abbreviation.
        let by_chance = name.len() == 1 && begins_sentence && !led && !is_abbreviation(name[0]);
        if name.is_empty() || by_chance { None } else { Some((FactKind::Name, name.join(" "))) }
    };
    for word in words(text) {
        if is_number(word) {
            facts.extend(end(&mut name, name_begins_sentence));
            facts.push((FactKind::Number, word.to_owned()));
            begins_sentence = false;
        } else if is_word(word) {
            if word.starts_with(char::is_uppercase) {
                if name.is_empty() {
                    name_begins_sentence = begins_sentence;
                }
                name.push(word);
            } else {
                facts.extend(end(&mut name, name_begins_sentence));
            }
            begins_sentence = false;
        } else if word != " " {
            facts.extend(end(&mut name, name_begins_sentence));
            begins_sentence |= ends_sentence(word);
        }
    }
    facts.extend(end(&mut name, name_begins_sentence));
    facts
}

fn ends_sentence(sign: &str) -> bool {
    sign.contains(['.', '!', '?', ':', '…', '“', '"', '‘', '\n', '–', '-', '•'])
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|letter| !letter.is_lowercase()) && !fold::fold(word).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_told_from_other_words() {
        for (text, expected) in [
            ("Sáng 15/10, ông Trần Văn Sơn trao 1.250 suất.", "15/10 · Trần Văn Sơn · 1.250"),
            ("Ông Trần Văn Sơn nói. Tại Hà Nội mưa.", "Trần Văn Sơn · Hà Nội"),
            ("Nước lên. Người dân chạy. UBND tỉnh họp.", "UBND"),
            ("Theo Chỉ thị 35-CT/TW của Trung ương", "Chỉ · 35-CT/TW · Trung"),
            ("In Hanoi, Mr Green met the Red River Board.", "Hanoi · Mr Green · Red River Board"),
            ("“Mưa to quá”, bà Mây nói.", "Mây"),
            ("", ""),
        ] {
            let found: Vec<String> = facts_in(text).into_iter().map(|(_, word)| word).collect();
            assert_eq!(found.join(" · "), expected, "{text}");
        }
    }
}
