//! The fields of stories and photos: one list each, which the document, the screen, the command line and
//! the formats all read. The names are Superdesk's; `docs/formats` maps them to each standard.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::frame::{Area, Point};
use crate::{
    Error, ErrorCode, Result, letters,
    limits::{FIELD, ITEMS},
};

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FieldKind {
    /// One line of text.
    Line,
    /// Text that may have line breaks.
    Text,
    /// Several short texts, in order.
    List,
    /// `2019-10-15` or an RFC 3339 time with its zone.
    Date,
    /// When something was, as exactly as it is known: `1972`, `1972-05`, a day, a day and a time by a clock whose zone
    /// nobody told, or RFC 3339.
    Taken,
    /// Texts of other fields in other languages: `caption en Delegates at the opening`.
    Languages,
    /// A whole number that is not negative.
    Number,
    /// 1 (highest) to 9.
    Urgency,
    /// 1 to 5 stars.
    Rating,
    /// `picked` or `rejected`.
    Pick,
    /// A colour to sort by: `red`, `yellow`, `green`, `blue` or `purple`.
    Label,
    /// `forbidden`; empty is free to use under the usage terms.
    Usage,
    /// `x,y` as fractions of the upright picture, from its top left: `0.5,0.33`.
    Point,
    /// `left,top,width,height` as fractions of the upright picture: `0.1,0,0.8,0.45`.
    Area,
    /// One line that a picture's file says of itself, and no person.
    Fact,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
#[ts(export)]
pub enum FieldValue {
    Text(String),
    List(Vec<String>),
}

impl FieldValue {
    pub fn is_empty(&self) -> bool {
        match self {
            FieldValue::Text(text) => text.is_empty(),
            FieldValue::List(items) => items.is_empty(),
        }
    }

    /// With what no text may hold left out. Line breaks that a person can type are not: what takes one line says so.
    pub fn made_fit(&self, kind: FieldKind) -> Self {
        let line = |text: &String| match text.contains(['\n', '\r']) {
            true => text.clone(),
            false => letters::fit_line(text).into_owned(),
        };
        match (kind, self) {
            (FieldKind::Languages, FieldValue::List(items)) => {
                FieldValue::List(items.iter().map(|item| letters::fit(item).into_owned()).collect())
            }
            (FieldKind::Text, FieldValue::Text(text)) => FieldValue::Text(letters::fit(text).into_owned()),
            (_, FieldValue::Text(text)) => FieldValue::Text(line(text)),
            (_, FieldValue::List(items)) => FieldValue::List(items.iter().map(line).collect()),
        }
    }
}

impl From<&str> for FieldValue {
    fn from(text: &str) -> Self {
        FieldValue::Text(text.to_owned())
    }
}

pub const PICKED: &str = "picked";
pub const REJECTED: &str = "rejected";
const PICKS: [&str; 2] = [PICKED, REJECTED];
/// As Lightroom and Bridge have them, in their order.
pub const LABELS: [&str; 5] = ["red", "yellow", "green", "blue", "purple"];
pub const FORBIDDEN: &str = "forbidden";

impl FieldKind {
    /// Checks that `value` is of this kind. An empty value always is: it clears the field.
    pub fn check(self, name: &str, value: &FieldValue) -> Result<()> {
        let invalid = || Error::new(ErrorCode::FieldInvalid).with("field", name);
        let wrong = |reason| Err(invalid().with_words("reason", reason));
        let unlike = |example: &str| Err(invalid().with("reason", example));
        let one_line = |text: &str| !text.contains(['\n', '\r']);
        let (bytes, items) = match value {
            FieldValue::Text(text) => (text.len(), 0),
            FieldValue::List(items) => (items.iter().map(String::len).sum(), items.len()),
        };
        FIELD.check_bytes(bytes).and_then(|()| ITEMS.check(items)).map_err(|error| error.with("field", name))?;
        match (self, value) {
            (_, FieldValue::Text(text)) if text.is_empty() => Ok(()),
            (FieldKind::Text, FieldValue::Text(_)) => Ok(()),
            (FieldKind::Line | FieldKind::Fact, FieldValue::Text(text)) if one_line(text) => Ok(()),
            (FieldKind::Line | FieldKind::Fact, FieldValue::Text(_)) => wrong("takes.one_line"),
            (FieldKind::Date, FieldValue::Text(text))
                if NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
                    || DateTime::parse_from_rfc3339(text).is_ok() =>
            {
                Ok(())
            }
            (FieldKind::Date, FieldValue::Text(_)) => unlike("2019-10-15 | 2019-10-15T08:00:00+07:00"),
            (FieldKind::Taken, FieldValue::Text(text)) if is_taken(text) => Ok(()),
            (FieldKind::Taken, FieldValue::Text(_)) => {
                unlike("1972 | 1972-05 | 2019-10-15 | 2019-10-15T08:00:00 | 2019-10-15T08:00:00+07:00")
            }
            (FieldKind::Languages, FieldValue::List(items)) if items.iter().all(|item| in_language(item).is_some()) => {
                Ok(())
            }
            (FieldKind::Languages, _) => unlike("caption en Delegates at the opening"),
            (FieldKind::Number, FieldValue::Text(text)) if text.parse::<u64>().is_ok() => Ok(()),
            (FieldKind::Number, FieldValue::Text(_)) => unlike("0, 1, 2…"),
            (FieldKind::Urgency, FieldValue::Text(text)) if matches!(text.parse(), Ok(1..=9u8)) => Ok(()),
            (FieldKind::Urgency, FieldValue::Text(_)) => unlike("1…9"),
            (FieldKind::Rating, FieldValue::Text(text)) if matches!(text.parse(), Ok(1..=5u8)) => Ok(()),
            (FieldKind::Rating, FieldValue::Text(_)) => unlike("1…5"),
            (FieldKind::Pick, FieldValue::Text(text)) if PICKS.contains(&text.as_str()) => Ok(()),
            (FieldKind::Pick, FieldValue::Text(_)) => unlike("picked | rejected"),
            (FieldKind::Label, FieldValue::Text(text)) if LABELS.contains(&text.as_str()) => Ok(()),
            (FieldKind::Label, FieldValue::Text(_)) => unlike("red | yellow | green | blue | purple"),
            (FieldKind::Usage, FieldValue::Text(text)) if text == FORBIDDEN => Ok(()),
            (FieldKind::Usage, FieldValue::Text(_)) => unlike(FORBIDDEN),
            (FieldKind::Point, FieldValue::Text(text)) if Point::parse(text).is_some() => Ok(()),
            (FieldKind::Point, FieldValue::Text(_)) => unlike("0.5,0.33 (x,y: 0…1)"),
            (FieldKind::Area, FieldValue::Text(text)) if Area::parse(text).is_some() => Ok(()),
            (FieldKind::Area, FieldValue::Text(_)) => unlike("0.1,0,0.8,0.45 (left,top,width,height: 0…1)"),
            (FieldKind::List, FieldValue::List(items)) if items.iter().all(|item| one_line(item)) => Ok(()),
            (FieldKind::List, FieldValue::List(_)) => wrong("takes.one_line"),
            (FieldKind::List, FieldValue::Text(_)) => wrong("takes.list"),
            (_, FieldValue::List(_)) => wrong("takes.no_list"),
        }
    }

    /// What the desk decides about a picture, or its file says, and no words of anyone: nobody searches for it or counts
    /// it as writing.
    pub fn is_mark(self) -> bool {
        use FieldKind::{Area, Fact, Label, Languages, Pick, Point, Rating, Usage};
        matches!(self, Rating | Pick | Label | Usage | Point | Area | Fact | Languages)
    }

    /// Reads what a person typed on one line. Lists are parted by commas or semicolons.
    pub fn parse(self, text: &str) -> FieldValue {
        match self {
            FieldKind::List => FieldValue::List(
                text.split([',', ';']).map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect(),
            ),
            FieldKind::Languages => {
                FieldValue::List(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
            }
            _ => FieldValue::Text(text.to_owned()),
        }
    }

    /// Whether it holds several texts.
    pub fn is_list(self) -> bool {
        matches!(self, FieldKind::List | FieldKind::Languages)
    }
}

fn is_taken(text: &str) -> bool {
    let is_day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
    match text.len() {
        4 => text != "0000" && text.bytes().all(|byte| byte.is_ascii_digit()),
        7 => is_day(&format!("{text}-01")),
        10 => is_day(text),
        19 => NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").is_ok(),
        _ => DateTime::parse_from_rfc3339(text).is_ok(),
    }
}

/// Which field a text in another language stands for, the language's tag, and the text.
pub fn in_language(item: &str) -> Option<(PhotoField, &str, &str)> {
    let mut parts = item.splitn(3, ' ');
    let (field, language, text) = (parts.next()?, parts.next()?, parts.next()?);
    let is_tag =
        (1..=35).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let field = PhotoField::named(field).ok().filter(|_| is_tag && !text.trim().is_empty())?;
    Some((field, language, text))
}

/// A list of fields that knows each one's name and kind.
pub trait Field: Copy + Ord + 'static {
    const ALL: &'static [Self];
    fn name(self) -> &'static str;
    fn kind(self) -> FieldKind;

    fn named(name: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name).ok_or_else(|| {
            Error::new(ErrorCode::FieldUnknown).with("field", name).with("known", Self::names().join(", "))
        })
    }

    fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|field| field.name()).collect()
    }
}

macro_rules! fields {
    ($(#[$doc:meta])* $list:ident { $($(#[$field_doc:meta])* $field:ident: $name:literal, $kind:ident;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[ts(export)]
        pub enum $list {
            $($(#[$field_doc])* #[serde(rename = $name)] $field,)*
        }

        impl Field for $list {
            const ALL: &'static [Self] = &[$($list::$field,)*];

            fn name(self) -> &'static str {
                match self { $($list::$field => $name,)* }
            }

            fn kind(self) -> FieldKind {
                match self { $($list::$field => FieldKind::$kind,)* }
            }
        }

        impl $list {
            pub const ALL: &'static [Self] = <Self as Field>::ALL;
            pub fn name(self) -> &'static str { Field::name(self) }
            pub fn kind(self) -> FieldKind { Field::kind(self) }
            pub fn named(name: &str) -> Result<Self> { Field::named(name) }
        }
    };
}

fields! {
    /// The fields of a story, in the order in which a desk reads them.
    StoryField {
        Kicker: "kicker", Line;
        Headline: "headline", Line;
        Subheadline: "subheadline", Line;
        /// The lead, "sapo".
        Abstract: "abstract", Text;
        Byline: "byline", Line;
        Dateline: "dateline", Line;
        /// The newsroom's internal name.
        Slugline: "slugline", Line;
        /// The end of the page's address.
        Slug: "slug", Line;
        Section: "section", Line;
        Keywords: "keywords", List;
        /// IPTC media topics, as codes.
        Subjects: "subjects", List;
        Place: "place", Line;
        Genre: "genre", Line;
        Urgency: "urgency", Urgency;
        Source: "source", Line;
        DatePublished: "date_published", Date;
        /// How often the page had been read when it was taken in.
        Views: "views", Number;
        Embargoed: "embargoed", Date;
        PublishSchedule: "publish_schedule", Date;
        WordCountPlanned: "word_count_planned", Number;
        /// A note to editors; it never leaves in a package's page.
        Ednote: "ednote", Text;
        UsageTerms: "usage_terms", Text;
        CopyrightHolder: "copyright_holder", Line;
        CopyrightNotice: "copyright_notice", Line;
    }
}

fields! {
    /// The fields of a photo. A caption has one home, and it is here.
    PhotoField {
        Caption: "caption", Text;
        Credit: "credit", Line;
        AltText: "alt_text", Text;
        /// The photographer.
        Byline: "byline", Line;
        Headline: "headline", Line;
        ExtendedDescription: "extended_description", Text;
        Source: "source", Line;
        CaptionWriter: "caption_writer", Line;
        CopyrightNotice: "copyright_notice", Line;
        UsageTerms: "usage_terms", Text;
        People: "people", List;
        /// The town.
        Place: "located", Line;
        /// A place in it: a street, a hall.
        Sublocation: "sublocation", Line;
        /// A province or state.
        State: "state", Line;
        Country: "country", Line;
        CountryCode: "country_code", Line;
        DateCreated: "date_created", Taken;
        DigitalSourceType: "digital_source_type", Line;
        /// A short name or number that an archive knows the picture by.
        Title: "title", Line;
        Keywords: "keywords", List;
        /// IPTC's codes of what it is about.
        Subjects: "subjects", List;
        /// Where its rights are told in full.
        WebStatement: "web_statement", Line;
        /// Who sells or gives licences to it, and where.
        Licensor: "licensor", List;
        LicensorUrl: "licensor_url", List;
        /// Whether machines may learn from it.
        DataMining: "data_mining", Line;
        /// What else may not be done with it.
        OtherConstraints: "other_constraints", Text;
        /// What made it, where a machine did, and what it was told.
        AiSystem: "ai_system", Line;
        AiSystemVersion: "ai_system_version", Line;
        AiPrompt: "ai_prompt", Text;
        AiPromptWriter: "ai_prompt_writer", Line;
        /// What its file says in other languages.
        OtherLanguages: "other_languages", Languages;
        /// Whether it may be published at all. This and what follows stays in the newsroom.
        Usage: "usage", Usage;
        /// What whoever sent it wants the desk to know.
        Instructions: "instructions", Text;
        /// The number that whoever sent it knows the job by.
        JobId: "job_id", Line;
        /// Not to be published before.
        Embargoed: "embargoed", Date;
        /// Not to be published after.
        Expires: "expires", Date;
        Rating: "rating", Rating;
        Pick: "pick", Pick;
        /// What must stay in the picture however it is cut.
        FocusPoint: "focus_point", Point;
        Crop16x9: "crop_16_9", Area;
        Crop4x3: "crop_4_3", Area;
        Crop1x1: "crop_1_1", Area;
        CropFree: "crop_free", Area;
        Label: "label", Label;
        Camera: "camera", Fact;
        Lens: "lens", Fact;
        /// The name of the file on the card, where it was given another on the way in.
        OriginalName: "original_name", Fact;
    }
}

/// The values of a list of fields. Empty ones are not kept, so two ways to say "nothing" can't drift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields<F: Ord>(BTreeMap<F, FieldValue>);

pub type StoryFields = Fields<StoryField>;
pub type PhotoFields = Fields<PhotoField>;

impl<F: Ord> Default for Fields<F> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<F: Field> Fields<F> {
    pub fn text(&self, field: F) -> &str {
        match self.0.get(&field) {
            Some(FieldValue::Text(text)) => text,
            _ => "",
        }
    }

    pub fn list(&self, field: F) -> &[String] {
        match self.0.get(&field) {
            Some(FieldValue::List(items)) => items,
            _ => &[],
        }
    }

    pub fn get(&self, field: F) -> Option<&FieldValue> {
        self.0.get(&field)
    }

    /// Sets a field; an empty value clears it. The caller has checked the kind.
    pub fn set(&mut self, field: F, value: impl Into<FieldValue>) {
        let value = value.into();
        if value.is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, value);
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (F, &FieldValue)> {
        self.0.iter().map(|(field, value)| (*field, value))
    }
}

impl From<String> for FieldValue {
    fn from(text: String) -> Self {
        FieldValue::Text(text)
    }
}

impl From<Vec<String>> for FieldValue {
    fn from(items: Vec<String>) -> Self {
        FieldValue::List(items)
    }
}
