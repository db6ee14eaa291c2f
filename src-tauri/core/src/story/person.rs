//! Who writes a story. A person is an id, which stays when they change their name and is not another's of the same name;
//! what they called themselves when they wrote stands beside it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// UUID version 7 today; one of another kind (the fingerprint of a key, say) is in hex.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonId(pub String);

impl PersonId {
    pub fn fresh() -> Self {
        Self(crate::clock::fresh_id())
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Person {
    /// None for one who wrote before there were ids, and is known by the name alone.
    pub id: Option<PersonId>,
    /// Empty for one who has given no name.
    pub name: String,
}

impl Person {
    /// The same person, whatever they called themselves: by the id where both have one.
    pub fn is_one(&self, other: &Self) -> bool {
        match (&self.id, &other.id) {
            (Some(one), Some(other)) => one == other,
            _ => self.name == other.name,
        }
    }

    /// One person under one name, as far as is known: of changes from before there were ids, the name is.
    pub fn is_same_hand(&self, other: &Self) -> bool {
        self.name == other.name && (self.id == other.id || self.id.is_none() || other.id.is_none())
    }
}

impl From<&str> for Person {
    fn from(name: &str) -> Self {
        Self { id: None, name: name.to_owned() }
    }
}

/// What a person does in the newsroom. Who has none may do everything: a newsroom of one needs none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Role {
    Reporter,
    Photographer,
    Editor,
    EditorInChief,
}

impl Role {
    pub const ALL: &'static [Role] = &[Role::Reporter, Role::Photographer, Role::Editor, Role::EditorInChief];

    pub fn name(self) -> &'static str {
        match self {
            Role::Reporter => "reporter",
            Role::Photographer => "photographer",
            Role::Editor => "editor",
            Role::EditorInChief => "editor_in_chief",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == name)
    }
}

/// Who said or did something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct Signed {
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    pub at: DateTime<Utc>,
}

impl Signed {
    pub(super) fn by(person: &Person, at: DateTime<Utc>) -> Self {
        Self { by: person.name.clone(), person: person.id.clone(), at }
    }

    pub(super) fn is_by(&self, person: &Person) -> bool {
        Person { id: self.person.clone(), name: self.by.clone() }.is_one(person)
    }
}
