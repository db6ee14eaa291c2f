//! What was set for this library. Each setting is a row of its own, named after whose it is: a person's, this computer's or
//! the house's. So what one program sets takes back nothing that another did, a setting of a newer Dateline stays, and one
//! that can't be read takes no other with it.

use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use crate::{
    Error, ErrorCode, Language, Result, letters,
    library::{
        Library,
        list_query::{ListFilter, Sort},
    },
    limits,
    story::{Person, PersonId, Role, StoryId},
};

/// Declares the settings, once: what a screen reads, what it changes, and the rows that they stand in.
macro_rules! settings {
    ($($(#[$doc:meta])* $row:literal $name:ident: $type:ty,)*) => {
        /// What was set for this library.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
        #[ts(export)]
        pub struct Settings {
            $($(#[$doc])* pub $name: $type,)*
        }

        /// The settings that are to be others; what is not named stays as it is.
        #[derive(Clone, Debug, Default, PartialEq, Deserialize, TS)]
        #[serde(default, deny_unknown_fields)]
        #[ts(export, optional_fields)]
        pub struct SettingsChange {
            $(#[serde(deserialize_with = "named")] pub $name: Option<$type>,)*
        }

        impl Settings {
            /// Takes over what stands in a row. False where it can't be read: then it is as by default.
            fn take(&mut self, row: &str, json: &str) -> bool {
                match row {
                    $($row => serde_json::from_str(json).map(|value| self.$name = value).is_ok(),)*
                    // Of a newer Dateline, or no setting of a screen.
                    _ => true,
                }
            }
        }

        impl SettingsChange {
            fn rows(&self) -> Result<Vec<(&'static str, String)>> {
                let mut rows = Vec::new();
                $(if let Some(value) = &self.$name {
                    rows.push(($row, serde_json::to_string(value).map_err(Error::internal)?));
                })*
                Ok(rows)
            }
        }
    };
}

settings! {
    "person.language" language: Language,
    "computer.theme" theme: Theme,
    /// Steps by which a story's text is larger than usual on this computer, or smaller.
    "computer.text_size" text_size: i8,
    /// What the person at this computer calls themselves, for the history. It leaves in no package.
    "person.name" name: String,
    /// Who that is. Another id is another person at this computer.
    "person.id" person: Option<PersonId>,
    "person.role" role: Option<Role>,
    /// Everybody who ever gave a name at this computer, in the order in which they came.
    "computer.people" people: Vec<KnownPerson>,
    /// Where packages were last written.
    "computer.packages_folder" packages_folder: String,
    /// What picture addresses in packages begin with; empty for the default.
    "house.base_url" base_url: String,
    /// The story that was open last.
    "person.last_story" last_story: Option<StoryId>,
    /// How much of its history a story had when it was last opened here: with more, words were written since.
    "computer.opened" opened: Option<Opened>,
    "house.caption_templates" caption_templates: Vec<CaptionTemplate>,
    /// What pictures are called on their way in, with variables in it; empty for the name of the file.
    "house.file_names" file_names: String,
    /// Whether the next picture is at hand once one was rated.
    "person.rating_goes_on" rating_goes_on: bool,
    /// Whether packages carry WebP beside JPEG.
    "house.webp" webp: bool,
    /// Whether a row of the list is one line high.
    "person.compact_list" compact_list: bool,
    "person.saved_lists" saved_lists: Vec<SavedList>,
    /// Whether the sample newsroom was put away.
    "person.samples_away" samples_away: bool,
}

/// The steps that there are.
const TEXT_SIZES: std::ops::RangeInclusive<i8> = -2..=6;
const PERSON: &str = "person.id";
/// Who sit at one computer, in shifts.
const MOST_PEOPLE: usize = 200;
const LANGUAGE: &str = "person.language";
/// The one setting in which there is work.
const TEMPLATES: &str = "house.caption_templates";

/// That it is named says that it is to be another, `null` too.
fn named<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Somebody who writes at this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KnownPerson {
    pub id: PersonId,
    pub name: String,
    pub role: Option<Role>,
}

/// A story as it was when a window opened it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Opened {
    pub story: StoryId,
    #[ts(type = "number")]
    pub revision: i64,
}

/// A caption with variables in it, such as `{people} tại {place}, {date}. Ảnh: {credit}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CaptionTemplate {
    pub name: String,
    pub text: String,
}

/// What somebody looks for again and again, under a name of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedList {
    pub name: String,
    pub words: String,
    pub sort: Sort,
    pub filter: ListFilter,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl SettingsChange {
    fn made_fit(&self) -> Self {
        let template = |CaptionTemplate { name, text }: &CaptionTemplate| CaptionTemplate {
            name: given_name(name),
            text: letters::fit(text).into_owned(),
        };
        let saved_list = |list: &SavedList| SavedList { name: given_name(&list.name), ..list.clone() };
        Self {
            text_size: self.text_size.map(|steps| steps.clamp(*TEXT_SIZES.start(), *TEXT_SIZES.end())),
            name: self.name.as_deref().map(|name| given_name(name.trim())),
            file_names: self.file_names.as_deref().map(given_name),
            base_url: self.base_url.as_deref().map(|url| letters::fit_line(url).into_owned()),
            caption_templates: self.caption_templates.as_ref().map(|all| all.iter().map(template).collect()),
            saved_lists: self.saved_lists.as_ref().map(|all| all.iter().map(saved_list).collect()),
            ..self.clone()
        }
    }
}

/// What a person calls themselves, or a version.
pub(in crate::library) fn given_name(name: &str) -> String {
    letters::fit_line(name).chars().take(limits::NAME_CHARACTERS).collect()
}

/// What was set.
impl Library {
    pub fn settings(&self) -> Result<Settings> {
        self.read_settings().map(|(settings, _)| settings)
    }

    /// With the rows that can't be read.
    fn read_settings(&self) -> Result<(Settings, Vec<String>)> {
        let mut settings = Settings::default();
        let rows = self.database.all_settings()?;
        if rows.iter().all(|(row, _)| row != LANGUAGE) {
            settings.language = language_of_system();
        }
        let unread = rows.into_iter().filter_map(|(row, json)| (!settings.take(&row, &json)).then_some(row)).collect();
        if settings.packages_folder.is_empty() {
            settings.packages_folder = default_packages_folder().unwrap_or_default();
        }
        Ok((settings, unread))
    }

    /// Sets what is named, all of it or nothing; the rest stays as it is, whoever set it.
    pub fn change_settings(&mut self, change: &SettingsChange) -> Result<()> {
        let mut change = change.made_fit();
        // Nobody is at a computer whom no id tells from others.
        change.person = change.person.filter(Option::is_some);
        if change.name.is_some() || change.role.is_some() || change.person.is_some() {
            change.people = Some(self.people_with(&change)?);
        }
        self.database.set_settings(&change.rows()?)?;
        if change.name.is_some() || change.person.is_some() {
            self.person.id = change.person.flatten().or_else(|| self.person.id.take());
            self.person.name = change.name.unwrap_or_else(|| std::mem::take(&mut self.person.name));
            self.sessions.sign(&self.person);
        }
        Ok(())
    }

    /// Those who are known once whoever is at the computer is called so.
    fn people_with(&self, change: &SettingsChange) -> Result<Vec<KnownPerson>> {
        let settings = self.settings()?;
        let mut people = change.people.clone().unwrap_or(settings.people);
        let name = change.name.clone().unwrap_or(settings.name);
        let role = change.role.unwrap_or(settings.role);
        let Some(id) = change.person.clone().flatten().or_else(|| self.person.id.clone()) else { return Ok(people) };
        match people.iter_mut().find(|known| known.id == id) {
            Some(known) => (known.name, known.role) = (name, role),
            // Who has given no name is nobody to choose.
            None if letters::is_blank(&name) => (),
            None => people.push(KnownPerson { id, name, role }),
        }
        people.truncate(MOST_PEOPLE);
        Ok(people)
    }

    /// Whoever is called so, or whose id begins so, writes from now on. Errors: `person_unknown`.
    pub fn become_person(&mut self, called: &str) -> Result<()> {
        let people = self.settings()?.people;
        let by_name = people.iter().filter(|known| known.name.to_lowercase() == called.trim().to_lowercase());
        let mut found: Vec<&KnownPerson> = by_name.collect();
        if found.is_empty() && !called.is_empty() {
            found = people.iter().filter(|known| known.id.0.starts_with(called)).collect();
        }
        let [KnownPerson { id, name, role }] = found[..] else {
            return Err(Error::new(ErrorCode::PersonUnknown).with("person", called));
        };
        let (person, name, role) = (Some(Some(id.clone())), Some(name.clone()), Some(*role));
        self.change_settings(&SettingsChange { person, name, role, ..Default::default() })
    }

    /// When the library is opened. A theme that can't be read is set again by whoever misses it, in silence; caption
    /// templates are somebody's work, so that they are not shown is told. They stay until others are saved.
    pub(in crate::library) fn take_settings(&mut self) -> Result<()> {
        let (settings, unread) = self.read_settings()?;
        self.person = Person { id: self.own_id()?, name: settings.name };
        if unread.iter().any(|row| row == TEMPLATES) {
            self.trouble(Error::new(ErrorCode::TemplatesUnread).at(&self.folder));
        }
        Ok(())
    }

    /// The id of the person at this computer: made when it is needed first, and kept. None where nothing is written.
    fn own_id(&mut self) -> Result<Option<PersonId>> {
        let kept = |library: &Self| -> Result<Option<PersonId>> {
            let json = library.database.setting(PERSON)?;
            // One that can't be read is no id.
            Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
        };
        let id = kept(self)?;
        if id.is_some() || self.database.is_read_only() {
            return Ok(id);
        }
        let fresh = serde_json::to_string(&PersonId::fresh()).map_err(Error::internal)?;
        // Where there is no room for it there is none for words either, and the next start makes one.
        self.database.add_setting(PERSON, &fresh).ok();
        kept(self)
    }

    /// Where packages were last written, or would be.
    pub(crate) fn packages_folder(&self) -> Result<String> {
        self.settings().map(|settings| settings.packages_folder)
    }
}

/// Until somebody chooses one. A system that names none speaks to nobody, and says nothing of who sits before it.
fn language_of_system() -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    language_of(named.into_iter().find(|tag| !tag.is_empty()).as_deref())
}

fn language_of(tag: Option<&str>) -> Language {
    match tag.map(|tag| tag.split('.').next().unwrap_or_default()) {
        None | Some("C" | "POSIX" | "") => Language::default(),
        Some(tag) => Language::from_tag(tag).unwrap_or(Language::English),
    }
}

/// "Dateline" among the person's documents, where they would look for what they made.
fn default_packages_folder() -> Option<String> {
    let person = directories::UserDirs::new()?;
    let documents = person.document_dir().unwrap_or_else(|| person.home_dir());
    Some(documents.join("Dateline").to_string_lossy().into_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::library::tests::library;

    fn change(json: serde_json::Value) -> SettingsChange {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn until_one_is_chosen_the_language_is_the_systems() {
        for (tag, language) in [
            (None, Language::Vietnamese),
            (Some("C.UTF-8"), Language::Vietnamese),
            (Some("POSIX"), Language::Vietnamese),
            (Some("vi_VN.UTF-8"), Language::Vietnamese),
            (Some("vi"), Language::Vietnamese),
            (Some("en_GB"), Language::English),
            (Some("fr_FR.UTF-8"), Language::English),
        ] {
            assert_eq!(language_of(tag), language, "{tag:?}");
        }
    }

    #[test]
    fn what_two_programs_set_is_set_both_and_of_one_setting_the_later_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (library(&folder), library(&folder));
        let before = one.settings().unwrap();
        one.change_settings(&change(serde_json::json!({ "theme": "dark", "base_url": "https://a.vn" }))).unwrap();
        other.change_settings(&change(serde_json::json!({ "name": "Mây", "base_url": "https://b.vn" }))).unwrap();
        let id = before.person.clone().unwrap();
        let people = vec![KnownPerson { id, name: "Mây".into(), role: None }];
        let wanted = Settings {
            theme: Theme::Dark,
            name: "Mây".into(),
            base_url: "https://b.vn".into(),
            people: people.clone(),
            ..before.clone()
        };
        assert_eq!((one.settings().unwrap(), other.settings().unwrap()), (wanted.clone(), wanted));
        one.change_settings(&SettingsChange::default()).unwrap();
        assert_eq!(one.settings().unwrap().name, "Mây");
    }

    #[test]
    fn several_people_take_turns_at_one_computer_and_each_signs_for_themselves() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = library(&folder);
        desk.change_settings(&change(serde_json::json!({ "name": "Lam Khê", "role": "reporter" }))).unwrap();
        let first = desk.settings().unwrap().person;
        let editor = serde_json::json!({ "person": PersonId::fresh(), "name": "Hà Vy", "role": "editor" });
        desk.change_settings(&change(editor)).unwrap();
        let story = desk.create(Language::Vietnamese).unwrap();
        desk.become_person("lam khê").unwrap();
        let now = desk.settings().unwrap();
        assert_eq!((now.person.clone(), now.name.as_str(), now.role), (first, "Lam Khê", Some(Role::Reporter)));
        let known: Vec<_> = now.people.iter().map(|known| (known.name.as_str(), known.role)).collect();
        assert_eq!(known, [("Lam Khê", Some(Role::Reporter)), ("Hà Vy", Some(Role::Editor))]);
        assert_eq!(desk.history(&story).unwrap()[0].by, "Hà Vy");
        desk.name_version(&story, "Đọc rồi").unwrap();
        assert_eq!(desk.history(&story).unwrap()[0].by, "Lam Khê");
        for blank in ["", "  ", "\u{200b}"] {
            desk.change_settings(&change(serde_json::json!({ "person": PersonId::fresh(), "name": blank }))).unwrap();
            assert_eq!(desk.settings().unwrap().people.len(), 2, "{blank:?}");
            desk.become_person("Lam Khê").unwrap();
        }
        for nobody in ["", "Hà", "zz"] {
            assert_eq!(desk.become_person(nobody).unwrap_err().code, ErrorCode::PersonUnknown);
        }
        // Another name is the same person.
        desk.change_settings(&change(serde_json::json!({ "name": "Khê", "person": null }))).unwrap();
        assert_eq!(desk.settings().unwrap().people[0].name, "Khê");
        drop(desk);
        assert_eq!(library(&folder).settings().unwrap().name, "Khê", "whoever wrote last writes on");
    }

    #[test]
    fn a_story_that_was_open_last_can_be_none() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = library(&folder);
        let story = Some(StoryId::fresh());
        desk.change_settings(&SettingsChange { last_story: Some(story.clone()), ..Default::default() }).unwrap();
        desk.change_settings(&change(serde_json::json!({ "webp": true }))).unwrap();
        assert_eq!(desk.settings().unwrap().last_story, story, "it was not named");
        desk.change_settings(&change(serde_json::json!({ "last_story": null }))).unwrap();
        assert_eq!(desk.settings().unwrap().last_story, None);
        assert!(serde_json::from_value::<SettingsChange>(serde_json::json!({ "themes": "dark" })).is_err());
        assert!(serde_json::from_value::<SettingsChange>(serde_json::json!({ "theme": null })).is_err());
    }

    #[test]
    fn a_bad_value_resets_nothing_else_and_what_is_unknown_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = library(&folder);
        let all = serde_json::json!({ "theme": "dark", "name": "Mây", "webp": true, "base_url": "https://a.vn" });
        desk.change_settings(&change(all)).unwrap();
        for (row, json) in [
            ("computer.theme", r#""sepia""#),
            ("person.language", "7"),
            ("person.last_story", "{"),
            ("house.webp", ""),
            ("house.roles", r#"{"editor":["return"]}"#),
            ("person.read", "{}"),
        ] {
            desk.database.set_settings(&[(row, json.to_owned())]).unwrap();
        }
        drop(desk);
        let mut desk = library(&folder);
        let now = desk.settings().unwrap();
        assert_eq!(
            (now.name.as_str(), now.base_url.as_str(), now.theme, now.webp),
            ("Mây", "https://a.vn", Theme::System, false)
        );
        assert_eq!(desk.troubles().len(), 0);
        // A value that only a newer Dateline reads is there for it until somebody sets another.
        desk.change_settings(&change(serde_json::json!({ "webp": true }))).unwrap();
        let rows = desk.database.all_settings().unwrap();
        let row = |name: &str| rows.iter().find(|(row, _)| row == name).unwrap().1.as_str();
        assert_eq!(
            (row("computer.theme"), row("house.roles"), row("house.webp")),
            (r#""sepia""#, r#"{"editor":["return"]}"#, "true")
        );
    }

    #[test]
    fn templates_that_cannot_be_read_are_told_and_stay() {
        let folder = tempfile::tempdir().unwrap();
        let json = r#"[{"name":"Một","parts":[]}]"#.to_owned();
        library(&folder).database.set_settings(&[(TEMPLATES, json.clone())]).unwrap();
        let desk = library(&folder);
        assert_eq!(desk.settings().unwrap().caption_templates, []);
        assert_eq!(desk.troubles()[0].code, ErrorCode::TemplatesUnread);
        assert!(desk.database.all_settings().unwrap().contains(&(TEMPLATES.into(), json)));
    }

    #[test]
    fn a_database_from_before_settings_were_apart_is_taken_over_key_by_key() {
        for (json, wanted) in [
            (
                r#"{"language":"en","theme":"dark","name":"M\"ây","last_story":null,"webp":true,"caption_templates":[{"name":"a","text":"{people}"}],"odd key":[1]}"#,
                &[
                    ("computer.theme", r#""dark""#),
                    ("house.caption_templates", r#"[{"name":"a","text":"{people}"}]"#),
                    ("house.odd key", "[1]"),
                    ("house.webp", "true"),
                    ("person.language", r#""en""#),
                    ("person.last_story", "null"),
                    ("person.name", r#""M\"ây""#),
                ][..],
            ),
            ("{", &[]),
            ("[1]", &[]),
            ("7", &[]),
            ("{}", &[]),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let mut desk = library(&folder);
            desk.database.set_settings(&[("settings", json.to_owned()), ("codes", "{}".to_owned())]).unwrap();
            desk.database.part_settings().unwrap();
            let mut rows = desk.database.all_settings().unwrap();
            rows.retain(|(row, _)| row != "codes" && row != PERSON);
            let rows: Vec<(&str, &str)> = rows.iter().map(|(row, json)| (row.as_str(), json.as_str())).collect();
            assert_eq!(rows, wanted, "{json}");
            assert_eq!(desk.database.lost_rows().unwrap().len(), 0);
        }
    }
}
