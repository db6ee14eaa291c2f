//! The house: what was set, and by whom; how this house writes; its code replacements.

mod codes;
mod moves;
mod naming;
mod settings;
mod style;
mod text;

pub use moves::HouseMoves;
pub(super) use naming::Naming;
pub use naming::example_name;
pub(super) use settings::given_name;
pub use settings::{CaptionTemplate, KnownPerson, Opened, SavedList, Settings, SettingsChange, Theme};
pub use style::{HouseStyle, house_style_in, read_house_style};
