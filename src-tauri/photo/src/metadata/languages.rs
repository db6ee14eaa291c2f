//! One text in several languages: which of them is read, and that the others are not lost.

use dateline_base::{FieldValue, PhotoField, PhotoFields};

/// A text as a file has it in one of several languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InLanguage {
    pub field: PhotoField,
    /// The language's tag; `x-default` for what is to be read where nothing fits better.
    pub language: String,
    pub text: String,
}

const DEFAULT: &str = "x-default";
/// A language that nobody told.
const UNTOLD: &str = "und";

/// Which of several is read for a story in `wanted`, as XMP has it: in that very language, in one that begins with it, the
/// default one, the first.
fn chosen<'a>(tags: impl Iterator<Item = &'a str>, wanted: &str) -> Option<usize> {
    let rank = |tag: &str| {
        let (tag, wanted) = (tag.to_ascii_lowercase(), wanted.to_ascii_lowercase());
        let is_of = |region: &str| region.starts_with('-');
        match tag.as_str() {
            exact if exact == wanted => 0,
            other if other.strip_prefix(&wanted).is_some_and(is_of) => 1,
            other if wanted.strip_prefix(other).is_some_and(is_of) => 1,
            DEFAULT | "" => 2,
            _ => 3,
        }
    };
    tags.enumerate().min_by_key(|(_, tag)| rank(tag)).map(|(at, _)| at)
}

/// Which is read as long as nobody told the story's language: the default one, else Vietnamese, else English, else the
/// first.
pub fn unasked<'a>(tags: impl Iterator<Item = &'a str>) -> Option<usize> {
    let tags: Vec<&str> = tags.collect();
    let rank = |tag: &str| {
        let of = |language: &str| tag.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case(language));
        [tag.eq_ignore_ascii_case(DEFAULT) || tag.is_empty(), of("vi"), of("en"), true].iter().position(|fits| *fits)
    };
    tags.iter().enumerate().min_by_key(|(_, tag)| rank(tag)).map(|(at, _)| at)
}

/// Puts the texts that were not taken beside those that were.
pub fn keep(fields: &mut PhotoFields, languages: &[InLanguage]) {
    let mut kept: Vec<String> = Vec::new();
    for InLanguage { field, language, text } in languages {
        let is_said = fields.text(*field) == text;
        let is_default = language.eq_ignore_ascii_case(DEFAULT);
        // The default one mostly says in its own words what stands in one of the languages too.
        let again = is_default
            && languages
                .iter()
                .any(|other| other.field == *field && other.language != *language && other.text == *text);
        if !is_said && !again {
            kept.push(format!("{} {} {text}", field.name(), if is_default { UNTOLD } else { language }));
        }
    }
    kept.retain(|item| dateline_base::fields::in_language(item).is_some());
    fields.set(PhotoField::OtherLanguages, FieldValue::List(kept));
}

/// Takes, for a story in `wanted`, the texts in its own language, where what stands in `fields` was one of several.
pub fn speak(fields: &mut PhotoFields, languages: &[InLanguage], wanted: &str) {
    for field in PhotoField::ALL {
        let said: Vec<&InLanguage> = languages.iter().filter(|one| one.field == *field).collect();
        let at = chosen(said.iter().map(|one| one.language.as_str()), wanted);
        if let Some(own) = at.and_then(|at| said.get(at))
            && said.iter().any(|one| fields.text(*field) == one.text)
        {
            fields.set(*field, own.text.clone());
        }
    }
    keep(fields, languages);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_storys_own_language_comes_before_the_default_one() {
        for (tags, wanted, expected) in [
            (&["x-default", "en", "vi"][..], "vi", Some(2)),
            (&["x-default", "en", "vi"], "en", Some(1)),
            (&["x-default", "en", "vi-VN"], "vi", Some(2)),
            (&["x-default", "en-GB", "en-US", "en"], "en", Some(3)),
            (&["fr", "x-default", "de"], "vi", Some(1)),
            (&["fr", "de"], "vi", Some(0)),
            (&["VI", "x-default"], "vi", Some(0)),
            (&["vietnamese", "x-default"], "vi", Some(1)),
            (&["x-default"], "vi", Some(0)),
            (&[], "vi", None),
        ] {
            assert_eq!(chosen(tags.iter().copied(), wanted), expected, "{tags:?} {wanted}");
        }
    }

    #[test]
    fn what_is_not_taken_is_kept_once() {
        let said = |language: &str, text: &str| InLanguage {
            field: PhotoField::Caption,
            language: language.into(),
            text: text.into(),
        };
        let languages =
            [said("x-default", "Ferry"), said("en", "Ferry"), said("vi", "Bến phà"), said("fr", "Le bac\nde Huế")];
        let mut fields = PhotoFields::default();
        fields.set(PhotoField::Caption, "Ferry");
        speak(&mut fields, &languages, "vi");
        assert_eq!(fields.text(PhotoField::Caption), "Bến phà");
        let others = fields.list(PhotoField::OtherLanguages);
        assert_eq!(others, ["caption en Ferry", "caption fr Le bac\nde Huế"]);

        // A text that came from elsewhere is none of them, and stays.
        fields.set(PhotoField::Caption, "Lời mới hơn");
        speak(&mut fields, &languages, "vi");
        assert_eq!(fields.text(PhotoField::Caption), "Lời mới hơn");
    }
}
