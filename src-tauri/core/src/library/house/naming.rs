//! What pictures are called on their way in: a pattern of the house with variables in it, in Vietnamese or English. The name
//! that a file came with stays known.

use std::collections::{BTreeMap, HashSet};

use crate::{
    fold::{fold, slug},
    letters,
    story::{FieldValue, Photo, PhotoField, PhotoFields, PhotoId, StoryField, StoryFields},
};

/// No name is longer, without its ending and what tells it from others; what ends a name is no longer than that.
const MOST_BYTES: usize = 200;
const MOST_OF_ENDING: usize = 12;
const SLUG_LETTERS: usize = 60;

/// What a variable stands for, and what it is called.
const VARIABLES: [(Variable, [&str; 2]); 6] = [
    (Variable::Date, ["ngày", "date"]),
    (Variable::Time, ["giờ", "time"]),
    (Variable::Slug, ["slug", "đường dẫn"]),
    (Variable::Number, ["số", "number"]),
    (Variable::Original, ["tên gốc", "original"]),
    (Variable::Byline, ["người chụp", "byline"]),
];

#[derive(Clone, Copy)]
enum Variable {
    Date,
    Time,
    Slug,
    Number,
    Original,
    Byline,
}

/// Names for the pictures of one story.
pub(in crate::library) struct Naming {
    pattern: String,
    slug: String,
    taken: HashSet<String>,
    number: usize,
}

impl Naming {
    /// `known`: those that it has already.
    pub fn new(pattern: &str, fields: &StoryFields, known: &[Photo]) -> Self {
        let given = [StoryField::Slug, StoryField::Slugline, StoryField::Headline];
        let named = given.into_iter().map(|field| slug(fields.text(field), SLUG_LETTERS));
        Self {
            pattern: pattern.trim().to_owned(),
            slug: named.into_iter().find(|slug| !slug.is_empty()).unwrap_or_default(),
            taken: known.iter().map(|photo| photo.file_name.to_lowercase()).collect(),
            number: known.len(),
        }
    }

    /// Gives a picture its name, and keeps the one that it came with.
    pub fn name(&mut self, photo: &mut Photo) {
        let (stem, ending) = parted(&photo.file_name);
        let next = |naming: &mut Self| {
            naming.number += 1;
            naming.filled(stem, photo)
        };
        let mut name = next(self);
        // A second camera counts on where the first one ended, whatever was taken off since.
        for _ in 0..self.taken.len() {
            if !self.is_taken(&format!("{name}{ending}")) {
                break;
            }
            let counted = next(self);
            if counted == name {
                break;
            }
            name = counted;
        }
        // A pattern that says nothing of this picture gives it no name.
        if name.is_empty() {
            return;
        }
        let name = self.free(&name, ending);
        if name != photo.file_name {
            let before = std::mem::replace(&mut photo.file_name, name);
            photo.fields.set(PhotoField::OriginalName, FieldValue::Text(before));
        }
        self.taken.insert(photo.file_name.to_lowercase());
    }

    fn filled(&self, stem: &str, photo: &Photo) -> String {
        let mut name = String::new();
        let mut rest = self.pattern.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            name.push_str(before);
            let variable = after.split_once('}').and_then(|(word, after)| Some((variable(word)?, after)));
            rest = match variable {
                Some((variable, after)) => {
                    name.push_str(&self.value(variable, stem, photo));
                    after
                }
                // A brace that begins no variable is none of a name.
                None => after,
            };
        }
        name.push_str(rest);
        tidy(&name)
    }

    fn value(&self, variable: Variable, stem: &str, photo: &Photo) -> String {
        let taken = photo.fields.text(PhotoField::DateCreated);
        match variable {
            Variable::Date => taken.get(..10).unwrap_or_default().replace('-', ""),
            Variable::Time => taken.get(11..19).unwrap_or_default().replace(':', ""),
            Variable::Slug => self.slug.clone(),
            Variable::Number => format!("{:03}", self.number),
            Variable::Original => stem.to_owned(),
            Variable::Byline => slug(photo.fields.text(PhotoField::Byline), SLUG_LETTERS),
        }
    }

    /// With a number behind it where another picture of the story has it.
    fn free(&self, name: &str, ending: &str) -> String {
        let first = format!("{name}{ending}");
        let others = (2..).map(|number| format!("{name}-{number}{ending}"));
        let mut names = std::iter::once(first.clone()).chain(others);
        names.find(|name| !self.is_taken(name)).unwrap_or(first)
    }

    fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(&name.to_lowercase())
    }
}

/// What a picture would be called by a pattern, for whoever is writing one.
pub fn example_name(pattern: &str) -> String {
    let mut fields = PhotoFields::default();
    fields.set(PhotoField::DateCreated, "2026-11-30T08:05:00+07:00");
    fields.set(PhotoField::Byline, "Thu An");
    let mut photo = Photo {
        id: PhotoId(String::new()),
        fields,
        origins: BTreeMap::new(),
        place: String::new(),
        file_name: "DSC_0417.JPG".to_owned(),
        media_type: String::new(),
        width: 0,
        height: 0,
        sha256: String::new(),
    };
    let mut naming =
        Naming { pattern: pattern.trim().to_owned(), slug: "nuoc-len".to_owned(), taken: HashSet::new(), number: 0 };
    naming.name(&mut photo);
    photo.file_name
}

fn variable(word: &str) -> Option<Variable> {
    let word = fold(word.trim());
    VARIABLES.iter().find(|(_, names)| names.iter().any(|name| fold(name) == word)).map(|(variable, _)| *variable)
}

/// A name before its ending, and that with its point.
fn parted(file_name: &str) -> (&str, &str) {
    match file_name.rfind('.') {
        Some(at) if at > 0 && file_name.len() - at <= MOST_OF_ENDING => file_name.split_at(at),
        _ => (file_name, ""),
    }
}

/// Signs that lead to other folders, or that a system has for itself, are none of a name; nor are two signs that parted
/// what is not there.
fn tidy(name: &str) -> String {
    let is_parting = |letter: char| matches!(letter, '-' | '_' | ' ' | '.');
    let mut tidied = String::new();
    for letter in letters::fit_line(name).chars() {
        let letter = if r#"/\:*?"<>|{}"#.contains(letter) { '-' } else { letter };
        if !(is_parting(letter) && tidied.chars().next_back().is_none_or(is_parting)) {
            tidied.push(letter);
        }
    }
    let end = tidied.char_indices().map(|(at, letter)| at + letter.len_utf8()).take_while(|end| *end <= MOST_BYTES);
    let end = end.last().unwrap_or_default();
    tidied[..end].trim_end_matches(is_parting).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_filled_from_what_the_picture_says() {
        for (pattern, name) in [
            ("", "DSC_0417.JPG"),
            ("{ngày}-{slug}-{số}", "20261130-nuoc-len-001.JPG"),
            ("{date}_{slug}_{number}", "20261130_nuoc-len_001.JPG"),
            ("{tên gốc}", "DSC_0417.JPG"),
            ("{slug} {original}", "nuoc-len DSC_0417.JPG"),
            ("{NGÀY} {giờ} {người chụp}", "20261130 080500 thu-an.JPG"),
            // What is no variable is none of a name, and no name leads elsewhere.
            ("{lạ}", "lạ.JPG"),
            ("../{số}/{so}", "001-001.JPG"),
            ("{", "DSC_0417.JPG"),
            (" . - ", "DSC_0417.JPG"),
            ("Ảnh: {số}", "Ảnh-001.JPG"),
        ] {
            assert_eq!(example_name(pattern), name, "{pattern}");
        }
        let long = example_name(&"ễ".repeat(500));
        assert!(long.len() <= MOST_BYTES + ".JPG".len() && long.ends_with("ễ.JPG"), "{long}");
    }
}
